"""`align_sections`: which section of last year became which of this year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define

from reportdiff.alignment.assignment import TIEBREAK_FACTOR, assign, break_ties_by_position
from reportdiff.alignment.names import normalize_name
from reportdiff.alignment.scorers import ONE, Grams, cut, cut_spans, overlaps, shared
from reportdiff.model import Report, Role, Section, SectionFate, SectionPair

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int32]

__all__ = ["align_sections"]

THRESHOLD = 4300
"""Below this score, in ten-thousandths, a section rather stays without partner."""

_WITHIN = 1400  # a section that became part of the text of its parent's partner shares at least this much
_ALIKE = 6500  # and so much where its heading is only run in
_TOP = 4200  # the same for the top sections of one role: this year's tasks in one section or in several
_FURTHER = 4600  # a second partner (what was split or merged) needs this much
_PARENTS = 1000  # what it adds that the sections around the two are partners
_STRANGERS = 1200  # what it costs that they are not
_RUN_IN = 400  # what it costs that only one of the two headings is run in


@define
class _Side:
    """One report's sections with what is asked of them again and again."""

    sections: tuple[Section, ...]
    position: dict[str, int]
    children: dict[str | None, list[int]]
    run_in: frozenset[int]  # 一是 and unnumbered phrases: headings that only a paragraph's words make

    @classmethod
    def of(cls, report: Report) -> _Side:
        position = {section.id: index for index, section in enumerate(report.sections)}
        children: dict[str | None, list[int]] = {}
        for index, section in enumerate(report.sections):
            children.setdefault(section.parent, []).append(index)
        text = report.document.text
        run_in = frozenset(
            index
            for index, section in enumerate(report.sections)
            if section.level > 1 and (not section.number or text.startswith(section.number + "是", section.span.start))
        )
        return cls(report.sections, position, children, run_in)

    def parents(self, places: Sequence[int]) -> NDArray[numpy.int64]:
        """The places of the sections around some sections, -1 where there is none."""
        import numpy

        around = [self.sections[at].parent for at in places]
        return numpy.array([-1 if parent is None else self.position[parent] for parent in around], dtype=numpy.int64)

    def at(self, level: int) -> list[int]:
        """The sections of one level."""
        return [index for index, section in enumerate(self.sections) if section.level == level]


def align_sections(prior: Report, current: Report) -> tuple[SectionPair, ...]:
    """Sections of two reports that are about the same, in the current report's order, then what was dropped.

    A review section never answers to a plan. `moved`: its place among its neighbours or the section around it
    changed; `split` and `merged`: one section has several partners; `none`: one side is None. Scores are in [0, 1].
    """
    mine, yours = _Side.of(prior), _Side.of(current)
    scores: dict[tuple[int, int], int] = {}
    single: set[tuple[int, int]] = set()
    if mine.sections and yours.sections:
        likeness = _likeness(prior, current)
        levels = sorted({section.level for section in (*mine.sections, *yours.sections)})
        for level in levels:
            _pair_level(mine, yours, likeness, level, scores, single)
            _add_further(mine, yours, likeness, level, scores)
        _join_childless(mine, yours, likeness, scores)
    return _as_pairs(mine, yours, scores)


def _bodies(prior: Report, current: Report) -> Matrix:
    """How much of their text each two sections share: over both, and added to it over the smaller of the two."""
    import numpy

    over_both, over_smaller = shared(*map(_body, (prior, current)))
    made: Matrix = numpy.minimum(over_both + over_smaller, ONE)
    return made


def _body(report: Report) -> Grams:
    return cut_spans(report.document.text, [section.span for section in report.sections])


