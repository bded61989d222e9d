"""Which cells of a table's line are the parts of which: by 合计 and its like, and by the codes of accounts.

A line is a row, or a column, and its cells are told apart by the labels of the other axis. A total holds for the group
that its outer labels name; a group inside it with a total of its own counts by that. An account (201) is the sum of
those whose codes begin with its own (20103), and 合计 the sum of those that no other account holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from reportdiff.model import Metric

__all__ = ["SumCandidate", "SumEvidence", "sums_of"]

_TOTAL = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[）)]?[、.]?)?(?:本年|全年|年度)?(?:[收支][入出])?(?:总计|合计|小计|共计)(?:数|额)?$"
)
_CODE = re.compile(r"(\d{3}(?: ?\d{2}){0,2})(?= |$|[^\d ])")

Labels = tuple[str, ...]
_Cell = tuple[Labels, Metric]


class SumEvidence:
    """By what a cell is known as the sum of others."""

    LABEL = "label"
    CODE = "code"


@frozen
class SumCandidate:
    """A cell and those that it should be the sum of, in printed order; `names` are their labels, the total's first."""

    total: Metric
    parts: tuple[Metric, ...]
    names: tuple[Labels, ...]
    way: str = SumEvidence.LABEL


def sums_of(line: Sequence[_Cell]) -> Iterator[SumCandidate]:
    """The sums in one line of a table, whose cells are given with the labels that tell them apart."""
    labels = [words for words, _ in line]
    if len(set(labels)) != len(labels) or not all(labels):
        return
    codes = [_code(words) for words in labels]
    holders = [_holder(codes, place) for place in range(len(line))]
    for place, (words, metric) in enumerate(line):
        if codes[place]:
            parts = [line[other] for other, holder in enumerate(holders) if holder == place]
            if parts:
                yield _sum((words, metric), parts, SumEvidence.CODE)
        elif _TOTAL.match(words[-1]) is not None:
            if sum(map(bool, codes)) * 2 > len(line):
                top = [line[other] for other in range(len(line)) if codes[other] and holders[other] is None]
                yield _sum((words, metric), top)
            else:
                yield from _labelled(line, place)


def _labelled(line: Sequence[_Cell], place: int) -> Iterator[SumCandidate]:
    """What a total's group consists of, if it is the only total on its floor of the group."""
    group = line[place][0][:-1]
    inside = [
        (other[len(group) :], part)
        for number, (other, part) in enumerate(line)
        if number != place and other[: len(group)] == group and len(other) > len(group)
    ]
    if any(len(other) == 1 and _TOTAL.match(other[0]) for other, _ in inside):
        return
    parts = _parts(inside)
    if len(parts) >= 2:
        yield _sum(line[place], parts)


def _sum(total: _Cell, parts: Sequence[_Cell], way: str = SumEvidence.LABEL) -> SumCandidate:
    return SumCandidate(total[1], tuple(cell for _, cell in parts), (total[0], *(words for words, _ in parts)), way)


def _parts(inside: Sequence[_Cell]) -> list[_Cell]:
    """The cells of a group, where a group inside it counts by its own total if it has one."""
    made: list[_Cell] = []
    done: set[str] = set()
    for labels, metric in inside:
        if len(labels) == 1:
            if labels[0] not in done:
                made.append((labels, metric))
            done.add(labels[0])
        elif labels[0] not in done:
            done.add(labels[0])
            deeper = [(other[1:], part) for other, part in inside if other[0] == labels[0] and len(other) > 1]
            own = [cell for cell in deeper if len(cell[0]) == 1 and _TOTAL.match(cell[0][0])]
            made += own if len(own) == 1 else _parts(deeper)
    return made


def _code(labels: Labels) -> str:
    """The code of an account at the head of a label, without its blanks; "" where there is none."""
    found = _CODE.match(labels[-1])
    return found[1].replace(" ", "") if found is not None else ""


def _holder(codes: Sequence[str], place: int) -> int | None:
    """The account that holds another: the nearest whose code begins the other's."""
    own = codes[place]
    for size in range(len(own) - 2, 2, -2):
        if own[:size] in codes:
            return codes.index(own[:size])
    return None
