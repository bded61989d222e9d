"""Part and whole of a share, outcome and plan of a completion: which figures are taken, and what they may accuse."""

from __future__ import annotations

import pytest

from reportdiff import check, parse

HEAD = "某市2023年度工作情况的报告\n\n一、主要工作\n"

GUESSED = [  # the sentence; what is asked about: a size that one digit tells from what the figures around it make
    ("全年受理案件4800件，上升6%。审结3600件，结案率78.0%。", ["question 结案率78.0%"]),
    ("全年受理案件4800件，上升6%。审结3600件，结案率57.0%。", ["question 结案率57.0%"]),  # two digits exchanged
    ("全年受理案件4800件，上升6%。审结3600件，结案率88.4%。", []),  # of other cases, for all that is printed
    ("全年受理案件4800件，上升6%。审结3600件，结案率75.0%。", []),
    # no whole number could have been last year's, whatever is guessed
    ("新受理复议案件151件，同比增长128.78%。2022年共办理复议案件66件。", ["warning 同比增长128.78%"]),
    # a base right before its level, under a longer name or a shorter one
    ("2022年财政总收入120亿元，2023年财政收入132亿元，增长10%。", []),
    ("2022年实现收入12.5亿元，2023年实现营业收入15.0亿元，增长25.0%。", ["question 增长25.0%"]),
    ("2022年实现收入1.5亿元，2023年实现营业收入15.0亿元，增长25.0%。", []),  # a base of another size
    # a plan right before its outcome, without a word that says so
    ("批准的2023年基金收入为24.0亿元，实际完成6.0亿元，为年初预算的35.0%。", ["question 为年初预算的35.0%"]),
    ("批准的2023年基金收入为24.0亿元，实际完成6.0亿元，为年初预算的25.0%。", []),
    # areas side by side: what follows is of neither
    ("全市支出90亿元。\n市本级支出30亿元，增长2%；县级支出60亿元，增长3%。民生支出63亿元，占支出的70.0%。", []),
    (
        "全市支出90亿元。\n市本级支出30亿元，增长2%；县级支出60亿元，增长3%。民生支出63亿元，占支出的80.0%。",
        ["error 占支出的80.0%"],
    ),
    ("全市支出90亿元。\n市本级支出30亿元，增长2%。民生支出21亿元，占支出的80.0%。", ["error 占支出的80.0%"]),
    # a verb behind a change begins another clause, though no comma does
    ("股东应占亏损60.0百万元，2022年亏损80.0百万元，亏损减少75.0%。", ["question 亏损减少75.0%"]),  # what is left
    ("股东应占亏损60.0百万元，2022年亏损80.0百万元，亏损减少25.0%。", []),
    ("收案1500件（含旧存60件），新收案件同比增加150.00%结案700件。", []),
    # two changes of one figure are of two bases where the one stated before stands beside the other
    ("零售总额7447.16亿元，增长32.1%。\n零售总额7447.16亿元，增长32.1%，比前一年度增长8.6%。", []),
    ("零售总额7447.16亿元，增长32.1%。\n零售总额7447.16亿元，增长8.6%。", ["question 增长8.6%", "warning 增长8.6%"]),
]

