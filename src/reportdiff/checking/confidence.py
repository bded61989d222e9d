"""How sure a finding is, in whole percent, from counts: of annotated findings of its kind, and of its twins here.

A finding's kind says how its operands were found and whether it accuses or asks. Its twins are the claims of its report
that were read in the same way: those that hold bear the reading out, the others that fail speak against it. With the
right and wrong findings of its kind on annotated documents (lexicon/confidence.toml, counted by tests/confidence.py),
the confidence is the rule of succession over both: (right + held + 1) of (right + wrong + held + failed + 2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from attrs import evolve, frozen

from reportdiff.arithmetic import agrees, fails
from reportdiff.checking.policy import PRINTED
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.confidence import annotated
from reportdiff.model import Binding, Check, CheckName, Claim, RelationKind, Severity, Verdict

__all__ = ["Evidence", "evidence_of", "percent", "rated"]

_FINDINGS = frozenset({Severity.ERROR, Severity.WARNING, Severity.QUESTION})
_SUMS = frozenset({CheckName.TOTAL, CheckName.SUBSET, CheckName.STOCK_FLOW, CheckName.TIE_OUT})
_BINDINGS = (
    Binding.INFERRED, Binding.INHERITED, Binding.REPORT, Binding.NAME, Binding.ROW, Binding.CLAUSE
)  # fmt: skip
_MOST = 20  # twins that count: a long table proves its reading, and no more than that


class Evidence(NamedTuple):
    """What the confidence of a finding is made of: its kind, and how many of its twins hold and fail."""

    kind: str
    held: int
    failed: int


@frozen
class _Twins:
    """The claims of one report that were read in the same way, by whether they hold."""

    held: frozenset[str | None]
    failed: frozenset[str | None]


def rated(checks: Iterable[Check], made: Sequence[Check], index: ReportIndex) -> tuple[Check, ...]:
    """Return the checks, each finding with its confidence.

    `made` are the same checks before anything was turned into a question, by which twins are told.
    """
    return tuple(
        check if found is None else evolve(check, confidence=percent(found, *annotated(found.kind)))
        for check, found in evidence_of(checks, made, index)
    )


def evidence_of(
    checks: Iterable[Check], made: Sequence[Check], index: ReportIndex
) -> Iterable[tuple[Check, Evidence | None]]:
    """Yield each check with what its confidence is made of; None for what is no finding."""
    twins: Mapping[object, _Twins] | None = None
    for check in checks:
        if check.severity not in _FINDINGS:
            yield check, None
            continue
        claim = index.claims.get(check.claim or "")
        twins = _twins(made, index) if twins is None else twins
        own = twins.get(_reading(check, claim) if claim is not None else _sum_reading(check, index))
        doubted = check.severity is Severity.QUESTION  # asked although its twins hold, which then prove nothing
        held = 0 if own is None or doubted else len(own.held)
        failed = 0 if own is None else len(own.failed - {check.claim, check.id})
        yield check, Evidence(_kind(check, claim, index), min(held, _MOST), min(failed, _MOST))


def percent(evidence: Evidence, right: int, wrong: int) -> int:
    """Return the confidence of a finding, given the annotated findings of its kind that proved right and wrong.

    >>> percent(Evidence("accused printed", held=8, failed=0), 30, 0)
    97
    """
    favourable = right + evidence.held + 1
    return 100 * favourable // (favourable + wrong + evidence.failed + 1)


def _kind(check: Check, claim: Claim | None, index: ReportIndex) -> str:
    """Return the kind of a finding: whether it accuses or asks, and how its operands were found."""
    step = "asked" if check.severity is Severity.QUESTION else "accused"
    if claim is None and check.check not in _SUMS:
        return f"{step} text"
    if claim is None:
        total = index.metric(check.metric)
        return f"{step} sum" if total is None or total.table is None else f"{step} sum in table"
    if step == "asked" and (check.verdict is Verdict.UNDEFINED or check.recomputed is None):
        return f"{step} base"
    return f"{step} printed" if _binding(claim) in PRINTED else f"{step} inferred"


def _binding(claim: Claim) -> Binding:
    """Return how the weaker of a claim's operands was found; a percentage beside its absolute change needs but one."""
    bindings = [claim.current_binding or Binding.INFERRED]
    bindings += [claim.prior_binding] if claim.prior_binding is not None else []
    return min(bindings, key=_BINDINGS.index)


def _reading(check: Check, claim: Claim) -> object:
    """Return what the twins of a claim share: its column of a table, or the relation and how operands were found."""
    if claim.table is not None:
        return claim.table.id, claim.form, claim.table.column
    return check.check, claim.form is RelationKind.SHARE, _binding(claim)


def _sum_reading(check: Check, index: ReportIndex) -> object:
    """Return what the twins of a sum share: that the text lists its addends, or its table."""
    total = index.metric(check.metric)
    return check.check, total.table.id if total is not None and total.table is not None else None


def _twins(made: Sequence[Check], index: ReportIndex) -> Mapping[object, _Twins]:
    found: dict[object, tuple[set[str | None], set[str | None]]] = defaultdict(lambda: (set(), set()))
    for check in made:
        claim = index.claims.get(check.claim or "")
        by_points = claim is not None and claim.form is RelationKind.POINTS and check.check is CheckName.GROWTH
        if claim is not None and check.check is not CheckName.IMPLIED_PRIOR and not by_points:
            held, failed = found[_reading(check, claim)]
            if agrees(check.verdict):
                held.add(check.claim)
            elif fails(check.verdict):
                failed.add(check.claim)
        elif claim is None and check.check in _SUMS:
            held, failed = found[_sum_reading(check, index)]
            (held if agrees(check.verdict) else failed if fails(check.verdict) else set()).add(check.id)
    return {reading: _Twins(frozenset(held - failed), frozenset(failed)) for reading, (held, failed) in found.items()}
