"""Build the tick list: every figure of a report with its place, what it was agreed with, and a tick or cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from attrs import define, field, frozen

from reportdiff.model import Check, CheckName, CheckResult, Claim, ComparisonResult, Evidence, Metric, Severity, Verdict
from reportdiff.rendering.rows.comparative_rows import comparative_rows
from reportdiff.rendering.rows.metric_rows import period_text
from reportdiff.rendering.rows.places import Place
from reportdiff.rendering.rows.report_lookup import Lookup, current_report, prior_report

__all__ = ["COLUMNS", "SHEET", "Tick", "TickRow", "tick_rows"]

SHEET = "tick"
"""The name of the sheet in every language, by which other programs find it."""

COLUMNS = ("tick", "page", "where", "metric", "surface", "period", "check", "agreed")

_AGREED = frozenset({Verdict.CONSISTENT, Verdict.WITHIN_PRECISION, Verdict.ROUNDING_DIFFERENCE})
_ACCUSED = frozenset({Severity.ERROR, Severity.WARNING})
_MOST = 3  # figures that a row names; a long sum has more


class Tick:
    """What became of a figure; the codes of labels.toml."""

    AGREED, CROSSED, OPEN = "agreed", "crossed", "open"


@frozen(kw_only=True)
class TickRow:
    """A figure, its place, what became of it, by which checks, and the figures that it was agreed with."""

    tick: str
    page: int | None
    where: Place
    name: str
    surface: str
    period: str
    checks: tuple[str, ...]
    agreed: tuple[str, ...]


@define
class _Marks:
    """The checks that a figure took part in: those that hold and those that do not, with the other figures of each."""

    agreed: dict[str, list[str]] = field(factory=lambda: defaultdict(list))
    crossed: dict[str, list[str]] = field(factory=lambda: defaultdict(list))


def tick_rows(result: CheckResult | ComparisonResult, lang: str) -> tuple[TickRow, ...]:
    """Return a row for every figure of the current report, in the order of its text."""
    report = current_report(result)
    lookup = Lookup(report)
    prior = prior_report(result)
    lookups = {"current": lookup} | ({"prior": Lookup(prior)} if prior is not None else {})
    named = {side: _figures(each) for side, each in lookups.items()}
    marks: dict[int, _Marks] = defaultdict(_Marks)
    for check in result.checks:
        _mark(check, marks, named, lookups, lang)
    if isinstance(result, ComparisonResult):
        for row in comparative_rows(result):
            if row.current is not None and not row.deviates:
                place = lookups["prior"].where(row.prior.span).text(lang)
                marks[row.current.span.start].agreed[CheckName.PRIOR_RESTATED] += [
                    f"{row.prior.figure.surface} {place}"
                ]
    starts = sorted(named["current"])
    return tuple(_row(lookup, named["current"][start], marks.get(start), lang) for start in starts)


def _figures(lookup: Lookup) -> Mapping[int, Metric | Claim]:
    """Return the figures of a report by the offsets at which they stand; a share is a claim and a metric."""
    claims = {claim.span.start: claim for claim in lookup.report.claims if claim.figure is not None}
    return {**claims, **{metric.span.start: metric for metric in lookup.report.metrics}}


def _mark(
    check: Check,
    marks: dict[int, _Marks],
    named: Mapping[str, Mapping[int, Metric | Claim]],
    lookups: Mapping[str, Lookup],
    lang: str,
) -> None:
    """Note what a check says of every figure that it rests on."""
    holds, fails = check.verdict in _AGREED, check.verdict is Verdict.INCONSISTENT and check.severity in _ACCUSED
    if not holds and not fails:
        return
    places = [place for place in check.evidence if place.report in named]
    own = [place for place in places if place.report == "current" and place.span.start in named["current"]]
    for place in dict.fromkeys(own):
        others = [_named(other, named[other.report], lookups[other.report], lang) for other in places if other != place]
        mark = marks[place.span.start]
        (mark.agreed if holds else mark.crossed)[check.check] += others


def _named(place: Evidence, named: Mapping[int, Metric | Claim], lookup: Lookup, lang: str) -> str:
    """Return a figure with its place: 1,250.40万元 annual-2023.pdf 第45页."""
    found = named.get(place.span.start)
    surface = _surface(found) if found is not None else place.span.of(lookup.text)
    return f"{''.join(surface.split())} {lookup.where(place.span).text(lang)}"


def _surface(figure: Metric | Claim) -> str:
    return figure.figure.surface if isinstance(figure, Metric) else figure.surface


def _row(lookup: Lookup, figure: Metric | Claim, marks: _Marks | None, lang: str) -> TickRow:
    tick, found = Tick.OPEN, dict[str, list[str]]()
    if marks is not None:
        tick, found = (Tick.CROSSED, marks.crossed) if marks.crossed else (Tick.AGREED, marks.agreed)
    return TickRow(
        tick=tick,
        page=lookup.report.document.page_of(figure.span.start),
        where=lookup.where(figure.span),
        name=figure.name if isinstance(figure, Metric) else figure.metric_name,
        surface="".join(_surface(figure).split()),
        period=period_text(figure.period, lang) if isinstance(figure, Metric) else "",
        checks=tuple(found),
        agreed=tuple(_shortened(list(dict.fromkeys(other for others in found.values() for other in others)))),
    )


def _shortened(others: list[str]) -> Iterator[str]:
    yield from others[:_MOST]
    if len(others) > _MOST:
        yield f"… (+{len(others) - _MOST})"
