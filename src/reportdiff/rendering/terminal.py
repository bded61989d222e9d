"""Write results for the terminal: tables that align Chinese and fit the width."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from reportdiff.messages.labels import check_language, word
from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering.coverage import coverage_lines, nothing_found
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.outcome import outcome_lines
from reportdiff.rendering.rows import change_rows, claim_rows, comparative_rows, metric_rows, section_rows
from reportdiff.rendering.rows.check_rows import CheckRow, finding_counts, findings, prior_findings
from reportdiff.rendering.rows.report_lookup import Lookup, current_report, printable
from reportdiff.rendering.rows.standings import Standing, standing_text
from reportdiff.rendering.summary import title
from reportdiff.rendering.wording import labelled, message_text, warning_texts
from reportdiff.text.arguments import whole_number

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.measure import Measurement
    from rich.text import Text

__all__ = ["DEFAULT_WIDTH", "printed", "render"]

DEFAULT_WIDTH = 110

_COLOURS = {
    "consistent": "green", "within_precision": "green", "rounding_difference": "yellow", "inconsistent": "bold red",
    "met": "green", "missed": "yellow", "error": "bold red", "warning": "yellow", "question": "cyan",
}  # fmt: skip
_NUMBERS = {"prior", "current", "absolute", "percent", "value", "recomputed"}
_NARROW = {"section": 105, "stated": 80, "absolute": 64}  # the least width that shows the column
_ALWAYS, _OF_ONE = {"metric", "prior", "current"}, ("metric", "value", "section")
_TIGHT = 120  # below so many columns, a blank between two columns has to do
_HEADING = 12  # characters of a heading that a table shows
_NUMBER_IN_LINE = re.compile(r"[0-9A-Za-z.,%+/_-]+[，。；、：”）]?")
_UNIT_OF_LINE = re.compile(rf"{_NUMBER_IN_LINE.pattern}|[“（]?[^0-9A-Za-z][，。；、：”）]?|.", re.DOTALL)
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
        for number, line in enumerate(outcome_lines(result, lang)):
            console.print(_text(line, "bold" if number == 0 else ""))
        for line in coverage_lines(result, lang):
            console.print(_text(line, "dim"))
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
        _unread(console, current_report(result), lang)

    return printed(write, width, color=color)


def printed(write: Callable[[Console], None], width: int, *, color: bool = False) -> str:
    """Return what `write` prints to a console of `width` columns, at least 40, without trailing blanks."""
    from rich.console import Console

    width = whole_number(width, "width", 0, 10_000, "width=100")
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
        room = _UNBROKEN if column in numbers or column == "verdict" else _room([row[place].plain for row in rows])
        least.append(min(widest, room))
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
        table.add_row(*map(_Cell, row))
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
    line = _text(row.head(lang), _COLOURS.get(row.severity or "", ""))
    line.append_text(_text(f" · {word('check', check.check, lang)}"))
    if row.metric:
        line.append_text(_text(f" · {row.metric}"))
    head = Table.grid(padding=(0, 1, 0, 0))
    head.add_row(_text(f"{number}."), line)
    console.print(head)
    details = [_text(message_text(check, lang))]
    if row.steps:
        details.append(_text(labelled(word("phrase", "steps", lang), row.steps, lang)))
    causes = row.causes(lang)
    if causes:
        details.append(_text(labelled(word("phrase", "likely", lang), causes, lang)))
    for side, quote in row.quoted(lang):
        line = _text(f"{side} {quote.where.text(lang)}  ".lstrip(), "dim")
        for text, marked in quote.pieces:
            line.append_text(_text(text, "bold" if marked else "dim"))
        details.append(line)
    for detail in details:
        for line in _lines(detail, console.width - 3):
            console.print(Padding(line, (0, 0, 0, 3)))


def _room(texts: Iterable[str]) -> int:
    """Return the columns that the longest number of these texts takes, from 8 to `_UNBROKEN`."""
    numbers = (len(match[0]) for text in texts for match in _NUMBER_IN_LINE.finditer(text))
    return max(8, min(_UNBROKEN, max(numbers, default=0)))


class _Cell:
    """A cell of a table that breaks no number where its column has room for it."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[Text]:
        """Return the cell's lines."""
        return _lines(self.text, options.max_width) if self.text.cell_len > options.max_width else (self.text,)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return how narrow and how wide the cell may be."""
        from rich.measure import Measurement

        return Measurement(1, max(1, min(self.text.cell_len, options.max_width)))


def _lines(text: Text, width: int) -> Iterable[Text]:
    """Return a text in lines of at most `width` columns that break no number: 65.8% stays together."""
    from rich.cells import cell_len

    cuts, used = [], 0
    for match in _UNIT_OF_LINE.finditer(text.plain):
        size = cell_len(match[0])
        if used and used + size > width:
            cuts.append(match.start())
            used = 0
        used = (used + size) % width if size > width else used + size
    lines = text.divide(cuts)
    for line in lines:
        line.rstrip()
    return [line[len(line.plain) - len(line.plain.lstrip()) :] if line.plain.strip() else line for line in lines]


def _unread(console: Console, report: Report, lang: str) -> None:
    """Print what could not be read, with the reason and the place."""
    if not report.unread:
        return
    lookup = Lookup(report)
    _heading(console, "unread", lang, len(report.unread))
    for item in report.unread:
        reason = word("unread", item.reason, lang)
        console.print(_text(f"“{item.surface}” {labelled(reason, lookup.where(item.span).text(lang), lang)}"))


def _standing(standing: Standing | None, lang: str) -> Text:
    return _text(standing_text(standing, lang), _COLOURS.get(standing or "", "dim"))


def _comparison(console: Console, result: ComparisonResult, lang: str) -> None:
    rows = change_rows.change_rows(result)
    stated = change_rows.worst_first(row for row in rows if row.claims or (row.standing and row.state == "paired"))
    computed = [row for row in rows if row.state == "paired" and row not in stated]
    for heading, some in (("stated", stated), ("computed", computed)):
        if some or heading == "computed":
            _heading(console, heading, lang, len(some))
            _changes(console, some, lang)
    for state in change_rows.STATES[1:]:
        alone = [row for row in rows if row.state == state and row not in stated]
        if alone or state in ("added", "dropped"):
            _heading(console, state, lang, len(alone))
            _alone(console, alone, lang)
    moved = [row.cells(lang)[:3] for row in section_rows.section_rows(result) if row.relation != "same"]
    if moved:
        _heading(console, "sections", lang, f"{len(moved)}/{len(result.sections)}")
        _table(console, section_rows.COLUMNS[:3], [tuple(map(_text, row)) for row in moved], lang, numbers=())
    if result.comparatives:
        _heading(console, "comparatives", lang, len(result.comparatives))
        counts = comparative_rows.statement_counts(result, lang)
        _table(console, comparative_rows.COUNTS, [tuple(map(_text, row)) for row in counts], lang)
        lines = [row.cells(lang) for row in comparative_rows.comparative_rows(result) if row.deviates]
        if lines:
            _table(console, comparative_rows.COLUMNS, [tuple(map(_text, row)) for row in lines], lang)


def _changes(console: Console, rows: Sequence[change_rows.ChangeRow], lang: str) -> None:
    """Print rows with the columns that hold anything and fit."""
    cells = [row.cells(lang) for row in rows]
    columns = [
        column
        for column in change_rows.COLUMNS
        if console.width >= _NARROW.get(column, 0) and (column in _ALWAYS or any(cell[column] for cell in cells))
    ]
    _table(console, columns, [_change(row, columns, lang) for row in rows], lang)


def _alone(console: Console, rows: Sequence[change_rows.ChangeRow], lang: str) -> None:
    """Print metrics without a partner; how a target stands, where it is known."""
    columns = ("metric", "value", "verdict", "section") if any(row.standing for row in rows) else _OF_ONE
    cells = [
        {
            "metric": _text(row.metric.name),
            "value": _text(figure_text(row.metric.figure)),
            "verdict": _standing(row.standing, lang),
            "section": _text(_short(row.section), "dim"),
        }
        for row in rows
    ]
    _table(console, columns, [[cell[column] for column in columns] for cell in cells], lang)


def _change(row: change_rows.ChangeRow, columns: Iterable[str], lang: str) -> Sequence[Text]:
    cells = {column: _text(text) for column, text in row.cells(lang).items()}
    cells |= {"verdict": _standing(row.standing, lang), "section": _text(_number(row.section), "dim")}
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
        rows = [(*map(_text, row.cells(lang)[:-1]), _standing(row.standing, lang)) for row in claims]
        _table(console, claim_rows.COLUMNS, rows, lang)
    metrics = metric_rows.metric_cells(current_report(result), lang, _HEADING)
    _heading(console, "metrics", lang, len(metrics))
    if metrics:
        cells = [(*map(_text, row[:-1]), _text(row[-1], "dim")) for row in metrics]
        _table(console, metric_rows.COLUMNS, cells, lang)
