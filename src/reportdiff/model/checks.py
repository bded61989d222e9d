"""What a check says: verdict, severity, recomputed value, intervals, diagnoses, message and evidence."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from reportdiff.model.document import Span
from reportdiff.model.figures import Interval
from reportdiff.model.phrases import Phrase
from reportdiff.model.record import Record

__all__ = ["Check", "Evidence", "ImpliedPrior", "Message", "RoundingMode", "Severity", "Verdict"]


class Verdict(StrEnum):
    """What the arithmetic says of a claim; docs/verdicts.md defines each."""

    CONSISTENT = "consistent"
    WITHIN_PRECISION = "within_precision"
    ROUNDING_DIFFERENCE = "rounding_difference"
    INCONSISTENT = "inconsistent"
    UNDEFINED = "undefined"
    UNCHECKED = "unchecked"


class Severity(StrEnum):
    """How much a reader should care; a check without severity reports nothing."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"
    NOTE = "note"


class RoundingMode(StrEnum):
    """How an author may have rounded."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    HALF_DOWN = "half_down"
    TRUNCATE = "truncate"
    AWAY = "away"


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
    """A stretch of one of the reports that a check rests on; `report` is "current" or "prior"."""

    report: str
    span: Span


@frozen
class ImpliedPrior(Record):
    """The priors that a stated change admits.

    `integers` lists the admissible whole numbers, at most `LIMIT` of them (None where the prior need not be whole or
    there are more); `discriminating` is false where the stated figure is too coarse to rule any prior out.
    """

    interval: Interval
    integers: tuple[int, ...] | None
    discriminating: bool


@frozen
class Check(Record):
    """One check of one claim, metric or pair.

    `stated` is the printed size with its sign, `recomputed` the exact value at the printed precision, both in the
    contract's notation; `recomputed_exact` is the exact value. Where there is nothing to compute they are None.
    """

    id: str
    check: str
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
    diagnoses: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
