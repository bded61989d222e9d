"""The command line: options, exit codes, what goes to standard output and what to standard error.

Exit code 0: nothing found wrong; 1: at least one check of verdict `inconsistent`; 2: the input or the order could not
be used, and one line on standard error says why; 130: interrupted.
"""

# long: the commands move into cli/, one file each

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from reportdiff._version import __version__
from reportdiff.errors import MissingExtraError, ReportdiffError, UnsupportedFormatError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportdiff.model import Check, CheckResult, ComparisonResult, Report
    from reportdiff.panel import Series
    from reportdiff.reading import Limits

__all__ = ["FORMATS", "main", "program"]

FORMATS = ("table", "md", "csv", "json", "html", "xlsx", "png", "svg")

_OF_YEARS = ("table", "md", "csv", "html", "xlsx", "png", "svg")
_CHARTS = ("png", "svg")

_BY_SUFFIX = {
    ".md": "md",
    ".markdown": "md",
    ".csv": "csv",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".png": "png",
    ".svg": "svg",
    ".txt": "table",
}
_STANDARD = "-"
_FILE = click.Path(allow_dash=True)  # what a shell completes; whether it can be read is found out by reading
_PATIENCE = 2.0  # seconds without a word
_REDRAW, _REPEAT = 0.2, 10.0  # seconds between two lines of progress, on a terminal and in a log


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on `arguments` (the process's own where None) and return its exit code; never raises."""
    _write_utf8()
    try:
        code = program.main(args=None if arguments is None else list(arguments), standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        return _refuse(_usage(error))
    except (click.Abort, KeyboardInterrupt):
        return 130
    except ReportdiffError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        _silence()
        return 0
    except Exception as error:
        if os.environ.get("REPORTDIFF_DEBUG"):
            raise
        kind = type(error).__name__
        return _refuse(f"internal error ({kind}: {error}); set REPORTDIFF_DEBUG=1 to see where, and please report it")
    return code if isinstance(code, int) else 0


class _Program(click.Group):
    """The command group; its commands stand in the order of use, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="reportdiff")
@click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    help="How large an input may be: bytes, unpacked, elements, depth, cells, pages, drawn, characters. Any number.",
)
@click.pass_context
def program(context: click.Context, limits: tuple[str, ...]) -> None:
    """Compare the annual reports of one issuer, year over year, and check every stated change.

    FILE is a report; "-" reads standard input. Exit code 0: nothing found wrong, 1: at least one stated figure is
    inconsistent with the printed ones, 2: the input could not be used.
    """
    context.obj = limits


_fail_on = click.option(
    "--fail-on",
    type=click.Choice(["inconsistent", "rounding", "never"]),
    default="inconsistent",
    show_default=True,
    help="What makes the exit code 1: an inconsistent figure, a rounding difference too, or nothing.",
)


_rounding = click.option(
    "--rounding",
    metavar="MODES",
    help="Rounding modes that the issuer accepts, by commas: half_up, half_even, half_down, truncate, away.",
)
_cutter = click.option(
    "--cutter",
    type=click.Choice(["plain", "full", "fast"]),
    default="plain",
    show_default=True,
    expose_value=False,
    callback=lambda context, _, value: _cut_with(context, value),
    help="What cuts words: jieba on a smaller dictionary, jieba on its whole one, or rjieba (extra fast).",
)
_rules = click.option(
    "--rules",
    metavar="FILE",
    type=_FILE,
    help="Confirmed and forbidden pairs and aliases. Without it a reportdiff.toml next to CURRENT counts.",
)


def _output_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options that every command on reports has."""
    options = (
        click.option(
            "--format",
            "format_",
            type=click.Choice(FORMATS),
            help="How to show the result. Without it the ending of the -o FILE decides, else a table is shown.",
        ),
        click.option(
            "-o",
            "--output",
            metavar="FILE",
            type=_FILE,
            help="Write the result to FILE, whole or not at all, instead of to standard output.",
        ),
        click.option(
            "--lang",
            type=click.Choice(["zh", "en"]),
            default="zh",
            show_default=True,
            help="The language of headings, verdicts and messages.",
        ),
        click.option("-q", "--quiet", is_flag=True, help="No warnings, progress or summary on standard error."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@program.command()
@click.argument("file", type=_FILE)
@click.option("--year", type=click.IntRange(1900, 2200), help="The report's year, where its text does not say it.")
@_cutter
@_output_options
def extract(file: str, year: int | None, format_: str | None, output: str | None, lang: str, quiet: bool) -> int:
    """Show what a report says: its sections, figures and claims.

    Example: reportdiff extract report-2023.txt --format csv -o figures.csv
    """
    chosen = _format(format_, output)
    with _progress(f"reading {file}", quiet):
        report = _read(file, year)
    _deliver(report, chosen, output, lang, quiet)
    return 0


@program.command()
@click.argument("file", type=_FILE)
@click.option("--year", type=click.IntRange(1900, 2200), help="The report's year, where its text does not say it.")
@_rounding
@_cutter
@_fail_on
@_output_options
def check(
    file: str,
    year: int | None,
    rounding: str | None,
    fail_on: str,
    format_: str | None,
    output: str | None,
    lang: str,
    quiet: bool,
) -> int:
    """Check one report alone: shares, totals, implied priors, contradictions.

    Example: reportdiff check report-2023.txt
    """
    chosen = _format(format_, output)
    from reportdiff import pipeline

    with _progress(f"checking {file}", quiet):
        result = pipeline.check(_read(file, year), rounding=_listed(rounding)).result
    _deliver(result, chosen, output, lang, quiet)
    return _code(result.checks, fail_on)


@program.command()
@click.argument("prior", type=_FILE)
@click.argument("current", type=_FILE)
@_rules
@_rounding
@_cutter
@_fail_on
@_output_options
def compare(
    prior: str,
    current: str,
    rules: str | None,
    rounding: str | None,
    fail_on: str,
    format_: str | None,
    output: str | None,
    lang: str,
    quiet: bool,
) -> int:
    """Compare last year's report PRIOR with this year's report CURRENT.

    Example: reportdiff compare report-2022.txt report-2023.txt -o diff.md
    """
    if prior == current == _STANDARD:
        raise click.UsageError('only one of PRIOR and CURRENT can be "-"; name a file for the other')
    chosen = _format(format_, output)
    from reportdiff import pipeline

    with _progress(f"comparing {prior} with {current}", quiet):
        result = pipeline.compare(
            _read(prior, None), _read(current, None), rules=_rules_for(rules, current), rounding=_listed(rounding)
        ).result
    _deliver(result, chosen, output, lang, quiet)
    return _code((*result.checks, *result.prior.checks), fail_on)


@program.command(context_settings={"ignore_unknown_options": True})
@click.argument("stated")
@click.option("--current", required=True, metavar="FIGURE", help="This year's figure as printed, or the part: 287件.")
@click.option("--prior", metavar="FIGURE", help="Last year's figure as printed, or the whole: 132件.")
@click.option(
    "--relation",
    metavar="NAME",
    help="What STATED says: growth, share, points, absolute, times, times_more, doubling … Found in STATED if missing.",
)
@click.option("--years", type=click.IntRange(1), help="Over how many years, for an annual average.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to show it.",
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="The message's language."
)
def verify(
    stated: str,
    current: str,
    prior: str | None,
    relation: str | None,
    years: int | None,
    format_: str,
    lang: str,
) -> int:
    """Check one STATED change or share against the figures that it was computed from.

    Example: reportdiff verify +117.42% --current 287件 --prior 132件
    """
    from reportdiff.rendering import claim_text
    from reportdiff.verification import verify as verify_one

    found = verify_one(stated, current=current, prior=prior, relation=relation, years=years)
    _print(claim_text.render(found, format=format_, lang=lang))
    return _code((found,))


@program.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_FILE)
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="Show what so many years print.")
@click.option(
    "--rules", metavar="FILE", type=_FILE, help="Corrections; without it reportdiff.toml next to each report counts."
)
@click.option("--format", "format_", type=click.Choice(_OF_YEARS), help="How to show it; else the ending of -o says.")
@click.option(
    "-o", "--output", metavar="FILE", type=_FILE, help="Write to FILE, whole or not at all, instead of standard output."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings.")
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
def series(
    files: tuple[str, ...],
    least: int,
    rules: str | None,
    format_: str | None,
    output: str | None,
    lang: str,
    quiet: bool,
) -> int:
    """Chain the reports of one issuer, any number of years, into a table of metric by year with its breaks.

    Example: reportdiff series report-2021.txt report-2022.txt report-2023.txt
    """
    chosen = _format(format_, output)
    from reportdiff.panel import series as chain
    from reportdiff.rendering import write_whole

    with _progress(f"reading {len(files)} reports", quiet):
        try:
            given = [_read(file, None) if file == _STANDARD else file for file in files]
            made = chain(given, rules=rules, limits=_limits())
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    to_file = output is not None and output != _STANDARD
    options = _terminal_options() if chosen == "table" and not to_file else {}
    content: str | bytes
    if chosen in _CHARTS or chosen == "xlsx":
        _refuse_terminal(chosen, to_file)
        content = made.workbook(lang=lang, least=least) if chosen == "xlsx" else _drawn(made, chosen, lang)
    else:
        content = made.render(
            chosen, lang=lang, least=least, **{key: options[key] for key in options if key == "width"}
        )
    if output is not None and to_file:
        write_whole(output, content)
    else:
        _print(content)
    return int(bool(made.breaks))


@program.command()
@click.argument("prior", type=_FILE)
@click.argument("current", type=_FILE)
@click.option(
    "--rules",
    metavar="FILE",
    type=_FILE,
    help="The file to write the doubtful pairs into; without it reportdiff.toml next to CURRENT.",
)
@click.option("-q", "--quiet", is_flag=True, help="Nothing on standard error.")
def review(prior: str, current: str, rules: str | None, quiet: bool) -> int:
    """Write the doubtful pairs of metrics into a corrections file, commented out, for a person to decide.

    Example: reportdiff review report-2022.txt report-2023.txt
    """
    from reportdiff import pipeline
    from reportdiff.alignment import Corrections, load_corrections, review_text
    from reportdiff.rendering import write_whole

    if current == _STANDARD and rules is None:
        raise click.UsageError("with CURRENT on standard input name the file with --rules")
    path = Path(rules) if rules is not None else Path(current).parent / pipeline.RULES_FILE
    known = load_corrections(path) if path.is_file() else Corrections()
    existing = path.read_text(encoding="utf-8") if path.is_file() else ""
    with _progress(f"comparing {prior} with {current}", quiet):
        diff = pipeline.compare(_read(prior, None), _read(current, None), rules=known)
    text = review_text(diff.prior, diff.current, diff.result.pairs, known, existing)
    if text != existing:
        write_whole(path, text)
    if not quiet:
        added = text.count("# [[confirm]]") - existing.count("# [[confirm]]")
        _say(f"{added} doubtful pairs → {path}" if added else f"no doubtful pair that {path} does not hold")
    return 0


@program.command()
@click.argument("folder", type=_FILE)
@click.option("-o", "--output", required=True, metavar="OUT", type=_FILE, help="The folder for tables and index page.")
@click.option(
    "--jobs", type=click.IntRange(1), help="How many processes work; without it one for each processor of this machine."
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Work on the dask cluster at ADDRESS, whose machines see FOLDER under the same path.",
)
@click.option(
    "--rules",
    metavar="FILE",
    type=_FILE,
    help="Confirmed and forbidden pairs and aliases for all. Without it a reportdiff.toml beside a report counts.",
)
@_rounding
@_cutter
@_fail_on
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of messages.")
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
def batch(
    folder: str,
    output: str,
    jobs: int | None,
    dask: str | None,
    rules: str | None,
    rounding: str | None,
    fail_on: str,
    lang: str,
    quiet: bool,
) -> int:
    """Compare the consecutive years of every issuer in a folder of reports; write Parquet tables and an index page.

    Issuer and year are found in file and folder names (cixi-2023.txt, 2023/cixi.html), else in the text. Interrupted,
    the same command goes on where it was.

    Example: reportdiff batch reports -o out --jobs 2
    """
    from reportdiff.corpus import batch as run
    from reportdiff.rendering.page.corpus_index import batch_summary

    if jobs is not None and dask is not None:
        raise click.UsageError("--jobs is for this machine, --dask for a cluster; give one of them")
    told = _Rate(quiet)
    try:
        with _impatience(), _cluster(dask) as (executor, window):
            made = run(
                folder,
                output,
                executor=executor,
                window=window,
                workers=jobs,
                rules=rules,
                rounding=_listed(rounding),
                limits=_limits(),
                lang=lang,
                progress=told,
            )
    except KeyboardInterrupt:
        told.end()
        _say(f"interrupted; what is done is kept in {output}: the same command goes on from there")
        return 130
    told.end()
    _print("".join(f"{line}\n" for line in (*batch_summary(made.counts, lang), f"→ {made.index}")))
    wrong = {"inconsistent": ("inconsistent",), "rounding": ("inconsistent", "rounding_difference"), "never": ()}
    return int(any(made.counts.get(verdict) for verdict in wrong[fail_on]))


@contextmanager
def _cluster(address: str | None) -> Iterator[tuple[Executor | None, int | None]]:
    """The executor of a dask cluster, and how many pieces keep it busy; None for this machine."""
    if address is None:
        yield None, None
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtraError("--dask needs dask: pip install 'reportdiff[dask]'") from error
    try:
        client = Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise click.UsageError(f"--dask {address}: no cluster answers ({error})") from error
    with client:
        cores = sum(client.ncores().values())  # type: ignore[no-untyped-call]
        yield client.get_executor(), 4 * max(1, cores)  # type: ignore[no-untyped-call]


class _Rate:
    """Progress with rate and remaining time: one line that changes on a terminal, else a line now and then."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.live = sys.stderr.isatty()
        self.stage = ""
        self.begin = (0.0, 0)
        self.last = 0.0
        self.said = False
        self.width = 0

    def __call__(self, stage: str, done: int, total: int, broken: int) -> None:
        from time import monotonic

        now = monotonic()
        if stage != self.stage:
            self.end()
            self.stage, self.begin, self.said = stage, (now, done), False
            self.last = 0.0 if self.live else now
        pause = _REDRAW if self.live else _REPEAT
        if self.quiet or (now - self.last < pause and not (done >= total and (self.live or self.said))):
            return
        self.last, self.said = now, True
        took, fresh = now - self.begin[0], done - self.begin[1]
        line = f"{stage} {done}/{total} reports"
        if fresh and took > 0:
            left = (total - done) * took / fresh
            line += f", {fresh / took:.1f}/s, " + (f"{_clock(left)} left" if done < total else f"took {_clock(took)}")
        if broken:
            line += f", {broken} broken"
        if self.live:
            print("\r" + line.ljust(self.width), end="", file=sys.stderr, flush=True)
            self.width = len(line)
        else:
            _say(line)

    def end(self) -> None:
        """Leave the line that changes."""
        if self.live and self.width:
            print(file=sys.stderr)
            self.width = 0


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


@contextmanager
def _impatience() -> Iterator[None]:
    """A second Ctrl-C ends the program on the spot: what is written is whole at any moment."""
    import signal

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:  # not a program of its own, or told to ignore it
        yield
        return
    pressed = 0

    def handle(*_: object) -> None:
        nonlocal pressed
        pressed += 1
        if pressed > 1:
            os._exit(130)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@program.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print what makes a SHELL complete commands, options and files with the Tab key.

    Example: reportdiff completion bash > ~/.local/share/bash-completion/completions/reportdiff
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    _print(kind(program, {}, "reportdiff", "_REPORTDIFF_COMPLETE").source().strip() + "\n")
    return 0


def _drawn(made: Series, format_: str, lang: str) -> bytes:
    from reportdiff.rendering import plots

    return plots.as_bytes(made.plot(lang=lang), format_)


def _refuse_terminal(format_: str, to_file: bool) -> None:
    """Bytes on a terminal help nobody."""
    if not to_file and sys.stdout.isatty():
        raise click.UsageError(f"{format_} is not for a terminal; name a file with -o")


def _cut_with(context: click.Context, cutter: str) -> None:
    """Cut words with `cutter` until the command ends."""
    if cutter != "plain":
        from reportdiff.text.words import using_cutter

        context.with_resource(using_cutter(cutter))


def _listed(rounding: str | None) -> list[str] | None:
    return None if rounding is None else [mode.strip() for mode in rounding.split(",") if mode.strip()]


def _rules_for(rules: str | None, current: str) -> Path | None:
    """The corrections that were named, else those next to the current report, where there are any."""
    from reportdiff.pipeline import RULES_FILE

    if rules is not None:
        return Path(rules)
    beside = Path(current).parent / RULES_FILE
    return beside if current != _STANDARD and beside.is_file() else None


def _read(file: str, year: int | None) -> Report:
    from reportdiff import pipeline

    limits = _limits()
    if file == _STANDARD:
        return pipeline.read(sys.stdin.buffer, name="standard input", year=year, limits=limits)
    return pipeline.read(file, year=year, limits=limits)


def _limits() -> Limits | None:
    """What `--limit`, given before the command, says of the size of inputs."""
    from reportdiff.reading import Limits

    settings = click.get_current_context().find_root().obj
    try:
        return Limits.named(*settings) if settings else None
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _format(asked: str | None, output: str | None) -> str:
    """The format asked for, else the one that the output file's ending names, else a table."""
    if asked is not None:
        return asked
    if output is None or output == _STANDARD:
        return "table"
    suffix = PurePath(output).suffix.lower()
    if suffix not in _BY_SUFFIX:
        known = ", ".join(_BY_SUFFIX)
        raise UnsupportedFormatError(f"{output}: the ending says no format (known: {known}); name one with --format")
    return _BY_SUFFIX[suffix]


def _deliver(
    result: Report | CheckResult | ComparisonResult, format_: str, output: str | None, lang: str, quiet: bool
) -> None:
    """Warnings to standard error, the result to the file or to standard output."""
    from reportdiff.rendering import BINARY_RENDERERS, RENDERERS, write_whole

    if not quiet:
        for warning in result.warnings:
            _say(f"warning: {warning}")
    to_file = output is not None and output != _STANDARD
    options = _terminal_options() if format_ == "table" and not to_file else {}
    content: str | bytes
    if format_ in BINARY_RENDERERS:
        _refuse_terminal(format_, to_file)
        content = BINARY_RENDERERS[format_](result, lang=lang)
    else:
        content = RENDERERS[format_](result, lang=lang, **options)
    if output is not None and to_file:
        write_whole(output, content)
    else:
        _print(content)
    if not quiet and (to_file or format_ == "csv"):  # where the result itself does not show it
        from reportdiff.rendering.summary import summary

        for line in summary(result, lang).splitlines():
            _say(line)
        if to_file:
            _say(f"→ {output}")


def _terminal_options() -> dict[str, Any]:
    import shutil

    if not sys.stdout.isatty():
        columns = os.environ.get("COLUMNS", "")
        return {"width": int(columns)} if columns.isdigit() else {}
    color = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return {"width": shutil.get_terminal_size().columns, "color": color}


def _code(checks: Sequence[Check], fail_on: str = "inconsistent") -> int:
    """1 where a check has one of the verdicts that the user wants to fail on."""
    wrong = {"inconsistent": {"inconsistent"}, "rounding": {"inconsistent", "rounding_difference"}, "never": set[str]()}
    return int(any(check.verdict.value in wrong[fail_on] for check in checks))


@contextmanager
def _progress(what: str, quiet: bool) -> Iterator[None]:
    """Say on a terminal's standard error what is being done, once it takes more than two seconds."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    timer = Timer(_PATIENCE, _say, [f"{what} …"])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _print(content: str | bytes) -> None:
    """`content` to standard output, text as UTF-8 whatever the locale; a reader that went away is no error."""
    try:
        sys.stdout.buffer.write(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _silence()


def _silence() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _say(line: str) -> None:
    print(" ".join(line.split()), file=sys.stderr)


def _refuse(reason: str) -> int:
    _say(f"reportdiff: {reason}")
    return 2


def _usage(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    help_ = f"; see {context.command_path} --help" if context is not None else ""
    return f"{error.format_message().rstrip('.')}{help_}"


def _write_utf8() -> None:
    """Let standard error hold any character, whatever the locale says."""
    reconfigure = getattr(sys.stderr, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
