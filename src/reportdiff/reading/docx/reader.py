"""Word files: paragraphs with their printed numbers, tables, text boxes, notes; tracked changes taken as accepted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field

from reportdiff.errors import MissingExtraError, ReportdiffError, UnreadableFileError
from reportdiff.model import Document
from reportdiff.reading.docx.list_numbering import Level, printed_number
from reportdiff.reading.limits import Limits
from reportdiff.reading.plain import document_from_text
from reportdiff.reading.table_lines import barred_lines, is_figure_or_blank, join_cell_lines
from reportdiff.reading.visible_text import visible_characters

if TYPE_CHECKING:
    Element = Any  # python-docx's elements are lxml's

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_REMOVED = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}instrText", f"{_W}delText", f"{_W}rt"})
_HOLDERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_PASSWORD = "EncryptedPackage".encode("utf-16-le")  # what Office calls the part that holds a file under a password
_WIDEST = 1_000  # columns that one cell can span
_BLANK = re.compile(r"[ \t\r\n\u00a0]+")
_TOO_DEEP = re.compile("depth", re.I)


def read_docx(content: bytes, source: str, limits: Limits) -> Document:
    """The text that a .docx file prints.

    Raises `MissingExtraError` without the extra `docx`; `UnreadableFileError` for a file that is no Word file, is
    encrypted, is damaged or holds no words; `LimitError` for one that unpacks to too much. Entities are not expanded,
    and nothing outside the file is loaded.
    """
    try:
        import docx
    except ImportError as error:
        raise MissingExtraError("Word files need python-docx; install it: pip install 'reportdiff[docx]'") from error
    _guard(content, source, limits)
    try:
        opened = docx.Document(io.BytesIO(content))
        title = (opened.core_properties.title or "").strip()
        lines = _without_gaps(_Reader.of(opened, source, limits).lines())
    except ReportdiffError:
        raise
    except Exception as error:  # what python-docx and lxml stumble over in a damaged file fits no list
        if isinstance(error, SyntaxError) and _TOO_DEEP.search(str(error)):
            raise UnreadableFileError(f"{source}: nests elements deeper than Word does; save it anew") from error
        raise UnreadableFileError(
            f"{source}: is damaged ({type(error).__name__}); open it in Word and save it anew"
        ) from error
    if not lines:
        raise UnreadableFileError(f"{source}: holds no text; if its pages are pictures, a text version is needed")
    made = document_from_text(visible_characters("\n".join(lines)) + "\n", source, limits)
    return evolve(made, title=visible_characters(title) if title and title in lines else None)


def _without_gaps(lines: Iterable[str]) -> list[str]:
    """The lines that say something, and a blank one between two tables."""
    made: list[str] = []
    ended = False
    for line in lines:
        if line.strip():
            if ended and line.startswith("|"):
                made.append("")
            made.append(line)
        ended = not line and bool(made) and made[-1].startswith("|")
    return made


def _guard(content: bytes, source: str, limits: Limits) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if _PASSWORD in content:
            raise UnreadableFileError(
                f"{source}: is encrypted (it opens with a password only); save a copy without a password"
            )
        raise UnreadableFileError(
            f"{source}: is an old Word file (.doc) inside; open it in Word or LibreOffice and save it as .docx"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {entry.filename for entry in packed.infolist()}
            if "word/document.xml" not in names:
                raise UnreadableFileError(f"{source}: is a ZIP archive but no Word file; unpack it and name the report")
            # nothing unpacks to more than the archive says: what goes on after that is an error of `zipfile`
            limits.enforce("unpacked", sum(entry.file_size for entry in packed.infolist()), source)
            elements = 0
            for entry in packed.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    part = packed.read(entry)
                    elements += part.count(b"<") - part.count(b"</")
                    limits.enforce("elements", elements, source)
    except ReportdiffError:
        raise
    except Exception as error:  # zipfile, zlib and struct each have their own
        raise UnreadableFileError(f"{source}: is no Word file, or was not downloaded whole") from error


@define
class _Reader:
    """Walks the body; remembers how far each list has counted."""

    body: Element
    source: str
    limits: Limits
    levels: dict[tuple[str, int], Level]  # by num and level
    kinds: dict[str, str]  # num → abstract list, whose count the nums share
    linked: dict[tuple[str, str], int]  # num and style → the level that numbers its paragraphs
    styles: dict[str, tuple[str | None, str | None, int | None]]  # style → (based on, num, level)
    usual: str | None  # the style of paragraphs that name none
    notes: list[str]
    counts: dict[str, list[int]] = field(factory=dict)
    cells: int = 0
    carried: str = ""  # words of a paragraph whose end was deleted

    @classmethod
    def of(cls, opened: Any, source: str, limits: Limits) -> _Reader:
        levels: dict[tuple[str, int], Level] = {}
        kinds: dict[str, str] = {}
        linked: dict[tuple[str, str], int] = {}
        for part in opened.part.package.iter_parts():
            if str(part.partname).endswith("/numbering.xml"):
                _numbering(_root(part), levels, kinds, linked)
        styles = {}
        usual = None
        for style in opened.styles.element.iter(f"{_W}style"):
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true"):
                usual = style.get(f"{_W}styleId")
            number, level = _number_of(style.find(f"{_W}pPr"))
            styles[style.get(f"{_W}styleId", "")] = (_value(style.find(f"{_W}basedOn")), number, level)
        notes = [
            words
            for part in opened.part.package.iter_parts()
            if str(part.partname).endswith(("/footnotes.xml", "/endnotes.xml"))
            for note in _root(part)
            if note.get(f"{_W}type") is None and (words := _words(note))
        ]
        return cls(opened.element.body, source, limits, levels, kinds, linked, styles, usual, notes)

    def lines(self) -> Iterator[str]:
        yield from self._blocks(self.body)
        yield from (f"注：{note}" for note in self.notes)

    def _blocks(self, parent: Element) -> Iterator[str]:
        for element in parent:
            if element.tag == f"{_W}p":
                yield self._paragraph(element)
                for box in _boxes(element):
                    yield from self._blocks(box)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in _HOLDERS:
                yield from self._blocks(element)

    def _paragraph(self, paragraph: Element) -> str:
        """A paragraph with its number; "" where it is empty, or goes on in the next one since its end was deleted."""
        words = self.carried + _words(paragraph)
        if _mark_deleted(paragraph):
            self.carried = words
            return ""
        self.carried = ""
        number = self._numbered(paragraph)
        return number + words if words else ""

    def _table(self, table: Element) -> Iterator[str]:
        grid: list[list[str]] = []
        counts = {kind: list(count) for kind, count in self.counts.items()}
        nested = False
        for row in _inside(table, "tr"):
            if _row_deleted(row):
                continue
            line = [""] * _left_out(row)
            for cell in _inside(row, "tc"):
                nested = nested or cell.find(f".//{_W}tbl") is not None
                words = self._cell(cell) if not nested else ""
                properties = cell.find(f"{_W}tcPr")
                before = properties.find(f"{_W}hMerge") if properties is not None else None
                if before is not None and _value(before) != "restart" and line:
                    words = "" if is_figure_or_blank(line[-1]) else line[-1]
                merged = properties.find(f"{_W}vMerge") if properties is not None else None
                if merged is not None and _value(merged) != "restart" and grid and len(line) < len(grid[-1]):
                    above = grid[-1][len(line)]
                    words = "" if is_figure_or_blank(above) else above
                across = _value(properties.find(f"{_W}gridSpan")) if properties is not None else None
                times = min(max(int(across[:6]), 1), _WIDEST) if across and across.isdecimal() else 1
                self.cells += times
                self.limits.enforce("cells", self.cells, self.source, at_least=True)
                line += [words, *([""] if is_figure_or_blank(words) else [words]) * (times - 1)]
            grid.append(line)
        lines = barred_lines(grid) if not nested else None
        if lines is not None:
            yield from (*lines, "")  # the next table is another one
            return
        self.counts = counts
        for row in _inside(table, "tr"):  # a table that lays text out
            for cell in _inside(row, "tc") if not _row_deleted(row) else ():
                yield from self._blocks(cell)

    def _cell(self, cell: Element) -> str:
        """The words of a cell, each paragraph behind its number."""
        lines = [self._numbered(paragraph) + _words(paragraph) for paragraph in _inside(cell, "p")]
        return _BLANK.sub(" ", join_cell_lines(line for words in lines for line in words.split("\n"))).strip()

    def _numbered(self, paragraph: Element) -> str:
        """The number that Word prints before a paragraph."""
        properties = paragraph.find(f"{_W}pPr")
        number, level = _number_of(properties)
        style = _value(properties.find(f"{_W}pStyle")) if properties is not None else self.usual
        styles: list[str] = []
        for _ in range(20):
            if style is None or (number is not None and level is not None):
                break
            styles.append(style)
            style, of_style, level_of_style = self.styles.get(style, (None, None, None))
            number = of_style if number is None else number
            level = level_of_style if level is None else level
        if number is not None and level is None:  # a level may name the style that it numbers
            level = next((place for name in styles if (place := self.linked.get((number, name))) is not None), None)
        if number is None or number == "0" or (number, level or 0) not in self.levels:
            return ""
        depth = level or 0
        counts = self.counts.setdefault(self.kinds.get(number, number), [])
        shown = [self.levels.get((number, place), Level()) for place in range(depth + 1)]
        while len(counts) <= depth:
            counts.append(shown[len(counts)].start - 1)
        for place in range(depth + 1, len(counts)):
            deeper = self.levels.get((number, place), Level())
            if deeper.after is None or depth < deeper.after:
                counts[place] = deeper.start - 1
        counts[depth] += 1
        for place in range(depth):
            counts[place] = max(counts[place], shown[place].start)
        return printed_number(shown, counts[: depth + 1])


def _numbering(
    root: Element, levels: dict[tuple[str, int], Level], kinds: dict[str, str], linked: dict[tuple[str, str], int]
) -> None:
    abstract: dict[str, dict[int, Level]] = {}
    styles: dict[str, dict[str, int]] = {}
    named: dict[str, Element] = {}  # list style → the list that it names
    every = root.findall(f"{_W}abstractNum")
    for kind in every:
        name = _value(kind.find(f"{_W}styleLink"))
        if name is not None:
            named[name] = kind
    for kind in every:
        id = kind.get(f"{_W}abstractNumId", "")
        own_levels = named.get(_value(kind.find(f"{_W}numStyleLink")) or "", kind).findall(f"{_W}lvl")
        abstract[id] = dict(map(_level, own_levels))
        styles[id] = {
            style: int(level.get(f"{_W}ilvl", "0"))
            for level in own_levels
            if (style := _value(level.find(f"{_W}pStyle"))) is not None
        }
    for number in root.findall(f"{_W}num"):
        name, kind_name = number.get(f"{_W}numId", ""), _value(number.find(f"{_W}abstractNumId")) or ""
        own = dict(abstract.get(kind_name, {}))
        restarted = False
        for override in number.findall(f"{_W}lvlOverride"):
            place = int(override.get(f"{_W}ilvl", "0"))
            start = _value(override.find(f"{_W}startOverride"))
            replaced = override.find(f"{_W}lvl")
            if replaced is not None:
                own[place] = _level(replaced)[1]
            if start is not None and start.isdigit():
                restarted = True
                own[place] = own.get(place, Level()).starting(int(start))
        linked.update({(name, style): place for style, place in styles.get(kind_name, {}).items()})
        kinds[name] = f"{kind_name}/{name}" if restarted else kind_name
        levels.update({(name, place): level for place, level in own.items()})


def _level(element: Element) -> tuple[int, Level]:
    start, after = _value(element.find(f"{_W}start")), _value(element.find(f"{_W}lvlRestart"))
    return int(element.get(f"{_W}ilvl", "0")), Level(
        style=_value(element.find(f"{_W}numFmt")) or "decimal",
        pattern=_value(element.find(f"{_W}lvlText")) or "",
        start=int(start) if start is not None and start.isdigit() else 1,
        legal=element.find(f"{_W}isLgl") is not None,
        after=int(after) if after is not None and after.isdigit() else None,
    )


def _number_of(properties: Element | None) -> tuple[str | None, int | None]:
    listed = properties.find(f"{_W}numPr") if properties is not None else None
    if listed is None:
        return None, None
    level = _value(listed.find(f"{_W}ilvl"))
    return _value(listed.find(f"{_W}numId")), int(level) if level and level.isdigit() else None


def _words(element: Element) -> str:
    """The words of a paragraph (or note), without those of text boxes in it, deletions and field codes."""
    made: list[str] = []
    stack = [iter([element])]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in (f"{_W}t", f"{_MATH}t"):
            made.append(child.text or "")
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            made.append(" ")
        elif child.tag in (f"{_W}br", f"{_W}cr") and child.get(f"{_W}type") in (None, "textWrapping"):
            made.append("\n")
        elif child.tag == f"{_W}noBreakHyphen":
            made.append("-")
        elif child.tag not in _REMOVED and child.tag != f"{_W}txbxContent" and not _hidden(child):
            stack.append(iter(child))
    return "".join(made).strip()


def _hidden(run: Element) -> bool:
    """Whether a run of words is set as hidden."""
    mark = run.find(f"{_W}rPr/{_W}vanish") if run.tag == f"{_W}r" else None
    return mark is not None and _value(mark) not in ("0", "false", "off")


def _mark_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one goes on with it."""
    marks = paragraph.find(f"{_W}pPr/{_W}rPr")
    return marks is not None and any(marks.find(f"{_W}{name}") is not None for name in ("del", "moveFrom"))


def _row_deleted(row: Element) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """The parts of that name of a table, row or cell, also those in content controls."""
    stack = [iter(parent)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _HOLDERS:
            stack.append(iter(child))


def _left_out(row: Element) -> int:
    """How many columns a row leaves out before its first cell."""
    properties = row.find(f"{_W}trPr")
    before = _value(properties.find(f"{_W}gridBefore")) if properties is not None else None
    return min(int(before[:6]), _WIDEST) if before and before.isdecimal() else 0


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes of a paragraph, without those inside another one and the copies for older programs."""
    stack = [iter(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag != _FALLBACK:
            stack.append(iter(child))


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _root(part: Any) -> Element:
    if hasattr(part, "element"):
        return part.element
    from docx.oxml.parser import parse_xml

    return parse_xml(part.blob)
