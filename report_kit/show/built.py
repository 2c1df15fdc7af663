"""What a build wrote, or why it wrote nothing; what was done by hand; and the comparison of two builds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Outcome, Severity, Translate, msg
from report_kit.show.width import cut, shown, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_kit.write import Kept

MOST_CHANGES = 50
"""Paragraphs listed at most for one file edited by hand."""

_ROOM = 100


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a build.

    ``outcome`` holds the problems of the data and those met while writing. ``written`` and ``unchanged`` are
    paths in the project. ``kept`` tells of Word files edited by hand. ``content_sha256`` is the hash of the Word
    file, empty when nothing was written. ``drafted`` False: the data gave no draft at all. ``missing`` are the
    gaps that kept a final report from being written.
    """

    outcome: Outcome
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    content_sha256: str = ""
    final: bool = False
    drafted: bool = True
    missing: tuple[str, ...] = ()


def built_text(built: Built, translate: Translate | None = None) -> str:
    """What was written, or why nothing was; what was kept and changed by hand. Ends with a line break."""
    if built.content_sha256:
        lines = [*_kept_lines(built.kept, translate)]
        lines += [msg("已写出 {file}", file=path).text(translate) for path in built.written]
        lines += [msg("没有变化，未重写 {file}", file=path).text(translate) for path in built.unchanged]
        lines.append(msg("内容指纹 sha256 {hash}", hash=built.content_sha256).text(translate))
        return "\n".join(lines) + "\n"
    if not built.drafted:
        return msg("没有生成文件：数据或模板有错误，成不了稿；原有的文件没有动").text(translate) + "\n"
    if built.final and not any(found.code == "F005" for found in built.outcome.diagnostics):
        return refused_text(built.outcome.diagnostics, built.missing, translate)
    return msg("没有写出文件；原有的文件没有动").text(translate) + "\n"


def refused_text(found: Sequence[Diagnostic], missing: Sequence[str] = (), translate: Translate | None = None) -> str:
    """Why no final report was written. The problems themselves have been shown; gaps no error tells of are named."""
    errors = [one for one in found if one.severity is Severity.ERROR]
    words = (
        msg("没有生成发文稿：还有{errors}个错误要先处理（待补的数字也算）", errors=len(errors))
        if errors
        else msg("没有生成发文稿：还有待补的内容")
    )
    told = {one.fact for one in errors}
    lines = [words.text(translate)]
    lines += [msg("待补：{name}", name=shown(name)).text(translate) for name in missing if name not in told]
    return "\n".join(lines) + "\n"


def _kept_lines(kept: Sequence[Kept], translate: Translate | None) -> Iterator[str]:
    for one in kept:
        yield msg("{file} 被人改动过，改动过的文件已留存为 {kept}", file=shown(one.path), kept=shown(one.kept)).text(
            translate
        )
        yield from (f"   {line}" for line in _edited_lines(one, translate))


def _edited_lines(one: Kept, translate: Translate | None) -> Iterator[str]:
    edited = one.edited
    if not edited.readable:
        yield msg("它已经不是能读的 Word 文件，没有比对").text(translate)
        return
    if not edited.base:
        yield msg("段落太多，没有逐段比对").text(translate)
    elif not edited.changes:
        yield msg("正文文字没有改动，只是重新保存过，或者改了格式").text(translate)
    elif edited.base == "built":
        yield msg("改动的段落（{count}处）：", count=len(edited.changes)).text(translate)
    else:
        yield msg("上次生成的记录已不在，以下是与新稿不同的段落（{count}处）：", count=len(edited.changes)).text(
            translate
        )
    for change in edited.changes[:MOST_CHANGES]:
        if change.heading:
            yield msg("在“{heading}”下：", heading=_line(change.heading)).text(translate)
        yield f"   - {_line(change.before)}" if change.before else "   -"
        yield f"   + {_line(change.after)}" if change.after else "   +"
    if len(edited.changes) > MOST_CHANGES:
        yield msg("其余{count}处请打开文件比对", count=len(edited.changes) - MOST_CHANGES).text(translate)
    for comment in edited.comments:
        yield msg("批注（{author}）：{text}", author=_line(comment.author), text=_line(comment.text)).text(translate)


def _line(text: str) -> str:
    return cut(shown(text.replace("\n", " ")), _ROOM)


def compared_text(first: Mapping[str, str], second: Mapping[str, str], translate: Translate | None = None) -> str:
    """The sha256 of every file of two builds, and whether they agree. Ends with a line break."""
    same = msg("两次构建逐字节相同") if first == second else msg("两次构建不同")
    rows = []
    for name in dict.fromkeys([*first, *second]):
        one, other = first.get(name, "-"), second.get(name, "-")
        rows.append((one, "=" if one == other else "≠ " + other, name))
    return "\n".join([*table(rows), same.text(translate)]) + "\n"
