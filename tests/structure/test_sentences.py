"""Sentences: where they end, and where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from reportdiff.model import Document
from reportdiff.structure import outline
from reportdiff.structure.sentences import split_sentences
from strategies import bracketed_texts


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理287件。办结254件！好吗？", ["受理287件。", "办结254件！", "好吗？"]),
        ("开展“走进基层。服务群众。”活动3次。", ["开展“走进基层。服务群众。”活动3次。"]),
        ("受理（含上年结转。）287件。", ["受理（含上年结转。）287件。"]),
        ("他说“好。”然后办结。", ["他说“好。”然后办结。"]),
        ("括号（没有关上。办结254件。", ["括号（没有关上。", "办结254件。"]),
        ("增长3.5%。", ["增长3.5%。"]),
        ("。。受理287件。", ["受理287件。"]),
    ],
)
def test_sentences_end(text: str, expected: list[str]) -> None:
    """A sentence ends at 。！？ outside brackets and quotes; a bracket that never closes holds nothing."""
    assert sentences(text) == expected


def test_wrapped_lines_are_one_sentence() -> None:
    """A line that ends inside a sentence goes on in the next one; a paragraph's or heading's end is an end."""
    text = (
        "甲市2023年工作报告\n一、工作回顾\n全年受理申请287件，比上年增加\n"
        "28.89%。主要原因是案件增多\n二、工作安排\n继续做好各项工作。"
    )
    result = outline(Document("memo", text))
    assert [sentence.span.of(text) for sentence in result.sentences] == [
        "工作回顾",
        "全年受理申请287件，比上年增加\n28.89%。",
        "主要原因是案件增多",
        "工作安排",
        "继续做好各项工作。",
    ]
    assert [sentence.heading for sentence in result.sentences] == [True, False, False, True, False]


def test_list_markers_are_no_part_of_a_sentence() -> None:
    """A list marker is no part of the sentence that it introduces, so that no figure is read in it."""
    text = "甲市2023年工作报告\n12.“某支出（项）”25.77万元，主要用于某活动，比上年减少。"
    assert outline(Document("memo", text)).sentences[-1].span.of(text).startswith("“某支出")


@given(bracketed_texts)
@settings(max_examples=200)
def test_every_character_but_marks_is_in_one_clause(text: str) -> None:
    """Sentences follow each other without overlap, and every letter and digit lies in one."""
    covered = [place for start, end in split_sentences(text, 0, len(text)) for place in range(start, end)]
    assert covered == sorted(set(covered))
    assert all(place in covered for place in range(len(text)) if text[place].isalnum())
