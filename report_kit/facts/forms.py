"""What data files may hold: pydantic models of edition, chapter, item, group, point and fact.

Every value is text here; what a text means is read afterwards. ``load`` validates files with these models
and editors complete from the JSON Schema made of them, so titles and descriptions are for the writer.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# Spelt out, because \\w means other characters in the regular expressions of editors.
_LETTER = "A-Za-z_\u3007\u3400-\u9fff"
_NAME = f"[{_LETTER}][0-9{_LETTER}]*"

NAME = f"^{_NAME}$"
"""Names of facts, items, groups, points and chapters: Chinese characters, letters, digits, underscores."""

PATH = rf"^{_NAME}(\.{_NAME})*$"
"""The name of a fact from elsewhere: ``key_work.social_relief.在册低保``."""

Name = Annotated[str, Field(pattern=NAME)]
Path = Annotated[str, Field(pattern=PATH)]
FileName = Annotated[str, Field(pattern=r"^[^/\\:]+$")]
YesNo = Literal["yes", "no", "true", "false", "是", "否"]
Terms = Annotated[list[Path], Field(min_length=1)]
"""Several names in square brackets."""

Paths = Path | Terms
"""One name, or several."""


class Form(BaseModel):
    """A set of keys; any other key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DefaultsForm(Form):
    """What holds for all facts below that do not say otherwise."""

    model_config = ConfigDict(title="缺省")

    as_of: str = Field("", title="时点", description="数字截至哪一天，如 2023-12-31")
    source: str = Field("", title="来源", description="数字出自哪份报表或文件")
    owner: str = Field("", title="责任科室", description="由哪个科室提供和核实")


class ShareForm(Form):
    """Part over whole."""

    model_config = ConfigDict(title="占比")

    part: Path = Field(title="分子", description="部分（事实名称）")
    of: Path = Field(title="分母", description="整体（事实名称）")
    across: str = Field("", title="跨单位", description="分子和分母单位不同时写明，如 人/张")


class FromToForm(Form):
    """Two facts, the earlier and the later one."""

    model_config = ConfigDict(title="前后两数")

    from_: Path = Field(alias="from", title="基数", description="原来的数（事实名称）")
    to: Path = Field(title="现数", description="现在的数（事实名称）")


class MeanForm(Form):
    """A total over one or more counts."""

    model_config = ConfigDict(title="平均")

    of: Path = Field(title="总量", description="总量（事实名称）")
    per: Paths = Field(title="除数", description="除以什么（事实名称，可写几个）")


class FactForm(Form):
    """One fact in its long form."""

    model_config = ConfigDict(title="事实")

    is_: str = Field("", alias="is", title="值", description="按文中的写法，如 9774人、62.7%、109.23万元、待补")
    list_: str | Annotated[list[str], Field(min_length=1)] = Field(
        "", alias="list", title="名单", description="按文中的写法，如 甲镇、乙镇和丙镇"
    )
    sum: Terms = Field([], title="合计", description="等于这几个事实之和，如 [城镇, 农村]")
    closed: YesNo = Field("no", title="合计无遗漏", description="yes 表示各部分之和正好等于总数")
    share: ShareForm | None = Field(None, title="占比", description="等于部分除以整体")
    growth: FromToForm | None = Field(None, title="增幅", description="等于现数比基数增长的百分比")
    basis: Literal["", "nominal", "constant_price"] = Field(
        "", title="增幅口径", description="nominal 现价；constant_price 不变价（不复算）"
    )
    difference: FromToForm | None = Field(None, title="增减量", description="等于现数减基数")
    mean: MeanForm | None = Field(None, title="平均数", description="等于总量除以人数、月数等")
    product: Terms = Field([], title="乘积", description="等于这几个事实之积")
    count: Path | None = Field(None, title="计数", description="等于某个名单的个数（事实名称）")
    length: Path | None = Field(None, title="时长", description="等于某个时期的年数（事实名称）")
    same_as: Path | None = Field(None, title="同一事实", description="与别处的事实相同（事实名称）")
    digits: Literal["", "0", "1", "2", "3", "4", "5", "6"] = Field(
        "", title="小数位数", description="推算的数显示几位小数"
    )
    rounding: Literal["half_up", "half_even", "truncate"] = Field(
        "half_up", title="修约", description="half_up 四舍五入；half_even 四舍六入五成双；truncate 截尾"
    )
    part_of: Paths = Field([], title="属于", description="是某个事实的一部分，不会比它大")
    at_most: Paths = Field([], title="不超过", description="不大于某个事实")
    at_least: Paths = Field([], title="不少于", description="不小于某个事实")
    before: Paths = Field([], title="早于", description="日期在某个日期之前")
    after: Paths = Field([], title="晚于", description="日期在某个日期之后")
    meets: Paths = Field([], title="完成目标", description="达到某个目标（事实名称）")
    misses: Paths = Field([], title="未完成目标", description="没有达到某个目标（事实名称）")
    what: str = Field("", title="名目", description="这个数说的是什么；不写就用它的名称")
    unit: str = Field("", title="单位", description="值是 待补 时写明单位；指数、比值没有单位的写 无")
    as_of: str = Field("", title="时点", description="数字截至哪一天，如 2023-12-31")
    period: str = Field("", title="时期", description="数字是哪段时间的，如 2023年1月至9月")
    source: str = Field("", title="来源", description="数字出自哪份报表或文件")
    owner: str = Field("", title="责任科室", description="由哪个科室提供和核实")
    note: str = Field("", title="备注", description="给同事看的话，不进正文")
    explain: str = Field("", title="说明", description="与上年相差很大、或者完全相同的原因；不进正文")
    indicator: YesNo = Field("no", title="指标", description="yes 表示考核指标，每年都报")
    shown: YesNo = Field("yes", title="进正文", description="no 表示只用来核对，不写进正文")
    was: Path | None = Field(None, title="原名称", description="上一年的名称，用来和上年对照；别的项的写“章.项.名称”")


