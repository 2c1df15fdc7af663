"""The manual pages of the rules: those shipped in docs/rules, and of the wording rules of an office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.flows.check import matches
from report_kit.load import load_terms
from report_kit.show.rules import RulePage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_kit.facts.text_rules import TextRule
    from report_kit.load import Files

_PAGE = re.compile(r"(?P<code>[A-Z]\d+)-(?P<name>[a-z0-9-]+)\.md")


def rule_pages(folder: Path, project: Files | None = None) -> tuple[RulePage, ...]:
    """Every page of the folder, by code, and one for each wording rule of the project that has none there.

    A file with another sort of name is no page.
    """
    pages = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        match = _PAGE.fullmatch(path.name)
        if match:
            text = path.read_text(encoding="utf-8")
            code, name = match["code"], match["name"]
            pages.append(RulePage(code, name, _title(text, code, name), text))
    if project is not None:
        known = {page.code for page in pages}
        pages += [_page(rule) for rule in load_terms(project).terms.rules if rule.code not in known]
    return tuple(pages)


def find_rule(pages: Sequence[RulePage], query: str) -> RulePage | None:
    """The page of a code or a name, in whatever case."""
    asked = query.strip().lower()
    return next(
        (page for page in pages if asked in (page.code.lower(), page.name, f"{page.code.lower()}-{page.name}")), None
    )


def near_rules(pages: Sequence[RulePage], query: str) -> tuple[str, ...]:
    """Codes that could have been meant: a family (``N``), a code or a name much alike."""
    from difflib import get_close_matches

    family = [page.code for page in pages if matches(query.strip(), page.code, page.name)]
    if family:
        return tuple(family)
    known = {page.code.lower(): page.code for page in pages} | {page.name: page.code for page in pages}
    return tuple(dict.fromkeys(known[word] for word in get_close_matches(query.strip().lower(), known, n=4)))


def _page(rule: TextRule) -> RulePage:
    """The page of a rule that came as data: what its entry says."""
    wrong, right = ("\n".join(f"- {example}" for example in told) for told in (rule.must_flag, rule.must_pass))
    title = rule.says.text()
    why = f"{rule.why}\n依据：{rule.basis}" if rule.basis else rule.why
    parts = (f"# {rule.code} {rule.name}：{title}", "## 为什么", why, "## 错误的写法", wrong, "## 正确的写法", right)
    return RulePage(rule.code, rule.name, title, "\n\n".join(parts) + "\n")


def _title(text: str, code: str, name: str) -> str:
    first = text.lstrip().split("\n", 1)[0].lstrip("# ").strip()
    for part in (code, name):
        first = first.replace(part, "", 1).strip(" -:：—·")
    return first
