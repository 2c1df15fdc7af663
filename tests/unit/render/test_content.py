"""What a report reads like: headings run in or alone, points counted, marks at the ends, every block with its id."""

from __future__ import annotations

import pytest

from report_kit.draft import FactOrigin, GeneratedOrigin, Slot, is_gap
from report_kit.facts.values import Pending, Words
from tests.unit.render.factory import Desk, group, item, quantity, rendered, report, sample


def lines(shown) -> list[tuple[str, str, str]]:
    return [(b.id, b.style, b.text) for b in rendered(shown).draft.blocks]


def texts(desk: Desk, *items, **options) -> list[str]:
    shown = report(desk, [("key_work", "情况", items)], **({"to": None, "opening": None, "date": None} | options))
    return [text for _, _, text in lines(shown)][2:-1]


def test_headings_run_into_their_paragraphs() -> None:
    assert lines(sample()) == [
        ("title", "公文标题", "XX市民政局2023年工作总结"),
        ("to", "主送机关", "市委办公室、市政府办公室："),
        ("opening", "公文正文", "现将2023年工作情况报告如下。"),
        ("key_work", "一级标题", "一、2023年重点性工作开展情况"),
        (
            "key_work.relief.points.1",
            "公文正文",
            "（一）完善多元化综合救助服务体系。一是合理认定低保人数。全市在册低保9774人，增长4.86%。应保尽保的“底线”进一步筑牢。",
        ),
        ("key_work.relief.points.2", "公文正文", "二是特困人员丧葬费提高至XX元/人。"),
        ("key_work.elderly", "二级标题", "（二）推进“一老一小”服务建设"),
        ("key_work.elderly.homes", "公文正文", "1.推动养老机构提质增效。全市有博鳌镇敬老院等机构，服务9774人。"),
        ("key_work.elderly.homes#2", "公文正文", "另起一段。"),
        ("key_work.elderly.children.points.1", "公文正文", "2.关爱未成年人。一是甲。"),
        ("key_work.elderly.children.points.2", "公文正文", "二是乙。"),
        ("key_work.elderly#2", "公文正文", "以上工作均按期完成。"),
        ("key_work.plain", "公文正文", "（三）加强基层治理。办理9774人的事项。"),
        ("plans", "一级标题", "二、2024年工作计划"),
        ("plans#2", "公文正文", "【本部分待补】"),
        ("closing", "公文正文", "特此报告。"),
        ("attachments.1", "附件说明首项", "附件：1.任务清单"),
        ("attachments.2", "附件说明续项", "2.指标表"),
        ("unit", "发文机关署名", "XX市民政局"),
        ("date", "成文日期", "2024年1月29日"),
    ]


def test_headings_on_lines_of_their_own() -> None:
    assert [(style, text) for _, style, text in lines(sample("own_line"))][4:14] == [
        ("二级标题", "（一）完善多元化综合救助服务体系"),
        ("公文正文", "一是合理认定低保人数。全市在册低保9774人，增长4.86%。应保尽保的“底线”进一步筑牢。"),
        ("公文正文", "二是特困人员丧葬费提高至XX元/人。"),
        ("二级标题", "（二）推进“一老一小”服务建设"),
        ("三级标题", "1.推动养老机构提质增效"),
        ("公文正文", "全市有博鳌镇敬老院等机构，服务9774人。"),
        ("公文正文", "另起一段。"),
        ("三级标题", "2.关爱未成年人"),
        ("公文正文", "一是甲。"),
        ("公文正文", "二是乙。"),
    ]


@pytest.mark.parametrize("headings", ["run_in", "own_line"])
def test_levels_and_the_end_of_the_heading(headings) -> None:
    blocks = rendered(sample(headings)).draft.blocks
    found = [(b.level, b.text[: b.heading_end] if b.heading_end else b.text) for b in blocks if b.level]
    stop = "。" if headings == "run_in" else ""
    assert found == [
        (1, "一、2023年重点性工作开展情况"),
        (2, f"（一）完善多元化综合救助服务体系{stop}"),
        (2, "（二）推进“一老一小”服务建设"),
        (3, f"1.推动养老机构提质增效{stop}"),
        (3, f"2.关爱未成年人{stop}"),
        (2, f"（三）加强基层治理{stop}"),
        (1, "二、2024年工作计划"),
    ]


@pytest.mark.parametrize("headings", ["run_in", "own_line"])
def test_ids_are_unique(headings) -> None:
    ids = [b.id for b in rendered(sample(headings)).draft.blocks]
    assert len(set(ids)) == len(ids)


