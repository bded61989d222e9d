"""Lines that are headings: numbered, unnumbered, or with their text in the same line."""

from __future__ import annotations

import re

from attrs import define, field, frozen

from reportdiff.lexicon.patterns import pattern
from reportdiff.structure.heading_markers import (
    DECIMAL_NUMBER,
    PAGE_NUMBER,
    ListMarker,
    Rank,
    closes_sentence,
    ends_like_caption,
    ends_like_heading,
    holds_list_entries,
    list_marker,
    marker_value,
)
from reportdiff.structure.table_regions import TableRegions, closes_or_introduces
from reportdiff.structure.tables.row_tokens import is_table_row
from reportdiff.text.words import word_across

__all__ = ["Heading", "HeadingFinder"]

_MARKDOWN = re.compile(r"#{1,6}[ \u3000]*")
_AMOUNT = re.compile(r"\d[\d.,]*[ \u3000]*(?:万|亿|元|%|％|个百分点)")
_SENTENCE_END = re.compile("[。！？!?]")
_HEADING_END = re.compile("[。！？!?；;：:]")  # the mark behind a heading whose text stands in the same line
_SHORT_WORDS = re.compile("[\u4e00-\u9fff、（）“”]{2,20}")
_BOXED = re.compile(r"【([^【】\d]{2,20})】")
_POINTED = re.compile(r"(\d{1,2})[.．、][ \u3000]*([\u4e00-\u9fff、（）“”]{2,24})")
_BULLET = re.compile(r"[◆◇●■▲★◎▶►※][ \u3000]*([\u4e00-\u9fff、“”]{2,20})")
_DECIMAL_RANKS = (Rank.FIRST, Rank.SECOND, Rank.THIRD)  # of 1, 1.1, 1.1.1
_COMMA = re.compile("[，、]")
_MAX_NUMBERED = 64  # characters of a heading with a number
_MAX_UNNUMBERED = 40
_BARS = "|｜\u4e28│∣"  # behind the number of a heading
_MAX_ITEM = 30  # characters of a heading 1. or （1）; a longer one is a list item
_MIN_ITEM_TEXT = 20  # characters of text under such a heading
_REPEATED = 8  # characters of a heading with which its text begins: 某局机构设置某局是…


@frozen(kw_only=True)
class Heading:
    """A heading: its rank, its printed number ("" for none) and its value, its start, and the span of its words."""

    rank: Rank
    number: str = ""
    value: int = 0
    start: int
    words: tuple[int, int]


