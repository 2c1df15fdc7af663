"""Charts below the table of indicators: a part of the file that Word knows, shown once, with every name and figure."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from report_kit.ooxml.bar_chart import BarChart, Series, chart_part
from report_kit.ooxml.package import Package, hazards, read_package
from tests.unit.render.factory import docx, paragraph, written, xml_of
from tests.unit.render.tables import indicator, made

if TYPE_CHECKING:
    from report_kit.flows.pipeline import Assembly

CHARTED = "[{table: indicators, chart: yes}]"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LAST = {"甲": "9321人", "乙": "40人"}


def two(**about: str) -> list[str]:
    return [indicator("甲", **about), indicator("乙", "30人", **about)]


def charted(facts: list[str] | None = None, attachments: str = CHARTED, template: bytes | None = None) -> Assembly:
    return made(facts or two(), attachments, template, last=LAST)


def package(assembly: Assembly) -> Package:
    found = read_package(written(assembly.draft))
    assert isinstance(found, Package)
    return found


def charts(assembly: Assembly) -> list[bytes]:
    """The charts of the main part, in the order in which it shows them."""
    parts = package(assembly)
    arrows = {arrow.id: arrow.target for arrow in parts.relationships("word/document.xml")}
    shown = re.findall(r'<c:chart [^>]*r:id="([^"]*)"', xml_of(assembly.draft))
    return [parts.parts[f"word/{arrows[one]}"] for one in shown]


def test_a_chart_is_a_part_that_the_text_shows() -> None:
    assembly = charted()
    assert assembly.outcome.diagnostics == ()
    (chart,) = charts(assembly)
    parts = package(assembly)
    assert parts.content_type("word/charts/chart1.xml").endswith("drawingml.chart+xml")
    assert hazards(parts) == []
    assert "<w:t></w:t>" not in xml_of(assembly.draft)
    values = [one.text for one in ET.fromstring(chart).iter(f"{C}v")]
    assert values == ["2022年", "甲", "乙", "9321", "40", "2023年", "甲", "乙", "9774", "30"]


def test_without_asking_there_is_none() -> None:
    assert charts(charted(attachments="[{table: indicators}]")) == []
    assert not any("chart" in name for name in package(charted(attachments="[{table: indicators}]")).parts)


def test_the_axis_begins_at_zero_and_every_bar_is_labelled() -> None:
    (chart,) = charts(charted())
    root = ET.fromstring(chart)
    assert [one.get("val") for one in root.iter(f"{C}min")] == ["0"]
    assert [one.get("val") for one in root.iter(f"{C}showVal")] == ["1", "1"]
    fills = [one.find(".//{*}solidFill/{*}srgbClr").get("val") for one in root.iter(f"{C}ser")]
    assert all(len(set(re.findall("..", grey))) == 1 for grey in fills), "a colour is not grey"
    assert abs(int(fills[0][:2], 16) - int(fills[1][:2], 16)) > 100


def test_figures_below_zero_are_drawn_below_it() -> None:
    series = (Series("2022年", ("-2", "3")), Series("2023年", ("1", "2")))
    root = ET.fromstring(chart_part(BarChart("单位：人", ("甲", "乙"), series, 0)))
    assert list(root.iter(f"{C}min")) == []


@pytest.mark.parametrize("text", ["甲&乙", "<总计>", "{{ 7*7 }}", "]]>", "\"'", "䶮"])
def test_hostile_names_arrive_unchanged(text) -> None:
    (chart,) = charts(charted(two(what=text)))
    names = [one.find(f"{C}v").text for one in ET.fromstring(chart).iter(f"{C}pt")]
    assert names.count(text) == 4


def test_each_unit_has_a_chart_and_each_drawing_an_id() -> None:
    facts = [*two(), indicator("丙", "5.5%"), indicator("丁", "6.5%")]
    assembly = made(facts, CHARTED, last={**LAST, "丙": "5.0%", "丁": "6.0%"})
    assert len(charts(assembly)) == 2
    ids = re.findall(r'<wp:docPr id="(\d+)"[^>]* descr="([^"]*)"', xml_of(assembly.draft))
    assert ids == [("1", "单位：人"), ("2", "单位：%")]


def test_a_template_without_the_chart_is_told() -> None:
    loops = ("{%p for a in annexes %}", "附件{{ a.number }}", "{{ a.title }}", "{%p for r in a.indicators %}")
    cells = ("{{ r.name }}", "{{ r.unit }}", "{{ r.this_year }}", "{{ r.last_year }}", "{%p endfor %}", "{%p endfor %}")
    text = ("{{ title }}", "{%p for c in chapters %}", "{{ c.heading }}", "{%p for i in c.items %}", "{{ i.heading }}",
            "{%p for p in i.paragraphs %}", "{{ p.heading }}{{ p.text }}", "{%p endfor %}", "{%p endfor %}",
            "{%p endfor %}", "{%p for t in attachments %}", "{{ t.title }}", "{%p endfor %}")  # fmt: skip
    template = docx("".join(map(paragraph, (*text, *loops, *cells))))
    (found,) = charted(template=template).outcome.diagnostics
    assert (found.code, str(found.message)) == (
        "W202",
        "图“单位：人”没有出现在文档里：模板 templates/report.docx 没有显示这一处",
    )


def test_words_beside_a_chart_stay() -> None:
    text = (
        "{%p for a in annexes %}",
        "{%p for c in a.charts %}",
        "图{{ c.drawing }}完",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    draft = charted(template=docx("".join(map(paragraph, text)))).draft
    assert [block.text for block in draft.blocks] == ["图完"]
    assert len(charts(charted(template=docx("".join(map(paragraph, text)))))) == 1
