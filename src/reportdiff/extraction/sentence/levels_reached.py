"""A level that the one before it, or steps from that, led to: 由2019年的35家发展到91家, 由32%升2个百分点至34%."""

from __future__ import annotations

import re
from itertools import islice, takewhile

from reportdiff.extraction.sentence.ledger import ReadFigure, SentenceContext, rename_metric
from reportdiff.extraction.sentence.printed_bases import SIZED, adds_to_base, basis_of_printed

__all__ = ["follow_base", "follow_step"]

_TURN = 8  # characters between a level behind 由 and the one that it became
_LEADS_TO = re.compile(r"[，,]?[到至](?:(?:19|20)\d\d ?年[末底]?的?)?(?:约|人民币|港币)*")
_AHEAD = re.compile("(?:相[比较])?[，,]")  # 与2010年的50万人相比，常住人口达55万人: the level follows


def follow_base(passage: SentenceContext) -> None:
    """Take the level just read for what the one behind 由 became: 由2019年的35家发展到91家."""
    if not any(entry.from_level for entry in passage.entries):
        return
    steps = list(islice((entry for entry in reversed(passage.entries) if not adds_to_base(passage, entry)), 2))
    if len(steps) < 2 or steps[0] is not passage.entries[-1]:
        return
    new, old = steps
    between = passage.folded[old.slot.figure.span.end : new.slot.figure.span.start]
    ahead = old.compared and (_AHEAD.match(between) is not None or old is not passage.entries[-2])
    if (
        old.from_level
        and old.base_of is None
        and (ahead or not old.compared)
        and new.is_level
        and old.slot.figure.unit == new.slot.figure.unit
        and not set("。；;") & set(between)
        and (ahead or len(between) <= _TURN)
    ):
        old.base_of = new
        if ahead:
            old.name = new.name
            rename_metric(passage, old.metric, new.name)


def follow_step(passage: SentenceContext) -> None:
    """Take the level just read for what changes led to from the base before them: 由32%|升2个百分点|至34%."""
    if len(passage.entries) < 3:
        return
    new = passage.entries[-1]
    steps = list(takewhile(_is_step, reversed(passage.entries[:-1])))[::-1]
    old = passage.entries[-2 - len(steps)] if steps and len(passage.entries) > 1 + len(steps) else None
    if old is None or not (old.from_level and old.metric and new.metric) or old.base_of is not None:
        return
    between = passage.folded[steps[-1].slot.figure.span.end : new.slot.figure.span.start]
    if old.slot.figure.unit != new.slot.figure.unit or _LEADS_TO.fullmatch(between) is None:
        return
    for step in steps:
        if (draft := step.draft) is not None:
            draft.metric = draft.current = new.metric
            draft.prior, draft.metric_name, draft.basis = old.metric, old.name, basis_of_printed(passage, old)
            step.name = old.name
    new.name, old.base_of = old.name, new
    rename_metric(passage, new.metric, new.name)


def _is_step(entry: ReadFigure) -> bool:
    """Return whether a figure is the size of a change whose level is not told yet."""
    return entry.draft is not None and entry.draft.metric is None and entry.draft.form in SIZED
