"""What git could not answer, for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg

if TYPE_CHECKING:
    from report_kit.diagnostics import Translate
    from report_kit.git import GitProblem


def git_problem_text(problem: GitProblem, translate: Translate | None = None) -> str:
    """The problem, and what to do about it. Ends with a line break."""
    lines = [msg("错误：{words}", words=problem.message).text(translate)]
    if problem.hint is not None:
        lines.append(problem.hint.text(translate))
    return "\n".join(lines) + "\n"
