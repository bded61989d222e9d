"""The quick ways to sentences and rows find what the slow ones find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from reportdiff.structure import sentences
from reportdiff.structure.tables import row_tokens
from reportdiff.structure.tables.row_tokens import is_row
from strategies import bracketed_texts, row_texts

MARKS = "。！？!?"
PARTNERS = {
    "（": "）",
    "(": ")",
    "“": "”",
    "《": "》",
    "「": "」",
    "『": "』",
    "[": "]",
    "【": "】",
    "〔": "〕",
    "‘": "’",
}


def slow_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text, sign by sign: a mark ends one unless a pair of brackets holds it."""
    held = [False] * len(text)
    opened: list[tuple[str, int]] = []
    for at, sign in enumerate(text):
        if sign in PARTNERS:
            opened.append((PARTNERS[sign], at))
        elif sign in PARTNERS.values():
            near = [place for place in range(max(0, len(opened) - 3), len(opened)) if opened[place][0] == sign]
            if near:
                first = opened[near[-1]][1]
                del opened[near[-1] :]
                if at - first <= 100:
                    held[first + 1 : at] = [True] * (at - first - 1)
    begin = at = 0
    while at < len(text):
        at += 1
        if text[at - 1] in MARKS and not held[at - 1]:
            while at < len(text) and text[at] in MARKS + "”’」』）)":
                at += 1
            yield begin, at
            begin = at
    yield begin, len(text)


@given(bracketed_texts)
@settings(max_examples=500)
def test_sentences(text: str) -> None:
    """One match to the end mark cuts as a walk over all brackets does; what holds nothing but marks is left out."""
    found = [text[start:end] for start, end in sentences.sentences_of(text, 0, len(text))]
    slow = [text[start:end].strip(" \t\r\n\u3000\xa0") for start, end in slow_sentences(text)]
    assert found == [said for said in slow if said.strip("。！？!?；;，,：:")]


@given(row_texts)
@settings(max_examples=500)
def test_prose_is_no_row(line: str) -> None:
    """A line of prose is told at its first mark just as when all of it is looked at."""
    with pytest.MonkeyPatch.context() as patch:
        quick = is_row(line)
        patch.setattr(row_tokens, "_NOTE", _EverywhereBefore(row_tokens._NOTE))
        assert is_row(line) == quick


class _EverywhereBefore:
    """A pattern that claims to stand before any mark, so that no line is left early."""

    def __init__(self, pattern: object) -> None:
        self.pattern = pattern

    def search(self, text: str, *bounds: int) -> object:
        return self if bounds else self.pattern.search(text)  # type: ignore[attr-defined]
