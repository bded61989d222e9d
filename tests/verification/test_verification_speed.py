"""What a verdict costs, measured in cuts of the seed by jieba in the same run, so that the machine drops out."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from reportdiff import verify, verify_table

SEED = Path(__file__).parents[2] / "seeds" / "cixi-2023.txt"
Row = tuple[str, str, str]
CHUNK = 50
ROUNDS = 12
INFINITE = float("inf")


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def rows(*, wrong: bool) -> list[Row]:
    """A thousand random claims: stated, current, prior."""
    rng, made = random.Random("speed"), list[Row]()
    for _ in range(1000):
        current, prior = rng.randint(10, 99999), rng.randint(10, 99999)
        size = 100 * (current - prior) / prior
        if wrong:
            size = size * rng.uniform(1.1, 1.9) + 1
        made.append((f"{size:+.{rng.choice([1, 2])}f}%", f"{current}件", f"{prior}件"))
    return made


def each(chunk: list[Row]) -> None:
    """Every claim of a chunk by itself."""
    for stated, current, prior in chunk:
        verify(stated, current=current, prior=prior)


@pytest.fixture(scope="module")
def cut() -> Callable[[], object]:
    """One cut of the seed."""
    jieba = pytest.importorskip("jieba")
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    text = SEED.read_text(encoding="utf-8")
    return lambda: tokenizer.lcut(text)


@pytest.mark.parametrize(("wrong", "limit"), [(False, 10), (True, 50)])
def test_a_thousand_claims(cut: Callable[[], object], wrong: bool, limit: float) -> None:
    """A thousand true claims cost at most 10 cuts, wrong ones with all diagnoses 50, and a table 1.2 times as much."""
    made = rows(wrong=wrong)
    chunks = [made[start : start + CHUNK] for start in range(0, len(made), CHUNK)]
    tables = [[dict(zip(("change", "now", "before"), row, strict=True)) for row in chunk] for chunk in chunks]
    unit, single, whole = INFINITE, [INFINITE] * len(chunks), [INFINITE] * len(chunks)
    for _ in range(ROUNDS):  # of small pieces the shortest run counts: what else the machine does then drops out
        for place, (chunk, table) in enumerate(zip(chunks, tables, strict=True)):
            unit = min(unit, seconds(cut))
            one = seconds(partial(each, chunk))
            two = seconds(partial(verify_table, table, current="now", prior="before", stated="change"))
            single[place], whole[place] = min(single[place], one), min(whole[place], two)
        if sum(single) <= limit * unit and sum(whole) <= 1.2 * sum(single):
            return
    pytest.fail(f"{sum(single) / unit:.1f} cuts; the table takes {sum(whole) / sum(single):.2f} times as long")
