"""The laws bite: a redline that is not exactly the change, or not sound, is found out before anyone gets it."""

from __future__ import annotations

import pytest
from lxml import etree

from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.redline.parts import Source
from report_kit.ooxml.redline.verifying import breach
from tests.unit.ooxml.redline_rules import docx, lined, p, part, tbl

OLD = p("全市低保对象9774人。", '<w:jc w:val="center"/>') + tbl([p("甲"), p("1")], [p("乙"), p("2")]) + p("末段。")
NEW = p("全市低保对象9747人。", "<w:keepNext/>", "<w:b/>") + tbl([p("甲"), p("3")]) + p("新的一段。") + p("末段。")


def body(data: bytes | str) -> etree._Element:
    return etree.fromstring(data).find("{*}body")


def judged(xml: str) -> str:
    """What is wrong with this XML as a redline of OLD and NEW; empty: nothing."""
    sides = []
    for text in (OLD, NEW):
        package = read_package(docx(text))
        assert isinstance(package, Package)
        sides.append((body(package.parts["word/document.xml"]), Source(package)))
    made = read_package(lined(OLD, NEW).data)
    assert isinstance(made, Package)
    found = breach(body(xml.encode()), Source(made), old=sides[0], new=sides[1], existing="accept")
    return str(found) if found else ""


def test_a_right_redline_breaks_no_law() -> None:
    assert judged(part(lined(OLD, NEW).data)) == ""


@pytest.mark.parametrize(
    ("before", "after", "law"),
    [
        ("9774</w:delText>", "977</w:delText>", "全部拒绝修订后与旧稿不一致"),
        ("9747</w:t>", "974</w:t>", "全部接受修订后与新稿不一致"),
        ("新的一段", "新的两段", "全部接受修订后与新稿不一致"),
        ("<w:b/>", "<w:i/>", "全部接受修订后与新稿不一致"),
        ('<w:jc w:val="center"/>', '<w:jc w:val="right"/>', "全部拒绝修订后与旧稿不一致"),
        ("<w:keepNext/>", "", "全部接受修订后与新稿不一致"),
        ("人。</w:t>", "人</w:t>", "全部接受修订后与新稿不一致"),
        ("<w:tc>", "<w:tc><w:p/>", "全部接受修订后与新稿不一致"),
    ],
)
def test_what_is_not_exactly_the_change_is_found(before: str, after: str, law: str) -> None:
    xml = part(lined(OLD, NEW).data)
    assert before in xml
    assert judged(xml.replace(before, after, 1)).startswith(law)


def test_an_id_used_twice_is_found() -> None:
    xml = part(lined(OLD, NEW).data)
    ids = [one.split('"')[1] for one in xml.split("<w:del w:id=")[1:]]
    assert "用了两次" in judged(xml.replace(f'<w:del w:id="{ids[0]}"', f'<w:del w:id="{ids[1]}"'))


def test_a_deletion_in_an_insertion_is_found() -> None:
    xml = part(lined(OLD, NEW).data)
    nested = '<w:ins w:id="99991"><w:del w:id="99992"/></w:ins>'
    assert judged(xml.replace("</w:del>", "</w:del>" + nested, 1)) == "修订稿的结构有误：ins 中不能有 del"
    assert "不能有" in judged(xml.replace("<w:delText", "<w:t", 1).replace("</w:delText>", "</w:t>", 1))


def test_disorder_is_found_but_not_what_was_there_before() -> None:
    xml = part(lined(OLD, NEW).data)
    start = xml.index("<w:pPrChange")
    change = xml[start : xml.index("</w:pPrChange>", start) + len("</w:pPrChange>")]
    moved = xml.replace(change, "", 1).replace("<w:keepNext/>", change + "<w:keepNext/>", 1)
    assert judged(moved) == "修订稿的结构有误：pPr 中各项的次序不合规范"
    odd = '<w:jc w:val="center"/><w:keepNext/>'
    assert lined(p("甲乙丙", odd), p("甲乙丁", odd)).hunks
