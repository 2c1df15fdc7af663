"""Chapter files as nouns: items, groups, points, with ids that are unique and prose that has places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_kit.diagnostics import Location, Message, Note, msg
from report_kit.facts.model import ChapterFile, Fact, Group, Item, Literal, Point, Prose
from report_kit.load.codes import F121, F124, F125
from report_kit.load.fact import Defaults, read_facts
from report_kit.load.nodes import Entries, Node, Series, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_kit.load.source import Source

_TITLE = msg("标题（title）")
_LEAD = msg("领句（lead）")
_TEXT = msg("正文（text）")
_AFTER = msg("结尾（after）")
_DUE = msg("期限（due）")

RESERVED_GROUP_IDS = ("points",)
"""``key_work.elderly.points.2`` is the second point of an item, so no group may be called points."""


@dataclass(slots=True)
class Ids:
    """Ids already given in one place, and where."""

    source: Source
    kind: Message
    given: dict[str, Location] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def take(self, node: Node | None, otherwise: str) -> str:
        """The id written, or ``otherwise`` when none can be used; a second use is reported."""
        if not isinstance(node, Text) or not node:
            return otherwise
        first, fact = self.given.get(node), self.facts.get(node)
        if first is None and fact is None:
            self.given[str(node)] = self.source.place(node)
            return str(node)
        if first is not None:
            message = msg("{kind}“{id}”用了两次", kind=self.kind, id=str(node))
            notes = [Note(msg("第一次写在这里"), first)]
        else:
            message = msg("{kind}“{id}”已经是一个事实的名称", kind=self.kind, id=str(node))
            notes = [Note(msg("事实写在这里"), fact.name_location)] if fact else []
        self.source.add(
            F125.at(self.source.place(node), message, notes=notes, hint=msg("换一个，已经发布过的那个不要动"))
        )
        return otherwise


def read_chapter(source: Source, chapter: str, root: Node | None) -> ChapterFile:
    """The chapter in a file's nodes, as far as they have the right form."""
    if not isinstance(root, Entries):
        return ChapterFile(chapter, source.path, {}, ())
    defaults = Defaults().within(source, root)
    facts: dict[str, Fact] = {}
    read_facts(source, root.get("facts"), f"{chapter}.", defaults, facts)
    ids = Ids(source, msg("工作的代号"), facts=facts)
    items = tuple(
        _item(source, chapter, node, ids, defaults=defaults, number=number)
        for number, node in enumerate(_series(root.get("items")), 1)
        if isinstance(node, Entries)
    )
    return ChapterFile(chapter, source.path, facts, items)


def _item(source: Source, chapter: str, node: Entries, ids: Ids, *, defaults: Defaults, number: int) -> Item:
    get = node.get
    item = ids.take(get("id"), f"item_{number}")
    prefix = f"{chapter}.{item}."
    defaults = defaults.within(source, node)
    facts: dict[str, Fact] = {}
    read_facts(source, get("facts"), prefix, defaults, facts)
    group_ids = Ids(source, msg("小标题的代号"), facts=facts)
    written = [group for group in _series(get("groups")) if isinstance(group, Entries)]
    for group in written:
        read_facts(source, group.get("facts"), prefix, defaults, facts)
    groups = [_group(source, group, group_ids, rank) for rank, group in enumerate(written, 1)]
    return Item(
        item,
        _title(source, node),
        source.place(node),
        facts,
        source.block(get("text"), _TEXT),
        _points(source, get("points")),
        tuple(groups),
        source.block(get("after"), _AFTER),
        source.references(get("answers")),
        source.references(get("continues")),
        source.date(get("due"), _DUE),
        defaults.owner,
    )


def _group(source: Source, node: Entries, ids: Ids, rank: int) -> Group:
    get = node.get
    written = get("id")
    if isinstance(written, Text) and written in RESERVED_GROUP_IDS:
        message = msg("“{name}”另有固定的意思，不能用作名称", name=str(written))
        source.report(F124, written, message, msg("换一个名称"))
    return Group(
        ids.take(written, f"group_{rank}"),
        _title(source, node),
        source.place(node),
        source.block(get("text"), _TEXT),
        _points(source, get("points")),
        source.block(get("after"), _AFTER),
    )


def _points(source: Source, node: Node | None) -> tuple[Point, ...]:
    ids = Ids(source, msg("要点的代号"))
    points = []
    for number, point in enumerate(_series(node), 1):
        place = source.place(point)
        if isinstance(point, Text):
            points.append(Point(str(number), None, source.block(point, msg("要点")), place))
        elif isinstance(point, Entries):
            get = point.get
            if "lead" not in point and "text" not in point:
                message = msg("要点里没有领句（lead），也没有正文（text）")
                source.report(F121, point, message, msg("写上其中一样；不用的，删去这个要点"))
            points.append(
                Point(
                    ids.take(get("id"), str(number)),
                    source.sentence(get("lead"), _LEAD),
                    source.block(get("text"), _TEXT),
                    place,
                    source.references(get("answers")),
                    source.references(get("continues")),
                    source.date(get("due"), _DUE),
                )
            )
    return tuple(points)


def _title(source: Source, node: Entries) -> Prose:
    """The title; where none can be read, the id stands for it."""
    title = source.sentence(node.get("title"), _TITLE)
    if title is not None:
        return title
    place = source.place(node)
    return Prose(((Literal(source.word(node, "id") or "……", place),),), place)


def _series(node: Node | None) -> Series:
    return node if isinstance(node, Series) else Series()
