"""Lists of shares in prose that make 100 %: then the items make the whole, whatever figure stands before them.

共9500个。其中，咨询3000个，占60.0%；求助1250个，占25.0%；…: where the shares make 100 and each item is as much of all
items as it says, the items are known to be all. A figure before the list that is not their sum is the one that does not
fit, and not its shares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce

from attrs import frozen

from reportdiff.arithmetic.formulas import inverse_prior
from reportdiff.arithmetic.intervals import add, contains, intersects
from reportdiff.model import Binding, Claim, Interval, Metric, RelationKind

__all__ = ["ShareList", "complete_lists"]

_LEAST = 3  # items of a list, without those of 0
_ALL = Fraction(100)
_BEHIND = 120  # characters between two items

_Find = Callable[[str | None], Metric | None]


@frozen(kw_only=True, eq=False)
class ShareList:
    """Shares that make 100 % of all their parts, and what these come to."""

    claims: tuple[Claim, ...]
    parts: tuple[Metric, ...]
    whole: Interval


def complete_lists(claims: Iterable[Claim], find: _Find) -> Iterator[ShareList]:
    """Yield each list of shares of prose that make 100 and are of the sum of their parts, and of no printed whole.

    The claims stand in text order, and `find` returns the metric with an id.
    """
    run: list[tuple[Claim, Metric]] = []
    missing, rounded = _ALL, Fraction(0)
    for claim in claims:
        part = find(claim.current)
        if claim.form is not RelationKind.SHARE or claim.table is not None or claim.figure is None or part is None:
            continue
        if claim.current_binding is not Binding.CLAUSE or part.is_rate:
            continue
        if run and not _goes_on(run[-1], claim, part):
            run, missing, rounded = [], _ALL, Fraction(0)
        run.append((claim, part))
        missing, rounded = missing - claim.figure.value, rounded + claim.figure.last_place / 2
        if abs(missing) <= rounded and (found := _complete(run)) is not None:
            wholes = [whole for item, _ in run if (whole := find(item.prior)) is not None]
            if not any(intersects(whole.figure.interval, found.whole) for whole in wholes):
                yield found
            run, missing, rounded = [], _ALL, Fraction(0)


def _goes_on(last: tuple[Claim, Metric], claim: Claim, part: Metric) -> bool:
    before, other = last
    near = claim.span.start - before.span.end <= _BEHIND and claim.section == before.section
    return near and other.figure.unit == part.figure.unit


def _complete(run: Sequence[tuple[Claim, Metric]]) -> ShareList | None:
    if sum(claim.figure is not None and claim.figure.value != 0 for claim, _ in run) < _LEAST:
        return None
    whole = reduce(add, (part.figure.interval for _, part in run))
    if not all(_is_share(claim, part, whole) for claim, part in run):
        return None
    claims, parts = zip(*run, strict=True)
    return ShareList(claims=claims, parts=parts, whole=whole)


def _is_share(claim: Claim, part: Metric, whole: Interval) -> bool:
    assert claim.figure is not None
    if contains(claim.figure.interval, 0):
        return part.figure.value * 100 <= (whole.high or 0)
    implied = inverse_prior(RelationKind.SHARE, part.figure.interval, claim.figure.interval)
    return implied is not None and intersects(implied, whole)
