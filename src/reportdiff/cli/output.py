"""Write results to standard output or a file, and messages to standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from reportdiff.cli.language import say
from reportdiff.errors import UnsupportedFormatError
from reportdiff.stages import stage

if TYPE_CHECKING:
    from reportdiff.model import CheckResult, ComparisonResult, Report

__all__ = ["FORMATS", "STANDARD_STREAM", "Output", "print_message", "print_result", "silence_stdout"]

STANDARD_STREAM = "-"
"""The file name that stands for standard input or standard output."""

FORMATS = ("table", "md", "csv", "json", "html", "xlsx", "png", "svg")

_FORMAT_OF_SUFFIX = {name: name for name in FORMATS[1:]} | {"txt": "table", "markdown": "md", "htm": "html"}


class Output(NamedTuple):  # a tuple, as `--help` does not pay for attrs then
    """Where a result goes and how it is shown; `path` is None for standard output."""

    format: str
    path: str | None
    lang: str
    quiet: bool
    force: bool = False

    @classmethod
    def chosen(cls, format_: str | None, path: str | None, *, lang: str, quiet: bool, force: bool) -> Output:
        """Return the output that the options name; without a format the ending of `path` says it, else it is a table.

        Raises:
            UnsupportedFormatError: `format_` is None and the ending of `path` says no format.
        """
        path = None if path == STANDARD_STREAM else path
        if format_ is None:
            suffix = PurePath(path).suffix.lower().removeprefix(".") if path is not None else "txt"
            if suffix not in _FORMAT_OF_SUFFIX:
                known = tuple(f".{name}" for name in _FORMAT_OF_SUFFIX)
                raise UnsupportedFormatError("errors.ending_without_format", path=str(path), known=known)
            format_ = _FORMAT_OF_SUFFIX[suffix]
        return cls(format=format_, path=path, lang=lang, quiet=quiet, force=force)

    def deliver(self, result: Report | CheckResult | ComparisonResult) -> None:
        """Write a result's warnings to standard error, and the result to the file or to standard output."""
        from reportdiff.messages import phrase_of, sentence
        from reportdiff.rendering import BINARY_RENDERERS, RENDERERS, files_of

        inputs = files_of(result)
        self.guard(inputs)
        if not self.quiet:
            for warning in result.warnings:
                print_message(sentence("cli.warning", self.lang, warning=phrase_of(warning)))
        if self.format in BINARY_RENDERERS:
            self.refuse_bytes_on_terminal()
        with stage("writing"):
            if self.format in BINARY_RENDERERS:
                content: str | bytes = BINARY_RENDERERS[self.format](result, lang=self.lang)
            else:
                content = RENDERERS[self.format](result, lang=self.lang, **self.terminal_options())
            self.write(content, inputs)
        if not self.quiet and (self.path is not None or self.format == "csv"):  # neither shows the summary
            from reportdiff.rendering.summary import summary

            for line in summary(result, self.lang).splitlines():
                print_message(line)
            if self.path is not None:
                print_message(f"→ {self.path}")

    def guard(self, inputs: Iterable[str]) -> None:
        """Raise `OutputError` where the output file is one of the inputs, or is another's and not to be replaced."""
        if self.path is not None:
            from reportdiff.rendering import guard_output

            guard_output(self.path, inputs=inputs, overwrite=self.force)

    def write(self, content: str | bytes, inputs: Iterable[str]) -> None:
        """Write text or bytes to the file, whole or not at all, or to standard output."""
        if self.path is None:
            print_result(content)
            return
        from reportdiff.rendering import write_output

        write_output(self.path, content, inputs=inputs, overwrite=self.force)

    def refuse_bytes_on_terminal(self) -> None:
        """Raise `click.UsageError` where bytes would go to a terminal."""
        if self.path is None and sys.stdout.isatty():
            raise click.UsageError(say("errors.not_for_terminal", format=self.format))

    def terminal_options(self) -> dict[str, Any]:
        """Return width and color for a table on standard output; nothing for any other output."""
        if self.format != "table" or self.path is not None:
            return {}
        if not sys.stdout.isatty():
            columns = os.environ.get("COLUMNS", "")
            return {"width": int(columns)} if columns.isdigit() else {}
        color = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        return {"width": shutil.get_terminal_size().columns, "color": color}


def print_result(content: str | bytes) -> None:
    """Write to standard output, text as UTF-8 whatever the locale; a reader that went away is no error."""
    try:
        sys.stdout.buffer.write(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence_stdout()


def silence_stdout() -> None:
    """Discard what is still buffered for standard output, so that the interpreter's exit reports no broken pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_message(line: str) -> None:
    """Write one line to standard error; what would move the cursor, or turn the writing, is escaped."""
    signs = (sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in " ".join(line.split()))
    with suppress(OSError):  # a message that nobody can read changes no exit code
        print("".join(signs), file=sys.stderr)
