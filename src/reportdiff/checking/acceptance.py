"""Apply what a person decided about findings: accepted ones are left out, immaterial ones are notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import evolve

from reportdiff.checking.findings import with_hint
from reportdiff.messages import phrase
from reportdiff.model import AcceptRule, Check, CheckName, Materiality, Report, Severity, Verdict

__all__ = ["accept_rule", "apply_acceptance", "unused_acceptances"]

_AMOUNTS = frozenset(
    {CheckName.TOTAL, CheckName.TIE_OUT, CheckName.STOCK_FLOW, CheckName.ABSOLUTE, CheckName.AGREEMENT}
)
_RATES = frozenset({CheckName.GROWTH, CheckName.POINTS, CheckName.SHARE, CheckName.COMPLETION})
_FAILING = (Verdict.INCONSISTENT, Verdict.ROUNDING_DIFFERENCE)


def accept_rule(check: Check, report: Report, reason: str = "") -> AcceptRule:
    """Return the rule that accepts a finding as long as its figures stay the same."""
    metric, stated = _about(check, report)
    return AcceptRule(
        check=check.check.value,
        metric=metric,
        stated=stated,
        recomputed=check.recomputed,
        reason=reason,
        issuer=report.issuer,
    )


def apply_acceptance(
    checks: Iterable[Check], report: Report, accepted: Sequence[AcceptRule], materiality: Sequence[Materiality]
) -> tuple[Check, ...]:
    """Return the checks of a report: without severity where a rule accepts them, as notes where they do not matter."""
    rules = {
        (rule.check, rule.metric, rule.stated, rule.recomputed): rule
        for rule in accepted
        if rule.issuer in (None, report.issuer)
    }
    limits = [limit for limit in materiality if limit.issuer in (None, report.issuer)]
    return tuple(_decided(check, report, rules, limits) for check in checks)


def unused_acceptances(
    accepted: Iterable[AcceptRule], checked: Iterable[tuple[Sequence[Check], Report]]
) -> tuple[AcceptRule, ...]:
    """Return the rules that accept no check of any of the reports: their figures changed, or a name has a slip."""
    checked = tuple(checked)
    made = {
        (check.check.value, *_about(check, report), check.recomputed) for checks, report in checked for check in checks
    }
    issuers = {None, *(report.issuer for _, report in checked)}
    return tuple(
        rule
        for rule in accepted
        if rule.issuer in issuers and (rule.check, rule.metric, rule.stated, rule.recomputed) not in made
    )


def _decided(
    check: Check,
    report: Report,
    rules: dict[tuple[str, str, str, str | None], AcceptRule],
    limits: Sequence[Materiality],
) -> Check:
    if check.severity is None:
        return check
    key = (check.check.value, *_about(check, report), check.recomputed)
    rule = rules.get(key)
    if rule is not None:
        reason = phrase("findings.accepted", reason=rule.reason or "—")
        return with_hint(evolve(check, severity=None, accepted=True), reason)
    if check.verdict in _FAILING and any(_is_immaterial(check, limit) for limit in limits):
        return with_hint(evolve(check, severity=Severity.NOTE), phrase("findings.immaterial"))
    return check


def _about(check: Check, report: Report) -> tuple[str, str]:
    """Return the name of what a check is about, and its figure as printed."""
    claim = next((claim for claim in report.claims if claim.id == check.claim), None)
    if claim is not None:
        return claim.metric_name, "".join(claim.surface.split())
    metric = next((metric for metric in report.metrics if metric.id == check.metric), None)
    return (metric.name, "".join(metric.figure.surface.split())) if metric is not None else ("", check.stated or "")


def _is_immaterial(check: Check, limit: Materiality) -> bool:
    """Return whether the recomputed value lies within a limit of the stated one."""
    most = limit.amount if check.check in _AMOUNTS else limit.points if check.check in _RATES else None
    exact, stated = check.recomputed_exact, check.stated_interval
    if most is None or exact is None or stated is None or stated.low is None or stated.high is None:
        return False
    return max(stated.low - exact, exact - stated.high, Fraction(0)) <= most
