"""The index page of a batch, made from its tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reportdiff.corpus.discovery import Found
from reportdiff.model import Severity
from reportdiff.rendering import write_whole
from reportdiff.rendering.page import corpus_index

__all__ = ["write_index"]

_LISTED = 20_000  # findings on the page: some 15 MB, which a browser still opens
_MOST = 50  # of one issuer
_RANK = {severity.value: place for place, severity in enumerate(Severity)}
_COLUMNS = ["issuer", "year", "severity", "verdict", "check", "metric", "message", "quote", "where"]

Row = Mapping[str, object]


def write_index(out: Path, name: str, placed: Sequence[Found], counts: Mapping[str, int], lang: str) -> None:
    """Write `index.html` into the folder; `name` is what the folder of reports is called."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in _rows(out, "checks", ["issuer", "severity"]):
        if row["severity"]:
            found[str(row["issuer"])][str(row["severity"])] += 1
    most = max(3, min(_MOST, _LISTED // max(len(found), 1)))
    listed: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows(out, "checks", _COLUMNS):
        if row["severity"]:
            mine = listed[str(row["issuer"])]
            mine.append(row)
            if len(mine) >= 2 * most:  # keep the worst and go on
                mine[:] = _worst(mine)[:most]
    bodies = {str(row["issuer"]): str(row["body"]) for row in _rows(out, "metrics", ["issuer", "body"])}
    errors = [
        {key: str(row[key]) for key in ("issuer", "file", "error", "message")}
        for row in _rows(out, "errors", ["issuer", "file", "level", "error", "message"])
        if row["level"] == "error"
    ]
    broken = Counter(row["issuer"] for row in errors)
    years: defaultdict[str, list[int]] = defaultdict(list)
    for item in placed:
        if item.failure is None and item.year is not None:
            years[item.issuer].append(item.year)
    issuers = [
        corpus_index.IssuerPart(
            issuer=issuer,
            body=bodies.get(issuer, ""),
            years=sorted(set(of_issuer)),
            broken=broken[issuer],
            counts=found[issuer],
            findings=_worst(listed[issuer])[:most],
        )
        for issuer, of_issuer in years.items()
    ]
    text = corpus_index.render(name, issuers, sorted(errors, key=lambda row: row["file"]), counts, lang=lang)
    write_whole(out / "index.html", text)


def _worst(rows: Sequence[Row]) -> list[Row]:
    """Worst first, then by year; the order of the text within both."""
    return sorted(rows, key=lambda row: (_RANK.get(str(row["severity"]), len(_RANK)), str(row["year"])))


def _rows(out: Path, table: str, columns: list[str]) -> Iterator[Row]:
    """The rows of a table, a part at a time."""
    from pyarrow import parquet

    for path in sorted((out / f"{table}.parquet").glob("part-*.parquet")):
        yield from parquet.ParquetFile(path).read(columns=columns).to_pylist()
