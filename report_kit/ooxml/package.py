"""A Word file as a package of parts: read with limits, written deterministically.

Two writes of the same parts give the same bytes (for one version of zlib): every entry is dated
1980-01-01 as Word does it, ``[Content_Types].xml`` and ``_rels/.rels`` come first, then the other
names in order, and no field depends on the system.
"""

from __future__ import annotations

import struct
import zlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Message, msg
from report_kit.ooxml.plain_zip import plain_parts
from report_kit.ooxml.xml import XmlError, decode, elements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_FILE = 64 * 2**20
MAX_ENTRIES = 2_000
MAX_EXPANDED = 128 * 2**20
"""Limits of a file, in bytes and entries: ten times what a report with pictures needs."""

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXTERNAL_ALLOWED = ("/hyperlink",)


class PackageProblem(NamedTuple):
    """Why a file cannot be used, and what its owner can do."""

    message: Message
    hint: Message | None = None


class Relationship(NamedTuple):
    """One arrow from a part to another part or to the outside."""

    id: str
    type: str
    target: str
    external: bool


class Package:
    """The parts of a Word file by name, without a leading slash."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts

    def content_type(self, name: str) -> str:
        """The declared content type of a part, or an empty text."""
        overrides, defaults = self._types
        return overrides.get(name.lower()) or defaults.get(name.rsplit(".", 1)[-1].lower(), "")

    def relationships(self, name: str = "") -> tuple[Relationship, ...]:
        """The relationships of a part, or of the package itself."""
        folder, _, file = name.rpartition("/")
        path = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        data = self.parts.get(path)
        return tuple(
            Relationship(
                attributes.get("Id", ""),
                attributes.get("Type", ""),
                attributes.get("Target", ""),
                attributes.get("TargetMode", "").lower() == "external",
            )
            for kind, attributes in (elements(decode(data)) if data else ())
            if kind == "Relationship"
        )

    def main(self) -> str | None:
        """The name of the main document part, or None."""
        for relationship in self.relationships():
            if relationship.type.endswith("/officeDocument") and not relationship.external:
                return relationship.target.lstrip("/")
        return None

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by part name and by extension, in small letters."""
        data = self.parts.get(CONTENT_TYPES)
        overrides: dict[str, str] = {}
        defaults: dict[str, str] = {}
        for kind, attributes in elements(decode(data)) if data else ():
            declared = attributes.get("ContentType", "")
            if kind == "Override":
                overrides.setdefault(attributes.get("PartName", "").lstrip("/").lower(), declared)
            elif kind == "Default":
                defaults[attributes.get("Extension", "").lower()] = declared
        return overrides, defaults


