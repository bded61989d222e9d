"""Whole sentences of reports as people write them: levels called by other words, averages, and sums left unprinted."""

from __future__ import annotations

import pytest

from reportdiff import check, compare, parse

TITLE = "某市{}年工作报告\n"
POWER = "全社会用电9028万千瓦时，工业6400万千瓦时、居民1900万千瓦时；工业用电增长{}%。"
POWER_BEFORE = "工业用电6000万千瓦时，居民用电1800万千瓦时。"
CLINIC = "医院门诊86万人次、急诊21460人次，急诊人次同比下降{}%。"
PAPERS = "制发规范性文件32件，配套解读40篇，文件数增加{}件。"
TAKEN = "当年新收5500件，审结5200件。新收案件上扬{}%。"
PORK = "猪肉、禽蛋产量分别为24.00万吨、9.86万吨，猪肉下降{}%。"
SALES = "网上零售额8.40亿元，一年间增加{}%。"
CREDIT = "贷款余额62.50亿元，超过2024年{}亿元，增速25.0%。"
TOURISTS = "接待游客120.5万人次，超过2024年{}万人次，增长20.5%。"
DEBT = (
    "政府债务限额300.0亿元。债务余额280.0亿元，其中一般债务120.0亿元、专项债务160.0亿元，余额为限额的93.3%，"
    "比上年末增加{}亿元。"
)
DEBT_BEFORE = "债务余额250.0亿元，其中一般债务110.0亿元、专项债务140.0亿元。"
CASES_OF = "受理案件2223件，刑事、民事、行政案件依次为1846件、214件、163件，总量上升{}%。"
CASES_BEFORE = "受理案件2046件，刑事案件1732件、民事案件186件、行政案件128件。"
UNPRINTED = "刑事、民事、行政案件依次为1846件、214件、163件，总量上升{}%。"
LED = (
    "办理行政检察监督案件350件。公益诉讼立案400件，其中民事公益诉讼40件、行政公益诉讼360件。在行政公益诉讼中，"
    "生态环境领域180件，占行政类案件数的{}%。"
)
LECTURES = "举办法治讲座40场，听众5000人次，场均{}人次。"
SHIPS = "扣押船舶86艘次，拍卖成交34艘，成交价款38642万元，平均每艘{}万元。"
JUDGES = "全市法院审执结104731件，其中中院11985件，基层法院92746件。员额法官486名，人均结案{}件。"
DOCTORS = "户籍人口46.85万人。床位2318张，执业医师1164人；按户籍人口计，每千人拥有医师{}人。"
PAID = "为每人每年发放补贴{}元，惠及120人，共计6万元。"

STAFF = "期末在职员工2500人，其中研发人员600人，研发人员数量占比{}%。"
HEARD = "公开听证184场，剔除不公开的37场后，面向社会公开147场，公开比例{}%。"
SETTLED = "判决结案3053件，调解2418件，撤诉1264件，全部结案6735件，调撤率因此达到{}%。"
COURT = "全市中院受理12436件、审执结11985件，基层法院受理96518件、审执结92746件。市中院结案率{}%。"
ADOPTED = "审结监督案件472件，提出再审检察建议86件，监督率18.2%，上年为{}%。"
ADOPTED_BEFORE = "审结监督案件431件，再审检察建议74件。"
NOTICES = "发出纠正通知76份，获采纳72份，采纳率94.7%（上年{}%）。"
ELDERLY = "户籍人口46.85万人，其中60周岁及以上9.82万人，老年人口比重21.0%，同比抬高{}个百分点。"
ELDERLY_BEFORE = "户籍人口47.02万人，60周岁及以上9.37万人。"
REVIEWED = "行政复议共26件，其中维持18件、纠正5件、尚未审结3件。纠正案件占19.2%，上年这一比例为{}%。"
REVIEWED_BEFORE = "行政复议31件，其中维持20件、纠正8件、未审结3件。"

REST = "全社会用电9028万千瓦时，工业6400万千瓦时、居民1900万千瓦时，两者之外的用电为{}万千瓦时。"
ARRESTS = "办结审查逮捕600人，批捕370人，未批捕{}人。"
OFFICES = "“三公”经费决算1846万元。车辆购置及运行1124万元、公务接待286万元，剔除上述两项，因公出国（境）费{}万元。"
LIMIT = "年末限额168.4亿元，余额162.7亿元，尚有空间{}亿元。"
CAUSES = (
    "当年新收6842件。\n案由 | 2025 | 2024 | 占新收比\n海上运输 | 1846 | 1725 | 27.0%\n船员劳务 | 1523 | 1618 | {}%\n"
    "渔业养殖 | 647 | 702 | 9.5%\n"
)
RISES = (
    "从案由看（单位：件）：\n案由 | 2025 | 2024\n海上运输 | 1846 | 1725\n船舶碰撞及损害 | 412 | 356\n保险 | 386 | 314\n"
    "船舶碰撞、海上运输案件升幅分别为15.7%和{}%。"
)
YEARS = (
    "年份  粮食(万吨)  水果(万吨)  茶叶(吨)\n2023  23.51  15.22  3120\n2024  24.00  16.00  3500\n"
    "2025  24.60  18.40  3850\n2025年较上年%  2.5  {}  10.0\n"
)
ITEMS = "主要支出科目（单位：万元）：教育487230，增长5.4%；卫生健康263140，下降{}%。"
ITEMS_BEFORE = "教育支出462180万元，卫生健康支出270350万元。"