@define
class HeadingFinder:
    """Finds headings line by line, with the numbers of the outline so far.

    `numbers` holds the last number of each open rank, `row_number` that of the last numbered table row, and
    `list_rank` the rank of the heading whose numbered lines are list entries.
    """

    text: str
    regions: TableRegions
    numbers: dict[Rank, int] = field(factory=dict)
    row_number: int = 0
    list_rank: Rank | None = None
    decimal: bool = False  # the last heading of the first rank has a number in digits

    def open_section(self, heading: Heading) -> None:
        """Take note that the section of `heading` begins."""
        for deeper in [rank for rank in self.numbers if rank > heading.rank]:
            del self.numbers[deeper]
        for rank, number in zip(_DECIMAL_RANKS, heading.number.split(".")[:-1], strict=False):
            self.numbers[rank] = int(number)  # the chapter of 3.1, which may have no heading of its own
        self.numbers[heading.rank] = heading.value
        self.row_number = 0
        self.decimal = heading.number.isascii() if heading.rank <= Rank.FIRST else self.decimal
        if self.list_rank is None or heading.rank <= self.list_rank:
            words = self.text[heading.words[0] : heading.words[1]]
            self.list_rank = heading.rank if holds_list_entries(words) else None

    def heading_at(self, index: int, *, in_table: bool = False, after_contents: bool = False) -> Heading | None:
        """Return the heading that a line is or begins with.

        `in_table`: table rows stand above and below it. `after_contents`: a table of contents ends right above it.
        """
        line = self.regions.lines[index]
        if not in_table and (heading := self._page_number(index) or self._decimal(index)) is not None:
            return heading
        prefix = match.end() if (match := _MARKDOWN.match(line.text)) else 0
        marker = list_marker(line.text[prefix:])
        if marker is not None and marker.rank is not Rank.ORDINAL:
            return self._numbered(index, prefix, marker, in_table)
        if prefix and line.text[prefix:]:
            start = line.start + prefix
            return Heading(rank=Rank.BARE, start=start, words=(start, line.end))
        return self._unnumbered(index, in_table, after_contents)

    def _numbered(self, index: int, prefix: int, marker: ListMarker, in_table: bool) -> Heading | None:
        line = self.regions.lines[index]
        if self.list_rank is not None and marker.rank > self.list_rank:
            return None
        words = line.text[prefix + marker.length :]
        stop = _HEADING_END.search(words)
        size = stop.start() if stop else len(words)
        if not 2 <= size <= _MAX_NUMBERED or _AMOUNT.search(words, 0, size):
            return None
        end_mark = stop[0] if stop else ""
        text_size = len(words) - size - 1  # characters of the line behind the heading and its mark
        if end_mark in ("；", ";") or (end_mark in ("：", ":") and text_size > 0):
            return None
        if in_table and not self._continues_outline(marker, words):
            return None
        if marker.rank >= Rank.THIRD and not self._heads_text(index, words, size, text_size):
            return None
        if end_mark and end_mark in "。！？" and text_size <= 0 and self._next_rank(index) is marker.rank:
            return None  # a list of sentences: 1.某局（本部）。⏎2.某中心。
        start = line.start + prefix
        begin = start + marker.length
        words_span = (begin, begin + size)
        return Heading(rank=marker.rank, number=marker.number, value=marker.value, start=start, words=words_span)

    def _page_number(self, index: int) -> Heading | None:
        """Return the heading behind a number that goes on with the outline, in its line or the next one.

        Under a heading whose number is one digit in a line of its own a sentence follows; below one behind a Chinese
        numeral and a blank (一 综合) a sentence or a list begins.
        """
        line = self.regions.lines[index]
        found = PAGE_NUMBER.match(line.text)
        number = "" if found is None else next(filter(None, found.groups()))
        rank = Rank.PART if found is not None and found[6] else Rank.FIRST
        if found is None or (marker_value(number) != self.numbers.get(rank, 0) + 1 and not self._begins(found, rank)):
            return None
        start, end = line.start + (found.start(5) if found[5] else found.end()), line.end
        below, text = (*filter(lambda line: line.text, self.regions.lines[index + 1 : index + 7]), line, line)[:2]
        if found[4]:
            number_and_words = number + self.text[start:end]  # 一 般公共预算: a blank inside a word
            text_below = closes_sentence(below.text) or list_marker(below.text) is not None
            if not text_below or word_across(number_and_words, 0, len(number)):
                return None
        if start == end:
            start, end = below.start, below.end
            if found[3] and not closes_sentence(text.text):
                return None
        if _SHORT_WORDS.fullmatch(self.text, start, end) is None:
            return None
        return Heading(rank=rank, number=number, value=marker_value(number), start=line.start, words=(start, end))

    def _begins(self, number: re.Match[str], rank: Rank) -> bool:
        """Return whether a marked number is the first of an excerpt: Chapter 3, 03｜."""
        marked = number[1] is not None or number[6] is not None or number[0].rstrip()[-1] in _BARS
        return rank not in self.numbers and marked

    def _decimal(self, index: int) -> Heading | None:
        """Return the heading behind a number in decimals that goes on with the outline: 1 概况, 1.1 规模, 1.1.1 教师.

        A sentence, or the heading of a part of its own, follows.
        """
        line = self.regions.lines[index]
        found = DECIMAL_NUMBER.match(line.text)
        if found is None:  # 1.概况 above 1.1 规模
            found = _POINTED.fullmatch(line.text)
            below = found is not None and DECIMAL_NUMBER.match(self._next_text(index))
            if not found or not below or below[1] != f"{found[1]}.1":
                return None
        *above, value = map(int, found[1].split("."))
        ranks = _DECIMAL_RANKS[: len(above) + 1]
        numbers = [self.numbers.get(rank, 0) for rank in ranks]
        if numbers != [*above, value - 1] and not (above and self._new_chapter(numbers, [*above, value])):
            return None
        following = self._next_text(index)
        if not (above or self.decimal or value == 1):
            return None  # a numbered row below 二、
        if not closes_sentence(following) and not following.startswith(f"{found[1]}."):
            return None
        words = (line.start + found.start(2), line.end)
        return Heading(rank=ranks[-1], number=found[1], value=value, start=line.start, words=words)

    def _new_chapter(self, numbers: list[int], decimals: list[int]) -> bool:
        """Return whether decimals are the first of an excerpt (2.1) or of a chapter without heading (3.1 after 2.4)."""
        follows = numbers[-1] > 0 and decimals == [*numbers[:-2], numbers[-2] + 1, 1]
        return follows or not any(numbers)

    def _continues_outline(self, marker: ListMarker, words: str) -> bool:
        """Return whether a marker between table rows has the next number of the outline and is no row's own number."""
        if marker.rank is Rank.PART:
            return True
        expected = self.numbers.get(marker.rank, 0) + 1
        if marker.value != expected or self.row_number + 1 == expected > 1:
            return False
        return expected > 1 or ends_like_heading(words)

    def _heads_text(self, index: int, words: str, size: int, text_size: int) -> bool:
        """Return whether a line that begins with 1. is short and has text under it or behind it."""
        if text_size > 0:
            return size <= _MAX_ITEM and text_size >= _MIN_ITEM_TEXT
        if size > _MAX_ITEM or _SENTENCE_END.search(words):
            return False
        following = self._next_text(index)
        if list_marker(following) is not None:
            return False
        # a sentence of its own below a shorter line is not the rest of a wrapped one
        whole = closes_sentence(following) and len(following) > len(self.regions.lines[index].text)
        return whole or len(following) > _MIN_ITEM_TEXT

    def _next_text(self, index: int) -> str:
        """Return the first line with text among the next three, "" if there is none."""
        return next((line.text for line in self.regions.lines[index + 1 : index + 4] if line.text), "")

    def _next_rank(self, index: int) -> Rank | None:
        marker = list_marker(self._next_text(index))
        return marker.rank if marker is not None else None

    def _unnumbered(self, index: int, in_table: bool, after_contents: bool) -> Heading | None:
        """Return the heading of a short line that ends as headings do, or of a line whose text begins with it."""
        line = self.regions.lines[index]
        words = line.text
        if not in_table and (boxed := _BOXED.fullmatch(words)) is not None:
            return Heading(rank=Rank.BARE, start=line.start, words=(line.start + 1, line.start + boxed.end(1)))
        if (
            not in_table
            and (bullet := _BULLET.fullmatch(words)) is not None
            and closes_sentence(self._next_text(index))
        ):
            return Heading(rank=Rank.BARE, start=line.start, words=(line.start + bullet.start(1), line.end))
        size = 0
        if len(words) <= _MAX_UNNUMBERED and not _HEADING_END.search(words):
            if self._is_unnumbered(index, in_table, after_contents):
                size = len(words)
        elif len(words) > 20:
            again = words.find(words[:_REPEATED], _REPEATED + 1, _MAX_UNNUMBERED + _REPEATED)
            if again > 9 and ends_like_heading(words[:again]) and not _HEADING_END.search(words, 0, again):
                size = again
        if not size:
            return None
        numbered = pattern("line_marks", "caption").fullmatch(words)  # 表1 支出情况 heads no chapter
        rank = Rank.LEAD if numbered is not None else Rank.BARE
        return Heading(rank=rank, start=line.start, words=(line.start, line.start + size))

    def _is_unnumbered(self, index: int, in_table: bool, after_contents: bool) -> bool:
        lines = self.regions.lines
        words = lines[index].text
        if (
            len(words) < 4
            or " " in words
            or _AMOUNT.search(words)
            or pattern("line_marks", "form number").fullmatch(words)
        ):
            return False
        if ends_like_caption(words):
            return True
        if in_table or self.regions.next_row[index] is not None or not ends_like_heading(words):
            return False
        return index == 0 or after_contents or self._above_is_complete(index)

    def _above_is_complete(self, index: int) -> bool:
        """Return whether the line above is complete, so that the line cannot be the rest of a wrapped sentence."""
        above = self.regions.lines[index - 1].text
        if not above or closes_or_introduces(above) or is_table_row(above) or ends_like_heading(above):
            return True
        short = len(above) <= _MAX_UNNUMBERED and not _COMMA.search(above)
        return short and len(self.regions.lines[index].text) > 4
