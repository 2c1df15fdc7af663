"""git made to show Word files as text: a line in ``.gitattributes``, and settings of this clone. And back again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.flows.places import find_project
from report_kit.git import GitProblem, open_repository
from report_kit.git.attributes import with_lines, without_lines
from report_kit.git.settings import apply_settings, restore_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_kit.git import Repository

ATTRIBUTES = ".gitattributes"
FORM = 1
"""Number of the form of the text. It stands in the command, so that git throws away texts it kept in an older form."""

_TEXTCONV = "diff.docx.textconv"
_SETTINGS = {
    "diff.docx.xfuncname": "^#+ .*$",
    "diff.docx.wordRegex": "[0-9][0-9.,]*[%％‰]?|[A-Za-z]+|[^[:space:]]",
    "diff.docx.cachetextconv": "true",
    "core.quotepath": "false",
}
_KEPT_TEXTS = "refs/notes/textconv/docx"


def set_up(start: Path, program: tuple[str, str]) -> Sequence[Message] | GitProblem:
    """Set up the repository around ``start``; gives what was done.

    ``program`` is the interpreter and the file that git is to run. The line goes into the project's folder, or to
    the top of a repository without a project.
    """
    opened = _opened(start)
    if isinstance(opened, GitProblem):
        return opened
    repository, folder = opened
    told = []
    file = folder / ATTRIBUTES
    if not _shows_text(repository, folder):
        before = _read(file)
        problem = before if isinstance(before, GitProblem) else _changed(file, with_lines(before))
        if problem is not None:
            return problem
        told.append(msg("已在 {file} 写入“*.docx diff=docx”，请提交这个文件", file=file))
    done = apply_settings(repository.git, {_TEXTCONV: command(program), **_SETTINGS})
    if isinstance(done, GitProblem):
        return done
    if done:
        told.append(msg("已改本机这个仓库的设置：{names}", names="、".join(done)))
    if not told:
        return [msg("早已设好，没有改动")]
    return [*told, msg("现在 git diff 会显示 Word 文件里改了哪些句子；恢复原样用 report git-setup --undo")]


def undo_set_up(start: Path) -> Sequence[Message] | GitProblem:
    """Make the repository as it was; gives what was done."""
    opened = _opened(start)
    if isinstance(opened, GitProblem):
        return opened
    repository, folder = opened
    told = []
    file = folder / ATTRIBUTES
    before = _read(file)
    if isinstance(before, GitProblem):
        return before
    if before is not None and (after := without_lines(before)) != before:
        problem = _changed(file, after)
        if problem is not None:
            return problem
        words = msg("已删去 {file}", file=file) if after is None else msg("已从 {file} 去掉写入的几行", file=file)
        told.append(words)
    done = restore_settings(repository.git, [_TEXTCONV, *_SETTINGS])
    if isinstance(done, GitProblem):
        return done
    restored, changed = done
    if restored:
        told.append(msg("已恢复本机这个仓库的设置：{names}", names="、".join(restored)))
        repository.git.ask("update-ref", "-d", _KEPT_TEXTS)
    if changed:
        told.append(msg("以下设置后来被人改过，没有动：{names}", names="、".join(changed)))
    return told or [msg("没有设置过，没有改动")]


def command(program: tuple[str, str]) -> str:
    """What git is to run, for the shell that comes with git, on Windows as well: slashes, and everything quoted."""
    interpreter, file = (_quoted(os.path.abspath(path).replace(os.sep, "/")) for path in program)  # noqa: PTH100
    return f"{interpreter} -X form={FORM} {file} textconv"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _opened(start: Path) -> tuple[Repository, Path] | GitProblem:
    """The repository, and the folder that the line is written in."""
    repository = open_repository(start)
    if isinstance(repository, GitProblem):
        return repository
    project = find_project(start)
    inside = project is not None and project.resolve().is_relative_to(repository.root.resolve())
    return repository, project if project is not None and inside else repository.root


def _shows_text(repository: Repository, folder: Path) -> bool:
    """Whether git takes Word files of the folder for text already, whoever said so."""
    answer = repository.git.ask("check-attr", "-z", "diff", "--", str(folder.resolve() / "a.docx"))
    return answer.output.split(b"\0")[2:3] == [b"docx"]


def _read(file: Path) -> bytes | GitProblem | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return GitProblem("failed", msg("读不出 {file}：{reason}", file=file, reason=error.strerror or ""))


def _changed(file: Path, content: bytes | None) -> GitProblem | None:
    """Write the file, or delete it for None."""
    try:
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)
    except OSError as error:
        return GitProblem("failed", msg("写不进 {folder}：{reason}", folder=file, reason=error.strerror or ""))
    return None
