"""Small reports of many genres: whose a figure is, what the heads of a table relate, and what a slip of each does."""

from __future__ import annotations

import pytest

import reportdiff as rd

SPLIT = "⏎"
NAMED = [  # text, figure, name
    ("某院2024年工作总结⏎门急诊方面，全年完成86.4万人次；住院方面，完成4.10万人次。", "4.10万人次", "住院"),
    ("某局2024年总结⏎案件查处方面，立案12件。", "12件", "案件查处立案"),
    ("某港2024年情况⏎集装箱吞吐量实现两位数增长，达到96.6万标箱。", "96.6万标箱", "集装箱吞吐量"),
    ("某县2024年公报⏎粮食生产再获丰收，达到12.6万吨。", "12.6万吨", "粮食生产"),
    ("某集团2024年报告⏎供水量计划8200万吨，实际完成8610万吨。", "8610万吨", "供水量"),
    ("某机场2024年情况⏎保障航班起降3.96万架次。", "3.96万架次", "保障航班起降"),
    ("某局2025年部门预算⏎农林水支出（213）水利（03）防汛（14）：2025年预算数为90.00万元。", "90.00万元", "防汛"),
]
NAMED += [
    ("某县2024年公报⏎用水人口继续增长，共35.2万人。绿地面积扩大，共120公顷。", "35.2万人", "用水人口"),
    ("某县2024年公报⏎用水人口继续增长，共35.2万人。绿地面积扩大，共120公顷。", "120公顷", "绿地面积"),
    ("某机场2024年情况⏎运输飞行小时8.64万小时。", "8.64万小时", "运输飞行小时"),
    ("某院2024年报告⏎判处10年以上有期徒刑、无期徒刑的86人。", "86人", "判处10年以上有期徒刑、无期徒刑"),
    ("某院2024年报告⏎其中14岁以上不满16岁的52人。", "52人", "14岁以上不满16岁"),
    ("某院2024年报告⏎对毒品犯罪保持严打高压态势，批捕96人，起诉120人。", "96人", "批捕毒品犯罪"),
    ("某院2024年报告⏎坚决遏制电信诈骗犯罪多发势头，起诉71人。", "71人", "起诉电信诈骗犯罪"),
    ("某局2024年公报⏎东中西部业务量占比分别为61.2%、28.5%和10.3%。", "28.5%", "中部业务量占比"),
    ("某局2024年公报⏎东、中、西部地区业务量比重分别为61.2%、28.5%和10.3%。", "61.2%", "东部地区业务量比重"),
    ("某县2024年公报⏎国内外专利授权量分别为310件和42件。", "42件", "国内外专利授权量"),
]
NAMED += [
    ("某局2024年决算⏎四、支出情况⏎2.教育支出（类）。年初预算为20万元，支出决算为19万元。", "19万元", "教育支出"),
]
CHECKED = [  # text with the right figure in 〔〕, the wrong one that must be found
    ("某集团2024年报告⏎污水处理量计划5000万吨，实际完成4900万吨，完成计划的〔98.0%〕。", "102.0%"),
    (
        "某区2024年预算执行情况⏎教育支出年初安排8.00亿元，年中追加0.80亿元，调整预算8.80亿元，实际执行8.36亿元，执行率〔95.0%〕。",
        "104.5%",
    ),
    ("某局2025年部门预算⏎2025年“三公”经费预算42.00万元，较〔2024年〕减少3.00万元。", "2025年"),
    ("某校2024年报告⏎学校在某排名中由第118名跃升至第96名，提升〔22位〕。", "32位"),
    ("某校2024年报告⏎学科排名由第12位下滑至第15位，后退了〔3个位次〕。", "5个位次"),
    (
        "某校2024年度决算⏎收入总计〔5960.40万元〕，其中：拨款3900.00万元，事业收入1810.40万元，其他250.00万元。",
        "5860.40万元",
    ),
    ("某院2024年总结⏎一、总体⏎全年完成手术12860台。⏎二、业务⏎一年来，全院完成手术〔12860台〕。", "12680台"),
    (
        "某公司2024年年度报告⏎单位：万元⏎| 项目 | 2024年 | 2023年 | 增减（%） |⏎|---|---|---|---|⏎"
        "| 营业收入 | 6,600.00 | 6,000.00 | 〔10.00〕 |⏎| 营业利润 | 300.00 | -1,200.00 | 不适用 |⏎"
        "| 净利润 | -15.00 | -90.00 | 不适用 |",
        "20.00",
    ),
    (
        "某关2024年统计⏎| 商品 | 2024年1-9月（万元） | 上年同期（万元） | 同比±% | 占出口总值% |⏎|---|---|---|---|---|⏎"
        "| 船舶 | 33600 | 28000 | 〔20.0〕 | 42.0 |⏎| 水产品 | 22400 | 25000 | -10.4 | 28.0 |⏎"
        "| 家具 | 24000 | 20000 | 20.0 | 30.0 |⏎| 出口总值 | 80000 | 73000 | 9.6 | 100.0 |",
        "25.0",
    ),
    (
        "某关2024年统计⏎| 商品 | 2024年1-9月（万元） | 上年同期（万元） | 同比±% | 占出口总值% |⏎|---|---|---|---|---|⏎"
        "| 船舶 | 33600 | 28000 | 20.0 | 42.0 |⏎| 水产品 | 22400 | 25000 | -10.4 | 〔28.0〕 |⏎"
        "| 家具 | 24000 | 20000 | 20.0 | 30.0 |⏎| 出口总值 | 80000 | 73000 | 9.6 | 100.0 |",
        "38.0",
    ),
    (
        "某会2024年度财务报告⏎单位：元⏎| 项目 | 注释 | 本年 | 上年 |⏎|---|---|---|---|⏎"
        "| 捐赠收入 | 8 | 260.00 | 240.00 |⏎| 投资收益 | 9 | 40.00 | 30.00 |⏎| 收入合计 |  | 〔300.00〕 | 270.00 |",
        "308.00",
    ),
]
OVER_YEARS = [  # last year's and this year's text, the wrong figure
    ("用电量400000万度", "用电量45.60亿千瓦时，比上年增长〔14.0%〕", "41.0%"),
    ("耕地面积45.00万亩", "耕地面积3.30万公顷，比上年增长〔10.0%〕", "4.8%"),
]


