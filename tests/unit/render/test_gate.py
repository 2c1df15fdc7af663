"""The gate before a draft leaves: nothing lost, torn, merged or damaged goes unnoticed."""

from __future__ import annotations

import re

import pytest

from report_kit.draft import FactOrigin, TemplateOrigin
from report_kit.facts.values import Kind
from report_kit.ooxml.xml import check
from report_kit.render import compile_template, render_report
from report_kit.render.checks import check_content
from report_kit.render.marks import PRIVATE, Marker, Shown
from report_kit.render.places import Paragraph, Places
from report_kit.render.walk import Reading
from tests.unit.render.factory import (
    Desk,
    docx,
    item,
    paragraph,
    quantity,
    rendered,
    report,
    sample,
    tagged,
    template,
    xml_of,
)


def found(data: bytes, shown=None) -> list[tuple[str, str]]:
    compiled = compile_template("templates/report.docx", data)
    problems = (*compiled.diagnostics, *render_report(shown or tagged(), compiled).diagnostics)
    return [(d.code, str(d.message)) for d in problems]


def small(**options):
    desk = Desk({"低保": quantity("9774")})
    return report(desk, [], **({"title": "标题", "opening": "第一段。\n\n第二段{{ 低保 }}。", "to": None} | options))


OPENING = ("{%p for paragraph in opening %}", "{{ paragraph.text }}", "{%p endfor %}")


def test_w202_a_text_the_template_does_not_show() -> None:
    problems = found(template("{{ title }}"), small())
    assert [code for code, _ in problems] == ["W202", "W202"]
    assert "“第一段。”没有出现在文档里" in problems[0][1]


def test_w202_is_told_at_the_text_and_once_for_each_block() -> None:
    out = render_report(small(), compile_template("t.docx", template("{{ title }}")))
    assert [str(d.location) for d in out.diagnostics] == ["data/2023/key_work.yaml:2:1", "data/2023/key_work.yaml:3:1"]
    assert out.draft is not None


def test_w202_a_numbering_that_is_not_shown() -> None:
    desk = Desk()
    shown = report(desk, [("a", "章", [item(desk, "b", "项", points=["甲。", "乙。"])])], opening=None, to=None)
    loops = (
        "{{ title }}",
        "{%p for chapter in chapters %}",
        "{{ chapter.heading }}",
        "{%p for item in chapter.items %}",
        "{%p for paragraph in item.paragraphs %}",
        "{{ paragraph.heading }}{{ paragraph.text }}",
        *["{%p endfor %}"] * 3,
    )
    assert [words.partition("”")[0] for _, words in found(template(*loops), shown)] == ["“一是", "“二是"]


@pytest.mark.parametrize("name", ["unit", "date"])
def test_w202_unit_and_date_may_be_left_out(name) -> None:
    kept = [f"{{{{ {other} }}}}" for other in ("title", "unit", "date") if other != name]
    assert found(template(*kept, *OPENING), small()) == []


LINK = (
    "<w:p><w:hyperlink><w:r><w:t>{{% if {name} %}}</w:t></w:r></w:hyperlink><w:r><w:t>乙{{% endif %}}</w:t></w:r></w:p>"
)


def test_w203_a_condition_that_cuts_through_a_link() -> None:
    data = docx(paragraph("{{ title }}") + LINK.format(name="closing"))
    out = render_report(small(opening=None), compile_template("t.docx", data))
    assert [(d.code, d.location.line) for d in out.diagnostics] == [("W203", 2)]
    assert out.draft is None


def test_w203_keeps_silent_when_nothing_is_cut() -> None:
    assert found(docx(paragraph("{{ title }}") + LINK.format(name="unit")), small(opening=None)) == []


def test_w109_pairs_that_do_not_lie_side_by_side() -> None:
    """With one chapter such a loop works, with two the file is damaged: it is refused at once."""
    row = "<w:tr><w:tc>{}</w:tc></w:tr>"
    start, end = paragraph("{%p for c in chapters %}"), paragraph("{%p endfor %}")
    inside = f"<w:tbl>{row.format(paragraph('{{ c.heading }}') + end)}</w:tbl>"
    assert found(docx(start + inside))[0][0] == "W109"
    assert (
        found(docx(start + f"<w:tbl>{row.format(paragraph('甲'))}</w:tbl>" + end), small(opening=None))[0][0] == "W202"
    )
    assert found(template("{%p if to %}", "甲", "乙{% endif %}"))[0][0] == "W109"
    two = "".join(f"<w:tbl>{row.format(paragraph(tag))}</w:tbl>" for tag in ("{%tr if to %}", "{%tr endif %}"))
    assert found(docx(two))[0][0] == "W109"


