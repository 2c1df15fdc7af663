"""The yardstick: a plain script that makes the same text with safe_load, pydantic and docxtpl, and checks nothing.

    python -m benchmarks.plain PROJECT YEAR OUT.docx

It loads the same files, validates their shape with pydantic models, fills the holes of the sentences by a
regular expression, numbers headings, and renders the same Word template with docxtpl.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import SimpleNamespace as Namespace
from typing import Any

import yaml
from docxtpl import DocxTemplate
from pydantic import BaseModel, ConfigDict, field_validator

NUMERALS = "一二三四五六七八九十"
HOLE = re.compile(r"\{\{\s*([^|}\s]+)[^}]*\}\}")


class Point(BaseModel):
    """One 「一是…」."""

    model_config = ConfigDict(extra="allow")
    lead: str = ""
    text: str = ""


class Work(BaseModel):
    """A group, or what an item has in common with one."""

    model_config = ConfigDict(extra="allow")
    id: str
    title: str
    facts: dict[str, Any] = {}
    text: str = ""
    points: list[Point] = []
    after: str = ""

    @field_validator("points", mode="before")
    @classmethod
    def bare_text(cls, points: list[Any]) -> list[Any]:
        """Points that are no more than their text."""
        return [{"text": point} if isinstance(point, str) else point for point in points]


class Item(Work):
    """One titled piece of work."""

    groups: list[Work] = []


class Chapter(BaseModel):
    """One chapter file."""

    model_config = ConfigDict(extra="allow")
    facts: dict[str, Any] = {}
    items: list[Item] = []


class Edition(BaseModel):
    """report.yaml."""

    model_config = ConfigDict(extra="allow")
    unit: str
    title: str
    date: str = ""
    to: str = ""
    opening: str = ""
    closing: str = ""
    chapters: list[dict[str, Any]]
    facts: dict[str, Any] = {}


def shown(facts: dict[str, Any]) -> dict[str, str]:
    """Each fact as text."""
    texts = {}
    for name, fact in facts.items():
        value = fact.get("is", fact.get("list", "")) if isinstance(fact, dict) else fact
        texts[name] = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    return texts


def fill(text: str, names: dict[str, str]) -> str:
    """A text with its holes filled."""
    return HOLE.sub(lambda hole: names.get(hole.group(1), "?"), text)


def paragraphs(text: str, names: dict[str, str]) -> list[str]:
    """The paragraphs of a block, its lines joined."""
    return [fill("".join(part.split("\n")), names) for part in text.strip().split("\n\n") if part]


def numeral(number: int) -> str:
    """A number as headings write it."""
    return NUMERALS[number - 1] if number <= 10 else str(number)


def body(work: Work, heading: str, names: dict[str, str]) -> list[Namespace]:
    """The paragraphs of a piece of work as the template takes them."""
    blocks = [Namespace(heading="", number="", lead="", text=text) for text in paragraphs(work.text, names)]
    for number, point in enumerate(work.points, 1):
        first, *rest = paragraphs(point.text, names) or [""]
        lead = fill(point.lead, names) + "。" if point.lead else ""
        blocks.append(Namespace(heading="", number=numeral(number) + "是", lead=lead, text=first))
        blocks += [Namespace(heading="", number="", lead="", text=text) for text in rest]
    if blocks:
        blocks[0].heading = heading + "。"
    return blocks


def context(project: Path, year: int) -> dict[str, Any]:
    """What the template shows."""
    data = project / "data"
    edition = Edition.model_validate(yaml.safe_load((data / str(year) / "report.yaml").read_text(encoding="utf-8")))
    chapters = []
    for number, declared in enumerate(edition.chapters, 1):
        folder_year = year + 1 if declared.get("year") == "next" else year
        common = {"year": str(folder_year), "next_year": str(folder_year + 1), "last_year": str(folder_year - 1)}
        common |= {"unit": edition.unit} | shown(edition.facts)
        path = data / str(folder_year) / f"{declared['id']}.yaml"
        chapter = Chapter.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        common |= shown(chapter.facts)
        items = []
        for place, item in enumerate(chapter.items, 1):
            names = common | shown(item.facts)
            for group in item.groups:
                names |= shown(group.facts)
            title = f"（{numeral(place)}）{fill(item.title, names)}"
            own = body(item, title, names)
            groups = [
                Namespace(heading="", paragraphs=body(group, f"{rank}.{fill(group.title, names)}", names))
                for rank, group in enumerate(item.groups, 1)
            ]
            after = [Namespace(text=text) for text in paragraphs(item.after, names)]
            items.append(Namespace(heading="" if own else title, paragraphs=own, groups=groups, after=after))
        own_year = {"year": str(year), "next_year": str(year + 1)}
        heading = f"{numeral(number)}、{fill(declared['title'], own_year)}"
        chapters.append(Namespace(heading=heading, paragraphs=[], items=items))
    names = {"year": str(year), "next_year": str(year + 1), "unit": edition.unit} | shown(edition.facts)
    return {
        "title": fill(edition.title, names),
        "to": edition.to,
        "opening": [Namespace(text=text) for text in paragraphs(edition.opening, names)],
        "chapters": chapters,
        "closing": [Namespace(text=text) for text in paragraphs(edition.closing, names)],
        "attachments": [],
        "unit": edition.unit,
        "date": edition.date,
    }


def build(project: Path, year: int, output: Path) -> None:
    """Makes the Word file."""
    template = DocxTemplate(project / "templates" / "report.docx")
    template.render(context(project, year), autoescape=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    template.save(output)


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
