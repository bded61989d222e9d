"""Read how the sheets of a workbook are laid out: what is hidden, merged or outside the printed area."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from attrs import define, field, frozen

__all__ = ["SheetLayout", "sheet_layouts"]

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_COLUMNS = re.compile(r"\$?([A-Z]{1,3})(?:\$?\d+)?:\$?([A-Z]{1,3})(?:\$?\d+)?")
_TRUE = ("1", "true")
_MAX_MERGED, _MAX_REPEATED = 20_000, 500_000  # cells of one merged range, and of all of a sheet
_MAX_COLUMNS = 16_384


@frozen
class _Part:
    """A sheet as the workbook lists it: its name, its part of the archive, whether it is hidden, and its print area."""

    name: str
    path: str
    hidden: bool
    printed: tuple[int, int] | None


@define
class SheetLayout:
    """Layout of a sheet; rows and columns count from 1.

    `merged` leads from each further place of a merged cell to its first one, `printed` are the first and last column
    of the area that prints, and `unsaved` counts formulas whose results were not stored.
    """

    name: str
    hidden: bool
    printed: tuple[int, int] | None
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)
    merged: dict[tuple[int, int], tuple[int, int]] = field(factory=dict)
    unsaved: int = 0
    repeated: int = 0  # cells of its merged ranges so far

    def hides(self, row: int, column: int) -> bool:
        """Return whether a cell stands in a hidden row or column."""
        return row in self.hidden_rows or column in self.hidden_columns

    def shows(self, row: int, column: int) -> bool:
        """Return whether a cell is not hidden, and inside the columns that print."""
        inside = self.printed is None or self.printed[0] <= column <= self.printed[1]
        return inside and not self.hides(row, column)


def sheet_layouts(packed: zipfile.ZipFile) -> Iterator[SheetLayout]:
    """Yield the layout of every sheet of cells, in the order of the workbook."""
    names = set(packed.namelist())
    for part in _parts(packed):
        layout = SheetLayout(part.name, part.hidden, part.printed)
        if part.path in names and not part.hidden:
            with packed.open(part.path) as opened:
                _read_sheet(opened, layout)
        yield layout


def _parts(packed: zipfile.ZipFile) -> list[_Part]:
    relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target") or "" for each in relations}
    sheets: list[tuple[str, str, bool]] = []
    areas: dict[int, tuple[int, int]] = {}
    for element in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter():
        tag = _local(element.tag)
        if tag == "sheet":
            relation = next((value for key, value in element.items() if _local(key) == "id"), None)
            path = posixpath.normpath(posixpath.join("/xl", targets.get(relation, "")))[1:]
            sheets.append((element.get("name") or "", path, element.get("state", "visible") != "visible"))
        elif tag == "definedName" and element.get("name") == "_xlnm.Print_Area":
            columns = [
                _column(letters) for match in _COLUMNS.finditer(element.text or "") for letters in match.groups()
            ]
            if columns:
                areas[int(element.get("localSheetId") or 0)] = (min(columns), max(columns))
    return [_Part(*sheet, areas.get(number)) for number, sheet in enumerate(sheets)]


def _read_sheet(opened: IO[bytes], layout: SheetLayout) -> None:
    row = 0
    calculated = False
    for event, element in ElementTree.iterparse(opened, ("start", "end")):
        tag = _local(element.tag)
        if event == "start":
            if tag == "row":
                row = int(element.get("r") or row + 1)
                if element.get("hidden") in _TRUE:
                    layout.hidden_rows.add(row)
            continue
        if tag == "f":
            calculated = True
        elif tag == "c":
            layout.unsaved += calculated and not any(_local(child.tag) == "v" and child.text for child in element)
            calculated = False
        elif tag == "col":
            if element.get("hidden") in _TRUE or element.get("width") == "0":
                first, last = int(element.get("min") or 1), min(int(element.get("max") or 1), _MAX_COLUMNS)
                layout.hidden_columns.update(range(max(first, 1), last + 1))
        elif tag == "mergeCell":
            _merge(layout, element.get("ref") or "")
        elif tag == "row":
            element.clear()


def _merge(layout: SheetLayout, reference: str) -> None:
    match = _REFERENCE.fullmatch(reference)
    if match is None or match[3] is None:
        return
    first, last = (_column(match[1]), int(match[2])), (_column(match[3]), int(match[4]))
    size = (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
    layout.repeated += max(size, 0)
    if size > _MAX_MERGED or layout.repeated > _MAX_REPEATED:
        return
    for row in range(first[1], last[1] + 1):
        for column in range(first[0], last[0] + 1):
            if (column, row) != first:
                layout.merged[row, column] = (first[1], first[0])


def _column(letters: str) -> int:
    """Return the number of a column: 1 for A, 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
