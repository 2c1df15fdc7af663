"""Draft and diagnostics → files: the Word file with its comments, the twin, the map, the figures as sent."""

from report_kit.write.kept import Edited, TextChange
from report_kit.write.make import Made, gaps, make
from report_kit.write.published import PublishedFigure, PublishedPlace
from report_kit.write.save import Kept, Saved, save

__all__ = ["Edited", "Kept", "Made", "PublishedFigure", "PublishedPlace", "Saved", "TextChange", "gaps", "make", "save"]
