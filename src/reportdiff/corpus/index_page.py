"""Write the index page of a batch from its tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reportdiff.corpus.discovery import ReportFile
from reportdiff.model import Severity
from reportdiff.rendering import write_whole
from reportdiff.rendering.page import corpus_index

__all__ = ["write_index"]

_LISTED = 20_000  # findings on the page: some 15 MB, which a browser still opens
_LISTED_OF_ISSUER = 50
_RANK = {severity.value: place for place, severity in enumerate(Severity)}
_FINDING_COLUMNS = ["issuer", "year", "severity", "verdict", "check", "metric", "message", "quote", "where"]

Row = Mapping[str, object]


def write_index(out: Path, name: str, reports: Sequence[ReportFile], counts: Mapping[str, int], lang: str) -> None:
    """Write `index.html` into the folder `out` of a batch; `name` is what the folder of reports is called."""
    severities: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in _rows(out, "checks", ["issuer", "severity"]):
        if row["severity"]:
            severities[str(row["issuer"])][str(row["severity"])] += 1
    most = max(3, min(_LISTED_OF_ISSUER, _LISTED // max(len(severities), 1)))
    findings = _worst_findings(out, most)
    bodies = {str(row["issuer"]): str(row["body"]) for row in _rows(out, "metrics", ["issuer", "body"])}
    errors = [
        {key: str(row[key]) for key in ("issuer", "file", "error", "message")}
        for row in _rows(out, "errors", ["issuer", "file", "level", "error", "message"])
        if row["level"] == "error"
    ]
    broken = Counter(row["issuer"] for row in errors)
    years: defaultdict[str, set[int]] = defaultdict(set)
    for report in reports:
        if report.failure is None and report.year is not None:
            years[report.issuer].add(report.year)
    issuers = [
        corpus_index.IssuerPart(
            issuer=issuer,
            body=bodies.get(issuer, ""),
            years=sorted(years_of_issuer),
            broken=broken[issuer],
            counts=severities[issuer],
            findings=findings[issuer],
        )
        for issuer, years_of_issuer in years.items()
    ]
    text = corpus_index.render(name, issuers, sorted(errors, key=lambda row: row["file"]), counts, lang=lang)
    write_whole(out / "index.html", text)


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


def _rows(out: Path, table: str, columns: list[str]) -> Iterator[Row]:
    """Yield the rows of a table, reading one part at a time."""
    from pyarrow import parquet

    for path in sorted((out / f"{table}.parquet").glob("part-*.parquet")):
        yield from parquet.ParquetFile(path).read(columns=columns).to_pylist()
