"""Misses that a slip of the writer explains: by a little, in one digit, or by a usual mistake.

Whoever mistypes or miscomputes a figure prints one that has to do with the right one. A figure that is held against an
operand which it is not of misses it by anything. So a statement whose operands do not all stand in its own clause
accuses only where the miss is one that writers make, or where something else tells its operands (docs/verdicts.md,
"The burden of proof", rule 1). Of the errors that earlier versions raised at first sight in 362 real texts over such
operands, all 12 true ones missed by a slip, and 5 of 35 false ones did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reportdiff.arithmetic import WEAK_DIAGNOSES, agrees, fails
from reportdiff.checking.proof import earned, is_misprint
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.alignment import alias_pattern
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import name_key
from reportdiff.model import BasisKind, Binding, Check, Claim, Diagnosis, Metric, RelationKind, Verdict

__all__ = ["MissesTold", "is_slip"]

_NEAR = 10  # a misprint is within a tenth of the right figure, or has a cause
_CLAUSE = frozenset({Binding.CLAUSE, None})  # a percentage beside its absolute change needs no base
_CHANGES = frozenset({RelationKind.GROWTH, RelationKind.ABSOLUTE})
_NO_CAUSE = WEAK_DIAGNOSES | {Diagnosis.WRONG_DENOMINATOR}  # with enough figures about, some other whole always fits
_OF_ONE_FIGURE = frozenset({Diagnosis.ABSOLUTE_AS_PERCENT, Diagnosis.DECIMAL_SHIFT})
_SAME = (0, 1, 100)  # what a figure makes of itself: no change, once, the whole


def is_slip(check: Check, claim: Claim) -> bool:
    """Return whether a failing check misses by a little, or by what a usual mistake explains."""
    exact, size = check.recomputed_exact, claim.figure
    if check.verdict is not Verdict.INCONSISTENT or exact is None or size is None:
        return True
    causes = set(check.diagnoses) - _NO_CAUSE
    if abs(exact) in _SAME:  # the level was taken for its own base
        causes -= _OF_ONE_FIGURE
    if causes or _NEAR * abs(abs(exact) - size.value) <= max(abs(exact), size.value):
        return True
    return is_misprint(check, claim)


class MissesTold:
    """Which of a report's failing checks are told: misses that are slips, or whose operands something else tells."""

    def __init__(self, checks: Iterable[Check], index: ReportIndex) -> None:
        """Read what the other checks of the report say of the operands."""
        self._index = index
        self._held_levels = set[tuple[str | None, str | None]]()
        self._held_wholes = set[str]()
        self._held_siblings = set[str]()
        misses: dict[str, list[Check]] = defaultdict(list)
        held: dict[str, list[bool]] = defaultdict(list)
        for check in checks:
            claim = index.claims.get(check.claim or "")
            if claim is None or not (fails(check.verdict) or agrees(check.verdict)):
                continue
            if agrees(check.verdict) and claim.prior is not None:
                self._held_levels.add((claim.current, claim.prior))
                if claim.form is RelationKind.SHARE:
                    self._held_wholes.add(claim.prior)
                self._held_siblings.update(claim.siblings)
            if claim.table is not None:
                held[claim.table.id].append(agrees(check.verdict))
                if claim.form.traits.percent and not is_slip(check, claim):
                    misses[claim.table.id].append(check)
        self._misread = {
            check.id
            for table, missed in misses.items()
            if len(missed) > 1 and not earned(sum(held[table]), len(held[table]) - sum(held[table]))
            for check in missed
        }

    def is_told(self, check: Check, claim: Claim) -> bool:
        """Return whether a failing check may accuse, as far as the size of its miss goes.

        In a table, one row that misses by what is no slip is misprinted, by whatever; where several do, their columns
        are misread, unless they prove themselves. Operands of the claim's own clause, and those that are the nearest
        figures before it, are told.
        """
        if claim.table is not None:
            return check.id not in self._misread
        base = self._index.metric(claim.prior)
        if base is not None and base.sentence != claim.sentence and not base.figure.has_point_value:
            return False  # 近3亿台, a sentence before
        if _CLAUSE.issuperset((claim.current_binding, claim.prior_binding)) or is_slip(check, claim):
            return True
        if (claim.current, claim.prior) in self._held_levels:
            return True
        operands = {claim.current, claim.prior} - {None}
        nearest = self._index.prose_before(claim.span.start, len(operands))
        if {metric.id for metric in nearest} == operands and not _is_one_figure(claim, self._index):
            return True
        if claim.id in self._held_siblings or (claim.form is RelationKind.SHARE and claim.prior in self._held_wholes):
            return True
        return _names_operand(claim, self._index) or self._in_one_line(claim)

    def _in_one_line(self, claim: Claim) -> bool:
        """Return whether the row or column of a table that prints the base prints the level of the text too."""
        level, base = self._index.metric(claim.current), self._index.metric(claim.prior)
        if level is None or base is None or base.table is None or _is_one_figure(claim, self._index):
            return False
        for other in self._index.by_table[base.table.id]:
            in_line = other.table is not None and (
                other.table.row == base.table.row or other.table.column == base.table.column
            )
            if in_line and other is not base and _is_printed_as(level, other):
                return True
        return False


def _is_one_figure(claim: Claim, index: ReportIndex) -> bool:
    """Return whether both operands print the same value, as one figure that is printed twice does."""
    level, base = index.metric(claim.current), index.metric(claim.prior)
    return level is not None and base is not None and level.figure.value == base.figure.value


def _is_printed_as(level: Metric, other: Metric) -> bool:
    """Return whether a figure of a table is the level of the text, there with all its digits."""
    low, high = level.figure.interval.low, level.figure.interval.high
    if level is other or low is None or high is None:
        return level is other
    return low <= other.figure.value <= high and level.figure.value != 0


def _names_operand(claim: Claim, index: ReportIndex) -> bool:
    """Return whether the words of a claim name its base or its whole: 比上年预算, 比2019年, 占评查案卷的.

    A whole may be called by less than its name, or by more: 占检察案件的, of 各类检察案件. One that its own sentence
    prints may be called by anything.
    """
    if claim.form in _CHANGES:
        return claim.basis.kind is not BasisKind.PREVIOUS_YEAR or check_words("plan").search(claim.surface) is not None
    whole, part = index.metric(claim.prior), index.metric(claim.current)
    if whole is None or part is None or _is_one_figure(claim, index):
        return False
    if whole.sentence == claim.sentence:
        return True
    said = check_words("whole of a share").search("".join(claim.surface.split()))
    if said is None:
        return False
    words, name = name_key(said[1].removesuffix("的")), name_key(whole.name)
    core = check_words("size of a whole").sub("", words)
    first = alias_pattern()[1]  # 生产总值, and 占GDP的
    return _holds_all(core, name) or _holds_all(name, core) or first.get(core) == first.get(name, name)


def _holds_all(words: str, name: str) -> bool:
    """Return whether a name has all letters of some words, in their order: 评查[执法]案卷."""
    letters = iter(name)
    return bool(words) and all(letter in letters for letter in words)
