"""From an arithmetic outcome to a `Check`: severity, the sentence in two languages, notation."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from reportdiff.arithmetic import LAST_RESORTS, Outcome, StatedValue, agrees, decimal_text, plain_text
from reportdiff.checking.causes import CAUSES, VERDICT_WORDS
from reportdiff.model import Check, Evidence, Message, Severity, Verdict

__all__ = ["CHECK_OF", "FindingContext", "make_check", "recomputed_text", "severity_of", "size_text"]

CHECK_OF = {
    "growth": "growth",
    "annual_average": "growth",
    "narrowed_loss": "growth",
    "flat": "growth",
    "points": "points",
    "absolute": "absolute",
    "times": "multiple",
    "times_more": "multiple",
    "doubling": "multiple",
    "level_to_level": "level_to_level",
    "share": "share",
    "rate": "share",
    "completion": "completion",
}
"""Relation → the name of its check."""

_SEVERITIES = {
    Verdict.INCONSISTENT: Severity.ERROR,
    Verdict.ROUNDING_DIFFERENCE: Severity.WARNING,
    Verdict.UNDEFINED: Severity.WARNING,
}
_CONVENTIONS = frozenset({"constant_price", "comparable_basis"})
_WEAK = frozenset(hypothesis.name for hypothesis in LAST_RESORTS)
_ENGLISH_UNITS = {"个百分点": " percentage points", "百分点": " percentage points", "倍": " times"}
_NO_RECOMPUTED = frozenset({"level_to_level", "doubling"})


@frozen
class FindingContext:
    """What a check is about, as its message names it."""

    relation: str
    name: str = ""
    said: str = ""
    current: str = ""
    prior: str = ""
    claim: str | None = None
    metric: str | None = None
    digits: str = ""
    scale: int = 1
    unit: str = ""
    evidence: tuple[Evidence, ...] = ()


def severity_of(verdict: Verdict, diagnoses: tuple[str, ...]) -> Severity | None:
    """How much a verdict should worry the reader: error, warning, note for a declared convention, else nothing."""
    if verdict is Verdict.UNCHECKED:
        return Severity.NOTE if diagnoses and diagnoses[0] in _CONVENTIONS else None
    return _SEVERITIES.get(verdict)


def size_text(asserted: StatedValue, digits: str) -> str | None:
    """The printed size with its sign: "-5.2"; the printed digits where only a range is stated."""
    if not digits:
        return None
    return f"-{digits}" if asserted.value is not None and asserted.value < 0 else digits


def recomputed_text(exact: Fraction | None, subject: FindingContext) -> str | None:
    """The recomputed value at the printed precision and in the printed scale."""
    if exact is None:
        return None
    shown = exact / subject.scale if subject.scale != 1 else exact
    if not subject.digits:
        return plain_text(shown)
    places = len(subject.digits.partition(".")[2])
    if not places and shown.denominator != 1 and not subject.unit.startswith(("%", "个", "百", "倍")):
        return plain_text(shown)
    return decimal_text(shown, places)


def make_check(
    outcome: Outcome,
    subject: FindingContext,
    asserted: StatedValue | None,
    *,
    check: str | None = None,
    severity: Severity | None = None,
    extra: tuple[str, str] = ("", ""),
    id: str = "k1",
) -> Check:
    """The check of one claim; `extra` is a further sentence in Chinese and in English."""
    recomputed = None if subject.relation in _NO_RECOMPUTED else recomputed_text(outcome.exact, subject)
    return Check(
        id,
        check or CHECK_OF[subject.relation],
        subject.claim,
        subject.metric,
        outcome.verdict,
        severity if severity is not None else severity_of(outcome.verdict, outcome.diagnoses),
        _message(outcome, subject, recomputed, extra),
        None if asserted is None else size_text(asserted, subject.digits),
        None if asserted is None else asserted.rounding_interval,
        recomputed,
        outcome.exact,
        outcome.computed,
        outcome.implied,
        outcome.modes,
        outcome.diagnoses,
        subject.evidence,
    )


def _message(outcome: Outcome, subject: FindingContext, recomputed: str | None, extra: tuple[str, str]) -> Message:
    verdict = VERDICT_WORDS[outcome.verdict]
    name_zh = f"{subject.name}：" if subject.name else ""
    name_en = f"{subject.name}: " if subject.name else ""
    said = subject.said
    if subject.current and subject.prior:
        value = value_en = ""
        if recomputed is not None:
            value = recomputed + (subject.unit if subject.unit not in recomputed else "")
            value_en = recomputed + _ENGLISH_UNITS[subject.unit] if subject.unit in _ENGLISH_UNITS else value
        shown_zh = f"，据{subject.current}与{subject.prior}" + (f"算得{value}" if value else "")
        shown_en = f"; {subject.current} against {subject.prior}" + (f" gives {value_en}" if value_en else "")
    else:
        shown_zh = shown_en = ""
    causes_zh = causes_en = ""
    if outcome.diagnoses and not (extra[0] and outcome.diagnoses[0] in _WEAK):
        first = CAUSES[outcome.diagnoses[0]]
        causes_zh, causes_en = f"；{first[0]}", f": {first[1]}"
    elif outcome.verdict is Verdict.INCONSISTENT and not extra[0]:
        causes_zh, causes_en = "；未找到常见原因，请核对原稿", ": no usual mistake explains it, please check the draft"
    implied_zh = implied_en = ""
    implied = outcome.implied
    if extra[0] and outcome.computed is None:
        pass  # the extra sentence says it
    elif implied is not None and implied.integers and not agrees(outcome.verdict) and len(implied.integers) <= 3:
        implied_zh = f"；按所称变化，上期应为{'或'.join(map(str, implied.integers))}"
        implied_en = f"; the stated change implies a prior of {' or '.join(map(str, implied.integers))}"
    if outcome.verdict is Verdict.UNCHECKED and extra[0] and outcome.computed is None and not outcome.diagnoses:
        # nothing was computed: the extra sentence is all there is to say
        return Message(
            f"{name_zh}“{said}”，{extra[0]}{implied_zh[1:]}", f"{name_en}“{said}”: {extra[1]}{implied_en[1:]}"
        )
    return Message(
        f"{name_zh}“{said}”{shown_zh}，{verdict[0]}{causes_zh}{implied_zh}。{extra[0]}",
        f"{name_en}“{said}”{shown_en}, {verdict[1]}{causes_en}{implied_en}.{' ' + extra[1] if extra[1] else ''}",
    )
