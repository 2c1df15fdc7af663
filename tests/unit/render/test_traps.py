"""The traps of docxtpl (reference/docxtpl-traps.md §1, by their numbers): each closed by a mend or a refusal."""

from __future__ import annotations

import pytest

from report_kit.render import compile_template, render_report
from tests.unit.render.factory import W, docx, paragraph, problems, rendered, sample, tagged, template, xml_of


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(data: bytes, shown=None) -> list[str]:
    return [block.text for block in rendered(shown or tagged(), data).draft.blocks]


def test_4_an_unclosed_tag_swallows_nothing() -> None:
    """All broken tags are named at once, each in its own paragraph."""
    data = template("{{ title", "第二段", "unit }}", "{% if to", "{{ title }}", "{{ unit {{ title }}")
    assert problems(data) == ["W101 1", "W101 3", "W101 4", "W101 6"]


def test_5_curly_quotes_delimit_and_are_text() -> None:
    """Word curls the quotes people type around a literal; inside a literal they are the writer's own."""
    assert texts(template("{{ title or “无” }}", "{{ '他说“好”' }}", "{{ ‘甲’ }}", "{{ “甲'乙\"丙” }}")) == [
        "甲",
        "他说“好”",
        "甲",
        "甲'乙\"丙",
    ]


@pytest.mark.parametrize("test", ["unit == “十四五”", "'甲' in title", "title != unit", "chapters == 'x'"])
def test_5_texts_are_not_compared(test) -> None:
    """Curly quotes made such tests silently false; here a text carries marks, so they are refused."""
    assert problems(template("甲{% if " + test + " %}乙{% endif %}")) == ["W108 1"]


def test_5_numbers_are_compared() -> None:
    tags = ("{%p for c in chapters %}", "{% if loop.index >= 2 %}{{ c.heading }}{% endif %}甲", "{%p endfor %}")
    assert texts(template(*tags), sample()) == ["甲", "二、2024年工作计划甲"]


def test_6_entities_in_tags_are_characters() -> None:
    """An ampersand, brackets and quotes in a literal of the template."""
    assert texts(template("{{ '甲&乙<丙>' }}", '{{ "丁" }}')) == ["甲&乙<丙>", "丁"]


def test_7_percent_and_braces_in_tags_that_move() -> None:
    data = template("{%p if loop % 2 == 0 %}", "甲", "{%p endif %}")
    assert problems(data)[:1] == ["W106 1"]


def test_8_two_moving_tags_in_one_paragraph() -> None:
    assert problems(template("{%p if to %}{%p endif %}")) == ["W103 1"]


@pytest.mark.parametrize("tag", ["{{r title }}", "{{p title }}", "{%r if to %}", "{{tr title }}", "{%tc if to %}"])
def test_9_11_no_place_for_formatted_content(tag) -> None:
    assert "W108 1" in problems(template(tag, "{% if to %}{% endif %}"))


HAN = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
SPLIT = {
    "at Han and Latin borders": run("{{ ") + run("tit", HAN) + run("le") + run(" }}", HAN),
    "inside the braces": run("{") + run("{ title }") + run("}"),
    "by spelling marks": run("{{ ") + '<w:proofErr w:type="spellStart"/>' + run("title") + run(" }}"),
    "by languages": run("{{ ti", '<w:rPr><w:lang w:val="en-US"/></w:rPr>')
    + run("tle }}", "<w:rPr><w:noProof/></w:rPr>"),
    "by a bookmark": run("{{ ") + '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>' + run("title }}"),
    "into texts of one run": "<w:r><w:t>{{ ti</w:t><w:t>tle }}</w:t></w:r>",
    "by editing sessions": run("{{ ti").replace("<w:r>", '<w:r w:rsidR="00A1">') + run("tle }}"),
}


@pytest.mark.parametrize("runs", SPLIT.values(), ids=SPLIT)
def test_10_tags_split_over_runs(runs) -> None:
    assert texts(docx(f"<w:p>{run('前')}{runs}{run('后')}</w:p>")) == ["前甲后"]


def test_10_a_tag_formatted_by_halves_is_told_and_takes_the_first_half() -> None:
    body = f"<w:p>{run('{{ ti', '<w:rPr><w:b/></w:rPr>')}{run('tle }}', '<w:rPr><w:i/></w:rPr>')}</w:p>"
    compiled = compile_template("templates/report.docx", docx(body))
    assert [found.code for found in compiled.diagnostics] == ["W117"]
    assert "<w:b/></w:rPr><w:t" in xml_of(render_report(tagged("甲"), compiled).draft)


