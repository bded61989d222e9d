"""Columns of shares whose whole the text prints: 贷款总额500亿元, above a table of 占贷款总额比例.

The rows of the column prove the figure: most of them must be the shares of it that they say. Where the head of the
column names it, it is bound by that name; else it is `inferred`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from reportdiff.extraction.tables.grid import holds
from reportdiff.lexicon.columns import column_head
from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.reference_names import facets_fit, name_key
from reportdiff.model import Binding, Claim, Figure, Metric, RelationKind

__all__ = ["bind_column_wholes"]

_BEFORE = 24  # levels before a table among which its whole is looked for
_LEAST = 2  # rows that must hold, and how many times as many as do not


def bind_column_wholes(metrics: Sequence[Metric], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims; the shares of a column whose whole no row is get the figure of the text that they prove.

    The metrics stand in text order, and the claims have the operands that were bound so far.
    """
    columns: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.table is not None and claim.form is RelationKind.SHARE and claim.current is not None:
            columns[claim.table.id, claim.table.column].append(claim)
    if not columns:
        return tuple(claims)
    by_id = {metric.id: metric for metric in metrics}
    levels = [metric for metric in metrics if metric.table is None and not metric.is_rate]
    starts = [metric.span.start for metric in levels]
    bound: dict[str, Claim] = {}
    for shares in columns.values():
        if not _has_whole(shares):
            last = bisect_left(starts, shares[0].span.start)
            bound.update(_bound(shares, levels[max(0, last - _BEFORE) : last], by_id))
    return tuple(bound.get(claim.id, claim) for claim in claims)


def _has_whole(shares: Sequence[Claim]) -> bool:
    """Return whether a row of a table is the whole of its shares: one that is 100 %, or that has no share itself."""
    own = {share.current: share for share in shares}
    wholes = {share.prior for share in shares if share.prior is not None}
    return any(whole not in own or ((size := own[whole].figure) and size.value == 100) for whole in wholes)


def _bound(
    shares: Sequence[Claim], levels: Sequence[Metric], by_id: Mapping[str, Metric]
) -> Iterator[tuple[str, Claim]]:
    """Yield the shares with the last level that most of them bear out, by their ids; one that the head names first."""
    parts = [by_id[share.current] for share in shares if share.current]
    table = shares[0].table
    said = column_head(table.column).subject[-1:] if table is not None else ()
    key = name_key(pattern("head_words", "of a whole").sub("", said[0].partition("占")[2])) if said else ""
    total = sum((part.figure.value for part in parts), Fraction(0))
    if levels and _all_of(shares, parts, evolve(parts[0].figure, value=total)):
        levels = [level for level in levels if level.figure.value == total]  # the rows are all there is
    proved = [level for level in levels if _bears_out(shares, parts, level)]
    named = [level for level in proved if key and name_key(level.name).endswith(key)]
    values = {level.figure.value for level in named or proved}
    if len(values) == 1:
        whole, binding = (named or proved)[-1], Binding.NAME if named else Binding.INFERRED
        for share in shares:
            yield share.id, evolve(share, prior=whole.id, prior_binding=binding)


def _all_of(shares: Sequence[Claim], parts: Sequence[Metric], whole: Figure) -> bool:
    """Return whether every share of a column holds over the sum of its parts."""
    pairs = zip(shares, parts, strict=True)
    return all(share.figure and holds(RelationKind.SHARE, share.figure, part.figure, whole) for share, part in pairs)


def _bears_out(shares: Sequence[Claim], parts: Sequence[Metric], whole: Metric) -> bool:
    """Return whether most shares hold over a whole of their unit and time."""
    first = parts[0]
    one_time = whole.period is None or first.period is None or whole.period.year == first.period.year
    unit = first.figure.unit in ("", whole.figure.unit)  # a column seldom prints what it counts
    if not (unit and one_time and whole.status is first.status and facets_fit(whole.facets, first.facets)):
        return False
    base = evolve(whole.figure, unit=first.figure.unit)
    stated = [
        (share.figure, part.figure) for share, part in zip(shares, parts, strict=True) if share.figure is not None
    ]
    held = [
        part.value
        for size, part in stated
        if part.value <= base.value and holds(RelationKind.SHARE, size, part, base) is True
    ]
    return len(set(held)) >= _LEAST * max(1, len(stated) - len(held))
