"""What tags may say: names of the model and a few filters; anything else is refused by walking Jinja's tree."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg
from report_kit.render.codes import W108, W110
from report_kit.render.context import MODEL
from report_kit.render.environment import FILTERS, TESTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import nodes

    from report_kit.diagnostics import Code

Scope = Mapping[str, str]

TEXT, NUMBER, TRUTH, UNKNOWN = "text", "number", "truth", ""

MAX_LOOPS = 6
"""Loops inside one another: chapters, items, groups, points need four."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One refusal: the code, the line of the Jinja source, what is wrong and what to do."""

    code: Code
    line: int
    message: Message
    hint: Message | None = None


@dataclass(slots=True)
class Judge:
    """Walks a template's tree. ``faults`` collects all refusals."""

    faults: list[Fault] = field(default_factory=list)

    def template(self, tree: nodes.Template, scope: Scope = MODEL["report"]) -> list[Fault]:
        """Every fault of a parsed template that begins with the names of ``scope``."""
        self._body(tree.body, scope, 0)
        return self.faults

    def looped(self, node: nodes.For, scope: Scope) -> str:
        """The kind of thing a loop goes over; the empty text where that cannot be known."""
        kind = self._value(node.iter, scope)
        return kind[1:-1] if kind.startswith("[") else UNKNOWN

    def _refuse(self, code: Code, node: nodes.Node, message: Message, hint: Message | None = None) -> str:
        self.faults.append(Fault(code, node.lineno, message, hint))
        return UNKNOWN

    def _body(self, body: Iterable[nodes.Node], scope: Scope, depth: int) -> None:
        from jinja2 import nodes

        for node in body:
            if isinstance(node, nodes.Output):
                for child in node.nodes:
                    if not isinstance(child, nodes.TemplateData):
                        self._output(child, scope)
            elif isinstance(node, nodes.If):
                self._value(node.test, scope)
                self._body(node.body, scope, depth)
                self._body(node.elif_, scope, depth)
                self._body(node.else_, scope, depth)
            elif isinstance(node, nodes.For):
                self._loop(node, scope, depth)
            else:
                self._refuse(W108, node, msg("模板里只能用 for、if 和它们的 else、endfor、endif"))

    def _loop(self, node: nodes.For, scope: Scope, depth: int) -> None:
        from jinja2 import nodes

        if depth >= MAX_LOOPS:
            self._refuse(W108, node, msg("循环套得太深"))
            return
        if node.recursive or not isinstance(node.target, nodes.Name):
            self._refuse(W108, node, msg("循环只能写成 for 名称 in 列表"))
            return
        kind = self._value(node.iter, scope)
        element = kind[1:-1] if kind.startswith("[") else UNKNOWN
        if kind and not element:
            self._refuse(
                W108,
                node,
                msg("for 后面的 {name} 不是列表", name=_written(node.iter)),
                msg("只能循环 {lists}", lists=_lists(scope)),
            )
        inner = {**scope, node.target.name: element, "loop": "loop"}
        if node.test is not None:
            self._value(node.test, inner)
        self._body(node.body, inner, depth + 1)
        self._body(node.else_, scope, depth)

    def _output(self, node: nodes.Node, scope: Scope) -> None:
        kind = self._value(node, scope)
        if kind == TRUTH:
            self._refuse(W108, node, msg("“是”或“否”不能直接显示"), msg("判断写在 {{% if … %}} 里"))
        elif kind not in (UNKNOWN, TEXT, NUMBER):
            self._refuse(
                W108,
                node,
                msg("{name} 不是一段文字，不能直接显示", name=_written(node)),
                _fields_hint(kind.strip("[]")),
            )

    def _value(self, node: nodes.Node, scope: Scope) -> str:
        """What an expression gives; the empty text when it was refused or cannot be known."""
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            kind = scope.get(node.name)
            return self._unknown(node, node.name, scope) if kind is None else kind
        if isinstance(node, nodes.Getattr):
            return self._field(node, scope)
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            return TEXT
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if isinstance(node, nodes.Test):
            return self._test(node, scope)
        if isinstance(node, nodes.Not):
            self._value(node.node, scope)
            return TRUTH
        if isinstance(node, (nodes.And, nodes.Or)):
            self._value(node.left, scope)
            return self._value(node.right, scope)
        if isinstance(node, nodes.Compare):
            return self._comparison(node, scope)
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            self._value(node.test, scope)
            kind = self._value(node.expr1, scope)
            return self._value(node.expr2, scope) and kind
        if isinstance(node, nodes.Const):
            return self._refuse(
                W108, node, msg("标签里不能写数字 {value}", value=str(node.value)), msg("数字写进 data 里的 YAML 文件")
            )
        return self._refuse(W108, node, msg("标签里只能写名称，不能调用、计算或取下标"), _NAMES_HINT)

    def _comparison(self, node: nodes.Compare, scope: Scope) -> str:
        """Numbers can be compared. Texts carry marks while they are filled in, so no text equals another."""
        from jinja2 import nodes

        for one in (node.expr, *(operand.expr for operand in node.ops)):
            if isinstance(one, nodes.Const) and not isinstance(one.value, str):
                continue
            if self._value(one, scope) not in (UNKNOWN, NUMBER):
                return self._refuse(
                    W108, node, msg("只能比较序号和个数，不能比较文字"), msg("有没有文字写 {{% if 名称 %}}")
                )
        return TRUTH

    def _field(self, node: nodes.Getattr, scope: Scope) -> str:
        kind = self._value(node.node, scope)
        if kind == UNKNOWN:
            return UNKNOWN
        fields = MODEL.get(kind)
        written = _written(node)
        if fields is None:
            hint = msg("列表要先用 for 循环") if kind.startswith("[") else None
            return self._refuse(W110, node, msg("{name} 下面没有别的内容", name=_written(node.node)), hint)
        found = fields.get(node.attr)
        if found is None:
            return self._refuse(W110, node, msg("没有 {name}", name=written), _nearest(node.attr, fields))
        return found

    def _unknown(self, node: nodes.Name, name: str, scope: Scope) -> str:
        return self._refuse(W110, node, msg("没有名为 {name} 的内容", name=name), _nearest(name, scope))

    def _filter(self, node: nodes.Filter, scope: Scope) -> str:

        kind = self._value(node.node, scope) if node.node is not None else UNKNOWN
        if node.name not in FILTERS:
            return self._refuse(
                W110,
                node,
                msg("没有名为 {name} 的过滤器", name=node.name),
                _nearest(node.name, dict.fromkeys(sorted(FILTERS), "")),
            )
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return self._refuse(W108, node, msg("{name} 后面不带括号", name=node.name))
        if kind and not kind.startswith("["):
            return self._refuse(W108, node, msg("{name} 只能用于列表", name=node.name))
        return NUMBER if node.name == "length" else kind[1:-1]

    def _test(self, node: nodes.Test, scope: Scope) -> str:
        self._value(node.node, scope)
        if node.name not in TESTS or node.args:
            return self._refuse(W108, node, msg("不能用 is {name} 判断", name=node.name))
        return TRUTH


_NAMES_HINT = msg("可用的名称有 {names}", names="、".join(MODEL["report"]))


def _written(node: nodes.Node) -> str:
    """An expression roughly as its writer wrote it."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Call):
        return f"{_written(node.node)}(…)"
    if isinstance(node, nodes.Getitem):
        return f"{_written(node.node)}[…]"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"{_written(node.node)}|{node.name}"
    if isinstance(node, nodes.Const):
        return str(node.value)
    return "…"


def _nearest(name: str, known: Mapping[str, str]) -> Message:
    close = difflib.get_close_matches(name[:60], list(known), 1, 0.6)
    if close:
        return msg("是不是 {name}？", name=close[0])
    return msg("这里可用的有 {names}", names="、".join(known))


def _lists(scope: Scope) -> str:
    names = []
    for name, kind in scope.items():
        if kind.startswith("["):
            names.append(name)
        names += (f"{name}.{part}" for part, held in MODEL.get(kind, {}).items() if held.startswith("["))
    return "、".join(names)


def _fields_hint(kind: str) -> Message | None:
    fields = MODEL.get(kind)
    return msg("{kind} 里有 {names}", kind=kind, names="、".join(fields)) if fields else None
