"""Clauses that only pages show, laid out or printed: nothing here judges them, and the report says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Code, msg
from report_kit.layout.clause import Clause, Force

if TYPE_CHECKING:
    from report_kit.diagnostics import Message

_HINT = msg("把文件排成页面，再在页面上量")


def _on_pages(code: tuple[str, str], number: str, force: Force, says: Message, wanted: Message) -> Clause:
    return Clause(Code(*code, force.severity), number, force, says, wanted, _HINT)


ON_PAGES = (
    _on_pages(("G501", "rendered-lines"), "5.2.3", Force.USUAL, msg("满页的行数"), msg("22行")),
    _on_pages(("G502", "rendered-characters"), "5.2.3", Force.USUAL, msg("满行的字数"), msg("28字")),
    _on_pages(("G503", "rendered-text-block"), "5.2.1", Force.MUST, msg("版心的毫米数"), msg("156×225毫米")),
    _on_pages(("G504", "rendered-page-number"), "7.5", Force.MUST, msg("一字线到版心的毫米数"), msg("7毫米")),
    _on_pages(("G505", "substituted-face"), "5.2.2", Force.USUAL, msg("排版时实际用的字体"), msg("没有被别的字体代替")),
    _on_pages(("G506", "stranded-heading"), "", Force.PRACTICE, msg("页末的小标题"), msg("不单独留在页末")),
    _on_pages(("G507", "signature-page"), "7.3.5.5", Force.MUST, msg("署名所在的页"), msg("有正文，不写“此页无正文”")),
    _on_pages(("G508", "seal"), "7.3.5.1", Force.MUST, msg("印章"), msg("居中下压署名和日期，上距正文一行之内")),
    _on_pages(("G509", "landscape-table"), "8", Force.MUST, msg("横排表格"), msg("页码位置不变，单页码表头在订口一边")),
    _on_pages(("G510", "imprint"), "7.4", Force.MUST, msg("版记"), msg("在最后一面，末条分隔线与版心下边缘重合")),
)
