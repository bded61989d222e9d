"""Sentences and clauses: where they end, and where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from reportdiff.model import Document, Span
from reportdiff.structure import outline
from reportdiff.structure.sentences import clauses_of, sentences_of
from strategies import bracketed_texts


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentences_of(text, 0, len(text))]


def clauses(text: str) -> list[str]:
    """The clauses of a text."""
    return [clause.of(text) for place in sentences_of(text, 0, len(text)) for clause in clauses_of(text, Span(*place))]


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理287件，同比上升117.42%，办结254件。", ["受理287件", "同比上升117.42%", "办结254件"]),
        ("受理287件,同比上升117.42%;办结254件", ["受理287件", "同比上升117.42%", "办结254件"]),
        ("办理1,051,377件,办结1，051，377件。", ["办理1,051,377件", "办结1，051，377件"]),
        ("教育、卫生、文化支出3亿元", ["教育、卫生、文化支出3亿元"]),
        ("车辆7辆，其中：机要用车0辆、其他用车7辆。", ["车辆7辆", "其中", "机要用车0辆、其他用车7辆"]),
        ("比例为1:2，时间11：31。", ["比例为1:2", "时间11：31"]),
        ("设备（不含车辆，含软件）3台，“学习，再学习”5次", ["设备（不含车辆，含软件）3台", "“学习，再学习”5次"]),
        ("达到5,增长3%", ["达到5", "增长3%"]),
        ("人口12,3456人", ["人口12", "3456人"]),
    ],
)
def test_clauses_are_cut(text: str, expected: list[str]) -> None:
    """Clauses are cut at ，；： but not in numbers, brackets or quotes, and never at 、."""
    assert clauses(text) == expected


def test_wrapped_lines_are_one_sentence() -> None:
    """A line that ends inside a sentence goes on in the next one; a paragraph's or heading's end is an end."""
    text = (
        "甲市2023年工作报告\n一、工作回顾\n全年受理申请287件，比上年增加\n"
        "28.89%。主要原因是案件增多\n二、工作安排\n继续做好各项工作。"
    )
    got = outline(Document("memo", text))
    assert [sentence.span.of(text) for sentence in got.sentences] == [
        "工作回顾",
        "全年受理申请287件，比上年增加\n28.89%。",
        "主要原因是案件增多",
        "工作安排",
        "继续做好各项工作。",
    ]
    assert [sentence.heading for sentence in got.sentences] == [True, False, False, True, False]


def test_list_markers_stay_outside() -> None:
    """A list marker is no part of the sentence that it introduces, so that no figure is read in it."""
    text = "甲市2023年工作报告\n12.“某支出（项）”25.77万元，主要用于某活动，比上年减少。"
    assert outline(Document("memo", text)).sentences[-1].span.of(text).startswith("“某支出")


@given(bracketed_texts)
@settings(max_examples=200)
def test_nothing_but_marks_is_lost(text: str) -> None:
    """Every character that is no mark or blank lies in exactly one clause, clauses in their sentence, in order."""
    covered: list[int] = []
    for place in sentences_of(text, 0, len(text)):
        span = Span(*place)
        found = clauses_of(text, span)
        assert all(span.holds(clause) for clause in found)
        covered += [position for clause in found for position in range(clause.start, clause.end)]
    assert covered == sorted(set(covered))
    assert all(
        text[position] in ",，。；：！ \n" or position in covered
        for position in range(len(text))
        if text[position].isalnum()
    )
