"""Two Word files as one with real tracked changes, or a reason why there is none.

``redline`` never returns a file that it has not verified: accepting all gives the later document, rejecting all the
earlier one, text and formatting, paragraph by paragraph (see ``verifying``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.ooxml.package import Package, PackageProblem, read_package
from report_kit.ooxml.redline.model import Cause, Existing, Hunk, HunkPlace, Redlined, Refused
from report_kit.ooxml.xml import W, XmlError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Cause", "Existing", "Hunk", "HunkPlace", "Redlined", "Refused", "redline"]


def redline(
    old: bytes, new: bytes, *, author: str, date: str, cause: Cause, existing: Existing = "accept"
) -> Redlined | Refused:
    """The later document with everything marked that is not as in the earlier one.

    ``old`` and ``new`` are .docx files. Every change carries ``author`` and ``date`` (ISO 8601, as
    ``2024-01-29T00:00:00Z``, or empty). ``cause`` is asked for the words of the comment on each hunk, in the order of
    the document; None or an empty text: no comment. Revisions that the documents already carry are accepted, rejected,
    or kept with their authors (``existing``); kept ones count as changes between the documents. Same arguments, same
    bytes.

    What is compared is the body with its tables, text boxes (as a whole), notes and images. Other parts are as in the
    later document; where they differ, ``differs`` says so.
    """
    try:
        return _redlined(old, new, author=author, date=date, cause=cause, existing=existing)
    except RecursionError:
        return Refused(msg("文档嵌套太深，无法生成修订稿"))
    except XmlError:
        return Refused(msg("页眉、页脚或脚注损坏，无法读取"), msg("用 Word、WPS 打开后另存一份"))


def _redlined(
    old: bytes, new: bytes, *, author: str, date: str, cause: Cause, existing: Existing
) -> Redlined | Refused:
    packages: list[Package] = []
    for data, which in ((old, msg("旧稿")), (new, msg("新稿"))):
        package = read_package(data)
        if isinstance(package, PackageProblem):
            return Refused(msg("{which}：{problem}", which=which, problem=package.message), package.hint)
        problem = _unfit(package, existing)
        if problem is not None:
            return Refused(msg("{which}：{problem}", which=which, problem=problem))
        packages.append(package)
    from report_kit.ooxml.redline.making import make

    return make(packages[0], packages[1], author=author, date=date, cause=cause, existing=existing)


def _unfit(package: Package, existing: Existing) -> Message | None:
    """Why a document cannot be compared, or None."""
    from report_kit.ooxml.redline.elements import root_of
    from report_kit.ooxml.redline.resolving import unkeepable

    try:
        root = root_of(package.parts[package.main() or ""])
    except XmlError:
        return msg("正文损坏，无法读取")
    body = root.find(f"{{{W}}}body")
    if body is None:
        return msg("是严格（Strict）格式的文档，或者没有正文；请另存为普通的 .docx")
    if existing == "keep" and unkeepable(root):
        return msg("含有表格或节的格式修订，不能原样保留；请先接受或拒绝这些修订")
    if any(_is(one, "altChunk", "subDoc") for one in root.iter()):
        return msg("含有链接或嵌入的其他文档，无法比较；请先把内容粘贴进来")
    return None


def _is(element: _Element, *names: str) -> bool:
    return any(element.tag == f"{{{W}}}{name}" for name in names)
