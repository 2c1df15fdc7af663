"""A build from an assembly: what is written, what is refused and why, and how it is told."""

from __future__ import annotations

import io
import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import docx as python_docx
import pytest

import report_kit
from report_kit.diagnostics import Outcome, Severity
from report_kit.facts.values import Words
from report_kit.flows.build import Built, build_report, outputs
from report_kit.flows.check import exit_code
from report_kit.flows.pipeline import Assembly
from report_kit.show.built import MOST_CHANGES, built_text
from tests.unit.render import factory
from tests.unit.write import paper

ROOT = Path(__file__).resolve().parents[3]
NAME = "build/2023/XX市民政局2023年工作总结"
DRAFT, FINAL = f"{NAME}（草稿）.docx", f"{NAME}.docx"
SENT = "data/2023/published.json"
TWIN, MAP, FINAL_MAP = "build/2023/report.txt", "build/2023/report.map.json", "build/2023/report.final.map.json"


def assembly(*found, shown=None, raw=None) -> Assembly:
    shown = shown or paper.report()
    return Assembly(2023, shown, paper.draft_of(shown), Outcome(tuple(found), {}), tuple(found if raw is None else raw))


def whole():
    """A report in which nothing is missing."""
    shown = factory.report(
        desk := factory.Desk({"低保": factory.quantity("9774"), "镇": Words("博鳌镇")}),
        [
            (
                "key_work",
                "重点工作",
                [factory.item(desk, "a", "低保", text="在册{{ 低保 }}，其中{{ 镇 }}较多，共{{ 低保 }}。")],
            )
        ],
    )
    return shown._replace(values={key: one.value for key, one in shown.facts.items()})


def test_a_draft_is_written_whatever_is_wrong(tmp_path: Path) -> None:
    found = paper.problem(facts=["key_work.a.增幅"])
    built = build_report(tmp_path, assembly(found))
    assert built.written == (DRAFT, TWIN, MAP)
    assert built.outcome.diagnostics == (found,)
    assert paper.comments((tmp_path / DRAFT).read_bytes()) == [("4.86%", "不对，请核")]
    assert json.loads((tmp_path / MAP).read_bytes())["content_sha256"] == built.content_sha256
    assert built_text(built) == (
        f"已写出 {DRAFT}\n已写出 {TWIN}\n已写出 {MAP}\n内容指纹 sha256 {built.content_sha256}\n"
    )


def test_the_same_again_says_so(tmp_path: Path) -> None:
    build_report(tmp_path, assembly())
    built = build_report(tmp_path, assembly())
    assert (built.written, built.unchanged) == ((), (DRAFT, TWIN, MAP))
    assert built_text(built).startswith(f"没有变化，未重写 {DRAFT}\n")


def test_outputs_are_what_a_build_writes(tmp_path: Path) -> None:
    for made, final in ((assembly(paper.problem()), False), (assembly(shown=whole()), True)):
        project = tmp_path / str(final)
        built = build_report(project, made, final=final)
        files = outputs(made, final=final)
        assert tuple(files) == built.written
        assert {path: (project / path).read_bytes() for path in files} == files


def test_without_a_draft_nothing_is_written(tmp_path: Path) -> None:
    missing = Assembly(2023, None, None, Outcome((paper.problem("F001"),)))
    built = build_report(tmp_path, missing)
    assert (built.written, list(tmp_path.iterdir())) == ((), [])
    assert built_text(built) == "没有生成文件：数据或模板有错误，成不了稿；原有的文件没有动\n"
    assert outputs(missing, final=True) == {}


def test_a_final_report_is_written_with_what_it_publishes(tmp_path: Path) -> None:
    warned = paper.problem(facts=["key_work.a.低保"], severity=Severity.WARNING)
    built = build_report(tmp_path, assembly(warned, shown=whole()), final=True)
    assert built.written == (FINAL, TWIN, FINAL_MAP, SENT)
    data = (tmp_path / FINAL).read_bytes()
    assert paper.comments(data) == []
    assert paper.highlighted(data) == []
    sent = json.loads((tmp_path / SENT).read_bytes())
    assert sent["content_sha256"] == built.content_sha256
    assert (sent["year"], sent["title"], sent["date"]) == (2023, "XX市民政局2023年工作总结", "2024-01-29")
    assert {**sent["facts"]["key_work.a.低保"], "shown": 2} == {
        "text": "9774人",
        "value": "9774",
        "unit": "人",
        "shown": 2,
    }
    assert [place["block"] for place in sent["facts"]["key_work.a.低保"]["shown"]] == ["key_work.a"] * 2
    assert sent["facts"]["key_work.a.镇"]["value"] is None
    texts = {block["id"]: block["text"] for block in json.loads((tmp_path / FINAL_MAP).read_bytes())["blocks"]}
    for fact in sent["facts"].values():
        for place in fact["shown"]:
            assert texts[place["block"]][place["start"] : place["end"]] == place["text"]


def test_a_final_report_with_an_error_is_refused(tmp_path: Path) -> None:
    built = build_report(tmp_path, assembly(paper.problem(), shown=whole()), final=True)
    assert (built.written, list(tmp_path.iterdir())) == ((), [])
    assert built_text(built) == "没有生成定稿：还有1个错误要先处理（待补的数字也算）\n"


