"""A view over a corpus: one metric, all issuers × years, and where what is stated is far from what is recomputed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff.corpus.parquet_parts import need_pyarrow
from reportdiff.corpus.result_store import MANIFEST
from reportdiff.errors import UnreadableFileError

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["CorpusView", "corpus_view"]

_SHOWN = [
    *("issuer", "year", "metric", "check", "verdict", "stated", "recomputed", "stated_value", "recomputed_value"),
    *("gap", "message", "quote", "where"),
]


@frozen(repr=False)
class CorpusView:
    """One metric in all the reports of a batch.

    `levels`: a row for each issuer and unit, a column a year, the figure in base units (万元 → 元; floats, NaN where
    none is printed); of several figures of that name in one report the first actual one; where last year's report
    has another name for it, the figure that it was paired with. `outliers`: the checks of that metric that are
    inconsistent or a rounding difference by a size, farthest first; their `gap` is stated − recomputed in the
    claim's unit (% or percentage points, or the metric's own).
    """

    metric: str
    levels: DataFrame
    outliers: DataFrame

    def _repr_html_(self) -> str:
        return f"{self.levels._repr_html_()}{self.outliers._repr_html_()}"  # type: ignore[operator]

    def __repr__(self) -> str:
        return f"<CorpusView {self.metric}: {len(self.levels)} issuers and units, {len(self.outliers)} outliers>"


def corpus_view(out: str | os.PathLike[str], metric: str, *, contains: bool = False) -> CorpusView:
    """One metric over all issuers and years of the folder that `batch` wrote.

    `metric` is the whole name as the reports print it; with `contains=True` every name that holds it counts. Raises
    `UnreadableFileError` where `out` is no such folder and `MissingExtraError` without the extra `parquet`.
    """
    import pandas

    need_pyarrow()
    folder = Path(out)
    if not (folder / MANIFEST).is_file() or not (folder / "metrics.parquet").is_dir():
        raise UnreadableFileError(f"{folder}: is no folder that a batch wrote; name the one given to -o")
    columns = ["issuer", "year", "metric", "unit", "status", "value"]
    figures = _named(pandas.read_parquet(folder / "metrics.parquet", columns=columns), metric, contains)
    told = figures[figures["status"] == "actual"].drop(columns="status")
    columns = ["issuer", "since", "metric", "unit", "prior"]
    paired = _named(pandas.read_parquet(folder / "changes.parquet", columns=columns), metric, contains).dropna()
    before = paired.rename(columns={"since": "year", "prior": "value"})  # what it was called otherwise last year
    every = pandas.concat([told, before], ignore_index=True)
    levels = every.groupby(["issuer", "unit", "year"], sort=True)["value"].first().unstack("year")
    levels.columns = levels.columns.astype(int)
    checks = _named(pandas.read_parquet(folder / "checks.parquet"), metric, contains)
    checks = checks.assign(gap=checks["stated_value"] - checks["recomputed_value"])
    far = checks[checks["verdict"].isin(["inconsistent", "rounding_difference"]) & checks["gap"].notna()]
    order = far["gap"].abs().sort_values(ascending=False, kind="stable").index
    return CorpusView(metric, levels, far.loc[order, _SHOWN].reset_index(drop=True))


def _named(frame: DataFrame, metric: str, contains: bool) -> DataFrame:
    names = frame["metric"]
    chosen: DataFrame = frame[names.str.contains(metric, regex=False) if contains else names == metric]
    return chosen
