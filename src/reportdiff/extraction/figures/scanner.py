"""Text → figures: number, scale, qualifier and unit, with the interval that each stands for.

The grammar stands at the head of patterns.py; numbers in digits are read in arabic.py, those in words in chinese.py.
What lures.toml matches (years, ordinals, document numbers, names that hold a numeral) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from reportdiff.errors import UnreadableFigureError
from reportdiff.extraction.figures.arabic import read_arabic
from reportdiff.extraction.figures.build import Printed, UnreadNumber, built, negated, plain_digits
from reportdiff.extraction.figures.chinese import CHINESE_STARTS, read_chinese
from reportdiff.extraction.figures.patterns import CHINESE, grammar
from reportdiff.lexicon.patterns import pattern, phrase
from reportdiff.model import Figure, Span
from reportdiff.text.arguments import shortened
from reportdiff.text.normalize import normalize_characters
from reportdiff.text.scales import SCALES, split_scale
from reportdiff.text.traditional import simplified

__all__ = ["UnreadNumber", "bare_amount", "bare_percent", "read_figure", "scan"]

_DECIMAL = re.compile(r"\d+\.\d+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ROUNDED, _MISPRINTED = Fraction(3, 10), Fraction(40)  # what three shares may miss a hundred by
_LINE = 400  # characters before an amount that may declare its unit
_REACH = 48  # characters before it in which the whole is named
_BARE_MAGNITUDE = re.compile(f"[百千万亿]+(?:[^{CHINESE}分余多来].*)?$")  # 亿元


def scan(
    text: str, folded: str | None = None, start: int = 0, end: int | None = None
) -> Iterator[Figure | UnreadNumber]:
    """Yield every figure of `text[start:end]` in order, and the numbers that could not be read as one.

    `folded` is `normalize_characters(text)`, where the caller has it already. Linear in the length of the text.
    """
    patterns = grammar()
    folded = normalize_characters(text) if folded is None else folded
    end = len(text) if end is None else end
    position = start
    search = patterns.trigger.search
    while (hit := search(folded, position, end)) is not None:
        at = hit.start()
        sign = folded[at]
        digit = "0" <= sign <= "9"
        if digit and (parts := _parts_of_whole(text, folded, at, end)):
            yield from parts
            position = parts[-1].span.end
            continue
        lure = (patterns.digit_lure if digit else patterns.word_lure).match(folded, at, end)
        if lure is not None and lure.end() > at:
            position = lure.end()
            continue
        if sign == "第":
            position = at + 1
            continue
        found = (read_arabic if digit else read_chinese)(text, folded, at, end)
        if isinstance(found, int):
            position = found
            continue
        yield found
        position = found.span.end


def _parts_of_whole(text: str, folded: str, at: int, end: int) -> list[Figure]:
    """Return the parts of a whole that are printed without a sign, each in %.

    They must add up to a hundred, as nothing else says that they are percentages, or nearly so where colons join them:
    one of them may be misprinted.
    """
    found = phrase("three numbers").match(folded, at, end)
    if found is None or phrase("shares without a sign").search(folded[max(0, at - _REACH) : at]) is None:
        return []
    spans = [Span(*number.span()) for number in _NUMBER.finditer(folded, at, found.end())]
    numbers = [folded[span.start : span.end] for span in spans]
    room = _MISPRINTED if ":" in folded[at : found.end()] and "." in numbers[0] else _ROUNDED
    if abs(sum(map(Fraction, numbers), start=Fraction(-100))) > room:
        return []
    return [
        built(Printed(text[span.start : span.end], span, "%", "%", known_unit=False), number)
        for span, number in zip(spans, numbers, strict=True)
    ]


def read_figure(text: str) -> Figure:
    """The one figure that fills `text` ("58.6万", "1200余条", "-20", "15%"), its span counted from the text's start.

    Raises `UnreadableFigureError` where the text holds none, more than one, or anything besides.

    >>> read_figure("1.92亿元").value, read_figure("1200余条").interval.high
    (Fraction(192000000, 1), Fraction(1300, 1))
    """
    stripped = text.strip()
    folded = normalize_characters(simplified(stripped))
    body = folded[1:] if folded[:1] in ("-", "+") else folded
    number_at = next((i for i, sign in enumerate(body) if sign in "0123456789" or sign in CHINESE_STARTS), None)
    if number_at is not None and not _BARE_MAGNITUDE.match(body, number_at):
        read = read_arabic if body[number_at] in "0123456789" else read_chinese
        figure = read(body, body, number_at, len(body), lenient=True)
        if isinstance(figure, Figure) and figure.span == Span(0, len(body)):
            figure = evolve(figure, surface=stripped, span=Span(0, len(stripped)))
            return negated(figure) if folded.startswith("-") else figure
    raise UnreadableFigureError("errors.no_figure", text=shortened(text))


def bare_amount(text: str, folded: str, span: Span) -> Figure | None:
    """Return the amount that a number is in the unit that its line declares: （单位：万元）：教育40000，增长5%."""
    if phrase("bare amount behind its name").match(folded, span.start - 1) is None:
        return None
    units = pattern("table_words", "unit in brackets").finditer(folded, max(0, span.start - _LINE), span.start)
    *_, declared = (None, *units)
    if declared is None or "\n" in folded[declared.end() : span.start]:
        return None
    scale, unit = split_scale(declared[1])
    printed = Printed(text[span.start : span.end], span, unit, unit)
    return built(printed, plain_digits(folded[span.start : span.end]), SCALES.get(scale, 1))


def bare_change(text: str, folded: str, level: Figure, span: Span) -> Figure | None:
    """Return the change of a level that has no unit, which has none either."""
    if level.unit or phrase("change of a ratio").fullmatch(folded, level.span.end, span.start) is None:
        return None
    return built(Printed(text[span.start : span.end], span, "", ""), plain_digits(folded[span.start : span.end]))


def bare_percent(text: str, folded: str, span: Span) -> Figure | None:
    """The percentage that a decimal without a unit must be when a verb of change stands before it (增长13.95)."""
    digits, ahead = folded[span.start : span.end], folded[max(0, span.start - 6) : span.start]
    if _DECIMAL.fullmatch(digits) is None or phrase("change before a decimal").search(ahead) is None:
        return None
    return built(Printed(text[span.start : span.end], span, "%", "%", known_unit=False), digits)
