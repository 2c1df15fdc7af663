"""What each paragraph of a document is, told by its words, its place and its look; names of styles are not needed."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from report_kit.layout.lengths import ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.ooxml.formatting.model import ParagraphLook


class Role(Enum):
    """The parts of an official document (GB/T 9704-2012, 7)."""

    HEAD = "head"
    DOCUMENT_NUMBER = "document number"
    TITLE = "title"
    ADDRESSEE = "addressee"
    BODY = "body"
    LEVEL1 = "level 1"
    LEVEL2 = "level 2"
    LEVEL3 = "level 3"
    LEVEL4 = "level 4"
    ATTACHMENTS = "attachments"
    ATTACHMENTS_MORE = "more attachments"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"
    IMPRINT = "imprint"
    ATTACHMENT_LABEL = "attachment label"
    ATTACHMENT_TITLE = "attachment title"
    EMPTY = "empty"
    OTHER = "other"


LEVELS = (Role.LEVEL1, Role.LEVEL2, Role.LEVEL3, Role.LEVEL4)

NUMBERS = (
    re.compile("([一二三四五六七八九十]{1,3})、"),
    re.compile("[（(]([一二三四五六七八九十]{1,3})[）)]"),
    re.compile(r"([0-9]{1,2})[.．](?![0-9])"),
    re.compile("[（(]([0-9]{1,2})[）)]"),
)
"""How the four levels are numbered (7.3.3), each with its number."""

LONGEST_HEADING = 40
LONGEST_TITLE = 100
_WHERE_TITLES_STAND = 16
_LARGE = 36
"""Half points: letters of this size or larger are a title's."""

_RED = ("FF0000", "E60012", "C00000", "FE0000", "EE0000")
_DOCUMENT_NUMBER = re.compile(r"\S{1,12}?\s*[〔\[（(【﹝［〈{]\s*\d{2,4}\s*年?[〕\]）)】﹞］〉}]\s*第?\s*\d+\s*号")
_ENDS_LIKE_A_TITLE = re.compile(
    "(?:报告|总结|计划|要点|通知|意见|方案|函|请示|批复|决定|公告|通报|纪要|办法|汇报|情况)$"
)
_SIGNS = "[\\d一二三四五六七八九十]{1,3}"
_DATE = re.compile(rf"[\d〇○零一二三四五六七八九十]{{2,4}}\s*年\s*{_SIGNS}\s*月\s*{_SIGNS}\s*[日号]")
_ATTACHMENTS = re.compile(r"附\s*件\s*[:：]\s*\S")
_MORE_ATTACHMENTS = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、)）]")
_LABEL = re.compile(r"附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：]?")
_IMPRINT = re.compile(r"(?:抄\s*送|抄\s*报|主\s*送)\s*[:：]|.*印发\s*$")
_NOTE = re.compile(r"[（(].*[）)]|此件.{1,12}")
_TABLE_NOTE = re.compile(r"(?:[备附]?\s*注|说\s*明|资料来源|数据来源)\s*[:：]")
_AN_OFFICE = re.compile("(?:局|委|部|厅|办|政府|办公室|会|中心|院|党组|处|所|公司|组|学校|大学|站|队|支行)$")
_TO_SOMEBODY = re.compile("(?:局|委|部|厅|办|政府|办公室|会|中心|院|单位|党组|处|公司|同志|代表|机构|部门)$")
_SENTENCE = re.compile("[。！？；]")
_CONTENTS = re.compile(r"[\t.…·]\s*\d{1,3}$")
"""A line of a table of contents: it ends with the number of a page."""

_TAG = re.compile(r"\{[{%]")
"""A tag of a template, in whose place a document will have words."""

_CALL = re.compile("(?:各位|尊敬的)?.{0,10}(?:代表|委员|同志们|同事们|领导|嘉宾|朋友们)(?:[、，].{0,16})?[：:！]")
"""Who is spoken to in the middle of a speech; such lines stand flush left."""

