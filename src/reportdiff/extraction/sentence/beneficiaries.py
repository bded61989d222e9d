"""Name people and things by what was done for them: 为45户农户|发放补贴, 维护3万户|家庭购房权益."""

from __future__ import annotations

import re

from reportdiff.extraction.sentence.figure_slots import FigureSlot, blank_asides
from reportdiff.extraction.sentence.ledger import SentenceContext
from reportdiff.extraction.words.matching import Words, ending, is_verb
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.extraction.words.verbs import leading_verb
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut, tag_of

__all__ = ["named_by_deed"]

_CLAUSE_END = re.compile(r"[，,。；;：:！？\n\d（）]")
_REACH = 40  # characters behind a figure in which the clause ends
_AND = re.compile(r"[和及与、]\d")
_SENTENCE_END = re.compile(r"[，,。；;：:！？\n]")
_GIVEN = re.compile("(?:予以|给予)(?P<deed>[一-龥]{2,8})$")  # 对12家单位予以表彰
_PAST = "了"
_LEAST = 2  # characters of what was done
_NOMINAL = ("n", "j", "l", "q", "z", "")  # parts of speech that a noun ends in
_MOST = 8  # words of those for whom it was done


def named_by_deed(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return what was done, and for whom or to what a figure counts, in this order; "" for other clauses.

    为45户农户发放补贴 → 发放补贴农户, 维护3万户家庭购房权益 → 维护购房权益家庭
    """
    end = slot.figure.span.end
    if slot.figure.unit and kind_of_unit(slot.figure.unit) != "count":
        return ""
    ahead, whom = slot.words.strip(), words_of("before whom")
    if ahead.startswith(whom) and cut(ahead)[0] == "对":
        sentence = _SENTENCE_END.split(passage.folded[end : end + _REACH], maxsplit=1)[0]
        if (done := _GIVEN.search(sentence)) is not None:
            return done["deed"] + _AND.split(sentence[: done.start()], maxsplit=1)[0]
    before_whom = ahead.endswith(whom) and cut(ahead)[-1] in whom
    shared = leading_verb(passage.entries[-1].name) if slot.linked and passage.entries else ""
    verb = "" if before_whom else strip_function_words(slot.words) or shared
    if not before_whom and (len(verb) < _LEAST or not is_verb(verb)):
        return ""
    clause = _CLAUSE_END.split(blank_asides(passage.folded[end : end + _REACH]), maxsplit=1)[0].rstrip("、和及与")
    if before_whom:
        return _done_for(cut(clause)) or _done_for(cut(_over_comma(passage.folded, end, len(clause))))
    counted = slot.figure.unit.removeprefix("户")  # 户家庭
    return _done_about(verb, clause, counted)


def _over_comma(text: str, start: int, length: int) -> str:
    """Return a clause with the one behind its comma: 向45名老人，|发放补贴."""
    comma = start + length
    told = _CLAUSE_END.split(text[comma + 1 : comma + 1 + _REACH], maxsplit=1)[0]
    acts = text.startswith(("，", ","), comma) and cut(told)
    return text[start:comma] + told if acts and is_verb(acts[0]) else ""


def _done_for(words: Words) -> str:
    """Return the verb of a clause with its object, then whom it names first."""
    verbs = (at for at in range(1, len(words)) if len(words[at]) >= _LEAST and _acts(words, at))
    at = next((at for at in verbs if _is_noun(words[at - 1])), 0)
    deed = "".join(word for word in words[at:] if word != _PAST)
    if not 0 < at <= _MOST or words[at] in words_of("says little of what is done") or len(deed) < len(words[at]) + 2:
        return ""
    return deed + "".join(words[:at])


def _acts(words: Words, at: int) -> bool:
    return is_verb(words[at]) or (tag_of(words[at])[:1] == "v" and words[at + 1 : at + 2] == (_PAST,))


def _is_noun(word: str) -> bool:
    return tag_of(word)[:1] in _NOMINAL or tag_of(word) == "vn" or word in words_of("noun-like")


def _done_about(verb: str, clause: str, unit: str) -> str:
    """Return a verb with what those have whom a figure counts, then them: 挽回|商户|经营损失."""
    if not ending(clause, "suffered or due"):
        return ""
    if len(unit) >= _LEAST and tag_of(unit)[:1] == "n":
        return verb + clause + unit
    whom, of, thing = clause.rpartition("的")
    if not of:
        words = cut(clause)
        whom, thing = words[0], "".join(words[1:])
    return verb + thing + whom if min(len(whom), len(thing)) >= _LEAST and tag_of(cut(whom)[-1])[:1] == "n" else ""
