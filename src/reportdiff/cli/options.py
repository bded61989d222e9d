"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import TYPE_CHECKING

import click

from reportdiff.cli.output import FORMATS, STANDARD_STREAM, Output

if TYPE_CHECKING:
    from reportdiff.model import Report
    from reportdiff.reading import Limits

__all__ = [
    "FILE",
    "current_limits",
    "exit_code",
    "fail_on_option",
    "format_option",
    "lang_option",
    "limit_option",
    "output_options",
    "quiet_option",
    "read_report",
    "rounding_option",
    "rules_option",
    "year_option",
]

FILE = click.Path(allow_dash=True)
"""The type of a file's name: a shell completes it, and reading finds out whether the file can be read."""

_FAILING_VERDICTS = {
    "inconsistent": {"inconsistent"},
    "rounding": {"inconsistent", "rounding_difference"},
    "never": set[str](),
}

Command = Callable[..., int]


def _parse_limits(context: click.Context, option: click.Parameter, settings: tuple[str, ...]) -> Limits | None:
    if not settings:
        return None
    from reportdiff.reading import Limits

    try:
        return Limits.named(*settings)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _split_modes(context: click.Context, option: click.Parameter, modes: str | None) -> list[str] | None:
    return None if modes is None else [mode.strip() for mode in modes.split(",") if mode.strip()]


limit_option = click.option(
    "--limit",
    "limits",
    multiple=True,
    callback=_parse_limits,
    metavar="NAME=NUMBER",
    help="How large an input may be: bytes, unpacked, elements, depth, cells, pages, drawn, characters. Any number.",
)
year_option = click.option(
    "--year", type=click.IntRange(1900, 2200), help="The report's year, where its text does not say it."
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(list(_FAILING_VERDICTS)),
    default="inconsistent",
    show_default=True,
    help="What makes the exit code 1: an inconsistent figure, a rounding difference too, or nothing.",
)
rounding_option = click.option(
    "--rounding",
    metavar="MODES",
    callback=_split_modes,
    help="Rounding modes that the issuer accepts, by commas: half_up, half_even, half_down, truncate, away.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="The language of headings, verdicts and messages.",
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No warnings, progress or summary on standard error.")


def rules_option(text: str) -> Callable[[Command], Command]:
    """Return the option `--rules` with the help `text`."""
    return click.option("--rules", metavar="FILE", type=FILE, help=text)


def format_option(formats: Sequence[str], text: str, *, default: str | None = None) -> Callable[[Command], Command]:
    """Return the option `--format` for a choice of `formats`, the parameter `format_`, with the help `text`."""
    return click.option(
        "--format", "format_", type=click.Choice(formats), default=default, show_default=default is not None, help=text
    )


def output_options(formats: Sequence[str] = FORMATS) -> Callable[[Command], Command]:
    """Return a decorator that adds `--format`, `--output`, `--lang` and `--quiet` to a command.

    The command receives the four as one `Output`, its keyword argument `output`.
    """
    options = (
        format_option(
            formats, "How to show the result. Without it the ending of the -o FILE decides, else a table is shown."
        ),
        click.option(
            "-o",
            "--output",
            metavar="FILE",
            type=FILE,
            help="Write the result to FILE, whole or not at all, instead of to standard output.",
        ),
        lang_option,
        quiet_option,
    )

    def decorate(command: Command) -> Command:
        @wraps(command)
        def run(*, format_: str | None, output: str | None, lang: str, quiet: bool, **arguments: object) -> int:
            return command(output=Output.chosen(format_, output, lang=lang, quiet=quiet), **arguments)

        decorated: Command = run
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def current_limits() -> Limits | None:
    """Return what `--limit`, which stands before the command, says of the size of inputs."""
    limits: Limits | None = click.get_current_context().obj
    return limits


def read_report(file: str, year: int | None = None) -> Report:
    """Read the report that an argument names, "-" from standard input, within the limits of `--limit`."""
    from reportdiff import pipeline

    if file == STANDARD_STREAM:
        return pipeline.read(sys.stdin.buffer, name="standard input", year=year, limits=current_limits())
    return pipeline.read(file, year=year, limits=current_limits())


def exit_code(verdicts: Iterable[str], fail_on: str = "inconsistent") -> int:
    """Return 1 where one of the verdicts is one that `--fail-on` names, else 0."""
    return int(not _FAILING_VERDICTS[fail_on].isdisjoint(verdicts))
