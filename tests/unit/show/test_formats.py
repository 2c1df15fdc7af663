"""Problems as JSON, SARIF, GitHub commands and Markdown."""

from __future__ import annotations

import json

import jsonschema

from report_kit.diagnostics import Code, Coverage, Location, Note, Outcome, Severity, msg
from report_kit.show.as_github import as_github
from report_kit.show.as_json import diagnostics_object, dumps
from report_kit.show.as_markdown import as_markdown
from report_kit.show.as_sarif import sarif_object

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


# The part of the SARIF 2.1.0 schema that hosts reject files for.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "locations": {
                                    "type": "array",
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation"],
                                                "properties": {
                                                    "artifactLocation": {
                                                        "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}}
                                                    },
                                                    "region": {
                                                        "properties": {
                                                            "startLine": {"type": "integer", "minimum": 1},
                                                            "startColumn": {"type": "integer", "minimum": 1},
                                                            "endColumn": {"type": "integer", "minimum": 1},
                                                        }
                                                    },
                                                },
                                            }
                                        }
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def test_sarif_keeps_to_its_schema_and_names_each_rule_once() -> None:
    content = json.loads(dumps(sarif_object(OUTCOME, "0.1.0")))
    jsonschema.validate(content, SARIF)
    run = content["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["N101", "P304"]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1]
    assert "locations" not in run["results"][1]
    assert len(run["results"][0]["relatedLocations"]) == 1


def test_sarif_fingerprints_do_not_change_when_lines_move() -> None:
    def fingerprint(line: int) -> object:
        found = N101.at(Location("a.yaml", line, 1, 2), msg("错"), facts=["k.a"])
        run = sarif_object(Outcome((found,)), "0")["runs"]
        return run[0]["results"][0]["partialFingerprints"]  # type: ignore[index]

    assert fingerprint(1) == fingerprint(99)


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
