"""Numbers are shown the way a reader expects, and every code has words in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sample_results import compared, current_report, prior_report

from reportdiff import parse
from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.messages.labels import check_language, labels, word, words
from reportdiff.model import (
    CLAIM_FORMS,
    Direction,
    Kind,
    RelationKind,
    SectionFate,
    Severity,
    Status,
    Verdict,
)
from reportdiff.rendering.number_text import figure_text, signed, signed_amount
from reportdiff.rendering.rows.change_rows import absolute_text, change_rows, percent_text
from reportdiff.rendering.rows.check_rows import check_rows
from reportdiff.rendering.rows.claim_rows import claim_text


@given(st.fractions(), st.integers(0, 6))
def test_fixed_is_the_nearest_decimal(value: Fraction, places: int) -> None:
    """The rounded number is within half a last place of the exact one and has exactly that many decimals."""
    text = decimal_text(value, places)
    assert abs(Fraction(text) - value) <= Fraction(1, 2 * 10**places)
    assert len(text.partition(".")[2]) == places


@pytest.mark.parametrize(
    ("text", "shown"), [("155", "+155"), ("-4", "-4"), ("0", "0"), ("0.00", "0.00"), ("0.01", "+0.01"), ("+2", "+2")]
)
def test_signed_shows_the_sign_of_all_but_zero(text: str, shown: str) -> None:
    """A positive change has its plus, a negative its minus, zero neither."""
    assert signed(text) == shown


def test_a_change_is_shown_in_the_scale_of_its_report() -> None:
    """万 and 亿 stay; what would not end is rounded; commas stand where the report prints them."""
    tens, hundreds, bare, commas = (
        parse(f"海棠市2023年报告\n全年办理{text}。").metrics[0].figure
        for text in ("58.6万元", "12亿元", "287人", "244,481,713.99元")
    )
    assert signed_amount(Fraction(-569500), tens) == "-56.95万元"
    assert signed_amount(Fraction(3 * 10**8), hundreds) == "+3亿元"
    assert signed_amount(Fraction(1, 3), bare) == "+0.3333人"
    assert signed_amount(Fraction("610957420.92"), commas) == "+610,957,420.92元"
    assert signed_amount(Fraction("-1234.5"), commas) == "-1,234.5元"
    assert signed_amount(Fraction("-0.5"), commas) == "-0.5元"


def test_a_figure_without_a_printed_unit_gets_the_one_of_its_table() -> None:
    """A table's bare number is shown with scale and unit; a printed unit is not repeated."""
    bare = current_report().metrics[0].figure
    assert figure_text(bare) == "287件"
    assert figure_text(evolve(bare, surface="287")) == "287件"
    assert figure_text(evolve(bare, surface="287", unit="元", scale=10**4)) == "287万元"
    assert figure_text(evolve(bare, surface="287万", unit="元", scale=10**4)) == "287万元"
    assert figure_text(evolve(bare, surface="九成", unit="%")) == "九成"


def test_a_bare_figure_of_a_list_gets_its_sign() -> None:
    """A claim that prints only its figure is shown with the sign that its sentence gives."""
    claim = current_report().claims[0]
    bare = evolve(claim, surface="117.42%")
    assert claim_text(claim) == "同比上升117.42%"
    assert claim_text(bare) == "+117.42%"
    assert claim_text(evolve(bare, direction=Direction.DOWN)) == "-117.42%"
    assert claim_text(evolve(bare, form=RelationKind.SHARE, direction=Direction.NONE)) == "117.42%"


def test_every_metric_has_its_row() -> None:
    """Each metric of both reports stands in exactly one row, also one that no pair mentions."""
    whole = compared()
    for result in (whole, evolve(whole, pairs=whole.pairs[:3])):
        rows = change_rows(result)
        assert [row.current.id for row in rows if row.current] == [m.id for m in current_report().metrics]
        assert sorted(row.prior.id for row in rows if row.prior) == [m.id for m in prior_report().metrics]
        assert [row.state for row in rows] == ["paired", "paired", "paired", "added", "added", "dropped"]


def test_the_first_row_tells_the_whole_change() -> None:
    """132 → 287 is +155件 and +117.42%, stated and consistent."""
    row = change_rows(compared())[0]
    assert row.prior is not None
    assert row.current is not None
    assert [figure_text(row.prior.figure), figure_text(row.current.figure)] == ["132件", "287件"]
    assert (absolute_text(row, "zh"), percent_text(row), row.verdict) == ("+155件", "+117.42%", Verdict.CONSISTENT)


def test_checks_stand_worst_first() -> None:
    """Errors come before questions, questions before what has nothing to report."""
    result = compared()
    rows = check_rows(result.checks, result.current.report, result.prior.report)
    assert [row.check.id for row in rows] == ["k3", "k4", "k2", "k1"]
    assert rows[0].quote.startswith("办理跨区通办256件")
    assert rows[0].where("zh") == "haitang-2023.txt 第4行"


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("verdict", Verdict),
        ("mark", Verdict),
        ("severity", Severity),
        ("form", CLAIM_FORMS),
        ("direction", Direction),
        ("kind", Kind),
        ("status", Status),
        ("relation", SectionFate),
    ],
)
def test_every_code_has_words(kind: str, codes: Iterable[StrEnum]) -> None:
    """Each member of the model's enumerations has words of its own."""
    assert {code.value for code in codes} <= set(labels(kind))


def test_an_unknown_code_is_shown_and_an_unknown_language_refused() -> None:
    """A check without an entry shows its own name; a language without words is an error."""
    assert word("check", "brand_new", "zh") == "brand new"
    assert words("diagnosis", ("sign_flipped", "brand_new"), "en") == "direction reversed, brand new"
    with pytest.raises(ValueError, match="known are zh, en"):
        check_language("fr")
