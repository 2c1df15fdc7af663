"""Starting a year: last year's report and the new promises → the files that are missing, and what others lack."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Location, Message, Outcome, Severity, in_order, msg
from report_kit.files import LARGEST_FILE
from report_kit.load import load_edition, load_terms
from report_kit.load.compose import compose
from report_kit.load.text import decode, missing
from report_kit.resolve import resolve_report
from report_kit.show.started import Completed, Started
from report_kit.write.codes import F005
from report_kit.write.disk import Change, Unwritable, change_all, existing
from report_kit.year import LastYear, begin_chapters, begin_edition, completed, only_added

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from report_kit.diagnostics import Diagnostic
    from report_kit.facts.terms import Terms
    from report_kit.files import Files
    from report_kit.load import Loaded
    from report_kit.load.nodes import Node
    from report_kit.year import Lacking

_REPORT = "report.yaml"


def start_year(project: Path, files: Files, year: int, cache: Path | None = None) -> Started:
    """Add what the folder of ``year`` lacks, and the plans to be written in it; nothing that is there is changed.

    ``files`` are those of the project. A file that cannot be read is told and left alone, and all are written or none.
    Run again, it adds nothing.
    """
    terms = load_terms(files, cache).terms
    last, refusal = _last_year(files, year, terms, cache)
    if last is None:
        return Started(year, refusal, refused=True)
    path = f"data/{year}/{_REPORT}"
    begun: dict[str, bytes] = {}
    remarks: tuple[Message, ...] = ()
    if _is_free(files, path):
        text, remarks = begin_edition(last)
        begun[path] = text.encode()
    there = load_edition(_Beside(files, begun), year, terms, cache)
    own = there.years.get(year)
    if own is None:
        return Started(year, Outcome(there.diagnostics, there.sources), refused=True)
    chapters = begin_chapters(last, there.years, _settled(path, there))
    begun |= {path: text.encode() for path, text in chapters.files.items()}
    completion = _completed(project, there, chapters.lacking)
    outcome = Outcome(in_order(_of_unread(there)), there.sources)
    try:
        change_all(project, [*(Change(path, data, None) for path, data in begun.items()), *completion.changes])
    except Unwritable as problem:
        return Started(year, Outcome((_unwritable(problem),)), refused=True)
    return Started(
        year,
        outcome,
        tuple(begun),
        completion.told,
        (*remarks, *chapters.remarks) if begun or completion.changes else (),
        completion.by_hand,
    )


class _Beside:
    """The files of a project, and some that are not written yet."""

    def __init__(self, files: Files, begun: Mapping[str, bytes]) -> None:
        self._files = files
        self._begun = begun

    def read(self, path: str, limit: int = LARGEST_FILE) -> bytes:
        """See ``Files.read``."""
        return self._begun[path] if path in self._begun else self._files.read(path, limit)

    def is_folder(self, path: str) -> bool:
        """See ``Files.is_folder``."""
        return self._files.is_folder(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """See ``Files.names``."""
        return self._files.names(folder)


def _is_free(files: Files, path: str) -> bool:
    """Whether nothing is in the place of a file."""
    try:
        files.read(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def _last_year(files: Files, year: int, terms: Terms, cache: Path | None) -> tuple[LastYear | None, Outcome]:
    """Last year's report, read without an error; else the problems."""
    old = year - 1
    loaded = load_edition(files, old, terms, cache)
    folder = loaded.years.get(old)
    path = f"data/{old}/{_REPORT}"
    if folder is None and all(problem.code == "F001" for problem in loaded.diagnostics):
        words = msg("没有{old}年的报告（{path}），{year}年没有可以接续的", old=old, path=path, year=year)
        hint = msg("先写好{old}年的数据；第一份报告没有上年，从 report.yaml 写起", old=old)
        return None, Outcome((missing(path, words, hint),))
    report = resolve_report(loaded.years, old).report
    lost = folder.incomplete if folder is not None else frozenset()
    used = {path, *(f"data/{old}/{name}.yaml" for name in lost)}
    if report is not None:
        used |= {f"data/{chapter.year}/{chapter.id}.yaml" for chapter in report.chapters}
    wrong = [
        one
        for one in loaded.diagnostics
        if one.severity is Severity.ERROR and one.location is not None and one.location.path in used
    ]
    if report is None or wrong:
        return None, Outcome(in_order(wrong or loaded.diagnostics), loaded.sources)
    trees = {
        one: root
        for one in sorted(used & loaded.sources.keys())
        if isinstance(root := _tree(one, loaded.sources[one]), dict)
    }
    return LastYear(report, trees, terms), Outcome()


def _tree(path: str, text: str) -> Node | None:
    return compose(path, text).root


def _settled(path: str, there: Loaded) -> tuple[str, ...]:
    """The promises of which report.yaml says what became (``outcomes``)."""
    root = _tree(path, there.sources[path]) if path in there.sources else None
    outcomes = root.get("outcomes") if isinstance(root, dict) else None
    return tuple(
        str(one["promise"])
        for one in (outcomes if isinstance(outcomes, list) else ())
        if isinstance(one, dict) and "promise" in one
    )


class _Completion(NamedTuple):
    changes: tuple[Change, ...]
    told: tuple[Completed, ...]
    by_hand: tuple[Message, ...]


def _completed(project: Path, there: Loaded, lacking: Mapping[str, Lacking]) -> _Completion:
    """The files that are there with what they lack; what could not be put in is left to a person."""
    changes, told, by_hand = [], [], []
    for path, lacks in lacking.items():
        old = existing(project, path)
        file = next(one for year in there.years.values() for one in year.chapters.values() if one.path == path)
        data = completed(old.data, file, lacks) if old is not None else None
        if old is not None and data is not None and _holds(path, old.data, data, lacks):
            changes.append(Change(path, data, old))
            told.append(Completed(path, len(lacks.items), len(lacks.answers)))
            continue
        names = [item[0].removeprefix("- id: ") for item in lacks.items]
        names += [f"{item} answers: {', '.join(ids)}" for item, ids in lacks.answers]
        words = msg("{path} 的写法没法自动补充，没有动它；缺的是：{names}", path=path, names="；".join(names))
        by_hand.append(words)
    return _Completion(tuple(changes), tuple(told), tuple(by_hand))


def _holds(path: str, old: bytes, new: bytes, lacks: Lacking) -> bool:
    """Whether a completed file says what it said and what it lacked, and nothing else."""
    before, after = (decode(path, data).text for data in (old, new))
    if before is None or after is None:
        return False
    was, now = compose(path, before), compose(path, after)
    return not now.broken and was.root is not None and now.root is not None and only_added(was.root, now.root, lacks)


def _of_unread(there: Loaded) -> Iterator[Diagnostic]:
    """The problems of the files that were left alone because they could not be read whole."""
    left = {f"{one.folder}/{name}.yaml" for one in there.years.values() for name in one.incomplete}
    for problem in there.diagnostics:
        path = problem.location.path if problem.location is not None else ""
        if path in left and problem.severity is Severity.ERROR:
            yield problem


def _unwritable(problem: Unwritable) -> Diagnostic:
    return F005.at(Location(problem.path, 1), problem.reason, hint=problem.hint)
