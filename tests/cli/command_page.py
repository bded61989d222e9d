"""The page docs/commands.md, made from the program's own options; run this file to write it anew."""

from __future__ import annotations

from pathlib import Path

import click

from reportdiff.cli import program

__all__ = ["PAGE", "page"]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


_OF_ALL = "Before the command, `reportdiff [OPTIONS] COMMAND`, stand the options that hold for every one:"


def page() -> str:
    """The whole page as the program's options have it."""
    parts = ["# The command line", _paragraphs(program.help), _OF_ALL, _options(program)]
    for name, command in program.commands.items():
        arguments = [item for item in command.params if isinstance(item, click.Argument)]
        usage = " ".join([f"reportdiff {name}", "[OPTIONS]", *(item.name.upper() for item in arguments if item.name)])
        parts += [f"## reportdiff {name}", f"```\n{usage}\n```", _paragraphs(command.help), _options(command)]
    return "\n\n".join(parts) + "\n"


def _paragraphs(text: str | None) -> str:
    """A help text, its examples as code."""
    paragraphs = []
    for paragraph in (text or "").split("\n\n"):
        line = " ".join(paragraph.split())
        begin, example, rest = line.partition("Example: ")
        paragraphs.append(f"```sh\n{rest}\n```" if example and not begin else line)
    return "\n\n".join(paragraphs)


def _options(command: click.Command) -> str:
    lines = ["| option | meaning |", "|---|---|"]
    for item in command.params:
        if isinstance(item, click.Option):
            lines.append(f"| {_names(item)} | {item.help}{_default(item)} |")
    return "\n".join(lines)


def _names(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {' · '.join(f'`{choice}`' for choice in option.type.choices)}"
    return f"{names} {option.metavar or 'NUMBER'}"


def _default(option: click.Option) -> str:
    shown = f" Default: `{option.default}`." if option.show_default else ""
    return shown + (" Required." if option.required else "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE} written")