CASES = [  # this year's text, what it states, last year's text, the severity of what is said, "holds" or "silent"
    (POWER, "6.7", POWER_BEFORE, "holds"),
    (POWER, "8.7", POWER_BEFORE, "warning"),
    (CLINIC, "7.5", "门诊80万人次，急诊23200人次。", "holds"),
    (CLINIC, "9.5", "门诊80万人次，急诊23200人次。", "error"),
    (PAPERS, "4", "制发规范性文件28件，配套解读36篇。", "holds"),
    (PAPERS, "6", "制发规范性文件28件，配套解读36篇。", "error"),
    (TAKEN, "10.0", "当年新收5000件。", "holds"),
    (TAKEN, "70.0", "当年新收5000件。", "error"),
    (PORK, "4.0", "猪肉产量25.00万吨，禽蛋产量9.12万吨。", "holds"),
    (PORK, "9.0", "猪肉产量25.00万吨，禽蛋产量9.12万吨。", "question"),
    (SALES, "40.0", "网上零售额6.00亿元。", "holds"),
    (CREDIT, "12.50", "贷款余额50.00亿元。", "holds"),
    (CREDIT, "17.50", "贷款余额50.00亿元。", "error"),
    (TOURISTS, "100.0", "接待游客100.0万人次。", "holds"),
    (DEBT, "30.0", DEBT_BEFORE, "holds"),
    (DEBT, "80.0", DEBT_BEFORE, "error"),
    (CASES_OF, "8.7", CASES_BEFORE, "holds"),
    (CASES_OF, "7.8", CASES_BEFORE, "error"),
    (UNPRINTED, "8.7", CASES_BEFORE, "silent"),
    (LED, "50.0", "", "holds"),
    (LED, "55.0", "", "question"),
    (LECTURES, "125", "", "holds"),
    (LECTURES, "175", "", "question"),
    (SHIPS, "1136.5", "", "holds"),
    (SHIPS, "1186.5", "", "question"),
    (JUDGES, "215.5", "", "holds"),
    (JUDGES, "218.5", "", "silent"),
    (DOCTORS, "2.48", "", "holds"),
    (DOCTORS, "6.48", "", "silent"),
    (PAID, "500", "", "silent"),
    (STAFF, "24.0", "", "holds"),
    (STAFF, "29.0", "", "question"),
    (STAFF, "61.3", "", "silent"),
    (HEARD, "79.9", "", "holds"),
    (SETTLED, "54.7", "", "holds"),
    (COURT, "96.4", "", "holds"),
    (COURT, "91.4", "", "silent"),
    (ADOPTED, "17.2", ADOPTED_BEFORE, "holds"),
    (ADOPTED, "12.2", ADOPTED_BEFORE, "error"),
    (NOTICES, "90.2", "发出纠正通知61份，采纳55份。", "holds"),
    (NOTICES, "92.0", "发出纠正通知61份，采纳55份。", "question"),
    (ELDERLY, "1.1", ELDERLY_BEFORE, "holds"),
    (ELDERLY, "4.1", ELDERLY_BEFORE, "error"),
    (REVIEWED, "25.8", REVIEWED_BEFORE, "holds"),
    ("居民消费价格上涨0.2%，城镇化率{}%。常住人口200万人，城镇人口130万人。", "61.0", "", "silent"),
    ("产能35个，新建1100个，实现畅通的公园占{}%。", "64.3", "", "silent"),
    (REST, "728", "", "holds"),
    (REST, "428", "", "question"),
    (ARRESTS, "230", "", "holds"),
    (ARRESTS, "280", "", "question"),
    (ARRESTS, "155", "", "silent"),
    (OFFICES, "436", "", "holds"),
    (OFFICES, "486", "", "question"),
    (LIMIT, "5.7", "", "holds"),
    (LIMIT, "8.7", "", "warning"),
    (CAUSES, "22.3", "", "holds"),
    (CAUSES, "28.3", "", "error"),
    (RISES, "7.0", "", "holds"),
    (RISES, "9.0", "", "error"),
    (YEARS, "15.0", "", "holds"),
    (YEARS, "18.0", "", "error"),
    (ITEMS, "2.7", ITEMS_BEFORE, "holds"),
    (ITEMS, "7.2", ITEMS_BEFORE, "error"),
    ("主要支出科目（单位：万元）依据财预{}号文件编制，共12项。", "2025", "", "silent"),
    ("街镇收入214632万元，占全区收入的{}%。\n政府性基金收入28.64亿元。", "24.8", "", "silent"),
]


@pytest.mark.parametrize(("sentence", "stated", "before", "said"), CASES)
def test_natural_wordings(sentence: str, stated: str, before: str, said: str) -> None:
    """What is right holds or is left alone; what is wrong is said as loudly as its operands are printed."""
    current = parse(TITLE.format(2025) + sentence.format(stated), year=2025)
    prior = parse(TITLE.format(2024) + before, year=2024)
    result = compare(prior, current).result if before else check(current).result
    start = len(TITLE.format(2025)) + sentence.index("{}")
    checks = [
        each
        for each in result.checks
        if any(
            place.report == "current" and place.span.start < start + len(stated) and place.span.end > start
            for place in each.evidence
        )
    ]
    severities = {each.severity.value for each in checks if each.severity is not None}
    holds = any(each.verdict == "consistent" for each in checks)
    assert severities == (set() if said in ("holds", "silent") else {said})
    assert said in severities or holds is (said == "holds")
