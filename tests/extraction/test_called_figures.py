"""Figures that a change or a share calls by other words than their own."""

from __future__ import annotations

import pytest

import reportdiff as rd

BEFORE = "查处涉赌案件40起160人。"
TWO = "查处涉赌案件50起180人，"


@pytest.mark.parametrize(
    ("claim", "current", "verdict"),
    [
        ("查处人数同比上升12.5%", "180人", "consistent"),
        ("查处起数同比上升25.0%", "50起", "consistent"),
        ("查处人数同比上升21.5%", "180人", "inconsistent"),
    ],
)
def test_a_count_is_told_by_its_verb_and_unit(claim: str, current: str, verdict: str) -> None:
    """查处人数 is of the persons, 查处起数 of the cases."""
    prior, after = (
        rd.parse(f"某县公安局{year}年工作总结\n{text}") for year, text in ((2022, BEFORE), (2023, TWO + claim))
    )
    result = rd.compare(prior, after).result
    report = result.current.report
    surfaces = {metric.id: metric.figure.surface for metric in report.metrics}
    assert [surfaces.get(each.current or "") for each in report.claims] == [current]
    assert verdict in {check.verdict.value for check in result.checks if check.check.value == "growth"}


@pytest.mark.parametrize(
    ("level", "claim"),
    [
        ("收、支总计各630.0万元。", "收、支总计各增加30.0万元，增长{}"),
        ("收入、支出总计均为630.0万元，", "收入、支出总计均增加30.0万元，增长{}"),
    ],
)
def test_both_sides_of_an_account_are_one_figure(level: str, claim: str) -> None:
    """收、支总计 names one figure, which its changes are of."""
    for printed, errors in (("5.0%", 0), ("6.0%", 1)):
        text = f"某县档案馆2023年度部门决算\n2023年度{level}与2022年相比，{claim.format(printed)}。"
        result = rd.check(rd.parse(text)).result
        assert {each.current for each in result.report.claims} == {"m1"}
        assert sum(check.verdict.value == "inconsistent" for check in result.checks) == errors


def test_counts_named_in_the_next_line() -> None:
    """受理量 and 办结量 are of the sentence before, each of its own verb."""
    report = rd.parse(
        "某市信访局2023年工作总结\n受理来信来访事项1800件，按期办结1710件。\n受理量、办结量分别下降10.0%和5.0%。"
    )
    assert [claim.current for claim in report.claims] == ["m1", "m2"]


@pytest.mark.parametrize(
    ("text", "ratio", "verdict"),
    [
        ("审结案件300件，其中适用简易程序审结180件，适用比例达60.0%。", "60.0%", "consistent"),
        ("老年人8,000人，其中签约家庭医生6,400人，签约比例为80.0%。", "80.0%", "consistent"),
        ("住院结算120万人次，其中异地直接结算18万人次，直接结算比例达15.0%。", "15.0%", "consistent"),
    ],
)
def test_a_proportion_is_a_rate(text: str, ratio: str, verdict: str) -> None:
    """适用比例 is what was applied of all, as 适用率 is."""
    result = rd.check(rd.parse(f"某单位2023年工作总结\n{text}")).result
    assert [claim.figure and claim.figure.surface for claim in result.report.claims] == [ratio]
    assert {check.verdict.value for check in result.checks if check.claim} == {verdict}


