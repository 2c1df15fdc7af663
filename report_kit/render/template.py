"""A Word template made ready: checked, its parts as Jinja source, everything else byte for byte; kept in a cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report_kit.diagnostics import Diagnostic, Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_kit.render.places import Places, Source

CORE = "docProps/core.xml"
APP = "docProps/app.xml"


class Compiled(NamedTuple):
    """A template ready to be filled.

    ``sources`` are the parts that hold text of ours, the main document first; ``static`` all other
    parts; ``styles`` the names of paragraph styles by id, the default style under the empty id.
    With an error among ``diagnostics`` it cannot be filled and the rest may be empty.
    """

    name: str
    sources: Mapping[str, Source]
    static: Mapping[str, bytes]
    styles: Mapping[str, str]
    places: Places
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether it can be filled."""
        return all(problem.severity is not Severity.ERROR for problem in self.diagnostics)


class Verdict(NamedTuple):
    """A template judged without data: everything that is wrong with it, how many tags it has (None: it is none)."""

    diagnostics: tuple[Diagnostic, ...]
    tags: int | None


def judge_template(name: str, data: bytes) -> Verdict:
    """What can be said of the template in ``data`` before there is a report: also what it never shows."""
    from report_kit.render.compiling import compiled_from
    from report_kit.render.names import never_shown

    compiled, tags = compiled_from(name, data)
    if not tags:
        return Verdict(compiled.diagnostics, None)
    found = (*compiled.diagnostics, *never_shown(tags.values(), compiled.places))
    return Verdict(in_order(found), sum(tag.whole for part in tags.values() for tag in part))


def compile_template(name: str, data: bytes, cache: Path | None = None) -> Compiled:
    """The template in ``data``, with everything that is wrong with it.

    ``name`` is its project path, for messages. ``cache`` is a folder of the user's own; a template
    without any remark is kept there by its content, so that the next run needs neither docxtpl nor lxml.
    """
    from report_kit.render.cache import keep, kept

    known = kept(name, data, cache) if cache else None
    if known is not None:
        return known
    from report_kit.render.compiling import compiled_from

    compiled = compiled_from(name, data).compiled
    if cache and not compiled.diagnostics:
        keep(compiled, data, cache)
    return compiled
