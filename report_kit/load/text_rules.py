"""templates/text_rules.yaml: wording rules, each tried on its own examples before it judges anything.

A rule with a mistake in it is told and left out; the others stand. What was read and found right is kept in the
cache by its content, so that neither YAML nor examples are looked at again.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from report_kit.diagnostics import Severity, msg, shortened
from report_kit.facts.text_patterns import PatternProblem, TextPattern, text_pattern
from report_kit.facts.text_rules import AGREE, AVOID, KINDS, PAIR, PREFER, Bilingual, TextRule, Wanted, breaks
from report_kit.facts.units import KNOWN_UNITS
from report_kit.files import DiskFiles, Files
from report_kit.load import cache as kept
from report_kit.load.check import check
from report_kit.load.codes import F121, F122, F124, F125, F131, F132
from report_kit.load.compose import compose
from report_kit.load.nodes import Entries, Node, Series, Text, entries_of, inner_place
from report_kit.load.source import Source
from report_kit.load.text import SourceText, read_text
from report_kit.load.validator import Validator
from report_kit.shipped_files import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_kit.diagnostics import Diagnostic

PATH = "templates/text_rules.yaml"

_CODE = re.compile("[TX][0-9]{3}")
_NAME = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NEEDED = {AVOID: ("find", "ask"), PREFER: ("mend",), AGREE: ("forms",), PAIR: ("marks",)}
_SHOWN = 24


class LoadedRules(NamedTuple):
    """The rules, every problem in their files, the texts by path, and a digest of all that decides the rules."""

    rules: tuple[TextRule, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, str]
    digest: bytes


def load_text_rules(files: Files, cache: Path | None = None) -> LoadedRules:
    """The rules that come with report-kit and those of the project, which replace the ones of the same code.

    ``cache`` is a folder that makes later runs faster; None keeps nothing.
    """
    found: dict[str, TextRule] = {}
    problems: list[Diagnostic] = []
    sources: dict[str, str] = {}
    digest = hashlib.sha256()
    own = _text(files, PATH)
    for name, text in (("shipped", _text(DiskFiles(shipped("templates")), Path(PATH).name)), ("own", own)):
        if text is None or (name == "shipped" and own is not None and own.text == text.text):
            continue
        if text.text is None:
            problems += text.problems
            sources[text.path] = text.legible
            continue
        digest.update(_digest(text.text.encode("utf-8", "surrogatepass")))
        read, wrong = _rules(name, text, cache)
        found |= {rule.code: rule for rule in read}
        if name == "own" or wrong:
            problems += wrong
            sources[text.path] = text.text
    rules = tuple(sorted(found.values(), key=lambda rule: rule.code))
    return LoadedRules(rules, tuple(problems), sources, digest.digest())


def _text(files: Files, path: str) -> SourceText | None:
    try:
        return read_text(files, path)
    except FileNotFoundError:
        return None


def _rules(name: str, source: SourceText, cache: Path | None) -> tuple[tuple[TextRule, ...], tuple[Diagnostic, ...]]:
    """The rules of a text, from the cache if they were found right before."""
    text = source.text or ""
    file = cache / f"text-rules-{name}-{kept.version()}.json" if cache is not None else None
    if not source.problems:
        known = _known(kept.read(file), source.path, text)
        if known is not None:
            return known, ()
    rules, problems = _remembered(source.path, text, tuple(source.problems), cache)
    if not problems:
        kept.write(file, _packed(rules, text))
    return rules, problems


@lru_cache(maxsize=4)
def _remembered(
    path: str, text: str, found: tuple[Diagnostic, ...], cache: Path | None
) -> tuple[tuple[TextRule, ...], tuple[Diagnostic, ...]]:
    composed = compose(path, text)
    source = Source(path, 0, composed.lines, KNOWN_UNITS, [*found, *composed.problems])
    form = Validator("text_rules", cache)
    if composed.root is not None:
        source.add(*check(path, text, composed, form))
    series = composed.root.get("rules") if isinstance(composed.root, Entries) else None
    rules = tuple(_Reader(source, series).rules()) if isinstance(series, Series) else ()
    return rules, tuple(source.problems)


class _Reader:
    """Turns the entries of one file into rules."""

    def __init__(self, source: Source, series: Series) -> None:
        self.source = source
        self.series = series
        self.codes: set[str] = set()
        self.names: set[str] = set()
        self.failed = False

    def rules(self) -> Iterator[TextRule]:
        """Every rule that is whole, has a code and name of its own and stands its examples."""
        ends = [entry.line for entry in self.series[1:]] + [len(self.source.lines)]
        for entry, end in zip(self.series, ends, strict=False):
            if (
                not isinstance(entry, Entries)
                or not _whole(entry)
                or any(
                    problem.location is not None and entry.line < problem.location.line <= end
                    for problem in self.source.problems
                )
            ):
                continue
            self.failed = False
            rule = self._rule(entry)
            if not self.failed:
                self._try(entry, rule)
            if not self.failed:
                yield rule

    def _report(self, *arguments: Any) -> None:
        self.failed = True
        self.source.report(*arguments)

    def _rule(self, entry: Entries) -> TextRule:
        word, flag = self.source.word, self.source.flag
        self._identity(entry)
        kind = word(entry, "kind")
        needed = _NEEDED.get(kind, ())
        if needed and not any(entry.get(key) for key in needed):
            message = msg("kind 是 {kind} 的规则缺少 {key}", kind=kind, key=needed[0])
            self._report(F121, entry, message, msg("补上一行“{name}: ……”", name=needed[0]))
        for key in ("must_flag", "must_pass"):
            examples = entry.get(key)
            if isinstance(examples, Series) and not examples:
                hint = msg("至少写一句；没有例子的规则不用")
                self._report(F122, examples, msg("{key} 里没有例子", key=key), hint)
        return TextRule(
            code=word(entry, "code"),
            name=word(entry, "name"),
            kind=kind,
            severity=Severity(word(entry, "severity")),
            basis=word(entry, "basis"),
            why=word(entry, "why"),
            says=Bilingual(word(entry, "says"), (("english", word(entry, "says_en")),)),
            wanted=tuple(self._wanted(entry)),
            unless=tuple(self._patterns(entry.get("unless"))),
            quoted=flag(entry, "quoted"),
            once=flag(entry, "once"),
            preview=flag(entry, "preview"),
            marks=tuple(self._marks(entry.get("marks"))),
            must_flag=_examples(entry.get("must_flag")),
            must_pass=_examples(entry.get("must_pass")),
            path=self.source.path,
        )

    def _identity(self, entry: Entries) -> None:
        for key, form, seen, hint in (
            ("code", _CODE, self.codes, msg("本单位的规则写 X 加三位数字，如 X901")),
            ("name", _NAME, self.names, msg("用小写字母、数字和短横线，如 old-name")),
        ):
            node = entry[key]
            assert isinstance(node, Text)
            if not form.fullmatch(node):
                self._report(F124, node, msg("“{name}”不能作{key}", name=shortened(node), key=key), hint)
            elif node in seen:
                self._report(F125, node, msg("“{name}”用了两次", name=node), msg("换一个"))
            seen.add(str(node))

    def _wanted(self, entry: Entries) -> Iterator[Wanted]:
        for key in ("find", "ask", "forms"):
            for one in self._patterns(entry.get(key)):
                yield Wanted(one, None, key == "ask")
        mends = entry.get("mend")
        for key, value in entries_of(mends) if isinstance(mends, Entries) else ():
            for one in self._patterns([key]):
                yield Wanted(one, str(value))

    def _patterns(self, nodes: Iterable[Node] | Node | None) -> Iterator[TextPattern]:
        for node in nodes if isinstance(nodes, list) else ():
            if not isinstance(node, Text):
                continue
            try:
                yield text_pattern(node)
            except PatternProblem as problem:
                where = inner_place(self.source.path, node, problem.at, problem.at + 1)
                message = msg("“{text}”不能用：{reason}", text=shortened(node), reason=problem.message)
                self._report(F131, where, message, msg("写法见 docs/wording-rules.md"))

    def _marks(self, nodes: Node | None) -> Iterator[str]:
        for node in nodes if isinstance(nodes, Series) else ():
            if len(node) == 2 and isinstance(node, Text) and node[0] != node[1]:
                yield str(node)
            else:
                self._report(F122, node, msg("成对的符号要写前后两个"), msg("如 [“”, 《》]"))

    def _try(self, entry: Entries, rule: TextRule) -> None:
        """Judge the examples; the place told is the example that fails."""
        for key, wanted in (("must_flag", True), ("must_pass", False)):
            nodes = entry.get(key)
            for node in nodes if isinstance(nodes, Series) else ():
                if isinstance(node, Text) and breaks(rule, node) is not wanted:
                    message = msg("该报的例子没有报出来：{text}") if wanted else msg("不该报的例子报了出来：{text}")
                    message = message._replace(arguments=(("text", shortened(node, _SHOWN)),))
                    self._report(F132, node, message, msg("改正写法，或者换一个例子；改好以前这条规则不用"))


def _whole(entry: Entries) -> bool:
    """Whether an entry has what every rule has. What is missing is told by its form, of the first problems only."""
    words = [entry.get(key) for key in ("code", "name", "severity", "kind", "why", "says")]
    severities = [severity.value for severity in Severity]
    return all(isinstance(word, Text) for word in words) and words[2] in severities and words[3] in KINDS


def _examples(node: Node | None) -> tuple[str, ...]:
    return tuple(str(one) for one in node if isinstance(one, Text)) if isinstance(node, Series) else ()


def _packed(rules: tuple[TextRule, ...], text: str) -> bytes:
    """Rules as they are kept: digest of the text they come from, digest of the rest, the rest."""
    plain = [rule._replace(severity=rule.severity.value) for rule in rules]  # type: ignore[arg-type]
    body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _digest(text.encode("utf-8", "surrogatepass")) + b"\n" + _digest(body) + b"\n" + body


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def _known(content: bytes, path: str, text: str) -> tuple[TextRule, ...] | None:
    """The rules kept for this very text; None if there are none, or what is there is damaged."""
    whose, _, rest = content.partition(b"\n")
    checksum, _, body = rest.partition(b"\n")
    if not body or whose != _digest(text.encode("utf-8", "surrogatepass")) or checksum != _digest(body):
        return None
    return _unpacked(path, body)


@lru_cache(maxsize=4)
def _unpacked(path: str, body: bytes) -> tuple[TextRule, ...]:
    fields = TextRule._fields
    rules = []
    for row in json.loads(body.decode("utf-8", "surrogatepass")):
        held = dict(zip(fields, row, strict=True))
        held["severity"] = Severity(held["severity"])
        held["says"] = Bilingual(held["says"][0], tuple(tuple(one) for one in held["says"][1]))
        held["wanted"] = tuple(Wanted(_pattern(one[0]), *one[1:]) for one in held["wanted"])
        held["unless"] = tuple(_pattern(one) for one in held["unless"])
        for key in ("marks", "must_flag", "must_pass"):
            held[key] = tuple(held[key])
        held["path"] = path
        rules.append(TextRule(**held))
    return tuple(rules)


def _pattern(row: list[Any]) -> TextPattern:
    return TextPattern(row[0], tuple(row[1]), row[2])
