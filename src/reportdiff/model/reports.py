"""What a report says: metrics (named figures), claims (stated relations), and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen

from reportdiff.model.document import Document, Section, Span
from reportdiff.model.figures import Figure
from reportdiff.model.record import Record

__all__ = [
    "NO_FACETS",
    "Binding",
    "Claim",
    "Coverage",
    "Direction",
    "Facets",
    "Form",
    "Kind",
    "Metric",
    "Period",
    "Report",
    "Status",
    "TablePlace",
    "Unread",
]


class Kind(StrEnum):
    """What a metric's figure measures; a ratio is a level in %."""

    COUNT = "count"
    MONEY = "money"
    MEASURE = "measure"
    RATIO = "ratio"


class Status(StrEnum):
    """Whether a figure was reached or is planned."""

    ACTUAL = "actual"
    TARGET = "target"


class Form(StrEnum):
    """How a relation is stated; docs/json.md shows each with the words that print it."""

    PERCENT = "percent"
    POINTS = "points"
    ABSOLUTE = "absolute"
    TIMES_MORE = "times_more"
    TIMES = "times"
    DOUBLING = "doubling"
    LEVEL_TO_LEVEL = "level_to_level"
    FLAT = "flat"
    SHARE = "share"
    COMPLETION = "completion"
    RATE = "rate"


class Direction(StrEnum):
    """Which way a claim says that its metric went."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    NONE = "none"


@frozen
class Period(Record):
    """The time that a figure covers: "2023", "2023H1", "2021-2025", "as_of:2023-12-31"; `year` is its last year."""

    label: str
    year: int | None = None


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


@frozen
class TablePlace(Record):
    """The table cell that a figure stands in: labels of its row and column, outermost first.

    `at` are the numbers of row and column, from 1, and `page` that of the page, where they are known.
    """

    id: str
    row: tuple[str, ...]
    column: tuple[str, ...]
    at: tuple[int, int] | None = None
    page: int | None = None


@frozen
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
    def span(self) -> Span:
        """Where the figure stands."""
        return self.figure.span


@frozen
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
    form: Form
    direction: Direction
    figure: Figure | None
    basis: str
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
    """Something that looked like a figure or a claim and could not be read or bound, and why."""

    span: Span
    surface: str
    reason: str


@frozen
class Coverage(Record):
    """How much was found and how much of it could be decided; part of every result.

    `undecided` counts the claims that no check decided, by reason.
    """

    figures: int
    claims: int
    decided: int
    undecided: Mapping[str, int]


@frozen
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
