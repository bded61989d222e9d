"""Results → an Excel workbook: numbers as numbers, verdicts in colour and words, the quoted sentence as a note."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any
from unicodedata import east_asian_width

from attrs import frozen

from reportdiff._version import __version__
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.errors import MissingExtraError
from reportdiff.messages import shown
from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering.number_text import approximate
from reportdiff.rendering.rows.change_rows import (
    ChangeRow,
    CheckRow,
    change_rows,
    report_rows,
    section_rows,
    stated_text,
)
from reportdiff.rendering.rows.report_lookup import Lookup, flat
from reportdiff.rendering.summary import current_of, findings, summary

__all__ = ["EPOCH", "FORMULA", "lines_of", "render"]

_LONGEST = 32_000  # characters that a cell may hold; Excel's own limit is 32,767
FORMULA = ("=", "+", "-", "@")
_VERDICT_COLOURS = {  # (ink, paper)
    "consistent": ("#14683A", "#E3F4E9"),
    "within_precision": ("#14683A", "#E3F4E9"),
    "rounding_difference": ("#7A5200", "#FDF1D6"),
    "inconsistent": ("#A3121C", "#FDE5E5"),
}
_WIDTHS = {
    "metric": 38,
    "stated": 22,
    "section": 42,
    "quote": 60,
    "message": 60,
    "where": 22,
    "diagnosis": 24,
    "verdict": 16,
    "check": 16,
    "recomputed": 14,
    "prior": 16,
    "current": 16,
    "absolute": 14,
    "percent": 12,
}
_LINE = 15  # points; Excel fits the height of wrapped rows itself, other programs need to be told
_MOST_LINES = 12
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # the same input gives the same bytes


@frozen
class _Link:
    """A cell that leads to another sheet's row (counted from 1)."""

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

    cell: str
    note: str


_Cell = str | _Link | _Number | _Noted | None


def render(result: Report | CheckResult | ComparisonResult, *, lang: str = "zh") -> bytes:
    """The result as the bytes of an .xlsx workbook: summary, changes or metrics, findings, sections, claims.

    No text is taken for a formula, whatever it begins with. Raises `MissingExtraError` without the extra `xlsx`.
    """
    check_language(lang)
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("Excel needs XlsxWriter; install it: pip install 'reportdiff[xlsx]'") from error
    out = io.BytesIO()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    book.set_properties({"title": summary(result, lang).splitlines()[0], "created": EPOCH.replace(tzinfo=None)})
    _Book(book, result, lang).write()
    book.close()
    return out.getvalue()


