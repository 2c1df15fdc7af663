"""How to point an editor at the schemas that were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Translate, msg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILES = {
    "report.schema.json": '"data/*/report.yaml"',
    "chapter.schema.json": '["data/*/*.yaml", "!data/*/report.yaml", "!data/*/confirmations.yaml"]',
    "confirmations.schema.json": '"data/*/confirmations.yaml"',
    "wording.schema.json": '"templates/wording.yaml"',
    "allow.schema.json": '["**/allow.yaml", "**/例外*.yaml"]',
    "text_rules.schema.json": '"templates/text_rules.yaml"',
}
"""Which files each schema is for, as the settings of VS Code say it; their ``!`` takes files away."""


def editor_text(written: Sequence[Path], translate: Translate | None = None) -> str:
    """The files written, and the line of VS Code's settings that uses them. Ends with a line break."""
    lines = [msg("已写出 {file}", file=path).text(translate) for path in written]
    lines += [
        "",
        msg("在 VS Code 里装 YAML 扩展（redhat.vscode-yaml），在 .vscode/settings.json 里加上：").text(translate),
        '  "yaml.schemas": {',
        *(f'    "{path.as_posix()}": {FILES[path.name]},' for path in written if path.name in FILES),
        "  }",
    ]
    return "\n".join(lines) + "\n"
