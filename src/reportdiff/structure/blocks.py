"""Blocks of a text: headings, paragraphs, table regions and tables of contents, in one pass over its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from attrs import define, field, frozen

from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.unit_labels import is_unit
from reportdiff.structure.heading_lines import Heading, HeadingFinder
from reportdiff.structure.heading_markers import (
    PAGE_NUMBER,
    Line,
    Rank,
    closes_sentence,
    ends_like_heading,
    list_marker,
)
from reportdiff.structure.table_regions import TableRegions, table_regions
from reportdiff.structure.tables.row_tokens import is_table_fragment, note_start
from reportdiff.text.words import cut, tag_of

__all__ = ["Block", "BlockKind", "split_blocks"]

_LEADERS = re.compile(  # between an entry of a table of contents and its page
    r"[ \t\u3000]*[.…⋯·．_\-—]{3,}[ \t\u3000]*(?:[-—–] ?)?(\d{0,3})(?: ?[-—–])?$"
    r"|[ \t\u3000]+(?:PAGEREF \S+ \\?h )?(\d{1,3})$|[（(](\d{1,3})[）)]$"
    r"|[ \t\u3000…⋯]+$"
)
_PAGE_AHEAD = re.compile(r"(\d{1,3})[ \t\u3000]+(?=[^\W\d])")
_SENTENCE_END = re.compile("[。！？!?]")
_DRAWN_RULE = re.compile("[-—─=*_·.…⋯]{3,}$")
_PAGE_CELL = re.compile(r"[^\d|\s][^|\d]*\|\s*(\d{1,3})\s*\|?$")
_BRACKETS_AND_BLANKS = re.compile("[ \u3000（）()]")
_ENTRY = re.compile(
    r"[^\d，。；：、,;:()（）]{2,40}\d[\d,.]*[^\d，。；：、,;:.]{0,6}"
)  # 会议费5.1万元 and 学费5200元/生·年, lines of their own
_COMMA = re.compile("[，,] ?")
_BULLET = re.compile("[#|●■◆▲★•]|——|--|[-*·—–] ?[\u4e00-\u9fff“《]")
_STATED = re.compile(r"\d ?([%％‰]|[^\W\d]{1,4})$")
_OPENING = 12  # characters of a line that tell its first word
_SUBJECTS = frozenset("nabsjl")  # parts of speech with which a subject begins: no verb, no 比
_LISTED = 3  # lines before and behind one that tell how wide a line may be
_FREE = 6  # columns that a line broken inside a sentence leaves free, at most
_LAST_NARROW = "\u2e7f"
_MAX_ENTRY = 60  # characters of an entry of a table of contents
_MAX_LABEL_REST = 8  # characters of the rest of a wrapped row label


class BlockKind(Enum):
    """Kind of a stretch of lines."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    CONTENTS = "contents"


@frozen(kw_only=True)
class Block:
    """A stretch `[start, end)` of the text of one kind, with the indices `[first, last]` of its lines.

    `heading` is set for headings; `grid` for tables whose cells bars or wide blanks set apart.
    """

    kind: BlockKind
    start: int
    end: int
    lines: tuple[int, int]
    heading: Heading | None = None
    grid: bool = False


def split_blocks(text: str, lines: Sequence[Line], body: int) -> list[Block]:
    """Return the blocks of the lines from index `body` on (front matter stands before it) in text order."""
    regions = table_regions(text, lines)
    return _Splitter(text, lines, regions, HeadingFinder(text, regions)).split(body)


