"""A number in Chinese numerals → the figure that begins with it.

It counts only before a known unit: reports are full of names that hold a numeral (三级联动, “八五”普法).
"""

from __future__ import annotations

import math
import re
from fractions import Fraction

from attrs import frozen

from reportdiff.arithmetic import Qualifier
from reportdiff.extraction.figures.build import Printed, built, fraction, plain_digits, ratio, vague
from reportdiff.extraction.figures.patterns import (
    CHINESE,
    WRITTEN_INSIDE,
    begins_noun,
    grammar,
    inside_word,
    qualifier_before,
)
from reportdiff.lexicon.unit_guards import begins_word
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import words_of
from reportdiff.model import Figure, Interval, Span
from reportdiff.text.numerals import chinese_value
from reportdiff.text.scales import SCALES
from reportdiff.text.words import cut, tag_of, word_across

__all__ = ["CHINESE_STARTS", "read_chinese", "read_fraction", "read_tenths", "tenths_at"]

CHINESE_STARTS = CHINESE + "数几上"
_DIGITS = "一二三四五六七八九"
_WORD = 4  # characters of a word
_ONES = frozenset(_DIGITS + "123456789")  # 六成五
_PARALLEL = re.compile("[一二两三四五六七八九十][\u4e00-\u9fff]")  # of two numerals side by side: 三级两类
_COUNTS = ("", "m")  # parts of speech of a numeral with its measure
_MORE_DIGITS = frozenset("十百千万亿个.0123456789")
_PAUSES = frozenset("、，；。,;\n")
_VAGUE = {"数": (2, 10), "几": (2, 10), "上": (1, 10)}  # verdicts.md: words that name a range and no value

_MYRIADS_OF = re.compile("[十百千万亿]千$")  # the 千 is of a unit


@frozen
class _Number:
    """What the numeral says: one value, or the range from `value` to `high`."""

    value: int | Fraction
    high: int | None = None
    closed: bool = False  # whether `high` belongs to the range: 三五个, not 数十个
    digits: str = ""  # of a decimal


def read_chinese(text: str, folded: str, at: int, end: int, *, lenient: bool = False) -> Figure | int:
    """The figure whose numeral begins at `at`, or where to look on; `lenient`: the text is known to be a figure."""
    patterns = grammar()
    found = _numeral(folded, at, end)
    if found is None or (found["vague"] and inside_word(folded, at)) or folded.startswith("一一", at):
        return at + 1  # 跨上万亿元台阶: 上 belongs to the verb; 唯一一个
    if folded.startswith("分之", found.end("n")) and (part := patterns.parts.match(folded, at, end)) is not None:
        return _parts(text, folded, at, part, end)
    tail = found.end()
    if found["n"] and not found["h"] and tenths_at(folded, tail, end):
        tens = chinese_value(found["n"])
        return tail if tens is None else read_tenths(text, folded, Span(at, tail), str(tens), end)
    unit_match = patterns.unit.match(folded, tail, end)
    if unit_match is None and not lenient:  # by far the most: a numeral in a name
        return tail
    if unit_match is not None and not lenient and found["n"] and len(found[0]) == 1:
        named = _name_end(folded, at, unit_match.end("u"))
        if named:
            return named
    number = _number(found)
    if number is None:
        return tail
    if (
        unit_match is not None
        and "\n" not in folded[tail : unit_match.start("u")]
        and not begins_word(unit_match["u"], folded, unit_match.end("u"), scaled=folded[tail - 1] in "万亿")
        and not begins_noun(folded, *unit_match.span("u"))
    ):
        unit, stop = unit_match["u"], unit_match.end("u")
        unit_text = text[unit_match.start("u") : stop]
    elif lenient:
        unit, unit_text, stop = "", "", tail
    else:
        return tail
    begin, sense, word, last = _qualified(text, folded, at, stop, end)
    if not lenient and number.high is None:
        if found["h"] is None and _names(number.value, unit, folded, Span(at, stop), ranged=begin < at):
            return tail
        if kind_of_unit(unit_text or unit) == "time" or _quoted(folded, at, stop):
            return tail
    more = _more_behind(folded, unit, last)
    hedge, last = found["h"] or found["vague"] or more, last + len(more)
    if hedge:
        word, sense = hedge, patterns.inside_sense.get(hedge) or sense
    printed = Printed(text[begin:last], Span(begin, last), unit, unit_text, True, sense, word)
    if number.high is None:
        scale = _scale_named(found["n"] or "", number.value)
        return built(printed, number.digits or str(Fraction(number.value) / scale), 1 if number.digits else scale)
    low, high = Fraction(number.value), Fraction(number.high)
    return vague(printed, int(number.value), Interval(low, high, found["h"] != "几", number.closed))


