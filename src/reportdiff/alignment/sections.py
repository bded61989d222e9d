"""Find which section of last year became which of this year."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from reportdiff.alignment.assignment import assign
from reportdiff.alignment.match_weights import SECTION_WEIGHTS, SectionWeights
from reportdiff.alignment.names import normalize_name
from reportdiff.alignment.overlap import bigram_overlap
from reportdiff.model import Report, Role, Section, SectionFate, SectionPair
from reportdiff.text.scorers import SCALE, letter_scores

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int32]
    Counts = NDArray[numpy.int64]

__all__ = ["SectionMatcher", "SectionSide", "align_sections"]


@frozen(kw_only=True)
class SectionSide:
    """One report's sections with what is asked of them again and again; a section is its place among them.

    Attributes:
        sections: The sections in text order.
        places: The place of each section by its id.
        children: The places of the sections right inside each section, by its place; those of no section by -1.
        run_in: The places of headings that only a paragraph's words make: 一是 and unnumbered phrases.
    """

    sections: tuple[Section, ...]
    places: dict[str, int]
    children: dict[int, list[int]]
    run_in: frozenset[int]

    @classmethod
    def of(cls, report: Report) -> SectionSide:
        """Return the sections of `report`."""
        places = {section.id: place for place, section in enumerate(report.sections)}
        children: dict[int, list[int]] = {}
        for place, section in enumerate(report.sections):
            children.setdefault(-1 if section.parent is None else places[section.parent], []).append(place)
        text = report.document.text
        run_in = frozenset(
            place
            for place, section in enumerate(report.sections)
            if section.level > 1 and (not section.number or text.startswith(section.number + "是", section.span.start))
        )
        return cls(sections=report.sections, places=places, children=children, run_in=run_in)

    def parent(self, place: int) -> int:
        """Return the place of the section around a section, -1 where there is none."""
        parent = self.sections[place].parent
        return -1 if parent is None else self.places[parent]

    def at_level(self, level: int) -> list[int]:
        """Return the sections of one level."""
        return [place for place, section in enumerate(self.sections) if section.level == level]


def align_sections(
    prior: Report, current: Report, weights: SectionWeights = SECTION_WEIGHTS
) -> tuple[SectionPair, ...]:
    """Return sections of two reports that are about the same, in the current report's order, then what was dropped.

    A review section never answers to a plan. `moved`: its place among its neighbours or the section around it changed;
    `split` and `merged`: one section has several partners; `none`: one side is None. Scores are in [0, 1].
    """
    matcher = SectionMatcher(
        prior=SectionSide.of(prior),
        current=SectionSide.of(current),
        likeness=_section_likeness(prior, current, weights.heading),
        weights=weights,
    )
    if prior.sections and current.sections:
        for level in sorted({section.level for section in (*prior.sections, *current.sections)}):
            matcher.pair_level(level)
            matcher.add_further(level)
        matcher.add_absorbed()
    return matcher.section_pairs()


def _section_likeness(prior: Report, current: Report, heading_weight: int) -> Matrix:
    """Return how alike each two sections are, in heading and in body; 0 where their roles do not go together."""
    import numpy

    reports = prior, current
    headings = letter_scores(*([normalize_name(section.heading) for section in r.sections] for r in reports))
    headings = headings.astype(numpy.int32)
    overlap = bigram_overlap(*((r.document.text, [section.span for section in r.sections]) for r in reports))
    bodies = numpy.minimum(overlap.dice() + overlap.containment(), SCALE)
    roles = list(Role)
    rows, columns = ([roles.index(section.role) for section in r.sections] for r in reports)
    compatible = numpy.array([[_compatible(one, other) for other in roles] for one in roles])
    likeness = (headings * heading_weight + bodies * (100 - heading_weight)) // 100
    return numpy.where(compatible[numpy.ix_(rows, columns)], likeness, 0)


def _compatible(one: Role, other: Role) -> bool:
    """Return whether two roles go together: a review and a plan never do, tables only with tables."""
    return one == other or (Role.OTHER in (one, other) and {one, other} <= {Role.OTHER, Role.REVIEW, Role.PLAN})


@frozen(kw_only=True, eq=False)
class SectionMatcher:
    """Two reports' sections while they are paired; a pair is the places of its two sections.

    Attributes:
        prior: The sections of the prior report.
        current: The sections of the current report.
        likeness: How alike each two of them are.
        weights: What decides on a pair.
        scores: The pairs found so far.
        one_to_one: Those of them that were not added as a second partner.
    """

    prior: SectionSide
    current: SectionSide
    likeness: Matrix
    weights: SectionWeights
    scores: dict[tuple[int, int], int] = field(factory=dict)
    one_to_one: set[tuple[int, int]] = field(factory=set)

    def pair_level(self, level: int) -> None:
        """Pair the sections of one level one to one, and with what has no partner of its own one level higher."""
        taken = {row for row, _ in self.one_to_one}, {column for _, column in self.one_to_one}
        rows, columns = (
            [place for place in side.at_level(level - 1) if place not in used] + side.at_level(level)
            for side, used in zip((self.prior, self.current), taken, strict=True)
        )
        if not rows or not columns:
            return
        scores = self.scores_with_parents(rows, columns)
        for at, row in enumerate(rows):
            for to, column in enumerate(columns):
                if self.prior.sections[row].level < level and self.current.sections[column].level < level:
                    scores[at, to] = 0
        prior_places = [row * SCALE // len(self.prior.sections) for row in rows]
        current_places = [column * SCALE // len(self.current.sections) for column in columns]
        for at, to in assign(scores, self.weights.threshold, (prior_places, current_places)):
            self.scores[rows[at], columns[to]] = int(scores[at, to])
            self.one_to_one.add((rows[at], columns[to]))

    def scores_with_parents(self, rows: Sequence[int], columns: Sequence[int]) -> Matrix:
        """Return the likeness of some sections, more where the sections around them are partners, else less."""
        import numpy

        left, right = numpy.array(rows), numpy.array(columns)
        # One row and column more than there are sections: -1, no section around, then has no partner.
        partners = numpy.zeros((len(self.prior.sections) + 1, len(self.current.sections) + 1), dtype=bool)
        for pair in self.scores:
            partners[pair] = True
        up, down = numpy.array([*map(self.prior.parent, rows)]), numpy.array([*map(self.current.parent, columns)])
        moved_a_level = partners[numpy.ix_(left, down)] | partners[numpy.ix_(up, right)]
        around = numpy.where(moved_a_level, 0, -self.weights.other_parents)
        around = numpy.where(partners[numpy.ix_(up, down)], self.weights.same_parents, around)
        run_in = [row in self.prior.run_in for row in rows], [column in self.current.run_in for column in columns]
        around = around - self.weights.run_in * numpy.not_equal.outer(*run_in)
        around[numpy.ix_(up < 0, down < 0)] = 0
        likeness = self.likeness[numpy.ix_(left, right)]
        return numpy.where(likeness > 0, numpy.clip(likeness + around, 1, SCALE), 0)

    def add_further(self, level: int) -> None:
        """Join sections of one level without partner to the partner of another that holds most of their text."""
        rows, columns = self.prior.at_level(level), self.current.at_level(level)
        if not self.scores or not rows or not columns:
            return
        paired_rows, paired_columns = self._paired()
        scores = self.scores_with_parents(rows, columns)
        run_in = self.prior.run_in, self.current.run_in
        found = []
        for to, column in enumerate(columns):
            at = int(scores[:, to].argmax())
            free = column not in paired_columns and rows[at] in paired_rows
            if free and (column not in run_in[1] or rows[at] in run_in[0]):
                found.append((at, to))
        for at, row in enumerate(rows):
            to = int(scores[at].argmax())
            free = row not in paired_rows and columns[to] in paired_columns
            if free and (row not in run_in[0] or columns[to] in run_in[1]):
                found.append((at, to))
        for at, to in found:
            if scores[at, to] >= self._least_further(rows[at], columns[to]):
                self.scores[rows[at], columns[to]] = int(scores[at, to])

    def _least_further(self, row: int, column: int) -> int:
        prior, current = self.prior.sections[row], self.current.sections[column]
        if prior.role is Role.TABLES or (prior.level == 1 and prior.role is not current.role):
            return self.weights.absorbed_run_in
        is_top = prior.level == 1 and prior.role in (Role.PLAN, Role.REVIEW)
        return self.weights.further_top if is_top else self.weights.further

    def add_absorbed(self) -> None:
        """Join sections without partner to their parent's partner that has no sections in it: part of its text now."""
        paired_rows, paired_columns = self._paired()
        found: dict[tuple[int, int], int] = {}
        for up, down in sorted(self.scores):
            children = self.prior.children.get(up, ()), self.current.children.get(down, ())
            pairs = [(row, down) for row in children[0] if row not in paired_rows and not children[1]]
            pairs += [(up, column) for column in children[1] if column not in paired_columns and not children[0]]
            for row, column in pairs:
                is_run_in = row in self.prior.run_in if column == down else column in self.current.run_in
                least = self.weights.absorbed_run_in if is_run_in else self.weights.absorbed
                if self.likeness[row, column] >= least:
                    found[row, column] = int(self.likeness[row, column])
        self.scores.update(found)

    def _paired(self) -> tuple[set[int], set[int]]:
        return {row for row, _ in self.scores}, {column for _, column in self.scores}

    def section_pairs(self) -> tuple[SectionPair, ...]:
        """Return the pairs in the current report's order, then the sections that were dropped."""
        paired_rows, paired_columns = self._paired()
        prior, current = self.prior.sections, self.current.sections
        scored = [(column, row, score) for (row, column), score in self.scores.items()]
        added = [(column, -1, 0) for column in range(len(current)) if column not in paired_columns]
        dropped = [(-1, row, 0) for row in range(len(prior)) if row not in paired_rows]
        return tuple(
            SectionPair(
                prior=prior[row].id if row >= 0 else None,
                current=current[column].id if column >= 0 else None,
                score=Fraction(score, SCALE),
                relation=self._fate(row, column) if row >= 0 and column >= 0 else SectionFate.NONE,
            )
            for column, row, score in (*sorted(scored + added), *dropped)
        )

    def _fate(self, row: int, column: int) -> SectionFate:
        """Return what became of a section: several partners, another place, or nothing but time."""
        if sum(other == row for other, _ in self.scores) > 1:
            return SectionFate.SPLIT
        if sum(other == column for _, other in self.scores) > 1:
            return SectionFate.MERGED
        up, down = self.prior.parent(row), self.current.parent(column)
        if (up < 0) != (down < 0) or (up >= 0 and (up, down) not in self.scores):
            return SectionFate.MOVED
        siblings = [
            (other_row, other_column)
            for other_row, other_column in self.scores
            if other_row != row and self.prior.parent(other_row) == up and self.current.parent(other_column) == down
        ]
        crossed = sum((other_row < row) != (other_column < column) for other_row, other_column in siblings)
        return SectionFate.MOVED if 2 * crossed > max(len(siblings), 1) else SectionFate.SAME
