"""Elements of WordprocessingML: their values, their words, and the elements inside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["HOLDERS", "Element", "W", "children", "is_deleted_row", "mark_is_deleted", "number_of", "text_boxes"]
__all__ += ["value", "words_of"]

Element = Any  # lxml's, which has no types
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
_PRINTED_AS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TEXT_TAGS = (f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom", _FALLBACK, f"{W}instrText", f"{W}delText", f"{W}rt", _BOX})
HOLDERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
"""Elements that hold paragraphs, rows or cells and print nothing themselves."""


def value(element: Element | None, path: str = "") -> str | None:
    """Return the value of an element, or of the one at `path` inside it ("pPr/numPr")."""
    if element is not None and path:
        element = element.find("/".join(W + name for name in path.split("/")))
    return None if element is None else element.get(f"{W}val")


def number_of(properties: Element | None) -> tuple[str | None, int | None]:
    """Return the list (num) and the level that paragraph properties name."""
    level = value(properties, "numPr/ilvl")
    return value(properties, "numPr/numId"), int(level) if level and level.isdigit() else None


def words_of(element: Element) -> str:
    """Return the words of a paragraph or note, without those of text boxes, deletions and field codes."""
    words: list[str] = []
    stack = [iter([element])]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in _TEXT_TAGS:
            words.append(child.text or "")
        elif child.tag in _PRINTED_AS:
            words.append(_PRINTED_AS[child.tag] if child.get(f"{W}type") in (None, "textWrapping") else "")
        elif child.tag not in _REMOVED and not _is_hidden(child):
            stack.append(iter(child))
    return "".join(words).strip()


def _descend(elements: Any, opens: Callable[[Element], bool]) -> Iterator[Element]:
    """Yield elements in document order without recursion; those inside an element follow if `opens` says so."""
    stack = [iter(elements)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        yield child
        if opens(child):
            stack.append(iter(child))


def _is_hidden(run: Element) -> bool:
    """Return whether a run of words is set as hidden."""
    mark = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return mark is not None and value(mark) not in ("0", "false", "off")


def mark_is_deleted(paragraph: Element) -> bool:
    """Return whether the end of a paragraph was deleted, so that the next one goes on with it."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(marks.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))


def is_deleted_row(row: Element) -> bool:
    """Return whether a table row was deleted."""
    return row.find(f"{W}trPr/{W}del") is not None


def children(parent: Element, name: str) -> Iterator[Element]:
    """Yield the rows, cells or paragraphs of a table, row or cell, also those in content controls."""
    tag = f"{W}{name}"
    return (child for child in _descend(parent, lambda child: child.tag in HOLDERS) if child.tag == tag)


def text_boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes of a paragraph, without those inside another one and the copies for older programs."""
    return (
        child for child in _descend(paragraph, lambda child: child.tag not in (_BOX, _FALLBACK)) if child.tag == _BOX
    )
