"""Build a row for each claim of a report: operands, recomputed figure, implied prior, verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.messages.labels import word
from reportdiff.model import RATIOS, Check, CheckResult, Claim, Figure, RelationKind, Report, Verdict, worst_verdict
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.number_text import figure_text, signed
from reportdiff.rendering.rows.report_lookup import Lookup, current_report, flat
from reportdiff.rendering.rows.standings import Standing, standing_of, standing_text
from reportdiff.text.scales import SCALE_WORDS

__all__ = ["COLUMNS", "UNSIGNED", "ClaimRow", "claim_rows", "claim_text", "implied_text"]

COLUMNS = ("metric", "current", "stated", "prior", "recomputed", "verdict")
UNSIGNED = RATIOS | {RelationKind.TIMES}  # the relations whose size is no change
_NAMED_ONE_BY_ONE = 3  # admissible integers; of more the first and the last


@frozen(kw_only=True)
class ClaimRow:
    """One claim: the figure that it speaks about, its wording, and the verdict of the checks.

    `prior` is the operand as printed; `implied` the prior that the claim implies where none is printed.
    """

    claim: Claim
    current: str
    stated: str
    prior: str
    implied: str
    recomputed: str
    verdict: Verdict
    standing: Standing

    def cells(self, lang: str) -> tuple[str, ...]:
        """Return the texts of `COLUMNS`."""
        prior = self.prior or (f"{word('phrase', 'implied_cell', lang)}{self.implied}" if self.implied else "")
        return (
            *(self.claim.metric_name, self.current, self.stated, prior, self.recomputed),
            standing_text(self.standing, lang),
        )


def claim_rows(result: Report | CheckResult) -> tuple[ClaimRow, ...]:
    """Return a row for every claim of one report, in text order."""
    report = current_report(result)
    checks = checks_by_claim(result.checks if isinstance(result, CheckResult) else ())
    lookup = Lookup(report)
    return tuple(_row(claim, checks.get(claim.id, ()), lookup) for claim in report.claims)


def claim_text(claim: Claim) -> str:
    """Return a claim as printed; a bare figure from a list with 分别 gets the sign that its sentence gives it."""
    surface = flat(claim.surface)
    figure = claim.figure
    if figure is None or surface != flat(figure.surface) or claim.form in UNSIGNED:
        return surface
    sign = {"up": "+", "down": "-"}.get(claim.direction.value, "")
    return surface if surface.startswith(("+", "-")) else sign + surface


def implied_text(checks: Iterable[Check], like: Figure | None) -> str:
    """Return the prior that the checks of a claim leave: "132", "131、132", "34.20~34.23亿元"; "" where they leave all.

    Args:
        checks: The checks of one claim.
        like: The current figure, in whose scale and unit a range is written.
    """
    implied = next((check.implied_prior for check in checks if check.implied_prior is not None), None)
    if implied is None:
        return ""
    if implied.integers is not None and 0 < len(implied.integers) <= _NAMED_ONE_BY_ONE:
        return "、".join(map(str, implied.integers))
    low, high = implied.interval.low, implied.interval.high
    if low is None or high is None:
        return ""
    if implied.integers:
        return f"{implied.integers[0]}~{implied.integers[-1]}"
    scale = like.scale if like is not None and like.scale in SCALE_WORDS else 1
    unit = SCALE_WORDS.get(scale, "") + (like.unit if like is not None else "")
    return f"{decimal_text(low / scale, 2)}~{decimal_text(high / scale, 2)}{unit}"


def _row(claim: Claim, checks: Sequence[Check], lookup: Lookup) -> ClaimRow:
    current = lookup.metric(claim.current or claim.metric)
    prior = lookup.metric(claim.prior)
    verdict = worst_verdict(check.verdict for check in checks) or Verdict.UNCHECKED
    recomputed = next((check.recomputed for check in checks if check.verdict is verdict and check.recomputed), "")
    if recomputed:
        directed = claim.form not in UNSIGNED and not any(character.isalpha() for character in recomputed)
        unit = claim.figure.unit if claim.figure is not None else ""
        recomputed = (signed(recomputed) if directed else recomputed) + unit
    like = current.figure if current is not None else None
    return ClaimRow(
        claim=claim,
        current=figure_text(like),
        stated=claim_text(claim),
        prior=figure_text(prior.figure if prior is not None else None),
        implied="" if prior is not None else implied_text(checks, like),
        recomputed=recomputed,
        verdict=verdict,
        standing=standing_of([claim], checks) or Standing.UNCHECKED,
    )
