"""Compare each prior metric with each current one, a matrix for each reason: what speaks for a pair and how much.

Every matrix has a row for each prior metric and a column for each current one, with whole numbers from 0 to `SCALE` in
two bytes each: two reports of 200 pages have millions of cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from reportdiff.alignment.metric_profile import MetricProfile
from reportdiff.lexicon.alignment import unit_aliases, written
from reportdiff.lexicon.units import dimension_of, kind_of_unit
from reportdiff.model import Report, SectionPair
from reportdiff.text.scorers import SCALE, context_scores, label_scores, letter_scores, name_scores

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int16]
    Mask = NDArray[numpy.bool_]

__all__ = ["forbid_by_key", "magnitude_scores", "period_scores", "score_by_key", "score_by_keys", "section_scores"]
__all__ += ["unit_score", "unit_scores", "wording_scores"]

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)
Profiles = Sequence[MetricProfile]

_QUARTER_OCTAVE = SCALE // 24  # values 64 times apart (24 quarters of an octave) have nothing in common
_YEARS_END = SCALE * 7 // 10  # how alike the last of several years and a single year are
_GENERATION = (7, 10)  # what a pair of sections is worth to the metrics one level further inside


def wording_scores(prior: Profiles, current: Profiles, open_cells: Mask) -> dict[str, Matrix]:
    """Return how alike the names, the head nouns and the contexts are, by the reason's name.

    A cell of a table is as like another one as the less alike of their row and column labels. Where both names of a
    pair in prose are short (投资, 产量), the context counts as much as the name does.

    Args:
        prior: Metrics of one report, all in tables or none.
        current: Metrics of the other report, likewise.
        open_cells: Which pairs may be the same metric at all.
    """
    import numpy

    prior_names, current_names = ([item.name.text for item in side] for side in (prior, current))
    nouns = letter_scores(*([item.head_noun for item in side] for side in (prior, current)))
    if prior[0].metric.table is not None:
        labels = _cell_label_scores(prior, current)
        return {"name": labels, "noun": nouns, "context": labels}
    names = name_scores(prior_names, current_names, open_cells)
    contexts = context_scores(*([item.context for item in side] for side in (prior, current)))
    short = numpy.logical_and.outer(*([item.is_short for item in side] for side in (prior, current)))
    names_alike = names.copy()
    names[short] = (names[short] + contexts[short]) // 2
    nouns[short] = numpy.minimum(nouns[short], contexts[short])
    once = [{name for name, count in Counter(side).items() if count == 1} for side in (prior_names, current_names)]
    alone = [numpy.array([name in once[0] & once[1] for name in side]) for side in (prior_names, current_names)]
    same = short & numpy.logical_and.outer(*alone) & (names_alike == SCALE)
    names[same] = (names_alike[same] + names[same]) // 2
    nouns[same] = names[same]
    return {"name": names, "noun": nouns, "context": contexts}


def _cell_label_scores(prior: Profiles, current: Profiles) -> Matrix:
    """Return the lesser of row and column label scores; a column whose label one report lacks may be the same."""
    import numpy

    rows = [[item.row_label for item in side] for side in (prior, current)]
    columns = [[item.column_label for item in side] for side in (prior, current)]
    row_scores, column_scores = label_scores(rows[0], rows[1]), label_scores(columns[0], columns[1])
    no_row, no_column = ([numpy.array([not label for label in side]) for side in labels] for labels in (rows, columns))
    row_scores[numpy.logical_and.outer(*no_row)] = SCALE
    column_scores[numpy.logical_or.outer(*no_column)] = SCALE // 2
    column_scores[numpy.logical_and.outer(*no_column)] = SCALE
    return numpy.minimum(row_scores, column_scores)


def unit_scores(prior: Profiles, current: Profiles) -> Matrix:
    """Return how well the units agree: `SCALE` for one that converts, 0 where they cannot be compared."""
    return score_by_key(prior, current, lambda item: item.metric.figure.unit, unit_score)


@lru_cache(maxsize=1 << 12)
def unit_score(prior: str, current: str) -> int:
    """Return how well two units agree.

    >>> unit_score("亩", "公顷"), unit_score("件", "项"), unit_score("元", "美元")
    (10000, 8500, 0)
    """
    if prior == current or written(prior) == written(current):
        return SCALE
    dimensions = dimension_of(prior), dimension_of(current)
    if dimensions[0] is not None and dimensions[1] is not None and dimensions[0][0] == dimensions[1][0]:
        return SCALE
    if not prior or not current:  # a bare number counts something
        return SCALE * 6 // 10 if kind_of_unit(prior or current) in (None, "count") else 0
    return unit_aliases().get((prior, current), 0) * SCALE // 100


def magnitude_scores(prior: Profiles, current: Profiles) -> Matrix:
    """Return how near the values are: `SCALE` for equal ones, none from 64 times on, half where one is 0 or less."""
    import numpy

    known = [numpy.array([item.magnitude is not None for item in side], dtype=bool) for side in (prior, current)]
    values = [numpy.array([item.magnitude or 0 for item in side], dtype=numpy.int32) for side in (prior, current)]
    apart = numpy.minimum(abs(numpy.subtract.outer(*values)), SCALE // _QUARTER_OCTAVE + 1).astype(numpy.int16)
    made: Matrix = numpy.maximum(SCALE - apart * _QUARTER_OCTAVE, 0)
    made[~known[0]] = SCALE
    made[numpy.not_equal.outer(*known)] = SCALE // 2
    return made


def period_scores(prior: Profiles, current: Profiles, magnitudes: Matrix) -> Matrix:
    """Return whether the periods lie alike: `SCALE` for the same place from each report's own year, else 0.

    A level reached in five years lies much like the level of their last year, where the values are near
    (`magnitudes`).
    """

    def compare(prior_period: tuple[int | None, str], current_period: tuple[int | None, str]) -> int:
        (prior_offset, prior_span), (current_offset, current_span) = prior_period, current_period
        if prior_offset is not None and current_offset is not None and prior_offset != current_offset:
            return 0
        if prior_span == current_span:
            return SCALE
        return _YEARS_END if {prior_span, current_span} == {"years", ""} else 0

    scores = score_by_key(prior, current, lambda item: (item.year_offset, item.span), compare)
    far = magnitudes < SCALE - 2 * _QUARTER_OCTAVE
    scores[(scores == _YEARS_END) & far] = 0
    return scores


def section_scores(
    reports: tuple[Report, Report], prior: Profiles, current: Profiles, pairs: Iterable[SectionPair]
) -> Matrix:
    """Return how near the sections of metrics are: `SCALE` for partners, less for each level up to a pair of partners.

    Args:
        reports: The prior and the current report.
        prior: Metrics of the prior report.
        current: Metrics of the current report.
        pairs: Which section of the prior report became which of the current one.
    """
    partners = {(pair.prior, pair.current) for pair in pairs if pair.prior is not None and pair.current is not None}
    parents = [{section.id: section.parent for section in report.sections} for report in reports]

    def compare(prior_chain: tuple[str, ...], current_chain: tuple[str, ...]) -> int:
        if not prior_chain and not current_chain:
            return SCALE
        for up, ancestor in enumerate(prior_chain):
            for down, other in enumerate(current_chain):
                if (ancestor, other) in partners:
                    return int(SCALE * _GENERATION[0] ** (up + down) // _GENERATION[1] ** (up + down))
        return 0

    chains = [
        {section: _with_those_around(section, known) for section in {item.metric.section for item in side}}
        for known, side in zip(parents, (prior, current), strict=True)
    ]
    return score_by_keys(
        [chains[0][item.metric.section] for item in prior],
        [chains[1][item.metric.section] for item in current],
        compare,
    )


def _with_those_around(section: str | None, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return a section and those around it, from the inside out."""
    made: list[str] = []
    while section is not None:
        made.append(section)
        section = parents.get(section)
    return tuple(made)


