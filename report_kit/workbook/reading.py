"""The bytes of a workbook → its cells, or why they cannot be had. Nothing in it is trusted, run or followed.

The file is read part by part in one pass each, within limits, and not by openpyxl: that gives up on a whole file for
one odd style that WPS wrote, takes the days of Chinese Excel for numbers (formats 27 to 58), and makes a cell for every
empty place of a sheet somebody scrolled down in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.ooxml.package import (
    CONTENT_TYPES,
    MAX_FILE,
    OLE,
    ROOT_RELATIONSHIPS,
    Package,
    PackageProblem,
    unzipped,
)
from report_kit.ooxml.xml import UnsafeXmlError, XmlError, decode, elements, walk
from report_kit.workbook.numbers import format_code
from report_kit.workbook.read_model import SheetRead, WorkbookRead
from report_kit.workbook.sheet_xml import Shared, TooLargeError, read_sheet, read_strings

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_SHEETS = 300
"""Sheets of a workbook: ten times the departments of a bureau."""

MAX_TAGS = 1_000_000
"""Tags in the large parts of a workbook together, counted before any is read: those of 200 sheets of 100 rows."""

_SAVE_AGAIN = msg("用 Excel、WPS 打开，点“另存为”，类型选 .xlsx")
_BROKEN = msg("文件损坏，无法打开")
_ENDLESS = msg("工作表里的内容太多，没有读取；多半是给整列整行设了格式")
_RESEND = msg("请对方重新发一份")


def read_workbook(data: bytes) -> WorkbookRead | PackageProblem:
    """The sheets of a workbook, in its order. A sheet that cannot be read says so and spoils no other."""
    problem = _foreign(data)
    if problem is not None:
        return problem
    parts = unzipped(data)
    if isinstance(parts, PackageProblem):
        return parts if parts.hint is None else parts._replace(hint=_RESEND)
    if CONTENT_TYPES not in parts or ROOT_RELATIONSHIPS not in parts:
        if parts.get("mimetype", b"").startswith(b"application/vnd.oasis"):
            return PackageProblem(msg("这是 OpenDocument 文件，无法读取"), _SAVE_AGAIN)
        return PackageProblem(msg("不是 Excel 工作簿（.xlsx）"), _SAVE_AGAIN)
    package = Package(parts)
    try:
        return _read(package)
    except UnsafeXmlError:
        return PackageProblem(msg("文件里有 Excel、WPS 不会写的内容（文档类型声明，或者层层嵌套），没有读取"), _RESEND)
    except (XmlError, ValueError):
        return PackageProblem(_BROKEN, _RESEND)


def _foreign(data: bytes) -> PackageProblem | None:
    """What a file is that is no zip file within the limit."""
    if len(data) > MAX_FILE:
        return PackageProblem(msg("文件大于 {limit} MB", limit=MAX_FILE // 2**20))
    if not data:
        return PackageProblem(msg("文件是空的"))
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return PackageProblem(msg("文件加了密码，无法读取"), msg("去掉打开密码后再试"))
        return PackageProblem(msg("这是旧的 .xls、.et 格式，或者加了密码，无法读取"), _SAVE_AGAIN)
    if not data.startswith(b"PK"):
        return PackageProblem(msg("不是 Excel 工作簿（.xlsx）"), _SAVE_AGAIN)
    return None


def _read(package: Package) -> WorkbookRead | PackageProblem:
    main = package.main()
    kind = package.content_type(main or "").lower()
    if main is None or main not in package.parts or not ("spreadsheet" in kind or "ms-excel" in kind):
        return PackageProblem(msg("不是 Excel 工作簿（.xlsx）"), _SAVE_AGAIN)
    if main.endswith(".bin"):
        return PackageProblem(msg("这是二进制工作簿（.xlsb），无法读取"), _SAVE_AGAIN)
    for name in package.parts:
        if name.endswith(".rels"):
            elements(decode(package.parts[name]))
    targets = {one.id: (one.type, _part(main, one.target)) for one in package.relationships(main) if not one.external}
    by_type = {kind.rpartition("/")[2]: part for kind, part in targets.values()}
    listed, mac = _listed(decode(package.parts[main]))
    if len(listed) > MAX_SHEETS:
        return PackageProblem(msg("工作表多于 {limit} 张", limit=MAX_SHEETS))
    strings = package.parts.get(by_type.get("sharedStrings", ""))
    styles = package.parts.get(by_type.get("styles", ""))
    left = MAX_TAGS - sum(part.count(b"<") for part in (strings, styles) if part is not None)
    if left < 0:
        return PackageProblem(msg("文件里的文字或样式太多，没有读取"), _SAVE_AGAIN)
    shared = Shared(
        read_strings(decode(strings)) if strings is not None else (),
        _formats(decode(styles)) if styles is not None else (),
        mac=mac,
    )
    sheets = []
    for name, hidden, relation in listed:
        kind, part = targets.get(relation, ("", ""))
        if kind.endswith("/worksheet"):
            data = package.parts.get(part)
            tags = data.count(b"<") if data is not None else 0
            if tags > left:
                sheets.append(SheetRead(name, {}, hidden=hidden, problem=_ENDLESS))
                continue
            left -= tags
            sheets.append(_sheet(name, data, shared, hidden=hidden))
    return WorkbookRead(tuple(sheets), tuple(_extras(package, kind=package.content_type(main).lower())))


def _sheet(name: str, data: bytes | None, shared: Shared, *, hidden: bool) -> SheetRead:
    problem: Message = _BROKEN
    try:
        if data is not None:
            return read_sheet(name, decode(data), shared)._replace(hidden=hidden)
    except UnsafeXmlError:
        raise
    except TooLargeError as error:
        problem = error.words
    except (XmlError, ValueError):
        pass
    return SheetRead(name, {}, hidden=hidden, problem=problem)


def _part(main: str, target: str) -> str:
    """The name of a part that a relationship of the main part leads to."""
    if target.startswith("/"):
        return target.lstrip("/")
    steps = main.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _listed(text: str) -> tuple[list[tuple[str, bool, str]], bool]:
    """The sheets as listed: name, whether hidden, relationship; and whether days count from 1904."""
    listed, mac = [], False
    for kind, attributes in elements(text):
        if kind == "sheet":
            relation = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            listed.append((attributes.get("name", ""), hidden, relation))
        elif kind == "workbookPr":
            mac = attributes.get("date1904", "") in ("1", "true", "on")
    return listed, mac


def _formats(text: str) -> tuple[str, ...]:
    """The code of the number format of each cell style, by its number."""
    named: dict[int, str] = {}
    used: list[int] = []
    within = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal within
        kind = name.rpartition(":")[2]
        if kind == "cellXfs":
            within = True
        elif kind == "numFmt":
            named[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif kind == "xf" and within:
            used.append(int(attributes.get("numFmtId", "0")))

    def end(name: str) -> None:
        nonlocal within
        within = within and name.rpartition(":")[2] != "cellXfs"

    walk(text, start, end, lambda _text: None)
    return tuple(format_code(number, named) for number in used)


def _extras(package: Package, *, kind: str) -> list[Message]:
    """What else the file brings along: it is told, and never run or followed."""
    names = [name.lower() for name in package.parts]
    found = []
    if "macroenabled" in kind or any(name.endswith("vbaproject.bin") for name in names):
        found.append(msg("文件带有宏，没有运行"))
    if any("/externallinks/" in name for name in names):
        found.append(msg("文件引用了别的工作簿，没有去读"))
    return found
