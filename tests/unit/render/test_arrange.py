"""A long title breaks before a year, and the signature never stands on a page without text."""

from __future__ import annotations

import re

import pytest

from report_kit.render.arrange import title_indent, width
from tests.unit.ooxml.order import breaches
from tests.unit.render.factory import Desk, docx, item, paragraph, rendered, report, sample, xml_of

LINE = 8844
CHARACTER = 440


def paragraphs(xml: str) -> list[tuple[str, str]]:
    """Properties and text of every paragraph."""
    return [
        (properties or "", re.sub("<[^>]*>", "", rest))
        for properties, rest in re.findall(r"<w:p>(?:<w:pPr>(.*?)</w:pPr>)?(.*?)</w:p>", xml)
    ]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("XX市民政局2023年工作总结和2024年工作计划", "XX市民政局2023年工作总结和"),
        ("某某市人民政府办公室2023年工作总结和2024年工作计划", "某某市人民政府办公室2023年工作总结和"),
    ],
)
def test_a_long_title_breaks_before_a_year(title, first) -> None:
    """The line holds what precedes the year, and not the four digits of the year as well."""
    room = (LINE - 2 * title_indent(title)) / CHARACTER
    assert room == pytest.approx(width(first) + width("2024") / 2, abs=0.01)
    assert width(title[len(first) :]) < room


@pytest.mark.parametrize(
    "title",
    [
        "2023年工作总结",
        "XX市民政局2023年工作总结",
        "国" * 19,
        "国" * 30,
        "国" * 19 + "2023年工作总结",
        "甲局2023年关于进一步做好全市困难群众基本生活保障有关工作情况的总结",
        "国" * 25 + "2023年工作总结和2024年工作计划",
    ],
)
def test_a_title_that_fits_or_has_no_good_break_is_left_to_word(title) -> None:
    assert title_indent(title) == 0


def test_the_text_of_a_broken_title_is_one_line() -> None:
    title = "XX市民政局2023年工作总结和2024年工作计划"
    draft = rendered(report(Desk(), [], title=title)).draft
    assert draft.blocks[0].text == title
    properties, text = paragraphs(xml_of(draft))[0]
    assert text == title
    indent = title_indent(title)
    assert f'<w:ind w:leftChars="0" w:left="{indent}" w:rightChars="0" w:right="{indent}"/>' in properties
    assert list(breaches(xml_of(draft))) == []


def kept(shown, data=None) -> list[str]:
    """Texts of the paragraphs kept with the next by themselves."""
    return [text for properties, text in paragraphs(xml_of(rendered(shown, data).draft)) if "keepNext" in properties]


def test_the_last_paragraph_stays_with_the_signature() -> None:
    desk = Desk()
    assert kept(report(desk, [("a", "章", [item(desk, "b", "事项", text="甲。\n\n乙。")])])) == ["乙。", "XX市民政局"]
    assert kept(report(desk, [("a", "章", [])], closing="特此报告。")) == ["特此报告。", "XX市民政局"]


def test_attachments_and_blank_lines_between_go_along() -> None:
    assert kept(sample()) == ["特此报告。", "附件：1.任务清单", "2.指标表", "XX市民政局"]
    loop = ("{{ title }}", "{%p for paragraph in opening %}", "{{ paragraph.text }}", "{%p endfor %}")
    blank = "".join(map(paragraph, (*loop, "", "（盖章）", "{{ unit }}", "{{ date }}")))
    assert kept(report(Desk(), [], to=None), docx(blank)) == [
        "现将2023年工作情况报告如下。",
        "",
        "（盖章）",
        "XX市民政局",
    ]


def test_a_paragraph_longer_than_a_page_is_not_moved() -> None:
    assert kept(report(Desk(), [], closing="国" * 600)) == []
    assert kept(report(Desk(), [], closing="国" * 400))


@pytest.mark.parametrize(
    "order", [("{{ unit }}", "{{ title }}", *["甲"] * 70), ("{{ title }}",), ("{{ unit }}{{ date }}", "{{ title }}")]
)
def test_a_signature_elsewhere_or_none_moves_nothing(order) -> None:
    shown = report(Desk(), [], to=None, opening=None)
    assert kept(shown, docx("".join(map(paragraph, order)))) == []


@pytest.mark.parametrize(
    ("text", "wide"), [("", 0), ("国", 1), ("，", 1), ("2", 0.53), ("国2国", 3.03), ("（2）", 2.53), ("XX市", 2.65)]
)
def test_the_width_of_a_title(text, wide) -> None:
    assert width(text) == pytest.approx(wide)