class _Book:
    """The sheets of one workbook, with what they need of each other."""

    def __init__(self, book: Any, result: Report | CheckResult | ComparisonResult, lang: str) -> None:
        self.book, self.result, self.lang = book, result, lang
        self.rows = change_rows(result) if isinstance(result, ComparisonResult) else report_rows(result)
        self.found = findings(result)
        self.main = self.name("changes" if isinstance(result, ComparisonResult) else "metrics")
        self.formats: dict[str, Any] = {}
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.head_right = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "align": "right", "indent": 1}
        )
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.single = book.add_format({"valign": "top"})
        self.single_quoted = book.add_format({"valign": "top", "quote_prefix": True})
        self.link = book.add_format({"font_color": "#0B5CAD", "underline": 1, "text_wrap": True, "valign": "top"})

    def name(self, heading: str) -> str:
        """The name of a sheet."""
        return word("heading", heading, self.lang)[:31]

    def write(self) -> None:
        """Write every sheet, the summary first."""
        self.summary()
        if isinstance(self.result, ComparisonResult):
            self.sheet(self.main, _CHANGES, [self.change(row) for row in self.rows])
        else:
            self.sheet(self.main, _METRICS, [self.metric(row) for row in self.rows])
        if not isinstance(self.result, Report):
            self.sheet(self.name("findings"), _FINDINGS, [self.finding(row) for row in self.found])
        if isinstance(self.result, ComparisonResult):
            cells = [
                (
                    row.prior,
                    row.current,
                    word("relation", row.relation, self.lang),
                    _Number(Fraction(row.score), "0.00"),
                )
                for row in section_rows(self.result)
            ]
            self.sheet(
                self.name("sections"), ("prior", "current", "relation", "score"), cells, {"prior": 40, "current": 40}
            )
        self.claims()

    def summary(self) -> None:
        sheet = self.book.add_worksheet(word("heading", "coverage", self.lang))
        sheet.set_column(0, 0, 110)
        warnings = (shown(warning, self.lang) for warning in self.result.warnings)
        lines = [*summary(self.result, self.lang).splitlines(), *warnings, f"reportdiff {__version__}"]
        for place, line in enumerate(lines):
            self.cell(sheet, place, 0, line)

    def sheet(
        self,
        name: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[_Cell]],
        widths: Mapping[str, int] | None = None,
    ) -> None:
        """One table: a frozen head with filters, verdicts in colour."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, len(rows), len(columns) - 1)
        measures = [(widths or {}).get(column, _WIDTHS.get(column, 10)) for column in columns]
        aside = {columns.index("quote")} if "quote" in columns and "message" not in columns else set()
        for place, column in enumerate(columns):
            numeric = any(isinstance(row[place], _Number) for row in rows)
            head = self.head_right if numeric else self.head
            sheet.write_string(0, place, word("column", column, self.lang), head)
            sheet.set_column(place, place, measures[place])
            if column == "verdict" and rows:
                self.colour(sheet, place, len(rows))
        for number, row in enumerate(rows, start=1):
            lines = [lines_of(cell, measures[place]) for place, cell in enumerate(row) if place not in aside]
            sheet.set_row(number, _LINE * min(max(lines, default=1), _MOST_LINES))
            for place, cell in enumerate(row):
                self.cell(sheet, number, place, cell, aside=place in aside)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)

    def colour(self, sheet: Any, column: int, rows: int) -> None:
        for verdict, (ink, paper) in _VERDICT_COLOURS.items():
            shape = self.book.add_format({"font_color": ink, "bg_color": paper})
            rule = {"type": "cell", "criteria": "==", "value": f'"{self.verdict(verdict)}"', "format": shape}
            sheet.conditional_format(1, column, rows, column, rule)

    def verdict(self, code: str | None) -> str:
        """A verdict's mark and word."""
        return f"{word('mark', code, self.lang)} {word('verdict', code, self.lang)}" if code is not None else ""

    def cell(self, sheet: Any, row: int, column: int, cell: _Cell, *, aside: bool = False) -> None:
        """One cell; a text that stands `aside` stays on one line, since the note beside it holds it whole."""
        if isinstance(cell, _Noted):
            self.cell(sheet, row, column, cell.cell)
            if cell.note:
                size = {"x_scale": 3, "y_scale": 1 + len(cell.note) / 80, "author": "reportdiff"}
                sheet.write_comment(row, column, cell.note[:_LONGEST], size)
        elif isinstance(cell, _Number):
            if cell.format not in self.formats:
                self.formats[cell.format] = self.book.add_format(
                    {"num_format": cell.format, "valign": "top", "align": "right", "indent": 1}
                )
            number = approximate(cell.value)
            if math.isinf(number):
                sheet.write_string(row, column, plain_text(cell.value)[:_LONGEST], self.text)
            else:
                sheet.write_number(row, column, number, self.formats[cell.format])
        elif isinstance(cell, _Link):
            target = f"internal:'{cell.sheet}'!A{cell.row}"
            sheet.write_url(row, column, target, self.link, string=flat(cell.text)[:255])
        elif cell:
            text = flat(cell)[:_LONGEST]
            guarded = text.startswith(FORMULA)
            plain, quoted = (self.single, self.single_quoted) if aside else (self.text, self.quoted)
            sheet.write_string(row, column, text, quoted if guarded else plain)

    def change(self, row: ChangeRow) -> Sequence[_Cell]:
        change = row.change
        amount = None if change is None else change.points if change.points is not None else change.absolute
        percent = change.percent if change is not None else None
        return (
            _Noted(row.name, row.quote),
            row.unit,
            _value(row.prior.figure.value) if row.prior is not None else None,
            _value(row.current.figure.value) if row.current is not None else None,
            _value(amount, sign=True) if amount is not None else None,
            _Number(percent, '+0.00"%";-0.00"%";0"%"') if percent is not None else None,
            stated_text(row),
            self.to_finding(row),
            row.section,
            row.quote,
        )

    def metric(self, row: ChangeRow) -> Sequence[_Cell]:
        metric = row.current
        assert metric is not None
        return (
            _Noted(row.name, row.quote),
            _value(metric.figure.value),
            row.unit,
            metric.figure.surface,
            word("status", metric.status.value, self.lang),
            metric.period.label if metric.period is not None else "",
            stated_text(row),
            self.to_finding(row),
            row.section,
            row.quote,
        )

    def to_finding(self, row: ChangeRow) -> _Cell:
        """The row's verdict, leading to the finding that it comes from where there is one."""
        verdict = self.verdict(row.verdict.value if row.verdict is not None else None)
        claims = {claim.id for claim in row.claims}
        for place, found in enumerate(self.found):
            if found.check.claim is not None and found.check.claim in claims:
                return _Link(verdict, self.name("findings"), place + 2)
        return verdict

    def finding(self, row: CheckRow) -> Sequence[_Cell]:
        check = row.check
        place = next((n for n, item in enumerate(self.rows) if _about(row, item)), None)
        return (
            word("severity", check.severity.value, self.lang) if check.severity is not None else "",
            self.verdict(check.verdict.value),
            word("check", check.check, self.lang),
            _Link(row.metric, self.main, place + 2) if place is not None and row.metric else row.metric,
            row.stated,
            row.recomputed,
            words("diagnosis", check.diagnoses, self.lang),
            check.message.zh if self.lang == "zh" else check.message.en,
            row.quote,
            row.where,
        )

    def claims(self) -> None:
        report = current_of(self.result)
        lookup = Lookup(report)
        verdicts = {claim.id: row.verdict for row in self.rows for claim in row.claims}
        rows: list[Sequence[_Cell]] = []
        for claim in report.claims:
            verdict = verdicts.get(claim.id)
            quote = lookup.quote(claim.span)
            rows.append(
                (
                    _Noted(claim.metric_name, quote),
                    claim.surface,
                    word("form", claim.form.value, self.lang),
                    word("direction", claim.direction.value, self.lang),
                    _value(claim.figure.value) if claim.figure is not None else None,
                    claim.figure.unit if claim.figure is not None else "",
                    word("basis", str(claim.basis), self.lang),
                    self.verdict(verdict.value if verdict is not None else None),
                    quote,
                )
            )
        self.sheet(self.name("claims"), _CLAIMS, rows)


