"""Files and functions stay small: 400 and 50 lines, and what ruff's rules of size allow.

A file or function that has to be longer says why in a comment `# long: reason`: in the head of the file, or in the line
above the function or in its signature. Those that were longer before are listed in house_limits.json and may only
shrink; the rules of ruff that failed before are ignored file by file in pyproject.toml. `make ratchet` shortens both.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import house
from running import ROOT

LIMITS: dict[str, dict[str, int]] = json.loads(house.LIMITS.read_text(encoding="utf-8"))


def over(found: dict[str, int], limits: dict[str, int]) -> list[str]:
    """Return the names that are longer than their limit, with their lines."""
    return [f"{name} has {lines} lines" for name, lines in found.items() if lines > limits.get(name, 0)]


def test_files_are_short() -> None:
    """No file has more than 400 lines without saying why."""
    assert over(house.long_files(ROOT), LIMITS["files above 400 lines"]) == []


def test_functions_are_short() -> None:
    """No function has more than 50 lines, its docstring not counted, without saying why."""
    assert over(house.long_functions(ROOT), LIMITS["functions above 50 lines"]) == []


def write(folder: Path, text: str) -> None:
    """Write a text as a source file below `folder`."""
    (folder / "src").mkdir()
    (folder / "src" / "room.py").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("head", "lines", "found"),
    [
        ("def work():", 50, {"src/room.py: work": 51}),
        ("def work():", 49, {}),
        ('def work():\n    """Do it.\n\n    At length.\n    """', 49, {}),
        ("def work():  # long: one table of cases", 60, {}),
        ("# long: one table of cases\n@cache\ndef work():", 60, {}),
        ("# long\ndef work():", 60, {"src/room.py: work": 61}),
        ("class Work:\n  def work(self):", 50, {"src/room.py: work": 51}),
    ],
)
def test_a_long_function_is_seen(head: str, lines: int, found: dict[str, int], tmp_path: Path) -> None:
    """Lines are counted from `def` without the docstring; a stated reason excuses, an empty one does not."""
    write(tmp_path, head + "\n" + "    x = 1\n" * lines)
    assert house.long_functions(tmp_path) == found


@pytest.mark.parametrize(
    ("head", "found"), [("", {"src/room.py": 401}), ("# long: rows of one table, in one place", {})]
)
def test_a_long_file_is_seen(head: str, found: dict[str, int], tmp_path: Path) -> None:
    """A file of more than 400 lines is found unless its head says why."""
    write(tmp_path, head + "\n" + "x = 1\n" * 400)
    assert house.long_files(tmp_path) == found


def test_ignored_rules_of_size_really_fail() -> None:
    """Each rule of size that pyproject.toml ignores for a file fails there; `make ratchet` takes the others out."""
    if not Path(house.RUFF).is_file():
        pytest.skip("ruff is not installed beside this Python: the extra dev brings it")
    ignored = house.size_ignores((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    failing = house.size_failures(ROOT)
    assert {path: sorted(codes - failing.get(path, set())) for path, codes in ignored.items()} == {
        path: [] for path in ignored
    }


def test_an_ignored_rule_that_holds_is_taken_out() -> None:
    """Of the ignored rules those stay that fail or are none of size; a file without any is left out."""
    text = '"a.py" = ["C901", "PLR0917"]\n"b.py" = ["C901"]\n"examples/*" = ["D1"]\n"c.py" = ["D1", "C901"]\n'
    left = house.without_size_ignores(text, {"a.py": {"C901"}})
    assert left == '"a.py" = ["C901"]\n"examples/*" = ["D1"]\n"c.py" = ["D1"]\n'
