"""Names that are another one with its middle, its verb or its place left out, or that deny it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportdiff.extraction.words.verbs import verb_at_head
from reportdiff.lexicon.places import place_at_head
from reportdiff.lexicon.reference_names import DENIALS
from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut, tag_of

__all__ = ["calls_denied", "denies", "is_shortened", "of_place"]

_OF_YEAR = re.compile(r"\d{4}[届级年]度?")
_SIGNS = f"{DENIALS}非"


def denies(one: str, other: str) -> bool:
    """Return whether one of two names denies what the other says.

    >>> denies("非利息收入", "利息收入"), denies("不起诉", "起诉"), denies("利息净收入", "利息收入")
    (True, True, False)
    """
    return any((sign in one) is not (sign in other) for sign in _SIGNS)


def calls_denied(subject: str, name: str) -> bool:
    """Return whether a subject cannot call a level: it denies what the name says, or the name denies it.

    A measure alone may call any: 非金融企业存款余额90亿元，余额比年初增加5亿元.

    >>> calls_denied("起诉", "不起诉人数"), calls_denied("非利息收入", "利息收入"), calls_denied("余额", "非银存款余额")
    (True, True, False)
    """
    return any((sign in subject and sign not in name) or sign + subject[:2] in name for sign in _SIGNS)


def of_place(scope: str, name: str) -> bool:
    """Return whether a name begins with the place that a scope stands for: 全市, 澄浦市."""
    return scope[:1] == "全" and len(place := place_at_head(name)) > 1 and place[-1] == scope[-1]


def _without_end(name: str, words: tuple[str, ...]) -> str:
    """Return a name without the one of some words that it ends with."""
    return name.removesuffix(next((word for word in words if name.endswith(word)), ""))


def is_shortened(wanted: Sequence[str], name: str) -> bool:
    """Return whether words are a name with its middle or its verb left out: 收到[行政复议]申请, [共受理]民事案件."""
    if not name.endswith(wanted[-1]):
        return False
    rest = _OF_YEAR.sub("", name[: name.find(wanted[0])]).removesuffix("新")
    rest = _without_end(_without_end(rest, words_of("of every kind")), words_of("trade with abroad"))
    return (
        not rest
        or rest in (*words_of("speaker"), *words_of("scope"))
        or rest == place_at_head(rest)
        or rest.endswith(words_of("after scope"))
        or (
            (rest.endswith(words_of("action")) or tag_of(rest)[:1] == "v" or verb_at_head(cut(rest)) == len(cut(rest)))
            and not rest.endswith((*words_of("addition"), *words_of("acts on some")))
        )
    )
