"""Stated changes against the figures of last year's own report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import WEAK_DIAGNOSES, Outcome, evaluate
from reportdiff.checking.changes.years_covered import covers_the_years, is_last_year
from reportdiff.checking.consistency.prior_year import comparatives_of
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import in_unit, one_amount, operand_of
from reportdiff.checking.policy import Reservation, decide
from reportdiff.checking.report_index import MatchedPair, PairIndex, metric_text
from reportdiff.lexicon.alignment import one_measure
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.statement_forms import item_label, items_of
from reportdiff.messages import phrase
from reportdiff.model import (
    CHANGES,
    STATED_CHANGES,
    Binding,
    Check,
    CheckName,
    Claim,
    Diagnosis,
    Direction,
    Metric,
    RelationKind,
    Severity,
    Status,
    TablePlace,
    Verdict,
)

_PARTS = re.compile("[；;]")
_NAMED_YEAR = re.compile(r"(?:19|20)\d\d ?年")

__all__ = ["against_last_year", "comparatives", "one_name", "other_basis", "prior_restated"]
__all__ += ["remarks_restated"]

_CLOSED = re.compile(r"[（(\[〔【][^（）()\[\]〔〕【】]*[）)\]〕】]")
_SPECIFIC = 4  # characters of a name that tells what is measured
_FAR = 2  # an implied prior more than so many times off tells of another metric rather than of a wrong rate


def against_last_year(index: PairIndex) -> Iterator[Check]:
    """Yield a check for every change of a paired metric on last year whose prior the current report does not print."""
    for matched in index.matched:
        for claim in index.current.claims_of.get(matched.after.id, ()):
            if claim.prior is None and _last_year(index, claim, matched):
                check = _judge(index, claim, matched)
                if check is not None:
                    yield check


def prior_restated(index: PairIndex) -> Iterator[Check]:
    """Yield a question for every prior that the current report prints otherwise than last year's report did."""
    same = {tables for tables, pairs in _paired_tables(index).items() if _mostly_agrees(pairs)}
    by_statement = {each.current for each in comparatives_of(index)}
    for matched in index.matched:
        before = matched.before
        for claim in index.current.claims_of.get(matched.after.id, ()):
            printed = index.current.metric(claim.prior)
            if (
                printed is None
                or printed.id in by_statement
                or (printed.table is not None and before.table is None)
                or (printed.table and before.table and not _one_line(before.table, printed.table))
                or (printed.table and before.table and (before.table.id, printed.table.id) not in same)
                or claim.form not in STATED_CHANGES  # 由A增至B seldom names the year of A
                or not _last_year(index, claim, matched)
                or printed.figure.unit != before.figure.unit
                or printed.status is not before.status
                or check_words("several years").search(index.current.sentence(claim))
                or one_amount(printed.figure, before.figure)
            ):
                continue
            context = evolve(
                index.current.context(claim, printed, before),
                evidence=(*index.current.evidence(claim, printed), *index.prior.evidence(before)),
            )
            yield make_check(
                Outcome(Verdict.UNCHECKED),
                context,
                None,
                check=CheckName.PRIOR_RESTATED,
                severity=Severity.QUESTION,
                hints=(phrase("findings.prior_restated", printed=metric_text(printed), reported=metric_text(before)),),
            )


def remarks_restated(index: PairIndex) -> Iterator[Check]:
    """Yield a question for every figure of last year that the text prints beside this year's, and last year's has not.

    回收率98.75%，而上年为98.25%: no change is stated, so no claim holds it against the report for last year.
    """
    own, claimed = index.prior.report.own_year, {claim.prior for claim in index.current.report.claims}
    for pair, before, after in index.matched:
        if pair.review or before.table is not None or after.table is not None or before.year != own:
            continue
        beside = [
            metric
            for metric in index.current.by_sentence.get(after.sentence, ())
            if metric.name == after.name
            and metric.id not in claimed
            and metric.span.start > after.span.end
            and (metric.figure.unit, metric.status) == (before.figure.unit, before.status)
            and metric.period == before.period != after.period
        ]
        if len(beside) == 1 and not one_amount(beside[0].figure, before.figure):
            context = index.current.metric_context(beside[0], after, check=CheckName.PRIOR_RESTATED)
            context = evolve(context, evidence=(*context.evidence, *index.prior.evidence(before)))
            hint = phrase("findings.prior_restated", printed=metric_text(beside[0]), reported=metric_text(before))
            yield make_check(Outcome(Verdict.UNCHECKED), context, None, severity=Severity.QUESTION, hints=(hint,))


