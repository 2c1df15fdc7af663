#!/usr/bin/env bash
# Free stand-ins for the official faces, for looking at rendered pages. Usage: fonts.sh FOLDER
# Afterwards programs started with FONTCONFIG_FILE=FOLDER/fonts.conf find them. Nothing is installed.
set -euo pipefail
folder=$(realpath -m "${1:?a folder}")
if [ -s "$folder/fonts.conf" ]; then exit 0; fi
mkdir -p "$folder/faces" "$folder/cache" "$folder/work"
cd "$folder/work"
if ! apt-get download -qq texlive-lang-chinese >/dev/null 2>&1; then
  apt-get update -qq >/dev/null
  apt-get download -qq texlive-lang-chinese >/dev/null
fi
dpkg-deb -x texlive-lang-chinese_*.deb unpacked
fandol=$(dirname "$(find unpacked -name FandolSong-Regular.otf | head -n 1)")
for face in Fang Kai Hei Song; do cp "$fandol/Fandol$face-Regular.otf" "$folder/faces/"; done
python3 -m venv tools
tools/bin/python -m pip install --quiet --disable-pip-version-check fonttools
# LibreOffice takes a family's name from the font file: the bold Song becomes a family of its own.
tools/bin/python - "$fandol/FandolSong-Bold.otf" "$folder/faces/TitleSong.otf" <<'PYTHON'
import sys

from fontTools.ttLib import TTFont

font = TTFont(sys.argv[1])
names = {1: "Title Song", 2: "Regular", 4: "Title Song", 6: "TitleSong-Regular", 16: "Title Song", 17: "Regular"}
for record in list(font["name"].names):
    if record.nameID in names:
        record.string = names[record.nameID]
font["OS/2"].usWeightClass = 400
font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x21 | 0x40
font["head"].macStyle = 0
cff = font["CFF "].cff
cff.fontNames[0] = "TitleSong-Regular"
top = cff.topDictIndex[0]
top.FamilyName = top.FullName = "Title Song"
top.Weight = "Regular"
for font_dict in top.FDArray:
    font_dict.FontName = "TitleSong-Regular"
font.save(sys.argv[2])
PYTHON
cd "$folder"
rm -rf work

# Which official face is replaced by which is told by report_kit/office/fonts.py; here is only where the faces lie.
{
  printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
  printf '<dir>%s/faces</dir><cachedir>%s/cache</cachedir>\n' "$folder" "$folder"
  printf '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n</fontconfig>\n'
} >fonts.conf