def test_a_cell_emptied_by_a_loop_gets_a_paragraph() -> None:
    """Word calls a file damaged when a cell does not end with a paragraph."""
    cell = "".join(map(paragraph, ("{%p for c in attachments %}", "{{ c.title }}", "{%p endfor %}")))
    nested = f"<w:tc><w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl></w:tc>"
    full = f"<w:tc>{paragraph('甲')}</w:tc>"
    xml = xml_of(
        rendered(
            small(opening=None), docx(f"{paragraph('{{ title }}')}<w:tbl><w:tr>{nested}{full}</w:tr></w:tbl>")
        ).draft
    )
    check(xml.partition("?>\n")[2])
    assert "<w:tc><w:p/></w:tc>" in xml
    assert "</w:tbl><w:p/></w:tc>" in xml
    assert "甲</w:t></w:r></w:p></w:tc>" in xml


def test_w204_a_tag_left_over_and_braces_in_data() -> None:
    described = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="｛｛ 标题 ｝｝"/></wp:inline></w:drawing></w:r></w:p>'
    data = docx(paragraph("{{ title }}") + described)
    assert found(data, small(opening=None)) == [("W204", "正文第2段“”：“｛｛ 标题 ｝｝”没有被填写")]
    assert found(template("{{ title }}", "{{ '{' }}{{ '{' }} x"), small(opening=None))[0][0] == "W204"
    assert found(template("{{ title }}", *OPENING), small(title="{{ x }}｛｛")) == []


def test_w205_two_blocks_in_one_paragraph() -> None:
    data = template("{{ title }}", "前{% for paragraph in opening %}{{ paragraph.text }}{% endfor %}")
    assert [code for code, _ in found(data, small())] == ["W205"]


def test_w205_keeps_silent_for_title_unit_and_date_beside_others() -> None:
    assert found(template("{{ title }}（{{ unit }}，{{ date }}）", *OPENING), small()) == []


def test_w207_a_filter_that_has_nothing_to_show() -> None:
    desk = Desk({"低保": quantity("9774"), "增幅": quantity("4.86", "%", Kind.RATE)})
    shown = report(desk, [], opening="在册{{ 低保|as_of }}，{{ 增幅|wan }}，{{ 低保|wan }}。", to=None)
    out = rendered(shown, template("{{ title }}", *OPENING))
    assert [(d.code, str(d.location), d.facts) for d in out.diagnostics] == [
        ("W207", "data/2023/key_work.yaml:2:3", ("key_work.a.低保",)),
        ("W207", "data/2023/key_work.yaml:2:18", ("key_work.a.增幅",)),
    ]
    assert out.draft.blocks[1].text == "在册【缺：低保|as_of】，【缺：增幅|wan】，0.9774万人。"


def test_a_torn_mark_is_noticed() -> None:
    """No filter we allow tears a mark; were one allowed, what is left of it would tell, and the text be missed."""
    marker = Marker()
    block = marker.block(Shown("a", 0, inline=False, location=None))
    span = marker.span("全文", TemplateOrigin("x", 1))
    reading = Reading(marker, {})
    xml = f'<w:p rk="1"><w:r><w:t>{block}{span[:-1]}</w:t></w:r></w:p>'
    reading.part("word/document.xml", xml)
    places = Places("t.docx", {"word/document.xml": (Paragraph(1, "", "{{ a }}"),)})
    problems = check_content(reading, {"word/document.xml": xml}, places)
    assert [d.code for d in problems] == ["W202", "W202"]
    assert "“全文”没有出现" in str(problems[0].message)
    whole = Reading(marker, {})
    xml = f'<w:p rk="1"><w:r><w:t>{block}{span}</w:t></w:r></w:p>'
    whole.part("word/document.xml", xml)
    assert check_content(whole, {"word/document.xml": xml}, places) == []


@pytest.mark.parametrize(
    "shown", [sample(), sample("own_line"), tagged("R&D\t<甲>\n", facts=True)], ids=["run in", "own line", "hostile"]
)
def test_no_mark_is_left_anywhere(shown) -> None:
    draft = rendered(shown).draft
    everything = "".join(xml_of(draft, part.name) for part in draft.parts) + "".join(
        b.id + b.text for b in draft.blocks
    )
    assert not PRIVATE.search(everything)
    assert not re.search(r' rk="|\{\{|\{%', everything)


def test_a_text_shown_twice_has_two_blocks_of_different_ids() -> None:
    draft = rendered(small(opening=None), template("{{ title }}", "又：{{ title }}")).draft
    assert [(b.id, b.text) for b in draft.blocks] == [("title", "标题"), ("title#2", "又：标题")]


def test_words_of_the_template_are_of_the_template() -> None:
    draft = rendered(small(opening="{{ 低保 }}"), template("{{ title }}", *OPENING, "联系人：\t某\n")).draft
    assert [s.origin for s in draft.blocks[-1].spans] == [TemplateOrigin("word/document.xml", 5)]
    assert draft.blocks[-1].id == "template.document.5"
    assert [type(s.origin) for s in draft.blocks[1].spans] == [FactOrigin]
