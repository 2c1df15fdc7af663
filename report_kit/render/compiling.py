"""From the bytes of a Word template to Jinja source and everything that is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
from report_kit.render.codes import W001, W002, W108, W109, W112, W113, W114, W115
from report_kit.render.outline import paragraphs
from report_kit.render.places import Paragraph, Places, Source
from report_kit.render.source import cleaned, jinja_source
from report_kit.render.template import APP, CORE, Compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_PART = 4 * 2**20
"""Bytes of a part that is filled; a template of 200 pages has fewer."""
MAX_TAGS = 5_000

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FILLED = tuple(
    f"{_WORD}{kind}+xml" for kind in ("document.main", "template.main", "header", "footer", "footnotes", "endnotes")
)
_REVISION = re.compile(
    r"<w:(ins|del|moveFrom|moveTo|rPrChange|pPrChange|sectPrChange|tblPrChange|cellIns|cellDel)[ />]"
)
_COMMENT = re.compile(r"<w:comment(?:RangeStart|Reference)[ />]")
_OPENING = re.compile(r"\{\{|\{%|\{#|｛｛")
_ANY_TAG = re.compile(r"<[^>]*>")
_PRIVATE = re.compile("[\U000f0000-\U000fffff]")
_STYLE = re.compile(r"<w:style (?=[^>]*w:type=\"paragraph\")([^>]*)>(.*?)</w:style>", re.DOTALL)
_STYLE_ID = re.compile(r'w:styleId="([^"]*)"')
_STYLE_NAME = re.compile(r'<w:name w:val="([^"]*)"')


def compiled_from(name: str, data: bytes) -> Compiled:
    """The template, or why it is none; every problem found at once."""
    places = Places(name, {})
    package = read_package(data)
    if isinstance(package, PackageProblem):
        return Compiled(name, {}, {}, {}, places, (places.whole(W001, package.message, package.hint),))
    dangers = [
        places.whole(W002, message, msg("模板只能是普通的 Word 文档（.docx），不含宏，不引用别的文件"))
        for message in hazards(package)
    ]
    if dangers:
        return Compiled(name, {}, {}, {}, places, tuple(dangers))
    try:
        texts, styles, headings, static = _read(package)
    except XmlError as error:
        problem = places.whole(
            W001, msg("文件里的 XML 有错误：{error}", error=str(error)), msg("用 Word、WPS 打开后另存一份")
        )
        return Compiled(name, {}, {}, {}, places, (problem,))
    return _checked(name, texts, styles, headings, static)


def _read(package: Package) -> tuple[dict[str, str], dict[str, str], frozenset[str], dict[str, bytes]]:
    """Parts to fill as canonical text, style names, ids of heading styles, and the other parts."""
    main = package.main() or ""
    filled = {
        part: package.parts[part]
        for part in sorted(package.parts, key=lambda part: (part != main, part))
        if part == main or package.content_type(part) in _FILLED
    }
    for part, content in package.parts.items():
        if part in filled and len(content) > MAX_PART:
            raise XmlError(f"{part} is too long")
        if part.lower().endswith((".xml", ".rels")):
            check(decode(content))
    texts = {part: cleaned(canonical(content)) for part, content in filled.items()}
    for part, text in texts.items():
        if len(_OPENING.findall(text)) > MAX_TAGS:
            raise XmlError(f"{part} has too many tags")
    styles: dict[str, str] = {}
    headings = set()
    for part, content in package.parts.items():
        if package.content_type(part) == f"{_WORD}styles+xml":
            for attributes, body in _STYLE.findall(canonical(content)):
                key, style_name = _STYLE_ID.search(attributes), _STYLE_NAME.search(body)
                if not key or not style_name:
                    continue
                styles[key[1]] = unescape(style_name[1])
                if 'w:default="1"' in attributes or 'w:default="true"' in attributes:
                    styles[""] = styles[key[1]]
                if "<w:outlineLvl" in body:
                    headings.add(key[1])
    static = {part: content for part, content in _anonymous(package).items() if part not in filled}
    return texts, styles, frozenset(headings), static


def _checked(
    name: str, texts: dict[str, str], styles: dict[str, str], headings: frozenset[str], static: dict[str, bytes]
) -> Compiled:
    from report_kit.render.lint import lint

    known = {part: paragraphs(text, headings) for part, text in texts.items()}
    places = Places(name, known)
    found: list[Diagnostic] = []
    for part, text in texts.items():
        found += _foreign_content(part, text, known[part], places)
        found += lint(part, known[part], places)
    found += _never_filled(static, places)
    if any(problem.severity is Severity.ERROR for problem in found):
        return Compiled(name, {}, static, styles, places, in_order(found))
    sources, filled_static = {}, dict(static)
    for number, (part, text) in enumerate(texts.items()):
        if number and not _OPENING.search(_ANY_TAG.sub("", text)) and not _OPENING.search(text):
            filled_static[part] = _declared(text)
            continue
        sources[part] = jinja_source(text)
        found += _judged(part, sources[part], places)
    return Compiled(name, sources, filled_static, styles, places, in_order(found))


def _foreign_content(part: str, text: str, known: tuple[Paragraph, ...], places: Places) -> list[Diagnostic]:
    """Revisions, comments and private characters, which have no place in a template."""
    found = []
    if _REVISION.search(text):
        found.append(
            places.at(
                W112,
                part,
                _number_at(text, _REVISION),
                msg("模板里留有未处理的修订"),
                msg("在“审阅”中全部接受，再保存"),
            )
        )
    if _COMMENT.search(text):
        found.append(places.at(W113, part, _number_at(text, _COMMENT), msg("模板里有批注"), msg("删除模板里的批注")))
    found += (
        places.at(W115, part, paragraph.number, msg("有程序内部使用的字符（第15平面私用区）"), msg("删除该字符"))
        for paragraph in known
        if _PRIVATE.search(paragraph.text)
    )
    if not found and _PRIVATE.search(text):
        found.append(places.at(W115, part, 1, msg("有程序内部使用的字符（第15平面私用区）"), msg("删除该字符")))
    return found


def _number_at(text: str, pattern: re.Pattern[str]) -> int:
    match = pattern.search(text)
    return max(1, len(re.findall(r"<w:p[ >/]", text[: match.start()]))) if match else 1


def _never_filled(static: Mapping[str, bytes], places: Places) -> list[Diagnostic]:
    """Tags where nothing is ever filled in: charts, diagrams, properties."""
    found = []
    for part, content in sorted(static.items()):
        if not part.endswith(".xml") or not any(mark in content for mark in (b"{", "｛".encode())):
            continue
        try:
            words = _ANY_TAG.sub("", decode(content))
        except XmlError:
            continue
        tag = _OPENING.search(words)
        if tag:
            found.append(
                places.whole(
                    W114,
                    msg("{part} 里的“{words}”不会被填写", part=part, words=words[tag.start() : tag.start() + 30]),
                    msg("标签只能放在正文、页眉、页脚和脚注里"),
                )
            )
    return found


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
