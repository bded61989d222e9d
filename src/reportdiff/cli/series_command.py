"""The command `series`: the years of one issuer in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reportdiff.cli import options
from reportdiff.cli.output import FORMATS, STANDARD_STREAM, Output
from reportdiff.cli.progress import tell_if_slow

if TYPE_CHECKING:
    from reportdiff.panel import Series

__all__ = ["series"]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=options.FILE)
@click.option(
    "--least", type=click.IntRange(1), default=2, show_default=True, help="Show metrics that so many years print."
)
@options.rules("Corrections; without it reportdiff.toml next to each report counts.")
@options.output([name for name in FORMATS if name != "json"])
def series(*, files: tuple[str, ...], least: int, rules: str | None, output: Output) -> int:
    """Chain the reports of one issuer, any number of years, into a table of metric by year with its breaks.

    Example: reportdiff series report-2021.txt report-2022.txt report-2023.txt
    """
    from reportdiff import panel

    with tell_if_slow(f"reading {len(files)} reports", quiet=output.quiet):
        try:
            reports = [options.read_report(file) if file == STANDARD_STREAM else file for file in files]
            years = panel.series(reports, rules=rules, limits=options.current_limits())
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    output.write(_rendered(years, least, output))
    return int(bool(years.breaks))


def _rendered(years: Series, least: int, output: Output) -> str | bytes:
    if output.format not in ("xlsx", "png", "svg"):
        width = {key: value for key, value in output.terminal_options().items() if key == "width"}
        return years.render(output.format, lang=output.lang, least=least, **width)
    output.refuse_bytes_on_terminal()
    if output.format == "xlsx":
        return years.workbook(lang=output.lang, least=least)
    from reportdiff.rendering import plots

    return plots.as_bytes(years.plot(lang=output.lang), output.format)
