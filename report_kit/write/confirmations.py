"""``data/YEAR/confirmations.yaml`` with further confirmations in it: one a line, so that git shows what changed.

Only lines of entries that are replaced change; comments, order and whatever else was written by hand stay as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report_kit.facts.model import Confirmation

PATH = "data/{year}/confirmations.yaml"
"""Where the file lies in a project."""

_HEAD = """\
# 科室核实的数字，由 report confirm 写入，一行一个。可以加注释，也可以手工改；数据改了，不要改这里的 stood。
confirmations:
"""

_PLAIN = re.compile("[0-9A-Za-z_〇㐀-鿿][0-9A-Za-z_〇㐀-鿿.%‰/-]*")
"""Texts that mean themselves in YAML without quotes, whatever stands around them."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\U000f0000-\U0010ffff]")
"""Characters that no data file may hold: they would make the whole file unreadable."""

_ENTRY = re.compile(r"( *)-(?: |$)")
_LIST = re.compile(r"confirmations:[ \t]*(?:\[[ \t]*\][ \t]*)?(#.*)?")


def confirmations_text(old: str | None, new: Sequence[Confirmation], known: Sequence[Confirmation] = ()) -> str:
    """The text of the file with ``new`` in it. ``old`` is its text so far (None: there is none).

    ``known`` are the confirmations loaded from ``old``, which tell by their places which lines they stand on. A new
    one takes the place of the one of the same fact and department (of the last, where hands wrote several); of new
    ones that name the same fact and department the last counts. The rest is added at the end, in the order given: that
    of the facts. The same input gives the same text; with nothing new, the old text itself. A file with problems is
    for its writer to mend first: an entry that could not be read is not among ``known`` and stays as it is.
    """
    latest: dict[tuple[str, str], Confirmation] = {}
    for one in new:
        latest[one.fact, one.owner] = one
    if old is None:
        return _HEAD + "".join(f"{line(one)}\n" for one in latest.values())
    if not latest:
        return old
    begin, end_of_line = "\ufeff" * old.startswith("\ufeff"), "\r\n" if "\r\n" in old else "\n"
    lines = old.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spans = _spans(lines, known)
    made = _anew(lines, known, latest) if spans is None else _edited(lines, known, spans, latest)
    return begin + end_of_line.join(made)


def _edited(
    lines: Sequence[str],
    known: Sequence[Confirmation],
    spans: Sequence[tuple[int, int]],
    latest: Mapping[tuple[str, str], Confirmation],
) -> list[str]:
    """The lines with the entries of ``latest`` put in the places of known ones, the rest behind the last."""
    replaced = {(one.fact, one.owner): span for one, span in zip(known, spans, strict=True)}
    edits = {replaced[key]: one for key, one in latest.items() if key in replaced}
    added = [one for key, one in latest.items() if key not in replaced]
    end = max((span[1] for span in spans), default=None)
    indent = _indent(lines, spans)
    begins = {span[0]: (span[1], one) for span, one in edits.items()}
    made: list[str] = []
    number = 0
    while number <= len(lines):
        if number == end:
            made += [indent + line(one) for one in added]
        after, one = begins.get(number, (number + 1, None))
        made += lines[number : number + 1] if one is None else [indent + line(one)]
        number = after
    return made if spans else _first(lines, [line(one) for one in added])


def line(one: Confirmation) -> str:
    """A confirmation as one line of YAML: ``- {fact: …, figure: …}``. Keys that say nothing are left out."""
    return f"- {{{', '.join(f'{key}: {_scalar(value)}' for key, value in _written(one).items() if value)}}}"


def _written(one: Confirmation) -> Mapping[str, str]:
    """The keys of an entry in their order. The day is ``date``: ``on`` would be a truth value to other readers."""
    return {
        "fact": one.fact,
        "figure": one.figure,
        "stood": one.stood,
        "by": one.by,
        "owner": one.owner,
        "date": one.on,
        "remark": one.remark,
        "file": one.file,
        "sha256": one.sha256,
    }


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    safe = _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n"))
    escaped = safe.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _spans(lines: Sequence[str], known: Iterable[Confirmation]) -> list[tuple[int, int]] | None:
    """First line and line behind the last of each known entry, from 0; None if they are not written one below another.

    An entry begins with a dash at the margin of the list and goes on to the next line that is no deeper; blank lines
    and comments at its end belong to what follows.
    """
    margins = [match[1] for text in lines if (match := _ENTRY.match(text))]
    margin = min(margins, key=len, default="")
    spans: list[tuple[int, int]] = []
    for one in known:
        start = one.location.line - 1
        while start >= 0 and not ((match := _ENTRY.match(lines[start])) and match[1] == margin):
            start -= 1
        if start < 0 or (spans and start < spans[-1][1]):
            return None
        end = one.location.line
        last = end
        while end < len(lines):
            text = lines[end]
            if text.strip() and len(text) - len(text.lstrip(" ")) <= len(margin):
                break
            end += 1
            if text.strip() and not text.lstrip().startswith("#"):
                last = end
        spans.append((start, last))
    return spans


def _indent(lines: Sequence[str], spans: Sequence[tuple[int, int]]) -> str:
    """The margin at which the entries stand."""
    match = _ENTRY.match(lines[spans[0][0]]) if spans else None
    return match[1] if match else ""


def _first(lines: Sequence[str], entries: Sequence[str]) -> list[str]:
    """The lines of a file without entries with these as the first ones."""
    for number, text in enumerate(lines):
        match = _LIST.fullmatch(text)
        if match is not None:
            key = f"confirmations:  {match[1]}" if match[1] else "confirmations:"
            return [*lines[:number], key, *entries, *lines[number + 1 :]]
    kept = [text if text.startswith("#") else f"# {text}" for text in lines if text.strip()]
    return [*kept, "confirmations:", *entries, ""]


def _anew(
    lines: Iterable[str], known: Iterable[Confirmation], latest: Mapping[tuple[str, str], Confirmation]
) -> list[str]:
    """The whole file anew, for entries that hands wrote in brackets, several on a line: comments first."""
    merged = {(one.fact, one.owner): one for one in known} | dict(latest)
    comments = [text.strip() for text in lines if text.lstrip().startswith("#")]
    return [*comments, "confirmations:", *(line(one) for one in merged.values()), ""]