def test_a_single_point_is_not_counted() -> None:
    desk = Desk()
    assert texts(
        desk, item(desk, "a", "事项", points=["甲。"]), item(desk, "b", "事项", points=[("甲。", "要点")])
    ) == [
        "（一）事项。甲。",
        "（二）事项。要点。甲。",
    ]


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("事项", "事项。"),
        ("事项。", "事项。"),
        ("事项？", "事项？"),
        ("“事项！”", "“事项！”"),
        ("“事项”", "“事项”。"),
        ("（事项）", "（事项）。"),
    ],
)
def test_a_run_in_heading_ends_with_one_mark(title, printed) -> None:
    desk = Desk()
    assert texts(desk, item(desk, "a", title, text="甲。")) == [f"（一）{printed}甲。"]
    assert (
        texts(desk, item(desk, "a", "题", points=[("甲。", title), ("乙。", None)]))[0]
        == f"（一）题。一是{printed}甲。"
    )


def test_text_and_points_and_after() -> None:
    desk = Desk()
    one = item(desk, "a", "事项", text="甲。\n\n乙。", points=["丙。", ("丁。\n\n戊。", "要点")], after="己。\n\n庚。")
    assert texts(desk, one) == ["（一）事项。甲。", "乙。", "一是丙。", "二是要点。丁。", "戊。", "己。", "庚。"]
    assert [b.id for b in rendered(report(desk, [("k", "章", [one])], to=None, opening=None)).draft.blocks][2:-2] == [
        "k.a",
        "k.a#2",
        "k.a.points.1",
        "k.a.points.2",
        "k.a.points.2#2",
        "k.a#3",
        "k.a#4",
    ]


def test_a_point_of_a_lead_only() -> None:
    desk = Desk()
    assert texts(desk, item(desk, "a", "事项", points=[(None, "甲"), (None, "乙。")])) == [
        "（一）事项。一是甲。",
        "二是乙。",
    ]


def test_an_item_with_nothing_and_one_with_groups_stand_alone() -> None:
    desk = Desk()
    empty = item(desk, "a", "事项")
    grouped = item(desk, "b", "事项", groups=[group(desk, "g", "小标题")])
    assert texts(desk, empty, grouped) == ["（一）事项", "（二）事项", "1.小标题"]


def test_the_addressee_ends_with_one_colon() -> None:
    for to, printed in (("市委", "市委："), ("市委：", "市委："), ("市委:", "市委:")):
        assert lines(report(Desk(), [], to=to, opening=None))[1][2] == printed


def test_what_is_absent_leaves_no_blank_line() -> None:
    shown = report(Desk(), [], to=None, opening=None, closing=None, date=None)
    assert [name for name, _, _ in lines(shown)] == ["title", "unit"]


def test_attachments() -> None:
    def attached(*names: str) -> list[tuple[str, str]]:
        return [(style, text) for _, style, text in lines(report(Desk(), [], attachments=names))][3:-2]

    assert attached("清单") == [("附件说明", "附件：清单")]
    assert attached("清单", "指标表", "名单") == [
        ("附件说明首项", "附件：1.清单"),
        ("附件说明续项", "2.指标表"),
        ("附件说明续项", "3.名单"),
    ]


def test_pending_and_missing_values() -> None:
    desk = Desk({"丧葬费": Pending("XX元/人", "元/人"), "机构": Words("敬老院")})
    shown = report(desk, [], opening="{{ 丧葬费 }}、{{ 丧葬费|wan }}、{{ 机构 }}、{{ 不知 }}。")
    block = rendered(shown).draft.blocks[2]
    assert block.text == "XX元/人、XX元/人、敬老院、【缺：不知】。"
    pending = [s.origin.pending for s in block.spans if isinstance(s.origin, FactOrigin)]
    assert pending == [True, True, False]
    assert [block.text[s.start : s.end] for s in block.spans if s.origin == GeneratedOrigin("placeholder")] == [
        "【缺：不知】"
    ]


def test_a_link_knows_its_fact_and_its_hole() -> None:
    desk = Desk({"低保": quantity("9774")})
    draft = rendered(report(desk, [], opening="在册{{ 低保 }}。")).draft
    ((block, span, origin),) = draft.links()
    assert block.text[span.start : span.end] == "9774人"
    assert (origin.fact, str(origin.hole)) == ("key_work.a.低保", "data/2023/key_work.yaml:3:3")


def test_the_title_of_the_draft() -> None:
    draft = rendered(sample()).draft
    assert draft.title == "XX市民政局2023年工作总结"


def test_runs_cover_their_paragraph_and_what_is_not_known_stands_in_runs_of_its_own() -> None:
    draft = rendered(sample()).draft
    runs = [piece for part in draft.parts for piece in part.pieces if isinstance(piece, Slot)]
    covered = dict.fromkeys(range(len(draft.blocks)), "")
    for run in runs:
        block = draft.blocks[run.block]
        assert len(covered[run.block]) == run.start < run.end
        covered[run.block] += block.text[run.start : run.end]
    assert list(covered.values()) == [block.text for block in draft.blocks]
    gaps = [
        (number, s.start, s.end) for number, block in enumerate(draft.blocks) for s in block.spans if is_gap(s.origin)
    ]
    assert [run[:3] for run in runs if run.gap] == gaps
    assert len(gaps) == 2
