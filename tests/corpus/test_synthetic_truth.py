"""The truth of a synthetic pair is found in it, whatever its number."""

from __future__ import annotations

from hypothesis import given, settings
from synthetic_reports import SyntheticPair, synthetic_pair

from reportdiff import Comparison, compare, parse
from reportdiff.model import Verdict
from strategies import seeds


def compared(pair: SyntheticPair) -> Comparison:
    """The pair compared."""
    return compare(parse(pair.prior, source="prior"), parse(pair.current, source="current"))


@settings(max_examples=60)
@given(seeds)
def test_metrics_of_both_years_are_paired_with_their_values(number: int) -> None:
    """A metric is paired with itself, reworded, moved or rescaled as it may be; one of a single year with none."""
    pair = synthetic_pair(number)
    diff = compared(pair)
    before = {metric.id: metric for metric in diff.prior.metrics}
    after = {metric.id: metric for metric in diff.current.metrics}
    pairs = [(before[pair.prior], after[pair.current]) for pair in diff.result.pairs if pair.prior and pair.current]
    for item in pair.items:
        values = [(one.figure.value, other.figure.value) for one, other in pairs if item.name in other.name]
        both = item.prior is not None and item.current is not None
        assert values == ([(item.prior, item.current)] if both else []), item


@settings(max_examples=60)
@given(seeds)
def test_exactly_the_wrong_changes_are_inconsistent(number: int) -> None:
    """Every stated change that is wrong on purpose is found inconsistent, and no other."""
    pair = synthetic_pair(number)
    diff = compared(pair)
    names = {metric.id: metric.name for metric in diff.current.metrics}
    accused = {names[check.metric or ""] for check in diff.result.checks if check.verdict is Verdict.INCONSISTENT}
    guilty = {item.name for item in pair.items if item.wrong}
    assert {name for item in guilty for name in accused if item in name} == accused
    assert len(accused) == len(guilty)
