"""The frozen types that every room speaks; no behaviour beyond derived properties."""

from reportdiff.model.checks import (
    Check,
    CheckName,
    Diagnosis,
    Evidence,
    ImpliedPrior,
    Message,
    RoundingMode,
    Severity,
    Verdict,
    finding_order,
    worst_verdict,
)
from reportdiff.model.claims import PREVIOUS_YEAR, Basis, BasisKind, Claim, Direction, Unread
from reportdiff.model.comparisons import Change, CheckResult, ComparisonResult, Pair, SectionFate, SectionPair
from reportdiff.model.document import Cell, Document, Outline, Role, Section, Sentence, Span, Table
from reportdiff.model.figures import RATE_UNITS, Figure, Interval
from reportdiff.model.metrics import NO_FACETS, Binding, Facets, Kind, Metric, Period, PeriodKind, Status, TablePlace
from reportdiff.model.phrases import Phrase
from reportdiff.model.relations import CHANGES, CLAIM_FORMS, RATIOS, STATED_CHANGES, RelationKind
from reportdiff.model.reports import Coverage, Report, UndecidedReason

__all__ = [
    "CHANGES",
    "CLAIM_FORMS",
    "NO_FACETS",
    "PREVIOUS_YEAR",
    "RATE_UNITS",
    "RATIOS",
    "STATED_CHANGES",
    "Basis",
    "BasisKind",
    "Binding",
    "Cell",
    "Change",
    "Check",
    "CheckName",
    "CheckResult",
    "Claim",
    "ComparisonResult",
    "Coverage",
    "Diagnosis",
    "Direction",
    "Document",
    "Evidence",
    "Facets",
    "Figure",
    "ImpliedPrior",
    "Interval",
    "Kind",
    "Message",
    "Metric",
    "Outline",
    "Pair",
    "Period",
    "PeriodKind",
    "Phrase",
    "RelationKind",
    "Report",
    "Role",
    "RoundingMode",
    "Section",
    "SectionFate",
    "SectionPair",
    "Sentence",
    "Severity",
    "Span",
    "Status",
    "Table",
    "TablePlace",
    "UndecidedReason",
    "Unread",
    "Verdict",
    "finding_order",
    "worst_verdict",
]
