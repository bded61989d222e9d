"""Totals in tables: a 合计 or an account that is the sum of others, judged only where the table itself proves it.

A candidate (table_groups.py) is taken for a sum only if it holds in most lines of the table that hold more than zeros;
then the lines where it fails are errors, or questions where only the codes of accounts tell what belongs together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from attrs import frozen

from reportdiff.arithmetic import Outcome, agrees
from reportdiff.arithmetic.digit_edits import digit_edits
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import evaluate_sum, signed_operand, stated_value_of
from reportdiff.checking.policy import Grounds, Reservation, decide
from reportdiff.checking.report_index import ReportIndex
from reportdiff.checking.totals.table_groups import SumCandidate, SumEvidence, sums_of
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.columns import RATE_COLUMNS, column_head
from reportdiff.messages import phrase
from reportdiff.model import DIGIT_SLIPS, Binding, Check, CheckName, Diagnosis, Kind, Metric, TablePlace

__all__ = ["table_totals"]

_PROOFS = 3  # lines that must hold
_CHANCE = 3  # digits of a sum that no chance brings about
_SLIP = 4  # digits of a total that chance seldom leaves one digit from the sum of other figures
_PART_SLIP = 6  # digits of a part likewise, of which there are several
_SLIPPING = (SumEvidence.LABEL, SumEvidence.PARTS)
_SLIPS = DIGIT_SLIPS | {Diagnosis.OPERAND_TRANSPOSED}


@frozen
class _JudgedSum:
    """A candidate with its outcome; `placed` tells that its cells surely stand under their labels."""

    sum: SumCandidate
    outcome: Outcome
    placed: bool

    @property
    def holds(self) -> bool:
        """Whether the parts make the sum."""
        return agrees(self.outcome.verdict)

    @property
    def non_trivial(self) -> bool:
        """Whether more than one part is not 0, so that the sum is no copy; of an account, whether it is not 0."""
        if self.sum.evidence is SumEvidence.CODE and self.sum.total.figure.value:
            return True
        return sum(1 for part in self.sum.parts if part.figure.value) >= 2


def table_totals(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every total of a table whose other lines prove that it is one."""
    tables: dict[str, list[Metric]] = defaultdict(list)
    for metric in index.report.metrics:
        if metric.table is not None and _adds_up(metric, metric.table):
            tables[metric.table.id].append(metric)
    for cells in tables.values():
        yield from _along(index, cells, _row, _column)
        yield from _along(index, cells, _column, _row)


def _adds_up(metric: Metric, place: TablePlace) -> bool:
    """Return whether figures of this kind have a sum; rates, averages and ranks have none."""
    if metric.kind is Kind.RATIO or "百分点" in metric.figure.unit:
        return False
    if not metric.figure.unit and "." in metric.figure.digits and column_head(place.column, "%").role in RATE_COLUMNS:
        return False  # 同比 | 8.4
    return not any(check_words("no sum").search(label) for label in (*place.row[-1:], *place.column[-1:]))


_Axis = Callable[[TablePlace], tuple[tuple[str, ...], int | None]]
"""The labels and the number of a cell's row, or of its column."""


def _row(place: TablePlace) -> tuple[tuple[str, ...], int | None]:
    return place.row, place.at[0] if place.at is not None else None


def _column(place: TablePlace) -> tuple[tuple[str, ...], int | None]:
    return place.column, place.at[1] if place.at is not None else None


