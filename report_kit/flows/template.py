"""A template judged without data, and templates begun anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Outcome
from report_kit.flows.handed import handed
from report_kit.flows.memory import uncollected
from report_kit.ooxml.red_header import red_header_template
from report_kit.ooxml.standard_template import standard_template
from report_kit.render import judge_template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


class Judgement(NamedTuple):
    """What was found in a template; ``tags`` counts those that were looked at, None where it could not be read."""

    outcome: Outcome
    tags: int | None = None


@uncollected()
def judge(folder: Path, file: str) -> Judgement:
    """Every problem of the template ``file``, a path as seen from ``folder``. Nothing is written."""
    path, data, problem = handed(folder, file)
    if data is None:
        return Judgement(Outcome((problem,) if problem else (), document=path))
    verdict = judge_template(path, data)
    return Judgement(Outcome(verdict.diagnostics, document=path), verdict.tags)


TEMPLATES: Mapping[str, Callable[[], bytes]] = {"report": standard_template, "red_header": red_header_template}
"""The templates there are, by their names in ``templates``: what makes the bytes of each, always the same."""
