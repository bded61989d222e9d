"""Split the content stream of a PDF page into operators and operands, as pdfminer does, with one regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

__all__ = ["Operator", "UnusualContentError", "content_items"]

_ENCLOSED = re.compile(
    rb"""
    %[^\r\n]*                                                     # a comment
    | /(?P<name>[^\x00\s/%\[\](){}<>\#]*)(?!\#)
    | \((?P<string>[^()\\]*(?:\\.[^()\\]*)*)\)
    | <(?P<hex>[0-9A-Fa-f\s]*)>
    | (?P<open>\[|<<) | (?P<close>\]|>>)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(rb"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))|(?P<operator>[A-Za-z][^\s/%\[\](){}<>\#\x00]*|['\"])")
_MOST_WORDS = 1 << 14  # of a stream, that are kept
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}
_PICTURE = b"BI"  # what follows it is no text


class UnusualContentError(ValueError):
    """A stream holds what this module leaves to pdfminer: a picture, nested brackets, or damage."""


class Operator(bytes):
    """The name of an operator."""


def content_items(content: bytes) -> list[Any]:
    """Return operands and `Operator`s in order; arrays as lists, dictionaries as dicts.

    Raises:
        UnusualContentError: The stream is to be read by pdfminer.
    """
    stack: list[list[Any]] = [[]]
    position = 0
    for match in _ENCLOSED.finditer(content):
        if match.start() > position:
            stack[-1] += _words(content[position : match.start()])
        position = match.end()
        kind = match.lastgroup
        if kind == "open":
            stack.append([])
        elif kind == "close":
            if len(stack) < 2:
                raise UnusualContentError
            items = stack.pop()
            stack[-1].append(items if match["close"] == b"]" else _dictionary(items))
        elif kind is not None:
            stack[-1].append(_item(kind, match[kind]))
    stack[-1] += _words(content[position:])
    if len(stack) != 1:
        raise UnusualContentError
    return stack[0]


class _Words(dict[bytes, Any]):
    """The numbers and operators of a stream by their words, each read once."""

    def __missing__(self, word: bytes) -> Any:
        match = _WORD.fullmatch(word)
        if match is None or match.lastgroup is None:
            raise UnusualContentError
        if len(self) > _MOST_WORDS:
            self.clear()
        self[word] = item = _item(match.lastgroup, word)
        return item


_known = _Words()


def _words(written: bytes) -> list[Any]:
    """Return the numbers and operators that blanks part."""
    return [_known[word] for word in written.replace(b"\0", b" ").split()]


def _item(kind: str, written: bytes) -> Any:
    if kind == "number":
        return float(written) if b"." in written else int(written)
    if kind == "name":
        return _name(written)
    if kind == "string":
        return _ESCAPE.sub(_unescaped, written) if b"\\" in written else written
    if kind == "hex":
        digits = b"".join(written.split())
        return b"".join(bytes((int(digits[place : place + 2], 16),)) for place in range(0, len(digits), 2))
    if written == _PICTURE:
        raise UnusualContentError
    return {b"true": True, b"false": False}.get(written, Operator(written))


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        code = int(match[1], 8)
        if code > 255:
            raise UnusualContentError
        return bytes((code,))
    return _ESCAPED.get(match[2], b"")  # a \ before a line end goes with it; pdfminer drops others too


@lru_cache(maxsize=1 << 12)
def _name(written: bytes) -> Any:
    from pdfminer.psparser import LIT

    try:
        return LIT(written.decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(written)


def _dictionary(items: Sequence[Any]) -> dict[Any, Any]:
    if len(items) % 2:
        raise UnusualContentError
    return dict(_pairs(items))


def _pairs(items: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    from pdfminer.psparser import literal_name

    for place in range(0, len(items), 2):
        yield literal_name(items[place]), items[place + 1]