def findings(text: str) -> list[str]:
    """Return the messages of what is found in a text."""
    checks = rd.check(rd.parse(text.replace(SPLIT, "\n"))).result.checks
    return [check.message.zh for check in checks if check.severity is not None]


@pytest.mark.parametrize(("text", "figure", "name"), NAMED)
def test_subject(text: str, figure: str, name: str) -> None:
    """Name a figure by the subject that its own or an earlier clause gives."""
    metrics = rd.parse(text.replace(SPLIT, "\n")).metrics
    assert [metric.name for metric in metrics if metric.figure.surface == figure] == [name]


@pytest.mark.parametrize(("text", "wrong"), CHECKED)
def test_slip_is_found_and_nothing_else(text: str, wrong: str) -> None:
    """Say nothing of a report that is right, and something of the same with one slip."""
    right = text.partition("〔")[2].partition("〕")[0]
    assert not findings(text.replace("〔", "").replace("〕", ""))
    assert findings(text.replace(f"〔{right}〕", wrong))


@pytest.mark.parametrize(("before", "after", "wrong"), OVER_YEARS)
def test_units_convert_over_years(before: str, after: str, wrong: str) -> None:
    """Compute a change between two units of one dimension."""
    prior = rd.parse(f"青岚县2023年统计公报\n全年{before}。")
    right = after.partition("〔")[2].partition("〕")[0]
    texts = (after.replace("〔", "").replace("〕", ""), after.replace(f"〔{right}〕", wrong))
    verdicts = []
    for text in texts:
        checks = rd.compare(prior, rd.parse(f"青岚县2024年统计公报\n全年{text}。")).result.checks
        verdicts.append({check.verdict.value for check in checks if check.check.value == "growth"})
    assert verdicts == [{"consistent"}, {"inconsistent"}]


def test_answered_prompt_states_nothing() -> None:
    """Read no claim in a prompt of a form that is answered in its line."""
    report = rd.parse("某公司2024年年度报告\n净利润同比下降50%以上的原因：不适用\n净利润同比下降30%。")
    assert [claim.surface for claim in report.claims] == ["同比下降30%"]


def test_amounts_behind_dots_are_no_title() -> None:
    """Read the amounts of a list whose first lines look like a title."""
    report = rd.parse("某县2024年物资清单\n防汛沙袋 …… 12000只\n应急照明 …… 45套\n")
    assert [metric.figure.surface for metric in report.metrics] == ["12000只", "45套"]