Facts = dict[Name, str | FactForm]


class PointForm(Form):
    """One 「一是…」."""

    model_config = ConfigDict(title="要点")

    id: Name | None = Field(None, title="代号", description="要点的代号，可以不写")
    lead: str = Field("", title="领句", description="要点开头的一句，末尾不写句号")
    text: str = Field("", title="正文", description="用 | 起头，换行缩进，一句一行")
    answers: Paths = Field([], title="兑现", description="兑现了哪项计划")
    continues: Paths = Field([], title="接续", description="接着上年的哪项工作或哪个事实")
    due: str = Field("", title="期限", description="计划在何时完成，如 2024年6月底")


class GroupForm(Form):
    """A sub-heading inside an item."""

    model_config = ConfigDict(title="小标题")

    id: Name = Field(title="代号", description="小标题的代号，定了就不再改")
    title: str = Field(title="标题", description="不写序号，不写句号")
    facts: Facts = Field({}, title="事实", description="数字、日期、名单，一行一个")
    text: str = Field("", title="正文", description="用 | 起头，换行缩进，一句一行")
    points: list[str | PointForm] = Field([], title="要点", description="一是、二是……，序号自动编")
    after: str = Field("", title="结尾", description="要点之后的正文")


class ItemForm(Form):
    """One titled piece of work: 「（一）…」."""

    model_config = ConfigDict(title="工作")

    id: Name = Field(title="代号", description="这项工作的代号，定了就不再改")
    title: str = Field(title="标题", description="不写序号，不写句号")
    defaults: DefaultsForm | None = Field(None, title="缺省", description="本项各事实共同的时点、来源、责任科室")
    facts: Facts = Field({}, title="事实", description="数字、日期、名单，一行一个")
    text: str = Field("", title="正文", description="用 | 起头，换行缩进，一句一行")
    points: list[str | PointForm] = Field([], title="要点", description="一是、二是……，序号自动编")
    groups: list[GroupForm] = Field([], title="小标题", description="1. 2. ……，序号自动编")
    after: str = Field("", title="结尾", description="最后的正文")
    answers: Paths = Field([], title="兑现", description="兑现了哪项计划")
    continues: Paths = Field([], title="接续", description="接着上年的哪项工作或哪个事实")
    due: str = Field("", title="期限", description="计划在何时完成，如 2024年6月底")


class ChapterFileForm(Form):
    """One chapter's file."""

    model_config = ConfigDict(title="章节文件")

    defaults: DefaultsForm | None = Field(None, title="缺省", description="本文件各事实共同的时点、来源、责任科室")
    facts: Facts = Field({}, title="事实", description="本文件各项工作都可以用的事实")
    items: list[ItemForm] = Field(title="工作", description="（一）（二）……，序号自动编")


class ChapterEntryForm(Form):
    """A chapter as report.yaml declares it."""

    model_config = ConfigDict(title="章节")

    id: Name = Field(title="代号", description="也是文件名：key_work 对应 key_work.yaml")
    title: str = Field(title="标题", description="不写序号")
    year: Literal["", "next"] = Field("", title="年份", description="next 表示文件在下一年的文件夹里")


