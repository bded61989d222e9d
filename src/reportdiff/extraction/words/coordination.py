"""分别 and shared heads: one subject phrase → the names that its figures belong to, in order."""

from __future__ import annotations

import re
from itertools import accumulate

from reportdiff.extraction.words.matching import ending, words_covering
from reportdiff.extraction.words.verbs import is_action, leading_verb
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import words_of
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut, tag_of, words_in

__all__ = ["joins", "split_subjects"]

_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|（[^（）]*）")
_ORDINAL = re.compile("第?[一二三四五六七八九十]")
_COMMAS = ("、", "，")
_SIGNS = ("、", "以及", "和", "及", "与")
_JOINS = (_COMMAS, (*_COMMAS, "以及", "和", "及"), (*_COMMAS, *_SIGNS))  # tried in this order
_SHORT = 3  # characters of a piece that shares all that stands behind the last one's as many
_AMOUNT = "量"
_BOTH = "城乡"  # 城乡居民收入分别为…和…
_MARK = re.compile(f"{_ORDINAL.pattern}|[甲乙丙丁]|[A-Z]+")
_RANK = re.compile(r"级([^级]{2,})$")


def joins(words: str, signs: tuple[str, ...] = _SIGNS) -> list[tuple[int, int]]:
    """Return where the words stand that join the items of a list; 普及率 and 调和 hold none.

    >>> joins("普及率及入学率")
    [(3, 4)]
    """
    if not any(sign in words for sign in signs):
        return []
    return [(word.start, word.end) for word in words_in(words) if word.text in signs]


def split_subjects(subject: str, count: int) -> list[str] | None:
    """`subject` cut into `count` names at 、 和 及 与, or None; a head that only the last one carries is given to all.

    >>> split_subjects("金融业、软件和信息服务业增加值", 2)
    ['金融业增加值', '软件和信息服务业增加值']
    >>> split_subjects("政府会议和发文数量", 2)
    ['政府会议数量', '发文数量']
    """
    if count < 2:
        return [subject]
    if (counted := phrase("things and their number").fullmatch(subject)) is not None and chinese_value(
        counted["number"]
    ) == count:
        names = split_subjects(counted["names"], count)
        return [name + counted["thing"] for name in names] if names else None
    if count == 3 and (three := phrase("all three industries").search(subject)) is not None:
        turned = subject.removesuffix(ending(subject, "turned into"))
        if parts := ending(turned, "parts of a whole"):
            subject = turned.removesuffix(parts).removesuffix("的") + "比重"
        return [subject.replace(three[0], f"第{number}产业", 1) for number in "一二三"]
    if not joins(subject, _JOINS[-1]):
        both = count == 2 and subject.count(_BOTH) == 1
        return [subject.replace(_BOTH, part) for part in ("城镇", "农村")] if both else _condensed(subject, count)
    masked = _QUOTED.sub(lambda found: "\ue000" * len(found[0]), subject)
    for signs in _JOINS:
        cuts = joins(masked, signs)
        if len(cuts) == count - 1:
            return _share_heads(_pieces(subject, cuts))
    # one 和 too many: the last comma list with its closing 和, 软件和信息服务业 kept whole
    commas = joins(masked, _COMMAS)
    last = joins(masked, _JOINS[-1])[-1:]
    if len(commas) == count - 2 and last and last != commas[-1:]:
        return _share_heads(_pieces(subject, [*commas, *last]))
    if len(commas) >= count:
        return _share_heads(_pieces(subject, commas[-(count - 1) :]))
    return None


def _condensed(subject: str, count: int) -> list[str] | None:
    """`subject` with the words that share their last sign written out: 存贷款余额 → 存款余额, 贷款余额."""
    bounds = {0, *accumulate(map(len, cut(subject)))}
    for start in sorted(bounds):
        last = start + count
        parts = [sign + subject[last : last + 1] for sign in dict.fromkeys(subject[start:last])]
        known = (
            last + 1 in bounds
            and len(parts) == count
            and subject[start:last].isalpha()
            and all(cut(part) == (part,) for part in parts)
            and tag_of(subject[start]) != "b"  # 总资产
        )
        if known and tag_of(subject[last]) != "f" and not _is_act(cut(subject[start:])[0]):  # not 国内外, 流动资产
            return [subject[:start] + part + subject[last + 1 :] for part in parts]
    return None


def _is_act(word: str) -> bool:
    return len(word) > 1 and tag_of(word)[:1] == "v"


