"""Print the lowest versions that pyproject.toml allows, as constraints for pip.

    python tests/lowest_versions.py                 those of the runtime
    python tests/lowest_versions.py test plot       and those of the extras `test` and `plot`

`make lowest` installs them into an environment of its own and runs tests there.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

__all__ = ["lowest", "pins"]

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[(?P<extras>[\w,-]+)\])?(?P<bounds>[^;]*)(?:;.*)?")
_LOWER = re.compile(r"[>=~]=\s*(?P<version>[\w.]+)")


def pins(requirements: Iterable[str], own: str, extras: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield name and lowest version of each requirement; those of our own extras are followed.

    Args:
        requirements: as in pyproject.toml: "pandas>=2.2", "reportdiff[html,pdf]".
        own: the project's name.
        extras: the requirements of each extra of the project.

    Raises:
        ValueError: a requirement has no lower bound.

    >>> list(pins(["pandas>=2.2", "own[pdf]"], "own", {"pdf": ["pdfplumber>=0.11,<1"]}))
    [('pandas', '2.2'), ('pdfplumber', '0.11')]
    """
    for requirement in requirements:
        match = _REQUIREMENT.fullmatch(requirement)
        if match is None:
            raise ValueError(f"cannot be read as a requirement: {requirement!r}")
        if match["name"] == own:
            for extra in (match["extras"] or "").split(","):
                yield from pins(extras[extra], own, extras)
        elif bound := _LOWER.search(match["bounds"]):
            yield match["name"], bound["version"]
        else:
            raise ValueError(f"{requirement!r} has no lower bound")


def lowest(chosen: Iterable[str] = ()) -> dict[str, str]:
    """Return the lowest allowed version of each package that the runtime and the chosen extras name."""
    project: dict[str, Any] = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    requirements = [*project["dependencies"], *(line for extra in chosen for line in extras[extra])]
    return dict(sorted(pins(requirements, project["name"], extras)))


if __name__ == "__main__":
    for name, version in lowest(sys.argv[1:]).items():
        print(f"{name}=={version}")
