"""The command `verify`: one claim against the figures that it was computed from."""

from __future__ import annotations

import click

from reportdiff.cli import options
from reportdiff.cli.output import print_result
from reportdiff.cli.spoken_help import SpokenCommand

__all__ = ["verify"]


@click.command(
    cls=SpokenCommand,
    context_settings={"ignore_unknown_options": True},  # so that -5% is a STATED, not an option
)
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
@options.lang
def verify(
    *, stated: str, current: str, prior: str | None, relation: str | None, years: int | None, format_: str, lang: str
) -> int:
    """Check one STATED change or share against the figures that it was computed from.

    Example: reportdiff verify +117.42% --current 287件 --prior 132件
    """
    from reportdiff import verification
    from reportdiff.rendering import claim_text

    result = verification.verify(stated, current=current, prior=prior, relation=relation, years=years)
    print_result(claim_text.render(result, format=format_, lang=lang))
    return options.exit_code([result.verdict])
