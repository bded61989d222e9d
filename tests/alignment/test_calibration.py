"""The confidence of a pair is its measured chance of being right."""

from __future__ import annotations

from pathlib import Path

from calibration import BINS, bins_of, judged_pairs


def test_confidence_is_near_the_share_of_right_pairs(shared: Path) -> None:
    """On the open gold the share of right pairs is near the stated confidence from .7 on, and rises with it."""
    found = bins_of(pair for pair in judged_pairs(shared) if not pair.is_open)
    sure = [(low, number, mean, right) for (low, _), (number, mean, right) in zip(BINS, found, strict=True)]
    assert sum(number for _, number, _, _ in sure) >= 200
    for low, number, mean, right in sure:
        if low >= 0.7 and number >= 10:
            assert right >= mean - 0.1, (low, number, mean, right)
    doubtful = sum(number for _, number, _, _ in sure[:2])
    assert doubtful < 20 or sum(number * right for _, number, _, right in sure[:2]) < 0.8 * doubtful  # few tell nothing
    assert found[-1][2] >= 0.8
