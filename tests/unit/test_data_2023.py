"""The shipped data hold the whole source document: every figure of its table, at the fact or in the words named."""

import csv
import re
from pathlib import Path

import pytest

from report_kit.facts.model import Literal, Prose
from report_kit.facts.sentences import item_prose
from report_kit.facts.terms import Terms
from report_kit.facts.values import Date, Value
from report_kit.files import DiskFiles
from report_kit.load import load_edition, load_terms
from report_kit.report import Report, Word
from report_kit.resolve import resolve_report

ROOT = Path(__file__).parents[2]
NOTE = re.compile("note: [^,}\n]*")


def _rows() -> list[dict[str, str]]:
    with (ROOT / "tests" / "seed_figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def report() -> Report:
    files = DiskFiles(ROOT)
    terms, problems, *_ = load_terms(files)
    assert not problems
    assert terms._replace(rules=()) == Terms(frozenset(), ("5·20",), (("环岛旅游公路", ("环岛旅游公墓",)),))
    loaded = load_edition(files, 2023, terms)
    assert [(one.code, str(one.location)) for one in loaded.diagnostics] == []
    resolved = resolve_report(loaded.years, 2023)
    assert [(one.code, str(one.location)) for one in resolved.diagnostics] == []
    assert resolved.report is not None
    return resolved.report


@pytest.fixture(scope="module")
def items(report: Report) -> dict[str, str]:
    """Every item of 2023 as printed, by id."""
    return {
        f"{chapter.id}.{item.id}": "\n".join(_words(report, prose) for prose in item_prose(item))
        for chapter in report.chapters
        if chapter.file and chapter.year == report.year
        for item in chapter.file.items
    }


def _shown(value: Value | None) -> str:
    return value.chinese if isinstance(value, Date) else str(value)


def _words(report: Report, prose: Prose) -> str:
    return "".join(
        segment.text if isinstance(segment, Literal) else _filled(report, report.bindings[segment.location])
        for paragraph in prose.paragraphs
        for segment in paragraph
    )


def _filled(report: Report, binding: object) -> str:
    if isinstance(binding, Word):
        return binding.text
    assert isinstance(binding, tuple)
    return _shown(report.values[binding])


def _holes(report: Report) -> set[tuple[str, tuple[str, ...]]]:
    """The facts of 2023 that its sentences show, each with the filters it is shown through."""
    return {
        (binding[1], hole.filters)
        for chapter in report.chapters
        if chapter.file
        for item in chapter.file.items
        for prose in item_prose(item)
        for hole in prose.holes()
        if not isinstance(binding := report.bindings[hole.location], Word) and binding[0] == report.year
    }


def test_the_table_names_every_figure_of_the_source_once():
    expected = [f"A{number:02}" for number in range(1, 36)] + [f"B{number:02}" for number in range(1, 85)]
    assert [row["id"] for row in _rows()] == expected


def test_every_figure_of_the_source_is_printed_by_the_fact_named(report: Report):
    holes = _holes(report)
    wrong = []
    for row in _rows():
        if row["via"] == "words":
            continue
        fact = report.facts.get((2023, row["place"]))
        if fact is None:
            wrong.append((row["id"], "no such fact"))
        elif row["via"] == "as_of":
            printed = fact.as_of.chinese if fact.as_of else ""
            if printed != row["prints"] or (fact.id, ("as_of",)) not in holes:
                wrong.append((row["id"], printed))
        elif _shown(report.values[fact.key]) != row["prints"] or (fact.id, ()) not in holes:
            wrong.append((row["id"], _shown(report.values[fact.key])))
    assert wrong == []


def test_every_other_figure_of_the_source_stands_in_the_words_of_its_item(items: dict[str, str]):
    rows = [row for row in _rows() if row["via"] == "words"]
    assert [row["id"] for row in rows if row["prints"] not in items[row["place"]]] == []


def test_a_hundred_facts_come_from_the_source(report: Report):
    assert sum(year == 2023 for year, _ in report.facts) >= 100


def test_all_highlights_and_key_works_are_there_in_order(report: Report):
    printed = [[item.id for item in chapter.file.items] for chapter in report.chapters if chapter.file]
    assert printed[0] == ["social_relief", "marriage", "children", "care_workers"]
    assert printed[1] == [
        "social_relief",
        "home_adaptation",
        "elderly_and_children",
        "social_affairs",
        "grassroots",
        "social_orgs",
        "charity",
    ]


def test_what_the_source_lacks_or_garbles_is_pending(report: Report):
    pending = {fact_id for year, fact_id in report.facts if year == 2023 and report.pending((year, fact_id))}
    assert pending == {
        "key_work.social_relief.原丧葬费",
        "key_work.social_relief.丧葬费",
        "key_work.home_adaptation.改造标准",
        "key_work.social_affairs.塔洋公墓名",
        "key_work.charity.慈善社工情况",
    }


def test_every_promise_for_2024_continues_work_of_2023(report: Report):
    plans = next(chapter for chapter in report.chapters if chapter.id == "plans")
    assert plans.file
    works = [work for item in plans.file.items for work in (item, *item.points)]
    assert [work.id for work in works if not work.continues] == []
    named = {report.answered[reference.location] for work in works for reference in work.continues}
    assert {
        "key_work.social_affairs.塔洋公墓进度",
        "key_work.social_affairs.百二坡公墓进度",
        "key_work.social_affairs.行动期限",
        "key_work.social_orgs.三批家数",
    } <= named


def test_a_plan_holds_no_figure_that_2023_does_not_hold(report: Report):
    """A figure for 2024 is restated from 2023 (same_as), follows from a restated one, or is pending."""
    free = [
        fact.id
        for fact in report.facts.values()
        if fact.year == 2024 and fact.formula is None and not report.pending(fact.key)
    ]
    assert free == []


def test_the_worn_words_of_the_source_are_mended():
    for path in ("data/2023/highlights.yaml", "data/2023/key_work.yaml", "data/2024/plans.yaml"):
        prose = "\n".join(
            line for line in (ROOT / path).read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")
        )
        prose = NOTE.sub("", prose).replace("项目前期", "")
        assert not [word for word in ("截止", "目前", "今年", "公墓沿线", "曲豆", "评定评定", "5/20") if word in prose]
