r"""Patterns of wording rules: a few signs around words, each of which takes bounded time wherever it stands.

Words stand for themselves. ``\d`` is a digit, ``\h`` a Chinese character, ``.`` any character, ``[甲乙]`` one of
some and ``[^甲乙]`` none of them, ``甲|乙`` one or the other, ``?`` and ``{1,4}`` how often, ``^`` and ``$`` the ends
of the paragraph, ``(?=…)``, ``(?!…)``, ``(?<=…)``, ``(?<!…)`` what stands around. ``(>…)`` is the part that is meant
and mended where the rest is only shown.

Without ``*``, ``+`` and references back, the ways in which a pattern can match are counted when it is read; one with
too many is refused. So no rule of an office can hang a run.
"""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

from report_kit.diagnostics import Message, msg

MOST_WAYS = 4000
"""Ways in which a pattern may match at one place: what the slowest text costs at each character."""

LONGEST = 200
"""Characters that a pattern may match."""

MOST_REPEATS = 80
"""How often one sign may be repeated."""

_DEEPEST = 12
MOST_WORDS = 40
"""Words that are looked for one by one before a pattern is tried."""

_COMMON = frozenset("的一是在年月日市县区镇人等和为个了有工作数％%，。、；：“”（）0123456789.")
"""Characters that stand in most paragraphs, so that looking for them saves little."""

_SHORT = {"d": "[0-9]", "h": "[\u3007\u3400-\u9fff]"}
_SPECIAL = frozenset("\\.[]()|?*+{}^$")
_QUANTIFIED = frozenset("?*+{")


class PatternProblem(Exception):  # noqa: N818 - a value on its way to whoever knows the place
    """Why a pattern is refused, and at which of its characters."""

    def __init__(self, message: Message, at: int) -> None:
        super().__init__(str(message))
        self.message = message
        self.at = at


class TextPattern(NamedTuple):
    """A pattern as the regular expression it means, with its part (``(>…)``) as group 1 if it has one.

    A text that holds none of the ``anchors`` has no match; without anchors any text may have one.
    """

    regex: str
    anchors: tuple[str, ...] = ()
    parted: bool = False


class _Part(NamedTuple):
    """A piece of a pattern: its regular expression, how many ways and how many characters it matches.

    ``words`` are all the texts it matches, if they are few; ``first`` the characters it may begin with, None if that
    cannot be told.
    """

    regex: str
    ways: int = 1
    least: int = 0
    most: int = 0
    anchors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    first: frozenset[str] | None = None


