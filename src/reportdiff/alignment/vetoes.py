"""Forbid pairs of metrics that cannot be the same, however alike their names are."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from reportdiff.alignment.comparisons import forbid_by_key, score_by_key
from reportdiff.alignment.metric_profile import WHOLE, MetricProfile
from reportdiff.alignment.names import Name
from reportdiff.lexicon.alignment import name_words, vetoes
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.places import place_at_head
from reportdiff.lexicon.reference_names import NATION
from reportdiff.lexicon.words import words_of
from reportdiff.model import Kind, Metric
from reportdiff.text.scorers import SCALE
from reportdiff.text.words import cut, tag_of

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int16]
    Mask = NDArray[numpy.bool_]
    _Words = frozenset[tuple[str, str]]

__all__ = ["not_vetoed", "not_vetoed_names", "sets_part_against_list", "unsure_area"]

Profiles = Sequence[MetricProfile]

_NEAR = SCALE - 2 * (SCALE // 24)  # values at most half an octave apart
_GROWN = 5  # quarter octaves: what there is, is at least 2.4 times what a year added
_NO_PART = ("", "years")  # spans that are no part of a year
_SUMMED = "累计"
_NEW = "新"
_SO_FAR = "since a start", "so far"
_JOINERS = "、和及与"
_PARTED = 8  # quarter octaves: a whole that is four times the part
_TAIL = 2  # characters that the names of a whole and its part end in alike
_LIST = 3  # a name that lists so many things is of all of them together

_NOT = "非"  # before a word of a name


def not_vetoed(prior: Profiles, current: Profiles, magnitudes: Matrix) -> Mask:
    """Return which pairs may be the same metric at all.

    Status, kind, scope and period decide, the words, numbers and offices in the names, and what else a name lists.

    Args:
        prior: Metrics of one report.
        current: Metrics of the other.
        magnitudes: How near their values are (`comparisons.magnitude_scores`).
    """
    made = not_vetoed_names([item.name for item in prior], [item.name for item in current])
    forbid_by_key(made, prior, current, _nature, lambda one, other: int(one == other))
    forbid_by_key(made, prior, current, lambda item: item.area, _areas_agree)
    forbid_by_key(made, prior, current, _facets, _facets_agree)
    forbid_by_key(made, prior, current, lambda item: item.capacity, _equal_or_unknown)
    forbid_by_key(made, prior, current, lambda item: item.outlay, _equal_or_unknown)
    forbid_by_key(made, prior, current, _time, _of_two_times)
    forbid_by_key(made, prior, current, _things_listed, _both_list_or_neither)
    forbid_by_key(made, prior, current, lambda item: item.classification, _classify_alike)
    forbid_by_key(made, prior, current, _counts_above_limit, _equal_or_unknown)
    if any(item.distinct_intake for item in (*prior, *current)):
        forbid_by_key(
            made, prior, current, lambda item: (item.distinct_intake, item.name.intake_synonyms), _same_intake
        )
    made &= ~_sums_of_years(prior, current, magnitudes)
    made &= ~_additions(prior, current)
    made &= ~_narrowed(prior, current)
    return made


def not_vetoed_names(prior: Sequence[Name], current: Sequence[Name]) -> Mask:
    """Return which pairs of names are not kept apart by a row of vetoes.toml, other numbers or other offices."""
    import numpy

    made = numpy.ones((len(prior), len(current)), dtype=bool)
    forbid_by_key(made, prior, current, lambda name: name.numbers, _common_or_unknown)
    forbid_by_key(made, prior, current, lambda name: name.ordinals, _common_or_unknown)
    forbid_by_key(made, prior, current, lambda name: name.offices, _common_or_unknown)
    forbid_by_key(made, prior, current, lambda name: name.levels, _same_or_single)
    forbid_by_key(made, prior, current, lambda name: name.listed_actions, _none_left_out)
    if denied := _denied([*prior, *current]):
        forbid_by_key(made, prior, current, lambda name: _said_of(name.text, denied), _none_denied)
    holders = _holders(prior), _holders(current)
    for index in holders[0].keys() | holders[1].keys():
        rows, columns = (side.get(index, {}) for side in holders)
        if vetoes()[index].alone:
            with_words = numpy.zeros(len(prior), dtype=bool), numpy.zeros(len(current), dtype=bool)
            for held, side in zip(with_words, (rows, columns), strict=True):
                held[list(chain.from_iterable(side.values()))] = True
            made &= ~numpy.logical_xor.outer(*with_words)
        for prior_words, prior_places in rows.items():
            for current_words, current_places in columns.items():
                if prior_words.isdisjoint(current_words):
                    made[numpy.ix_(prior_places, current_places)] = False
    return made


def _denied(names: Sequence[Name]) -> frozenset[str]:
    """Return what 非 stands before in names: the 利息 of 非利息净收入."""
    texts = (name.text for name in names if _NOT in name.text)
    found = (text[at + 1 : at + 3] for text in texts for at in range(len(text)) if text[at] == _NOT)
    return frozenset(word for word in found if len(word) > 1 and len(cut(word)) == 1)  # but 扣非|后净利润


def _said_of(name: str, words: frozenset[str]) -> frozenset[tuple[str, bool]]:
    """Return which of some words a name has, and of each whether 非 stands before it."""
    return frozenset((word, _NOT + word in name) for word in words if word in name)


def _none_denied(prior: frozenset[tuple[str, bool]], current: frozenset[tuple[str, bool]]) -> int:
    """Return whether no word is denied in one of two names alone: 利息净收入, 非利息净收入."""
    return int(not any((word, not denied) in current for word, denied in prior))


def _holders(names: Sequence[Name]) -> dict[int, dict[frozenset[str], list[int]]]:
    """Return for each row of vetoes.toml its words that names hold, with the places of the names that hold them."""
    made: dict[int, dict[frozenset[str], list[int]]] = {}
    for place, name in enumerate(names):
        for index, words in name.veto_words.items():
            made.setdefault(index, {}).setdefault(words, []).append(place)
    return made


def _common_or_unknown(prior: frozenset[str], current: frozenset[str]) -> int:
    return int(not prior or not current or not prior.isdisjoint(current))


def _same_or_single(prior: frozenset[str], current: frozenset[str]) -> int:
    """Return whether names are of the same levels of government; those of one level alone are told by vetoes.toml."""
    return int(not prior or not current or prior == current or len(prior) == len(current) == 1)


def _none_left_out(prior: frozenset[str], current: frozenset[str]) -> int:
    """Return whether neither name lists but a part of what the other one lists: 制定、废止 of 制定、修订、废止."""
    return int(not prior or not current or not (prior < current or current < prior))


def _nature(item: MetricProfile) -> tuple[object, ...]:
    metric: Metric = item.metric
    return metric.status, metric.kind if metric.kind in (Kind.RATIO, Kind.MONEY) else None, metric.table is None


def _counts_above_limit(item: MetricProfile) -> bool | None:
    """Return whether a metric is of what is above a size (规模以上), or of all of an area (全县); None for neither.

    规模以上工业用电量 is less than 全县工业用电量, but 工业总产值 may leave 规模以上 to the clause before.
    """
    if any(word in item.metric.name for word in words_of("size limit")):
        return True
    return False if item.scope else None


def _areas_agree(prior: str | None, current: str | None) -> int:
    """Return whether two areas can be one: equal, zones by longer and shorter names, or bodies, which have many."""
    if prior is None or current is None or prior.endswith(current) or current.endswith(prior):
        return 1
    if WHOLE in (prior, current):  # 两级法院 are those of 全市, not of 全国
        return int(prior[0] == current[0] and NATION not in (prior, current))
    bodies = (*name_words("body"), *words_of("own body"))
    return int(prior.endswith(bodies) and current.endswith(bodies))


def unsure_area(prior: MetricProfile, current: MetricProfile, named: Sequence[Set[str | None]]) -> bool:
    """Return whether two figures may be of different areas, though nothing says so for sure.

    Their scopes differ, or only one prints that it is of what is above a size; or one is of a district or of all
    courts, and nothing says of which the other is, nor does its report name that area alone (`named` has the areas of
    both).
    """
    if bool(_counts_above_limit(prior)) != bool(_counts_above_limit(current)):
        return True
    if prior.scope and current.scope and not {prior.scope, current.scope} & set(words_of("size limit")):
        one, other = map(_bodies_of_all_levels, (prior.scope, current.scope))
        alike = one.startswith(other) or other.startswith(one)
        return not (alike or _areas_agree(one, other))
    return any(
        _among_several(one) and other.area is None and other.metric.facets.area != one.metric.facets.area
        for one, other, areas in ((prior, current, named[1]), (current, prior, named[0]))
        if areas != {one.area}
    )


def _bodies_of_all_levels(scope: str) -> str:
    """Return a scope without how many levels its bodies are of, and with one word for them: 全市两级|检察院."""
    return phrase("organ of a body").sub("院", phrase("levels of bodies").sub("", scope))


def _among_several(item: MetricProfile) -> bool:
    """Return whether a figure is of a place that is one of several, or of all courts of a place."""
    of_bodies = item.scope.endswith(words_of("institution"))
    return item.scope != "" and (of_bodies or item.scope == place_at_head(item.scope))


def _facets(item: MetricProfile) -> tuple[str | None, str | None, bool | None]:
    """Return what a figure's surroundings say of it: its account, its entity, whether it is of a government alone."""
    facets = item.metric.facets
    area = facets.area
    alone = None if area is None or area == NATION else area.endswith("本级")
    return facets.account, facets.entity, alone


