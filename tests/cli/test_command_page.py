"""The documented command line is the program's."""

from __future__ import annotations

import click
import pytest
from command_page import PAGES, page

from reportdiff.cli import program


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_equals_what_the_options_generate(lang: str) -> None:
    """The pages of commands equal what is generated from the options; tests/cli/command_page.py writes them anew."""
    assert PAGES[lang].read_text(encoding="utf-8") == page(lang)


@pytest.mark.parametrize("lang", PAGES)
def test_every_option_has_help_and_stands_on_the_page(lang: str) -> None:
    """No command, argument or option is without words."""
    text = PAGES[lang].read_text(encoding="utf-8")
    for name, command in program.commands.items():
        assert f"## reportdiff {name}\n" in text
        assert f"```sh\nreportdiff {name} " in text
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help
                assert all(f"`{spelling}`" in text for spelling in option.opts)
