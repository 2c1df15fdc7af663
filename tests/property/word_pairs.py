"""Word files with everything that reports and people put into them, and the same files after 1 to 12 edits of every kind."""

from __future__ import annotations

import copy
import random
import shutil
from itertools import pairwise
from pathlib import Path

from report_kit.flows.build import document_bytes
from tests.property.word_files import Control, Doc, Para, Run, Table, packed

ROOT = Path(__file__).parents[2]
WORDS = ["全市", "在册", "低保", "对象", "增至", "比", "上年", "底", "增长", "养老", "床位", "其中", "护理", "型", "工作", "推进", "救助", "体系", "建设", "完善", "服务", "质量", "提升", "机制", "<总计>", "&", "𠮷", "a"]  # fmt: skip
FORMATS = ("", "<w:b/>", "<w:i/>", '<w:sz w:val="32"/>', '<w:color w:val="FF0000"/>', '<w:b/><w:u w:val="single"/>')
PARAGRAPHS = (
    "",
    '<w:jc w:val="center"/>',
    '<w:ind w:firstLine="640"/>',
    '<w:pStyle w:val="Heading1"/>',
    '<w:keepNext/><w:spacing w:line="560" w:lineRule="exact"/>',
)


def sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(3, 12))]
    words.insert(
        chance.randint(0, len(words)),
        chance.choice([f"{chance.randint(1, 99999):,}人", f"{chance.randint(1, 99)}.{chance.randint(0, 9)}%"]),
    )
    return "".join(words) + chance.choice("。。。；")


def run(chance: random.Random) -> Run:
    kind = chance.choices(
        ("text", "tab", "link", "field", "simple", "note", "image", "box", "control", "bookmark", "comment"),
        (60, 2, 3, 3, 2, 3, 3, 3, 3, 3, 3),
    )[0]
    return Run(sentence(chance), chance.choice(FORMATS), kind)


def para(chance: random.Random) -> Para:
    return Para(
        [run(chance) for _ in range(chance.choices((0, 1, 2, 3, 4), (1, 4, 4, 2, 1))[0])],
        chance.choice(PARAGRAPHS),
        chance.choices((0, 11906), (25, 1))[0],
    )


def table(chance: random.Random, depth: int = 0) -> Table:
    columns = chance.randint(1, 3)
    return Table(
        [[cell(chance, depth) for _ in range(columns)] for _ in range(chance.randint(1, 4))],
        chance.choice(("", '<w:tblW w:w="0" w:type="auto"/>')),
    )


def cell(chance: random.Random, depth: int = 0) -> list:
    blocks: list = [para(chance) for _ in range(chance.choices((1, 2), (4, 1))[0])]
    for one in blocks:
        one.section = 0
    if depth < 2 and chance.random() < 0.08:
        blocks.insert(0, table(chance, depth + 1))
    return blocks


def block(chance: random.Random) -> object:
    kind = chance.choices(("para", "table", "control"), (12, 2, 1))[0]
    if kind == "para":
        return para(chance)
    if kind == "table":
        return table(chance)
    return Control([para(chance)], chance.choice("abc"))


def document(chance: random.Random) -> Doc:
    size = chance.choices((0, 1, 3, 8, 15), (1, 1, 3, 5, 2))[0]
    doc = Doc([block(chance) for _ in range(size)])
    if doc.blocks and chance.random() < 0.8:
        doc.blocks.append(para(chance))
        doc.blocks[-1].section = 0
    return doc


def lists(blocks: list) -> list[list]:
    """Every list of blocks: the body, cells, controls."""
    found = [blocks]
    for one in blocks:
        if isinstance(one, Table):
            for row in one.rows:
                for inner in row:
                    found += lists(inner)
        elif isinstance(one, Control):
            found += lists(one.blocks)
    return found


def paras(doc: Doc) -> list[Para]:
    return [one for blocks in lists(doc.blocks) for one in blocks if isinstance(one, Para)]


