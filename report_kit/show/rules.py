"""The manual pages of the rules: a list, or one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.diagnostics import Translate, msg
from report_kit.show.width import table

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule's page. ``title`` is its first heading without the code; ``text`` the Markdown as shipped."""

    code: str
    name: str
    title: str
    text: str


def rules_text(pages: Sequence[RulePage], translate: Translate | None = None) -> str:
    """Every rule on a line, then how to read its page. Ends with a line break."""
    rows = [(page.code, page.name, page.title) for page in pages]
    more = msg("用 report rule 加代号看全文，如 report rule {code}", code=pages[0].code if pages else "N101")
    return "\n".join([*table(rows), more.text(translate)]) + "\n"
