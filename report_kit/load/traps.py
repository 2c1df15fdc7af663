"""What a writer did when YAML complains: the raw lines are looked at, for the parser often blames the next one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from report_kit.diagnostics import Code, Diagnostic, Location, Message, msg
from report_kit.load.codes import F004, F101, F102, F103, F104, F105, F106, F109, F110, F111, F113, F114
from report_kit.load.misread import hash_words
from report_kit.load.text import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_kit.load.nodes import Node

_NARROW = {"：": ": ", "，": ", ", "；": ", ", "｛": "{", "｝": "}", "［": "[", "］": "]"}


class Explained(NamedTuple):
    """A problem, the line (from 0) that causes it, and that line as it was meant, where that is plain.

    The meant line serves to read on, so that one run shows every problem; the error remains.
    """

    problem: Diagnostic
    line: int
    mended: str | None = None


_LONGEST_KEY = 1000
"""About what YAML takes for a key."""

_KEY = r"[^\W\d]\w*"
_START = r"^[ ]*(?:- +)*"
_BAD_INDENT = re.compile(r"^ *(?:- )?[ ]*([\t\u3000\u00a0]+)")
_WIDE_COLON_KEY = re.compile(_START + rf"{_KEY}(：)")
_WIDE_IN_FLOW = re.compile(rf"[{{\[].*?([，；])\s*{_KEY}\s*[:：]|[{{]\s*{_KEY}\s*(：)|[{{].*?[,，]\s*{_KEY}\s*(：)")
_WIDE_BRACKET = re.compile(r"(?:^|[:\-：])\s*([｛［])|([｝］])\s*$")
_HOLE_FIRST = re.compile(rf"{_START}(?:{_KEY}:\s+|- +)?(\{{\{{)")
_BRACKET_FIRST = re.compile(rf"{_START}(?:{_KEY}:[ \t]+|- +)([\[{{])")
_SIGN_FIRST = re.compile(rf"{_START}{_KEY}:[ \t]+([-?](?=\s)|[|>](?=[+-]?\d\S))")
_NO_SPACE = re.compile(rf"{_START}{_KEY}(:)(?=[^\s:/])|[{{,]\s*{_KEY}(:)(?=[^\s:/])")
_NO_SPACE_DASH = re.compile(r"^ *((?:-(?=[^\s-]))|[－–]|—(?!—))")
_SECOND_COLON = re.compile(rf"{_START}{_KEY}:\s+[^\"'|>\[{{#\s][^#]*?(:)(?:\s|$)")
_HASH = re.compile(r"[ \t](#)")
_BLOCK = re.compile(r"(?:^|[\s:])([|>])[+-]?\d?[+-]?\s*(?:#.*)?$")
_TEXT_AFTER_BAR = re.compile(r":\s+([|>])[+-]?\s*[^\s#+\-\d]|-\s+([|>])\s*[^\s#+\-\d]")


def explain(path: str, lines: list[str], error: Any) -> Explained:
    """The problem behind a syntax error in the words of a writer. ``error`` is what PyYAML raised."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    last = len(lines) - 1
    if mark is None:
        position = getattr(error, "position", 0)
        line = min("\n".join(lines)[:position].count("\n"), last)
        return Explained(F101.at(Location(path, line + 1), msg("从这里起的内容读不懂")), line)
    problem_line, problem_column = min(mark.line, last), mark.column
    text = f"{getattr(error, 'context', '') or ''} / {getattr(error, 'problem', '') or ''}"
    opened = (
        min(context.line, last) if context is not None and "block" not in text.split(" / ", maxsplit=1)[0] else None
    )
    short = [line[:LONGEST_LINE] for line in lines]
    prose = _block_lines(short)
    for line in _candidates(short, problem_line, opened, prose):
        for code, detect in _DETECTORS:
            found = detect(short, line)
            if found is not None:
                column, message, hint = found
                where = Location(path, line + 1, column + 1, column + 2)
                return Explained(code.at(where, message, hint=hint), line, _meant(code, lines[line], column))
    return _by_words(path, lines, text, (problem_line, problem_column), (opened, context))


