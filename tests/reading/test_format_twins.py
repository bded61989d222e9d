"""One report in every format: the metrics and claims of its text come out of each, by name, value and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from twins import FROM_SHARED, OWN, WRITERS, Block, blocks_of, facts, lines_of

from reportdiff import read
from running import SHARED


@cache
def expected(path: Path) -> tuple[Sequence[Block], Counter[tuple[str, ...]]]:
    """What is written into the twins of a report, and what its text says."""
    return blocks_of(lines_of(path)), Counter(facts(read(path)))


def held(path: Path, way: str) -> float:
    """The part of a text's metrics and claims that its twin gives, what it gives besides counted against it."""
    blocks, facts_of_text = expected(path)
    name, write, _ = WRITERS[way]
    of_twin = Counter(facts(read(write(blocks), name=name)))
    wrong = max((facts_of_text - of_twin).total(), (of_twin - facts_of_text).total())
    return 1 - wrong / max(1, facts_of_text.total())


@pytest.mark.parametrize("way", WRITERS)
@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_our_reports_read_alike_in_every_format(path: Path, way: str) -> None:
    """Of our own reports .99 of all facts come out of web pages and Word files, .97 out of PDFs."""
    assert held(path, way) >= WRITERS[way][2]


@pytest.mark.parametrize("way", WRITERS)
@pytest.mark.parametrize("name", FROM_SHARED)
def test_shared_reports_read_alike_in_every_format(name: str, way: str) -> None:
    """The same for real reports of four kinds, budgets with their tables among them."""
    path = SHARED / "reports" / name
    if not path.is_file():
        pytest.skip("the folder ../shared with the reports is not beside the repository")
    assert held(path, way) >= WRITERS[way][2]


def test_twelve_reports_are_compared() -> None:
    """A dozen reports are tried, half of them our own."""
    assert len(OWN) + len(FROM_SHARED) >= 12
    assert len(OWN) >= 6
