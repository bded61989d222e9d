"""Write the index page of a batch from its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reportdiff.model import Severity
from reportdiff.rendering import write_whole
from reportdiff.rendering.page import corpus_index

__all__ = ["files_with_findings", "write_index"]

_LISTED = 20_000  # findings on the page: some 15 MB, which a browser still opens
_LISTED_OF_ISSUER = 50
_LISTED_WARNINGS = 5_000
_RANK = {severity.value: place for place, severity in enumerate(Severity)}
_FINDING_COLUMNS = ["issuer", "year", "severity", "verdict", "check", "metric", "message", "quote", "where"]

Row = Mapping[str, object]


def write_index(out: Path, name: str, counts: Mapping[str, int], lang: str, pages: Mapping[str, str]) -> None:
    """Write `index.html` into the folder `out` of a batch.

    Args:
        out: The folder of the batch.
        name: What the folder of reports is called.
        counts: The counts of the batch.
        lang: The language, "zh" or "en".
        pages: The comparison page of each report's file that has one, as a path below `out`.
    """
    reports = [
        corpus_index.ReportPart(row=row, page=pages.get(str(row["file"]))) for row in _rows(out, "reports", None)
    ]
    issuers = {str(part.row["issuer"]): str(part.row["body"]) for part in reports}
    findings = _worst_findings(out, max(3, min(_LISTED_OF_ISSUER, _LISTED // max(len(issuers), 1))))
    told = [
        {key: "" if row[key] is None else str(row[key]) for key in ("issuer", "file", "level", "error", "message")}
        for row in _rows(out, "errors", ["issuer", "file", "level", "error", "message"])
    ]
    text = corpus_index.render(
        name,
        reports,
        {issuer: (body, findings[issuer]) for issuer, body in issuers.items()},
        sorted((row for row in told if row["level"] == "error"), key=lambda row: row["file"]),
        warnings=sorted((row for row in told if row["level"] != "error"), key=lambda row: row["file"])[
            :_LISTED_WARNINGS
        ],
        counts=counts,
        lang=lang,
    )
    write_whole(out / "index.html", text)


def files_with_findings(out: Path) -> Iterator[str]:
    """Yield the file of each report with a finding that is more than a note."""
    names = [severity.value for severity in Severity if severity is not Severity.NOTE]
    for row in _rows(out, "reports", ["file", *names]):
        if any(row[name] for name in names):
            yield str(row["file"])


def _worst_findings(out: Path, most: int) -> Mapping[str, list[Row]]:
    """Return at most `most` findings of each issuer, worst first."""
    findings: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows(out, "checks", _FINDING_COLUMNS):
        if row["severity"]:
            of_issuer = findings[str(row["issuer"])]
            of_issuer.append(row)
            if len(of_issuer) >= 2 * most:  # drop the others now and then, as memory may not hold all
                of_issuer[:] = _worst_first(of_issuer)[:most]
    return defaultdict(list, {issuer: _worst_first(rows)[:most] for issuer, rows in findings.items()})


def _worst_first(rows: Sequence[Row]) -> list[Row]:
    """Return the rows by severity, then by year, else in the order of the text."""
    return sorted(rows, key=lambda row: (_RANK.get(str(row["severity"]), len(_RANK)), str(row["year"])))


def _rows(out: Path, table: str, columns: list[str] | None) -> Iterator[Row]:
    """Yield the rows of a table, reading one part at a time."""
    from pyarrow import parquet

    for path in sorted((out / f"{table}.parquet").glob("part-*.parquet")):
        yield from parquet.ParquetFile(path).read(columns=columns).to_pylist()