def _meant(code: Code, line: str, column: int) -> str | None:
    """The line with this one slip put right."""
    sign, before, rest = line[column], line[:column], line[column + 1 :]
    if code is F102:
        return before + _NARROW[sign] + rest
    if code is F103:
        return f"{before}{sign if sign == ':' else '-'} {rest}"
    if code is F114:
        return f"{before}：{rest}"
    if code is F109:
        return before + '"' + line[column:].replace('"', "'") + '"'
    if code is F104:
        bare = line.lstrip(" \t\u3000\u00a0")
        indent = line[: len(line) - len(bare)]
        return indent.replace("\t", "  ").replace("\u3000", "  ").replace("\u00a0", " ") + bare
    if code is F106 and sign in "|>":
        return before + rest.lstrip(" ")
    return None


def _candidates(lines: list[str], problem: int, opened: int | None, prose: set[int]) -> Iterator[int]:
    """Lines that may be to blame: where the thing began, where it failed, and the written line before."""
    seen = set(prose)
    before = problem - 1
    while before >= 0 and (not lines[before].strip() or before in prose):
        before -= 1
    order = [problem, before] if opened is None else [opened, problem, before]
    for line in order:
        if line >= 0 and line not in seen:
            seen.add(line)
            yield line


def _block_lines(lines: list[str]) -> set[int]:
    """The lines that lie inside a ``|`` or ``>`` block: whatever stands there is text."""
    inside: set[int] = set()
    indent = -1
    for number, line in enumerate(lines):
        bare = line.lstrip(" ")
        depth = len(line) - len(bare)
        if indent >= 0 and (not bare or depth > indent):
            inside.add(number)
            continue
        indent = -1
        if _BLOCK.search(line):
            indent = depth
            while bare.startswith("- ") and not _BLOCK.match(bare[1:]):
                bare = bare[2:]
                depth += 2
                indent = depth
    return inside


Found = tuple[int, Message, Message] | None


def _bad_indent(lines: list[str], line: int) -> Found:
    match = _BAD_INDENT.match(lines[line])
    if match is None:
        return None
    kind = msg("制表符（Tab）") if "\t" in match.group(1) else msg("全角空格")
    return match.start(1), msg("行首的缩进里有{kind}", kind=kind), msg("换成普通空格，与上下行对齐")


def _wide_bracket(lines: list[str], line: int) -> Found:
    match = _WIDE_BRACKET.search(lines[line])
    if match is None:
        return None
    column = match.start(1) if match.group(1) else match.start(2)
    wide = lines[line][column]
    narrow = {"｛": "{", "｝": "}", "［": "[", "］": "]"}[wide]
    message = msg("这里的括号 {wide} 是全角的，不起括号的作用", wide=wide)
    return column, message, msg("换成半角 {narrow}", narrow=narrow)


def _wide_key(lines: list[str], line: int) -> Found:
    match = _WIDE_COLON_KEY.match(lines[line])
    if match is None or re.match(_START + _KEY + r":(\s|$)", lines[line]):
        return None
    return match.start(1), msg("名称后面的冒号是全角的“：”"), msg("换成半角冒号加一个空格，如“title: 标题”")


def _wide_flow(lines: list[str], line: int) -> Found:
    match = _WIDE_IN_FLOW.search(lines[line])
    if match is None:
        return None
    column = next(match.start(group) for group in (1, 2, 3) if match.group(group))
    if lines[line][column] == "：":
        return column, msg("花括号里的冒号是全角的“：”"), msg("换成半角冒号加一个空格，如“{{is: 9人}}”")
    wide = lines[line][column]
    message = msg("花括号里用全角的“{wide}”分隔，不起作用", wide=wide)
    return column, message, msg("换成半角逗号加一个空格，如“{{is: 9人, what: 人数}}”")


def _hole_first(lines: list[str], line: int) -> Found:
    match = _HOLE_FIRST.match(lines[line])
    return None if match is None else (match.start(1), *_hole_words(lines[line]))


