"""An identity of a statement, judged over one line: whether all that it adds up is printed, and what fails with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from reportdiff.arithmetic import Outcome, agrees, plain_text
from reportdiff.checking.forms.statements import Line, Statement
from reportdiff.checking.operands import scaled_unit
from reportdiff.messages import phrase
from reportdiff.model import Metric, Phrase, Verdict

__all__ = ["Judged", "Part", "by_cause", "explained", "hints_of", "proved_beside"]

_LEAST_HELD = 2  # lines beside that prove an identity whatever else the line prints

Part = tuple[Metric, int]
"""A figure on the right of an identity, and its sign."""


@frozen(kw_only=True)
class Judged:
    """An identity in one line, with its outcome; `items` are the names of its figures, the left one first.

    `certain`: everything that it adds up is printed under the names of the form. `of_lines`: it adds up all lines
    between two items of the form, whatever their names.
    """

    key: str
    text: str
    line: Line
    total: Metric
    parts: tuple[Part, ...]
    items: tuple[str, ...]
    certain: bool
    outcome: Outcome
    ratio: bool = False
    of_lines: bool = False

    @property
    def holds(self) -> bool:
        """Whether the identity holds; one that misses by the last place was rounded."""
        return agrees(self.outcome.verdict) or self.outcome.verdict is Verdict.ROUNDING_DIFFERENCE

    @property
    def fails(self) -> bool:
        """Whether the identity does not hold."""
        return self.outcome.verdict is Verdict.INCONSISTENT

    @property
    def needed(self) -> Fraction | None:
        """The value of the left item that the right side makes, less its own: what is missing."""
        exact = self.outcome.exact
        return None if exact is None or self.ratio else exact - self.total.figure.value


def proved_beside(statement: Statement, found: Judged, judged: Sequence[Judged]) -> bool:
    """Return whether lines beside hold over the same items: two of them, or one where all figures are of the form."""
    held = sum(each.holds and each.key == found.key and each.items == found.items for each in judged)
    unknown = (cell.metric is not None and statement.place not in cell.items for cell in found.line.cells)
    return held >= _LEAST_HELD or (held > 0 and (found.of_lines or not any(unknown)))


def explained(statement: Statement, found: Judged) -> bool:
    """Return whether what is missing is just the figure of a line that the form does not know, or that was added."""
    missing = found.needed
    if missing is None:
        return False
    if not found.certain and any(sign * metric.figure.value == missing for metric, sign in found.parts):
        return True
    added = {metric.id for metric, _ in found.parts}
    return any(
        cell.metric is not None
        and statement.place not in cell.items
        and abs(cell.metric.figure.value) == abs(missing)
        and cell.metric.id not in added
        for cell in found.line.cells
    )


def by_cause(failures: Sequence[Judged]) -> Iterator[tuple[Judged, ...]]:
    """Yield the failures of a line in groups that share an item: the item of most of them first."""
    left = sorted(failures, key=lambda found: not found.certain)
    while left:
        shared = Counter(item for found in left for item in dict.fromkeys(found.items))
        item = max(shared, key=lambda name: (shared[name], -_rank(left, name)))
        group = [found for found in left if item in found.items]
        group.sort(key=lambda found: (not found.certain, found.items[0] != item))
        yield tuple(group)
        left = [found for found in left if found not in group]


def _rank(failures: Sequence[Judged], item: str) -> int:
    """Return how far from the left an item stands first: the sum is named before its parts."""
    return min(found.items.index(item) for found in failures if item in found.items)


def hints_of(group: Sequence[Judged]) -> Iterator[Phrase]:
    """Yield which identity fails, and the value of one item with which all of the group would hold."""
    yield phrase("findings.identity_fails", identity=group[0].text)
    if (needed := _reconciled(group)) is not None:
        yield phrase("findings.identities_reconciled", item=needed[0], value=needed[1], count=len(group))


def _reconciled(group: Sequence[Judged]) -> tuple[str, str] | None:
    """Return an item, and the value of it with which every identity of the group holds, where there is just one."""
    if len(group) < 2:
        return None
    for item in group[0].items:
        metrics = dict[str, Metric]()
        needed = set[Fraction]()
        for found in group:
            if item not in found.items or found.needed is None:
                break
            place = found.items.index(item)
            metric = found.total if place == 0 else found.parts[place - 1][0]
            sign = 1 if place == 0 else -found.parts[place - 1][1]
            needed.add(metric.figure.value + sign * found.needed)
            metrics[metric.id] = metric
        else:
            if len(needed) == len(metrics) == 1:
                figure = next(iter(metrics.values())).figure
                return item, plain_text(next(iter(needed)) / figure.scale) + scaled_unit(figure)
    return None
