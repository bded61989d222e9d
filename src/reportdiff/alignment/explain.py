"""Why two metrics were paired, in words: each reason with its part of the score, and what came next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from reportdiff.alignment.match_weights import PAIR_WEIGHTS
from reportdiff.model import Metric, Pair, Report

__all__ = ["explain"]

_WORDS = {
    "zh": {
        "name": "名称",
        "noun": "中心词",
        "context": "上下文",
        "section": "所在章节",
        "magnitude": "数值量级",
        "unit": "单位",
        "period": "时期",
        "runner_up": "次优候选",
        "confirmed": "人工确认",
        "score": "可信度",
        "review": "请人工复核",
        "alone": "无对应指标",
        "none": "没有名称含“{name}”的指标",
    },
    "en": {
        "name": "name",
        "noun": "head noun",
        "context": "context",
        "section": "section",
        "magnitude": "magnitude",
        "unit": "unit",
        "period": "period",
        "runner_up": "runner-up",
        "confirmed": "confirmed by hand",
        "score": "confidence",
        "review": "please review",
        "alone": "no partner",
        "none": "no metric's name holds “{name}”",
    },
}


def explain(
    prior: Report, current: Report, pairs: Iterable[Pair], name: str, *, lang: Literal["zh", "en"] = "zh"
) -> str:
    """Every pair of which a metric's name holds `name`, with its reasons, one pair a paragraph.

    A reason stands as its value in [0, 1] with its weight in hundredths; the confidence is calibrated (`CALIBRATION`).
    """
    words = _WORDS[lang]
    metrics = {metric.id: metric for metric in prior.metrics}, {metric.id: metric for metric in current.metrics}
    made = []
    for pair in pairs:
        sides = [side[key] for side, key in zip(metrics, (pair.prior, pair.current), strict=True) if key is not None]
        if any(name in metric.name for metric in sides):
            made.append(_paragraph(pair, sides, words))
    return "\n\n".join(made) or words["none"].format(name=name)


def _paragraph(pair: Pair, sides: list[Metric], words: dict[str, str]) -> str:
    shown = " → ".join(f"{metric.name} {metric.figure.surface}" for metric in sides)
    if len(sides) == 1:
        return f"{shown}: {words['alone']}"
    lines = [f"{shown}: {words['score']} {float(pair.score):.2f}" + (f" ({words['review']})" if pair.review else "")]
    for reason, value in pair.reasons.items():
        weight = f" × {PAIR_WEIGHTS.reasons[reason]}" if reason in PAIR_WEIGHTS.reasons else ""
        lines.append(f"  {words[reason]} {float(value):.2f}{weight}")
    return "\n".join(lines)