RATIOS = [  # the sentence; the ratio as printed; its part and its whole as printed; the severity of its check
    # the whole under a shortened name, and under its verb
    ("评查执法案卷240卷，其中处罚案卷60卷，占评查案卷的25%。", "25%", "60卷", "240卷", None),
    ("评查执法案卷240卷，其中处罚案卷60卷，占评查案卷的35%。", "35%", "60卷", "240卷", "error"),
    ("收到复议申请80件，受理70件。已办结60件。其中，公安30件，占收到申请的37.5%。", "37.5%", "30件", "80件", None),
    ("收到复议申请80件，受理70件。已办结60件。其中，公安30件，占收到申请的50.0%。", "50.0%", "30件", "80件", "error"),
    ("共受理民事案件900件。速裁快审民事案件450件。速裁快审案件占民事案件的40.0%。", "40.0%", "450件", "900件", "error"),
    # the whole of the scope that is printed
    ("全市各级机构新收申请500件。9个县区新收申请380件。甲县收到申请95件，占全市新收申请的19.0%。", "19.0%",
     "95件", "500件", None),
    # the whole by another verb of intake, in the sentence before; of two such figures neither is taken
    ("全年新收各类案件800件。民事案件320件，占收案总数的40.0%。", "40.0%", "320件", "800件", None),
    ("全年新收各类案件800件。民事案件320件，占收案总数的48.0%。", "48.0%", "320件", "800件", "error"),
    # the size in the next clause
    ("全年新受理案件125件。涉及公安的60件，占受理案件的比例最高，达48.0%。", "48.0%", "60件", "125件", None),
    ("全年新受理案件125件。涉及公安的60件，占受理案件的比例最高，达58.0%。", "58.0%", "60件", "125件", "error"),
    # the whole behind a verb of supervision or having, or under the end of its name at the head of its list
    ("学校现有专任教师900人。博士学位教师360人，占专任教师总数的45.0%。", "45.0%", "360人", "900人", "error"),
    ("全年监管进出口货运量500万吨。海运货运量400万吨。海运货运量占进出口货运量的70.0%。", "70.0%",
     "400万吨", "500万吨", "error"),
    ("农作物播种面积90万亩。其中油料播种面积30万亩，占全部播种面积的三分之一。", "三分之一", "30万亩", "90万亩", None),
    ("农作物播种面积90万亩。其中油料播种面积60万亩，占全部播种面积的33.3%。", "33.3%", "60万亩", "90万亩", "error"),
    ("全年受理信访事项900件。其中来信180件，占全部信访事项的30%。", "30%", "180件", "900件", "error"),
    # all of what the figure right before the part counts; with 其中 it is the whole
    ("专任教师1200人，高级教师480人，占全部教师的48.0%。", "48.0%", "480人", "1200人", "question"),
    ("专任教师1200人，高级教师480人，占全部教师的40.0%。", "40.0%", "480人", "1200人", None),
    ("专任教师1200人，其中高级教师480人，占全部教师的48.0%。", "48.0%", "480人", "1200人", "error"),
    ("受理案件200件，处罚案件50件，占全部的30.0%。", "30.0%", "50件", "200件", "question"),
    # two figures bear the name of the whole: the one with which the claim holds is meant
    ("受理救助申请案件400件，批准救助申请300件，其中残疾人270件，占救助申请案件总数的90.0%。", "90.0%",
     "270件", "300件", None),
    ("受理救助申请案件400件，批准救助申请300件，其中残疾人270件，占救助申请案件总数的76.0%。", "76.0%",
     "270件", "400件", "error"),
    # what was done to some of them is not all of them
    ("全年培训专业技术人员500人。高级专业技术人员90人，占专业技术人员的12.0%。", "12.0%", "90人", "500人", "question"),
    # the whole's own figure inside
    ("民营企业贷款30亿元，占全部新增贷款120亿元的25%。", "25%", "30亿元", "120亿元", None),
    ("民营企业贷款30亿元，占全部新增贷款120亿元的35%。", "35%", "30亿元", "120亿元", "error"),
    ("教育支出60亿元，占一般公共预算支出（240亿元）的25%。", "25%", "60亿元", "240亿元", None),
    ("基金收入66亿元，完成年初预算82亿元的80.5%。", "80.5%", "66亿元", "82亿元", None),
    ("基金收入66亿元，完成年初预算82亿元的90.5%。", "90.5%", "66亿元", "82亿元", "error"),
    ("支出50亿元，为年初预算62亿元的80.6%，为调整预算49亿元的102.0%。", "102.0%", "50亿元", "49亿元", None),
    ("完成投资45亿元，占年度计划60亿元的75%。", "75%", "45亿元", "60亿元", None),
    # a plan that was revised: the claim says which version it is held against
    ("税收年初预算60亿元，调整为70亿元，实际完成63亿元，为调整预算的90.0%。", "90.0%", "63亿元", "70亿元", None),
    ("税收年初预算60亿元，调整为70亿元，实际完成63亿元，为调整预算的105.0%。", "105.0%", "63亿元", "70亿元", "error"),
    ("年初预算为60亿元，调整预算为70亿元，决算为63亿元，完成年初预算的105.0%。", "105.0%", "63亿元", "60亿元", None),
    ("年初预算为60亿元，调整预算为70亿元，决算为63亿元，完成年初预算的90.0%。", "90.0%", "63亿元", "60亿元", "error"),
    ("年初确定植树目标10万亩，完成11万亩，占目标任务的110%。", "110%", "11万亩", "10万亩", None),
    # carried on to the items that follow
    ("一般公共预算支出300亿元。\n——教育支出48亿元，占一般公共预算支出的比重（下同）16.0%。\n——农林支出24亿元，占比9.0%。",
     "9.0%", "24亿元", "300亿元", "error"),
    ("一般公共预算支出300亿元。教育支出48亿元，占比（占一般公共预算支出的比重，下同）16.0%；农林支出24亿元，占比8.0%。",
     "8.0%", "24亿元", "300亿元", None),
    ("营业收入80.0亿元。经纪业务收入32.0亿元，占营业收入的比例（下同）为40.0%；资管业务收入8.0亿元，占比12.0%。",
     "12.0%", "8.0亿元", "80.0亿元", "error"),
    # the whole counted before 中, and by its verb alone
    ("审结的120件案件中，维持84件，占70%；驳回18件，占16%。", "16%", "18件", "120件", "error"),
    ("全年审结120件，其中维持84件，占审结案件的70%；撤销12件，占审结案件的15%。", "15%", "12件", "120件", "error"),
    # all that was done of the whole in the sentence before, and some of it
    ("年末常住人口200万人。其中，城镇人口122万人，城镇化率61.0%。", "61.0%", "122万人", "200万人", None),
    ("年末常住人口200万人。其中，城镇人口122万人，城镇化率64.0%。", "64.0%", "122万人", "200万人", "error"),
    ("全年新收投诉400件。其中，办结投诉300件，办结率85.0%。", "85.0%", "300件", "400件", "error"),
    ("境外收入2.5亿元，占营业收入10.0亿元的比重为35.0%。", "35.0%", "2.5亿元", "10.0亿元", "error"),
    # parts that add up to their whole
    ("户籍人口90万人，其中城镇人口36万人，占40.0%，乡村人口54万人，占70.0%。", "70.0%", "54万人", "90万人", "error"),
    # named otherwise than what it is listed under: it supports, and says nothing where it fails
    ("常住人口400万人，其中60岁及以上人口80万人，占总人口的20%。", "20%", "80万人", "400万人", None),
    # a rate with its formula
    ("收到申请150件，受理128件，审结110件，办结率73.3%（办结率=审结数/收到数）。", "73.3%", "110件", "150件", None),
    ("受理案件623件（含旧存43件），审执结598件，结案率86%。", "86%", "598件", "623件", "error"),
    ("抢救危重患者200人次，抢救成功190人次，抢救成功率90%。", "90%", "190人次", "200人次", "error"),
    ("代表提出建议50件，已落实45件，落实率90%。", "90%", "45件", "50件", None),
    ("各项贷款余额500.0亿元，不良贷款余额6.00亿元，不良贷款率1.50%。", "1.50%", "6.00亿元", "500.0亿元", "error"),
    # as a fraction
    ("全省缴获毒品60千克。其中甲市缴获毒品15千克，占全省缴获总量的1/4。", "1/4", "15千克", "60千克", None),
    ("全省缴获毒品60千克。其中甲市缴获毒品15千克，占全省缴获总量的1/3。", "1/3", "15千克", "60千克", "error"),
    # a rate whose name leaves 率 out
    ("审结行政复议案件250件，其中作出纠错决定20件，纠错为8.0%。", "8.0%", "20件", "250件", None),
]  # fmt: skip


