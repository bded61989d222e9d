"""The examples of the lexicon's rows, through the reader."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from reading_texts import read_text

from reportdiff import check
from reportdiff.extraction.figures.scanner import scan
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import Binding, Figure, RelationKind
from reportdiff.text.normalize import normalize_characters

LEXICON = Path(__file__).parents[2] / "src" / "reportdiff" / "lexicon"


def examples_of(name: str) -> list[tuple[dict[str, Any], str]]:
    """Every example of a lexicon file with its row."""
    rows = tomllib.loads((LEXICON / f"{name}.toml").read_text(encoding="utf-8"))["row"]
    return [(row, example) for row in rows for example in row["examples"]]


def figures_of(text: str) -> list[Figure]:
    """The figures that the scanner finds."""
    return [found for found in scan(text) if isinstance(found, Figure)]


@pytest.mark.parametrize(
    ("row", "example"), examples_of("lures"), ids=lambda value: value if isinstance(value, str) else ""
)
def test_non_quantities_hold_no_figure(row: dict[str, Any], example: str) -> None:
    """The examples of numerals that are no quantities hold no figure."""
    assert figures_of(example) == []


@pytest.mark.parametrize(
    ("row", "example"), examples_of("units"), ids=lambda value: value if isinstance(value, str) else ""
)
def test_units_are_read_whole(row: dict[str, Any], example: str) -> None:
    """A surface is read whole, in a known unit of its row's kind."""
    figure = figures_of(example)[0]
    assert normalize_characters(figure.surface) == normalize_characters(example)
    assert figure.known_unit
    assert kind_of_unit(figure.unit) == row["kind"]


@pytest.mark.parametrize(
    ("row", "example"), examples_of("unit_guards"), ids=lambda value: value if isinstance(value, str) else ""
)
def test_guarded_units_are_no_figures(row: dict[str, Any], example: str) -> None:
    """No figure in the guarded unit is found."""
    assert row["unit"] not in {figure.unit for figure in figures_of(example)}


@pytest.mark.parametrize(
    ("row", "example"), examples_of("qualifiers"), ids=lambda value: value if isinstance(value, str) else ""
)
def test_qualifiers_belong_to_the_figure(row: dict[str, Any], example: str) -> None:
    """A qualified figure is read whole, and says by which word."""
    figure = figures_of(example)[0]
    assert normalize_characters(figure.surface) == normalize_characters(example)
    assert figure.qualifier is not None


@pytest.mark.parametrize(
    ("row", "example"), examples_of("changes"), ids=lambda value: value if isinstance(value, str) else ""
)
def test_change_words_have_their_direction(row: dict[str, Any], example: str) -> None:
    """A stated change has the direction of its row."""
    claims = read_text(f"全年收到来信287件，{example}。").claims
    assert [claim.direction.value for claim in claims] == [row["direction"]]


@pytest.mark.parametrize(
    ("row", "example"), examples_of("rates"), ids=lambda value: value if isinstance(value, str) else ""
)
def test_rates_find_both_operands(row: dict[str, Any], example: str) -> None:
    """A rate is of the figure done, against the one that it was done to, both printed in its own sentence.

    What a rate leaves out is no operand of a claim: the difference of both is (服判息诉率).
    """
    report = read_text(f"{example}。")
    rates = [claim for claim in report.claims if claim.form is RelationKind.RATE]
    levels = [metric.id for metric in report.metrics if metric.figure.unit != "%"]
    operands = [] if "left" in row else [(levels[1], levels[0], Binding.CLAUSE)]
    assert [(claim.current, claim.prior, claim.prior_binding) for claim in rates] == operands
    assert row["rate"]


RATES = [
    ("审结案件84件，其中调解31件，调解率为46.9%。", "error"),
    ("排查风险点40处，已整改34处，整改率达100%。", "question"),  # of those that were due
    ("受理举报1500件，办结1480件，按期办结率99.5%。", None),  # how many in time is not printed
    ("办理案件300件，审结270件（含上年结转20件），结案率83.3%。", None),
    ("收到申请150件，受理128件，不予受理10件，告知12件，受理率92.8%。", "question"),  # without the 12
    ("上期结转30件，新收270件，办结285件，办结率95%。", None),  # of a sum that is not printed
    ("收到申请150件，受理128件，审结110件，纠错11件，纠错率8.6%。", "question"),  # holds for the 128
    ("概算评审412项，核定30.00亿元，审减2.40亿元，审减率7.41%。", None),  # what was sent in is not printed
    ("安排财政赤字9000亿元，其中中央财政赤字7000亿元，赤字率2%。", None),  # no row knows it
]


@pytest.mark.parametrize(("text", "severity"), RATES)
def test_a_rate_accuses_over_printed_operands_alone(text: str, severity: str | None) -> None:
    """A rate that fails is an error where both its operands are printed for it, and no other figure makes it hold."""
    checks = [item for item in check(read_text(text)).result.checks if item.check == "share"]
    assert [item.severity.value for item in checks if item.severity] == ([severity] if severity else [])


@pytest.mark.parametrize("word", ["全年", "共", "累计", "其中", "目前", "特别是"])
def test_adverbs_are_no_part_of_a_name(word: str) -> None:
    """A word that frames a clause is no part of a name."""
    assert strip_function_words(f"{word}受理行政复议申请") == "受理行政复议申请"
