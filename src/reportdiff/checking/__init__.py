"""Claims and pairs → checks: one file per check, all of them listed in `CHECKS` and `PAIR_CHECKS`."""

from reportdiff.checking.auditing import Audit, audit
from reportdiff.checking.changes import compute_changes
from reportdiff.checking.checks import CHECKS, PAIR_CHECKS, PairRule, Rule, check_over_years, check_pairs, check_report
from reportdiff.checking.coverage import coverage_of
from reportdiff.checking.house import held_to
from reportdiff.checking.targets import reaches

__all__ = [
    "CHECKS",
    "PAIR_CHECKS",
    "Audit",
    "PairRule",
    "Rule",
    "audit",
    "check_over_years",
    "check_pairs",
    "check_report",
    "compute_changes",
    "coverage_of",
    "held_to",
    "reaches",
]
