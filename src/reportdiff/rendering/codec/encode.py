"""Write results as the JSON of docs/json.md, whole and exact; `decode` reads it without loss."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

from reportdiff.model import Check, CheckResult, ComparisonResult, Report
from reportdiff.rendering.codec.converter import converter
from reportdiff.rendering.coverage import coverage_of_report

__all__ = ["check_data", "data", "render"]

_TOGETHER = 10_000  # pieces of JSON, a value or less each: those of a long report take ten times its memory


def render(result: Report | CheckResult | ComparisonResult, *, lang: str = "zh") -> str:
    """Return the result as JSON text, keys in the contract's order; it holds both languages, whatever `lang`."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(data(result))
    return "".join([*iter(lambda: "".join(islice(pieces, _TOGETHER)), ""), "\n"])


def data(result: Report | CheckResult | ComparisonResult) -> dict[str, Any]:
    """Return the result as dictionaries, lists, strings and numbers, keys in the contract's order."""
    if isinstance(result, Report):
        unchecked = CheckResult(report=result, checks=(), coverage=coverage_of_report(result), warnings=result.warnings)
        return {key: value for key, value in data(unchecked).items() if key != "checks"}
    shown: dict[str, Any] = converter().unstructure(result)
    if isinstance(result, ComparisonResult):
        shown["sections"] = _with_headings(shown)
    return shown


def check_data(check: Check) -> dict[str, Any]:
    """Return one check as it stands in a result."""
    shown: dict[str, Any] = converter().unstructure(check)
    return shown


def _with_headings(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the pairs of sections with the headings after the ids, for readers."""
    sides = ("prior", "current")
    headings = {side: {section["id"]: section["heading"] for section in shown[side]["sections"]} for side in sides}
    return [
        {side: pair[side] for side in sides}
        | {f"{side}_heading": headings[side].get(pair[side]) for side in sides}
        | pair
        for pair in shown["sections"]
    ]
