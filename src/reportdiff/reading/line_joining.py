"""Find where the paragraphs of a plain text go on over line ends that an editor set at a fixed width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from reportdiff.lexicon.patterns import pattern

__all__ = ["line_joins"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_BLANK = " \t\u3000\xa0"
_SENTENCE_END = re.compile(r"[。！？!?][”’」』）)]?$")
_ROW_BARS = frozenset("|｜│┃║")
_BARS = "|｜│┃║├┌└┝┠┣┏┗╔╠╚"
_BULLET = re.compile(f"[{_BARS}#>*•●■◆▲★]|-{{1,3}}\\s|——")
_CELL_GAP = re.compile(r"(?<=\S)(?:\t|[ \u3000]{2,})(?=[^\s\u3000])")
_ROW_END = re.compile(r"(?:[ \u3000][-−(（]?\d[\d,]*(?:\.\d+)?[%％)）]?){2}$")  # of a table between single blanks
_ROW_ENDS, _ROW_CELLS = frozenset("0123456789%％)）"), 60  # last characters of rows, and of their last two cells
_WIDTHS = {"W": 2, "F": 2, "A": 2, "H": 1, "Na": 1, "N": 1}  # columns, by east_asian_width
_MIN_LINES = 8  # of a text, and half of them broken, that tell a width
_MIN_WIDTH, _MAX_WIDTH = 36, 130  # columns of a broken line; a Chinese character takes two
_WHOLE_PARAGRAPH = re.compile(rf"(?m:^)[^{_BARS}\r\n][^\r\n]{{{_MAX_WIDTH - 1},}}[^\r\n\s]")
_SLACK = 4  # columns that a broken line may fall short: no mark begins a line, no number is broken
_SAMPLE = 3_000  # lines, or characters for `_WHOLE_PARAGRAPH`, that tell whether a text is broken

_Width = Callable[[str], int]


def line_joins(text: str) -> list[tuple[int, int]]:
    """Return the stretches (line ends and the blanks around them) to leave out, so that paragraphs are whole again.

    The list is empty unless most lines are equally long and end inside a sentence. Rows, headings and list items are
    never joined to the line above.

    >>> line_joins("全年受理287件。")
    []
    """
    if _WHOLE_PARAGRAPH.search(text, 0, _SAMPLE) is not None:  # as in most texts
        return []
    lines = [_TextLine.of(text, *match.span()) for match in _LINE.finditer(text)][:-1]
    if len(lines) < _MIN_LINES:
        return []
    prose = [line.shown for line in lines[:_SAMPLE] if line.words and line.shown[0] not in _BARS and not line.is_row]
    widths = [(*broken, width) for width in (_columns, _characters) if (broken := _broken_lines(prose, width))]
    if not widths:
        return []
    _, least, width = max(widths, key=lambda each: each[0])
    return list(_joins(lines, least, width))


@frozen(kw_only=True)
class _TextLine:
    """A line `[start, end)` with its line end; `shown` ends before the blanks at its end, `words` has none around."""

    start: int
    shown: str
    words: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> _TextLine:
        shown = text[start:end].rstrip()
        return cls(start=start, shown=shown, words=shown.strip())

    @property
    def indented(self) -> bool:
        return bool(self.words) and self.shown[0] in _BLANK

    @property
    def is_row(self) -> bool:
        """Whether bars part the line, or blanks part the two figures that it ends with, as in the rows of a table."""
        if not _ROW_BARS.isdisjoint(self.words):
            return True
        return self.words[-1:] in _ROW_ENDS and _ROW_END.search(self.words[-_ROW_CELLS:]) is not None


def _columns(line: str) -> int:
    return sum(map(_WIDTHS.__getitem__, map(unicodedata.east_asian_width, line)))


def _characters(line: str) -> int:
    return 2 * len(line)


def _broken_lines(prose: Sequence[str], width: _Width) -> tuple[int, int] | None:
    """Return how many lines are as wide as the widest, and the least width of these; None if they were not broken."""
    widest = max(map(width, prose), default=0)
    if len(prose) < _MIN_LINES or not _MIN_WIDTH <= widest <= _MAX_WIDTH:
        return None
    least = widest - _SLACK
    broken = [line for line in prose if width(line) >= least]
    inside_sentence = sum(1 for line in broken if not _SENTENCE_END.search(line))
    if 10 * len(broken) < 3 * len(prose) or 10 * inside_sentence < 6 * len(broken) or len(broken) < _MIN_LINES // 2:
        return None
    return len(broken), least


def _joins(lines: Sequence[_TextLine], least: int, width: _Width) -> Iterator[tuple[int, int]]:
    """Yield the stretches between the lines that belong together; broken lines have the width `least` or more."""
    indented = sum(line.indented for line in lines)
    filled = sum(bool(line.words) for line in lines)
    indents = 10 * indented >= filled and indented < len(lines)  # paragraphs begin with blanks
    opening = pattern("line_marks", "opening")
    for line, following in pairwise(lines):
        if not line.words or not following.words or width(line.shown) < least or line.words[0] in _BARS + "#":
            continue
        if _BULLET.match(following.words) or opening.match(following.words) or (following.indented and indents):
            continue
        if _CELL_GAP.search(line.words) or _CELL_GAP.search(following.words) or line.is_row or following.is_row:
            continue
        if _SENTENCE_END.search(line.words) and not indents:
            continue
        blanks = len(following.shown) - len(following.shown.lstrip(_BLANK))
        yield line.start + len(line.shown), following.start + blanks
