"""A template judged without data, and templates begun anew."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Location, Outcome, msg
from report_kit.files import FileTooLarge, read_bounded
from report_kit.flows.memory import uncollected
from report_kit.load.codes import F001
from report_kit.load.text import unreadable
from report_kit.ooxml.package import MAX_FILE
from report_kit.ooxml.red_header import red_header_template
from report_kit.ooxml.standard_template import standard_template
from report_kit.read.codes import F004
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
    path = file.replace(os.sep, "/")
    place = Location(path, 1)
    problem: Diagnostic
    try:
        data = read_bounded(str(folder / file), MAX_FILE)
    except FileNotFoundError:
        problem = F001.at(place, msg("没有这个文件"), hint=msg("检查文件名和所在的文件夹"))
    except FileTooLarge:
        problem = F004.at(place, msg("文件大于 {limit} MB", limit=MAX_FILE // 2**20))
    except OSError as error:
        problem = unreadable(place, error)
    else:
        verdict = judge_template(path, data)
        return Judgement(Outcome(verdict.diagnostics, document=path), verdict.tags)
    return Judgement(Outcome((problem,), document=path))


TEMPLATES: Mapping[str, Callable[[], bytes]] = {"report": standard_template, "red_header": red_header_template}
"""The templates there are, by their names in ``templates``: what makes the bytes of each, always the same."""
