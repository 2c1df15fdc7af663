"""The lines of ours in a ``.gitattributes``: put in, and taken out so that every other byte is as it was."""

from __future__ import annotations

LINE = b"*.docx diff=docx"
_BEGIN = b"# report git-setup: begin"
_END = b"# report git-setup: end"
_NEW_FILE, _NO_BREAK = b" (in a new file)", b" (behind a line without end)"


def with_lines(before: bytes | None) -> bytes:
    """The file with our lines at its end, where they count; None is a file that is not there."""
    if before is not None and _BEGIN in before:
        return before
    end = b"\r\n" if before is not None and b"\r\n" in before else b"\n"
    note = _NEW_FILE if before is None else b"" if not before or before.endswith(b"\n") else _NO_BREAK
    opened = (before or b"") + (end if note == _NO_BREAK else b"")
    return opened + b"".join(line + end for line in (_BEGIN + note, LINE, _END))


def without_lines(after: bytes) -> bytes | None:
    """The file without our lines; None when nothing is left of a file that was ours alone."""
    kept: list[bytes] = []
    alone = inside = False
    for line in _lines(after):
        bare = line.rstrip(b"\r\n")
        if bare.startswith(_BEGIN):
            inside = True
            alone = bare.endswith(_NEW_FILE)
            if bare.endswith(_NO_BREAK) and kept:
                kept[-1] = kept[-1].removesuffix(line[len(bare) :])
        elif inside and bare in (LINE, _END):
            inside = bare != _END
        else:
            inside = False
            if kept and not kept[-1].endswith(b"\n"):
                kept[-1] += b"\n"  # somebody wrote on behind our lines
            kept.append(line)
    return None if alone and not kept else b"".join(kept)


def _lines(data: bytes) -> list[bytes]:
    """The lines with their ends, as git counts them."""
    *lines, last = data.split(b"\n")
    return [*(line + b"\n" for line in lines), *([last] if last else [])]
