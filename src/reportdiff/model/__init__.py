"""The frozen types that every room speaks; no behaviour beyond derived properties."""

from reportdiff.model.acceptance import AcceptRule, Materiality
from reportdiff.model.checks import (
    DIGIT_SLIPS,
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
from reportdiff.model.comparisons import (
    Change,
    CheckResult,
    Comparative,
    ComparativeState,
    ComparisonResult,
    Pair,
    SectionFate,
    SectionPair,
)
from reportdiff.model.document import Cell, CellPlaces, Document, Outline, Role, Section, Sentence, Span, Table
from reportdiff.model.figures import RATE_UNITS, Figure, Interval
from reportdiff.model.metrics import NO_FACETS, Binding, Facets, Kind, Metric, Period, PeriodKind, Status, TablePlace
from reportdiff.model.name_parts import NameParts
from reportdiff.model.phrases import Parameter, Phrase
from reportdiff.model.relations import CHANGES, CLAIM_FORMS, RATIOS, STATED_CHANGES, RelationKind, RelationTraits
from reportdiff.model.reports import REASONS, Coverage, Report, UndecidedReason

__all__ = ["CHANGES", "CLAIM_FORMS", "NO_FACETS", "PREVIOUS_YEAR", "RATE_UNITS", "RATIOS", "REASONS", "STATED_CHANGES"]
__all__ += ["AcceptRule", "Basis", "BasisKind", "Binding", "Cell", "CellPlaces", "Change", "Check", "CheckName"]
__all__ += ["CheckResult", "Claim", "Comparative", "ComparativeState", "ComparisonResult", "Coverage", "Diagnosis"]
__all__ += ["Direction", "Document", "Evidence", "Facets", "Figure", "ImpliedPrior", "Interval", "Kind", "Materiality"]
__all__ += ["Message", "Metric", "NameParts", "Outline", "Pair", "Parameter", "Period", "PeriodKind", "Phrase"]
__all__ += ["RelationKind", "RelationTraits", "Report", "Role", "RoundingMode", "Section", "SectionFate", "SectionPair"]
__all__ += ["Sentence", "Severity", "Span", "Status", "Table", "TablePlace", "UndecidedReason", "Unread", "Verdict"]
__all__ += ["DIGIT_SLIPS", "finding_order", "worst_verdict"]
