"""Which metrics are paired, which are kept apart, and what a pair records."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from synthetic import Line, partners, report_of

from alignment_gold import name_pairs_f1
from reportdiff import compare, parse
from reportdiff.alignment import align_metrics, align_sections
from reportdiff.alignment.names import name_of
from reportdiff.alignment.vetoes import not_vetoed_names
from reportdiff.model import Kind, Report, Role, Status, TablePlace

REVIEW = "工作回顾"


def pair_of(prior: Line, current: Line) -> set[tuple[str, str]]:
    """What two reports of one metric each have in common."""
    return partners(
        report_of(2022, [(REVIEW, Role.REVIEW, [prior])]), report_of(2023, [(REVIEW, Role.REVIEW, [current])])
    )


def said_pair(prior: str, current: str) -> bool:
    """Return whether what two reports say has any figure in common."""
    texts = (f"石浦市{year}年政府工作报告\n{said}" for year, said in ((2022, prior), (2023, current)))
    pairs = compare(*map(parse, texts)).result.pairs
    return any(pair.prior is not None and pair.current is not None for pair in pairs)


@pytest.mark.parametrize(
    ("prior", "current"),
    [
        (Line("受理行政复议申请", 132), Line("收到行政复议申请", 287)),
        (Line("任前法律知识考试", 80, "人"), Line("任前法律知识测试", 83, "名")),
        (Line("发布规范性文件", 60, "件"), Line("发布规范性文件", 79, "份")),
        (Line("接待游客", 4380000, "人次"), Line("旅游接待人数", 5256000, "人次")),
        (Line("城镇新增就业", 5611, "人"), Line("新增就业", 5487, "人")),
        (Line("城镇新增就业", 4200, "人", scope="城镇"), Line("全市城镇新增就业", 4500, "人", scope="全市")),
        (Line("全市法院收案", 3550, scope="全市法院"), Line("全市各级法院收案", 3600, scope="全市")),
        (Line("PM2.5平均浓度", 34, "微克/立方米"), Line("PM2.5平均浓度", 29, "微克每立方米")),
        (Line("高标准农田", 3000, "亩", Kind.MEASURE), Line("高标准农田", 220, "公顷", Kind.MEASURE)),
    ],
)
def test_reworded_metrics_are_paired(prior: Line, current: Line) -> None:
    """Aliases, other measure words and other units of one dimension do not hide that it is the same metric."""
    assert pair_of(prior, current) == {(prior.name, current.name)}


@pytest.mark.parametrize(
    ("prior", "current"),
    [
        (Line("一审行政案件", 132), Line("二审行政案件", 140)),
        (Line("受理行政复议申请", 132), Line("办结行政复议申请", 130)),
        (Line("划分网格", 1760, "个"), Line("划分微网格", 1800, "个")),
        (Line("全市收入", 1760, "元", Kind.MONEY), Line("市本级收入", 1800, "元", Kind.MONEY)),
        (Line("实际使用外资", 100, "元", Kind.MONEY), Line("实际使用外资", 100, "美元", Kind.MONEY)),
        (Line("制定、修订和废止规章", 12), Line("制定、废止规章", 8)),
        (Line("新建改造管网", 86), Line("新建管网", 52)),
        (Line("新（改、扩）建学校", 9), Line("改建学校", 4)),
        (Line("新增公园", 127, "座"), Line("公园累计", 130, "座")),
        (Line("旅游收入", 47, "元", Kind.MONEY), Line("旅游收入", 47, "元", Kind.MONEY, Status.TARGET)),
        (Line("网办率", 98, "%", Kind.RATIO), Line("网办", 98)),
        (
            Line("全市固定资产投资", 90, "元", Kind.MONEY, scope="全市"),
            Line("全区固定资产投资", 91, "元", Kind.MONEY, scope="全区"),
        ),
        (Line("受理行政复议申请", 132), Line("培训党员干部", 132)),
        (Line("收到行政复议申请", 132), Line("审结行政复议申请", 130)),
        (Line("新增绿色工厂", 301, "家"), Line("绿色工厂", 1210, "家")),
        (Line("老旧小区改造开工", 742, "个"), Line("老旧小区改造竣工", 725, "个")),
        (Line("增加预算内投资", 100, "元", Kind.MONEY), Line("预算内投资", 804, "元", Kind.MONEY)),
        (Line("省级区域医疗中心", 9, "个"), Line("国家区域医疗中心", 8, "个")),
        (Line("电子信息产业规模", 12500, "元", Kind.MONEY), Line("装备制造业产业规模", 8200, "元", Kind.MONEY)),
        (Line("归属于上市公司股东的净利润", 900, "元", Kind.MONEY), Line("净利润", 950, "元", Kind.MONEY)),
        (Line("不批准逮捕", 90, "人"), Line("批准逮捕", 95, "人")),
        (Line("水利完成投资", 748, "元", Kind.MONEY), Line("交通、能源、水利完成投资", 5400, "元", Kind.MONEY)),
        (Line("查获侵权货物", 420, "批"), Line("查获邮递渠道侵权货物", 35, "批")),
        (Line("全校授予学位", 7000, "人"), Line("医学院授予学位", 900, "人")),
    ],
)
def test_similar_names_of_other_things_are_kept_apart(prior: Line, current: Line) -> None:
    """Vetoes, currencies, status, kind, scope and plainly other names leave both metrics alone."""
    assert pair_of(prior, current) == set()


def test_targets_pair_with_targets() -> None:
    """This year's target answers to last year's target, and this year's actual to last year's actual."""

    def lines(value: int) -> list[Line]:
        return [
            Line("旅游收入", value, "元", Kind.MONEY),
            Line("旅游收入", value + 9, "元", Kind.MONEY, Status.TARGET),
        ]

    prior, current = (
        report_of(year, [(REVIEW, Role.REVIEW, lines(value))]) for year, value in ((2022, 40), (2023, 47))
    )
    pairs = align_metrics(prior, current, align_sections(prior, current))
    assert {(pair.prior, pair.current) for pair in pairs} == {("m1", "m1"), ("m2", "m2")}


def test_every_metric_is_accounted_for() -> None:
    """Dropped and added metrics stand in pairs with one side None; nothing stands twice."""
    prior = report_of(2022, [(REVIEW, Role.REVIEW, [Line("受理行政复议申请", 132), Line("旧的指标", 5, "个")])])
    current = report_of(2023, [(REVIEW, Role.REVIEW, [Line("新的做法", 3, "项"), Line("受理行政复议申请", 287)])])
    pairs = align_metrics(prior, current, align_sections(prior, current))
    assert [(pair.prior, pair.current) for pair in pairs] == [(None, "m1"), ("m1", "m2"), ("m2", None)]
    assert all(pair.score == 0 and not pair.reasons for pair in pairs if pair.prior is None or pair.current is None)


def test_a_pair_keeps_its_reasons() -> None:
    """A pair lists its reasons, each of them and the score an exact fraction in [0, 1]."""
    prior = report_of(2022, [(REVIEW, Role.REVIEW, [Line("受理行政复议申请", 132)])])
    current = report_of(2023, [(REVIEW, Role.REVIEW, [Line("受理行政复议申请", 287)])])
    (pair,) = align_metrics(prior, current, align_sections(prior, current))
    assert {"name", "noun", "context", "section", "magnitude", "unit", "period", "runner_up"} == set(pair.reasons)
    assert all(isinstance(value, Fraction) and 0 <= value <= 1 for value in (pair.score, *pair.reasons.values()))
    assert pair.reasons["name"] == 1
    assert not pair.review


def test_a_tie_is_marked_for_review() -> None:
    """Of two candidates with one score the first in the text is taken, and the pair is marked for review."""
    twice = [Line("受理行政复议申请", 132), Line("受理行政复议申请", 133)]
    prior = report_of(2022, [(REVIEW, Role.REVIEW, twice)])
    current = report_of(2023, [(REVIEW, Role.REVIEW, twice)])
    pairs = align_metrics(prior, current, align_sections(prior, current))
    assert [(pair.prior, pair.current) for pair in pairs] == [("m1", "m1"), ("m2", "m2")]
    assert all(pair.review for pair in pairs)


def test_a_repeated_mention_has_no_pair() -> None:
    """A figure printed again under the same name has no pair of its own."""
    prior = report_of(2022, [(REVIEW, Role.REVIEW, [Line("受理行政复议申请", 132), Line("受理行政复议申请", 132)])])
    current = report_of(2023, [(REVIEW, Role.REVIEW, [Line("受理行政复议申请", 287)])])
    pairs = align_metrics(prior, current, align_sections(prior, current))
    assert [(pair.prior, pair.current) for pair in pairs] == [("m1", "m1")]


def test_reports_without_metrics_have_no_pairs() -> None:
    """Reports without metrics or sections have nothing in common."""
    empty, full = report_of(2022, []), report_of(2023, [(REVIEW, Role.REVIEW, [Line("受理申请", 287)])])
    assert align_metrics(empty, empty, ()) == ()
    assert [pair.prior for pair in align_metrics(empty, full, ())] == [None]
    assert [pair.current for pair in align_metrics(full, empty, ())] == [None]


def test_name_pairs(shared: Path) -> None:
    """On the table of reworded names, unit known, the best threshold of four fifths does F1 .92 on the other fifth."""
    assert name_pairs_f1(shared) >= 0.92


def test_a_sum_over_years_is_no_partner_of_one_year() -> None:
    """What five years added up to does not answer to one year's figure; a level reached after five years does."""
    year = Line("城镇新增就业", 90, "人", period="2022")
    assert pair_of(year, Line("城镇新增就业", 452, "人", period="2019-2023")) == set()
    assert pair_of(year, Line("城镇新增就业", 95, "人", period="2019-2023")) == {("城镇新增就业", "城镇新增就业")}


