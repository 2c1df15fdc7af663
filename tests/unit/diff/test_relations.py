"""Which changed fact a problem made or ended is told under."""

from __future__ import annotations

from report_kit.changes import Changes, FactChange, Figure, Relations
from report_kit.diagnostics import Code, Diagnostic, Severity, msg

CODE = Code("N101", "growth-rate-mismatch", Severity.ERROR)


def fact(label: str, *follows: str, was: str = "") -> FactChange:
    before, after = Figure(was or label, "1人"), Figure(label, "2人")
    return FactChange("renamed" if was else "changed", label, before, after, follows=follows)


def problem(*facts: str) -> Diagnostic:
    return CODE.at(None, msg("{a}", a="、".join(facts)), facts=facts)


def test_it_stands_under_the_change_that_led_the_others() -> None:
    found = problem("占比", "床位", "护理床位")
    changes = Changes("", "", (fact("床位"), fact("占比", "床位")), broken=(found,))
    assert changes.relations() == {"床位": Relations(broken=(found,))}


def test_it_stands_under_each_of_two_that_do_not_follow_one_another() -> None:
    found = problem("占比", "床位", "护理床位")
    changes = Changes("", "", (fact("床位"), fact("护理床位"), fact("占比", "床位", "护理床位")), mended=(found,))
    assert changes.relations() == {one: Relations(mended=(found,)) for one in ("床位", "护理床位")}


def test_what_follows_from_one_another_in_a_ring_has_it_both_ways() -> None:
    found = problem("甲", "乙")
    changes = Changes("", "", (fact("甲", "乙"), fact("乙", "甲")), broken=(found,))
    assert changes.relations() == {one: Relations(broken=(found,)) for one in ("甲", "乙")}


def test_a_problem_of_the_earlier_side_knows_the_fact_by_its_earlier_id() -> None:
    old, new = problem("旧名"), problem("新名")
    changes = Changes("", "", (fact("新名", was="旧名"),), broken=(new,), mended=(old,))
    assert changes.relations() == {"新名": Relations((new,), (old,))}


def test_a_problem_of_facts_that_did_not_change_stands_under_none() -> None:
    assert Changes("", "", (fact("甲"),), broken=(problem("乙"), problem())).relations() == {}
