"""Two whole years, from a clean clone to the start of the third. What the test fills in is invented."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

from tests.walk.walking import answered, clone, fill_2023, fill_2024, forget_what_is_begun

if TYPE_CHECKING:
    from pathlib import Path

    from tests.walk.walking import Project

WORK = "data/2024/key_work.yaml"
SENT_2023 = "XX市民政局2023年工作总结和2024年工作计划"
SENT_2024 = "XX市民政局2024年工作总结和2025年工作计划"
STATES = {
    "plans.elderly.points.1": "under_way",  # 140户 of 150户
    "plans.elderly.points.2": "done",  # 5家 of 5家
    "plans.elderly.points.4": "done",  # 1019名 of 1000名
    "plans.social_affairs.points.1": "late",  # 45.1% of 60%, by the end of 2024
    "plans.social_affairs.points.2": "under_way",  # nothing says that the works were finished by the days promised
    "plans.social_affairs.points.projects": "dropped",
    "plans.social_affairs.points.graves": "carried_over",
    "plans.charity": "not_answered",
}
"""What becomes of promises, as planted."""


def test_two_years_are_walked(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    what_is_shipped_is_what_new_makes(project)
    year_2023_is_completed_and_sent(project)
    year_2024_is_begun(project)
    year_2024_is_written(project)
    departments_confirm(project)
    year_2024_is_sent(project)
    year_2025_is_begun(project)


def what_is_shipped_is_what_new_makes(project: Project) -> None:
    shipped = project.files()
    forget_what_is_begun(project)
    fresh = project.files()
    assert project.report("build", "2023").code == 0
    assert project.report("build", "2023", "--final").code == 1
    assert project.report("new", "2024").code == 0
    assert project.files() == shipped
    forget_what_is_begun(project)
    assert project.files() == fresh


def year_2023_is_completed_and_sent(project: Project) -> None:
    fill_2023(project)
    sent = project.report("build", "2023", "--final")
    assert (sent.code, "warning" in sent.text) == (0, False), sent.text
    assert (project.root / f"build/2023/{SENT_2023}.docx").exists()
    assert json.loads(project.read("data/2023/published.json"))["year"] == 2023


def year_2024_is_begun(project: Project) -> None:
    """Everything is pending, every promise is there and none is done, and no figure of 2023 stands in the text."""
    project.commit()
    assert project.report("new", "2024").code == 0
    assert project.report("diff", "--year", "2023").code == 0
    assert {one["code"] for one in project.found(2024)} == {"P305"}
    assert project.report("build", "2024").code == 0
    assert not figures(project.read("build/2024/report.txt")) & figures(project.read("build/2023/report.txt"))
    plans = plans_of(project)
    assert {one["state"] for one in plans} == {"under_way"}
    blocks = json.loads(project.read("build/2023/report.final.map.json"))["blocks"]
    promised = [one["id"] for one in blocks if str(one["id"]).startswith("plans.")]
    assert [one["id"] for one in plans if one["own"]] == promised


def year_2024_is_written(project: Project) -> None:
    """One promise is forgotten at first: check and plans say so of the same one."""
    fill_2024(project)
    answer = "\n  answers: plans.charity"
    project.change(WORK, {answer: ""})
    states = {one["id"]: one["state"] for one in plans_of(project)}
    assert {promise: states[promise] for promise in STATES} == STATES
    forgotten = [one for one in project.found(2024) if one["code"] == "Y102"]
    assert [one["path"] for one in forgotten] == ["data/2024/plans.yaml"]
    assert [one["state"] for one in plans_of(project) if one["line"] == forgotten[0]["line"]] == ["not_answered"]
    title = "  title: 发展慈善事业和社会工作"
    project.change(WORK, {title: title + answer})
    assert "not_answered" not in {one["state"] for one in plans_of(project)}


def departments_confirm(project: Project) -> None:
    """Nothing but the confirmations is missing; they come, change no fact, and all is clean."""
    project.commit()
    assert {one["code"] for one in project.found(2024)} == {"C203"}
    assert project.report("build", "2024", "--final").code == 1
    before = project.files()
    read = project.report("confirm", "2024", answered(project))
    assert (read.code, "不一致0，未核实0" in read.text) == (0, True), read.text
    after = project.files()
    assert after.pop("data/2024/confirmations.yaml")
    assert after == before
    assert project.report("diff", "--year", "2024").code == 0
    assert project.found(2024) == []
    assert project.report("check", "2024", "--strict", "--final").code == 0
    assert "不一致0，未核实0" in project.report("sheet", "2024", "--status").text


def year_2024_is_sent(project: Project) -> None:
    """With both annexes, and without a mark of drafting."""
    sent = project.report("build", "2024", "--final")
    assert sent.code == 0, sent.text
    twin = project.read("build/2024/report.txt")
    assert "| 1 | 在册低保人数 | 人 | 10751 | 9774 | 977 | 10.00 |" in twin
    states = {line.split(" | ")[1]: line.split(" | ")[-2] for line in twin.splitlines() if line.startswith("| ")}
    assert states["继续推进“精康融合行动”"] == "已逾期"
    assert (states["推进殡葬项目前期工作"], states["巩固坟墓整治成果"]) == ("已取消", "已结转")
    with zipfile.ZipFile(project.root / f"build/2024/{SENT_2024}.docx") as archive:
        document = archive.read("word/document.xml").decode()
    assert document.count("<w:tbl>") == 2
    assert not [mark for mark in ("待补", "commentRangeStart", "w:highlight", "w:ins ") if mark in document]


def year_2025_is_begun(project: Project) -> None:
    """From what 2024 sent, of which nothing changes; and begun twice it is begun once."""
    project.commit()
    assert project.report("new", "2025").code == 0
    assert project.report("diff", "--year", "2024").code == 0
    assert project.report("diff", "--year", "2024", "--since", "published").code == 0
    assert {one["code"] for one in project.found(2025)} == {"P305"}
    assert "# 上年 10751人" in project.read("data/2025/key_work.yaml")
    assert {one["state"] for one in plans_of(project, 2025)} == {"under_way"}
    assert project.report("build", "2025").code == 0
    once = project.files()
    assert project.report("new", "2025").code == 0
    assert project.files() == once


def plans_of(project: Project, year: int = 2024) -> list[dict[str, Any]]:
    return list(project.report("plans", str(year), "--format", "json").json()["plans"])


def figures(text: str) -> set[str]:
    """The numbers in the body of a report; those of one digit and years are left out."""
    body = text.partition("附件：")[0]
    return {one for one in re.findall(r"\d[\d.]*\d", body) if not re.fullmatch("20[0-9]{2}", one)}
