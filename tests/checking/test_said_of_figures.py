"""One sentence, one figure, one question: year, status, name or basis, its verdict, its sum, or if it is raised."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reportdiff import check, parse
from reportdiff.model import CheckResult, Severity


def _rows() -> list[dict[str, str]]:
    """Read the table: a text, the surface of a figure, what is asked of it and the answer."""
    with Path(__file__).with_name("said_of_figures.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _verdict(result: CheckResult, surface: str) -> str:
    claim = next(item for item in result.report.claims if item.figure is not None and item.figure.surface == surface)
    decided = {item.verdict.value for item in result.checks if item.claim == claim.id} - {"unchecked"}
    return decided.pop() if len(decided) == 1 else "/".join(sorted(decided)) or "unchecked"


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['asked']}-{row['surface']}-{row['note']}")
def test_what_a_sentence_says(row: dict[str, str]) -> None:
    """Each figure is of the year and status, has the name, or is judged as its sentence says."""
    result = check(parse(row["text"].replace("\\n", "\n"))).result
    if row["asked"] == "verdict":
        assert _verdict(result, row["surface"]) == row["answer"]
        return
    if row["asked"] == "basis":
        claims = [item for item in result.report.claims if item.figure and item.figure.surface == row["surface"]]
        assert [claim.basis.kind.value for claim in claims] == [row["answer"]]
        return
    if row["asked"] == "raised":
        raised = [item for item in result.checks if item.severity not in (None, Severity.NOTE)]
        places = [
            result.report.document.text[each.span.start : each.span.end] for item in raised for each in item.evidence
        ]
        assert any(row["surface"] in place for place in places) is (row["answer"] == "yes"), places
        return
    metric = next(item for item in result.report.metrics if item.figure.surface == row["surface"])
    answers = {
        "sum": "/".join(sorted({item.verdict.value for item in result.checks if item.metric == metric.id})),
        "name": metric.name,
        "status": metric.status.value,
        "year": str(metric.period.year) if metric.period is not None else "",
        "period": metric.period.label if metric.period is not None else "",
    }
    assert answers[row["asked"]] == row["answer"]