def _time(item: MetricProfile) -> tuple[int | None, str]:
    """Return the period of a table's figure, from the report's own year and by itself."""
    period = item.metric.period
    return (item.year_offset, period.label) if period is not None and item.metric.table is not None else (None, "")


def _of_two_times(prior: tuple[int | None, str], current: tuple[int | None, str]) -> int:
    """Return whether two figures are not of one period that is last year's to one report and this year's to another."""
    return int(not prior[1] or prior[1] != current[1] or prior[0] == current[0])


def _facets_agree(prior: tuple[object, ...], current: tuple[object, ...]) -> int:
    return int(all(map(_equal_or_unknown, prior, current)))


def _equal_or_unknown(prior: object, current: object) -> int:
    return int(prior is None or current is None or prior == current)


def _things_listed(item: MetricProfile) -> int:
    """Return how many things a name lists, less one; a list that 等方面 leaves open does not count."""
    name = item.metric.name
    return 0 if any(word in name for word in name_words("open list")) else name.count("、")


def _both_list_or_neither(prior: int, current: int) -> int:
    """Return whether neither name lists several things (交通、能源、水利投资) where the other one lists none."""
    return int(min(prior, current) > 0 or max(prior, current) + 1 < _LIST)


def _classify_alike(prior: frozenset[str], current: frozenset[str]) -> int:
    """Return whether two complete lists have most parts in common; else their 其他 holds other things."""
    return int(not prior or not current or 2 * len(prior & current) >= len(prior | current))