def read_package(data: bytes) -> Package | PackageProblem:
    """The parts of a .docx, or why it cannot be read. Nothing is unpacked to disk; memory is bounded."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return PackageProblem(msg("文件加了密码，无法读取"), msg("去掉打开密码后再试"))
        if "WordDocument".encode("utf-16-le") in data:
            return PackageProblem(
                msg("这是旧的 .doc 格式，无法读取"), msg("用 Word、WPS 打开，点“另存为”，类型选 .docx")
            )
        return PackageProblem(
            msg("文件加了密码，或者是旧的 .doc 格式，无法读取"),
            msg("去掉打开密码，或用 Word、WPS 另存为 .docx"),
        )
    if len(data) > MAX_FILE:
        return PackageProblem(msg("文件大于 {limit} MB", limit=MAX_FILE // 2**20))
    if not data:
        return PackageProblem(msg("文件是空的"))
    if not data.startswith(b"PK"):
        return PackageProblem(msg("不是 Word 文件（.docx）"), msg("用 Word、WPS 另存为 .docx"))
    return _unzipped(data)


def _unzipped(data: bytes) -> Package | PackageProblem:
    parts = plain_parts(data, MAX_ENTRIES, MAX_EXPANDED)
    if parts is not None:
        return _judged(parts)
    read = _unusual_parts(data)
    return read if isinstance(read, PackageProblem) else _judged(read)


def _unusual_parts(data: bytes) -> dict[str, bytes] | PackageProblem:
    """The parts of a file that is not plain, or what is wrong with it."""
    import io
    import zipfile

    broken = _broken()
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    left = MAX_EXPANDED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                return PackageProblem(msg("文件里的部件多于 {limit} 个", limit=MAX_ENTRIES))
            for entry in entries:
                name = entry.filename
                if name.endswith("/"):
                    continue
                if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    return broken
                if entry.flag_bits & 0x1:
                    return PackageProblem(msg("文件加了密码，无法读取"), msg("去掉打开密码后再试"))
                if name.lower() in seen:
                    return PackageProblem(
                        msg("文件里有两个同名部件 {name}", name=name), msg("用 Word、WPS 打开后另存一份")
                    )
                if name.startswith("/") or "\\" in name or ".." in name.split("/"):
                    return PackageProblem(msg("文件里有来历不明的部件名 {name}", name=name))
                seen.add(name.lower())
                with archive.open(entry) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    return PackageProblem(msg("文件展开后大于 {limit} MB", limit=MAX_EXPANDED // 2**20))
                parts[name] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error):
        return broken
    return parts


def _broken() -> PackageProblem:
    return PackageProblem(msg("文件损坏，无法打开"), msg("请重新另存一份"))


def _judged(parts: dict[str, bytes]) -> Package | PackageProblem:
    """The package, if the parts make a Word file."""
    if CONTENT_TYPES not in parts or ROOT_RELATIONSHIPS not in parts:
        kind = parts.get("mimetype", b"")
        if kind.startswith(b"application/vnd.oasis"):
            return PackageProblem(msg("这是 OpenDocument 文件"), msg("另存为 .docx"))
        return PackageProblem(msg("不是 Word 文件（.docx）"), msg("用 Word、WPS 另存为 .docx"))
    package = Package(parts)
    try:
        main = package.main()
        package.content_type("")
        for name, content in parts.items():
            if name.lower().endswith(".rels"):
                elements(decode(content))
    except XmlError:
        return _broken()
    if main is None or main not in parts:
        return PackageProblem(msg("文件里没有正文，不是 Word 文件"), msg("用 Word、WPS 另存为 .docx"))
    return package


def hazards(package: Package) -> list[Message]:
    """What a file handed to us as a template must not bring along: macros, links to the outside, objects."""
    found = [
        msg("含有宏或嵌入的程序：{name}", name=name)
        for name in sorted(package.parts)
        if name.lower().endswith((".bin", ".exe", ".dll", ".vbs", ".js"))
    ]
    found += links_to_outside(package)
    if _macro_enabled(package):
        found.append(msg("是启用宏的文档（.docm）"))
    return found


def links_to_outside(package: Package, allowed: tuple[str, ...] = _EXTERNAL_ALLOWED) -> list[Message]:
    """What a file takes from outside of it. ``allowed`` are the ends of the types of links that may be there."""
    found = []
    for name in sorted(package.parts):
        if name.lower().endswith(".rels"):
            folder, _, file = name.rpartition("_rels/")
            found += [
                msg(
                    "引用了文件以外的内容（{kind}）：{target}",
                    kind=relationship.type.rsplit("/", 1)[-1],
                    target=relationship.target,
                )
                for relationship in package.relationships(folder + file.removesuffix(".rels"))
                if relationship.external and not relationship.type.endswith(allowed)
            ]
    return found


def has_macros(package: Package) -> bool:
    """Whether a file can run programs of its own."""
    return _macro_enabled(package) or any(name.lower().endswith("vbaproject.bin") for name in package.parts)


def _macro_enabled(package: Package) -> bool:
    return "macroenabled" in package.content_type(package.main() or "").lower()


_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sBBHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_DATE_1980 = 0x0021
_UTF8_NAME = 0x800
_DEFLATE = 8
_VERSION = 20


def write_package(parts: Mapping[str, bytes], static: Sequence[str] = ()) -> bytes:
    """The bytes of a .docx with these parts.

    Parts named in ``static`` are kept deflated between calls, since a run or a benchmark writes the
    same fonts and styles again and again.
    """
    keep = frozenset(static)
    local: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for name in sorted(parts, key=_order):
        data = parts[name]
        crc, packed = _kept(data) if name in keep else _packed(data)
        raw = name.encode("utf-8")
        flags = 0 if name.isascii() else _UTF8_NAME
        sizes = (crc, len(packed), len(data), len(raw))
        local += (
            _LOCAL.pack(b"PK\x03\x04", _VERSION, flags, _DEFLATE, 0, _DATE_1980, *sizes, 0),
            raw,
            packed,
        )
        central += (
            _CENTRAL.pack(
                b"PK\x01\x02", _VERSION, 0, _VERSION, flags, _DEFLATE, 0, _DATE_1980, *sizes, 0, 0, 0, 0, 0, offset
            ),
            raw,
        )
        offset += _LOCAL.size + len(raw) + len(packed)
    directory = b"".join(central)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), offset, 0)
    return b"".join((*local, directory, end))


def _order(name: str) -> tuple[int, str]:
    return ({CONTENT_TYPES: 0, ROOT_RELATIONSHIPS: 1}.get(name, 2), name)


def _packed(data: bytes) -> tuple[int, bytes]:
    """CRC and raw deflate stream. Level 6 is what Word and zipfile use."""
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
    return zlib.crc32(data), deflater.compress(data) + deflater.flush()


_kept = lru_cache(maxsize=64)(_packed)
