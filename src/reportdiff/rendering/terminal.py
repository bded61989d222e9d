"""Write results for the terminal: tables that align Chinese and fit the width."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import CheckResult, ComparisonResult, Report, Verdict
from reportdiff.rendering.coverage import coverage_lines, nothing_found
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows import change_rows, claim_rows, metric_rows, section_rows
from reportdiff.rendering.rows.check_rows import CheckRow, finding_counts, findings, prior_findings
from reportdiff.rendering.rows.report_lookup import current_report, printable
from reportdiff.rendering.summary import title
from reportdiff.rendering.wording import labelled, message_text, verdict_text, warning_texts

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["DEFAULT_WIDTH", "printed", "render"]

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
_NUMBERS = {"prior", "current", "absolute", "percent", "value", "recomputed"}
_NARROW = {"section": 105, "stated": 80, "absolute": 64}  # the least width that shows the column
_TIGHT = 120  # below so many columns, a blank between two columns has to do
_HEADING = 12  # characters of a heading that a table shows
_UNBROKEN = 14  # a figure or verdict of up to so many columns is never broken


def render(
    result: Report | CheckResult | ComparisonResult,
    *,
    lang: str = "zh",
    width: int = DEFAULT_WIDTH,
    color: bool = False,
) -> str:
    """Return the result as text whose lines end without trailing blanks.

    Args:
        result: The result.
        lang: The language of headings, verdicts and messages, "zh" or "en".
        width: The columns of the terminal, at least 40; a Chinese character takes two.
        color: Whether to add ANSI escapes.
    """
    check_language(lang)

    def write(console: Console) -> None:
        console.print(_text(title(result, lang), "bold"))
        for line in coverage_lines(result, lang):
            console.print(_text(line))
        for warning in warning_texts(result, lang):
            console.print(_text(f"! {warning}", "yellow"))
        if not isinstance(result, Report):
            _findings(console, findings(result), "findings", lang, nothing_found(result, lang))
        earlier = prior_findings(result)
        if earlier:
            _findings(console, earlier, "prior_findings", lang)
        if isinstance(result, ComparisonResult):
            _comparison(console, result, lang)
        else:
            _report(console, result, lang)

    return printed(write, width, color=color)


def printed(write: Callable[[Console], None], width: int, *, color: bool = False) -> str:
    """Return what `write` prints to a console of `width` columns, at least 40, without trailing blanks."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=max(width, 40),
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
        _environ={},
    )
    write(console)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _text(text: str, style: str = "") -> Text:
    """Return a text that is shown letter by letter; control characters of a report never reach the terminal."""
    from rich.text import Text

    return Text(printable(text), style=style)


def _heading(console: Console, code: str, lang: str, count: object = "") -> None:
    console.print()
    console.print(_text(word("heading", code, lang) + (f" ({count})" if count != "" else ""), "bold underline"))


def _table(
    console: Console,
    columns: Sequence[str],
    rows: Sequence[Sequence[Text]],
    lang: str,
    numbers: Collection[str] = _NUMBERS,
) -> None:
    from rich import box
    from rich.table import Table

    if not rows:
        console.print(_text(word("phrase", "none", lang)))
        return
    tight = console.width < _TIGHT
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 0 if tight else 1))
    heads = [_text(word("column", column, lang)) for column in columns]
    least = []
    for place, column in enumerate(columns):
        widest = max(cell.cell_len for cell in (heads[place], *(row[place] for row in rows)))
        least.append(min(widest, _UNBROKEN if column in numbers or column == "verdict" else 8))
    fits = sum(least) + (1 if tight else 3) * len(least) <= console.width
    for head, column, width in zip(heads, columns, least, strict=True):
        justify: Literal["left", "right"] = "right" if column in numbers else "left"
        table.add_column(
            head,
            justify=justify,
            overflow="fold",
            min_width=width if fits else None,
            no_wrap=column == "verdict" and tight,
        )
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _findings(console: Console, rows: Sequence[CheckRow], heading: str, lang: str, none: str = "") -> None:
    _heading(console, heading, lang, finding_counts(rows, lang))
    if not rows:
        console.print(_text(none))
    for number, row in enumerate(rows, start=1):
        _finding(console, number, row, lang)


