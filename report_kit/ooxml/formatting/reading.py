"""A Word file as a ``Sheet``: what is shown where, with the formatting that takes effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.ooxml.formatting.elements import Properties, child, name_of, number, on, properties, values
from report_kit.ooxml.formatting.model import Indent, MarginLook, ParagraphLook, RunLook, SectionLook, Sheet
from report_kit.ooxml.formatting.numbering import Numbering
from report_kit.ooxml.formatting.styles import Styles
from report_kit.ooxml.formatting.walk import Paragraph, Run, TooMuchError, Walk
from report_kit.ooxml.package import PackageProblem
from report_kit.ooxml.xml import UnsafeXmlError, XmlError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from report_kit.ooxml.package import Package

LARGEST_PART = 16 * 2**20
"""Bytes of XML of one part that is read: five hundred pages have a third of this."""

MOST_TAGS = 1_000_000
"""Opening and closing tags of one part: twice those of five hundred pages."""

_FALLBACK_LINE = 312
"""Twips of a line for spacing counted in lines where a section has no grid, as Word has it."""

_AUTO_SPACING = 280
_JUSTIFIED = {"start": "left", "end": "right", "distribute": "both", "lowKashida": "both"}


def look_at(package: Package) -> Sheet | PackageProblem:
    """The layout of a Word file, or why it cannot be judged. Time and memory are bounded."""
    for name, data in package.parts.items():
        if name.lower().endswith(".xml") and (len(data) > LARGEST_PART or data.count(b"<") > MOST_TAGS):
            return _too_much(name)
    try:
        return _Reading(package).sheet()
    except TooMuchError:
        return _too_much(package.main() or "")
    except UnsafeXmlError:
        words = msg("文件里有 Word 不会写出的内容（文档类型声明，或套得过深的层次），为安全起见没有读")
        return PackageProblem(words, msg("用 Word、WPS 打开后另存一份再试"))
    except (XmlError, RecursionError):
        return PackageProblem(msg("文件损坏，版式读不出来"), msg("用 Word、WPS 打开后另存一份再试"))


def _too_much(name: str) -> PackageProblem:
    words = msg("文件太大或者太复杂：部件 {name} 不像是一份报告的", name=name)
    return PackageProblem(words, msg("拆成几个文件，或者去掉很大的表格，再试"))


class _Reading:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main() or ""
        self._targets = {arrow.id: arrow for arrow in package.relationships(self._main) if not arrow.external}
        settings = self._part("settings")
        self._even = settings is not None and on(properties(settings), "evenAndOddHeaders")
        language = child(settings, "themeFontLang")
        told = values(language) if language is not None else {}
        self._styles = Styles(self._part("styles"), self._part("theme"), told.get("eastAsia", ""))
        self._numbering = Numbering(self._part("numbering"))
        self._plain: dict[tuple[str, int], ParagraphLook] = {}  # by style and pitch: nothing of their own
        self._plain_runs: dict[str, RunLook] = {}

    def sheet(self) -> Sheet:
        """The whole file."""
        walk = Walk(self._root(self._main))
        sections = self._sections(walk.sections)
        paragraphs = tuple(self._paragraph(one, sections) for one in walk.paragraphs)
        return Sheet(paragraphs, sections, self._even, self._styles.normal_size())

    def _part(self, kind: str) -> _Element | None:
        arrow = next((one for one in self._targets.values() if one.type.endswith(f"/{kind}")), None)
        name = self._name(arrow.target) if arrow is not None else ""
        return self._root(name) if name in self._package.parts else None

    def _root(self, name: str) -> _Element:
        from report_kit.ooxml.redline.elements import root_of

        return root_of(self._package.parts[name])

    def _name(self, target: str) -> str:
        folder = self._main.rpartition("/")[0]
        return target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"

    def _sections(self, elements: list[_Element]) -> tuple[SectionLook, ...]:
        found: list[SectionLook] = []
        margins: dict[str, MarginLook] = {}
        read: dict[str, MarginLook] = {}
        for place, element in enumerate(elements):
            told = properties(element)
            margins = dict(margins)
            for one in element:
                if name_of(one) == "footerReference":
                    arrow = self._targets.get(values(one).get("id", ""))
                    name = self._name(arrow.target) if arrow is not None else ""
                    if name in self._package.parts:
                        if name not in read:
                            read[name] = self._margin(name)
                        margins[values(one).get("type", "default")] = read[name]
            found.append(_section(place, told, margins))
        return tuple(found) or (SectionLook(0),)

    def _margin(self, name: str) -> MarginLook:
        walk = Walk(self._root(name))
        codes = [code.split() for one in walk.paragraphs for code in one.fields]
        pages = [code for code in codes if code and code[0].upper() == "PAGE"]
        looks = tuple(self._paragraph(one, (SectionLook(0),)) for one in walk.paragraphs)
        return MarginLook(name, looks, bool(pages), any("numberindash" in " ".join(code).lower() for code in pages))

    def _paragraph(self, one: Paragraph, sections: tuple[SectionLook, ...]) -> ParagraphLook:
        section = min(one.section, len(sections) - 1)
        own = properties(child(one.element, "pPr"))
        key = self._styles.paragraph_style(own)
        told, label = self._numbered(own, key)
        pitch = (sections[section].pitch if sections[section].grid else 0) or _FALLBACK_LINE
        if told or own.keys() - {"pStyle", "rPr", "sectPr"}:
            found = self._styles.paragraph(key, own, told, numbered_itself="numPr" in own)
            look = _look(found, self._styles.style_name(key), pitch)
        else:
            look = self._plain.get((key, pitch)) or _look(
                self._styles.paragraph(key, {}, {}, numbered_itself=False), self._styles.style_name(key), pitch
            )
            self._plain[key, pitch] = look
        return look._replace(
            number=one.number,
            label=label,
            text=one.text,
            runs=tuple(self._run(place, run, key) for place, run in enumerate(one.runs) if run.words or run.field),
            cell=one.cell,
            boxed=bool(one.frame) and "framePr" not in own,
            frame=one.frame,
            picture=one.picture,
            section=section,
            pages=one.pages,
        )

    def _numbered(self, own: Properties, key: str) -> tuple[Properties, str]:
        """What a list gives to the paragraph: properties of its level, and its number."""
        element_says = own.get("numPr")
        if element_says is None and self._styles.numbering_of(key) is None:
            return {}, ""
        list_id, level = self._list_of(own, key)
        if list_id in ("", "0"):
            return {}, ""
        return self._numbering.look(list_id, level), self._numbering.next(list_id, level)

    def _list_of(self, own: Properties, key: str) -> tuple[str, int]:
        told = own.get("numPr") or self._styles.numbering_of(key) or {}
        return told.get("numId", ""), min(max(number(told, "ilvl"), 0), 8)

    def _run(self, place: int, run: Run, key: str) -> RunLook:
        element = child(run.element, "rPr")
        look = self._plain_runs.get(key) if element is None else None
        if look is None:
            look = self._run_look(self._styles.run(key, properties(element)))
            if element is None:
                self._plain_runs[key] = look
        return look._replace(number=place, text="".join(run.words), field=run.field)

    def _run_look(self, found: Properties) -> RunLook:
        face, named = self._styles.face(found, "eastAsia")
        latin, _ = self._styles.face(found, "ascii")
        return RunLook(
            0,
            "",
            face,
            latin,
            named,
            "eastAsiaTheme" in found.get("rFonts", {}),
            number(found.get("sz", {}), "val", 20),
            on(found, "b"),
            _color(found.get("color", {})),
            number(found.get("spacing", {}), "val"),
            number(found.get("w", {}), "val", 100) or 100,
            on(found, "vanish"),
        )


def _look(found: Properties, style: str, pitch: int) -> ParagraphLook:
    """How a paragraph with these properties looks; its words and its place are not yet in it."""
    spacing = found.get("spacing", {})
    outline = number(found.get("outlineLvl", {}), "val", 9)
    jc = found.get("jc", {}).get("val", "left")
    return ParagraphLook(
        0,
        "",
        "",
        (),
        style,
        _JUSTIFIED.get(jc, jc),
        _indent(found),
        number(spacing, "line", 240),
        spacing.get("lineRule", "auto"),
        _space(spacing, "before", pitch),
        _space(spacing, "after", pitch),
        on(found, "widowControl", otherwise=True),
        on(found, "snapToGrid", otherwise=True),
        on(found, "overflowPunct") if "overflowPunct" in found else None,
        on(found, "pageBreakBefore"),
        outline if 0 <= outline < 9 else None,
    )


def _color(told: dict[str, str]) -> str:
    """Six hexadecimal digits in capitals, ``theme`` for one that a theme gives; empty for automatic."""
    theme = told.get("themeColor", "")
    if theme and (theme not in ("text1", "dark1") or told.keys() & {"themeTint", "themeShade"}):
        return "theme"
    written = told.get("val", "auto")
    return "" if written == "auto" or theme else written.upper()


def _section(place: int, told: Properties, footers: dict[str, MarginLook]) -> SectionLook:
    size, margins, grid = (told.get(name, {}) for name in ("pgSz", "pgMar", "docGrid"))
    plain = SectionLook(place)
    return plain._replace(
        width=number(size, "w", plain.width),
        height=number(size, "h", plain.height),
        **{
            name: number(margins, name, getattr(plain, name))
            for name in ("top", "right", "bottom", "left", "gutter", "header", "footer")
        },
        grid="" if grid.get("type", "default") == "default" else grid["type"],
        pitch=number(grid, "linePitch"),
        char_space=number(grid, "charSpace"),
        number_format=told.get("pgNumType", {}).get("fmt", ""),
        title_page=on(told, "titlePg"),
        new_page=told.get("type", {}).get("val", "nextPage") != "continuous",
        columns=max(1, number(told.get("cols", {}), "num", 1)),
        footers=footers,
    )


def _indent(found: Properties) -> Indent:
    told = found.get("ind", {})
    first, first_chars = number(told, "firstLine"), number(told, "firstLineChars")
    if "hanging" in told:
        first = -number(told, "hanging")
    if "hangingChars" in told:
        first_chars = -number(told, "hangingChars")
    written = [name for name in ("left", "right") if name in told]
    return Indent(
        number(told, "left"),
        number(told, "right"),
        first,
        number(told, "leftChars"),
        number(told, "rightChars"),
        first_chars,
        frozenset([*written, *(["first"] if told.keys() & {"firstLine", "hanging"} else [])]),
    )


def _space(spacing: dict[str, str], side: str, pitch: int) -> int:
    if on({side: {"val": spacing.get(f"{side}Autospacing", "0")}}, side):
        return _AUTO_SPACING
    lines = number(spacing, f"{side}Lines")
    return lines * pitch // 100 if lines else number(spacing, side)
