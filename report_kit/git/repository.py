"""A repository around a project: its revisions by the names people give them, and ranges of two."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import msg, shortened
from report_kit.git.blame import Touch, last_touches
from report_kit.git.process import Git, GitProblem, failed, find_git, no_repository
from report_kit.git.revision_files import RevisionFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_NEAR = 3
"""Names offered for a revision nobody knows."""

_RANGE = re.compile(r"(?P<before>.*?)(?P<dots>\.\.\.?)(?P<after>.*)", re.DOTALL)
_FORMAT = "%H%x00%h%x00%an%x00%aI%x00%s"


class Commit(NamedTuple):
    """A commit: its full and short id, who made it, when (ISO 8601 with zone), and the first line of its message."""

    id: str
    short: str
    author: str
    date: str
    subject: str


class Revision(NamedTuple):
    """A revision as it was ``written`` (``main``, ``HEAD~2``), and the commit it means."""

    written: str
    commit: Commit


class Range(NamedTuple):
    """Two sides of a comparison; ``after`` None is the working tree."""

    before: Revision
    after: Revision | None


class Repository:
    """A repository with a working tree.

    ``root`` is the top of the working tree; ``prefix`` the project's path below it, with a slash at its end, empty
    when they are the same. ``shallow`` says that older commits were not fetched.
    """

    def __init__(self, git: Git, root: Path, prefix: str, shallow: frozenset[str]) -> None:
        self.git = git
        self.root = root
        self.prefix = prefix
        self._borders = shallow

    @property
    def shallow(self) -> bool:
        """Whether older commits are missing here."""
        return bool(self._borders)

    def resolve(self, written: str) -> Revision | GitProblem:
        """The commit that a name means: a branch, a tag, an id, ``HEAD~2``."""
        if not written or written.startswith("-") or "\0" in written or "\n" in written:
            return self._unknown(written)
        answer = self.git.ask("rev-parse", "--verify", written)
        if answer.code:
            return self._why_unknown(written, answer.complaint)
        answer = self.git.ask("rev-parse", "--verify", f"{_line(answer.output)}^{{commit}}")
        if answer.code:
            words = msg("“{revision}”是一个文件或文件夹，不是提交", revision=shortened(written))
            return GitProblem("not-a-commit", words, msg("只写冒号前面的部分，如 main 或 HEAD~1"))
        named = _line(answer.output)
        told = self.git.ask("log", "-1", "--encoding=UTF-8", f"--format={_FORMAT}", named, "--")
        fields = told.output.decode("utf-8", "replace").rstrip("\n").split("\0")
        return failed(told) if told.code or len(fields) != 5 else Revision(written, Commit(*fields))

    def resolve_range(self, written: str) -> Range | GitProblem:
        """``A..B``; ``A...B`` (from where B left A); ``A`` alone against the working tree. A side left out is HEAD."""
        sides = _RANGE.fullmatch(written)
        if sides is None:
            before = self.resolve(written)
            return before if isinstance(before, GitProblem) else Range(before, None)
        before, after = (self.resolve(side or "HEAD") for side in (sides["before"], sides["after"]))
        if isinstance(before, GitProblem):
            return before
        if isinstance(after, GitProblem):
            return after
        if sides["dots"] == "...":
            left = self._fork(before, after)
            return left if isinstance(left, GitProblem) else Range(left, after)
        return Range(before, after)

    def files(self, revision: Revision) -> RevisionFiles:
        """The project's files at a revision. To be closed, or used in ``with``."""
        return RevisionFiles(self.git, revision.commit.id, self.prefix)

    def last_touches(
        self, lines: Mapping[str, Iterable[int]], revision: Revision | None = None
    ) -> Mapping[tuple[str, int], Touch]:
        """The commit that last touched each line, by path in the project and line from 1.

        ``revision`` None is the working tree. Lines that no file has, and files git does not know, are left out.
        """
        at = revision.commit.id if revision else ""
        return last_touches(self.git, lines, at, self._borders)

    def _fork(self, before: Revision, after: Revision) -> Revision | GitProblem:
        answer = self.git.ask("merge-base", before.commit.id, after.commit.id)
        if answer.code:
            words = msg("“{a}”和“{b}”没有共同的提交", a=before.written, b=after.written)
            return GitProblem("no-common-commit", words, _FETCH if self.shallow else None)
        fork = self.resolve(answer.output.decode("ascii", "replace").strip())
        return fork if isinstance(fork, GitProblem) else Revision(f"{before.written}...{after.written}", fork.commit)

    def _why_unknown(self, written: str, complaint: str) -> GitProblem:
        shown = shortened(written)
        if "is ambiguous" in complaint and "unknown revision" not in complaint:
            words = msg("“{revision}”可以指几个提交", revision=shown)
            return GitProblem("ambiguous", words, msg("请多写几位提交编号"))
        if self.git.ask("rev-parse", "--verify", "--quiet", "HEAD").code and not self._names():
            return GitProblem("no-commit", msg("仓库里还没有提交，没有版本可比"), msg("请先 git commit"))
        return self._unknown(written)

    def _unknown(self, written: str) -> GitProblem:
        from difflib import get_close_matches

        words = msg("仓库里没有版本“{revision}”", revision=shortened(written))
        names = self._names()
        near = [name for name in names if name.rpartition("/")[2] == written]
        near = near or get_close_matches(written, names, MOST_NEAR)
        if near:
            return GitProblem("unknown-revision", words, msg("是不是 {near}？", near=" / ".join(near[:MOST_NEAR])))
        known = msg("版本可以是分支、标签或提交编号，如 main、HEAD~1；用 git log 查看")
        return GitProblem("unknown-revision", words, _FETCH if self.shallow else known)

    def _names(self) -> list[str]:
        """Branches and tags, those of other repositories included."""
        listed = self.git.ask("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
        return listed.output.decode("utf-8", "replace").split()


_FETCH = msg("这个仓库只取了最近的提交（浅克隆）；先运行 git fetch --unshallow，再试一次")


def open_repository(folder: Path) -> Repository | GitProblem:
    """The repository that a folder lies in."""
    git = find_git(folder)
    if isinstance(git, GitProblem):
        return git
    if not folder.is_dir():
        return GitProblem("no-repository", msg("没有文件夹 {folder}", folder=folder))
    kind = git.ask("rev-parse", "--is-bare-repository", "--is-inside-work-tree")
    if kind.code:
        return no_repository(folder, kind)
    if kind.output.split() != [b"false", b"true"]:
        words = msg("{folder} 是没有工作文件的 git 仓库", folder=folder)
        return GitProblem("bare", words, msg("请用 git clone 克隆一份，到克隆出来的文件夹里运行"))
    root, prefix, borders = (
        git.ask("rev-parse", *asked) for asked in (("--show-toplevel",), ("--show-prefix",), ("--git-path", "shallow"))
    )
    for answer in (root, prefix, borders):
        if answer.code:
            return failed(answer)
    return Repository(git, Path(_line(root.output)), _line(prefix.output), _borders(folder, _line(borders.output)))


def _borders(folder: Path, path: str) -> frozenset[str]:
    """The commits whose parents were not fetched."""
    try:
        return frozenset((folder / path).read_text(encoding="ascii").split())
    except (OSError, UnicodeError):
        return frozenset()


def _line(output: bytes) -> str:
    """A path that git printed on one line."""
    import os

    return os.fsdecode(output.removesuffix(b"\n").removesuffix(b"\r"))