def tables(doc: Doc) -> list[Table]:
    return [one for blocks in lists(doc.blocks) for one in blocks if isinstance(one, Table)]


def edit(doc: Doc, chance: random.Random) -> None:  # noqa: PLR0915 - one branch for each kind of edit
    """One edit, if the document has what it needs."""
    kind = chance.choice((
        "number", "number", "sentence in", "sentence out", "split", "merge", "move", "row in", "row out", "cell", "column", "format",
        "properties", "before table", "last", "block in", "block out", "section", "height", "thing", "empty", "rewrite", "table properties",
        "swap", "word", "box", "last out",
    ))  # fmt: skip
    body = doc.blocks
    some = paras(doc)
    one = chance.choice(some) if some else Para([])
    text = chance.choice(one.runs) if one.runs else Run("")
    grid = chance.choice(tables(doc)) if tables(doc) else Table([])
    if kind == "number":
        text.text = "".join(
            str(chance.randint(1, 9)) if letter.isdigit() and chance.random() < 0.5 else letter for letter in text.text
        )
    elif kind == "sentence in":
        one.runs.insert(chance.randint(0, len(one.runs)), Run(sentence(chance), text.format))
    elif kind in ("sentence out", "thing") and one.runs:
        one.runs.remove(text)
        if kind == "thing":
            one.runs.append(run(chance))
    elif kind == "split" and len(one.runs) > 1 and any(one is other for other in body):
        at = next(place for place, other in enumerate(body) if other is one)
        cut = chance.randint(1, len(one.runs) - 1)
        body.insert(at, Para(one.runs[:cut], one.properties))
        one.runs = one.runs[cut:]
    elif kind == "split" and len(text.text) > 4 and text.kind == "text" and any(one is other for other in body):
        at = next(place for place, other in enumerate(body) if other is one)
        place = one.runs.index(text)
        body.insert(at, Para([*one.runs[:place], Run(text.text[:3], text.format)], one.properties))
        one.runs = [Run(text.text[3:], text.format), *one.runs[place + 1 :]]
    elif kind == "merge":
        for at in range(len(body) - 1):
            if isinstance(body[at], Para) and isinstance(body[at + 1], Para) and chance.random() < 0.5:
                body[at].runs += body.pop(at + 1).runs
                break
    elif kind == "move" and len(body) > 1:
        body.insert(chance.randint(0, len(body) - 1), body.pop(chance.randint(0, len(body) - 1)))
    elif kind == "row in" and grid.rows:
        grid.rows.insert(chance.randint(0, len(grid.rows)), [cell(chance, 2) for _ in grid.rows[0]])
    elif kind == "row out" and len(grid.rows) > 1:
        grid.rows.pop(chance.randint(0, len(grid.rows) - 1))
    elif kind == "cell" and grid.rows:
        row = chance.choice(grid.rows)
        row[chance.randint(0, len(row) - 1)] = cell(chance, 2)
    elif kind == "column" and grid.rows:
        at = chance.randint(0, min(len(row) for row in grid.rows))
        for row in grid.rows:
            row.insert(at, cell(chance, 2))
    elif kind == "format":
        text.format = chance.choice(FORMATS)
    elif kind == "properties":
        one.properties = chance.choice(PARAGRAPHS)
    elif kind == "table properties":
        grid.properties = '<w:jc w:val="center"/>'
    elif kind == "before table":
        for at in range(len(body) - 1):
            if isinstance(body[at], Para) and isinstance(body[at + 1], Table):
                body.pop(at)
                break
    elif kind == "last":
        body.append(para(chance))
        body[-1].section = 0
    elif kind == "last out" and len(body) > 1:
        body.pop()
    elif kind == "block in":
        body.insert(chance.randint(0, len(body)), block(chance))
    elif kind == "block out" and len(body) > 1:
        body.pop(chance.randint(0, len(body) - 1))
    elif kind == "section" and any(one is other for other in body[:-1]):
        one.section = chance.choice((0, 11906, 15840))
    elif kind == "height":
        doc.height = chance.choice((16838, 15840))
    elif kind == "empty":
        one.runs.clear()
    elif kind == "rewrite":
        one.runs[:] = [run(chance), run(chance)]
    elif kind == "swap" and len(one.runs) > 1:
        one.runs.reverse()
    elif kind == "word" and len(text.text) > 2:
        at = chance.randint(0, len(text.text) - 1)
        text.text = text.text[:at] + chance.choice(WORDS) + text.text[at + chance.randint(0, 3) :]
    elif kind == "box":
        one.runs.append(Run(sentence(chance), "", "box"))


