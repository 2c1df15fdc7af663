"""A PDF that was made, with the faces that stood in for official ones; or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import msg

if TYPE_CHECKING:
    from report_kit.diagnostics import Translate
    from report_kit.office import Faces, OfficeProblem


def pdf_text(path: str, faces: Faces, translate: Translate | None = None) -> str:
    """The file, and what a reader must know of its faces. Ends with a line break."""
    lines = [msg("已写出 {file}", file=path)]
    if faces.stand_ins:
        pairs = "，".join(f"{name}→{taken}" for name, taken in faces.stand_ins.items())
        lines.append(msg("PDF 里的代用字体：{pairs}；Word 文件里的字体不变", pairs=pairs))
    if faces.missing:
        lines.append(
            msg(
                "本机没有{faces}，也没有能代用的字体：PDF 里的字会走样或显示不出来，不要用；装字体见 docs/fonts.md",
                faces="、".join(faces.missing),
            )
        )
    return "".join(f"{line.text(translate)}\n" for line in lines)


def no_pdf_text(problem: OfficeProblem, translate: Translate | None = None) -> str:
    """Why there is no PDF, what to do, and that the Word file stands. Ends with a line break."""
    lines = [msg("没有生成 PDF：{reason}；Word 文件已经写好", reason=problem.message)]
    if problem.hint:
        lines.append(problem.hint)
    return "".join(f"{line.text(translate)}\n" for line in lines)
