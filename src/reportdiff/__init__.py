"""Compare the annual reports of one issuer, year over year, and check every stated change.

>>> import reportdiff as rd
>>> before = rd.parse("全年受理行政复议申请132件。", year=2022)
>>> after = rd.parse("全年受理行政复议申请287件，同比上升117.42%。", year=2023)
>>> diff = rd.compare(before, after)
>>> [check.verdict.value for check in diff.result.checks if check.check == "growth"]
['consistent']

A name below is loaded when it is first used, so that `import reportdiff` itself costs next to nothing.
"""
# ruff: noqa: F403, F405  type checkers and editors read the names from the modules' own lists

from __future__ import annotations

from typing import TYPE_CHECKING

from reportdiff._version import __version__

if TYPE_CHECKING:
    from reportdiff.alignment.corrections import *
    from reportdiff.alignment.known_names import *
    from reportdiff.corpus import *
    from reportdiff.errors import *
    from reportdiff.messages.language import use_language
    from reportdiff.model import *
    from reportdiff.panel import *
    from reportdiff.pipeline import *
    from reportdiff.reading.limits import *
    from reportdiff.results import *
    from reportdiff.text.words import *
    from reportdiff.verification import *

__all__ = ["__version__", "use_language"]
__all__ += ["Checkup", "Comparison", "Rules", "Source", "check", "compare", "parse", "read"]
__all__ += ["Audit", "Number", "audit", "implied_current", "implied_prior", "verify", "verify_table", "verify_total"]
__all__ += ["Gap", "Series", "SeriesRow", "YearCheck", "series"]
__all__ += ["Batch", "CorpusView", "Failure", "Outcome", "batch", "compare_many", "corpus_view", "series_many"]
__all__ += ["AcceptRule", "AliasRule", "Corrections", "Cutter", "KnownName", "Limits", "Materiality"]
__all__ += ["PairRule", "using_cutter"]
__all__ += ["Cell", "CellPlaces", "Document", "Report", "Role", "Section", "Span", "Table", "Unread"]
__all__ += [
    "Facets",
    "Figure",
    "Interval",
    "Kind",
    "Metric",
    "NameParts",
    "Period",
    "PeriodKind",
    "Status",
    "TablePlace",
]
__all__ += ["Basis", "BasisKind", "Binding", "Claim", "Direction", "RelationKind", "RelationTraits"]
__all__ += ["Check", "CheckName", "Diagnosis", "Evidence", "ImpliedPrior", "Message", "Phrase", "RoundingMode"]
__all__ += ["Parameter", "Severity", "UndecidedReason", "Verdict"]
__all__ += [
    "Change",
    "CheckResult",
    "Comparative",
    "ComparativeState",
    "ComparisonResult",
    "Coverage",
    "Pair",
    "SectionFate",
    "SectionPair",
]
__all__ += [
    "AmbiguousFigureError",
    "ArgumentError",
    "ArgumentTypeError",
    "LexiconError",
    "LimitError",
    "MessageError",
    "MissingColumnError",
]
__all__ += ["MissingExtraError", "MissingFontError", "OutputError", "ReportdiffError", "ResultFormatError"]
__all__ += ["UnknownRelationError", "UnknownRoundingError", "UnplacedReportError", "UnreadableFigureError"]
__all__ += ["UnreadableFileError", "UnsupportedFormatError", "WorkerDiedError"]

_HOMES = (  # those that load least come first
    *("errors", "messages.language", "model", "text.words", "verification", "reading.limits"),
    *("alignment.corrections", "alignment.known_names"),
    *("results", "pipeline", "panel", "corpus"),
)


if not TYPE_CHECKING:  # for a type checker a name that is not there is an error

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in __all__:
            for home in _HOMES:
                module = import_module(f"reportdiff.{home}")
                if name in module.__all__:
                    value: object = getattr(module, name)
                    globals()[name] = value  # found without this function the next time
                    return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
