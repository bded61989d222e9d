"""Tell who asked for it how many pages of an input are read; a long PDF takes half a minute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["PageListener", "page_progress", "tell_page"]

PageListener = Callable[[str, int, int], None]
"""Is called with the name of an input, the number of the page that is read, and the number of all its pages."""

_listener: ContextVar[PageListener | None] = ContextVar("page_listener", default=None)


@contextmanager
def page_progress(listener: PageListener) -> Iterator[None]:
    """Call `listener` for every page that is read inside the block.

    >>> pages = []
    >>> with page_progress(lambda source, page, total: pages.append((source, page, total))):
    ...     tell_page("a.pdf", 1, 2)
    >>> pages
    [('a.pdf', 1, 2)]
    """
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell_page(source: str, page: int, total: int) -> None:
    """Tell the listener, where there is one, that a page is read."""
    listener = _listener.get()
    if listener is not None:
        listener(source, page, total)
