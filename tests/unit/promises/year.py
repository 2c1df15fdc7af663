"""A year with promises, held in memory: what the tests of promises share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.promises import promises
from report_kit.rules import Subject, check_report
from tests.unit.resolve.project import Found

if TYPE_CHECKING:
    from report_kit.promises import Promise

LAST_YEAR = """\
unit: 某县民政局
title: "{{ year }}年工作总结和{{ next_year }}年工作计划"
date: 2023年1月29日
chapters: [{id: work, title: 工作}, {id: plans, title: 计划, year: next}]
"""
REPORT = """\
unit: 某县民政局
title: "{{ year }}年工作总结"
chapters: [{id: work, title: 工作}]
"""
PLANS, WORK, REPORT_PATH = "data/2023/plans.yaml", "data/2023/work.yaml", "data/2023/report.yaml"
DATE = "date: 2024年1月29日\n"


def files(plans: str, work: str = "items: [{id: a, title: 某项工作}]\n", report: str = DATE) -> dict[str, str]:
    """The files of a year whose plans last year's report printed; ``report`` is added to report.yaml."""
    return {
        "data/2022/report.yaml": LAST_YEAR,
        "data/2022/work.yaml": "items: [{id: a, title: 某项工作}]\n",
        PLANS: plans,
        WORK: work,
        REPORT_PATH: REPORT + report,
    }


class Year(Found):
    """The year resolved, its promises by id, and what the rules on promises find."""

    def __init__(self, plans: str, work: str = "items: [{id: a, title: 某项工作}]\n", report: str = DATE) -> None:
        super().__init__(files(plans, work, report))
        self.promises: dict[str, Promise] = {one.id: one for one in promises(self.report)}

    @property
    def states(self) -> dict[str, str]:
        """The state of every promise that promises something itself, without ``plans.``."""
        return {name[6:]: one.state.value for name, one in self.promises.items() if one.own}

    def rules(self, *codes: str) -> list[str]:
        """What rules of these codes find, as ``code path:line``."""
        found = check_report(Subject(self.report))
        return [f"{one.code} {one.location.path}:{one.location.line}" for one in found if one.code in codes]
