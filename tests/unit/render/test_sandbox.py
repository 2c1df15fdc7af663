"""A template can show what the model has and nothing else: no code, no files, no other documents, no endless loops."""

from __future__ import annotations

import pytest

from report_kit.render import compile_template, render_report
from report_kit.render.context import MODEL, Budget, Listing, ShownReport, TooManyStepsError
from report_kit.render.environment import FILTERS, TESTS, environment
from tests.unit.render.factory import Desk, docx, item, paragraph, problems, report, sample, tagged, template

ESCAPES = (
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ title.__class__.__mro__ }}",
    "{{ title.format('x') }}",
    "{{ title['__class__'] }}",
    "{{ title|attr('__class__') }}",
    "{{ title()}}",
    "{{ lipsum(9) }}",
    "{{ range(999999999) }}",
    "{{ ''.join(title) }}",
    "{{ 7*7 }}",
    "{{ 'x' * 999999999 }}",
    "{{ title ~ unit }}",
    "{{ -1 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ [1, 2] }}",
    "{{ {'a': 1} }}",
    "{{ (title, unit) }}",
    "{{ title[0:1] }}",
    "{{ self }}",
    "{{ namespace }}",
    "{{ title|safe }}",
    "{{ title|upper }}",
    "{{ title|replace('a', 'b') }}",
    "{{ title|truncate(1) }}",
    "{{ title|length }}",
    "{{ title|first }}",
    "{{ title|default(unit) }}",
    "{{ title|default(value='x') }}",
    "{{ (chapters|length)|first }}",
    "{{ chapters|map(attribute='heading')|join }}",
    "{{ title is string }}",
    "{{ title is defined }}",
    "{% if to is defined %}甲{% endif %}",
    "{{ chapters|first(2) }}",
    "{{ unit|default('无') }}",
    "{{ not title }}",
    "{{ chapters }}",
    "{{ title if to }}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% extends 'x' %}",
    "{% set a = 1 %}",
    "{% with a = 1 %}{% endwith %}",
    "{% call title() %}{% endcall %}",
    "{% filter upper %}{% endfilter %}",
    "{% autoescape false %}{% endautoescape %}",
    "{% raw %}{% endraw %}",
    "{% block a %}{% endblock %}",
    "{% do title %}",
    "{% for a in range(9) %}{% endfor %}",
    "{% for a in title %}{% endfor %}",
    "{% for a, b in chapters %}{% endfor %}",
    "{% for a in chapters recursive %}{{ loop(a.items) }}{% endfor %}",
    "{% for a in chapters recursive %}{% endfor %}",
    "{% for a in chapters %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{% for a in chapters %}{{ loop.parent }}{% endfor %}",
    "{% if title.__class__ %}{% endif %}",
)


@pytest.mark.parametrize("tag", ESCAPES)
def test_what_is_not_a_name_is_refused_before_anything_runs(tag) -> None:
    found = problems(template("首段", f"前{tag}后"))
    assert found
    assert {one.split()[0] for one in found} <= {"W101", "W108", "W109", "W110"}
    assert {one.split()[1] for one in found} == {"2"}


ALLOWED = (
    "{{ title }}",
    "{{ unit or '无' }}",
    "{{ 'R&D' }}",
    "{{ to or '（无）' }}",
    "{{ chapters|length }}",
    "{{ (chapters|first).heading }}",
    "{{ (chapters|last).items|length }}",
    "{{ to or unit }}",
    "{{ to if to else unit }}",
    "{% if to and not closing %}甲{% elif unit %}乙{% else %}丙{% endif %}",
    "{% if chapters|length > 1 %}甲{% endif %}",
    "{% for c in chapters if c.heading %}{{ loop.index }}{% if not loop.last %}、{% endif %}{% else %}无{% endfor %}",
    "{% for c in chapters %}{% if loop.index is odd %}{{ c.heading }}{% endif %}{% endfor %}",
)


@pytest.mark.parametrize("tag", ALLOWED)
def test_names_loops_and_conditions_are_allowed(tag) -> None:
    data = template(f"前{tag}后")
    assert problems(data) == []
    assert render_report(sample(), compile_template("templates/report.docx", data)).draft is not None


def test_first_and_last() -> None:
    data = template("{{ (chapters|first).heading }}；{{ (chapters|last).heading }}")
    draft = render_report(sample(), compile_template("templates/report.docx", data)).draft
    assert draft.blocks[0].text == "一、2023年重点性工作开展情况；二、2024年工作计划"


