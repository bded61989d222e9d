"""The rows of rates.toml: what a rate such as 结案率 counts, and against what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from attrs import frozen

from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut

__all__ = ["RateRow", "done", "part_of_rate", "rate_of", "was_due", "way_of_rate"]


@frozen(kw_only=True)
class RateRow:
    """Rates of one kind, with the words of their part and of their whole."""

    rate: tuple[str, ...]
    whole: tuple[str, ...]
    examples: tuple[str, ...]
    part: tuple[str, ...] = ()
    early: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    finds: bool = False

    @property
    def of_plan(self) -> bool:
        """Whether the whole may be a plan: 计划开工80个, 预算10亿元."""
        return not {"计划", "预算"}.isdisjoint(self.whole)

    def has_part(self, rate: str, name: str) -> bool:
        """Return whether a name counts what was done; 应出庭 and its like, which hold such a word, count the whole."""
        words = self.part or (rate,)
        for whole in self.whole:
            if whole not in words and any(word in whole for word in words):
                name = name.replace(whole, "")
        return any(done(word, name) for word in words)

    def parts_among(self, names: Sequence[str], root: str, rate: str) -> list[int]:
        """Return which names count what was done, or else bear the name of what was found (问题发现率: 问题产品)."""
        found = root.removesuffix(rate) if self.finds else ""
        done = [place for place, name in enumerate(names) if self.has_part(rate, name)]
        return done or [place for place, name in enumerate(names) if found and found in name]

    def has_whole(self, rate: str, name: str) -> bool:
        """Return whether a name counts what something was done to."""
        return any(map(partial(_named, name), self.whole)) and not self.has_part(rate, name)

    def is_early(self, name: str) -> bool:
        """Return whether a whole is only what came in, of which a rate of what was closed need not be (受理)."""
        late = self.whole[: min(map(self.whole.index, self.early), default=0)]
        return any(word in name for word in self.early) and not any(map(partial(_named, name), late))

    def is_all_of(self, rate: str, part: str, whole: str) -> bool:
        """Return whether the part is all that was done of the whole, and not of some of it.

        审结案件 and 城镇常住人口 are, of 受理案件 and 常住人口; 民事案件审结 is not.
        """
        words = max((word for word in self.part or (rate,) if word in part), key=len, default="")
        return bool(words) and all(word in whole for word in cut(part.replace(words, "")))


def _named(name: str, word: str) -> bool:
    """Return whether a name has a word, also one whose verb begins the name with its object behind: 立电信诈骗案件."""
    return word in name or (len(word) == 2 and name.startswith(word[0]) and word[1] in name[2:])


_UNDONE = frozenset("不未无非待予")


def done(word: str, name: str) -> bool:
    """Return whether a name says that something was done, and not that it was not.

    >>> done("办结", "案件办结"), done("办结", "尚未办结"), done("受理", "不予受理")
    (True, False, False)
    """
    at = name.find(word)
    return at >= 0 and name[at - 1 : at] not in _UNDONE


@cache
def _by_rate() -> dict[str, RateRow]:
    return {word: row for row in load_rows("rates", RateRow) for word in row.rate}


@cache
def _longest() -> int:
    return max(map(len, _by_rate()))


def rate_of(root: str) -> tuple[str, RateRow] | None:
    """Return the word that ends what stands before 率, and its row; None for a rate that no row knows.

    >>> word, row = rate_of("按时办结")
    >>> word, row.has_part(word, "审结行政复议案件"), row.has_whole(word, "受理行政复议申请")
    ('办结', True, True)
    """
    table = _by_rate()
    for length in range(min(_longest(), len(root)), 0, -1):
        if (row := table.get(root[-length:])) is not None:
            return root[-length:], row
    return None


def part_of_rate(root: str, names: Sequence[str]) -> int | None:
    """Return the last of some names that counts what a rate is of; `root` is what stands before 率.

    The very word of the rate comes before the others that the lexicon has for it.

    >>> part_of_rate("按时办结", ["收到案件", "审结案件", "调解"]), part_of_rate("失业", ["新增就业"])
    (1, None)
    """
    word, row = rate_of(root) or (root, None)
    own = [place for place, name in enumerate(names) if all(done(part, name) for part in cut(word))]
    if row is not None:
        known = row.parts_among(names, root, word)
        own = [place for place in own if place in known] or known
        own = [place for place in own if done(root, names[place])] or own  # 附条件不起诉率
        way = root.removesuffix(word)
        by_way = [place for place in own if way and way in names[place]]  # 以调解方式结案
        if not by_way and rate_of(way) is not None:
            by_way = [place for place, name in enumerate(names) if name.startswith(way) or name.endswith(way)]
        own = by_way or own
    own = own or [
        place for place, name in enumerate(names) if name[1:2] in root and any(was_due(due, name) for due in names)
    ]
    return own[-1] if own else None


def way_of_rate(root: str, part: str) -> str:
    """Return the way of doing that a rate is of, where its part counts what was done so: it is of all that was done.

    >>> way_of_rate("调解结案", "调解"), way_of_rate("结案", "审结")
    ('调解', '结案')
    """
    word, row = rate_of(root) or (root, None)
    way = root.removesuffix(word)
    return way if row is not None and rate_of(way) is not None and not row.has_part(word, part) else root


def was_due(whole: str, part: str) -> bool:
    """Return whether names count what was due and what of it was done: 应种儿童, 实种."""
    return whole[:1] in words_of("due") and part[:1] in words_of("done of it") and whole[1:2] == part[1:2] != ""
