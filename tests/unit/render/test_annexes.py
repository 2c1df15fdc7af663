"""Tables behind the signature: a row for each indicator, every figure with its fact, no text lost or read as a tag."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from report_kit.draft import ANNEXES, FactOrigin, GeneratedOrigin, ProseOrigin, TemplateOrigin
from report_kit.ooxml.package import read_package, write_package
from report_kit.ooxml.standard_template import standard_template
from report_kit.ooxml.xml import W
from tests.unit.load.project import REPORT_PATH
from tests.unit.ooxml.order import breaches
from tests.unit.render.factory import docx, paragraph, xml_of
from tests.unit.render.tables import indicator, made

if TYPE_CHECKING:
    from report_kit.flows.pipeline import Assembly

HOSTILE = (
    "甲&乙",
    "<总计>",
    "{{ 7*7 }}",
    "{%tr endfor %}",
    "}}",
    "䶮",
    "“底线”",
    "\"'",
    "A\ue000B",
    "👍🏽",
    "]]>",
    "\\1",
)


def table(assembly: Assembly) -> list[list[str]]:
    """The texts of the cells of the only table, row by row."""
    (found,) = ET.fromstring(xml_of(assembly.draft)).iter(f"{{{W}}}tbl")
    return [["".join(cell.itertext()) for cell in row.iter(f"{{{W}}}tc")] for row in found.iter(f"{{{W}}}tr")]


def codes(assembly: Assembly) -> list[str]:
    return [found.code for found in assembly.outcome.diagnostics]


def test_the_table_with_its_head_and_a_row() -> None:
    assembly = made([indicator("甲", what="在册低保", source="月报")])
    assert table(assembly) == [
        ["序号", "指标", "单位", "2023年", "2022年", "增减", "增幅（%）", "数据来源"],
        ["1", "在册低保", "人", "9774", "9321", "453", "4.9", "月报"],
    ]
    assert codes(assembly) == []


@pytest.mark.parametrize("count", [1, 2, 60])
def test_as_many_rows_as_indicators(count) -> None:
    assembly = made([indicator(f"甲{n}", f"{n}人", what=f"指标{n}") for n in range(count)])
    assert [row[:4] for row in table(assembly)[1:]] == [[str(n + 1), f"指标{n}", "人", str(n)] for n in range(count)]
    assert codes(assembly) == []


def test_without_a_row_the_page_says_that_it_is_still_to_be_written() -> None:
    assembly = made(["甲: {is: 9774人, shown: no}"])
    assert "<w:tbl>" not in xml_of(assembly.draft)
    texts = [block.text for block in assembly.draft.blocks]
    assert texts[-3:] == ["附件", "主要指标表", "【本部分待补】"]
    assert codes(assembly) == ["S104"]


def test_the_annex_agrees_with_the_list_above_the_signature() -> None:
    facts = [indicator("甲")]
    assembly = made(facts, '[任务清单, {table: indicators, title: "{{ unit }}指标"}]')
    texts = [block.text for block in assembly.draft.blocks]
    assert "2.XX市民政局指标" in texts
    assert texts[texts.index("附件2") + 1] == "XX市民政局指标"
    alone = [block.text for block in made(facts).draft.blocks]
    assert "附件：主要指标表" in alone
    assert alone[alone.index("附件") + 1] == "主要指标表"


def test_every_cell_is_a_block_and_every_figure_leads_to_its_fact() -> None:
    draft = made([indicator("甲", source="月报")]).draft
    name = "annexes.indicators.work.item.甲"
    shown = {block.id: (block.text, [span.origin for span in block.spans]) for block in draft.blocks}
    assert shown[f"{name}.this_year"] == ("9774", [FactOrigin("work.item.甲", None)])
    assert shown[f"{name}.last_year"] == ("9321", [FactOrigin("last_year.work.item.甲", None)])
    assert shown[f"{name}.change"] == (
        "453",
        [GeneratedOrigin("calculation", ("work.item.甲", "last_year.work.item.甲"))],
    )
    assert shown[f"{name}.source"] == ("月报", [GeneratedOrigin("label")])
    ids = [block.id for block in draft.blocks]
    assert len(set(ids)) == len(ids)


def test_what_is_pending_is_marked() -> None:
    draft = made([indicator("甲", "待补", unit="人")]).draft
    gaps = {block.id.rpartition(".")[2] for block in draft.blocks if block.text == "待补"}
    assert gaps == {"this_year", "change", "growth"}
    origin = next(block for block in draft.blocks if block.id.endswith("甲.this_year")).spans[0].origin
    assert origin == FactOrigin("work.item.甲", None, pending=True)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_arrive_unchanged(text) -> None:
    assembly = made([indicator("甲", what=f"前{text}", source=f"{text}后")])
    assert table(assembly)[1] == ["1", f"前{text}", "人", "9774", "9321", "453", "4.9", f"{text}后"]
    assert not any(code.startswith("W") for code in codes(assembly))


def test_long_names_stay_whole() -> None:
    name = "享受政府购买服务的经济困难高龄失能老年人" * 20
    assert table(made([indicator("甲", what=name)]))[1][1] == name


def test_names_with_digits_and_dates_are_no_typed_figures() -> None:
    """What a fact is called may hold 60岁 or 2022年; the title is judged once, where it is declared."""
    facts = [indicator("甲", what="截至2022年底60岁以上老年人3.5万人中的“三无”人员", source="统计年鉴2022年第3期")]
    assert codes(made(facts)) == []
    found = made(facts, '[{table: indicators, title: "2023年指标100项"}]').outcome.diagnostics
    assert sorted(one.code for one in found) == ["P302", "P308"]


def test_head_and_rows_are_what_word_wants() -> None:
    xml = xml_of(made([indicator("甲"), indicator("乙")]).draft)
    assert list(breaches(xml.partition("?>")[2])) == []
    (found,) = ET.fromstring(xml).iter(f"{{{W}}}tbl")
    head, *rows = found.findall(f"{{{W}}}tr")
    assert head.find(f"{{{W}}}trPr/{{{W}}}tblHeader") is not None
    assert all(row.find(f"{{{W}}}trPr/{{{W}}}cantSplit") is not None for row in (head, *rows))
    grid = [int(column.get(f"{{{W}}}w")) for column in found.iter(f"{{{W}}}gridCol")]
    assert sum(grid) == 11906 - 1588 - 1474
    for row in (head, *rows):
        assert [int(width.get(f"{{{W}}}w")) for width in row.iter(f"{{{W}}}tcW")] == grid
    body = ET.fromstring(xml).find(f"{{{W}}}body")
    assert [child.tag.partition("}")[2] for child in body][-2:] == ["p", "sectPr"]


def test_a_report_without_tables_is_what_it_was() -> None:
    """The loops of the template leave nothing behind, not even an empty paragraph."""
    with_loops = xml_of(made(["甲: {is: 9774人, shown: no}"], "[任务清单]").draft)
    body = re.sub(r"<w:p><w:pPr><w:pStyle w:val=\"AnnexLabel\"/>.*(?=<w:sectPr>)", "", _document(), flags=re.DOTALL)
    assert "AnnexLabel" in _document()
    assert "AnnexLabel" not in body
    plain = made(["甲: {is: 9774人, shown: no}"], "[任务清单]", _template(body))
    assert xml_of(plain.draft) == with_loops


def _document() -> str:
    return _parts()["word/document.xml"].decode()


def _parts() -> dict[str, bytes]:
    return dict(read_package(standard_template()).parts)


def _template(document: str) -> bytes:
    return write_package({**_parts(), "word/document.xml": document.encode()})


BARE = ("{{ title }}", "{%p for c in chapters %}", "{{ c.heading }}", "{%p for i in c.items %}", "{{ i.heading }}",
        "{%p for p in i.paragraphs %}", "{{ p.heading }}{{ p.text }}", "{%p endfor %}", "{%p endfor %}", "{%p endfor %}",
        "{{ to }}", "{%p for a in attachments %}", "{{ a.number }}{{ a.title }}", "{%p endfor %}")  # fmt: skip


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def bare(*rows: str) -> bytes:
    """A template without styles, and a table of these rows behind its text."""
    loops = (
        paragraph("{%p for annex in annexes %}"),
        paragraph("附件{{ annex.number }}"),
        paragraph("{{ annex.title }}"),
    )
    end = (paragraph("{%p endfor %}"), paragraph("完"))
    table = f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"
    return docx("".join((*map(paragraph, BARE), *((*loops, table, *end) if rows else ()))))


def test_a_template_without_the_table_is_told_once() -> None:
    assembly = made([indicator("甲"), indicator("乙")], template=bare())
    (found,) = [one for one in assembly.outcome.diagnostics if one.code == "W202"]
    assert "“主要指标表”没有出现在文档里" in found.message.text()
    assert (found.location.path, found.location.line) == (REPORT_PATH, 7)


def test_columns_a_template_may_leave_out() -> None:
    """Number, source, changes and the years of the head; never the name, the unit or a figure."""
    loop = row("{%tr for row in annex.indicators %}"), row("{%tr endfor %}")
    needed = ["{{ row.name }}", "{{ row.unit }}", "{{ row.this_year }}", "{{ row.last_year }}"]
    facts = [indicator("甲", source="月报")]
    whole = made(facts, template=bare(loop[0], row(*needed), loop[1]))
    assert codes(whole) == []
    assert table(whole) == [["甲", "人", "9774", "9321"]]
    for left in range(4):
        part = [cell for place, cell in enumerate(needed) if place != left]
        assert codes(made(facts, template=bare(loop[0], row(*part), loop[1]))) == ["W202"]


def test_the_signature_still_stays_with_the_last_paragraph() -> None:
    """However many cells stand behind it."""

    def kept(xml: str) -> list[str]:
        return [re.sub("<[^>]*>", "", part) for part in re.findall(r"<w:p>.*?</w:p>", xml) if "<w:keepNext/>" in part]

    few = made([indicator("甲")])
    many = made([indicator(f"甲{n}") for n in range(40)])
    assert kept(xml_of(few.draft)) == kept(xml_of(many.draft)) != []


def test_nothing_of_a_table_was_typed_but_by_the_template() -> None:
    draft = made([indicator("甲", what="在册低保", source="月报")]).draft
    cells = [block for block in draft.blocks if block.id.startswith(f"{ANNEXES}.") and block.id.count(".") > 2]
    assert len(cells) == 8
    kinds = {type(span.origin) for block in cells for span in block.spans}
    assert not kinds & {ProseOrigin, TemplateOrigin}