def _pieces(subject: str, cuts: list[tuple[int, int]]) -> list[str]:
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(subject)]
    return [subject[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _parallel_tail(pieces: list[str]) -> str:
    """What the last piece says of all: behind as many characters as the others have, and not amid a word.

    城镇和农村居民人均可支配收入: 居民人均可支配收入. 产量 and 面积 have a head of their own.
    """
    length, signs = len(pieces[0]), words_of("sign of a measure")
    quarters = all(map(phrase("part of a year").fullmatch, pieces[:-1]))
    if (length > _SHORT or any(piece.endswith(signs) for piece in pieces[:-1])) and not quarters:
        return ""
    if any(len(piece) != length for piece in pieces[:-1]):
        return ""
    tail = pieces[-1][length:]
    if any(start < length for start, _ in joins(pieces[-1])):
        return ""  # 金融业、软件和信息服务业增加值
    whole = _ORDINAL.fullmatch(pieces[0]) or words_covering(cut(pieces[-1]), length)
    whole = whole or (length == 1 and all(len(cut(piece + tail)[0]) > 1 for piece in pieces[:-1]))  # 存、贷款余额
    return tail if whole and len(tail) >= 2 else ""


def _tail_of_kin(pieces: list[str]) -> str:
    """Return what the last piece has behind a word that ends like the last word of each other: 昼间、夜间.

    城镇居民和农村居民最低生活保障: behind the same word.
    """
    kin, *rest = cut(pieces[-1])
    last = {cut(piece)[-1] for piece in pieces[:-1]}
    if len(last) == 1 and len(rest) > 1 and rest[0] in last and rest[0] in words_of("group"):
        return "".join(rest[1:])
    ends = [piece[-len(kin) :] for piece in pieces[:-1]]
    alike = len(kin) > 1 and all(end[-1] == kin[-1] and end != kin for end in ends)
    return "".join(rest) if alike and len("".join(rest)) > 1 else ""


def _share_heads(pieces: list[str]) -> list[str] | None:
    """Return the pieces with what only the last one has behind it, and only the first one before it."""
    scope = phrase("whole issuer ahead").match(pieces[0])
    if scope is not None and scope.end() < len(pieces[0]):
        pieces = [pieces[0][scope.end() :], *pieces[1:]]
    shared = _with_shared_head(pieces) if all(pieces) else None
    return shared if shared is None or scope is None else [scope[0] + shared[0], *shared[1:]]


def _is_verb(words: str) -> bool:
    return is_action(words) or (bool(words) and tag_of(cut(words)[-1])[:1] == "v")


def _with_shared_head(pieces: list[str]) -> list[str]:
    last = _MARK.match(pieces[-1])
    if last is not None and all(map(_MARK.fullmatch, pieces[:-1])):
        kind = pieces[-1][last.end() :]
        if kind.startswith(words_of("sign of a class")):
            return [piece + kind for piece in pieces[:-1]] + pieces[-1:]
    if _ORDINAL.fullmatch(pieces[0]):
        pieces = ["第" + piece if _ORDINAL.match(piece[0]) else piece for piece in pieces]  # 第一、二、三产业
    word = cut(pieces[-1])[0]
    if len(word) == 2 and all(len(piece) == 1 and cut(piece + word[1]) == (piece + word[1],) for piece in pieces[:-1]):
        pieces = [*(piece + pieces[-1][1:] for piece in pieces[:-1]), pieces[-1]]  # 东、中、西部占比
    heads, rank = words_of("shared head"), _RANK.search(pieces[-1])
    head = next((word for word in heads if pieces[-1].endswith(word)), pieces[-1])
    if tail := _parallel_tail(pieces) or _tail_of_kin(pieces):
        pieces = [*(piece + tail for piece in pieces[:-1]), pieces[-1]]  # 小麦、稻谷最低收购价
    elif rank is not None and all(piece.endswith("级") for piece in pieces[:-1]):
        pieces = [*(piece + rank[1] for piece in pieces[:-1]), pieces[-1]]  # 国家级、部级创新平台
    elif pieces[-1].endswith(_AMOUNT) and all(map(_is_verb, [*pieces[:-1], pieces[-1].removesuffix(_AMOUNT)])):
        return [piece + _AMOUNT for piece in pieces[:-1]] + pieces[-1:]  # 接待、外借量
    elif head != pieces[-1]:
        pieces = [piece if piece.endswith(heads) else piece + head for piece in pieces]
    prefix = next((word for word in words_of("prefix of all") if pieces[0].startswith(word)), "")
    own = words_of("shared prefix")
    if not prefix and len(own_words := cut(pieces[0])) > 1 and is_action(own_words[0]):
        rest = pieces[0][len(own_words[0]) :]  # 监管进口货物和出口货物: what is alike shares the verb
        tail = own_words[-1]
        if len(tail) > 1 and tail != rest and all(len(it) == len(rest) and it.endswith(tail) for it in pieces[1:]):
            prefix = own_words[0]
    if prefix:
        alone = [piece.startswith(own) or leading_verb(piece) in words_of("goes out") for piece in pieces]
        done = [piece if alone[at] else prefix + piece for at, piece in enumerate(pieces[1:], 1)]
        pieces = [pieces[0], *done]
    return pieces