def pairs_of_texts(prior: str, current: str) -> set[tuple[str, str]]:
    """The surfaces of the metrics that two sentences of a work report share."""
    reports = [
        parse(f"{year}年青山区政府工作报告\n一、{year - 1}年工作回顾\n{text}\n", year=year)
        for year, text in ((2024, prior), (2025, current))
    ]
    found = compare(*reports).result.pairs
    surfaces = [{metric.id: metric.figure.surface for metric in report.metrics} for report in reports]
    return {(surfaces[0][p.prior], surfaces[1][p.current]) for p in found if p.prior and p.current}


@pytest.mark.parametrize(
    ("prior", "current", "paired"),
    [
        ("平台累计汇聚目录48.0万条。", "平台新汇聚目录6.0万条。", False),
        ("自开馆以来，采购图书48.0万册。", "当年采购图书6.0万册。", False),
        ("全区累计建成驿站72个。", "全区当年新建驿站8个。", False),
        ("全区累计办理事项4800件。", "全区办理事项5200件。", True),
        ("今年以来办理事项4800件。", "办理事项1500件。", True),
        ("开展燃气安全大检查，整改隐患720处。", "开展燃气安全大检查，整改隐患90处。", True),
    ],
)
def test_all_so_far_is_no_partner_of_one_year(prior: str, current: str, paired: bool) -> None:
    """What a year brought does not answer to all so far."""
    assert bool(pairs_of_texts(prior, current)) is paired