def _along(index: ReportIndex, cells: Sequence[Metric], line_of: _Axis, label_of: _Axis) -> Iterator[Check]:
    """Yield the checks of the sums along the rows of a table, or along its columns."""
    lines: dict[object, list[tuple[tuple[str, ...], Metric]]] = defaultdict(list)
    for metric in cells:
        assert metric.table is not None
        lines[line_of(metric.table)].append((label_of(metric.table)[0], metric))
    judged: dict[tuple[SumEvidence, object], list[_JudgedSum]] = defaultdict(list)
    sizes = dict[str, int]()
    for _, metrics in groupby(cells, lambda metric: metric.table and metric.table.row):
        row = [*metrics]
        sizes.update((metric.id, len(row)) for metric in row)
    widest = max(sizes.values())

    def placed(metric: Metric) -> bool:
        """Return whether the column of a cell is known: in a row with blank cells and no bars it is a guess."""
        return _has_number(metric) or sizes[metric.id] == widest

    torn = not all(map(placed, cells))  # a blank cell may be in any column
    longest = max(map(len, lines.values()))
    for line in lines.values():
        if len(line) < 2:
            continue
        full = line_of is _row or not torn or len(line) == longest
        for candidate in sums_of(line):
            if all(part.figure.unit == candidate.total.figure.unit for part in candidate.parts):
                outcome = _evaluate(candidate)
                certain = line_of is _row or (full and all(map(placed, (candidate.total, *candidate.parts))))
                chained = candidate.evidence is SumEvidence.CHAIN
                reading = (candidate.names[0], candidate.reading) if chained else None
                judged[candidate.evidence, reading].append(_JudgedSum(candidate, outcome, certain))
    one, all_before = judged[SumEvidence.SIGN, None], judged[SumEvidence.SIGNS, None]
    more = any(line.holds for line in all_before) and not any(line.holds for line in one)
    del judged[SumEvidence.SIGN if more else SumEvidence.SIGNS, None]
    for (evidence, _), sums in judged.items():
        yield from _decided(index, evidence, _as_eliminated(sums))
    yield from _slips_of_chains(index, [line for sums in judged.values() for line in sums])


def _slips_of_chains(index: ReportIndex, judged: Sequence[_JudgedSum]) -> Iterator[Check]:
    """Yield the totals among others of which no reading holds, and that of the others' is one digit off."""
    chained = [line for line in judged if line.sum.evidence is SumEvidence.CHAIN and line.non_trivial]
    held = [line.sum for line in chained if line.holds]
    totals, readings = {each.names[0] for each in held}, {each.reading for each in held}
    for line in chained:
        if line.sum.names[0] not in totals and line.sum.reading in readings and _one_digit_off(line):
            yield _check(index, line, question=True)


def _as_eliminated(judged: Sequence[_JudgedSum]) -> Sequence[_JudgedSum]:
    """Return the sums with what their parts have between them taken off, where more of them hold so: 分部间抵销."""
    others = [(line, line.sum.with_eliminated) for line in judged]
    taken = [line if other is None else _JudgedSum(other, _evaluate(other), line.placed) for line, other in others]
    return taken if sum(line.holds for line in taken) > sum(line.holds for line in judged) else judged


def _evaluate(candidate: SumCandidate) -> Outcome:
    """Return the outcome of a sum; what is taken off may be printed with a minus: 减：坏账准备 (180)."""
    outcome = _add(candidate, candidate.signs)
    minus = any(sign < 0 and part.figure.value < 0 for part, sign in zip(candidate.parts, candidate.signs, strict=True))
    if minus and not agrees(outcome.verdict) and agrees((as_printed := _add(candidate)).verdict):
        return as_printed
    return outcome


def _add(candidate: SumCandidate, signs: Sequence[int] = ()) -> Outcome:
    signs = signs or [1] * len(candidate.parts)
    operands = (signed_operand(part.figure, sign) for part, sign in zip(candidate.parts, signs, strict=True))
    return evaluate_sum(candidate.total.figure, operands)


def _signs_ignored(candidate: SumCandidate) -> bool:
    """Return whether a total adds up what its label says is taken off."""
    minus = -1 in candidate.signs and all(part.figure.value >= 0 for part in candidate.parts)
    return minus and candidate.total.figure.significant_digits > 1 and agrees(_add(candidate).verdict)


