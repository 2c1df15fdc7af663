"""What a template can show: small frozen objects, their fields, and the model templates are checked against.

All texts are marks that stand for them (``marks``): Jinja only puts them in their places, and nothing in them
needs escaping. A text that is absent is empty and false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Text = str

T = TypeVar("T")

MAX_STEPS = 200_000
"""Steps of loops in one rendering: twenty times what 64 times a year's facts need."""


class TooManyStepsError(RuntimeError):
    """A template loops more often than any report has content."""


class Budget:
    """Steps of loops left in one rendering."""

    __slots__ = ("left",)

    def __init__(self, left: int = MAX_STEPS) -> None:
        self.left = left

    def spend(self, steps: int) -> None:
        """Takes steps off.

        Raises:
            TooManyStepsError: when none are left.
        """
        self.left -= steps
        if self.left < 0:
            raise TooManyStepsError


class Listing(Generic[T]):
    """Things to loop over. Going through it costs steps of the budget, so that nested loops end."""

    __slots__ = ("_budget", "_things")

    def __init__(self, things: tuple[T, ...], budget: Budget) -> None:
        self._things = things
        self._budget = budget

    def __iter__(self) -> Iterator[T]:
        self._budget.spend(len(self._things) + 1)
        return iter(self._things)

    def __reversed__(self) -> Iterator[T]:
        self._budget.spend(len(self._things) + 1)
        return reversed(self._things)

    def __len__(self) -> int:
        return len(self._things)


class ShownParagraph(NamedTuple):
    """A paragraph of text: its run-in heading (or none), 一是 (or none), the lead (or none), and the rest."""

    heading: Text
    number: Text
    lead: Text
    text: Text


class ShownGroup(NamedTuple):
    """A group: ``heading`` is its heading on a line of its own, or empty when it runs in."""

    heading: Text
    paragraphs: Listing[ShownParagraph]


class ShownItem(NamedTuple):
    """An item: ``paragraphs`` are its text and points, ``after`` what follows its groups."""

    heading: Text
    paragraphs: Listing[ShownParagraph]
    groups: Listing[ShownGroup]
    after: Listing[ShownParagraph]


class ShownChapter(NamedTuple):
    """A chapter: ``paragraphs`` holds only the remark that there is nothing yet."""

    heading: Text
    paragraphs: Listing[ShownParagraph]
    items: Listing[ShownItem]


class ShownAttachment(NamedTuple):
    """An attachment named under the body; ``number`` is empty when there is only one."""

    number: Text
    title: Text


class ShownIndicator(NamedTuple):
    """A row of the table of indicators. The unit stands in a column of its own, not behind the figures."""

    number: Text
    name: Text
    unit: Text
    this_year: Text
    last_year: Text
    change: Text
    growth: Text
    source: Text


class ShownPlan(NamedTuple):
    """A row of the table of promises: what was promised, how far it came, its state, whose it is."""

    number: Text
    task: Text
    target: Text
    result: Text
    state: Text
    owner: Text


class ShownChart(NamedTuple):
    """A chart: ``drawing`` is the picture itself, alone in its paragraph."""

    drawing: Text


class ShownAnnex(NamedTuple):
    """A table that stands behind the signature on a page of its own.

    ``number`` shows nothing when there is only one attachment; ``year`` and ``last_year`` are the two years compared;
    ``paragraphs`` holds only the remark that there is nothing yet. One of ``indicators`` and ``plans`` has rows;
    ``charts`` stand below the indicators where they are asked for.
    """

    number: Text
    title: Text
    year: Text
    last_year: Text
    paragraphs: Listing[ShownParagraph]
    indicators: Listing[ShownIndicator]
    plans: Listing[ShownPlan]
    charts: Listing[ShownChart]


class ShownReport(NamedTuple):
    """Everything a template can show; from ``letterhead`` on what stands above and below the text of a red head."""

    title: Text
    to: Text
    opening: Listing[ShownParagraph]
    chapters: Listing[ShownChapter]
    closing: Listing[ShownParagraph]
    attachments: Listing[ShownAttachment]
    unit: Text
    date: Text
    annexes: Listing[ShownAnnex]
    letterhead: Text
    number: Text
    copies_to: Text
    printed_by: Text
    printed_on: Text

    def names(self) -> dict[str, object]:
        """The names a template begins with."""
        return {name: getattr(self, name) for name in MODEL["report"]}


MODEL: Mapping[str, Mapping[str, str]] = {
    "report": {
        "title": "text",
        "to": "text",
        "opening": "[paragraph]",
        "chapters": "[chapter]",
        "closing": "[paragraph]",
        "attachments": "[attachment]",
        "unit": "text",
        "date": "text",
        "annexes": "[annex]",
        "letterhead": "text",
        "number": "text",
        "copies_to": "text",
        "printed_by": "text",
        "printed_on": "text",
    },
    "chapter": {"heading": "text", "paragraphs": "[paragraph]", "items": "[item]"},
    "item": {"heading": "text", "paragraphs": "[paragraph]", "groups": "[group]", "after": "[paragraph]"},
    "group": {"heading": "text", "paragraphs": "[paragraph]"},
    "paragraph": {"heading": "text", "number": "text", "lead": "text", "text": "text"},
    "attachment": {"number": "text", "title": "text"},
    "annex": {
        "number": "text",
        "title": "text",
        "year": "text",
        "last_year": "text",
        "paragraphs": "[paragraph]",
        "indicators": "[indicator]",
        "plans": "[plan]",
        "charts": "[chart]",
    },
    "chart": {"drawing": "text"},
    "indicator": dict.fromkeys(ShownIndicator._fields, "text"),
    "plan": dict.fromkeys(ShownPlan._fields, "text"),
    "loop": {"index": "number", "index0": "number", "first": "truth", "last": "truth", "length": "number"},
}
"""The fields of each kind of thing and what they hold: ``text``, ``number``, ``truth``, or a list ``[kind]``."""

FIELDS: Mapping[type, frozenset[str]] = {
    shown: frozenset(shown._fields)
    for shown in (
        ShownParagraph,
        ShownGroup,
        ShownItem,
        ShownChapter,
        ShownAttachment,
        ShownIndicator,
        ShownPlan,
        ShownChart,
        ShownAnnex,
        ShownReport,
    )
}
"""The fields of our objects: what a template can reach without further questions."""