def test_the_environment_has_nothing_in_it() -> None:
    built = environment()
    assert built.globals == {}
    assert set(built.filters) == FILTERS
    assert set(built.tests) == TESTS
    assert built.loader is None
    assert built.autoescape is True


def test_the_model_is_what_the_objects_have() -> None:
    assert set(MODEL["report"]) == set(ShownReport._fields)
    kinds = {kind.strip("[]") for fields in MODEL.values() for kind in fields.values()}
    assert kinds == {*MODEL, "text", "number", "truth"} - {"report", "loop"}


def test_loops_end() -> None:
    items = [item(Desk(), f"a{n}", "甲") for n in range(8)]
    many = report(Desk(), [(f"c{n}", "甲", items) for n in range(8)])
    tags = [f"{{% for a{n} in chapters %}}" for n in range(6)]
    data = template("首段", "".join(tags) + "{{ title }}" + "{% endfor %}" * 6)
    compiled = compile_template("templates/report.docx", data)
    assert not compiled.diagnostics
    out = render_report(many, compiled)
    assert out.draft is None
    assert [(d.code, d.location.line) for d in out.diagnostics] == [("W201", 2)]
    assert "循环的次数太多" in str(out.diagnostics[0].message)


def test_loops_are_not_nested_deeper_than_reports_are() -> None:
    loops = "".join(f"{{% for a{n} in chapters %}}" for n in range(7))
    assert problems(template("甲" + loops + "{% endfor %}" * 7)) == ["W108 1"]


def test_the_budget_counts_steps_of_all_listings() -> None:
    budget = Budget(5)
    assert list(Listing(("甲", "乙"), budget)) == ["甲", "乙"]
    with pytest.raises(TooManyStepsError):
        list(Listing(("甲", "乙"), budget))


def test_conditions_nested_without_end_are_refused() -> None:
    data = template("甲" + "{% if to %}" * 2000 + "{% endif %}" * 2000)
    assert problems(data) == ["W108 1"]
    assert problems(template("甲" + "{{ " + "not " * 5000 + "to }}"))[0].startswith(("W108", "W109"))


def test_a_template_with_too_many_tags_is_refused() -> None:
    assert problems(template("{{ title }}" * 5001)) == ["W001 1"]


RUNTIME = {
    "the first of nothing": "前{{ (attachments|first).title }}后",
    "a condition on nothing": "{% if attachments|last %}甲{% endif %}后",
}


@pytest.mark.parametrize("text", RUNTIME.values(), ids=RUNTIME)
def test_an_error_while_filling_has_its_part_paragraph_and_words(text) -> None:
    """Paragraphs that hold only ``{%p`` are gone when it runs: the number is that of the template all the same."""
    body = "".join(map(paragraph, ("{%p if unit %}", "甲", "{%p endif %}", "{%p if unit %}", text, "{%p endif %}")))
    compiled = compile_template("templates/report.docx", docx(body))
    assert not compiled.diagnostics
    found = render_report(tagged_without_attachments(), compiled).diagnostics
    assert [(d.code, str(d.location)) for d in found] == [("W201", "templates/report.docx:5:1")]
    assert str(found[0].message).startswith(f"正文第5段“{text}”：")


def test_the_paragraph_is_right_behind_rows_that_a_loop_took_along() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(text)}</w:tc><w:tc>{paragraph('')}</w:tc></w:tr>"
        for text in ("{%tr for c in chapters %}", "{{ c.heading }}", "{%tr endfor %}")
    )
    data = docx(f"<w:tbl>{rows}</w:tbl>" + paragraph("{{ (attachments|last).title }}"))
    found = render_report(tagged_without_attachments(), compile_template("t.docx", data)).diagnostics
    assert [(d.code, d.location.line) for d in found] == [("W201", 7)]


def test_an_error_in_a_header_names_the_header_and_all_parts_are_told_at_once() -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    wrong = paragraph("{{ (attachments|first).title }}")
    data = docx(
        wrong,
        {"word/header1.xml": f'<w:hdr xmlns:w="{w}">{wrong}</w:hdr>'},
        types={"/word/header1.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"},
    )
    found = render_report(tagged_without_attachments(), compile_template("t.docx", data)).diagnostics
    assert [str(d.message)[:2] for d in found] == ["正文", "页眉"]


def tagged_without_attachments():
    shown = tagged()
    assert sample().edition.attachments
    return report(Desk(), [("key_work", "甲", [])], title="甲", unit=shown.edition.unit)
