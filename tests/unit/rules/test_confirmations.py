"""Confirmed figures against facts: what counts as the same, what is told once, what a final report asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.diagnostics import Severity
from report_kit.flows.build import outputs
from report_kit.resolve import resolve_report
from report_kit.rules import Subject, check_report, unchecked, unconfirmed
from report_kit.rules.standing import vouched_for
from tests.unit.load.project import load
from tests.unit.rules.desk import assembled, project, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.diagnostics import Diagnostic
    from report_kit.flows.pipeline import Assembly

PATH = "data/2023/confirmations.yaml"


def entry(fact: str, figure: str, stood: str = "", owner: str = "救助科", remark: str = "") -> str:
    words = {"fact": f"work.item.{fact}", "figure": figure, "stood": stood, "by": "张三", "owner": owner}
    words |= {"date": "2024-01-15", "remark": remark}
    inside = ", ".join(f'{key}: "{value}"' for key, value in words.items() if value)
    return f"- {{{inside}}}\n"


def made(facts: str, *entries: str, report: str = "", text: str = "", final: bool = False) -> Assembly:
    names = [line.partition(":")[0] for line in facts.split("\n")]
    files = project(facts, text or "，".join(f"{{{{ {name} }}}}" for name in names) + "。", report)
    confirmations = {PATH: f"confirmations:\n{''.join(entries)}"} if entries else {}
    return assembled({**files, **confirmations}, final=final)


def found(facts: str, *entries: str, report: str = "", final: bool = False) -> list[Diagnostic]:
    """The problems of family C and F."""
    outcome = made(facts, *entries, report=report, final=final).outcome
    return [one for one in outcome.diagnostics if one.code[0] in "CF"]


SAME = [
    ("9774人", "9774人"),
    ("9774人", "9,774"),
    ("9774人", " 9 774 人 "),
    ("9774人", "９７７４人"),
    ("9774人", "9774名"),
    ("109.23万元", "109.23"),
    ("109.23万元", "1092300元"),
    ("109.23万元", "1,092,345.67元"),
    ("{is: 62.7%, what: 占比}", "62.7"),
    ("{is: 62.7%, what: 占比}", "62.70"),
    ("{is: 62.7%, what: 占比}", "62.68％"),
    ("-1.2%", "-1.2"),
    ("3.2个百分点", "3.2"),
    ("12‰", "12‰"),
    ("150余对", "150"),
    ("150余对", "153对"),
    ("近千人次", "980人次"),
    ("{is: 1.05, unit: 无}", "1.05"),
    ("第一", "1"),
    ("第一", "第1"),
    ("第2批", "2"),
    ("2023年12月27日", "2023-12-27"),
    ("2023年9月", "2023年9月3日"),
    ("2022年底", "2022-12-31"),
    ("2023年—2025年", "2023—2025年"),
    ("三年", "3年"),
    ("{list: 甲镇、乙镇和丙镇}", "丙镇、甲镇、乙镇"),
    ("优秀等次", "优秀等次"),
]


@pytest.mark.parametrize(("fact", "figure"), SAME)
@pytest.mark.parametrize("stood", ["", "待补", "看不懂"])
def test_the_same_figure_written_otherwise_is_confirmed(fact: str, figure: str, stood: str) -> None:
    assert told(found(f"甲: {fact}", entry("甲", figure, stood))) == []


@pytest.mark.parametrize(
    ("fact", "figure"),
    [
        ("9774人", "9775"),
        ("9774人", "9774户"),
        ("9774人", "9774万人"),
        ("109.23万元", "109.24"),
        ("109.23万元", "109.23元"),
        ("{is: 62.7%, what: 占比}", "62.8"),
        ("{is: 62.7%, what: 占比}", "6.27"),
        ("150余对", "160余对"),
        ("第一", "2"),
        ("2023年12月27日", "2023-12-28"),
        ("2023年9月", "2023年10月1日"),
        ("2023年—2025年", "2023—2026年"),
        ("三年", "4年"),
        ("{list: 甲镇、乙镇和丙镇}", "甲镇、乙镇"),
        ("优秀等次", "良好等次"),
        ("9774人", "第一"),
    ],
)
def test_another_figure_is_an_error_at_the_fact_and_names_the_entry(fact: str, figure: str) -> None:
    (one,) = found(f"甲: {fact}", entry("甲", figure, remark="按12月月报"))
    assert (one.code, one.severity, one.fact) == ("C201", Severity.ERROR, "work.item.甲")
    assert one.location is not None
    assert one.location.line == 5
    text = one.message.text()
    assert figure in text
    assert "救助科张三2024年1月15日" in text
    assert [note.location.path for note in one.notes if note.location] == [PATH]
    assert "按12月月报" in one.notes[1].message.text()


@pytest.mark.parametrize(
    ("fact", "figure"),
    [("150余对", "163对"), ("9774人", "约9000人"), ("{is: 62.7%, what: 占比}", "62.78"), ("待补", "9774人")],
)
def test_what_is_less_sure_is_a_warning(fact: str, figure: str) -> None:
    assert [(one.code, one.severity) for one in found(f"甲: {fact}", entry("甲", figure))] == [
        ("C201", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("fact", "figure"),
    [("9774人", "0.98万人"), ("9774人", "约9700人"), ("2023年9月3日", "2023年9月"), ("9774人", "待补")],
)
def test_what_is_not_as_exact_as_the_fact_does_not_confirm_it(fact: str, figure: str) -> None:
    (one,) = found(f"甲: {fact}", entry("甲", figure))
    assert (one.code, one.severity, one.fact) == ("C203", Severity.WARNING, "work.item.甲")


def test_a_department_that_does_not_know_either_is_not_reproached() -> None:
    assert told(found("甲: 待补", entry("甲", "待补"))) == []


@pytest.mark.parametrize(
    ("stood", "figure", "now", "codes"),
    [
        ("9774人", "9774", "9784人", ["C202 甲"]),  # agreed, then changed
        ("9774人", "9774", "9774户", ["C202 甲"]),
        ("9774人", "9774人", "9774名", []),
        ("9774人", "9784", "9784人", []),  # mended as the department said
        ("9774人", "9784", "9794人", ["C201 甲"]),  # changed to something else again
        ("9774人", "9784", "9774人", ["C201 甲"]),  # never agreed
        ("待补", "9784人", "9794人", ["C201 甲"]),
        ("", "9774", "9784人", ["C201 甲"]),  # nobody noted what it was
        ("读不懂人", "9774", "9784人", ["C201 甲"]),
        ("9774人", "9774", "待补", ["C201 甲"]),
    ],
)
def test_one_slip_is_told_once_and_rightly(stood: str, figure: str, now: str, codes: list[str]) -> None:
    assert told(found(f"甲: {now}", entry("甲", figure, stood))) == codes


def test_two_departments_that_differ_are_both_named() -> None:
    (one,) = found("甲: 9774人", entry("甲", "9774"), entry("甲", "9700", owner="养老科"))
    assert "养老科" in one.message.text()
    assert "救助科" in one.notes[1].message.text()
    assert "9774" in one.notes[1].message.text()


def test_a_figure_worked_out_is_confirmed_as_it_prints() -> None:
    facts = "甲: 422张\n乙: 673张\n丙: {share: {part: 甲, of: 乙}}"
    confirmed = (entry("甲", "422"), entry("乙", "673"))
    assert told(found(facts, *confirmed, entry("丙", "62.70%"))) == []
    assert told(found(facts, *confirmed, entry("丙", "62.9%"))) == ["C201 丙"]


def test_what_could_not_be_read_is_told_once() -> None:
    assert [one.code for one in found("甲: 9774入", entry("甲", "9774人"))] == ["F126"]


def test_an_allowance_takes_away_a_difference() -> None:
    report = "allow:\n- {code: C201, fact: work.item.甲, reason: 口径不同}\n"
    assert told(found("甲: 9774人", entry("甲", "9700"), report=report)) == []


@pytest.mark.parametrize("lost", ["{{ 甲 }}", "  facts: [", "\tfacts: 1"])
def test_a_fact_that_may_stand_where_the_file_is_broken_is_not_called_unknown(lost: str) -> None:
    files = project("甲: 9774人", "{{ 甲 }}。")
    files[PATH] = "confirmations:\n" + entry("乙", "3人")
    codes = [one.code for one in assembled(files).outcome.diagnostics]
    assert codes == ["C204", "C203"]
    files["data/2023/work.yaml"] += f"\n{lost}\n"
    assert "C204" not in [one.code for one in assembled(files).outcome.diagnostics]


TWO = "甲: 9774人\n乙: 673张"


@pytest.mark.parametrize(
    ("report", "entries", "codes"),
    [
        ("", (), []),
        ("confirm: none\n", (entry("甲", "9774"),), []),
        ("", (entry("甲", "9774"),), ["C203 乙"]),
        ("confirm: all\n", (), ["C203 甲"]),  # one for the department, which here is none
        ("confirm: all\n", (entry("甲", "9774"), entry("乙", "673")), []),
        ("confirm: indicators\n", (), []),
    ],
)
def test_who_is_asked_to_confirm(report: str, entries: tuple[str, ...], codes: list[str]) -> None:
    assert told(found(TWO, *entries, report=report)) == codes


def test_only_indicators_are_asked_for_if_only_they_are_wanted() -> None:
    facts = "甲: {is: 9774人, indicator: yes, owner: 救助科}\n乙: 673张"
    (one,) = found(facts, report="confirm: indicators\n")
    assert one.facts == ("work.item.甲",)
    assert "救助科还有1个数" in one.message.text()


def test_a_hundred_figures_of_a_department_are_one_problem() -> None:
    facts = "\n".join(f"数{number}: {{is: {number}人, owner: 救助科}}" for number in range(1, 101))
    (one,) = found(facts, report="confirm: all\n")
    assert len(one.facts) == 100
    assert "还有100个数" in one.message.text()
    assert len(one.message.text()) < 120


@pytest.mark.parametrize(
    ("report", "severity"), [("", Severity.WARNING), ("confirm: all\n", Severity.ERROR), ("confirm: none\n", None)]
)
def test_a_final_report_wants_what_the_edition_demands(report: str, severity: Severity | None) -> None:
    assembly = made(TWO, entry("甲", "9774"), report=report, final=True)
    assert [one.severity for one in assembly.outcome.diagnostics if one.code == "C203"] == (
        [severity] if severity else []
    )
    assert bool(outputs(assembly, final=True)) == (severity is not Severity.ERROR)


def test_what_is_excused_with_a_reason_keeps_no_final_report_back() -> None:
    report = "confirm: all\nallow:\n- {code: C203, fact: work.item.乙, reason: 外单位的数}\n"
    assembly = made(TWO, entry("甲", "9774"), report=report, final=True)
    assert [one.code for one in assembly.outcome.diagnostics] == []
    assert told(found(TWO, entry("甲", "9774"), entry("乙", "673"), report=report)) == []
    unused = made(TWO, entry("甲", "9774"), entry("乙", "673"), report=report).outcome.diagnostics
    assert [one.code for one in unused] == ["K901"]


def asked(facts: str, *entries: str) -> list[str]:
    assembly = made(facts, *entries)
    assert assembly.report is not None
    return [fact.name for fact in unconfirmed(Subject(assembly.report, assembly.draft))]


def test_what_follows_from_confirmed_figures_need_not_be_confirmed() -> None:
    facts = "床位: 673张\n护理: {is: 422张, part_of: 床位}\n占比: {is: 62.7%, share: {part: 护理, of: 床位}}"
    facts += "\n重提: {is: 673张, same_as: 床位}\n机构: 12家"
    assert asked(facts) == ["床位", "护理", "占比", "机构"]
    assert asked(facts, entry("床位", "673")) == ["护理", "占比", "机构"]
    assert asked(facts, entry("重提", "673")) == ["护理", "占比", "机构"]
    assert asked(facts, entry("床位", "673"), entry("护理", "422")) == ["机构"]
    assert asked(facts, entry("占比", "62.7")) == ["床位", "护理", "机构"]


def test_the_one_that_others_say_again_is_asked_for_though_the_report_does_not_show_it() -> None:
    facts = "原数: {is: 673张, shown: no}\n重提: {is: 673张, same_as: 原数}\n日期: {is: 2024年1月29日, same_as: date}"
    assembly = made(facts, text="{{ 重提 }}，{{ 日期 }}。", report="confirm: all\n")
    assert assembly.report is not None
    assert [fact.name for fact in unconfirmed(Subject(assembly.report, assembly.draft))] == ["原数"]


def test_what_a_department_contradicts_vouches_for_nothing() -> None:
    facts = (
        "床位: 673张\n护理: 422张\n占比: {is: 62.7%, share: {part: 护理, of: 床位}}\n重提: {is: 62.7%, same_as: 占比}"
    )
    both = (entry("床位", "673"), entry("护理", "422"))
    for further, names in (((), ["占比", "床位", "护理", "重提"]), ((entry("占比", "62.9"),), ["床位", "护理"])):
        assembly = made(facts, *both, *further)
        assert assembly.report is not None
        assert sorted(key[1].rpartition(".")[2] for key in vouched_for(Subject(assembly.report))) == sorted(names)


def test_figures_of_last_year_are_not_asked_for_again() -> None:
    files = project(
        "上年数: {is: 3人, same_as: last_year.work.item.甲}\n甲: 5人", "{{ 上年数 }}，{{ 甲 }}。", "confirm: all\n"
    )
    before = {path.replace("2023", "2022"): text for path, text in project("甲: 3人", "{{ 甲 }}。").items()}
    assembly = assembled({**files, **before})
    assert assembly.report is not None
    assert [fact.id for fact in unconfirmed(Subject(assembly.report, assembly.draft))] == ["work.item.甲"]
    assert [fact.year for fact in unconfirmed(Subject(assembly.report, assembly.draft))] == [2023]


def test_a_confirmed_figure_counts_as_checked() -> None:
    for figure, checked in (("9774", 1), ("9775", 1), ("待补", 0), ("0.98万", 0)):
        coverage = made(TWO, entry("甲", figure)).outcome.coverage
        assert coverage is not None
        assert coverage.checked == checked
    assembly = made(TWO, entry("甲", "9774"))
    assert assembly.report is not None
    assert [key[1] for key in unchecked(Subject(assembly.report, assembly.draft))] == ["work.item.乙"]


def judged(facts: str, *entries: str) -> list[str]:
    """What the rules on data find, without a draft."""
    loaded = load({**project(facts), PATH: f"confirmations:\n{''.join(entries)}"})
    report = resolve_report(loaded.years, 2023).report
    assert report is not None
    return [one for one in told(check_report(Subject(report))) if one[0] == "C"]


def figures() -> Iterator[st.SearchStrategy[str]]:
    digits = st.integers(1, 99_999_999).map(str)
    yield st.tuples(digits, st.sampled_from(["人", "张", "元", ""])).map("".join)
    places = st.tuples(st.integers(0, 9999), st.integers(1, 4)).flatmap(
        lambda one: st.integers(0, 10 ** one[1] - 1).map(lambda part: f"{one[0]}.{part:0{one[1]}}")
    )
    yield st.tuples(places, st.sampled_from(["%", "万元", "亿元", "个百分点", "公里"])).map("".join)


@settings(deadline=None)
@given(st.one_of(*figures()), st.sampled_from(["", "待补", "3人"]))
def test_a_figure_entered_as_it_is_printed_is_confirmed_whatever_it_was(figure: str, stood: str) -> None:
    fact = figure if not figure[-1].isdigit() else f"{{is: {figure}, unit: 无}}"
    assert judged(f"甲: {fact}", entry("甲", figure, stood)) == []


@settings(deadline=None)
@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_counts_agree_only_if_they_are_equal(one: int, other: int) -> None:
    codes = judged(f"甲: {one}人", entry("甲", str(other)))
    assert codes == ([] if one == other else ["C201 甲"])
    codes = judged(f"甲: {one}人", entry("甲", str(other), f"{other}人"))
    assert codes == ([] if one == other else ["C202 甲"])


@settings(deadline=None)
@given(st.text(min_size=1, max_size=12))
def test_any_entry_gives_a_message_and_no_traceback(figure: str) -> None:
    quoted = figure.replace("\\", "\\\\").replace('"', '\\"')
    for fact in ("9774人", "第一", "2023年9月3日", "{list: 甲、乙}", "待补"):
        judged(f"甲: {fact}", entry("甲", quoted))


def test_a_fact_of_next_year_that_may_stand_in_its_broken_report_is_not_called_unknown() -> None:
    whole = 'unit: XX市民政局\ntitle: "{{ year }}年工作总结"\nchapters: []\n'
    files = project("甲: 3家", "{{ 甲 }}。")
    files[PATH] = f"confirmations:\n{entry('甲', '3家')}{entry('甲', '3家').replace('work.item.甲', 'next_year.乙')}"
    files["data/2024/report.yaml"] = whole
    assert [one.code for one in assembled(files).outcome.diagnostics if one.code == "C204"] == ["C204"]
    files["data/2024/report.yaml"] = whole + "facts: [\n"
    assert "C204" not in [one.code for one in assembled(files).outcome.diagnostics]
