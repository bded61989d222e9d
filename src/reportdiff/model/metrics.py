"""Metrics: the named figures of a report, with their period, status and place."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from reportdiff.model.document import Span
from reportdiff.model.figures import Figure
from reportdiff.model.name_parts import NameParts
from reportdiff.model.record import Record

__all__ = ["NO_FACETS", "Binding", "Facets", "Kind", "Metric", "Period", "PeriodKind", "Status", "TablePlace"]


class Kind(StrEnum):
    """The measure of a metric's figure; a ratio is a level in %."""

    COUNT = "count"
    MONEY = "money"
    MEASURE = "measure"
    RATIO = "ratio"


class Status(StrEnum):
    """Whether a figure was reached or is planned."""

    ACTUAL = "actual"
    TARGET = "target"


class PeriodKind(StrEnum):
    """The kinds of time that a figure covers."""

    YEAR = "year"
    PART_OF_YEAR = "part_of_year"
    YEARS = "years"
    DAY = "day"


@frozen
class Period(Record):
    """The time that a figure covers: "2023", "2023H1", "2021-2025", "as_of:2023-12-31"; `year` is its last year.

    >>> [Period(label).kind.value for label in ("2023", "2023Q1-3", "2021-2025", "as_of:2023-12-31")]
    ['year', 'part_of_year', 'years', 'day']
    """

    label: str
    year: int | None = None

    @property
    def kind(self) -> PeriodKind:
        """The kind of time that the label names."""
        if self.label.isdecimal():
            return PeriodKind.YEAR
        if self.label.startswith("as_of:"):
            return PeriodKind.DAY
        return PeriodKind.YEARS if self.label.replace("-", "").isdecimal() else PeriodKind.PART_OF_YEAR


class Binding(StrEnum):
    """How an operand came to a claim: only what is printed for it may refute the claim (docs/verdicts.md)."""

    CLAUSE = "clause"  # the same clause, or 由A增至B
    ROW = "row"  # the same row of a table whose columns have proved their roles
    NAME = "name"  # the name that the claim prints, matched one to one
    REPORT = "report"  # the paired metric of last year's report
    INHERITED = "inherited"  # a subject taken over from an earlier sentence
    INFERRED = "inferred"  # the best guess among figures that could be meant


@frozen
class Facets(Record):
    """What a figure is of: its area (全市, 市本级, a district), its account and its reporting entity.

    None is what nobody printed: unknown, which is not the same as equal.
    """

    area: str | None = None
    account: str | None = None
    entity: str | None = None


NO_FACETS = Facets()
"""Nothing is known of what a figure is of."""


@frozen(kw_only=True)
class TablePlace(Record):
    """The table cell that a figure stands in: labels of its row and column, outermost first.

    `at` are the numbers of row and column, from 1, `page` that of the page, and `cell` the cell of a workbook
    (表一!C5), where they are known.
    """

    id: str
    row: tuple[str, ...]
    column: tuple[str, ...]
    at: tuple[int, int] | None = None
    page: int | None = None
    cell: str | None = None

    def labels(self, *, across: bool) -> tuple[str, ...]:
        """Return what tells the cell from others of its row (`across`) or of its column, outermost first."""
        return self.column if across else self.row


@frozen(kw_only=True)
class Metric(Record):
    """A figure with the name that a reader would give it, in table-row words."""

    id: str
    name: str
    figure: Figure
    kind: Kind
    status: Status
    period: Period | None
    scope: str | None
    section: str | None
    sentence: Span
    table: TablePlace | None = None
    places: tuple[Span, ...] = ()
    facets: Facets = NO_FACETS

    @property
    def parts(self) -> NameParts:
        """The parts of its name: scope, action, qualifier and object; read from its words when they are asked for."""
        from reportdiff.lexicon.name_parts import name_parts  # the one look upwards: most metrics are never asked

        return name_parts(self.name)

    @property
    def span(self) -> Span:
        """Where the figure stands."""
        return self.figure.span

    @property
    def year(self) -> int | None:
        """The last year that the figure covers; None where it is unknown."""
        return self.period.year if self.period is not None else None

    @property
    def of_years(self) -> bool:
        """Whether the figure is what several years came to."""
        return self.period is not None and self.period.kind is PeriodKind.YEARS

    @property
    def is_rate(self) -> bool:
        """Whether the metric is a level in %."""
        return self.kind is Kind.RATIO or self.figure.is_rate
