"""Checks: verdict, severity, recomputed value, intervals, diagnoses, message and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from reportdiff.model.document import Span
from reportdiff.model.figures import Interval
from reportdiff.model.phrases import Phrase
from reportdiff.model.record import Code, Record

__all__ = ["DIGIT_SLIPS", "Check", "CheckName", "Diagnosis", "Evidence", "ImpliedPrior", "Message"]
__all__ += ["RoundingMode", "Severity", "Verdict", "finding_order", "worst_verdict"]


class Verdict(StrEnum):
    """The result of the arithmetic on a claim; docs/verdicts.md defines each."""

    CONSISTENT = "consistent"
    WITHIN_PRECISION = "within_precision"
    ROUNDING_DIFFERENCE = "rounding_difference"
    INCONSISTENT = "inconsistent"
    UNDEFINED = "undefined"
    UNCHECKED = "unchecked"


class Severity(StrEnum):
    """The weight of a finding, heaviest first; a check without severity reports nothing."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"
    NOTE = "note"


class RoundingMode(StrEnum):
    """The ways in which an author may have rounded."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    HALF_DOWN = "half_down"
    TRUNCATE = "truncate"
    AWAY = "away"


class CheckName(Code):
    """The checks, by the names that results carry; docs/verdicts.md lists them."""

    GROWTH = "growth"
    POINTS = "points"
    ABSOLUTE = "absolute"
    MULTIPLE = "multiple"
    LEVEL_TO_LEVEL = "level_to_level"
    SHARE = "share"
    COMPLETION = "completion"
    TOTAL = "total"
    TIE_OUT = "tie_out"
    SUBSET = "subset"
    STOCK_FLOW = "stock_flow"
    AGREEMENT = "agreement"
    DIRECTION = "direction"
    IMPLIED_PRIOR = "implied_prior"
    TEMPLATE = "template"
    SELF_REFERENCE = "self_reference"
    CARRY_OVER = "carry_over"
    PRIOR_RESTATED = "prior_restated"
    TARGET_MET = "target_met"


class Diagnosis(Code):
    """The explanations of a claim that fails or cannot be judged; docs/verdicts.md, "Diagnoses"."""

    SIGN_FLIPPED = "sign_flipped"
    WRONG_BASE = "wrong_base"
    PERIODS_SWAPPED = "periods_swapped"
    RATIO_AS_CHANGE = "ratio_as_change"
    CHANGE_AS_RATIO = "change_as_ratio"
    POINTS_AS_PERCENT = "points_as_percent"
    PERCENT_AS_POINTS = "percent_as_points"
    STALE_VALUE = "stale_value"
    SWAPPED_ORDER = "swapped_order"
    WRONG_DENOMINATOR = "wrong_denominator"
    OPERANDS_SWAPPED = "operands_swapped"
    ABSOLUTE_AS_PERCENT = "absolute_as_percent"
    DECIMAL_SHIFT = "decimal_shift"
    UNIT_MISMATCH = "unit_mismatch"
    DIGITS_TRANSPOSED = "digits_transposed"
    OPERAND_TRANSPOSED = "operand_transposed"
    CUMULATIVE_AS_AVERAGE = "cumulative_as_average"
    DOUBLING_AS_TIMES = "doubling_as_times"
    TRUNCATED = "truncated"
    ROUNDED_AWAY = "rounded_away"
    DOUBLE_ROUNDED = "double_rounded"
    DIGIT_ERROR = "digit_error"
    REVISED_BASE = "revised_base"
    ZERO_BASE = "zero_base"
    NEGATIVE_BASE = "negative_base"
    MULTIPLE_OF_DECREASE = "multiple_of_decrease"
    MISSING_OPERAND = "missing_operand"
    CONSTANT_PRICE = "constant_price"
    COMPARABLE_BASIS = "comparable_basis"
    OTHER_BASIS = "other_basis"


DIGIT_SLIPS = frozenset({Diagnosis.DIGIT_ERROR, Diagnosis.DIGITS_TRANSPOSED})
"""One digit of the stated figure is another, or two of them are exchanged."""


@frozen
class Message(Record):
    """One plain sentence that a reader can act on, in Chinese and in English.

    `source` is the phrase that both were made from, so that they can be made anew with another verdict. It is no part
    of the message's value: neither JSON nor another process receives it.
    """

    zh: str
    en: str
    source: Phrase | None = field(default=None, eq=False, repr=False)

    def __reduce__(self) -> tuple[type[Message], tuple[str, str]]:
        return Message, (self.zh, self.en)


@frozen
class Evidence(Record):
    """A span of one of the reports ("current" or "prior") that a check rests on, and its page if known."""

    report: str
    span: Span
    page: int | None = None


@frozen
class ImpliedPrior(Record):
    """The priors that a stated change admits.

    `integers` lists the admissible whole numbers (None where the prior need not be whole or there are too many);
    `discriminating` is false where the stated figure is too coarse to rule any prior out.
    """

    interval: Interval
    integers: tuple[int, ...] | None
    discriminating: bool


@frozen(kw_only=True)
class Check(Record):
    """One check of one claim, metric or pair.

    `stated` is the printed size with its sign, `recomputed` the exact value at the printed precision, both in the
    contract's notation; `recomputed_exact` is the exact value. Where there is nothing to compute they are None.
    `confidence` is that of a finding, in whole percent (docs/verdicts.md). `accepted`: a person accepted the finding,
    which has no severity any more.
    """

    id: str
    check: CheckName
    claim: str | None
    metric: str | None
    verdict: Verdict
    severity: Severity | None
    message: Message
    stated: str | None = None
    stated_interval: Interval | None = None
    recomputed: str | None = None
    recomputed_exact: Fraction | None = None
    computed_interval: Interval | None = None
    implied_prior: ImpliedPrior | None = None
    modes: tuple[RoundingMode, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: int | None = None
    accepted: bool = False


_SEVERITY_RANK = {severity: rank for rank, severity in enumerate((*Severity, None))}
_VERDICT_RANK = {
    verdict: rank
    for rank, verdict in enumerate(
        (
            Verdict.INCONSISTENT,
            Verdict.ROUNDING_DIFFERENCE,
            Verdict.WITHIN_PRECISION,
            Verdict.CONSISTENT,
            Verdict.UNDEFINED,
            Verdict.UNCHECKED,
        )
    )
}


def finding_order(check: Check) -> tuple[int, bool, int]:
    """Return the sort key that puts the worst finding first: severity, a wrong direction before a size, verdict."""
    wrong_way = check.diagnoses[:1] == (Diagnosis.SIGN_FLIPPED,) or check.check is CheckName.DIRECTION
    return _SEVERITY_RANK[check.severity], not wrong_way, _VERDICT_RANK[check.verdict]


def worst_verdict(verdicts: Iterable[Verdict]) -> Verdict | None:
    """Return the verdict that a reader must not miss; None where there is none.

    >>> worst_verdict([Verdict.CONSISTENT, Verdict.INCONSISTENT, Verdict.UNCHECKED])
    <Verdict.INCONSISTENT: 'inconsistent'>
    """
    return min(verdicts, key=_VERDICT_RANK.__getitem__, default=None)