_MOST_ATTACHMENTS = 20
_LEAST_OF_A_BODY = 28
_NO_SIGNATURE = 30


def roles_of(paragraphs: Sequence[ParagraphLook]) -> tuple[Role, ...]:
    """The role of every paragraph, in their order."""
    return _Recognition(paragraphs).roles()


def level_of(words: str) -> int:
    """The level (1 to 4) that a paragraph is numbered as, 0 for none."""
    return next((level for level, mark in enumerate(NUMBERS, 1) if mark.match(words)), 0)


def heading_end(words: str) -> int:
    """Where a numbered heading ends that the text of its paragraph follows; its length when nothing follows."""
    stop = words.find("。")
    return stop + 1 if 0 <= stop < LONGEST_HEADING else len(words)


class _Recognition:
    def __init__(self, paragraphs: Sequence[ParagraphLook]) -> None:
        self._all = paragraphs
        self._roles: list[Role] = [Role.OTHER if one.words else Role.EMPTY for one in paragraphs]
        self._plain = [place for place, one in enumerate(paragraphs) if one.words and not one.cell and not one.frame]

    def roles(self) -> tuple[Role, ...]:
        last_title = self._title()
        label = self._labels(last_title)
        date = self._date(last_title, label)
        self._behind(date, label)
        end = self._signature(date) if date is not None else label
        end = self._attachments(last_title, end)
        self._body(last_title, end)
        return tuple(self._roles)

    def _between(self, after: int, before: int) -> list[int]:
        return [place for place in self._plain if after < place < before]

    def _title(self) -> int:
        """Marks what stands at the head of the first page; gives the place of the last line of the title, else -1."""
        found: list[int] = []
        size = 0
        for place in self._plain[:_WHERE_TITLES_STAND]:
            one = self._all[place]
            first = place == self._plain[0]
            if found:
                if _size(one) == size and _looks_like_a_title(one, first=False) and place - found[-1] <= 1:
                    found.append(place)
                    continue
                break
            if _DOCUMENT_NUMBER.fullmatch(one.words):
                self._roles[place] = Role.DOCUMENT_NUMBER
            elif _is_red(one):
                self._roles[place] = Role.HEAD
            elif _looks_like_a_title(one, first=first):
                found.append(place)
                size = _size(one)
            elif len(one.words) >= _LEAST_OF_A_BODY and _SENTENCE.search(one.words):
                break
        for place in found:
            self._roles[place] = Role.TITLE
        return found[-1] if found else -1

    def _labels(self, after: int) -> int:
        """Marks the labels of attachments and their titles; gives the place of the first label."""
        first = len(self._all)
        waiting = False
        seen_body = False
        for place in self._between(after, len(self._all)):
            one = self._all[place]
            if seen_body and _LABEL.fullmatch(one.words):
                self._roles[place] = Role.ATTACHMENT_LABEL
                first, waiting = min(first, place), True
            elif waiting:
                if one.jc == "center" or _size(one) >= _LARGE or len(one.words) <= LONGEST_HEADING:
                    self._roles[place] = Role.ATTACHMENT_TITLE
                waiting = False
            seen_body = seen_body or bool(_SENTENCE.search(one.words))
        return first

    def _date(self, after: int, before: int) -> int | None:
        """Marks the date of issue: the last line that is a date, behind the body."""
        places = self._between(after, before)
        for place in reversed(places):
            if _DATE.fullmatch(self._all[place].words):
                if any(_SENTENCE.search(self._all[earlier].words) for earlier in places if earlier < place):
                    self._roles[place] = Role.DATE
                    return place
                return None
        return None

    def _behind(self, date: int | None, label: int) -> None:
        """Marks what follows the date: a note in brackets, and whom copies go to."""
        for place in self._plain:
            words = self._all[place].words
            if _IMPRINT.match(words) and (date is None or place > date) and place > self._plain[0]:
                if date is not None:
                    self._roles[place] = Role.IMPRINT
            elif date is not None and date < place < label and place - date <= 3 and _NOTE.fullmatch(words):
                self._roles[place] = Role.NOTE

    def _signature(self, date: int) -> int:
        """Marks the signature above the date; gives the place where the body has ended."""
        before = self._between(-1, date)
        place = before[-1] if before else -1
        if place < 0 or self._roles[place] is not Role.OTHER:
            return date
        one = self._all[place]
        words = one.words
        if len(words) > _NO_SIGNATURE or _SENTENCE.search(words) or level_of(words) or _ATTACHMENTS.match(words):
            return date
        if one.jc in ("right", "center") or ends(one, 8844)[0] >= 6 or _AN_OFFICE.search(words):
            self._roles[place] = Role.SIGNATURE
            return place
        return date

    def _attachments(self, after: int, before: int) -> int:
        """Marks the list of attachments below the body; gives the place where the body has ended."""
        places = self._between(after, before)
        for at in range(max(1, len(places) - _MOST_ATTACHMENTS), len(places)):
            place = places[at]
            if _ATTACHMENTS.match(self._all[place].words):
                rest = places[at + 1 :]
                if any(_SENTENCE.search(self._all[later].words[:-1]) for later in rest):
                    continue  # the body goes on behind it
                self._roles[place] = Role.ATTACHMENTS
                for later in rest:
                    if _MORE_ATTACHMENTS.match(self._all[later].words):
                        self._roles[later] = Role.ATTACHMENTS_MORE
                return place
        return before

    def _body(self, after: int, before: int) -> None:
        """Marks addressee, headings and body."""
        places = [
            place
            for place in self._between(after, before)
            if self._roles[place] is Role.OTHER
            and not _stands_apart(self._all[place])
            and not self._notes_a_table(place)
        ]
        if places and after >= 0 and _is_addressee(self._all[places[0]], more=len(places) > 1):
            self._roles[places[0]] = Role.ADDRESSEE
            places = places[1:]
        for place in places:
            one = self._all[place]
            level = level_of(one.words)
            if level and (len(one.words) <= LONGEST_HEADING or heading_end(one.words) < len(one.words)):
                self._roles[place] = LEVELS[level - 1]
            elif len(one.words) >= _LEAST_OF_A_BODY or one.words.endswith(("。", "；", "：")):
                self._roles[place] = Role.BODY

    def _notes_a_table(self, place: int) -> bool:
        """Whether a paragraph is a note directly below a table, which has a size and an indent of its own."""
        return place > 0 and self._all[place - 1].cell and bool(_TABLE_NOTE.match(self._all[place].words))


