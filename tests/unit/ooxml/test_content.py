"""The content models tell what a redline must not be; a file that has everything is as they say."""

from __future__ import annotations

import pytest

from report_kit.ooxml.xml import W
from tests.unit.ooxml.content import GROUPS, MODELS, flaws

CHANGE = 'w:id="1" w:author="x"'


def told(inner: str) -> list[str]:
    return list(flaws(f'<w:body xmlns:w="{W}">{inner}</w:body>'.encode()))


def p(inner: str = "") -> str:
    return f"<w:p>{inner}</w:p>"


SOUND = (
    p(f"<w:pPr><w:keepNext/><w:jc/><w:rPr><w:ins {CHANGE}/><w:b/></w:rPr><w:pPrChange {CHANGE}><w:pPr/></w:pPrChange></w:pPr>"
      f"<w:ins {CHANGE}><w:r><w:rPr><w:b/><w:rPrChange {CHANGE}><w:rPr/></w:rPrChange></w:rPr><w:t/></w:r></w:ins>")
    + f'<w:tbl><w:tblPr><w:jc/></w:tblPr><w:tblGrid><w:gridCol/><w:tblGridChange w:id="1"><w:tblGrid/></w:tblGridChange></w:tblGrid>'
    f'<w:tr><w:trPr><w:cantSplit/><w:del {CHANGE}/></w:trPr><w:tc><w:tcPr/>{p()}</w:tc></w:tr></w:tbl>'
    f'<w:sectPr><w:headerReference/><w:pgSz/><w:sectPrChange {CHANGE}><w:sectPr><w:pgSz/></w:sectPr></w:sectPrChange></w:sectPr>'
)  # fmt: skip


def test_what_is_sound_has_no_flaws() -> None:
    assert told(SOUND) == []


@pytest.mark.parametrize(
    ("inner", "flaw"),
    [
        (p("<w:r/><w:pPr/>"), "p: r pPr"),
        (p("<w:pPr><w:jc/><w:keepNext/></w:pPr>"), "pPr: jc keepNext"),
        (p("<w:pPr><w:jc/><w:jc/></w:pPr>"), "pPr: jc jc"),
        (p(f"<w:pPr><w:pPrChange {CHANGE}/></w:pPr>"), "pPrChange: "),
        (
            p(f"<w:pPr><w:pPrChange {CHANGE}><w:pPr><w:rPr/></w:pPr></w:pPrChange></w:pPr>"),
            "pPrChange/pPr: rPr",
        ),
        (p(f"<w:pPr><w:rPr><w:b/><w:ins {CHANGE}/></w:rPr></w:pPr>"), "pPr/rPr: b ins"),
        (p(f"<w:r><w:rPr><w:ins {CHANGE}/></w:rPr></w:r>"), "rPr: ins"),
        (p(f"<w:ins {CHANGE}><w:p/></w:ins>"), "ins: p"),
        (p(f"<w:del {CHANGE}><w:hyperlink/></w:del>"), "del: hyperlink"),
        (p("<w:ins w:id='1'/>"), "ins without author"),
        (p("<w:commentRangeStart/>"), "commentRangeStart without id"),
        ("<w:tbl><w:tblGrid/></w:tbl>", "tbl: tblGrid"),
        ("<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>", "tc: tcPr"),
        (
            f"<w:tbl><w:tblPr/><w:tblGrid><w:tblGridChange {CHANGE}><w:tblGrid/></w:tblGridChange></w:tblGrid></w:tbl>",
            "tblGridChange with an author",
        ),
        (f"<w:sectPr><w:sectPrChange {CHANGE}/><w:pgSz/></w:sectPr>", "sectPr: sectPrChange pgSz"),
        ("<w:sectPr/><w:p/>", "body: sectPr p"),
    ],
)
def test_what_is_not_sound_is_told(inner: str, flaw: str) -> None:
    assert flaw in told(inner)


def test_every_model_can_be_met_by_a_name_it_knows() -> None:
    """No word of the notation is a group by mistake, or a group that nobody wrote down."""
    words = {token.rstrip("?*+") for model in MODELS.values() for token in model.split()}
    assert {word for word in words if word.isupper()} == set(GROUPS)
