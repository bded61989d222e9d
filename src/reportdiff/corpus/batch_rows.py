"""Make the rows of a batch's five tables from the reports of each issuer.

| table | a row is | columns |
|---|---|---|
| changes | a metric of two years | issuer, body, year, since, file, those of `Comparison.changes`, exact ones |
| checks | a check | issuer to file as above, id, severity, those of `Comparison.checks`, values as numbers |
| metrics | a figure of a report | issuer, body, year, file, id, metric, then those of `Comparison.metrics` |
| reports | a report | issuer to file as above, since_file, and how much was found and decided |
| errors | what went wrong, or a warning | issuer, year, file, level (error, warning), error, message |

`issuer` tells the reports of one issuer from others (from file names, or texts), `body` is the issuer as the report
prints it; `year` is the report's, `since` that of the report before, missing where there is none. Numbers are floats;
beside them stands what they come from, as printed (`stated`, `surface`, `prior_surface`) or as a fraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from reportdiff.corpus.discovery import ReportFile
from reportdiff.corpus.filenames import other_issuer, parse_filename
from reportdiff.corpus.inputs import RunSettings
from reportdiff.corpus.outcomes import Failure, crash_failure, failure_of, is_permanent
from reportdiff.messages import notice, phrase_of, shown
from reportdiff.model import CheckResult, ComparisonResult, Report, Severity
from reportdiff.pipeline import check, compare, corrections_for, read
from reportdiff.rendering import frames
from reportdiff.rendering.rows.change_rows import ChangeRow, change_rows
from reportdiff.rendering.rows.check_rows import CheckRow, check_rows
from reportdiff.stages import measured_stages, stage
from reportdiff.text.words import using_cutter

if TYPE_CHECKING:
    from pyarrow import Schema, Table

__all__ = ["COLUMNS", "TABLES", "Chain", "PackedRows", "pack_failed_rows", "pack_rows"]

_TEXT, _YEAR = "string", "int32"
_REPORT_COLUMNS = {"issuer": _TEXT, "body": _TEXT, "year": _YEAR}
_PAIR_COLUMNS = {**_REPORT_COLUMNS, "since": _YEAR, "file": _TEXT}
_METRIC_COLUMNS = {("metric" if name == "name" else name): kind for name, kind in frames.METRIC_COLUMNS.items()}
_COUNTS = ("figures", "claims", "decided", "paired", *(severity.value for severity in Severity), "warnings")
_EXACT_COLUMNS = ("percent_exact", "prior_id", "current_id")

COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "changes": {**_PAIR_COLUMNS, **frames.CHANGE_COLUMNS, **dict.fromkeys(_EXACT_COLUMNS, _TEXT)},
        "checks": {**_PAIR_COLUMNS, "id": _TEXT, **frames.CHECK_COLUMNS, "recomputed_exact": _TEXT},
        "metrics": {**_REPORT_COLUMNS, **dict.fromkeys(("file", "id"), _TEXT), **_METRIC_COLUMNS},
        "reports": {**_PAIR_COLUMNS, "since_file": _TEXT, **dict.fromkeys(_COUNTS, _YEAR)},
        "errors": {"issuer": _TEXT, "year": _YEAR, **dict.fromkeys(("file", "level", "error", "message"), _TEXT)},
    }
)
"""The columns of each table, with their types."""

TABLES = tuple(COLUMNS)

Row = tuple[object, ...]


@frozen(kw_only=True)
class Chain:
    """The reports of one issuer in the order of their years, or one report that has no place; `key` names the work."""

    folder: Path
    reports: tuple[ReportFile, ...]
    settings: RunSettings
    lang: str
    key: str = ""


@frozen(kw_only=True)
class PackedRows:
    """The rows of several chains, as they travel: the chains' keys, an Arrow table for each of `TABLES`, and counts.

    `retry` says whether another run may do better: an extra may be installed by then, or more memory be there;
    `seconds` says what each stage took.
    """

    keys: tuple[str, ...]
    tables: Mapping[str, Table]
    counts: Mapping[str, int]
    retry: bool = False
    seconds: Mapping[str, float] = MappingProxyType({})


def pack_rows(chains: tuple[Chain, ...]) -> PackedRows:
    """Return the rows of several chains: each report is compared with that of the year before, else checked alone."""
    rows = RowCollector()
    with measured_stages() as seconds:
        for chain in chains:
            with using_cutter(chain.settings.cutter):
                rows.add_chain(chain)
        with stage("writing"):
            packed = rows.packed(chains)
    return evolve(packed, seconds=dict(seconds))


def pack_failed_rows(chains: tuple[Chain, ...]) -> PackedRows:
    """Return the rows of chains that crashed their process."""
    rows = RowCollector()
    for chain in chains:
        for file in chain.reports:
            rows.counts["reports"] += 1
            rows.add_failure(file, crash_failure(file.path, chain.lang))
    return rows.packed(chains)


@cache
def _schema(table: str) -> Schema:
    import pyarrow

    return pyarrow.schema([(column, getattr(pyarrow, kind)()) for column, kind in COLUMNS[table].items()])


def _arrow_table(table: str, rows: Sequence[Row]) -> Table:
    import pyarrow

    schema = _schema(table)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pyarrow.array(values, type=kind.type) for values, kind in zip(columns, schema, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=schema)


@define
class RowCollector:
    """The rows of chains by table, and what was counted."""

    rows: Mapping[str, list[Row]] = field(factory=lambda: {table: [] for table in TABLES})
    counts: Counter[str] = field(factory=Counter)
    retry: bool = False

    def packed(self, chains: Sequence[Chain]) -> PackedRows:
        """Return what was collected for `chains`."""
        return PackedRows(
            keys=tuple(chain.key for chain in chains),
            tables={table: _arrow_table(table, rows) for table, rows in self.rows.items()},
            counts=dict(self.counts),
            retry=self.retry,
        )

    def add_chain(self, chain: Chain) -> None:
        """Read each report of a chain once and add its rows."""
        before: tuple[ReportFile, Report] | None = None
        for file in chain.reports:
            report = self._read(chain, file)
            if report is not None:
                follows = before is not None and file.year is not None and before[0].year == file.year - 1
                self._add_report(chain, file, before if follows else None, report)
            before = (file, report) if report is not None else None

    def _read(self, chain: Chain, file: ReportFile) -> Report | None:
        """Return the report; add an error and return None where it cannot be read or has no place."""
        self.counts["reports"] += 1
        if file.failure is not None:
            self.add_failure(file, file.failure)
            return None
        path, limits = file.below(chain.folder), chain.settings.limits
        try:
            report = read(path, limits=limits)
            if report.year is None:
                report = read(path, limits=limits, year=file.year)
        except Exception as error:
            self.add_failure(file, failure_of(file.path, error, chain.folder, chain.lang))
            return None
        return report

    def _add_report(
        self, chain: Chain, file: ReportFile, before: tuple[ReportFile, Report] | None, report: Report
    ) -> None:
        """Add the rows of a report, compared with the one of the year before where there is one."""
        settings = chain.settings
        prior_file, prior = before if before is not None else (None, None)
        result: CheckResult | ComparisonResult
        try:
            rules = corrections_for(settings.corrections, file.below(chain.folder))
            if prior is None:
                result = check(report, rules=rules, rounding=settings.rounding).result
            else:
                result = compare(prior, report, rules=rules, rounding=settings.rounding).result
        except Exception as error:
            self.add_failure(file, failure_of(file.path, error, chain.folder, chain.lang))
            return
        year = file.year or 0
        whose: Row = (file.issuer, report.issuer or "", year)
        place: Row = (*whose, year - 1 if prior is not None else None, file.path)
        if isinstance(result, ComparisonResult):
            self.counts["pairs"] += 1
            changes = change_rows(result)
            self.rows["changes"] += [
                (*place, *frames.change_values_of(row, chain.lang), *_exact_change(row)) for row in changes
            ]
        checks = check_rows(result.checks, report, prior)
        self.counts.update("accepted" if row.check.accepted else row.check.verdict.value for row in checks)
        self.rows["checks"] += [(*place, *_check_values(row, chain.lang)) for row in checks]
        self.rows["metrics"] += [
            (*whose, file.path, metric.id, *values)
            for metric, values in zip(report.metrics, frames.metric_values(report), strict=True)
        ]
        warnings = [*_named_otherwise(file, report), *result.warnings]
        if settings.corrections is not None:  # one file for all: what matches nothing here may match elsewhere
            warnings = [warning for warning in warnings if _code(warning) != "warnings.unused_rules"]
        for warning in warnings:
            self._add_error(file, "warning", "", shown(warning, chain.lang))
        found = Counter(row.check.severity for row in checks)
        coverage = result.coverage
        counted = {severity.value: found[severity] for severity in Severity}
        counted |= {"figures": coverage.figures, "claims": coverage.claims, "decided": coverage.decided}
        counted["paired"] = len(result.changes) if isinstance(result, ComparisonResult) else 0
        self.counts.update(counted)
        counted["warnings"] = len(warnings)
        since_file = prior_file.path if prior_file is not None else ""
        self.rows["reports"].append((*place, since_file, *(counted[name] for name in _COUNTS)))

    def add_failure(self, file: ReportFile, failure: Failure) -> None:
        """Add a report that could not be used."""
        self.counts["broken"] += 1
        self.retry = self.retry or not is_permanent(failure)
        self._add_error(file, "error", failure.error, failure.message)

    def _add_error(self, file: ReportFile, level: str, error: str, message: str) -> None:
        self.rows["errors"].append((file.issuer, file.year, file.path, level, error, message))


def _named_otherwise(file: ReportFile, report: Report) -> Iterator[str]:
    """Yield a warning where a file's name says another year or another issuer than its text."""
    if file.year not in (report.year, report.reviewed):
        years = {"named": str(file.year), "printed": str(report.year)}
        yield notice("warnings.other_year_in_text", file=file.path, **years)
    if report.issuer and other_issuer(parse_filename(file.path).issuer, report.issuer):
        issuers = {"named": parse_filename(file.path).issuer, "printed": report.issuer}
        yield notice("warnings.other_issuer_in_text", file=file.path, **issuers)


def _code(warning: str) -> str:
    source = phrase_of(warning)
    return "" if isinstance(source, str) else source.code


def _check_values(row: CheckRow, lang: str) -> Row:
    """Return the columns of a check from its id on, the recomputed size exactly too."""
    exact = row.check.recomputed_exact
    return row.check.id, *frames.check_values(row, lang), str(exact) if exact is not None else ""


def _exact_change(row: ChangeRow) -> Row:
    """Return the change in % as a fraction, and the ids of both metrics."""
    sides = (row.prior, row.current)
    percent = row.change.percent if row.change is not None else None
    return ("" if percent is None else str(percent), *("" if side is None else side.id for side in sides))
