"""Whatever stands in a template, the outcome is a draft that opens or problems with places, never a traceback."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.diagnostics import Severity
from report_kit.ooxml.package import Package, read_package
from report_kit.ooxml.xml import check, decode
from report_kit.render import compile_template, judge_template, render_report
from tests.unit.render.factory import docx, escape, rendered, sample, written

WORDS = (
    "{{ title }}", "{{ titel }}", "{{ 'x' }}", "{{", "}}", "{%", "%}", "{#", "#}", "{%p for c in chapters %}", "{%p endfor %}",
    "{%p if to %}", "{%p elif unit %}", "{%p else %}", "{%p endif %}", "{% for c in chapters %}", "{% endfor %}", "{% if to %}",
    "{% else %}", "{% endif %}", "{%tr for c in chapters %}", "{%tr endfor %}", "{%tc if to %}", "{{ c.heading }}",
    "{{ (attachments|first).title }}", "{{ chapters }}", "{%- if to -%}", "{{r title }}", "｛｛", "“", "'", "甲", " ", "|", "p ",
    "{% raw %}", "{% endraw %}", "{{ 7*7 }}", "&", "<", "loop.index", "{%p", "\ue000", "{_{",
)  # fmt: skip
RUNS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join), min_size=1, max_size=3)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(runs: list[str]) -> str:
    return f"<w:p>{''.join(map(run, runs))}</w:p>"


PARAGRAPHS = st.lists(RUNS.map(paragraph), min_size=1, max_size=4).map("".join)
CELL = PARAGRAPHS.map(lambda inner: f"<w:tc>{inner}</w:tc>")
TABLE = st.lists(
    st.lists(CELL, min_size=1, max_size=2).map("".join).map(lambda row: f"<w:tr>{row}</w:tr>"), min_size=1, max_size=3
)
BODY = st.lists(
    st.one_of(PARAGRAPHS, TABLE.map(lambda rows: f"<w:tbl>{''.join(rows)}</w:tbl>")), min_size=1, max_size=3
)


@settings(max_examples=80, deadline=None)
@given(BODY.map("".join))
def test_any_template(body) -> None:
    data = docx(body)
    compiled = compile_template("templates/report.docx", data)
    verdict = judge_template("templates/report.docx", data)
    assert set(compiled.diagnostics) <= set(verdict.diagnostics)
    assert {one.code for one in verdict.diagnostics} - {one.code for one in compiled.diagnostics} <= {"W116"}
    out = render_report(sample(), compiled)
    problems = (*compiled.diagnostics, *out.diagnostics)
    for problem in problems:
        assert problem.code.startswith("W")
        assert problem.location is not None
        assert str(problem.message)
        assert str(problem.hint or "") is not None
    if out.draft is None:
        assert any(problem.severity is Severity.ERROR for problem in problems)
        return
    package = read_package(written(out.draft))
    assert isinstance(package, Package)
    check(decode(package.parts["word/document.xml"]))


LITERAL = st.text(
    st.characters(exclude_characters="{}｛｝%％#＃\r", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LITERAL, min_size=1, max_size=4))
def test_any_words_of_a_template_stay(texts) -> None:
    body = "".join(paragraph([text]) for text in texts)
    draft = rendered(sample(), docx(body)).draft
    assert [block.text for block in draft.blocks] == texts
