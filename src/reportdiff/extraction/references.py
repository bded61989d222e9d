"""What a name refers to among a report's figures: the base of a change, the whole of a share, a plan, a level.

One resolver for all of these. A candidate must be printed in the same unit, and its facets (year, plan or outcome,
area, account, entity) must not contradict what is asked for. Names are compared without the words that facets already
say; the candidate that fits best is taken with the binding that its margin over the runner-up earns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.alignment import alias_pattern
from reportdiff.lexicon.reference_names import NATION, facets_fit, name_key, says_nothing
from reportdiff.lexicon.words import words_of
from reportdiff.model import Binding, Facets, Metric
from reportdiff.text.words import cut, weight_of

__all__ = ["Reference", "References"]

_MARKS = re.compile(r"[\s“”\"'‘’（）()《》、，,。：:的了]")
_ALIKE = 88  # of 100: the same name but for a word's writing
_TOLD = 97  # of 100: every word of the printed name stands in the candidate's
_TELLING = 4  # characters that a printed name must have besides area and account to be known by its words
_FAR = 64  # mentions of one name that are looked at before and behind a claim, so that no text takes quadratic time
_REACH = 400  # metrics around a claim that a printed name is compared with


_COUNTED = re.compile("(?:人数|件数|户数|次数)$")
_DENIED = "不未"  # 不起诉 is no 起诉


@lru_cache(maxsize=1 << 12)
def _action(name: str) -> str:
    """Return what tells a name from others, each word read as the one that stands for it: 批准逮捕 → 批捕."""
    pattern, words = alias_pattern()
    return pattern.sub(lambda found: words[found[0]], name_key(name))


def _is_action(name: str, wanted: str) -> bool:
    action = _action(name)
    return action.endswith(wanted) and action[-len(wanted) - 1 : -len(wanted)] not in tuple(_DENIED)


@frozen
class Reference:
    """A figure that a name refers to, and how surely."""

    metric: Metric
    binding: Binding


def _surely(one: Facets, other: Facets) -> bool:
    """Return whether the areas agree without taking what nobody named for the whole nation."""
    return one.area == other.area or None not in (one.area, other.area) or NATION not in (one.area, other.area)


class References:
    """A report's figures outside tables, to be referred to by name."""

    def __init__(self, metrics: Sequence[Metric]) -> None:
        """Index the metrics, which stand in text order."""
        self.metrics = [metric for metric in metrics if metric.table is None]
        self.starts = [metric.figure.span.start for metric in self.metrics]
        self.by_key: dict[str, list[int]] = defaultdict(list)
        for index, metric in enumerate(self.metrics):
            before = self.metrics[index - 1] if index else None
            name = metric.name
            if before is not None and before.sentence == metric.sentence and says_nothing(name):
                name = before.name  # 基金收入66亿元，完成年初预算82亿元的80.5%: both of 基金收入
            self.by_key[name_key(name)].append(index)

    def named(
        self, name: str, before: int, facets: Facets, accept: Callable[[Metric], bool], *, exact: bool = False
    ) -> Reference | None:
        """Return the accepted figure that `name` refers to; the nearest before text index `before` comes first.

        A figure of the very name whose facets are those asked for is bound by `name`; one whose area or account is
        printed nowhere, or whose name is only alike, is `inferred`. `exact` leaves out names that are only alike.
        """
        key = name_key(name)
        same = [m for m in self._around(self.by_key.get(key, ()), before) if accept(m) and facets_fit(m.facets, facets)]
        if same:
            known = [metric for metric in same if metric.facets == facets] or same
            values = {metric.figure.value for metric in known}
            sure = len(values) == 1 or known[0].sentence.start <= before <= known[0].sentence.end
            return Reference(known[0], Binding.NAME if sure and _surely(known[0].facets, facets) else Binding.INFERRED)
        if exact or not key:
            return None
        return self._alike(key, before, facets, accept)

    def counted(self, name: str, before: int, facets: Facets, accept: Callable[[Metric], bool]) -> Reference | None:
        """Return the only accepted figure of the action that a name counts: 批捕人数 of 批准逮捕各类犯罪嫌疑人800人."""
        action = _COUNTED.sub("", name)
        if action == name or not (wanted := _action(action)):
            return None
        near = bisect_left(self.starts, before)
        found = [
            metric
            for metric in self.metrics[max(0, near - _FAR) : near + _FAR]
            if accept(metric) and facets_fit(metric.facets, facets) and _is_action(metric.name, wanted)
        ]
        return Reference(found[0], Binding.NAME) if len({metric.figure.value for metric in found}) == 1 else None

    def holding(self, words: str, before: int, facets: Facets, accept: Callable[[Metric], bool]) -> Reference | None:
        """Return the accepted figure whose name holds the telling words of a printed name, as a whole of a share does.

        占收案总数 refers to 收到行政复议申请640件 only by likeness: such a reference is `inferred`.
        """
        found = self.named(words, before, facets, accept, exact=True)
        if found is not None:
            return found
        if (taken := self._taken_in(words, before, facets, accept)) is not None:
            return taken
        scored = []
        wanted = [word for word in cut(name_key(words)) if len(word) > 1]
        total = sum(map(weight_of, wanted))
        if not total or sum(map(len, wanted)) < _TELLING:
            return None
        near = bisect_left(self.starts, before)
        for place, metric in enumerate(self.metrics[max(0, near - _REACH) : near + _REACH], max(0, near - _REACH)):
            if accept(metric) and facets_fit(metric.facets, facets):
                name = _MARKS.sub("", metric.name)
                held = sum(weight_of(word) for word in wanted if word in name)
                if held * 100 >= total * _TOLD:
                    scored.append((len(name), abs(near - place), metric))
        if not scored:
            return None
        scored.sort(key=lambda item: item[:2])
        first = scored[0]
        alone = {metric.figure.value for _, _, metric in scored} == {first[2].figure.value}
        sure = (
            alone and facets.area == first[2].facets.area and first[2].sentence.start <= before <= first[2].sentence.end
        )
        return Reference(first[2], Binding.NAME if sure else Binding.INFERRED)

    def _taken_in(self, words: str, before: int, facets: Facets, accept: Callable[[Metric], bool]) -> Reference | None:
        """Return the figure of what was taken in, where a whole is called by a verb of intake: 占收案总数的.

        Offices use several verbs for it (收到, 新收, 收案); the first such figure of the sentence is the one of all.
        """
        if name_key(words) not in words_of("taken in"):
            return None
        for metric in self.metrics:
            inside = metric.sentence.start <= before <= metric.sentence.end
            if (
                inside
                and accept(metric)
                and metric.name.startswith(words_of("taken in"))
                and facets_fit(metric.facets, facets)
            ):
                return Reference(metric, Binding.NAME)
        return None

    def _alike(self, key: str, before: int, facets: Facets, accept: Callable[[Metric], bool]) -> Reference | None:
        from rapidfuzz import fuzz, process

        keys = [other for other in self.by_key if other]
        best: Reference | None = None
        for other, _, _ in process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=5):
            for metric in self._around(self.by_key[other], before):
                if best is None and accept(metric) and facets_fit(metric.facets, facets):
                    best = Reference(metric, Binding.INFERRED)
        return best

    def _around(self, places: Sequence[int], before: int) -> Iterable[Metric]:
        """Yield the metrics at some places: the last before `before` first, then those behind."""
        first = bisect_left(places, bisect_left(self.starts, before))
        for at in (*range(first - 1, max(first - 1 - _FAR, -1), -1), *range(first, min(first + _FAR, len(places)))):
            yield self.metrics[places[at]]
