"""What the wording itself states: 由A提高到B, 其中, 占比, 共N家（…）. Each form is read as a relation between figures.

``passage`` turns a paragraph into a short text in which every figure is one sign, so that a form is one pattern.
``claim`` says what a stated relation is and judges it. The other files hold the forms, one family each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.rules.claims.changes import changes
from report_kit.rules.claims.claim import Claim, Judged, judge_claim
from report_kit.rules.claims.parts import orders, parts
from report_kit.rules.claims.shares import shares, targets
from report_kit.rules.judge import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.rules.claims.passage import Passage

__all__ = ["Claim", "Judged", "judged_claims"]

_FORMS = (changes, parts, orders, shares, targets)


def judged_claims(passage: Passage) -> tuple[Judged, ...]:
    """Every relation that a passage states, judged.

    A figure that follows from one reading of its sentence is right; other readings of it are not failures.
    """
    found = [judge_claim(claim) for claim in _claims(passage)]
    right = {(one.claim.host.place, _result(one.claim)) for one in found if one.state is State.HOLDS}
    kept = [
        one for one in found if one.state is not State.FAILS or (one.claim.host.place, _result(one.claim)) not in right
    ]
    return tuple(kept)


def _claims(passage: Passage) -> Iterator[Claim]:
    for forms in _FORMS:
        yield from forms(passage)


def _result(claim: Claim) -> str:
    """What sort of relation it is: two readings of one sort are readings of the same words."""
    return {"rate_of_change": "growth", "multiple": "growth", "points": "growth"}.get(claim.kind, claim.kind)