@pytest.mark.parametrize("allowed", [False, True])
def test_what_is_pending_keeps_a_final_report_back_even_when_allowed(tmp_path: Path, allowed: bool) -> None:
    found = [
        paper.problem("P305", "待补", facts=["key_work.a.丧葬费"], severity=Severity.WARNING),
        paper.problem("P305", "没有印出的待补", facts=["key_work.a.x"], severity=Severity.WARNING),
        paper.problem("S103", "没有内容", severity=Severity.WARNING),
    ]
    made = assembly(*(() if allowed else found), raw=found)
    built = build_report(tmp_path, made, final=True)
    assert list(tmp_path.iterdir()) == []
    errors = [str(one.message) for one in built.outcome.diagnostics if one.severity is Severity.ERROR]
    assert set(errors) >= {"待补", "没有内容"}
    assert exit_code(built.outcome.diagnostics) == 1
    assert outputs(made, final=True) == {}


def test_gaps_that_no_error_tells_of_are_named(tmp_path: Path) -> None:
    built = build_report(tmp_path, assembly(), final=True)
    assert built.written == ()
    assert built_text(built) == "没有生成定稿：还有待补的内容\n待补：key_work.a.丧葬费\n待补：【本部分待补】\n"


def test_a_refused_final_report_leaves_the_one_before(tmp_path: Path) -> None:
    build_report(tmp_path, assembly(shown=whole()), final=True)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    build_report(tmp_path, assembly(paper.problem(), shown=whole()), final=True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("final", [False, True])
def test_a_file_that_cannot_be_written_is_exit_2_and_nothing_is_changed(tmp_path: Path, final: bool) -> None:
    (tmp_path / TWIN).mkdir(parents=True)
    built = build_report(tmp_path, assembly(shown=whole()), final=final)
    assert exit_code(built.outcome.diagnostics) == 2
    assert [one.code for one in built.outcome.diagnostics] == ["F005"]
    assert [path.name for path in (tmp_path / "build/2023").iterdir()] == ["report.txt"]
    assert built_text(built) == "没有写出文件；原有的文件没有动\n"


def edit(path: Path, *changes: tuple[str, str]) -> None:
    document = python_docx.Document(io.BytesIO(path.read_bytes()))
    for old, new in changes:
        for paragraph in document.paragraphs:
            if old in paragraph.text:
                paragraph.text = paragraph.text.replace(old, new)
    document.save(path)


def test_what_was_changed_by_hand_is_listed(tmp_path: Path) -> None:
    build_report(tmp_path, assembly())
    edit(tmp_path / DRAFT, ("二是乙。", "二是\t丙\n。"), ("特此报告。", ""))
    text = built_text(build_report(tmp_path, assembly()))
    assert text.startswith(
        f"{DRAFT} 被人改动过，改动过的文件已留存为 {NAME}（草稿）（人工修改 1）.docx\n"
        "   改动的段落（2处）：\n"
        "   在“（二）推进“一老一小”服务建设”下：\n"
        "      - 二是乙。\n"
        "      + 二是    丙 。\n"
        "   在“二、2024年工作计划”下：\n"
        "      - 特此报告。\n"
        "      +\n"
        "注意：以上人工改动没有进入这次生成的文件；要保留的，请写进数据，再生成一次\n"
        f"已写出 {DRAFT}\n"
    )


def test_a_resaved_an_unreadable_and_a_foreign_file_are_told_apart(tmp_path: Path) -> None:
    build_report(tmp_path, assembly())
    edit(tmp_path / DRAFT)
    text = built_text(build_report(tmp_path, assembly()))
    assert "   文字没有改动（正文、页眉页脚和脚注都已比对），只是重新保存过，或者改了格式\n" in text
    assert "注意" not in text
    (tmp_path / DRAFT).write_bytes(b"x")
    assert "   它已经不是能读的 Word 文件，没有比对\n" in built_text(build_report(tmp_path, assembly()))
    body = "".join(factory.paragraph(f"第{n}段") for n in range(MOST_CHANGES * 2))
    (tmp_path / DRAFT).write_bytes(factory.docx(body))
    text = built_text(build_report(tmp_path, assembly()))
    assert "   上次生成的记录已不在，以下是与新稿不同的段落（" in text
    assert "处请打开文件比对\n" in text
    assert text.count("\n") < 3 * MOST_CHANGES + 20


BUILD = """
import sys; sys.path.insert(0, sys.argv[1])
import hashlib
from report_kit.flows.build import outputs
from tests.unit.flows.test_build import assembly, whole, paper
before = set(sys.modules)
made = outputs(assembly(paper.problem(facts=["key_work.a.低保"]), shown=paper.report({"低保": "社会救助科"})), final=False)
final = outputs(assembly(shown=whole()), final=True)
for path, data in [*made.items(), *final.items()]:
    print(hashlib.sha256(data).hexdigest())
"""


def test_other_surroundings_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for number, zone in (("1", "Asia/Shanghai"), ("77", "America/St_Johns")):
        folder = tmp_path / number
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", BUILD, str(ROOT)],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": number, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made.append(done.stdout)
    assert made[0] == made[1]
    assert len(made[0].splitlines()) == 7


LIGHT = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
import pickle
from report_kit.flows.build import build_report
assembly = pickle.loads(sys.stdin.buffer.read())
build_report(Path(sys.argv[2]), assembly)
print(sorted(name for name in sys.modules if name in ("lxml", "docx", "docxtpl", "zipfile", "difflib", "babel", "tempfile")))
"""


def test_a_build_loads_no_heavy_library(tmp_path: Path) -> None:
    made = assembly(paper.problem(facts=["key_work.a.低保"]))
    made = made._replace(draft=made.draft._replace(static=dict(made.draft.static)))
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", LIGHT, str(ROOT), str(tmp_path)],
            input=pickle.dumps(made),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip() == b"[]"


def test_the_flow_gives_what_the_library_promises() -> None:
    assert report_kit.Built is Built
    assert report_kit.build_report is build_report
