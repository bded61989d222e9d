"""A list of shares proves its whole: items of 6 that are 2.5 % and of 36 that are 15 % are all of one printed 240."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from attrs import evolve, frozen

from reportdiff.arithmetic.formulas import inverse_prior
from reportdiff.arithmetic.intervals import intersection, intersects
from reportdiff.model import Binding, Claim, Interval, Metric, RelationKind
from reportdiff.model.report_index import runs_of_shares

__all__ = ["bind_listed_wholes"]

_LEAST = 3  # items that must be of one whole, and how many times as many as are not
_BEFORE = 1500  # characters before a list in which its whole is printed
_NARROW = 20  # the whole that the items imply together is known to a twentieth of itself


@frozen
class _Levels:
    """The levels of a report's prose in text order, with where each stands."""

    metrics: Sequence[Metric]
    starts: Sequence[int]

    @classmethod
    def of(cls, metrics: Sequence[Metric]) -> _Levels:
        levels = [metric for metric in metrics if metric.table is None and not metric.is_rate]
        return cls(levels, [metric.span.start for metric in levels])

    def between(self, start: int, end: int, unit: str) -> list[Metric]:
        """Return the levels of a unit that begin in `[start, end)`."""
        places = slice(bisect_left(self.starts, start), bisect_left(self.starts, end))
        return [metric for metric in self.metrics[places] if metric.figure.unit == unit]


def bind_listed_wholes(
    metrics: tuple[Metric, ...], claims: Sequence[Claim]
) -> tuple[tuple[Metric, ...], tuple[Claim, ...]]:
    """Return metrics and claims; shares that a list states of one whole get the printed figure that the list bears out.

    Such a share is then named after its part and that whole. All stand in text order, the claims with the operands that
    were bound so far.
    """
    by_id = {metric.id: metric for metric in metrics}
    levels = _Levels.of(metrics)
    bound: dict[str, Claim] = {}
    for items in runs_of_shares(claims, by_id.get):
        if len(items) >= _LEAST:
            bound.update(_with_whole(items, by_id, levels))
    if not bound:
        return metrics, tuple(claims)
    names = {claim.metric: claim.metric_name for claim in bound.values()}
    return (
        tuple(metric if metric.id not in names else evolve(metric, name=names[metric.id]) for metric in metrics),
        tuple(bound.get(claim.id, claim) for claim in claims),
    )


def _with_whole(items: Sequence[Claim], by_id: dict[str, Metric], levels: _Levels) -> dict[str, Claim]:
    """Return the items with the nearest figure before them that most are shares of; nothing where there is none."""
    parts = [by_id[claim.current or ""] for claim in items]
    start, unit = parts[0].span.start, parts[0].figure.unit
    largest = max(part.figure.value for part in parts)
    wholes = [whole for whole in levels.between(start - _BEFORE, start, unit) if whole.figure.value >= largest]
    implied = [_implied(claim, part) for claim, part in zip(items, parts, strict=True)]
    held = {whole.id: [_fits(whole, one) for one in implied] for whole in wholes}
    best = max(reversed(wholes), key=lambda whole: sum(held[whole.id]), default=None)
    if best is None:
        return {}
    holds = sum(held[best.id])
    most = holds >= _LEAST * max(1, len(items) - holds) and _tells_whole(implied, held[best.id])
    cut = [_implied(claim, part, cut_off=True) for claim, part in zip(items, parts, strict=True)]
    if not most and (holds < 2 or not all(_fits(best, one) for one in cut) or not _tells_whole(cut, [True] * len(cut))):
        return {}

    def is_of_list(at: int) -> bool:
        """Return whether an item is of the whole: with it, or with no figure before it, it holds."""
        own, end = parts[at], parts[-1].span.start
        before = levels.between(own.span.start - _BEFORE, min(own.span.start + _BEFORE, end), unit)
        others = [metric for metric in before if metric is not own and metric.span.start >= start]
        return held[best.id][at] or not (
            any(held[whole.id][at] for whole in wholes) or any(_fits(metric, implied[at]) for metric in others)
        )

    return {
        claim.id: _of_whole(claim, part, best)
        for at, (claim, part) in enumerate(zip(items, parts, strict=True))
        if claim.prior != best.id and is_of_list(at) and not _holds_as_bound(claim, implied[at], by_id)
    }


def _of_whole(claim: Claim, part: Metric, whole: Metric) -> Claim:
    """Return a share of a whole; where it prints none itself, it is named after it."""
    name = claim.metric_name if claim.prior_binding is Binding.NAME else f"{part.name}占{whole.name}"
    return evolve(claim, prior=whole.id, prior_binding=Binding.INFERRED, metric_name=name)


def _implied(claim: Claim, part: Metric, *, cut_off: bool = False) -> Interval | None:
    """Return what the whole must be for a share to hold, if need be with its last digit `cut_off` and not rounded."""
    assert claim.figure is not None  # runs_of_shares asks for one
    value, place = claim.figure.value, claim.figure.last_place
    printed = Interval(value - place / 2, value + place) if cut_off else claim.figure.interval
    return inverse_prior(RelationKind.SHARE, part.figure.interval, printed)


def _fits(metric: Metric, implied: Interval | None) -> bool:
    return implied is not None and intersects(metric.figure.interval, implied)


def _holds_as_bound(claim: Claim, implied: Interval | None, by_id: dict[str, Metric]) -> bool:
    whole = by_id.get(claim.prior or "")
    return whole is not None and claim.prior_binding is not Binding.INFERRED and _fits(whole, implied)


def _tells_whole(implied: Sequence[Interval | None], held: Sequence[bool]) -> bool:
    """Return whether the items that hold know their whole well enough for a figure not to fit it by chance."""
    known: Interval | None = None
    for one in (one for one, holds in zip(implied, held, strict=True) if holds and one is not None):
        known = one if known is None else intersection(known, one)
        if known is None:
            return False  # they hold over a rounded figure, and contradict one another
    if known is None or known.low is None or known.high is None:
        return False
    return (known.high - known.low) * _NARROW <= known.low
