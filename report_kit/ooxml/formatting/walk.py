"""The paragraphs and runs of a part in the order of reading, as their elements: tracked changes taken as accepted.

The reading of formatting and its mending walk the same way, so a paragraph and a run have the same number in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.ooxml.formatting.elements import child, name_of, values
from report_kit.ooxml.tree import CHARACTERS, GONE

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES = " \t\r\n"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_PICTURES = ("drawing", "pict", "object")
_SETTINGS_OF = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr")


class Run:
    """A run with its words. ``field``: it is the result of a field."""

    def __init__(self, element: _Element, *, field: bool) -> None:
        self.element = element
        self.field = field
        self.words: list[str] = []


class Paragraph:
    """A paragraph: the element that begins it, its runs, where it stands. See ``ParagraphLook`` for the names."""

    def __init__(self, number: int, element: _Element, *, cell: bool, frame: str) -> None:
        self.number = number
        self.element = element
        self.cell = cell
        self.frame = frame
        self.runs: list[Run] = []
        self.fields: list[str] = []
        self.picture = False
        self.section = 0
        self.pages = 0

    @property
    def text(self) -> str:
        """Its words."""
        return "".join("".join(run.words) for run in self.runs)


class Walk:
    """One pass over a part. ``sections`` are the elements of the sections that end in it, in order."""

    def __init__(self, root: _Element) -> None:
        self.paragraphs: list[Paragraph] = []
        self.sections: list[_Element] = []
        self._count = 0
        self._carried: Paragraph | None = None
        self._run: Run | None = None
        self._fields: list[list[str]] = []  # the code of each field begun; a last empty text once its result has
        self._cells = 0
        self._frame = ""
        self._pages = 0
        self._children(root, None)

    def _children(self, parent: _Element, paragraph: Paragraph | None) -> None:
        for element in parent:
            self._element(element, paragraph)

    def _element(self, element: _Element, paragraph: Paragraph | None) -> None:
        name = name_of(element)
        if name == "p":
            self._paragraph(element)
        elif name == "r":
            self._one_run(element, paragraph)
        elif name == "t":
            words = element.text or ""
            self._add(paragraph, words if element.get(_PRESERVE) == "preserve" else words.strip(_SPACES))
        elif name == "br" and values(element).get("type") == "page":
            self._pages += 1
        elif name in CHARACTERS:
            self._add(paragraph, CHARACTERS[name])
        elif name in ("fldChar", "instrText", "fldSimple"):
            self._field(name, element, paragraph)
        elif name == "AlternateContent":
            branches = [one for one in element if name_of(one) in ("Choice", "Fallback")]
            if branches:
                self._children(branches[0], paragraph)
        elif name == "sectPr":
            self.sections.append(element)
        elif name in GONE or name in _SETTINGS_OF or _is_deleted(element, name):
            return
        elif name == "tc":
            self._cells += 1
            self._children(element, paragraph)
            self._cells -= 1
        else:
            self._inside(name, element, paragraph)

    def _inside(self, name: str, element: _Element, paragraph: Paragraph | None) -> None:
        """What stands in a picture or a box hangs at the paragraph but is not of it."""
        if name in _PICTURES and paragraph is not None:
            paragraph.picture = True
        outer, cells = self._frame, self._cells
        if name.endswith("}anchor"):
            self._frame = _side_of(element) or "box"
        elif name == "txbxContent":
            self._frame, self._cells = self._frame or "box", 0
        self._children(element, None if name == "txbxContent" else paragraph)
        self._frame, self._cells = outer, cells

    def _paragraph(self, element: _Element) -> None:
        self._count += 1
        kept = (self._run, self._fields)
        if self._carried is not None:  # the end of the paragraph before is deleted: it goes on here, as this one looks
            found = self._carried
            found.element = element
        else:
            found = Paragraph(self._count, element, cell=self._cells > 0, frame=self._frame or _framed(element))
            self.paragraphs.append(found)
        found.section = len(self.sections)
        self._carried = None
        if self._frame:
            self._run, self._fields = None, []
        self._children(element, found)
        if self._frame:
            self._run, self._fields = kept
        mark = child(element, "pPr", "rPr")
        if mark is not None and any(name_of(one) in GONE for one in mark):
            self._carried = found
        section = child(element, "pPr", "sectPr")
        if section is not None:
            self.sections.append(section)

    def _one_run(self, element: _Element, paragraph: Paragraph | None) -> None:
        if paragraph is None:
            self._children(element, None)
            return
        outer, self._run = self._run, Run(element, field=any(field[-1:] == [""] for field in self._fields))
        paragraph.runs.append(self._run)
        self._children(element, paragraph)
        self._run = outer

    def _field(self, name: str, element: _Element, paragraph: Paragraph | None) -> None:
        kind = values(element).get("fldCharType", "")
        if name == "instrText" and self._fields:
            self._fields[-1].append(element.text or " ")
        elif name == "fldSimple":
            code = values(element).get("instr", "")
            if paragraph is not None:
                paragraph.fields.append(code)
            self._fields.append([code, ""])
            self._children(element, paragraph)
            self._fields.pop()
        elif kind == "begin":
            self._fields.append([])
        elif kind == "separate" and self._fields:
            self._fields[-1].append("")
        elif kind == "end" and self._fields:
            code = "".join(self._fields.pop())
            if paragraph is not None:
                paragraph.fields.append(code)

    def _add(self, paragraph: Paragraph | None, words: str) -> None:
        if paragraph is None or self._run is None or not words:
            return
        if self._pages and not paragraph.text:
            paragraph.pages, self._pages = self._pages, 0
        self._run.words.append(words)


def _is_deleted(element: _Element, name: str) -> bool:
    if name not in ("tr", "tc"):
        return False
    told = child(element, name + "Pr")
    return told is not None and any(name_of(one) in ("del", "cellDel") for one in told)


def _framed(element: _Element) -> str:
    """Where a paragraph in a frame stands: the side it says, or ``frame``; empty for a paragraph in the text."""
    frame = child(element, "pPr", "framePr")
    return (values(frame).get("xAlign", "") or "frame") if frame is not None else ""


def _side_of(anchor: _Element) -> str:
    """The side at which a floating box says it stands."""
    return next(
        (
            (align.text or "").strip()
            for place in anchor.iterchildren("{*}positionH")
            for align in place.iterchildren("{*}align")
        ),
        "",
    )
