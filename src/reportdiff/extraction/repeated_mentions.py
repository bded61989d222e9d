"""The same metric printed again: the first mention knows where the others stand, and each of them knows the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from reportdiff.model import Metric, Span

__all__ = ["MENTIONED_DIGITS", "add_mention_places", "innermost_label"]

MENTIONED_DIGITS = 3
"""A figure of fewer digits too often means something else."""

_NAME = 4  # characters of a table's label that must stand in the text's name
_UNIT = re.compile(r"[（(][^（）()]{1,6}[）)]$")
_ENGLISH = re.compile(r"([^\W\d_a-zA-Z]) +[A-Za-z][A-Za-z ,.'’&/()-]{2,}$")
_NEARBY = 160  # characters within which a short figure is taken for the same one printed again


def add_mention_places(metrics: Sequence[Metric]) -> tuple[Metric, ...]:
    """The metrics, each with the places where the others print it: summary and detail, text and table.

    Two mentions are one metric where value, unit, status, period, scope and name agree; in a table the label of the row
    is what the text's name ends with.
    """
    places: dict[str, list[Span]] = {}
    for first, again in (*_in_text(metrics), *_in_tables(metrics)):
        places.setdefault(first.id, []).append(again.span)
        places.setdefault(again.id, []).append(first.span)
    if not places:
        return tuple(metrics)
    return tuple(
        evolve(metric, places=tuple(places[metric.id])) if metric.id in places else metric for metric in metrics
    )


def _value(metric: Metric) -> tuple[object, ...]:
    """Return what two mentions of one value share, as numbers that are quick to hash: a Fraction is not."""
    return metric.figure.value.numerator, metric.figure.value.denominator, metric.status


def _in_text(metrics: Iterable[Metric]) -> Iterator[tuple[Metric, Metric]]:
    """Each figure of the text under a name, with the first of that name and value before it."""
    mentioned: dict[tuple[object, ...], list[Metric]] = {}  # the first one and the last one so far
    for metric in metrics:
        if metric.table is None and metric.name and (digits := metric.figure.significant_digits):
            period = None if metric.period is None else (metric.period.label, metric.period.year)
            key = (*_value(metric), metric.name, metric.figure.unit, period, metric.scope)
            ends = mentioned.setdefault(key, [])
            if not ends:
                ends += (metric, metric)
                continue
            first, last = ends
            if digits >= MENTIONED_DIGITS or metric.span.start - last.span.end <= _NEARBY:
                yield first, metric
            ends[1] = metric


def _in_tables(metrics: Sequence[Metric]) -> Iterator[tuple[Metric, Metric]]:
    """Each figure of the text, first mentions alone, with the cells that print it in a row of its name."""
    cells: dict[tuple[object, ...], list[Metric]] = {}
    for metric in metrics:
        if metric.table is not None and metric.figure.significant_digits >= MENTIONED_DIGITS:
            label = innermost_label(metric.table.row)
            if len(label) >= _NAME:
                cells.setdefault((*_value(metric), label), []).append(metric)
    if not cells:
        return
    for metric in metrics:
        if metric.table is None and metric.figure.significant_digits >= MENTIONED_DIGITS:
            for start in range(len(metric.name) - _NAME + 1):
                found = cells.pop((*_value(metric), metric.name[start:]), [])
                for cell in found:
                    years = metric.period is None or cell.period is None or metric.period.year == cell.period.year
                    if years and cell.figure.unit in ("", metric.figure.unit):  # a cell seldom prints its unit
                        yield metric, cell


def innermost_label(labels: Iterable[str]) -> str:
    """The last label that names something, without its unit (办结（件） → 办结) and its English (收入 Revenue)."""
    made = ""
    for label in labels:
        bare = _ENGLISH.sub(r"\1", _UNIT.sub("", label).rpartition("：")[2].rpartition(":")[2].strip())
        made = bare or made
    return made
