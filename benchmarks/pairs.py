"""Redlines of as many random pairs of Word files as you like.

    python -m benchmarks.pairs 500

Every pair, plain and with revisions of others accepted, rejected and kept, must give a redline; none is handed out
that breaks a law.
"""

from __future__ import annotations

import sys

from report_kit.ooxml.redline import Redlined, redline
from tests.property.word_pairs import pair


def main(many: int) -> None:
    """Makes the redlines; a pair without one ends the run."""
    for seed in range(many):
        for existing in ("accept", "reject", "keep"):
            old, new = pair(seed, revised=existing != "accept" or seed % 2 == 1)
            made = redline(old, new, author="x", date="", cause=lambda place: place.kind, existing=existing)
            if not isinstance(made, Redlined):
                raise SystemExit(f"pair {seed}, {existing}: {made.reason}")
    print(f"{many} pairs, three ways each: every one is a redline that holds the laws")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
