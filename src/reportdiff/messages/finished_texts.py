"""Put finished English texts into Chinese: warnings that were loaded from JSON, and what a library says.

A text whose code is gone is found by the form of its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from reportdiff.messages.catalog import MessageRow, rows

__all__ = ["Patterns", "in_chinese", "patterns_of", "translated"]

Patterns = tuple[tuple[re.Pattern[str], str], ...]

_NOTES = ("same_period", "unit_changed")  # of changes that are not computed

_PLACE = re.compile(r"\{(\w+)\}")
_SEVERAL = re.compile(r"\{(\w+)\|[^{}]*\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def in_chinese(given: str) -> str:
    """Return the English text of a warning or note in Chinese, where a row has its form.

    >>> in_chinese("a.pdf: a letter of a private font (line 7) cannot be read; compare with the original")
    'a.pdf：有1个自造字（第7行）无法识读，请对照原件'
    """
    return translated(given, _patterns(), _nested())


def translated(given: str, patterns: Patterns, nested: frozenset[str]) -> str:
    """Return a text in Chinese, where one of the patterns fits it; the places `nested` hold texts with rows themselves.

    A row without words of its own ("{source}: {warning}") fits only where what it holds has a row.
    """
    for pattern, chinese in patterns:
        match = pattern.fullmatch(given)
        if match:
            values = match.groupdict()
            held = {name: translated(value, patterns, nested) for name, value in values.items() if name in nested}
            if re.search(r"[^\W\d_]", _PLACE.sub("", chinese)) or all(
                values[name] != new for name, new in held.items()
            ):
                return chinese.format_map({**values, **held})
    return given


def patterns_of(texts: Mapping[str, str]) -> Patterns:
    """Return rows as patterns, first those that begin with words of their own, and of these those with more."""
    ordered = sorted(texts.items(), key=lambda row: (row[0].startswith("{"), -len(_PLACE.sub("", row[0]))))
    return tuple((_pattern(english), chinese) for english, chinese in ordered)


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of the texts that a template makes; a place that it names again holds the same again."""
    parts, named = [], set[str]()
    for number, part in enumerate(_PLACE.split(template)):
        if number % 2 == 0:
            parts.append(re.escape(part))
        else:
            parts.append(f"(?P={part})" if part in named else f"(?P<{part}>.+?)")
            named.add(part)
    return re.compile("".join(parts), re.DOTALL)


def _rows() -> Iterator[MessageRow]:
    yield from rows("warnings").values()
    yield from (rows("findings")[code] for code in _NOTES)


@cache
def _patterns() -> Patterns:
    texts: dict[str, str] = {}
    for row in _rows():
        texts.update(zip(_forms(row.en), _forms(row.zh), strict=True))
    return patterns_of(texts)


@cache
def _nested() -> frozenset[str]:
    """Return the places that hold another message in an example."""
    given = (example["given"] for row in _rows() for example in row.examples)
    return frozenset(name for values in given for name, value in values.items() if isinstance(value, dict))


def _forms(template: str) -> Iterator[str]:
    """Yield a row's text with its optional pieces and without them, piece by piece."""
    piece = _OPTIONAL.search(template)
    if piece is None:
        yield _SEVERAL.sub(r"{\1}", template)
        return
    for held in (piece[1], ""):
        yield from _forms(template[: piece.start()] + held + template[piece.end() :])