@pytest.mark.parametrize(
    ("whole", "part", "doubted"),
    [
        ("发放交通、住房补贴", "发放住房补贴", True),
        ("招收专科、本科生", "招收本科生", True),
        ("开展检查和复查", "开展检查", True),
        ("发放住房补贴", "发放住房补贴", False),
    ],
)
def test_one_of_two_things_is_marked_for_review(whole: str, part: str, doubted: bool) -> None:
    """A figure of two things and a lesser one of one of them may be of one metric: a person decides."""
    prior = report_of(2022, [(REVIEW, Role.REVIEW, [Line(whole, 400)])])
    current = report_of(2023, [(REVIEW, Role.REVIEW, [Line(part, 300)])])
    pairs = align_metrics(prior, current, align_sections(prior, current))
    assert all(pair.review is doubted for pair in pairs if pair.prior and pair.current)


def test_projects_of_another_size_are_kept_apart() -> None:
    """A project of 400万吨 is paired with one of the same size and not with one of another."""
    prior, current = "推进400万吨褐煤提质项目建设。", "推进金源{}万吨褐煤提质项目建设。"
    assert pairs_of_texts(prior, current.format(200)) == set()
    assert pairs_of_texts(prior, current.format(400)) == {("400万吨", "400万吨")}


def test_business_and_product_lines_are_one_classification() -> None:
    """A company that lists 业务 one year and 产品 the next has one classification: its 其他 is paired."""
    prior = "减速器业务收入12.48亿元；轴承业务收入6.35亿元；其他业务收入3.03亿元。"
    current = "减速器产品收入13.92亿元；轴承产品收入6.11亿元；关节产品收入1.26亿元；其他业务收入3.12亿元。"
    expected = {("12.48亿元", "13.92亿元"), ("6.35亿元", "6.11亿元"), ("3.03亿元", "3.12亿元")}
    assert pairs_of_texts(prior, current) == expected


def test_other_items_are_kept_apart_under_another_classification() -> None:
    """其他 is another thing where most of its siblings are new, and the same where they stay."""
    prior = "共有车辆9辆，其中：轿车3辆、越野车4辆、其他用车2辆。"
    anew = "共有车辆9辆，其中：机要通信用车1辆、应急保障用车1辆、执法执勤用车1辆、其他用车6辆。"
    again = "共有车辆9辆，其中：轿车2辆、越野车4辆、其他用车3辆。"
    assert ("2辆", "6辆") not in pairs_of_texts(prior, anew)
    assert {("9辆", "9辆"), ("2辆", "3辆")} <= pairs_of_texts(prior, again)


