"""Describe the JSON of docs/json.md: the keys of the object of every type of the model, in order.

| written | meaning |
|---|---|
| `name` | the key holds the attribute of that name |
| `start=span.start` | the key holds an attribute of an attribute, null where that attribute is None |
| `report.title` | the key stands within the object `report`, the attribute within the attribute `report` |
| `score=rounded(score)` | the key holds the value in one of the `FORMS` |
| `page?` | results of earlier versions lack the key; the attribute then has its default |

An attribute is read from the key that holds it whole; keys that hold parts of it (`surface=figure.surface`) or round it
repeat it for readers. An attribute without such a key is read from the keys of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from reportdiff import model

__all__ = ["FORMS", "INEXACT", "LAYOUTS", "SCHEMA", "Key"]

SCHEMA = "reportdiff/1"

_LAYOUTS: Mapping[type, str] = {
    model.ComparisonResult: "settings warnings prior current sections pairs changes checks coverage comparatives?",
    model.Comparative: "statement entity label prior current state difference announced review",
    model.CheckResult: """
        settings warnings report.source=report.document.source report.title report.issuer report.year report.published
        report.characters=length(report.document.text) report.reviewed report.planned report.warnings
        report.document.title report.document.published report.document.warnings report.document.pages?
        report.document.gaps? report.document.tables report.text=report.document.text sections=report.sections
        metrics=report.metrics claims=report.claims unread=report.unread checks coverage""",
    model.Table: "id start=span.start end=span.end caption unit cells",
    model.Cell: "start=span.start end=span.end row column unit? at?",
    model.Section: "id parent level number heading role start=span.start end=span.end",
    model.Metric: """
        id name surface=figure.surface start=figure.span.start end=figure.span.end value=figure.text
        interval=figure.interval unit=figure.unit qualifier=figure.qualifier kind status period=period.label scope
        section sentence table places period_year=period.year figure facets?""",
    model.Facets: "area account entity",
    model.Claim: """
        id metric metric_name surface start=span.start end=span.end figure_start=figure_span.start
        figure_end=figure_span.end form direction size=figure.digits value=figure.text unit=figure.unit basis status
        current prior table sentence section siblings figure current_binding? prior_binding?""",
    model.Figure: """
        surface start=span.start end=span.end digits exact=value text last_place interval face=has_point_value unit
        scale qualifier known_unit""",
    model.TablePlace: "id row column at? page? cell?",
    model.Unread: "start=span.start end=span.end surface reason",
    model.Coverage: "figures claims decided undecided",
    model.Check: """
        id check claim metric verdict severity stated stated_interval recomputed computed_interval implied_prior modes
        diagnoses message evidence recomputed_exact confidence? accepted?""",
    model.ImpliedPrior: "interval integers=texts(integers) discriminating",
    model.Message: "zh en",
    model.Evidence: "report start=span.start end=span.end page?",
    model.SectionPair: "prior current score=rounded(score) relation score_exact=score",
    model.Pair: """
        prior current score=rounded(score) reasons=rounded(reasons) review score_exact=score reasons_exact=reasons
        rival_prior? rival_current?""",
    model.Change: "prior current name absolute percent percent_interval points comparable note",
    model.Interval: "low high low_closed high_closed",
}


def _rounded(score: Any) -> object:
    if isinstance(score, Mapping):
        return {name: _rounded(value) for name, value in score.items()}
    return round(float(score), 4)


def _texts(numbers: tuple[int, ...] | None) -> list[str] | None:
    return None if numbers is None else list(map(str, numbers))


FORMS: Mapping[str | None, Callable[[Any], object]] = {"length": len, "rounded": _rounded, "texts": _texts}
INEXACT = {"length", "rounded"}  # the forms that cannot be read back


class Key(NamedTuple):
    """A key of a JSON object, the attributes that lead to its value, and the form of the value."""

    name: str
    path: str
    form: str | None
    optional: bool


def _key(written: str) -> Key:
    match = re.fullmatch(r"([\w.]+)(\?)?(?:=(?:(\w+)\()?([\w.]+)\)?)?", written)
    assert match is not None, written
    name, optional, form, path = match.groups()
    return Key(name, path or name, form, optional is not None)


LAYOUTS = {kind: tuple(map(_key, layout.split())) for kind, layout in _LAYOUTS.items()}
