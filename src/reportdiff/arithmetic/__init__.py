"""Exact and pure: what figures stand for, intervals, rounding, relations, verdicts, implied priors, diagnoses.

Nothing here knows text, frames or words; everything is computed in `fractions.Fraction` or integers.
"""

from reportdiff.arithmetic.decimal_text import decimal_text, plain_text
from reportdiff.arithmetic.diagnoses import HYPOTHESES, LAST_RESORTS, diagnose
from reportdiff.arithmetic.evaluation import Outcome, evaluate, evaluate_total
from reportdiff.arithmetic.formulas import FORMULAS, Formula, Operand, statement
from reportdiff.arithmetic.implied import implied_prior, implied_verdict
from reportdiff.arithmetic.printed_precision import Qualifier, keeps_face, last_place_of, stands_for, step_of
from reportdiff.arithmetic.rounding import (
    ALL_MODES,
    HALF_MODES,
    Asserted,
    asserted_range,
    asserted_value,
    preimage,
    round_to,
)
from reportdiff.arithmetic.statements import Problem
from reportdiff.arithmetic.verdicts import agrees, judge

__all__ = [
    "ALL_MODES",
    "FORMULAS",
    "HALF_MODES",
    "HYPOTHESES",
    "LAST_RESORTS",
    "Asserted",
    "Formula",
    "Operand",
    "Outcome",
    "Problem",
    "Qualifier",
    "agrees",
    "asserted_range",
    "asserted_value",
    "decimal_text",
    "diagnose",
    "evaluate",
    "evaluate_total",
    "implied_prior",
    "implied_verdict",
    "judge",
    "keeps_face",
    "last_place_of",
    "plain_text",
    "preimage",
    "round_to",
    "stands_for",
    "statement",
    "step_of",
]
