"""What a batch makes of each issuer's reports: rows of four tables, and their columns.

| table | a row is | columns |
|---|---|---|
| changes | a metric of two years | issuer, body, year, since, file, those of `Comparison.changes`, exact ones |
| checks | a check | the same, id, severity, those of `Comparison.checks`, values as numbers |
| metrics | a figure of a report | issuer, body, year, file, id, metric, then those of `Comparison.metrics` |
| errors | what went wrong, or a warning | issuer, year, file, level (error, warning), error, message |

`issuer` is what tells the reports of one issuer from others (from file names, or texts), `body` the issuer as the
report prints it; `year` is the report's, `since` that of the report before, missing where there is none. Numbers are
floats; what they came from stands beside them as printed (`stated`, `surface`, `prior_surface`), or as a fraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import field, frozen

from reportdiff import alignment
from reportdiff.corpus.discovery import Found
from reportdiff.corpus.outcomes import Failure, failure_of, lasting, worker_died
from reportdiff.messages import notice
from reportdiff.model import Check, CheckResult, ComparisonResult, Report
from reportdiff.pipeline import RULES_FILE, check, compare, read
from reportdiff.rendering import frames
from reportdiff.rendering.number_text import approximate
from reportdiff.rendering.rows.change_rows import ChangeRow, change_rows
from reportdiff.rendering.rows.check_rows import check_rows

if TYPE_CHECKING:
    from pyarrow import Schema, Table

    from reportdiff.reading.limits import Limits

__all__ = [
    "COLUMNS",
    "TABLES",
    "Chain",
    "ChainRows",
    "PackedRows",
    "arrow_table",
    "chain_rows",
    "pack_failed_rows",
    "pack_rows",
]

_TEXT, _NUMBER, _YEAR = "string", "float64", "int32"
_WHOSE = {"issuer": _TEXT, "body": _TEXT, "year": _YEAR}
_OF_METRICS = {("metric" if name == "name" else name): kind for name, kind in frames.METRIC_COLUMNS.items()}

COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "changes": {
            **_WHOSE,
            "since": _YEAR,
            "file": _TEXT,
            **frames.CHANGE_COLUMNS,
            "prior_surface": _TEXT,
            "current_surface": _TEXT,
            "percent_exact": _TEXT,
            "prior_id": _TEXT,
            "current_id": _TEXT,
        },
        "checks": {
            **_WHOSE,
            "since": _YEAR,
            "file": _TEXT,
            "id": _TEXT,
            "severity": _TEXT,
            **frames.CHECK_COLUMNS,
            "stated_value": _NUMBER,
            "recomputed_value": _NUMBER,
            "recomputed_exact": _TEXT,
        },
        "metrics": {**_WHOSE, "file": _TEXT, "id": _TEXT, **_OF_METRICS},
        "errors": {
            "issuer": _TEXT,
            "year": _YEAR,
            "file": _TEXT,
            "level": _TEXT,
            "error": _TEXT,
            "message": _TEXT,
        },
    }
)
"""Each table's columns with their types."""

TABLES = tuple(COLUMNS)

Row = tuple[object, ...]


@frozen
class Chain:
    """The reports of one issuer in the order of their years, or one file that has no place; `key` names the work."""

    folder: Path
    files: tuple[Found, ...]
    key: str = ""
    rules: alignment.Corrections | None = None
    rounding: tuple[str, ...] | None = None
    limits: Limits | None = None
    lang: str = "zh"


@frozen
class ChainRows:
    """The rows of a chain by table, what was counted, and whether another try may do better."""

    rows: Mapping[str, Sequence[Row]]
    counts: Mapping[str, int]
    again: bool = False


@frozen
class PackedRows:
    """What is made of several chains, as it travels: their keys, an Arrow table of each kind, what was counted."""

    keys: tuple[str, ...]
    tables: Mapping[str, Table]
    counts: Mapping[str, int]
    again: bool = False


def chain_rows(chain: Chain) -> ChainRows:
    """Read each report of the chain once, compare it with that of the year before, else check it alone."""
    desk = RowCollector(chain)
    before: Report | None = None
    before_year: int | None = None
    for item in chain.files:
        report = desk.read(item)
        if report is not None:
            following = before is not None and item.year is not None and before_year == item.year - 1
            desk.enter(item, before if following else None, report)
        before, before_year = report, item.year
    return desk.made()


def pack_rows(chains: tuple[Chain, ...]) -> PackedRows:
    """The rows of several chains, in a worker."""
    return _packed(chains, [chain_rows(chain) for chain in chains])


def pack_failed_rows(chains: tuple[Chain, ...]) -> PackedRows:
    """The rows of chains whose process died of them."""
    made = []
    for chain in chains:
        desk = RowCollector(chain)
        for item in chain.files:
            desk.counts["reports"] += 1
            desk.fail(item, worker_died(item.file))
        made.append(desk.made())
    return _packed(chains, made)


