"""Read a table of delimited values (.csv, .tsv): its encoding and separator are found in the file."""

from __future__ import annotations

import csv
import io

from attrs import evolve

from reportdiff.errors import UnreadableFileError
from reportdiff.model import Document
from reportdiff.reading.limits import Limits
from reportdiff.reading.plain import decode, document_from_text
from reportdiff.reading.sheet_lines import SheetRow, SheetText
from reportdiff.reading.table_lines import join_cell_lines
from reportdiff.reading.visible_text import visible_characters

__all__ = ["read_delimited"]

_SEPARATORS = (",", "\t", ";", "，", "；", "|")
_SAMPLE = 200  # lines by which the separator is found


def read_delimited(content: bytes, source: str, limits: Limits) -> Document:
    """Return the rows of a .csv or .tsv file as tables, with the places of their cells.

    Raises:
        UnreadableFileError: for a file that is empty, binary, or of unknown encoding.
        LimitError: for one with too many cells or characters.
    """
    limits.enforce("characters", len(content) // 4, source)
    text = decode(content, source).replace("\r\n", "\n").replace("\r", "\n")
    limits.enforce("characters", len(text), source)
    rows: list[SheetRow] = []
    cells = 0
    try:
        for number, fields in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)), start=1):
            cells += len(fields)
            limits.enforce("cells", cells, source, at_least=True)
            words = (visible_characters(" ".join(join_cell_lines(each.split("\n")).split())) for each in fields)
            filled = {column: each for column, each in enumerate(words, start=1) if each}
            if filled:
                rows.append(SheetRow(number, filled))
    except csv.Error as error:
        raise UnreadableFileError("errors.no_delimited", file=source, reason=str(error)) from error
    lines = SheetText()
    lines.add_sheet("", rows)
    document = document_from_text(lines.whole(), source, limits)
    return evolve(document, title=lines.title, places=tuple(lines.places))


def _separator(text: str) -> str:
    """Return the separator that cuts most lines into the same number of fields, at least two.

    >>> _separator("事项;上年;本年\\n许可;1,573;1,600\\n"), _separator("事项\\t本年\\n许可\\t12\\n")
    (';', '\\t')
    """
    lines = [line for line in text.split("\n", _SAMPLE)[:_SAMPLE] if line.strip()]
    best, best_lines = ",", 0
    for separator in _SEPARATORS:
        widths = [len(fields) for fields in csv.reader(lines, delimiter=separator) if len(fields) > 1]
        common = max((widths.count(width) for width in set(widths)), default=0)
        if common > best_lines:
            best, best_lines = separator, common
    return best
