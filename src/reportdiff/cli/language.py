"""Choose the language of help, errors and warnings, and put the help and click's own words into it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import resources
from itertools import pairwise

import click

__all__ = ["chinese_help", "in_language", "message_language"]

_LANGUAGES = ("zh", "en")
_OPTION, _VARIABLE = "--lang", "REPORTDIFF_LANG"
_CLICK = (click.core, click.decorators, click.exceptions, click.formatting, click.types)


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
def in_language(program: click.Group, lang: str) -> Iterator[None]:
    """Show the help of a program and its commands, and what click says of wrong arguments, in `lang` in the block."""
    if lang == "en":
        yield
        return
    commands = (program, *program.commands.values())
    options = [item for command in commands for item in command.params if isinstance(item, click.Option)]
    options += filter(None, (_help_option(command) for command in commands))
    items: list[click.Command | click.Option] = [*commands, *dict.fromkeys(options)]
    helps = [(item, item.help) for item in items]
    words = [(module, vars(module)["_"]) for module in _CLICK if "_" in vars(module)]
    of_click = chinese_help("click")
    for item, text in helps:
        item.help = _in_chinese(text)
    for module, _ in words:
        setattr(module, "_", lambda text: of_click.get(text, text))  # noqa: B010  click calls gettext by this name
    try:
        yield
    finally:
        for item, text in helps:
            item.help = text
        for module, gettext in words:
            setattr(module, "_", gettext)  # noqa: B010


def _help_option(command: click.Command) -> click.Option | None:
    """Return the option --help of a command, which click makes once and keeps."""
    return command.get_help_option(click.Context(command, help_option_names=["-h", "--help"]))


@cache
def chinese_help(table: str) -> Mapping[str, str]:
    """Return a table of help_zh.toml: the English text, on one line, and the Chinese one."""
    import tomllib

    text = resources.files("reportdiff.cli").joinpath("help_zh.toml").read_text(encoding="utf-8")
    found: Mapping[str, str] = tomllib.loads(text)[table]
    return found


def _in_chinese(text: str | None) -> str | None:
    """Return a help text paragraph by paragraph; an example stays as it is."""
    if text is None:
        return None
    chinese = chinese_help("program")
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    return "\n\n".join(chinese.get(paragraph, paragraph.replace("Example: ", "例：")) for paragraph in paragraphs)
