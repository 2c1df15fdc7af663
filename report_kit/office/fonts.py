"""The official faces and free ones that stand in for them, as fontconfig is told.

The Word file always names the official faces (GB/T 9704-2012, 5.2.2 and 7.3); they are licensed and not everywhere.
Where one is missing LibreOffice would take any face, and would look for one at every paragraph, so it is told which.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

SECONDS = 30
"""How long fontconfig may take to list the faces; the first time it reads every font file."""

_TEX = (
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/texmf-dist/fonts/opentype/public/fandol",
)
"""Where the Fandol faces lie in TeX Live, which fontconfig does not look into by itself."""

_SYSTEM = "/etc/fonts/fonts.conf"

_LISTED = "%{family}\t%{postscriptname}\n"


class Face(NamedTuple):
    """A face of official documents: the names documents give it, best known first, and faces that may stand in."""

    names: tuple[str, ...]
    stand_ins: tuple[str, ...]


FACES = (
    Face(
        (
            "仿宋_GB2312",
            "FangSong_GB2312",
            "仿宋",
            "FangSong",
            "方正仿宋_GBK",
            "方正仿宋简体",
            "STFangsong",
            "华文仿宋",
        ),
        ("FandolFang R", "FandolFang", "Zhuque Fangsong (technical preview)", "朱雀仿宋（预览测试版）"),
    ),
    Face(
        ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体", "STKaiti", "华文楷体"),
        ("FandolKai", "AR PL KaitiM GB", "LXGW WenKai", "AR PL UKai CN"),
    ),
    Face(
        ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "STHeiti", "华文黑体"),
        ("FandolHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"),
    ),
    Face(
        ("宋体", "SimSun", "新宋体", "NSimSun", "STSong", "华文宋体"),
        ("FandolSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL SungtiL GB", "AR PL UMing CN"),
    ),
    Face(
        (
            "方正小标宋简体",
            "方正小标宋_GBK",
            "FZXiaoBiaoSong-B05S",
            "FZXiaoBiaoSong-B05",
            "华文中宋",
            "STZhongsong",
        ),
        ("Title Song", "Noto Serif CJK SC", "Source Han Serif SC", "FandolSong", "AR PL SungtiL GB", "AR PL UMing CN"),
    ),
)
"""Every face that GB/T 9704 asks for. Stand-ins have the characters of GB 2312, each as wide as it is high."""


class Faces(NamedTuple):
    """How a machine shows the official faces.

    ``stand_ins`` maps the best known name of each face that is not installed to the face taken instead; ``missing``
    are those that nothing can stand in for. ``postscript`` are the names in a PDF of the official faces that are
    installed and of those stand-ins, ``names`` those that a document may give a face and be shown as it asks. All are
    empty where there is no fontconfig to ask.
    """

    stand_ins: Mapping[str, str]
    missing: tuple[str, ...]
    postscript: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def installed(environment: Mapping[str, str], extra: Iterable[Path] = ()) -> Mapping[str, str] | None:
    """Every face known to fontconfig and those in ``extra``, with PostScript names; None where it cannot be asked."""
    asked = [["fc-list", "-f", _LISTED], *(["fc-scan", "-f", _LISTED, str(folder)] for folder in extra)]
    listed = b""
    try:
        for command in asked:
            listed += subprocess.run(  # noqa: S603 - no shell
                command, capture_output=True, check=True, timeout=SECONDS, env=dict(environment)
            ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    known: dict[str, str] = {}
    for line in listed.decode("utf-8", "replace").splitlines():
        families, _, postscript = line.partition("\t")
        for name in families.split(","):
            known.setdefault(name.strip().replace("\\", ""), postscript)
    return known


def faces_from(known: Mapping[str, str]) -> Faces:
    """Which faces stand in for official ones, given those installed with their PostScript names."""
    stand_ins: dict[str, str] = {}
    missing = []
    for face in FACES:
        if face.names[0] in known:
            continue
        found = next((name for name in (*face.names, *face.stand_ins) if name in known), None)
        if found is None:
            missing.append(face.names[0])
        else:
            stand_ins[face.names[0]] = found
    shown = {name for face in FACES for name in face.names if name in known}
    served = {name for face in FACES if face.names[0] not in missing for name in face.names}
    postscript = frozenset(known[name] for name in (*shown, *stand_ins.values()))
    return Faces(stand_ins, tuple(missing), postscript, frozenset((*known, *served)))


def configuration(known: Collection[str], folders: Iterable[Path], further: str) -> str:
    """A fontconfig file: a rule for each official name that is not installed, then the file ``further``.

    Rules stand before those of the system, which would make Latin faces Chinese; ``qual="first"`` keeps them off
    the lists of replacements that other rules append.
    """
    lines = ['<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">', "<fontconfig>"]
    for folder in folders:
        lines.append(f"<dir>{escape(str(folder))}</dir>")
        # The bold ones say that they are regular, and would be taken at random.
        lines.append(f"<selectfont><rejectfont><glob>{escape(str(folder))}/*-Bold*</glob></rejectfont></selectfont>")
    lines += _rules(known)
    lines += [f'<include ignore_missing="yes">{escape(further)}</include>', "</fontconfig>", ""]
    return "\n".join(lines)


def _rules(known: Collection[str]) -> Iterator[str]:
    for face in FACES:
        target = next((name for name in (*face.names, *face.stand_ins) if name in known), None)
        for name in face.names:
            if target is not None and name not in known:
                yield (
                    f'<match target="pattern"><test qual="first" name="family"><string>{escape(name)}</string></test>'
                    '<edit name="family" mode="assign" binding="strong">'
                    f"<string>{escape(target)}</string></edit></match>"
                )


def prepare(folder: Path, environment: Mapping[str, str], platform: str) -> tuple[Mapping[str, str], Faces]:
    """Write a configuration into ``folder``; the environment that makes programs use it, and what it does.

    ``platform`` is as in ``sys.platform``. On Windows and macOS LibreOffice does not ask fontconfig, even where some
    other program has brought one along; there, and where there is none, the environment stays as it is.
    """
    from pathlib import Path

    known = None if platform in ("win32", "darwin") else installed(environment)
    if known is None:
        return environment, Faces({}, ())
    extra = [Path(place) for place in _TEX if "FandolSong" not in known and Path(place).is_dir()][:1]
    if extra:
        known = installed(environment, extra) or known
    file = folder / "fonts.conf"
    file.write_text(configuration(known, extra, environment.get("FONTCONFIG_FILE") or _SYSTEM), encoding="utf-8")
    return {**environment, "FONTCONFIG_FILE": str(file)}, faces_from(known)
