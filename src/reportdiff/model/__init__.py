"""The frozen types that every room speaks; no behaviour beyond derived properties."""

from reportdiff.model.checks import Check, Evidence, ImpliedPrior, Message, RoundingMode, Severity, Verdict
from reportdiff.model.comparisons import Change, CheckResult, ComparisonResult, Pair, SectionFate, SectionPair
from reportdiff.model.document import Cell, Document, Outline, Role, Section, Sentence, Span, Table
from reportdiff.model.figures import Figure, Interval
from reportdiff.model.phrases import Phrase
from reportdiff.model.reports import (
    Claim,
    Coverage,
    Direction,
    Form,
    Kind,
    Metric,
    Period,
    Report,
    Status,
    TablePlace,
    Unread,
)

__all__ = [
    "Cell",
    "Change",
    "Check",
    "CheckResult",
    "Claim",
    "ComparisonResult",
    "Coverage",
    "Direction",
    "Document",
    "Evidence",
    "Figure",
    "Form",
    "ImpliedPrior",
    "Interval",
    "Kind",
    "Message",
    "Metric",
    "Outline",
    "Pair",
    "Period",
    "Phrase",
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
    "Unread",
    "Verdict",
]
