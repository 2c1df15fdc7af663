"""Which formatting takes effect: defaults, styles with what they are based on, numbering, then the text's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.ooxml.formatting.elements import Properties, child, layered, name_of, number, on, properties, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

MOST_STYLES_INHERITED = 20

_THEME_SLOTS = {"ascii": "latin", "hansi": "latin", "eastasia": "ea", "bidi": "cs"}


class _Style(NamedTuple):
    name: str
    based_on: str
    paragraph: Properties
    run: Properties


class Styles:
    """The styles of a file. ``root`` is the part of styles, ``theme`` that of the theme; either may be missing."""

    def __init__(self, root: _Element | None, theme: _Element | None, language: str) -> None:
        self._styles: dict[str, _Style] = {}
        self._defaults: dict[str, str] = {}
        self._chains: dict[str, tuple[_Style, ...]] = {}
        self._own = child(root, "docDefaults")
        self._paragraph = properties(child(self._own, "pPrDefault", "pPr"))
        self._run = properties(child(self._own, "rPrDefault", "rPr"))
        self._fonts = _theme_fonts(theme, language)
        for style in root if root is not None else ():
            if name_of(style) == "style":
                self._add(style)

    def _add(self, style: _Element) -> None:
        told = values(style)
        key, kind = told.get("styleId", ""), told.get("type", "paragraph")
        if told.get("default", "0").lower() in ("1", "true", "on"):
            self._defaults.setdefault(kind, key)
        says = properties(style)
        name, based = (says.get(step, {}).get("val", "") for step in ("name", "basedOn"))
        found = _Style(name, based, properties(child(style, "pPr")), properties(child(style, "rPr")))
        self._styles.setdefault(key, found)

    def _chain(self, key: str) -> tuple[_Style, ...]:
        """A style behind those it is based on, the first of them first."""
        if key not in self._chains:
            chain: list[_Style] = []
            step = key
            while step in self._styles and len(chain) < MOST_STYLES_INHERITED:
                chain.append(self._styles[step])
                step = chain[-1].based_on
            self._chains[key] = tuple(reversed(chain))
        return self._chains[key]

    def paragraph_style(self, own: Properties) -> str:
        """The id of a paragraph's style: the one it names, if there is one, else the default."""
        key = own.get("pStyle", {}).get("val", "")
        return key if key in self._styles else self._defaults.get("paragraph", "")

    def style_name(self, key: str) -> str:
        """The name under which Word lists a style."""
        return self._styles[key].name if key in self._styles else ""

    def numbering_of(self, key: str) -> dict[str, str] | None:
        """The attributes that the style gives for numbering, by name ``numId`` and ``ilvl``; None if it gives none."""
        return next((one.paragraph["numPr"] for one in reversed(self._chain(key)) if "numPr" in one.paragraph), None)

    def paragraph(self, key: str, own: Properties, numbering: Properties, *, numbered_itself: bool) -> Properties:
        """The properties of a paragraph of this style with these of its own; ``numbering`` are those of its level.

        Those of a level that the paragraph names itself win over its style, those its style names do not.
        """
        styles = [one.paragraph for one in self._chain(key)]
        middle = [*styles, numbering] if numbered_itself else [numbering, *styles]
        return layered([self._paragraph, *middle, own])

    def run(self, key: str, own: Properties) -> Properties:
        """The properties of a run in a paragraph of this style with these of its own."""
        paragraph = layered(one.run for one in self._chain(key))
        character = layered(one.run for one in self._chain(own.get("rStyle", {}).get("val", "")))
        found = layered([self._run, paragraph, character, own])
        for toggle in ("b", "vanish"):
            if toggle not in own and toggle in character and toggle in paragraph:
                both = on(character, toggle) != on(paragraph, toggle)  # a toggle set twice is off (17.7.3)
                found[toggle] = {"val": "1" if both else "0"}
        return found

    def normal_size(self) -> int:
        """The size of the default paragraph style, in half points."""
        return number(self.run(self._defaults.get("paragraph", ""), {}).get("sz", {}), "val", 20)

    def face(self, found: Properties, slot: str) -> tuple[str, str]:
        """The face that takes effect for ``eastAsia`` or ``ascii``, and the one that is written."""
        fonts = found.get("rFonts", {})
        named = fonts.get(slot, "") or (fonts.get("hAnsi", "") if slot == "ascii" else "")
        theme = fonts.get(f"{slot}Theme", "")
        shown = self._fonts.get(theme.lower(), "") if theme else ""
        return (shown or named, named)


def _theme_fonts(theme: _Element | None, language: str) -> Mapping[str, str]:
    """The faces of a theme by what names them: ``minoreastasia``, ``majorhansi``. ``language`` is an East Asian one."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for scheme in theme.iter("{*}fontScheme"):
        for size in ("major", "minor"):
            fonts = next(scheme.iterchildren(f"{{*}}{size}Font"), None)
            if fonts is None:
                continue
            for slot, tag in _THEME_SLOTS.items():
                face = next((str(one.get("typeface", "")) for one in fonts.iterchildren(f"{{*}}{tag}")), "")
                if not face and tag == "ea":
                    script = "Hant" if language in ("zh-TW", "zh-HK", "zh-MO") else "Hans"
                    face = next(
                        (
                            str(one.get("typeface", ""))
                            for one in fonts.iterchildren("{*}font")
                            if one.get("script") == script
                        ),
                        "",
                    )
                found.setdefault(f"{size}{slot}", face)
    return found