SUMS = [
    ("受理案件200件，前三类案件分别为50件、30件、20件，共占受理案件的{}%。", "50", "60"),
    ("受理案件200件，民事120件、刑事60件，合计占受理案件的{}%。", "90", None),
    ("接到咨询800件。排名前三的咨询：户籍类200件、社保类120件、税务类80件，占咨询总量的{}%。", "50", "40"),
    ("查处商标案件1520人，其中假冒商标、销售假冒商品分别为610人和452人，二者合占查处总数的{}%。", "69.9", None),
    ("受理案件900件，其中税务420件、住建300件，其余领域180件，前两者合计占受理案件的{}%。", "80", "60"),
    ("受理案件900件，其中税务420件、住建300件、人社90件，其余90件，前三个领域合计占受理案件的{}%。", "90", "60"),
    (
        "全市新设企业60.00万户。其中甲县9.40万户、乙县3.20万户、丙县2.40万户，上述三县占全市新设企业总数的{}%。",
        "25.0",
        "35.0",
    ),
]


@pytest.mark.parametrize(("text", "holds", "fails"), SUMS)
def test_a_share_of_several_parts_is_of_all_of_them(text: str, holds: str, fails: str | None) -> None:
    """A share that parts have together is not that of the last of them; what is counted out is asked about."""
    for size, severities in ((holds, []), (fails, ["question"])):
        if size is not None:
            result = check(parse(HEAD + text.format(size))).result
            assert [item.current for item in result.report.claims] == [None]
            found = [item for item in result.checks if item.check == "share"]
            assert [item.severity.value for item in found if item.severity is not None] == severities
            assert severities or [item.verdict.value for item in found] == ["consistent"]


