"""A report as it should be, with every part that the standard knows, and one thing after another done wrong to it.

The report on 2023 as built, with a number, headings of all levels, attachments and a note put in; edited with
python-docx, as another tool would. Names and titles put in are invented.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from report_kit.flows.build import outputs
from report_kit.flows.layout import Layout, judged
from report_kit.flows.pipeline import assemble
from report_kit.load import DiskFiles
from report_kit.shipped_files import shipped

ROOT = shipped("templates").parent
NAME = "report.docx"


@cache
def built() -> bytes:
    """The draft of the report on 2023."""
    assembly = assemble(DiskFiles(ROOT), 2023, ROOT / "templates")
    return next(content for path, content in outputs(assembly, final=False).items() if path.endswith(".docx"))


@cache
def right() -> bytes:
    """A draft with every part of a document, as the standard wants it."""
    document = Document(io.BytesIO(built()))
    title = starting(document, "XX市民政局2023年")
    head = before(title, "×民函〔2024〕5号", "主送机关")
    property_of(head, "jc", val="center")
    title.runs[0].text = "XX市民政局2023年工作总结和\n2024年工作计划"
    level = starting(document, "1.推动养老机构提质增效")
    after(level, "（1）建立台账", "四级标题")
    signature = starting(document, "XX市民政局", last=True)
    before(signature, "附件：1.主要指标表", "附件说明首项")
    before(signature, "2.工作完成情况表", "附件说明续项")
    date = starting(document, "2024年1月29日")
    note = after(date, "（此件公开发布）", "公文正文")
    place = note
    for number, name in ((1, "主要指标表"), (2, "工作完成情况表")):
        label = after(place, f"附件{number}", "主送机关")
        property_of(label, "pageBreakBefore")
        font(label.runs[0], "黑体")
        place = after(label, name, "公文标题")
        place = after(place, "表内容略。", "公文正文")
    return saved(document)


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def planted(edit: Callable[[Any], object]) -> bytes:
    """The right file with one thing done to it."""
    document = Document(io.BytesIO(right()))
    edit(document)
    return saved(document)


def verdict(data: bytes) -> Layout:
    found = judged(NAME, data)
    assert found.report is not None, found.outcome.diagnostics
    return found


def codes(found: Layout) -> set[str]:
    return {one.code for one in found.outcome.diagnostics}


def starting(document: Any, words: str, *, last: bool = False) -> Any:
    """The first (or last) paragraph that begins with these words."""
    found = [one for one in document.paragraphs if one.text.startswith(words)]
    return found[-1 if last else 0]


def body(document: Any) -> list[Any]:
    return [one for one in document.paragraphs if one.style.name == "公文正文" and not one.text.startswith("（")]


def _copied(place: Any, words: str, style: str) -> Any:
    from docx.text.paragraph import Paragraph

    element = deepcopy(place._p)
    found = Paragraph(element, place._parent)
    for child in list(element):
        element.remove(child)
    found.style = style
    found.add_run(words)
    return found


def before(place: Any, words: str, style: str) -> Any:
    found = _copied(place, words, style)
    place._p.addprevious(found._p)
    return found


def after(place: Any, words: str, style: str) -> Any:
    found = _copied(place, words, style)
    place._p.addnext(found._p)
    return found


def put(parent: Any, name: str, **told: str | None) -> None:
    found = parent.find(qn(f"w:{name}"))
    if found is None:
        found = OxmlElement(f"w:{name}")
        parent.append(found)
    for key, value in told.items():
        if value is None:
            found.attrib.pop(qn(f"w:{key}"), None)
        else:
            found.set(qn(f"w:{key}"), value)


def property_of(paragraph: Any, name: str, **told: str | None) -> None:
    put(paragraph._p.get_or_add_pPr(), name, **told)


def look(run: Any, name: str, **told: str | None) -> None:
    put(run._r.get_or_add_rPr(), name, **told)


def font(run: Any, face: str) -> None:
    look(run, "rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face)


def in_style(document: Any, style: str, group: str, name: str, **told: str | None) -> None:
    element = document.styles[style].element
    put(element.get_or_add_pPr() if group == "pPr" else element.get_or_add_rPr(), name, **told)


def on_page(document: Any, name: str, **told: str | None) -> None:
    put(document.sections[0]._sectPr, name, **told)


def footer(document: Any, kind: str = "default") -> Any:
    section = document.sections[0]
    return (section.footer if kind == "default" else section.even_page_footer).paragraphs[0]
