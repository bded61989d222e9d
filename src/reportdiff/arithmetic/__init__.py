"""Exact and pure: what figures stand for, intervals, rounding, relations, verdicts, implied priors, diagnoses.

Nothing here knows text, frames or words; everything is computed in `fractions.Fraction` or integers.
"""

from reportdiff.arithmetic.decimal_text import decimal_text, plain_text
from reportdiff.arithmetic.diagnoses import HYPOTHESES, LAST_RESORTS, WEAK_DIAGNOSES, diagnose
from reportdiff.arithmetic.evaluation import Outcome, evaluate, evaluate_total, evaluate_turn
from reportdiff.arithmetic.formulas import Operand, roughly_flat, signed_value
from reportdiff.arithmetic.implied import implied_prior, implied_verdict
from reportdiff.arithmetic.printed_precision import (
    Qualifier,
    has_point_value,
    printed_interval,
    step_of,
    unit_in_last_place,
)
from reportdiff.arithmetic.rounding import ALL_MODES, HALF_MODES, StatedValue, preimage, stated_range, stated_value
from reportdiff.arithmetic.statements import Statement
from reportdiff.arithmetic.verdicts import agrees, fails, judge

__all__ = ["ALL_MODES", "HALF_MODES", "HYPOTHESES", "LAST_RESORTS", "WEAK_DIAGNOSES", "Operand", "Outcome", "Qualifier"]
__all__ += ["StatedValue", "Statement", "agrees", "decimal_text", "diagnose", "evaluate", "evaluate_total"]
__all__ += ["evaluate_turn", "fails", "has_point_value", "implied_prior", "implied_verdict", "judge", "plain_text"]
__all__ += ["preimage", "printed_interval", "roughly_flat", "signed_value", "stated_range", "stated_value", "step_of"]
__all__ += ["unit_in_last_place"]
