"""The cells of a table's line that should add up to another: by words for a total (合计), and by codes of accounts.

A line is a row or a column, and its cells are told apart by the labels of the other axis. A total holds for the group
that its outer labels name; a group inside it with a total of its own counts by that. An account (201) is the sum of
those whose codes begin with its own (20103), and 合计 the sum of those that no other account holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from itertools import accumulate, pairwise, takewhile

from attrs import evolve, frozen

from reportdiff.lexicon.check_words import check_words, is_total_label
from reportdiff.lexicon.columns import ColumnRole, column_head
from reportdiff.lexicon.partitions import PartitionRow
from reportdiff.lexicon.rows import rows_with
from reportdiff.lexicon.statement_forms import forms, items_of
from reportdiff.model import Metric

__all__ = ["SumCandidate", "SumEvidence", "sums_of"]

_CODE = re.compile(r"(\d{3}(?: ?\d{2}){0,2})(?= |$|[^\d ])")

_STATEMENT = 2  # items of forms that make a table a statement, whose sums have checks of their own

Labels = tuple[str, ...]
_Cell = tuple[Labels, Metric]


class SumEvidence(StrEnum):
    """What tells that a cell is the sum of others: 合计, alone or behind their common name, a code, 加： and 减：.

    `SIGNS` are those with all cells before them, where none is a total; `SIGN` with the one before alone. `CHAIN` are
    the readings of totals that follow one another, and `PARTS` stand below a whole that has no others: 出口, 进口.
    """

    LABEL = "label"
    NAMED = "named"
    CODE = "code"
    SIGN = "sign"
    SIGNS = "signs"
    CHAIN = "chain"
    PARTS = "parts"


_ALL_COUNT = (SumEvidence.SIGN, SumEvidence.SIGNS, SumEvidence.CHAIN)


@frozen(kw_only=True)
class SumCandidate:
    """A cell and its supposed parts in printed order; `names` are the labels of all of them, the total's first.

    `reading` numbers those of a total that follows others; `eliminated`: 分部间抵销 is printed without its minus.
    """

    total: Metric
    parts: tuple[Metric, ...]
    names: tuple[Labels, ...]
    evidence: SumEvidence
    reading: int = 0
    eliminated: bool = False

    @property
    def signs(self) -> tuple[int, ...]:
        """The sign of each part: -1 where its label says that it is taken off (减：库存股), or `eliminated` (抵销).

        What is eliminated and printed as a negative is added: it has its minus.
        """
        return tuple(
            -1 if _sign(labels) < 0 or (self.eliminated and _between(labels) and part.figure.value > 0) else 1
            for labels, part in zip(self.names[1:], self.parts, strict=True)
        )

    @property
    def with_eliminated(self) -> SumCandidate | None:
        """The sum with what its parts have between them taken off; None where no part of it is that."""
        return evolve(self, eliminated=True) if any(map(_between, self.names[1:])) else None


def sums_of(line: Sequence[_Cell]) -> Iterator[SumCandidate]:
    """Yield the candidates in one line of a table, whose cells come with the labels that tell them apart."""
    labels = [cell_labels for cell_labels, _ in line]
    if not all(labels):
        return
    if len(set(labels)) != len(labels):
        yield from _blocks(line)
        return
    codes = [_code(words) for words in labels]
    holders = [_holder(codes, place) for place in range(len(line))]
    for place, cell in enumerate(line):
        if codes[place]:
            parts = [line[other] for other, holder in enumerate(holders) if holder == place]
            if parts:
                yield _candidate(cell, parts, SumEvidence.CODE)
        elif is_total_label(cell[0][-1]):
            if sum(map(bool, codes)) * 2 > len(line):
                top = [line[other] for other in range(len(line)) if codes[other] and holders[other] is None]
                yield _candidate(cell, top)
            else:
                yield from _labelled(line, place)
        elif (named := check_words("named total").fullmatch(cell[0][-1])) is not None:
            yield from _named(line, place, named["name"])
    yield from _signed(line)
    yield from _chained(line)
    yield from _partitioned(line)


def _between(labels: Labels) -> bool:
    """Return whether a label is of what the other parts have between them: 分部间抵销."""
    return check_words("eliminated").search(labels[-1]) is not None


@cache
def _partitions() -> tuple[re.Pattern[str], Sequence[PartitionRow]]:
    rows = rows_with("partitions", PartitionRow)
    return re.compile("|".join(re.escape(word) for row in rows for word in row.parts)), rows


def _partitioned(line: Sequence[_Cell]) -> Iterator[SumCandidate]:
    """Yield each whole with all its parts below it: 地区生产总值, 第一产业, 第二产业, #工业 of it, 第三产业.

    A whole that its row names may stand behind them: 上半年 | 下半年 | 全年.
    """
    words, rows = _partitions()
    named = {place for place, (labels, _) in enumerate(line) if words.search(labels[-1])}
    for place, cell in enumerate(line) if len(named) > 1 else ():
        after = place + 1
        while after in named and (parts := _parts_from(line, after, cell[0], rows)):
            yield _candidate(cell, [line[at] for at in parts], SumEvidence.PARTS)
            after = parts[-1] + 1
    back = line[::-1] if len(named) > 1 else ()
    told = [row for row in rows if row.whole]
    for place, (labels, _) in enumerate(back):
        own = [row for row in told if labels[-1] in row.whole]
        if own and (parts := _parts_from(back, place + 1, labels, own)):
            yield _candidate(back[place], [back[at] for at in reversed(parts)], SumEvidence.PARTS)


def _parts_from(line: Sequence[_Cell], first: int, whole: Labels, rows: Sequence[PartitionRow]) -> list[int]:
    """Return the places of the cells from `first` on that are all parts of a whole; none where they are not."""
    for row in rows:
        missing, places = [*row.parts], list[int]()
        for place in range(first, len(line)):
            label = line[place][0][-1]
            part = next((word for word in missing if word in label), None)
            if part is not None and (
                any(word in whole[-1] for word in row.whole) or label.replace(part, "", 1) in whole[-1]
            ):
                places.append(place)
                missing.remove(part)
            elif part is not None or not (places and check_words("sub-item").match(label)):
                break
        if not missing:
            return places
    return []


def _named(line: Sequence[_Cell], place: int, name: str) -> Iterator[SumCandidate]:
    """Yield the candidate of a total that ends the rows of its name: 捐赠收入, …, 收入合计."""
    own, above = line[place][0][:-1], reversed(line[:place])
    rows = [*takewhile(lambda cell: name in cell[0][-1] and cell[0][:-1] == own, above)][::-1]
    if len(rows) > 1:
        yield _candidate(line[place], rows, SumEvidence.NAMED)


def _sign(labels: Labels) -> int:
    """Return -1 or 1 of a label that says that its figure is taken off (减：) or added (加：), else 0."""
    if check_words("taken off").search(labels[-1]):
        return -1
    return 1 if check_words("added").search(labels[-1]) else 0


def _signed(line: Sequence[_Cell]) -> Iterator[SumCandidate]:
    """Yield what the cells with a sign turn the cell before them into: 小计, 减：坏账准备, 账面价值."""
    signs = [_sign(labels) for labels, _ in line]
    if -1 not in signs or any(column_head(labels).role is ColumnRole.OPENING for labels, _ in line):
        return  # what a balance that rolls forward takes off has a check of its own
    for first, (before, sign) in enumerate(pairwise(signs), 1):
        if sign and not before:
            last = next((place for place in range(first, len(line)) if not signs[place]), len(line))
            if -1 in signs[first:last] and last < len(line):
                yield _candidate(line[last], line[first - 1 : last], SumEvidence.SIGN)
                if first > 1 and not any(signs[:first]):
                    yield _candidate(line[last], line[:last], SumEvidence.SIGNS)


def _chained(line: Sequence[_Cell]) -> Iterator[SumCandidate]:
    """Yield the readings of totals that follow one another: of the cells before it, of those behind it, or of totals.

    税收收入合计 and 非税收入合计 close their groups or open them; 收入总计 adds up both, and what stands beside them.
    """
    last = len(line) - 1
    totals = [place for place, (labels, _) in enumerate(line) if check_words("chained total").match(labels[-1])]
    totals = totals or [last][: _in_form(line[last], summing=True)]
    if (len(totals) < 2 and totals != [last]) or any(len(labels) > 1 for labels, _ in line):
        return
    for before, place, after in zip((-1, *totals), totals, (*totals[1:], len(line)), strict=False):
        if _in_form(line[place], summing=True) and not (totals == [last] and sum(map(_in_form, line)) < _STATEMENT):
            continue  # its form adds up its lines
        own, behind, sums = line[before + 1 : place], line[place + 1 : after], [line[at] for at in totals if at < place]
        readings = (own, behind, [*sums[-1:], *own], [*sums, *own] if len(own) < 2 else sums)
        for number, parts in enumerate(readings):
            if len(parts) > 1:
                yield evolve(_candidate(line[place], parts, SumEvidence.CHAIN), reading=number)


def _in_form(cell: _Cell, *, summing: bool = False) -> bool:
    """Return whether the label of a cell names an item of a statement, one that adds up other lines if `summing`."""
    return any(not summing or forms()[form].items[item].sums for form, item in items_of(cell[0][-1]))


def _blocks(line: Sequence[_Cell]) -> Iterator[SumCandidate]:
    """Yield the totals of a line that is made of blocks, each with its total at the head or under it.

    应收账款 …, 合计, 应收票据 …, 合计
    """
    totals = [place for place, (labels, _) in enumerate(line) if len(labels) == 1 and is_total_label(labels[0])]
    if not totals or len(totals) < 2 or (totals[0] and totals[-1] != len(line) - 1):
        return
    bounds = pairwise((*totals, len(line))) if totals[0] == 0 else pairwise((-1, *totals))
    for first, last in bounds:
        parts = line[first + 1 : last]
        names = {labels for labels, _ in parts}
        if len(names) == len(parts) > 1 and not any(is_total_label(labels[-1]) for labels in names):
            yield _candidate(line[first if totals[0] == 0 else last], parts)


def _labelled(line: Sequence[_Cell], place: int) -> Iterator[SumCandidate]:
    """Yield the candidate of a total's group, if it is the only total on its level of the group."""
    own = line[place][0]
    group = own[:-1]
    split = [number for number, (other, _) in enumerate(line) if other != own and other[: len(own)] == own]
    end = split[0] if split and split[0] > place else len(line)  # 合计 / 其中: what follows splits the total again
    inside = [
        (other[len(group) :], part)
        for number, (other, part) in enumerate(line[:end])
        if number != place and other[: len(group)] == group and len(other) > len(group)
    ]
    if any(len(other) == 1 and is_total_label(other[0]) for other, _ in inside):
        return
    parts = _parts(inside)
    if len(parts) >= 2:
        yield _candidate(line[place], parts)


