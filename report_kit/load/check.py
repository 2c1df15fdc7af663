"""What the validator says, in the writer's words and at the writer's place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from report_kit.diagnostics import Diagnostic, Location, Message, Note, msg, shortened
from report_kit.load.codes import F120, F121, F122, F123, F124
from report_kit.load.misread import cut_by_comma, hidden_sign, list_of_one, slip_in_key, slips_in_text
from report_kit.load.nodes import Entries, Node, Series, Text, keys_of, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_kit.load.compose import Composed
    from report_kit.load.validator import CoreSchema, Validator

MOST_PROBLEMS = 200
"""Problems of shape reported for one file; a file that is something else altogether would give thousands."""

MOST_KEYS_SHOWN = 12
"""Keys named where none comes near the unknown one; a fact has thirty."""

_FILL = (msg("写上内容；不用这个文件的，删去它"), msg("至少写上 unit（单位）、title（标题）和 chapters（章节）"))
"""What to do about an empty file: one of a chapter, and report.yaml."""

_WRONG_TYPE = {"string_type", "list_type", "dict_type", "string_sub_type"}


def check(path: str, text: str, composed: Composed, validator: Validator) -> list[Diagnostic]:
    """Every breach of the form of a file. Lines whose syntax was already blamed are left out."""
    if composed.root is None:
        if composed.broken:
            return []
        where = Location(path, 1)
        return [F121.at(where, msg("文件是空的"), hint=_FILL[path.endswith("/report.yaml")])]
    if not composed.problems and validator.knows(text):
        return []
    from pydantic_core import ValidationError

    try:
        validator.core.validate_python(composed.root)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False, include_input=False)
        return _Checker(path, composed, validator.schema).diagnostics(errors)
    if not composed.problems:
        validator.learn(text)
    return []


class _Checker:
    def __init__(self, path: str, composed: Composed, schema: CoreSchema) -> None:
        assert composed.root is not None
        self.path = path
        self.lines = composed.lines
        self.root: Node = composed.root
        self.broken = composed.broken
        self.schema = schema
        self.blamed = {one.location.line for one in composed.problems if one.location}
        self.keys: dict[int, dict[str, Text]] = {}
        self.commas: dict[int, dict[str, Diagnostic | None]] = {}

    def diagnostics(self, errors: Sequence[Any]) -> list[Diagnostic]:
        found: dict[Diagnostic, None] = {}
        for number, error in enumerate(errors, 1):
            for one in self._problems(error):
                if not (one.location and one.location.line in self.blamed):
                    found[one] = None
            if len(found) >= MOST_PROBLEMS and number < len(errors):
                note = Note(msg("这个文件里还有约{left}处类似的问题", left=len(errors) - number))
                last = found.popitem()[0]
                found[last._replace(notes=(note,))] = None
                break
        return list(found)

    def _problems(self, error: Any) -> Iterator[Diagnostic]:
        kind = error["type"]
        loc = list(error["loc"])
        on_key = bool(loc) and loc[-1] == "[key]"
        if on_key:
            loc.pop()
        last = loc.pop() if kind == "missing" else None
        node: Node = self.root
        schema = above = _inner(self.schema)
        key: Text | None = None
        title = ""
        for part in loc:
            if isinstance(node, Entries) and part in node:
                above = schema
                key = self._key(node, part)
                title, schema = _field(schema, part)
                node = node[part]
            elif isinstance(node, Series) and isinstance(part, int) and part < len(node):
                node = node[part]
                schema = _inner(schema.get("items_schema", {}))
            else:
                # A form to choose from: only what the writer chose is worth a word.
                choices = schema.get("choices", [])
                if not any(_fits(choice, node) for choice in choices):
                    yield from self._shape(node, key, title, choices)
                    return
                chosen = [choice for choice in choices if _label(_inner(choice)) == _bare(str(part))]
                schema = _inner(chosen[0]) if chosen else {}
                if not _fits(schema, node):
                    return
        if self.broken and len(loc) <= 1 and kind != "extra_forbidden":
            return  # what is not there may have been set aside
        if kind == "missing":
            yield from self._missing(node, schema, str(last))
        elif kind == "extra_forbidden":
            yield from self._unknown(loc, key, node)
        elif kind == "string_pattern_mismatch":
            if on_key:
                yield from self._bad_pattern(key, node, title, _pattern(_inner(above.get("keys_schema", {}))))
            else:
                yield from self._bad_pattern(node, None, title, _pattern(schema))
        elif kind == "literal_error":
            yield self._choice(node, key, schema, title)
        elif kind == "too_short":
            message = msg("{title}（{key}）里没有写名称", title=title, key=str(key or ""))
            yield F122.at(place(self.path, node), message, hint=msg("写上名称；不用的，删去这一项"))
        elif kind in _WRONG_TYPE:
            yield from self._shape(node, key, title, [schema])
        else:
            message = msg("“{title}”写得不对", title=title or shortened(str(key or "")))
            yield F122.at(place(self.path, node), message, hint=_how([schema], node))

    def _key(self, entries: Entries, name: str) -> Text:
        """The key itself, found at once however many there are."""
        known = self.keys.get(id(entries))
        if known is None:
            known = self.keys[id(entries)] = {key: key for key in keys_of(entries)}
        return known[name]

    def _missing(self, node: Node, schema: CoreSchema, name: str) -> Iterator[Diagnostic]:
        title, _ = _field(schema, name)
        message = msg("缺少{title}（{name}）", title=title, name=name)
        yield F121.at(place(self.path, node), message, hint=msg("补上一行“{name}: ……”", name=name))

    def _unknown(self, loc: list[Any], key: Text | None, node: Node) -> Iterator[Diagnostic]:
        if key is None:
            return
        slip = slip_in_key(self.path, key, node)
        if slip is not None:
            yield slip
            return
        parent = self._at(loc[:-1])
        if isinstance(parent, Entries) and parent.flow:
            if id(parent) not in self.commas:
                self.commas[id(parent)] = cut_by_comma(self.path, self.lines, parent)
            cut = self.commas[id(parent)]
            if key in cut:
                yield from filter(None, [cut[key]])
                return
        message = msg("不认识“{key}”", key=shortened(key))
        yield F120.at(place(self.path, key), message, hint=_did_you_mean(key, self._siblings(loc)))

    def _at(self, loc: list[Any]) -> Node:
        node = self.root
        for part in loc:
            if (isinstance(node, Entries) and part in node) or (
                isinstance(node, Series) and isinstance(part, int) and part < len(node)
            ):
                node = node[part]
        return node

    def _siblings(self, loc: list[Any]) -> dict[str, str]:
        """Keys that are known where an unknown one stands, with their titles."""
        schema = _inner(self.schema)
        node: Node = self.root
        for part in loc[:-1]:
            if isinstance(node, Entries) and part in node:
                schema, node = _field(schema, part)[1], node[part]
            elif isinstance(node, Series) and isinstance(part, int) and part < len(node):
                schema, node = _inner(schema.get("items_schema", {})), node[part]
            else:
                schema = next((_inner(one) for one in schema.get("choices", []) if _fits(one, node)), {})
        fields = schema.get("fields", {})
        return {field.get("validation_alias", name): field["metadata"]["title"] for name, field in fields.items()}

    def _bad_pattern(self, text: Node | None, value: Node | None, title: str, pattern: str) -> Iterator[Diagnostic]:
        """The problem of a name; ``value`` is what belongs to it if it is a key, and otherwise None."""
        if not isinstance(text, Text):
            return
        slip = hidden_sign(self.path, text) if value is None else slip_in_key(self.path, text, value)
        if slip is None and value is None:
            slip = list_of_one(self.path, text, "、，；,")
        yield slip or self._bad_name(text, title, pattern)

    def _bad_name(self, text: Text, title: str, pattern: str) -> Diagnostic:
        where = place(self.path, text)
        shown = shortened(text)
        if not text:
            return F124.at(where, msg("“{title}”是空的", title=title), hint=msg("写上名称；不用的，删去这一行"))
        if text[0].isdigit():
            message = msg("名称“{name}”以数字开头", name=shown)
            return F124.at(where, message, hint=msg("以汉字或字母开头，如“低保2022”"))
        wrong = next((sign for sign in text if not re.match(pattern, f"a{sign}a")), None)
        if wrong is None and any(part[:1].isdigit() for part in text.split(".")):
            message = msg("名称“{name}”里有一段以数字开头", name=shown)
            return F124.at(where, message, hint=msg("要指一个要点的，先给那个要点写 id，再写“章.项.points.代号”"))
        if wrong is None:
            message = msg("名称“{name}”里点号的位置不对", name=shown)
            return F124.at(where, message, hint=msg("别处的事实写“章.项.名称”，如 key_work.relief.在册低保"))
        message = msg("名称“{name}”里有不能用的“{wrong}”", name=shown, wrong=wrong)
        return F124.at(where, message, hint=msg("名称只用汉字、字母、数字和下划线"))

    def _choice(self, node: Node, key: Text | None, schema: CoreSchema, title: str) -> Diagnostic:
        expected = [one for one in schema.get("expected", []) if one]
        listed = "、".join(expected)
        written = shortened(str(node))
        message = msg("{title}（{key}）不能写“{written}”", title=title, key=str(key or ""), written=written)
        return F123.at(place(self.path, node), message, hint=msg("可以写：{listed}", listed=listed))

    def _shape(self, node: Node, key: Text | None, title: str, choices: list[Any]) -> Iterator[Diagnostic]:
        """The problem of a text where entries belong, and so on; the slips that lead to it first."""
        if isinstance(node, Text) and not node.style:
            slips = slips_in_text(self.path, self.lines, node)
            if slips:
                yield from slips
                return
            if not node and key is not None:
                following = self.lines[node.line + 1 : node.line + 2]
                if following and following[0].lstrip(" ")[:1] in ("\u3000", "\u00a0"):
                    return  # the content is there, but indented by characters that do not count
                if key == "facts":
                    return  # the last of them was taken out
                message = msg("{title}（{key}）下面没有内容", title=title or key, key=key)
                yield F122.at(place(self.path, key), message, hint=msg("写上内容，或删去这一行"))
                return
        wanted = _wanted(choices)
        got = _got(node)
        if key is None:
            message = msg("这里要写成{wanted}，现在是{got}", wanted=wanted, got=got)
        elif title:
            message = msg("{title}（{key}）要写成{wanted}，这里是{got}", title=title, key=key, wanted=wanted, got=got)
        else:
            message = msg("“{key}”要写成{wanted}，这里是{got}", key=key, wanted=wanted, got=got)
        yield F122.at(place(self.path, node), message, hint=_how(choices, node))


def _inner(schema: CoreSchema) -> CoreSchema:
    while schema.get("type") in ("default", "nullable"):
        schema = schema["schema"]
    return schema


def _field(schema: CoreSchema, name: object) -> tuple[str, CoreSchema]:
    """Title and schema of what a key holds."""
    if schema.get("type") == "dict":
        return "", _inner(schema.get("values_schema", {}))
    for own, field in schema.get("fields", {}).items():
        if field.get("validation_alias", own) == name:
            return field["metadata"]["title"] or "", _inner(field["schema"])
    return "", {}


def _label(schema: CoreSchema) -> str:
    kind = str(schema.get("type", ""))
    return "str" if kind == "constrained-str" else kind


def _bare(label: str) -> str:
    label = label.partition("[")[0]
    return "str" if label == "constrained-str" else label


def _fits(schema: CoreSchema, node: Node) -> bool:
    kind = _inner(schema).get("type")
    if isinstance(node, Text):
        return kind in ("str", "literal")
    if isinstance(node, Series):
        return kind == "list"
    return kind in ("typed-dict", "dict")


def _wanted(choices: list[Any]) -> Message:
    words = {"str": msg("文字"), "literal": msg("文字"), "list": msg("一列（每行以短横线开头，或用方括号）")}
    named = [words.get(str(_inner(one).get("type")), msg("若干行“名称: 内容”")) for one in choices]
    if len(named) < 2:
        return named[0] if named else msg("别的样子")
    return msg("{one}或{other}", one=named[0], other=named[1])


def _got(node: Node) -> Message:
    if isinstance(node, Text):
        return msg("文字")
    if isinstance(node, Series):
        return msg("一列")
    return msg("“名称: 内容”")


def _how(choices: list[Any], node: Node) -> Message:
    """How to write what belongs here, seen from what was written."""
    inner = [_inner(one) for one in choices]
    kinds = [str(one.get("type")) for one in inner]
    if isinstance(node, Series) and any("list_" in one.get("fields", {}) for one in inner):
        return msg("是名单的，写成 {{list: [甲镇, 乙镇]}} 或 {{list: 甲镇、乙镇}}")
    if isinstance(node, Text) and "list" in kinds and len(node) <= 20 and _holds_text(inner[kinds.index("list")]):
        return msg("写成 [{text}]；有几个的，用半角逗号加空格隔开", text=str(node))
    if "list" in kinds:
        return msg("每一项另起一行，以“- ”开头")
    if isinstance(node, Series):
        return msg("去掉行首的短横线（或方括号），一行写一个“名称: 内容”")
    if "typed-dict" in kinds or "dict" in kinds:
        return msg("换行，多缩进两格，一行写一个“名称: 内容”")
    return msg("只写文字；文字以 [ 或 {{ 开头的，整段加引号")


def _pattern(schema: CoreSchema) -> str:
    return str(schema.get("pattern", ""))


def _holds_text(series: CoreSchema) -> bool:
    return _inner(series.get("items_schema", {})).get("type") == "str"


def _did_you_mean(key: Text, fields: dict[str, str]) -> Message:
    meant = normalize("NFKC", key).casefold()
    name = next((name for name, title in fields.items() if meant in (name, title)), None)
    if name is None:
        from difflib import get_close_matches

        name = next(iter(get_close_matches(meant[:40], fields, n=1, cutoff=0.7)), None)
    if name is not None:
        return msg("是不是 {name}（{title}）？", name=name, title=fields[name])
    names = "、".join(list(fields)[:MOST_KEYS_SHOWN])
    if len(fields) > MOST_KEYS_SHOWN:
        return msg("这里可以写：{names} 等{count}种", names=names, count=len(fields))
    return msg("这里可以写：{names}", names=names)
