"""Normalise the names of metrics, with aliases read as one word, and read off what keeps names apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from attrs import frozen

from reportdiff.lexicon.alignment import alias_pattern, level_pattern, name_words, vetoes
from reportdiff.lexicon.name_parts import name_parts, works_at_head
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut

__all__ = ["Name", "name_of", "normalize_name"]

_REMEMBERED = 1 << 12  # the names of one year mostly stand in the next one's report too
_EDITION = re.compile(
    r"""
      第[一二三四五六七八九十百0-9]+[届次期批号]     # 第七届
    | (?:19|20)[0-9]{2}[-—至](?:19|20)[0-9]{2}年?  # 2019-2023年
    | (?:19|20)[0-9]{2}年度?                       # 2023年度
    """,
    re.VERBOSE,
)
_OWN = "本我该各"  # 我支行, 各医院: the issuer's own, or all of them
_ANY_OFFICE = re.compile("全[市省国区县州盟旗]|各级|两级|基层|系统")  # 全市各级法院: no office of its own
_NOISE = re.compile("[^\u4e00-\u9fffA-Za-z0-9%+]")
_JOINED = re.compile("[、和及并]")
_NUMBER = re.compile(r"\d+(?: \d+)*(?:\.\d+)?")  # the code of a budget line, 201 38 02 or 201 38 2, is one number

_ORDINAL = re.compile(
    r"第([一二三四五六七八九十0-9]+)|([一二三四五六七八九十0-9]+)[号#]|(?:^|[^A-Za-z0-9])([A-Z])[\u4e00-\u9fff]"
)
_STEMS = frozenset("甲乙丙丁")


@frozen(kw_only=True)
class Name:
    """A name ready to be compared.

    Attributes:
        text: The name, normalised.
        veto_words: For each row of vetoes.toml, by its place, which of its words the name holds.
        numbers: The numbers in the name (thresholds, capacities).
        ordinals: The numbers and letters that tell it from its sisters (一号产线, 第二车间, A座, 甲线).
        levels: The levels of government that it names (省、市两级), in one writing.
        offices: The ends of the bodies that it names (财政局).
        listed_actions: The verbs that it lists at its head, where it lists several (制定、修订和废止).
        intake_synonyms: Its words for what was taken in, each behind the word that aliases.toml reads it as.
    """

    text: str
    veto_words: Mapping[int, frozenset[str]]
    numbers: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    listed_actions: frozenset[str] = frozenset()
    intake_synonyms: frozenset[tuple[str, str]] = frozenset()


@lru_cache(maxsize=_REMEMBERED)
def normalize_name(name: str) -> str:
    """Return the characters of a name that count: no editions, years, quotes and particles, aliases read as one.

    >>> normalize_name("“收到”2023年行政复议的申请") == normalize_name("受理行政复议申请")
    True
    """
    letters = _NOISE.sub("", _without_editions(unicodedata.normalize("NFKC", name)))
    return _particles().sub("", _with_aliases(letters))


@lru_cache(maxsize=_REMEMBERED)
def name_of(name: str) -> Name:
    """Return the name, ready to be compared."""
    printed = unicodedata.normalize("NFKC", name)
    return Name(
        text=normalize_name(name),
        veto_words=_veto_words_in(printed, _with_aliases(printed)),
        numbers=frozenset(_NUMBER.findall(_without_editions(printed).replace(" 0", " "))),
        ordinals=_ordinals(_without_editions(printed)),
        levels=_levels(printed) if "级" in printed else frozenset(),
        offices=_offices_in(printed),
        listed_actions=_listed_actions(printed),
        intake_synonyms=_intake_synonyms(printed),
    )


def _ordinals(name: str) -> frozenset[str]:
    """Return what tells a name from its sisters, in one writing: 三号线 and 3号线 → 3, A座 → A, 甲线 → 甲."""
    found = {"".join(groups) for groups in _ORDINAL.findall(name)}
    if not _STEMS.isdisjoint(name):
        found.update(_STEMS.intersection(cut(name)))
    return frozenset(str(chinese_value(each) or each) for each in found)


def _levels(name: str) -> frozenset[str]:
    """Return the levels of government that a name says its figure is of: 省、市两级财政 → 省, 市."""
    together = phrase("levels named together").search(name)
    said = together or phrase("level named").search(name)
    pattern, first_words = level_pattern()
    return frozenset(first_words[each] for each in pattern.findall(said[0])) if said is not None else frozenset()


def _without_editions(name: str) -> str:
    return _EDITION.sub("", name) if "第" in name or "1" in name or "2" in name else name


@lru_cache(maxsize=_REMEMBERED)  # most names are asked for as printed and without noise, which is the same
def _with_aliases(name: str) -> str:
    """Return the name with every word of aliases.toml read as the first of its row."""
    pattern, first_words = alias_pattern()
    return pattern.sub(lambda match: first_words[match[0]], name)


@cache
def _particles() -> re.Pattern[str]:
    return re.compile(alternation(name_words("particle")))


def _offices_in(name: str) -> frozenset[str]:
    """Return the bodies that a name says its figure is of; 全 for those of a whole area, which no single one is."""
    bare = _ANY_OFFICE.sub("", name)
    named = frozenset(each for each in _offices().findall(bare) if each[0] not in _OWN)
    return named or frozenset({"全"} if bare != name else ())


@cache
def _offices() -> re.Pattern[str]:
    offices, bodies = (alternation(name_words(part)) for part in ("office", "single body"))
    return re.compile(f"[\u4e00-\u9fff]{{2}}{offices}|[\u4e00-\u9fff]{{1,2}}{bodies}")


def _listed_actions(name: str) -> frozenset[str]:
    """Return the verbs that a name lists, where it lists several: 制定、修订和废止规章 → 制定, 修订, 废止.

    Works that are built, rebuilt and enlarged need no sign between: 新建改造管网, 新（改、扩）建学校.
    """
    if works := works_at_head(name):
        return frozenset(sign for sign in works if sign in "新改扩续迁重")
    action = name_parts(name).action if _JOINED.search(name, 1, 10) else ""  # most names list nothing
    return frozenset(map(_with_aliases, _JOINED.split(action))) if _JOINED.search(action) else frozenset()


def _intake_synonyms(name: str) -> frozenset[tuple[str, str]]:
    return frozenset(row for row in _intake_words() if row[1] in name)


@cache
def _intake_words() -> tuple[tuple[str, str], ...]:
    """Return the words for what was taken in, each behind the word that aliases.toml reads it as."""
    first_words = alias_pattern()[1]
    return tuple((first_words[word], word) for word in words_of("taken in") if word in first_words)


def _veto_words_in(printed: str, read: str) -> dict[int, frozenset[str]]:
    """Return for each row of vetoes.toml its words in a name, as printed and as aliases read it.

    A word inside a longer one of its row does not count. Where one word against none keeps names apart, only what
    aliases leave counts: 普惠型小微企业 is read as 普惠小微.
    """
    rows, known = vetoes(), _veto_words()
    made: dict[int, frozenset[str]] = {}
    for text in (read, printed) if read != printed else (read,):
        found: dict[int, list[tuple[int, int, str]]] = {}
        for position, sign in enumerate(text):
            if sign not in known:
                continue
            for beginning in (sign, text[position : position + 2]):
                for word, places in known.get(beginning, ()):
                    if text.startswith(word, position):
                        for row in places:
                            found.setdefault(row, []).append((position, -len(word), word))
        for row, hits in found.items():
            if rows[row].alone and text != read:
                continue
            covered = 0
            words = set()
            for position, negative_length, word in sorted(hits):
                if position >= covered:
                    words.add(word)
                    covered = position - negative_length
            made[row] = made.get(row, frozenset()) | words
    return made


@cache
def _veto_words() -> dict[str, list[tuple[str, list[int]]]]:
    """Return the words of vetoes.toml with the places of the rows that hold each, by their first two characters.

    A first character that is no word itself has none of them.
    """
    places: dict[str, list[int]] = {}
    for place, row in enumerate(vetoes()):
        for word in row.words:
            places.setdefault(word, []).append(place)
    made: dict[str, list[tuple[str, list[int]]]] = {}
    for word, rows in places.items():
        made.setdefault(word[:2], []).append((word, rows))
        made.setdefault(word[0], [])
    return made
