"""Rule on names masked on purpose: all of one place are, or none is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.diagnostics import Severity, msg
from report_kit.facts.patterns import pattern
from report_kit.rules.rule import Finding, text_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_kit.rules.subject import Subject

_MASKED = "(?:[XxＸ×]{2}|某)(?:省|市|县|区|镇|乡|街道)"
_PROVINCES = (
    *("河北省", "山西省", "辽宁省", "吉林省", "黑龙江省", "江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省"),
    *("河南省", "湖北省", "湖南省", "广东省", "海南省", "四川省", "贵州省", "云南省", "陕西省", "甘肃省", "青海省"),
    *("广西壮族自治区", "内蒙古自治区", "西藏自治区", "宁夏回族自治区", "新疆维吾尔自治区"),
)
_PLAIN = rf"(?:(?<=、)|(?<=省)|(?<=市))(?![各乡城村该本全每])[^\W\d_]{{2}}(?:镇|乡|街道)|{'|'.join(_PROVINCES)}"
_SHOWN = 3


@text_rule("P311", "inconsistent-anonymisation", Severity.NOTE, audited=True, preview=True)
def inconsistent_anonymisation(subject: Subject) -> Iterator[Finding]:
    """Where the name of a city is masked, the names of its towns and its province are, too."""
    masked, plain = None, list[str]()
    for typed in subject.typed:
        text = typed.block.text
        if masked is None:
            match = pattern(_MASKED).search(text)
            place = typed.location(*match.span()) if match else None
            masked = (match.group(), place) if match and place else None
        if len(plain) < _SHOWN:
            plain += (match.group() for match in pattern(_PLAIN).finditer(text))
    names = list(dict.fromkeys(plain))[:_SHOWN]
    if masked is not None and names:
        yield Finding(
            masked[1],
            msg("“{masked}”隐去了，而“{names}”没有隐去", masked=masked[0], names="、".join(names)),
            hint=msg("要隐去的，同一地方的名称一并隐去；不必隐去的，写全名"),
        )
