"""Names of figures begin and end between words: on the open reports, at most five of 1,000 do not."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import reportdiff as rd
from reportdiff.model import Metric
from reportdiff.text.words import Cutter, cut, using_cutter

REPORTS = Path(__file__).parents[3] / "shared" / "reports"
TEXTS = sorted(REPORTS.glob("*/*.txt"))
OTHERS = [
    path
    for suffix, every in (("html", 4), ("docx", 1), ("pdf", 8))  # a sample: reading takes long
    for path in sorted((REPORTS / "municipal").glob(f"*.{suffix}"))[::every]
]
ALLOWED = 5  # of 1,000 names
EXPLAINED = {
    "number in a word": "a name that goes on behind an earlier number takes up the rest of a word (331国道)",
    "word not known": "the cutter joins a character of an unknown word with the next one",
    "cut by the line": "a line or a table cell ends inside the word",
}
ADDED = (
    "占",
    "占比",
    "完成",
    "年初预算",
    "人数",
    "面积",
    "元",
    "户",
    "的",
    "累计",
    "资金",
    "城镇",
    "农村",
    "第一产业",
    "第二产业",
    "第三产业",
    "比重",
)  # words that names get and texts may lack
YEAR = re.compile(r"（\d{4}年）")  # tells the base of a change from its level
REACH = (600, 60)  # characters before and behind a figure that its name is looked for in


@cache
def edges(text: str) -> frozenset[int]:
    """Where words of `text` begin and end."""
    places = {0}
    at = 0
    for word in cut(text):
        at += len(word)
        places.add(at)
    return frozenset(places)


def faults(name: str, text: str, low: int = 0, high: int | None = None) -> list[str]:
    """The stretches of `text[low:high]` in a name that begin or end inside a word, where it is split as well as can be.

    A name may be put together from several stretches, and hold words that the text lacks.
    """
    between = edges(text)
    unreached: tuple[float, list[str]] = (float("inf"), [])
    best: list[tuple[float, list[str]]] = [(0.0, []), *([unreached] * len(name))]

    def offer(start: int, end: int, cost: float) -> None:
        total = best[start][0] + cost
        if total < best[end][0]:
            best[end] = (total, best[start][1] + ([name[start:end]] if cost >= 1 else []))

    for start in range(len(name)):
        for word in ADDED:
            if name.startswith(word, start):
                offer(start, start + len(word), 0.01)
        if (year := YEAR.match(name, start)) is not None:
            offer(start, year.end(), 0.01)
        if text.find(name[start], low, high) < 0:
            offer(start, start + 1, 0.01)
        for end in range(start + 1, len(name) + 1):
            stretch = name[start:end]
            at = text.find(stretch, low, high)
            if at < 0:
                break
            while at >= 0 and not (at in between and at + len(stretch) in between):
                at = text.find(stretch, at + 1, high)
            offer(start, end, 1 if at < 0 else 0.001)
    return best[-1][1]


def faults_of(report: rd.Report, metric: Metric) -> list[str]:
    """The faults of a metric's name in the text around its figure; line breaks count for nothing."""
    text = report.document.text
    start, end = (text.count("\n", 0, at) for at in (metric.span.start, metric.span.end))
    flat = one_line(text)
    name = metric.name.replace("\n", "")
    return faults(name, flat, max(0, metric.span.start - start - REACH[0]), metric.span.end - end + REACH[1])


@cache
def one_line(text: str) -> str:
    """The text without line breaks."""
    return text.replace("\n", "")


def kind_of(report: rd.Report, metric: Metric) -> str:
    """The row of `EXPLAINED` that a fault belongs to."""
    sentence = report.document.text[metric.sentence.start : metric.sentence.end]
    if re.search(r"\d", sentence[: metric.span.start - metric.sentence.start]):
        return "number in a word"
    return "cut by the line" if "\n" in sentence.strip() else "word not known"


@cache
def read(path: Path) -> rd.Report:
    """A report, read once."""
    return rd.read(path)


@pytest.mark.skipif(not TEXTS, reason="needs the open reports beside the checkout")
def test_names_begin_and_end_between_words() -> None:
    """Of all names of figures in running text, at most five of 1,000 hold a part of a word, of kinds explained."""
    names, found = 0, Counter[str]()
    listed = []
    for path in (*TEXTS, *OTHERS):
        report = read(path)
        for metric in report.metrics:
            if metric.table is not None:
                continue
            names += 1
            if parts := faults_of(report, metric):
                kind = kind_of(report, metric)
                found[kind] += 1
                listed.append(f"{path.stem} {metric.span.start}: {metric.name} {parts} ({kind})")
    assert set(found) <= set(EXPLAINED)
    assert len(listed) * 1000 <= ALLOWED * names, f"{len(listed)} of {names}\n" + "\n".join(listed)


@pytest.mark.skipif(not TEXTS, reason="needs the open reports beside the checkout")
def test_fast_and_plain_name_alike() -> None:
    """The compiled tokenizer gives every figure of the open reports the name that plain jieba gives it."""
    pytest.importorskip("rjieba")
    for path in TEXTS:
        report = read(path)
        with using_cutter(Cutter.FAST):
            fast = rd.parse(report.document.text, source=report.source)
        assert [metric.name for metric in fast.metrics] == [metric.name for metric in report.metrics]


@pytest.mark.parametrize(
    ("name", "parts"), [("有效期内企业", []), ("期内企业", ["期内企业"]), ("受理期内企业", ["期内企业"])]
)
def test_faults_are_seen(name: str, parts: list[str]) -> None:
    """A name that begins inside a word of its sentence is a fault, and one made of two stretches may be none."""
    assert faults(name, "受理申请，有效期内企业180家") == parts


def test_edges_are_those_of_the_cut() -> None:
    """The places between words are where the cut has them."""
    text = "有效期内高新技术企业180家"
    assert {text[start:end] for start, end in pairwise(sorted(edges(text)))} == set(cut(text))
    assert re.sub(r"\D", "", text) in cut(text)
