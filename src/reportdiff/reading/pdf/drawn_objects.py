"""Draw a PDF page into the letters and lines that pdfplumber works on, counted, and faster than pdfplumber does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from reportdiff.reading.limits import Limits
from reportdiff.reading.pdf.content_stream import Operator, UnusualContentError, content_items
from reportdiff.reading.pdf.page_limits import Page

__all__ = ["draw_within_limits"]

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
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class Counting(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc,unused-ignore]
        limits: Limits
        source, page = "", 0
        drawn = 0

        def count(self) -> None:
            self.drawn += 1
            if self.drawn > self.limits.drawn:
                self.limits.enforce("drawn", self.drawn, self.source, page=self.page, at_least=True)

        def render_char(self, *args: Any, **kwargs: Any) -> float:
            self.count()
            advance: float = super().render_char(*args, **kwargs)
            return advance

        def paint_path(self, *args: Any, **kwargs: Any) -> None:
            self.count()
            super().paint_path(*args, **kwargs)

        def begin_figure(self, *args: Any, **kwargs: Any) -> None:
            self.count()
            super().begin_figure(*args, **kwargs)

    return Counting


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
            for item in items:
                if not isinstance(item, Operator):
                    self.argstack.append(item)
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


def _things(page: Page, drawn: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Yield what a page draws as pdfplumber describes it; of letters what is read here, and no colours."""
    from pdfminer.layout import LTChar, LTContainer

    height, shift, number = page.height, page.mediabox[1], page.page_number
    for thing in drawn:
        if isinstance(thing, LTContainer):
            yield from _things(page, thing._objs)
        elif not isinstance(thing, LTChar) or page.mediabox[0] or isinstance(thing.fontname, bytes):
            yield page.process_object(thing)
        else:
            top = height - thing.y1 + shift
            yield {
                "object_type": "char",
                "page_number": number,
                "text": thing._text,
                "fontname": thing.fontname,
                "size": thing.size,
                "matrix": thing.matrix,
                "upright": thing.upright,
                "x0": thing.x0,
                "x1": thing.x1,
                "y0": thing.y0,
                "y1": thing.y1,
                "width": thing.width,
                "height": thing.height,
                "top": top,
                "bottom": height - thing.y0 + shift,
                "doctop": page.initial_doctop + top,
            }