def _likeness(prior: Report, current: Report) -> Matrix:
    """How alike each two sections are, in heading and in text; 0 where their roles do not go together."""
    import numpy

    mine, yours = prior.sections, current.sections
    headings = overlaps(cut([normalize_name(s.heading) for s in mine]), cut([normalize_name(s.heading) for s in yours]))
    roles = list(Role)
    kinds = [numpy.array([roles.index(section.role) for section in side]) for side in (mine, yours)]
    table = numpy.array([[_fits(one, other) for other in roles] for one in roles])
    return numpy.where(table[numpy.ix_(*kinds)], (headings * 40 + _bodies(prior, current) * 60) // 100, 0)


def _fits(one: Role, other: Role) -> bool:
    """Whether the roles go together: a review and a plan never do, tables only with tables."""
    return one == other or (Role.OTHER in (one, other) and {one, other} <= {Role.OTHER, Role.REVIEW, Role.PLAN})


def _with_parents(
    mine: _Side,
    yours: _Side,
    likeness: Matrix,
    rows: Sequence[int],
    columns: Sequence[int],
    known: Iterable[tuple[int, int]],
) -> Matrix:
    """The likeness of some sections, more where the sections around them are partners and less where they are not."""
    import numpy

    left, right = numpy.array(rows), numpy.array(columns)
    partners = numpy.zeros((len(mine.sections) + 1, len(yours.sections) + 1), dtype=bool)
    for pair in known:
        partners[pair] = True
    up, down = mine.parents(rows), yours.parents(columns)  # -1, no section: the last row and column, without partners
    stayed = partners[numpy.ix_(left, down)] | partners[numpy.ix_(up, right)]  # one moved a level where it stood
    family = numpy.where(partners[numpy.ix_(up, down)], _PARENTS, numpy.where(stayed, 0, -_STRANGERS))
    run_in = ([at in side.run_in for at in some] for side, some in ((mine, rows), (yours, columns)))
    family -= _RUN_IN * numpy.not_equal.outer(*run_in)
    family[numpy.ix_(up < 0, down < 0)] = 0
    made = likeness[numpy.ix_(left, right)]
    return numpy.where(made > 0, numpy.clip(made + family, 1, ONE), 0)


def _pair_level(
    mine: _Side,
    yours: _Side,
    likeness: Matrix,
    level: int,
    scores: dict[tuple[int, int], int],
    single: set[tuple[int, int]],
) -> None:
    """Pair the sections of one level one to one, and with what has no partner of its own one level higher."""
    taken = {row for row, _ in single}, {column for _, column in single}
    rows = [row for row in mine.at(level - 1) if row not in taken[0]] + mine.at(level)
    columns = [column for column in yours.at(level - 1) if column not in taken[1]] + yours.at(level)
    if not rows or not columns:
        return
    made = _with_parents(mine, yours, likeness, rows, columns, scores)
    for at, row in enumerate(rows):
        for to, column in enumerate(columns):
            if mine.sections[row].level < level and yours.sections[column].level < level:
                made[at, to] = 0
    places = ([at * ONE // len(side.sections) for at in some] for side, some in ((mine, rows), (yours, columns)))
    for at, to in assign(break_ties_by_position(made, *places), THRESHOLD * TIEBREAK_FACTOR):
        scores[rows[at], columns[to]] = int(made[at, to])
        single.add((rows[at], columns[to]))


def _join_childless(mine: _Side, yours: _Side, likeness: Matrix, scores: dict[tuple[int, int], int]) -> None:
    """Sections without partner whose parent's partner has no sections in it are now part of that partner's text."""
    left = {row for row, _ in scores}
    right = {column for _, column in scores}
    found = {}
    for up, down in sorted(scores):
        if not yours.children.get(yours.sections[down].id):
            for row in mine.children.get(mine.sections[up].id, ()):
                if row not in left and likeness[row, down] >= (_ALIKE if row in mine.run_in else _WITHIN):
                    found[row, down] = int(likeness[row, down])
        if not mine.children.get(mine.sections[up].id):
            for column in yours.children.get(yours.sections[down].id, ()):
                if column not in right and likeness[up, column] >= (_ALIKE if column in yours.run_in else _WITHIN):
                    found[up, column] = int(likeness[up, column])
    scores.update(found)


def _add_further(mine: _Side, yours: _Side, likeness: Matrix, level: int, scores: dict[tuple[int, int], int]) -> None:
    """Sections of one level without partner join the partner of another that holds most of their text."""
    rows, columns = mine.at(level), yours.at(level)
    left = {row for row, _ in scores}
    right = {column for _, column in scores}
    if not left or not rows or not columns:
        return
    made = _with_parents(mine, yours, likeness, rows, columns, scores)
    found = []
    for to, column in enumerate(columns):
        at = int(made[:, to].argmax())
        if column not in right and rows[at] in left and (column not in yours.run_in or rows[at] in mine.run_in):
            found.append((rows[at], column, int(made[at, to])))
    for at, row in enumerate(rows):
        to = int(made[at].argmax())
        if row not in left and columns[to] in right and (row not in mine.run_in or columns[to] in yours.run_in):
            found.append((row, columns[to], int(made[at, to])))
    for row, column, score in found:
        if score >= _least(mine.sections[row], yours.sections[column]):
            scores[row, column] = score


def _least(one: Section, other: Section) -> int:
    """What a further partner needs."""
    if one.role is Role.TABLES or (one.level == 1 and one.role is not other.role):
        return _ALIKE
    return _TOP if one.level == 1 and one.role in (Role.PLAN, Role.REVIEW) else _FURTHER


def _as_pairs(mine: _Side, yours: _Side, scores: dict[tuple[int, int], int]) -> tuple[SectionPair, ...]:
    made = [
        SectionPair(
            prior=mine.sections[row].id,
            current=yours.sections[column].id,
            score=Fraction(score, ONE),
            relation=_relation(mine, yours, row, column, scores),
        )
        for (row, column), score in scores.items()
    ]
    rows = {row for row, _ in scores}
    columns = {column for _, column in scores}
    alone = Fraction(0)
    made += [
        SectionPair(prior=None, current=section.id, score=alone, relation=SectionFate.NONE)
        for index, section in enumerate(yours.sections)
        if index not in columns
    ]
    made.sort(key=lambda pair: (yours.position[str(pair.current)], mine.position.get(str(pair.prior), -1)))
    made += [
        SectionPair(prior=section.id, current=None, score=alone, relation=SectionFate.NONE)
        for index, section in enumerate(mine.sections)
        if index not in rows
    ]
    return tuple(made)


def _relation(mine: _Side, yours: _Side, row: int, column: int, scores: dict[tuple[int, int], int]) -> SectionFate:
    """What became of a section: several partners, another place, or nothing but time."""
    if sum(one == row for one, _ in scores) > 1:
        return SectionFate.SPLIT
    if sum(other == column for _, other in scores) > 1:
        return SectionFate.MERGED
    up, down = mine.sections[row].parent, yours.sections[column].parent
    if (up is None) != (down is None):
        return SectionFate.MOVED
    if up is not None and down is not None and (mine.position[up], yours.position[down]) not in scores:
        return SectionFate.MOVED
    inside = [
        (one, other)
        for one, other in scores
        if one != row and mine.sections[one].parent == up and yours.sections[other].parent == down
    ]
    crossed = sum((one < row) != (other < column) for one, other in inside)
    return SectionFate.MOVED if 2 * crossed > max(len(inside), 1) else SectionFate.SAME