def _finding(console: Console, number: int, row: CheckRow, lang: str) -> None:
    from rich.padding import Padding
    from rich.table import Table

    check = row.check
    line = _verdict(check.verdict, lang)
    if row.severity is not None:
        line.append_text(_text(f" · {row.severity_text(lang)}", _COLOURS[row.severity]))
    line.append_text(_text(f" · {word('check', check.check, lang)}"))
    if row.metric:
        line.append_text(_text(f" · {row.metric}"))
    head = Table.grid(padding=(0, 1, 0, 0))
    head.add_row(_text(f"{number}."), line)
    console.print(head)
    details = [_text(message_text(check, lang))]
    causes = words("diagnosis", check.diagnoses, lang)
    if causes:
        details.append(_text(labelled(word("phrase", "likely", lang), causes, lang)))
    if row.quote:
        details.append(_text(f"{row.where}  {row.quote}", "dim"))
    for detail in details:
        console.print(Padding(detail, (0, 0, 0, 3)))


def _verdict(verdict: Verdict | None, lang: str) -> Text:
    return _text(verdict_text(verdict, lang), _COLOURS[verdict] if verdict is not None else "")


def _comparison(console: Console, result: ComparisonResult, lang: str) -> None:
    rows = change_rows.change_rows(result)
    paired = [row for row in rows if row.state == "paired"]
    columns = [column for column in change_rows.COLUMNS if console.width >= _NARROW.get(column, 0)]
    _heading(console, "changes", lang, len(paired))
    _table(console, columns, [_change(row, columns, lang) for row in paired], lang)
    for state in ("added", "dropped"):
        alone = [
            (_text(row.metric.name), _text(figure_text(row.metric.figure)), _text(_short(row.section), "dim"))
            for row in rows
            if row.state == state
        ]
        _heading(console, state, lang, len(alone))
        _table(console, ("metric", "value", "section"), alone, lang)
    moved = [row.cells(lang)[:3] for row in section_rows.section_rows(result) if row.relation != "same"]
    if moved:
        _heading(console, "sections", lang, f"{len(moved)}/{len(result.sections)}")
        _table(console, section_rows.COLUMNS[:3], [tuple(map(_text, row)) for row in moved], lang, numbers=())


def _change(row: change_rows.ChangeRow, columns: Iterable[str], lang: str) -> Sequence[Text]:
    cells = {column: _text(text) for column, text in row.cells(lang).items()}
    cells |= {"verdict": _verdict(row.verdict, lang), "section": _text(_number(row.section), "dim")}
    return [cells[column] for column in columns]


def _number(section: str) -> str:
    """Return a section's number alone, where it has one: rows stay one line high."""
    number, _, heading = section.partition(" ")
    return number if heading else _short(section)


def _short(section: str) -> str:
    """Return a section's number and the beginning of its heading."""
    number, _, heading = section.partition(" ")
    if len(section) <= _HEADING + 5:
        return section
    return f"{number} {heading[: _HEADING - 1]}…" if heading else f"{section[:_HEADING]}…"


def _report(console: Console, result: Report | CheckResult, lang: str) -> None:
    claims = claim_rows.claim_rows(result)
    if claims:
        _heading(console, "claims", lang, len(claims))
        rows = [(*map(_text, row.cells(lang)[:-1]), _verdict(row.verdict, lang)) for row in claims]
        _table(console, claim_rows.COLUMNS, rows, lang)
    metrics = metric_rows.metric_cells(current_report(result), lang, _HEADING)
    _heading(console, "metrics", lang, len(metrics))
    if metrics:
        cells = [(*map(_text, row[:-1]), _text(row[-1], "dim")) for row in metrics]
        _table(console, metric_rows.COLUMNS, cells, lang)
