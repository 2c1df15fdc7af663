"""Problems as JSON, SARIF, GitHub commands and Markdown."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from report_kit.diagnostics import Code, Coverage, Diagnostic, Location, Note, Outcome, Severity, msg
from report_kit.show.as_github import as_github
from report_kit.show.as_json import diagnostics_object, dumps
from report_kit.show.as_markdown import as_markdown
from report_kit.show.as_sarif import sarif_object
from tests.unit.rules.desk import WORK, assembled, project

N101 = Code("N101", "growth-rate-mismatch", Severity.ERROR)
P304 = Code("P304", "unused-fact", Severity.WARNING)
PLACE = Location("data/2023/年.yaml", 10, 16, 21)

OUTCOME = Outcome(
    (
        N101.at(
            PLACE,
            msg("写为 4.68%，应为 4.86%\n第二行: a,b"),
            facts=["k.b", "k.a"],
            notes=[Note(msg("基期"), Location("data/2023/年.yaml", 8, 16)), Note(msg("附注"))],
            hint=msg("改正|其中<之一>"),
        ),
        P304.at(None, msg("没有用到")),
    ),
    {},
    Coverage(119, 72, 41, 6),
)


def test_json_has_exactly_the_promised_keys() -> None:
    content = json.loads(dumps(diagnostics_object(OUTCOME, 2023)))
    assert content["year"] == 2023
    assert content["coverage"] == {"figures": 119, "checked": 72, "unchecked": 41, "pending": 6}
    first, second = content["diagnostics"]
    assert first == {
        "code": "N101",
        "name": "growth-rate-mismatch",
        "severity": "error",
        "message": "写为 4.68%，应为 4.86%\n第二行: a,b",
        "path": "data/2023/年.yaml",
        "line": 10,
        "column": 16,
        "end_column": 21,
        "fact": "k.b",
        "notes": [
            {"message": "基期", "path": "data/2023/年.yaml", "line": 8, "column": 16},
            {"message": "附注", "path": None, "line": None, "column": None},
        ],
        "hint": "改正|其中<之一>",
    }
    assert second["path"] is None
    assert second["fact"] is None
    assert second["hint"] is None


def test_json_is_utf8_and_survives_a_lone_surrogate() -> None:
    content = dumps({"path": "坏\udc80"})
    assert "坏".encode() in content
    assert json.loads(content)["path"] == "坏\udc80"


# The schema of OASIS as published (errata 01), whole: see sarif-schema.md beside it.
SARIF = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_text("utf-8"))


def valid(content: object) -> None:
    """Raise unless it is SARIF 2.1.0, formats of addresses and dates included."""
    jsonschema.Draft4Validator(SARIF, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER).validate(content)


def test_sarif_keeps_to_its_schema_and_names_each_rule_once() -> None:
    content = json.loads(dumps(sarif_object(OUTCOME, "0.1.0")))
    valid(content)
    assert content["$schema"] == SARIF["id"]
    run = content["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["N101", "P304"]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1]
    assert "locations" not in run["results"][1]
    assert len(run["results"][0]["relatedLocations"]) == 1


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(),
        Outcome((N101.at(Location("坏\udc80/a b.yaml", 0, 0, 0), msg("错")),)),
        Outcome((P304.at(Location("a.yaml", 1), msg(""), severity=Severity.NOTE),)),
    ],
)
def test_sarif_keeps_to_its_schema_whatever_is_told(outcome: Outcome) -> None:
    valid(json.loads(dumps(sarif_object(outcome, "0.1.0"))))


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        (("version",), "2.0.0"),
        (("runs", 0, "results", 0, "level"), "fatal"),
        (("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
        (("runs", 0, "results", 0, "partialFingerprints"), ["x"]),
        (("runs", 0, "columnKind"), "bytes"),
        (("runs", 0, "more"), 1),
    ],
)
def test_the_schema_sees_what_is_no_sarif(keys: tuple[str | int, ...], wrong: object) -> None:
    content = json.loads(dumps(sarif_object(OUTCOME, "0.1.0")))
    inside = content
    for key in keys[:-1]:
        inside = inside[key]
    inside[keys[-1]] = wrong
    with pytest.raises(jsonschema.ValidationError):
        valid(content)


def fingerprints(found: Diagnostic) -> object:
    run = sarif_object(Outcome((found,)), "0")["runs"]
    return run[0]["results"][0]["partialFingerprints"]  # type: ignore[index]


def test_sarif_fingerprints_come_of_code_and_facts_and_of_no_line() -> None:
    there = N101.at(Location("a.yaml", 1, 1, 2), msg("错"), facts=["k.a", "k.b"])
    moved = N101.at(Location("b.yaml", 99, 7, 9), msg("还是错"), facts=["k.b", "k.a"], hint=msg("改"))
    assert fingerprints(there) == fingerprints(moved)
    assert fingerprints(there) != fingerprints(there._replace(code="N103"))
    assert fingerprints(there) != fingerprints(there._replace(facts=("k.a",)))


def test_lines_put_before_change_no_fingerprint_of_a_report() -> None:
    facts = "床位: 673张\n护理: {is: 422张, part_of: 床位}\n占比: {is: 72.6%, share: {part: 护理, of: 床位}}\n机构: 61%"
    files = project(facts, "{{ 床位 }}，{{ 护理 }}，{{ 占比 }}，9处，{{ 机构 }}。")
    before = assembled(files).outcome
    after = assembled(files | {WORK: "# 甲\n\n# 乙\n" + files[WORK].replace("    护理:", "\n\n    护理:")}).outcome
    assert len(before.diagnostics) >= 3
    assert [one.location for one in before.diagnostics] != [one.location for one in after.diagnostics]
    assert [fingerprints(one) for one in before.diagnostics] == [fingerprints(one) for one in after.diagnostics]
    valid(json.loads(dumps(sarif_object(before, "0.1.0"))))


def test_github_commands_escape_what_would_end_them() -> None:
    line = as_github(OUTCOME).split("\n")[0]
    assert line == (
        "::error file=data/2023/年.yaml,line=10,col=16,endColumn=21,title=N101 growth-rate-mismatch"
        "::写为 4.68%25，应为 4.86%25%0A第二行: a,b%0A改正|其中<之一>"
    )
    assert as_github(OUTCOME).endswith("119处数字：核对72处，无从核对41处，待补6处\n")


def test_markdown_cells_cannot_break_the_table_or_smuggle_html() -> None:
    rows = [line for line in as_markdown(OUTCOME, 2023).split("\n") if line.startswith("| ")]
    assert len(rows) == 4
    assert "改正\\|其中\\<之一\\>" in rows[2]
    assert rows[3].startswith("|  | 警告 | P304 unused-fact |")
