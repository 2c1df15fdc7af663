"""What a writer did when YAML reads something else without complaint: a colon, comma or dash wrong or stuck.

``traps`` is for what YAML does complain about.
"""

from __future__ import annotations

import re
from unicodedata import category

from report_kit.diagnostics import Diagnostic, Location, Message, msg, shortened
from report_kit.load.codes import F102, F103, F104, F105, F107, F108, F113
from report_kit.load.nodes import Entries, Node, Text, entries_of, inner_place, place
from report_kit.load.text import character_name

_COLON_KEY = re.compile(r"^\W*([^\W\d]\w*)([：:])")
_STUCK_COLON = re.compile(r"\s*(?:- *)?[^\W\d]\w*([：:])(?=\S)")
_STUCK_DASH = re.compile(r"\s*(?:(-)(?=[^\s\d-])|([－–]|—(?!—)))")
_HASH_AFTER_BAR = re.compile(r"[|>][-+0-9]*[ \t]+(#)[^ \t#]")
_BLANKS = ("\u3000", "\u00a0", "\t")

MOST_LINES = 20
"""Lines of one text that are searched for names stuck to what follows."""


def list_of_one(path: str, text: Text, marks: str = "、，；") -> Diagnostic | None:
    """The problem of 、 in a member of a list, where only a half-width comma separates; None if there is none."""
    mark = next((one for one in text if one in marks), None)
    if mark is None:
        return None
    parts = [part.strip() for part in re.split(f"[{marks}]", text)]
    message = msg("这里用“{mark}”隔开，成了一个名称“{text}”", mark=mark, text=shortened(text))
    hint = msg("写成 [{mend}]，用半角逗号加空格；本来就是一个名称的，加上引号", mend=", ".join(filter(None, parts)))
    return F107.at(place(path, text), message, hint=hint)


def hidden_sign(path: str, name: Text) -> Diagnostic | None:
    """The problem of a name with a character in it that no one can see."""
    at = next((at for at, sign in enumerate(name) if category(sign) == "Cf"), None)
    if at is None:
        return None
    message = msg("名称里有一个看不见的字符 {name}", name=character_name(name[at]))
    return F113.at(
        inner_place(path, name, at, at + 1), message, hint=msg("把光标移到此处按退格键；看不准的，把整个名称重打一遍")
    )


def slip_in_key(path: str, key: Text, value: Node) -> Diagnostic | None:
    """What is wrong with a key that nothing is known by."""
    if key.startswith(_BLANKS):
        message = msg("行首的缩进里有{kind}", kind=msg("全角空格"))
        return F104.at(place(path, key), message, hint=msg("换成普通空格，与上下行对齐"))
    hidden = hidden_sign(path, key)
    if hidden is not None or value != "" or not isinstance(value, Text) or key.style:
        return hidden
    match = _COLON_KEY.match(key)
    if match is None:
        return None
    where = inner_place(path, key, match.start(2), match.end(2))
    return _stuck_colon(where, match.group(2))


def slips_in_text(path: str, lines: list[str], text: Text) -> list[Diagnostic]:
    """Names and dashes stuck to what follows, which made one text of what was meant as entries or as a list."""
    found = []
    for number in range(text.line, min(text.end_line + 1, len(lines), text.line + MOST_LINES)):
        start = text.column if number == text.line else 0
        line = lines[number][start:]
        colon = _STUCK_COLON.match(line)
        if colon is not None:
            where = Location(path, number + 1, start + colon.start(1) + 1, start + colon.end(1) + 1)
            found.append(_stuck_colon(where, colon.group(1)))
            continue
        dash = _STUCK_DASH.match(line)
        if dash is not None:
            sign = dash[1] or dash[2]
            where = Location(path, number + 1, start + dash.end() - len(sign) + 1, start + dash.end() + 1)
            message = msg("短横线后面缺一个空格") if sign == "-" else msg("“{sign}”不起分项的作用", sign=sign)
            found.append(F103.at(where, message, hint=msg("写成“- ”：半角短横线，后面空一格")))
    return found


