"""办结率88.5% behind 受理287件，办结254件: a rate whose operands are printed in its sentence."""

from __future__ import annotations

import re

from reportdiff.extraction.making import record_claim
from reportdiff.extraction.sentence.ledger import ReadFigure, SentenceContext
from reportdiff.extraction.words.figure_names import closing_verb, leading_verb
from reportdiff.extraction.words.relation_words import RelationMatch
from reportdiff.lexicon.words import words_of
from reportdiff.model import Basis, BasisKind, Direction, RelationKind, Span

__all__ = ["read_rate"]

_RATE = re.compile(r"([一-龥]{2,4})率$")
_RATE_RELATION = RelationMatch(RelationKind.RATE, Direction.NONE, 0, 0, "率")


def read_rate(passage: SentenceContext, entry: ReadFigure) -> None:
    """Enter the claim of a rate, if its sentence prints what was done (办结254件), and bind what it was done to.

    The whole is the count before of the same unit that was taken in (受理, 收到): the only one, and none that the year
    before handed over stands beside it.
    """
    named = _RATE.search(entry.name) if entry.slot.figure.unit == "%" else None
    if named is None:
        return
    levels = [level for level in passage.levels() if level is not entry]
    done = next((level for level in reversed(levels) if _verb(level) == named[1]), None)
    if done is None:
        return
    unit = done.slot.figure.unit
    taken = [
        level for level in levels if level.slot.figure.unit == unit and _verb(level).endswith(words_of("taken in"))
    ]
    carried = any(level.name in words_of("carried stock") for level in levels)
    begin = entry.slot.figure.span.start - len(entry.slot.words)
    draft = record_claim(
        passage,
        Span(begin + entry.slot.words.rfind(named[1]), entry.slot.figure.span.end),
        RelationKind.RATE,
        Direction.NONE,
        entry.name,
        words=entry.slot.words,
        figure=entry.slot.figure,
        metric=entry.metric,
        current=done.metric,
        prior=taken[0].metric if len(taken) == 1 and not carried else None,
        basis=Basis(BasisKind.OTHER_TOTAL),
    )
    entry.draft, entry.relation = draft, _RATE_RELATION


def _verb(entry: ReadFigure) -> str:
    return entry.verb or leading_verb(entry.name) or closing_verb(entry.name)
