"""One check, as `verify` gives it → a few lines for a reader, or JSON."""

from __future__ import annotations

import json
from fractions import Fraction

from reportdiff.arithmetic.decimal_text import decimal_text, plain_text
from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import Check, ImpliedPrior, Interval
from reportdiff.rendering.codec.encode import check_data

__all__ = ["render"]


def render(check: Check, *, format: str = "table", lang: str = "zh") -> str:
    """The check as a few lines, verdict first, or as the JSON object that the contract has for it."""
    check_language(lang)
    if format == "json":
        return json.dumps(check_data(check), ensure_ascii=False, indent=1) + "\n"
    colon = "：" if lang == "zh" else ": "
    verdict = check.verdict.value
    lines = [f"{word('mark', verdict, lang)} {word('verdict', verdict, lang)}"]
    lines.append(check.message.zh if lang == "zh" else check.message.en)
    facts = {
        "recomputed": check.recomputed or "",
        "likely": words("diagnosis", check.diagnoses, lang),
        "modes": words("mode", tuple(mode.value for mode in check.modes), lang),
    }
    lines += [f"{word('phrase', name, lang)}{colon}{text}" for name, text in facts.items() if text]
    if check.implied_prior is not None:
        lines.append(_implied(check.implied_prior, colon, lang))
    return "\n".join(lines) + "\n"


def _implied(implied: ImpliedPrior, colon: str, lang: str) -> str:
    if implied.integers:
        return f"{word('phrase', 'implied', lang)}{colon}{', '.join(map(str, implied.integers))}"
    return f"{word('phrase', 'implied_range', lang)}{colon}{_interval(implied.interval)}"


def _interval(interval: Interval) -> str:
    left = "[" if interval.low_closed and interval.low is not None else "("
    right = "]" if interval.high_closed and interval.high is not None else ")"
    return f"{left}{_bound(interval.low, '-∞')}, {_bound(interval.high, '∞')}{right}"


def _bound(value: Fraction | None, unbounded: str) -> str:
    if value is None:
        return unbounded
    text = plain_text(value)
    return decimal_text(value, 4) if "/" in text else text
