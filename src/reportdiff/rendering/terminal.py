"""Results → the terminal: tables that align Chinese and fit the width."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from reportdiff.messages import shown
from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows.change_rows import (
    ChangeRow,
    CheckRow,
    absolute_text,
    change_rows,
    coverage_lines,
    percent_text,
    section_rows,
    stated_text,
)
from reportdiff.rendering.rows.claim_rows import COLUMNS, claim_rows
from reportdiff.rendering.rows.report_lookup import Lookup
from reportdiff.rendering.summary import current_of, finding_counts, findings, prior_findings, title

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["DEFAULT_WIDTH", "render"]

DEFAULT_WIDTH = 110

_COLOURS = {
    "consistent": "green",
    "within_precision": "green",
    "rounding_difference": "yellow",
    "inconsistent": "bold red",
    "undefined": "dim",
    "unchecked": "dim",
    "error": "bold red",
    "warning": "yellow",
    "question": "cyan",
    "note": "dim",
}
_NUMBERS = ("prior", "current", "absolute", "percent", "value", "recomputed")
# Below so many columns a column is left out, so that the figures stay readable.
_NARROW = {"section": 105, "stated": 80, "absolute": 64}
_TIGHT = 120  # below so many columns, a blank between two columns has to do
_HEADING = 12  # characters of a heading that a table shows
_WHOLE = 14  # a figure or verdict of up to so many columns is never broken


def render(
    result: Report | CheckResult | ComparisonResult,
    *,
    lang: str = "zh",
    width: int = DEFAULT_WIDTH,
    color: bool = False,
) -> str:
    """The result as text for a terminal of `width` columns (a Chinese character takes two), at least 40.

    Lines end without trailing blanks; with `color` they hold ANSI escapes.
    """
    check_language(lang)
    console = _console(max(width, 40), color)
    console.print(_text(title(result, lang), "bold"))
    for line in coverage_lines(result, lang):
        console.print(_text(line))
    for warning in result.warnings:
        console.print(_text(f"! {shown(warning, lang)}", "yellow"))
    if not isinstance(result, Report):
        _findings(console, findings(result), "findings", lang)
    earlier = prior_findings(result)
    if earlier:
        _findings(console, earlier, "prior_findings", lang)
    if isinstance(result, ComparisonResult):
        _comparison(console, result, lang)
    else:
        _stated(console, result, lang)
        _figures(console, current_of(result), lang)
    out = console.file
    assert isinstance(out, io.StringIO)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _console(width: int, color: bool) -> Console:
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
        _environ={},
    )


def _text(text: str, style: str = "") -> Text:
    """A text that is shown letter by letter; control characters of a report never reach the terminal."""
    from rich.text import Text

    return Text("".join(character if character.isprintable() else " " for character in text), style=style)


def _heading(console: Console, code: str, lang: str, count: str = "") -> None:
    console.print()
    console.print(_text(word("heading", code, lang) + (f" ({count})" if count else ""), "bold underline"))


def _table(
    console: Console,
    columns: Sequence[str],
    rows: Sequence[Sequence[Text]],
    lang: str,
    numbers: Sequence[str] = _NUMBERS,
) -> None:
    from rich import box
    from rich.table import Table

    tight = console.width < _TIGHT
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 0 if tight else 1))
    heads = [_text(word("column", column, lang)) for column in columns]
    least = []
    for place, column in enumerate(columns):
        widest = max(cell.cell_len for cell in (heads[place], *(row[place] for row in rows)))
        whole = column in numbers or column == "verdict"
        least.append(min(widest, _WHOLE if whole else 8))
    fits = sum(least) + (1 if tight else 3) * len(least) <= console.width
    for place, column in enumerate(columns):
        justify: Literal["left", "right"] = "right" if column in numbers else "left"
        table.add_column(
            heads[place],
            justify=justify,
            overflow="fold",
            min_width=least[place] if fits else None,
            no_wrap=column == "verdict" and tight,
        )
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _findings(console: Console, rows: tuple[CheckRow, ...], heading: str, lang: str) -> None:
    from rich.padding import Padding
    from rich.table import Table

    _heading(console, heading, lang, finding_counts(rows, lang))
    if not rows:
        console.print(_text(word("phrase", "no_findings", lang)))
    colon = "：" if lang == "zh" else ": "
    for number, row in enumerate(rows, start=1):
        check = row.check
        line = _verdict(check.verdict.value, lang)
        if check.severity is not None:
            line.append_text(
                _text(f" · {word('severity', check.severity.value, lang)}", _COLOURS[check.severity.value])
            )
        line.append_text(_text(f" · {word('check', check.check, lang)}"))
        if row.metric:
            line.append_text(_text(f" · {row.metric}"))
        head = Table.grid(padding=(0, 1, 0, 0))
        head.add_row(_text(f"{number}."), line)
        console.print(head)
        details = [_text(check.message.zh if lang == "zh" else check.message.en)]
        causes = words("diagnosis", check.diagnoses, lang)
        if causes:
            details.append(_text(f"{word('phrase', 'likely', lang)}{colon}{causes}"))
        if row.quote:
            details.append(_text(f"{row.where}  {row.quote}", "dim"))
        for detail in details:
            console.print(Padding(detail, (0, 0, 0, 3)))


def _verdict(verdict: str | None, lang: str) -> Text:
    if verdict is None:
        return _text("")
    return _text(f"{word('mark', verdict, lang)} {word('verdict', verdict, lang)}", _COLOURS[verdict])


def _comparison(console: Console, result: ComparisonResult, lang: str) -> None:
    rows = change_rows(result)
    paired = [row for row in rows if row.state == "paired"]
    every = ("metric", "prior", "current", "absolute", "percent", "stated", "verdict", "section")
    columns = tuple(column for column in every if console.width >= _NARROW.get(column, 0))
    _heading(console, "changes", lang, str(len(paired)))
    if paired:
        _table(console, columns, [_change(row, columns, lang) for row in paired], lang)
    else:
        console.print(_text(word("phrase", "none", lang)))
    for state in ("added", "dropped"):
        some = [row for row in rows if row.state == state]
        _heading(console, state, lang, str(len(some)))
        if some:
            _table(console, ("metric", "value", "section"), [_one_sided(row) for row in some], lang)
        else:
            console.print(_text(word("phrase", "none", lang)))
    moved = [row for row in section_rows(result) if row.relation != "same"]
    if moved:
        _heading(console, "sections", lang, f"{len(moved)}/{len(result.sections)}")
        cells = [(_text(row.prior), _text(row.current), _text(word("relation", row.relation, lang))) for row in moved]
        _table(console, ("prior", "current", "relation"), cells, lang, numbers=())


def _change(row: ChangeRow, columns: Sequence[str], lang: str) -> Sequence[Text]:
    review = row.pair is not None and row.pair.review
    cells = {
        "metric": _text(row.name + (f" ({word('phrase', 'review', lang)})" if review else "")),
        "prior": _text(figure_text(row.prior.figure) if row.prior is not None else ""),
        "current": _text(figure_text(row.current.figure) if row.current is not None else ""),
        "absolute": _text(absolute_text(row, lang)),
        "percent": _text(percent_text(row)),
        "stated": _text(stated_text(row)),
        "verdict": _verdict(row.verdict.value if row.verdict is not None else None, lang),
        "section": _text(_number(row.section), "dim"),
    }
    return [cells[column] for column in columns]


def _one_sided(row: ChangeRow) -> Sequence[Text]:
    metric = row.current if row.current is not None else row.prior
    return (
        _text(row.name),
        _text(figure_text(metric.figure) if metric is not None else ""),
        _text(_short(row.section), "dim"),
    )


def _number(section: str) -> str:
    """A section's number alone, where it has one: rows stay one line high."""
    number, _, heading = section.partition(" ")
    return number if heading else _short(section)


def _short(section: str) -> str:
    """A section's number and the beginning of its heading."""
    number, _, heading = section.partition(" ")
    if len(section) <= _HEADING + 5:
        return section
    return f"{number} {heading[: _HEADING - 1]}…" if heading else f"{section[:_HEADING]}…"


def _stated(console: Console, result: Report | CheckResult, lang: str) -> None:
    rows = claim_rows(result)
    if rows:
        _heading(console, "claims", lang, str(len(rows)))
        cells = [(*map(_text, row.cells(lang)), _verdict(row.verdict.value, lang)) for row in rows]
        _table(console, COLUMNS, cells, lang)


def _figures(console: Console, report: Report, lang: str) -> None:
    lookup = Lookup(report)
    _heading(console, "metrics", lang, str(len(report.metrics)))
    if report.metrics:
        metrics = [
            (
                _text(metric.name),
                _text(figure_text(metric.figure)),
                _text(word("status", metric.status.value, lang)),
                _text(metric.period.label if metric.period is not None else ""),
                _text(lookup.path(metric.section, _HEADING), "dim"),
            )
            for metric in report.metrics
        ]
        _table(console, ("metric", "value", "status", "period", "section"), metrics, lang)
