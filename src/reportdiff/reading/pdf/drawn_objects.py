"""Draw a PDF page into the letters and lines that pdfplumber works on, counted, and faster than pdfplumber does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from reportdiff.reading.limits import Limits
from reportdiff.reading.pdf.content_stream import Operator, UnusualContentError, content_items
from reportdiff.reading.pdf.page_limits import Page

__all__ = ["draw_within_limits"]

_CLIPS = [Operator(b"W"), Operator(b"n")], [Operator(b"W*"), Operator(b"n")]
_MARKS = {b"BDC": 2, b"BMC": 1, b"EMC": 0, b"DP": 2, b"MP": 1}  # of contents, with the number of their operands
_LOWEST, _USUAL_DESCENT = -0.5, -0.2  # of a font, in parts of its size
_METHODS = {"*": "_a", '"': "_w", "'": "_q"}  # as pdfminer names the methods of operators


def draw_within_limits(page: Page, source: str, limits: Limits) -> None:
    """Draw a page with its nested forms; raise `LimitError` as soon as it draws too much."""
    device = _device_type()(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.limits, device.source, device.page = limits, source, page.page_number
    _interpreter_type()(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # pdfplumber would make the same, without counting
    objects: dict[str, list[dict[str, Any]]] = {}
    for thing in _things(page, page._layout._objs):
        if thing["object_type"] != "anno":
            objects.setdefault(thing["object_type"], []).append(thing)
    page._objects = objects


@cache
def _device_type() -> Any:
    from pdfminer.layout import LTRect
    from pdfminer.pdffont import PDFUnicodeNotDefined
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    letter_type = _letter_type()

    class Counting(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc,unused-ignore]
        limits: Limits
        source, page = "", 0
        drawn = 0

        def count(self) -> None:
            self.drawn += 1
            if self.drawn > self.limits.drawn:
                self.limits.enforce("drawn", self.drawn, self.source, page=self.page, at_least=True)

        def render_char(self, *drawn: Any) -> float:
            _, font, *_, cid, _, _ = drawn
            self.count()
            known = font.__dict__.setdefault("known_letters", {})  # each is looked up in its font once
            if cid not in known:
                try:
                    text = font.to_unichr(cid)
                except PDFUnicodeNotDefined:
                    text = self.handle_undefined_char(font, cid)
                known[cid] = text, font.char_width(cid), font.char_disp(cid)
            self.cur_item.add(letter := letter_type(*drawn[:5], *known[cid], *drawn[6:]))
            return float(letter.adv)

        def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
            self.count()
            box = _box_of(path, self.ctm)
            if box is None:
                super().paint_path(gstate, stroke, fill, evenodd, path)
            else:
                self.cur_item.add(LTRect(gstate.linewidth, box, stroke, fill, evenodd))

        def begin_figure(self, *args: Any, **kwargs: Any) -> None:
            self.count()
            super().begin_figure(*args, **kwargs)

    return Counting


@cache
def _letter_type() -> Any:
    from pdfminer import layout

    class LTChar(layout.LTChar):  # pdfplumber knows things by the names of their types
        def __init__(self, matrix: Any, font: Any, *drawn: Any) -> None:
            """Place a letter: of a level line without turning the corners of its box, as pdfminer would."""
            size, scaling, rise, text, width, _, color, state = drawn
            a, b, c, d, x, y = matrix
            if b or c or font.is_vertical():
                super().__init__(matrix, font, *drawn)
                return
            self._text, self.matrix, self.fontname, self.ncs, self.graphicstate = (
                text,
                matrix,
                font.fontname,
                color,
                state,
            )
            self.adv = width * size * scaling
            self.upright = a * d * scaling > 0
            low = _descent(font) * size + rise
            ends, heights = sorted((x, a * self.adv + x)), sorted((d * low + y, d * (low + size) + y))
            self.set_bbox((ends[0], heights[0], ends[1], heights[1]))
            self.size = self.height

    return LTChar


def _descent(font: Any) -> float:
    """Return how far the letters of a font reach below their line, in parts of their size: 0 to -0.5.

    Some fonts state more than a letter's height. Their letters would stand on the line below the words around them.
    """
    stated = float(font.get_descent())
    return stated if _LOWEST <= stated <= 0 else _USUAL_DESCENT


@cache
def _interpreter_type() -> Any:
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfminer.pdftypes import stream_value

    class Reading(PDFPageInterpreter):  # type: ignore[misc,unused-ignore]
        def execute(self, streams: Sequence[object]) -> None:
            """Run the operators of streams; what is unusual in them is left to pdfminer."""
            values = [stream_value(each) for each in streams]
            ids = [each.objid for each in values]
            if None in ids or not self.parent_stream_ids.isdisjoint(ids):
                super().execute(streams)
                return
            try:
                items = [item for each in values for item in content_items(each.get_data())]
            except UnusualContentError:
                super().execute(streams)
                return
            own: Any = type(self)
            self.stream_ids.clear()
            self.stream_ids.update(each for each in ids if each is not None)
            for place, item in enumerate(items):
                if item.__class__ is not Operator:
                    self.argstack.append(item)
                    continue
                if item == b"re" and items[place + 1 : place + 3] in _CLIPS:
                    del self.argstack[-4:]  # it clips what is drawn, and is no rule
                    continue
                if item in _MARKS:
                    del self.argstack[len(self.argstack) - _MARKS[item] :]
                    continue
                method, count = _operator(own, item)
                if method is None:
                    continue
                if not count:
                    method(self)
                    continue
                operands = self.argstack[-count:]
                del self.argstack[-count:]
                if len(operands) == count:
                    method(self, *operands)

    return Reading


@cache
def _operator(interpreter: Any, name: bytes) -> tuple[Any, int]:
    """Return the method of an operator and the number of its operands; None for an operator that there is not."""
    words = "".join(_METHODS.get(letter, letter) for letter in name.decode("latin-1"))
    method = getattr(interpreter, f"do_{words}", None)
    return method, method.__code__.co_argcount - 1 if method is not None else 0


def _box_of(path: Sequence[Any], matrix: Sequence[float]) -> tuple[float, float, float, float] | None:
    """Return the box that a path goes around, as `re` draws it; None of other paths, and of those that have no area."""
    if [step[0] for step in path] != ["m", "l", "l", "l", "h"] or matrix[1] or matrix[2]:
        return None
    (_, left, top), (_, x, y), (_, right, bottom), last, _ = path
    if left == right or top == bottom or (x, y) != (right, top) or last[1:] != (left, bottom):
        return None
    return (
        matrix[0] * left + matrix[4],
        matrix[3] * top + matrix[5],
        matrix[0] * right + matrix[4],
        matrix[3] * bottom + matrix[5],
    )


def _things(page: Page, drawn: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Yield what a page draws as pdfplumber describes it; of letters what is read here, and no colours."""
    from pdfminer.layout import LTChar, LTContainer, LTLine, LTRect

    height, shift, number, moved = page.height, page.mediabox[1], page.page_number, page.mediabox[0]
    for thing in drawn:
        if isinstance(thing, LTContainer):
            yield from _things(page, thing._objs)
            continue
        letter, kind = isinstance(thing, LTChar), type(thing)
        unlike = moved or isinstance(thing.fontname, bytes) if letter else kind not in (LTRect, LTLine)
        if unlike:
            yield page.process_object(thing)
            continue
        top = height - thing.y1 + shift
        placed = {
            "page_number": number,
            "x0": thing.x0 + moved,
            "x1": thing.x1 + moved,
            "y0": thing.y0,
            "y1": thing.y1,
            "width": thing.width,
            "height": thing.height,
            "top": top,
            "bottom": height - thing.y0 + shift,
            "doctop": page.initial_doctop + top,
        }
        if letter:
            placed["object_type"], placed["text"], placed["fontname"] = "char", thing._text, thing.fontname
            placed["size"], placed["matrix"], placed["upright"] = thing.size, thing.matrix, thing.upright
        else:
            placed["object_type"] = "rect" if kind is LTRect else "line"
            placed["stroke"], placed["fill"], placed["linewidth"] = thing.stroke, thing.fill, thing.linewidth
        yield placed
