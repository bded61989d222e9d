"""Reports as read, and how much of them could be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from reportdiff.model.checks import Diagnosis
from reportdiff.model.claims import Claim, Unread
from reportdiff.model.document import Document, Section
from reportdiff.model.metrics import Metric
from reportdiff.model.record import Code, Record

__all__ = ["REASONS", "Coverage", "Report", "UndecidedReason"]


class UndecidedReason(Code):
    """The reasons for which no check decides a claim."""

    MISSING_OPERAND = "operand not printed"
    CONSTANT_PRICE = "growth at constant prices"
    COMPARABLE_BASIS = "growth on a comparable basis"
    OTHER_BASIS = "another basis than last year's figure"
    PLANNED = "planned, not yet reached"
    NOT_CHECKED = "not checked"


REASONS: Mapping[Diagnosis, UndecidedReason] = {
    Diagnosis.MISSING_OPERAND: UndecidedReason.MISSING_OPERAND,
    Diagnosis.CONSTANT_PRICE: UndecidedReason.CONSTANT_PRICE,
    Diagnosis.COMPARABLE_BASIS: UndecidedReason.COMPARABLE_BASIS,
    Diagnosis.OTHER_BASIS: UndecidedReason.OTHER_BASIS,
}
"""The diagnoses of a check that decides nothing, with the reason that the coverage counts."""


@frozen(kw_only=True)
class Report(Record):
    """One annual report, read: what it is, what it measures and what it claims."""

    title: str
    issuer: str | None
    year: int | None
    published: str | None
    document: Document
    sections: tuple[Section, ...] = field(repr=False)
    metrics: tuple[Metric, ...] = field(repr=False)
    claims: tuple[Claim, ...] = field(repr=False)
    unread: tuple[Unread, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()
    reviewed: int | None = None
    planned: int | None = None

    @property
    def source(self) -> str:
        """The name that the report was read under."""
        return self.document.source

    @property
    def own_year(self) -> int | None:
        """The year that the report's actual figures cover, else the one that it names as its own."""
        return self.reviewed or self.year


@frozen(kw_only=True)
class Coverage(Record):
    """How much was found and how much of it could be decided; part of every result.

    `undecided` counts the claims that no check decided, by reason.
    """

    figures: int
    claims: int
    decided: int
    undecided: Mapping[UndecidedReason, int]

    @classmethod
    def of(cls, report: Report, undecided: Iterable[UndecidedReason]) -> Coverage:
        """Count the figures and claims of a report, given the reason for each claim that no check decided."""
        places = {metric.span for metric in report.metrics}
        places.update(claim.figure.span for claim in report.claims if claim.figure is not None)
        reasons = Counter(undecided)
        return cls(
            figures=len(places),
            claims=len(report.claims),
            decided=len(report.claims) - reasons.total(),
            undecided=dict(sorted(reasons.items())),
        )
