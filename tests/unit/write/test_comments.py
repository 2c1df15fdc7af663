"""Problems as comments: one each, at the figure they are about, in words without codes and paths."""

from __future__ import annotations

import pytest

from report_kit.diagnostics import Message, msg
from report_kit.draft import FactOrigin, GeneratedOrigin, ProseOrigin
from report_kit.write.make import draft_document, gaps
from tests.unit.render import factory
from tests.unit.write import paper
from tests.unit.write.paper import N, W, place, problem

TITLE = "XX市民政局2023年工作总结"


def told(found, shown=None, data=None):
    shown = shown or paper.report()
    return paper.comments(draft_document(shown, paper.draft_of(shown, data), found).data)


def line_of(words: str) -> tuple[int, int]:
    """Line and column at which the sample's prose has these words."""
    for block in paper.draft_of(paper.report()).blocks:
        for span in block.spans:
            at = block.text.find(words, span.start, span.end)
            if at >= 0 and isinstance(span.origin, ProseOrigin):
                where = span.origin.location
                return where.line, where.column + at - span.start
    raise AssertionError(words)


def test_a_wrong_figure_is_commented_where_it_is_shown_and_its_owner_is_asked() -> None:
    shown = paper.report({"增幅": "社会救助科"})
    found = problem(
        words="增幅写为 {a}，按 {b}→{c} 应为 {d}",
        a="4.68%",
        b="9321人",
        c="9774人",
        d="4.86%",
        facts=["key_work.a.增幅", "key_work.a.低保"],
    )
    assert told([found], shown) == [("4.86%", "增幅写为 4.68%，按 9321人→9774人 应为 4.86%，请社会救助科核")]


def test_every_owner_concerned_is_asked_once() -> None:
    shown = paper.report({"增幅": "甲科", "低保": " 乙科 ", "机构": "甲科"})
    found = problem(facts=[f"key_work.a.{name}" for name in ("增幅", "低保", "机构", "没有")])
    assert told([found], shown) == [("4.86%", "不对，请甲科、乙科核")]


def test_a_fact_shown_more_than_once_has_one_comment_at_the_first() -> None:
    assert told([problem(facts=["key_work.a.低保"])]) == [("9774人", "不对，请核")]


def test_a_pending_fact_is_asked_for() -> None:
    shown = paper.report({"丧葬费": "社会事务科", "低保": "社会救助科"})
    found = problem("P305", "丧葬费还没有数据", facts=["key_work.a.丧葬费", "key_work.a.低保"], severity=W)
    assert told([found], shown) == [("XX元/人", "丧葬费还没有数据，请社会事务科补充")]
    assert paper.highlighted(draft_document(shown, paper.draft_of(shown), [found]).data) == [
        "XX元/人",
        "【本部分待补】",
    ]
    assert gaps(paper.draft_of(shown)) == ("key_work.a.丧葬费", "【本部分待补】")


def test_errors_and_warnings_are_comments_and_notes_are_not() -> None:
    found = [problem("T101", "一", severity=W), problem("T102", "二", severity=N), problem("T103", "三")]
    assert told(found) == [(TITLE, "一，请核"), (TITLE, "三，请核")]


def test_typed_words_are_commented_to_the_character() -> None:
    line, column = line_of("底线")
    assert told([problem("T101", at=place(line, column, column + 2))]) == [("底线", "不对，请核")]
    line, column = line_of("在册")
    assert told([problem("T101", at=place(line, column, column + 500))])[0][0] == "在册低保"


def test_a_hole_is_commented_at_what_it_shows() -> None:
    (hole,) = (one for _, _, one in paper.draft_of(paper.report()).links() if one.fact == "key_work.a.增幅")
    inside = hole.hole._replace(column=hole.hole.column + 3, end_column=hole.hole.column + 5)
    assert told([problem("T101", at=inside)]) == [("4.86%", "不对，请核")]


def test_a_hole_that_is_not_filled_is_commented_at_its_placeholder() -> None:
    shown = paper.report()
    (hole,) = (one.hole for _, _, one in paper.draft_of(shown).links() if one.fact == "key_work.a.增幅")
    shown = shown._replace(bindings={at: one for at, one in shown.bindings.items() if at != hole})
    assert told([problem("R101", "没有“增幅”", at=hole)], shown) == [
        ("【缺：增幅】", "数据文件或模板有问题，稿子可能不完整，请拟稿人处理：没有“增幅”")
    ]


@pytest.mark.parametrize("headings", ["run_in", "own_line"])
@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("key_work.relief.没有印出", "（一）完善多元化综合救助服务体系"),
        ("key_work.elderly.没有印出", "（二）推进“一老一小”服务建设"),
        ("key_work.没有印出", "一、2023年重点性工作开展情况"),
        ("next_year.plans.没有.印出", "二、2024年工作计划"),
        ("last_year.last_year.key_work.plain.没有印出", "（三）加强基层治理"),
        ("没有印出", TITLE),
        ("report.没有印出", TITLE),
    ],
)
def test_a_fact_not_shown_is_commented_at_the_heading_it_belongs_to(headings: str, label: str, heading: str) -> None:
    ((about, _),) = told([problem(facts=[label], at=place(9999))], paper.report(headings=headings))
    assert about.removesuffix("。") == heading