def revise(doc: Doc, chance: random.Random, author: str) -> None:
    """Revisions that somebody made with tracking on."""
    for one in paras(doc):
        for some in one.runs:
            if some.kind in ("text", "tab", "link", "image", "note") and chance.random() < 0.15:
                some.revision = f"{chance.choice(('ins', 'del', 'format'))} {author}"
        if chance.random() < 0.08:
            one.revision = f"{chance.choice(('ins', 'del', 'format'))} {author}"
    for grid in tables(doc):
        for row in range(len(grid.rows)):
            if chance.random() < 0.1:
                grid.revisions[row] = f"{chance.choice(('ins', 'del'))} {author}"
    # Word does not let the end of a paragraph go where no paragraph follows, or where a section ends.
    followed = {id(one) for blocks in lists(doc.blocks) for one, other in pairwise(blocks) if isinstance(other, Para)}
    for one in paras(doc):
        if "format" not in one.revision and (one.section or id(one) not in followed):
            one.revision = ""


def pair(seed: int, *, revised: bool = False) -> tuple[bytes, bytes]:
    """Two files; with ``revised`` they carry revisions of others."""
    chance = random.Random(seed)
    old = document(chance)
    if revised:
        revise(old, chance, "甲")
    new = copy.deepcopy(old)
    for _ in range(chance.randint(1, 12)):
        edit(new, chance)
    if chance.random() < 0.03:
        new.blocks.clear()
    if revised:
        revise(new, chance, "乙")
    return packed(old, chance.randint(0, 3)), packed(new, chance.randint(0, 3))


def plain_pair(seed: int) -> tuple[bytes, bytes]:
    """Two files of text and tables only, for word processors that read the rest their own way."""
    chance = random.Random(seed)
    old = Doc([Para([Run(sentence(chance), chance.choice(FORMATS))]) for _ in range(chance.randint(2, 6))])
    old.blocks.insert(1, Table([[[Para([Run(sentence(chance))])] for _ in range(2)] for _ in range(3)]))
    old.blocks.append(Para([Run(sentence(chance))]))
    new = copy.deepcopy(old)
    for _ in range(chance.randint(1, 6)):
        edit(new, chance)
    for one in (old, new):
        for some in paras(one):
            some.section = 0
            for piece in some.runs:
                piece.kind = "text"
    return packed(old), packed(new)


def report_pair(folder: Path) -> tuple[bytes, bytes]:
    """The report on 2023, and the same with two figures and a word changed, a point dropped and two items swapped."""
    project = folder / "project"
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, project / name)
    path = project / "data" / "2023" / "key_work.yaml"
    text = path.read_text(encoding="utf-8")
    for before, after in (("9774人", "9747人"), ("673张", "675张"), ("应保尽保", "应保必保")):
        assert before in text
        text = text.replace(before, after, 1)
    start, *items = text.split("\n- id: ")
    first, rest = items[0].split("\n  points:\n")
    points = rest.split("\n  - ")
    items[0] = f"{first}\n  points:\n" + "\n  - ".join(points[:-1])
    items[1], items[2] = items[2], items[1]
    path.write_text("\n- id: ".join((start, *items)) + "\n", encoding="utf-8")
    return document_bytes(ROOT, 2023), document_bytes(project, 2023)
