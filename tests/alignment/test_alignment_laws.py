"""Pairs depend neither on which report comes first nor on the order of sections nor on other sections."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import Line, report_of

from reportdiff import parse
from reportdiff.alignment import align_metrics, align_sections
from reportdiff.model import Kind, Metric, Pair, Report, Role, SectionPair, Status

SURE = Fraction(5, 100)
"""A pair with this margin over its runner-up is not to be shaken."""

HEADS = ["加强依法行政", "优化政务服务", "推进农业农村现代化", "保障和改善民生"]
NAMES = [
    "受理行政复议申请", "收到行政复议申请", "办结行政复议申请", "人民调解案件", "专利授权量", "培训党员干部",
    "法律援助案件", "划分网格", "划分微网格", "新增企业", "企业", "旅游收入", "网办率",
]  # fmt: skip
UNITS = {"件": Kind.COUNT, "个": Kind.COUNT, "人": Kind.COUNT, "%": Kind.RATIO, "元": Kind.MONEY}
AROUND = ["", "全年", "着力化解矛盾纠纷，", "我们坚持问题导向，"]
ELSEWHERE = [
    Line("粮食产量", 497460, "吨", Kind.MEASURE),
    Line("轨道交通里程", 906, "公里", Kind.MEASURE),
    Line("港口货物吞吐量", 1340, "标准箱"),
    Line("森林蓄积", 812, "立方米", Kind.MEASURE),
]
BOILERPLATE = "我们坚持问题导向，各项工作扎实推进。"
ASIDE = "\n{}、海上牧场与远洋航运\n远洋渔船出海1830航次，投放人工鱼礁4.3万空方。灯塔巡检612次，更换航标灯器88套。\n"


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A metric of a few names, so that many look alike, in any unit, status, scope and period."""
    unit = draw(st.sampled_from(sorted(UNITS)))
    return Line(
        draw(st.sampled_from(NAMES)),
        draw(st.integers(0, 5000)),
        unit,
        UNITS[unit],
        draw(st.sampled_from([Status.ACTUAL, Status.ACTUAL, Status.TARGET])),
        draw(st.sampled_from([None, None, "全市", "全区"])),
        draw(st.sampled_from([None, None, "2021", "2019-2023"])),
        draw(st.sampled_from(AROUND)),
    )


PARTS = st.lists(st.lists(lines(), max_size=4), min_size=1, max_size=4)
ROLES = st.lists(st.sampled_from([Role.REVIEW, Role.REVIEW, Role.PLAN]), min_size=4, max_size=4)
Parts = Sequence[tuple[str, Role, Sequence[Line]]]


def parts_of(lists: Sequence[Sequence[Line]], roles: Sequence[Role]) -> Parts:
    """Sections with these lines, each under a heading of its own."""
    return list(zip(HEADS, roles, lists, strict=False))


def pairs(prior: Report, current: Report) -> list[Pair]:
    """The pairs that have both sides."""
    made = align_metrics(prior, current, align_sections(prior, current))
    return [pair for pair in made if pair.prior is not None and pair.current is not None]


def named(reports: Sequence[Report], found: Sequence[Pair]) -> set[tuple[object, ...]]:
    """The pairs by what their figures say: one that is printed twice is the same, whichever place stands for it."""
    labels = [{metric.id: _said(metric) for metric in report.metrics} for report in reports]
    return {(*labels[0][str(pair.prior)], *labels[1][str(pair.current)]) for pair in found}


def _said(metric: Metric) -> tuple[object, ...]:
    return metric.name, metric.figure.value, metric.figure.unit, metric.status, metric.scope, metric.period


def sure(found: Sequence[Pair]) -> list[Pair]:
    """The pairs with a margin."""
    return [pair for pair in found if pair.score - pair.reasons["runner_up"] >= SURE]


def mirrored(pair: Pair) -> tuple[object, ...]:
    """A pair as the other direction has to find it."""
    return pair.current, pair.prior, pair.score, tuple(sorted(pair.reasons.items())), pair.review


def mirrored_sections(pair: SectionPair) -> tuple[str | None, str | None, Fraction]:
    """A pair of sections as the other direction has to find it."""
    return pair.current, pair.prior, pair.score


@given(PARTS, PARTS, ROLES, ROLES)
@settings(max_examples=150)
def test_swapping_the_reports_mirrors_the_pairs(
    prior: list[list[Line]], current: list[list[Line]], before: list[Role], after: list[Role]
) -> None:
    """Swapping the reports gives the same pairs of metrics and sections, with the same scores, reasons and doubts."""
    one, other = report_of(2023, parts_of(prior, before)), report_of(2023, parts_of(current, after))
    assert {mirrored(pair) for pair in pairs(one, other)} == {
        (pair.prior, pair.current, *mirrored(pair)[2:]) for pair in pairs(other, one)
    }
    assert {mirrored_sections(pair) for pair in align_sections(one, other)} == {
        (pair.prior, pair.current, pair.score) for pair in align_sections(other, one)
    }


