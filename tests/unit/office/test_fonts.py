"""Which face stands in for which, and what fontconfig is told."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.office.fonts import FACES, Faces, configuration, faces_from, installed, prepare

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [name for face in FACES for name in (*face.names, *face.stand_ins)]
OFFICIAL = [face.names[0] for face in FACES]


def rules(text: str) -> dict[str, str]:
    found = {}
    for match in ET.fromstring(text.partition("?>")[2].partition(">")[2]).iter("match"):
        asked, taken = (element.text for element in match.iter("string"))
        found[asked] = taken
    return found


@given(st.dictionaries(st.sampled_from(NAMES), st.just("X-Regular")))
def test_every_official_face_is_installed_or_replaced_or_told_missing(known: dict[str, str]) -> None:
    faces = faces_from(known)
    for face in FACES:
        ways = (face.names[0] in known, face.names[0] in faces.stand_ins, face.names[0] in faces.missing)
        assert sum(ways) == 1
    assert set(faces.stand_ins.values()) <= known.keys()


@given(st.dictionaries(st.sampled_from(NAMES), st.just("X-Regular")))
def test_the_rules_lead_to_installed_faces_and_never_away_from_one(known: dict[str, str]) -> None:
    told = rules(configuration(known, (), "/etc/fonts/fonts.conf"))
    assert set(told.values()) <= known.keys()
    assert not told.keys() & known.keys()
    faces = faces_from(known)
    assert {name: told[name] for name in told if name in OFFICIAL} == faces.stand_ins


def test_names_that_need_escaping_make_a_whole_file(tmp_path: Path) -> None:
    text = configuration(frozenset(["FandolHei"]), [tmp_path / "a & b <c>"], "x & y.conf")
    root = ET.fromstring(text.partition("?>")[2].partition(">")[2])
    assert root.findtext("dir") == str(tmp_path / "a & b <c>")
    assert root.findtext("include") == "x & y.conf"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_libreoffice_has_faces_of_the_system_fontconfig_is_not_asked(tmp_path: Path, platform: str) -> None:
    """TeX brings a fontconfig along on Windows, Homebrew on macOS; LibreOffice looks into neither."""
    surroundings, faces = prepare(tmp_path, os.environ, platform)
    assert surroundings == os.environ
    assert faces == Faces({}, ())
    assert not list(tmp_path.iterdir())


def test_without_fontconfig_nothing_is_known() -> None:
    assert installed({"PATH": ""}) is None


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig is not installed")
def test_fontconfig_follows_the_rules(tmp_path: Path) -> None:
    known = installed(os.environ)
    latin = next((name for name in sorted(known or ()) if name.isascii() and name), None)
    if latin is None:
        pytest.skip("no face is installed")
    text = configuration(frozenset(["FandolHei"]), (), "/etc/fonts/fonts.conf").replace("FandolHei", latin)
    (tmp_path / "fonts.conf").write_text(text, encoding="utf-8")
    matched = subprocess.run(
        ["fc-match", "-f", "%{family}", "黑体"],
        env={**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")},
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert latin in matched.split(",")
