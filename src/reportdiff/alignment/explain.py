"""Explain why two metrics were paired: each comparison with its part of the score, and the runner-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from reportdiff.alignment.match_weights import PAIR_WEIGHTS
from reportdiff.messages import label, sentence
from reportdiff.model import Metric, Pair, Report

__all__ = ["explain"]


def explain(
    prior: Report, current: Report, pairs: Iterable[Pair], name: str, *, lang: Literal["zh", "en"] = "zh"
) -> str:
    """Return every pair of which a metric's name holds `name`, with its reasons, one pair a paragraph.

    A reason stands as its value in [0, 1] with its weight in hundredths; the confidence is calibrated (`CALIBRATION`).
    """
    metrics = {metric.id: metric for metric in prior.metrics}, {metric.id: metric for metric in current.metrics}
    paragraphs = []
    for pair in pairs:
        sides = [side[id] for side, id in zip(metrics, (pair.prior, pair.current), strict=True) if id is not None]
        if any(name in metric.name for metric in sides):
            paragraphs.append("\n".join(_lines(pair, sides, lang)))
    return "\n\n".join(paragraphs) or sentence("explain.no_such_metric", lang, name=name)


def _lines(pair: Pair, sides: list[Metric], lang: str) -> Iterator[str]:
    shown = tuple(f"{metric.name} {metric.figure.surface}" for metric in sides)
    if len(sides) == 1:
        yield sentence("explain.alone", lang, metric=shown[0])
        return
    review = label("explain", "review") if pair.review else ""
    yield sentence("explain.pair", lang, metrics=shown, score=f"{float(pair.score):.2f}", review=review)
    for reason, value in pair.reasons.items():
        weight = PAIR_WEIGHTS.reasons.get(reason, "")
        yield sentence(
            "explain.reason", lang, reason=label("explain", reason), value=f"{float(value):.2f}", weight=weight
        )
