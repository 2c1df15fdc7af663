"""A property of a paragraph goes where the schema wants it."""

from __future__ import annotations

import pytest

from report_kit.ooxml.properties import with_paragraph_property

KEEP = "<w:keepNext/>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:p><w:r/></w:p>", "<w:p><w:pPr><w:keepNext/></w:pPr><w:r/></w:p>"),
        ("<w:p rk='1'><w:r/></w:p>", "<w:p rk='1'><w:pPr><w:keepNext/></w:pPr><w:r/></w:p>"),
        ("<w:p><w:pPr/><w:r/></w:p>", "<w:p><w:pPr><w:keepNext/></w:pPr><w:r/></w:p>"),
        ("<w:p><w:pPr></w:pPr></w:p>", "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>"),
        ("<w:p><w:pPr><w:pStyle/></w:pPr></w:p>", "<w:p><w:pPr><w:pStyle/><w:keepNext/></w:pPr></w:p>"),
        ("<w:p><w:pPr><w:jc/></w:pPr></w:p>", "<w:p><w:pPr><w:keepNext/><w:jc/></w:pPr></w:p>"),
        (
            "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr></w:p>",
            "<w:p><w:pPr><w:keepNext/><w:rPr><w:b/></w:rPr></w:pPr></w:p>",
        ),
        ("<w:p><w:pPr><w:keepNext w:val='0'/></w:pPr></w:p>", None),
        ("<w:p/>", None),
        ("<w:p rk='1'/>", None),
        ("<w:tbl/>", None),
    ],
)
def test_keep_next(before, after) -> None:
    assert with_paragraph_property(f"甲{before}", 1, "keepNext", KEEP) == f"甲{after or before}"


def test_an_indent_goes_behind_what_precedes_it() -> None:
    before = "<w:p><w:pPr><w:pStyle/><w:tabs><w:tab/><w:ind2/></w:tabs><w:spacing/><w:jc/></w:pPr></w:p>"
    after = before.replace("<w:jc/>", "<w:ind/><w:jc/>")
    assert with_paragraph_property(before, 0, "ind", "<w:ind/>") == after
