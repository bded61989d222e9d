"""Comparisons: the sections and metrics of last year with their partners of this year, and the changes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from reportdiff.model.checks import Check
from reportdiff.model.figures import Interval
from reportdiff.model.record import Record
from reportdiff.model.reports import Coverage, Report

__all__ = ["Change", "CheckResult", "Comparative", "ComparativeState", "ComparisonResult", "Pair", "SectionFate"]
__all__ += ["SectionPair"]


class SectionFate(StrEnum):
    """The fates of a section from one year to the next."""

    SAME = "same"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    NONE = "none"


@frozen(kw_only=True)
class SectionPair(Record):
    """A section of last year and its successor, by id; one side is None where it was dropped or added."""

    prior: str | None
    current: str | None
    score: Fraction
    relation: SectionFate


@frozen(kw_only=True)
class Pair(Record):
    """A metric of last year and the same metric of this year, by id; one side is None where it has no partner.

    `score` and the values of `reasons` are in [0, 1]. `review` marks a pair that a person should look at. The runner-up
    is another metric of last year that this year's might have continued, or another of this year; its id stands in
    `rival_prior` or `rival_current`.
    """

    prior: str | None
    current: str | None
    score: Fraction
    reasons: Mapping[str, Fraction] = field(factory=dict)
    review: bool = False
    rival_prior: str | None = None
    rival_current: str | None = None


@frozen(kw_only=True)
class Change(Record):
    """The computed change of a paired metric; `percent` is exact, at the printed values, None where it is undefined."""

    prior: str
    current: str
    name: str
    absolute: Fraction | None
    percent: Fraction | None
    percent_interval: Interval | None
    points: Fraction | None
    comparable: bool
    note: str | None = None


class ComparativeState(StrEnum):
    """What this year's report prints for a line of last year's statement."""

    AGREES = "agrees"
    RESTATED = "restated"
    NOT_FOUND = "not_found"


@frozen(kw_only=True)
class Comparative(Record):
    """A line of a statement as last year's report printed it, with the comparative of this year's report, by id.

    `statement` is the form of the statement, `difference` what a restatement added, `announced` whether this year's
    report says that it restated the line; `review` marks a line that a person should look at.
    """

    statement: str
    entity: str | None
    label: str
    prior: str
    current: str | None
    state: ComparativeState
    difference: Fraction | None = None
    announced: bool = False
    review: bool = False


@frozen(kw_only=True)
class CheckResult(Record):
    """One report with its checks."""

    report: Report
    checks: tuple[Check, ...]
    coverage: Coverage
    warnings: tuple[str, ...] = ()
    settings: Mapping[str, object] = field(factory=dict)


@frozen(kw_only=True)
class ComparisonResult(Record):
    """Two reports with what was aligned between them and what the checks say."""

    prior: CheckResult
    current: CheckResult
    sections: tuple[SectionPair, ...]
    pairs: tuple[Pair, ...]
    changes: tuple[Change, ...]
    checks: tuple[Check, ...]
    coverage: Coverage
    warnings: tuple[str, ...] = ()
    settings: Mapping[str, object] = field(factory=dict)
    comparatives: tuple[Comparative, ...] = ()
