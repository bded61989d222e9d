"""Write results as an Excel workbook: numbers as numbers, verdicts in colour and words, the quote as a note."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import accumulate
from typing import Any

from attrs import frozen

from reportdiff._version import __version__
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.number_text import approximate
from reportdiff.rendering.rows import comparative_rows, section_rows, tick_rows, values
from reportdiff.rendering.rows.change_rows import ChangeRow, change_rows, report_rows, stated_text
from reportdiff.rendering.rows.check_rows import CheckRow, findings, prior_findings
from reportdiff.rendering.rows.metric_rows import period_text
from reportdiff.rendering.rows.report_lookup import Lookup, current_report, flat
from reportdiff.rendering.rows.standings import standing_of, standing_text
from reportdiff.rendering.spreadsheet import (
    LINE_HEIGHT,
    begins_formula,
    cell_text,
    landscape,
    line_count,
    workbook_bytes,
)
from reportdiff.rendering.summary import summary
from reportdiff.rendering.wording import labelled, listed, message_text, warning_texts

__all__ = ["render"]

_CHANGES = (
    *("metric", "prior_metric", "prior_surface", "current_surface", "absolute", "percent", "reason", "stated"),
    *("verdict", "state", "confidence", "unit", "prior", "prior_unit", "current", "section", "years", "quote"),
)
_METRICS = ("metric", "value", "unit", "surface", "status", "period", "stated", "verdict", "section", "quote")
_FINDINGS = (
    *("severity", "verdict", "check", "metric", "stated", "recomputed", "steps", "diagnosis"),
    *("message", "quote", "where", "prior_quote", "prior_where"),
)
_CLAIMS = ("metric", "surface", "form", "direction", "size", "unit", "basis", "verdict", "quote")
_VERDICT_COLOURS = {  # (ink, paper)
    "consistent": ("#14683A", "#E3F4E9"),
    "within_precision": ("#14683A", "#E3F4E9"),
    "rounding_difference": ("#7A5200", "#FDF1D6"),
    "inconsistent": ("#A3121C", "#FDE5E5"),
    "question": ("#0B5C7A", "#E1F1F8"),
    "met": ("#14683A", "#E3F4E9"),
    "missed": ("#7A5200", "#FDF1D6"),
}
_ON_COVER = 20  # findings
_COVER_WIDTH = 110
_WIDTHS = {
    "metric": 38, "stated": 22, "section": 42, "quote": 60, "message": 60, "where": 26, "agreed": 48, "statement": 18,
    "reported": 20, "comparative": 20, "difference": 18, "state": 18, "outcome": 18, "diagnosis": 24, "verdict": 16,
    "check": 16, "recomputed": 14, "prior": 18, "current": 18, "value": 18, "size": 18, "prior_metric": 24,
    "prior_surface": 16, "current_surface": 16, "reason": 20, "steps": 26, "absolute": 18, "percent": 12,
}  # fmt: skip
# Narrower, so that quote and place are still legible on a printed page.
_FINDING_WIDTHS = dict(zip(_FINDINGS, (10, 14, 14, 28, 18, 12, 20, 18, 44, 44, 20, 44, 20), strict=True))
_PRINTED = 204  # characters on a page's width: columns to the right of them stay on the screen
_MOST_LINES = 12
_HEAD = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "head": _HEAD,
    "head of numbers": _HEAD | {"align": "right", "indent": 1},
    "title": {"bold": True, "font_size": 15, "text_wrap": True, "quote_prefix": True},
    "outcome": {"bold": True, "font_size": 12, "text_wrap": True, "quote_prefix": True},
    "text": {"text_wrap": True, "valign": "top"},
    "text like a formula": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    "one line": {"valign": "top"},
    "one line like a formula": {"valign": "top", "quote_prefix": True},
    "link": {"font_color": "#0B5CAD", "underline": 1, "text_wrap": True, "valign": "top"},
}


@frozen
class _Link:
    """A cell that leads to a row, counted from 1, of another sheet."""

    text: str
    sheet: str
    row: int


@frozen
class _Number:
    """A numeric cell with its number format."""

    value: Fraction
    format: str


@frozen
class _Noted:
    """A text with a note."""

    text: str
    note: str


_Cell = str | _Link | _Number | _Noted | None


def render(result: Report | CheckResult | ComparisonResult, *, lang: str = "zh") -> bytes:
    """Return the result as the bytes of a workbook: summary, changes or metrics, findings, sections, claims.

    Raises:
        MissingExtraError: The extra `xlsx` is not installed.
    """
    check_language(lang)
    title = summary(result, lang).splitlines()[0]
    return workbook_bytes(title, lambda book: _Book(book, result, lang).write())


class _Book:
    """The sheets of one workbook, with the rows that they link to."""

    def __init__(self, book: Any, result: Report | CheckResult | ComparisonResult, lang: str) -> None:
        self.book, self.result, self.lang = book, result, lang
        self.rows = change_rows(result) if isinstance(result, ComparisonResult) else report_rows(result)
        self.findings = findings(result)
        self.main = self.name("changes" if isinstance(result, ComparisonResult) else "metrics")
        self.style = cache(lambda name: book.add_format(dict(_STYLES[name])))
        self.number_style = cache(
            lambda shape: book.add_format({"num_format": shape, "valign": "top", "align": "right", "indent": 1})
        )

    def name(self, heading: str) -> str:
        """Return the name of a sheet."""
        return word("heading", heading, self.lang)[:31]

    def write(self) -> None:
        """Write every sheet, the summary first."""
        self.write_summary()
        if isinstance(self.result, ComparisonResult):
            self.write_sheet(self.main, _CHANGES, [self.change(row) for row in self.rows])
        else:
            self.write_sheet(self.main, _METRICS, [self.metric(row) for row in self.rows])
        if not isinstance(self.result, Report):
            found = [self.finding(row) for row in self.findings]
            self.write_sheet(self.name("findings"), _FINDINGS, found, _FINDING_WIDTHS)
        earlier = prior_findings(self.result)
        if earlier:
            rows = [self.finding(row, linked=False) for row in earlier]
            self.write_sheet(self.name("prior_findings"), _FINDINGS, rows, _FINDING_WIDTHS)
        if isinstance(self.result, ComparisonResult):
            pairs: list[Sequence[_Cell]] = [
                (*row.cells(self.lang)[:3], _Number(Fraction(row.score), "0.00"))
                for row in section_rows.section_rows(self.result)
            ]
            widths = {"prior": 40, "current": 40}
            self.write_sheet(self.name("sections"), section_rows.COLUMNS, pairs, widths)
        self.write_sheet(self.name("claims"), _CLAIMS, self.claims())
        if isinstance(self.result, ComparisonResult) and self.result.comparatives:
            lines = [row.cells(self.lang) for row in comparative_rows.comparative_rows(self.result)]
            self.write_sheet(self.name("comparatives"), comparative_rows.COLUMNS, lines)
        if not isinstance(self.result, Report):
            ticks = [_tick_cells(row, self.lang) for row in tick_rows.tick_rows(self.result, self.lang)]
            self.write_sheet(word("heading", tick_rows.SHEET, self.lang), tick_rows.COLUMNS, ticks)

    def write_summary(self) -> None:
        """Write the cover: title, outcome, what was read, the worst findings with links, and the warnings."""
        sheet = self.book.add_worksheet(word("heading", "coverage", self.lang))
        sheet.set_column(0, 0, _COVER_WIDTH)
        said = [self.cover_line(row) for row in self.findings]
        links = [_Link(text, self.name("findings"), place) for place, text in enumerate(said[:_ON_COVER], start=2)]
        heading = [f"{self.name('findings')} ({len(said)})"] if links else []
        lines: list[_Cell] = [*summary(self.result, self.lang).splitlines(), None, *heading, *links]
        lines += [None, *warning_texts(self.result, self.lang), f"reportdiff {__version__}"]
        for place, line in enumerate(lines):
            self.write_cell(sheet, place, 0, line)
            if isinstance(line, _Link):
                sheet.set_row(place, LINE_HEIGHT * line_count(line.text[:255], _COVER_WIDTH))
        for place in (0, 1, *([lines.index(heading[0])] if heading else [])):
            text = lines[place]
            assert isinstance(text, str)
            sheet.write_string(place, 0, cell_text(text), self.style("outcome" if place else "title"))
        landscape(sheet, len(lines) - 1, 1)

    def cover_line(self, row: CheckRow) -> str:
        """Return a finding as one line, its metric named once."""
        message = message_text(row.check, self.lang)
        head = row.head(self.lang)
        return labelled(head if message.startswith(row.metric) else f"{head} {row.metric}", message, self.lang)

    def write_sheet(
        self,
        name: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[_Cell]],
        widths: Mapping[str, int] | None = None,
    ) -> None:
        """Write one table: a frozen head with filters, verdicts in colour."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        measures = [(widths or {}).get(column, _WIDTHS.get(column, 10)) for column in columns]
        fitting = sum(total <= _PRINTED for total in accumulate(measures))
        landscape(sheet, len(rows), columns.index("where") + 1 if "message" in columns else fitting)
        # A quote stays on one line where the note beside it holds it whole.
        aside = {columns.index("quote")} if "quote" in columns and "message" not in columns else set()
        for place, column in enumerate(columns):
            numeric = any(isinstance(row[place], _Number) for row in rows)
            style = self.style("head of numbers" if numeric else "head")
            sheet.write_string(0, place, word("column", column, self.lang), style)
            sheet.set_column(place, place, measures[place])
            if column == "verdict" and rows:
                self.colour(sheet, place, len(rows))
        for number, row in enumerate(rows, start=1):
            lines = [
                line_count(_text_of(cell), measures[place]) for place, cell in enumerate(row) if place not in aside
            ]
            sheet.set_row(number, LINE_HEIGHT * min(max(lines, default=1), _MOST_LINES))
            for place, cell in enumerate(row):
                self.write_cell(sheet, number, place, cell, one_line=place in aside)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)

    def colour(self, sheet: Any, column: int, rows: int) -> None:
        """Colour the verdicts of a column."""
        for verdict, (ink, paper) in _VERDICT_COLOURS.items():
            shape = self.book.add_format({"font_color": ink, "bg_color": paper})
            text = f"{word('mark', verdict, self.lang)} {word('standing', verdict, self.lang)}"
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": shape}
            sheet.conditional_format(1, column, rows, column, rule)

    def write_cell(self, sheet: Any, row: int, column: int, cell: _Cell, *, one_line: bool = False) -> None:
        """Write one cell."""
        if isinstance(cell, _Noted):
            self.write_cell(sheet, row, column, cell.text)
            if cell.note:
                size = {"x_scale": 3, "y_scale": 1 + len(cell.note) / 80, "author": "reportdiff"}
                sheet.write_comment(row, column, cell_text(cell.note), size)
        elif isinstance(cell, _Number):
            number = approximate(cell.value)
            if math.isinf(number):
                sheet.write_string(row, column, cell_text(plain_text(cell.value)), self.style("text"))
            else:
                sheet.write_number(row, column, number, self.number_style(cell.format))
        elif isinstance(cell, _Link):
            target = f"internal:'{cell.sheet}'!A{cell.row}"
            sheet.write_url(row, column, target, self.style("link"), string=flat(cell.text)[:255])
        elif cell:
            text = cell_text(cell)
            style = ("one line" if one_line else "text") + (" like a formula" if begins_formula(text) else "")
            sheet.write_string(row, column, text, self.style(style))

    def change(self, row: ChangeRow) -> Sequence[_Cell]:
        shown = dict(zip(values.CHANGES, values.change_values(row, self.lang), strict=True))
        state = word("page", row.state, self.lang)
        cells: dict[str, _Cell] = {name: text for name, text in shown.items() if isinstance(text, str)}
        cells |= {
            "metric": _Noted(row.metric.name, row.quote),
            **{name: _number(shown[name]) for name in ("prior", "current")},
            "years": "→".join(filter(None, (period_text(item.period, self.lang) for item in row.both))),
            "absolute": _number(row.amount, sign=True),
            "percent": _Number(row.percent, '+0.00"%";-0.00"%";0"%"') if row.percent is not None else None,
            "verdict": self.link_to_finding(row),
            "state": listed([state, word("phrase", "review", self.lang)], self.lang) if row.for_review else state,
            "confidence": _Number(row.pair.score, "0.00")
            if row.pair is not None and row.confidence is not None
            else None,
        }
        return [cells[name] for name in _CHANGES]

    def metric(self, row: ChangeRow) -> Sequence[_Cell]:
        metric, figure = row.metric, row.metric.figure
        return (
            *(_Noted(metric.name, row.quote), _number(figure.value), figure.unit, figure.surface),
            *(word("status", metric.status, self.lang), period_text(metric.period, self.lang)),
            *(stated_text(row), self.link_to_finding(row), row.section, row.quote),
        )

    def link_to_finding(self, row: ChangeRow) -> _Cell:
        """Return the row's verdict, leading to the finding that it comes from where there is one."""
        verdict = standing_text(row.standing, self.lang)
        claims = {claim.id for claim in row.claims}
        for place, finding in enumerate(self.findings):
            if finding.check.claim in claims:
                return _Link(verdict, self.name("findings"), place + 2)
        return verdict

    def finding(self, row: CheckRow, *, linked: bool = True) -> Sequence[_Cell]:
        check = row.check
        about = (place for place, item in enumerate(self.rows if linked else ()) if _is_about(row, item))
        place = next(about, None)
        metric = _Link(row.metric, self.main, place + 2) if place is not None and row.metric else row.metric
        return (
            *(row.severity_word(self.lang), standing_text(row.standing, self.lang)),
            *(word("check", check.check, self.lang), metric, row.stated, row.recomputed, row.steps),
            *(words("diagnosis", check.diagnoses, self.lang), message_text(check, self.lang)),
            *(row.quote, row.where(self.lang)),
            *row.last_years_texts(self.lang),
        )

    def claims(self) -> list[Sequence[_Cell]]:
        report = current_report(self.result)
        lookup = Lookup(report)
        judged = checks_by_claim(() if isinstance(self.result, Report) else self.result.checks)
        rows: list[Sequence[_Cell]] = []
        for claim in report.claims:
            quote = lookup.quote(claim.span)
            size = (_number(claim.figure.value), claim.figure.unit) if claim.figure is not None else (None, "")
            codes = {"form": claim.form, "direction": claim.direction, "basis": claim.basis.kind}
            form, direction, basis = (word(kind, code, self.lang) for kind, code in codes.items())
            basis = basis.format(year=claim.basis.year)
            verdict = standing_text(standing_of([claim], judged.get(claim.id, ())), self.lang)
            name = _Noted(claim.metric_name, quote)
            rows.append((name, claim.surface, form, direction, *size, basis, verdict, quote))
        return rows


def _tick_cells(row: tick_rows.TickRow, lang: str) -> Sequence[_Cell]:
    return (
        *(word("tick", row.tick, lang), _number(Fraction(row.page)) if row.page is not None else None),
        *(row.where.text(lang), row.name, row.surface, row.period),
        *(words("check", row.checks, lang), "\n".join(row.agreed)),
    )


def _is_about(finding: CheckRow, row: ChangeRow) -> bool:
    check = finding.check
    if check.claim is not None and any(claim.id == check.claim for claim in row.claims):
        return True
    return check.metric is not None and row.current is not None and row.current.id == check.metric


def _text_of(cell: _Cell) -> str:
    """Return the text of a cell, "" of a number, which takes one line."""
    if isinstance(cell, _Noted | _Link):
        return cell.text
    return cell if isinstance(cell, str) else ""


def _number(value: values.Value, *, sign: bool = False) -> _Cell:
    """Return a number with thousands separators, and with decimals only where it has some."""
    if not isinstance(value, Fraction):
        return None
    shown = "#,##0" if value.denominator == 1 else "#,##0.00##"
    return _Number(value, f"+{shown};-{shown};0" if sign else shown)
