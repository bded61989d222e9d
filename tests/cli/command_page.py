"""The pages docs/commands.md and docs/zh/commands.md, made from the program's options; run this file to write them."""

from __future__ import annotations

from pathlib import Path

import click

from reportdiff.cli import program
from reportdiff.cli.language import paragraphs_in

__all__ = ["PAGES", "page"]

_DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"en": _DOCS / "commands.md", "zh": _DOCS / "zh" / "commands.md"}

_WORDS = {
    "en": (
        "# The command line",
        "Before the command, `reportdiff [OPTIONS] COMMAND`, stand the options that hold for every one:",
        "| option | meaning |",
        ("Default", "Required"),
    ),
    "zh": (
        "# 命令行\n\n[English](../commands.md)",
        "对各个命令都有效的选项写在命令之前：`reportdiff [OPTIONS] COMMAND`。",
        "| 选项 | 含义 |",
        ("默认", "必填"),
    ),
}


def page(lang: str = "en") -> str:
    """The whole page as the program's options have it."""
    title, of_all, *_ = _WORDS[lang]
    parts = [title, _paragraphs(program.help, lang), of_all, _options(program, lang)]
    for name, command in program.commands.items():
        arguments = [item for item in command.params if isinstance(item, click.Argument)]
        usage = " ".join([f"reportdiff {name}", "[OPTIONS]", *(item.name.upper() for item in arguments if item.name)])
        parts += [
            f"## reportdiff {name}",
            f"```\n{usage}\n```",
            _paragraphs(command.help, lang),
            _options(command, lang),
        ]
    return "\n\n".join(parts) + "\n"


def _paragraphs(text: str | None, lang: str) -> str:
    """A help text, its examples as code."""
    paragraphs = []
    for paragraph in paragraphs_in(lang, text or "").split("\n\n"):
        line = " ".join(paragraph.split())
        begin, example, rest = line.replace("例：", "Example: ").partition("Example: ")
        paragraphs.append(f"```sh\n{rest}\n```" if example and not begin else line)
    return "\n\n".join(paragraphs)


def _options(command: click.Command, lang: str) -> str:
    lines = [_WORDS[lang][2], "|---|---|"]
    for item in command.params:
        if isinstance(item, click.Option):
            lines.append(f"| {_names(item)} | {paragraphs_in(lang, item.help or '')}{_default(item, lang)} |")
    return "\n".join(lines)


def _names(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {' · '.join(f'`{choice}`' for choice in option.type.choices)}"
    return f"{names} {option.metavar or 'NUMBER'}"


def _default(option: click.Option, lang: str) -> str:
    default, required = _WORDS[lang][3]
    colon, stop = ("：", "。") if lang == "zh" else (": ", ".")
    shown = f" {default}{colon}`{option.default}`{stop}" if option.show_default else ""
    return shown + (f" {required}{stop}" if option.required else "")


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(page(lang), encoding="utf-8")
        print(f"{path} written")
