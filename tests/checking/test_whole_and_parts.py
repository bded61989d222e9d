"""The changes of a whole and its parts: last year's parts, as they imply them, make last year's whole."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportdiff import check, compare, parse
from reportdiff.model import Severity, Verdict

BULLETIN = "青禾市2024年国民经济和社会发展统计公报\n"
TRADE = "全年进出口总额160.25亿元，增长{whole}。其中，出口100.13亿元，增长{one}；进口60.12亿元，增长{two}。"


def _joint(text: str) -> list[tuple[str, Verdict, Severity | None]]:
    """Return surface, verdict and severity of what was decided of changes whose base is not printed."""
    result = check(parse(BULLETIN + text)).result
    surfaces = {claim.id: claim.surface for claim in result.report.claims}
    return [
        (surfaces[item.claim or ""], item.verdict, item.severity)
        for item in result.checks
        if item.check == "implied_prior" and item.verdict is not Verdict.UNCHECKED
    ]


def test_changes_that_fit_each_other_hold() -> None:
    """The whole and both parts are borne out by one another, though no figure of last year is printed."""
    found = _joint(TRADE.format(whole="6.7%", one="11.1%", two="0.2%"))
    assert found == [(f"增长{size}", Verdict.CONSISTENT, None) for size in ("6.7%", "11.1%", "0.2%")]


@pytest.mark.parametrize(
    ("whole", "one", "two"), [("7.6%", "11.1%", "0.2%"), ("6.7%", "17.1%", "0.2%"), ("6.7%", "11.1%", "2.0%")]
)
def test_changes_that_cannot_all_be_right_are_one_finding(whole: str, one: str, two: str) -> None:
    """Whichever of the three is wrong, there is one warning, at the whole."""
    assert _joint(TRADE.format(whole=whole, one=one, two=two)) == [
        (f"增长{whole}", Verdict.INCONSISTENT, Severity.WARNING)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全年进出口总额160.25亿元，增长7.6%。其中，出口100.13亿元，增长11.1%；进口60.12亿元。",
        "全年进出口总额160.25亿元，增长7.6%。其中，出口90.13亿元，增长11.1%；进口60.12亿元，增长0.2%。",
        "全年进出口总额160.25亿元，同口径增长7.6%。其中，出口100.13亿元，增长11.1%；进口60.12亿元，增长0.2%。",
        "全年地区生产总值160.25亿元，增长7.6%。其中，第一产业增加值100.13亿元，增长11.1%；第二产业增加值60.12亿元，增长0.2%。",
    ],
    ids=["a part without a change", "parts that do not add up", "a comparable basis", "constant prices"],
)
def test_what_need_not_fit_is_left_alone(text: str) -> None:
    """Without all changes, without a sum, and under another basis nothing is said."""
    assert _joint(text) == []


def test_coarse_figures_bear_nothing_out() -> None:
    """Levels in whole 亿元 leave a change so much room that it is not said to hold."""
    assert _joint("全年收入3亿元，增长6.7%。其中，税收收入2亿元，增长11.1%；非税收入1亿元，增长0.2%。") == []


def test_what_last_year_refutes_is_not_told_twice() -> None:
    """Where last year's report shows which change is wrong, that one is the finding."""
    before = parse(
        "青禾市2023年国民经济和社会发展统计公报\n全年进出口总额150.19亿元。其中，出口90.13亿元；进口60.06亿元。"
    )
    after = parse(BULLETIN + TRADE.format(whole="7.6%", one="11.1%", two="0.1%"))
    result = compare(before, after).result
    failed = [item for item in result.checks if item.verdict is Verdict.INCONSISTENT]
    surfaces = {claim.id: claim.surface for claim in result.current.report.claims}
    assert [surfaces[item.claim or ""] for item in failed] == ["增长7.6%"]


AMOUNTS = st.integers(min_value=500, max_value=90_000)  # hundredths


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=2, max_size=2))
def test_true_changes_are_never_accused(parts: list[tuple[int, int]]) -> None:
    """Whatever the true figures were, printed to two and one places they do not contradict each other."""
    names = ("出口", "进口")

    def change(now: int, before: int) -> str:
        rate = (Decimal(now - before) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{'下降' if rate < 0 else '增长'}{abs(rate)}%"

    whole = sum(now for now, _ in parts), sum(before for _, before in parts)
    listed = "；".join(
        f"{name}{Decimal(now) / 100:.2f}亿元，{change(now, before)}"
        for name, (now, before) in zip(names, parts, strict=True)
    )
    text = f"全年进出口总额{Decimal(whole[0]) / 100:.2f}亿元，{change(*whole)}。其中，{listed}。"
    assert all(verdict is Verdict.CONSISTENT for _, verdict, _ in _joint(text))


@pytest.mark.parametrize(("name", "severity"), [("收入总计", Severity.QUESTION), ("货物进出口额", Severity.WARNING)])
def test_a_total_of_sources_may_have_had_another_source(name: str, severity: Severity) -> None:
    """Last year's total may be more than this year's sources were, while exports and imports are all of trade."""
    text = f"全年{name}160.00亿元，增长6.0%。其中，本级收入100.00亿元，增长11.0%；上级补助60.00亿元，增长9.0%。"
    result = check(parse(BULLETIN + text)).result
    assert [item.severity for item in result.checks if item.severity is not None] == [severity]