@define
class _Splitter:
    text: str
    lines: Sequence[Line]
    regions: TableRegions
    headings: HeadingFinder
    blocks: list[Block] = field(factory=list)

    def split(self, index: int) -> list[Block]:
        """Read blocks from line `index` to the end; each reader returns the index of the line that follows."""
        after: BlockKind | None = None  # kind of the block right above
        while index < len(self.lines):
            line = self.lines[index]
            if not line.text or _DRAWN_RULE.fullmatch(line.text):
                index += 1
            elif self.regions.grid[index]:
                index, after = self._read_grid_table(index), None
            elif pattern("line_marks", "contents").fullmatch(line.text):
                index, after = self._read_contents(index), BlockKind.CONTENTS
            else:
                index, after = self._read_block(index, after)
        return self.blocks

    def _read_block(self, index: int, after: BlockKind | None) -> tuple[int, BlockKind]:
        """Read a heading, a table or a paragraph; return the index of the next line and the kind."""
        row, leads_to_row = self.regions.rows[index], self.regions.next_row[index] is not None
        in_table = after is BlockKind.TABLE and leads_to_row
        heading = None
        if not row or ((number := PAGE_NUMBER.match(self.lines[index].text)) and number[1]):  # PART 01
            heading = self.headings.heading_at(index, in_table=in_table, after_contents=after is BlockKind.CONTENTS)
        if heading is not None:
            return self._read_heading(index, heading), BlockKind.HEADING
        if row or in_table or (leads_to_row and self.regions.begins_table(index)):
            return self._read_table(index), BlockKind.TABLE
        return self._read_paragraph(index, self.lines[index].start), BlockKind.PARAGRAPH

    def _add(self, kind: BlockKind, start: int, end: int, lines: tuple[int, int]) -> None:
        self.blocks.append(Block(kind=kind, start=start, end=end, lines=lines))

    def _read_heading(self, index: int, heading: Heading) -> int:
        """Read a heading, and the paragraph that stands behind it in the same line."""
        self.headings.open_section(heading)
        first, end = index, heading.words[1]
        while self.lines[index].end < end:  # its number has a line of its own
            index += 1
        line_end = self.lines[index].end
        self.blocks.append(
            Block(kind=BlockKind.HEADING, start=heading.start, end=end, lines=(first, index), heading=heading)
        )
        rest = end
        while rest < line_end and self.text[rest] in " \t\u3000\xa0。：:.":
            rest += 1
        return self._read_paragraph(index, rest) if rest < line_end else index + 1

    def _read_grid_table(self, index: int) -> int:
        """Read the rows of one table with set-apart cells; a blank line ends it."""
        first, grid = index, self.regions.grid
        while index < len(self.lines) and grid[index] == grid[first]:
            index += 1
        start, end = self.lines[first].start, self.lines[index - 1].end
        self.blocks.append(Block(kind=BlockKind.TABLE, start=start, end=end, lines=(first, index - 1), grid=True))
        return index

    def _read_contents(self, index: int) -> int:
        """Read a table of contents; it ends where an entry comes a second time or a line is no entry."""
        first = index
        entries: set[str] = set()
        page: int | None = None  # of the entry above
        index = self._behind_contents_grid(index + 1)
        while index < len(self.lines):
            entry, number = _without_page(self.lines[index].text)
            if self.lines[index].text:
                key = _BRACKETS_AND_BLANKS.sub("", entry)
                unnumbered = list_marker(entry) is None
                if key in entries or len(entry) > _MAX_ENTRY or _SENTENCE_END.search(entry):
                    break
                goes_on = not entries or ends_like_heading(entry) or (page is not None and (number or 0) >= page)
                if unnumbered and (not goes_on or _repeats_entry(key, entries)):
                    break
                entries.add(key)
                page = number or page
            index += 1
        self._add(BlockKind.CONTENTS, self.lines[first].start, self.lines[index - 1].end, (first, index - 1))
        return index

    def _behind_contents_grid(self, index: int) -> int:
        """Return the line behind a grid of entries and their pages, which do not fall; `index` where none is."""
        begin = next((place for place in range(index, len(self.lines)) if self.lines[place].text), index)
        grid, stop, page = self.regions.grid, begin, 0
        headless = begin < len(self.lines) and _PAGE_CELL.search(self.lines[begin].text) is not None
        while stop < len(self.lines) and grid[begin] and grid[stop] == grid[begin]:
            found = _PAGE_CELL.search(self.lines[stop].text)
            if (found is None) is (headless or stop > begin + 1) or (found is not None and int(found[1]) < page):
                return index  # a head and its rule, then entries
            page, stop = int(found[1]) if found is not None else page, stop + 1
        return stop if page else index

    def _read_table(self, index: int) -> int:
        """Read the lines of one table in plain text: rows, heads, and pieces of labels between them."""
        first = last = index
        while index < len(self.lines):
            text = self.lines[index].text
            if self.regions.rows[index]:
                last = index
                marker = list_marker(text)
                if marker is not None and marker.rank is Rank.FIRST:
                    self.headings.row_number = marker.value
                if note_start(text) < len(text):
                    index += 1
                    break
            elif self.regions.grid[index] or (text and self._ends_table(index, first)):
                break
            index += 1
        if not self.regions.rows[last]:  # heads without a row
            last = max(index - 1, first)
        last = self._last_label_line(last, index)
        start, line = self.lines[first].start, self.lines[last]
        end = line.start + note_start(line.text)
        self._add(BlockKind.TABLE, start, end, (first, last))
        return self._read_paragraph(last, end) if end < line.end else last + 1

    def _ends_table(self, index: int, first: int) -> bool:
        """Return whether a line between rows leads to no row, or is a heading."""
        if self.regions.next_row[index] is None:
            return True
        return self.headings.heading_at(index, in_table=index > first) is not None

    def _last_label_line(self, last: int, index: int) -> int:
        """Return the last line of the label that the last row begins: a short piece such as 费支出 belongs to it."""
        while index < len(self.lines) and index == last + 1:
            words = self.lines[index].text
            if not words or len(words) > _MAX_LABEL_REST or not is_table_fragment(words):
                break
            if ends_like_heading(words) or list_marker(words) or self.regions.grid[index]:
                break
            last, index = index, index + 1
        return last

    def _read_paragraph(self, index: int, start: int) -> int:
        """Read a paragraph from `start` in line `index`; it ends where a sentence ends its line or a block begins."""
        first = index
        while index + 1 < len(self.lines) and not self._ends_paragraph(index, first):
            index += 1
        self._add(BlockKind.PARAGRAPH, start, self.lines[index].end, (first, index))
        return index + 1

    def _ends_paragraph(self, index: int, first: int) -> bool:
        """Return whether the paragraph that began in line `first` ends with line `index`."""
        line, following = self.lines[index], self.lines[index + 1]
        if not following.text or closes_sentence(line.text) or _DRAWN_RULE.fullmatch(following.text):
            return True
        if self.regions.rows[index + 1] or self.regions.grid[index + 1] or list_marker(following.text):
            return True
        if all(map(_ENTRY.fullmatch, _COMMA.split(line.text))) and _ENTRY.fullmatch(_COMMA.split(following.text, 1)[0]):
            return True
        if _BULLET.match(following.text) or self._is_statement(index):
            return True
        if any(pattern("line_marks", "caption").fullmatch(words) for words in (line.text, following.text)):
            return True
        if pattern("line_marks", "contents").fullmatch(following.text) or self.headings.heading_at(index + 1):
            return True
        if self.regions.next_row[index + 1] is not None and self.regions.begins_table(index + 1):
            return True
        return following.indent > 1 and line.indent <= 1 and index > first

    def _is_statement(self, index: int) -> bool:
        """Return whether a line without a mark ends with a figure, and not for want of room: 毛利率20.0%, then 净利润….

        The next line ends so too, or a line near it is wider by more than what a break inside a sentence leaves free.
        """
        line, following = self.lines[index].text, self.lines[index + 1].text
        if not _ends_with_size(line) or tag_of(cut(following[:_OPENING])[0])[:1] not in _SUBJECTS:
            return False
        if _ends_with_size(following):
            return True
        near = (each.text for each in self.lines[max(0, index - _LISTED) : index + 1 + _LISTED])
        return max(map(_columns, near)) > _columns(line) + _FREE


def _ends_with_size(line: str) -> bool:
    """Return whether a line ends with a figure and its unit."""
    found = _STATED.search(line)
    return found is not None and is_unit(found[1])


def _columns(words: str) -> int:
    return len(words) + sum(sign > _LAST_NARROW for sign in words)


def _without_page(line: str) -> tuple[str, int | None]:
    """Return an entry of a table of contents without its page, and the page."""
    leaders = _LEADERS.search(line)
    if leaders is None:
        ahead = _PAGE_AHEAD.match(line)
        return (line, None) if ahead is None else (line[ahead.end() :], int(ahead[1]))
    page = next(filter(None, leaders.groups()), None)
    return line[: leaders.start()], None if page is None else int(page)


def _repeats_entry(key: str, entries: set[str]) -> bool:
    """Return whether an unnumbered line prints the words of a numbered entry again."""
    for entry in entries:
        marker = list_marker(entry)
        if marker and len(entry) > 4 and entry[marker.length :] and key.endswith(entry[marker.length :]):
            return True
    return False
