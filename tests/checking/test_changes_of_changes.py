"""Changes of changes, and wordings of change without a numeral, in reports of two years."""

from __future__ import annotations

import pytest

from reportdiff import compare, parse

HEAD = "某市{}年国民经济和社会发展统计公报\n一、运行情况\n"
BALANCE = "年末贷款余额552.0亿元，比年初增加52.0亿元。"
LESS = "年末存款余额552.0亿元，比年初减少52.0亿元。"
FLOW, EXPORTS, COUNT = "全年新增贷款52.0亿元。", "全年出口总额下降5.3%。", "全年受理申请132件。"

CASES = [  # last year, this year, the claim, its verdict, severity
    (FLOW, "全年新增贷款62.0亿元，同比多增10.0亿元。", "多增", "consistent", None),
    (FLOW, "全年新增贷款62.0亿元，同比多增12.0亿元。", "多增", "inconsistent", "error"),
    (FLOW, "全年新增贷款42.0亿元，同比少增10.0亿元。", "少增", "consistent", None),
    (BALANCE, "年末贷款余额614.0亿元，比年初增加62.0亿元，同比多增10.0亿元。", "多增", "consistent", None),
    (BALANCE, "年末贷款余额614.0亿元，比年初增加62.0亿元，同比多增12.0亿元。", "多增", "inconsistent", "error"),
    (LESS, "年末存款余额490.0亿元，比年初减少62.0亿元，同比多减10.0亿元。", "多减", "consistent", None),
    (LESS, "年末存款余额490.0亿元，比年初减少62.0亿元，同比多减12.0亿元。", "多减", "inconsistent", "error"),
    (LESS, "年末存款余额614.0亿元，比年初增加62.0亿元，同比多增114.0亿元。", "多增", "consistent", None),
    (EXPORTS, "全年出口总额下降3.2%，降幅比上年收窄2.1个百分点。", "收窄", "consistent", None),
    (EXPORTS, "全年出口总额下降3.2%，降幅比上年收窄1.1个百分点。", "收窄", "unchecked", "question"),
    (COUNT, "全年受理申请20件，不足上年的三成。", "不足", "consistent", None),
    (COUNT, "全年受理申请60件，不足上年的三成。", "不足", "inconsistent", "error"),
    (COUNT, "全年受理申请128件，接近上年的九成。", "接近", "inconsistent", "error"),
    (COUNT, "全年受理申请163件，同比增长两成多。", "两成多", "consistent", None),
    (COUNT, "全年受理申请150件，同比增长两成多。", "两成多", "inconsistent", "error"),
    (COUNT, "全年受理申请250件，接近翻番。", "翻番", None, None),
    (COUNT, "全年受理申请600件，翻番以上。", "翻番", None, None),
    (COUNT, "全年受理申请133件，与上年基本持平。", "基本持平", "consistent", None),
    (COUNT, "全年受理申请145件，与上年基本持平。", "基本持平", "unchecked", "question"),
    (COUNT, "全年受理申请245件，与上年基本持平。", "基本持平", "inconsistent", "error"),
]


@pytest.mark.parametrize(("before", "after", "claim", "verdict", "severity"), CASES)
def test_claims_of_two_years(before: str, after: str, claim: str, verdict: str | None, severity: str | None) -> None:
    """A claim is judged against what last year's report prints of the same."""
    years = zip((before, after), (2022, 2023), strict=True)
    result = compare(*(parse(HEAD.format(year) + text, year=year) for text, year in years)).result
    text = result.current.report.document.text
    claims = {each.id: each.span.of(text) for each in result.current.report.claims}
    found = [
        check
        for check in result.checks
        if claim in claims.get(check.claim or "", "") and check.check != "implied_prior"
    ]
    verdicts = [(check.verdict.value, None if check.severity is None else check.severity.value) for check in found]
    assert verdicts == ([] if verdict is None else [(verdict, severity)])
