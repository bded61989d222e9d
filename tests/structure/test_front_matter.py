"""Front matter: titles, issuers, years and dates of many kinds of reports."""

from __future__ import annotations

import pytest

from reportdiff import parse
from reportdiff.model import Document, Outline
from reportdiff.structure import outline

BUDGET = "关于青禾市2024年预算执行情况与2025年预算草案的报告"
BODY = "\n一、工作回顾\n全年受理申请287件，办结254件，各项工作都有新的进展。\n"


def outline_of(head: str, *, year: int | None = None) -> Outline:
    """The outline of a report that begins with `head`."""
    return outline(Document("memo", head + BODY), year=year)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "甲市人民政府关于2023年度法治政府建设情况的报告\n发布日期:2024-02-29 11:31",
            ("甲市人民政府关于2023年度法治政府建设情况的报告", "甲市人民政府", 2023, 2023, 2024),
        ),
        (
            "政 府 工 作 报 告\n——2014年2月19日在甲区第十四届人民代表大会第三次会议上\n甲区人民政府区长　　张三",
            ("政府工作报告", "甲区人民政府", 2014, 2013, 2014),
        ),
        (
            "2026年乙省政府工作报告\n——2026年1月27日在乙省人民代表大会第五次会议上\n"
            "来源：某日报\n时间：2026-02-01\n省长 李四",
            ("2026年乙省政府工作报告", "乙省人民政府", 2026, 2025, 2026),
        ),
        (
            "丙市高级人民法院工作报告\n——2024年1月23日在丙市人民代表大会第二次会议上\n院长 王五",
            ("丙市高级人民法院工作报告", "丙市高级人民法院", 2024, 2023, 2024),
        ),
        ("丁市2024年政府信息公开工作年度报告", ("丁市2024年政府信息公开工作年度报告", "丁市", 2024, 2024, 2025)),
        (
            "戊市己区2024年区级部门预算\n预算主管部门：戊市己区人民政府某街道办事处",
            ("戊市己区2024年区级部门预算", "戊市己区人民政府某街道办事处", 2024, 2023, 2024),
        ),
        (
            "庚区规划和自然\n资源局\n2024年度部门决算",
            ("庚区规划和自然资源局2024年度部门决算", "庚区规划和自然资源局", 2024, 2024, 2025),
        ),
    ],
)
def test_front_matter(head: str, expected: tuple[str | int, ...]) -> None:
    """Title, issuer and the years that actual figures and targets cover are found in every kind of head."""
    result = outline_of(head)
    assert (result.title, result.issuer, result.year, result.reviewed, result.planned) == expected


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("发布日期:2024-02-29 11:31 信息来源:某局", "2024-02-29"),
        ("发布时间：2024年3月1日", "2024-03-01"),
        ("成文日期：2024/3/1", "2024-03-01"),
        ("日期：2024-13-41", None),
    ],
)
def test_publication_date(line: str, date: str | None) -> None:
    """The date of publication is read in the ways that portals print it; what is no date is none."""
    assert outline_of(f"某市关于2023年度工作情况的报告\n{line}").published == date


def test_the_day_below_a_work_report_is_that_of_its_delivery() -> None:
    """A work report without a year in its title, with an early day below it, reviews the year before."""
    result = outline_of("青禾市人民法院工作报告\n（2024年1月16日）\n过去一年，受理案件2.6万件。")
    assert (result.year, result.reviewed) == (2024, 2023)
    assert outline_of("青禾市人民法院2024年工作报告\n（2024年12月16日）\n受理案件2.6万件。").reviewed == 2024


def test_the_given_year_overrules_the_text() -> None:
    """A year that the user names counts more than the one in the title."""
    assert outline_of("甲市2023年度工作情况报告", year=2022).year == 2022


def test_a_text_without_head() -> None:
    """A bare sentence has no issuer, and it is still read."""
    result = outline(Document("memo", "全年受理行政复议申请287件，同比上升117.42%。"))
    assert result.issuer is None
    assert [sentence.span.start for sentence in result.sentences] == [0]


