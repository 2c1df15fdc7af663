"""A report changed by hand: every figure that is not the one built is told, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit.diagnostics import Location
from report_kit.draft import Block, Draft, FactOrigin, Span
from report_kit.flows.pipeline import assemble
from report_kit.load import DiskFiles
from report_kit.read import read_lines
from report_kit.read.document import Line
from report_kit.rules import Subject
from report_kit.rules.drift import published_figure_drift

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def built() -> Draft:
    draft = assemble(DiskFiles(ROOT), 2023, ROOT / "templates").draft
    assert draft is not None
    return draft


def told(built: Draft, texts: list[str]) -> list[tuple[int, str]]:
    lines = [Line(text, Location("sent.docx", number)) for number, text in enumerate(texts, 1)]
    reading = read_lines("sent.docx", lines, year=2023)
    subject = Subject(reading.report, reading.draft, built=built)
    found = list(published_figure_drift.on_text(subject))
    return [(one.location.line if one.location else 0, str(one.message)) for one in found]


def slipped(digits: str) -> str:
    return next(
        digits[:place] + str((int(digits[place]) + 3) % 10 or 4) + digits[place + 1 :]
        for place in reversed(range(len(digits)))
        if digits[place].isdecimal()
    )


def test_a_report_as_built_tells_nothing(built: Draft) -> None:
    texts = [block.text for block in built.blocks]
    assert told(built, texts) == []
    assert told(built, texts[::-1]) == []


def test_every_figure_changed_by_hand_is_told_at_its_paragraph(built: Draft) -> None:
    texts = [block.text for block in built.blocks]
    missed, tried = [], 0
    for number, block in enumerate(built.blocks):
        for span in block.spans:
            was = block.text[span.start : span.end]
            if isinstance(span.origin, FactOrigin) and not span.origin.pending and any(map(str.isdecimal, was)):
                tried += 1
                now = block.text[: span.start] + slipped(was) + block.text[span.end :]
                found = told(built, [*texts[:number], now, *texts[number + 1 :]])
                if [line for line, _ in found] != [sum(1 for text in texts[: number + 1] if text.strip())]:
                    missed.append((was, found))
    assert tried > 100
    assert missed == []


SENTENCE = "全市在册低保9774人，增长4.86%，覆盖12个镇。"
FIGURES = ("9774人", "4.86%", "12个")


def block() -> Block:
    spans = tuple(Span(SENTENCE.index(one), SENTENCE.index(one) + len(one), FactOrigin(one, None)) for one in FIGURES)
    return Block("a", "", SENTENCE, spans)


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        ("全市在册低保9747人，增长4.86%，覆盖12个镇。", ["9774人"]),
        ("截至年底，全市在册低保对象9774人，比上年增长4.86%，已覆盖12个镇。", []),
        ("全市在册低保9774人，覆盖12个镇。", []),
        ("全市在册低保12个镇共9774人，增长4.86%。", []),
        ("全市在册低保9774人，增长4.68%，覆盖13个镇（区）。", ["4.86%", "12个"]),
        ("全市在册低保约9800人，增长4.86%，覆盖12个镇。", ["9774人"]),
        ("全市在册低保19774人，增长4.86%，覆盖12个镇。", ["9774人"]),
        ("全市在册低保977人，增长4.86%，覆盖12个镇。", ["9774人"]),
    ],
)
def test_words_may_be_edited_and_figures_not(now: str, changed: list[str]) -> None:
    messages = [message for _, message in told(Draft("", (block(),)), [now])]
    assert [message.split(" ")[0] for message in messages] == changed


def test_without_a_build_there_is_nothing_to_compare() -> None:
    reading = read_lines("sent.docx", [Line(SENTENCE, Location("sent.docx", 1))], year=2023)
    assert list(published_figure_drift.on_text(Subject(reading.report, reading.draft))) == []