def _packed(chains: Sequence[Chain], made: Sequence[ChainRows]) -> PackedRows:
    counts: Counter[str] = Counter()
    for each in made:
        counts.update(each.counts)
    tables = {name: arrow_table(name, [row for each in made for row in each.rows[name]]) for name in TABLES}
    return PackedRows(tuple(chain.key for chain in chains), tables, dict(counts), any(each.again for each in made))


def arrow_table(name: str, rows: Sequence[Row]) -> Table:
    """Rows as an Arrow table; of no rows too."""
    import pyarrow

    schema = _schema(name)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pyarrow.array(values, type=kind.type) for values, kind in zip(columns, schema, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=schema)


@cache
def _schema(name: str) -> Schema:
    import pyarrow

    return pyarrow.schema([(column, getattr(pyarrow, kind)()) for column, kind in COLUMNS[name].items()])


@frozen
class RowCollector:
    """Where the rows of a chain are collected."""

    chain: Chain
    rows: dict[str, list[Row]] = field(factory=lambda: {table: [] for table in TABLES})
    counts: Counter[str] = field(factory=Counter)
    failures: list[Failure] = field(factory=list)

    def made(self) -> ChainRows:
        return ChainRows(self.rows, dict(self.counts), not all(map(lasting, self.failures)))

    def read(self, item: Found) -> Report | None:
        """The report, or None with an error's row; a year that only the file's name says is given to it."""
        self.counts["reports"] += 1
        if item.failure is not None:
            self.fail(item, item.failure)
            return None
        path = self.chain.folder / item.file
        try:
            report = read(path, limits=self.chain.limits)
            if report.year is None:
                report = read(path, limits=self.chain.limits, year=item.year)
        except Exception as error:
            self.fail(item, failure_of(item.file, error, self.chain.folder))
            return None
        if item.year not in (report.year, report.reviewed):
            years = {"named": str(item.year), "printed": str(report.year)}
            self.warn(item, notice("warnings.other_year_in_text", file=item.file, **years))
        return report

    def enter(self, item: Found, prior: Report | None, report: Report) -> None:
        """The rows of a report, compared with the prior one where there is one."""
        chain, beside = self.chain, (self.chain.folder / item.file).parent / RULES_FILE
        rules = chain.rules if chain.rules is not None else beside if beside.is_file() else None
        result: CheckResult | ComparisonResult
        try:
            if prior is None:
                result = check(report, rounding=chain.rounding).result
            else:
                result = compare(prior, report, rules=rules, rounding=chain.rounding).result
        except Exception as error:
            self.fail(item, failure_of(item.file, error, chain.folder))
            return
        year = item.year or 0
        whose: Row = (item.issuer, report.issuer or "", year)
        place: Row = (*whose, year - 1 if prior is not None else None, item.file)
        if isinstance(result, ComparisonResult):
            self.counts["pairs"] += 1
            self.rows["changes"] += [
                (*place, *frames.change_values_of(row), *_exact(row)) for row in change_rows(result)
            ]
        for row in check_rows(result.checks, report, prior):
            told = row.check
            self.counts[told.verdict.value] += 1
            self.rows["checks"].append(
                (
                    *place,
                    told.id,
                    told.severity.value if told.severity is not None else "",
                    *frames.check_values(row, chain.lang),
                    *_values(told),
                )
            )
        names = (metric.id for metric in report.metrics)
        self.rows["metrics"] += [
            (*whose, item.file, name, *values) for name, values in zip(names, frames.metric_values(report), strict=True)
        ]
        for warning in result.warnings:
            self.warn(item, warning)

    def fail(self, item: Found, failure: Failure) -> None:
        self.failures.append(failure)
        self.counts["broken"] += 1
        self._tell(item, "error", failure.error, failure.message)

    def warn(self, item: Found, message: str) -> None:
        self._tell(item, "warning", "", message)

    def _tell(self, item: Found, level: str, error: str, message: str) -> None:
        self.rows["errors"].append((item.issuer, item.year, item.file, level, error, message))


def _values(told: Check) -> tuple[float | None, float | None, str]:
    """The stated and the recomputed size as numbers to sort by, in the claim's unit; the latter as a fraction too."""
    stated = None if told.stated is None else approximate(Fraction(told.stated))
    exact = told.recomputed_exact
    return (stated, None, "") if exact is None else (stated, approximate(exact), str(exact))


def _exact(row: ChangeRow) -> tuple[str, ...]:
    """Both figures as printed, the change in % as a fraction, and the ids of both among the metrics."""
    sides = (row.prior, row.current)
    percent = row.change.percent if row.change is not None else None
    return (
        *("" if side is None else side.figure.surface for side in sides),
        "" if percent is None else str(percent),
        *("" if side is None else side.id for side in sides),
    )
