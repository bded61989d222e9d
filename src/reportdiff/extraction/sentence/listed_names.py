"""Names of the figures of a list: from its subjects, from the levels before it, from what a clause before lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.ledger import ReadFigure, SentenceContext
from reportdiff.extraction.sentence.subjects import joined_at_overlap, things_spoken_of
from reportdiff.extraction.words.coordination import split_subjects
from reportdiff.extraction.words.matching import ending, last_clause
from reportdiff.extraction.words.periods import listed_years
from reportdiff.extraction.words.stated_relations import from_level
from reportdiff.extraction.words.strip_words import strip_function_words, without_light_verbs
from reportdiff.extraction.words.verbs import head_object, is_action, leading_verb
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import words_of
from reportdiff.model import RelationKind
from reportdiff.text.words import cut

__all__ = ["is_other_subject", "levels_before", "shared_names", "subjects_listed_before"]

_TO = "对"
_LIST_STOP = re.compile("[；;：:。（）]|其中[，,]?|分别")
_LEAST_NOUN = 3  # characters of a subject that is no word for another
_ITEM = 16  # characters of an item of a list of subjects


def shared_names(passage: SentenceContext, words: str, group: Sequence[FigureSlot]) -> list[str] | None:
    """Names for a list of bare figures, or those of the list before."""
    at = from_level(words)
    ahead, _, verb = (words if at is None else words[:at]).partition("分别")
    subject, verb = strip_function_words(ahead), strip_function_words(verb)
    if (counted := _names_counted(passage, group)) is not None:
        return counted
    if subject and not is_action(subject):
        names = split_subjects(subject, len(group))
        dated = listed_years(passage.up_to(group[0].figure.span.start), len(group))  # 2023年及2022年，收益分别为
        if names is None and "分别" in words and not dated:
            names = _subjects_of_clause(passage, group[0].start, subject, len(group))
            names = names or subjects_listed_before(passage, group[0].start, subject, len(group))
        if names and verb and (is_action(verb) or leading_verb(verb)):
            return [name + verb for name in names]
        if names is None and subject[0] == _TO and (shares := levels_before(passage, len(group))):
            owners = [entry.name.removesuffix(ending(entry.name, "share noun")) for entry in shares]
            if len(set(owners)) == len(group):
                return [owner + subject for owner in owners]
        if names is None and "分别" in words and (levels := _levels_of_clause(passage, len(group), group[0])):
            if len({entry.name for entry in levels}) == 1:
                return [subject] * len(group)  # the years told them apart
            return [head_object(entry.name) + subject for entry in levels]  # 满意率分别为A和B
        lead = leading_verb(names[0]) if names else ""
        if names and lead:
            names = [name if leading_verb(name) else lead + name for name in names]
        return _summed(words, names)
    if (listed := _listed_ahead(passage, words, group)) is not None:
        return listed
    if len(verbs := cut(subject)) > 1 and verbs[-1] in words_of("noun-like"):
        return None  # 发放贷款12笔、3亿元: both of this
    levels = levels_before(passage, len(group))
    if levels is None:
        return None
    names = [entry.name for entry in levels]
    if phrase("running sum").search(words):
        names = [name.removesuffix("新增").removeprefix("新增") for name in names]
    return _summed(words, names)


def _names_counted(passage: SentenceContext, group: Sequence[FigureSlot]) -> list[str] | None:
    """Return the things that are named before their number, where it is that of the figures of a list."""
    number = passage.entries[-1].slot if passage.entries else None
    if number is None or number.clause != group[0].clause or number.figure.value != len(group):
        return None
    thing, each, verb = passage.folded[number.figure.span.end : group[0].figure.span.start].partition("分别")
    names = split_subjects(strip_function_words(number.words), len(group)) if each else None
    done = strip_function_words(verb)
    measure = without_light_verbs(done) if done and not is_action(done) else thing
    return [name + measure for name in names] if names else None  # A和B两个区分别…


def _listed_ahead(passage: SentenceContext, words: str, group: Sequence[FigureSlot]) -> list[str] | None:
    """Return the things that the clause before lists and the figures follow."""
    if not words.startswith("分别") or not group[0].opens:
        return None
    clause = _LIST_STOP.split(passage.folded[passage.previous_end() : group[0].start].rstrip("，,"))[-1]
    clause = last_clause(clause, of_line=True)
    told = cut(clause)
    at = max((at for at, word in enumerate(told) if word in words_of("lists")), default=-1)
    names = split_subjects(strip_function_words("".join(told[at + 1 :])), len(group)) if at >= 0 else None
    return names if names and max(map(len, names)) <= _ITEM else None


def levels_before(
    passage: SentenceContext, count: int, *, ratio: bool = True, outside: int | None = None
) -> list[ReadFigure] | None:
    """The last `count` levels of the sentence, where there are as many.

    `ratio`: those in % are among them, and rates of others where there are too few without (收案…，结案率…);
    `outside`: none is that stands in a bracket that is closed before this place.
    """
    row = [entry for entry in passage.levels() if ratio or entry.slot.figure.unit != "%"]
    if ratio and len(row) < count:
        row = [entry for entry in passage.entries if entry.is_level or _is_rate(entry)]
    if outside is not None:
        depth = passage.depth(outside)
        row = [entry for entry in row if not entry.from_level and passage.depth(entry.slot.figure.span.start) <= depth]
    return row[-count:] if len(row) >= count else None


def _is_rate(entry: ReadFigure) -> bool:
    return entry.metric is not None and entry.draft is not None and entry.draft.form is RelationKind.RATE


def _subjects_of_clause(passage: SentenceContext, start: int, measure: str, count: int) -> list[str] | None:
    """Return a measure of each thing that the clause before speaks of: 厨余、医用垃圾处理能力增强，|处理率分别为."""
    said = passage.folded[passage.previous_end() : start].rstrip("，,")
    clause = strip_function_words(last_clause(_LIST_STOP.split(said)[-1], of_line=True))
    things = things_spoken_of(clause)
    names = split_subjects(things, count) if things else None
    return [joined_at_overlap(name, measure) for name in names] if names and max(map(len, names)) <= _ITEM else None


def subjects_listed_before(passage: SentenceContext, start: int, subject: str, count: int) -> list[str] | None:
    """The subjects of a list whose items are clauses (A，B，C增加值分别增长…); `start` is where the last begins."""
    before = _LIST_STOP.split(passage.folded[passage.previous_end() : start])[-1].strip("，,")
    items = [strip_function_words(item) for item in re.split("[，,、]", before)[1 - count :]]
    if len(items) < count - 1 or not all(items) or max(map(len, items)) > _ITEM:
        return None
    return split_subjects("，".join([*items, subject]), count)


def _levels_of_clause(passage: SentenceContext, count: int, head: FigureSlot) -> list[ReadFigure] | None:
    """The last `count` levels, none in %, where no semicolon has ended what they say."""
    levels = levels_before(passage, count, ratio=False)
    if levels is None or re.search("[；;]", passage.folded[levels[-1].slot.figure.span.end : head.figure.span.start]):
        return None
    return levels


def _summed(words: str, names: list[str] | None) -> list[str] | None:
    """累计分别达到A和B: the names of running totals."""
    if names and words.rstrip().endswith(words_of("running sum of several")):
        return [name if name.endswith("累计") else name + "累计" for name in names]
    return names


def is_other_subject(subject: str, entries: Sequence[ReadFigure]) -> bool:
    """Return whether the subject of a list is a noun of its own, and not the one thing that a list before names."""
    names = {entry.name for entry in entries}
    alone = (*words_of("measure alone"), *words_of("share noun"), *words_of("number alone"))
    own = len(names) == 1 and len(subject) >= _LEAST_NOUN and subject not in alone
    return own and not any(subject in name or name in subject for name in names)