CHANGES = [
    ("基金收入66亿元，完成年初预算82亿元的80.5%，增长10%。", "66亿元"),
    ("教育支出60亿元，占一般公共预算支出（240亿元）的25%，增长10%。", "60亿元"),
    ("税收年初预算60亿元，执行中调整为70亿元，实际完成63亿元，增长10%。", "63亿元"),
    ("批准逮捕各类犯罪嫌疑人640人，提起公诉1440人。起诉人数下降10%。", "1440人"),
    ("批准逮捕60件96人，件数下降25%。", "60件"),
    ("2022总共受理案件48件，2023年总共受理案件84件，同比增长75.0%。", "84件"),
    ("2019年至2023年市场规模由200.0亿元增长至292.8亿元，年复合增长率为10.0%。", "292.8亿元"),
]


@pytest.mark.parametrize(("text", "level"), CHANGES)
def test_a_change_has_its_level(text: str, level: str) -> None:
    """A change is of the part behind a ratio, of the count that its name tells, of the last of the levels."""
    report = parse(HEAD + text)
    surfaces = {metric.id: metric.figure.surface for metric in report.metrics}
    assert [surfaces[item.current or ""] for item in report.claims if item.form.value == "percent"] == [level]


SHARED = [
    ("全年发放贷款620笔，培训人员1480人，分别完成目标任务的103.3%。", ["620笔", "1480人"]),
    ("全年收到申请150件，办结120件，均同比增长20%。", ["150件", "120件"]),
    ("省级物流园区、冷链物流基地均增至5个。", ["5个", "5个"]),
    ("全年收到申请150件，增长10%，办结120件，分别增长20%和30%。", ["150件", "150件", "120件"]),
]


@pytest.mark.parametrize(("text", "levels"), SHARED)
def test_one_figure_is_stated_of_each(text: str, levels: list[str]) -> None:
    """What 分别 or 均 states once is a claim about each of the levels or subjects just listed."""
    report = parse(HEAD + text)
    surfaces = {metric.id: metric.figure.surface for metric in report.metrics}
    assert [surfaces[item.current or ""] for item in report.claims] == levels


@pytest.mark.parametrize(("text", "ratio", "part", "whole", "severity"), RATIOS)
def test_a_ratio_has_its_operands(text: str, ratio: str, part: str, whole: str, severity: str | None) -> None:
    """A ratio is held against the part and the whole that its sentence names, and accuses only over printed ones."""
    result = check(parse(HEAD + text)).result
    metrics = {metric.id: metric.figure.surface for metric in result.report.metrics}
    (claim,) = (item for item in result.report.claims if item.figure is not None and item.figure.surface == ratio)
    assert (metrics[claim.current or ""], metrics[claim.prior or ""]) == (part, whole)
    assert {item.severity for item in result.checks if item.claim == claim.id} == {severity}


def test_a_rate_of_some_of_them_accuses_nobody() -> None:
    """The civil cases that were closed are not held against all cases that came in."""
    result = check(parse(f"{HEAD}全年受理案件400件。其中，民事案件办结180件，办结率90.0%。")).result
    assert [item for item in result.checks if item.severity is not None] == []


UNPRINTED = [
    # one share after another of a total that nobody prints
    "东区发生事故40起，占总数的50.0%，风险较高；西区发生事故24起，占总数的30.0%；南区发生事故16起，占总数的20.0%。",
    # a part of the same name that another total has
    "实缴职工中，国有企业占40.0%，个体经营者占1.2%。新增实缴职工500人。新开户职工中，个体经营者12人，占24.0%。",
]


def test_the_base_of_another_figure_is_nobody_elses() -> None:
    """A bracket prints the base of the figure before it, and not of one that has the base's name elsewhere."""
    text = "零售分部亏损84.6万元（2022年：利润36.9万元），由盈转亏。\n年度利润合共524.7万元，上升18.0%。"
    assert [item.severity for item in check(parse(HEAD + text)).result.checks if item.severity is not None] == []


@pytest.mark.parametrize("sentence", UNPRINTED)
def test_a_whole_that_nobody_prints_is_not_asked_about(sentence: str) -> None:
    """A share of a total that is not printed takes no sibling for it, and no part of another total."""
    assert [item.severity for item in check(parse(HEAD + sentence)).result.checks if item.severity is not None] == []


@pytest.mark.parametrize(("sentence", "expected"), GUESSED, ids=[row[0] for row in GUESSED])
def test_guessed_operands_ask_where_a_slip_explains(sentence: str, expected: list[str]) -> None:
    """A guessed operand accuses nobody, and is asked about where it is of the size that the claim implies."""
    text = HEAD + sentence
    checks = check(parse(text)).result.checks
    found = [(made.severity, made.evidence[0].span) for made in checks if made.severity is not None]
    assert [f"{severity.value} {text[span.start : span.end]}" for severity, span in found] == expected
