"""The gold of frames: no share of right fields falls."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from frame_scores import GOLD, score

FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"), parse_float=Fraction)


@pytest.mark.parametrize("half", ["a", "b"])
@pytest.mark.usefixtures("shared")
def test_no_share_falls(half: str) -> None:
    """Each share of right fields is at least that of floors.json; raise the floors with the program."""
    shares = score(half)
    assert not {field: (shares[field], floor) for field, floor in FLOORS[half].items() if shares[field] < floor}
