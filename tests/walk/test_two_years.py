"""Two whole years, from a clean clone to the start of the third. What the test fills in is invented."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

from tests.walk import filling
from tests.walk.walking import BEGUN, answered, clone, fill_2023, fill_2024

if TYPE_CHECKING:
    from pathlib import Path

    from tests.walk.walking import Project

SENT_2023 = "XX市民政局2023年工作总结和2024年工作计划"
SENT_2024 = "XX市民政局2024年工作总结和2025年工作计划"
STATES = {
    "plans.elderly.points.1": "under_way",  # 140户 of 150户
    "plans.elderly.points.2": "done",  # 5家 of 5家
    "plans.elderly.points.4": "done",  # 1019名 of 1000名
    "plans.social_affairs.points.1": "late",  # 45.1% of 60%, by the end of 2024
    "plans.social_affairs.points.projects": "dropped",
    "plans.social_affairs.points.graves": "carried_over",
    "plans.charity": "not_answered",
}
"""What becomes of promises, as planted."""


def test_two_years_are_walked(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    shipped = project.files()
    for path in BEGUN:
        (project.root / "data" / path).unlink()

    # What is shipped is a draft; a final report asks for what is pending.
    assert project.report("build", "2023").code == 0
    assert project.report("build", "2023", "--final").code == 1
    fresh = project.files()
    assert project.report("new", "2024").code == 0
    assert project.files() == shipped
    for path in BEGUN:
        (project.root / "data" / path).unlink()
    assert project.files() == fresh

    # 2023 is completed and sent.
    fill_2023(project)
    sent = project.report("build", "2023", "--final")
    assert (sent.code, "warning" in sent.text) == (0, False), sent.text
    assert (project.root / f"build/2023/{SENT_2023}.docx").exists()
    promised = _promised(project)

    # 2024 is begun: everything pending, every promise listed and none of them done.
    assert project.report("new", "2024").code == 0
    assert {one["code"] for one in project.found(2024)} == {"P305"}
    assert project.report("build", "2024").code == 0
    assert not _figures(project.read("build/2024/report.txt").partition("附件")[0]) & _figures(
        project.read("build/2023/report.txt")
    )
    assert {one["state"] for one in _plans(project)} == {"under_way"}
    assert [one["id"] for one in _plans(project) if one["own"]] == promised

    # It is written. One promise is forgotten: check and plans say the same of it.
    fill_2024(project)
    answer = "\n  answers: plans.charity"
    project.change("data/2024/key_work.yaml", {answer: ""})
    states = {one["id"]: one["state"] for one in _plans(project)}
    assert {id_: states[id_] for id_ in STATES} == STATES
    assert [one["message"] for one in project.found(2024) if one["code"] == "Y102"]
    project.change("data/2024/key_work.yaml", {"  title: 发展慈善事业和社会工作": f"  title: 发展慈善事业和社会工作{answer}"})
    assert {one["code"] for one in project.found(2024)} == {"C203"}
    assert project.report("build", "2024", "--final").code == 1

    # Departments fill in what the workbook asks for, and all is clean.
    before = project.files()
    read = project.report("confirm", "2024", answered(project))
    assert (read.code, "不一致0，未核实0" in read.text) == (0, True), read.text
    after = project.files()
    assert after.pop("data/2024/confirmations.yaml")
    assert after == before
    strict = project.report("check", "2024", "--strict", "--final")
    assert (strict.code, "错误" in strict.text) == (0, False), strict.text
    assert "未核实0" in project.report("sheet", "2024", "--status").text

    # It is sent, with both annexes.
    sent = project.report("build", "2024", "--final")
    assert sent.code == 0, sent.text
    twin = project.read("build/2024/report.txt")
    assert "| 1 | 在册低保人数 | 人 | 10751 | 9774 | 977 | 10.00 |" in twin
    rows = {line.split(" | ")[1]: line.split(" | ")[-2] for line in twin.splitlines() if line.startswith("| ")}
    assert rows["继续推进“精康融合行动”"] == "已逾期"
    assert (rows["推进殡葬项目前期工作"], rows["巩固坟墓整治成果"]) == ("已取消", "已结转")
    document = zipfile.ZipFile(project.root / f"build/2024/{SENT_2024}.docx").read("word/document.xml").decode()
    assert document.count("<w:tbl>") == 2
    assert not [mark for mark in ("待补", "commentRangeStart", "w:highlight", "w:ins ") if mark in document]

    # What left is what the data say, and the third year begins from it.
    kept = json.loads(project.read("data/2024/published.json"))
    assert kept["year"] == 2024
    assert project.report("new", "2025").code == 0
    assert {one["code"] for one in project.found(2025)} == {"P305"}
    assert "# 上年 10751人" in project.read("data/2025/key_work.yaml")
    assert {one["state"] for one in _plans(project, 2025)} == {"under_way"}
    assert project.report("build", "2025").code == 0
    again = project.files()
    assert project.report("new", "2025").code == 0
    assert project.files() == again


def _promised(project: Project) -> list[str]:
    """Everything that the third chapter of the 2023 edition tells of, by id, off the file that was sent."""
    blocks = json.loads(project.read("build/2023/report.final.map.json"))["blocks"]
    return [str(one["id"]) for one in blocks if str(one["id"]).startswith("plans.")]


def _plans(project: Project, year: int = 2024) -> list[dict[str, object]]:
    return list(project.report("plans", str(year), "--format", "json").json()["plans"])


def _figures(text: str) -> set[str]:
    """Numbers of two digits and more that are no years."""
    return {one for one in filling.NUMBER.findall(text) if not 2000 <= float(one) <= 2100}
