"""The commands on the reports of one issuer: `extract`, `check`, `compare`, `series`, `review`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportdiff.cli import options
from reportdiff.cli.language import say, spoken_language, usage_error
from reportdiff.cli.output import STANDARD_STREAM, Output, print_message
from reportdiff.cli.progress import tell_if_slow
from reportdiff.cli.spoken_help import SpokenCommand
from reportdiff.errors import ArgumentError, LexiconError, UnplacedReportError

if TYPE_CHECKING:
    from reportdiff.panel import Series

__all__ = ["check", "compare", "extract", "review", "series"]


@click.command(cls=SpokenCommand)
@click.argument("file", type=options.FILE)
@options.year
@options.output()
def extract(*, file: str, year: int | None, output: Output) -> int:
    """Show what a report says: its sections, figures and claims.

    Example: reportdiff extract report-2023.txt --format csv -o figures.csv
    """
    with tell_if_slow("cli.reading", file=file, quiet=output.quiet):
        report = options.read_report(file, year)
    output.deliver(report)
    return 0


@click.command(cls=SpokenCommand)
@click.argument("file", type=options.FILE)
@options.year
@options.rules("Accepted findings and materiality. Without it a reportdiff.toml next to FILE counts.")
@options.rounding
@options.fail_on
@options.output()
def check(
    *, file: str, year: int | None, rules: str | None, rounding: list[str] | None, fail_on: str, output: Output
) -> int:
    """Check one report alone: shares, totals, implied priors, contradictions.

    Example: reportdiff check report-2023.txt
    """
    from reportdiff import pipeline

    with tell_if_slow("cli.checking", file=file, quiet=output.quiet):
        corrections = pipeline.corrections_for(rules, None if file == STANDARD_STREAM else file)
        result = pipeline.check(options.read_report(file, year), rules=corrections, rounding=rounding).result
    output.deliver(result)
    return options.exit_code(options.failing(result.checks), fail_on)


@click.command(cls=SpokenCommand)
@click.argument("prior", type=options.FILE)
@click.argument("current", type=options.FILE)
@options.rules("Decided pairs, aliases, accepted findings. Without it a reportdiff.toml next to CURRENT counts.")
@options.rounding
@options.fail_on
@options.output()
def compare(
    *, prior: str, current: str, rules: str | None, rounding: list[str] | None, fail_on: str, output: Output
) -> int:
    """Compare last year's report PRIOR with this year's report CURRENT.

    Example: reportdiff compare report-2022.txt report-2023.txt -o diff.md
    """
    if prior == current == STANDARD_STREAM:
        raise click.UsageError(say("errors.two_dashes"))
    from reportdiff import pipeline
    from reportdiff.reading.bounded import close_workers

    with tell_if_slow("cli.comparing", prior=prior, current=current, quiet=output.quiet):
        reports = options.read_report(prior), options.read_report(current)
        close_workers()  # nothing more is read
        corrections = pipeline.corrections_for(rules, None if current == STANDARD_STREAM else current)
        result = pipeline.compare(*reports, rules=corrections, rounding=rounding).result
    output.deliver(result)
    return options.exit_code(options.failing((*result.checks, *result.prior.checks)), fail_on)


@click.command(cls=SpokenCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=options.FILE)
@click.option(
    "--least", type=click.IntRange(1), default=2, show_default=True, help="Show metrics that so many years print."
)
@options.rules("Corrections; without it reportdiff.toml next to each report counts.")
@click.option("--learn", metavar="TOML", help="Add the names that the years show to be one metric to this rules file.")
@options.fail_on
@options.output()
def series(
    *, files: tuple[str, ...], least: int, rules: str | None, learn: str | None, fail_on: str, output: Output
) -> int:
    """Chain the reports of one issuer, any number of years, into a table of metric by year with its breaks.

    Example: reportdiff series report-2021.txt report-2022.txt report-2023.txt
    """
    from reportdiff import panel
    from reportdiff.panel.year_tables import checked_years

    with tell_if_slow("cli.reading_several", count=len(files), quiet=output.quiet):
        try:
            reports = [options.read_report(file) if file == STANDARD_STREAM else file for file in files]
            years = panel.series(reports, rules=rules, limits=options.current_limits())
        except (ArgumentError, UnplacedReportError, LexiconError) as error:
            raise usage_error(error) from error
    output.guard(years.files)
    output.write(_rendered(years, least, output), years.files)
    if learn is not None:
        years.to_rules(learn)
        if not output.quiet:
            print_message(say("cli.learned", count=len(years.learned), path=learn))
    if output.path is not None and not output.quiet:
        from reportdiff.messages.labels import word

        print_message(f"{word('heading', 'breaks', output.lang)} {len(years.breaks)}")
        print_message(f"→ {output.path}")
    return options.exit_code(options.failing(check for *_, check in checked_years(years)), fail_on)


def _rendered(years: Series, least: int, output: Output) -> str | bytes:
    if output.format not in ("xlsx", "png", "svg"):
        width = {key: value for key, value in output.terminal_options().items() if key == "width"}
        mark = "\ufeff" if output.format == "csv" else ""  # by which Excel knows UTF-8
        return mark + years.render(output.format, lang=output.lang, least=least, **width)
    output.refuse_bytes_on_terminal()
    if output.format == "xlsx":
        return years.workbook(lang=output.lang, least=least)
    from reportdiff.rendering import plots

    return plots.as_bytes(years.plot(lang=output.lang), output.format)


@click.command(cls=SpokenCommand)
@click.argument("prior", type=options.FILE)
@click.argument("current", type=options.FILE)
@options.rules("The file to write the doubtful pairs into; without it reportdiff.toml next to CURRENT.")
@click.option(
    "-o",
    "--output",
    "page",
    metavar="PAGE",
    type=options.FILE,
    help="Write a page to decide on, and no corrections file.",
)
@click.option("--force", is_flag=True, help="Replace PAGE even if reportdiff did not write it.")
@options.lang
@options.quiet
def review(
    *, prior: str, current: str, rules: str | None, page: str | None, force: bool, lang: str, quiet: bool
) -> int:
    """Write the doubtful pairs of metrics into a corrections file, commented out, for a person to decide.

    With -o a page, on which pairs and findings are decided and which saves the corrections file.

    Example: reportdiff review report-2022.txt report-2023.txt -o review.html
    """
    from reportdiff import pipeline
    from reportdiff.alignment import Corrections, load_corrections, review_text
    from reportdiff.messages import sentence
    from reportdiff.rendering import guard_output, write_whole

    if current == STANDARD_STREAM and rules is None:
        raise click.UsageError(say("errors.rules_for_dash"))
    path = Path(rules) if rules is not None else Path(current).parent / pipeline.RULES_FILE
    if page is None:
        guard_output(path, inputs=(prior, current), overwrite=True)
    else:
        guard_output(page, inputs=(prior, current, str(path)), overwrite=force)
    corrections = load_corrections(path) if path.is_file() else Corrections(source=str(path))
    with tell_if_slow("cli.comparing", prior=prior, current=current, quiet=quiet):
        diff = pipeline.compare(options.read_report(prior), options.read_report(current), rules=corrections)
    if page is not None:
        diff.to_html(page, lang=lang, overwrite=True, review=True, rules=path)
        if not quiet:
            count = sum(pair.review for pair in diff.result.pairs)
            print_message(sentence("cli.review_page", lang, count=count, path=page, rules=str(path)))
        return 0
    existing = path.read_text(encoding="utf-8") if path.is_file() else ""
    text = review_text(diff.prior, diff.current, diff.result.pairs, corrections, existing)
    if text != existing:
        write_whole(path, text)
    if not quiet:
        added = text.count("# [[confirm]]") - existing.count("# [[confirm]]")
        counts = {"count": added, "path": str(path)}
        code, parameters = ("cli.doubtful", counts) if added else ("cli.nothing_doubtful", {"path": str(path)})
        print_message(sentence(code, spoken_language(), **parameters))
    return 0
