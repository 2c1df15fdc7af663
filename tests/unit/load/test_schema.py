"""The JSON Schemas: good files pass, bad files fail, as an editor would judge them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from report_kit.facts.forms import FORMS
from report_kit.flows.schema import KINDS as FILES
from report_kit.flows.schema import write_schemas
from report_kit.load import load_terms
from report_kit.load.schema import json_schema
from report_kit.show.schema import editor_text
from tests.unit.load.project import KEY_WORK, REPORT, REPORT_PATH, MemoryFiles, codes, load, load_chapter

ROOT = Path(__file__).resolve().parents[3]
KINDS = tuple(kind for kind, _ in FORMS)

GOOD = """
defaults: {as_of: "2023-12-31", owner: 社会救助科}
facts: {总人口: 3万人}
items:
- id: social_relief
  title: 完善救助服务体系
  facts:
    上年低保: {is: 9321人, what: 在册低保人数, as_of: "2022-12-31"}
    编号: {is: "355", unit: 无}
    低保增幅: {is: 4.86%, growth: {from: 上年低保, to: 在册低保}, digits: 2, shown: yes}
    合计: {sum: [a, b.c], closed: true, rounding: half_even, at_most: 总人口, part_of: [a, b]}
    丧葬费: XX元/人
    镇: {list: [甲镇, 乙镇]}
  text: |
    全市。
  points:
  - lead: 合理认定
    text: |
      甲。
  - |
    乙。
  groups:
  - {id: a, title: b, points: [x]}
"""

BAD = [
    ("items: 无", "text for a list"),
    ("itmes: []\nitems: []", "unknown key"),
    ("{}", "missing items"),
    ("- id: a", "a list for a file"),
    ("items: [{id: a}]", "missing title"),
    ("items: [{id: 2a, title: x}]", "id"),
    ("items: [{id: a, title: x, colour: y}]", "unknown key of an item"),
    ("items: [{id: a, title: x, facts: [b]}]", "facts as a list"),
    ("items: [{id: a, title: x, facts: {1a: 3人}}]", "name"),
    ("items: [{id: a, title: x, facts: {a-b: 3人}}]", "name with a hyphen"),
    ("items: [{id: a, title: x, facts: {a: [3人]}}]", "list for a fact"),
    ("items: [{id: a, title: x, facts: {a: {iss: 3人}}}]", "unknown key in a fact"),
    ("items: [{id: a, title: x, facts: {a: {is: 3人, rounding: up}}}]", "choice"),
    ("items: [{id: a, title: x, facts: {a: {is: 3人, closed: maybe}}}]", "yes or no"),
    ("items: [{id: a, title: x, facts: {a: {is: 3人, digits: 9}}}]", "digits"),
    ("items: [{id: a, title: x, facts: {a: {is: 3人, sum: a}}}]", "sum"),
    ("items: [{id: a, title: x, facts: {a: {is: 3人, sum: []}}}]", "empty sum"),
    ("items: [{id: a, title: x, facts: {a: {is: 3人, same_as: a..b}}}]", "reference"),
    ("items: [{id: a, title: x, facts: {a: {is: 3人, growth: {from: a}}}}]", "growth"),
    ("items: [{id: a, title: x, facts: {a: {is: 3人, share: {part: a, of: b, per: c}}}}]", "share"),
    ("items: [{id: a, title: x, points: [{txt: a}]}]", "point"),
    ("items: [{id: a, title: x, groups: [{title: b}]}]", "group without id"),
    ("items: [{id: a, title: [x]}]", "title"),
    ("items: [{id: a, title: }]", "nothing for a title"),
]

BAD_REPORTS = [
    ("title: x\nchapters: []", "missing unit"),
    ("unit: x\ntitle: y\nchapters: [{id: a}]", "chapter without title"),
    ("unit: x\ntitle: y\nchapters: [{id: ../a, title: z}]", "chapter outside"),
    ("unit: x\ntitle: y\nchapters: [{id: a, title: z, year: 2024}]", "year of a chapter"),
    ("unit: x\ntitle: y\nchapters: []\nmasked: XX市", "masked"),
    ("unit: x\ntitle: y\nchapters: []\nallow: [{reason: z}]", "allowance without code"),
    ("unit: x\ntitle: y\nchapters: []\nlayout: {headings: side}", "headings"),
    ("unit: x\ntitle: y\nchapters: []\nlayout: {template: ../z.docx}", "template"),
]


class CoreLoader(yaml.CSafeLoader):
    """YAML 1.2 as editors read it: true, null and numbers are themselves; yes, no and dates are text."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool", ":merge"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), "tTfF")


def as_an_editor_reads(text):
    return yaml.load(text, CoreLoader)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_a_schema(kind):
    schema = json_schema(kind)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"].startswith("http://json-schema.org/draft-07")


def test_good_files_pass():
    Draft7Validator(json_schema("chapter")).validate(as_an_editor_reads(GOOD))
    Draft7Validator(json_schema("edition")).validate(as_an_editor_reads(REPORT))
    Draft7Validator(json_schema("wording")).validate({"units": ["宗"], "names": ["5·20"]})


