"""Commands whose help speaks the chosen language, with lines that count a Chinese character as two columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import east_asian_width

import click

from reportdiff.cli.language import in_chinese, paragraphs_in, spoken_language

__all__ = ["SpokenCommand", "SpokenGroup"]

_WORD = re.compile(r"\s+|[（“]*(?:[!-~]+|[^\s!-~])[，。、；：）”]*")
_EXTRA = re.compile(r"(.*?)(?:  )?\[([^\[\]]*)\]", re.DOTALL)  # a help text, and what click adds: [default: zh]


class _ChineseFormatter(click.HelpFormatter):
    """Writes the help of a command in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, " ".join(map(in_chinese, args.split())), prefix or f"{in_chinese('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{in_chinese(heading)}：\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        paragraphs = (_lines(each, self.width - len(indent)) for each in paragraphs_in("zh", text).split("\n\n"))
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        column = self.current_indent + col_spacing + min(max(len(first) for first, _ in rows), col_max)
        for first, second in rows:
            start = f"{'':>{self.current_indent}}{first}"
            head, *others = _lines(_with_extra(second), self.width - column) or [""]
            gap = "\n" + " " * column
            self.write((start + gap if len(start) > column - col_spacing else start.ljust(column)) + head)
            self.write("".join(gap + line for line in others) + "\n")


class _SpokenContext(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        self.formatter_class = _ChineseFormatter if spoken_language() == "zh" else click.HelpFormatter
        return super().make_formatter()


class SpokenCommand(click.Command):
    """A command whose help speaks the chosen language."""

    context_class = _SpokenContext

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first paragraph of the help, in English shortened to `limit` characters."""
        text = super().get_short_help_str(limit)
        return paragraphs_in("zh", self.help or text).split("\n\n")[0] if spoken_language() == "zh" else text


class SpokenGroup(click.Group):
    """A group of such commands, which it lists in the order of use, not of the alphabet."""

    context_class, command_class = _SpokenContext, SpokenCommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in their order."""
        return list(self.commands)


def _with_extra(text: str) -> str:
    """Return the help of an option in Chinese, with what click says about its default."""
    match = _EXTRA.fullmatch(text)
    if match is None:
        return paragraphs_in("zh", text)
    return f"{paragraphs_in('zh', match[1])} [{'；'.join(map(in_chinese, match[2].split('; ')))}]".lstrip()


def _lines(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns; a word in Latin letters is not broken."""
    lines, used = [""], 0
    for word in _WORD.findall(text):
        size = sum(2 if east_asian_width(character) in "WF" else 1 for character in word)
        if lines[-1] and used + size > width:
            lines, used = [*lines, ""], 0
        if lines[-1] or not word.isspace():
            lines[-1], used = lines[-1] + word, used + size
    return [line.rstrip() for line in lines]
