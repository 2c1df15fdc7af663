"""From the bytes of a Word template to Jinja source and everything that is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Severity, in_order, msg
from report_kit.ooxml.document_properties import app_properties
from report_kit.ooxml.package import (
    CONTENT_TYPES,
    ROOT_RELATIONSHIPS,
    Package,
    PackageProblem,
    Relationship,
    hazards,
    read_package,
)
from report_kit.ooxml.xml import DECLARATION, XmlError, canonical, check, decode, escape_attribute, unescape
from report_kit.render.codes import W001, W002, W106, W107, W108, W109
from report_kit.render.foreign import OPENING, foreign_content, missing_styles, never_filled
from report_kit.render.names import names_by_tag
from report_kit.render.outline import paragraphs
from report_kit.render.places import Places, Source, part_name
from report_kit.render.source import cleaned, jinja_source
from report_kit.render.template import APP, CORE, Compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report_kit.diagnostics import Message
    from report_kit.render.tags import Tag

MAX_PART = 4 * 2**20
"""Bytes of a part that is filled, and of the styles; a template of 200 pages has fewer."""
MAX_TAGS = 5_000

_OF_ONE_TAG = frozenset(code.code for code in (W106, W107, W108, W109))
"""What is told of a tag by itself."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FILLED = tuple(
    f"{_WORD}{kind}+xml" for kind in ("document.main", "template.main", "header", "footer", "footnotes", "endnotes")
)
_STYLES = f"{_WORD}styles+xml"
_ANY_TAG = re.compile(r"<[^>]*>")
_STYLE = re.compile(r"<w:style (?=[^>]*w:type=\"paragraph\")([^>]*)>(.*?)</w:style>", re.DOTALL)
_STYLE_ID = re.compile(r'w:styleId="([^"]*)"')
_STYLE_NAME = re.compile(r'<w:name w:val="([^"]*)"')


class _TooLargeError(Exception):
    """A part is larger than any template's. ``words`` say so."""

    def __init__(self, words: Message) -> None:
        super().__init__(str(words))
        self.words = words


class _Content(NamedTuple):
    """A template as read: ``texts`` are the parts to fill as canonical text, ``static`` the other parts.

    ``styles`` are the names of paragraph styles by id, ``known`` the ids of all styles, ``headings`` of headings.
    """

    texts: Mapping[str, str]
    styles: Mapping[str, str]
    known: frozenset[str]
    headings: frozenset[str]
    static: Mapping[str, bytes]


class Judged(NamedTuple):
    """A template, ready if it is usable, and the tags of its parts."""

    compiled: Compiled
    tags: Mapping[str, Sequence[Tag]]


def compiled_from(name: str, data: bytes) -> Judged:
    """The template, or why it is none; every problem found at once."""
    places = Places(name, {})
    package = read_package(data)
    if isinstance(package, PackageProblem):
        return _unread(places, places.whole(W001, package.message, package.hint))
    dangers = [
        places.whole(W002, message, msg("模板只能是普通的 Word 文档（.docx），不含宏，不引用别的文件"))
        for message in hazards(package)
    ]
    if dangers:
        return _unread(places, *dangers)
    try:
        content = _read(package)
    except _TooLargeError as error:
        hint = msg("模板只放固定的文字和标签，内容写在 data 里；从自带的模板重新开始")
        return _unread(places, places.whole(W001, error.words, hint))
    except XmlError as error:
        words = msg("文件里的 XML 有错误：{error}", error=str(error))
        return _unread(places, places.whole(W001, words, msg("用 Word、WPS 打开后另存一份")))
    return _checked(name, content)


def _unread(places: Places, *problems: Diagnostic) -> Judged:
    return Judged(Compiled(places.name, {}, {}, {}, places, problems), {})


def _read(package: Package) -> _Content:
    main = package.main() or ""
    filled = {
        part: package.parts[part]
        for part in sorted(package.parts, key=lambda part: (part != main, part))
        if part == main or package.content_type(part) in _FILLED
    }
    for part, content in package.parts.items():
        if len(content) > MAX_PART and (part in filled or package.content_type(part) == _STYLES):
            words = msg(
                "{part} 太长，有 {size} MB，最多 {limit} MB",
                part=part_name(part),
                size=len(content) // 2**20,
                limit=MAX_PART // 2**20,
            )
            raise _TooLargeError(words)
        if part.lower().endswith((".xml", ".rels")):
            check(decode(content))
    texts = {part: cleaned(canonical(content)) for part, content in filled.items()}
    for part, text in texts.items():
        if len(OPENING.findall(text)) > MAX_TAGS:
            raise _TooLargeError(msg("{part}里的标签多于 {limit} 个", part=part_name(part), limit=MAX_TAGS))
    styles: dict[str, str] = {}
    known: set[str] = set()
    headings: set[str] = set()
    for part, content in package.parts.items():
        if package.content_type(part) == _STYLES:
            xml = canonical(content)
            known.update(unescape(key) for key in _STYLE_ID.findall(xml))
            for attributes, body in _STYLE.findall(xml):
                key, style_name = _STYLE_ID.search(attributes), _STYLE_NAME.search(body)
                if not key or not style_name:
                    continue
                styles[key[1]] = unescape(style_name[1])
                if 'w:default="1"' in attributes or 'w:default="true"' in attributes:
                    styles[""] = styles[key[1]]
                if "<w:outlineLvl" in body:
                    headings.add(key[1])
    static = {part: content for part, content in _anonymous(package).items() if part not in filled}
    return _Content(texts, styles, frozenset(known), frozenset(headings), static)