@pytest.mark.parametrize(("text", "what"), BAD, ids=[what for _, what in BAD])
def test_bad_files_fail_in_the_editor_as_in_the_program(text, what):
    assert not Draft7Validator(json_schema("chapter")).is_valid(as_an_editor_reads(text))
    _, found = load_chapter(text)
    assert found, what


@pytest.mark.parametrize(("text", "what"), BAD_REPORTS, ids=[what for _, what in BAD_REPORTS])
def test_bad_reports_fail_in_the_editor_as_in_the_program(text, what):
    assert not Draft7Validator(json_schema("edition")).is_valid(as_an_editor_reads(text))
    assert load({REPORT_PATH: text}).diagnostics, what


@pytest.mark.parametrize("text", ["units: 宗", "names: {a: b}", "unit: [宗]", "units: [[宗]]"])
def test_bad_wording_fails_in_the_editor_as_in_the_program(text):
    assert not Draft7Validator(json_schema("wording")).is_valid(as_an_editor_reads(text))
    assert load_terms(MemoryFiles({"templates/wording.yaml": text})).diagnostics


SHIPPED = [
    (kind, path)
    for kind, paths in (
        ("edition", (ROOT / "data").glob("*/report.yaml")),
        ("chapter", (path for path in (ROOT / "data").glob("*/*.yaml") if path.name != "report.yaml")),
        ("wording", [ROOT / "templates" / "wording.yaml"]),
    )
    for path in sorted(paths)
]


@pytest.mark.parametrize(("kind", "path"), SHIPPED, ids=lambda one: one if isinstance(one, str) else one.name)
def test_the_shipped_files_show_no_red_line(kind, path):
    Draft7Validator(json_schema(kind)).validate(as_an_editor_reads(path.read_text(encoding="utf-8")))


def test_the_shipped_files_were_found():
    assert {path.name for _, path in SHIPPED} >= {"report.yaml", "highlights.yaml", "key_work.yaml", "plans.yaml"}


def test_the_good_file_is_good_for_the_program_too():
    _, found = load_chapter(GOOD)
    assert [code for code in codes(found) if "F106" not in code] == []
    assert KEY_WORK


def described(schema):
    """Every key of every object with its schema."""
    if isinstance(schema, dict):
        for name, one in schema.get("properties", {}).items():
            yield name, one
        for one in schema.values():
            yield from described(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from described(one)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained_in_chinese(kind):
    keys = list(described(json_schema(kind)))
    assert keys
    for name, one in keys:
        assert any("\u4e00" <= character <= "\u9fff" for character in one.get("title", "")), name
        assert any("\u4e00" <= character <= "\u9fff" for character in one.get("description", "")), name


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_program_shows_in_the_schema(kind):
    text = str(json_schema(kind))
    assert "default'" not in text
    assert "piece of work" not in text


def patterns(schema):
    """Every regular expression in a schema."""
    if isinstance(schema, dict):
        yield from schema.get("patternProperties", {})
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for one in schema.values():
            yield from patterns(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from patterns(one)


@pytest.mark.parametrize("kind", ["edition", "chapter"])
def test_patterns_mean_the_same_in_python_and_in_editors(kind):
    """Only what ECMAScript and Python read alike: no classes, no groups but plain ones, no escapes but of marks."""
    found = set(patterns(json_schema(kind)))
    assert found
    for pattern in found:
        assert pattern.startswith("^")
        assert pattern.endswith("$")
        assert set(re.findall(r"\\(.)", pattern)) <= set("./\\")
        assert not re.search(r"\(\?|[*+?}][+?]|\[\[|&&|--", pattern)
        assert re.compile(pattern)


def test_names_in_the_schema_are_those_of_the_program():
    pattern = next(iter(json_schema("chapter")["properties"]["facts"]["patternProperties"]))
    for name in ("在册低保", "a_1", "_", "〇", "低保2022"):
        assert re.search(pattern, name)
        assert load_chapter(f"facts: {{{name}: 3人}}\nitems: []\n")[1] == ()
    for name in ("2a", "a-b", "a.b", "é", "Ａ", "甲 乙", "甲\n"):
        quoted = json.dumps(name, ensure_ascii=False)
        assert not re.fullmatch(pattern.strip("^$"), name)
        assert load_chapter(f"facts: {{{quoted}: 3人}}\nitems: []\n")[1]


def test_every_form_has_its_schema_file_and_its_line_in_the_settings(tmp_path):
    assert [kind for _, kind in FILES] == list(KINDS)
    written = write_schemas(tmp_path / "schema")
    text = editor_text(written)
    for path in written:
        assert json.loads(path.read_text(encoding="utf-8"))["$schema"]
        assert f'{path.as_posix()}": ' in text
    assert '["data/*/*.yaml", "!data/*/report.yaml", "!data/*/confirmations.yaml"]' in text


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        json_schema("chapters")
