"""A metric's name as it is compared: folded, with aliases read as one word, and cut into weighted grams."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from attrs import frozen

from reportdiff.alignment.scorers import HEAVIEST, ONE
from reportdiff.lexicon.alignment import alias_pattern, character_weights, vetoes
from reportdiff.lexicon.words import words_of

__all__ = ["Name", "name_of", "normalize_name", "similarity", "vetoed"]

_EDITION = re.compile(
    "第[一二三四五六七八九十百0-9]+[届次期批号]|(?:19|20)[0-9]{2}[-—至](?:19|20)[0-9]{2}年?|(?:19|20)[0-9]{2}年度?"
)
_NOISE = re.compile("[^\u4e00-\u9fffA-Za-z0-9%+]")
_PARTICLE = re.compile("[的了等各及和与为共约]")
_LISTED = re.compile(".*(?:(?<![高中初平上下同均])等(?![级院学教于候待])[一二三四五六七八九十0-9]*[个项家条类]?|、|》)")
_LISTS = re.compile("[等、》]")
_DATED = re.compile("[第12]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BODY = re.compile("[\u4e00-\u9fff]{2}(?:局|厅|街道|检察院|法院|[省市县区旗乡镇](?=人民政府))")


@frozen
class Name:
    """A name ready to be compared: `text` folded, and `parts`, the same cut behind what only lists examples.

    `light` is how many characters of `parts` those are.
    `marks` holds for each row of vetoes.toml which of its words the name holds; `numbers` the numbers in it
    (thresholds, capacities), `bodies` the ends of the offices that it names; `said` its words for what was
    taken in, each behind the word that aliases.toml reads it as.
    """

    text: str
    parts: str
    light: int
    marks: Mapping[int, frozenset[str]]
    numbers: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    said: frozenset[tuple[str, str]] = frozenset()


@lru_cache(maxsize=1 << 12)  # the names of one year mostly stand in the next one's report too
def normalize_name(name: str) -> str:
    """The characters of a name that count: editions, years, quotes and particles left out, aliases read as one.

    >>> normalize_name("“收到”2023年行政复议的申请") == normalize_name("受理行政复议申请")
    True
    """
    folded = _NOISE.sub("", _timeless(unicodedata.normalize("NFKC", name)))
    return _PARTICLE.sub("", _aliased(folded))


def _aliased(text: str) -> str:
    """The text with every word of aliases.toml read as the first of its row."""
    pattern, table = alias_pattern()
    return pattern.sub(lambda match: table[match[0]], text)


def _said(text: str) -> frozenset[tuple[str, str]]:
    """The words for what was taken in of a name, each behind the word that aliases read it as."""
    table = alias_pattern()[1]
    return frozenset((table[word], word) for word in words_of("taken in") if word in text and word in table)


def _grams_of(text: str) -> dict[str, int]:
    """The single characters and pairs of `text`, each with its weight; a pair weighs as much as its characters."""
    weights = character_weights()
    made = {mark: weights.get(mark, HEAVIEST) for mark in text}
    for first, second in pairwise(text):
        made[first + second] = weights.get(first, HEAVIEST) + weights.get(second, HEAVIEST)
    return made


def _timeless(folded: str) -> str:
    """A name without editions and years."""
    return _EDITION.sub("", folded) if _DATED.search(folded) else folded


@lru_cache(maxsize=1 << 12)
def name_of(name: str) -> Name:
    """The name, ready to be compared."""
    text = normalize_name(name)
    listed = _LISTED.match(name) if _LISTS.search(name) else None
    parts, light = text, 0
    if listed is not None and listed.end() < len(name):
        head = normalize_name(listed[0])
        parts, light = head + "\n" + normalize_name(name[listed.end() :]), len(head)
    folded = unicodedata.normalize("NFKC", name)
    return Name(
        text=text,
        parts=parts,
        light=light,
        marks=_marks(folded, _aliased(folded)),
        numbers=frozenset(_NUMBER.findall(_timeless(folded))),
        bodies=frozenset(_BODY.findall(folded)),
        said=_said(folded),
    )


def _grams(parts: str, light: int) -> dict[str, int]:
    """The grams of a name; what only lists examples (…等, 《…》) counts a third."""
    if not light:
        return _grams_of(parts.removeprefix("\n"))
    made = {gram: max(weight // 3, 1) for gram, weight in _grams_of(parts[:light]).items()}
    made.update(_grams_of(parts[light + 1 :]))
    return made


def similarity(one: Name, other: Name) -> int:
    """How alike two names are, in ten-thousandths: what they share against all that they hold.

    >>> similarity(name_of("受理行政复议申请"), name_of("行政复议申请受理数")) > 7000
    True
    """
    mine, yours = _grams(one.parts, one.light), _grams(other.parts, other.light)
    shared = sum(weight for gram, weight in mine.items() if gram in yours)
    total = sum(mine.values()) + sum(yours.values())
    return 2 * shared * ONE // total if total else 0


def _marks(printed: str, read: str) -> dict[int, frozenset[str]]:
    """For each veto its words in a name, as printed and as aliases read it; one inside a longer one does not count.

    Where one word against none keeps names apart, only what aliases leave counts: 普惠型小微企业 is read as 普惠小微.
    """
    starts, single = _veto_words()
    rules = vetoes()
    made: dict[int, frozenset[str]] = {}
    for text in (read, printed) if read != printed else (read,):
        found: dict[int, list[tuple[int, int, str]]] = {}
        for position in range(len(text)):
            for word, rows in starts.get(text[position : position + 2], ()):
                if text.startswith(word, position):
                    for row in rows:
                        found.setdefault(row, []).append((position, -len(word), word))
        for word, rows in single:
            for row in rows if word in text else ():
                found.setdefault(row, []).append((text.index(word), -1, word))
        for row, hits in found.items():
            if rules[row].alone and text != read:
                continue
            covered = 0
            words = set()
            for position, length, word in sorted(hits):
                if position >= covered:
                    words.add(word)
                    covered = position - length
            made[row] = made.get(row, frozenset()) | words
    return made


_Word = tuple[str, list[int]]


@lru_cache(maxsize=1)
def _veto_words() -> tuple[dict[str, list[_Word]], list[_Word]]:
    """The words of vetoes.toml with the rows that hold each: by their first two characters, and those of one."""
    rows: dict[str, list[int]] = {}
    for index, row in enumerate(vetoes()):
        for word in row.words:
            rows.setdefault(word, []).append(index)
    longer: dict[str, list[_Word]] = {}
    for word in rows:
        if len(word) > 1:
            longer.setdefault(word[:2], []).append((word, rows[word]))
    return longer, [(word, rows[word]) for word in rows if len(word) == 1]


def _apart(mine: frozenset[str], yours: frozenset[str]) -> bool:
    return bool(mine) and bool(yours) and mine.isdisjoint(yours)


def vetoed(one: Name, other: Name) -> bool:
    """Whether a row of vetoes.toml, other numbers or other offices in them keep the two names apart.

    >>> vetoed(name_of("一审行政案件"), name_of("二审行政案件")), vetoed(name_of("网格数"), name_of("划分网格"))
    (True, False)
    """
    if _apart(one.numbers, other.numbers) or _apart(one.bodies, other.bodies):
        return True
    for index in one.marks.keys() | other.marks.keys():
        mine, yours = one.marks.get(index), other.marks.get(index)
        if mine and yours:
            if mine.isdisjoint(yours):
                return True
        elif vetoes()[index].alone:
            return True
    return False
