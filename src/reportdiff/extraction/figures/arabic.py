"""A number in Arabic digits → the figure that begins with it."""

from __future__ import annotations

import re
import string
from fractions import Fraction
from typing import NamedTuple

from reportdiff.arithmetic import Qualifier
from reportdiff.extraction.figures.build import Printed, UnreadNumber, built, negated, plain_digits, ranged
from reportdiff.extraction.figures.chinese import read_fraction, read_tenths, tenths_at
from reportdiff.extraction.figures.patterns import WRITTEN_INSIDE, begins_noun, grammar, qualifier_before
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.unit_guards import begins_word
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import words_of
from reportdiff.model import Figure, Span
from reportdiff.text.scales import SCALES
from reportdiff.text.words import cut, tag_of, word_across

__all__ = ["read_arabic"]

_NOT_BEFORE_NUMBER = frozenset(string.ascii_letters + "_/＃#№.-")
_NO_UNIT_SIGN = re.compile(r"[，,。；;：:、！？\s（）()\]【】《》“”\"'‘’+＋/·~\-—]|$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 60  # characters of one number with its range
_TO = frozenset("—-~至到")  # what TO begins with
_REACH = 32  # characters: a ratio's name with what ties it to its number
_TO_ONE = re.compile(r"[:：∶]1(?!\d)")  # 2.05:1
_LIST_COMMAS = ("，", ", ", ",\n")
_BELOW = "/／每·•"  # before what a unit is counted for
_SPLITS = frozenset(", /.")
_BROKEN = re.compile(
    r"\d+(?:,\d+)+(?:\.\d+)?|(?:\d \d\d?|\d\d \d)(?:,\d{3})+(?:\.\d+)?|\d{1,3} \d+(?:\.\d+)?|\d{2,}\. \d+|"
    r"\d+ [.,]\d+(?:\.\d+)?"
)
_SIDE_BY_SIDE = re.compile(r"(\d[\d,]*\.\d+ +\d[\d,]*\.\d+)\s*[万亿]?元")
_FRACTION = re.compile(r"([1-9])/([2-9]|10)(?![\d/.%])")
_STEPPED = re.compile(  # behind it stands a change and not the first end of a range: 由15亿元增加|3亿元至18亿元
    r"(?:^|[^计])[由从较比][^，。；\d]{0,12}(?:(?:19|20)\d\d ?年[末底]?的?)?[^，。；\d]{0,6}"
    r"\d[\d.,]*[^，。；\d年][^，。；\d]+$"
)
_STEP = 48  # characters before such a change, its base included
_COMPARED = re.compile(r"[比较][^，。；\d]{0,8}$")
_ITEM_NUMBER, _MARK = re.compile(r"(?:^|\n)[ \u3000]*\d{1,2}\.$"), 8  # before a number, and the characters it takes
_FALLING = "a range that ends below its beginning"
_BELOW_ZERO = re.compile(r"(?:^|[^0-9A-Za-z%])-$")
_LEADERS = ("...", "---", "___")  # 办公费.......3.2万元


class _Unit(NamedTuple):
    """The unit behind a number: folded, as printed, where it ends, and the magnitude that it lends the number."""

    name: str
    printed: str
    stop: int
    known: bool = True
    magnitude: str = ""


def read_arabic(text: str, folded: str, at: int, end: int, *, lenient: bool = False) -> Figure | UnreadNumber | int:
    """The figure whose number begins at `at`; what cannot be read as one; or where to look on, if it is none.

    `lenient`: the text is known to be a figure, so that a missing unit and a sign before it are no reason to doubt it.
    """
    patterns = grammar()
    found = patterns.arabic.match(folded, at, end)
    assert found is not None  # the caller saw a digit
    comma = _listed_comma(found, folded)
    found = (patterns.arabic.match(folded, at, comma) if comma else None) or found
    begin, sense = qualifier_before(folded, at)
    if not lenient and begin == at and _part_of_code(folded, at):
        return found.end()
    number, magnitude, mixed, top, hedge = found.group("n", "m", "mix", "n2", "h1")
    is_range = top is not None and _good_range(found, folded)
    tail = found.end() if is_range or top is None else found.end("mix")
    scaled = bool(magnitude)
    if mixed == "" and hedge == "几" and not scaled:
        return tail
    if (other := _other_than_number(text, folded, found, end, is_range=is_range)) is not None:
        return other
    measured = _unit_at(text, folded, at, tail, end, scaled=scaled, decimal="." in number, lenient=lenient)
    if not isinstance(measured, _Unit):
        return measured
    unit, stop = measured.name, measured.stop
    high, high_scale = (top, found["m2"]) if is_range else (None, None)
    if high is None and unit and folded[stop : stop + 1] in _TO and folded[begin - 1 : begin] not in ("由", "从"):
        twice = patterns.twice.match(folded, stop, end)
        if twice is not None and folded.startswith(unit, twice.end()):  # 3%至5%, 100万元至200万元
            if folded[stop] in "至到" and _STEPPED.search(folded, max(0, begin - _STEP), begin) is not None:
                twice = None
            elif _rises(number, magnitude, twice[1], twice[2]):
                high, high_scale, stop = twice[1], twice[2], twice.end() + len(unit)
            elif folded[stop] == "-":
                return UnreadNumber(Span(at, twice.end() + len(unit)), _FALLING)
    if not lenient and folded[begin - 1 : begin] in ("“", "‘") and folded[stop : stop + 1] in ("”", "’"):
        return stop  # “26条”: a name, not a quantity
    hedge = hedge or found["h2"] or found["h3"] or None
    word, sense, stop = _hedged(text, folded, (begin, at, stop, end), hedge, sense, measured=bool(unit))
    below_zero = not lenient and begin == at and folded[at - 1 : at] == "-"
    below_zero = below_zero and _BELOW_ZERO.search(folded, max(0, at - 2), at) is not None
    start = begin - 1 if below_zero else begin
    printed = Printed(text[start:stop], Span(start, stop), unit, measured.printed, measured.known, sense, word)
    scale = SCALES.get(magnitude or measured.magnitude, 1)
    if high is not None:
        low_scale = scale if scale != 1 or high_scale is None else SCALES[high_scale]
        top_scale = SCALES[high_scale] if high_scale else low_scale
        figure = ranged(printed, plain_digits(number), low_scale, high, top_scale)
    else:
        factor = int(found["times"] or 1)
        behind = grammar().mixed.findall(mixed) if mixed else ()  # the 4千 of 3万4千
        extra = sum(int(Fraction(number) * SCALES[place]) for number, place in behind)
        figure = built(printed, plain_digits(number), scale * factor, extra=extra * factor)
    return negated(figure) if below_zero else figure


def _hedged(
    text: str,
    folded: str,
    places: tuple[int, int, int, int],
    hedge: str | None,
    sense: Qualifier | None,
    *,
    measured: bool,
) -> tuple[str | None, Qualifier | None, int]:
    """The word that hedges a number, its sense, and where the figure ends with it.

    `places` are where the figure and its number begin, where its unit ends, and the end of the text.
    """
    patterns = grammar()
    begin, at, stop, end = places
    word = hedge or (text[begin:at].rstrip() if sense else None)
    following = folded[stop : stop + 1]
    suffix = patterns.after.match(folded, stop, end) if following in patterns.after_starts else None
    if suffix is not None:
        sense, stop = patterns.after_sense.get(suffix[0]) or sense, suffix.end()
        word = hedge or suffix[0]
    elif (
        hedge is None
        and measured
        and following in WRITTEN_INSIDE
        and not (word_across(folded, stop, stop + 1) or folded[stop + 1 : stop + 2].isdigit())
        and not (following == "多" and _COMPARED.search(folded, max(0, begin - _REACH), begin))
    ):  # but not 50件多种, 300家多10家
        hedge = word = following
        stop += 1
    return word, patterns.inside_sense.get(hedge or "") or sense, stop


def _other_than_number(
    text: str, folded: str, found: re.Match[str], end: int, *, is_range: bool
) -> Figure | UnreadNumber | int | None:
    """Return tenths or a fraction; what is too long, torn apart or a falling range as unread; None for the others."""
    at, number = found.start(), found.end("n")
    if found.end() - at > _LONGEST:
        return UnreadNumber(Span(at, found.end()), "a number of too many digits")
    if folded[number : number + 1] in _SPLITS:
        if (cluster := _BROKEN.match(folded, at, end)) is not None and (stop := _broken_end(cluster, folded)):
            return UnreadNumber(Span(at, stop), "a number that a comma or blank breaks")
        if (pair := _SIDE_BY_SIDE.match(folded, at, end)) is not None:
            return UnreadNumber(Span(at, pair.end(1)), "two numbers side by side, of which one has the unit")
        if (part := _FRACTION.match(folded, at, end)) is not None and folded[at - 1 : at] >= "\u4e00":
            return read_fraction(text, folded, Span(at, part.end()), (part[1], part[2]), end)
    if found["n2"] is not None and not is_range and _falls(found, folded):
        return UnreadNumber(Span(at, found.end()), _FALLING)
    plain = not (found["m"] or found["h1"] or found["mix"] or is_range)
    if plain and folded.startswith("成", number) and tenths_at(folded, number, end):
        return read_tenths(text, folded, Span(at, number), plain_digits(found["n"]), end)
    return None


def _unit_at(
    text: str, folded: str, at: int, tail: int, end: int, *, scaled: bool, decimal: bool, lenient: bool
) -> _Unit | UnreadNumber | int:
    """Return the unit of the number from `at` to `tail`; where it has none, what `read_arabic` is to return for it."""
    found = grammar().unit.match(folded, tail, end)
    guarded = False
    if found is not None:
        unit, (start, stop) = found["u"], found.span("u")
        if unit == "个":
            shared = _shared_unit(folded, at, stop, end)
            if shared is not None and shared.name == "个百分点":  # 1.2个和0.6个百分点
                return shared._replace(stop=tail + 1)
            scale = None if scaled else phrase("counted scale").match(folded, stop)
            bound = scale is not None and phrase("amount counted with a bound").match(folded, stop) is not None
            if scale is not None and (decimal or bound or scale["more"] or not _sized_thing(folded, scale.end())):
                return _counted(text, folded, at, scale, end)
        for size in range(len(unit), 0, -1):  # 120张|床位, where 张床 is a unit too
            shorter, stop = unit[:size], start + size
            last = max(map(shorter.rfind, _BELOW)) + 1  # of 元/生 what is below the line: no 元/生|产线
            if last == size or (size < len(unit) and kind_of_unit(shorter) is None):
                continue
            if not (begins_word(shorter, folded, stop, scaled=scaled) or begins_noun(folded, start + last, stop)):
                return _Unit(shorter, text[start:stop], stop)
        guarded = True
    if lenient:
        return _Unit("", "", tail)
    open_unit = "" if guarded else _unknown_unit(text, folded, tail, end, scaled)
    if open_unit is None and decimal and tag_of(folded[tail : tail + 1])[:1] == "v":
        open_unit = "" if _of_ratio(folded, at) else None  # 收入比由2.10降至2.05
    if open_unit is None:
        return tail
    if open_unit and _YEAR.fullmatch(folded, at, tail):
        return tail  # 2025全球工业互联网大会
    if open_unit == "" and (shared := _shared_unit(folded, at, tail, end)) is not None:
        return shared._replace(stop=tail)
    if open_unit == "" and not scaled:
        if decimal and _of_ratio(folded, at):
            to_one = _TO_ONE.match(folded, tail, end)
            return _Unit("", "", to_one.end() if to_one else tail)
        return UnreadNumber(Span(at, tail), "a number without a unit")
    return _Unit(open_unit, open_unit, tail + len(open_unit), known=False)


def _sized_thing(folded: str, at: int) -> bool:
    """Whether 亿 or 亿元 before `at` tells the size of what is counted: 3个亿元以上项目, 2个亿吨级港口."""
    return _NO_UNIT_SIGN.match(folded, at) is None and tag_of(cut(folded[at : at + 4])[0])[:1] not in ("v", "p", "u")


def _counted(text: str, folded: str, at: int, scale: re.Match[str], end: int) -> _Unit | UnreadNumber | int:
    """The unit of a number that counts 亿 as things: 1.2个亿, 3个亿元; 12个多亿 is not read."""
    if scale["more"]:
        return UnreadNumber(Span(at, scale.end()), "more than a counted magnitude")
    unit = _unit_at(text, folded, at, scale.end("m"), end, scaled=True, decimal=False, lenient=False)
    return unit._replace(magnitude=scale["m"]) if isinstance(unit, _Unit) else unit


def _of_ratio(folded: str, at: int) -> bool:
    """Whether the number at `at` is that of a ratio which is printed without a unit: 基尼系数为0.36."""
    ahead = phrase("link to a ratio").sub("", folded[max(0, at - _REACH) : at].rstrip(" "))
    ahead = phrase("earlier ratio").sub("", ahead)
    return phrase("aside of a ratio").sub("", ahead).endswith(words_of("ratio noun"))


def _part_of_code(folded: str, at: int) -> bool:
    """Whether the number ends a code (W-07, PM2.5, v1.2) and not a word with a dash."""
    if folded[max(at - 2, 0) : at] in words_of("names a code"):
        return True  # the number of a tariff line
    if folded[at - 1 : at] == "." and _ITEM_NUMBER.search(folded, max(at - _MARK, 0), at) is not None:
        return False  # 2.128家企业: the second item of a list
    if folded[at - 1 : at] not in _NOT_BEFORE_NUMBER or folded[max(at - 3, 0) : at] in _LEADERS:
        return False
    ahead = folded[at - 2] if at > 1 else ""
    return not (folded[at - 1] in "-/" and (ahead >= "\u2e80" or ahead in "（"))


def _good_range(found: re.Match[str], folded: str) -> bool:
    """Whether `A至B` is a range: rising, behind no 由 or 从, and closed by a unit or scale."""
    if folded[max(0, found.start() - 1) : found.start()] in ("由", "从"):
        return False
    if not _rises(found["n"], found["m"] or found["m2"], found["n2"], found["m2"]):
        return False
    tail = found.end()
    return found["m2"] is not None or tail >= len(folded) or grammar().unit.match(folded, tail) is not None


def _listed_comma(found: re.Match[str], folded: str) -> int:
    """Where a number ends that is the first of a list: 分别为125，318件; 0 where commas group its thousands."""
    number = found["n"]
    if "," not in number and "，" not in number:
        return 0
    comma = min((place for sign in _LIST_COMMAS if (place := number.find(sign)) > 0), default=0)
    before = folded[max(0, found.start() - 12) : found.start()]
    return found.start() + comma if comma and ("分别" in before or before[-1:] in "，、和") else 0


def _broken_end(cluster: re.Match[str], folded: str) -> int:
    """Where a number with a misprinted comma or blank ends with its unit (123,45万元, 97 6件); 0 where it is none."""
    scale = grammar().scale.match(folded, cluster.end())
    unit = grammar().unit.match(folded, scale.end() if scale else cluster.end())
    blank = " " in cluster[0]
    if unit is None or kind_of_unit(unit["u"]) == "time" or grammar().arabic.fullmatch(cluster[0]):
        return 0
    return 0 if blank and not folded[cluster.start() - 1 : cluster.start()] >= "\u4e00" else unit.end()


def _falls(found: re.Match[str], folded: str) -> bool:
    """Whether a dash ties a number to a smaller one in a unit: 14.8-5.2%."""
    dash = folded[found.end("mix")] == "-" and not _rises(found["n"], found["m"], found["n2"], found["m2"])
    return dash and grammar().unit.match(folded, found.end()) is not None


def _rises(low: str, low_scale: str | None, high: str, high_scale: str | None) -> bool:
    """Whether the second end of a range is above the first."""
    ends = ((low, low_scale), (high, high_scale))
    first, last = (Fraction(plain_digits(number)) * SCALES.get(scale or "", 1) for number, scale in ends)
    return first < last


def _shared_unit(folded: str, at: int, tail: int, end: int) -> _Unit | None:
    """The unit that a number takes from the last of its list: 分别增长5.1、3.2个百分点, 1.2和3.4万人."""
    if at == 0 or folded[at - 1] == "\n":
        return None  # a list mark
    listed = grammar().listed.match(folded, tail, end)
    unit = grammar().unit.match(folded, listed.end(), end) if listed is not None else None
    if listed is None or unit is None or kind_of_unit(unit["u"]) == "time":
        return None
    if begins_word(unit["u"], folded, unit.end("u"), scaled=bool(listed["m"])) or begins_noun(folded, *unit.span("u")):
        return None
    return _Unit(unit["u"], unit["u"], tail, magnitude=listed["m"] or "")


def _unknown_unit(text: str, folded: str, tail: int, end: int, scaled: bool) -> str | None:
    """The measure word that a number carries though the lexicon has it not; "" for none, None for no figure at all."""
    sign = folded[tail : tail + 1] if tail < end else ""
    if not sign or _NO_UNIT_SIGN.match(sign):
        return ""
    if not "\u4e00" <= sign <= "\u9fff":
        return None
    if sign in words_of("no measure word") or (scaled and sign != "的") or word_across(folded, tail, tail + 1):
        return ""
    tag = tag_of(sign)  # 3樘, “36问”: a measure word, or a noun that ends there; 国道318川藏线 is a name
    closed = tag.startswith("n") and not "\u4e00" <= folded[tail + 1 : tail + 2] <= "\u9fff"
    return text[tail] if scaled or closed or tag.startswith("q") else None
