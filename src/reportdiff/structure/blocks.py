"""Lines → blocks: headings, paragraphs, table regions, front matter and contents, in one pass over the lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from attrs import define, frozen

from reportdiff.structure.heading_markers import Line, Marker, Rank, caption_of, entries_of, heading_tail, marker_of
from reportdiff.structure.tables.grid_table import is_bar, set_apart
from reportdiff.structure.tables.row_tokens import is_fragment, is_row, is_unit_line, note_start

__all__ = ["Block", "BlockKind", "Heading", "blocks_of"]

_REACH = 15  # a table's rows are at most so many lines apart
_TERMINAL = re.compile("[。！？!?；;][”’」』）)\"']?$")
_MARKDOWN = re.compile(r"#{1,6}[ \u3000]*")
_CONTENTS = re.compile("目[ \u3000]*[录錄次]")
_LEADERS = re.compile(r"[ \u3000]*[.…·．\-—]{3,}[ \u3000]*\d{0,3}$|[ \u3000]+\d{1,3}$|[ \u3000…]+$")
_MONEYED = re.compile(r"\d[\d.,]*[ \u3000]*(?:万|亿|元|%|％|个百分点)")
_SENTENCE_END = re.compile("[。！？!?]")
_RUN_IN_END = re.compile("[。！？!?；;：:]")
_LEAD = re.compile("([^。！？；：，、\\d０-９]{4,18})。")
_FORM = re.compile(
    "[（(]?[\u4e00-\u9fff]{0,4}?[ \u3000]*(?:[0-9０-９]|[一二三四五六七八九十]){1,3}(?:-[0-9]+)?[ \u3000]*表[）)]?"
)
_RULE = re.compile("[-—─=*_·.…]{3,}$")
_LONGEST_HEADING = 64
_LONGEST_BARE = 40


class BlockKind(Enum):
    """What a stretch of lines is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    CONTENTS = "contents"


@frozen
class Heading:
    """A heading: its rank, its printed number ("" where it has none), its words and where they stand."""

    rank: Rank
    number: str
    start: int
    words: tuple[int, int]


@frozen
class Block:
    """A stretch of the text that is one thing; `lines` are the indices `[first, last]` of its lines."""

    kind: BlockKind
    start: int
    end: int
    lines: tuple[int, int]
    heading: Heading | None = None
    cells: bool = False  # a table whose cells stand apart


@define
class _Walk:
    """What the pass over the lines remembers: the last number of each rank, and the list that it is in."""

    last: dict[Rank, int]
    row_number: int = 0
    entries: Rank | None = None
    cells: Sequence[int] = ()  # for each line, other than 0 where it is a row whose cells stand apart

    def open(self, rank: Rank, value: int, words: str) -> None:
        for deeper in [other for other in self.last if other > rank]:
            del self.last[deeper]
        self.last[rank] = value
        self.row_number = 0
        if self.entries is None or rank <= self.entries:
            self.entries = rank if entries_of(words) else None


