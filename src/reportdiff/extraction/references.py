"""What a name refers to among a report's figures: the base of a change, the whole of a share, a plan, a level.

One resolver for all of these. A candidate must be printed in the same unit, and its facets (year, plan or outcome,
area, account, entity) must not contradict what is asked for. Names are compared without the words that facets already
say; the candidate that fits best is taken with the binding that its margin over the runner-up earns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import accumulate, chain

from attrs import evolve, frozen

from reportdiff.extraction.words.counted_names import (
    COUNTED,
    action_of,
    counted_in_short,
    counted_words,
    counts_what,
    tells_action,
    words_in,
)
from reportdiff.extraction.words.shortened_names import denies, is_shortened, of_place
from reportdiff.extraction.words.verbs import leading_verb
from reportdiff.lexicon.alignment import alias_pattern, one_measure
from reportdiff.lexicon.rates import rate_of, was_due
from reportdiff.lexicon.reference_names import NATION, facets_fit, name_key, narrower_area, says_nothing, shortens
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import word_at_head, words_of
from reportdiff.model import Binding, Facets, Kind, Metric, Status
from reportdiff.text.scorers import most_alike
from reportdiff.text.words import cut, tag_of, weight_of

__all__ = ["Reference", "References"]

_MARKS = re.compile(r"[\s“”\"'‘’（）()《》、，,。：:的了]")
_ALIKE = 8_800  # of 10,000: the same name but for a word's writing
_LOOKED_AT = 5  # names so alike whose figures are looked at
_TELLING = 4  # characters that a printed name must have besides area and account to be known by its words
_FAR = 64  # mentions of one name that are looked at before and behind a claim, so that no text takes quadratic time
_RARE = 70  # the least weight of a shorter name that is known by its words, close by: 缴获
_CLOSE = 12  # metrics before a claim among which such a name is looked for
_REACH = 250  # metrics around a claim that a printed name is compared with
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_ALL_OF = re.compile("总[人户件]?[数量额]$")
_NUMBER = re.compile("(?<=..)(?:数?量|[数额])$")
_TOTAL, _AMOUNT, _BOTH_WAYS = "总", "量", "进出口"


@frozen
class Reference:
    """A figure that a name refers to, and how surely."""

    metric: Metric
    binding: Binding


def _surely(one: Facets, other: Facets) -> bool:
    """Return whether the areas agree without taking what nobody named for the whole nation."""
    return one.area == other.area or None not in (one.area, other.area) or NATION not in (one.area, other.area)


def _begins_or_ends_word(word: str, name: str) -> bool:
    """Return whether a name has a word of its own where some letters stand: 税收 in 地方税收, not in 增值税收入."""
    ends = {0, *accumulate(map(len, cut(name)))}
    places = (found.start() for found in re.finditer(re.escape(word), name))
    return any(start in ends or start + len(word) in ends for start in places)


def _holds(wanted: Sequence[str], name: str) -> bool:
    """Return whether a name holds the words of another; 审结120件 is of 审结案件."""
    if _BOTH_WAYS not in wanted:
        name = name.replace(_BOTH_WAYS, "")  # the sum of 出口 and 进口 is neither
    if all(word in name for word in wanted):
        return all(_begins_or_ends_word(word, name) for word in wanted)
    return name == wanted[0] and len(wanted) == 2 and wanted[1] in words_of("counted noun")


def _is_towards(name: str, total: str) -> bool:
    """Return whether a name says of a total that it goes to or towards someone: 对终端|销售额 is not 销售总额."""
    ahead = name[: name.find(total)].removeprefix(word_at_head("scope", name))
    return _TOTAL not in name and ahead != "" and tag_of(cut(ahead)[0]) == "p"


def _asked(facets: Facets, own: Facets, scope: str, name: str) -> Facets:
    """Return the facets asked for, with a figure's own area where its name says that it is of the scope's place."""
    return evolve(facets, area=own.area) if of_place(scope, name) else facets


class References:
    """A report's figures outside tables, to be referred to by name."""

    def __init__(self, metrics: Sequence[Metric]) -> None:
        """Index the metrics, which stand in text order."""
        self.metrics = [metric for metric in metrics if metric.table is None]
        self.starts = [metric.figure.span.start for metric in self.metrics]
        self.longest = max((metric.figure.span.end - metric.figure.span.start for metric in self.metrics), default=0)
        self.bare = [_MARKS.sub("", metric.name) for metric in self.metrics]
        self.by_key: dict[str, list[int]] = defaultdict(list)
        self.keys: list[list[str]] = []
        self._within: tuple[int, int, list[str]] = (0, 0, [])
        for index, metric in enumerate(self.metrics):
            before = self.metrics[index - 1] if index else None
            name = metric.name
            if before is not None and before.sentence == metric.sentence and says_nothing(name):
                name = before.name  # 基金收入66亿元，完成年初预算82亿元的80.5%: both of 基金收入
            keys = [name_key(name)]
            if "（" in name or "(" in name:
                keys.append(name_key(_BRACKET.sub("", name)))  # 全口径（含本外币）外债余额
            self.keys.append(keys)
            for key in dict.fromkeys(keys):
                self.by_key[key].append(index)

    def named(
        self, name: str, before: int, facets: Facets, accept: Callable[[Metric], bool], *, exact: bool = False
    ) -> Reference | None:
        """Return the accepted figure that `name` refers to; the nearest before text index `before` comes first.

        A figure of the very name whose facets are those asked for is bound by `name`; one whose area or account is
        printed nowhere, or whose name is only alike, is `inferred`. `exact` leaves out names that are only alike.
        """
        key = name_key(name)
        bare = _NUMBER.sub("", key)
        called = bare if len(bare) >= _TELLING and key not in self.by_key else key  # 职工缴存额: 职工缴存
        near = self._around(self.by_key.get(called, ()), before)
        same = [metric for metric in near if accept(metric) and facets_fit(metric.facets, facets)]
        if same:
            known = [metric for metric in same if metric.facets == facets]
            known = known or [metric for metric in same if narrower_area(metric.facets.area) is None] or same
            summed = name.endswith(words_of("total word"))  # 一般公共预算支出 before 支出合计: of both, 支出 is left
            known = [metric for metric in known if metric.name.endswith(words_of("total word")) is summed] or known
            values = {metric.figure.value for metric in known}
            sure = len(values) == 1 or known[0].sentence.start <= before <= known[0].sentence.end
            if known[0].facets.account != facets.account and key in words_of("account noun"):
                return None  # 全区收入 is not 政府性基金收入
            return Reference(known[0], Binding.NAME if sure and _surely(known[0].facets, facets) else Binding.INFERRED)
        if exact or not key:
            return None
        return self._alike(key, before, facets, accept)

    def counted(
        self, name: str, before: int, facets: Facets, accept: Callable[[Metric], bool], *, within: int
    ) -> Reference | None:
        """Return the only accepted figure of what a name counts in other words or another order.

        Only figures that end at most `within` characters from `before` are looked at.

        批捕人数 is of 批准逮捕各类犯罪嫌疑人800人, 民商事收案 of 新收民商事案件5600件, 结案数 of 审结案件900件.
        What only takes signs of a name (立案数: 立刑事案件) or tells its kind (受理数: 受理仲裁申请) is `inferred`.
        """
        said, words, action = COUNTED.search(name), counted_words(name), COUNTED.sub("", name)
        wanted, unit = (action_of(action), said["unit"] or said["times"]) if said and action else ("", "")
        stem = action if wanted else _NUMBER.sub("", name)
        if not wanted and len(words) < 2 and stem == name:
            return None
        least = 2 if stem == name else 1

        def counts(metric: Metric) -> bool:
            if unit and not one_measure(metric.figure.unit, unit):
                return False
            if (wanted and tells_action(metric.name, wanted)) or (name[-1:] == _AMOUNT and counts_what(metric, stem)):
                return True
            counted = len(words) > 1 or kind_of_unit(metric.figure.unit) == "count"
            if not counted or len(words) < least or not all(word in action_of(metric.name) for word in words):
                return False  # as most: their words need not be cut
            return counted_words(metric.name) == words

        near = bisect_left(self.starts, before)
        first = max(0, near - _FAR, bisect_left(self.starts, before - within - self.longest))
        close = self.metrics[first : min(near + _FAR, bisect_left(self.starts, before + within + 1))]

        def fits(metric: Metric) -> bool:
            return accept(metric) and facets_fit(metric.facets, facets)

        if found := [metric for metric in close if counts(metric) and fits(metric)]:
            return Reference(found[0], Binding.NAME) if len({metric.figure.value for metric in found}) == 1 else None
        ahead = self.metrics[max(first, near - _CLOSE) : near]  # it is shortened where it stood in full before
        rest = [metric for metric in ahead if (not unit or one_measure(metric.figure.unit, unit)) and fits(metric)]
        short = counted_in_short(stem, unit, rest) if stem != name else None
        if short is None:  # 受理来信1800件，办结1710件。受理量下降…
            last = [metric for metric in rest if metric.sentence == ahead[-1].sentence]
            last = [metric for metric in last if (leading_verb(metric.name) or metric.name).endswith(stem)]
            return Reference(last[0], Binding.INFERRED) if len(last) == 1 and len(stem) > 1 and stem != name else None
        return Reference(short[0], Binding.NAME if short[1] else Binding.INFERRED)

    def holding(
        self, words: str, before: int, facets: Facets, accept: Callable[[Metric], bool], *, strict: bool = False
    ) -> Reference | None:
        """Return the accepted figure whose name holds the words of a printed name, as part and whole of a share do.

        占评查案卷的 refers to 评查行政执法案卷358卷 where that is the only figure of its section that can be meant, and
        the printed name is the figure's with its middle or its verb left out; other references are `inferred`. A figure
        whose name prints the same scope (全市) comes before the others. `strict` asks for such a name in the same
        sentence too.
        """
        words = words.removeprefix(word_at_head("all of", words))
        found = self.named(words, before, facets, accept, exact=True)
        scope = word_at_head("scope", words)
        if found is not None and found.metric.name.startswith(scope):
            return found
        other = self._alias(words, before, facets, accept) or self._taken_in(words, before, facets, accept)
        if other is not None:
            return other
        wanted = tuple(word for word in words_in(name_key(words)) if len(word) > 1)
        telling = sum(map(len, wanted)) >= _TELLING or (len(wanted) == 1 and _ALL_OF.search(words) is not None)
        called = name_key(words) if name_key(words)[:1] == _TOTAL else _MARKS.sub("", words)
        of_total = not telling and (called[:1] == _TOTAL or len(called) >= _TELLING)
        if of_total:
            wanted, telling = (called,), True
        if not wanted or not (telling or sum(map(weight_of, wanted)) >= _RARE):
            return found
        near = bisect_left(self.starts, before)
        reach = range(max(0, near - _REACH), near + _REACH) if telling else range(max(0, near - _CLOSE), near)
        scored = [
            (
                not (self.bare[place].startswith(scope) or of_place(scope, self.bare[place])),
                not (self.bare[place] == wanted[0] or is_shortened(wanted, self.bare[place])),
                0 if place < near and self._is_at(place, before) else len(self.bare[place]),
                abs(near - place),
                place,
            )
            for place in reach[: len(self.metrics) - reach.start]
            if _holds(wanted, self.bare[place])
            and not denies(words, self.bare[place])
            and accept(self.metrics[place])
            and facets_fit(own := self.metrics[place].facets, _asked(facets, own, scope, self.bare[place]))
        ]
        if not scored or (found is not None and min(scored)[0]):
            return found or self._of_act(words, before, facets, accept)
        unscoped, *_, place = min(scored)
        first = self.metrics[place]
        values = {self.metrics[item[-1]].figure.value for item in scored if item[:2] == min(scored)[:2]}
        area = facets.area == first.facets.area or of_place(scope, self.bare[place])
        sure = len(values) == 1 and telling and area
        bare, of_scope = self.bare[place], scope and not unscoped and not of_total
        short = is_shortened(wanted, bare) or bare.removeprefix(called) in words_of("measure alone")  # 各项贷款|余额
        here = not strict and self._is_at(place, before)
        sure = sure and (here or (first.figure.span.start < before and (of_scope or short)))
        sure = bool(sure and not (_ALL_OF.search(words) and _is_towards(bare, wanted[0])))
        if of_total and not sure:
            return found
        return Reference(first, Binding.NAME if sure else Binding.INFERRED)

    def of_wider_area(
        self, words: str, part: Metric, before: int, facets: Facets, accept: Callable[[Metric], bool]
    ) -> Reference | None:
        """Return the figure of a part's own measure in the area that a whole's words name, with at most a measure.

        全市总产量
        """
        scope = word_at_head("scope", words)
        own, rest = part.name.removeprefix(part.facets.area or ""), words.removeprefix(scope)
        measure = rest.removeprefix(_TOTAL)
        for name in (own, own.removesuffix(measure) + rest) if scope and own.endswith(measure) else ():
            found = self.named(name, before, facets, accept, exact=True)
            if found is not None and found.metric.facets.area == facets.area:
                return found
        return None

    def written_out(self, short: str, before: int) -> Reference | None:
        """Return the level right before text index `before` in its sentence, where words shorten its name."""
        at = bisect_left(self.starts, before)
        metric = self.metrics[at - 1] if at else None
        if metric is None or metric.kind is Kind.RATIO or not metric.sentence.start <= before <= metric.sentence.end:
            return None
        act = _NUMBER.sub("", short)
        called = shortens(short, metric.name) or (act != short and metric.name.endswith(act))
        return Reference(metric, Binding.NAME) if called else None  # 批准数: 经审查批准1800件

    def _alias(self, words: str, before: int, facets: Facets, accept: Callable[[Metric], bool]) -> Reference | None:
        """Return the only accepted figure that another word for the same thing names: 占GDP的 of 生产总值640亿元."""
        first = alias_pattern()[1]
        if (meant := first.get(name_key(words))) is None:
            return None
        found = [
            metric
            for key, places in self.by_key.items()
            if first.get(key) == meant
            for metric in self._around(places, before)
            if accept(metric) and facets_fit(metric.facets, facets)
        ]
        return Reference(found[0], Binding.NAME) if len({metric.figure.value for metric in found}) == 1 else None

    def base_of_rate(
        self,
        root: str,
        part: Metric,
        end: int,
        carried: Callable[[Metric], bool],
        *,
        bases: Collection[str] = (),
        continued: bool = False,
    ) -> Reference | None:
        """Return what the part of a rate was counted against: the nearest figure before the rate whose name says so.

        `end` is where the rate stands; `bases` are the ids of figures of earlier times; `continued` says that the
        part's sentence lists parts (其中) of the whole in the sentence before. A whole that the lexicon knows for the
        rate is bound by the clause, unless the rate has a qualifier that the part lacks (按时办结率 beside 办结); any
        other larger figure of the part's unit is `inferred`. Where a stock was carried over, the whole may be a sum
        that is not printed: None.
        """
        word, row = rate_of(root) or (root, None)
        rest: Reference | None = None
        near = bisect_left(self.starts, end)
        before = self.metrics[max(0, near - _FAR) : near]
        if any(metric.sentence == part.sentence and carried(metric) for metric in before):
            return None
        for metric in reversed(before):
            inside = metric.sentence == part.sentence
            if continued and row is not None and 0 <= part.sentence.start - metric.sentence.end <= 1:
                inside = row.is_all_of(word, part.name, metric.name)
            if metric.section != part.section or not (inside or row is not None):
                break
            if metric is part or metric.kind is Kind.RATIO or metric.figure.unit != part.figure.unit:
                continue
            if metric.id in bases:
                continue
            if inside and metric.figure.value >= part.figure.value and was_due(metric.name, part.name):
                return Reference(metric, Binding.CLAUSE)
            planned = row is not None and inside and row.of_plan and metric.status is Status.TARGET
            if not planned and (metric.figure.value < part.figure.value or metric.status is not part.status):
                continue
            if row is not None and (planned or row.has_whole(word, metric.name)):
                covered = inside and all(w in part.name + metric.name for w in cut(root.removesuffix(word)))
                sure = covered and not row.is_early(metric.name)
                return Reference(metric, Binding.CLAUSE if sure else Binding.INFERRED)
            if rest is None and inside:
                rest = Reference(metric, Binding.INFERRED)
        return rest

    def _taken_in(self, words: str, before: int, facets: Facets, accept: Callable[[Metric], bool]) -> Reference | None:
        """Return the figure of what was taken in, where a whole is called by a verb of intake: 占收案总数的.

        Offices use several verbs for it (收到, 新收, 收案); the first such figure of the sentence is the one of all,
        and so is the only one close before.
        """
        if name_key(words) not in words_of("taken in"):
            return None
        near = bisect_left(self.starts, before)
        taken = [
            (at, metric)
            for at, metric in enumerate(self.metrics[max(0, near - _REACH) : near + _REACH], max(0, near - _REACH))
            if metric.name.startswith(words_of("taken in")) and accept(metric) and facets_fit(metric.facets, facets)
        ]
        for _, metric in taken:
            if metric.sentence.start <= before <= metric.sentence.end:
                return Reference(metric, Binding.NAME)
        own = self.metrics[near - 1].section
        close = [metric for at, metric in taken if near - _CLOSE <= at < near and metric.section == own]
        return Reference(close[0], Binding.NAME) if len({metric.figure.value for metric in close}) == 1 else None

    def _of_act(self, words: str, before: int, facets: Facets, accept: Callable[[Metric], bool]) -> Reference | None:
        """Return the only figure close before of what was done to all that a whole counts: 受理案件, 申请受理320件."""
        key, near = name_key(words), bisect_left(self.starts, before)
        act = word_at_head("action", key)
        if not act or key.removeprefix(act) not in words_of("counted noun"):
            return None
        close = self.metrics[max(0, near - _CLOSE) : near]
        done = [one for one in close if one.name.startswith(act) or one.name.endswith(act)]
        done = [one for one in done if accept(one) and facets_fit(one.facets, facets)]
        return Reference(done[-1], Binding.NAME) if len({one.figure.value for one in done}) == 1 else None

    def _alike(self, key: str, before: int, facets: Facets, accept: Callable[[Metric], bool]) -> Reference | None:
        near = bisect_left(self.starts, before)
        keys = self._keys_in(max(0, near - _REACH), min(near + _REACH, len(self.keys)))
        for other in most_alike(key, keys, least=_ALIKE, limit=_LOOKED_AT):
            if denies(key, other):
                continue
            for metric in self._around(self.by_key[other], before):
                if accept(metric) and facets_fit(metric.facets, facets):
                    return Reference(metric, Binding.INFERRED)
        return None

    def _is_at(self, place: int, at: int) -> bool:
        """Return whether the sentence of a figure holds a text index."""
        return self.metrics[place].sentence.start <= at <= self.metrics[place].sentence.end

    def _keys_in(self, first: int, stop: int) -> list[str]:
        """Return the different keys of some metrics in a row; most reports are all within reach of each claim."""
        if (first, stop) != self._within[:2]:
            keys = dict.fromkeys(chain.from_iterable(self.keys[first:stop]))
            self._within = first, stop, [key for key in keys if key]
        return self._within[2]

    def _around(self, places: Sequence[int], before: int) -> Iterable[Metric]:
        """Yield the metrics at some places: the last before `before` first, then those behind."""
        first = bisect_left(places, bisect_left(self.starts, before))
        for at in (*range(first - 1, max(first - 1 - _FAR, -1), -1), *range(first, min(first + _FAR, len(places)))):
            yield self.metrics[places[at]]
