"""Doubtful pairs → a corrections file for a person to decide: what is left commented out decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from reportdiff.alignment.corrections import Corrections
from reportdiff.model import Metric, Pair, Report

__all__ = ["review_text"]

_HEAD = """\
# Doubtful pairs of metrics. Where both are the same metric, take the marks off the lines from [[confirm]] on; where
# they are not, do so too and write [[forbid]] for [[confirm]]. What stays commented out decides nothing. The next
# comparison of reports in this folder reads this file.
"""


def review_text(prior: Report, current: Report, pairs: Iterable[Pair], known: Corrections, existing: str = "") -> str:
    """`existing` (the file as it is) with the pairs that a person should look at added at its end.

    A pair that the file already names, decided or not, is not added again; without a new one the text stays as it is.
    """
    metrics = {metric.id: metric for metric in prior.metrics}, {metric.id: metric for metric in current.metrics}
    decided = {(rule.prior, rule.current) for rule in (*known.confirm, *known.forbid)}
    blocks: list[str] = []
    for pair in pairs:
        if not pair.review or pair.prior is None or pair.current is None:
            continue
        before, after = metrics[0][pair.prior], metrics[1][pair.current]
        names = (before.name, after.name)
        block = _block(before, after, current.issuer)
        if names not in decided and block not in existing and block not in blocks:
            blocks.append(block)
    if not blocks:
        return existing
    return "\n".join([existing.rstrip("\n") + "\n" if existing else _HEAD, *blocks])


def _block(before: Metric, after: Metric, issuer: str | None) -> str:
    lines = [
        f"# {_flat(before.figure.surface)} -> {_flat(after.figure.surface)}",
        "# [[confirm]]",
        f"# prior = {_quoted(before.name)}",
        f"# current = {_quoted(after.name)}",
    ]
    if issuer:
        lines.append(f"# issuer = {_quoted(issuer)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    return '"' + _flat(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _flat(text: str) -> str:
    return " ".join(text.split())