def comparatives(index: PairIndex) -> Iterator[Check]:
    """Yield a question for every comparative cell (2022 in the report for 2023) that last year's report has otherwise.

    It stands in the row of this year's figure, whose pair is last year's. Statements are compared line by line
    (consistency/prior_year.py); of other tables only those count whose comparatives mostly agree.
    """
    by_statement = {each.current for each in comparatives_of(index)}
    for pairs in _paired_tables(index).values():
        differing = [pair for pair in pairs if not _agree(pair)]
        for before, cell in differing if _mostly_agrees(pairs) else ():
            if cell.id in by_statement:
                continue
            context = index.current.metric_context(cell, check=CheckName.PRIOR_RESTATED)
            context = evolve(context, evidence=(*context.evidence, *index.prior.evidence(before)))
            hint = phrase("findings.prior_restated", printed=metric_text(cell), reported=metric_text(before))
            yield make_check(Outcome(Verdict.UNCHECKED), context, None, severity=Severity.QUESTION, hints=(hint,))


def _paired_tables(index: PairIndex) -> dict[tuple[str, str], list[tuple[Metric, Metric]]]:
    """Return by two tables last year's figures with the comparatives in the rows of their pairs."""
    rows: dict[object, list[Metric]] = defaultdict(list)
    for metric in index.current.report.metrics:
        if metric.table is not None:
            rows[_row(metric.table)].append(metric)
    tables: dict[tuple[str, str], list[tuple[Metric, Metric]]] = defaultdict(list)
    for _, before, after in index.matched:
        if after.table is not None and before.table is not None and before.year == index.prior.report.own_year:
            if not _one_line(before.table, after.table):
                continue
            found = [cell for cell in rows[_row(after.table)] if cell.id != after.id and _one_figure(before, cell)]
            if len(found) == 1:
                tables[before.table.id, after.table.id].append((before, found[0]))
    return tables


def _one_line(before: TablePlace, after: TablePlace) -> bool:
    """Return whether two rows have one label, or labels of one item."""
    labels = [item_label(place.row[-1]) if place.row else "" for place in (before, after)]
    return labels[0] == labels[1] or bool(set(items_of(labels[0])) & set(items_of(labels[1])))


def _agree(pair: tuple[Metric, Metric]) -> bool:
    return one_amount(pair[0].figure, pair[1].figure)


def _mostly_agrees(pairs: Sequence[tuple[Metric, Metric]]) -> bool:
    """Return whether two tables are the same of two years: two of three of their common figures agree.

    Of tables that name their entity (合并资产负债表) half suffices.
    """
    agreeing = sum(map(_agree, pairs))
    if all(cell.facets.entity is not None for _, cell in pairs):
        return 2 * agreeing >= len(pairs)
    return agreeing >= 2 and 3 * agreeing >= 2 * len(pairs)


def _row(place: TablePlace) -> tuple[object, ...]:
    return place.id, place.row, place.at[0] if place.at is not None else None


def _one_figure(before: Metric, cell: Metric) -> bool:
    """Return whether a cell is of the time, entity, status and unit of last year's figure."""
    return (
        before.period is not None
        and cell.period == before.period
        and cell.status is before.status
        and cell.kind is before.kind
        and cell.figure.unit == before.figure.unit
        and cell.facets.entity == before.facets.entity
    )


def other_basis(index: PairIndex) -> Iterator[Check]:
    """Yield an unchecked result for every change of a paired metric on another basis, which the pair cannot judge."""
    for _, before, after in index.matched:
        for claim in index.current.claims_of.get(after.id, ()):
            if claim.form in CHANGES and not is_last_year(index, claim) and not covers_the_years(index, claim):
                evidence = (*index.current.evidence(claim), *index.prior.evidence(before))
                context = evolve(index.current.context(claim), evidence=evidence)
                yield make_check(Outcome(Verdict.UNCHECKED, diagnoses=(Diagnosis.OTHER_BASIS,)), context, None)


def _last_year(index: PairIndex, claim: Claim, matched: MatchedPair) -> bool:
    """Return whether the claim compares this pair: both actual or both planned, and exactly a year between them."""
    _, before, after = matched
    if claim.form not in CHANGES or not is_last_year(index, claim):
        return False
    if claim.form is RelationKind.POINTS and not (before.is_rate and after.is_rate):
        return False
    before_unit = in_unit(before.figure, after.figure.unit).unit
    if claim.form is not RelationKind.POINTS and not one_measure(before_unit, after.figure.unit):
        return False
    if claim.form is RelationKind.ABSOLUTE and (claim.figure is None or claim.figure.unit != after.figure.unit):
        return False
    between = _CLOSED.sub("", index.current.text[after.span.end : claim.span.start])
    passed = claim.metric_name == after.name and any(map(str.isdigit, between))  # parts, and then of the whole again
    if not claim.siblings and "其中" in between and not passed:
        return False  # it speaks of a part
    return before.status is after.status and index.years_apart in (None, 1)


