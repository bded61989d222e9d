"""The signs of a figure, and the patterns that the lexicon makes of its units and qualifiers.

    figure  := [before] number [inside] [scale] [inside] [to number [scale]] unit [after]
    number  := 12,345.67 | 4 283 | 58.6 | 一百二十三 | 三五 | 十几 | 数十
    scale   := 十 百 千 万 亿 and their products
    percent := number % | 百分之 number | 千分之 number | number 分之 number | number 成 [digit]

White space, one line break before the unit, and full-width forms are folded away before a pattern is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from reportdiff.arithmetic import Qualifier
from reportdiff.lexicon.changes import change_words
from reportdiff.lexicon.lures import lures_at_digits, lures_at_words
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.qualifiers import qualifier_words
from reportdiff.lexicon.units import unit_names
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.text.normalize import normalize_characters
from reportdiff.text.words import cut, tag_of, word_across

__all__ = ["ARABIC", "CHINESE", "TO", "WRITTEN_INSIDE", "Grammar", "begins_noun", "grammar", "inside_word"]
__all__ += ["qualifier_before"]

CHINESE = "〇零一二两三四五六七八九十百千万亿"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?: \d{3})+(?:\.\d{1,2})?(?= ?[^\d\s.,%])|\d+(?:\.\d+)?)"
_GROUPED = r"\d{1,3}(?:(?:, ?| ,|，|,[ \t]*\n[ \t]*|\n,)\d{3})+(?:\.\d+)?(?!\d)"  # 4, 218,560万元: in a unit alone
_LARGE = "[百千]?[万亿]"
_FRACTION_DIGITS = "点[〇零一二三四五六七八九]+"
_ORDINAL, _VAGUE, _PLACES = "第", "数几上", "十百千万亿"
TO = r"(?:——|--|[-—~至到])"
_MOVES, _LED_TO = frozenset("升降增减"), frozenset("至到为")
_BASIS = 32  # characters of a basis before the word that exceeds it
_NOUN = 4  # characters behind a unit in which a noun is looked for
_MAX_NUMERALS = 30  # signs of a number in words behind its first
_OF_OWN_MEANING = frozenset("nvbrailj")  # parts of speech that are no measure: all but times, places, numbers
WRITTEN_INSIDE = ("余", "多")  # 1200余条; behind the unit they often begin a word (余额, 多种)


@frozen
class Grammar:
    """The compiled patterns, and the sense of every qualifier by its place."""

    trigger: re.Pattern[str]
    worth_reading: re.Pattern[str]
    digit_lure: re.Pattern[str]
    word_lure: re.Pattern[str]
    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    parts: re.Pattern[str]
    unit: re.Pattern[str]
    after: re.Pattern[str]
    after_starts: frozenset[str]
    before_sense: dict[str, Qualifier]
    before_ends: frozenset[str]
    inside_sense: dict[str, Qualifier]
    after_sense: dict[str, Qualifier]
    scale: re.Pattern[str]
    listed: re.Pattern[str]  # a list of numbers behind one, of which the last has the unit
    twice: re.Pattern[str]  # the second end of a range
    mixed: re.Pattern[str]  # a number that has more than one scale


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar of the lexicon; built once."""
    before, inside, after = qualifier_words()
    inner, scale, goes_on = _any(inside), phrase("scale").pattern, phrase("list goes on").pattern
    behind = [normalize_characters(word) for word in after if word not in WRITTEN_INSIDE]
    return Grammar(
        trigger=_trigger("".join(inside)),
        worth_reading=_trigger("".join(inside), phrase("unsized claim").pattern),
        digit_lure=lures_at_digits(),
        word_lure=lures_at_words(),
        arabic=re.compile(
            rf"(?:(?P<times>\d+)[×xX*])?(?P<n>{_GROUPED}(?= ?(?:{_LARGE}|{_one_unit()}))|{ARABIC}) ?"
            rf"(?P<h1>{inner}|几)?"
            rf"(?:[ \t]*\n[ \t]*(?={_LARGE}{{1,2}}{_one_unit()}))?(?P<m>{scale})?(?P<h2>{inner})?"
            rf"(?P<mix>(?:\d+(?:\.\d+)?{scale})*)"
            rf"(?: ?{TO} ?(?P<n2>{ARABIC})(?P<m2>{scale})?(?P<h3>{inner})?)?"
        ),
        chinese=re.compile(
            rf"(?P<vague>[{_VAGUE}])(?P<vm>[{_PLACES}]+)|(?P<n>[{CHINESE}]+(?:{_FRACTION_DIGITS})?)"
            rf"(?:(?P<h>{inner}|几)(?P<hm>[十百千]?[万亿])?|{TO}(?P<n2>[{CHINESE}]+))?"
        ),
        parts=re.compile(rf"(?:百分之|千分之|[{CHINESE}]+分之)(?P<n>{ARABIC}|[{CHINESE}]+(?:{_FRACTION_DIGITS})?)"),
        unit=_unit(),
        after=re.compile(_any(behind)),
        after_starts=frozenset(word[0] for word in behind),
        before_sense={normalize_characters(word): Qualifier(sense) for word, sense in before.items()},
        before_ends=frozenset(normalize_characters(word)[-1] for word in before),
        inside_sense={word: Qualifier(sense) for word, sense in inside.items()},
        after_sense={normalize_characters(word): Qualifier(sense) for word, sense in after.items()},
        scale=re.compile(scale),
        listed=re.compile(rf"(?:(?:{goes_on}){ARABIC}个?){{0,8}}(?:{goes_on}){ARABIC}(?P<m>{scale})?"),
        twice=re.compile(rf"{TO}({ARABIC})({scale})?"),
        mixed=re.compile(rf"(\d+(?:\.\d+)?)({scale})"),
    )


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted((re.escape(word) for word in words), key=lambda word: (-len(word), word))) + ")"


