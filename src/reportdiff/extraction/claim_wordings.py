"""Wordings of a single claim without a plain numeral: halves, ranks, doublings with more or less, plans met."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from reportdiff.extraction.figures.build import Printed, vague
from reportdiff.extraction.figures.patterns import CHINESE
from reportdiff.lexicon.changes import move_words
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import Direction, Figure, Interval, Span
from reportdiff.text.numerals import chinese_value

__all__ = ["completion_in_words", "doubling_in_words", "is_rank", "usual_wording", "without_ordinal"]

_NUMBER = f"[0-9{CHINESE}]{{1,6}}"
_ORDINAL = re.compile(rf"第\s?({_NUMBER}(?:[位名]|$))")
_PLACES = re.compile("个?[位名]次$")
_AND_MORE = re.compile("([倍成])有余$")
_MOST_POWER = 9


@cache
def _halves() -> re.Pattern[str]:
    return re.compile(f"(?P<over>{alternation(words_of('more than half'))}$)|{alternation(words_of('half'))}")


@cache
def _half_of_last() -> re.Pattern[str]:
    return re.compile(f"({alternation(words_of('last year'))})({_TENTHS})")


@cache
def _rank_moves() -> re.Pattern[str]:
    verbs = "|".join(sorted(move_words(), key=lambda verb: (-len(verb), verb)))
    return re.compile(f"(?P<verb>{verbs})(?P<places>了?{_NUMBER}[位名]$)")


_TENTHS = "五成"


def is_rank(body: str) -> bool:
    """Return whether a text speaks of places in a ranking, where a smaller number is better.

    >>> is_rank("排名"), is_rank("第3位"), is_rank("3名")
    (True, True, False)
    """
    return _ORDINAL.search(body) is not None or any(word in body for word in words_of("ranking"))


def without_ordinal(text: str) -> str:
    """Return a text with places of a ranking as counts: 3位 for 第3位."""
    return _ORDINAL.sub(r"\1", text)


def usual_wording(body: str) -> str:
    """Return a claim with halves as tenths, and with places of a ranking as counts that rise or fall.

    >>> usual_wording("不足上年一半"), usual_wording("前移3个位次")
    ('不足上年的五成', '上升3位')
    """
    body = _halves().sub(lambda found: f"超过{_TENTHS}" if found["over"] else _TENTHS, body)
    body = _half_of_last().sub(r"\1的\2", _AND_MORE.sub(r"\1多", body))
    body = _PLACES.sub("位", without_ordinal(body))
    moved = _rank_moves().search(body)
    if moved is None:
        return body
    verb = "上升" if move_words()[moved["verb"]] == Direction.UP else "下降"
    return f"{body[: moved.start()]}{verb}{moved['places']}"


@cache
def _doublings() -> re.Pattern[str]:
    near, doubled, more = (alternation(words_of(part)) for part in ("nearly", "doubled", "and more"))
    short = alternation(words_of("short of"))
    before = f"(?:(?P<near>{near})|(?P<under>{short}))"
    return re.compile(
        f"{before}?(?:实现|达到)?(?:翻了?(?:(?P<within>{near})|(?P<less>{short}))?(?P<n>[0-9{CHINESE}]*)番"
        f"|(?P<times>[{CHINESE}])番|{doubled})(?:(?P<more>{more})|(?P<least>以上))?$"
    )


def doubling_in_words(body: str) -> tuple[int, Figure | None] | None:
    """Return the 2ⁿ of a claim that ends in 翻n番, and the multiples that it names where it is said to be more or less.

    一番多 is more than twice and less than four times as much, 近一番 more than one and a half times; None where the
    claim ends otherwise.

    >>> factor, figure = doubling_in_words("翻一番多")
    >>> factor, figure.interval.low, figure.interval.high
    (2, Fraction(2, 1), Fraction(4, 1))
    """
    found = _doublings().search(body)
    if found is None:
        return None
    numeral = found["n"] or found["times"] or "一"
    power = int(numeral) if numeral.isdecimal() else chinese_value(numeral)
    if not power or power > _MOST_POWER:
        return None
    factor = Fraction(2**power)
    if found["near"] or found["within"]:
        named = Interval(factor * 3 / 4, factor, False, False)
    elif found["under"] or found["less"]:
        named = Interval(factor / 2, factor, False, False)
    elif found["more"]:
        named = Interval(factor, factor * 2, False, False)
    elif found["least"]:
        named = Interval(factor, None, True, False)
    else:
        return 2**power, None
    return 2**power, vague(Printed(body, Span(0, len(body)), "倍", "倍"), 2**power, named)


@cache
def _plans() -> re.Pattern[str]:
    plans, missed = alternation(words_of("plan")), alternation(words_of("not done"))
    done = alternation(words_of("of a plan carried out"))
    return re.compile(f"(?P<missed>{missed})?(?P<over>超额)?{done}[^，。；、完]{{0,12}}?{plans}(?:任务|值)?$")


def completion_in_words(body: str) -> Figure | None:
    """Return the degrees of completion that a claim names without a figure: 完成目标, 超额完成, 未完成.

    >>> completion_in_words("未完成年度目标").interval.high
    Fraction(100, 1)
    """
    found = _plans().fullmatch(body)
    if found is None:
        return None
    whole, nothing = Fraction(100), Fraction(0)
    if found["missed"]:
        named = Interval(nothing, whole, True, False)
    else:
        named = Interval(whole, None, not found["over"], False)
    return vague(Printed(body, Span(0, len(body)), "%", "%"), 100, named)
