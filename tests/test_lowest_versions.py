"""The lowest versions that pyproject.toml allows are found; `make lowest` runs the core with them."""

from __future__ import annotations

import pytest

from lowest_versions import lowest, pins


def test_every_requirement_has_a_lowest_version() -> None:
    """Each package of the runtime and of the extras, the tools of the tests among them, has a lower bound."""
    found = lowest(["test"])
    assert {"attrs", "pandas", "pytest", "lxml"} <= set(found)
    assert all(version[0].isdigit() for version in found.values())


@pytest.mark.parametrize(
    ("requirement", "found"),
    [
        ("pandas>=2.2", [("pandas", "2.2")]),
        ("pdfplumber>=0.11,<1", [("pdfplumber", "0.11")]),
        ("scipy ~= 1.12 ; python_version > '3'", [("scipy", "1.12")]),
        ("dask[distributed]>=2024.5", [("dask", "2024.5")]),
        ("own[pdf,html]", [("pdfplumber", "0.11"), ("lxml", "5.2")]),
    ],
)
def test_the_lower_bound_is_taken(requirement: str, found: list[tuple[str, str]]) -> None:
    """Upper bounds and markers are passed over, our own extras are followed."""
    extras = {"pdf": ["pdfplumber>=0.11"], "html": ["lxml>=5.2"]}
    assert list(pins([requirement], "own", extras)) == found


@pytest.mark.parametrize("requirement", ["pandas", "pandas<3", "=="])
def test_a_requirement_without_a_lower_bound_is_refused(requirement: str) -> None:
    """What cannot be pinned would be tried with its newest version unnoticed."""
    with pytest.raises(ValueError, match=r"lower bound|cannot be read"):
        list(pins([requirement], "own", {}))
