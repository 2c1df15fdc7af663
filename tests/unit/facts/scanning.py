"""What the tests of scanning say about what was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_kit.facts.parse import ValueProblem, parse_value
from report_kit.facts.scan import Found, scan
from report_kit.facts.units import KNOWN_UNITS
from report_kit.facts.values import Date, Quantity, Recurring, Words

if TYPE_CHECKING:
    from report_kit.facts.values import Value


def kind(value: Value) -> str:
    """The sort of a value; a figure without unit is bare."""
    if isinstance(value, Quantity):
        return value.kind.value if value.unit or value.scale or value.approximate else "bare"
    return type(value).__name__.lower()


def seen(text: str) -> str:
    """What is found, each with its sort, in one line."""
    return " ".join(f"{text[one.start : one.end]}:{kind(one.value)}" for one in scan(text))


def agrees(text: str, found: Found, units: frozenset[str] = KNOWN_UNITS) -> bool:
    """Whether a fact written so would have the same value; what a fact cannot be written like is none.

    20日 alone, and the second day of 每月5日、20日, are dates by what stands before them.
    """
    written = text[found.start : found.end]
    parsed = parse_value(written, units)
    if isinstance(parsed, ValueProblem | Words) or parsed == found.value:
        return True
    if isinstance(found.value, Recurring):
        return not written.startswith("每")
    return isinstance(found.value, Date) and re.fullmatch("[0-9]{1,2}日", written) is not None