def _candidate(total: _Cell, parts: Sequence[_Cell], evidence: SumEvidence = SumEvidence.LABEL) -> SumCandidate:
    parts = _without_whole(total[1], parts) if evidence not in _ALL_COUNT else parts
    return SumCandidate(
        total=total[1],
        parts=tuple(metric for _, metric in parts),
        names=(total[0], *(labels for labels, _ in parts)),
        evidence=evidence,
    )


def _without_whole(total: Metric, parts: Sequence[_Cell]) -> Sequence[_Cell]:
    """Return the parts without one that is the whole again, with the others as its own parts.

    Taxes are none, so that 二、非税收入 is all of 本年收入合计, and the rows under it list both.
    """
    value = total.figure.value
    for place, (_, metric) in enumerate(parts):
        others = [*parts[:place], *parts[place + 1 :]]
        if metric.figure.value == value != 0 and sum(other.figure.value for _, other in others) == value:
            return others
    sums = list(accumulate(metric.figure.value for _, metric in parts))
    if value and value in sums[1:-2] and sums[-1] == 2 * value:  # by business, and once more by time
        return parts[: sums.index(value) + 1]
    return parts


def _parts(inside: Sequence[_Cell]) -> list[_Cell]:
    """Return the cells of a group, where a group inside it counts by its own total if it has one."""
    parts: list[_Cell] = []
    seen: set[str] = set()
    for labels, metric in inside:
        if labels[0] in seen:
            continue
        seen.add(labels[0])
        if len(labels) == 1:
            parts.append((labels, metric))
            continue
        deeper = [(other[1:], part) for other, part in inside if other[0] == labels[0] and len(other) > 1]
        totals = [cell for cell in deeper if len(cell[0]) == 1 and is_total_label(cell[0][0])]
        parts += totals if len(totals) == 1 else _parts(deeper)
    return parts


def _code(labels: Labels) -> str:
    """Return the code of an account at the head of a label, without its blanks; "" where there is none."""
    found = _CODE.match(labels[-1])
    return found[1].replace(" ", "") if found is not None else ""


def _holder(codes: Sequence[str], place: int) -> int | None:
    """Return the place of the account that holds another: the nearest whose code begins the other's."""
    own = codes[place]
    for size in range(len(own) - 2, 2, -2):
        if own[:size] in codes:
            return codes.index(own[:size])
    return None
