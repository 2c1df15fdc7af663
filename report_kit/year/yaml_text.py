"""YAML as a careful person writes it: words bare where they may be, facts on one line, sentences under a bar."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Tree = str | Mapping[str, "Tree"] | Sequence["Tree"]
"""What a data file holds, before it has a meaning: texts, entries and series."""

_UNSAFE_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~<\s]")
_UNSAFE = re.compile(r"[,\[\]{}\"'#\\]|:|\s$|[^\S ]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}

WIDEST = 200
"""Characters of a fact on one line; a longer one is written one key a line."""


def scalar(text: str) -> str:
    """A text, in double quotes unless it may stand bare, in braces too."""
    if text and not _UNSAFE_START.match(text) and not _UNSAFE.search(text):
        return text
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def flow(tree: Tree) -> str:
    """Anything on one line."""
    if isinstance(tree, str):
        return scalar(tree)
    if isinstance(tree, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(value)}" for key, value in tree.items()) + "}"
    return "[" + ", ".join(flow(one) for one in tree) + "]"


def entry(name: str, tree: Tree, indent: int, comment: str = "") -> list[str]:
    """``name: …`` on one line with a comment behind it; entries too long for one line are written below the name."""
    margin, behind = " " * indent, f"  # {_bare(comment)}" if comment else ""
    line = f"{margin}{name}: {flow(tree)}"
    if isinstance(tree, Mapping) and len(line) > WIDEST:
        below = [f"{margin}  {scalar(key)}: {flow(value)}" for key, value in tree.items()]
        return [f"{margin}{name}:{behind}", *below]
    return [line + behind]


def block(name: str, text: str, indent: int) -> list[str]:
    """Sentences under ``name: |``, as they were broken into lines."""
    margin = " " * indent
    lines = [line.strip() for line in text.strip().split("\n")]
    return [f"{margin}{name}: |", *(f"{margin}  {line}" if line else "" for line in lines)]


def remarks(lines: Sequence[str], indent: int) -> list[str]:
    """Lines of comment."""
    return [f"{' ' * indent}# {_bare(line)}".rstrip() for line in lines]


def _bare(text: str) -> str:
    """Words that stay on the line of their comment."""
    return re.sub(r"\s+", " ", text).strip()
