"""Formatting changed in a Word file, its words untouched: properties of paragraphs, runs, sections, page numbers.

Everything that is not named by a mend stays: tracked changes, comments, fields, pictures, other properties.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.ooxml.formatting.elements import child, name_of
from report_kit.ooxml.formatting.walk import Walk
from report_kit.ooxml.package import Package, PackageProblem, read_package, write_package
from report_kit.ooxml.plain_text import plain_text
from report_kit.ooxml.properties import BEFORE_EVEN_AND_ODD, PARAGRAPH_ORDER, RUN_ORDER, SECTION_ORDER
from report_kit.ooxml.wiring import related, with_content_type, with_part, with_relationship
from report_kit.ooxml.xml import DECLARATION, W, XmlError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_SETTINGS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
_SAYS = re.compile(r"\w")
_SIDES = {"default": "right", "first": "right", "even": "left"}

Told = tuple[tuple[str, str | None], ...]
"""Attributes by local name; None takes one away."""


class Mend(NamedTuple):
    """One change of formatting.

    ``paragraph``: property ``name`` of paragraph ``number``; ``run``: of its ``runs``; ``section``: of section
    ``number``. ``footers``: footers that hold the page's number and nothing else, odd and even ones, in all sections.
    ``told`` are attributes to set; a property whose attributes are None is taken away.
    """

    kind: Literal["paragraph", "run", "section", "footers"]
    number: int = 0
    runs: tuple[int, ...] = ()
    name: str = ""
    told: Told | None = None


def mended(package: Package, mends: Sequence[Mend]) -> bytes | PackageProblem:
    """The bytes of the file with these changes, or why there is none: its text would not be the same.

    The text compared is ``plain_text``, headers, footers and notes included, without the number of the page and what
    stands around it that is no word. The same file and changes give the same bytes.
    """
    try:
        if _is_strict(package):
            hint = msg("在 Word 里另存为普通的 .docx 再试")
            return PackageProblem(msg("文件是 Strict Open XML 格式，不能调整"), hint)
        before = plain_text(package)
        parts = _changed(package, mends)
        data = write_package(parts)
        again = read_package(data)
        same = isinstance(again, Package) and plain_text(again) == before and not _lost(package, again)
    except (XmlError, RecursionError):
        same, data = False, b""
    return data if same else PackageProblem(_REFUSED)


_REFUSED: Message = msg("调整之后文字会与原来不一样，所以没有写出文件")


def _is_strict(package: Package) -> bool:
    """Whether the file has the names of ISO 29500 Strict, which hardly any program writes."""
    from report_kit.ooxml.redline.elements import root_of

    return _namespace(root_of(package.parts[package.main() or ""])) != f"{{{W}}}"


def _lost(before: Package, after: Package) -> bool:
    """Whether a part is missing or changed that holds no formatting of ours."""
    main = before.main() or ""
    touched = {main, related(before.parts, main, f"{_OFFICE}/settings")}
    for name, data in before.parts.items():
        if name not in after.parts:
            return True
        changed = after.parts[name] != data
        ours = name in touched or name.endswith(".rels") or name == "[Content_Types].xml"
        if changed and not ours and before.content_type(name) != _FOOTER_TYPE:
            return True
    return False


def _changed(package: Package, mends: Sequence[Mend]) -> dict[str, bytes]:
    from report_kit.ooxml.redline.elements import root_of

    main = package.main() or ""
    root = root_of(package.parts[main])
    walk = Walk(root)
    by_number = {one.number: one for one in walk.paragraphs}
    parts = dict(package.parts)
    for mend in mends:
        if mend.kind == "section" and mend.number < len(walk.sections):
            _set(walk.sections[mend.number], SECTION_ORDER, mend)
        elif mend.kind in ("paragraph", "run") and mend.number in by_number:
            found = by_number[mend.number]
            if mend.kind == "paragraph":
                _set(_properties(found.element, "pPr"), PARAGRAPH_ORDER, mend)
            else:
                for place in mend.runs:
                    if place < len(found.runs):
                        _set(_properties(found.runs[place].element, "rPr"), RUN_ORDER, mend)
    if any(mend.kind == "footers" for mend in mends):
        parts = _with_footers(package, walk.sections)
    parts[main] = _bytes(root)
    return parts


def _bytes(root: _Element) -> bytes:
    from lxml import etree

    return DECLARATION.encode() + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def _namespace(element: _Element) -> str:
    """The namespace of a Word element with its braces: that of strict files is another one."""
    return str(element.tag).partition("}")[0] + "}"


def _properties(element: _Element, name: str) -> _Element:
    """The element of properties, made where there is none."""
    found = child(element, name)
    if found is None:
        found = element.makeelement(_namespace(element) + name)
        element.insert(0, found)
    return found


def _set(parent: _Element, order: Sequence[str], mend: Mend) -> None:
    """A property with these attributes, at the place the schema wants."""
    found = child(parent, mend.name)
    if mend.told is None:
        if found is not None:
            parent.remove(found)
        return
    space = _namespace(parent)
    if found is None:
        found = parent.makeelement(space + mend.name)
        rank = order.index(mend.name)
        later = (place for place, one in enumerate(parent) if name_of(one) in order[rank + 1 :])
        parent.insert(next(later, len(parent)), found)
    for name, value in mend.told:
        for key in [key for key in found.attrib if str(key).rpartition("}")[2] == name]:
            del found.attrib[key]
        if value is not None:
            found.set(space + name, value)


def _with_footers(package: Package, sections: Sequence[_Element]) -> dict[str, bytes]:
    """The parts with page numbers as the standard wants them. Footers that say anything else stay as they are."""
    from report_kit.ooxml.redline.elements import root_of

    main = package.main() or ""
    parts = dict(package.parts)
    targets = {arrow.id: arrow.target for arrow in package.relationships(main)}
    folder = main.rpartition("/")[0]
    used: dict[str, str] = {}
    for section in sections:
        kinds = {}
        for one in section:
            if name_of(one) == "footerReference":
                found = {str(key).rpartition("}")[2]: str(value) for key, value in one.attrib.items()}
                target = targets.get(found.get("id", ""), "")
                name = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
                kinds[found.get("type", "default")] = name
        first = child(section, "titlePg") is not None
        for kind in ("default", "even", *(("first",) if first else ())):
            name = kinds.get(kind, "")
            if name in parts:
                if used.get(name, kind) == kind and _holds_only_a_number(root_of(package.parts[name])):
                    parts[name], used[name] = _footer(_SIDES[kind]), kind
                continue
            if section is not sections[0] and kind not in kinds:
                continue  # it takes that of the section before
            parts, identity = _with_footer(parts, main, kind)
            reference = section.makeelement(_namespace(section) + "footerReference")
            reference.set(_namespace(section) + "type", kind)
            reference.set(f"{{{_OFFICE}}}id", identity)
            section.insert(0, reference)
    return _even_and_odd(parts, main)


def _with_footer(parts: Mapping[str, bytes], main: str, kind: str) -> tuple[dict[str, bytes], str]:
    """The parts with one more footer, and the id of the arrow to it."""
    folder = main.rpartition("/")[0]
    base = f"{folder}/" if folder else ""
    number = next(count for count in range(1, 10_000) if f"{base}footer{count}.xml" not in parts)
    name = f"{base}footer{number}.xml"
    found = with_content_type({**parts, name: _footer(_SIDES[kind])}, name, _FOOTER_TYPE)
    return with_relationship(found, main, f"{_OFFICE}/footer", f"footer{number}.xml")


def _even_and_odd(parts: dict[str, bytes], main: str) -> dict[str, bytes]:
    """The parts with settings that tell even pages from odd ones."""
    from report_kit.ooxml.redline.elements import made, root_of

    name = related(parts, main, f"{_OFFICE}/settings")
    if name is None or name not in parts:
        folder = main.rpartition("/")[0]
        name = f"{folder}/settings.xml" if folder else "settings.xml"
        settings = f'{DECLARATION}<w:settings xmlns:w="{W}"><w:evenAndOddHeaders/></w:settings>'.encode()
        return with_part(parts, main, name, settings, content_type=_SETTINGS_TYPE, kind=f"{_OFFICE}/settings")
    root = root_of(parts[name])
    found = child(root, "evenAndOddHeaders")
    if found is None:
        found = made("evenAndOddHeaders")
        before = [place for place, one in enumerate(root) if name_of(one) in BEFORE_EVEN_AND_ODD]
        root.insert(max(before, default=-1) + 1, found)
    found.attrib.clear()
    return {**parts, name: _bytes(root)}


def _holds_only_a_number(root: _Element) -> bool:
    """Whether nothing is lost with a footer: no words, no picture, no revision beside the page's number."""
    from report_kit.ooxml.tree import GONE

    walk = Walk(root)
    words = "".join("".join(run.words) for one in walk.paragraphs for run in one.runs if not run.field)
    drawn = any(name_of(one) in ("drawing", "pict", "object") for one in root.iter()) and not any(
        one.frame for one in walk.paragraphs
    )
    revised = any(name_of(one) in (*GONE, "ins", "moveTo") for one in root.iter())
    return not _SAYS.search(words) and not drawn and not revised


def _footer(side: str) -> bytes:
    """A footer: the page's number in 四号 宋体 between dashes, one character in from the outer edge."""
    look = (
        '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体" w:hint="eastAsia"/>'
        '<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="000000"/><w:spacing w:val="0"/><w:kern w:val="0"/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    )

    def run(inner: str) -> str:
        return f"<w:r>{look}{inner}</w:r>"

    shown = "".join(
        (
            run('<w:t xml:space="preserve">— </w:t>'),
            run('<w:fldChar w:fldCharType="begin"/>'),
            run('<w:instrText xml:space="preserve"> PAGE </w:instrText>'),
            run('<w:fldChar w:fldCharType="separate"/>'),
            run("<w:t>1</w:t>"),
            run('<w:fldChar w:fldCharType="end"/>'),
            run('<w:t xml:space="preserve"> —</w:t>'),
        )
    )
    return (
        f'{DECLARATION}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="400" w:lineRule="exact"/>'
        f'<w:ind w:{side}="280" w:{side}Chars="100" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="{side}"/>'
        f"</w:pPr>{shown}</w:p></w:ftr>"
    ).encode()
