"""The short texts that several formats share: verdicts with their mark, messages, lists, labels with a colon."""

from __future__ import annotations

from collections.abc import Iterable

from reportdiff.messages import shown
from reportdiff.messages.labels import word
from reportdiff.model import Check, CheckResult, ComparisonResult, Report, Verdict

__all__ = ["HTML_LANG", "labelled", "listed", "message_text", "verdict_text", "warning_texts"]

HTML_LANG = {"zh": "zh-CN", "en": "en"}


def verdict_text(verdict: Verdict | None, lang: str) -> str:
    """Return a verdict's mark and word, "" for none.

    >>> verdict_text(Verdict.INCONSISTENT, "en")
    '× inconsistent'
    """
    return f"{word('mark', verdict.value, lang)} {word('verdict', verdict.value, lang)}" if verdict is not None else ""


def message_text(check: Check, lang: str) -> str:
    """Return a check's message in one language."""
    return check.message.zh if lang == "zh" else check.message.en


def warning_texts(result: Report | CheckResult | ComparisonResult, lang: str) -> list[str]:
    """Return the warnings of a result in one language."""
    return [shown(warning, lang) for warning in result.warnings]


def labelled(label: str, text: str, lang: str) -> str:
    """Return a text behind its label.

    >>> labelled("重算", "28", "zh"), labelled("Recomputed", "28", "en")
    ('重算：28', 'Recomputed: 28')
    """
    return f"{label}{'：' if lang == 'zh' else ': '}{text}"


def listed(items: Iterable[str], lang: str) -> str:
    """Return items in one line, separated by commas."""
    return ("，" if lang == "zh" else ", ").join(items)
