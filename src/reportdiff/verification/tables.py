"""A table that a user already has, checked row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportdiff.errors import MissingColumnError, ReportdiffError
from reportdiff.verification.numbers import text_of
from reportdiff.verification.single import RELATION_NAMES, verify

__all__ = ["RESULT_COLUMNS", "verify_table"]

RESULT_COLUMNS = (
    "verdict",
    "recomputed",
    "stated_interval",
    "computed_interval",
    "modes",
    "diagnoses",
    "message",
    "error",
)
"""The columns that `verify_table` adds."""

_EMPTY = re.compile(r"\s*(?:[-－–—―_/\\.…·]*|n/?a|nan|none|null|<na>|无|空)\s*", re.IGNORECASE)
_BARE_RATE = re.compile(r"[-+−－]?[\d.,，]+(?:%|％)?")


def verify_table(
    table: Any,
    *,
    current: str,
    prior: str,
    stated: str,
    relation: str | None = None,
    metric: str | None = None,
    sentence: str | None = None,
    years: int | None = None,
    lang: str = "zh",
) -> Any:
    """Check every row of a table that you already have: a pandas DataFrame, or an iterable of dicts.

    `current`, `prior`, `stated`, `metric` and `sentence` name columns; `relation` is a relation of `verify`, or the
    column that names one for each row. Without it a bare percentage or number counts as growth. The rows come back in
    order, as a new DataFrame or list, with the columns verdict, recomputed, stated_interval, computed_interval, modes,
    diagnoses, message (in `lang`) and error: a row that cannot be read has its reason in `error` and no verdict.

    >>> rows = [{"2023": "287件", "2022": "132件", "同比": "117.42%"}, {"2023": "很多", "2022": "1", "同比": "5%"}]
    >>> [row["verdict"] for row in verify_table(rows, current="2023", prior="2022", stated="同比")]
    ['consistent', None]
    """
    frame = hasattr(table, "columns") and hasattr(table, "assign")
    if not frame and isinstance(table, (str, bytes, Mapping)):
        raise MissingColumnError(
            f"a table is a DataFrame or a list of dicts, one for each row, not {type(table).__name__}"
        )
    names = [name for name in (current, prior, stated, metric, sentence) if name is not None]
    fixed = relation if relation is None or relation in RELATION_NAMES else None
    column = relation if relation is not None and fixed is None else None
    if column is not None:
        names.append(column)
    rows = [] if frame else [dict(row) for row in table]
    known = set(table.columns) if frame else {key for row in rows for key in row}
    missing = [name for name in names if name not in known]
    twice = [name for name in names if frame and list(table.columns).count(name) > 1]
    if twice:
        raise MissingColumnError(f"the table has more than one column {twice[0]!r}; rename one of them")
    if missing and (frame or rows):
        listed = ", ".join(sorted(map(str, known)))
        raise MissingColumnError(f"the table has no column {', '.join(map(repr, missing))}; known are {listed}")
    cells = zip(*(table[name] for name in names), strict=True) if frame else _cells(rows, names)
    results = []
    for line in cells:
        cell = dict(zip(names, line, strict=True))
        named = fixed if column is None else cell[column]
        results.append(
            _row(
                cell[stated],
                cell[current],
                cell[prior],
                None if _absent(named) else str(named),
                None if metric is None or _absent(cell[metric]) else str(cell[metric]),
                None if sentence is None or _absent(cell[sentence]) else str(cell[sentence]),
                years,
                lang,
            )
        )
    if frame:
        found = {name: [row[name] for row in results] for name in RESULT_COLUMNS}
        return table.assign(**{name: _series(table, values) for name, values in found.items()})
    return [{**row, **result} for row, result in zip(rows, results, strict=True)]


def _cells(rows: list[dict[Any, Any]], names: list[str]) -> Iterator[tuple[Any, ...]]:
    return (tuple(row.get(name) for name in names) for row in rows)


def _row(
    stated: Any,
    current: Any,
    prior: Any,
    relation: str | None,
    metric: str | None,
    sentence: str | None,
    years: int | None,
    lang: str,
) -> dict[str, object]:
    """One row's result; whatever is wrong with the row is said in it."""
    row: dict[str, object] = dict.fromkeys(RESULT_COLUMNS)
    if _absent(stated):
        row["error"] = "no stated figure"
        return row
    try:
        check = verify(
            stated,
            current=None if _absent(current) else current,
            prior=None if _absent(prior) else prior,
            relation=relation or _bare_growth(stated),
            years=years,
            metric=metric,
            sentence=sentence,
        )
    except (ReportdiffError, ArithmeticError, TypeError, ValueError) as error:
        row["error"] = str(error)
        return row
    row["verdict"] = check.verdict.value
    row["recomputed"] = check.recomputed
    row["stated_interval"] = check.stated_interval
    row["computed_interval"] = check.computed_interval
    row["modes"] = tuple(mode.value for mode in check.modes)
    row["diagnoses"] = check.diagnoses
    row["message"] = check.message.en if lang == "en" else check.message.zh
    return row


def _bare_growth(stated: Any) -> str | None:
    """A column of changes prints its percentages without sign and often without %: they are growth."""
    text = text_of(stated).strip()
    return "growth" if _BARE_RATE.fullmatch(text) else None


def _absent(value: Any) -> bool:
    """Whether a cell is empty: None, NaN, NaT, NA, blank text, or what tables print for nothing (—, /, n/a)."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value[:1].isdigit() and _EMPTY.fullmatch(value) is not None
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # pandas.NA has no truth; a list or an array in a cell is no number
        return not hasattr(value, "__len__")


def _series(table: Any, values: list[object]) -> Any:
    import pandas  # late: it costs more than everything else here

    return pandas.Series(values, index=table.index, dtype=object)
