"""A PDF that cannot be read is told as such, whatever its reader stumbles over."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from report_kit.pages import UnreadablePdfError, ink, pages


def one_page() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (210, 297), 255).save(stream, "PDF", resolution=25.4)
    return stream.getvalue()


WHOLE = one_page()


@pytest.mark.parametrize("read", [pages, lambda pdf: ink(pdf, 265.5, 285.0)], ids=["words", "ink"])
@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nrubbish\n%%EOF", WHOLE[: len(WHOLE) // 2]])
def test_a_broken_pdf_cannot_be_read(read, pdf: bytes) -> None:
    with pytest.raises(UnreadablePdfError):
        read(pdf)


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_pdf_with_some_bytes_changed_is_read_or_told(place: int, put: bytes) -> None:
    changed = WHOLE[:place] + put + WHOLE[place + len(put) :]
    for read in (pages, lambda pdf: ink(pdf, 265.5, 285.0)):
        with contextlib.suppress(UnreadablePdfError):
            assert isinstance(read(changed), tuple)


def test_a_page_lower_than_the_place_of_numbers_has_none_there() -> None:
    stream = io.BytesIO()
    Image.new("L", (297, 210), 0).save(stream, "PDF", resolution=25.4)
    assert ink(stream.getvalue(), 265.5, 285.0) == (None,)
