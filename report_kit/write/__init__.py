"""Draft and diagnostics → files: the Word file with its comments, the twin, the map, the figures as sent."""

from report_kit.write.kept import Edited, TextChange, stamp_in
from report_kit.write.make import FINAL_MAP, MAP, TWIN, Made, final_document, gaps, make
from report_kit.write.save import Kept, Saved, save
from report_kit.write.source_map import Built, built_draft

__all__ = [
    "FINAL_MAP",
    "MAP",
    "TWIN",
    "Built",
    "Edited",
    "Kept",
    "Made",
    "Saved",
    "TextChange",
    "built_draft",
    "final_document",
    "gaps",
    "make",
    "save",
    "stamp_in",
]
