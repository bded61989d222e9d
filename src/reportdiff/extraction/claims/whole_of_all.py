"""The whole that a share names otherwise: by the end of its name, or as 全部."""

from __future__ import annotations

import re
from bisect import bisect_left

from reportdiff.extraction.references import References
from reportdiff.extraction.words.verbs import is_action
from reportdiff.lexicon.name_parts import name_parts
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.reference_names import facets_fit
from reportdiff.lexicon.words import words_of
from reportdiff.model import Metric
from reportdiff.text.words import cut

__all__ = ["count_of_act", "heads_list", "holds_act", "is_only_count_of_all"]

_REACH = 120  # metrics before a share among which another count of all may stand
_CLOSED = re.compile(r"[\d。；;]")
_LEAST = 2  # characters of a noun
_COUNT = re.compile("(?<=..)(?:总[人户件]?)?[数量额值]$")


def heads_list(text: str, whole: Metric, part: Metric, called: str) -> bool:
    """Return whether a whole, called by the end of its name, heads the list of a part."""
    between = text[whole.figure.span.end : part.figure.span.start].lstrip("，。；,; \n")
    noun = phrase("wholly").sub("", called)
    return len(noun) > 1 and whole.name.endswith(noun) and between.startswith("其中") and not _CLOSED.search(between)


def is_only_count_of_all(references: References, whole: Metric, part: Metric, called: str) -> bool:
    """Return whether a figure counts all of what a whole is called, and no other figure before does.

    占全部检察案件 refers to 办理各类检察案件3200件 where the report counts all of them once.

    Args:
        references: The report's figures.
        whole: The figure that may be meant.
        part: What the share is of; it must have been done with the same verb, or with none.
        called: The words of the whole: 全部检察案件.
    """
    noun = phrase("wholly").sub("", called)
    if len(noun) < _LEAST or not _counts_all(whole.name, noun):
        return False
    own, done = name_parts(part.name).action, name_parts(whole.name).action
    if own != done and (own or done in words_of("taken in")):
        return False  # 审结 of what was taken in
    end = bisect_left(references.starts, part.figure.span.start)
    values = {
        metric.figure.value
        for metric in references.metrics[max(0, end - _REACH) : end]
        if metric.figure.unit == whole.figure.unit
        and facets_fit(metric.facets, whole.facets)
        and _counts_all(metric.name, noun)
    }
    return values == {whole.figure.value}


def count_of_act(text: str, references: References, part: Metric, called: str) -> Metric | None:
    """Return the figure that heads the list of a part, where a whole is called by its verb, or counted by its name.

    占查处总数 and 占受理量; 占进出口总值, where 进出口500亿元 is printed.
    """
    act = _COUNT.sub("", called)
    place = bisect_left(references.starts, part.figure.span.start) - 1
    if place < 0 or len(act) < _LEAST:
        return None
    whole = references.metrics[place]
    between = text[whole.figure.span.end : part.figure.span.start].lstrip("，。；,; \n")
    verbs = words_of("taken in") if act in words_of("taken in") else (act,)
    heads = between.startswith("其中") and not _CLOSED.search(between)
    named = any(verb in whole.name for verb in verbs) if is_action(act) else act != called and whole.name.endswith(act)
    return whole if heads and named else None


def holds_act(references: References, whole: Metric, part: Metric, called: str) -> bool:
    """Return whether a whole right before a part is called by a word of its name with its measure: 全部外借量."""
    act = _COUNT.sub("", noun := phrase("wholly").sub("", called))
    place = bisect_left(references.starts, part.figure.span.start) - 1
    close = place >= 0 and references.metrics[place] is whole
    return close and len(act) >= _LEAST and act != noun and act in whole.name


def _counts_all(name: str, noun: str) -> bool:
    """Return whether a name is a noun with nothing before it that narrows it: 办理各类|检察案件."""
    if not name.endswith(noun):
        return False
    wide = (*words_of("tells no count"), *words_of("scope"), *words_of("after scope"))
    return all(word in wide or is_action(word) for word in cut(name.removesuffix(noun)))
