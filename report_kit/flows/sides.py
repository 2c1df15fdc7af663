"""The two sides of a review: what is meant by a revision, a folder, a file, the figures sent; and what each holds."""

from __future__ import annotations

import hashlib
import re
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_kit.changes import Figure, ShownIn, Side
from report_kit.diagnostics import Diagnostic, Message, msg
from report_kit.diff import figures_of, figures_shown
from report_kit.draft import Block, Draft
from report_kit.facts.parse import ValueProblem, parse_value
from report_kit.facts.published import PUBLISHED_FILE, NotPublished, read_published
from report_kit.files import DiskFiles, read_bounded
from report_kit.flows.audit import built_beside
from report_kit.flows.places import find_project
from report_kit.git import GitProblem, Repository, Revision, open_repository
from report_kit.load.edition import guessed_chapters
from report_kit.ooxml.identity import content_sha256
from report_kit.ooxml.package import Package, read_package
from report_kit.read import read_document, size_limit

if TYPE_CHECKING:
    from report_kit.files import Files
    from report_kit.flows.pipeline import Assembly

DOCUMENTS = (".docx", ".docm", ".doc", ".wps", ".txt", ".md")
PUBLISHED = "published"

_YEAR = re.compile("[0-9]{4}")


class Refusal(NamedTuple):
    """Why two sides cannot be compared, and what to do."""

    message: Message
    hint: Message | None = None


class Source(NamedTuple):
    """A side as it was asked for, before anything is read.

    ``project`` is its folder (for a revision, that of the working tree); ``revision`` None with a ``repository`` is
    the working tree. ``document`` is a file. ``published``: the figures as they were sent.
    """

    name: Message | str
    project: Path | None = None
    repository: Repository | None = None
    revision: Revision | None = None
    document: Path | None = None
    year: int | None = None
    published: bool = False

    def files(self) -> AbstractContextManager[Files]:
        """The files of the project as this side has them."""
        if self.repository is not None and self.revision is not None:
            return self.repository.files(self.revision)
        return nullcontext(DiskFiles(self.project or Path()))


class Opened(NamedTuple):
    """A side that was read. ``unread`` names the data files that could not be read whole, by path."""

    side: Side
    files: Files | None = None
    unread: tuple[Diagnostic, ...] = ()
    remarks: tuple[Message, ...] = ()
    assembly: Assembly | None = None


def sources(start: Path, asked: tuple[str, ...], *, since: bool) -> tuple[Source, Source] | Refusal:
    """The sides meant by up to two names, as seen from the folder ``start``; by default HEAD and the working tree."""
    project = find_project(start)
    if since:
        if len(asked) > 1 or project is None:
            return _no_project(start) if project is None else Refusal(msg("--since 已经是一边，另一边最多写一个"))
        later = _source(start, project, asked[0]) if asked else _working_tree(project)
        return later if isinstance(later, Refusal) else (Source(msg("发文稿"), project, published=True), later)
    if len(asked) < 2:
        return _against(start, project, asked[0] if asked else "HEAD")
    first, second = (_source(start, project, one) for one in asked)
    if isinstance(first, Refusal):
        return first
    return second if isinstance(second, Refusal) else (first, second)


def _against(start: Path, project: Path | None, asked: str) -> tuple[Source, Source] | Refusal:
    """One name: a range of revisions, or a side against the working tree."""
    path = _path(start, asked)
    if path is None and ".." in asked and project is not None:
        repository = open_repository(project)
        if isinstance(repository, GitProblem):
            return Refusal(repository.message, repository.hint)
        both = repository.resolve_range(asked)
        if isinstance(both, GitProblem):
            return Refusal(both.message, both.hint)
        before = _revision(project, repository, both.before)
        return before, _revision(project, repository, both.after) if both.after else _working_tree(project)
    first = _source(start, project, asked)
    if isinstance(first, Refusal):
        return first
    return (first, _working_tree(project)) if project is not None else _no_project(start)


def _source(start: Path, project: Path | None, asked: str) -> Source | Refusal:
    path = _path(start, asked)
    if path is not None:
        return path
    if project is None:
        return _no_project(start)
    repository = open_repository(project)
    if isinstance(repository, GitProblem):
        return Refusal(repository.message, repository.hint)
    revision = repository.resolve(asked)
    if isinstance(revision, GitProblem):
        return Refusal(revision.message, revision.hint)
    return _revision(project, repository, revision)


def _path(start: Path, asked: str) -> Source | Refusal | None:
    """The file or folder of this name; None if it names none, and so is a revision."""
    place = start / asked
    if asked.lower().endswith(DOCUMENTS):
        return Source(asked, document=place) if place.is_file() else Refusal(msg("没有文件 {path}", path=asked))
    if not place.is_dir():
        return None
    place = place.resolve()
    if (place / "data").is_dir():
        return Source(asked, place)
    if _YEAR.fullmatch(place.name) and place.parent.name == "data":
        return Source(asked, place.parent.parent, year=int(place.name))
    return None


def _revision(project: Path, repository: Repository, revision: Revision) -> Source:
    short = revision.commit.short
    name = revision.written if revision.commit.id.startswith(revision.written) else f"{revision.written} ({short})"
    return Source(name, project, repository, revision)


