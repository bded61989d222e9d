"""What proves itself in a report: the relations of its tables, the wholes of its lists, sums whose parts add up.

A relation of columns accuses only where most of what it decides in its table holds, a rule of binding only where most
of what it decides in the report does (docs/verdicts.md, "The burden of proof", rule 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from reportdiff.arithmetic import WEAK_DIAGNOSES, agrees, fails
from reportdiff.checking.findings import hints_at
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.reference_names import calls_one_whole
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import Binding, Check, CheckName, Claim, Diagnosis, RelationKind

__all__ = ["LEAST_HELD", "earned", "hides_decimals", "is_misprint", "of_proved_wholes", "summed_parts"]
__all__ += ["unproved_relations"]

LEAST_HELD = 2
"""How many times as many claims of a table's relation must hold as fail, and how many must hold at all."""

_PROVED, _EXCEPTIONS = 6, 6  # of a rule: what holds before it accuses, and what holds for each that fails
_HALF = Fraction(1, 2)  # what a whole number of kilometres or tons may hide on either side
_CALLED = 5  # characters that name a whole, with the verb before it
_FEW = 4  # claims of one binding rule in a report, below which they say nothing of the rule
_TELLING_DIGITS = 3  # of a stated figure of which one may be another; fewer are one digit away from a tenth of all
_DIGITS = frozenset({Diagnosis.DIGITS_TRANSPOSED, Diagnosis.OPERAND_TRANSPOSED})
_TOLD_PLACES = 10  # of a share, in its last place, below which it holds over many figures by chance


def unproved_relations(checks: Sequence[Check], index: ReportIndex) -> Mapping[str, int]:
    """Return the failing checks whose relation has not proved itself: by id, the first of a group with its count.

    A single figure that fails may be accused if another of its column holds, or all of another column of its table do:
    then the heads are understood.
    """
    groups: dict[object, list[Check]] = defaultdict(list)
    tables: dict[object, str] = {}
    by_row = _transposed(checks, index)
    key: object
    for check in checks:
        claim = index.claims.get(check.claim or "")
        if claim is None or check.check in (CheckName.IMPLIED_PRIOR, CheckName.AGREEMENT) or not _decided(check):
            continue
        if claim.form is RelationKind.POINTS and check.check is CheckName.GROWTH:
            continue  # proved by another table (points_under_growth)
        place = claim.table
        if place is not None:
            key = (place.id, claim.form, place.row if (place.id, claim.form) in by_row else place.column)
            tables[key] = place.id
            groups[key].append(check)
        elif claim.prior_binding is Binding.NAME:
            groups[(claim.form, claim.prior_binding, claim.status)].append(check)
    held = {key for key, group in groups.items() if all(agrees(check.verdict) for check in group)}
    understood = {tables[key] for key in held if key in tables}
    found: dict[str, int] = {}
    for key, group in groups.items():
        failed = [check for check in group if fails(check.verdict)]
        holds = len(group) - len(failed)
        if key in tables:
            failing = {check.claim for check in failed}
            holds = len({check.claim for check in group} - failing)
            most = holds >= LEAST_HELD * len(failing) or (holds > len(failing) and all(map(_has_cause, failed)))
            misprints = all(is_misprint(check, index.claims[check.claim or ""]) for check in failed)
            proved = (most or misprints) and holds >= LEAST_HELD
            proved = proved or (
                len(failing) == 1
                and (holds > 0 or tables[key] in understood or Diagnosis.WRONG_DENOMINATOR in failed[0].diagnoses)
            )
        else:
            proved = holds >= len(failed) or len(group) < _FEW
        if failed and not proved:
            found.update({check.id: 0 for check in failed})
            found[failed[0].id] = len(group)
    return found


def _has_cause(check: Check) -> bool:
    """Return whether a usual slip explains a failing check: a digit, a base, a unit, of the rate or of its level."""
    return bool(set(check.diagnoses) - WEAK_DIAGNOSES)


def is_misprint(check: Check, claim: Claim) -> bool:
    """Return whether one digit, or two exchanged ones, of a stated figure or of an operand explain a failing check."""
    if not _DIGITS.isdisjoint(check.diagnoses) or hints_at(check, "findings.one_digit_off") is not None:
        return True
    told = claim.figure is not None and claim.figure.counted_digits >= _TELLING_DIGITS
    return told and Diagnosis.DIGIT_ERROR in check.diagnoses


