"""The language of what people read: chosen for a program, by REPORTDIFF_LANG for a shell, or named at each call."""

from __future__ import annotations

import os

from reportdiff.errors import ArgumentError
from reportdiff.messages.labels import LANGUAGES, check_language

__all__ = ["VARIABLE", "chosen_language", "explicit_language", "use_language"]

VARIABLE = "REPORTDIFF_LANG"
_CHOSEN: list[str] = []  # the last one counts


def use_language(lang: str | None) -> None:
    """Choose the language of errors and of every output that names none: tables, pages, notebooks, messages.

    Args:
        lang: "zh" or "en"; None for what REPORTDIFF_LANG says, or else Chinese, and English for errors.

    Raises:
        ValueError: There is no such language.

    >>> use_language("en")
    >>> chosen_language(None)
    'en'
    >>> use_language(None)
    """
    _CHOSEN[:] = [] if lang is None else [check_language(lang)]


def chosen_language(lang: str | None) -> str:
    """Return `lang`, or where it is None the language that is chosen; raise `ValueError` for an unknown one."""
    if lang is not None:
        return check_language(lang)
    if _CHOSEN:
        return _CHOSEN[0]
    named = os.environ.get(VARIABLE, "")
    if named and named not in LANGUAGES:
        raise ArgumentError("errors.unknown_value", name=VARIABLE, value=named[:40], known=LANGUAGES)
    return named or LANGUAGES[0]


def explicit_language() -> str | None:
    """Return the language that a program or REPORTDIFF_LANG chose, None where nobody chose one that there is."""
    named = _CHOSEN[0] if _CHOSEN else os.environ.get(VARIABLE)
    return named if named in LANGUAGES else None
