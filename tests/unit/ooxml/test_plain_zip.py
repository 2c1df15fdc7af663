"""The quick reader of zip files: what it reads is what the library reads; what it does not know it leaves alone."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from report_kit.ooxml.package import write_package
from report_kit.ooxml.plain_zip import plain_parts

NAMES = st.sampled_from(["a", "b/c.xml", "word/文.xml", "A", "../x", "/x", "a\\b", "d/", "[Content_Types].xml"])
MANY, LARGE = 100, 1 << 20


def packed(entries: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED, **options: object) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
        archive.comment = options.get("comment", b"")
    return stream.getvalue()


@given(st.lists(st.tuples(NAMES, st.binary(max_size=300)), max_size=6, unique_by=lambda pair: pair[0]))
def test_it_reads_what_the_library_reads(entries: list[tuple[str, bytes]]) -> None:
    names = [name for name, _ in entries]
    usual = not {"../x", "/x", "a\\b", "d/"} & set(names) and not {"a", "A"} <= set(names)
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        found = plain_parts(packed(entries, method), MANY, LARGE)
        assert found == (dict(entries) if usual else None)


@given(st.dictionaries(st.sampled_from(["a", "文", "c/d"]), st.binary(max_size=99)))
def test_it_reads_what_we_write(parts: dict[str, bytes]) -> None:
    assert plain_parts(write_package(parts), MANY, LARGE) == parts


@given(st.data())
def test_a_damaged_file_is_read_as_the_library_does_or_not_at_all(data: st.DataObject) -> None:
    whole = bytearray(packed([("a", b"hello" * 20), ("b/c", b"x")]))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = plain_parts(bytes(whole), MANY, LARGE)
    if found is not None:
        with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
            assert found == {name: archive.read(name) for name in archive.namelist()}


@given(st.binary(max_size=200))
def test_any_bytes_are_no_accident(data: bytes) -> None:
    plain_parts(b"PK" + data, MANY, LARGE)


def test_limits_and_rarities_are_left_to_the_library() -> None:
    many = packed([(f"n{number}", b"") for number in range(11)])
    assert plain_parts(many, 11, LARGE) is not None
    assert plain_parts(many, 10, LARGE) is None
    large = packed([("a", b"0" * 1000), ("b", b"0" * 1000)])
    assert plain_parts(large, MANY, 2000) is not None
    assert plain_parts(large, MANY, 1999) is None
    assert plain_parts(packed([("a", b"")], comment=b"hello"), MANY, LARGE) is None
    assert plain_parts(packed([("a", b"x" * 99)], zipfile.ZIP_BZIP2), MANY, LARGE) is None
    assert plain_parts(b"in front" + packed([("a", b"")]), MANY, LARGE) is None
