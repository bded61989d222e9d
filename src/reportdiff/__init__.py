"""Compare the annual reports of one issuer, year over year, and check every stated change.

>>> import reportdiff as rd
>>> before = rd.parse("全年受理行政复议申请132件。", year=2022)
>>> after = rd.parse("全年受理行政复议申请287件，同比上升117.42%。", year=2023)
>>> diff = rd.compare(before, after)
>>> [check.verdict.value for check in diff.result.checks if check.check == "growth"]
['consistent']

The names below are loaded when they are first used, so that `import reportdiff` itself costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportdiff._version import __version__

if TYPE_CHECKING:
    from reportdiff.corpus import (
        Batch,
        CorpusView,
        Failure,
        Outcome,
        batch,
        compare_many,
        corpus_view,
        series_many,
    )
    from reportdiff.errors import (
        AmbiguousFigureError,
        LexiconError,
        LimitError,
        MissingColumnError,
        MissingExtraError,
        MissingFontError,
        OutputError,
        ReportdiffError,
        ResultFormatError,
        UnknownRelationError,
        UnknownRoundingError,
        UnplacedReportError,
        UnreadableFigureError,
        UnreadableFileError,
        UnsupportedFormatError,
        WorkerDiedError,
    )
    from reportdiff.model import Check, Claim, Interval, Metric, Report, Severity, Verdict
    from reportdiff.panel import Series, series
    from reportdiff.pipeline import check, compare, parse, read
    from reportdiff.reading.limits import Limits
    from reportdiff.results import Checkup, Comparison
    from reportdiff.verification import Audit, audit, implied_current, implied_prior, verify, verify_table, verify_total

__all__ = [
    "AmbiguousFigureError",
    "Audit",
    "Batch",
    "Check",
    "Checkup",
    "Claim",
    "Comparison",
    "CorpusView",
    "Failure",
    "Interval",
    "LexiconError",
    "LimitError",
    "Limits",
    "Metric",
    "MissingColumnError",
    "MissingExtraError",
    "MissingFontError",
    "Outcome",
    "OutputError",
    "Report",
    "ReportdiffError",
    "ResultFormatError",
    "Series",
    "Severity",
    "UnknownRelationError",
    "UnknownRoundingError",
    "UnplacedReportError",
    "UnreadableFigureError",
    "UnreadableFileError",
    "UnsupportedFormatError",
    "Verdict",
    "WorkerDiedError",
    "__version__",
    "audit",
    "batch",
    "check",
    "compare",
    "compare_many",
    "corpus_view",
    "implied_current",
    "implied_prior",
    "parse",
    "read",
    "series",
    "series_many",
    "verify",
    "verify_table",
    "verify_total",
]

_HOMES = {
    "pipeline": ("check", "compare", "parse", "read"),
    "results": ("Checkup", "Comparison"),
    "corpus": (*("Batch", "CorpusView", "Failure", "Outcome", "batch", "compare_many", "corpus_view", "series_many"),),
    "errors": (
        *("AmbiguousFigureError", "LexiconError", "LimitError", "MissingColumnError", "MissingExtraError"),
        *("MissingFontError", "OutputError"),
        *("ReportdiffError", "ResultFormatError", "UnknownRelationError", "UnknownRoundingError"),
        *("UnplacedReportError", "UnreadableFigureError"),
        *("UnreadableFileError", "UnsupportedFormatError", "WorkerDiedError"),
    ),
    "model": ("Check", "Claim", "Interval", "Metric", "Report", "Severity", "Verdict"),
    "panel": ("Series", "series"),
    "reading.limits": ("Limits",),
    "verification": (
        *("Audit", "audit", "implied_current", "implied_prior", "verify", "verify_table", "verify_total"),
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"reportdiff.{home}"), name)
    globals()[name] = value  # the next access finds it without coming here
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