def test_aliases_are_two_metrics_where_a_report_counts_both() -> None:
    """新收 and 受理 are aliases, but not in a report that counts both: then each has its own partner."""
    prior = "全市法院受理各类案件12843件，其中新收11986件，审结12187件。"
    current = "全市法院新收各类案件12689件，受理13521件，审结13046件。"
    found = pairs_of_texts(prior, current)
    assert {("12843件", "13521件"), ("11986件", "12689件")} <= found
    assert ("12843件", "12689件") in pairs_of_texts(
        prior.replace("其中新收11986件，", ""), "全市法院新收各类案件12689件。"
    )


def test_vetoes_are_applied_to_names_after_aliases() -> None:
    """A veto word in one name only is no veto where an alias replaces it."""
    prior = [name_of(name) for name in ("普惠小微贷款余额", "扣非归母净利润", "归母净利润")]
    current = [name_of(name) for name in ("普惠型小微企业贷款余额", "扣除非经常性损益的净利润", "净利润")]
    assert not_vetoed_names(prior, current).diagonal().tolist() == [True, True, False]


def cells(year: int, labels: Sequence[tuple[str, str]]) -> Report:
    """Return a report of table cells with the labels of their rows and columns, "" for a missing one."""
    report = report_of(year, [(REVIEW, Role.REVIEW, [Line("数据", 100 + at) for at in range(len(labels))])])
    metrics = [
        evolve(metric, table=TablePlace(id="t1", row=(row,) if row else (), column=(column,) if column else ()))
        for metric, (row, column) in zip(report.metrics, labels, strict=True)
    ]
    return evolve(report, metrics=tuple(metrics))


@pytest.mark.parametrize(
    ("prior", "current", "expected"),
    [
        ([("医疗保险", "合计")], [("医疗保险", "合计")], {(0, 0)}),
        ([("医疗保险", "合计")], [("医疗保险", "其中：财政补助")], set()),
        ([("医疗保险", "合计")], [("城乡社区环境卫生", "合计")], set()),
        ([("医疗保险", "合计")], [("医疗保险", "")], {(0, 0)}),
        ([("", "合计"), ("医疗保险", "合计")], [("医疗保险", "合计"), ("", "合计")], {(0, 1), (1, 0)}),
    ],
)
def test_a_cell_is_found_by_its_row_and_its_column(
    prior: list[tuple[str, str]], current: list[tuple[str, str]], expected: set[tuple[int, int]]
) -> None:
    """Cells pair where row and column labels are alike; a column whose label was not printed may be any one."""
    reports = cells(2022, prior), cells(2023, current)
    found = align_metrics(*reports, align_sections(*reports))
    assert {(int(p.prior[1:]) - 1, int(p.current[1:]) - 1) for p in found if p.prior and p.current} == expected


def test_only_a_printed_scope_keeps_metrics_apart() -> None:
    """A scope that stands somewhere around the figure, and not in its name, forbids no pair."""
    prior, current = Line("受理行政复议申请", 132, scope="全国"), Line("受理行政复议申请", 287, scope="开发区")
    assert pair_of(prior, current) == {("受理行政复议申请", "受理行政复议申请")}


@pytest.mark.parametrize(
    ("prior", "current", "paired"),
    [
        ("投资2.4亿元的安置房工程进展顺利。", "安置房工程完成投资1.2亿元。", False),
        ("安置房工程完成投资2.4亿元。", "安置房工程完成投资1.2亿元。", True),
        ("投资2.4亿元的安置房工程进展顺利。", "投资1.2亿元的安置房工程进展顺利。", True),
    ],
)
def test_the_cost_of_works_is_not_what_a_year_spent(prior: str, current: str, *, paired: bool) -> None:
    """投资…的工程 tells what works cost in all, 完成投资 what was spent on them in the year."""
    assert said_pair(prior, current) is paired


@pytest.mark.parametrize(
    ("prior", "current", "paired"),
    [
        ("非利息净收入8亿元。", "利息净收入10亿元。", False),
        ("流动负债10亿元。", "非流动负债8亿元。", False),
        ("非遗项目12项。", "非遗项目13项。", True),
    ],
)
def test_what_a_name_denies_is_no_pair(prior: str, current: str, paired: bool) -> None:
    """A name in which 非 stands before a word never pairs with one that has the word alone."""
    assert said_pair(prior, current) is paired
