"""The checks, in the order in which they run: plain tuples that anyone can read and extend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from attrs import evolve, frozen

from reportdiff.checking.burden import weigh, weigh_pairs
from reportdiff.checking.changes.direction import direction
from reportdiff.checking.changes.implied_prior import implied
from reportdiff.checking.changes.impossible import increase_above_level, nothing_of_a_plan
from reportdiff.checking.changes.last_report import against_last_year, other_basis, prior_restated
from reportdiff.checking.changes.percent_vs_absolute import against_absolute
from reportdiff.checking.changes.same_report import stated
from reportdiff.checking.changes.self_reference import self_reference
from reportdiff.checking.changes.several_years import over_several_years
from reportdiff.checking.consistency.carry_over import carry_over
from reportdiff.checking.consistency.repeated_values import agreement
from reportdiff.checking.consistency.targets import target_met
from reportdiff.checking.consistency.template_text import percent_sign, template
from reportdiff.checking.report_index import PairIndex, ReportIndex
from reportdiff.checking.totals.additions_to_stock import new_to_stock
from reportdiff.checking.totals.in_tables import table_totals
from reportdiff.checking.totals.in_text import sums, wholes
from reportdiff.checking.totals.itemised_lists import itemised
from reportdiff.checking.totals.stock_flow import stock_flow
from reportdiff.model import Check, Pair, Report

__all__ = ["CHECKS", "PAIR_CHECKS", "PairRule", "Rule", "check_over_years", "check_pairs", "check_report"]


@frozen
class Rule:
    """A check over one report: what it looks at, the names that its results bear, and the function that runs it."""

    title: str
    names: tuple[str, ...]
    run: Callable[[ReportIndex], Iterator[Check]]


@frozen
class PairRule:
    """A check over two reports."""

    title: str
    names: tuple[str, ...]
    run: Callable[[PairIndex], Iterator[Check]]


_CHANGE_NAMES = ("growth", "points", "absolute", "multiple", "level_to_level")

CHECKS = (
    Rule(
        "claims with printed operands",
        (*_CHANGE_NAMES, "share", "completion"),
        stated,
    ),
    Rule("a percentage against the absolute change beside it", ("growth",), against_absolute),
    Rule("the prior that a change implies", ("implied_prior",), implied),
    Rule("directions that contradict each other", ("direction",), direction),
    Rule("increases that exceed what they led to", ("absolute",), increase_above_level),
    Rule("completions of 0 without a printed plan", ("completion",), nothing_of_a_plan),
    Rule("wholes and their parts in the text", ("total", "subset"), wholes),
    Rule("sums that the text declares", ("total",), sums),
    Rule("totals of tables", ("total",), table_totals),
    Rule("numbered lists of amounts", ("agreement", "total"), itemised),
    Rule("stock and flow", ("stock_flow",), stock_flow),
    Rule("the same metric printed twice", ("agreement",), agreement),
    Rule("template text left in", ("template",), template),
    Rule("percentages without their sign", ("template",), percent_sign),
    Rule("a year compared with itself", ("self_reference",), self_reference),
)
"""Every check over one report."""

PAIR_CHECKS = (
    PairRule(
        "stated changes against last year's own figure",
        _CHANGE_NAMES,
        against_last_year,
    ),
    PairRule("changes over the years between the two reports", _CHANGE_NAMES, over_several_years),
    PairRule("changes against another basis", _CHANGE_NAMES, other_basis),
    PairRule("priors printed otherwise than last year", ("prior_restated",), prior_restated),
    PairRule("new ones against the totals of both years", ("stock_flow",), new_to_stock),
    PairRule("figures that repeat last year's", ("carry_over",), carry_over),
    PairRule("last year's targets", ("target_met",), target_met),
)
"""Every check over two reports."""


def check_report(report: Report) -> tuple[Check, ...]:
    """Run every check over one report; ids k1, k2 … in the order of `CHECKS`, then of the text."""
    view = ReportIndex(report)
    found = _numbered(chain.from_iterable(rule.run(view) for rule in CHECKS))
    return tuple(weigh(found, view))


def check_pairs(
    prior: Report, current: Report, pairs: tuple[Pair, ...], own: Iterable[Check] = ()
) -> tuple[Check, ...]:
    """Run every check over two reports and the pairs between them; `claim` and `metric` are ids of `current`.

    `own` are the checks of the current report alone, which tell whether its figures agree with one another.
    """
    view = PairIndex(prior, current, pairs)
    found = _numbered(chain.from_iterable(rule.run(view) for rule in PAIR_CHECKS))
    return tuple(weigh_pairs(found, own, view))


def check_over_years(prior: Report, current: Report, pairs: tuple[Pair, ...]) -> tuple[Check, ...]:
    """The changes over the years between two reports of a longer series; ids as for `check_pairs`."""
    return _numbered(over_several_years(PairIndex(prior, current, pairs)))


def _numbered(checks: Iterable[Check]) -> tuple[Check, ...]:
    return tuple(evolve(check, id=f"k{number}") for number, check in enumerate(checks, start=1))
