"""What a name means where it is written, and what is said when it means nothing."""

from __future__ import annotations

import pytest

from tests.unit.load.project import KEY_WORK, PLANS, REPORT, REPORT_PATH
from tests.unit.resolve.project import resolve

LAST_KEY_WORK = "data/2022/key_work.yaml"
LAST_REPORT = "data/2022/report.yaml"
NEXT_REPORT = "data/2024/report.yaml"

EVERYWHERE = """
facts: {甲: 2人, 乙: 3人}
items:
- id: a
  title: 一
  facts: {甲: 1人, 己: {is: 1人, same_as: 甲}, 庚: {is: 3人, same_as: 乙}, 辛: {is: 4人, same_as: 丙}}
  text: |
    {{ 甲 }}{{ 乙 }}{{ 丙 }}
- id: b
  title: 二
  text: |
    {{ 甲 }}{{ 丙 }}
"""


def test_a_name_is_looked_up_in_the_item_then_the_file_then_report_yaml():
    found = resolve({KEY_WORK: EVERYWHERE, REPORT_PATH: REPORT + "facts: {甲: 5人, 丙: 4人}\n"})
    assert found.problems == []
    words = [one for one in found.shown() if one not in ("XX市民政局", "2023")]
    assert words == ["key_work.a.甲", "key_work.乙", "丙", "key_work.甲", "丙"]
    same = {relation.host[1]: relation.operands[0][1][1] for relation in found.report.relations}
    assert same == {"key_work.a.己": "key_work.a.甲", "key_work.a.庚": "key_work.乙", "key_work.a.辛": "丙"}


def test_groups_add_nothing_to_a_name():
    found = resolve(
        "groups:\n- {id: g, title: x, facts: {甲: 1人}}\nfacts: {乙: {is: 1人, same_as: key_work.a.甲}}\ntext: |\n  {{ 甲 }}"
    )
    assert found.problems == []
    assert "key_work.a.甲" in found.shown()


def test_a_full_name_reaches_every_file_of_the_folder():
    found = resolve(
        {
            REPORT_PATH: REPORT
            + "facts: {总数: {is: 3人, same_as: key_work.a.甲}, 余数: {is: 2人, same_as: key_work.乙}}\n",
            KEY_WORK: "facts: {乙: 2人}\nitems: [{id: a, title: x, facts: {甲: 3人}}]\n",
        }
    )
    assert found.problems == []


LAST_YEAR = {
    LAST_REPORT: REPORT + "facts: {总数: 9人}\n",
    LAST_KEY_WORK: "items: [{id: a, title: x, facts: {甲: 3人, 丙: {sum: [甲, 甲二]}, 甲二: 1人}}]\n",
    KEY_WORK: "items: [{id: a, title: x, facts: {甲: {is: 3人, same_as: last_year.key_work.a.甲}, "
    "乙: {is: 9人, same_as: last_year.总数}, 丙: {is: 4人, same_as: last_year.key_work.a.丙}}}]\n",
}


def test_last_year_leads_to_the_folder_before():
    found = resolve(LAST_YEAR)
    assert found.problems == []
    assert [relation.operands[0][1] for relation in found.report.relations] == [
        (2022, "key_work.a.甲"),
        (2022, "总数"),
        (2022, "key_work.a.丙"),
    ]
    assert str(found.value("last_year.key_work.a.丙")) == "4人"


def test_names_belong_to_the_folder_and_not_to_the_edition():
    files = {
        KEY_WORK: "items: [{id: a, title: x, facts: {甲: 3人}}]\n",
        PLANS: "items:\n- id: a\n  title: x\n  facts: {甲: 4人, 乙: {is: 3人, same_as: last_year.key_work.a.甲}, "
        "丙: {is: 4人, same_as: plans.a.甲}}\n  text: |\n    {{ year }}{{ last_year }}{{ next_year }}{{ unit }}{{ 甲 }}\n",
    }
    found = resolve(files)
    assert found.problems == []
    assert found.shown()[-5:] == ["2024", "2023", "2025", "XX市民政局", "next_year.plans.a.甲"]
    assert {label for label in map(found.report.label, found.report.facts) if "plans" in label} == {
        f"next_year.plans.a.{name}" for name in "甲乙丙"
    }
    later = resolve({**files, NEXT_REPORT: REPORT.replace("XX市民政局", "YY市民政局")}, 2024)
    assert {relation.operands[0][1] for relation in later.report.relations} == {
        (2023, "key_work.a.甲"),
        (2024, "plans.a.甲"),
    }


def test_a_folder_with_a_report_of_its_own_has_its_own_unit():
    files = {
        PLANS: "items: [{id: a, title: '{{ unit }}'}]\n",
        NEXT_REPORT: REPORT.replace("XX市民政局", "YY市民政局"),
    }
    assert resolve(files).shown()[-1] == "YY市民政局"


