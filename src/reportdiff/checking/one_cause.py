"""One finding for one cause: the claims about one quantity, judged together.

A level, its absolute change, its rate, last year's level, its share of a whole, and its plan are tied by the claims of
the report. Where several of them contradict each other, the single figure that, changed, reconciles all of them is the
wrong one; the claims that only fail because of it are not accused as well. Several checks of one claim are one finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reportdiff.arithmetic import WEAK_DIAGNOSES, fails
from reportdiff.checking.changes.whole_and_parts import contradicted
from reportdiff.checking.findings import same_cause, with_hint
from reportdiff.checking.implied_values import LAST_YEAR, PrintedRelation, implied_by_all, printed_value, relations_of
from reportdiff.checking.operands import scaled_unit
from reportdiff.checking.report_index import MatchedPair, ReportIndex, metric_text
from reportdiff.checking.table_causes import one_finding_a_cell
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Evidence, Interval, Phrase, RelationKind, Verdict

__all__ = ["one_finding_each"]

_CHANGES = frozenset({RelationKind.GROWTH, RelationKind.TIMES_MORE, RelationKind.ABSOLUTE})
_AGAIN = frozenset({CheckName.AGREEMENT, CheckName.IMPLIED_PRIOR})  # 增长20.1% here and 增长50.1% there: one is accused
_TIED = _CHANGES | {RelationKind.TIMES, RelationKind.SHARE, RelationKind.COMPLETION, RelationKind.RATE}


def one_finding_each(
    checks: Iterable[Check], index: ReportIndex, pairs: Mapping[str | None, MatchedPair]
) -> tuple[Check, ...]:
    """Return the checks with one accusation a cause; the others of the same cause stay, unchecked and silent.

    They are those of one report, or of a comparison with `pairs` by the id of the current metric.
    """
    made = list(checks)
    by_claim: dict[str, list[int]] = defaultdict(list)
    for place, check in enumerate(made):
        claim = index.claims.get(check.claim or "")
        if claim is not None and claim.table is None and claim.form in _TIED and _accuses(check):
            by_claim[claim.id].append(place)
    groups: dict[str, list[int]] = defaultdict(list)
    for id, places in by_claim.items():
        claim = index.claims[id]
        first = min(places, key=lambda place: _rank(made[place]))
        if claim.form in _CHANGES:
            for place in places:
                made[place] = made[place] if place == first else same_cause(made[place])
        for figure in dict.fromkeys((claim.current or claim.metric or id, claim.prior)):
            if figure is not None:
                groups[figure].append(first)
    for places in groups.values():
        # a last digit that was cut off in several claims says nothing of the figure that they share
        together = [place for place in places if made[place].severity and made[place].verdict is Verdict.INCONSISTENT]
        if len(together) > 1:
            kept, hint = _kept([made[place] for place in together], index, pairs)
            for place in together if kept is not None else ():
                check = made[place]
                made[place] = with_hint(check, *hint) if check.id == kept else same_cause(check)
    made = one_finding_a_cell(made, index)
    return tuple(_without_repeated_contradictions(made, index))


def _inside(place: Evidence, outer: Evidence) -> bool:
    """Return whether a place lies in another one of the same report."""
    return place.report == outer.report and outer.span.start <= place.span.start and place.span.end <= outer.span.end


def _without_repeated_contradictions(checks: Sequence[Check], index: ReportIndex) -> Iterable[Check]:
    """Yield the checks; that a whole and its parts contradict each other is silent where one of them is accused.

    So is that one change is stated in two ways, and that shares printed as one ratio (7.2:42.1:50.7) do not make 100.
    """
    accused = {
        index.claims[check.claim or ""].span
        for check in checks
        if _accuses(check) and not contradicted(check) and check.claim in index.claims
    }
    shares = [check.evidence[0] for check in checks if check.check is CheckName.SHARE and _accuses(check)]
    for check in checks:
        otherwise = check.check in _AGAIN and check.severity is not None
        again = contradicted(check) or (otherwise and not (_accuses(check) and check.claim is not None))
        repeated = again and any(place.span in accused for place in check.evidence)
        if check.check is CheckName.TOTAL and len(check.evidence) == 1:
            ratio = check.evidence[0]
            repeated = any(_inside(share, ratio) for share in shares)
        yield same_cause(check) if repeated else check


def _accuses(check: Check) -> bool:
    return fails(check.verdict) and check.severity is not None


def _rank(check: Check) -> tuple[bool, bool, bool, bool]:
    """Order the checks of one claim: what says most about it first."""
    return (
        check.verdict is not Verdict.INCONSISTENT,
        check.check is CheckName.IMPLIED_PRIOR,
        check.check is CheckName.DIRECTION,
        WEAK_DIAGNOSES.issuperset(check.diagnoses),
    )


def _kept(
    checks: Sequence[Check], index: ReportIndex, pairs: Mapping[str | None, MatchedPair]
) -> tuple[str | None, tuple[Phrase, ...]]:
    """Return the id of the accusation that stays, and what is said of the figure that causes all of them.

    None where no single figure does.
    """
    claims = [index.claims[check.claim or ""] for check in checks]
    levels = {level.id: level for claim in claims if (level := index.metric(claim.current or claim.metric)) is not None}
    relations = [relation for level in levels.values() for relation in relations_of(level, index, pairs)]
    accused = {claim.id for claim in claims}
    failing = [relation for relation in relations if accused & {*relation.figures} and not relation.holds]
    if not failing or not accused <= {figure for relation in failing for figure in relation.figures}:
        return None, ()
    shared = [figure for figure in failing[0].figures if all(figure in relation.figures for relation in failing)]
    suspects = [(figure, value) for figure in shared if (value := implied_by_all(figure, relations)) is not None]
    if len(suspects) != 1:
        return None, ()
    figure, value = suspects[0]
    blamed = next((check for check in checks if check.claim == figure), None) or min(checks, key=_rank)
    hint = _hint(figure, value, failing[0], index, pairs)
    return blamed.id, (() if hint is None else (hint,))


def _hint(
    id: str, value: Interval, relation: PrintedRelation, index: ReportIndex, pairs: Mapping[str | None, MatchedPair]
) -> Phrase | None:
    """Return the sentence that names the single figure and what it would have to be; a rate's is computed anyway."""
    claim, metric = index.claims.get(id), index.metric(id)
    if claim is not None and claim.form is not RelationKind.ABSOLUTE:
        return None
    if id == LAST_YEAR:
        metric = pairs[relation.level].before
    figure = claim.figure if claim is not None else metric.figure if metric is not None else None
    shown = "".join(claim.surface.split()) if claim is not None else "" if metric is None else metric_text(metric)
    printed = None if figure is None else printed_value(figure, value)
    if figure is None or printed is None:
        return None
    return phrase("findings.single_figure", figure=shown, value=printed + scaled_unit(figure))
