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
from reportdiff.reading.cleaning import clean
from reportdiff.reading.grids import is_figure, lines_of_grid
from reportdiff.reading.limits import Limits
from reportdiff.reading.numbering import Level, printed_number
from reportdiff.reading.plain import document_from_text

if TYPE_CHECKING:
    Element = Any  # python-docx's elements are lxml's

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REMOVED = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}instrText", f"{_W}delText"})
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
    made = document_from_text(clean("\n".join(lines)) + "\n", source, limits)
    return evolve(made, title=clean(title) if title and title in lines else None)


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
        raise UnreadableFileError(
            f"{source}: is an old .doc or an encrypted file; open it in Word or LibreOffice and save it as .docx"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {entry.filename for entry in packed.infolist()}
            if "word/document.xml" not in names:
                raise UnreadableFileError(f"{source}: is a ZIP archive but no Word file; unpack it and name the report")
            # nothing unpacks to more than the archive says: what goes on after that is an error of `zipfile`
            limits.hold("unpacked", sum(entry.file_size for entry in packed.infolist()), source)
            elements = 0
            for entry in packed.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    part = packed.read(entry)
                    elements += part.count(b"<") - part.count(b"</")
                    limits.hold("elements", elements, source)
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
    styles: dict[str, tuple[str | None, str | None, int | None]]  # style → (based on, num, level)
    notes: list[str]
    counts: dict[str, list[int]] = field(factory=dict)
    cells: int = 0

    @classmethod
    def of(cls, opened: Any, source: str, limits: Limits) -> _Reader:
        levels: dict[tuple[str, int], Level] = {}
        kinds: dict[str, str] = {}
        for part in opened.part.package.iter_parts():
            if str(part.partname).endswith("/numbering.xml"):
                _numbering(_root(part), levels, kinds)
        styles = {}
        for style in opened.styles.element.iter(f"{_W}style"):
            number, level = _number_of(style.find(f"{_W}pPr"))
            styles[style.get(f"{_W}styleId", "")] = (_value(style.find(f"{_W}basedOn")), number, level)
        notes = [
            words
            for part in opened.part.package.iter_parts()
            if str(part.partname).endswith(("/footnotes.xml", "/endnotes.xml"))
            for note in _root(part)
            if note.get(f"{_W}type") is None and (words := _words(note))
        ]
        return cls(opened.element.body, source, limits, levels, kinds, styles, notes)

    def lines(self) -> Iterator[str]:
        yield from self._blocks(self.body)
        yield from (f"注：{note}" for note in self.notes)

    def _blocks(self, parent: Element) -> Iterator[str]:
        for element in parent:
            if element.tag == f"{_W}p":
                yield self._numbered(element) + _words(element)
                for box in _boxes(element):
                    yield from self._blocks(box)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
                yield from self._blocks(element)

    def _table(self, table: Element) -> Iterator[str]:
        grid: list[list[str]] = []
        for row in table.findall(f"{_W}tr"):
            line = [""] * _left_out(row)
            for cell in row.findall(f"{_W}tc"):
                words = _BLANK.sub(" ", " ".join(_words(paragraph) for paragraph in cell.findall(f"{_W}p"))).strip()
                properties = cell.find(f"{_W}tcPr")
                merged = properties.find(f"{_W}vMerge") if properties is not None else None
                if merged is not None and _value(merged) != "restart" and grid and len(line) < len(grid[-1]):
                    above = grid[-1][len(line)]
                    words = "" if is_figure(above) else above
                across = _value(properties.find(f"{_W}gridSpan")) if properties is not None else None
                times = min(max(int(across[:6]), 1), _WIDEST) if across and across.isdecimal() else 1
                self.cells += times
                self.limits.hold("cells", self.cells, self.source, more=True)
                line += [words, *([""] if is_figure(words) else [words]) * (times - 1)]
            grid.append(line)
        lines = lines_of_grid(grid) if table.find(f".//{_W}tc//{_W}tbl") is None else None
        if lines is not None:
            yield from (*lines, "")  # the next table is another one
            return
        for cell in table.iterfind(f"{_W}tr/{_W}tc"):  # a table that lays text out
            yield from self._blocks(cell)

    def _numbered(self, paragraph: Element) -> str:
        """The number that Word prints before a paragraph."""
        properties = paragraph.find(f"{_W}pPr")
        number, level = _number_of(properties)
        style = _value(properties.find(f"{_W}pStyle")) if properties is not None else None
        for _ in range(20):
            if style is None or (number is not None and level is not None):
                break
            style, of_style, level_of_style = self.styles.get(style, (None, None, None))
            number = of_style if number is None else number
            level = level_of_style if level is None else level
        if number is None or number == "0" or (number, level or 0) not in self.levels:
            return ""
        depth = level or 0
        counts = self.counts.setdefault(self.kinds.get(number, number), [])
        shown = [self.levels.get((number, place), Level()) for place in range(depth + 1)]
        while len(counts) <= depth:
            counts.append(shown[len(counts)].start - 1)
        del counts[depth + 1 :]
        counts[depth] += 1
        for place in range(depth):
            counts[place] = max(counts[place], shown[place].start)
        return printed_number(shown, counts)


def _numbering(root: Element, levels: dict[tuple[str, int], Level], kinds: dict[str, str]) -> None:
    abstract: dict[str, dict[int, Level]] = {}
    for kind in root.findall(f"{_W}abstractNum"):
        abstract[kind.get(f"{_W}abstractNumId", "")] = dict(map(_level, kind.findall(f"{_W}lvl")))
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
        kinds[name] = f"{kind_name}/{name}" if restarted else kind_name
        levels.update({(name, place): level for place, level in own.items()})


def _level(element: Element) -> tuple[int, Level]:
    start = _value(element.find(f"{_W}start"))
    return int(element.get(f"{_W}ilvl", "0")), Level(
        style=_value(element.find(f"{_W}numFmt")) or "decimal",
        pattern=_value(element.find(f"{_W}lvlText")) or "",
        start=int(start) if start is not None and start.isdigit() else 1,
        legal=element.find(f"{_W}isLgl") is not None,
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
        elif child.tag == f"{_W}t":
            made.append(child.text or "")
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            made.append(" ")
        elif child.tag in (f"{_W}br", f"{_W}cr") and child.get(f"{_W}type") in (None, "textWrapping"):
            made.append("\n")
        elif child.tag == f"{_W}noBreakHyphen":
            made.append("-")
        elif child.tag not in _REMOVED and child.tag != f"{_W}txbxContent":
            stack.append(iter(child))
    return "".join(made).strip()


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