def _judge(index: PairIndex, claim: Claim, matched: MatchedPair) -> Check | None:
    pair, before, after = matched
    before = evolve(before, figure=in_unit(before.figure, after.figure.unit))  # 45万亩 and 3.3万公顷
    matched = MatchedPair(pair, before, after)
    statement = index.current.statement(claim, operand_of(after.figure), operand_of(before.figure))
    if statement is None:
        return None
    siblings = (*statement.siblings, *index.sibling_operands(claim))
    statement = evolve(statement, last_stated=_stated_last_year(index, claim, before), siblings=siblings)
    outcome = evaluate(statement, decrease=claim.direction is Direction.DOWN)
    grounds = evolve(
        index.current.grounds(claim),
        bindings=(Binding.NAME, Binding.REPORT),
        reservations=_reservations(index, claim, matched, outcome),
    )
    decision = decide(outcome, grounds)
    hints = decision.hints()
    if decision.reservation is Reservation.OTHER_NAME:
        hints = (phrase("findings.other_name_last_year", metric=before.name),)
    context = evolve(
        index.current.context(claim, after, before),
        evidence=(*index.current.evidence(claim, after), *index.prior.evidence(before)),
    )
    return make_check(decision.outcome, context, statement.stated, severity=decision.severity, hints=hints)


def _reservations(index: PairIndex, claim: Claim, matched: MatchedPair, outcome: Outcome) -> Iterator[Reservation]:
    """Yield the readings under which a claim on last year need not be wrong though the paired figures refute it."""
    pair, before, after = matched
    if claim.form is RelationKind.LEVEL_TO_LEVEL and before.figure.value == after.figure.value:
        yield Reservation.EQUALS_LAST_YEAR
    if after.status is Status.TARGET and not check_words("plan").search(claim.surface):
        yield Reservation.OTHER_BASIS  # a plan is set against last year's outcome, not its plan
    if check_words("several years").search(_own_part(index, claim)):
        yield Reservation.OTHER_BASIS
    if (
        (pair.review and not _sole_name(index, before, after))
        or (after.is_rate and not one_name(before, after))
        or (WEAK_DIAGNOSES.issuperset(outcome.diagnoses) and _is_of_other_order(outcome, before))
    ):
        yield Reservation.SAME_METRIC
    if outcome.verdict is Verdict.INCONSISTENT and not one_name(before, after):
        yield Reservation.OTHER_NAME


def _own_part(index: PairIndex, claim: Claim) -> str:
    """Return the part of a claim's sentence that names its year (…前五年的2.5倍；2023年…), or all up to it."""
    sentence = index.current.sentence(claim)
    part = _PARTS.split(sentence[: claim.span.end - claim.sentence.start])[-1]
    return part if _NAMED_YEAR.search(part) else sentence[: claim.span.end - claim.sentence.start]


def one_name(before: Metric, after: Metric) -> bool:
    """Return whether both years call the metric the same, but for whose it is, filling words and signs."""
    earlier, later = _bare_name(before), _bare_name(after)
    if min(len(earlier), len(later)) < _SPECIFIC:
        return earlier == later
    return earlier.endswith(later) or later.endswith(earlier)


def _bare_name(metric: Metric) -> str:
    return check_words("filling of a name").sub("", metric.name)


def _sole_name(index: PairIndex, before: Metric, after: Metric) -> bool:
    """Return whether both reports print one figure alone under the pair's name, so that no other can be meant."""
    name = _bare_name(after)
    if len(name) < _SPECIFIC or _bare_name(before) != name:
        return False
    return all(
        sum(1 for metric in side.report.metrics if metric.status is own.status and _bare_name(metric) == name) == 1
        for side, own in ((index.prior, before), (index.current, after))
    )


def _is_of_other_order(outcome: Outcome, before: Metric) -> bool:
    """Return whether the stated change implies a prior of another order than the paired one."""
    if outcome.implied is None:
        return False
    low, high, own = outcome.implied.interval.low, outcome.implied.interval.high, before.figure.value
    return (high is not None and high * _FAR < own) or (low is not None and low > own * _FAR)


def _stated_last_year(index: PairIndex, claim: Claim, before: Metric) -> Fraction | None:
    for other in index.prior.claims_of.get(before.id, ()):
        if other.form is claim.form and other.figure is not None and other.figure.has_point_value:
            return other.figure.value
    return None
