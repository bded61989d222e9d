"""Sums, reasons and ranks in running text: what must be asked, and the near twins of which nothing may be said."""

from __future__ import annotations

import pytest

import reportdiff as rd
from reportdiff import check, parse
from reportdiff.model import CheckName, Severity

ASKED = [
    ("年末常住人口318.2万人。其中，城镇人口201.4万人，乡村人口106.8万人。", "total"),
    ("全年货物进出口总额84.1亿元。其中，出口52.7亿元，进口41.4亿元。", "total"),
    ("全市政府性基金收入31.0亿元，下降4.0%。加上上级补助收入12.0亿元，调入资金4.5亿元，收入总计49.0亿元。", "total"),
    ("上级补助收入12.0亿元，调入资金4.5亿元，债券转贷收入3.5亿元，收入总量为22.0亿元。", "total"),
    ("一般公共预算收入总计50.0亿元，其中：本级收入20.0亿元，转移性收入38.0亿元。", "total"),
    ("全县收入总计50.0亿元，其中：地方收入20.0亿元、上级补助收入25.0亿元、上年结转收入8.0亿元。", "total"),
    ("年末职工412人，其中女职工431人。", "subset"),
    ("藏书120万册，其中古籍2.6万册、外文150万册。", "subset"),
    (
        "教育支出年初预算为210万元，支出决算为205.8万元，完成年初预算的98.00%。决算数大于年初预算数的主要原因是节约。",
        "direction",
    ),
    ("卫生健康支出比上年减少3.2万元，增加的主要原因是人员变动。", "direction"),
    ("我院化学学科排名由全国第41位跃升至第58位。", "direction"),
    ("营商环境评价由第9名下降到第5名。", "direction"),
    ("学校综合排名中由第112位前进至第125位。", "direction"),
    ("人均收入由全省第6提升到第9。", "direction"),
    ("公众安全感由全省第5位跃居第9位。", "direction"),
    ("学校排名由112升至125。", "direction"),
    ("旅游竞争力由全省第12位上升到第9位，上升4位。", "direction"),
    ("县域竞争力由第六位后退到第四位。", "direction"),
    ("董事会由9名董事组成，其中执行董事4名、非执行董事2名、独立非执行董事4名。", "total"),
    ("全年归集公积金52.0亿元，提取36.0亿元，净增16.0亿元，加上年末余额210.0亿元，年末余额262.0亿元。", "stock_flow"),
    ("购置图书2.60万册、期刊0.40万册、电子书1.50万册，合计新增文献5.40万册。", "total"),
    ("失业保险当年收支结余0.30亿元，上年结余2.40亿元，年末累计结余2.90亿元。", "stock_flow"),
    ("二零二三年度收入为560.0百万元，较二零二三年度增加12.0%。", "self_reference"),
    ("2026年支出预算510.0万元，比2026年预算减少20.0万元。", "self_reference"),
    ("2026年预算安排61.0万元，比2025年增加4.0万元。增加的主要原因是。", "template"),
    ("主要案由依次是：劳动争议126件、婚姻家庭88件、交通事故54件，三类案件共278件。", "total"),
    ("猪肉占30.0%，牛肉占20.0%，羊肉占10.0%，三者合计占65.0%。", "total"),
    ("起诉盗窃30人、诈骗20人，两类犯罪共起诉60人。", "total"),
    ("三次产业结构为5.2:40.1:54.7。邮电业务收入38.21亿元。其中，电信收入31.84亿元，邮政收入26.37亿元。", "total"),
    ("赔付支出31.46亿元。其中：寿险24.15亿元；健康险6.32亿元；意外险0.41亿元；财产险40.58亿元。", "total"),
    ("总收入合计51.3亿元，其中，本级25.1亿元，补助9.6亿元，结余21.1亿元；总支出合计51.3亿元。", "total"),
    (
        "年末常住人口312.06万人，较上年减少1.3万人。其中，城镇人口842.1万人，较上年增加1.2万人；乡村人口127.96万人。",
        "total",
    ),
    ("货物进出口总值163.2亿元，下降8.1%。其中，出口31.5亿元，下降4.2%；进口171.7亿元，下降9.0%。", "total"),
    ("户籍人口612.4万人。其中城镇人口241.2万人，乡村人口331.2万人；男性人口311.0万人，女性人口301.4万人。", "total"),
    ("接待国内外游客6150.25万人次。其中，国内游客6504.13万人次；国外游客11200人次。", "total"),
    ("参加职工医疗保险28.34万人，其中在职职工18.89万人，退休人员9.05万人。", "total"),
    ("一般公共预算收入62.40亿元，其中：税收41.15亿元，非税20.25亿元。", "total"),
    ("收购对价总计53,210.40万元，其中47,120.25万元已支付，剩余6,290.15万元按约支付。", "total"),
    ("发放救助资金3,141.20万元。其中，低保2,210.35万元，特困512.60万元，孤儿88.15万元，临时救助325.10万元。", "total"),
    ("支出总计214,380万元，其中，市级198,154万元，补助3,174万元，专项债务11,300万元，结余1,152万元。", "total"),
    ("各项贷款余额8231.7亿元，增长5.3%。其中住户贷款1119.4亿元；企业贷款1712.3亿元。", "total"),
    (
        "基金支出523.18亿元，加上上解、还本和调出资金124.60亿元、结转下年41.27亿元，支出合计419.05亿元。",
        "total",
    ),
    ("支出8264亿元，增长2%。加上上解、调出、结转下年支出等2153.6亿元，支出总量为14017.6亿元。", "total"),
    ("税收收入38.4亿元。其中：增值税11.6亿元、契税5.2亿元、城市维护建设税等16.6亿元。", "total"),
    (
        "税收收入72.0亿元，增长6.0%，占预算收入的60.0%，比上年提高2.1个百分点；预算收入120.0亿元，增长4.0%。",
        "implied_prior",
    ),
]
QUIET = [
    "主要案由依次是：劳动争议126件、婚姻家庭88件、交通事故54件，三类案件共268件。",
    "猪肉占30.0%，牛肉占20.0%，羊肉占10.0%，三者合计占60.0%。",
    "起诉盗窃30人、诈骗20人等，五类犯罪共起诉90人。",
    "2023年四季度增加值60.0亿元，比2023年三季度的50.0亿元增长20.0%。",
    "2023年末存款余额462.0亿元，较2023年初的420.0亿元增加42.0亿元，增长10.0%。",
    "年末常住人口318.2万人。其中，城镇人口201.4万人，乡村人口116.8万人。",
    "全年货物进出口总额196.4亿元，增长3.2%。其中，对美国出口12.7亿元，进口73.6亿元。",
    "全市政府性基金收入31.0亿元，下降4.0%。加上上级补助收入12.0亿元，调入资金4.5亿元，收入总计47.5亿元。",
    "全市政府性基金收入31.0亿元，下降4.0%。加上债务转贷等收入12.0亿元，调入资金4.5亿元，收入总计49.0亿元。",
    "全市一般公共预算收入31.0亿元。加快推进重点项目，投入12.0亿元、调入资金4.5亿元，收入总计49.0亿元。",
    "报告期营业利润-320万元，其中化工业务150万元。",
    "全年捐赠收入420万元，支出360万元，当年结余60万元，加上上年结余88万元，累计结余148万元。",
    "购置图书2.60万册、期刊0.40万册、电子书1.50万册，合计新增文献4.50万册。",
    "引进企业26家，培育企业15家，共计服务企业62家。",
    "工伤保险当年结余0.30亿元，年末累计结余2.90亿元；失业保险上年结余2.40亿元，年末累计结余3.10亿元。",
    "教育支出年初预算为210万元，支出决算为205.8万元，完成年初预算的98.00%。决算数小于年初预算数的主要原因是厉行节约。",
    "支出比预算减少3.2万元，比上年增加1.5万元，增加的主要原因是人员变动。",
    "我院化学学科排名由全国第58位跃升至第41位。",
    "学校综合排名中由第125位前进至第112位，排名由125升至112。",
    "旅游竞争力由全省第12位上升到第9位，上升3位。",
    "全县收入总计50.0亿元，其中：地方收入20.0亿元、上级补助收入25.0亿元、上年结转收入5.0亿元。",
    "全县收入总计50.0亿元，其中：地方收入20.0亿元、上级补助收入25.0亿元，上年地方收入18.0亿元。",
    "一般公共预算收入总计50.0亿元，其中：本级收入20.0亿元，转移性收入30.0亿元。",
    "人均收入由全省第9提升到第6，评估由第3档提升到第4档，从第3季度提高到第4季度。",
    "2026年支出预算510.0万元，比2026年年初预算减少20.0万元。",
    "2026年预算安排61.0万元，比2025年增加4.0万元。增加的主要原因是人员增加。",
    "户籍人口612.4万人。其中城镇人口241.2万人，乡村人口371.2万人；男性人口311.0万人，女性人口301.4万人。",
    "投入民生支出1347亿元，占总支出的72%。其中：教育支出312亿元；社会保障支出188亿元；医疗支出145亿元。",
    "保费收入共148.2亿元。其中财产险保费51.3亿元；健康险保费14.6亿元；寿险保费81.6亿元。",
    "三次产业结构为5.2:40.1:54.7。授权专利880件，其中发明258件，院校、企业的专利分别为73件、807件。",
    "三次产业结构为5.2:40.1:54.7。存款余额531.46亿元。其中，住户存款352.18亿元；企业存款104.75亿元；财政性存款74.48亿元。",
    "培训1,600人次，其中党员1,300人次、女性900人次。",
    "税收收入38.4亿元。其中：增值税11.6亿元、契税5.2亿元、城市维护建设税等21.6亿元。",
    "税收收入72.0亿元，增长6.0%，占预算收入的60.0%，比上年提高1.1个百分点；预算收入120.0亿元，增长4.0%。",
]


