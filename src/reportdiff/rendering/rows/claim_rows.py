"""What a report states about its figures, a row a claim: operands, recomputed figure, implied prior."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.messages.labels import word
from reportdiff.model import (
    RATIOS,
    Check,
    CheckResult,
    Claim,
    Figure,
    ImpliedPrior,
    RelationKind,
    Report,
    Status,
    Verdict,
    worst_verdict,
)
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.number_text import figure_text, signed
from reportdiff.rendering.rows.change_rows import claim_text
from reportdiff.rendering.rows.report_lookup import Lookup
from reportdiff.text.scales import SCALE_WORDS

__all__ = ["COLUMNS", "ClaimRow", "claim_rows", "implied_text"]

COLUMNS = ("metric", "current", "stated", "prior", "recomputed", "verdict")
_LISTED = 3  # so many admissible integers are named one by one
_UNDIRECTED = RATIOS | {RelationKind.TIMES}


@frozen
class ClaimRow:
    """One claim: the figure that it speaks about, what it says, and what the checks make of it.

    `prior` is the operand as printed; `implied` the prior that the claim implies where none is printed.
    """

    claim: Claim
    name: str
    current: str
    stated: str
    prior: str
    implied: str
    recomputed: str
    verdict: Verdict
    target: bool

    def cells(self, lang: str) -> tuple[str, ...]:
        """The columns' texts without the verdict, in order."""
        prior = self.prior or (f"{word('phrase', 'implied_cell', lang)}{self.implied}" if self.implied else "")
        stated = f"{self.stated} ({word('status', 'target', lang)})" if self.target else self.stated
        return (self.name, self.current, stated, prior, self.recomputed)


def claim_rows(result: Report | CheckResult) -> tuple[ClaimRow, ...]:
    """Every claim of one report, in text order."""
    report = result.report if isinstance(result, CheckResult) else result
    checks = result.checks if isinstance(result, CheckResult) else ()
    by_claim = checks_by_claim(checks)
    lookup = Lookup(report)
    return tuple(_row(claim, by_claim.get(claim.id, ()), lookup) for claim in report.claims)


def implied_text(checks: Iterable[Check], like: Figure | None) -> str:
    """The prior that the checks of a claim leave: "132", "131、132", "34.20~34.23亿元"; "" where they say nothing."""
    implied = next((check.implied_prior for check in checks if check.implied_prior is not None), None)
    return _implied(implied, like) if implied is not None else ""


def _row(claim: Claim, checks: Sequence[Check], lookup: Lookup) -> ClaimRow:
    current = lookup.metrics.get(claim.current or claim.metric or "")
    prior = lookup.metrics.get(claim.prior or "")
    verdict = worst_verdict(check.verdict for check in checks) or Verdict.UNCHECKED
    decided = next((check for check in checks if check.verdict is verdict and check.recomputed is not None), None)
    unit = claim.figure.unit if claim.figure is not None else ""
    recomputed = ""
    if decided is not None and decided.recomputed is not None:
        directed = claim.form not in _UNDIRECTED and not any(sign.isalpha() for sign in decided.recomputed)
        recomputed = (signed(decided.recomputed) if directed else decided.recomputed) + unit
    return ClaimRow(
        claim=claim,
        name=claim.metric_name,
        current=figure_text(current.figure) if current is not None else "",
        stated=claim_text(claim),
        prior=figure_text(prior.figure) if prior is not None else "",
        implied="" if prior is not None else implied_text(checks, current.figure if current is not None else None),
        recomputed=recomputed,
        verdict=verdict,
        target=claim.status is Status.TARGET,
    )


def _implied(implied: ImpliedPrior, like: Figure | None) -> str:
    if implied.integers is not None and 0 < len(implied.integers) <= _LISTED:
        return "、".join(map(str, implied.integers))
    low, high = implied.interval.low, implied.interval.high
    if low is None or high is None:
        return ""
    if implied.integers:
        return f"{implied.integers[0]}~{implied.integers[-1]}"
    scale = like.scale if like is not None and like.scale in SCALE_WORDS else 1
    tail = SCALE_WORDS.get(scale, "") + (like.unit if like is not None else "")
    return f"{decimal_text(low / scale, 2)}~{decimal_text(high / scale, 2)}{tail}"
