"""The house gets no larger: source lines, Chinese in Python and private names in tests stay within stored limits.

`make ratchet` lowers the limits in house_limits.json to what the tree holds; none is raised by it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

import house
from running import ROOT

LIMITS: dict[str, dict[str, int]] = json.loads(house.LIMITS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def counts() -> dict[str, int]:
    """Return the counts of this tree."""
    return house.counts(ROOT)


@pytest.mark.parametrize("name", LIMITS["counts"])
def test_no_count_rises(name: str, counts: dict[str, int]) -> None:
    """No count is above its stored limit; `python bench/house.py` shows where to look."""
    assert counts[name] <= LIMITS["counts"][name]


def test_every_count_has_a_limit(counts: dict[str, int]) -> None:
    """The file of limits names each count, so that none is left without one."""
    assert set(counts) == set(LIMITS["counts"])


def private_names() -> Iterator[tuple[str, str]]:
    """Yield each file of the tests that uses private names of reportdiff, and where."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        uses = list(house.private_names(path.read_text(encoding="utf-8")))
        if len(uses) > LIMITS["private names in tests"].get(path.relative_to(ROOT).as_posix(), 0):
            yield path.relative_to(ROOT).as_posix(), ", ".join(f"{name} (line {line})" for line, name in uses)


def test_tests_use_public_names() -> None:
    """No test imports, reads or patches a private name of reportdiff, but for the uses that were there before."""
    assert list(private_names()) == []


def test_no_test_reads_a_clock() -> None:
    """Tests claim nothing about time; bench/run.py measures, as ratios. Helpers may wait for something to come true."""
    clock = re.compile(r"\b(?:perf_counter|process_time|monotonic|thread_time|performance\.now)\b|\btime\.time\(")
    tests = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py"))}
    assert [name for name, text in tests.items() if clock.search(text) and name != "test_house.py"] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from reportdiff.text.cells import _x", ["_x"]),
        ("from reportdiff.text import cells\ncells._x()", ["cells._x"]),
        ("import reportdiff.text as t\nt._x", ["t._x"]),
        ("from reportdiff.text import cells\ndef test(p):\n    p.setattr(cells, '_x', 1)", ["_x"]),
        ("def test(p):\n    p.setattr('reportdiff.text.cells._x', 1)", ["reportdiff.text.cells._x"]),
        ("from reportdiff import __version__\nclass A:\n    def f(self): return self._x", []),
    ],
)
def test_a_private_name_is_seen(code: str, found: list[str]) -> None:
    """Imports, attributes and patches of private names are seen; a class's own attributes are none."""
    assert [name for _, name in house.private_names(code)] == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('A = "和(?!谐|平)"', ["(?!谐|平)"]),
        ('A = "(?<![年)])末"', ["(?<![年)])"]),
        ('A = "(?<![（(])单位"', []),
        ('A = "(?!报(?!告))"', ["(?!报(?!告))", "(?!告)"]),
        ('A = f"(?={x}件)"', ["(?=件)"]),
        ('A = "(?![0-9])年"', []),
        ('"""和(?!谐)"""', []),
    ],
)
def test_a_look_around_with_chinese_is_seen(code: str, found: list[str]) -> None:
    """Look-arounds are found to their closing bracket, inside each other too; docstrings are not looked at."""
    assert [pattern for _, pattern in house.look_arounds(code)] == found


def test_chinese_characters_are_told_apart() -> None:
    """Characters of code, docstrings and comments are counted apart."""
    text = '"""件数。"""\nNAME = "件"  # 个数\n'
    assert house.chinese_characters(text) == {"code": 1, "docstrings": 2, "comments": 2}


def test_limits_are_only_lowered() -> None:
    """Lowering takes the smaller of limit and count, and drops names that are no longer over a limit."""
    stored = {"counts": {"lines": 10, "looks": 5}, "long": {"a.py": 500, "b.py": 450}}
    now = {"counts": {"lines": 12, "looks": 3}, "long": {"b.py": 470, "c.py": 600}}
    assert house.lowered(stored, now) == {"counts": {"lines": 10, "looks": 3}, "long": {"b.py": 450}}
