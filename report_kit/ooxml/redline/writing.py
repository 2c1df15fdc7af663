"""Paragraphs with tracked changes as Word XML: what stays, goes and comes, in runs, insertions and deletions."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from report_kit.ooxml.redline.changing import Status, Verdict, compared, paired, stretches, verdict
from report_kit.ooxml.redline.elements import DELETED, PLAIN, Author, bare, copied, made, or_empty, renamed
from report_kit.ooxml.redline.model import XML_SPACE, Format, Hunk, HunkPlace, Link, Paragraph, Revision, Span, local, w

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from report_kit.ooxml.redline.aligning import Group
    from report_kit.ooxml.redline.changing import Step, Stretch
    from report_kit.ooxml.redline.model import Cause
    from report_kit.ooxml.redline.parts import Imports


class Comments:
    """The comments on hunks: the words, and the marks in the text that they hang on."""

    def __init__(self, first: int, cause: Cause) -> None:
        self._first = first
        self._cause = cause
        self.hunks: list[Hunk] = []
        self.texts: list[str] = []

    def told(self, place: HunkPlace) -> str:
        """The words on a hunk, which is counted; empty: none are wanted."""
        text = self._cause(place) or ""
        if place.moved is not None:
            text = (
                f"（移自第{place.moved + 1}段）{text}"
                if place.before is None
                else f"（移至第{place.moved + 1}段）{text}"
            )
        self.hunks.append(Hunk(place, text))
        return text

    def number(self, text: str) -> str:
        """The number of a new comment."""
        self.texts.append(text)
        return str(self._first + len(self.texts) - 1)


class Writer:
    """Writes what changed. ``moved`` tells of paragraphs that stand elsewhere on the other side, see ``stretches``."""

    def __init__(self, author: Author, imports: Imports, comments: Comments, moved: dict[int, int]) -> None:
        self.author = author
        self.imports = imports
        self.comments = comments
        self.kept_marks: set[str] = set()
        self._moved = moved
        self.dropped = False
        self._open: _Element | None = None

    def group(self, group: Group, *, told: bool = True, by: Revision | None = None) -> list[_Element]:
        """The paragraphs of a group. ``told``: its hunks are counted and commented; ``by``: an older revision it is."""
        if self._open is None and len(group.olds) == len(group.news) == 1 and group.olds[0].full == group.news[0].full:
            return [*group.news[0].before, group.news[0].element]
        steps = compared(group)
        hunks = stretches(group, steps, self._moved) if told else []
        lines = _Lines(self, group, by, self._open)
        done = lines.written(steps, self._remarks(hunks))
        self._open = lines.left
        return done

    def rest(self) -> list[_Element]:
        """A paragraph whose end neither document shows, when nothing follows that it could go on in."""
        left, self._open = self._open, None
        return [left] if left is not None else []

    def _remarks(self, hunks: Sequence[Stretch]) -> dict[int, tuple[int, str]]:
        """By first step: behind the last step, and the words of each comment; neighbours with the same words join."""
        remarks: dict[int, tuple[int, str]] = {}
        last: tuple[int, HunkPlace, str] | None = None
        for start, end, place in hunks:
            text = self.comments.told(place)
            if last and text == last[2] and place.after is not None and place.after == last[1].after:
                remarks[last[0]] = (end, text)
                continue
            last = (start, place, text) if text else None
            if text:
                remarks[start] = (end, text)
        return remarks

    def section(self, old: Paragraph | _Element | None, new: _Element, old_key: str, new_key: str) -> _Element:
        """A section as it is now, with what it was."""
        section = deepcopy(new)
        was = old.section if isinstance(old, Paragraph) else old
        for change in section.findall(w("sectPrChange")):
            section.remove(change)
        if was is not None and old_key != new_key:
            change = self.author.tracked("sectPrChange")
            bare = made("sectPr")
            for one in was:
                if local(one) not in ("headerReference", "footerReference", "sectPrChange"):
                    bare.append(deepcopy(one))
            change.append(bare)
            section.append(change)
        return section


class _Look(NamedTuple):
    """What neighbours must share to stand in one run; compared by ``same``."""

    status: Status
    by: Revision | None
    format: Format
    earlier: Format
    reformatted: Revision | None

    @property
    def same(self) -> tuple[object, ...]:
        return (self.status, self.by, self.format.key, self.earlier.key, self.reformatted)


class _OpenLink(NamedTuple):
    """A hyperlink that runs are being put into, and the document its first run is of."""

    link: Link
    element: _Element
    old: bool


class _Lines:
    """The paragraphs of one group as they are written."""

    def __init__(self, writer: Writer, group: Group, by: Revision | None, begun: _Element | None) -> None:
        self._writer = writer
        self._by = by
        self._done: list[_Element] = []
        self._paragraph = begun
        self._link: _OpenLink | None = None
        self._change: tuple[object, _Element] | None = None
        self._run: tuple[object, _Element] | None = None
        self._olds, self._news = iter(group.olds), iter(group.news)
        self._begin(old=True, new=True)

    def written(self, steps: Sequence[Step], remarks: dict[int, tuple[int, str]]) -> list[_Element]:
        ends: dict[int, str] = {}
        for place, step in enumerate(steps):
            found = remarks.get(place)
            if found:
                number = self._writer.comments.number(found[1])
                ends[found[0] - 1] = number
                self._open().append(made("commentRangeStart", id=number))
                self._close()
            judgement = verdict(step)
            if judgement.by is None and self._by is not None:
                judgement = judgement._replace(by=self._by)
            self._writer.dropped |= judgement.status == "dropped"
            is_end = (step.old or step.new).paragraph is not None  # type: ignore[union-attr]
            if is_end:
                self._marks(self._tails(step))
                if place in ends:
                    self._reference(ends[place], judgement)
                self._end(step, judgement)
                self._begin(old=step.old is not None, new=step.new is not None)
                continue
            self._step(step, judgement)
            if place in ends:
                self._reference(ends[place], judgement if judgement.status == "plain" else None)
        return self._done

    @property
    def left(self) -> _Element | None:
        """A paragraph that has no end in this group."""
        return self._paragraph

    def _begin(self, *, old: bool, new: bool) -> None:
        """What stands before the next paragraph of either side."""
        if old and (paragraph := next(self._olds, None)):
            self._done += self._kept(paragraph.before)
        if new and (paragraph := next(self._news, None)):
            self._done += [deepcopy(one) for one in paragraph.before]

    def _open(self) -> _Element:
        if self._paragraph is None:
            self._paragraph = made("p")
        return self._paragraph

    def _close(self) -> None:
        self._link = None
        self._change = self._run = None

    def _tails(self, step: Step) -> tuple[list[_Element], list[_Element]]:
        old = list(step.old.paragraph.tail) if step.old and step.old.paragraph else []
        new = list(step.new.paragraph.tail) if step.new and step.new.paragraph else []
        return old, new

    def _marks(self, marks: tuple[Sequence[_Element], Sequence[_Element]]) -> None:
        old, new = marks
        found = [*self._kept(old), *(deepcopy(one) for one in new)]
        if found:
            self._close()
            self._open().extend(found)

    def _kept(self, marks: Sequence[_Element]) -> list[_Element]:
        """Bookmarks of the earlier document that the later one lacks; its comments are not taken over."""
        kept = self._writer.kept_marks
        return [
            made(local(one), id=f"old{one.get(w('id'))}", **({"name": name} if (name := one.get(w("name"))) else {}))
            for one in marks
            if local(one) in ("bookmarkStart", "bookmarkEnd") and str(one.get(w("id"))) in kept
        ]

    def _step(self, step: Step, judgement: Verdict) -> None:
        if step.old and step.new:
            for a, b in paired(step.old.spans, step.new.spans):
                self._marks((a.marks, b.marks))
                if judgement.status == "plain":
                    look = _Look("plain", None, b.format, a.earlier, b.reformatted or a.reformatted)
                    self._span(b, look, b.link)
                elif judgement.status == "del":
                    self._span(a, _look(judgement, a.earlier), a.link, old=True)
                elif judgement.status == "ins":
                    self._span(b, _look(judgement, b.format), b.link)
            return
        token = step.old or step.new
        for span in token.spans if token else ():
            self._marks((span.marks, ()) if step.old else ((), span.marks))
            if judgement.status == "del":
                self._span(span, _look(judgement, span.earlier), span.link, old=True)
            elif judgement.status == "ins":
                self._span(span, _look(judgement, span.format), span.link)

    def _span(self, span: Span, look: _Look, link: Link | None, *, old: bool = False) -> None:
        deleted = look.status == "del"
        parent = self._holder(look, link, old=old)
        if span.whole and span.element is not None:
            self._run = None
            copy = self._writer.imports.taken(span.element) if old else deepcopy(span.element)
            copy.tail = None
            renamed(copy, DELETED if deleted else PLAIN)
            parent.append(copy)
            return
        if self._run is None or self._run[0] != look.same:
            run = made("r")
            properties = self._properties(look, old=old)
            if properties is not None:
                run.append(properties)
            parent.append(run)
            self._run = (look.same, run)
        run = self._run[1]
        if span.element is None:
            self._text(run, span.text, "delText" if deleted else "t")
            return
        copy = self._writer.imports.taken(span.element) if old else deepcopy(span.element)
        copy.tail = None
        renamed(copy, DELETED if deleted else PLAIN)
        run.append(copy)

    @staticmethod
    def _text(run: _Element, text: str, name: str) -> None:
        last = run[-1] if len(run) else None
        if last is not None and local(last) == name:
            last.text = (last.text or "") + text
            return
        element = made(name)
        element.set(XML_SPACE, "preserve")
        element.text = text
        run.append(element)

    def _holder(self, look: _Look, link: Link | None, *, old: bool) -> _Element:
        """Where a run goes: the paragraph, a hyperlink in it, an insertion or deletion in either."""
        parent = self._open()
        if link is not None:
            if self._link is None or not self._continues(link, old=old):
                self._close()
                element = self._writer.imports.taken(bare(link.element)) if old else bare(link.element)
                parent.append(element)
                self._link = _OpenLink(link, element, old)
            parent = self._link.element
        elif self._link is not None:
            self._close()
        if look.status == "plain":
            if self._change is not None:
                self._change = self._run = None
            return parent
        key = (look.status, look.by)
        if self._change is None or self._change[0] != key:
            self._run = None
            change = self._writer.author.tracked(look.status, look.by)
            parent.append(change)
            self._change = (key, change)
        return self._change[1]

    def _continues(self, link: Link, *, old: bool) -> bool:
        """Whether a run may stand in the hyperlink that is open: one link changed within, not two beside each other."""
        if self._link is None:
            return False
        if self._link.link.key != link.key:
            return False
        return self._link.old != old or self._link.link.number == link.number

    def _properties(self, look: _Look, *, old: bool) -> _Element | None:
        properties = copied(look.format) if not old else self._taken(look.format)
        if look.status == "plain" and look.format.key != look.earlier.key:
            properties = properties if properties is not None else made("rPr")
            change = self._writer.author.tracked("rPrChange", look.reformatted)
            change.append(or_empty(look.earlier, "rPr"))
            properties.append(change)
        return properties

    def _taken(self, form: Format) -> _Element | None:
        return self._writer.imports.taken(form.element) if form.element is not None else None

    def _reference(self, number: str, judgement: Verdict | None) -> None:
        """The end of a comment. In a paragraph that comes or goes it comes or goes with it."""
        self._close()
        parent = self._open()
        parent.append(made("commentRangeEnd", id=number))
        run = made("r")
        run.append(made("commentReference", id=number))
        if judgement and judgement.status in ("ins", "del"):
            change = self._writer.author.tracked(judgement.status, judgement.by)
            change.append(run)
            run = change
        parent.append(run)

    def _end(self, step: Step, judgement: Verdict) -> None:
        """The end of a paragraph: its properties, and what became of them."""
        old = step.old.paragraph if step.old else None
        new = step.new.paragraph if step.new else None
        if judgement.status == "dropped":
            return
        element = self._open()
        own = old if judgement.status == "del" else new
        assert own is not None
        goes = judgement.status == "del"
        form, mark = (own.earlier, own.mark_earlier) if goes else (own.properties, own.mark)
        properties = or_empty(form, "pPr")
        sign = or_empty(mark, "rPr")
        if judgement.status != "plain":
            sign.insert(0, self._writer.author.tracked(judgement.status, judgement.by))
        elif old and old.mark_earlier.key != own.mark.key:
            change = self._writer.author.tracked("rPrChange", own.mark_reformatted or old.mark_reformatted)
            change.append(or_empty(old.mark_earlier, "rPr"))
            sign.append(change)
        if len(sign):
            properties.append(sign)
        if own.section is not None:
            if goes:
                properties.append(self._writer.imports.taken(own.section))
            else:
                before = old if judgement.status == "plain" else None
                key = before.section_key if before else own.section_key
                properties.append(self._writer.section(before, own.section, key, own.section_key))
        if judgement.status == "plain" and old and old.earlier.key != own.properties.key:
            change = self._writer.author.tracked("pPrChange", own.reproperty or old.reproperty)
            change.append(or_empty(old.earlier, "pPr"))
            properties.append(change)
        if len(properties):
            element.insert(0, properties)
        self._done.append(element)
        self._paragraph = None
        self._close()


def _look(judgement: Verdict, form: Format) -> _Look:
    return _Look(judgement.status, judgement.by, form, form, None)