def test_holes_stand_in_titles_addresses_openings_closings_and_attachments():
    found = resolve(
        {
            REPORT_PATH: 'unit: XX局\ntitle: "{{ unit }}"\nto: "{{ 甲 }}一"\nopening: |\n  {{ 甲 }}\nclosing: |\n  {{ 甲 }}\n'
            'chapters: [{id: key_work, title: "{{ year }}"}]\nattachments: ["{{ 甲 }}"]\nfacts: {甲: 3人}\n',
            KEY_WORK: 'items:\n- id: a\n  title: "{{ 甲 }}"\n  points: [{lead: "{{ 甲 }}"}]\n  groups: [{id: g, title: "{{ 甲 }}"}]\n'
            "  after: |\n    {{ 甲 }}\n",
        }
    )
    assert found.problems == []
    assert sorted(found.shown()) == sorted(["XX局", "2023", *["甲"] * 8])


UNKNOWN = {
    "a slip of the finger": (
        "facts: {在册低保: 3人}\ntext: |\n  {{ 在册低宝 }}",
        "R101",
        "在册低宝",
        "是不是 在册低保",
    ),
    "nothing like it": ("facts: {在册低保: 3人}\ntext: |\n  {{ 床位 }}", "R101", "床位", "facts 中写上“床位: 值”"),
    "a word of the program": ("text: |\n  {{ yaer }}", "R101", "yaer", "是不是 year"),
    "in a formula": ("facts: {甲: {is: 3人, same_as: 乙丙}}", "R101", "乙丙", "章.项.名称"),
    "a full name": (
        "facts: {在册: 3人, 乙: {is: 3人, same_as: key_work.a.在册数}}",
        "R101",
        "key_work.a.在册数",
        "key_work.a.在册",
    ),
    "a name of next year": ("facts: {甲: {is: 3人, same_as: next_year.plans.a.甲}}", "R101", "下一年", "last_year."),
    "a name of a year before": (
        "facts: {甲: {is: 3人, same_as: last_year.key_work.a.甲}}",
        "R107",
        "data/2022",
        "补上 data/2022",
    ),
    "a name of long ago": (
        "facts: {甲: {is: 3人, same_as: last_year.last_year.key_work.a.甲}}",
        "R107",
        "最早只读上一年",
        "as_of",
    ),
    "a long name": (f"text: |\n  {{{{ 甲{'乙' * 150} }}}}", "R101", "乙…”", "乙…"),
}


@pytest.mark.parametrize(("body", "code", "words", "hint"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_name_that_means_nothing_is_answered(body, code, words, hint):
    problem = resolve(body).only
    assert problem.code == code
    assert words in str(problem.message)
    assert hint in str(problem.hint)


def test_date_is_the_day_of_the_report_of_the_folder():
    found = resolve(
        {
            LAST_REPORT: REPORT.replace("2024年1月29日", "2023年1月19日"),
            KEY_WORK: "items:\n- id: a\n  title: x\n  facts: {甲: {same_as: date}, 乙: {same_as: last_year.date}}\n"
            "  text: |\n    {{ date }}{{ date }}\n",
            PLANS: "items: [{id: a, title: x, facts: {甲: {same_as: last_year.date}}}]\n",
        }
    )
    assert found.problems == []
    assert [str(found.value(f"key_work.a.{name}")) for name in "甲乙"] == ["2024年1月29日", "2023年1月19日"]
    assert str(found.value("next_year.plans.a.甲")) == "2024年1月29日"
    assert found.shown().count("date") == 2


def test_a_fact_called_date_comes_before_the_day_of_the_report():
    found = resolve(
        {
            REPORT_PATH: REPORT + "facts: {date: 2023年5月1日, 甲: {same_as: date}}\n",
            KEY_WORK: "items:\n- {id: a, title: x, facts: {date: 2023年6月1日, 甲: {same_as: date}}}\n"
            "- {id: b, title: x, facts: {甲: {same_as: date}}}\n",
        }
    )
    assert found.problems == []
    labels = ("甲", "key_work.a.甲", "key_work.b.甲")
    assert [str(found.value(label)) for label in labels] == ["2023年5月1日", "2023年6月1日", "2023年5月1日"]


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("facts: {甲: {same_as: 成文日期}}", "写全名，如 date"),
        ("text: |\n  {{ 成文日期 }}", "写成 {{ date }}"),
    ],
)
def test_the_day_of_the_report_by_its_chinese_name_is_answered(body, hint):
    assert str(resolve(body).only.hint) == hint


def test_next_year_has_no_date_yet():
    found = resolve({PLANS: "items: [{id: a, title: x, facts: {甲: {is: 2024年1月29日, same_as: date}}}]\n"})
    assert found.problems == [f"{PLANS}:1:64 R101"]


OTHERS = """
items:
- {id: a, title: x, facts: {甲: 1人, 乙: 2人}}
- {id: b, title: x, facts: {甲: 3人}}
- id: c
  title: x
  facts: {丙: {is: 1人, same_as: 甲}, 丁: {is: 2人, same_as: 乙}}
  text: |
    {{ 甲 }}{{ 乙 }}
"""


