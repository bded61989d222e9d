"""Plain text whose lines an editor or mail program broke at a fixed width: where its paragraphs run on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

__all__ = ["joins_of"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_BLANK = " \t\u3000\xa0"
_ENDS = re.compile(r"[。！？!?][”’」』）)]?$")
_BARS = "|｜│┃║├┌└┝┠┣┏┗╔╠╚"
_OPENS = re.compile(
    f"[{_BARS}#>*•●■◆▲★]|"
    r"-{1,3}\s|——|(?:[一二三四五六七八九十]{1,3}[、．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|"
    r"第[一二三四五六七八九十]{1,3}[章节部条]|[①-⑳]|附[件表：:]|注[：:]|单位[：:]|目\s*录)"
)
_CELLS = re.compile(r"(?<=\S)(?:\t|[ \u3000]{2,})(?=[^\s\u3000])")  # what parts the cells of a row
_LEAST = 8  # lines
_COLUMNS = {"W": 2, "F": 2, "A": 2, "H": 1, "Na": 1, "N": 1}
_NARROW, _WIDE = 36, 130  # columns that a broken line has: a sign of Chinese takes two
_PARAGRAPH = re.compile(rf"(?m:^)[^{_BARS}\r\n][^\r\n]{{{_WIDE - 1},}}[^\r\n\s]")  # wider than a broken line
_SLACK = 4  # columns that a line may fall short: no mark stands at a line's head, no number is broken
_LOOK = 3_000  # lines that tell whether a text is broken


def joins_of(text: str) -> list[tuple[int, int]]:
    """The stretches (line ends with the blanks around them) to leave out, so that paragraphs are whole again.

    Empty unless most lines are equally long and break off amid a sentence. Rows, headings and list items stay alone.

    >>> joins_of("全年受理287件。")
    []
    """
    if _PARAGRAPH.search(text, 0, _LOOK) is not None:  # as in most texts: nothing was broken
        return []
    lines = [found.span() for found in _LINE.finditer(text)][:-1]
    if len(lines) < _LEAST:
        return []
    sample = [text[start:end].rstrip() for start, end in lines[:_LOOK]]
    prose = [line for line in sample if line.strip() and line[0] not in _BARS]
    found = [(*full, size) for size in (_columns, _signs) if (full := _full(prose, size)) is not None]
    if not found:
        return []
    _, least, size = max(found, key=lambda item: item[0])
    return list(_joined(text, lines, least, size))


_Size = Callable[[str], int]


def _columns(line: str) -> int:
    return sum(map(_COLUMNS.__getitem__, map(unicodedata.east_asian_width, line)))


def _signs(line: str) -> int:
    return 2 * len(line)


def _full(prose: Sequence[str], size: _Size) -> tuple[int, int] | None:
    """How many lines were broken, and how wide such a line is at least; None where they have no width in common."""
    widest = sorted((size(line) for line in prose), reverse=True)
    if len(widest) < _LEAST or not _NARROW <= widest[0] <= _WIDE:
        return None
    least = widest[0] - _SLACK
    broken = [line for line in prose if size(line) >= least]
    amid = sum(1 for line in broken if not _ENDS.search(line))
    if len(broken) * 10 < len(prose) * 3 or amid * 10 < len(broken) * 6 or len(broken) < _LEAST // 2:
        return None
    return len(broken), least


def _joined(text: str, lines: Sequence[tuple[int, int]], full: int, size: _Size) -> Iterator[tuple[int, int]]:
    bare = [text[start:end].strip() for start, end in lines]
    indented = [
        text[start : start + 1] in _BLANK and bool(words) for (start, _), words in zip(lines, bare, strict=True)
    ]
    marked = 10 * sum(indented) >= sum(map(bool, bare)) and not all(indented)  # paragraphs begin with blanks
    for place in range(len(lines) - 1):
        (start, end), (following, stop) = lines[place], lines[place + 1]
        line = text[start:end].rstrip("\r\n")
        if not bare[place] or not bare[place + 1] or size(line.rstrip()) < full:
            continue
        if bare[place][0] in _BARS + "#" or _OPENS.match(bare[place + 1]) or (indented[place + 1] and marked):
            continue
        if _CELLS.search(bare[place]) or _CELLS.search(bare[place + 1]):
            continue
        if _ENDS.search(bare[place]) and not marked:
            continue
        head = text[following:stop]
        yield start + len(line.rstrip()), following + len(head) - len(head.lstrip(_BLANK))
