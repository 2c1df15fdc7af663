"""An error of a template while it runs, as a diagnostic with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Diagnostic, msg
from report_kit.render.codes import W201

if TYPE_CHECKING:
    from report_kit.render.places import Places, Source

_FILE = "<template>"


def failure(error: BaseException, part: str, source: Source, places: Places) -> Diagnostic:
    """Where the template failed and why: Jinja names lines in the frames of its own file."""
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

    from report_kit.render.context import TooManyStepsError

    line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == _FILE:
            line = frame.tb_lineno
        frame = frame.tb_next
    hint = None
    if isinstance(error, TooManyStepsError):
        what = msg("循环的次数太多")
        hint = msg("循环只套章、项、小标题、段落四层")
    elif isinstance(error, UndefinedError):
        what = msg("用到了没有的内容")
        hint = msg("列表可能是空的：先用 {{%p if 列表 %}} 判断，再用 first、last")
    elif isinstance(error, SecurityError):
        what = msg("用到了模板里不允许的内容")
    else:
        what = msg("填写时出错（{error}）", error=str(error))
    return places.at(W201, part, source.paragraph(line), what, hint)