@given(PARTS, PARTS, ROLES, ROLES, st.randoms())
@settings(max_examples=150)
def test_reordering_sections_keeps_pairs_with_a_margin(
    prior: list[list[Line]], current: list[list[Line]], before: list[Role], after: list[Role], dice: Random
) -> None:
    """A pair with a margin is found in whatever order the sections of either report come."""
    sides = parts_of(prior, before), parts_of(current, after)
    plain = [report_of(year, parts) for year, parts in zip((2022, 2023), sides, strict=True)]
    mixed = [report_of(year, dice.sample(parts, len(parts))) for year, parts in zip((2022, 2023), sides, strict=True)]
    assert named(plain, sure(pairs(*plain))) <= named(mixed, pairs(*mixed))


@given(PARTS, PARTS, ROLES, ROLES, st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4)))
@settings(max_examples=150)
def test_unrelated_sections_keep_pairs_with_a_margin(
    prior: list[list[Line]],
    current: list[list[Line]],
    before: list[Role],
    after: list[Role],
    places: set[int],
    others: set[int],
) -> None:
    """Sections about something else, in one report or both, take no partner from a pair with a margin."""
    plain, fuller = [], []
    for year, lists, roles, some in ((2022, prior, before, places), (2023, current, after, others)):
        parts = list(parts_of(lists, roles))
        plain.append(report_of(year, parts))
        for number, place in enumerate(sorted(some)):
            parts.insert(place, (f"海上牧场之{number}", Role.REVIEW, ELSEWHERE[: place + 1]))
        fuller.append(report_of(year, parts))
    assert named(plain, sure(pairs(*plain))) <= named(fuller, pairs(*fuller))


@given(PARTS, PARTS, st.integers(0, 4), st.integers(0, 4))
@settings(max_examples=100)
def test_repeated_boilerplate_keeps_pairs_with_a_margin(
    prior: list[list[Line]], current: list[list[Line]], before: int, after: int
) -> None:
    """A phrase repeated at the head of every section changes no pair with a margin."""

    def text(lists: list[list[Line]], year: int, times: int) -> Report:
        again = BOILERPLATE * times
        sections = []
        for number, head, some in zip("一二三四", HEADS, lists, strict=False):
            said = [f"{line.around}{line.name}{line.value}{line.unit}。{again}" for line in some]
            sections.append(f"{number}、{head}\n{BOILERPLATE}{again}{''.join(said)}\n")
        return parse(f"甲市{year}年工作报告\n{''.join(sections)}", year=year)

    plain = [text(prior, 2022, 0), text(current, 2023, 0)]
    padded = [text(prior, 2022, before), text(current, 2023, after)]
    assert named(plain, sure(pairs(*plain))) <= named(padded, pairs(*padded))


@pytest.fixture(scope="module", params=["gwr-hailar/hailar-district", "gwr-prov/shandong"])
def texts(request: pytest.FixtureRequest, shared: Path) -> tuple[str, str]:
    """Two consecutive reports of one issuer."""
    found = sorted((shared / "reports").glob(f"{request.param}-*.txt"))[-2:]
    one, other = (path.read_text(encoding="utf-8") for path in found)
    return one, other


def test_swapping_whole_reports_mirrors_the_pairs(texts: tuple[str, str]) -> None:
    """Two whole reports give mirrored pairs."""
    one, other = map(parse, texts)
    there = pairs(one, other)
    assert len(there) >= 20
    assert {mirrored(pair) for pair in there} == {
        (pair.prior, pair.current, *mirrored(pair)[2:]) for pair in pairs(other, one)
    }


@pytest.mark.parametrize("change", ["aside", "boilerplate", "shuffled"])
def test_whole_reports_keep_pairs_with_a_margin(texts: tuple[str, str], change: str) -> None:
    """In whole reports, too, another section, repeated phrases and another order keep the pairs with a margin."""
    before, after = map(parse, texts)
    other = parse({"aside": _with_aside, "boilerplate": _padded, "shuffled": _shuffled}[change](after))
    assert {_said(metric) for metric in after.metrics} <= {_said(metric) for metric in other.metrics}
    expected = named((before, after), sure(pairs(before, after)))
    assert len(expected) >= 20
    assert expected <= named((before, other), pairs(before, other))


def _with_aside(report: Report) -> str:
    """The report with a section about something else before one of its top sections."""
    text = report.document.text
    tops = [section.span.start for section in report.sections if section.level == 1]
    place = tops[len(tops) // 2]
    return text[:place] + ASIDE.format("十一").lstrip("\n") + text[place:]


def _padded(report: Report) -> str:
    """The report with a phrase behind every paragraph."""
    return "\n".join(line + BOILERPLATE if line.endswith("。") else line for line in report.document.text.split("\n"))


def _shuffled(report: Report) -> str:
    """The report with the sections inside of each top section in another order."""
    text = report.document.text
    inside: dict[str, list[tuple[int, int]]] = {}
    for section in report.sections:
        if section.level == 2 and section.parent is not None:
            inside.setdefault(section.parent, []).append((section.span.start, section.span.end))
    for spans in reversed(list(inside.values())):
        parts = [text[start:end].rstrip("\n") + "\n" for start, end in spans]
        Random(3).shuffle(parts)
        text = text[: spans[0][0]] + "".join(parts) + text[spans[-1][1] :]
    return text
