"""The program git: how it is started, and what its failures mean to a person."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_OF_ANOTHER_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""Set by git for its hooks, and meant for the repository of the hook, not for the one that is asked about."""

LONGEST_QUOTED = 200
"""Characters of git's own words that a message repeats."""


class GitProblem(NamedTuple):
    """Why git cannot answer, and what to do.

    ``kind`` is for programs: missing, no-repository, bare, untrusted, no-commit, unknown-revision, not-a-commit,
    ambiguous, no-common-commit, failed.
    """

    kind: str
    message: Message
    hint: Message | None = None


class Answer(NamedTuple):
    """What git said: its output, and its complaint when ``code`` is not 0."""

    code: int
    output: bytes
    complaint: str


class Git:
    """git, started in ``folder``."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program = program
        self.folder = folder

    def ask(self, *arguments: str, given: bytes = b"") -> Answer:
        """Run a command to its end. Its words are in English whatever the language of the system."""
        done = subprocess.run(  # noqa: S603 - no shell
            self.command(*arguments),
            input=given,
            capture_output=True,
            check=False,
            env=surroundings(),
        )
        return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())

    def command(self, *arguments: str) -> Sequence[str]:
        """The command line."""
        return (self.program, "-C", str(self.folder), *arguments)


def find_git(folder: Path) -> Git | GitProblem:
    """The git of this system."""
    program = shutil.which("git")
    if program is None:
        return GitProblem(
            "missing",
            msg("没有找到 git 程序，不能比较版本"),
            msg("请安装 git（https://git-scm.com），或者比较两个文件夹、两个 Word 文件"),
        )
    return Git(program, folder)


def surroundings() -> dict[str, str]:
    """The environment git is started in."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_REPOSITORY}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def failed(answer: Answer) -> GitProblem:
    """A failure that has no explanation of its own: git's words, as they are."""
    words = " ".join(answer.complaint.removeprefix("fatal: ").split()) or f"exit status {answer.code}"
    return GitProblem("failed", msg("git 报告：{words}", words=shortened(words, LONGEST_QUOTED)))


def no_repository(folder: Path, answer: Answer) -> GitProblem:
    """Why the folder is in no repository that git wants to open."""
    if "dubious ownership" in answer.complaint or "unsafe repository" in answer.complaint:
        return GitProblem(
            "untrusted",
            msg("文件夹 {folder} 属于别的用户，git 不肯读取", folder=folder),
            msg("确认可靠后运行：git config --global --add safe.directory “仓库所在的文件夹”"),
        )
    if "not a git repository" in answer.complaint:
        return GitProblem(
            "no-repository",
            msg("文件夹 {folder} 不在 git 仓库里，没有版本可比", folder=folder),
            msg("请到用 git clone 得到的文件夹里运行，或者比较两个文件夹、两个 Word 文件"),
        )
    return failed(answer)