def _working_tree(project: Path) -> Source:
    repository = open_repository(project)
    return Source(msg("工作区"), project, None if isinstance(repository, GitProblem) else repository)


def _no_project(start: Path) -> Refusal:
    return Refusal(
        msg("在 {folder} 和它的上级文件夹里没有找到 data/年份 文件夹", folder=start.absolute()),
        msg("请到项目文件夹里运行，或用 -C 指出它在哪里，或比较两个 Word 文件"),
    )


def opened_document(source: Source) -> Opened | Refusal:
    """A Word file or text: with its ids and facts if it is as a build wrote it and its map lies beside it."""
    path = source.document
    assert path is not None
    try:
        data = read_bounded(str(path), size_limit(path.name))
    except OSError as error:
        return Refusal(msg("读不出 {path}：{reason}", path=source.name, reason=error.strerror or type(error).__name__))
    built = built_beside(path, data)
    if built is not None:
        package = read_package(data)
        if not isinstance(package, Package) or content_sha256(package.parts) == built.content_sha256:
            draft = _with_chapters(built.draft)
            return Opened(Side(source.name, draft, figures=figures_shown(draft), whole=False))
    read = read_document(str(source.name), data)
    if read.reading is None:
        found = read.diagnostics[0]
        return Refusal(msg("读不出 {path}：{reason}", path=source.name, reason=found.message), found.hint)
    blocks = tuple(
        Block(f"paragraph.{number}", block.style, block.text, (), block.level)
        for number, block in enumerate(read.reading.draft.blocks, 1)
    )
    side = Side(source.name, Draft(read.reading.draft.title, blocks), identified=False)
    if built is None:
        return Opened(side)
    return Opened(side, remarks=(msg("{path} 生成以后改动过，只比较文字", path=source.name),))


def _with_chapters(draft: Draft) -> Draft:
    """A map tells no levels; a block that others are below of is the heading of a chapter."""
    chapters = {block.id.partition(".")[0] for block in draft.blocks if "." in block.id}
    return draft._replace(
        blocks=tuple(block._replace(level=1) if block.id in chapters else block for block in draft.blocks)
    )


def opened_published(source: Source, files: Files, year: int) -> Opened | Refusal:
    """The figures as they were sent."""
    path = f"data/{year}/{PUBLISHED_FILE}"
    try:
        sent = read_published(path, files.read(path).decode("utf-8-sig", "replace"))
    except OSError:
        return Refusal(
            msg("没有 {path}，不知道发出的是什么数字", path=path),
            msg("它由 report build {year} --final 写出，请和数据一起提交", year=year),
        )
    if isinstance(sent, NotPublished):
        return Refusal(msg("{path} 不是发文时写出的文件", path=path), msg("请从 git 里恢复它"))
    figures = {}
    for one in sent.figures:
        value = parse_value(one.text)
        shown = tuple(ShownIn(place.block, place.start, place.end) for place in one.shown)
        texts = tuple(dict.fromkeys(place.text for place in one.shown))
        known = None if isinstance(value, ValueProblem) else value
        figures[one.id] = Figure(one.id, one.text, known, one.unit, shown=shown, texts=texts)
    return Opened(Side(source.name, figures=figures, whole=False), files)


def opened_project(source: Source, files: Files, assembly: Assembly, templates: Path) -> Opened:
    """A year's report as it was made from this side's data."""
    report, draft, outcome = assembly.report, assembly.draft, assembly.outcome
    side = Side(source.name, draft, report, problems=outcome.diagnostics)
    if report is not None:
        name = report.edition.layout.template
        path = f"templates/{name}"
        try:
            template = files.read(path)
        except OSError:
            own = templates / Path(name).name
            template = own.read_bytes() if own.is_file() else b""
        digest = hashlib.sha256(template).hexdigest()
        side = side._replace(figures=figures_of(report, draft), template=path, template_sha256=digest)
    return Opened(side, files, assembly=assembly)


def year_built(source: Source) -> int | None:
    """The year of the report that a document is, if a build wrote it and its map lies beside it."""
    if source.document is None:
        return None
    try:
        data = read_bounded(str(source.document), size_limit(source.document.name))
    except OSError:
        return None
    built = built_beside(source.document, data)
    return built.year if built is not None else None


def years_of(files: Files) -> list[int]:
    """The years that have a report.yaml, in order."""
    names = [name for name in files.names("data") if _YEAR.fullmatch(name)]
    return sorted(int(name) for name in names if "report.yaml" in files.names(f"data/{name}"))


def year_changed(before: Files, after: Files) -> int | None:
    """The last year whose report is made of other files on the two sides; None if there is none.

    A year that is only begun is then not taken for the one that was worked on.
    """
    return next((year for year in reversed(years_of(after)) if _differs(before, after, year)), None)


def _differs(before: Files, after: Files, year: int) -> bool:
    report = f"data/{year}/report.yaml"
    text = (_bytes(after, report) or b"").decode("utf-8", "replace")
    chapters = (f"data/{year + later}/{chapter}.yaml" for chapter, later in guessed_chapters(text))
    return any(_bytes(before, path) != _bytes(after, path) for path in (report, *chapters))


def _bytes(files: Files, path: str) -> bytes | None:
    try:
        return files.read(path)
    except OSError:
        return None
