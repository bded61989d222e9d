"""Claims: the relations that a report states, with their basis, and the passages that could not be read."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from reportdiff.errors import ArgumentError
from reportdiff.model.document import Span
from reportdiff.model.figures import Figure
from reportdiff.model.metrics import Binding, Status, TablePlace
from reportdiff.model.record import Record
from reportdiff.model.relations import RelationKind

__all__ = ["PREVIOUS_YEAR", "Basis", "BasisKind", "Claim", "Direction", "Unread"]


class Direction(StrEnum):
    """The way in which a claim says that its metric went."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    NONE = "none"


class BasisKind(StrEnum):
    """The figures that a claim may measure its metric against."""

    PREVIOUS_YEAR = "previous_year"
    YEAR = "year"
    BUDGET = "budget"
    BUDGET_EXECUTION = "budget_execution"
    PREVIOUS_FIVE_YEARS = "previous_five_years"
    ANNUAL_AVERAGE = "annual_average"
    TARGET = "target"
    OTHER_REGION = "other_region"
    OTHER_TOTAL = "other_total"
    UNKNOWN = "unknown"


@frozen
class Basis(Record):
    """The figure that a claim measures its metric against; `year` belongs to `BasisKind.YEAR` alone.

    >>> str(Basis.of_year(2019)), str(PREVIOUS_YEAR), Basis.parse("year:2019") == Basis.of_year(2019)
    ('year:2019', 'previous_year', True)
    """

    kind: BasisKind
    year: int | None = None

    def __str__(self) -> str:
        return self.kind.value if self.year is None else f"{self.kind.value}:{self.year}"

    @classmethod
    def of_year(cls, year: int, own: int | None = None) -> Basis:
        """Return the basis of a claim against the figure of `year` (比2019年增长) in a report about the year `own`."""
        return PREVIOUS_YEAR if own is not None and year == own - 1 else cls(BasisKind.YEAR, year)

    @classmethod
    def parse(cls, text: str) -> Basis:
        """Return the basis that the JSON contract writes so; raises `ValueError` where there is none."""
        kind, _, year = text.partition(":")
        if kind not in tuple(BasisKind) or (kind == BasisKind.YEAR) is not year.isdecimal():
            raise ArgumentError("errors.unknown_basis", value=repr(text), known=tuple(map(str, BasisKind)))
        return cls(BasisKind(kind), int(year) if year else None)


PREVIOUS_YEAR = Basis(BasisKind.PREVIOUS_YEAR)
"""The basis of a claim against last year's figure: the usual one."""


@frozen(kw_only=True)
class Claim(Record):
    """A stated relation that could be checked, bound to the metrics that are its operands.

    `figure` is the stated size as printed, unsigned (the direction carries the sign), `None` for 翻番, 持平 and
    由A增至B. `current` and `prior` are ids of metrics in the same report: part and whole for a share or rate, outcome
    and plan for a completion. `siblings` are the other claims of one 分别 list, in order.
    """

    id: str
    metric: str | None
    metric_name: str
    surface: str
    span: Span
    form: RelationKind
    direction: Direction
    figure: Figure | None
    basis: Basis
    status: Status
    current: str | None
    prior: str | None
    sentence: Span
    section: str | None = None
    table: TablePlace | None = None
    siblings: tuple[str, ...] = ()
    current_binding: Binding | None = None
    prior_binding: Binding | None = None

    @property
    def figure_span(self) -> Span:
        """Where the stated figure stands; the whole claim where it prints none."""
        return self.figure.span if self.figure is not None else self.span


@frozen
class Unread(Record):
    """A passage that looked like a figure or a claim and could not be read or bound, and the reason."""

    span: Span
    surface: str
    reason: str