def test_a_problem_of_a_file_is_commented_at_the_title_in_plain_words() -> None:
    found = [
        problem("F001", "找不到 {path}", path="data/2023/key_work.yaml", at=place(9999)),
        problem("W205", "“{tag}”多余", tag="{{%p", at=place(1, path="templates/report.docx")),
        problem(
            "S103",
            "“{title}”没有内容：找不到 {path}",
            title="计划",
            path="data/2024/plans.yaml",
            at=place(99, path="data/2024/plans.yaml"),
        ),
    ]
    asks = "数据文件或模板有问题，稿子可能不完整，请拟稿人处理："
    assert told(found) == [
        (TITLE, f"{asks}找不到 数据文件"),
        (TITLE, f"{asks}“{{{{%p”多余"),
        (TITLE, "“计划”没有内容：找不到 数据文件，请核"),
    ]


def test_a_chapter_without_file_is_commented_at_its_title() -> None:
    draft = paper.by_hand(("二、", GeneratedOrigin("numbering")), ("计划", paper.prose(7, 24)))
    data = draft_document(paper.report(), draft, [problem("S103", at=place(7, 3, 60))]).data
    assert paper.comments(data) == [("计划", "不对，请核")]


def test_words_of_the_template_are_commented_where_they_stand() -> None:
    data = factory.template("{{ title }}", "编号：99", "{%p for c in chapters %}", "{{ c.heading }}", "{%p endfor %}")
    assert told([problem("P302", at=place(2, path="templates/report.docx"))], data=data)[0][0] == "编号：99"


def test_without_a_title_in_the_document_the_first_paragraph_takes_it() -> None:
    data = factory.template("呈：{{ to }}", "{%p for c in chapters %}", "{{ c.heading }}", "{%p endfor %}")
    ((about, _),) = told([problem("F001")], data=data)
    assert about == "呈：市委办公室、市政府办公室："


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (msg("见 data/2023/key_work.yaml:12:3 一行"), "见 数据文件 一行"),
        (msg("模板 templates/report.docx 没有显示"), "模板 模板 没有显示"),
        (msg("“{n}”写在 report.yaml 里", n="G223国道"), "“G223国道”写在 数据文件 里"),
        (msg("没有 {name}", name="key_work.relief.在册低保"), "没有 在册低保"),
        (msg("没有 {name}", name="last_year.key_work.a.低保"), "没有 低保"),
        (msg("{name} 不同", name="key_work.a.低保"), "低保 不同"),
        (msg("规则 {code} 多余", code="N112"), "规则 这条规则 多余"),
        (msg("{a}", a=msg("甲 {b}", b=msg("{c}", c="data/2023/a.yaml"))), "甲 数据文件"),
        (msg("括号 {{ {n} }}", n="{x}"), "括号 { {x} }"),
        (msg("网址 www.gov.cn 不动"), "网址 www.gov.cn 不动"),
        (msg("共{n}处。", n=3), "共3处"),
    ],
)
def test_no_codes_no_paths_no_ids(message: Message, words: str) -> None:
    found = problem()._replace(message=message)
    assert told([found])[0][1] == f"{words}，请核"


@pytest.mark.parametrize("value", ["&", "<总计>", '"', "a\tb", "甲\n乙", "🎉", "\ue000", "\x07"])
def test_hostile_values_in_a_message_are_told(value: str) -> None:
    assert told([problem(words="“{v}”不对", v=value)]) == [
        (TITLE, f"“{value}”不对，请核".replace("\x07", "□").replace("\t", " "))
    ]


def test_no_problem_is_dropped_and_numbers_follow_the_text() -> None:
    labels = ["key_work.a.机构", "key_work.a.低保", "key_work.a.增幅", "key_work.plain.x", "y", "key_work.a.丧葬费"]
    found = [problem(words=f"{n}号", facts=[label]) for n, label in enumerate(labels * 3)]
    made = told(found)
    assert len(made) == len(found)
    assert [about for about, _ in made[::3]] == [
        TITLE,
        "9774人",
        "4.86%",
        "XX元/人",
        "博鳌镇敬老院",
        "（三）加强基层治理。",
    ]


def test_what_is_written_once_and_shown_often_is_commented_where_it_is_shown_first() -> None:
    draft = paper.by_hand(("局", paper.prose(3, 7)), ("、", paper.prose(1)), ("局", paper.prose(3, 7)))
    data = draft_document(paper.report(), draft, [problem("P1", at=place(3, 7, 8))]).data
    assert paper.document_xml(data).index("commentRangeStart") < paper.document_xml(data).index("局")


def test_origins_without_a_hole_do_no_harm() -> None:
    draft = paper.by_hand(("9774人", FactOrigin("key_work.a.低保", None)))
    data = draft_document(paper.report(), draft, [problem(facts=["key_work.a.低保"])]).data
    assert paper.comments(data) == [("9774人", "不对，请核")]