def text_pattern(source: str) -> TextPattern:
    """The pattern that a text means.

    Raises:
        PatternProblem: for signs that are not allowed or not understood, and for patterns that may take long.
    """
    reader = _Reader(source)
    part = reader.alternatives(0)
    if reader.at < len(source):
        raise PatternProblem(msg("多了一个右括号"), reader.at)
    if part.least == 0:
        raise PatternProblem(msg("这个写法连空白也算，处处都会报"), 0)
    if part.ways > MOST_WAYS or part.most > LONGEST:
        raise PatternProblem(msg("可能的情形太多，查起来太慢"), 0)
    return TextPattern(part.regex, part.anchors, reader.parted)


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parted = False

    def alternatives(self, depth: int) -> _Part:
        """``甲|乙`` up to a closing bracket or the end."""
        if depth > _DEEPEST:
            raise PatternProblem(msg("括号套得太深"), self.at)
        choices = [self._sequence(depth)]
        while self._peek() == "|":
            self.at += 1
            choices.append(self._sequence(depth))
        if len(choices) == 1:
            return choices[0]
        return _Part(
            "|".join(one.regex for one in choices),
            min(_ways(choices), MOST_WAYS + 1),
            min(one.least for one in choices),
            max(one.most for one in choices),
            tuple(dict.fromkeys(anchor for one in choices for anchor in one.anchors))
            if all(one.anchors for one in choices)
            else (),
            words=_listed(choices),
            first=_firsts(choices),
        )

    def _peek(self, length: int = 1) -> str:
        return self.source[self.at : self.at + length]

    def _sequence(self, depth: int) -> _Part:
        parts: list[_Part] = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._repeated(self._atom(depth)))
        return reduce(_joined, _runs(parts), _Part(""))

    def _repeated(self, part: _Part) -> _Part:
        sign = self._peek()
        if sign not in _QUANTIFIED or not sign:
            return part
        start = self.at
        least, most = self._times()
        if self._peek() in _QUANTIFIED and self._peek():
            raise PatternProblem(msg("两个表示次数的符号连在一起"), self.at)
        if part.most == 0 or (part.ways > 1 and most > 1):
            raise PatternProblem(msg("这里不能写次数：前面的内容本身长短不定或没有字"), start)
        body = part.regex if _is_single(part.regex) else f"(?:{part.regex})"
        ways = sum(part.ways**times for times in range(least, most + 1))
        suffix = "?" if (least, most) == (0, 1) else f"{{{least},{most}}}"
        lone = len(part.words) == 1 and least > 1
        return _Part(
            body + suffix,
            ways,
            part.least * least,
            part.most * most,
            (part.words[0] * least,) if lone else part.anchors if least else (),
            (*part.words, "") if part.words and (least, most) == (0, 1) else (),
            part.first if least else None,
        )

    def _times(self) -> tuple[int, int]:
        start, sign = self.at, self._peek()
        self.at += 1
        if sign == "?":
            return 0, 1
        if sign in "*+":
            raise PatternProblem(msg("不能用 {sign}（次数没有限度），写成 {{0,20}} 这样的次数", sign=sign), start)
        end = self.source.find("}", self.at)
        least, comma, most = self.source[self.at : end].partition(",") if end >= 0 else ("", "", "")
        if not _number(least) or (comma and not _number(most)):
            raise PatternProblem(msg("次数要写成 {{3}} 或 {{1,4}}；要查的是花括号的，前面加 \\"), start)
        self.at = end + 1
        first, last = int(least), int(most or least)
        if not first <= last <= MOST_REPEATS or last == 0:
            raise PatternProblem(msg("次数从小写到大，最多 {most} 次", most=MOST_REPEATS), start)
        return first, last

    def _atom(self, depth: int) -> _Part:
        sign = self._peek()
        start = self.at
        if sign in "*+?{":
            raise PatternProblem(msg("{sign} 前面没有字；要查的就是它的，前面加 \\", sign=sign), start)
        if sign == "(":
            return self._group(depth)
        if sign == "[":
            return self._set()
        self.at += 1
        if sign == "\\":
            return _character(*self._escaped(start))
        if sign == ".":
            return _Part(".", 1, 1, 1)
        if sign in "^$":
            return _Part("(?m:^)" if sign == "^" else r"\Z")  # the text searched has a line for each paragraph
        if sign in "]}":
            raise PatternProblem(msg("{sign} 没有前一半；要查的就是它的，前面加 \\", sign=sign), start)
        return _character(sign, "")

    def _escaped(self, start: int) -> tuple[str, str]:
        r"""What stands behind a backslash: a character, or the class that a letter means."""
        sign = self._peek()
        self.at += 1
        if sign in _SHORT and sign:
            return "", _SHORT[sign]
        if sign == "u":
            digits = self._peek(4)
            self.at += 4
            if len(digits) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in digits):
                return chr(int(digits, 16)), ""
        elif sign and not (sign.isascii() and sign.isalnum()):
            return sign, ""
        raise PatternProblem(msg("\\ 后面只能是 d（数字）、h（汉字）、u 加四位编码，或者要查的符号"), start)

    def _set(self) -> _Part:
        start = self.at
        self.at += 1
        negated = self._peek() == "^"
        self.at += negated
        body: list[str] = []
        characters: list[str] | None = []
        before = ""
        while self._peek() not in ("]", ""):
            at, sign = self.at, self._peek()
            self.at += 1
            short = ""
            if sign == "\\":
                sign, short = self._escaped(at)
            elif sign == "[":
                raise PatternProblem(msg("方括号里又有方括号；要查的就是它的，前面加 \\"), at)
            elif sign == "-" and before and self._peek() not in ("]", ""):
                end = self._peek()
                self.at += 1
                if end == "\\":
                    end, short = self._escaped(self.at - 1)
                if short or end < before:
                    raise PatternProblem(msg("短横线两边要从小写到大；要查的就是它的，前面加 \\"), at)
                body.append(f"-{_quoted(end)}")
                between = range(ord(before) + 1, ord(end) + 1)
                characters = [*characters, *map(chr, between)] if characters and len(between) < MOST_WORDS else None
                before = ""
                continue
            if short:
                body.append(short[1:-1])
                characters, before = None, ""
            else:
                body.append(_quoted(sign))
                before = sign
                if characters is not None:
                    characters.append(sign)
        if self._peek() != "]":
            raise PatternProblem(msg("方括号没有后一半"), start)
        self.at += 1
        if not body:
            raise PatternProblem(msg("方括号是空的"), start)
        regex = f"[{'^' if negated else ''}{''.join(body)}]"
        anchors = (
            tuple(dict.fromkeys(characters)) if characters and not negated and len(characters) <= MOST_WORDS else ()
        )
        return _Part(regex, 1, 1, 1, anchors, anchors, frozenset(anchors) or None)

    def _group(self, depth: int) -> _Part:
        start = self.at
        opening = next((one for one in ("(?<=", "(?<!", "(?=", "(?!", "(?:", "(>") if self._peek(len(one)) == one), "(")
        self.at += len(opening)
        if opening == "(" and self._peek() == "?":
            raise PatternProblem(msg("括号后面的问号只能是 (?=、(?!、(?<=、(?<! 或 (?:"), start)
        if opening == "(>":
            if self.parted or depth:
                raise PatternProblem(msg("(> ) 只能有一处，不能在别的括号里"), start)
            self.parted = True
        if opening.startswith("(?<"):
            return self._behind(opening, start, depth)
        inner = self.alternatives(depth + 1)
        self._close(start)
        if opening in ("(?=", "(?!"):
            anchors = inner.anchors if opening == "(?=" else ()
            return _Part(f"{opening}{inner.regex})", inner.ways, anchors=anchors)
        if opening == "(>":
            return inner._replace(regex=f"({inner.regex})")
        return inner._replace(regex=f"(?:{inner.regex})")

    def _behind(self, opening: str, start: int, depth: int) -> _Part:
        """What stands before: each alternative of a length of its own, as Python takes them one by one only."""
        choices: list[_Part] = []
        while True:
            choices.append(self._sequence(depth + 1))
            if self._peek() != "|":
                break
            self.at += 1
        self._close(start)
        if any(one.least != one.most for one in choices):
            raise PatternProblem(msg("(?<= 和 (?<! 里每一种写法的字数要固定"), start)
        looks = [f"{opening}{one.regex})" for one in choices]
        ways = sum(one.ways for one in choices)
        if opening == "(?<!":
            return _Part("".join(looks), ways)
        anchored = all(one.anchors for one in choices)
        anchors = tuple(dict.fromkeys(anchor for one in choices for anchor in one.anchors)) if anchored else ()
        return _Part(f"(?:{'|'.join(looks)})" if len(looks) > 1 else looks[0], ways, anchors=anchors)

    def _close(self, start: int) -> None:
        if self._peek() != ")":
            raise PatternProblem(msg("括号没有后一半"), start)
        self.at += 1