def _numeral(folded: str, at: int, end: int) -> re.Match[str] | None:
    """Return the numeral that begins at a place, without the 千 of a unit: 一百零五万|千瓦."""
    found = grammar().chinese.match(folded, at, end)
    if found is not None and _MYRIADS_OF.search(found["n"] or "") is not None:
        return grammar().chinese.match(folded, at, found.end("n") - 1)
    return found


def _scale_named(numeral: str, value: int | Fraction) -> int:
    """Return the 万 or 亿 with which a numeral ends, to which it is known as digits are: 七百三十二亿, as 732亿."""
    size = len(numeral) - len(numeral.rstrip("万亿"))
    scale = math.prod(SCALES[sign] for sign in numeral[len(numeral) - size :]) if 0 < size < len(numeral) else 1
    return 1 if value % scale else scale


def _more_behind(folded: str, unit: str, at: int) -> str:
    """Return the word behind a multiple or tenths that says that it was more: 增加一倍多, 两成多."""
    sign = folded[at : at + 1]
    return sign if unit in ("倍", "成") and sign in WRITTEN_INSIDE and not word_across(folded, at, at + 1) else ""


def _name_end(folded: str, at: int, stop: int) -> int:
    """Return where a name ends that a numeral and its unit begin: 四套班子, 三级两类; 0 where they count something."""
    across = word_across(folded, at, stop)
    if across:
        return stop + 1
    parallel = _PARALLEL.match(folded, stop) is not None and tag_of(folded[stop : stop + 2]) in _COUNTS
    return stop + 2 if parallel else 0


def _names(value: int | Fraction, unit: str, folded: str, place: Span, *, ranged: bool) -> bool:
    """Return whether a numeral counts nothing: 三级医院, most often 一件 and 两件, 千座 without 近.

    仅余一件 counts, and so does a round sum of money that a level is said to have reached (产值达到百亿元).
    """
    if folded[place.start] in "百千万亿":
        ahead = folded[max(0, place.start - _WORD) : place.start]
        reached = ahead.endswith((*words_of("reaching"), *words_of("step verb")))
        closed = kind_of_unit(unit) == "money" and not "\u4e00" <= folded[place.end : place.end + 1] <= "\u9fff"
        return not ranged and not (reached and (closed or folded.startswith(words_of("step"), place.end)))
    if value < 3 and unit not in ("倍", "个百分点", "成", "%"):
        ahead, by_two = folded[: place.start], unit in words_of("counted in twos")
        verb = next((size for size in (2, 3) if tag_of(ahead[-size:])[:1] == "v"), 0)
        done = verb and ahead[:-verb].endswith(words_of("limiting"))  # 仅发生|一起
        if (
            done
            or _closes_list(folded, place)
            or (ahead.endswith(words_of("limiting")) and (by_two or ahead.endswith(words_of("left over"))))
        ):
            return unit in words_of("not counted in words")
        return value < 2 or not by_two
    return value < 100 and unit in words_of("not counted in words")


def _closes_list(folded: str, place: Span) -> bool:
    """Return whether a numeral stands behind what it counts, with a pause behind it: 停车场|两个、公厕|一座。"""
    before = cut(folded[max(0, place.start - _WORD) : place.start])[-1:]
    paused = folded[place.end : place.end + 1] in _PAUSES
    return paused and any(len(word) > 1 and tag_of(word)[:1] == "n" for word in before)


def _number(found: re.Match[str]) -> _Number | None:
    if found["vague"] is not None:
        scale = chinese_value("一" + found["vm"])
        low, high = _VAGUE[found["vague"]]
        return None if scale is None else _Number(low * scale, high * scale)
    numeral = found["n"]
    if numeral == "百十":
        return None
    if "点" in numeral:
        digits = _decimal(numeral) or ""
        return _Number(Fraction(digits), digits=digits) if "." in digits else None
    value = chinese_value(numeral)
    if found["n2"] is not None:
        top = chinese_value(found["n2"])
        return None if value is None or top is None or top <= value else _Number(value, top, closed=True)
    neighbours = None if found["h"] else _neighbours(numeral)
    if neighbours is not None:
        return neighbours
    if value is None:
        return None
    scale = SCALES.get(found["hm"] or "", 1)
    if found["h"] == "几":
        return _Number(value * scale, (value + 10 ** (len(str(value)) - 1)) * scale)
    return _Number(value * scale)