def blocks_of(text: str, lines: Sequence[Line], body: int) -> list[Block]:
    """The blocks of the lines from index `body` on (front matter comes before), in text order."""
    apart = set_apart(lines)
    bars = [number or -is_bar(line.text) for number, line in zip(apart, lines, strict=True)]
    anchors = [
        not bar and (is_row(line.text) or is_unit_line(line.text)) for bar, line in zip(bars, lines, strict=True)
    ]
    anchors = [anchor and not _wrapped(lines, index, anchors) for index, anchor in enumerate(anchors)]
    reach = _reach(lines, anchors, bars)
    walk = _Walk({}, cells=bars)
    blocks: list[Block] = []
    index = body
    in_table = False
    fresh = False  # right after a table of contents
    while index < len(lines):
        line = lines[index]
        if not line.text or _RULE.fullmatch(line.text):
            index += 1
            continue
        if bars[index]:
            index = _bars(lines, index, bars, blocks)
            in_table = fresh = False
            continue
        if _CONTENTS.fullmatch(line.text):
            index = _contents(lines, index, blocks)
            fresh = True
            continue
        near = in_table and reach[index] is not None
        heading = None if anchors[index] else _heading(text, lines, index, walk, near, reach[index] is not None, fresh)
        fresh = False
        if heading is not None:
            walk.open(
                heading.rank, marker.value if (marker := marker_of(text[heading.start :])) else 0, _words(text, heading)
            )
            blocks.append(Block(BlockKind.HEADING, heading.start, heading.words[1], (index, index), heading))
            in_table = False
            rest = _after(text, heading.words[1], line.end)
            if rest < line.end:
                index = _paragraph(text, lines, index, rest, anchors, reach, walk, blocks)
            else:
                index += 1
        elif anchors[index] or (
            reach[index] is not None and (in_table or _leads_to_table(lines, index, reach, anchors))
        ):
            index = _table(text, lines, index, anchors, reach, walk, blocks)
            in_table = True
        else:
            in_table = False
            index = _paragraph(text, lines, index, line.start, anchors, reach, walk, blocks)
    return blocks


def _bars(lines: Sequence[Line], index: int, bars: Sequence[int], blocks: list[Block]) -> int:
    """Take the rows of cells that stand apart and follow each other without a blank line: one table."""
    first = index
    while index < len(lines) and bars[index] == bars[first]:
        index += 1
    blocks.append(Block(BlockKind.TABLE, lines[first].start, lines[index - 1].end, (first, index - 1), cells=True))
    return index


def _reach(lines: Sequence[Line], anchors: Sequence[bool], bars: Sequence[int]) -> list[int | None]:
    """For each line the next anchor that only fragments stand before, at most `_REACH` lines on."""
    reach: list[int | None] = [None] * len(lines)
    following: int | None = None
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index].text
        if anchors[index]:
            following = index
        elif line and (bars[index] or not is_fragment(line)):
            following = None
        if following is not None and following - index <= _REACH:
            reach[index] = following
    return reach


def _leads_to_table(lines: Sequence[Line], index: int, reach: Sequence[int | None], anchors: Sequence[bool]) -> bool:
    """Whether a fragment outside a table is a table's head: columns set apart by blanks, or a 单位 line is next."""
    line = lines[index]
    target = reach[index]
    if target == index + 1 and len(line.text.split()) >= 3:
        return True
    if target is None or (index and lines[index - 1].text and not _ends(lines[index - 1].text) and len(line.text) > 30):
        return False
    if len(line.text.split()) >= 2 or is_unit_line(lines[target].text):
        return True
    return any(len(lines[between].text.split()) >= 2 for between in range(index + 1, target + 1))


def _ends(text: str) -> bool:
    return _closes(text) or text[-1] in "：:"


def _closes(text: str) -> bool:
    """Whether a line closes a sentence; only its end is looked at."""
    return _TERMINAL.search(text, max(len(text) - 2, 0)) is not None


def _words(text: str, heading: Heading) -> str:
    return text[heading.words[0] : heading.words[1]]


def _after(text: str, start: int, end: int) -> int:
    """The first character after a heading's words that is neither blank nor the mark that closes the heading."""
    while start < end and text[start] in " \t\u3000\xa0。：:.":
        start += 1
    return start


