"""The laws of the house as functions: each reads a source tree and returns its breaches as sentences."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Lowest first. A module may import from lower layers and from its own package, never from above;
# verbs never import one another.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("shipped_files", "diagnostics", "files", "wording_diff"),
    ("facts",),
    ("report", "draft", "changes"),
    ("ooxml", "git", "office", "pages"),
    ("load", "read", "resolve", "rules", "render", "write", "diff", "year"),
    ("show",),
    ("flows",),
    ("command_line",),
    ("commands",),
)

HOMES: dict[str, tuple[str, ...]] = {
    "yaml": ("load",),
    "pydantic": ("facts", "load"),
    "pydantic_core": ("load",),
    "jinja2": ("render",),
    "docxtpl": ("render",),
    "lxml": ("ooxml",),
    "docx": ("ooxml",),
    "babel": ("render", "show"),
    "pdfplumber": ("pages",),
    "pypdfium2": ("pages",),
    "click": ("cli", "command_line", "commands"),
}

GRAB_BAGS = re.compile(r"^(utils?|helpers?|common|misc|managers?)$")

MAX_LINES = 400


def modules(root: Path) -> Iterator[tuple[str, Path, ast.Module]]:
    """Every Python module of the project: its layer name, path and syntax tree."""
    for path in sorted((root / "report_kit").rglob("*.py")):
        parts = path.relative_to(root / "report_kit").with_suffix("").parts
        yield parts[0], path, ast.parse(path.read_text(encoding="utf-8"))
    cli = root / "cli.py"
    if cli.exists():
        yield "cli", cli, ast.parse(cli.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[str, int, bool]]:
    """Every module imported, its line, and whether for type checking only."""
    typing_only = {
        id(node)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.unparse(branch.test)
        for node in ast.walk(branch)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno, id(node) in typing_only
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module, node.lineno, id(node) in typing_only
            for name in node.names:
                if node.module == "report_kit":
                    yield f"report_kit.{name.name}", node.lineno, id(node) in typing_only


def imports_point_down(root: Path) -> list[str]:
    """A module imports only from layers below it; verbs never meet."""
    rank = {name: level for level, names in enumerate(LAYERS) for name in names}
    rank |= {"cli": len(LAYERS), "__init__": len(LAYERS) + 1, "__main__": len(LAYERS) + 1}
    breaches = []
    for layer, path, tree in modules(root):
        if layer not in rank:
            breaches.append(f"{path.name}: {layer} has no place in the layers")
            continue
        for name, line, _ in imported(tree):
            parts = name.split(".")
            if parts[0] == "cli":
                breaches.append(f"{path.name}:{line} imports the command line")
            if parts[0] != "report_kit" or len(parts) < 2 or parts[1] == layer:
                continue
            target = parts[1]
            if target not in rank:
                continue
            if rank[target] > rank[layer] or (
                rank[target] == rank[layer] and layer not in ("report", "draft", "changes", "cli")
            ):
                breaches.append(f"{path.name}:{line} {layer} imports {target}")
    return breaches


def libraries_stay_home(root: Path) -> list[str]:
    """Each third-party library is imported in its homes only."""
    return [
        f"{path.name}:{line} {layer} imports {name}"
        for layer, path, tree in modules(root)
        for name, line, typing_only in imported(tree)
        if (homes := HOMES.get(name.split(".")[0])) and layer not in homes and not typing_only
    ]


def files_are_short(root: Path) -> list[str]:
    """No file of ours is longer than 400 lines."""
    return [
        f"{path.relative_to(root)} has {count} lines"
        for folder in ("report_kit", "tests", "benchmarks")
        for path in sorted((root / folder).rglob("*.py"))
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    ]


def files_state_their_purpose(root: Path) -> list[str]:
    """Every module begins with a docstring that says what it holds (empty package files excepted)."""
    return [
        f"{path.relative_to(root)} does not say what it is for"
        for _, path, tree in modules(root)
        if tree.body and not ast.get_docstring(tree)
    ]


def names_are_placed(root: Path) -> list[str]:
    """No grab-bag modules: a name says what lives there."""
    return [
        f"{path.relative_to(root)} is a grab bag"
        for _, path, _ in modules(root)
        if any(GRAB_BAGS.match(part) for part in path.relative_to(root).with_suffix("").parts)
    ]


def library_is_silent(root: Path) -> list[str]:
    """report_kit prints nothing and never exits: that is for the command line."""
    breaches = []
    for layer, path, tree in modules(root):
        if layer in ("cli", "__main__"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ("print", "exit", "quit", "sys.exit", "os._exit", "input"):
                    breaches.append(f"{path.name}:{node.lineno} calls {called}")
            if isinstance(node, ast.Global):
                breaches.append(f"{path.name}:{node.lineno} changes a global")
    return breaches


def nothing_is_evaluated(root: Path) -> list[str]:
    """No eval, exec, pickle or float on facts: figures are exact and data is never code."""
    breaches = []
    for _layer, path, tree in modules(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("eval", "exec", "pickle.loads", "pickle.load"):
                breaches.append(f"{path.name}:{node.lineno} calls {ast.unparse(node.func)}")
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "float" and "facts" in path.parts:
                breaches.append(f"{path.name}:{node.lineno} turns a figure into a float")
    return breaches


def tests_have_no_mocks(root: Path) -> list[str]:
    """No test replaces our own code by a mock."""
    mocks = ("unittest.mock", "mock", "pytest_mock")
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for path in sorted((root / "tests").rglob("*.py"))
        for name, line, _ in imported(ast.parse(path.read_text(encoding="utf-8")))
        if name in mocks or name.startswith("unittest.mock")
    ]


LAWS = (
    imports_point_down,
    libraries_stay_home,
    files_are_short,
    files_state_their_purpose,
    names_are_placed,
    library_is_silent,
    nothing_is_evaluated,
    tests_have_no_mocks,
)
