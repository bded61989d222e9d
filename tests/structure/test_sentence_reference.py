"""Sentences and table rows, held against slow and obvious references."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings

from reportdiff.structure.sentences import split_sentences
from reportdiff.structure.tables.row_tokens import is_table_row, note_start
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
def test_sentences_agree_with_a_walk_over_all_brackets(text: str) -> None:
    """Sentences end where a walk sign by sign ends them; stretches of nothing but marks are left out."""
    sentences = [text[start:end] for start, end in split_sentences(text, 0, len(text))]
    slow = [text[start:end].strip(" \t\r\n\u3000\xa0") for start, end in slow_sentences(text)]
    assert sentences == [sentence for sentence in slow if sentence.strip("。！？!?；;，,：:")]


@given(row_texts.map(lambda line: line.replace("|", "")).filter(bool))
@settings(max_examples=500)
def test_prose_before_a_note_is_no_row(line: str) -> None:
    """A line is a row if the words before its note are one, and prose is none whatever stands behind its first mark."""
    before = line[: note_start(line)].rstrip()
    assert is_table_row(line) == (bool(before) and is_table_row(before))
    if any(mark in before for mark in "。；;，"):
        assert not is_table_row(line)