def _checked(name: str, content: _Content) -> Judged:
    from report_kit.render.lint import lint

    texts, styles, static = content.texts, content.styles, content.static
    known = {part: paragraphs(text, content.headings) for part, text in texts.items()}
    places = Places(name, known)
    found = never_filled(static, places)
    tags: dict[str, Sequence[Tag]] = {}
    told: dict[str, frozenset[int]] = {}
    for part, text in texts.items():
        broken, tags[part] = lint(part, known[part], places)
        broken += foreign_content(part, text, known[part], places)
        if _wrong(broken):
            told[part] = frozenset(one.location.line for one in broken if one.location and one.code in _OF_ONE_TAG)
        found += (*broken, *missing_styles(part, text, content.known, places))
    usable = not _wrong(found)
    sources: dict[str, Source] = {}
    filled_static = dict(static)
    for number, (part, text) in enumerate(texts.items()):
        if part in told:
            found += names_by_tag(part, tags[part], told[part], places)
        elif number and not OPENING.search(_ANY_TAG.sub("", text)) and not OPENING.search(text):
            filled_static[part] = _declared(text)
        else:
            sources[part] = jinja_source(text)
            found += _judged(part, sources[part], places)
    return Judged(Compiled(name, sources if usable else {}, filled_static, styles, places, in_order(found)), tags)


def _wrong(found: Iterable[Diagnostic]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in found)


def _judged(part: str, source: Source, places: Places) -> list[Diagnostic]:
    """Faults of names and expressions, and what Jinja itself finds in the part as a whole."""
    from jinja2 import TemplateSyntaxError

    from report_kit.render.environment import environment, loaded
    from report_kit.render.expressions import Judge

    try:
        tree = environment().parse(source.text)
        faults = Judge().template(tree)
        if not faults:
            loaded(source.text)
    except TemplateSyntaxError as error:
        what = msg("标签之间对不上：{error}", error=str(error.message))
        return [places.at(W109, part, source.paragraph(error.lineno), what)]
    except (RecursionError, MemoryError, SyntaxError, OverflowError):
        return [places.at(W108, part, 1, msg("标签套得太深"))]
    return [places.at(fault.code, part, source.paragraph(fault.line), fault.message, fault.hint) for fault in faults]


def _declared(text: str) -> bytes:
    return (DECLARATION + text).encode("utf-8")


_TYPE = "application/vnd.openxmlformats-"
_PROPERTY_TYPES = (
    (CORE, f"{_TYPE}package.core-properties+xml"),
    (APP, f"{_TYPE}officedocument.extended-properties+xml"),
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ABOUT_THE_FILE = (
    "/core-properties",
    "/extended-properties",
    "/custom-properties",
    "/thumbnail",
    "/digital-signature/origin",
)


def _anonymous(package: Package) -> dict[str, bytes]:
    """The parts of a template without what Word and WPS note about persons, programs and the old first page.

    In their place stands what a draft needs, whether or not the template had it: LibreOffice leaves the core
    properties out. A .dotx becomes a .docx.
    """
    main = package.main() or ""
    arrows = package.relationships()
    about = {arrow.target.lstrip("/") for arrow in arrows if arrow.type.endswith(_ABOUT_THE_FILE)}
    kept = {part: content for part, content in package.parts.items() if part not in (about | {CORE, APP})}
    relations = [arrow for arrow in arrows if not arrow.type.endswith(_ABOUT_THE_FILE)]
    relations += [
        Relationship("rIdCore", f"{_PACKAGE}/relationships/metadata/core-properties", CORE, external=False),
        Relationship("rIdApp", f"{_OFFICE}/extended-properties", APP, external=False),
    ]
    types = [(part, kind) for part in kept if part != CONTENT_TYPES and (kind := package.content_type(part))]
    types = [(part, f"{_WORD}document.main+xml" if part == main else kind) for part, kind in types]
    return {
        **kept,
        APP: app_properties().encode("utf-8"),
        CONTENT_TYPES: _declared(_types((*types, *_PROPERTY_TYPES))),
        ROOT_RELATIONSHIPS: _declared(_relationships(relations)),
    }


def _types(types: Iterable[tuple[str, str]]) -> str:
    """``[Content_Types].xml``: every part by name, so that no default of the template matters."""
    overrides = "".join(
        f'<Override PartName="/{escape_attribute(part)}" ContentType="{escape_attribute(kind)}"/>'
        for part, kind in sorted(types)
        if not part.endswith(".rels")
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_TYPE}package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(arrows: Iterable[Relationship]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{escape_attribute(arrow.id)}" Type="{escape_attribute(arrow.type)}"'
            f' Target="{escape_attribute(arrow.target)}"{_OUTSIDE if arrow.external else ""}/>'
            for arrow in arrows
        )
        + "</Relationships>"
    )


_OUTSIDE = ' TargetMode="External"'
