"""The order WordprocessingML wants among properties, and a property of a paragraph put where it belongs."""

from __future__ import annotations

import re

PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
    "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
    "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
    "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
"""Children of ``w:pPr`` in the order of CT_PPr (ECMA-376-1, 17.3.1.26)."""

RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss",
    "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz",
    "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath", "rPrChange",
)  # fmt: skip
"""Children of ``w:rPr`` in the order Word wants (ECMA-376-1, 17.3.2.28)."""

SECTION_ORDER = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
    "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi",
    "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip
"""Children of ``w:sectPr`` in order (ECMA-376-1, 17.6.17)."""

BEFORE_EVEN_AND_ODD = (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries",
    "displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData",
    "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins",
    "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
    "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign",
    "attachedTemplate", "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
    "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection",
    "autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation",
    "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope", "summaryLength",
    "clickAndTypeStyle", "defaultTableStyle",
)  # fmt: skip
"""Children of ``w:settings`` that stand before ``w:evenAndOddHeaders`` (ECMA-376-1, 17.15.1.78)."""

_RANK = {name: place for place, name in enumerate(PARAGRAPH_ORDER)}
_OPENING = re.compile(r"<w:p(?: [^>]*)?>(?:<w:pPr(/?)>)?")
_TAG = re.compile(r"<(/?)w:(\w+)[^>]*?(/?)>")


def with_paragraph_property(xml: str, start: int, name: str, element: str) -> str:
    """Canonical XML in which the paragraph that begins at ``start`` has one more property.

    A paragraph that has the property already, or is empty (``<w:p/>``), stays as it is.
    """
    opening = _OPENING.match(xml, start)
    if opening is None or (opening[1] is None and opening.group().endswith("/>")):
        return xml
    if opening[1] is None:
        return f"{xml[: opening.end()]}<w:pPr>{element}</w:pPr>{xml[opening.end() :]}"
    if opening[1]:
        return f"{xml[: opening.end() - 2]}>{element}</w:pPr>{xml[opening.end() :]}"
    depth = 0
    for tag in _TAG.finditer(xml, opening.end()):
        closing, child, empty = tag.groups()
        if depth == 0:
            if child == name:
                return xml
            if closing or _RANK.get(child, 0) > _RANK[name]:
                return xml[: tag.start()] + element + xml[tag.start() :]
        depth += -1 if closing else 0 if empty else 1
    return xml