def _heading(
    text: str,
    lines: Sequence[Line],
    index: int,
    walk: _Walk,
    near: bool,
    before_table: bool,
    fresh: bool = False,
) -> Heading | None:
    """The heading that the line is or begins with, or None."""
    line = lines[index]
    skip = match.end() if (match := _MARKDOWN.match(line.text)) else 0
    words = line.text[skip:]
    start = line.start + skip
    marker = marker_of(words)
    if marker is None or marker.rank is Rank.ORDINAL:
        if skip and words:
            return Heading(Rank.BARE, "", start, (start, line.end))
        return _bare(lines, index, near, before_table, fresh)
    if walk.entries is not None and marker.rank > walk.entries:
        return None
    rest = words[marker.length :]
    stop = _RUN_IN_END.search(rest)
    size = stop.start() if stop else len(rest)
    if not 2 <= size <= _LONGEST_HEADING or _MONEYED.search(rest, 0, size):
        return None
    mark = stop[0] if stop else ""
    if (mark in "；;" and mark) or (mark in "：:" and mark and size + 1 < len(rest)):
        return None
    if near and not _continues(walk, marker, rest):
        return None
    body = len(rest) - size - 1
    if marker.rank >= Rank.THIRD and not _short_item(lines, index, rest, size, body):
        return None
    if mark in ("。", "！", "？") and body <= 0 and _next_is_same(lines, index, marker.rank):
        return None  # a list of sentences: 1.某局（本部）。 2.某中心。
    begin = start + marker.length
    return Heading(marker.rank, marker.number, start, (begin, begin + size))


def _continues(walk: _Walk, marker: Marker, rest: str) -> bool:
    """Between the rows of tables only the next number of the outline is believed to be a heading."""
    if marker.rank is Rank.PART:
        return True
    expected = walk.last.get(marker.rank, 0) + 1
    if marker.value != expected or walk.row_number + 1 == expected > 1:
        return False
    return expected > 1 or heading_tail(rest)


def _short_item(lines: Sequence[Line], index: int, rest: str, size: int, body: int) -> bool:
    """A line that begins with 1. is a heading only if it is short and has text of its own under it."""
    if body > 0:
        return size <= 30 and body >= 20
    if size > 30 or _SENTENCE_END.search(rest):
        return False
    following = _next_text(lines, index)
    return following is not None and marker_of(following) is None and len(following) > 20


def _next_text(lines: Sequence[Line], index: int) -> str | None:
    for later in range(index + 1, min(index + 4, len(lines))):
        if lines[later].text:
            return lines[later].text
    return None


def _next_is_same(lines: Sequence[Line], index: int, rank: Rank) -> bool:
    following = _next_text(lines, index)
    marker = marker_of(following) if following else None
    return marker is not None and marker.rank is rank


def _bare(lines: Sequence[Line], index: int, near: bool, before_table: bool, fresh: bool) -> Heading | None:
    """A heading without a number: a short line that ends as headings do, or such words with the text glued on."""
    line = lines[index]
    words = line.text
    if len(words) <= _LONGEST_BARE and not _RUN_IN_END.search(words):
        if not len(words) >= 4 or " " in words.strip() or _MONEYED.search(words) or _FORM.fullmatch(words):
            return None
        caption = caption_of(words)
        if not caption and (near or before_table or not heading_tail(words)):
            return None
        previous = next((lines[back].text for back in range(index - 1, -1, -1) if lines[back].text), "")
        if not caption and previous and not fresh and not _closed(lines, index):
            return None
        return Heading(Rank.BARE, "", line.start, (line.start, line.end))
    again = words.find(words[:8], 9, _LONGEST_BARE + 8) if len(words) > 20 else -1
    if 9 < again <= _LONGEST_BARE and heading_tail(words[:again]) and not _RUN_IN_END.search(words, 0, again):
        return Heading(Rank.BARE, "", line.start, (line.start, line.start + again))  # 某局机构设置某局是…
    return None


def _closed(lines: Sequence[Line], index: int) -> bool:
    """Whether what stands before the line is at its end, so that the line cannot be the rest of a wrapped sentence."""
    previous = lines[index - 1].text
    if not previous or _ends(previous) or is_row(previous):
        return True
    return len(previous) <= _LONGEST_BARE and not re.search("[，、]", previous) and len(lines[index].text) > 4


def _contents(lines: Sequence[Line], index: int, blocks: list[Block]) -> int:
    """Skip a table of contents: it ends where an entry comes a second time or a line is no entry."""
    first = index
    seen: set[str] = set()
    index += 1
    while index < len(lines):
        entry = _LEADERS.sub("", lines[index].text)
        if not lines[index].text:
            index += 1
            continue
        marker = marker_of(entry)
        key = re.sub("[ \u3000（）()]", "", entry)
        bare = marker is None and not heading_tail(entry)
        if key in seen or len(entry) > 60 or _SENTENCE_END.search(entry) or (bare and len(seen) > 0):
            break
        if marker is None and _repeats(key, seen):
            break
        seen.add(key)
        index += 1
    last = index - 1
    blocks.append(Block(BlockKind.CONTENTS, lines[first].start, lines[last].end, (first, last)))
    return index