def _decided(index: ReportIndex, evidence: SumEvidence, judged: Sequence[_JudgedSum]) -> Iterator[Check]:
    """Yield the checks of the sums of one evidence, where enough of them hold to prove that they are sums."""
    non_trivial = [line for line in judged if line.non_trivial]
    holding = [line for line in non_trivial if line.holds]
    if len(holding) >= _PROOFS and 3 * len(holding) >= 2 * len(non_trivial):
        asked = evidence in (SumEvidence.CODE, SumEvidence.PARTS)
        reported = [line for line in judged if line.sum.total.figure.value or not line.holds]
    elif 2 * len(holding) >= len(non_trivial) and (
        any(_large(line.sum) or -1 in line.sum.signs for line in holding)
        or 2 <= len(holding) > len(non_trivial) - len(holding)
    ):
        asked, reported = True, non_trivial  # few lines: one that fails may hold parts of parts
    else:
        ignored = [line for line in non_trivial if line.placed and not line.holds and _signs_ignored(line.sum)]
        yield from (_check(index, line, question=True, ignored=True) for line in ignored)
        slips = (line for line in non_trivial if evidence in _SLIPPING and line not in ignored)
        yield from (_check(index, line, question=True) for line in slips if _one_digit_off(line))
        return
    proved = {line.sum.names for line in holding}
    proved_totals = {line.sum.names[0] for line in holding}
    taken_off = {
        name for line in holding for name, sign in zip(line.sum.names[1:], line.sum.signs, strict=True) if sign < 0
    }
    for line in reported:
        # the row of an account may be missing, where no other line of the same accounts makes a sum
        known = line.sum.names in proved or (line.sum.names[0] in proved_totals and _has_number(line.sum.total))
        known = known or (_one_digit_off(line) and _exceeds(line))
        if not line.holds and not taken_off.issubset(line.sum.names):
            continue  # 内部抵销 prints no share: what it takes off is not known here
        if line.holds or (line.placed and (evidence is SumEvidence.LABEL or known)):
            yield _check(index, line, question=asked and not line.holds)


def _exceeds(line: _JudgedSum) -> bool:
    """Return whether the parts make more than their total, so that no part can be missing."""
    exact = line.outcome.exact
    return exact is not None and exact > line.sum.total.figure.value and all(p.figure.value > 0 for p in line.sum.parts)


def _one_digit_off(line: _JudgedSum) -> bool:
    """Return whether one misprinted digit explains why a total fails, so that it is asked about without other proof.

    Parts of equal size may be a part and its own part: 2,000 under 2,000 makes a total fail by one digit too.
    """
    slip = not _SLIPS.isdisjoint(line.outcome.diagnoses) or _part_slipped(line)
    sizes = {part.figure.value for part in line.sum.parts}
    if not slip or line.holds or not line.placed or len(sizes) < len(line.sum.parts):
        return False
    return line.sum.total.figure.significant_digits >= _SLIP


def _part_slipped(line: _JudgedSum) -> bool:
    """Return whether another digit in one of the parts makes the sum right: 61,204,410 for 61,204,110."""
    if line.holds or line.outcome.exact is None:
        return False
    gap = line.outcome.exact - line.sum.total.figure.value
    signs = line.sum.signs or [1] * len(line.sum.parts)
    for part, sign in zip(line.sum.parts, signs, strict=True):
        wanted, digits = abs(part.figure.value - sign * gap), part.figure.digits
        if part.figure.significant_digits >= _PART_SLIP and any(
            Fraction(each) * part.figure.scale == wanted for each in digit_edits(digits)
        ):
            return True
    return False


def _has_number(metric: Metric) -> bool:
    """Return whether the numbers of a cell's row and column are known, so that no blank one beside it is overlooked."""
    return metric.table is not None and metric.table.at is not None


def _large(candidate: SumCandidate) -> bool:
    """Return whether figures are so large that no chance makes them a sum: 300 is, 270.00, and 41 of 312 less 271."""
    return max(metric.figure.counted_digits for metric in (candidate.total, *candidate.parts)) >= _CHANCE


def _check(index: ReportIndex, line: _JudgedSum, *, question: bool, ignored: bool = False) -> Check:
    """Return the check of a sum; `ignored`: it adds up what its label says is taken off."""
    total, parts = line.sum.total, line.sum.parts
    reservations = (Reservation.SUM_FAILS_HERE,) if question else ()
    decision = decide(line.outcome, Grounds(bindings=(Binding.ROW,), reservations=reservations))
    context = index.sum_context(total, parts, check=CheckName.TOTAL, signs=line.sum.signs)
    stated, hints = stated_value_of(total.figure), decision.hints()
    if ignored:
        label = next(name[-1] for name, sign in zip(line.sum.names[1:], line.sum.signs, strict=True) if sign < 0)
        hints = (phrase("findings.taken_off_added", label=label),)
    return make_check(decision.outcome, context, stated, severity=decision.severity, hints=hints)