def findings(text: str) -> set[str]:
    """Return the checks that report something about a text."""
    report = rd.read(f"石浦市2026年工作报告\n{text}\n".encode(), name="report.txt")
    return {check.check for check in rd.check(report).result.checks if check.severity not in (None, Severity.NOTE)}


@pytest.mark.parametrize(("text", "check"), ASKED)
def test_what_does_not_add_up_is_asked(text: str, check: str) -> None:
    """A sum that its parts do not make, a reason against the figures and a rank that moves otherwise are found."""
    assert check in findings(text)


@pytest.mark.parametrize("text", QUIET)
def test_near_twins_are_quiet(text: str) -> None:
    """What is right, or may be right, is not asked."""
    assert not findings(text)


BALANCES = "\n".join(
    f"{book}收入{size}0,000万元，增长2.0%。加上上级补助收入5,000万元，上年结转1,500万元，收入总计{size}6,500万元。"
    for book, size in zip(
        ("一般公共预算", "政府性基金", "国有资本经营", "社会保险基金", "专户管理资金", "债券"), range(2, 8), strict=True
    )
)
ONE_MORE = (
    "\n本级一般公共预算收入80,000万元，增长3.0%。"
    "加上补助收入3,000万元（其中专项1,200万元），结转2,000万元，收入总计{}万元。"
)


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        (BALANCES + ONE_MORE.format("85,000"), []),
        (BALANCES + ONE_MORE.format("85,200"), ["warning"]),
        (ONE_MORE.format("85,200"), ["question"]),
        (BALANCES + ONE_MORE.format("85,200") + ONE_MORE.format("85,300"), ["question", "question"]),
    ],
    ids=["holds", "fails among many that hold", "fails alone", "two fail"],
)
def test_the_report_tells_what_a_failing_sum_is_worth(text: str, severities: list[str]) -> None:
    """A declared sum that fails is a warning where six others of its wording hold, and a question elsewhere."""
    checks = check(parse(f"青禾市2023年预算执行情况的报告\n{text}")).result.checks
    found = [item.severity.value for item in checks if item.check == "total" and item.severity is not None]
    assert found == severities