def _hole_words(line: str) -> tuple[Message, Message]:
    prose = re.match(r"\s*(?:- )?(text|after|opening|closing)\s*:", line)
    hint = (
        msg("正文写成段落：冒号后写 |，换行，多缩进两格，一句一行")
        if prose
        else msg('整段文字用双引号括起来，如 title: "{{{{ unit }}}}年度总结"')
    )
    return msg("以 {{{{ 开头的文字没有加引号"), hint


def _behind_bracket(lines: list[str], line: int) -> Found:
    """Words behind the bracket that a text began with: ``lead: [试点] 推进``."""
    text = lines[line]
    match = _BRACKET_FIRST.match(text)
    depth, quote = 0, ""
    for at in range(match.start(1) if match else len(text), len(text)):
        sign = text[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
            if depth == 0:
                rest = text[at + 1 :].lstrip()
                if not rest or rest.startswith("#"):
                    return None
                message = msg("“{sign}”的后面还有文字", sign=sign)
                return len(text) - len(rest), message, msg("以括号开头的文字，整段加上引号；是几项内容的，都写在括号里")
    return None


def _sign_first(lines: list[str], line: int) -> Found:
    match = _SIGN_FIRST.match(lines[line])
    if match is None:
        return None
    return match.start(1), msg("文字不能以 {sign} 开头", sign=match[1]), msg("整段文字加上引号")


def _no_space(lines: list[str], line: int) -> Found:
    dash = _NO_SPACE_DASH.match(lines[line])
    if dash is not None:
        sign = dash[1]
        message = msg("短横线后面缺一个空格") if sign == "-" else msg("“{sign}”不起分项的作用", sign=sign)
        return dash.start(1), message, msg("写成“- ”：半角短横线，后面空一格")
    match = _NO_SPACE.search(lines[line])
    if match is None:
        return None
    column = match.start(1) if match.group(1) else match.start(2)
    return column, msg("冒号后面缺一个空格"), msg("在冒号后空一格，如“is: 9774人”")


def _second_colon(lines: list[str], line: int) -> Found:
    match = _SECOND_COLON.match(lines[line])
    if match is None:
        return None
    message = msg("这段文字里有半角冒号加空格，后半段被当成了别的内容")
    return match.start(1), message, msg("改用全角冒号“：”，或把整段文字加上引号")


def _cut_by_hash(lines: list[str], line: int) -> Found:
    match = _HASH.search(lines[line])
    if match is None or lines[line].lstrip().startswith("#"):
        return None
    return match.start(1), *hash_words()


def _text_after_bar(lines: list[str], line: int) -> Found:
    match = _TEXT_AFTER_BAR.search(lines[line])
    if match is None:
        return None
    column = match.start(1) if match.group(1) else match.start(2)
    return column, msg("| 后面直接写了文字"), msg("| 后面换行，文字从下一行起，比上一行多缩进两格")


def _body_not_indented(lines: list[str], line: int) -> Found:
    before = line - 1
    while before >= 0 and not lines[before].strip():
        before -= 1
    if before < 0 or not _BLOCK.search(lines[before]):
        return None
    column = len(lines[line]) - len(lines[line].lstrip(" "))
    if re.match(_START + rf"(?:{_KEY}:(\s|$)|- )", lines[line]):
        return None
    return column, msg("| 下面的文字没有缩进"), msg("文字每行都比写 | 的那一行多缩进两格")


_DETECTORS: tuple[tuple[Code, Callable[[list[str], int], Found]], ...] = (
    (F104, _bad_indent),
    (F102, _wide_bracket),
    (F102, _wide_key),
    (F102, _wide_flow),
    (F109, _hole_first),
    (F101, _behind_bracket),
    (F101, _sign_first),
    (F106, _text_after_bar),
    (F106, _body_not_indented),
    (F103, _no_space),
    (F114, _second_colon),
    (F105, _cut_by_hash),
)


def bad_key(path: str, lines: list[str], node: Node) -> Diagnostic:
    """The problem of brackets where a name is expected, as ``title: {{ unit }}`` gives."""
    line, column = node.line, node.column
    where = Location(path, line + 1, column + 1, column + 2)
    if lines[line][max(column - 1, 0) : column + 1] == "{{":
        message, hint = _hole_words(lines[line])
        return F109.at(Location(path, line + 1, column, column + 2), message, hint=hint)
    return F101.at(where, msg("这里应当是名称，却写了括号"), hint=msg("名称只用汉字、字母、数字和下划线"))


def _by_words(path: str, lines: list[str], text: str, at: tuple[int, int], opened: tuple[int | None, Any]) -> Explained:
    """The problem by what the parser said, for causes that the lines themselves do not show."""
    line, column = at
    start, context = opened
    where = Location(path, line + 1, column + 1, column + 2)
    if start == line and "parsing a flow" in text and lines[line][column : column + 1] == ":":
        message = msg("这个冒号的前面缺一个半角逗号")
        return Explained(
            F101.at(where, message, hint=msg("两项之间用半角逗号加空格隔开，如“{{甲: 3人, 乙: 4人}}”")), line
        )
    if start is not None and ("quoted scalar / found unexpected" in text or "parsing a flow" in text):
        sign = lines[start][context.column : context.column + 1]
        message = msg("这里的 {sign} 没有找到与它配对的后一半", sign=sign)
        hint = msg("补上后一半；文字里本来就有这个符号的，整段用另一种引号括起来")
        return Explained(
            F110.at(Location(path, start + 1, context.column + 1, context.column + 2), message, hint=hint), start
        )
    if "nesting" in text:
        return Explained(F004.at(where, msg("括号套得太多"), hint=msg("检查是否多打了括号")), line)
    if "escape" in text:
        message = msg("双引号里的反斜杠 \\ 不能这样用")
        return Explained(F113.at(where, message, hint=msg("改用单引号，或删去反斜杠")), line)
    if "alias" in text or "anchor" in text or "tag" in text or "directive" in text or "incompatible" in text:
        message = msg("以 *、&、! 或 % 开头的词在这里不是文字，而是本程序不用的写法")
        return Explained(F111.at(where, message, hint=msg("是文字的，整段加上引号；不是的，删去")), line)
    sign = lines[line][column : column + 1]
    if "cannot start any token" in text and sign.strip():
        message = msg("文字不能以 {sign} 开头", sign=sign)
        return Explained(F101.at(where, message, hint=msg("整段文字加上引号")), line)
    if "mapping values" in text and column > _LONGEST_KEY:
        place = Location(path, line + 1, _indent(lines[line]) + 1, column + 1)
        message = msg("冒号前面的文字超过 {limit} 字，不能作名称", limit=_LONGEST_KEY)
        return Explained(F101.at(place, message, hint=msg("名称写短些；是正文的，写成 | 段落")), line)
    if "expected ':'" in text:
        return _no_entry(path, lines, line if start is None else start)
    if "mapping values" in text:
        before = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), line)
        if _indent(lines[before]) == _indent(lines[line]) and not re.search(r":(?:\s|$)", lines[before][:LONGEST_LINE]):
            return _no_entry(path, lines, before)
    if "quoted scalar" in text or (sign and column and lines[line][column - 1] in "\"'"):
        message = msg("后一个引号的后面还有文字")
        return Explained(F110.at(where, message, hint=msg("引号括住整段文字；文字里要用引号的，用中文引号“”")), line)
    message = msg("这里的缩进或短横线与上面的对不上")
    return Explained(F101.at(where, message, hint=msg("同一层的内容行首对齐；下一层多缩进两格")), line)


def _no_entry(path: str, lines: list[str], line: int) -> Explained:
    column = _indent(lines[line])
    place = Location(path, line + 1, column + 1, max(len(lines[line].rstrip()), column + 1) + 1)
    hint = msg("补上名称和冒号；是分项的，以“- ”开头；是上一段文字的，与上一段对齐")
    return Explained(F101.at(place, msg("这一行不成“名称: 内容”的样子"), hint=hint), line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