@pytest.mark.parametrize(("share", "verdict"), [("15.0%", "consistent"), ("45.0%", "inconsistent")])
def test_the_whole_of_an_area_is_no_part_of_it(share: str, verdict: str) -> None:
    """占全市交易总宗数的 is of 全市, also where the share would hold of a part of it."""
    text = f"全市完成交易1,200宗。其中工程类完成400宗。云桥分中心完成交易180宗，占全市交易总宗数的{share}。"
    result = rd.check(rd.parse(f"某市公共资源交易中心2023年年报\n{text}")).result
    claim = next(claim for claim in result.report.claims if claim.form.value == "share")
    assert claim.prior == "m1"
    assert verdict in {check.verdict.value for check in result.checks if check.claim == claim.id}


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("全年仅发生一起一般火灾，化解纠纷36起。", ["一起", "36起"]),
        ("干部群众一起清理河道12公里。", ["12公里"]),
        ("加工能力迈过百万吨门槛。", ["百万吨"]),
        ("打造百万吨码头2座。", ["2座"]),
    ],
)
def test_numerals_in_words(text: str, surfaces: list[str]) -> None:
    """仅发生一起 counts, 一起清理 does not; a step is a level, the size of a pier is none."""
    report = rd.parse(f"某镇2023年工作总结\n{text}")
    assert [metric.figure.surface for metric in report.metrics] == surfaces


def test_a_bracket_owns_no_claim_behind_it() -> None:
    """人数 is of the persons before the bracket, not of those in it."""
    text = "批准逮捕480件660人（含未成年人30件42人），件数和人数同比分别上升20.0%和10.0%。"
    report = rd.parse(f"某省检察机关2023年工作报告\n{text}")
    surfaces = {metric.id: metric.figure.surface for metric in report.metrics}
    assert [surfaces[claim.current or ""] for claim in report.claims] == ["480件", "660人"]


@pytest.mark.parametrize("label", ["变动后预算", "追加后预算", "调增后的预算"])
def test_a_plan_that_was_changed(label: str) -> None:
    """Any word for the changed plan names it."""
    text = f"交通运输支出年初预算6.00亿元，{label}6.60亿元，决算6.27亿元，为{label}的{{}}。"
    for printed, verdict in (("95.0%", "consistent"), ("98.0%", "inconsistent")):
        result = rd.check(rd.parse("某县2023年财政决算说明\n" + text.format(printed))).result
        assert [claim.prior for claim in result.report.claims] == ["m2"]
        assert [check.verdict.value for check in result.checks if check.claim] == [verdict]


def test_a_year_before_which_something_was_done_is_not_the_figures() -> None:
    """Houses built before 2000 are renovated in the year of the report."""
    report = rd.parse("某县2023年住建工作总结\n改造2000年以前建成的小区18个，数字化1949年之前形成的档案3.2万卷。")
    assert [metric.year for metric in report.metrics] == [2023, 2023]


@pytest.mark.parametrize("words", ["占比过半，达62.0%", "占比超过一半，为62.0%", "占比居首，是62.0%"])
def test_a_share_told_before_its_size(words: str) -> None:
    """占比过半 opens the share whose size stands in the next clause."""
    report = rd.parse(f"某院2023年工作报告\n审结知识产权案件200件，其中著作权纠纷124件，{words}。")
    assert [(claim.current, claim.prior) for claim in report.claims] == [("m2", "m1")]


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ("造林12.0万亩、抚育23.0万亩。", "两项任务分别增长20.0%和15.0%"),
        ("接待游客1,500万人次，实现旅游收入126.0亿元。", "两项指标分别增长50.0%和40.0%"),
        ("基金收入4.40亿元，基金支出3.60亿元。", "两者分别增长10.0%、20.0%"),
    ],
)
def test_two_measures_of_the_sentence_before(levels: str, words: str) -> None:
    """两项指标 are those that the sentence before prints, in their order."""
    report = rd.parse(f"某县2023年工作总结\n{levels}{words}。")
    assert [claim.current for claim in report.claims] == ["m1", "m2"]


def test_what_was_set_at_first_is_a_plan() -> None:
    """年初提出 sets what was then carried out; 提出建议 sets nothing."""
    report = rd.parse("某县2023年工作总结\n年初提出新建公路100公里，实际完成112公里。提出建议120条，推动建章36项。")
    assert [metric.status.value for metric in report.metrics] == ["target", "actual", "actual", "actual"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("党员900名，其中女党员260名，老党员960名。", True),
        ("小学教师900名，其中女教师260名，中学教师960名。", False),
        ("下达资金900万元：道路420万元，饮水280万元，产业250万元。", True),
        ("下达资金900万元：道路420万元，饮水280万元。", False),
    ],
)
def test_parts_that_exceed_their_whole(text: str, asked: bool) -> None:
    """A part of the whole's own kind, and a list behind a colon, are asked about where they exceed it."""
    checks = rd.check(rd.parse(f"某县2023年工作总结\n{text}")).result.checks
    assert any(check.severity is not None for check in checks) is asked


