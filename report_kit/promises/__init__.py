"""NOUN: What was promised for a year and what became of it: every promise with its state and the facts that prove it.

A promise is a piece of work (item, group, point) in a file of plans for the year, which last year's report printed.

* The year's results answer it: work that says ``answers`` with its id, or with a fact it names; facts that say
  ``meets`` or ``misses`` of a target it names. Else ``outcomes`` of report.yaml tells what became of it.
* What is said of an item holds for its groups and points, unless something is said of them: the nearest counts.
* Its targets are the facts that its sentences show, but for what is restated from earlier years.
* It is done if it is answered and every target that is a figure or a day is met; work that answers the very fact of
  a target vouches for it. A target missed, or held against nothing, keeps it from being done.
* An item or group is as far as the part of it that is most open; what it promises beside its parts counts too.
"""

from __future__ import annotations

from report_kit.promises.ledger import promises
from report_kit.promises.promise import Answer, Measure, Promise, Standing, State, percent
from report_kit.promises.rows import STATES, Figure, Piece, PromiseRow, first_sentence, promise_rows

__all__ = [
    "STATES",
    "Answer",
    "Figure",
    "Measure",
    "Piece",
    "Promise",
    "PromiseRow",
    "Standing",
    "State",
    "first_sentence",
    "percent",
    "promise_rows",
    "promises",
]
