"""Whether a person has edited a Word file since a build wrote it, and what was changed in it.

A build leaves the hash of the file's parts in the file itself. Word, WPS and LibreOffice rewrite the parts
but keep the hash, so that a file saved by anyone tells what it once was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.ooxml.identity import content_sha256, stamp_of
from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.xml import XmlError
from report_kit.write.docx import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_kit.write.source_map import Texts

MOST_PARAGRAPHS = 3_000
"""Files with more are kept without a list of changes."""

_ALIKE = 0.4
"""Share of common characters from which a paragraph counts as changed, not as replaced by another."""

_HEADING = re.compile(r"[一二三四五六七八九十百]+、|（[一二三四五六七八九十百]+）")
_HEADING_ENDS = re.compile("[。\n]")


class TextChange(NamedTuple):
    """A paragraph changed by hand, under the heading it stands below. Empty: not there before, or not any more.

    ``margin`` is where it stands if not in the body: a header, a footer, a note (see ``ooxml.text.MARGINS``).
    """

    heading: str
    before: str
    after: str
    margin: str = ""


class Said(NamedTuple):
    """A comment somebody has put into the file."""

    author: str
    text: str


class Edited(NamedTuple):
    """What a person did to a file.

    ``readable`` False: it is no Word file we can read. ``base`` tells what the text was compared with: ``built``
    (what the build wrote into this very file), ``new`` (the text of now, since nothing else is left), or empty
    when there were too many paragraphs to compare. No changes and no comments: it was only saved again.
    """

    readable: bool = True
    base: str = ""
    changes: tuple[TextChange, ...] = ()
    comments: tuple[Said, ...] = ()

    @property
    def lost(self) -> bool:
        """Whether there may be words of somebody in the file that are nowhere else."""
        return not self.readable or not self.base or bool(self.changes or self.comments)


def stamp_in(data: bytes) -> str | None:
    """The content hash that a build left in a file; None if it is no Word file of ours."""
    package = read_package(data)
    return stamp_of(package.parts) if isinstance(package, Package) else None


def edited(data: bytes, earlier: Mapping[str, Texts], now: Texts) -> Edited | None:
    """What was done to a file by hand, or None if it is as a build wrote it.

    ``earlier`` are the texts of the last maps by content hash; ``now`` those of what is to be written.
    """
    package = read_package(data)
    if not isinstance(package, Package):
        return Edited(readable=False)
    stamp = stamp_of(package.parts)
    if stamp is not None and stamp == content_sha256(package.parts):
        return None
    from report_kit.ooxml.text import MARGINS, comments, margins, paragraphs

    try:
        after, outside = _shown(paragraphs(package)), margins(package)
        said = tuple(Said(one.author, one.text) for one in comments(package) if one.author != AUTHOR)
    except (XmlError, RecursionError):
        return Edited(readable=False)
    known = earlier.get(stamp or "")
    base = known or now
    before = _shown(base.body)
    if max(len(before), len(after)) > MOST_PARAGRAPHS:
        return Edited(comments=said)
    changes = [*_changes(before, after)]
    for kind in MARGINS:
        old, new = base.margins.get(kind, ()), outside.get(kind, ())
        if set(old) != set(new):  # their order is the word processor's
            changes += [TextChange("", one.before, one.after, kind) for one in _changes([*old], [*new])]
    return Edited(base="built" if known else "new", changes=tuple(changes), comments=said)


def _shown(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if text.strip()]


def _changes(before: list[str], after: list[str]) -> Iterator[TextChange]:
    """The paragraphs that differ, in order."""
    if before == after:
        return
    from difflib import SequenceMatcher

    for kind, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            continue
        for old, new in _pairs(before[a:b], after[c:d]):
            if new is not None:
                yield TextChange(_above(after, c + new), before[a + old] if old is not None else "", after[c + new])
            elif old is not None:
                yield TextChange(_above(before, a + old), before[a + old], "")


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which paragraph became which: the next one that is much alike; the others are gone, or new."""
    at = 0
    for place, text in enumerate(old):
        found = next((n for n in range(at, len(new)) if _alike(text, new[n])), None) if _few(old, new) else None
        if found is None and len(old) == len(new):
            found = place if place >= at else None
        if found is None:
            yield place, None
            continue
        for added in range(at, found):
            yield None, added
        yield place, found
        at = found + 1
    for added in range(at, len(new)):
        yield None, added


def _few(old: list[str], new: list[str]) -> bool:
    return len(old) * len(new) <= 10_000


def _alike(one: str, other: str) -> bool:
    from collections import Counter

    common = (Counter(one) & Counter(other)).total()
    return common >= _ALIKE * max(len(one), len(other))


def _above(texts: list[str], place: int) -> str:
    """The heading a paragraph stands below; its own, if it begins with one."""
    for text in reversed(texts[: place + 1]):
        if _HEADING.match(text):
            return _HEADING_ENDS.split(text, maxsplit=1)[0]
    return ""
