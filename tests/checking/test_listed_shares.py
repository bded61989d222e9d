"""Shares of a list's own sum, rates of two figures, net additions, balances that roll forward, totals a digit off."""

from __future__ import annotations

import pytest

from reportdiff import check, parse

HEAD = "安丰县2024年工作报告\n一、主要情况\n"

FINDINGS: tuple[tuple[str, list[str]], ...] = (
    (  # the shares are of all items, and the figure before them is not their sum
        "全年接听来电9500个。其中，咨询3000个，占60.0%；求助1250个，占25.0%；其他750个，占15.0%。",
        ["warning 9500个"],
    ),
    ("全年接听来电5000个。其中，咨询3000个，占60.0%；求助1250个，占25.0%；其他750个，占15.0%。", []),
    (  # another figure than the whole stands before a list by kind
        "全年登记车辆9500辆。按用途分，客车3000辆，占60.0%；货车1250辆，占25.0%；其他750辆，占15.0%。",
        ["question 9500辆"],
    ),
    (  # shares of a whole guessed wrongly are one question, none where they tell together that another is meant
        "全年接听来电9500个，转办520个。其中，噪声412个，占33.0%；占道260个，占28.8%；路灯118个，占7.4%。",
        ["question 占33.0%"],
    ),
    ("全年接听来电9500个，转办520个。其中，噪声412个，占33.0%；占道260个，占20.8%；路灯118个，占9.4%。", []),
    ("全县受理案件9600件。全县民事案件2400件，占全部案件的27.0%。", ["question 占全部案件的27.0%"]),
    ("全县受理案件9600件，调解300次。\n全县民事案件2400件，占全部案件的27.0%。", []),  # another paragraph
    (
        "8000件投诉中，质量问题3000件，占总量的36.50%；售后2000件，占25.00%；价格1200件，占15.00%；安全800件，占10.00%。",
        ["error 占总量的36.50%"],
    ),
    ("外贸进出口总值2591亿元，增长2.8%。其中，出口1248亿元，增长5.2%；进口1043亿元，下降0.1%。", ["warning 2591亿元"]),
    ("办结案件4298.4万件。其中，民事3100.2万件，刑事1158.2万件。", ["question 4298.4万件"]),
    ("经审查，批准逮捕30人，不捕20人，不捕率40.0%。", []),
    ("派单260件，按期办结251件，逾期办结9件，办结率100%，按期办结率96.5%。", []),
    ("抽样访问群众500人，非常满意310人，满意145人，非常满意和满意率合计91.0%。", []),
    ("新登记企业2120家，同比增长8.2%；注销企业320家，同比下降5.0%，净增1800家，同比增长20.5%。", []),
    ("全县汽车保有量12万辆，净减1500辆，同比增长2.1%。", ["error 同比增长2.1%"]),
    ("存款余额1200亿元，净增100亿元，增长12.1%。", ["error 增长12.1%"]),
    ("期初余额120.5万元，本期增加35.2万元，本期减少20.1万元，期末余额135.6万元。", []),
    ("收、支总计各减少1267.86，2570.97万元，各下降23.51%、38.28%。", []),
    ("热线受理诉求6172件，其中表扬类占0.13%。\n邮箱受理诉求838件，其中表扬类占0.33%。", []),
    ("4月份，餐饮收入270亿元，其中外卖收入190亿元，占餐饮收入的12.9%。", ["error 占餐饮收入的12.9%"]),
    (  # the whole is of another part of the year
        "4月份，社会消费品零售总额270亿元。\n1-4月份，网上零售额190亿元，占社会消费品零售总额的比重为12.9%。",
        [],
    ),
    ("支出合计4143.61万元，其中：基本支出1140.27万元；项目支出3003.64万元；经营支出0万元。", ["question 4143.61万元"]),
    ("总支出8800万元，其中人员经费4600万元；公用经费2300万元；基本建设1900万元。", []),
    ("支出合计4143.91万元，其中：基本支出1140.27万元；项目支出3003.64万元；经营支出0万元。", []),
    ("在职人员4123人，其中管理人员823人，技术人员2100人，工勤人员1220人。", ["question 4123人"]),
    ("收入合计5600万元，其中拨款4100万元，其中基本支出3000万元；其他收入1500万元。", []),
    ("收入合计5800万元，其中拨款4100万元，其中基本支出3000万元；其他收入1500万元。", ["question 5800万元"]),
    ("收入合计5974万元，其中拨款4100万元，其中基本支出3000万元；其他收入1500万元。", []),
    (
        "用地面积4001平方米，建筑面积13459平方米，其中地上8013平方米（其中商业7998平方米），地下5356平方米。",
        ["question 13459平方米"],
    ),
    ("进出境旅客120万人次。其中进境58万人次、出境72万人次。", ["warning 120万人次"]),
    ("在职人员4123人，其中管理人员823人，技术人员1000人，工勤人员520人。", []),
)


@pytest.mark.parametrize(("text", "expected"), FINDINGS)
def test_findings_of_a_sentence(text: str, expected: list[str]) -> None:
    """Each finding by its severity and the figure that it is about; one cause is one finding."""
    result = check(parse(HEAD + text)).result
    found = []
    for made in result.checks:
        if made.severity is not None:
            place = made.evidence[0].span
            found.append(f"{made.severity.value} {(HEAD + text)[place.start : place.end]}")
    assert found == expected


def test_what_two_figures_bear_out_is_decided() -> None:
    """A rate over two figures together is said to hold, with the sum that it is of."""
    result = check(parse(HEAD + "经审查，批准逮捕30人，不捕20人，不捕率40.0%。")).result
    assert [made.message.zh for made in result.checks] == ["不捕率：“不捕率40.0%”，据20人与30人+20人算得40.0%，相符。"]


def test_a_column_that_no_head_explains_is_told_by_all_rows() -> None:
    """Where each line holds with it taken off, it was; where no reading makes all hold, its line is asked about."""
    table = (
        "| 项目 | 年初余额 | 本年增加 | 本年摊销 | 其他转出 | 年末余额 |\n|---|---|---|---|---|---|\n"
        "| 装修 | 12000.50 | 3500.00 | 2100.25 | 300.00 | {closing} |\n"
        "| 改良 | 8000.00 | 1500.00 | 1100.00 | 0.00 | 8400.00 |\n| 绿化 | 5000.00 | 500.00 | 600.00 | 0.00 | 4900.00 |"
    )
    for closing, expected in (("13100.25", []), ("13700.25", []), ("13105.25", ["question"])):
        result = check(parse(HEAD + table.format(closing=closing))).result
        found = [made.severity.value for made in result.checks if made.severity is not None]
        assert found == expected, closing
