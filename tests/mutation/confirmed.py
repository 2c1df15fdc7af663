"""What departments would have confirmed of the shipped data, as a file for the experiment only: nothing of it is true.

No department confirmed anything of the seed document. The file stands for departments that answer for a figure and
filled in the sheet they were sent from their own books, rightly: every number, rank and date of the year that the
report prints, that has an owner and is known. Lists, names, days figures are true for (``as_of``), next year's plans
and what no department answers for are not asked on a sheet, and are not in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.facts.model import Confirmation
from report_kit.facts.values import Date, Ordinal, Period, Quantity, Recurring
from report_kit.write.confirmations import confirmations_text

if TYPE_CHECKING:
    from report_kit.draft import Draft
    from report_kit.report import Report

PATH = "data/2023/confirmations.yaml"

_ASKED = (Quantity, Ordinal, Date, Period, Recurring)


def confirmations(report: Report, draft: Draft) -> str:
    """The text of the file."""
    shown = {origin.fact for _, _, origin in draft.links()}
    return confirmations_text(
        None,
        [
            Confirmation(
                fact.id, str(fact.value), str(fact.value), "试验", fact.owner, "2024-01-20", "", "", "", fact.location
            )
            for key, fact in report.facts.items()
            if key[0] == report.year and fact.owner and fact.id in shown and isinstance(fact.value, _ASKED)
        ],
    )
