"""The documented command line is the program's."""

from __future__ import annotations

import click
from command_page import PAGE, page

from reportdiff.cli import program


def test_the_page_equals_what_the_options_generate() -> None:
    """docs/commands.md equals what is generated from the options; tests/cli/command_page.py writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_option_has_help_and_stands_on_the_page() -> None:
    """No command, argument or option is without words."""
    text = PAGE.read_text(encoding="utf-8")
    for name, command in program.commands.items():
        assert f"## reportdiff {name}\n" in text
        assert f"```sh\nreportdiff {name} " in text
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help
                assert all(f"`{spelling}`" in text for spelling in option.opts)
