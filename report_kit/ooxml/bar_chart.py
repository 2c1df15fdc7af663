"""A bar chart as a part of a Word file: two series beside each other, in greys that a copier keeps apart.

The figures stand in the chart itself, not in a workbook, so that nothing outside of the document has to agree
with it. The axis begins at zero, and every bar is labelled.
"""

from __future__ import annotations

from typing import NamedTuple

from report_kit.ooxml.standard_styles import FANGSONG
from report_kit.ooxml.xml import DECLARATION, escape, escape_attribute

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CHART_ARROW = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

_EMU = 36_000
"""English Metric Units of a millimetre."""
WIDTH_MM = 150
_FRAME_MM, _BARS_MM = 32, 13
"""Height of title and legend, and of the bars of one category."""

_GREYS = ("D9D9D9", "404040")
"""Of the earlier and the later series."""
_SIZE = 1050
"""五号 in hundredths of a point."""


class Series(NamedTuple):
    """A year: its name, and its figures as decimal numbers, one for each category."""

    name: str
    figures: tuple[str, ...]


class BarChart(NamedTuple):
    """What is drawn. ``decimals`` are those of every label; ``series`` are the earlier and the later one."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, Series]
    decimals: int


def chart_part(chart: BarChart) -> bytes:
    """The part ``word/charts/chartN.xml``."""
    series = "".join(_series(chart, number, one) for number, one in enumerate(chart.series))
    signed = any(figure.startswith("-") for one in chart.series for figure in one.figures)
    lowest = "" if signed else '<c:min val="0"/>'
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}"><c:roundedCorners val="0"/><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/>{_text(chart.title)}</c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr>{_LINE}</c:spPr><c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{lowest}</c:scaling><c:delete val="1"/>'
        '<c:axPos val="b"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx></c:plotArea>'
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/>{_text('')}</c:txPr></c:chartSpace>"
    ).encode()


def drawing(chart: BarChart, relationship: str, number: int) -> str:
    """What shows the chart in a run: as wide as the text allows, higher the more categories there are."""
    width, height = WIDTH_MM * _EMU, (_FRAME_MM + _BARS_MM * len(chart.categories)) * _EMU
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="{escape_attribute(f"图{number}")}" descr="{escape_attribute(chart.title)}"/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{escape_attribute(relationship)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


_LINE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'


def _series(chart: BarChart, number: int, series: Series) -> str:
    code = f"0.{'0' * chart.decimals}" if chart.decimals else "0"
    names = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(name)}</c:v></c:pt>' for place, name in enumerate(chart.categories)
    )
    figures = "".join(f'<c:pt idx="{place}"><c:v>{figure}</c:v></c:pt>' for place, figure in enumerate(series.figures))
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:v>{escape(series.name)}</c:v></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{_GREYS[number]}"/></a:solidFill>{_LINE}</c:spPr>'
        '<c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strLit>{count}{names}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>{code}</c:formatCode>{count}{figures}</c:numLit></c:val></c:ser>"
    )


def _text(words: str) -> str:
    """A paragraph of the chart in the face of the text, black and not bold; without words, the way words look."""
    face = (
        f'sz="{_SIZE}" b="0"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f'<a:latin typeface="{FANGSONG}"/><a:ea typeface="{FANGSONG}"/>'
    )
    run = f'<a:r><a:rPr lang="zh-CN" {face}</a:rPr><a:t>{escape(words)}</a:t></a:r>' if words else ""
    return f"<a:p><a:pPr><a:defRPr {face}</a:defRPr></a:pPr>{run}</a:p>"
