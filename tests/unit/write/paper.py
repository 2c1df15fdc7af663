"""Drafts made by hand, problems, and what a written Word file holds."""

from __future__ import annotations

import io
import re
import zipfile

from report_kit.diagnostics import Diagnostic, Location, Severity, msg
from report_kit.draft import Block, Draft, FactOrigin, GeneratedOrigin, Part, ProseOrigin, Slot, Span, is_gap
from report_kit.facts.values import Pending
from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.standard_template import standard_template
from report_kit.ooxml.xml import check, decode, unescape
from tests.unit.render import factory

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
HERE = "data/2023/key_work.yaml"


def problem(code="N101", words="不对", *, at=None, facts=(), severity=E, **fields) -> Diagnostic:
    return Diagnostic(code, "x", severity, msg(words, **fields), at, tuple(facts))


def place(line: int, column: int = 1, end: int | None = None, path: str = HERE) -> Location:
    return Location(path, line, column, end or column + 1)


def fact(name: str, **about) -> tuple[tuple[int, str], object]:
    return (2023, name), about


def report(owners: dict[str, str] | None = None, **kwargs):
    """The sample report, with owners of its facts by short name."""
    made = factory.sample(**kwargs)
    facts = {key: one._replace(owner=(owners or {}).get(one.name, "")) for key, one in made.facts.items()}
    return made._replace(facts=facts)


def draft_of(shown, data: bytes | None = None) -> Draft:
    return factory.rendered(shown, data).draft


def by_hand(*texts: tuple[str, object], open_run: str = "<w:r>", body: str = "") -> Draft:
    """A draft of one block made of spans, each with its origin."""
    text = "".join(words for words, _ in texts)
    spans, slots, at = [], [], 0
    for words, origin in texts:
        spans.append(Span(at, at + len(words), origin))
        slots.append(Slot(0, at, at + len(words), open_run, is_gap(origin)))
        at += len(words)
    package = read_package(factory.docx(""))
    assert isinstance(package, Package)
    document = decode(package.parts["word/document.xml"])
    before, after = document.split("<w:sectPr/>")
    parts = (Part("word/document.xml", (f"{before}{body}<w:p>", *slots, f"</w:p><w:sectPr/>{after}")),)
    static = {name: content for name, content in package.parts.items() if name != "word/document.xml"}
    return Draft("题", (Block("title", "", text, tuple(spans)),), parts, static)


def pending(name: str = "key_work.a.丧葬费") -> FactOrigin:
    return FactOrigin(name, None, pending=True)


def known(name: str = "key_work.a.低保") -> FactOrigin:
    return FactOrigin(name, None)


def prose(line: int = 1, column: int = 1) -> ProseOrigin:
    return ProseOrigin(place(line, column))


PLACEHOLDER = GeneratedOrigin("placeholder")


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        parts = {name: archive.read(name) for name in names}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            check(decode(content))
    return parts


def document_xml(data: bytes) -> str:
    return decode(parts_of(data)["word/document.xml"])


def comments(data: bytes) -> list[tuple[str, str]]:
    """Each comment of a file as (the text it is about, its words), in order of numbers; marks are judged."""
    parts = parts_of(data)
    body = decode(parts["word/document.xml"])
    if "word/comments.xml" not in parts:
        assert "comment" not in body
        return []
    said = {
        number: "\n".join(words_of(one) for one in re.findall(r"<w:p>(.*?)</w:p>", text))
        for number, text in re.findall(
            r'<w:comment w:id="(\d+)"[^>]*>(.*?)</w:comment>', decode(parts["word/comments.xml"])
        )
    }
    found = []
    for number, words in said.items():
        about = re.search(rf'<w:commentRangeStart w:id="{number}"/>(.*?)<w:commentRangeEnd w:id="{number}"/>', body)
        assert about, number
        assert body.count(f'<w:commentReference w:id="{number}"/>') == 1
        assert body.count(f'<w:commentRangeStart w:id="{number}"/>') == 1
        assert "</w:p>" not in about[1]
        found.append((words_of(about[1]), words))
    assert body.count("<w:commentReference ") == len(said)
    return found


def words_of(xml: str) -> str:
    pieces = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br)/>", xml)
    return "".join({"tab": "\t", "br": "\n"}.get(kind) or unescape(text) for text, kind in pieces)


def highlighted(data: bytes) -> list[str]:
    """The texts of the runs that are highlighted."""
    runs = re.findall(r"<w:r>(?:(?!</w:r>).)*</w:r>", document_xml(data), re.DOTALL)
    return [words_of(run) for run in runs if '<w:highlight w:val="yellow"/>' in run]


def template() -> bytes:
    return standard_template()


def unknown(text: str, unit: str = "") -> Pending:
    return Pending(text, unit)
