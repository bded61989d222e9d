"""A table that a user already has, checked row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from numbers import Integral, Real
from typing import Any

from reportdiff.errors import ArgumentTypeError, MissingColumnError, ReportdiffError
from reportdiff.messages import error_text, phrase, sentence
from reportdiff.messages.language import chosen_language
from reportdiff.model import Verdict
from reportdiff.text.arguments import require_items, require_type, shortened
from reportdiff.verification.numbers import text_of
from reportdiff.verification.single import RELATION_NAMES, verify

__all__ = ["RESULT_COLUMNS", "verify_table"]

RESULT_COLUMNS = (
    *("verdict", "severity", "recomputed", "stated_interval", "computed_interval"),
    *("modes", "diagnoses", "message", "error"),
)
"""The columns that `verify_table` adds."""

_EXACT = {"stated_interval", "computed_interval", "modes", "diagnoses"}  # objects of Python; the others are texts

_FLOAT_DIGITS = 10  # of a float that a workbook stored with fifteen
_HOLDING = (Verdict.CONSISTENT, Verdict.WITHIN_PRECISION)
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
    fractions: bool | None = None,
    lang: str | None = None,
) -> Any:
    """Check every row of a table that you already have: a pandas DataFrame, or an iterable of dicts.

    `current`, `prior`, `stated`, `metric` and `sentence` name columns; `relation` is a relation of `verify`, or the
    column that names one for each row. Without it a bare percentage or number counts as growth. The rows come back in
    order, as a new DataFrame or list, with the columns verdict, severity, recomputed, stated_interval,
    computed_interval, modes, diagnoses, message and error (both in `lang`): a row that cannot be read has its reason
    in `error` and no verdict.

    A percent cell of Excel comes from pandas as a fraction (15.3% as 0.153): with `fractions` such numbers in `stated`
    are read as percentages, with False as they stand, and with None as more rows of the table bear out.

    >>> rows = [{"2023": "287件", "2022": "132件", "同比": "117.42%"}, {"2023": "很多", "2022": "1", "同比": "5%"}]
    >>> [row["verdict"] for row in verify_table(rows, current="2023", prior="2022", stated="同比")]
    ['consistent', None]
    """
    lang = chosen_language(lang)
    columns = {"current": current, "prior": prior, "stated": stated, "metric": metric, "sentence": sentence}
    for role, name in columns.items():
        if not _is_hashable(name) or (name is None and role in ("current", "prior", "stated")):
            wanted = phrase("errors.wanted_column")
            raise ArgumentTypeError("errors.wrong_type", name=role, value=shortened(name), wanted=wanted)
    if not _is_hashable(relation):
        wanted = phrase("errors.wanted_relation")
        raise ArgumentTypeError("errors.wrong_type", name="relation", value=shortened(relation), wanted=wanted)
    fixed = relation
    if relation is not None and relation not in RELATION_NAMES:
        columns["relation"], fixed = relation, None
    named = {role: name for role, name in columns.items() if name is not None}
    frame = hasattr(table, "columns") and hasattr(table, "assign")
    rows = [] if frame else _dicts(table)
    known = list(table.columns) if frame else list(dict.fromkeys(key for row in rows for key in row))
    if frame or rows:
        _require_columns(named.values(), known)
    cells = zip(*(table[name] for name in named.values()), strict=True) if frame else _cells(rows, named.values())
    given = [{"relation": fixed, **dict(zip(named, line, strict=True))} for line in cells]
    results = [_row(cell, years, lang) for cell in given]
    if fractions or (fractions is None and any(_is_fraction(cell["stated"]) for cell in given)):
        as_percent = [_row({**cell, "stated": _as_percent(cell["stated"])}, years, lang) for cell in given]
        if fractions or _held(as_percent) > _held(results):
            results = as_percent
    if frame:
        made = {name: _series(table, name, [result[name] for result in results]) for name in RESULT_COLUMNS}
        return table.assign(**made)
    return [{**row, **result} for row, result in zip(rows, results, strict=True)]


def _is_hashable(name: object) -> bool:
    """Return whether a name can be that of a column; frozen objects may hold what cannot."""
    try:
        hash(name)
    except TypeError:
        return False
    return True


def _dicts(table: Any) -> list[dict[Any, Any]]:
    if isinstance(table, (str, bytes, Mapping)):
        raise MissingColumnError("errors.no_table", kind=type(table).__name__)
    rows = require_items(table, "table", "errors.wanted_table")
    for row in rows:
        require_type(row, Mapping, phrase("errors.table_row"), "errors.wanted_row")
    return [dict(row) for row in rows]


def _require_columns(names: Iterable[str], known: Sequence[Any]) -> None:
    """Raise an error where a named column is missing or stands twice."""
    for name in names:
        if known.count(name) > 1:
            raise MissingColumnError("errors.double_column", name=repr(name))
    missing = [name for name in names if name not in known]
    if missing:
        listed = tuple(sorted(map(str, known)))
        raise MissingColumnError("errors.no_column", missing=tuple(map(repr, missing)), known=listed)


def _cells(rows: Iterable[dict[Any, Any]], names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    return (tuple(row.get(name) for name in names) for row in rows)


def _row(cell: dict[str, Any], years: int | None, lang: str) -> dict[str, object]:
    """Return the result of one row, given its cells by their role; whatever is wrong with the row is named in it."""
    row: dict[str, object] = dict.fromkeys(RESULT_COLUMNS)
    given = {role: None if _absent(value) else value for role, value in cell.items()}
    stated = given["stated"]
    if stated is None:
        row["error"] = sentence("errors.no_stated_figure", lang)
        return row
    texts = {role: None if given.get(role) is None else str(given[role]) for role in ("relation", "metric", "sentence")}
    try:
        check = verify(
            stated,
            current=given["current"],
            prior=given["prior"],
            relation=texts["relation"] or _bare_growth(stated),
            years=years,
            metric=texts["metric"],
            sentence=texts["sentence"],
        )
    except (ReportdiffError, ArithmeticError, TypeError, ValueError) as error:
        row["error"] = error_text(error.args[0], lang) if isinstance(error, ReportdiffError) else str(error)
        return row
    row["verdict"] = check.verdict.value
    row["severity"] = check.severity.value if check.severity is not None else None
    row["recomputed"] = check.recomputed
    row["stated_interval"] = check.stated_interval
    row["computed_interval"] = check.computed_interval
    row["modes"] = tuple(mode.value for mode in check.modes)
    row["diagnoses"] = check.diagnoses
    row["message"] = check.message.en if lang == "en" else check.message.zh
    return row


def _is_fraction(stated: Any) -> bool:
    """Return whether a stated figure is a number, and no text or integer."""
    return isinstance(stated, Real) and not isinstance(stated, Integral) and isfinite(stated)


def _as_percent(stated: Any) -> Any:
    """Return a number as the percentage that Excel shows for it, without the noise of its last digits.

    >>> _as_percent(0.153073611743377), _as_percent("0.15")
    ('15.30736117%', '0.15')
    """
    if not isinstance(stated, Real) or isinstance(stated, bool) or not isfinite(stated):
        return stated
    percent = Decimal(repr(float(stated))).scaleb(2)
    if len(percent.as_tuple().digits) > _FLOAT_DIGITS:
        percent = percent.quantize(Decimal(1).scaleb(percent.adjusted() - _FLOAT_DIGITS + 1))
    return f"{percent:f}%"


def _held(rows: Sequence[Mapping[str, object]]) -> int:
    """Return how many rows hold."""
    return sum(row["verdict"] in _HOLDING for row in rows)


def _bare_growth(stated: Any) -> str | None:
    """Return "growth" for a bare percentage: a column of changes prints neither sign nor, often, %."""
    text = text_of(stated).strip()
    return "growth" if _BARE_RATE.fullmatch(text) else None


def _absent(value: Any) -> bool:
    """Return whether a cell is empty: None, NaN, NaT, NA, blank text, or what tables print for nothing (—, /, n/a)."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value[:1].isdigit() and _EMPTY.fullmatch(value) is not None
    try:
        return bool(value != value)
    except (TypeError, ValueError, ArithmeticError):  # pandas.NA has no truth; a list is no number
        return not hasattr(value, "__len__")


def _series(table: Any, name: str, values: list[object]) -> Any:
    import pandas  # late: it costs more than everything else here

    return pandas.Series(values, index=table.index, dtype=object if name in _EXACT else "string")
