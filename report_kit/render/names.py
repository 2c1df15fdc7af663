"""The names in a template tag by tag: for parts whose loops cannot be read as a whole, and for what is never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg
from report_kit.render.codes import W110, W116
from report_kit.render.context import MODEL
from report_kit.render.environment import environment
from report_kit.render.expressions import UNKNOWN, Judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jinja2 import nodes

    from report_kit.diagnostics import Diagnostic, Message
    from report_kit.render.places import Places
    from report_kit.render.tags import Tag

_JUDGED = ("", "for", "if", "elif")
"""Tags with names in them, by the word they begin with."""

_PARAGRAPHS = msg("各段文字")
_HEADING, _TEXT = msg("标题"), msg("正文")

NEEDED: Mapping[str, Message] = {
    "title": msg("报告的标题"),
    "to": msg("主送机关"),
    "opening": msg("开头"),
    "opening.text": _TEXT,
    "chapters": msg("各章"),
    "chapters.heading": _HEADING,
    "chapters.paragraphs": msg("一章还没有内容时的说明"),
    "chapters.paragraphs.text": _TEXT,
    "chapters.items": msg("各项工作"),
    "chapters.items.heading": msg("标题，标题单独成行时用"),
    "chapters.items.paragraphs": _PARAGRAPHS,
    "chapters.items.paragraphs.heading": msg("接排的标题"),
    "chapters.items.paragraphs.number": msg("“一是”"),
    "chapters.items.paragraphs.lead": msg("首句"),
    "chapters.items.paragraphs.text": _TEXT,
    "chapters.items.groups": msg("项下的小标题"),
    "chapters.items.groups.heading": msg("标题，标题单独成行时用"),
    "chapters.items.groups.paragraphs": _PARAGRAPHS,
    "chapters.items.groups.paragraphs.heading": msg("接排的标题"),
    "chapters.items.groups.paragraphs.number": msg("“一是”"),
    "chapters.items.groups.paragraphs.lead": msg("首句"),
    "chapters.items.groups.paragraphs.text": _TEXT,
    "chapters.items.after": msg("小标题之后的话"),
    "chapters.items.after.text": _TEXT,
    "closing": msg("结尾"),
    "closing.text": _TEXT,
    "attachments": msg("附件说明"),
    "attachments.number": msg("附件的序号"),
    "attachments.title": msg("附件的名称"),
    "annexes": msg("落款之后自动生成的附件表"),
    "annexes.title": msg("名称"),
    "annexes.paragraphs": msg("表还没有内容时的说明"),
    "annexes.paragraphs.text": _TEXT,
    "annexes.indicators": msg("主要指标表"),
    "annexes.indicators.name": msg("指标"),
    "annexes.indicators.unit": msg("单位"),
    "annexes.indicators.this_year": msg("本年数"),
    "annexes.indicators.last_year": msg("上年数"),
    "annexes.plans": msg("重点工作完成情况表"),
    "annexes.plans.task": msg("工作任务"),
    "annexes.plans.target": msg("目标"),
    "annexes.plans.result": msg("完成情况"),
    "annexes.plans.state": msg("状态"),
    "annexes.charts": msg("主要指标表的图"),
    "annexes.charts.drawing": msg("图"),
}
"""What is lost if a template does not show it and the data have it, each behind the list it stands in."""


def names_by_tag(part: str, tags: Sequence[Tag], told: frozenset[int], places: Places) -> Iterator[Diagnostic]:
    """Faults of the names in a part whose tags do not make a whole.

    Where loops begin and end is not known for sure, so a name that any loop gives is known to the end. ``told`` are
    paragraphs with a tag that may not be written so: only unknown names are told of them as well.
    """
    trees = [(tag, tree) for tag in tags if (tree := _parsed(tag)) is not None]
    given = [name for _, tree in trees for name, _ in _loops(tree)]
    scope = {**dict.fromkeys(given, UNKNOWN), "loop": "loop", **MODEL["report"]}
    for tag, tree in trees:
        if tag.whole:
            for fault in Judge().template(tree, scope):
                if fault.code is W110 or tag.paragraph not in told:
                    yield places.at(fault.code, part, tag.paragraph, fault.message, fault.hint)
        for name, loop in _loops(tree):
            scope[name] = Judge().looped(loop, scope)


def never_shown(parts: Iterable[Sequence[Tag]], places: Places) -> list[Diagnostic]:
    """What no tag of a template shows although data may have it; a list for all that stands in it."""
    shown: set[str] = set()
    for tags in parts:
        shown |= _shown(tags)
    found: list[Diagnostic] = []
    missing: list[str] = []
    for path, meaning in NEEDED.items():
        if any(one == path or one.startswith(f"{path}.") for one in shown) or _within(path, missing):
            continue
        missing.append(path)
        found.append(
            places.whole(
                W116,
                msg("模板没有显示 {name}（{meaning}）", name=_as_written(path), meaning=meaning),
                msg("数据里写了它，报告里就会缺这一处；在相应的位置补上标签，写法照自带的模板"),
            )
        )
    return found


def _within(path: str, lists: Iterable[str]) -> bool:
    return any(path.startswith(f"{one}.") for one in lists)


def _as_written(path: str) -> str:
    """``chapters.items.heading`` as tags write it: ``item.heading``, from what the loop is usually called."""
    owner, _, name = path.rpartition(".")
    return f"{owner.rpartition('.')[2].removesuffix('s')}.{name}" if owner else name


def _shown(tags: Iterable[Tag]) -> set[str]:
    """The paths of what the tags show: texts that stand in the document, and lists that are gone through."""
    from jinja2 import nodes

    bound: dict[str, str] = {}
    shown: set[str] = set()
    for tag in tags:
        tree = _parsed(tag)
        if tree is None:
            continue
        for name, loop in _loops(tree):
            bound[name] = _path(loop.iter, bound)
        if tag.kind == "{{":
            shown.update(_path(one, bound) for one in tree.find_all((nodes.Name, nodes.Getattr)))
    return shown


def _path(node: nodes.Node, bound: Mapping[str, str]) -> str:
    """Where a name leads: ``chapters.items.heading``."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return bound.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node, bound)}.{node.attr}"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return _path(node.node, bound)
    return ""


def _loops(tree: nodes.Template) -> Iterator[tuple[str, nodes.For]]:
    """The loops, each with the name that it gives to one thing."""
    from jinja2 import nodes

    return ((loop.target.name, loop) for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name))


def _parsed(tag: Tag) -> nodes.Template | None:
    """The tag by itself as Jinja reads it; None without names in it, and where Jinja cannot read it."""
    from jinja2 import TemplateError

    source = tag.source if tag.kind != "{#" and tag.word in _JUDGED else None
    if source is None:
        return None
    try:
        return environment().parse(source)
    except (TemplateError, RecursionError, MemoryError):
        return None
