"""Every renderer writes exactly what its golden file holds."""

from __future__ import annotations

import pytest
from golden_files import GOLDEN, render, renderings


@pytest.mark.parametrize("name", renderings())
def test_rendering_is_the_golden_file(name: str) -> None:
    """A renderer's text equals its golden file, and a missing golden file fails."""
    path = GOLDEN / name
    assert path.is_file(), f"{path} is missing; look at the output, then run tests/rendering/golden_files.py"
    assert render(*renderings()[name]) == path.read_bytes().decode("utf-8")


def test_no_golden_file_is_left_over() -> None:
    """Every golden file belongs to a renderer, result and language that there is."""
    assert {path.name for path in GOLDEN.iterdir()} == set(renderings())
