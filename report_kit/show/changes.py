"""What changed, in words: parts that every form of a review shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_kit.changes import Cause, Changes, Commit, Detail, FactChange, Relations, TextChange, TextKind
    from report_kit.diagnostics import Diagnostic, Translate

SHORT_ID = 7
"""Characters of a commit's id that people read."""

NOTHING = "—"


def name_of(side: Message | str, translate: Translate | None = None) -> str:
    """A side as it was asked for."""
    return side.text(translate) if isinstance(side, Message) else side


def title(changes: Changes, translate: Translate | None = None) -> str:
    """``2023年报告：HEAD (abc1234) → 工作区``."""
    before, after = name_of(changes.before, translate), name_of(changes.after, translate)
    if not changes.year:
        return f"{before} → {after}"
    return msg("{year}年报告：{before} → {after}", year=changes.year, before=before, after=after).text(translate)


def called(change: FactChange) -> str:
    """What a person calls the fact: what it is, else its name."""
    figures = [one for one in (change.after, change.before) if one is not None]
    return next((one.what for one in figures if one.what), change.id.rpartition(".")[2])


def moved(change: FactChange) -> str:
    """``（+26人，+0.27%）``, or nothing."""
    found = change.difference
    return f"（{'，'.join(part for part in (found.text, found.percent) if part)}）" if found else ""


def became(change: FactChange, translate: Translate | None = None) -> str:
    """``9774人 → 9800人（+26人，+0.27%）``; what is new or gone says so."""
    match change.kind:
        case "added":
            return msg("新增 {value}", value=change.new).text(translate)
        case "removed":
            return msg("删去，原为 {value}", value=change.old).text(translate)
        case _ if change.old == change.new:
            return change.new
        case _:
            return f"{change.old or NOTHING} → {change.new or NOTHING}{moved(change)}"


def why_moved(change: FactChange, translate: Translate | None = None) -> str:
    """How a fact follows another: worked out by the program, or rewritten by hand."""
    words = msg("随之推算") if change.figure.derived else msg("随之改写")
    return words.text(translate)


def detail_words(detail: Detail, translate: Translate | None = None) -> str:
    """``来源：低保月报 → 年报``."""
    names = {
        "what": msg("名目"),
        "unit": msg("单位"),
        "as_of": msg("时点"),
        "period": msg("时期"),
        "source": msg("来源"),
        "owner": msg("责任科室"),
        "note": msg("备注"),
        "explain": msg("说明"),
        "declared": msg("勾稽关系"),
    }
    words = msg(
        "{field}：{old} → {new}", field=names[detail.field], old=detail.old or NOTHING, new=detail.new or NOTHING
    )
    return words.text(translate)


def commit_words(commit: Commit, translate: Translate | None = None) -> str:
    """``提交 abc1234 2024-01-12 张三：改正床位数``; a change of the working tree is not committed."""
    if not commit.id:
        return msg("尚未提交").text(translate)
    words = msg(
        "提交 {id} {date} {author}：{subject}",
        id=commit.id[:SHORT_ID],
        date=commit.date[:10],
        author=commit.author,
        subject=commit.subject,
    )
    return words.text(translate)


def place_words(cause: Cause, translate: Translate | None = None) -> str:
    """``data/2023/key_work.yaml:12（提交 abc1234 2024-01-12 张三：改正床位数）``; empty without a place."""
    place = f"{cause.location.path}:{cause.location.line}" if cause.location else ""
    if not place or cause.commit is None:
        return place
    return msg("{place}（{commit}）", place=place, commit=commit_words(cause.commit, translate)).text(translate)


def cause_words(cause: Cause, kind: TextKind, translate: Translate | None = None) -> str:
    """``事实 床位，data/2023/key_work.yaml:12``; ``kind`` is what became of the paragraph."""
    place = place_words(cause, translate)
    match cause.kind:
        case "fact":
            words = msg("事实 {fact}", fact=cause.fact)
        case "derived":
            words = msg("推算 {fact}", fact=cause.fact)
        case "order":
            words = msg("次序变了，序号随之改变")
        case "template":
            words = msg("模板改动")
        case _:
            words = {"added": msg("写进正文"), "removed": msg("从正文删去")}.get(kind, msg("改写正文"))
            if cause.fact:
                words = msg("改写正文，涉及事实 {fact}", fact=cause.fact)
    if not place:
        return words.text(translate)
    if cause.gone:
        return msg("{cause}，原在 {place}", cause=words, place=place).text(translate)
    return msg("{cause}，{place}", cause=words, place=place).text(translate)


def causes_of(change: TextChange, translate: Translate | None = None) -> str:
    """All causes of a change on one line; empty when none is known."""
    causes = [cause for hunk in change.hunks for cause in hunk.causes]
    return "；".join(dict.fromkeys(cause_words(cause, change.kind, translate) for cause in causes))


def relation_words(relations: Relations, translate: Translate | None = None) -> Iterator[tuple[Diagnostic, str]]:
    """Each problem that a changed fact made or ended, and what to say of it below the fact."""
    for problem in relations.broken:
        yield problem, msg("新的错误 {code}：{problem}", code=problem.code, problem=problem.message).text(translate)
    for problem in relations.mended:
        yield problem, msg("消除的错误 {code}：{problem}", code=problem.code, problem=problem.message).text(translate)


def path_of(headings: Iterable[str], translate: Translate | None = None) -> str:
    """The headings above a place; before the first of them the front of the report."""
    return " › ".join(headings) or msg("篇首").text(translate)


def tally(changes: Changes) -> Message:
    """How much changed, on one line."""
    worded = sum(not change.renumbered for change in changes.texts)
    return msg(
        "数字和事实{facts}项，文字{texts}段，移动{moves}处，新的错误{broken}个，消除错误{mended}个",
        facts=len(changes.facts),
        texts=worded,
        moves=len(changes.moves),
        broken=len(changes.broken),
        mended=len(changes.mended),
    )
