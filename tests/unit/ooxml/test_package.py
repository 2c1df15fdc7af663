"""Word files are read within limits, whatever they hold, and written the same way every time."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest

from report_kit.ooxml import package as package_module
from report_kit.ooxml.package import Package, PackageProblem, hazards, read_package, write_package
from report_kit.ooxml.standard_template import standard_template
from tests.unit.render.factory import docx, paragraph

GOOD = docx(paragraph("甲"), {"word/styles.xml": "<s/>"})


def zipped(entries, **options) -> bytes:
    """A zip with these (name, content) entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content, **options)
    return stream.getvalue()


def entries(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def with_entry(name: str, content: bytes | str) -> bytes:
    return zipped([*((n, c) for n, c in entries(GOOD) if n != name), (name, content)])


def words(data: bytes) -> str:
    problem = read_package(data)
    assert isinstance(problem, PackageProblem), "it was read"
    return str(problem.message)


def flagged(data: bytes, bits: int) -> bytes:
    """The same zip with general purpose bits set in every entry."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= bits
            at = changed.find(signature, at + 4)
    return bytes(changed)


def test_a_good_file_is_read() -> None:
    package = read_package(GOOD)
    assert isinstance(package, Package)
    assert package.main() == "word/document.xml"
    assert package.content_type("word/document.xml").endswith("document.main+xml")
    assert package.content_type("WORD/styles.XML") == "application/xml"
    assert package.content_type("word/unknown") == ""


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
UNREADABLE = {
    "nothing": (b"", "空的"),
    "an old or encrypted file": (OLE, "加了密码"),
    "a picture": (b"\x89PNG\r\n", "不是 Word 文件"),
    "text": ("今年工作".encode(), "不是 Word 文件"),
    "half a file": (GOOD[: len(GOOD) // 2], "损坏"),
    "a zip of something else": (zipped([("a.txt", "甲")]), "不是 Word 文件"),
    "an OpenDocument": (zipped([("mimetype", "application/vnd.oasis.opendocument.text")]), "OpenDocument"),
    "no main document": (zipped([e for e in entries(GOOD) if e[0] != "word/document.xml"]), "没有正文"),
    "a password": (flagged(GOOD, 1), "加了密码"),
    "two parts of one name": (zipped([*entries(GOOD), ("WORD/document.xml", "<a/>")]), "同名"),
    "a name that leaves the folder": (with_entry("../../etc/passwd", "x"), "来历不明"),
    "an absolute name": (with_entry("/etc/passwd", "x"), "来历不明"),
    "a backslash in a name": (with_entry("word\\..\\..\\a.xml", "x"), "来历不明"),
    "a relationship part that is no XML": (with_entry("_rels/.rels", "<a"), "损坏"),
    "a part of relationships that is no XML": (with_entry("word/_rels/document.xml.rels", b"\xff\xfe<"), "损坏"),
    "content types with a document type": (with_entry("[Content_Types].xml", "<!DOCTYPE a><a/>"), "损坏"),
    "a part packed in another way": (zipped(entries(GOOD), compress_type=zipfile.ZIP_LZMA), "损坏"),
}


@pytest.mark.parametrize(("data", "reason"), UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_cannot_be_read_says_why(data, reason) -> None:
    assert reason in words(data)


def test_a_zip_bomb_stops_at_the_limit() -> None:
    bomb = with_entry("word/media/a.png", bytes(package_module.MAX_EXPANDED))
    assert len(bomb) < 2**20
    assert "展开后大于" in words(bomb)


def test_a_part_larger_than_its_entry_says() -> None:
    """The size noted in the zip is not believed."""
    data = bytearray(with_entry("word/media/a.png", bytes(10_000)))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 5)
    assert isinstance(read_package(bytes(data)), PackageProblem)


def test_too_many_parts() -> None:
    many = zipped([*entries(GOOD), *((f"a{n}.xml", "<a/>") for n in range(package_module.MAX_ENTRIES))])
    assert "多于" in words(many)


def test_a_large_file_is_not_opened() -> None:
    assert "大于" in words(b"PK" + bytes(package_module.MAX_FILE))


def test_no_bytes_make_a_traceback() -> None:
    """Damaged files of every sort are problems, never exceptions."""
    chance = random.Random(9704)
    for _ in range(400):
        data = bytearray(GOOD)
        for _ in range(chance.choice((1, 2, 8))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        found = read_package(bytes(data))
        if isinstance(found, Package):
            hazards(found)


REL = '<Relationships xmlns="r"><Relationship Id="{id}" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    ("name", "content", "dangerous"),
    [
        ("word/vbaProject.bin", b"x", True),
        ("word/embeddings/oleObject1.bin", b"x", True),
        ("word/media/image1.png", b"x", False),
        ("word/_rels/document.xml.rels", REL.format(id="a", kind="image", target="http://a/b.png"), True),
        ("word/_rels/document.xml.rels", REL.format(id="a>b", kind="image", target="http://a/b.png"), True),
        ("word/_rels/settings.xml.rels", REL.format(id="a", kind="attachedTemplate", target="file:///a.dotm"), True),
        ("word/_rels/document.xml.rels", REL.format(id="a", kind="hyperlink", target="http://a"), False),
        (
            "word/_rels/document.xml.rels",
            REL.format(id="a", kind="image", target="a").replace("External", "Internal"),
            False,
        ),
        (
            "[Content_Types].xml",
            dict(entries(GOOD))["[Content_Types].xml"].replace(
                b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                b"vnd.ms-word.document.macroEnabled.main",
            ),
            True,
        ),
    ],
)
def test_macros_objects_and_links_to_the_outside_are_hazards(name, content, dangerous) -> None:
    package = read_package(with_entry(name, content))
    assert isinstance(package, Package)
    assert bool(hazards(package)) is dangerous


def test_writing_is_deterministic_and_in_order() -> None:
    parts = {
        "word/document.xml": "甲".encode() * 500,
        "[Content_Types].xml": b"<a/>",
        "图.xml": b"",
        "_rels/.rels": b"<b/>",
    }
    data = write_package(parts)
    assert data == write_package(dict(reversed(parts.items())))
    assert data == write_package(parts, static=("word/document.xml",))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        infos = archive.infolist()
        assert [i.filename for i in infos] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "图.xml"]
        assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
        assert {(i.create_system, i.external_attr, i.extra, i.comment) for i in infos} == {(0, 0, b"", b"")}
        assert {name: archive.read(name) for name in parts} == parts


def test_what_is_kept_from_one_writing_to_the_next_never_shows() -> None:
    """Static parts are kept deflated: whatever was written before, the bytes are those of zlib."""

    def parts(run: int) -> dict[str, bytes]:
        small = {f"word/small{number}.xml": f"<a>{number * run}</a>".encode() for number in range(100)}
        sizes = {f"word/{size}.xml": str(run).encode() * size for size in (0, 1, 4095, 4096, 4097)}
        return {"[Content_Types].xml": b"<a/>", **small, **sizes, "word/font.odttf": bytes([run]) * 9000}

    once = [write_package(parts(run), static=tuple(parts(run))) for run in range(3)]
    again = [write_package(parts(run)) for run in reversed(range(3))]
    assert once == again[::-1]
    for run, data in enumerate(once):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == parts(run)
        for name, content in parts(run).items():
            deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
            assert deflater.compress(content) + deflater.flush() in data, name


def test_what_was_written_is_read_back() -> None:
    data = standard_template()
    package = read_package(data)
    assert isinstance(package, Package)
    assert write_package(package.parts) == data
    assert not hazards(package)
    assert zlib.crc32(data) == zlib.crc32(standard_template())
