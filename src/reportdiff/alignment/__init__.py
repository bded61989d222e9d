"""Two reports → which section and which metric of last year is which of this year, with the reasons."""

from reportdiff.alignment.corrections import Corrections, load_corrections, parse_corrections
from reportdiff.alignment.explain import explain
from reportdiff.alignment.metrics import THRESHOLD as PAIR_THRESHOLD
from reportdiff.alignment.metrics import align_metrics, align_targets
from reportdiff.alignment.redefinitions import definition_changed
from reportdiff.alignment.review import review_text
from reportdiff.alignment.sections import THRESHOLD as SECTION_THRESHOLD
from reportdiff.alignment.sections import align_sections

__all__ = [
    "PAIR_THRESHOLD",
    "SECTION_THRESHOLD",
    "Corrections",
    "align_metrics",
    "align_sections",
    "align_targets",
    "definition_changed",
    "explain",
    "load_corrections",
    "parse_corrections",
    "review_text",
]
