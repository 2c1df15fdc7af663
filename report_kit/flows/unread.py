"""Data that could not be read whole: its files are compared line by line; nothing is guessed from what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, Location, Message, Severity, msg
from report_kit.draft import Block, Draft, ProseOrigin, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.files import Files
    from report_kit.flows.sides import Opened

REPORT = "report"
_FRAME = (
    *("title", "to", "opening", "closing", "unit", "date", "attachments"),
    *("letterhead", "number", "copies_to", "printed_by", "printed_on"),
)


def with_sources(before: Opened, after: Opened, year: int) -> tuple[Opened, Opened, tuple[Message, ...]]:
    """Both sides with the lines of files that one of them could not read, in the place of what these files hold."""
    if before.assembly is None or after.assembly is None:
        return _told(before), _told(after), ()
    files = {path: name for one in (before, after) for path, name in _unread(one, year)}
    if not files:
        return before, after, ()
    remarks = [
        msg("{side} 的 {path} 有错误，没有全部读懂；这个文件只比较原文", side=one.side.name, path=path)
        for one in (before, after)
        for path, _ in _unread(one, year)
    ]
    everything = before.side.draft is None or after.side.draft is None
    if everything:
        files |= {path: name for one in (before, after) if one.files for path, name in _data_files(one.files, year)}
        remarks.append(msg("有一边排不出正文，全部数据文件只比较原文"))
    return (
        _replaced(before, files, everything=everything),
        _replaced(after, files, everything=everything),
        tuple(dict.fromkeys(remarks)),
    )


def _told(one: Opened) -> Opened:
    """A side that stands against a document: there is nothing its lines could be compared with."""
    if one.assembly is None:
        return one
    return one._replace(unread=tuple(_errors(one)))


def _unread(one: Opened, year: int) -> Iterator[tuple[str, str]]:
    """Path and chapter of each data file that was not read whole."""
    assembly = one.assembly
    if assembly is None:
        return
    if assembly.report is None:
        yield f"data/{year}/{REPORT}.yaml", REPORT
        return
    for chapter in assembly.report.chapters:
        folder = assembly.report.years.get(chapter.year)
        if folder is not None and chapter.id in folder.incomplete:
            yield f"data/{chapter.year}/{chapter.id}.yaml", chapter.id
    if REPORT in assembly.report.years[assembly.report.year].incomplete:
        yield f"data/{year}/{REPORT}.yaml", REPORT


def _data_files(files: Files, year: int) -> Iterator[tuple[str, str]]:
    for folder in (year, year + 1):
        for name in files.names(f"data/{folder}"):
            if name.endswith(".yaml"):
                yield f"data/{folder}/{name}", name.removesuffix(".yaml")


def _replaced(one: Opened, files: dict[str, str], *, everything: bool) -> Opened:
    side = one.side
    kept = [] if everything or side.draft is None else [b for b in side.draft.blocks if not _of(b.id, files)]
    own = [block for path in sorted(files) for block in _lines(one.files, path)] if one.files else []
    draft = Draft(side.draft.title if side.draft else "", (*kept, *own))
    figures = None
    if not everything and side.report is not None and side.figures is not None:
        report = side.report
        prefixes = tuple(report.label((int(path.split("/")[1]), f"{name}.")) for path, name in files.items())
        figures = {label: figure for label, figure in side.figures.items() if not label.startswith(prefixes)}
        if any(name == REPORT for name in files.values()):
            figures = {label: figure for label, figure in figures.items() if "." in label}
    return one._replace(
        side=side._replace(
            draft=draft,
            figures=figures,
            report=None if everything else side.report,
            problems=None,
        ),
        unread=tuple(_errors(one)),
    )


def _errors(one: Opened) -> Iterator[Diagnostic]:
    """The errors of files, which keep data from being read."""
    for found in one.side.problems or ():
        if found.severity is Severity.ERROR and found.code[0] == "F":
            yield found


def _of(block: str, files: dict[str, str]) -> bool:
    """Whether a block shows what one of the files holds."""
    own = block.partition("#")[0].partition(".")[0]
    return own in files.values() or (REPORT in files.values() and own in _FRAME)


def _lines(files: Files | None, path: str) -> Iterator[Block]:
    """The lines of a data file as blocks; none if there is no such file."""
    try:
        data = files.read(path) if files else b""
    except OSError:
        return
    yield Block(f"source.{path}", "", path, (), 1)
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        text = line.strip()
        if text:
            column = line.index(text[0]) + 1
            place = Location(path, number, column, column + len(text))
            yield Block(f"source.{path}.{number}", "", text, (Span(0, len(text), ProseOrigin(place)),))
