"""A report as a template shows it: numbering, run-in headings and closing marks in place, every text marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.draft import FactOrigin, ProseOrigin
from report_kit.facts.values import printed
from report_kit.render import numbering
from report_kit.render.annexes import Annexes
from report_kit.render.context import (
    Budget,
    Listing,
    ShownAttachment,
    ShownChapter,
    ShownGroup,
    ShownItem,
    ShownParagraph,
    ShownReport,
)
from report_kit.render.marks import HEADING_END, Shown
from report_kit.render.prose import (
    LABEL,
    NOTHING_YET,
    NUMBERING,
    PLACEHOLDER,
    PUNCTUATION,
    Composer,
    ends_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    from report_kit.diagnostics import Location
    from report_kit.facts.model import Attachment, Edition, Group, Item, Point, Prose
    from report_kit.report import ReportChapter

    T = TypeVar("T")

_HALF_WIDTH = {"：": (":",), "。": (".",)}
"""Marks that close a text as well as the right one does; the rules tell of them."""

CHAPTER_LEVEL, ITEM_LEVEL, GROUP_LEVEL = 1, 2, 3


class Content:
    """Builds what the template shows of one report."""

    def __init__(self, composer: Composer) -> None:
        """Nothing is built yet; ``composer`` keeps the marks and the problems."""
        self._composer = composer
        self._marker = composer.marker
        self._edition = composer.report.edition
        self._run_in = self._edition.layout.headings == "run_in"
        self._budget = Budget()
        self._ids: dict[str, int] = {}

    def report(self) -> ShownReport:
        """Everything, in reading order."""
        edition = self._edition
        title = self._inline("title", edition.title)
        to = self._inline("to", edition.to, closing="：") if edition.to else ""
        opening = self._prose("opening", edition.opening)
        chapters = tuple(
            self._chapter(chapter, number) for number, chapter in enumerate(self._composer.report.chapters, 1)
        )
        closing = self._prose("closing", edition.closing)
        attachments = self._attachments(edition.attachments)
        unit = self._written("unit", edition.unit, edition.unit_location)
        annexes = Annexes(self._composer, self._block, self._budget).all()
        return ShownReport(
            title,
            to,
            self._listing(opening),
            self._listing(chapters),
            self._listing(closing),
            self._listing(attachments),
            unit,
            self._date(edition),
            annexes,
            *self._formalities(edition),
        )

    def _listing(self, things: Iterable[T]) -> Listing[T]:
        return Listing(tuple(things), self._budget)

    def _block(
        self,
        block_id: str,
        location: Location | None,
        level: int = 0,
        *,
        inline: bool = False,
        optional: bool = False,
    ) -> str:
        count = self._ids[block_id] = self._ids.get(block_id, 0) + 1
        unique = block_id if count == 1 else f"{block_id}#{count}"
        return self._marker.block(Shown(unique, level, inline, location, optional))

    def _formalities(self, edition: Edition) -> tuple[str, str, str, str, str]:
        """What stands above and below the text. What nobody wrote but follows from the rest need not be shown."""
        told = edition.formalities
        if told.letterhead:
            letterhead = self._inline("letterhead", told.letterhead)
        else:
            block = self._block("letterhead", edition.unit_location, inline=True, optional=True)
            pieces = ((edition.unit, ProseOrigin(edition.unit_location)), ("文件", LABEL))
            letterhead = block + self._marker.spans(pieces)
        printed_on = ""
        if told.printed_on is not None and told.printed_on_location is not None:
            printed_on = self._written("printed_on", told.printed_on.chinese, told.printed_on_location)
        elif told.printed_by and edition.date and edition.date_location:
            printed_on = self._written("printed_on", edition.date.chinese, edition.date_location, optional=True)
        return (
            letterhead,
            self._inline("number", told.number) if told.number else "",
            self._inline("copies_to", told.copies_to, closing="。") if told.copies_to else "",
            self._inline("printed_by", told.printed_by) if told.printed_by else "",
            printed_on,
        )

    def _inline(self, block_id: str, prose: Prose, closing: str = "") -> str:
        block = self._block(block_id, prose.location, inline=True)
        text, last = self._composer.title(prose)
        if closing and not last.rstrip().endswith((closing, *_HALF_WIDTH.get(closing, ()))):
            text += self._marker.span(closing, PUNCTUATION)
        return block + text

    def _written(self, block_id: str, text: str, location: Location, *, optional: bool = False) -> str:
        if not text:
            return ""
        block = self._block(block_id, location, inline=True, optional=optional)
        return block + self._marker.span(text, ProseOrigin(location))

    def _date(self, edition: Edition) -> str:
        """The date of the report; one not known yet is shown as any fact that is not."""
        place = edition.date_location or edition.location
        issued = edition.issued
        if issued is None or not edition.date_pending:
            return self._written("date", edition.date.chinese if edition.date else "", place)
        origin = FactOrigin(self._composer.report.label(issued.key), None, pending=True)
        return self._block("date", place, inline=True) + self._marker.span(printed(issued.value), origin)

    def _prose(self, block_id: str, prose: Prose | None) -> list[ShownParagraph]:
        return [
            ShownParagraph("", "", "", self._block(block_id, paragraph[0].location) + self._composer.text(paragraph)[0])
            for paragraph in self._composer.paragraphs(prose)
        ]

    def _chapter(self, chapter: ReportChapter, number: int) -> ShownChapter:
        heading = self._heading(chapter.id, numbering.chapter(number), chapter.title, CHAPTER_LEVEL)
        items = chapter.file.items if chapter.file else ()
        empty: tuple[ShownParagraph, ...] = ()
        if not items:
            block = self._block(chapter.id, chapter.location)
            empty = (ShownParagraph("", "", "", block + self._marker.span(NOTHING_YET, PLACEHOLDER)),)
        return ShownChapter(
            heading,
            self._listing(empty),
            self._listing(self._item(chapter.id, item, place) for place, item in enumerate(items, 1)),
        )

    def _item(self, chapter: str, item: Item, number: int) -> ShownItem:
        block_id = f"{chapter}.{item.id}"
        return ShownItem(
            *self._body(block_id, numbering.item(number), ITEM_LEVEL, item),
            self._listing(self._group(block_id, group, place) for place, group in enumerate(item.groups, 1)),
            self._listing(self._prose(block_id, item.after)),
        )

    def _group(self, item_id: str, group: Group, number: int) -> ShownGroup:
        block_id = f"{item_id}.{group.id}"
        heading, paragraphs = self._body(block_id, numbering.group(number), GROUP_LEVEL, group)
        after = self._prose(block_id, group.after)
        return ShownGroup(heading, self._listing((*paragraphs, *after)) if after else paragraphs)

    def _body(self, block_id: str, number: str, level: int, work: Item | Group) -> tuple[str, Listing[ShownParagraph]]:
        """The heading, when it has a line of its own, and the paragraphs of text and points.

        A heading runs into the first of these paragraphs; where there is none (the groups follow at
        once, or nothing does) it stands alone whatever the layout says.
        """
        texts = self._composer.paragraphs(work.text)
        alone = not self._run_in or not (texts or work.points)
        heading = self._heading(block_id, number, work.title, level) if alone else ""
        shown: list[ShownParagraph] = []
        for paragraph in texts:
            run_in = not alone and not shown
            block = self._block(block_id, paragraph[0].location, level if run_in else 0)
            opening = block + self._run_in_heading(number, work.title) if run_in else ""
            shown.append(ShownParagraph(opening, "", "", block + self._composer.text(paragraph)[0]))
        counted = len(work.points) > 1
        for place, point in enumerate(work.points, 1):
            heads = (number, work.title, level) if not alone and not shown else None
            shown += self._point(f"{block_id}.points.{point.id}", point, place if counted else 0, heads)
        return heading, self._listing(shown)

    def _heading(self, block_id: str, number: str, title: Prose, level: int) -> str:
        block = self._block(block_id, title.location, level)
        return block + self._marker.span(number, NUMBERING) + self._composer.title(title)[0]

    def _run_in_heading(self, number: str, title: Prose) -> str:
        text, last = self._composer.title(title)
        stop = "" if ends_sentence(last) else self._marker.span("。", PUNCTUATION)
        return self._marker.span(number, NUMBERING) + text + stop + HEADING_END

    def _point(
        self, block_id: str, point: Point, number: int, run_in: tuple[str, Prose, int] | None
    ) -> list[ShownParagraph]:
        """The paragraphs of a point. The only point of its item carries no 一是: there is no 二是 after it."""
        texts = self._composer.paragraphs(point.text)
        block = self._block(block_id, point.location, run_in[2] if run_in else 0)
        heading = block + self._run_in_heading(run_in[0], run_in[1]) if run_in else ""
        counter = block + self._marker.span(numbering.point(number), NUMBERING) if number else ""
        lead = ""
        if point.lead:
            text, last = self._composer.title(point.lead)
            lead = block + text + ("" if ends_sentence(last) else self._marker.span("。", PUNCTUATION))
        first = block + self._composer.text(texts[0])[0] if texts else ""
        further = [
            ShownParagraph("", "", "", self._block(block_id, text[0].location) + self._composer.text(text)[0])
            for text in texts[1:]
        ]
        return [ShownParagraph(heading, counter, lead, first), *further]

    def _attachments(self, attachments: tuple[Attachment, ...]) -> list[ShownAttachment]:
        shown = []
        for number, attachment in enumerate(attachments, 1):
            block = self._block(f"attachments.{number}", attachment.title.location)
            counter = block + self._marker.span(f"{number}.", NUMBERING) if len(attachments) > 1 else ""
            shown.append(ShownAttachment(counter, block + self._composer.title(attachment.title)[0]))
        return shown
