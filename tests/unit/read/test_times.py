"""The year a document is about and its day: what it says itself, or nothing."""

from __future__ import annotations

import pytest

from report_kit.facts.values import Date
from report_kit.read import read_document

JANUARY = Date("2024年1月29日", 2024, 1, 29)


def told(text: str, name: str = "总结.txt", date: Date | None = None, year: int | None = None) -> tuple[int, str]:
    reading = read_document(name, text.encode(), date=date, year=year).reading
    assert reading is not None
    day = reading.report.edition.date
    return reading.report.year, str(day) if day else ""


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("市民政局2023年工作总结和2024年工作计划\n2024年……", 2023),
        ("关于2023年度工作情况的报告\n2024年、2024年、2024年", 2023),
        ("根据《关于做好2023年工作总结的通知》，报告如下。", 2023),
        ("报告\n一、2023年重点工作完成情况\n甲\n二、2024年工作打算", 2023),
        ("报告\n一、2023年工作总结\n二、2022年工作回顾", 0),
        ("市民政局2024年工作计划\n2024年做好三项工作。", 0),
        ("市民政局2021—2023年工作总结\n2021年共救助9人。", 0),
        ("2022年底9321人，2023年底9774人。", 0),
    ],
)
def test_the_year_is_what_title_or_headings_say(text: str, year: int) -> None:
    assert told(text)[0] == year


@pytest.mark.parametrize(
    ("text", "date", "year"),
    [
        ("2023年，全市共改造146户。2023年底全部完成。", JANUARY, 2023),
        ("全市共改造146户。", JANUARY, 2023),
        ("2024年，重点抓好三项工作。", JANUARY, 0),
        ("2022年底9321人，2023年底9774人。", JANUARY, 2023),
        ("2023年，全市共改造146户。", Date("2023年12月20日", 2023, 12, 20), 2023),
        ("2023年，全市共改造146户。", Date("2024年6月20日", 2024, 6, 20), 0),
    ],
)
def test_a_date_alone_gives_a_year_the_text_agrees_with(text: str, date: Date, year: int) -> None:
    assert told(text, date=date)[0] == year


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("甲。\n市民政局\n2024年1月29日", "总结.txt", "2024年1月29日"),
        ("甲。\n（2024 年 1 月 29 日）", "总结.txt", "2024年1月29日"),
        ("甲。\n二〇二四年一月二十九日", "总结.txt", "二〇二四年一月二十九日"),
        ("甲。\n2024年1月29日启动。", "总结.txt", ""),
        ("甲。", "总结(20240129).txt", "2024年1月29日"),
        ("甲。", "2024-01-29总结.txt", "2024年1月29日"),
        ("甲。", "总结20249999.txt", ""),
        ("甲。", "2023年总结2024年计划.txt", ""),
        ("甲。\n2024年2月30日", "总结.txt", ""),
    ],
)
def test_the_day_stands_at_the_end_or_in_the_name(text: str, name: str, day: str) -> None:
    assert told(text, name)[1] == day


def test_what_one_says_outranks_what_the_text_says() -> None:
    text = "市民政局2023年工作总结\n甲。\n2024年1月29日"
    assert told(text, date=Date("2024年2月1日", 2024, 2, 1), year=2022) == (2022, "2024年2月1日")