def test_a_name_that_several_items_have_is_ambiguous_and_all_are_named():
    found = resolve({KEY_WORK: OTHERS})
    assert found.problems == ["7:32 R102", "7:57 R101", "9:5 R102", "9:12 R101"]
    formula, single, hole, _ = found.diagnostics
    assert [str(note.message) for note in formula.notes] == ["可能是 key_work.a.甲", "可能是 key_work.b.甲"]
    assert [note.location.line for note in formula.notes] == [3, 4]
    assert "写全名，如 key_work.a.甲" in str(formula.hint)
    assert "key_work.a.乙" in str(single.message)
    assert "甲: {same_as: key_work.a.甲}" in str(hole.hint)


@pytest.mark.parametrize("name", ["key_work.a.甲", "key_work.a.不知", "甲.乙"])
def test_prose_takes_short_names_only_and_says_how(name):
    found = resolve(f"facts: {{甲: 1人}}\ntext: |\n  数{{{{ {name}|as_of }}}}")
    assert found.loaded == ()
    assert found.problems == ["6:6 R104"]
    assert f"{name.rpartition(chr(46))[2]}: {{same_as: {name}}}" in str(found.only.hint)


def test_a_full_name_in_prose_that_leads_to_a_missing_year_is_told_that():
    found = resolve("text: |\n  {{ last_year.key_work.a.甲 }}")
    assert found.problems == ["5:5 R107"]


def test_many_unknown_names_are_all_reported_and_only_some_are_guessed_at():
    facts = "".join(f"  名称{n}: 3人\n" for n in range(3000))
    holes = "".join(f"{{{{ 名号{n} }}}}" for n in range(500))
    found = resolve(f"facts:\n{facts}text: |\n  {holes}")
    assert len(found.diagnostics) == 500
    guessed = [one for one in found.diagnostics if "是不是" in str(one.hint)]
    assert 3 <= len(guessed) <= 10


def test_an_allowance_names_a_fact_by_its_full_name():
    files = {
        KEY_WORK: "items: [{id: a, title: x, facts: {在册低保: 3人}}]\n",
        PLANS: "items: [{id: a, title: x, facts: {目标: 3人}}]\n",
        REPORT_PATH: REPORT
        + "allow:\n- {code: N112, fact: key_work.a.在册低保, reason: x}\n- {code: N112, fact: next_year.plans.a.目标, reason: x}\n"
        "- {code: N112, reason: x}\n- {code: N112, fact: key_work.a.在册低宝, reason: x}\n- {code: N112, fact: 床位, reason: x}\n",
    }
    found = resolve(files)
    assert found.problems == [f"{REPORT_PATH}:11:3 R101", f"{REPORT_PATH}:12:3 R101"]
    assert [str(one.hint)[:4] for one in found.diagnostics] == ["是不是 ", "写“章."]
    assert "key_work.a.在册低保" in str(found.diagnostics[0].hint)


BROKEN = "facts:\n  甲：3人\nitems:\n- {id: a, title: x, facts: {乙: {is: 3人, same_as: 甲}}, answers: plans.b}\n"
USES = REPORT + (
    "facts: {总数: {is: 3人, same_as: key_work.a.丙}, 别数: {is: 3人, same_as: plans.x.y}}\n"
    "allow: [{code: N112, fact: key_work.a.丁, reason: x}, {code: N112, fact: next_year.plans.甲, reason: x}]\n"
)


def test_what_a_broken_file_may_hold_is_not_missed():
    found = resolve({KEY_WORK: BROKEN, REPORT_PATH: USES, PLANS: "facts:\n  甲：3人\nitems: []\n"})
    assert [one.code for one in found.loaded] == ["F102", "F102"]
    assert found.problems == ["4:64 R108", f"{REPORT_PATH}:7:68 R101"]


def test_after_a_broken_report_chapters_that_were_not_read_are_not_missed():
    found = resolve(
        {
            REPORT_PATH: REPORT + "colour: x\n",
            KEY_WORK: "items:\n- id: a\n  title: x\n  answers: more.b\n  text: |\n    {{ 甲 }}\n",
        }
    )
    assert [one.code for one in found.loaded] == ["F120"]
    assert found.problems == []


def test_problems_of_last_year_are_left_to_the_report_of_last_year():
    files = {
        LAST_REPORT: REPORT,
        LAST_KEY_WORK: "items: [{id: a, title: '{{ 无 }}', facts: {甲: {sum: [无, 丁]}, 丁: {same_as: 丁}, "
        "戊: {same_as: 己}, 己: {same_as: 戊}}, answers: 无.无}]\n",
        KEY_WORK: "items: []\n",
    }
    assert resolve(files).problems == []
    assert resolve({**files, LAST_REPORT: REPORT}, 2022).problems != []
