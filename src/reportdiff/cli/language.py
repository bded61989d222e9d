"""Choose the language of help, errors and warnings, and put what click says into Chinese."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from itertools import pairwise

import click

from reportdiff.errors import ReportdiffError
from reportdiff.messages import error_text, sentence
from reportdiff.messages.finished_texts import Patterns, patterns_of, translated
from reportdiff.model import Parameter

__all__ = ["chinese_help", "in_chinese", "message_language", "paragraphs_in", "say", "spoken", "spoken_language"]
__all__ += ["usage_error"]

_LANGUAGES = ("zh", "en")
_OPTION, _VARIABLE = "--lang", "REPORTDIFF_LANG"
_NESTED = frozenset({"message", "more"})  # places of texts of click that hold another
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
    """Return what click says in Chinese, where a row of the table `click` has its form.

    >>> in_chinese("Missing argument 'PRIOR'.")
    "缺少参数 'PRIOR'"
    >>> in_chinese("something else")
    'something else'
    """
    return translated(text, _patterns(), _NESTED)


def say(code: str, **parameters: Parameter) -> str:
    """Return the message of this code in the language that the program speaks."""
    return sentence(code, spoken_language(), **parameters)


def usage_error(error: ReportdiffError) -> click.UsageError:
    """Return an error as one of the call, which names the help of the command."""
    return click.UsageError(error_text(error.args[0], spoken_language()))


def paragraphs_in(lang: str, text: str) -> str:
    """Return a help text of the program in `lang`, paragraph by paragraph; an example stays as it is."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    if lang == "zh":
        chinese = chinese_help("program")
        paragraphs = [chinese.get(paragraph, paragraph.replace("Example: ", "例：")) for paragraph in paragraphs]
    return "\n\n".join(paragraphs)


@cache
def _patterns() -> Patterns:
    return patterns_of(chinese_help("click"))