def _repeats(key: str, seen: set[str]) -> bool:
    """Whether an unnumbered line prints again what an entry of the contents announced."""
    return any(
        len(entry) > 4 and entry[marker.length :] and key.endswith(entry[marker.length :])
        for entry in seen
        if (marker := marker_of(entry))
    )


def _table(
    text: str,
    lines: Sequence[Line],
    index: int,
    anchors: Sequence[bool],
    reach: Sequence[int | None],
    walk: _Walk,
    blocks: list[Block],
) -> int:
    """Take the lines of one table: rows, heads and the pieces of labels between them."""
    first = index
    last = index
    while index < len(lines):
        line = lines[index]
        if anchors[index]:
            last = index
            if (marker := marker_of(line.text)) is not None and marker.rank is Rank.FIRST:
                walk.row_number = marker.value
            note = note_start(line.text)
            index += 1
            if note < len(line.text):
                break
            continue
        if walk.cells[index]:
            break
        if line.text and (reach[index] is None or _heading(text, lines, index, walk, index > first, True)):
            break
        index += 1
    if not anchors[last]:  # heads that led nowhere
        last = max(index - 1, first)
    last = _tail(lines, last, index, walk)
    note = note_start(lines[last].text)
    end = lines[last].start + note if note < len(lines[last].text) else lines[last].end
    blocks.append(Block(BlockKind.TABLE, lines[first].start, end, (first, last)))
    if end < lines[last].end:
        return _paragraph(text, lines, last, end, anchors, reach, walk, blocks)
    return last + 1


def _tail(lines: Sequence[Line], last: int, index: int, walk: _Walk) -> int:
    """The rest of the last row's wrapped label (费支出) belongs to the table."""
    while index < len(lines) and index == last + 1:
        words = lines[index].text
        if not words or len(words) > 8 or not is_fragment(words) or heading_tail(words) or marker_of(words):
            break
        if walk.cells[index]:
            break
        last, index = index, index + 1
    return last


def _paragraph(
    text: str,
    lines: Sequence[Line],
    index: int,
    start: int,
    anchors: Sequence[bool],
    reach: Sequence[int | None],
    walk: _Walk,
    blocks: list[Block],
) -> int:
    """Take the lines of one paragraph: wrapped lines are joined until one closes and the next opens something."""
    first = index
    while index + 1 < len(lines):
        following = lines[index + 1]
        if not following.text or _closes(lines[index].text) or _RULE.fullmatch(following.text):
            break
        if anchors[index + 1]:
            break
        if (
            walk.cells[index + 1]
            or marker_of(following.text)
            or following.text[:2] in ("——", "--")
            or following.text[0] in "#|●■◆▲★•"
        ):
            break
        if _CONTENTS.fullmatch(following.text) or _heading(
            text, lines, index + 1, walk, False, reach[index + 1] is not None
        ):
            break
        if reach[index + 1] is not None and _leads_to_table(lines, index + 1, reach, anchors):
            break
        if following.indent > 1 and lines[index].indent <= 1 and index > first:
            break
        index += 1
    blocks.append(Block(BlockKind.PARAGRAPH, start, lines[index].end, (first, index)))
    return index + 1


def _wrapped(lines: Sequence[Line], index: int, anchors: Sequence[bool]) -> bool:
    """Whether a lone row-like line is the rest of a wrapped sentence: an open sentence before it, no table around."""
    before = lines[index - 1].text if index else ""
    alone = index + 1 >= len(lines) or not anchors[index + 1]
    return alone and len(before) > 20 and re.search("[，。；]", before) is not None and not _ends(before)
