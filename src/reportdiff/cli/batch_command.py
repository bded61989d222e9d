"""The command `batch`: a folder of reports into tables and an index page."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from reportdiff.cli import options
from reportdiff.cli.language import say
from reportdiff.cli.output import print_message, print_result
from reportdiff.cli.progress import ProgressLine, exit_on_second_interrupt
from reportdiff.cli.spoken_help import SpokenCommand
from reportdiff.errors import MissingExtraError
from reportdiff.messages import phrase, reason_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["batch"]


@click.command(cls=SpokenCommand)
@click.argument("folder", type=options.FILE)
@click.option(
    "-o", "--output", required=True, metavar="OUT", type=options.FILE, help="The folder for tables and index page."
)
@click.option("--jobs", type=click.IntRange(1), help="How many processes work; without it one for each processor.")
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Work on the dask cluster at ADDRESS, whose machines see FOLDER under the same path.",
)
@click.option(
    "--pages",
    type=click.Choice(["findings", "all"]),
    help="Also write a comparison page for each pair with findings, or for all. A finished OUT can be given again.",
)
@options.rules(
    "Confirmed and forbidden pairs and aliases for all. Without it a reportdiff.toml beside a report counts."
)
@options.rounding
@options.fail_on
@options.lang
@options.quiet
def batch(
    *,
    folder: str,
    output: str,
    jobs: int | None,
    dask: str | None,
    pages: str | None,
    rules: str | None,
    rounding: list[str] | None,
    fail_on: str,
    lang: str,
    quiet: bool,
) -> int:
    """Compare the consecutive years of every issuer in a folder of reports; write Parquet tables and an index page.

    Issuer and year are found in file and folder names (cixi-2023.txt, 2023/cixi.html), else in the text. Interrupted,
    the same command goes on where it was.

    Example: reportdiff batch reports -o out --jobs 2
    """
    from reportdiff import corpus
    from reportdiff.rendering.page.corpus_index import batch_summary

    if jobs is not None and dask is not None:
        raise click.UsageError(say("errors.jobs_or_dask"))
    progress = ProgressLine(quiet)
    try:
        with exit_on_second_interrupt(), _dask_executor(dask) as (executor, window):
            done = corpus.batch(
                folder,
                output,
                executor=executor,
                window=window,
                workers=jobs,
                rules=rules,
                rounding=rounding,
                limits=options.current_limits(),
                lang=lang,
                progress=progress,
                pages=pages,
            )
    except KeyboardInterrupt:
        progress.end()
        print_message(say("cli.interrupted", out=output))
        return 130
    progress.end()
    print_result("".join(f"{line}\n" for line in (*batch_summary(done.counts, lang), f"→ {done.index}")))
    return options.exit_code((name for name, count in done.counts.items() if count), fail_on)


@contextmanager
def _dask_executor(address: str | None) -> Iterator[tuple[Executor | None, int | None]]:
    """Yield a dask cluster's executor and how many tasks keep it busy; None and None without an address."""
    if address is None:
        yield None, None
        return
    try:
        from distributed import Client
    except ImportError as error:
        what = phrase("errors.dask_cluster")
        raise MissingExtraError("errors.needs_extra", what=what, library="dask", extra="[dask]") from error
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # what a client leaves open when it closes is no finding
    try:
        client = Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise click.UsageError(say("errors.no_cluster", address=address, reason=reason_of(error))) from error
    with client:
        cores = sum(client.ncores().values())  # type: ignore[no-untyped-call]
        yield client.get_executor(), 4 * max(1, cores)  # type: ignore[no-untyped-call]