class AllowForm(Form):
    """A recorded exception."""

    model_config = ConfigDict(title="例外")

    code: str = Field(title="代码", description="不再报告的问题代码，如 N112")
    fact: str = Field("", title="事实", description="只对这个事实有效")
    reason: str = Field("", title="理由", description="为什么可以例外")


class OutcomeForm(Form):
    """What became of a promise that no work answers."""

    model_config = ConfigDict(title="计划任务的去向")

    promise: Path = Field(title="计划任务", description="计划里的“章.项”或“章.项.points.代号”，如 plans.elderly")
    state: Literal["dropped", "carried_over", "取消", "结转"] = Field(
        title="去向", description="dropped（取消）不再做；carried_over（结转）转到下一年"
    )
    reason: str = Field(title="理由", description="为什么取消或结转；数字用 {{ 名称 }}，写在本文件的 facts 中")


class AttachmentForm(Form):
    """An 附件."""

    model_config = ConfigDict(title="附件")

    title: str = Field("", title="标题", description="附件名称，不写序号；table 的附件可以不写")
    table: Literal["", "indicators", "plans"] = Field(
        "", title="自动生成的表", description="indicators 主要指标表；plans 重点工作完成情况表"
    )
    chart: YesNo = Field("no", title="附图", description="yes 表示主要指标表后面附两年对照的条形图")


class LayoutForm(Form):
    """How the report is laid out."""

    model_config = ConfigDict(title="版式")

    template: FileName = Field("report.docx", title="模板", description="templates 文件夹里的 Word 文件名")
    headings: Literal["run_in", "own_line"] = Field(
        "run_in", title="标题位置", description="run_in 标题后接正文；own_line 标题单独成行"
    )


class EditionForm(Form):
    """report.yaml."""

    model_config = ConfigDict(title="报告")

    unit: str = Field(title="单位", description="发文单位全称")
    title: str = Field(title="标题", description="可用 {{ unit }}、{{ year }}、{{ next_year }}，整段加双引号")
    date: str = Field(
        "", title="成文日期", description="如 2024年1月29日，未定写 待补；另处写的同一天用 same_as: date 互核"
    )
    to: str = Field("", title="主送机关", description="几个机关用顿号隔开，末尾不写冒号")
    letterhead: str = Field("", title="发文机关标志", description="红头上的字；不写就是单位全称加“文件”")
    number: str = Field("", title="发文字号", description="如 X民〔2024〕5号：六角括号，不加“第”，不编虚位")
    copies_to: str = Field("", title="抄送", description="几个机关用逗号隔开，末尾不写句号")
    printed_by: str = Field("", title="印发机关", description="如 XX市民政局办公室")
    printed_on: str = Field("", title="印发日期", description="如 2024年1月30日；不写就是成文日期")
    masked: list[str] = Field([], title="隐去的名称", description="正式隐去、不必补的名称，如 [XX市]")
    opening: str = Field("", title="开头", description="用 | 起头，换行缩进，一句一行")
    closing: str = Field("", title="结尾", description="用 | 起头，换行缩进，一句一行")
    chapters: list[ChapterEntryForm] = Field(title="章节", description="按正文的顺序")
    layout: LayoutForm | None = Field(None, title="版式", description="模板和标题位置")
    allow: list[AllowForm] = Field([], title="例外", description="经核实可以例外的问题，逐条写明理由")
    outcomes: list[OutcomeForm] = Field(
        [], title="计划任务的去向", description="正文没有交代的计划任务，取消或结转的逐条写明理由"
    )
    coverage: str = Field("", title="核对率", description="能核对的数字至少要占多少，如 60%；不到就提示")
    confirm: Literal["", "all", "indicators", "none"] = Field(
        "",
        title="核实要求",
        description="定稿前哪些数字要有科室核实：all 写进正文的全部；indicators 考核指标；none 不要求，也不提示",
    )
    attachments: list[str | AttachmentForm] = Field([], title="附件", description="附件名称")
    defaults: DefaultsForm | None = Field(None, title="缺省", description="本文件各事实共同的时点、来源、责任科室")
    facts: Facts = Field({}, title="事实", description="各章节都可以用的事实")


