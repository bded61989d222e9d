"""The words before a figure → the relation that they state: change, share, completion, level after a change."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import evolve, frozen

from reportdiff.lexicon.changes import change_words, move_words
from reportdiff.lexicon.patterns import phrase, phrase_in
from reportdiff.lexicon.qualifiers import qualifier_words
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import Direction, RelationKind
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut, word_across

__all__ = ["PLAN_EXCEEDED", "RelationMatch", "form_of_size", "from_level", "ratio_across", "ratio_around"]
__all__ += ["moved_share", "relation_before", "than_another", "words_before_lead", "words_behind_comparison"]

PLAN_EXCEEDED = "超额"
"""The word of a relation to a plan that was exceeded: 超额完成3.2%."""


_LINK_ENDS = frozenset("了为到达在约近过别是至）)\n")  # what a link ends in; $ holds before a line's end too
_SHARE_ENDS = frozenset("重额例")
_ALONE = "+↑↓多少"
_HEDGES = ("near", "above", "under")  # senses of words that may stand before a base
_LEADS = 90  # characters: a basis with its adverbs is no longer
_MORE = "多超增"
_TAIL = 32  # characters: what ties a relation to its figure stands directly before it
_FORMS = {
    "%": RelationKind.GROWTH, "倍": RelationKind.TIMES_MORE,
    "百分点": RelationKind.POINTS, "个百分点": RelationKind.POINTS,
}  # fmt: skip


@frozen
class RelationMatch:
    """A relation found before a figure: form, direction, where its words begin in the given text, and which."""

    form: RelationKind
    direction: Direction
    start: int
    word: str
    whole: str = ""
    split: bool = False  # 分别: the figures of a list go to the subjects in order
    inside: bool = False  # the figure before is the whole or the plan: 占贷款120亿元的25%, 完成预算82亿元的80.5%
    years: int = 0  # 五年累计, 两年平均: over so many years
    hedge: str = ""  # the qualifier before the base: 不足上年的三成


def ratio_across(words: str) -> RelationMatch | None:
    """The share that a clause states whose figure stands in the next one: 占受理案件的比例最高，达 48%."""
    found = phrase("foremost share").search(words)
    if found is None:
        return None
    ahead = words[: found.start()]
    share = phrase("share within").search(ahead) or _share_verb(ahead)
    noun = ahead.lstrip("，, ")
    if share is None and noun in words_of("share noun"):  # 网购1150件，比重最大，达46%: of what it is listed under
        return RelationMatch(RelationKind.SHARE, Direction.NONE, len(ahead) - len(noun), "占")
    return None if share is None else _share(share)


def ratio_around(words: str) -> RelationMatch | None:
    """The share or completion whose whole has its figure printed in it, `words` being those without that figure."""
    if (share := _share_verb(words)) is not None and share["whole"]:
        return _share(share)
    done = _completion(words)
    return _at(done, RelationKind.COMPLETION, Direction.NONE, "完成", done["plan"]) if done is not None else None


def _share(found: re.Match[str]) -> RelationMatch:
    """Return the share of a match, or the completion that 占 states of a plan: 占年初预算的95%."""
    if _is_plan(found["whole"]):
        return _at(found, RelationKind.COMPLETION, Direction.NONE, "完成", found["whole"])
    return _at(found, RelationKind.SHARE, Direction.NONE, "占", found["whole"])


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str], int]:
    verbs, nouns = change_words()
    moves = {**move_words()}
    longest = max(map(len, (*verbs, *nouns, *moves)))
    return verbs, nouns, moves, longest


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    """The last signs of the words of change."""
    verbs, nouns, _, _ = _tables()
    return frozenset(word[-1] for word in (*verbs, *nouns))


def _apart(gap: re.Match[str], unit: str, words: str) -> RelationMatch:
    """Return the relation of a level that is said to be so far from another."""
    found = _at(gap, form_of_size(unit), Direction.DOWN if gap["down"] else Direction.UP, gap[0][:2])
    return evolve(found, split="分别" in words, whole=gap.groupdict().get("whom") or "")


def _gap(words: str, *, points: bool) -> re.Match[str] | None:
    """Return how far a level is said to be from another, in points or in units."""
    if points:
        return phrase("gap").search(words)
    return phrase("gap to an average").search(words) or than_another("gap to another", words)


def than_another(part: str, words: str) -> re.Match[str] | None:
    """Return the match of a part whose 比 or 较 is a word of its own: not that of 占比.

    >>> than_another("gap to another", "比核定床位多")["whom"], than_another("gap to another", "占比稍高")
    ('核定床位', None)
    """
    if "比" not in words and "较" not in words:
        return None
    found = phrase_in(part, words)
    if found is None or word_across(words, found.start(), found.start() + 1):
        return None
    return None if word_across(words, max(0, found.start() - 2), found.start()) else found


def relation_before(words: str, unit: str) -> RelationMatch | None:
    """The relation that `words`, the clause up to a figure in `unit`, states about that figure; None for a bare level.

    >>> relation_before("全市生产总值同比增长", "%").form.value
    'percent'
    """
    percent, points, times = unit == "%", form_of_size(unit) is RelationKind.POINTS, unit == "倍"
    ratio = _ratio_before(words, unit, percent=percent, times=times)
    if ratio is not None:
        return ratio
    verbs, nouns, moves, longest = _tables()
    link = phrase("link to a figure").search(words, max(0, len(words) - _TAIL)) if words[-1:] in _LINK_ENDS else None
    stem_end = link.start() if link else len(words)
    tail = words[stem_end:]
    if not (percent or points or times) or tail or words.endswith("的"):
        moved = _move(words, moves, longest, percent=percent)
        if moved is not None:
            return moved
    word, direction, kind = _ending(words[:stem_end], verbs, nouns, longest)
    if word is None:
        if (fewer := phrase("fewer").search(words)) is not None and not percent:
            direction = Direction.UP if fewer["verb"] == "多" else Direction.DOWN
            return RelationMatch(RelationKind.ABSOLUTE, direction, fewer.start(), "少", fewer["what"])
        more = phrase("more").search(words, max(0, len(words) - _TAIL))
        if more is not None:
            direction = Direction.UP if more["verb"] in _MORE else Direction.DOWN
            return _at(more, form_of_size(unit), direction, more["verb"], more["what"])
    if (word is None and not (percent or times)) or (points and kind != "verb"):  # 高于平均增速
        gap = (None if points else phrase("beyond a year").search(words)) or _gap(words, points=points)
        if gap is not None:
            return _apart(gap, unit, words)
    if word is None:
        return None
    if kind == "verb" and tail and not (percent or points or times) and tail not in words_of("link of an amount"):
        return None
    begin = stem_end - len(word)
    if kind == "verb" and len(word) == 1 and not _single_ok(words[:begin], word):
        gap = None if percent or times else _gap(words, points=points)
        return None if gap is None else _apart(gap, unit, words)
    lead = phrase("lead").search(words, max(0, begin - _LEADS), begin)
    start = lead.start() if lead else begin
    # what stands before the basis may be adverbs again; the phrase repeats over both
    split = "分别" in words[start:] or "各" in words[start:begin]
    form = form_of_size(unit)
    years = chinese_value(lead["years"]) if lead and lead["years"] else 0
    return RelationMatch(form, Direction(direction), start, word, split=split, years=years or 0)


def _ratio_before(words: str, unit: str, *, percent: bool, times: bool) -> RelationMatch | None:
    """The share, completion or multiple that words state about a figure behind them."""
    if percent and from_level(words) is None:
        share = _share_verb(words) if "占" in words else None
        if (share is None or not share["whole"]) and "中" in words:
            share = phrase("share within").search(words) or share
        if share is None and "贡献" in words:
            share = phrase("share contributed").search(words) or phrase("contribution to").search(words)
        if share is None and words[-1:] in _LINK_ENDS | _SHARE_ENDS:
            share = phrase("share by its noun").match(words)
        if share is not None:
            return _share(share)
        if "的" in words[-2:] and (multiple := _of_year_before().search(words)) is not None:
            times_as_much = _at(multiple, RelationKind.TIMES, Direction.NONE, "倍", multiple["whole"])
            return evolve(times_as_much, hedge=multiple["hedge"] or "")
        done = _completion(words) if words.endswith(("的", "完成")) else phrase("plain completion").search(words)
        if done is not None and words[max(0, done.start() - 2) : done.start()] != "超额":
            return _at(done, RelationKind.COMPLETION, Direction.NONE, "完成", done["plan"])
        if words.endswith("的") and (compared := phrase("ratio to").search(words)) is not None:
            stated = _at(compared, RelationKind.SHARE, Direction.NONE, "占", compared["whole"])
            return evolve(stated, start=compared.start("verb"))
        if "比" in words[-4:] and (ratio := phrase("ratio of two").search(words)) is not None:
            return _at(ratio, RelationKind.SHARE, Direction.NONE, "占", ratio["whole"])
    over = phrase("plan exceeded").search(words) if "超" in words[-_TAIL:] else None
    if over is not None and form_of_size(unit) is not RelationKind.POINTS:
        return _at(over, form_of_size(unit), Direction.UP, PLAN_EXCEEDED, over["plan"])
    if percent and "全" in words[-3:] and (spread := phrase("spread").search(words)) is not None:
        return _at(spread, RelationKind.SHARE, Direction.NONE, "占", spread["whole"])
    if times and (multiple := phrase("multiple").search(words)) is not None:
        return _at(multiple, RelationKind.TIMES, Direction.UP, "倍", multiple["whole"])
    return None


def _share_verb(words: str) -> re.Match[str] | None:
    """The first 占 that is a verb, with its whole: not that of 占有率, but that of 占|有效专利."""
    at = words.find("占")
    while at >= 0:
        verb = word_across(words, at, at + 1) in ("", "占比", "占据", "占到")
        verb = verb and not word_across(words, max(0, at - 2), at)  # 股东应占溢利
        found = phrase("share").match(words, at) if verb or words.startswith("占有", at) else None
        if found is not None and (verb or len(cut(found["whole"] or "占")[0]) > 1):
            return found
        at = words.find("占", at + 1)
    return None


def _completion(words: str) -> re.Match[str] | None:
    """Return the completion that words end in, 完成 alone only behind its plan: 预算完成."""
    found = phrase("completion").search(words)
    bare = found is not None and found[0] == "完成"
    return None if bare and not words.endswith("预算完成") else found


@lru_cache(maxsize=1)
def _of_year_before() -> re.Pattern[str]:
    """为去年的八成五: a level as a part of an earlier one."""
    moves = "|".join(sorted(move_words(), key=lambda verb: (-len(verb), verb)))
    hedges = alternation(tuple(word for word, sense in qualifier_words()[0].items() if sense in _HEDGES))
    link = f"(?:{moves})[到至为]|{phrase('is a part of').pattern}|(?P<hedge>{hedges})"
    return re.compile(f"(?:{link})(?:{phrase('earlier level').pattern})")


def words_behind_comparison(words: str) -> str:
    """Return `words` without the comparison that they begin with.

    >>> words_behind_comparison("与去年同期相比事故起数")
    '事故起数'
    """
    return phrase("comparison ahead").sub("", words)


def words_before_lead(words: str) -> str:
    """Return `words` without the basis and adverbs that they end in.

    >>> words_before_lead("投诉数量同比")
    '投诉数量'
    """
    lead = phrase("lead").search(words, max(0, len(words) - _LEADS))
    return words[: lead.start()] if lead else words


def _is_plan(whole: str) -> bool:
    """Return whether a whole is a plan and nothing besides: 占年度调整预算的 measures an outcome against it."""
    words = cut(whole)
    plans, of_plans = words_of("plan"), words_of("of a plan")
    named = any(word in plans for word in words) and all(word in plans or word in of_plans for word in words)
    return named and words[-1] not in words_of("account side")  # 占预算收入比重


def _at(
    found: re.Match[str], form: RelationKind, direction: Direction, word: str, whole: str | None = None
) -> RelationMatch:
    """Return a relation that begins with a match of a pattern."""
    return RelationMatch(form, direction, found.start(), word, whole or "")


def form_of_size(unit: str) -> RelationKind:
    """The form of a change whose size is printed in `unit`: 增长3%, 增加3件."""
    return _FORMS.get(unit, RelationKind.ABSOLUTE)


def _single_ok(ahead: str, word: str) -> bool:
    """A one-character verb states a change only behind a basis or adverb, or behind a noun for 增/降/涨/升.

    A sign, and 多 or 少, do so also where a clause begins with it: 9亿千瓦时（+3.1%）, 惠及1.6万户，多0.3万户.
    """
    if phrase("lead").search(ahead) or (word in _ALONE and not ahead.strip("（ ")):
        return True
    return word in "涨升降跌" and word_across(ahead + word, max(0, len(ahead) - 2), len(ahead)) == ""


def _ending(words: str, verbs: dict[str, str], nouns: dict[str, str], longest: int) -> tuple[str | None, str, str]:
    if words[-1:] not in _ends() or words.endswith(words_of("level")):
        return None, "", ""
    for length in range(min(longest, len(words)), 0, -1):
        word = words[-length:]
        if word in nouns:
            return word, nouns[word], "noun"
        if word in verbs:
            return word, verbs[word], "verb"
    return None, "", ""


def _move(words: str, moves: dict[str, str], longest: int, *, percent: bool) -> RelationMatch | None:
    """降至: the level after a change."""
    found = phrase("to a level").search(words, max(0, len(words) - _TAIL))
    if found is None:
        return None
    ahead = words[: found.start()]
    for length in range(min(longest, len(ahead)), 0, -1):
        word = ahead[-length:]
        if word in moves:
            if found[0].startswith("为") and word in words_of("of a rate") and (percent or len(word) > 1):
                return None  # 投资增长为5%
            if found[0].startswith("成"):
                return None
            begin = len(ahead) - len(word)
            lead = phrase("lead").search(words, max(0, begin - _LEADS), begin)
            start = lead.start() if lead else begin
            return RelationMatch(
                RelationKind.LEVEL_TO_LEVEL, Direction(moves[word]), start, word, split="分别" in words[start:]
            )
    return None


def moved_share(words: str, start: int, unit: str) -> RelationMatch | None:
    """Return the move behind the name of a share: 占比|降至25%."""
    moved = relation_before(words[start:], unit)
    if moved is None or moved.form is not RelationKind.LEVEL_TO_LEVEL:
        return None
    return evolve(moved, start=moved.start + start)


def from_level(words: str) -> int | None:
    """Where 由 or 从 stands, if `words` says that the figure behind is the level before a change."""
    if "由" not in words and "从" not in words:
        return None
    found = phrase("from a level").search(words)
    inside = found is not None and word_across(words, max(0, found.start() - 2), found.start())  # 自由, 理由
    return None if found is None or inside else found.start()