def _neighbours(numeral: str) -> _Number | None:
    """Two neighbouring digits name a range: 三五 (3 to 5), 七八十 (70 to 80)."""
    if len(numeral) < 2 or any(sign not in _DIGITS + "两" for sign in numeral[:2]):
        return None
    if any(sign not in "十百千万亿" for sign in numeral[2:]):
        return None
    low, high = chinese_value(numeral[0]), chinese_value(numeral[1])
    scale = chinese_value("一" + numeral[2:]) if numeral[2:] else 1
    if low is None or high is None or scale is None or high - low not in (1, 2):
        return None
    return _Number(low * scale, high * scale, closed=True)


def _parts(text: str, folded: str, at: int, found: re.Match[str], end: int) -> Figure | int:
    """百分之三点五, 千分之3, 三分之一: a ratio in %."""
    head = folded[at : found.start("n")]
    digits = _decimal(found["n"])
    if digits is None:
        return found.end()
    begin, sense, word, stop = _qualified(text, folded, at, found.end(), end)
    if head in ("百分之", "千分之"):
        unit = "%" if head == "百分之" else "‰"
        return built(Printed(text[begin:stop], Span(begin, stop), unit, "%", True, sense, word), digits)
    whole = chinese_value(head[:-2])
    if not whole:
        return found.end()
    printed = Printed(text[begin:stop], Span(begin, stop), "%", "%", True, sense, word)
    return fraction(printed, digits, Fraction(digits) * 100 / whole)


def read_fraction(text: str, folded: str, place: Span, parts: tuple[str, str], end: int) -> Figure | int:
    """占总量的1/4, 近1/3: a fraction, as a ratio in %; `parts` are its numerator and denominator."""
    top, bottom = map(Fraction, parts)
    if top >= bottom or grammar().unit.match(folded, place.end, end):
        return place.end  # 1/3圈 is another measure
    begin, sense, word, stop = _qualified(text, folded, place.start, place.end, end)
    printed = Printed(text[begin:stop], Span(begin, stop), "%", "%", True, sense, word)
    return fraction(printed, parts[0], top * 100 / bottom)


def tenths_at(folded: str, at: int, end: int) -> bool:
    """Return whether 成 stands there as a measure, and begins no other word: 三成, but not 三成员."""
    return folded.startswith("成", at, end) and not word_across(folded, at, at + 1)


def read_tenths(text: str, folded: str, place: Span, number: str, end: int) -> Figure | int:
    """近三成, 六成五, 下降3.5成: tenths, as a ratio in %; `number` are those that stand at a place before 成."""
    value, last = Fraction(number) * 10, Fraction(1 if "." in number else 10)
    if not 0 < value < 100:
        return place.end
    stop = place.end + 1
    ones = folded[stop : stop + 1]
    if last == 10 and ones and ones in _ONES and folded[stop + 1 : stop + 2] not in _MORE_DIGITS:
        stop, value, last = stop + 1, value + (chinese_value(ones) or int(ones)), Fraction(1)
    begin, sense, word, stop = _qualified(text, folded, place.start, stop, end)
    if more := _more_behind(folded, "成", stop):
        word, sense, stop = more, grammar().inside_sense.get(more) or sense, stop + len(more)
    printed = Printed(text[begin:stop], Span(begin, stop), "%", "%", True, sense, word)
    return ratio(printed, str(value), value, last, last)


def _qualified(text: str, folded: str, at: int, stop: int, end: int) -> tuple[int, Qualifier | None, str | None, int]:
    """Return where a ratio begins with its qualifier, the qualifier, its word, and where the ratio ends."""
    begin, sense = qualifier_before(folded, at)
    word = text[begin:at].rstrip() if sense else None
    suffix = grammar().after.match(folded, stop, end)
    if suffix is not None:
        word, sense, stop = suffix[0], grammar().after_sense.get(suffix[0]) or sense, suffix.end()
    return begin, sense, word, stop


def _decimal(numeral: str) -> str | None:
    """三点五 → "3.5"; Arabic digits stay."""
    if numeral[0].isdigit():
        return plain_digits(numeral)
    whole, _, decimals = numeral.partition("点")
    value = chinese_value(whole)
    if value is None:
        return None
    return f"{value}.{''.join(str(chinese_value(sign)) for sign in decimals)}" if decimals else str(value)


def _quoted(folded: str, at: int, stop: int) -> bool:
    """Return whether the figure stands inside a short quotation, as part of a name: “三个一批”."""
    opened = max(folded.rfind(mark, max(0, at - 12), at) for mark in "“‘《「")
    if opened < 0:
        return False
    closed = max(folded.rfind(mark, opened, at) for mark in "”’》」")
    return closed < opened and any(mark in folded[stop : stop + 12] for mark in "”’》」")