def _trigger(inside: str, words: str = "") -> re.Pattern[str]:
    """Where a figure, or a lure that hides one, may begin: at digits, and at numerals that a unit may follow.

    `words` are alternatives that count as well.
    """
    starts = {name[0] for name in _unit_words()[2]} | set(inside) | set("%‰几点成分至到—-~ \t\n")
    follows = "".join(re.escape(sign) for sign in sorted(starts))
    more = "".join(f"|(?<={word[0]}){word[1:]}" for word in words.split("|") if word)
    return re.compile(  # one class of signs first: the engine then runs to the next of them
        rf"[0-9{_ORDINAL}{_VAGUE}{CHINESE}{''.join(word[0] for word in words.split('|') if word)}]"
        rf"(?:(?<=[0-9{_ORDINAL}])|(?<=[{_VAGUE}])(?=[{_PLACES}])|(?<=[{CHINESE}])[{CHINESE}]{{0,{_MAX_NUMERALS}}}(?=[{follows}]){more})"
    )


@lru_cache(maxsize=1)
def _unit_words() -> tuple[str, str, frozenset[str]]:
    """Units in words and in letters, as alternatives, and all of them."""
    units = frozenset(normalize_characters(name) for name in unit_names() if name != "%")
    words, letters = (_any(name for name in units if name[0].isascii() is ascii_) for ascii_ in (False, True))
    return words, letters, units


def _one_unit() -> str:
    words, letters, _ = _unit_words()
    return rf"(?:{words}|{letters}(?![A-Za-z0-9]))"


def _unit() -> re.Pattern[str]:
    words, one = _unit_words()[0], _one_unit()
    below = rf"(?:{one}|[百千万]{{1,2}}{one}|{alternation(words_of('below a unit'))})"
    return re.compile(
        rf"(?:[ \t]*\n?[ \t]*)"
        rf"(?P<u>个?[百千]分点|[%‰]|个?基点|(?:BP|bp)(?![A-Za-z])|{one}(?:（(?:{words}|市、区|区、市|旗|区|市)）次?)?"
        rf"(?:[/每]{below}(?:[·•/](?:{alternation(words_of('time below a unit'))}))?)?)"
    )


def begins_noun(folded: str, start: int, stop: int) -> bool:
    """Return whether the unit between `start` and `stop` begins a longer noun or verb: 117|项目, 13亿|人口."""
    word = word_across(folded, start, stop)
    if word[-1:] in _MOVES and folded[stop + 1 : stop + 2] in _LED_TO:
        return False  # a move begins behind the unit
    if word and folded.startswith(word, start):
        (behind, *_) = cut(folded[stop : stop + _NOUN])
        if len(behind) > start + len(word) - stop and tag_of(behind)[:1] == "n":
            return False  # 120名|师生: the noun reaches beyond 名师
    # 3个人 are counted: no 个人 in between; 2.2本级 are not
    return word != "个人" and tag_of(word)[:1] in _OF_OWN_MEANING


def inside_word(folded: str, at: int) -> bool:
    """Return whether a place is inside a word that began one or two characters before it: 附|近, 跨|上."""
    return word_across(folded, max(0, at - 2), at) != ""


def qualifier_before(folded: str, at: int) -> tuple[int, Qualifier | None]:
    """Where a figure whose number begins at `at` begins with its qualifier (近, 超过, 不少于), and the qualifier.

    >>> qualifier_before("面积近", 3)
    (2, <Qualifier.NEAR: 'near'>)
    """
    patterns = grammar()
    end = at - 1 if folded[at - 1 : at] == " " else at  # a PDF parts the number from its words: 约 3.5亿元
    if folded[end - 1 : end] not in patterns.before_ends:
        return at, None
    senses = patterns.before_sense
    for length in (4, 3, 2, 1):
        if length > end:
            continue
        word = folded[end - length : end]
        sense = senses.get(word)
        if sense is None:
            continue
        begin = end - length
        exceeds = word in change_words()[0] and phrase("basis").search(folded, max(0, begin - _BASIS), begin)
        return (at, None) if exceeds or inside_word(folded, begin) else (begin, sense)  # 比计划|超出5.5% is a change
    return at, None