def _decided(check: Check) -> bool:
    return agrees(check.verdict) or fails(check.verdict)


def _transposed(checks: Iterable[Check], index: ReportIndex) -> frozenset[object]:
    """Return the tables, and the forms of their claims, where one row has claims in several columns, and no column."""
    rows: dict[object, set[object]] = defaultdict(set)
    columns: dict[object, set[object]] = defaultdict(set)
    for check in checks:
        claim = index.claims.get(check.claim or "")
        if claim is not None and claim.table is not None:
            key = claim.table.id, claim.form
            rows[key].add((claim.table.row, claim.table.at[0] if claim.table.at else None))
            columns[key].add(claim.table.column)
    return frozenset(key for key in rows if len(rows[key]) < len(columns[key]))


def earned(held: int, failed: int) -> bool:
    """Return whether a reading that holds so often in a report, and fails so seldom, may accuse there.

    >>> earned(held=6, failed=1), earned(held=5, failed=0), earned(held=11, failed=2)
    (True, False, False)
    """
    return held >= _PROVED and held >= failed * _EXCEPTIONS


def of_proved_wholes(checks: Sequence[Check], index: ReportIndex) -> Mapping[str | None, bool]:
    """Return the shares whose whole a list of shares bears out: most of its items hold over it, so the others must.

    With each stands whether another share that holds calls the whole by its very words.

    Those of a list stand in one sentence or call their whole by the same words. One that holds is enough for another
    that calls it so: 占全部立案数的25%, 占全部立案数的38%.
    """
    groups: dict[str | None, list[tuple[Claim, bool]]] = defaultdict(list)
    for check in checks:
        claim = index.claims.get(check.claim or "")
        if claim is not None and claim.form is RelationKind.SHARE and claim.table is None and _tells(check, claim):
            groups[claim.prior].append((claim, agrees(check.verdict)))
    found: dict[str | None, bool] = {}
    for group in groups.values():
        holding = [claim for claim, holds in group if holds]
        most = len(holding) >= LEAST_HELD and len(holding) >= LEAST_HELD * (len(group) - len(holding))
        sentences = {claim.sentence for claim in holding} if most else set()
        for claim, _ in group:
            words = index.words_to_figure(claim)
            alike = [holds for other, holds in group if index.words_to_figure(other) == words]
            called = len(words) >= _CALLED and 2 * sum(alike) >= len(alike) > 1
            if called or claim.sentence in sentences or (most and any(alike)):
                found[claim.id] = called and calls_one_whole(words)
    return found


def _tells(check: Check, claim: Claim) -> bool:
    """Return whether a share fails, or holds over few figures by chance: 0.2% holds over every fourth one."""
    size = claim.figure
    coarse = size is not None and abs(size.value) < _TOLD_PLACES * (size.last_place or size.scale)
    return fails(check.verdict) or (agrees(check.verdict) and not coarse)


def summed_parts(checks: Iterable[Check], index: ReportIndex) -> frozenset[tuple[str | None, str | None]]:
    """Return the wholes with their parts that a sentence lists and that add up: a share of one is of that whole."""
    totals = [check for check in checks if check.check is CheckName.TOTAL and agrees(check.verdict)]
    if not totals:
        return frozenset()
    by_span = {metric.span: metric.id for metric in index.report.metrics if metric.table is None}
    return frozenset((check.metric, by_span.get(part.span)) for check in totals for part in check.evidence)


def hides_decimals(claim: Claim, index: ReportIndex) -> bool:
    """Return whether a change fails only by the decimals that whole numbers of a measured quantity hide.

    Lengths, areas and weights are measured and not counted: from 482 km to 631 km, 150 km more, is rounding.
    """
    level, base, stated = index.metric(claim.current), index.metric(claim.prior), claim.figure
    if level is None or base is None or stated is None or kind_of_unit(level.figure.unit) != "measure":
        return False
    if level.figure.last_place or base.figure.last_place or level.figure.unit != base.figure.unit:
        return False
    now, before = level.figure.value, base.figure.value
    if claim.form is RelationKind.ABSOLUTE:
        return not stated.last_place and abs(abs(now - before) - stated.value) <= 1
    if claim.form is not RelationKind.GROWTH or before <= 1 or now <= 1:
        return False
    rates = sorted(abs((now + one) / (before - one) - 1) * 100 for one in (-_HALF, _HALF))
    return rates[0] <= stated.value + stated.last_place / 2 and stated.value - stated.last_place / 2 <= rates[1]
