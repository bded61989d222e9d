"""Names that a text shortens: plans carried out, wholes called by a measure, abbreviations, lists of classes."""

from __future__ import annotations

import pytest

import reportdiff as rd
from reportdiff.model import CheckName, Severity

SCHOOL = "某校2023年度决算报告\n学校总支出18.0亿元。\n教学支出5.4亿元，占总支出的{}。\n科研支出2.7亿元，占{}。\n"
SCHOOL += "后勤支出0.9亿元，占5.0%。"
CROPS = "某市2023年工作总结\n全市棉花总产量75万吨。其中河口区棉花产量15万吨，占全市总产量的{}。"
TABLE = "某县2024年预算执行情况表\n单位：万元\n| 科目 | 全县合计 | 县本级 | 乡镇 |\n|---|---|---|---|\n"
TABLE += "| 水利支出 | {} | 18,406 | 9,357 |\n| 文物支出 | 2,860 | 1,975 | 885 |"


def errors(text: str) -> list[str]:
    """Return what the checks of a text accuse."""
    checks = rd.check(rd.parse(text)).result.checks
    return [check.message.zh for check in checks if check.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("text", "printed", "wrong"),
    [
        ("某医院2023年决算\n科研收入年初预算4000万元，实际到位4600万元，为预算的{}。", "115.0%", "87.0%"),
        ("某校2023年工作总结\n硕士招生计划3000人，实际录取2940人，完成计划的{}。", "98.0%", "94.0%"),
        ("某县2023年工作总结\n油茶年度任务12万亩，实际栽植13.2万亩，完成任务的{}。", "110.0%", "101.0%"),
        ("某院2023年工作报告\n审结起诉案件300件，其中不起诉45件，不诉占{}。", "15.0%", "25.0%"),
        ("某院2023年工作报告\n审结民商案件300件，其中调解撤诉150件，调撤占{}。", "50.0%", "65.0%"),
        ("某局2023年审计报告\n查出违规金额5000万元，其中虚列支出1500万元，占违规金额的{}。", "30.0%", "40.0%"),
        ("某院2023年工作报告\n提起公诉400人，其中认罪认罚360人，占起诉人数的{}。", "90.0%", "80.0%"),
        ("某县2023年工作总结\n毕业生总数2000人，升学人数700人，升学人数与毕业生总数之比为{}。", "35%", "45%"),
        ("某馆2023年工作总结\n借阅图书1000册，其中少儿图书654册，占借阅图书的{}。", "三分之二", "二分之一"),
        (CROPS, "20.0%", "33.3%"),
        (CROPS, "五分之一", "三分之一"),
    ],
)
def test_an_operand_that_a_text_names_shortly(text: str, printed: str, wrong: str) -> None:
    """The claim holds as printed, and one figure changed is accused."""
    assert errors(text.format(printed)) == []
    assert len(errors(text.format(wrong))) == 1


def test_a_whole_named_once_for_all_shares() -> None:
    """下同 stands behind the first share; the whole is the total of the school, not the item before."""
    assert errors(SCHOOL.format("30.0%（下同）", "15.0%")) == []
    assert len(errors(SCHOOL.format("30.0%（下同）", "25.0%"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "某院2023年工作报告\n审结起诉案件300件，其中不起诉45件，起诉占85.0%。",
        "某校2023年工作报告\n全校教师3000人，其中女教师450人，男教师占85.0%。",
        "某市2023年统计公报\n全市规模以上工业总产值750亿元。其中电子业产值150亿元，占全市总产值的12.0%。",
        "某县2023年采购报告\n采购预算金额10亿元，实际成交金额9.0亿元。服务类采购3.0亿元，占采购金额的33.3%。",
        "某市2023年统计公报\n发电装机容量1200万千瓦，发电量增长8.0%。",
        "某区2023年部门决算\n2023年出国经费支出决算6万元，与2023年预算数相同。",
    ],
)
def test_what_only_looks_alike_is_not_accused(text: str) -> None:
    """A name that denies, another area's total, another measure, and the plan of an outcome."""
    checks = rd.check(rd.parse(text)).result.checks
    assert not [check for check in checks if check.severity in (Severity.ERROR, Severity.QUESTION)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("全市一、二、三级医院分别有46家、12家和3家。", ["全市一级医院", "二级医院", "三级医院"]),
        ("全市一、二类疫苗分别有46种、12种。", ["全市一类疫苗", "二类疫苗"]),
        ("全省A、B、C类企业分别有46家、12家和3家。", ["全省A类企业", "B类企业", "C类企业"]),
        (
            "全市城镇和农村居民人均住房面积分别为40平方米和52平方米。",
            ["全市城镇居民人均住房面积", "农村居民人均住房面积"],
        ),
    ],
)
def test_classes_share_what_stands_behind_the_last(text: str, names: list[str]) -> None:
    """Numbers and letters before 级 or 类 are classes of one thing; 一、 before 二、 opens no section."""
    report = rd.parse(f"某市2023年工作总结\n{text}")
    assert [metric.name for metric in report.metrics] == names


@pytest.mark.parametrize(
    "words", ["与2025年预算数相同", "与2025年预算数一致", "较2025年预算无变化", "与2025年预算持平"]
)
def test_a_year_that_equals_itself(words: str) -> None:
    """Any wording of no change asks about a year that is compared with itself, once."""
    checks = rd.check(rd.parse(f"某局2025年部门预算\n2025年培训费预算36.0万元，{words}。")).result.checks
    assert [check.check for check in checks] == [CheckName.SELF_REFERENCE]