class ConfirmationForm(Form):
    """One figure that a department confirmed."""

    model_config = ConfigDict(title="核实")

    fact: Path = Field(title="事实", description="核实的是哪个数：事实的全名，如 key_work.social_relief.在册低保")
    figure: str = Field(title="核实数", description="科室报来的数，照原样写，如 9774人")
    stood: str = Field("", title="当时的数", description="核实的时候，数据里写的是多少；以后改了数据就能发现")
    by: str = Field(title="核实人", description="谁填报的")
    owner: str = Field("", title="科室", description="哪个科室核实的")
    date: str = Field(title="日期", description="哪一天核实的，如 2024-01-15")
    remark: str = Field("", title="备注", description="核实人的说明")
    file: str = Field("", title="文件", description="出自哪份核数表")
    sha256: str = Field("", title="文件摘要", description="那份核数表的 SHA-256，由程序填写")


class ConfirmationsForm(Form):
    """data/YEAR/confirmations.yaml."""

    model_config = ConfigDict(title="核实记录")

    confirmations: list[ConfirmationForm] = Field(
        title="核实", description="一行一个核实过的数，由 report confirm 写入"
    )


class WordingForm(Form):
    """templates/wording.yaml."""

    model_config = ConfigDict(title="用语")

    units: list[str] = Field([], title="单位", description="本单位用到的其他量词，如 [宗, 铺]")
    names: list[str] = Field([], title="名称", description="带数字但不是数据的名称，如 5·20")
    terms: dict[str, list[str]] = Field(
        {}, title="术语", description="规范的说法: [常见的误写]，如 环岛旅游公路: [环岛旅游公墓]"
    )


class TextRuleForm(Form):
    """One wording rule."""

    model_config = ConfigDict(title="用语规则")

    code: str = Field(title="代号", description="本单位的规则用 X901、X902……")
    name: str = Field(title="英文名称", description="小写字母和短横线，如 old-name")
    severity: Literal["error", "warning", "note"] = Field(
        title="轻重", description="error 错误，warning 警告，note 提示"
    )
    kind: Literal["avoid", "prefer", "agree", "repeat", "pair"] = Field(
        title="种类", description="avoid 不用，prefer 改用，agree 全文统一，repeat 重复，pair 成对"
    )
    basis: str = Field("", title="依据", description="标准的条款，或者“实务”")
    why: str = Field(title="为什么", description="给人看的说明，report rule 会印出来")
    says: str = Field(title="问题", description="报告问题时说的话，不带句号")
    says_en: str = Field("", title="英文问题", description="同一句话的英文")
    find: list[str] = Field([], title="要找的写法", description="avoid 用；写法见 docs/wording-rules.md")
    ask: list[str] = Field([], title="待人定的写法", description="拿不准的，降一级报告")
    mend: dict[str, str] = Field({}, title="改法", description="prefer 用；要找的写法: 改成什么")
    forms: list[str] = Field([], title="几种写法", description="agree 用；全文只能用其中一种")
    marks: list[str] = Field([], title="成对符号", description="pair 用，如 [“”, （）]")
    unless: list[str] = Field([], title="除外", description="在这些写法里的不算")
    quoted: YesNo = Field("no", title="查引文", description="yes 表示书名号、引号里的也查")
    once: YesNo = Field("no", title="一段一条", description="yes 表示一段只报一条，写明几处")
    preview: YesNo = Field("no", title="试用", description="yes 表示平时不查")
    must_flag: list[str] = Field(title="该报的例子", description="至少一句")
    must_pass: list[str] = Field(title="不该报的例子", description="至少一句")


class TextRulesForm(Form):
    """templates/text_rules.yaml."""

    model_config = ConfigDict(title="用语规则")

    rules: list[TextRuleForm] = Field(title="规则", description="一条一条的用语规则")


class SentenceAllowForm(Form):
    """A recorded exception for a document of others."""

    model_config = ConfigDict(title="例外")

    code: str = Field(title="代码", description="不再报告的问题代码，如 N112")
    text: str = Field("", title="字句", description="只对含有这些字的句子有效，照原文写")
    reason: str = Field("", title="理由", description="为什么可以例外")


class AllowFileForm(Form):
    """What report audit takes with --allow."""

    model_config = ConfigDict(title="例外清单")

    allow: list[SentenceAllowForm] = Field(title="例外", description="经核实可以例外的问题，逐条写明理由")


FORMS: tuple[tuple[str, type[Form]], ...] = (
    ("edition", EditionForm),
    ("chapter", ChapterFileForm),
    ("confirmations", ConfirmationsForm),
    ("wording", WordingForm),
    ("allow", AllowFileForm),
    ("text_rules", TextRulesForm),
)
"""The kinds of files and the form of each."""
