"""The findings of one report, text by text, and texts that deserve none."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import Severity

HEAD = "某市2023年度工作情况的报告\n\n一、主要工作\n"

FINDINGS = [
    # text, check, verdict, severity, first diagnosis
    ("全年受理信访287件，上年为132件，同比上升54.01%。", "growth", "inconsistent", "error", "wrong_base"),
    ("全年受理信访287件，上年为132件，同比下降117.42%。", "growth", "inconsistent", "error", "sign_flipped"),
    ("全年受理信访287件，比上年增加165件，增长117.42%。", "growth", "inconsistent", "error", "digit_error"),
    ("培训班15期，比上年12期增加3期，增长20%。", "growth", "inconsistent", "error", "wrong_base"),
    ("财政收入由100亿元增加到120亿元，增长25%。", "growth", "inconsistent", "error", "digit_error"),
    ("全年支出10万元，与上年12万元持平。", "growth", "inconsistent", "error", ""),
    ("产值达到180亿元，上年为100亿元，翻一番。", "multiple", "inconsistent", "error", ""),
    ("信访件数由132件增加到120件。", "level_to_level", "inconsistent", "error", "sign_flipped"),
    ("财政收入120亿元，其中税收收入90亿元，占73%。", "share", "inconsistent", "error", "digit_error"),
    (
        "年初预算100万元，支出决算95万元，完成年初预算的105%。",
        "completion",
        "inconsistent",
        "error",
        "operands_swapped",
    ),
    ("受理信访287件，办结254件，办结率92.50%。", "share", "inconsistent", "error", ""),
    ("受理信访7件，同比上升31.3%。", "implied_prior", "inconsistent", "error", "digit_error"),
    ("上年结转12件，全年新收100件，办结105件，未结9件。", "stock_flow", "inconsistent", "error", "digit_error"),
    ("全年培训160人次，其中干部200人次。", "subset", "unchecked", "question", ""),
    ("收到建议12件、提案10件、意见9件，合计30件。", "total", "unchecked", "question", ""),
    ("支出由2021年的250亿元增长到2025年的312亿元，年均增长4.5%。", "growth", "inconsistent", "warning", ""),
    ("支出由2021年的250亿元增长到2025年的312亿元，年均增长9.5%。", "growth", "inconsistent", "error", "revised_base"),
    (
        "“十四五”时期，收入从2021年的610亿元增至2025年的720亿元，年均增速6.8%。",
        "growth",
        "inconsistent",
        "warning",
        "revised_base",
    ),
    (
        "建筑业总产值80亿元。从构成看，建筑工程产值76亿元，占总产值的95%；其他产值4亿元，占总产值的1.9%。",
        "share",
        "inconsistent",
        "error",
        "digit_error",
    ),
    (
        "全市实现生产总值（GDP）840亿元。数字经济增加值42亿元，占GDP比重为5.6%。",
        "share",
        "inconsistent",
        "error",
        "digit_error",
    ),
    ("合格率上升（下降）2个百分点。", "template", "unchecked", "warning", ""),
    ("全年投入XX万元。", "template", "unchecked", "warning", ""),
]

QUIET = [
    "全年受理信访287件，上年为132件，同比上升117.42%。",
    "全年受理信访287件，比上年增加155件，增长117.42%。",
    "合格率98.5%，上年为97.2%，提高1.3个百分点。",
    "财政收入120亿元，其中税收收入90亿元，占75%。",
    "年初预算100万元，支出决算95万元，完成年初预算的95%。",
    "受理信访287件，办结254件，办结率88.50%。",
    "上年结转12件，全年受理信访287件，办结254件，办结率84.9%。",
    "全年培训160人次，其中干部100人次、群众60人次。",
    "全年培训160人次，其中党员130人次、女性90人次。",
    "上年结转12件，全年新收100件，办结105件，未结7件。",
    "收到建议12件、提案10件、意见9件，合计31件。",
    "地区生产总值120亿元，上年为100亿元，按可比价格计算增长15%。",
    "一般公共预算收入由2018年的32亿元增加到2023年的47亿元，平均每年增加3亿元。",
    "财政收入120亿元，是上年的1.2倍，上年为100亿元。",
    "支出由2021年的250亿元增长到2025年的312亿元，年均增长5.7%。",
    "五年来，支出由2021年的250亿元增长到2025年的312亿元，年均增长4.5%。",
    "“十四五”时期，收入从2021年的610亿元增至2025年的720亿元，年均增速4.2%。",
    "建筑业总产值80亿元。从构成看，建筑工程产值70亿元，占总产值的95%；其他产值4亿元，占总产值的1.9%。",
    "全市实现生产总值（GDP）840亿元。数字经济增加值42亿元，占GDP比重为5.0%。",
    "全年新增授权专利156项，其中发明专利68项；截至2023年12月31日，累计拥有有效专利1024项。",
    "城镇调查失业率5.5%，其中规上企业研发投入占比60%。",
]


@pytest.mark.parametrize(("text", "rule", "verdict", "severity", "diagnosis"), FINDINGS)
def test_a_planted_error_is_found_by_its_check(
    text: str, rule: str, verdict: str, severity: str, diagnosis: str
) -> None:
    """A planted error is found by the check made for it, with its likely cause, in both languages."""
    checks = [item for item in check(parse(HEAD + text)).result.checks if item.severity is not None]
    found = [item for item in checks if item.check == rule]
    assert found, [item.message.zh for item in checks]
    first = found[0]
    assert (first.verdict.value, first.severity.value if first.severity else None) == (verdict, severity)
    assert (first.diagnoses[0] if first.diagnoses else "") == diagnosis
    assert first.message.zh
    assert first.message.en
    assert first.evidence


@pytest.mark.parametrize("text", QUIET)
def test_no_false_alarm(text: str) -> None:
    """A text that is right raises no finding; one that a convention explains has a note of it at most."""
    checks = check(parse(HEAD + text)).result.checks
    assert [item.message.zh for item in checks if item.severity not in (None, Severity.NOTE)] == []
