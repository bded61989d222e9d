"""Explain why two metrics were paired: each comparison with its part of the score, and the runner-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportdiff.alignment.match_weights import PAIR_WEIGHTS
from reportdiff.messages import label, sentence
from reportdiff.messages.labels import check_language
from reportdiff.model import Metric, Pair, Report

__all__ = ["explain"]


def explain(prior: Report, current: Report, pairs: Iterable[Pair], name: str, *, lang: str = "zh") -> str:
    """Return every pair of which a metric's name holds `name`, with its reasons, one pair a paragraph.

    A reason stands as its value in [0, 1] with its weight in hundredths; the confidence is calibrated (`CALIBRATION`).
    """
    check_language(lang)
    metrics = {metric.id: metric for metric in prior.metrics}, {metric.id: metric for metric in current.metrics}
    paragraphs = []
    for pair in pairs:
        sides = [side[id] for side, id in zip(metrics, (pair.prior, pair.current), strict=True) if id is not None]
        if any(name in metric.name for metric in sides):
            rivals = [
                side.get(id or "") for side, id in zip(metrics, (pair.rival_prior, pair.rival_current), strict=True)
            ]
            rival = next((metric for metric in rivals if metric is not None), None)
            paragraphs.append("\n".join(_lines(pair, sides, rival, lang)))
    return "\n\n".join(paragraphs) or sentence("explain.no_such_metric", lang, name=name)


def _lines(pair: Pair, sides: list[Metric], rival: Metric | None, lang: str) -> Iterator[str]:
    shown = tuple(f"{metric.name} {metric.figure.surface}" for metric in sides)
    if len(sides) == 1:
        yield sentence("explain.alone", lang, metric=shown[0])
        return
    review = label("explain", "review") if pair.review else ""
    yield sentence("explain.pair", lang, metrics=shown, score=f"{float(pair.score):.2f}", review=review)
    for reason, value in pair.reasons.items():
        if reason == "runner_up" and rival is not None:
            printed = f"{rival.name} {rival.figure.surface}"
            yield sentence("explain.runner_up", lang, metric=printed, value=f"{float(value):.2f}")
            continue
        weight = PAIR_WEIGHTS.reasons.get(reason, "")
        yield sentence(
            "explain.reason", lang, reason=label("explain", reason), value=f"{float(value):.2f}", weight=weight
        )
