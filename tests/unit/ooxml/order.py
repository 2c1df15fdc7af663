"""The order ECMA-376-1 gives the children of WordprocessingML elements, as far as our files use them.

Written from the schema's sequences, since no schema can be shipped: an element out of order makes Word
call the file damaged.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from report_kit.ooxml.xml import W
from tests.unit.ooxml.content import names

if TYPE_CHECKING:
    from collections.abc import Iterator

ORDER = {
    "pPr": names("pPr"),
    "rPr": names("rPr"),  # the standard leaves their order open, Word does not
    "sectPr": names("sectPr"),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
        " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "settings": (
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries"
        " displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData"
        " embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges"
        " bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors"
        " hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles"
        " stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions"
        " doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme"
        " styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone"
        " doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders"
        " bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing"
        " drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery"
        " doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin"
        " doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars"
        " noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema"
        " saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml"
        " saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace"
        " updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema"
        " themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade"
        " captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags"
        " decimalSymbol listSeparator"
    ),
    "compat": "spaceForUL noColumnBalance balanceSingleByteDoubleByteWidth ulTrailSpace useFELayout compatSetting",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
    "tblPr": names("tblPr"),
    "tblCellMar": "top left start bottom right end",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tblGrid": "gridCol tblGridChange",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p tbl",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "document": names("document"),
}


def breaches(xml: str) -> Iterator[str]:
    """Children that stand out of order or that we do not know, as ``pPr: ind before spacing``."""
    for parent in ET.fromstring(xml).iter():
        name = parent.tag.removeprefix(f"{{{W}}}")
        if name not in ORDER:
            continue
        order = ORDER[name].split()
        last = 0
        for child in parent:
            known = child.tag.removeprefix(f"{{{W}}}")
            if known not in order:
                yield f"{name}: {known} unknown"
                continue
            place = order.index(known)
            if place < last:
                yield f"{name}: {known} after {order[last]}"
            last = max(last, place)
