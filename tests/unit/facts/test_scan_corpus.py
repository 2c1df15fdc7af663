"""What is found in the precision corpus and among the figures of the seed."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml

from report_kit.facts.scan import scan
from tests.unit.facts.scanning import agrees, kind

TESTS = Path(__file__).parents[2]


def _seed() -> list[dict[str, str]]:
    with (TESTS / "seed_figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NO_FIGURES_OF_THE_SEED = {"5/20", "截止目前", "一期", "二期"}


@pytest.mark.parametrize("row", _seed(), ids=lambda row: row["id"])
def test_every_figure_of_the_seed_is_found_as_it_stands(row: dict[str, str]) -> None:
    figure = row["figure"]
    text = f"全市{figure}，"
    found = scan(text)
    if figure in NO_FIGURES_OF_THE_SEED:
        assert found == ()
        return
    (one,) = found
    assert agrees(text, one)
    number = re.search("[0-9.]+", figure)
    assert number is None or number.group() in text[one.start : one.end]


def _passages() -> list[tuple[str, str]]:
    return [
        (passage["id"], passage["text"])
        for path in sorted((TESTS / "corpus").glob("*.yaml"))
        if not path.name.startswith("heldout_")  # nothing is listed of what is held out
        for passage in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    ]


CORPUS = _passages()

# Every Arabic number of the corpus that is in nothing found, passage by passage; read and judged by hand.
NO_FIGURES_OF_THE_CORPUS = {
    "agriculture-02": "3·15",
    "civil-05": "1∶3.2 5·20 8:30 12345",
    "civil-07": "2023 15 12 17733—2008",
    "education-03": "3:1",
    "education-06": "12 37 16:30 1:3 0999—6281510",
    "emergency-01": "5·12 119 12·4 12350",
    "emergency-05": "8:30 18:00 3 4",
    "emergency-07": "29639—2020 2023 15 15",
    "finance-01": "21.7∶31.0∶47.3",
    "finance-05": "12",
    "finance-07": "2023 8 2023 21 8:30 17:30 0999—6285132",
    "statistics-02": "100",
    "statistics-05": "2.08∶1",
    "statistics-08": "0999—6280310 14:30 17:00",
}


@pytest.mark.parametrize(("name", "text"), CORPUS, ids=[name for name, _ in CORPUS])
def test_every_number_of_the_corpus_is_found_but_those_judged_to_be_none(name: str, text: str) -> None:
    found = scan(text)
    rest = list(text)
    for one in found:
        assert agrees(text, one), one
        rest[one.start : one.end] = " " * (one.end - one.start)
    assert " ".join(re.findall(r"[0-9]+(?:[.:·∶—][0-9]+)*", "".join(rest))) == NO_FIGURES_OF_THE_CORPUS.get(name, "")


# Chinese numerals that are found in the corpus: no more than these.
HAN_OF_THE_CORPUS = {
    "三年",
    "三类",
    "三级",
    "两批",
    "三批",
    "两年",
    "两轮",
    "两级",
    "两项",
    "三项",
    "一次",
    "五年",
    "第一年",
    "第一批",
    "第二批",
    "第三批",
    "第三届",
    "第五届",
    "第一名",
    "2023年第四季度",
}


def test_chinese_numerals_of_the_corpus_are_counts_and_ordinals_only() -> None:
    han = {
        text[one.start : one.end]
        for _, text in CORPUS
        for one in scan(text)
        if re.search("[一二三四五六七八九十两]", str(one.value))
    }
    assert han <= HAN_OF_THE_CORPUS
    assert {"三年", "三类", "两批", "第二批"} <= han


def test_a_bare_number_in_the_corpus_is_an_index_or_lacks_its_unit() -> None:
    bare = [(name, str(one.value)) for name, text in CORPUS for one in scan(text) if kind(one.value) == "bare"]
    assert bare == [("agriculture-12", "271"), ("statistics-02", "100.4"), ("statistics-05", "0.03")]
