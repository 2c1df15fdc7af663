"""Charts put where their marks stand: a drawing in the text, and a part of the file that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.ooxml.bar_chart import CHART_ARROW, CHART_TYPE, chart_part, drawing
from report_kit.ooxml.wiring import with_content_type, with_relationship
from report_kit.render.marks import DRAWN, number

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from report_kit.render.marks import Marker


class Charted(NamedTuple):
    """The main part with its drawings, the other parts with the charts, and the numbers of the charts shown."""

    xml: str
    static: Mapping[str, bytes]
    shown: frozenset[int]


def charted(main: str, xml: str, static: Mapping[str, bytes], marker: Marker) -> Charted:
    """The rendered main part, named ``main``, with a drawing for every mark of a chart."""
    if not marker.drawings:
        return Charted(xml, static, frozenset())
    parts = dict(static)
    shown: list[int] = []

    def drawn(match: re.Match[str]) -> str:
        nonlocal parts
        index = number(match[1])
        shown.append(index)
        chart = marker.drawings[index].chart
        name = f"charts/chart{_free(main, parts)}.xml"
        part = f"{main.rpartition('/')[0]}/{name}".lstrip("/")
        parts = with_content_type({**parts, part: chart_part(chart)}, part, CHART_TYPE)
        parts, arrow = with_relationship(parts, main, CHART_ARROW, name)
        # The run is closed before the drawing and opened again behind it; what is empty then goes.
        return f"</w:t></w:r><w:r>{drawing(chart, arrow, len(shown))}</w:r><w:r><w:t>"

    return Charted(DRAWN.sub(drawn, xml), parts, frozenset(shown))


def _free(main: str, parts: Mapping[str, bytes]) -> int:
    """A number that no chart of the template has."""
    folder = main.rpartition("/")[0]
    taken = 1
    while f"{folder}/charts/chart{taken}.xml".lstrip("/") in parts:
        taken += 1
    return taken
