"""Two years each of a bank, a court, a police office and a statistical office, checked by a careful reader."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from reportdiff import compare, read
from reportdiff.model import ComparisonResult, Report, Span

GENRES = Path(__file__).parents[1] / "data" / "genres"
with (GENRES / "expected.tsv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file, delimiter="\t"))
NAMES = sorted({row["genre"] for row in ROWS})


@cache
def compared(genre: str) -> tuple[Report, Report, ComparisonResult]:
    """A genre's two reports, and their comparison."""
    prior, current = (read(GENRES / f"{genre}-{year}.txt") for year in (2023, 2024))
    return prior, current, compare(prior, current).result


def rows_of(genre: str, *kinds: str) -> list[dict[str, str]]:
    """The rows of `kinds`, each found at its place in the texts."""
    rows = [row for row in ROWS if row["genre"] == genre and row["kind"] in kinds]
    assert rows
    return rows


def place(row: dict[str, str], side: str, report: Report) -> Span:
    """Where the row's figure stands in the report of one side."""
    start = int(row[f"{side}_start"])
    span = Span(start, start + len(row[side]))
    assert span.of(report.document.text) == row[side]
    return span


def metric_at(report: Report, span: Span) -> str:
    """The metric whose figure stands at `span`."""
    found = [metric.id for metric in report.metrics if metric.span.start < span.end and span.start < metric.span.end]
    assert found, span.of(report.document.text)
    return found[0]


@pytest.mark.parametrize("genre", NAMES)
def test_metrics_of_each_genre_are_paired(genre: str) -> None:
    """Every metric finds last year's figure of the same thing, reworded, moved or rescaled; new ones find none."""
    prior, current, result = compared(genre)
    partner = {pair.current: pair.prior for pair in result.pairs if pair.current is not None}
    for row in rows_of(genre, "pair", "alone"):
        mine = metric_at(current, place(row, "current", current))
        wanted = metric_at(prior, place(row, "prior", prior)) if row["kind"] == "pair" else None
        assert partner[mine] == wanted, row


@pytest.mark.parametrize("genre", NAMES)
def test_planted_errors_of_each_genre_are_found(genre: str) -> None:
    """No right change is called wrong, and each planted error is found: wrong base, last year's rate, two digits."""
    _, report, result = compared(genre)
    for row in rows_of(genre, "true", "wrong"):
        span = place(row, "current", report)
        claims = {claim.id for claim in report.claims if claim.span.start < span.end and span.start < claim.span.end}
        assert claims, row
        verdicts = {check.verdict.value for check in result.checks if check.claim in claims}
        if row["kind"] == "wrong":
            assert "inconsistent" in verdicts, row
        else:
            assert verdicts.isdisjoint({"inconsistent", "rounding_difference"}), row


@pytest.mark.parametrize("genre", NAMES)
def test_no_other_alarm(genre: str) -> None:
    """Nothing but the planted errors is called inconsistent."""
    _, report, result = compared(genre)
    planted = [place(row, "current", report) for row in rows_of(genre, "wrong")]
    known = {
        claim.id
        for claim in report.claims
        if any(claim.span.start < span.end and span.start < claim.span.end for span in planted)
    }
    others = [
        check.message.zh
        for check in result.checks
        if check.verdict.value == "inconsistent" and check.claim not in known
    ]
    assert others == []
