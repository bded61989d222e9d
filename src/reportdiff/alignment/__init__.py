"""Find which section and which metric of last year is which of this year, with the reasons."""

from reportdiff.alignment.corrections import Corrections, accept_text, load_corrections, parse_corrections, review_text
from reportdiff.alignment.explain import explain
from reportdiff.alignment.known_names import KnownName, known_text, learned_names
from reportdiff.alignment.match_weights import PAIR_WEIGHTS, SECTION_WEIGHTS
from reportdiff.alignment.metrics import align_metrics, align_targets
from reportdiff.alignment.redefinitions import definition_changed
from reportdiff.alignment.sections import align_sections
from reportdiff.alignment.unused_rules import unused_rules

__all__ = ["PAIR_WEIGHTS", "SECTION_WEIGHTS", "Corrections", "KnownName", "accept_text", "align_metrics"]
__all__ += ["align_sections", "align_targets", "definition_changed", "explain", "known_text", "learned_names"]
__all__ += ["load_corrections", "parse_corrections", "review_text", "unused_rules"]