def score_by_key(
    prior: Sequence[Item], current: Sequence[Item], key: Callable[[Item], Key], score: Callable[[Key, Key], int]
) -> Matrix:
    """Return `score` of each pair's keys, computed once for each two different keys."""
    return score_by_keys(list(map(key, prior)), list(map(key, current)), score)


def score_by_keys(prior: Sequence[Key], current: Sequence[Key], score: Callable[[Key, Key], int]) -> Matrix:
    """Return `score` of each two keys, computed once where they come again."""
    import numpy

    table, rows, columns = _table_of_keys(prior, current, score)
    return numpy.array(table, dtype=numpy.int16)[numpy.ix_(rows, columns)]


def forbid_by_key(
    mask: Mask,
    prior: Sequence[Item],
    current: Sequence[Item],
    key: Callable[[Item], Key],
    agree: Callable[[Key, Key], int],
) -> None:
    """Clear the cells of `mask` whose keys do not agree: a score of 0. Mostly all do, and nothing is to be cleared."""
    import numpy

    table, rows, columns = _table_of_keys(list(map(key, prior)), list(map(key, current)), agree)
    if not all(map(all, table)):
        mask &= numpy.array(table, dtype=bool)[numpy.ix_(rows, columns)]


def _table_of_keys(
    prior: Sequence[Key], current: Sequence[Key], score: Callable[[Key, Key], int]
) -> tuple[list[list[int]], list[int], list[int]]:
    """Return the scores of each two different keys, and the row and the column of each item's key."""
    places: tuple[dict[Key, int], dict[Key, int]] = {}, {}
    rows, columns = (
        [known.setdefault(key, len(known)) for key in keys]
        for known, keys in zip(places, (prior, current), strict=True)
    )
    return [[score(prior_key, current_key) for current_key in places[1]] for prior_key in places[0]], rows, columns
