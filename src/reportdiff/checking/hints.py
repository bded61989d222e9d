"""What the report itself suggests about a failed claim: a copied clause, another printed value, one wrong digit.

These are words for the message and further evidence; the diagnoses are those of the arithmetic.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import LAST_RESORTS, Operand, Outcome, Statement, agrees, evaluate
from reportdiff.arithmetic.diagnoses import as_printed, digit_edits
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.model import Claim, Metric, RelationKind, Verdict

__all__ = ["ZERO_AS_100", "copied_from", "hint"]

ZERO_AS_100 = ("上期为0，却写作100%。", "The base is 0, yet 100% is printed.")
"""What is said of the commonest way to fill in a rate that has no meaning."""

_BEHIND = 700
_WEAK = frozenset(hypothesis.name for hypothesis in LAST_RESORTS)


def hint(
    view: ReportIndex, claim: Claim, problem: Statement, outcome: Outcome, current: Metric, prior: Metric
) -> tuple[tuple[str, str], tuple[Metric, ...]]:
    """A further sentence in Chinese and in English, and the figures that it points to."""
    if outcome.verdict is Verdict.UNDEFINED:
        if outcome.diagnoses[:1] == ("zero_base",) and claim.figure is not None and claim.figure.value == 100:
            return ZERO_AS_100, ()
        return ("", ""), ()
    if outcome.verdict is Verdict.ROUNDING_DIFFERENCE:
        return _plugged(view, claim), ()
    if outcome.verdict is not Verdict.INCONSISTENT:
        return ("", ""), ()
    words, found = ["", ""], list[Metric]()
    source = copied_from(view, claim)
    if source is not None:
        words[0] += f"与前文“{source.metric_name}”的表述完全相同，疑为复制未改。"
        words[1] += f"The clause repeats that of “{source.metric_name}”: probably copied and not changed."
    other = _other_value(view, problem, current, prior)
    if other is not None:
        words[0] += f"同名指标另列{metric_text(other)}，以此计算则相符，疑用错数字。"
        words[1] += f" The same metric is also printed as {metric_text(other)}, which fits: a wrong figure was used."
        found.append(other)
    if not found and source is None and set(outcome.diagnoses) <= _WEAK:
        slip = _one_digit(problem)
        if slip is not None:
            words[0] += f"若{metric_text(current)}为{slip}（一位之差）则相符：疑为笔误或按旧稿计算。"
            words[1] += (
                f" With {slip} for {metric_text(current)}, one digit off, it fits: a typing error or an earlier draft."
            )
        elif claim.form is RelationKind.SHARE:
            words[0] += "疑按旧稿数字计算。"
            words[1] += " It was probably computed on an earlier draft."
    return (words[0], words[1].strip()), tuple(found)


def copied_from(view: ReportIndex, claim: Claim) -> Claim | None:
    """An earlier claim close by about another metric that is printed in the very same words."""
    surface = "".join(claim.surface.split())
    if claim.figure is None:
        return None
    for other in reversed(view.report.claims):
        if (
            0 < claim.span.start - other.span.start <= _BEHIND
            and other.form is claim.form
            and other.metric_name != claim.metric_name
            and other.figure is not None
            and other.figure.digits == claim.figure.digits
            and len(claim.figure.digits) >= 3
        ):
            printed = "".join(other.surface.split())
            if printed.endswith(surface) or surface.endswith(printed):
                return other
    return None


def _other_value(view: ReportIndex, problem: Statement, current: Metric, prior: Metric) -> Metric | None:
    """Another figure of the same name and unit, close by, with which the claim holds."""
    for own, side in ((current, "current"), (prior, "prior")):
        for other in view.report.metrics:
            if (
                other.id not in (current.id, prior.id)
                and other.name == own.name
                and other.figure.unit == own.figure.unit
                and other.figure.value != own.figure.value
                and abs(other.span.start - own.span.start) <= _BEHIND
            ):
                operand = operand_of(other.figure)
                changed = evolve(problem, current=operand) if side == "current" else evolve(problem, prior=operand)
                if agrees(evaluate(changed, diagnosed=False).verdict):
                    return other
    return None


def _one_digit(problem: Statement) -> str | None:
    """The printed digits of the current figure with one replaced so that the claim holds; `None`: none or many."""
    own, found = problem.current, list[str]()
    if own.value is None or own.value <= 0 or len(own.digits) < 3:
        return None
    for digits in digit_edits(own.digits):
        value = Fraction(int(digits.replace(".", "")) * own.scale, 10 ** len(digits.partition(".")[2]))
        edited = Operand(as_printed(own, digits), value, digits, own.scale, own.exact, own.rate)
        if evaluate(evolve(problem, current=edited), diagnosed=False).verdict is Verdict.CONSISTENT:
            found.append(digits)
    return found[0] if len(found) == 1 else None


def _plugged(view: ReportIndex, claim: Claim) -> tuple[str, str]:
    """Whether a share off by its last digit makes the shares of one whole add up to exactly 100."""
    if claim.form is not RelationKind.SHARE:
        return "", ""
    shares = [
        other.figure.value
        for other in view.report.claims
        if other.form is RelationKind.SHARE
        and other.prior == claim.prior
        and other.figure is not None
        and other.section == claim.section
    ]
    if len(shares) >= 3 and sum(shares) == 100:
        return "各项占比恰好合计100%，疑为凑整。", "The shares add up to exactly 100%: it was probably adjusted."
    return "", ""
