"""Names of figures by kinds of sentence: rows of named_kinds.tsv, written in other genres and words than any report."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import reportdiff

with Path(__file__).with_name("named_kinds.tsv").open(encoding="utf-8", newline="") as handle:
    ROWS = [*csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}-{row['surface']}-{row['name']}")
def test_a_figure_is_named_by_the_kind_of_its_sentence(row: dict[str, str]) -> None:
    """A figure, or the claim whose size it is, has the name of its row."""
    report = reportdiff.parse(row["text"])
    place = row["text"].index(row["surface"])
    names = [metric.name for metric in report.metrics if metric.span.start <= place < metric.span.end]
    names = names or [claim.metric_name for claim in report.claims if claim.span.start <= place < claim.span.end]
    assert names[:1] == [row["name"]]


def test_a_claim_of_torn_words_is_quoted_as_printed() -> None:
    """The blanks of torn words stay in what a claim quotes."""
    claims = reportdiff.parse("粮 食产 量 45.6 万吨，比上年增 长 2.1%；棉 花产 量增 长 3.0%。").claims
    assert [(claim.metric_name, claim.surface) for claim in claims] == [
        ("粮食产量", "比上年增 长 2.1%"),
        ("棉花产量", "增 长 3.0%"),
    ]
