"""Write one check, as `verify` gives it, as a few lines for a reader or as JSON."""

from __future__ import annotations

import json
from fractions import Fraction

from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import Check, ImpliedPrior, Interval
from reportdiff.rendering.codec.encode import check_data
from reportdiff.rendering.number_text import short_text
from reportdiff.rendering.wording import labelled, message_text, verdict_text

__all__ = ["render"]


def render(check: Check, *, format: str = "table", lang: str = "zh") -> str:
    """Return the check as a few lines, verdict first, or with `format="json"` as the object of docs/json.md."""
    check_language(lang)
    if format == "json":
        return json.dumps(check_data(check), ensure_ascii=False, indent=1) + "\n"
    facts = {
        "recomputed": check.recomputed or "",
        "likely": words("diagnosis", check.diagnoses, lang),
        "modes": words("mode", check.modes, lang),
    }
    if check.implied_prior is not None:
        facts |= _implied(check.implied_prior)
    lines = [labelled(word("phrase", name, lang), text, lang) for name, text in facts.items() if text]
    return "\n".join([verdict_text(check.verdict, lang), message_text(check, lang), *lines]) + "\n"


def _implied(implied: ImpliedPrior) -> dict[str, str]:
    if implied.integers:
        return {"implied": ", ".join(map(str, implied.integers))}
    return {"implied_range": _interval_text(implied.interval)}


def _interval_text(interval: Interval) -> str:
    left = "[" if interval.low_closed and interval.low is not None else "("
    right = "]" if interval.high_closed and interval.high is not None else ")"
    return f"{left}{_bound(interval.low, '-∞')}, {_bound(interval.high, '∞')}{right}"


def _bound(value: Fraction | None, unbounded: str) -> str:
    return unbounded if value is None else short_text(value)
