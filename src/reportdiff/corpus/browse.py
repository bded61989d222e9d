"""View one metric over all issuers and years of a batch, and where stated changes are far from the recomputed ones."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff.corpus.parquet_parts import require_pyarrow
from reportdiff.corpus.result_store import MANIFEST
from reportdiff.errors import UnreadableFileError
from reportdiff.text.arguments import require_type

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["CorpusView", "corpus_view"]

_OUTLIER_COLUMNS = [
    *("issuer", "year", "metric", "check", "verdict", "stated", "recomputed", "stated_value", "recomputed_value"),
    *("gap", "message", "quote", "where"),
]


@frozen(repr=False)
class CorpusView:
    """One metric in all the reports of a batch.

    Attributes:
        metric: Its name, as given.
        levels: A row for each issuer and unit, a column a year: the figure in base units (万元 → 元) as a float, NaN
            where none is printed. Of several figures of that name in one report the first actual one; where last year's
            report has another name for the metric, the figure that it was paired with.
        outliers: Its checks of verdict inconsistent or rounding_difference, those that are farthest off first; `gap` is
            stated − recomputed in the claim's unit (% or percentage points, or the metric's own).
    """

    metric: str
    levels: DataFrame
    outliers: DataFrame

    def _repr_html_(self) -> str:
        return f"{self.levels._repr_html_()}{self.outliers._repr_html_()}"  # type: ignore[operator]

    def __repr__(self) -> str:
        return f"<CorpusView {self.metric}: {len(self.levels)} issuers and units, {len(self.outliers)} outliers>"


def corpus_view(out: str | os.PathLike[str], metric: str, *, contains: bool = False) -> CorpusView:
    """Return one metric over all issuers and years of a batch.

    Args:
        out: The folder that `batch` wrote.
        metric: The whole name as the reports print it.
        contains: Whether every name that contains `metric` counts.

    Raises:
        UnreadableFileError: `out` is no such folder.
        MissingExtraError: The extra `parquet` is not installed.
    """
    import pandas

    require_type(out, str | os.PathLike, "out", "errors.wanted_batch")
    require_type(metric, str, "metric", "errors.wanted_metric")
    require_pyarrow()
    folder = Path(out)
    if not os.path.isfile(folder / MANIFEST) or not os.path.isdir(folder / "metrics.parquet"):
        raise UnreadableFileError("errors.no_batch_folder", folder=str(folder))

    def rows_of(table: str, *columns: str) -> DataFrame:
        frame = pandas.read_parquet(folder / f"{table}.parquet", columns=list(columns) or None)
        names = frame["metric"]
        chosen: DataFrame = frame[names.str.contains(metric, regex=False) if contains else names == metric]
        return chosen

    figures = rows_of("metrics", "issuer", "year", "metric", "unit", "status", "value")
    actual = figures[figures["status"] == "actual"].drop(columns="status")
    paired = rows_of("changes", "issuer", "since", "metric", "unit", "prior").dropna()
    prior = paired.rename(columns={"since": "year", "prior": "value"})  # whatever last year's report called them
    both = pandas.concat([actual, prior], ignore_index=True)
    levels = both.groupby(["issuer", "unit", "year"], sort=True)["value"].first().unstack("year")
    levels.columns = levels.columns.astype(int)
    checks = rows_of("checks")
    checks = checks.assign(gap=checks["stated_value"] - checks["recomputed_value"])
    far = checks[checks["verdict"].isin(["inconsistent", "rounding_difference"]) & checks["gap"].notna()]
    order = far["gap"].abs().sort_values(ascending=False, kind="stable").index
    return CorpusView(metric, levels, far.loc[order, _OUTLIER_COLUMNS].reset_index(drop=True))
