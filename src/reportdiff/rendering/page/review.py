"""What the page needs besides a result for a person to decide on it: the rules so far, and those it may write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from reportdiff.model import Metric
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows.change_rows import ChangeRow

__all__ = ["ReviewSheet", "pair_names", "partners"]


@frozen(kw_only=True)
class ReviewSheet:
    """The rules so far, and the `[[accept]]` rule of each finding without its reason, by the id of its check.

    `file` is the name under which the page saves the rules, `existing` what the file holds so far, `issuer` whose
    reports the rules are for, "" where that is unknown.
    """

    file: str
    existing: str = ""
    issuer: str = ""
    accepting: Mapping[str, str] = field(factory=dict)
    accepting_prior: Mapping[str, str] = field(factory=dict)


def pair_names(row: ChangeRow) -> Mapping[str, str]:
    """Return the names by which a rule names the metrics of a row, "" for the side that it lacks, and the status."""
    return {"prior": _on_one_line(row.prior), "current": _on_one_line(row.current), "status": row.metric.status.value}


def partners(rows: Iterable[ChangeRow]) -> Sequence[Mapping[str, str]]:
    """Return last year's metrics, those without a partner first: the name, and what tells it from others."""
    found: dict[tuple[str, str], Mapping[str, str]] = {}
    for row in sorted(rows, key=lambda row: row.current is not None):
        if row.prior is not None:
            name, figure = _on_one_line(row.prior), figure_text(row.prior.figure)
            found.setdefault((name, figure), {"name": name, "figure": figure, "status": row.prior.status.value})
    return tuple(found.values())


def _on_one_line(metric: Metric | None) -> str:
    return " ".join(metric.name.split()) if metric is not None else ""
