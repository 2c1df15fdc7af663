"""The message catalogs: Chinese templates into other languages. The home of Babel on the showing side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_kit.diagnostics import Translate

LANGUAGES = ("zh", "en")
LOCALE = Path(__file__).resolve().parent.parent / "locale"


def translator(language: str) -> Translate | None:
    """What turns a Chinese template into ``language``; None for Chinese, the language of the templates.

    A template without a translation stays Chinese. The catalog is read as text, so that a translator
    needs no build step; this costs nothing to those who read Chinese.
    """
    if language == "zh":
        return None
    words = translations(LOCALE / language / "LC_MESSAGES" / "report_kit.po")
    return lambda template: words.get(template, template)


def translations(path: Path) -> dict[str, str]:
    """Template to translation, of a catalog; untranslated and doubtful (fuzzy) entries are left out."""
    from babel.messages.pofile import read_po

    with path.open("rb") as stream:
        catalog = read_po(stream)
    return {
        message.id: message.string
        for message in catalog
        if isinstance(message.id, str) and isinstance(message.string, str) and message.string and not message.fuzzy
    }
