"""The checks, in the order in which they run: plain tuples that anyone can read and extend.

Those of `LAST_CHECKS` and `LAST_PAIR_CHECKS` look at what the others left unjudged: they run behind these and
are given the checks that these made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from attrs import evolve, frozen

from reportdiff.checking.burden import weigh
from reportdiff.checking.changes.average_growth import average_growth
from reportdiff.checking.changes.changes_of_changes import changes_of_changes
from reportdiff.checking.changes.direction import direction
from reportdiff.checking.changes.head_convention import points_under_growth
from reportdiff.checking.changes.implied_prior import implied
from reportdiff.checking.changes.impossible import increase_above_level, nothing_of_a_plan, points_of_a_count
from reportdiff.checking.changes.last_report import (
    against_last_year,
    comparatives,
    other_basis,
    prior_restated,
    remarks_restated,
)
from reportdiff.checking.changes.listed_shares import listed_shares
from reportdiff.checking.changes.offsetting_moves import additions_to_growth, offsetting_moves
from reportdiff.checking.changes.percent_vs_absolute import against_absolute
from reportdiff.checking.changes.proved_bases import bases_in_report, bases_of_last_report
from reportdiff.checking.changes.proved_share_moves import proved_share_moves
from reportdiff.checking.changes.proved_shares import proved_shares
from reportdiff.checking.changes.rate_gaps import rate_gaps
from reportdiff.checking.changes.ratio_operands import rates_of_days, rates_of_the_rest, unclaimed_ratios
from reportdiff.checking.changes.same_report import stated
from reportdiff.checking.changes.self_reference import self_reference
from reportdiff.checking.changes.several_years import over_several_years
from reportdiff.checking.changes.share_changes import shares_of_last_year
from reportdiff.checking.changes.share_moves import share_moves
from reportdiff.checking.changes.shared_whole import shares_of_one_whole
from reportdiff.checking.changes.summed_shares import summed_shares
from reportdiff.checking.changes.two_figures import two_figures
from reportdiff.checking.changes.two_priors import two_priors
from reportdiff.checking.changes.whole_and_parts import whole_and_parts
from reportdiff.checking.confidence import rated
from reportdiff.checking.consistency.carry_over import carry_over
from reportdiff.checking.consistency.last_plans import completions_of_last_plans
from reportdiff.checking.consistency.prior_year import restatements
from reportdiff.checking.consistency.rank_order import rank_order
from reportdiff.checking.consistency.rank_steps import rank_steps, rank_steps_between
from reportdiff.checking.consistency.repeated_values import agreement
from reportdiff.checking.consistency.stated_reasons import rank_moves, stated_reasons
from reportdiff.checking.consistency.stated_twice import stated_twice
from reportdiff.checking.consistency.tables_agree import tables_agree
from reportdiff.checking.consistency.targets import target_met
from reportdiff.checking.consistency.template_text import percent_sign, template
from reportdiff.checking.forms.identities import tie_outs
from reportdiff.checking.forms.margin_changes import margin_changes
from reportdiff.checking.forms.per_share import per_share
from reportdiff.checking.one_cause import one_finding_each
from reportdiff.checking.pair_burden import weigh_pairs
from reportdiff.checking.report_index import PairIndex, ReportIndex
from reportdiff.checking.totals.additions_to_stock import new_to_stock
from reportdiff.checking.totals.averages import averages
from reportdiff.checking.totals.column_products import column_products
from reportdiff.checking.totals.column_sums import column_sums
from reportdiff.checking.totals.declared_sums import sums
from reportdiff.checking.totals.derived_figures import derived_figures
from reportdiff.checking.totals.flows_in_text import flows_in_text
from reportdiff.checking.totals.in_tables import table_totals
from reportdiff.checking.totals.in_text import wholes
from reportdiff.checking.totals.itemised_lists import itemised
from reportdiff.checking.totals.nested_rows import nested_rows
from reportdiff.checking.totals.printed_formulas import printed_formulas
from reportdiff.checking.totals.ratios_in_text import ratios_in_text
from reportdiff.checking.totals.remainders import remainders
from reportdiff.checking.totals.rests import rests
from reportdiff.checking.totals.roll_forward import roll_forward
from reportdiff.checking.totals.running_totals import running_totals
from reportdiff.checking.totals.stock_flow import stock_flow
from reportdiff.checking.totals.structures import structures
from reportdiff.model import Check, CheckName, Pair, Report, finding_order

__all__ = ["CHECKS", "LAST_CHECKS", "LAST_PAIR_CHECKS", "PAIR_CHECKS", "PairRule", "Rule", "check_over_years"]
__all__ += ["check_pairs", "check_report", "join_findings", "made_checks", "weighed"]


@frozen
class Rule:
    """A rule over one report: its title, the names of the checks that it makes, and the function that makes them."""

    title: str
    names: tuple[CheckName, ...]
    run: Callable[[ReportIndex], Iterator[Check]]


@frozen
class PairRule:
    """A rule over two reports, as `Rule`."""

    title: str
    names: tuple[CheckName, ...]
    run: Callable[[PairIndex], Iterator[Check]]


_CHANGE_NAMES = (CheckName.GROWTH, CheckName.POINTS, CheckName.ABSOLUTE, CheckName.MULTIPLE, CheckName.LEVEL_TO_LEVEL)

CHECKS = (
    Rule("claims with printed operands", (*_CHANGE_NAMES, CheckName.SHARE, CheckName.COMPLETION), stated),
    Rule("shares of a whole that a column agrees on", (CheckName.SHARE,), shares_of_one_whole),
    Rule("shares of all items of a list", (CheckName.SHARE, CheckName.TOTAL), listed_shares),
    Rule("rates of two figures together", (CheckName.SHARE,), two_figures),
    Rule("shares of several figures together", (CheckName.SHARE,), summed_shares),
    Rule("ratios that figures before them make", (CheckName.SHARE,), unclaimed_ratios),
    Rule("differences of shares under a head of growth", (CheckName.GROWTH,), points_under_growth),
    Rule(
        "a percentage against the absolute change beside it",
        (CheckName.GROWTH, CheckName.IMPLIED_PRIOR),
        against_absolute,
    ),
    Rule("moves of shares against those of part and whole", (CheckName.IMPLIED_PRIOR,), share_moves),
    Rule("gaps between rates of growth", (CheckName.POINTS,), rate_gaps),
    Rule("moves of shares that make 100", (CheckName.POINTS,), offsetting_moves),
    Rule("what industries add to growth", (CheckName.POINTS, CheckName.GROWTH), additions_to_growth),
    Rule("average rates and the rate of all years", (CheckName.IMPLIED_PRIOR,), average_growth),
    Rule("the prior that a change implies", (CheckName.IMPLIED_PRIOR,), implied),
    Rule("different priors that two claims imply", (CheckName.IMPLIED_PRIOR,), two_priors),
    Rule("directions that contradict each other", (CheckName.DIRECTION,), direction),
    Rule("reasons against the figures", (CheckName.DIRECTION,), stated_reasons),
    Rule("ranks that move the other way", (CheckName.DIRECTION,), rank_moves),
    Rule("places that a rank moved", (CheckName.ABSOLUTE,), rank_steps),
    Rule("ranks of a table against what they order", (CheckName.DIRECTION,), rank_order),
    Rule("increases that exceed what they led to", (CheckName.ABSOLUTE,), increase_above_level),
    Rule("percentage points of a count", (CheckName.POINTS,), points_of_a_count),
    Rule("completions of 0 without a printed plan", (CheckName.COMPLETION,), nothing_of_a_plan),
    Rule("wholes and their parts in the text", (CheckName.TOTAL, CheckName.SUBSET), wholes),
    Rule("sums that the text declares", (CheckName.TOTAL,), sums),
    Rule("structures printed as one ratio", (CheckName.TOTAL,), structures),
    Rule("differences and structures", (CheckName.TIE_OUT, CheckName.SHARE), derived_figures),
    Rule("rates of what is left of their whole", (CheckName.SHARE,), rates_of_the_rest),
    Rule("rates of the days of a year", (CheckName.SHARE,), rates_of_days),
    Rule("averages", (CheckName.TIE_OUT,), averages),
    Rule("ratios of two things", (CheckName.TIE_OUT,), ratios_in_text),
    Rule("totals of tables", (CheckName.TOTAL,), table_totals),
    Rule("columns that the columns beside them make", (CheckName.TOTAL,), column_sums),
    Rule("columns that two others multiply to", (CheckName.TIE_OUT,), column_products),
    Rule("rows that the rows below them make", (CheckName.TOTAL,), nested_rows),
    Rule("running totals", (CheckName.TOTAL,), running_totals),
    Rule("formulas that a table prints", (CheckName.TIE_OUT,), printed_formulas),
    Rule("numbered lists of amounts", (CheckName.AGREEMENT, CheckName.TOTAL), itemised),
    Rule("stock and flow", (CheckName.STOCK_FLOW,), stock_flow),
    Rule("movements of a sentence", (CheckName.STOCK_FLOW,), flows_in_text),
    Rule("balances that roll forward", (CheckName.STOCK_FLOW,), roll_forward),
    Rule("wholes and what completes them", (CheckName.TIE_OUT,), remainders),
    Rule("identities of statement forms", (CheckName.TIE_OUT,), tie_outs),
    Rule("earnings per share and return on equity", (CheckName.TIE_OUT,), per_share),
    Rule("changes of margins", (CheckName.POINTS,), margin_changes),
    Rule("the same metric printed twice", (CheckName.AGREEMENT,), agreement),
    Rule("one change stated twice", (CheckName.AGREEMENT,), stated_twice),
    Rule("an item of two statements", (CheckName.AGREEMENT,), tables_agree),
    Rule("template text left in", (CheckName.TEMPLATE,), template),
    Rule("percentages without their sign", (CheckName.TEMPLATE,), percent_sign),
    Rule("a year compared with itself", (CheckName.SELF_REFERENCE,), self_reference),
)
"""Every rule over one report that looks at its figures alone, in the order in which they run."""

LAST_CHECKS = (bases_in_report, proved_shares, rests)
"""Every rule over one report that looks at what is still unjudged once `CHECKS` were weighed."""

PAIR_CHECKS = (
    PairRule("stated changes against last year's own figure", _CHANGE_NAMES, against_last_year),
    PairRule("places that a rank moved since last year", (CheckName.ABSOLUTE,), rank_steps_between),
    PairRule("shares whose part and whole last year prints", (CheckName.POINTS, CheckName.SHARE), shares_of_last_year),
    PairRule("changes of changes", (CheckName.ABSOLUTE, CheckName.POINTS), changes_of_changes),
    PairRule("changes over the years between the two reports", _CHANGE_NAMES, over_several_years),
    PairRule("changes against another basis", _CHANGE_NAMES, other_basis),
    PairRule("priors printed otherwise than last year", (CheckName.PRIOR_RESTATED,), prior_restated),
    PairRule("remarks on last year that differ from it", (CheckName.PRIOR_RESTATED,), remarks_restated),
    PairRule("comparatives printed otherwise than last year", (CheckName.PRIOR_RESTATED,), comparatives),
    PairRule("statements restated since last year", (CheckName.PRIOR_RESTATED,), restatements),
    PairRule("new ones against the totals of both years", (CheckName.STOCK_FLOW,), new_to_stock),
    PairRule("figures that repeat last year's", (CheckName.CARRY_OVER,), carry_over),
    PairRule("completions of last year's plans", (CheckName.COMPLETION,), completions_of_last_plans),
    PairRule("last year's targets", (CheckName.TARGET_MET,), target_met),
)
"""Every rule over two reports that looks at their figures alone, in the order in which they run."""

LAST_PAIR_CHECKS = (bases_of_last_report, proved_share_moves)
"""Every rule over two reports that looks at what is still unjudged once `PAIR_CHECKS` and those before it ran."""


def made_checks(index: ReportIndex) -> tuple[Check, ...]:
    """Return the checks of one report as its rules make them, before the burden of proof is weighed."""
    made = tuple(_distinct(chain.from_iterable(rule.run(index) for rule in CHECKS)))
    return _numbered((*made, *whole_and_parts(made, index)))


def weighed(made: Sequence[Check], index: ReportIndex) -> tuple[Check, ...]:
    """Return the checks of one report as far as they may accuse, with one accusation a cause."""
    return one_finding_each(weigh(made, index), index, {})


def check_report(report: Report) -> tuple[Check, ...]:
    """Run every check over one report; ids k1, k2 … in the order of `CHECKS`, then of the text."""
    index = ReportIndex(report)
    made = made_checks(index)
    held = weighed(made, index)
    last = chain.from_iterable(rule(index, held) for rule in LAST_CHECKS)
    return rated(_numbered((*held, *last)), made, index)


def check_pairs(index: PairIndex, own: Iterable[Check] = ()) -> tuple[Check, ...]:
    """Run every check over two reports and the pairs between them; `claim` and `metric` are ids of the current one.

    `own` are the checks of the current report alone, which tell whether its figures agree with one another.
    """
    found = _numbered(chain.from_iterable(rule.run(index) for rule in PAIR_CHECKS))
    own = tuple(own)
    held = tuple(weigh_pairs(found, own, index))
    for rule in LAST_PAIR_CHECKS:
        held = (*held, *rule(index, (*own, *held)))
    return rated(_numbered(held), found, index.current)


def join_findings(index: PairIndex, checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return all checks of a comparison with one accusation a cause, `checks` being both reports' together."""
    return one_finding_each(checks, index.current, index.by_current)


def check_over_years(prior: Report, current: Report, pairs: tuple[Pair, ...]) -> tuple[Check, ...]:
    """Check the changes over the years between two reports of a longer series; ids as for `check_pairs`."""
    return _numbered(over_several_years(PairIndex(prior, current, pairs)))


_SUMS = (CheckName.TOTAL, CheckName.TIE_OUT, CheckName.STOCK_FLOW)


def _distinct(checks: Iterable[Check]) -> Iterable[Check]:
    """Return the checks with one for each sum: two rules may find the same figures, and the worse finding stands."""
    kept: dict[object, Check] = {}
    for number, check in enumerate(checks):
        key = frozenset(check.evidence) if check.check in _SUMS and check.claim is None else number
        kept[key] = min(kept.get(key, check), check, key=finding_order)
    return kept.values()


def _numbered(checks: Iterable[Check]) -> tuple[Check, ...]:
    return tuple(evolve(check, id=f"k{number}") for number, check in enumerate(checks, start=1))
