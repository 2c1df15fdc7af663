"""Reports with a table of indicators, for tests of what is rendered and of its pages."""

from __future__ import annotations

from report_kit.flows.pipeline import Assembly, assemble
from tests.unit.load.project import REPORT_PATH, MemoryFiles
from tests.unit.rules.desk import REPORT, ROOT, WORK


def yaml(text: str) -> str:
    """A text as a YAML scalar."""
    return "'" + text.replace("'", "''") + "'"


def made(facts: list[str], attachments: str = "[{table: indicators}]", template: bytes | None = None) -> Assembly:
    """A report with these facts, each a line ``name: {…}``, shown in no sentence."""
    body = "".join(f"    {line}\n" for line in facts)
    files: dict[str, bytes | str] = {
        REPORT_PATH: f"{REPORT}attachments: {attachments}\n",
        WORK: f"items:\n- id: item\n  title: 一项工作\n  facts:\n{body}  text: |\n    按期完成。\n",
        "data/2022/report.yaml": REPORT.replace("2024年1月29日", "2023年1月29日"),
        "data/2022/work.yaml": "items:\n- id: item\n  title: 一项工作\n  facts:\n    甲: 9321人\n  text: |\n    完成。\n",
    }
    if template is not None:
        files["templates/report.docx"] = template
    return assemble(MemoryFiles(files), 2023, ROOT / "templates")


def indicator(name: str, value: str = "9774人", **about: str) -> str:
    known = "".join(f", {key}: {yaml(text)}" for key, text in about.items())
    return f"{name}: {{is: {value}, indicator: yes, shown: no{known}}}"