_CHANGES = ("metric", "unit", "prior", "current", "absolute", "percent", "stated", "verdict", "section", "quote")
_METRICS = ("metric", "value", "unit", "surface", "status", "period", "stated", "verdict", "section", "quote")
_FINDINGS = (
    *("severity", "verdict", "check", "metric", "stated", "recomputed", "diagnosis"),
    *("message", "quote", "where"),
)
_CLAIMS = ("metric", "surface", "form", "direction", "size", "unit", "basis", "verdict", "quote")


def _about(finding: CheckRow, row: ChangeRow) -> bool:
    check = finding.check
    if check.claim is not None and any(claim.id == check.claim for claim in row.claims):
        return True
    return check.metric is not None and row.current is not None and row.current.id == check.metric


def lines_of(cell: _Cell, width: int) -> int:
    """How many lines a wrapped cell takes in a column of so many characters; a Chinese one counts for two."""
    text = cell.cell if isinstance(cell, _Noted) else cell.text if isinstance(cell, _Link) else cell
    if not isinstance(text, str):
        return 1
    columns = sum(2 if east_asian_width(character) in "WFA" else 1 for character in flat(text))
    return math.ceil(columns * 1.05 / width) or 1


def _value(value: Fraction, *, sign: bool = False) -> _Number:
    """A number with thousands separators, and with decimals only where it has some."""
    shown = "#,##0" if value.denominator == 1 else "#,##0.00##"
    return _Number(value, f"+{shown};-{shown};0" if sign else shown)