def test_a_title_alone() -> None:
    """A text that is only a title has no sentence to extract from, and does not fail."""
    assert outline(Document("memo", "甲市2023年工作报告")).title == "甲市2023年工作报告"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "青禾市人民政府 2021年5月6日 星期四\n无障碍 简体 | 繁体\n安丰县2023年度审计工作情况报告",
            "安丰县2023年度审计工作情况报告",
        ),
        ("今天是：2021年5月6日 星期四\n您所在的位置：首页 > 公开\n2022年安丰县统计公报", "2022年安丰县统计公报"),
        ("发文字号：\n主题分类：统计\n安丰县2023年统计公报", "安丰县2023年统计公报"),
        ("首页\n政务公开\n网站支持IPv6\n安丰县水务局2023年工作总结", "安丰县水务局2023年工作总结"),
        ("青禾市五届人大\n三次会议文件（九）\n关于青禾市2024年预算执行情况与\n2025年预算草案的报告", None),
        ("市五届人大三次\n会 议 文 件（09）\n关于青禾市2024年预算执行情况\n与2025年预算草案的报告", None),
        ("关于青禾市 年预算执行情况与\n2024\n年预算草案的报告\n2025", None),
        ("[1]\n青禾市2024年统计公报\n青禾市统计局\n（2025年4月2日）", "青禾市2024年统计公报"),
        ("青禾市2024年统计公报[1]\n青禾市统计局 国家统计局青禾调查队\n（2025年4月2日）", "青禾市2024年统计公报"),
        ("青禾市2024年统计公报① 青禾市统计局\n（2025年4月2日）", "青禾市2024年统计公报"),
        ("关于青禾市2024年预算执行情况与2025年预算草案的报告——2025年1月9日在青禾市第五届人大三次会议上", None),
        (
            "证券代码：600999 公告编号：2024-017\n远山股份有限公司\n2023年年度报告\n重要提示",
            "远山股份有限公司2023年年度报告",
        ),
        ("2023年年度报告\n公司代码：600999\n远山股份有限公司\n2023年年度报告", "2023年年度报告"),
        ("证券代码：600999\n远山股份有限公司\n2023年度业绩快报公告", "远山股份有限公司2023年度业绩快报公告"),
        ("远山银行股份有限公司\n年年度报告\n2024", "远山银行股份有限公司2024年年度报告"),
        ("2023年，安丰县司法局坚持稳中求进，各项工作取得进展，现将情况报告如下：", ""),
    ],
)
def test_titles(head: str, title: str | None) -> None:
    """A title goes on over lines, and lines of portals, meetings, exchanges and notes are no part of it."""
    assert outline_of(head).title == (BUDGET if title is None else title)


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("安丰县2024年国民经济与社会发展统计公报", "安丰县"),
        ("2023年全国养老保险事业发展统计公报", None),
        ("青禾市2023年统计公报", "青禾市"),
        ("2023年安丰县水土保持公报", "安丰县"),
        ("2023年青禾市教育事业发展统计公报", "青禾市"),
        ("青禾市生态环境局公报", "青禾市生态环境局"),
        ("青禾省第五届人民代表大会第二次会议青禾省人民检察院工作报告", "青禾省人民检察院"),
        ("关于安丰县2024年全县和县本级预算执行情况的报告", "安丰县"),
        ("关于2024年安丰县及县本级预算执行情况的报告", "安丰县"),
        ("安丰县全县与县本级2024年预算执行情况", "安丰县"),
        ("全市和市级2023年预算执行情况及2024年预算编制说明", None),
        ("关于青禾市2024年地方财政预算执行情况的报告", "青禾市"),
        ("[1]青禾市 2024 年统计公报", "青禾市"),
        ("公司代码：600999 公司简称：远山股份\n远山材料股份有限公司\n2023年年度报告", "远山材料股份有限公司"),
        ("远山材料股份有限公司2024年半年度报告", "远山材料股份有限公司"),
        ("2023年年度报告\n公司代码：600999\n远山材料股份有限公司\n2023年年度报告", "远山材料股份有限公司"),
        (
            "市五届人大三次会议文件（6）\n关于2024年预算执行情况的报告\n——2025年1月9日在青禾市第五届人民代表大会上",
            "青禾市",
        ),
        ("2024年工作总结\n青禾市水务局", "青禾市水务局"),
        ("《安丰县2024年统计公报》", "安丰县"),
        ("（2023年度）安丰县气象局部门决算", "安丰县气象局"),
        ("政府工作报告\n（2024年1月18日在安丰县第七届人民代表大会第三次会议上）\n县长 李某", "安丰县人民政府"),
        ("中共青禾市委社会工作部\n2024年部门决算", "中共青禾市委社会工作部"),
        ("回首来时路 奋进新征程\n——青禾市2024年预算执行情况报告解读", "青禾市"),
        ("2024年度青禾市公共交通有限责任公司环境信息披露报告", "青禾市公共交通有限责任公司"),
        ("2023年青禾市红十字会年度工作报告", "青禾市红十字会"),
        ("2023年度青禾市慈善总会工作报告", "青禾市慈善总会"),
        ("2023年度全国生态状况调查评估报告", None),
        ("政府工作报告\n——2004年3月5日在第十届全国人民代表大会第二次会议上", "国务院"),
    ],
)
def test_issuers(head: str, issuer: str | None) -> None:
    """The issuer is a place or a body that the head names; neither a scope nor a subject is one."""
    assert outline_of(head).issuer == issuer


