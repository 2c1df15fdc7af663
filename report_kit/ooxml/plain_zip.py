"""A zip file as Word processors write it, read without the library for zip files.

That library takes longer to load than a report takes to read. Here is only what nearly every file is: everything
else is left to the library, which has the words for what is wrong with it.
"""

from __future__ import annotations

import struct
import zlib

_END = struct.Struct("<4sHHHHIIH")
_CENTRAL = struct.Struct("<4s2xHHH4xIIIHHHHH4xI")
_LOCAL = struct.Struct("<4s22xHH")
_UTF8_NAME = 0x800
_USUAL_FLAGS = _UTF8_NAME | 0xE
"""How much was compressed, sizes behind the data as well, names in UTF-8: no encryption, no patches."""
_NEWEST = 45
_ZIP64 = 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8


def plain_parts(data: bytes, most: int, largest: int) -> dict[str, bytes] | None:
    """The files by name, or None when the library has to look.

    ``most`` is the number of files, ``largest`` the number of bytes of all of them unpacked.
    """
    try:
        return _parts(data, most, largest)
    except (struct.error, zlib.error, UnicodeDecodeError):
        return None


def _parts(data: bytes, most: int, largest: int) -> dict[str, bytes] | None:
    signature, *disks, count, size, start, comment = _END.unpack(data[-_END.size :])
    if signature != b"PK\x05\x06" or any(disks[:2]) or disks[2] != count or comment or count > most:
        return None
    at = start
    if start + size != len(data) - _END.size:
        return None
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    left = largest
    for _ in range(count):
        central, needed, flags, method, crc, packed, full, name_length, extra, note, disk, _kind, offset = (
            _CENTRAL.unpack(data[at : at + _CENTRAL.size])
        )
        if (
            central != b"PK\x01\x02"
            or flags & ~_USUAL_FLAGS
            or needed > _NEWEST
            or disk
            or full > left
            or _ZIP64 in (packed, full, offset)
        ):
            return None
        raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name_length]
        at += _CENTRAL.size + name_length + extra + note
        name = raw.decode("utf-8" if flags & _UTF8_NAME else "ascii")
        if not _is_usual(name) or name.lower() in seen:
            return None
        seen.add(name.lower())
        content = _content(data, offset, raw, method=method, packed=packed, limit=full)
        if content is None or len(content) != full or zlib.crc32(content) != crc:
            return None
        left -= full
        parts[name] = content
    return parts if at == start + size else None


def _is_usual(name: str) -> bool:
    """Whether the name is that of a part, and not a folder or a place outside."""
    return (
        bool(name)
        and not name.startswith("/")
        and not name.endswith("/")
        and not set(name) & {"\\", "\0"}
        and (".." not in name.split("/"))
    )


def _content(data: bytes, offset: int, raw: bytes, *, method: int, packed: int, limit: int) -> bytes | None:
    """The bytes of one file, at most one more than ``limit``."""
    signature, name_length, extra = _LOCAL.unpack(data[offset : offset + _LOCAL.size])
    begin = offset + _LOCAL.size
    if signature != b"PK\x03\x04" or data[begin : begin + name_length] != raw:
        return None
    begin += name_length + extra
    stored = data[begin : begin + packed]
    if len(stored) != packed:
        return None
    if method == _STORED:
        return stored if packed <= limit else None
    if method != _DEFLATED:
        return None
    inflater = zlib.decompressobj(-15)
    content = inflater.decompress(stored, limit + 1)
    return content if inflater.eof and not inflater.unused_data else None
