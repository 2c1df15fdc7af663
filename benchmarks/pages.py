"""Blocks of documents that commands write: between two marks, so that the words around them stay people's."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHECKING = ROOT / "docs" / "checking.md"
"""The page that says what is checked and how sure it is."""

REVIEW = ROOT / "docs" / "review.md"
"""The page on reviews, which says how fast they are."""


def marks(name: str) -> tuple[str, str]:
    """The lines before and after the block with this name."""
    return f"<!-- {name}: 由命令写入，不手改 -->\n", f"<!-- {name} 完 -->\n"


def replaced(page: str, name: str, block: str) -> str:
    """The page with this block in place of the one between its marks; a page without the marks is an error."""
    first, last = marks(name)
    before, found, rest = page.partition(first)
    _, closed, after = rest.partition(last)
    if not found or not closed:
        raise ValueError(f"no marks for {name}")
    return f"{before}{first}\n{block.strip()}\n\n{last}{after}"


def shown(name: str, block: str, *, update: bool, page: Path = CHECKING) -> None:
    """Prints a block, and writes it into the page if asked to."""
    print(block)
    if update:
        page.write_text(replaced(page.read_text(encoding="utf-8"), name, block), encoding="utf-8", newline="\n")


def table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A Markdown table, its first column text, the others numbers."""
    lines = [head, ("---", *["---:"] * (len(head) - 1)), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def percent(part: int, whole: int) -> str:
    """A share with one decimal, rounded down, so that 100% is all of them."""
    if not whole:
        return "—"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}%"