def test_a_year_is_asked_about_once() -> None:
    """An amount and a rate over the year itself are one slip, though they agree with each other."""
    text = "某馆2025年度部门决算\n2025年度支出86.0万元，与2025年度相比减少4.0万元，下降4.44%。"
    asked = [check.check for check in rd.check(rd.parse(text)).result.checks if check.severity is Severity.QUESTION]
    assert asked == [CheckName.SELF_REFERENCE]


def test_the_total_of_an_area_adds_up_its_levels() -> None:
    """全县合计 is 县本级 and 乡镇."""
    for printed, raised in (("27,763", 0), ("22,763", 1)):
        checks = rd.check(rd.parse(TABLE.format(printed))).result.checks
        assert sum(check.severity is not None for check in checks) == raised


@pytest.mark.parametrize(
    ("text", "printed", "name", "status"),
    [
        ("引进人才300人。固定资产投资，全年完成50.0亿元。", "50.0亿元", "固定资产投资", "actual"),
        ("2024年，全市将新增床位200张。", "200张", "新增床位", "target"),
        ("全市计划2024年投入治水3.0亿元。", "3.0亿元", "治水", "target"),
        ("计划清理积案300件，实际清理360件。", "360件", "清理积案", "actual"),
        ("男、女生人数分别为300人、280人。", "300人", "男生人数", "actual"),
    ],
)
def test_what_a_clause_leaves_to_another(text: str, printed: str, name: str, status: str) -> None:
    """A subject before a mark, a year to come, a plan done, and words that share their last sign."""
    report = rd.parse(f"某市2023年工作总结\n{text}")
    metric = next(metric for metric in report.metrics if metric.figure.surface == printed)
    assert (name in metric.name, metric.status.value) == (True, status)


def test_a_count_called_by_its_noun() -> None:
    """出院量 is of 收治出院患者."""
    report = rd.parse(
        "某医院2023年总结\n收治出院患者4.00万人次，门急诊诊疗120万人次。\n出院量、门急诊量分别增长20.0%和25.0%。"
    )
    assert [claim.current for claim in report.claims] == ["m1", "m2"]


@pytest.mark.parametrize(
    ("levels", "claim", "current"),
    [
        ("全市法院新收案件5500件，审结案件5040件", "收案数、结案数同比分别增长10.0%和5.0%", ["m1", "m2"]),
        ("检察机关批准逮捕550人，提起公诉880人", "批捕数、起诉数分别上升10.0%和12.0%", ["m1", "m2"]),
        ("立刑事案件900起，破获刑事案件630起", "立案数、破案数分别下降10.0%、上升5.0%", ["m1", "m2"]),
        ("受理审查逮捕600人，受理审查起诉800人", "批捕数、起诉数分别上升10.0%和12.0%", [None, None]),
        ("新收民事案件3300件，新收刑事案件400件", "收案数同比增长6.0%", [None]),
    ],
)
def test_a_count_called_by_its_short_form(levels: str, claim: str, current: list[str | None]) -> None:
    """结案数 is of 审结案件 a line before, and not of one kind of cases or another step."""
    report = rd.parse(f"某单位2023年工作报告\n{levels}。\n{claim}。")
    assert [claim.current for claim in report.claims] == current


@pytest.mark.parametrize(("total", "asked"), [("90.0", 0), ("96.0", 1)])
def test_a_list_that_ends_in_others_is_complete(total: str, asked: int) -> None:
    """Parts up to 其他 make the total."""
    parts = "其中居民用水50.0万吨，工业用水30.0万吨，其他用水10.0万吨"
    checks = rd.check(rd.parse(f"某水厂2023年总结\n全年供水总量{total}万吨，{parts}。")).result.checks
    assert sum(check.severity is not None for check in checks) == asked


@pytest.mark.parametrize(
    ("before", "after", "paired"),
    [
        ("累计建成充电桩2600个", "全年新建充电桩800个", False),
        ("累计建成充电桩2600个", "累计建成充电桩3400个", True),
        ("建成充电桩600个", "新建充电桩800个", True),
        ("累计开通公交线路45条", "新开通公交线路5条", False),
    ],
)
def test_all_so_far_is_not_what_a_year_added(before: str, after: str, paired: bool) -> None:
    """Several times as much, called 累计, is a stock."""
    reports = (rd.parse(f"某县{year}年工作总结\n{words}。") for year, words in ((2022, before), (2023, after)))
    pairs = rd.compare(*reports).result.pairs
    assert any(pair.prior and pair.current for pair in pairs) is paired


@pytest.mark.parametrize(
    "text",
    [
        "在新增经营主体中，个体户占比最大，累计超过18.8万户，新增数量同比增长近一成。",
        "在新增岗位中，操作岗占比最大，累计超过1.8万个；新增数量增长10%。",
        "在受案类型中，借贷占比最高，共计289件。立案数量增长5%。",
    ],
)
def test_a_figure_without_a_name_stops_nothing(text: str) -> None:
    """A change that is called by two signs of a name is read beside a figure that has none."""
    report = rd.parse(f"某市2023年工作总结\n{text}")
    assert [claim.form.value for claim in report.claims][-1] == "percent"
