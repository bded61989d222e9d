"""Figures of one area whose name two reports write otherwise."""

from __future__ import annotations

import pytest

import reportdiff as rd


@pytest.mark.parametrize(
    ("prior", "current", "paired"),
    [
        ("县本级一般公共预算收入62150万元。", "县级一般公共预算收入65400万元。", True),
        ("全市受理421件，其中市本级受理178件。审结402件。", "全市受理540件，市级受理231件。审结508件。", True),
        ("市本级一般公共预算收入62150万元。", "全市一般公共预算收入65400万元。", False),
    ],
)
def test_an_area_is_one_in_both_writings(prior: str, current: str, *, paired: bool) -> None:
    """市级 and 市本级 are one, and neither is all of the city."""
    head = "新河市{}年工作报告\n一、主要工作\n"
    diff = rd.compare(rd.parse(head.format(2022) + prior), rd.parse(head.format(2023) + current))
    pairs = [pair for pair in diff.result.pairs if pair.prior is not None and pair.current is not None]
    assert bool(pairs) is paired
    assert len(pairs) == (prior.count("件") or 1) * paired