def _same_intake(prior: tuple[_Words, _Words], current: tuple[_Words, _Words]) -> int:
    """Return whether neither name has a distinct word for which the other uses another word of its row."""
    for (distinct, _), (_, synonyms) in ((prior, current), (current, prior)):
        for first_word, word in distinct:
            used = {its_word for its_first_word, its_word in synonyms if its_first_word == first_word}
            if used and word not in used:
                return 0
    return 1


def _sums_of_years(prior: Profiles, current: Profiles, magnitudes: Matrix) -> Mask:
    """Return which pairs set a sum over several years (or a part of one) against a year: values far apart.

    A level at the end of five years may stand beside the level of one; what was added up in five years may not, nor
    the sum of five years beside the sum since ever, nor the first half of a year beside three quarters.
    """
    import numpy

    same_span = score_by_key(prior, current, lambda item: item.span, lambda one, other: int(one == other)) > 0
    summed = [numpy.array([_SUMMED in item.metric.name for item in side]) for side in (prior, current)]
    parts = [numpy.array([item.span not in _NO_PART for item in side]) for side in (prior, current)]
    summed_or_part = numpy.logical_and.outer(*summed) | numpy.logical_and.outer(*parts)
    made: Mask = ~same_span & ((magnitudes < _NEAR) | summed_or_part)
    return made


