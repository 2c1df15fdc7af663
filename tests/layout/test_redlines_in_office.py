"""Redlines in LibreOffice: accepting all shows the later document, rejecting all the earlier one.

Needs ``soffice`` only; without it the test is skipped aloud, or fails where ``LAYOUT_TESTS=required`` is set.
LibreOffice keeps one empty paragraph where a deletion stands directly before a table or at the end, so empty paragraphs
are left out; the text must be exact.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from report_kit.ooxml.redline import Redlined, redline
from tests.property.word_pairs import plain_pair, report_pair

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Resolve(folder As String, many As String)
  Dim at As Integer
  For at = 0 To CInt(many) - 1
    Save(folder &amp; "/" &amp; at, "Accept")
    Save(folder &amp; "/" &amp; at, "Reject")
  Next at
End Sub
Sub Save(path As String, verb As String)
  Dim loading(0) As New com.sun.star.beans.PropertyValue
  Dim storing(0) As New com.sun.star.beans.PropertyValue
  Dim without()
  Dim opened As Object
  Dim helper As Object
  loading(0).Name = "Hidden"
  loading(0).Value = True
  storing(0).Name = "FilterName"
  storing(0).Value = "MS Word 2007 XML"
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  opened = StarDesktop.loadComponentFromURL(path &amp; ".docx", "_blank", 0, loading())
  helper.executeDispatch(opened.CurrentController.Frame, ".uno:" &amp; verb &amp; "AllTrackedChanges", "", 0, without())
  opened.storeToURL(path &amp; verb &amp; ".docx", storing())
  opened.close(True)
End Sub
</script:module>
"""


def texts(data: bytes) -> list[str]:
    """The text of every paragraph that shows any."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = ["".join(one.text or "" for one in paragraph.iter(W + "t")) for paragraph in root.iter(W + "p")]
    return [text for text in found if text.strip()]


def resolved(files: Sequence[bytes], folder: Path) -> list[tuple[bytes, bytes]]:
    """Each file with all changes accepted, and with all rejected, by LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        reason = "no redline was opened: LibreOffice is missing"
        if os.environ.get("LAYOUT_TESTS") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    start = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    # The first start writes the library of macros; only then can a macro be put into it.
    subprocess.run([*start, "--terminate_after_init"], capture_output=True, timeout=120, check=False)
    library = folder / "profile" / "user" / "basic" / "Standard"
    (library / "Module1.xba").write_text(MACRO, encoding="utf-8")
    for number, data in enumerate(files):
        (folder / f"{number}.docx").write_bytes(data)
    call = f'macro:///Standard.Module1.Resolve("{folder.as_uri()}","{len(files)}")'
    subprocess.run([*start, call], capture_output=True, timeout=240, check=False)
    return [
        tuple((folder / f"{number}{verb}.docx").read_bytes() for verb in ("Accept", "Reject"))
        for number in range(len(files))
    ]


def test_libreoffice_sees_the_same_change(tmp_path: Path) -> None:
    pairs = [plain_pair(seed) for seed in range(12)]
    pairs.append(report_pair(tmp_path))
    made = [
        redline(old, new, author="report-kit", date="2024-01-29T00:00:00Z", cause=lambda place: place.kind)
        for old, new in pairs
    ]
    assert all(isinstance(one, Redlined) for one in made)
    work = tmp_path / "office"
    work.mkdir()
    opened = resolved([one.data for one in made if isinstance(one, Redlined)], work)
    for (old, new), (accepted, rejected) in zip(pairs, opened, strict=True):
        assert texts(accepted) == texts(new)
        assert texts(rejected) == texts(old)
