"""Generated pairs of reports: exactly the facts that were put into them are found."""

from __future__ import annotations

from hypothesis import given, settings
from made_reports import MadePair, made_pair

from reportdiff import Comparison, compare, parse
from reportdiff.model import Verdict
from strategies import seeds


def compared(made: MadePair) -> Comparison:
    """The pair compared."""
    return compare(parse(made.prior, source="prior"), parse(made.current, source="current"))


@settings(max_examples=60)
@given(seeds)
def test_metrics_of_both_years_are_paired_with_their_values(number: int) -> None:
    """A metric is paired with itself, reworded, moved or rescaled as it may be; one of a single year with none."""
    made = made_pair(number)
    diff = compared(made)
    before = {metric.id: metric for metric in diff.prior.metrics}
    after = {metric.id: metric for metric in diff.current.metrics}
    pairs = [(before[pair.prior], after[pair.current]) for pair in diff.result.pairs if pair.prior and pair.current]
    for item in made.items:
        found = [(one.figure.value, other.figure.value) for one, other in pairs if item.name in other.name]
        both = item.prior is not None and item.current is not None
        assert found == ([(item.prior, item.current)] if both else []), item


@settings(max_examples=60)
@given(seeds)
def test_exactly_the_wrong_changes_are_inconsistent(number: int) -> None:
    """Every stated change that was made wrong is found inconsistent, and no other."""
    made = made_pair(number)
    diff = compared(made)
    names = {metric.id: metric.name for metric in diff.current.metrics}
    accused = {names[check.metric or ""] for check in diff.result.checks if check.verdict is Verdict.INCONSISTENT}
    guilty = {item.name for item in made.items if item.wrong}
    assert {name for item in guilty for name in accused if item in name} == accused
    assert len(accused) == len(guilty)
