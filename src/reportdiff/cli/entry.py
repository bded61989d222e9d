"""The command group `program` with its command `completion`, and `main`, which turns errors into exit codes.

Exit code 0: nothing found wrong; 1: at least one check of verdict `inconsistent`; 2: the input or the arguments cannot
be used, and one line on standard error says why; 130: interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from click.shell_completion import get_completion_class

from reportdiff._version import __version__
from reportdiff.cli import options
from reportdiff.cli.batch_command import batch
from reportdiff.cli.language import in_chinese, message_language, say, spoken
from reportdiff.cli.output import print_message, print_result, silence_stdout
from reportdiff.cli.report_commands import check, compare, extract, review, series
from reportdiff.cli.spoken_help import SpokenGroup
from reportdiff.cli.verify_command import verify
from reportdiff.errors import ReportdiffError
from reportdiff.messages import error_text, reason_of

if TYPE_CHECKING:
    from reportdiff.reading import Limits

__all__ = ["main", "program"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on `arguments` (None: those of the process) and return its exit code; raise nothing."""
    _let_streams_hold_any_character()
    given = sys.argv[1:] if arguments is None else list(arguments)
    lang = message_language(given)
    with spoken(lang):
        return _run(given, lang)


def _run(arguments: Sequence[str], lang: str) -> int:
    try:
        code = program.main(args=list(arguments), standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        return _refuse(_usage_message(error, lang))
    except (click.Abort, KeyboardInterrupt):
        return 130
    except ReportdiffError as error:
        return _refuse(error_text(error.args[0], lang))
    except BrokenPipeError:
        silence_stdout()
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # a full disk behind `>`; of a file it is ours
            silence_stdout()
            return _refuse(say("errors.stdout_closed", reason=reason_of(error)))
        if os.environ.get("REPORTDIFF_DEBUG"):
            raise
        return _refuse(say("errors.internal_debug", reason=f"{type(error).__name__}: {error}"))
    return code if isinstance(code, int) else 0


@click.group(
    cls=SpokenGroup,
    commands=[extract, check, compare, verify, series, review, batch],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", prog_name="reportdiff")
@options.limit
@options.cutter
@options.profile
@click.pass_context
def program(context: click.Context, limits: Limits | None) -> None:
    """Compare the annual reports of one issuer, year over year, and check every stated change.

    FILE is a report; "-" reads standard input. Exit code 0: nothing found wrong, 1: at least one stated figure is
    inconsistent with the printed ones, 2: the input could not be used.
    """
    context.obj = limits


@program.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print what makes a SHELL complete commands, options and files with the Tab key.

    Example: reportdiff completion bash > ~/.local/share/bash-completion/completions/reportdiff
    """
    kind = get_completion_class(shell)
    assert kind is not None
    print_result(kind(program, {}, "reportdiff", "_REPORTDIFF_COMPLETE").source().strip() + "\n")
    return 0


def _refuse(reason: str) -> int:
    print_message(f"reportdiff: {reason}")
    return 2


def _usage_message(error: click.ClickException, lang: str) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    see = "；请看" if lang == "zh" else "; see"
    hint = f"{see} {context.command_path} --help" if context is not None else ""
    message = error.format_message()
    return f"{(in_chinese(message) if lang == 'zh' else message).rstrip('.。')}{hint}"


def _let_streams_hold_any_character() -> None:
    """Let standard error be UTF-8 whatever the locale says, and help that standard output cannot encode be escaped.

    A stream that is closed takes what is written to it, and nobody reads it; the exit code says the outcome.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 stays open like the others
    for stream, settings in ((sys.stderr, {"encoding": "utf-8"}), (sys.stdout, {})):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace", **settings)
