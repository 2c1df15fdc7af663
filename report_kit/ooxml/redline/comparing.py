"""What differs between two Word files beside their text and is not marked as a change: named, never passed over."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg, shortened
from report_kit.ooxml.redline.elements import root_of
from report_kit.ooxml.redline.model import local, w
from report_kit.ooxml.redline.parts import resolved
from report_kit.ooxml.redline.viewing import View
from report_kit.ooxml.xml import XmlError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from report_kit.ooxml.redline.parts import Source

_NAMES: dict[str, Message] = {
    "styles": msg("样式"),
    "numbering": msg("编号格式"),
    "settings": msg("文档设置"),
    "theme": msg("主题"),
    "fontTable": msg("字体表"),
    "webSettings": msg("网页设置"),
    "comments": msg("批注"),
    "header": msg("页眉"),
    "footer": msg("页脚"),
    "glossaryDocument": msg("自动图文集"),
    "customXml": msg("自定义 XML"),
}
_COMPARED_IN_PLACE = frozenset(("image", "hyperlink", "footnotes", "endnotes", "chart", "oleObject", "package"))
_COMPANIONS = frozenset(("commentsExtended", "commentsIds", "commentsExtensible", "people", "stylesWithEffects"))


def differences(old: Source, new: Source) -> list[Message]:
    """Parts around the text that are not the same, with the text of headers and footers."""
    found: list[Message] = []
    before, after = _by_kind(old), _by_kind(new)
    for kind in sorted({*before, *after}):
        if before.get(kind) == after.get(kind) or kind in _COMPARED_IN_PLACE | _COMPANIONS:
            continue
        what = _NAMES.get(kind, kind)
        gone = sorted((before.get(kind, Counter()) - after.get(kind, Counter())).elements())
        come = sorted((after.get(kind, Counter()) - before.get(kind, Counter())).elements())
        if kind in ("header", "footer"):
            words = shortened(_text(gone)), shortened(_text(come))
            found.append(
                msg(
                    "{what}不同，未标修订，以新稿为准：旧稿「{before}」，新稿「{after}」",
                    what=what,
                    before=words[0],
                    after=words[1],
                )
            )
        else:
            found.append(msg("{what}不同，未标修订，以新稿为准", what=what))
    return found


def named_marks(root: _Element) -> dict[str, str]:
    """The bookmarks of a document: name by id."""
    return {str(one.get(w("id"))): str(one.get(w("name"))) for one in root.iter(w("bookmarkStart"))}


def _by_kind(source: Source) -> dict[str, Counter[tuple[str, str]]]:
    """What the main part leads to, by the last word of the relationship: shown text and canonical content."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    for relation in source.relations.values():
        kind = relation.type.rpartition("/")[2]
        content = ("", relation.target)
        if not relation.external:
            content = _content(source, resolved(source.main, relation.target))
        found.setdefault(kind, Counter())[content] += 1
    return found


def _content(source: Source, name: str) -> tuple[str, str]:
    data = source.package.parts.get(name, b"")
    if not name.endswith(".xml"):
        return "", repr(data)
    try:
        root = root_of(data)
    except XmlError:
        return "", repr(data)
    for one in list(root.iter()):
        if local(one) in ("rsids", "rsid", "proofState") and (parent := one.getparent()) is not None:
            parent.remove(one)
    if local(root) in ("hdr", "ftr"):
        lines = View(source, accepted=True).lines(root)
        text = " ".join(words for line in lines if line[0] == "paragraph" for _, _, words in line[4])  # type: ignore[attr-defined]
        return text, repr(lines)
    return "", source.key(root)


def _text(parts: list[tuple[str, str]]) -> str:
    return " ".join(text for text, _ in parts if "\0" not in text)
