"""Numbers that are none, and figures that are written oddly: names, samples, misprints, formal numerals, fractions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_texts import read_text

import reportdiff as rd
from reportdiff.extraction.figures.scanner import UnreadNumber, scan
from reportdiff.model import Figure

NAMES = [
    "国道318川藏线改造完工",
    "国道227线、省道208白鹭段开工",
    "12319城管热线",
    "建设12355青少年服务台",
    "智慧城市2.0建设",
    "实现“十三连增”",
    "粮食生产13连增",
    "电厂5、6号机组获批",
    "1至5号机组并网",
    "第3至7号检察建议",
    "据1%人口抽样调查",
    "5‰抽样调查",
    "市四套班子带头包联",
    "三级两类国土空间规划",
    "四级三类规划体系",
    "一核两带布局",
    "落实一户一策",
    "突破一批关键技术",
    "打造百亿元产业集群",
    "创建4A级景区",
]

FIGURES = [  # the text, and its figures as surface, value and unit
    ("建成双向6车道公路18公里", [("18公里", "18", "公里")]),
    ("收入1,284,\n560.30万元", [("1,284,\n560.30万元", "12845603000", "元")]),  # a line ends amid a number
    ("募集2,650 ,000元", [("2,650 ,000元", "2650000", "元")]),
    ("减免费用12345万元", [("12345万元", "123450000", "元")]),  # the number of a hotline, and here an amount
    ("新建公路12345公里", [("12345公里", "12345", "公里")]),
    ("补助两万六元", [("两万六元", "26000", "元")]),
    ("罚款伍仟元整", [("伍仟元", "5000", "元")]),
    ("合计壹拾贰万叁仟元", [("壹拾贰万叁仟元", "123000", "元")]),
    ("惠及几十万人", [("几十万人", "200000", "人")]),
    ("进出口总额突破万亿元", [("突破万亿元", "1000000000000", "元")]),
    ("产业产值达到百亿元。", [("百亿元", "10000000000", "元")]),
    ("排查隐患两批次，", [("两批次", "2", "批次")]),
    ("仅余一件未办结", [("一件", "1", "件")]),
    ("仅剩一个村未通硬化路", [("一个", "1", "个")]),
    ("唯一一家入选单位", [("一家", "1", "家")]),
    ("倍差由2.21降至2.16，", [("2.21", "2.21", ""), ("2.16", "2.16", "")]),
    ("占总量的1/4。", [("1/4", "25", "%")]),
    ("减少近1/3，", [("近1/3", "100/3", "%")]),
    ("支出3, 156,077万元", [("3, 156,077万元", "31560770000", "元")]),
    ("支出1，318，436万元", [("1，318，436万元", "13184360000", "元")]),
    ("受理5件, 120人参加", [("5件", "5", "件"), ("120人", "120", "人")]),
    ("接访4 283人次", [("4 283人次", "4283", "人次")]),
    ("出生率下降0.45个千分点", [("0.45个千分点", "0.045", "个百分点")]),
    ("改造15蒸吨以下锅炉", [("15蒸吨以下", "15", "蒸吨")]),
    ("城乡收入比由2.10:1缩小到2.05:1，", [("2.10:1", "2.10", ""), ("2.05:1", "2.05", "")]),
    ("基尼系数为0.36，", [("0.36", "0.36", "")]),
    ("增幅7.2%[12]。", [("7.2%", "7.2", "%")]),
]

UNREAD = [  # numbers that are named, with the reason, instead of being guessed at
    ("增加542,62万元", "542,62万元"),
    ("支出1,234,56万元", "1,234,56万元"),
    ("办结行政复议案件97 6件", "97 6件"),
    ("下达资金2 3.40万元", "2 3.40万元"),
    ("比重14.8%−5.2%", "14.8%−5.2%"),
    ("比重14.8-5.2%", "14.8-5.2"),
]


@pytest.mark.parametrize("text", NAMES)
def test_a_number_inside_a_name_is_no_figure(text: str) -> None:
    """What belongs to a name counts nothing."""
    assert [found for found in scan(text) if not isinstance(found, UnreadNumber)] == []


@pytest.mark.parametrize(("text", "figures"), FIGURES)
def test_an_odd_spelling_is_read(text: str, figures: list[tuple[str, str, str]]) -> None:
    """The whole figure is read, with its value and unit, and nothing besides."""
    found = [figure for figure in scan(text) if not isinstance(figure, UnreadNumber)]
    assert [(figure.surface, figure.text, figure.unit) for figure in found] == figures


@pytest.mark.parametrize(("text", "passage"), UNREAD)
def test_a_broken_number_is_named(text: str, passage: str) -> None:
    """A misprint is unread as a whole: no part of it is taken for a figure."""
    assert [(isinstance(found, UnreadNumber), found.span.of(text)) for found in scan(text)] == [(True, passage)]


WORDS = "增长 减少 上升 由 从 到 至 的 和 成 倍 件 万元 亿 个百分点 两 三 十 百 半 余 多 近 约 以上 同比 翻 番 年 月 号"
SIGNS = "- — ~ , ， 、 。 ； % 1 3 2.5 1,234 1,234.5 1/4 + ↑ ↓ :1 （ ） “ ”"
PIECES = st.sampled_from([*WORDS.split(), *SIGNS.split(), " ", "\n", ", ", "97 6"])


@pytest.mark.parametrize(
    "passage", ["增长14.8-5.2%", "增长1.2亿元-0.5亿元", "增长2 3.4%", "减少12,34.5万元", "增长2,345.6"]
)
def test_what_is_unread_behind_a_change_ends_no_reading(passage: str) -> None:
    """A number behind 增长 that cannot be read is unread, and the sentence goes on."""
    report = read_text(f"存款余额5,120.00万元，{passage}，贷款余额36件。")
    assert [metric.figure.surface for metric in report.metrics] == ["5,120.00万元", "36件"]
    assert len(report.unread) == 1


@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_interval_ends_below_its_beginning(text: str) -> None:
    """Whatever stands together, scanning ends, moves on, and every interval rises."""
    last = 0
    for found in scan(text):
        assert found.span.start >= last
        last = found.span.end
        if isinstance(found, UnreadNumber):
            continue
        low, high = found.interval.low, found.interval.high
        assert low is None or high is None or low <= high


@pytest.mark.parametrize(
    ("passage", "value", "unread"),
    [
        ("营业收入达1.2个亿，同比增长20%。", 120_000_000, ""),
        ("完成投资3个亿。", 300_000_000, ""),
        ("争取资金1.5个亿元用于修路。", 150_000_000, ""),
        ("带动了4个亿的消费。", 400_000_000, ""),
        ("引进3个亿元以上项目。", 3, ""),
        ("建成2个亿吨级港口。", 2, ""),
        ("贷款余额12个多亿元。", None, "12个多亿元"),
        ("投入三个亿，效果明显。", None, "三个亿"),
        ("全长百十公里。", None, "百十公里"),
        ("惠及百十来户。", None, "百十来户"),
    ],
)
def test_counted_magnitudes(passage: str, value: int | None, unread: str) -> None:
    """个 between a number and 亿 does not change its value, unless 亿 tells the size of what is counted."""
    report = rd.parse(f"2023年，{passage}")
    assert [metric.figure.value for metric in report.metrics] == ([] if value is None else [value])
    assert [number.surface for number in report.unread] == ([unread] if unread else [])


@pytest.mark.parametrize("noun", ["人大代表", "人均收入", "人口普查", "家庭农场", "家电下乡", "部队转业", "人社系统"])
@pytest.mark.parametrize("numbers", ["2024", "分别为12、15"])
def test_a_noun_is_no_measure_word(noun: str, numbers: str) -> None:
    """A number before a noun that begins like a measure word is no count in it: 2024|人口, but 15人|的."""
    assert [read for read in scan(numbers + noun) if isinstance(read, Figure)] == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("于12号召开会议，新增3家", ["3家"]),
        ("跨上三个百亿元台阶，达到320亿元", ["320亿元"]),
        ("二十大召开以来调解52件", ["52件"]),
        ("1.1 三项制度改革，办结4件", ["4件"]),
        ("拨打12345热线共25次", ["25次"]),
    ],
)
def test_what_counts_nothing_hides_no_figure_behind_it(text: str, figures: list[str]) -> None:
    """A numeral that counts nothing is passed over with the words that tell so, and the figure behind it is read."""
    assert [read.surface for read in scan(text) if isinstance(read, Figure)] == figures


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("0.52元/千瓦时", "元/千瓦时"),
        ("5,200元/生·年", "元/生·年"),
        ("35元/平方米·月", "元/平方米·月"),
        ("720元／人／月", "元/人/月"),
        ("305克/千瓦时", "克/千瓦时"),
        ("8件/百万人", "件/百万人"),
    ],
)
def test_a_unit_is_read_with_all_that_stands_below_it(printed: str, unit: str) -> None:
    """What is below the line may be a unit that begins with a scale word, a student, and a time behind it."""
    (metric,) = rd.parse(f"甲县2023年工作报告\n标准为{printed}。").metrics
    assert (metric.figure.surface, metric.figure.unit) == (printed, unit)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("全年培训120名师生。", "120名"),  # 名师 is a word, and so is 师生
        ("新增120张床位。", "120张"),  # 张床 is a unit
        ("资助120名师范生。", "120名"),
        ("发放120张床单。", "120张"),
        ("配备安全员12人/车间。", "12人"),  # no 人/车
    ],
)
def test_a_unit_ends_where_the_noun_behind_it_begins(text: str, surface: str) -> None:
    """A word that begins with the unit is none where the noun behind the unit reaches beyond it."""
    (metric,) = rd.parse(f"甲县2023年工作报告\n{text}").metrics
    assert metric.figure.surface == surface


@pytest.mark.parametrize("text", ["在手订单12 .86亿元。", "增长5 .2%。"])
def test_a_number_broken_before_its_point_is_unread(text: str) -> None:
    """A blank before the point leaves open whether the number begins before it."""
    report = rd.parse(f"甲公司2023年年度报告\n{text}")
    assert (report.metrics, len(report.unread)) == ((), 1)
