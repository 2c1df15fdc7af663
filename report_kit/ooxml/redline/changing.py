"""Which tokens of two stretches of paragraphs stay, go or come, and where that makes a hunk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from report_kit.ooxml.redline.aligning import BARELY_ALIKE, Group, bag
from report_kit.ooxml.redline.model import HunkPlace
from report_kit.ooxml.redline.reading import shown
from report_kit.ooxml.redline.tokenizing import tokens_of
from report_kit.wording_diff import changes, likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.ooxml.redline.model import Paragraph, Revision, Row, Span, Token

Status = Literal["plain", "ins", "del", "dropped"]


class Step(NamedTuple):
    """A token of either side, or of both when they are equal."""

    old: Token | None
    new: Token | None


class Verdict(NamedTuple):
    """What becomes of a step in the redline, and whose older revision says so (None: ours)."""

    status: Status
    by: Revision | None


class Stretch(NamedTuple):
    """Steps that follow one another and make one hunk."""

    start: int
    end: int
    place: HunkPlace


def verdict(step: Step) -> Verdict:
    """Present before and after, or only one of them.

    A token counts as there before unless a revision of the earlier document inserted it, and as there afterwards unless
    one of the later document deleted it. So all accepted gives the later document with everything accepted, and all
    rejected the earlier one with everything rejected.
    """
    return judged(step.old, step.new)


def judged(earlier: Token | Row | None, later: Token | Row | None) -> Verdict:
    """As ``verdict``, for anything that both sides may have with a revision of its own."""
    old, new = earlier.revision if earlier else None, later.revision if later else None
    before = earlier is not None and (old is None or old.state == "del")
    after = later is not None and (new is None or new.state == "ins")
    if before and after:
        return Verdict("plain", None)
    if before:
        return Verdict("del", next((one for one in (new, old) if one and one.state == "del"), None))
    if after:
        return Verdict("ins", next((one for one in (new, old) if one and one.state == "ins"), None))
    return Verdict("dropped", None)


def compared(group: Group) -> list[Step]:
    """The tokens of both sides in one order."""
    whole = not group.olds or not group.news or _replaced(group)
    old = [token for one in group.olds for token in tokens_of(one, whole=whole)]
    new = [token for one in group.news for token in tokens_of(one, whole=whole)]
    if not old or not new:
        return [*(Step(token, None) for token in old), *(Step(None, token) for token in new)]
    ending = [Step(old.pop(), new.pop())] if old[-1].key == new[-1].key else []
    steps: list[Step] = []
    last = start = 0
    knotted = any(one.knotted for one in (*group.olds, *group.news)) and [t.key for t in old] != [t.key for t in new]
    if knotted or whole:
        steps = [*(Step(token, None) for token in old), *(Step(None, token) for token in new)]
        return steps + ending
    for change in (*changes([token.key for token in old], [token.key for token in new]), None):
        end = change.before_start if change else len(old)
        steps += (Step(a, b) for a, b in zip(old[last:end], new[start : start + end - last], strict=True))
        if change:
            steps += (Step(token, None) for token in old[end : change.before_end])
            steps += (Step(None, token) for token in new[change.after_start : change.after_end])
            last, start = change.before_end, change.after_end
    return steps + ending


def _replaced(group: Group) -> bool:
    """Whether two paragraphs have so little in common that marking what stayed would only confuse."""
    if len(group.olds) != 1 or len(group.news) != 1:
        return False
    old, new = group.olds[0].text, group.news[0].text
    return min(len(old), len(new)) > 12 and likeness(bag(old), bag(new)) < BARELY_ALIKE


def reformatted(step: Step) -> bool:
    """Whether a token stays but looks otherwise, and no older revision says so."""
    old, new = step.old, step.new
    if old is None or new is None:
        return False
    if old.paragraph and new.paragraph:
        a, b = old.paragraph, new.paragraph
        before = (a.earlier.key, a.mark_earlier.key, a.section_key)
        return before != (b.properties.key, b.mark.key, b.section_key) and not (b.reproperty or b.mark_reformatted)
    return any(
        a.earlier.key != b.format.key and b.reformatted is None and a.reformatted is None
        for a, b in paired(old.spans, new.spans)
    )


def paired(old: Sequence[Span], new: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """The spans of two equal tokens side by side, cut where either side is."""
    left, right = list(reversed(old)), list(reversed(new))
    while left and right:
        a, b = left.pop(), right.pop()
        if a.element is None and b.element is None:
            size = min(len(a.text), len(b.text))
            if len(a.text) > size:
                left.append(a._replace(text=a.text[size:], key=a.text[size:], marks=()))
            if len(b.text) > size:
                right.append(b._replace(text=b.text[size:], key=b.text[size:], marks=()))
            a, b = (one._replace(text=one.text[:size]) if len(one.text) > size else one for one in (a, b))
        yield a, b


def stretches(group: Group, steps: Sequence[Step], moved: dict[int, int]) -> list[Stretch]:
    """The hunks of a group. ``moved``: for an element of a paragraph, by ``id``, where it stands on the other side."""
    found: list[Stretch] = []
    at = 0
    position = 0  # characters of the paragraph of the later document so far
    olds, news = iter(group.olds), iter(group.news)
    old, new = next(olds, None), next(news, None)
    while at < len(steps):
        start, offset = at, position
        before, after = old, new
        kind = _changed(steps[at])
        deleted: list[str] = []
        inserted: list[str] = []
        # A paragraph put in at the end begins with the end of the one before, see ``aligning.grouped``.
        leading = _ends(steps[at])
        while at < len(steps) and _changed(steps[at]) == kind:
            step = steps[at]
            if leading and at > start and _ends(step):
                break
            if leading and at == start + 1:
                before, after, offset = old, new, position
            at += 1
            status = verdict(step).status
            deleted += [_words(step.old)] if step.old and status == "del" else []
            inserted += [_words(step.new)] if step.new and status == "ins" else []
            if step.new:
                position = 0 if step.new.paragraph else position + len(_words(step.new))
            ends_old, ends_new = step.old and step.old.paragraph, step.new and step.new.paragraph
            old, new = (next(olds, None) if ends_old else old), (next(news, None) if ends_new else new)
            if (ends_old or ends_new) and not (leading and kind):
                break
        if kind:
            place = _place(kind, (before, after), ("".join(deleted), "".join(inserted)), offset, steps[start:at])
            one = before if place.after is None else after if place.before is None else None
            if place.kind == "paragraph" and one is not None:
                place = place._replace(moved=moved.get(id(one.element)))
            found.append(Stretch(start, at, place))
    return found


def _ends(step: Step) -> bool:
    return any(one is not None and one.paragraph is not None for one in step)


def _changed(step: Step) -> str:
    """Either "text", "format", or nothing; what an older revision says is no change of ours."""
    status, by = verdict(step)
    if status != "plain":
        return "text" if by is None and status != "dropped" else ""
    return "format" if reformatted(step) else ""


def _place(
    kind: str,
    sides: tuple[Paragraph | None, Paragraph | None],
    words: tuple[str, str],
    start: int,
    steps: Sequence[Step],
) -> HunkPlace:
    """Where a hunk stands; the words deleted and inserted. A paragraph that came or went stands on one side only."""
    old, new = sides
    deleted, inserted = words
    ends = any(_ends(step) for step in steps)
    ways = {verdict(step).status for step in steps}
    if kind == "text" and ends and len(ways) == 1:
        gone = ways == {"del"}
        whole = old if gone else new
        if whole and (deleted if gone else inserted).strip("\n") == whole.text.strip("\n"):
            old, new = (old, None) if gone else (None, new)
            kind, deleted, inserted = "paragraph", deleted.strip("\n"), inserted.strip("\n")
    return HunkPlace(
        kind,  # type: ignore[arg-type]
        old.number if old else None,
        new.number if new else None,
        old.text if old else "",
        new.text if new else "",
        deleted,
        inserted,
        start,
    )


def _words(token: Token | None) -> str:
    """What a reader sees of a token; the end of a paragraph is a line end."""
    if token and token.paragraph:
        return "\n"
    return "".join(shown(span) for span in token.spans) if token else ""
