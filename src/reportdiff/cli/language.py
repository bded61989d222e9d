"""Choose the language of help, errors and warnings, and put finished English texts of the command line into Chinese."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from itertools import pairwise

from reportdiff.messages.error_texts import Patterns, error_rows, patterns_of, translated

__all__ = ["chinese_help", "in_chinese", "message_language", "paragraphs_in", "said", "spoken", "spoken_language"]

_LANGUAGES = ("zh", "en")
_OPTION, _VARIABLE = "--lang", "REPORTDIFF_LANG"
_SPOKEN = ContextVar("reportdiff_cli_language", default="en")


def message_language(arguments: Sequence[str]) -> str:
    """Return the language in which the program speaks to the person who calls it.

    That is what --lang names, else REPORTDIFF_LANG, else Chinese where the locale is, else English. Results do not
    follow the locale: the same call gives the same result everywhere.
    """
    named = [value for option, value in pairwise(arguments) if option == _OPTION]
    named += [item.partition("=")[2] for item in arguments if item.startswith(f"{_OPTION}=")]
    for name in (*named, os.environ.get(_VARIABLE, "")):
        if name in _LANGUAGES:
            return name
    locale = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


@contextmanager
def spoken(lang: str) -> Iterator[None]:
    """Let the program speak `lang` in the block: its help, its errors and its progress."""
    token = _SPOKEN.set(lang)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken_language() -> str:
    """Return the language that the program speaks just now."""
    return _SPOKEN.get()


@cache
def chinese_help(table: str) -> Mapping[str, str]:
    """Return a table of chinese.toml: the English text, on one line, and the Chinese one."""
    import tomllib

    text = resources.files("reportdiff.cli").joinpath("chinese.toml").read_text(encoding="utf-8")
    found: Mapping[str, str] = tomllib.loads(text)[table]
    return found


def in_chinese(text: str) -> str:
    """Return a finished English text in Chinese, where a row of the tables of texts has its form.

    >>> in_chinese("Missing argument 'PRIOR'.")
    "缺少参数 'PRIOR'"
    >>> in_chinese("something else")
    'something else'
    """
    return translated(text, _patterns())


def said(text: str) -> str:
    """Return a finished English text in the language that the program speaks."""
    return in_chinese(text) if spoken_language() == "zh" else text


def paragraphs_in(lang: str, text: str) -> str:
    """Return a help text of the program in `lang`, paragraph by paragraph; an example stays as it is."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    if lang == "zh":
        chinese = chinese_help("program")
        paragraphs = [chinese.get(paragraph, paragraph.replace("Example: ", "例：")) for paragraph in paragraphs]
    return "\n\n".join(paragraphs)


@cache
def _patterns() -> Patterns:
    return patterns_of({**chinese_help("click"), **error_rows(), **chinese_help("progress")})
