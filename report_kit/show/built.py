"""What a build wrote, or why it wrote nothing; what was done by hand; and the comparison of two builds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Outcome, Severity, Translate, msg
from report_kit.show.edits import MOST_CHANGES, edited_lines
from report_kit.show.width import shown, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_kit.write import Kept

__all__ = ["MOST_CHANGES", "Built", "built_text", "compared_text", "refused_text"]


class Built(NamedTuple):
    """What became of a build.

    ``outcome`` holds the problems of the data and those met while writing. ``written`` and ``unchanged`` are
    paths in the project. ``kept`` tells of Word files edited by hand. ``content_sha256`` is the hash of the Word
    file, empty when nothing was written. ``drafted`` False: the data gave no draft at all. ``missing`` are the
    gaps, and ``blocking`` the drafts edited by hand, that kept a final report from being written. ``stale`` are
    files that earlier builds wrote under other titles.
    """

    outcome: Outcome
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    content_sha256: str = ""
    final: bool = False
    drafted: bool = True
    missing: tuple[str, ...] = ()
    blocking: tuple[Kept, ...] = ()
    stale: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether there is no report, for whatever reason."""
        return not self.content_sha256


def built_text(built: Built, translate: Translate | None = None) -> str:
    """What was written, or why nothing was; what was kept and changed by hand. Ends with a line break."""
    if built.content_sha256:
        lines = [*_kept_lines(built.kept, translate)]
        lines += [msg("已写出 {file}", file=path).text(translate) for path in built.written]
        lines += [msg("没有变化，未重写 {file}", file=path).text(translate) for path in built.unchanged]
        lines += [
            msg("{file} 是以前按别的标题生成的，这次没有更新", file=shown(path)).text(translate) for path in built.stale
        ]
        lines.append(msg("内容指纹 sha256 {hash}", hash=built.content_sha256).text(translate))
        return "\n".join(lines) + "\n"
    if not built.drafted:
        return msg("没有生成文件：数据或模板有错误，成不了稿；原有的文件没有动").text(translate) + "\n"
    if built.blocking:
        return "\n".join(_blocked_lines(built.blocking, translate)) + "\n"
    if built.final and not any(found.code == "F005" for found in built.outcome.diagnostics):
        return refused_text(built.outcome.diagnostics, built.missing, translate)
    return msg("没有写出文件；原有的文件没有动").text(translate) + "\n"


def refused_text(found: Sequence[Diagnostic], missing: Sequence[str] = (), translate: Translate | None = None) -> str:
    """Why no final report was written. The problems themselves have been shown; gaps no error tells of are named."""
    errors = [one for one in found if one.severity is Severity.ERROR]
    words = (
        msg("没有生成定稿：还有{errors}个错误要先处理（待补的数字也算）", errors=len(errors))
        if errors
        else msg("没有生成定稿：还有待补的内容")
    )
    told = {one.fact for one in errors}
    lines = [words.text(translate)]
    lines += [msg("待补：{name}", name=shown(name)).text(translate) for name in missing if name not in told]
    return "\n".join(lines) + "\n"


def _kept_lines(kept: Sequence[Kept], translate: Translate | None) -> Iterator[str]:
    for one in kept:
        words = (
            msg("{file} 被人改动过，改动过的文件已留存为 {kept}", file=shown(one.path), kept=shown(one.kept))
            if one.kept
            else msg("{file} 被人改动过，留在原处没有动", file=shown(one.path))
        )
        yield words.text(translate)
        yield from (f"   {line}" for line in edited_lines(one.edited, translate))
    if any(one.edited.lost for one in kept):
        yield msg("注意：以上人工改动没有进入这次生成的文件；要保留的，请写进数据，再生成一次").text(translate)


def _blocked_lines(blocking: Sequence[Kept], translate: Translate | None) -> Iterator[str]:
    yield msg("没有生成定稿：有人在草稿上改过，定稿里不会有这些改动；原有的文件没有动").text(translate)
    for one in blocking:
        yield msg("{file} 被人改动过", file=shown(one.path)).text(translate)
        yield from (f"   {line}" for line in edited_lines(one.edited, translate))
    yield msg(
        "先把要保留的改动写进数据；然后删去改过的草稿，或者不带 --final 生成一次（改过的草稿会改名留存）；再生成定稿"
    ).text(translate)


def compared_text(
    first: Mapping[str, str],
    second: Mapping[str, str],
    contents: tuple[str, str],
    translate: Translate | None = None,
) -> str:
    """The sha256 of every file of two builds, their content hashes, and whether all agree. Ends with a line break."""
    same = msg("两次构建逐字节相同") if first == second else msg("两次构建不同")
    rows = []
    for name in dict.fromkeys([*first, *second]):
        one, other = first.get(name, "-"), second.get(name, "-")
        rows.append((one, "=" if one == other else "≠ " + other, name))
    hashes = [msg("内容指纹 sha256 {hash}", hash=content).text(translate) for content in dict.fromkeys(contents)]
    return "\n".join([*table(rows), *hashes, same.text(translate)]) + "\n"