@pytest.mark.parametrize("mark", ["“", "”", "‘", "’", "…", "—", "·", "×", "①", "Ⅳ"])
def test_10_punctuation_gets_the_east_asian_hint(mark) -> None:
    """Word sets these in the Latin face unless the run says otherwise."""
    styled = '<w:rPr><w:rStyle w:val="a"/><w:b/></w:rPr>'
    fonts = '<w:rPr><w:rFonts w:ascii="宋体"/></w:rPr>'
    hinted = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    body = "".join(f"<w:p>{run('{{ title }}', one)}</w:p>" for one in ("", styled, fonts, hinted))
    xml = xml_of(rendered(tagged(f"甲{mark}"), docx(body)).draft)
    assert xml.count('w:hint="eastAsia"') == 4
    assert f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">甲{mark}' in xml
    assert '<w:rPr><w:rStyle w:val="a"/><w:rFonts w:hint="eastAsia"/><w:b/></w:rPr>' in xml
    assert '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="宋体"/></w:rPr>' in xml


def test_10_no_hint_where_nothing_is_ambiguous() -> None:
    assert "hint" not in xml_of(rendered(tagged("甲乙12%，don’t。"), template("{{ title }}")).draft)


def test_12_a_title_over_255_characters_is_a_property() -> None:
    draft = rendered(tagged("甲&乙<丙" * 100), template("{{ title }}")).draft
    assert "甲&amp;乙&lt;丙" * 100 in xml_of(draft, "docProps/core.xml")


def test_16_nested_tables_keep_their_grids() -> None:
    grid = '<w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="200"/></w:tblGrid>'
    inner = f"<w:tbl>{grid}<w:tr><w:tc>{paragraph('{{ unit }}')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    cells = f"<w:tc>{inner}{paragraph('{{ title }}')}</w:tc><w:tc>{paragraph('丙')}</w:tc>"
    body = f"<w:tbl>{grid}<w:tr>{cells}</w:tr></w:tbl>" + paragraph("终")
    draft = rendered(tagged(), docx(body)).draft
    assert xml_of(draft).count(grid) == 2
    assert [block.text for block in draft.blocks] == ["甲", "乙", "甲", "丙", "终"]


def test_16_a_table_without_a_grid() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('{{ title }}')}</w:tc></w:tr></w:tbl>"
    assert texts(docx(body)) == ["甲"]


def test_rows_are_repeated() -> None:
    def row(text: str) -> str:
        return f"<w:tr><w:tc>{paragraph(text)}</w:tc><w:tc>{paragraph('')}</w:tc></w:tr>"

    loop = ("{%tr for chapter in chapters %}", "{{ chapter.heading }}", "{%tr endfor %}")
    assert texts(docx(f"<w:tbl>{''.join(map(row, loop))}</w:tbl>"))[0] == "一、甲"
    assert problems(docx(f"<w:tbl>{row('{%tr if to %}甲')}{row('{%tr endif %}')}</w:tbl>")) == ["W104 1"]
    assert problems(docx(f"<w:tbl>{row('{%tr if to %}{%tr endif %}')}</w:tbl>")) == ["W103 1"]
    assert problems(template("{%tr if to %}", "{%tr endif %}")) == ["W108 1", "W108 2"]


def test_17_a_line_break_in_a_value_stays_in_its_paragraph() -> None:
    draft = rendered(tagged("甲\n乙\t丙\a"[:-1]), template("{{ title }}")).draft
    assert [block.text for block in draft.blocks] == ["甲\n乙\t丙"]
    assert "<w:br/>" in xml_of(draft)
    assert "<w:tab/>" in xml_of(draft)


BOX = (
    "<w:p>{before}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>{inner}</w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>{after}</w:p>"
)


def test_17_text_boxes_count_once_and_pair_rightly() -> None:
    body = BOX.format(before=run("前{{ title }}"), inner=paragraph("框{{ unit }}"), after=run("后"))
    draft = rendered(tagged("R&D"), docx(body)).draft
    assert {block.text for block in draft.blocks} == {"前R&D后", "框R&D"}
    xml = xml_of(draft)
    assert xml.count("框R&amp;D") == 1
    assert xml.count("R&amp;D</w:t>") == 3