@pytest.mark.parametrize(
    ("head", "year", "reviewed", "planned"),
    [
        ("证券代码：301999 公告编号：2024-003\n远山股份有限公司2023年年度报告摘要", 2023, 2023, 2024),
        ("远山银行股份有限公司\n年年度报告\n2024", 2024, 2024, 2025),
        ("2023年安丰县人民法院工作报告\n——2024年1月16日在安丰县第十二届人民代表大会第三次会议上", 2023, 2023, 2024),
        ("安丰县人民法院工作报告\n——2024年1月16日在安丰县第十二届人民代表大会第三次会议上", 2024, 2023, 2024),
        ("安丰县人民法院工作报告（2024年）\n——2024年1月16日在安丰县第十二届人民代表大会第三次会议上", 2024, 2023, 2024),
        (
            "安丰县人民法院工作报告\n（2023年度）\n——2024年1月16日在安丰县第十二届人民代表大会第三次会议上",
            2023,
            2023,
            2024,
        ),
        ("政府工作报告\n——2024年12月26日在安丰县第十二届人民代表大会第四次会议上", 2024, 2024, 2025),
        ("安丰县人民法院工作报告\n——2024年11月8日在安丰县第十二届人民代表大会第四次会议上", 2024, 2024, 2025),
        ("2024年安丰县政府工作报告（全文）\n来源：安丰日报", 2024, 2023, 2024),
        ("2024年预算情况和2025年预算草案", 2024, 2024, 2025),
        ("关于青禾市2025年预算草案的报告——2025年1月9日在青禾市第五届人民代表大会第三次会议上", 2025, 2024, 2025),
        (
            "一般公共预算草案说明\n一、2025年执行情况\n（一）收入\n2025年，收入24亿元。\n二、2026年预算",
            2025,
            2025,
            2026,
        ),
        ("一般公共预算草案说明\n一、2025年预算收入\n2025年，收入24亿元。", 2025, 2024, 2025),
        ("青禾市2024年12月预算执行情况\n来源：某局 发布时间：2025-01-12", 2024, 2024, 2025),
    ],
)
def test_years(head: str, year: int, reviewed: int, planned: int) -> None:
    """A year of the title and a day of delivery tell which year is reviewed; numbers of announcements tell none."""
    result = outline_of(head)
    assert (result.year, result.reviewed, result.planned) == (year, reviewed, planned)


def test_figures_of_a_half_year() -> None:
    """The figures of a report on half a year cover that half, unless they name another time."""
    head = "远山材料股份有限公司2024年半年度报告\n2024年8月\n"
    report = parse(head + "报告期内实现营业收入520.00万元，2023年实现营业收入900.00万元。")
    assert [metric.period.label for metric in report.metrics if metric.period] == ["2024H1", "2023"]


def test_figures_of_a_half_year_under_their_heading() -> None:
    """A final account with the first half of the next year: each figure is of what its heading names."""
    text = (
        "关于安丰县2023年财政决算和2024年上半年预算执行情况的报告\n一、2023年财政决算\n税收收入16.0亿元。\n"
        "二、2024年上半年预算执行情况\n（一）收入\n税收收入8.2亿元。"
    )
    assert [metric.period.label for metric in parse(text).metrics if metric.period] == ["2023", "2024H1"]


def test_years_compared_with_are_not_the_reports() -> None:
    """The year that an opening names most is not one whose same months are only compared with."""
    text = "某省经济运行情况\n2021年1-2月，经济稳定恢复。受2020年同期基数低影响，增速较高。2020年同期下降3%。\n"
    assert parse(text).year == 2021