def _additions(prior: Profiles, current: Profiles) -> Mask:
    """Return which pairs set what a year added (新增绿色工厂) against what there is, several times as much.

    Beside all so far (累计归集), any new thing (新归集) and what a year brought (当年投放) are such additions.
    """
    import numpy

    sides = (prior, current)
    is_addition = [numpy.array([_adds(item) for item in side]) for side in sides]
    is_new = [numpy.array([item.reach == "of one year" or _NEW in item.metric.name for item in side]) for side in sides]
    is_all = [numpy.array([item.reach in _SO_FAR and _NEW not in item.metric.name for item in side]) for side in sides]
    values = [numpy.array([item.magnitude or 0 for item in side], dtype=numpy.int32) for side in sides]
    growth = numpy.subtract.outer(-values[0], -values[1])
    both = numpy.logical_and.outer
    then_all = both(is_addition[0], ~is_addition[1]) | both(is_new[0], is_all[1])
    then_added = both(~is_addition[0], is_addition[1]) | both(is_all[0], is_new[1])
    made: Mask = (then_all & (growth >= _GROWN)) | (then_added & (growth <= -_GROWN))
    return made


def _narrowed(prior: Profiles, current: Profiles) -> Mask:
    """Return which pairs set a part against its whole: a name has a noun more, its value is far less.

    查获走私案件320宗 and 查获洋垃圾走私案件26宗.
    """
    import numpy

    made = numpy.zeros((len(prior), len(current)), dtype=bool)
    names = [[_bare(item) for item in side] for side in (prior, current)]
    by_end: dict[str, list[int]] = {}
    for column, name in enumerate(names[1]):
        by_end.setdefault(name[-_TAIL:], []).append(column)
    for row, name in enumerate(names[0]):
        for column in by_end.get(name[-_TAIL:], ()):
            one, other = prior[row].magnitude, current[column].magnitude
            if one is None or other is None or abs(one - other) < _PARTED:
                continue
            whole, part = (name, names[1][column]) if one > other else (names[1][column], name)
            made[row, column] = len(part) > len(whole) and _has_noun_more(part, whole)
    return made


def sets_part_against_list(prior: MetricProfile, current: MetricProfile) -> bool:
    """Return whether one name lists several things, and the other, of a lesser figure, is all but one of them.

    硕士、博士研究生 and 博士研究生.
    """
    if prior.magnitude is None or current.magnitude is None or prior.magnitude == current.magnitude:
        return False
    whole, part = (one.metric.name for one in sorted((prior, current), key=lambda item: -(item.magnitude or 0)))
    more = len(whole) - len(part)
    places = (place for place, sign in enumerate(whole) if sign in _JOINERS) if more > 1 else ()
    return any(
        start >= 0 and whole[:start] + whole[start + more :] == part
        for place in places
        for start in (place, place + 1 - more)
    )


def _bare(item: MetricProfile) -> str:
    return phrase("whole issuer ahead").sub("", item.name.text)


@lru_cache(maxsize=1 << 12)
def _has_noun_more(long: str, short: str) -> bool:
    """Return whether a name is another with words put into it, a noun among them."""
    ahead = sum(1 for _ in takewhile(lambda signs: signs[0] == signs[1], zip(long, short, strict=False)))
    more = long[ahead : len(long) - len(short) + ahead]
    words = cut(more) if len(more) > _TAIL and long.endswith(short[ahead:]) else ()
    return any(tag_of(word)[:1] == "n" for word in words) and words[0] not in words_of("action")


def _adds(item: MetricProfile) -> bool:
    """Return whether a metric is what a year added, and not all so far: 累计."""
    name = item.metric.name
    return any(map(name.count, words_of("addition"))) and _SUMMED + name[:2] not in item.context
