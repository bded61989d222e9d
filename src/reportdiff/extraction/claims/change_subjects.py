"""The subject of a change: in its own clause, in one that tells the change or its reason, or in that of its item."""

from __future__ import annotations

import re
from functools import lru_cache

from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.ledger import SentenceContext
from reportdiff.extraction.sentence.topics import noun_before_bracket
from reportdiff.extraction.words.matching import last_clause
from reportdiff.extraction.words.stated_relations import RelationMatch, words_before_lead
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.extraction.words.verbs import is_bare_verb
from reportdiff.lexicon.changes import change_words
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import alternation, word_at_tail, words_of
from reportdiff.model import RelationKind
from reportdiff.text.words import cut

__all__ = ["before_counted_reason", "is_none", "named_subject", "told_subject", "without_years"]

_TRADED = ("出口", "进口")  # verbs that name what was traded: 其中出口增长10.8%
_CLAUSE = re.compile("[，,；;：:。]")
_OF_BASE = re.compile(r"((?:[上去]年|同期|\d年)[^，,；;。（]{0,20}?基数)[^，,；;。（]{0,8}（$")
_LEAST_SUBJECT = 3  # characters
_STARTED = re.compile(r"^(.{2,20}?)在[^，。；]{2,30}(?:的?基础上)$")
_NOTHING = ("several pointed at", "counted in a currency", "size alone")


def is_none(subject: str, relation: RelationMatch, stated: str) -> bool:
    """Return whether what stands before a relation names nothing: a bare verb, or 两项 of 两项均增长5%."""
    noun = _is_noun(subject) or relation.form is RelationKind.SHARE or stated.startswith(words_of("net change"))
    bare = not noun and is_bare_verb(subject)
    basis = subject.startswith(words_of("left out of a basis"))
    if bare or basis or len(subject) < 2:
        return True
    return any(phrase(part).fullmatch(subject) is not None for part in _NOTHING)


def _is_noun(verb: str) -> bool:
    """Return whether a verb alone names what it is done to: 出口, 受案."""
    return verb in _TRADED or verb in words_of("taken in") or verb in words_of("aggregate")


def without_years(words: str) -> str:
    """Return the subject of a change without the years that it took: 港口吞吐量5年累计 → 港口吞吐量."""
    found = phrase("in years").search(words)
    return words[: found.start("years")] if found is not None else words


def named_subject(passage: SentenceContext, subject: str, relation: RelationMatch) -> str:
    """The metric that a claim with its own subject speaks about."""
    if relation.form is RelationKind.COMPLETION and passage.memory.topic and len(subject) < 3:
        return passage.memory.topic
    if subject in _TRADED and passage.entries and "进出口" in passage.entries[-1].name:
        return passage.entries[-1].name.replace("进出口", subject)  # 外贸进出口总额…，其中出口增长10.8%
    return subject


@lru_cache(maxsize=1)
def _said() -> re.Pattern[str]:
    """A clause that tells a change without its size: 新收案件首次回落."""
    verbs = alternation(tuple(word for word in change_words()[0] if len(word) > 1))
    told, adverbs = phrase("told change").pattern, phrase("told adverb").pattern
    return re.compile(rf"^(.{{2,60}}?)(?:{adverbs})*(?:{verbs}|{told})$")


def told_subject(passage: SentenceContext, slot: FigureSlot) -> str | None:
    """The subject of the clause before, which tells a change without a figure: 项目支出增加，较上年增加…"""
    gap = passage.folded[passage.previous_end() : slot.start]
    if (base := _OF_BASE.search(gap)) is not None:
        return base[1]  # 增长3%，主要是上年基数较高（增长28.3%）: last year's own change
    clauses = _CLAUSE.split(gap)
    for place, clause in enumerate(reversed(clauses[-3:])):
        if clause.startswith("是"):
            return None  # 有84件是在调研基础上提出的，占39.5%: said of the figure before
        turn = word_at_tail("turned to gain", clause) or word_at_tail("turned to loss", clause)
        if turn and clause != turn:
            return strip_function_words(clause.removesuffix(turn)) or None  # 净利润由负转正，较上年增加3亿元
        told = _said().search(clause) or _STARTED.search(clause)
        if told is not None:
            return strip_function_words(words_before_lead(told[1])) or None  # 连续三年下降，降幅2.1%
        if place < 2 and (before := _before_reason(clause)):
            return before
        if place == 1 and slot.opens and clause and "分别" in slot.words:
            return strip_function_words(clause) or None  # A和B，分别实际增长58.3%和29.2%
    return None


def _before_reason(clause: str) -> str:
    """Return the subject of a clause that only gives the reason, or "": 卫生健康支出|因上年基数较高，下降3.8%."""
    if not any(word in clause for word in words_of("gives a reason")):
        return ""
    words = cut(clause)
    place = next((place for place, word in enumerate(words) if word in words_of("gives a reason")), 0)
    subject = strip_function_words("".join(words[:place]))
    return "" if len(subject) < _LEAST_SUBJECT or subject in words_of("scope") else subject


def before_counted_reason(passage: SentenceContext, slot: FigureSlot) -> str | None:
    """Return the subject of a change whose reason holds a figure: 职业教育|因2所学校合并减少8.3%; a bracket's noun."""
    if (noun := noun_before_bracket(passage, slot)) or not passage.entries:
        return noun
    clause = last_clause(passage.up_to(slot.figure.span.start))
    before = passage.entries[-1].slot.figure.span.start - slot.figure.span.start + len(clause)
    return (_before_reason(clause[:before]) or None) if before > 0 else None