def _size(one: ParagraphLook) -> int:
    return max((run.size for run in one.runs if run.text.strip()), default=0)


def _is_red(one: ParagraphLook) -> bool:
    return any(run.color in _RED for run in one.runs if run.text.strip()) and _size(one) >= _LARGE


def _looks_like_a_title(one: ParagraphLook, *, first: bool) -> bool:
    words = one.words
    if len(words) > LONGEST_TITLE or _SENTENCE.search(words) or words.endswith(("：", ":")) or level_of(words):
        return False
    if words.startswith(("（", "(")) or _DATE.fullmatch(words):
        return False
    if _size(one) >= _LARGE or (one.jc == "center" and len(words) > 2):
        return True
    return first and bool(_ENDS_LIKE_A_TITLE.search(words))


def _stands_apart(one: ParagraphLook) -> bool:
    """Whether a paragraph is no part of the text: not to the left, of a table of contents, a call, a tag."""
    if one.jc == "center" and not level_of(one.words):
        return True
    words = one.words
    return one.jc == "right" or bool(_CONTENTS.search(words) or _CALL.fullmatch(words) or _TAG.search(words))


def _is_addressee(one: ParagraphLook, *, more: bool) -> bool:
    words = one.words
    if not more or one.jc in ("center", "right") or _SENTENCE.search(words) or level_of(words):
        return False
    if words.endswith(("：", ":")):
        return len(words) <= 200
    return len(words) <= 60 and bool(_TO_SOMEBODY.search(words)) and "，" not in words
