"""The command `completion`: what makes a shell complete the program's commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from reportdiff.cli.output import print_result

__all__ = ["completion"]


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print what makes a SHELL complete commands, options and files with the Tab key.

    Example: reportdiff completion bash > ~/.local/share/bash-completion/completions/reportdiff
    """
    kind = get_completion_class(shell)
    assert kind is not None
    program = context.find_root().command
    print_result(kind(program, {}, "reportdiff", "_REPORTDIFF_COMPLETE").source().strip() + "\n")
    return 0