def hash_words() -> tuple[Message, Message]:
    """What to say of a ``#`` that takes words away."""
    return (
        msg("空格后的 # 起不再是文字，后面的内容丢了"),
        msg("是文字的，整段加引号或写成 | 段落；是备注的，另起一行，# 后空一格"),
    )


def hash_in_text(path: str, lines: list[str], node: Text) -> Diagnostic:
    """The problem of a ``#`` behind a text, which takes the rest of the line away."""
    message, hint = hash_words()
    end = len(lines[node.end_line].rstrip()) + 1
    return F105.at(Location(path, node.end_line + 1, node.comment + 1, end), message, hint=hint)


def hash_under_block(path: str, lines: list[str], block: Text, column: int) -> Diagnostic | None:
    """The problem of a ``#`` that takes words of a block away: behind the bar, or on a line indented too little.

    ``column`` is that of the key or the dash before the bar; a comment further left is one.
    """
    bar = _HASH_AFTER_BAR.match(lines[block.line], block.column)
    if bar is not None:
        message, hint = hash_words()
        end = len(lines[block.line].rstrip()) + 1
        return F105.at(Location(path, block.line + 1, bar.start(1) + 1, end), message, hint=hint)
    last = min(block.end_line, len(lines) - 1)
    bare = lines[last].lstrip(" ")
    start = len(lines[last]) - len(bare)
    if bare.startswith("#") and start > column and last > block.line:
        message = msg("这一行比上面的正文缩进少，又以 # 开头，没有当作正文")
        hint = msg("是正文的，与上面几行对齐；是备注的，移到正文之前，与名称对齐")
        return F105.at(Location(path, last + 1, start + 1, len(lines[last].rstrip()) + 1), message, hint=hint)
    return None


def cut_by_comma(path: str, lines: list[str], entries: Entries) -> dict[str, Diagnostic | None]:
    """The keys in braces that are the rest of a number or of words with a half-width comma in them.

    The problem stands with the first key of each text; the others have been told with it.
    """
    runs: list[tuple[Text | None, list[Text]]] = []
    for key, value in entries_of(entries):
        if runs and runs[-1][0] is not None and value == "" and isinstance(value, Text) and not value.style:
            runs[-1][1].append(key)
        else:
            runs.append((value if isinstance(value, Text) and not value.style else None, []))
    found: dict[str, Diagnostic | None] = {}
    for text, rest in runs:
        if text is not None and rest:
            found |= dict.fromkeys(rest)
            found[rest[0]] = _cut(path, lines, text, rest)
    return found


def _cut(path: str, lines: list[str], text: Text, rest: list[Text]) -> Diagnostic:
    last = rest[-1]
    whole = lines[text.line][text.column : last.end_column] if text.line == last.end_line else f"{text}, {rest[0]}"
    if text[-1:].isdigit() and rest[0][:1].isdigit():
        mend = re.sub(r"(?<=\d)\s*,\s*(?=\d)", "", whole)
        hint = msg("去掉逗号，写成 {mend}", mend=shortened(mend))
    else:
        hint = msg("换成全角的“，”或“、”；是另一项内容的，写成“名称: 内容”")
    message = msg("半角逗号把“{whole}”分成了两截，后一截丢了", whole=shortened(whole))
    return F108.at(place(path, rest[0]), message, hint=hint)


def _stuck_colon(where: Location, sign: str) -> Diagnostic:
    if sign == "：":
        message = msg("名称后面的冒号是全角的“：”")
        return F102.at(where, message, hint=msg("换成半角冒号加一个空格，如“title: 标题”"))
    return F103.at(where, msg("冒号后面缺一个空格"), hint=msg("在冒号后空一格，如“is: 9774人”"))
