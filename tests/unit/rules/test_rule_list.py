"""docs/rules/README.md lists every rule there is, and says of every other rule of the catalogue why it is not there.

``UPDATE=1`` writes the first table anew and takes from the second what has got a page.
"""

from __future__ import annotations

import os
import re

from tests.unit.test_rule_pages import ALL_CODES, PAGES, ROOT

LIST = ROOT / "docs" / "rules" / "README.md"
CATALOGUE = (  # noqa: SIM905 - seventy codes read better without quotes
    "N101 N102 N103 N104 N105 N106 N107 N108 N111 N112 N113 N114 N115 N116 N120 N121 N122 N123 N124 N125 N130 N131 "
    "N132 N151 L101 L102 L103 D101 D102 D103 D104 D110 D111 D201 D203 D204 D205 D206 D210 U201 U202 U205 U206 Y101 "
    "Y102 Y104 Y106 P301 P302 P303 P304 P306 P307 P310 P311 S102 S103 S105 T401 T402 T403 T404 T405 T406 T407 T408 "
    "T410 K901 K902 K904 K905"
).split()
"""Every code of the catalogue of checks on numbers, dates and text."""

FAMILIES = {
    "N": "数字",
    "L": "名单",
    "D": "日期",
    "U": "单位",
    "Y": "年度衔接",
    "P": "正文和数据",
    "S": "结构",
    "T": "文字",
    "K": "核对本身",
    "F": "文件",
    "R": "名称",
    "W": "模板",
    "G": "版式",
}
SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}

_ABSENT = re.compile(r"^\| ([A-Z]\d{3}) \| ([a-z0-9-]+) \| (.+?) \|$", re.MULTILINE)
_LINKED = re.compile(r"^\| \[([A-Z]\d{3})\]\(([A-Za-z0-9-]+\.md)\) \|", re.MULTILINE)


def rows() -> dict[str, str]:
    """The rows of all pages, by code."""
    severities = {code.code: SEVERITIES[code.severity.value] for code in ALL_CODES}
    found = {}
    for page in PAGES:
        code, _, name = page.stem.partition("-")
        title = page.read_text("utf-8").split("\n", 1)[0].partition("：")[2]
        found[code] = f"| [{code}]({page.name}) | {name} | {severities[code]} | {title} |"
    return found


def written_anew(text: str) -> str:
    """The list with its first part made of the pages, and nothing in the second that has a page."""
    known = rows()
    head, rest = text.split("\n## ", 1)[0], text[text.index("## 还没有的") :]
    parts = [head]
    for family, title in FAMILIES.items():
        listed = [row for code, row in known.items() if code[0] == family]
        if listed:
            parts.append(
                "\n".join(
                    [f"## {family} {title}", "", "| 代码 | 名称 | 级别 | 查什么 |", "|---|---|---|---|", *listed, ""]
                )
            )
    kept = [line for line in rest.split("\n") if not ((match := _ABSENT.match(line)) and match[1] in known)]
    return "\n".join(parts) + "\n" + "\n".join(kept)


def test_the_list_is_current() -> None:
    text = LIST.read_text("utf-8")
    if os.environ.get("UPDATE"):
        LIST.write_text(written_anew(text), "utf-8")
    assert LIST.read_text("utf-8") == written_anew(text)


def test_every_rule_of_the_catalogue_has_a_page_or_a_reason() -> None:
    text = LIST.read_text("utf-8")
    linked = [code for code, _ in _LINKED.findall(text)]
    absent = {code: reason for code, _, reason in _ABSENT.findall(text)}
    assert linked == [code for family in FAMILIES for code in rows() if code[0] == family]
    assert not absent.keys() & set(linked)
    assert [code for code in CATALOGUE if code not in linked and len(absent.get(code, "")) < 8] == []
    assert [code for code in absent if code not in CATALOGUE] == []


def test_a_list_that_is_not_current_is_seen() -> None:
    text = LIST.read_text("utf-8")
    assert written_anew(text.replace("| [N101]", "| [N999]", 1)) == text
    assert "| N101 |" not in written_anew(text + "\n| N101 | growth-rate-mismatch | 尚未编写的一条 |\n")