def _character(sign: str, short: str) -> _Part:
    if short:
        return _Part(short, 1, 1, 1)
    return _Part(_quoted(sign), 1, 1, 1, (sign,), (sign,), frozenset(sign))


def _quoted(sign: str) -> str:
    return f"\\{sign}" if sign in _SPECIAL or sign in "-&~#" else sign


def _is_single(regex: str) -> bool:
    return len(regex) == 1 or (regex.startswith("[") and regex.find("]") == len(regex) - 1)


def _runs(parts: list[_Part]) -> list[_Part]:
    """The parts, those that follow one another and match few texts made one: words are the best to look for first."""
    joined: list[_Part] = []
    for part in parts:
        before = joined[-1] if joined else None
        if before is not None and part.words and before.words and len(part.words) * len(before.words) <= MOST_WORDS:
            words = tuple(dict.fromkeys(one + other for one in before.words for other in part.words))
            both = _joined(before, part)
            joined[-1] = both._replace(words=words, anchors=words if all(words) else both.anchors)
        else:
            joined.append(part)
    return joined


def _listed(choices: list[_Part]) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word for one in choices for word in one.words))
    return words if all(one.words for one in choices) and len(words) <= MOST_WORDS else ()


def _joined(one: _Part, other: _Part) -> _Part:
    anchors = max(one.anchors, other.anchors, key=_worth)
    return _Part(
        one.regex + other.regex,
        min(one.ways * other.ways, MOST_WAYS + 1),
        one.least + other.least,
        one.most + other.most,
        anchors,
        first=one.first if one.least else (other.first if not one.most else None),
    )


def _firsts(choices: list[_Part]) -> frozenset[str] | None:
    known = [one.first for one in choices if one.first is not None]
    return frozenset().union(*known) if len(known) == len(choices) else None


def _ways(choices: list[_Part]) -> int:
    """The ways of alternatives: of those that begin alike together, as a text begins with one character only."""
    firsts = _firsts(choices)
    if firsts is None:
        return sum(one.ways for one in choices)
    return max(sum(one.ways for one in choices if sign in (one.first or ())) for sign in firsts)


def _worth(anchors: tuple[str, ...]) -> tuple[bool, int, int]:
    """How good anchors are: rare ones, then long words, then few."""
    rare = bool(anchors) and not any(_COMMON.issuperset(anchor) and len(anchor) < 2 for anchor in anchors)
    return (rare, min((len(anchor) for anchor in anchors), default=0), -len(anchors))


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3