def test_17_blanks_of_the_template_count_as_word_counts_them() -> None:
    body = '<w:p><w:r><w:t> 甲 </w:t><w:t xml:space="preserve"> 乙 </w:t></w:r></w:p>'
    assert texts(docx(body)) == ["甲 乙 "]


def test_19_two_reports_from_one_template_do_not_mix() -> None:
    data = template("{{ title }}")
    assert [texts(data, tagged(text)) for text in ("甲", "乙", "甲")] == [["甲"], ["乙"], ["甲"]]


def test_21_a_missing_text_is_empty_only_where_the_model_says_so() -> None:
    """Names are strict: nothing prints blank because it was misspelt."""
    data = template("{{ titel }}", "{{ chapters.0 }}", "{%p for c in chapters %}", "{{ c.titel }}", "{%p endfor %}")
    assert problems(data) == ["W110 1", "W108 2", "W110 4"]


def test_22_names_are_followed_through_loops() -> None:
    names = ("{%p for c in chapters %}", "{%p for i in c.items %}", "{{ i.headin }}", "{%p endfor %}", "{%p endfor %}")
    assert problems(template(*names)) == ["W110 3"]


def test_23_tags_where_nothing_is_filled() -> None:
    note = f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{paragraph("{{ title }}")}</w:comment></w:comments>'
    assert problems(docx(paragraph("甲"), {"word/comments.xml": note})) == ["W114 1"]
    chart = "<c:chart xmlns:c='c'><c:t>{{ 增长 }}</c:t></c:chart>"
    assert problems(docx(paragraph("甲"), {"word/charts/chart1.xml": chart})) == ["W114 1"]
    assert problems(docx(paragraph("甲"), {"word/charts/chart1.xml": chart.replace("{{ 增长 }}", "{ 增长 }")})) == []


@pytest.mark.parametrize("wrap", ["<w:ins w:id='1'>{}</w:ins>", "<w:del w:id='1'>{}</w:del>"])
def test_24_templates_with_revisions_are_refused(wrap) -> None:
    assert problems(docx(paragraph("甲") + f"<w:p>{wrap.format(run('{{ title }}'))}</w:p>"))[0] == "W112 2"


@pytest.mark.parametrize(
    "tag", ["｛｛ title ｝｝", "{｛ title ｝}", "{％ if to ％}", "｛% if to %｝", "{{ title｜first }}", "{{ title ｝｝"]
)
def test_25_full_width_look_alikes(tag) -> None:
    assert set(problems(template("甲", tag))) <= {"W102 2", "W101 2"}
    assert "W102 2" in problems(template("甲", tag))


@pytest.mark.parametrize("tag", ["{%- if to %}甲{% endif %}", "{% if to -%}甲{% endif %}", "{{- title }}"])
def test_26_tags_that_join_paragraphs(tag) -> None:
    assert problems(template("甲", tag)) == ["W107 2"]


def test_27_a_loop_that_leaves_blank_lines() -> None:
    data = template("{% for c in chapters %}", "{{ c.heading }}", "{% endfor %}")
    assert problems(data) == ["W105 1", "W105 3"]


@pytest.mark.parametrize("tag", ["{%p macro m() %}", "{% set a = title %}", "{% raw %}", "{% vm %}", "{% colspan 2 %}"])
def test_28_29_other_statements(tag) -> None:
    assert "W108 1" in problems(template(tag))


def test_30_comments_are_left_out() -> None:
    assert texts(template("甲{# {{ old }} {% 旧 %} #}乙")) == ["甲乙"]


def test_14_15_ids_and_bytes_do_not_depend_on_the_run() -> None:
    picture = "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='7' name='图'/></wp:inline></w:drawing></w:r></w:p>"
    body = paragraph("{%p for c in chapters %}") + picture + paragraph("{{ c.heading }}") + paragraph("{%p endfor %}")
    header = (
        f'<w:hdr xmlns:w="{W}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f"{picture}{paragraph('{{ title }}')}</w:hdr>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    data = docx(body, {"word/header1.xml": header}, types={"/word/header1.xml": kind})
    draft = rendered(sample(), data).draft
    xml = xml_of(draft) + xml_of(draft, "word/header1.xml")
    assert [f'<wp:docPr id="{n}"' in xml for n in (1, 2, 3)] == [True] * 3
    assert xml.count("<wp:docPr") == 3
    assert xml_of(rendered(sample(), data).draft) == xml_of(draft)
