"""A project with n times the facts of a real one: every item repeated under new ids."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ITEM = re.compile(r"(?m)^(?=\s{0,2}- id: )")
_ID = re.compile(r"^(\s{0,2}- id: )([^\s#]+)")


def enlarged(source: Path, target: Path, times: int) -> Path:
    """Copies the project folder ``source`` to ``target`` with each item of each chapter ``times`` times.

    Copies get ids with a number; what they refer to stays the original. Returns ``target``.
    """
    shutil.copytree(source / "data", target / "data")
    shutil.copytree(source / "templates", target / "templates")
    for path in sorted((target / "data").glob("*/*.yaml")):
        if path.name in ("report.yaml", "confirmations.yaml"):
            continue
        head, *items = _ITEM.split(path.read_text(encoding="utf-8"))
        copies = [
            item if number == 1 else _ID.sub(rf"\g<1>\g<2>_{number}", item)
            for number in range(1, times + 1)
            for item in items
        ]
        path.write_text(head + "".join(_with_end(item) for item in copies), encoding="utf-8")
    return target


def _with_end(item: str) -> str:
    return item if item.endswith("\n") else item + "\n"
