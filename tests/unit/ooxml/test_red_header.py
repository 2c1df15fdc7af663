"""The template with a red head: the shipped one is the generated one, and it is the standard one between head and foot."""

from __future__ import annotations

import re
from pathlib import Path

from report_kit.ooxml.package import Package, read_package, write_package
from report_kit.ooxml.red_header import red_header_template
from report_kit.ooxml.standard_styles import LINE
from report_kit.ooxml.standard_template import standard_template
from tests.unit.render.factory import problems

SHIPPED = Path(__file__).parents[3] / "templates" / "red_header.docx"


def parts(data: bytes) -> dict[str, str]:
    package = read_package(data)
    assert isinstance(package, Package)
    return {name: content.decode() for name, content in package.parts.items()}


def style(name: str) -> str:
    found = re.search(
        rf'<w:style [^>]*><w:name w:val="{name}"/>.*?</w:style>', parts(red_header_template())["word/styles.xml"]
    )
    assert found is not None
    return found[0]


def before(name: str) -> int:
    return int(re.search(r'w:before="(\d+)"', style(name))[1])


def test_the_shipped_template_is_the_generated_one() -> None:
    """After a change of the generator: ``make template``."""
    package = read_package(SHIPPED.read_bytes())
    assert isinstance(package, Package)
    assert write_package(package.parts) == red_header_template()


def test_it_has_no_problem() -> None:
    assert problems(red_header_template()) == []


def test_between_head_and_foot_it_is_the_standard_template() -> None:
    red, usual = parts(red_header_template()), parts(standard_template())
    body = usual["word/document.xml"].partition("<w:body>")[2].partition("<w:sectPr>")[0]
    assert body in red["word/document.xml"]
    assert {name for name in red if red[name] != usual[name]} == {"word/document.xml", "word/styles.xml"}


def test_the_head_takes_ten_lines_of_the_grid() -> None:
    """So that the text below it stands on the 22 lines of the page."""
    rule = re.search(r'<w:bottom w:val="single" w:sz="(\d+)" w:space="(\d+)" w:color="FF0000"/>', style("发文字号"))
    height = int(rule[1]) * 20 // 8 + int(rule[2]) * 20
    lines = 2 * LINE + LINE
    assert before("发文机关标志") + before("发文字号") + before("公文标题") + lines + height == 10 * LINE


def test_red_is_what_the_head_is_and_nothing_else() -> None:
    assert 'w:color w:val="FF0000"' in style("发文机关标志")
    assert parts(red_header_template())["word/styles.xml"].count("FF0000") == 2


def test_the_rules_of_the_foot() -> None:
    """7.4: 0.35 mm above and below, 0.25 mm between: 8 and 6 eighths of a point."""
    table = parts(red_header_template())["word/document.xml"].rpartition("<w:tbl>")[2]
    assert dict(re.findall(r'<w:(top|bottom|insideH) w:val="single" w:sz="(\d+)"', table)) == {
        "top": "8", "bottom": "8", "insideH": "6"
    }  # fmt: skip
    assert 'w:rightChars="100" w:right="280"' in style("抄送机关")
    assert '<w:sz w:val="28"/>' in style("抄送机关")
