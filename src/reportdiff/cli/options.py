"""Options that several commands share, and functions that act on their values."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce, wraps
from typing import TYPE_CHECKING

import click

from reportdiff.cli.language import spoken_language, usage_error
from reportdiff.cli.output import FORMATS, STANDARD_STREAM, Output
from reportdiff.cli.progress import profiled
from reportdiff.errors import ArgumentError

if TYPE_CHECKING:
    from reportdiff.model import Check, Report
    from reportdiff.reading import Limits

__all__ = ["FILE", "current_limits", "exit_code", "failing", "read_report"]
__all__ += ["cutter", "fail_on", "lang", "limit", "output", "profile", "quiet", "rounding", "rules", "year"]

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
    except ArgumentError as error:
        raise usage_error(error) from error


def _use_cutter(context: click.Context, option: click.Parameter, name: str | None) -> None:
    if name is not None:
        from reportdiff.text.words import using_cutter

        context.with_resource(using_cutter(name))


def _print_profile(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        context.with_resource(profiled(spoken_language()))


def _split_modes(context: click.Context, option: click.Parameter, modes: str | None) -> list[str] | None:
    return None if modes is None else [mode.strip() for mode in modes.split(",") if mode.strip()]


limit = click.option(
    "--limit",
    "limits",
    multiple=True,
    callback=_parse_limits,
    metavar="NAME=NUMBER",
    help="How large an input may be: bytes, unpacked, elements, depth, cells, pages, drawn, characters, seconds, "
    "memory. Any number.",
)
cutter = click.option(
    "--cutter",
    type=click.Choice(["plain", "full", "fast"]),
    callback=_use_cutter,
    expose_value=False,
    help="What cuts words: jieba on its most frequent words (plain) or on all (full), or rjieba (fast).",
)
profile = click.option(
    "--profile",
    is_flag=True,
    callback=_print_profile,
    expose_value=False,
    help="Say on standard error, at the end, where the time went.",
)
year = click.option(
    "--year", type=click.IntRange(1900, 2200), help="The report's year, where its text does not say it."
)
fail_on = click.option(
    "--fail-on",
    type=click.Choice(list(_FAILING_VERDICTS)),
    default="inconsistent",
    show_default=True,
    help="What makes the exit code 1: an inconsistent figure, a rounding difference too, or nothing.",
)
rounding = click.option(
    "--rounding",
    metavar="MODES",
    callback=_split_modes,
    help="Rounding modes that the issuer accepts, by commas: half_up, half_even, half_down, truncate, away.",
)
lang = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    envvar="REPORTDIFF_LANG",
    show_default=True,
    show_envvar=True,
    help="The language of headings, verdicts and messages.",
)
quiet = click.option("-q", "--quiet", is_flag=True, help="No warnings, progress or summary on standard error.")


def rules(text: str) -> Callable[[Command], Command]:
    """Return the option `--rules` with the help `text`."""
    return click.option("--rules", metavar="FILE", type=FILE, help=text)


def output(formats: Sequence[str] = FORMATS) -> Callable[[Command], Command]:
    """Return a decorator that adds `--format`, `--output`, `--force`, `--lang` and `--quiet` to a command.

    The command receives the five as one `Output`, its keyword argument `output`.
    """
    format_help = "How to show the result. Without it the ending of the -o FILE decides, else a table is shown."
    output_help = "Write the result to FILE, whole or not at all, instead of to standard output."
    options = (
        click.option("--format", "format_", type=click.Choice(formats), help=format_help),
        click.option("-o", "--output", metavar="FILE", type=FILE, help=output_help),
        click.option("--force", is_flag=True, help="Replace FILE even if reportdiff did not write it."),
        lang,
        quiet,
    )

    def decorate(command: Command) -> Command:
        @wraps(command)
        def run(
            *, format_: str | None, output: str | None, force: bool, lang: str, quiet: bool, **arguments: object
        ) -> int:
            chosen = Output.chosen(format_, output, lang=lang, quiet=quiet, force=force)
            return command(output=chosen, **arguments)

        return reduce(lambda decorated, option: option(decorated), reversed(options), run)

    return decorate


def current_limits() -> Limits | None:
    """Return the limits of inputs that `--limit`, an option before the command, sets; None for the usual ones."""
    limits: Limits | None = click.get_current_context().obj
    return limits


def read_report(file: str, year: int | None = None) -> Report:
    """Read the report that an argument names, "-" from standard input, within the limits of `--limit`."""
    from reportdiff import pipeline

    if file == STANDARD_STREAM:
        return pipeline.read(sys.stdin.buffer, name="standard input", year=year, limits=current_limits())
    return pipeline.read(file, year=year, limits=current_limits())


def failing(checks: Iterable[Check]) -> Iterator[str]:
    """Yield the verdicts of checks that neither were accepted nor are below the materiality level."""
    from reportdiff.model import Severity

    return (check.verdict for check in checks if check.severity not in (None, Severity.NOTE))


def exit_code(verdicts: Iterable[str], fail_on: str = "inconsistent") -> int:
    """Return 1 where one of the verdicts is one that `--fail-on` names, else 0."""
    return int(not _FAILING_VERDICTS[fail_on].isdisjoint(verdicts))