@pytest.mark.parametrize(("share", "raised"), [("40.0%", 0), ("45.0%", 1)])
def test_the_whole_is_called_by_its_verb(share: str, raised: int) -> None:
    """全部外借量 is of 外借图书 right before."""
    text = f"某馆2023年统计\n全年外借图书30.0万册次。少儿图书12.0万册次，占全部外借量的{share}。"
    checks = rd.check(rd.parse(text)).result.checks
    assert sum(check.severity is not None for check in checks) == raised


@pytest.mark.parametrize(("share", "verdict"), [("50.0%", "consistent"), ("40.0%", "inconsistent")])
def test_the_whole_is_what_was_done(share: str, verdict: str) -> None:
    """受理案件中 is of those taken on, also where the share would hold of all that came in."""
    text = f"收到仲裁申请400件，受理320件。受理案件中，劳动报酬类160件，占{share}。"
    result = rd.check(rd.parse(f"某县2023年仲裁报告\n{text}")).result
    assert [check.verdict.value for check in result.checks if check.claim] == [verdict]
    assert result.report.claims[0].prior == "m2"


def test_figures_of_one_rate_prove_no_other() -> None:
    """The second 支出率 fails over its own figures, though those of the first one would make it."""
    text = "教育专项5,000万元，支出4,750万元，支出率95.0%；卫生专项2,000万元，支出1,800万元，支出率95.0%。"
    result = rd.check(rd.parse(f"某县2023年资金总结\n{text}")).result
    second = result.report.claims[1].id
    assert [check.verdict.value for check in result.checks if check.claim == second] == ["unchecked"]
    assert [check.severity for check in result.checks if check.claim == second] == ["question"]


def test_loans_are_no_verb() -> None:
    """贷款增长 has its own subject."""
    report = rd.parse("某县2023年金融报告\n各项存款300.0亿元，增长8.0%，贷款增长11.0%。")
    assert [claim.current for claim in report.claims] == ["m1", None]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("修建停车场两个、公厕一座、文化墙十二处。", ["2", "1", "12"]),
        ("做到“两个维护”，抓好两个责任落实。", []),
        ("治理河道三十五点六公里，晚上八点三十分启动响应。", ["178/5"]),
        ("收入跨入百亿元行列。", ["10000000000"]),
    ],
)
def test_numerals_behind_what_they_count(text: str, values: list[str]) -> None:
    """停车场两个、 counts, 两个责任 does not; a decimal in words is read, a time is not."""
    report = rd.parse(f"某县2023年工作总结\n{text}")
    assert [str(metric.figure.value) for metric in report.metrics] == values


def test_two_changes_that_adjoin_are_of_two_levels_that_do() -> None:
    """减少54件53人 behind 起诉216件219人 is a change of the cases and one of the persons."""
    report = rd.parse("某县检察院2023年工作报告\n起诉216件219人，同比减少54件53人。批捕12件30人。")
    assert [claim.current for claim in report.claims] == ["m1", "m2"]
    assert len(report.metrics) == 4


@pytest.mark.parametrize("title", ["青禾海关2023年报告", "2023年青禾关区外贸情况"])
def test_the_city_of_an_office_is_its_whole_area(title: str) -> None:
    """青禾市 in the report of 青禾海关 is no district."""
    report = rd.parse(f"{title}\n2023年，青禾市进出口总值3105.7亿元。东港区进出口12.0亿元。")
    assert [metric.facets.area for metric in report.metrics] == ["全市", "东港区"]
