"""Levels that a claim calls by other words than their own: 急诊12人次，急诊人次增长5%."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from reportdiff.extraction.claims.binder import Binder
from reportdiff.extraction.references import Reference
from reportdiff.extraction.sentence.ledger import ClaimDraft
from reportdiff.extraction.words.verbs import is_action
from reportdiff.lexicon.reference_names import facets_fit, name_key
from reportdiff.lexicon.words import words_of
from reportdiff.model import Binding, Metric
from reportdiff.text.words import cut

__all__ = ["called_shortly"]

_LEAST, _TELLING, _CLOSE = 2, 3, 8  # signs of a short name, and figures before it among which the level stands


def called_shortly(binder: Binder, draft: ClaimDraft, accept: Callable[[Metric], bool]) -> Reference | None:
    """Return the only level close before that a change calls by its count, its whole or the end of its name.

    No figure must bear the name itself. What the count or the whole tells is bound by `name`.
    """
    key, references = name_key(draft.metric_name), binder.references
    if len(key) < _LEAST or key in references.by_key:
        return None
    at = bisect_left(references.starts, draft.span.start)
    before = references.metrics[max(0, at - _CLOSE) : at]
    close = [
        metric
        for metric in before
        if accept(metric) and facets_fit(metric.facets, draft.facets) and metric.section == draft.section
    ]
    counted = [metric for metric in close if _is_counted(key, metric, before)]
    ends = (draft.metric_name,) if len(draft.metric_name) > _TELLING else ()  # 销售|总额
    called = [m for m in close if _is_shortened(key, name_key(m.name)) or m.name.endswith(ends)]
    for found, binding in ((counted, Binding.NAME), (called, Binding.INFERRED)):
        if len({metric.figure.value for metric in found}) == 1:
            return Reference(found[-1], binding)
    return None


def _is_counted(key: str, metric: Metric, before: list[Metric]) -> bool:
    """Return whether words are a name with its unit, what is counted or the noun of a whole before: 工业|用电."""
    name, unit, stem = name_key(metric.name), metric.figure.unit, key.removesuffix("数")
    noun = key.removeprefix(name)
    if len(noun) == len(key) or len(name) < _LEAST:
        if stem == key or len(stem) < _LEAST:
            return False
        act, *rest = cut(stem)
        noun = "".join(rest)
        inside = len(noun) > 1 and noun.endswith(unit) and name.startswith(act) and name.endswith(noun)
        return inside or (name.endswith(stem) and not is_action(stem))  # 新收案件数, of 新收执行案件
    wholes = [one for one in before if one.sentence == metric.sentence and one.span.end <= metric.span.start]
    of_whole = any(one.figure.unit == unit and name_key(one.name).endswith(noun) for one in wholes)
    return stem[len(name) :] == unit or noun in words_of("counted noun") or (len(noun) > 1 and of_whole)


def _is_shortened(key: str, name: str) -> bool:
    """Return whether words are the end of a name, or a name without its measure or its people: 猪肉|产量."""
    measures = (*words_of("measure of a thing"), *words_of("members"))
    return (len(key) >= _TELLING and name.endswith(key)) or (name.startswith(key) and name[len(key) :] in measures)