def test_what_is_taken_off_is_subtracted() -> None:
    """减去 applies to all that follow it up to the end of the clause."""
    text = (
        "全市收入900.5亿元加上补助收入300.2亿元、上年结余50.3亿元，"
        "减去上解支出60.0亿元、还本支出5.0亿元，财力总计1186.0亿元。"
    )
    checks = check(parse(f"青禾市2023年预算执行情况的报告\n{text}")).result.checks
    assert [item.verdict.value for item in checks if item.check == "total"] == ["consistent"]


PARTITIONS = [
    "年末市级政府债务余额为1418.3亿元，其中一般债务240.2亿元、专项债务{}亿元。",
    "全年地区生产总值1418.3亿元，增长5.4%。其中，第一产业增加值140.2亿元，第二产业增加值100.0亿元，第三产业增加值{}亿元。",
    "全年保费收入1418.3亿元。其中，人身险保费收入240.2亿元，财产险保费收入{}亿元。",
]


@pytest.mark.parametrize("text", PARTITIONS)
def test_parts_beside_which_there_is_no_other_must_make_the_whole(text: str) -> None:
    """Where the names say that these are all parts, a sum that fails is a warning."""
    found = {}
    for size in ("1178.1", "1187.1"):
        checks = check(parse(f"青禾市2023年国民经济和社会发展统计公报\n{text.format(size)}")).result.checks
        found[size] = [(item.verdict.value, item.severity) for item in checks if item.check == "total"]
    assert found == {"1178.1": [("consistent", None)], "1187.1": [("inconsistent", "warning")]}


STRUCTURES = [
    ("三次产业结构为8.5:41.8:49.6。", [None]),
    ("三次产业结构为8.5:44.8:49.6。", [Severity.WARNING]),
    ("三次产业比重由上年的21∶50∶29调整为11∶65∶24。", [None, None]),
    ("三次产业比重由上年的21∶50∶29调整为11∶65∶34。", [None, Severity.WARNING]),
    ("三次产业比为1:2:3。", []),
    ("两队比分为8.5:44.8:49.6。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), STRUCTURES)
def test_a_structure_of_industries_makes_100(sentence: str, expected: list[Severity | None]) -> None:
    """The shares of a structure that is printed as one ratio add up to 100 but for their rounding."""
    checks = check(parse("青禾县2023年工作报告\n" + sentence)).result.checks
    assert [item.severity for item in checks if item.check is CheckName.TOTAL] == expected
