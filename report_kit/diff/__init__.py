"""VERB: two sides of a report → what changed in its facts, its wording and its order, each with its cause."""

from report_kit.diff.compare import compare
from report_kit.diff.facts import figures_of, figures_shown
from report_kit.diff.passages import headings_of, lineage

__all__ = ["compare", "figures_of", "figures_shown", "headings_of", "lineage"]
