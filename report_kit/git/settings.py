"""Settings of a repository on this machine, changed so that they can be changed back.

What was there before is kept in a section of its own in the same file of settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.git.process import GitProblem, failed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_kit.git.process import Git

SECTION = "report-git-setup"
_SET, _WAS = "set:", "was:"
_NONE_SUCH, _NOTHING_TO_UNSET = 1, 5


def apply_settings(git: Git, wanted: Mapping[str, str]) -> Sequence[str] | GitProblem:
    """Make the settings so; gives the names of those that were otherwise."""
    changed = []
    for name, value in wanted.items():
        now = _values(git, name)
        if isinstance(now, GitProblem):
            return now
        kept = _values(git, _kept_name(name))
        if isinstance(kept, GitProblem):
            return kept
        if list(now) == [value]:
            continue
        was = [one for one in kept if one.startswith(_WAS)] if kept else [_WAS + one for one in now]
        problem = _replace(git, _kept_name(name), [_SET + value, *was]) or _replace(git, name, [value])
        if problem is not None:
            return problem
        changed.append(name)
    return changed


def restore_settings(git: Git, names: Sequence[str]) -> tuple[Sequence[str], Sequence[str]] | GitProblem:
    """Make the settings as they were; gives the names of those restored, and of those that somebody changed since."""
    restored, changed = [], []
    for name in names:
        now, kept = _values(git, name), _values(git, _kept_name(name))
        if isinstance(now, GitProblem):
            return now
        if isinstance(kept, GitProblem):
            return kept
        if not kept:
            continue
        problem = None
        if [_SET + one for one in now] == [one for one in kept if one.startswith(_SET)]:
            problem = _replace(git, name, [one.removeprefix(_WAS) for one in kept if one.startswith(_WAS)])
            restored.append(name)
        else:
            changed.append(name)
        problem = problem or _replace(git, _kept_name(name), [])
        if problem is not None:
            return problem
    return restored, changed


def _kept_name(name: str) -> str:
    return f"{SECTION}.{name.replace('.', '-')}"


def _values(git: Git, name: str) -> Sequence[str] | GitProblem:
    answer = git.ask("config", "--local", "-z", "--get-all", name)
    if answer.code == _NONE_SUCH:
        return ()
    if answer.code:
        return failed(answer)
    return answer.output.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _replace(git: Git, name: str, values: Sequence[str]) -> GitProblem | None:
    """Make these the values of a setting; one value takes the place of one."""
    steps: list[tuple[str, ...]] = [("--unset-all", name)]
    if values:
        steps = [("--replace-all", name, values[0]), *(("--add", name, value) for value in values[1:])]
    for step in steps:
        answer = git.ask("config", "--local", *step)
        if answer.code and not (step[0] == "--unset-all" and answer.code == _NOTHING_TO_UNSET):
            return failed(answer)
    return None
