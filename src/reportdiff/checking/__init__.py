"""Claims and pairs → checks: rules by their subject, listed in `CHECKS` and `PAIR_CHECKS`, and what may be accused."""

from reportdiff.checking.acceptance import accept_rule, apply_acceptance, unused_acceptances
from reportdiff.checking.audit import Audit, audit
from reportdiff.checking.computed_changes import compute_changes
from reportdiff.checking.consistency.prior_year import comparatives_of
from reportdiff.checking.consistency.targets import reaches
from reportdiff.checking.coverage import coverage_of
from reportdiff.checking.registry import (
    CHECKS,
    PAIR_CHECKS,
    PairRule,
    Rule,
    check_over_years,
    check_pairs,
    check_report,
    join_findings,
)
from reportdiff.checking.report_index import PairIndex
from reportdiff.checking.rounding_policy import apply_rounding_policy

__all__ = ["CHECKS", "PAIR_CHECKS", "Audit", "PairIndex", "PairRule", "Rule", "accept_rule", "apply_acceptance"]
__all__ += ["apply_rounding_policy", "audit", "check_over_years", "check_pairs", "check_report", "compute_changes"]
__all__ += ["comparatives_of", "coverage_of", "join_findings", "reaches", "unused_acceptances"]
