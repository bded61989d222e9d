"""No figure on the open gold tables may fall below the stored one."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold_scores import COUNTS, FEWER_IS_BETTER, all_tables, load, score_all
from running import SHARED

FLOORS = [
    (table, figure, floor)
    for table, figures in load().items()
    for figure, floor in figures.items()
    if floor is not None and figure not in COUNTS
]


@pytest.fixture(scope="session")
def scores(shared: Path) -> dict[str, dict[str, float | None]]:
    """Return the figures of every open gold table."""
    return score_all(shared)


def test_every_table_is_scored(scores: dict[str, dict[str, float | None]]) -> None:
    """The scorer runs on every open gold table without an error, and its figures are stored."""
    assert set(scores) == {f"{table.parent.name}/{table.stem}" for _, table in all_tables(SHARED)}
    assert set(scores) <= set(load())


@pytest.mark.parametrize(("table", "figure", "floor"), FLOORS, ids=lambda value: str(value).replace("/", "-"))
def test_no_figure_falls(table: str, figure: str, floor: float, scores: dict[str, dict[str, float | None]]) -> None:
    """What was reached once is kept; `make ratchet` stores what got better."""
    value = scores[table].get(figure)
    assert value is not None
    assert value <= floor if figure in FEWER_IS_BETTER else value >= floor
