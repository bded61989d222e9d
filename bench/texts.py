"""The texts that are measured: the open reports beside the repository, or the two that ship with it, several times."""

from __future__ import annotations

import re
import tomllib
from functools import partial
from itertools import pairwise
from pathlib import Path

__all__ = ["LONG_RUNS", "OWN", "ROOT", "TABLE", "has_open_reports", "pairs_of", "passes_of", "stretched", "texts_of"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "reports"
OWN = (ROOT / "examples" / "data" / "cixi-2022-illustrative.txt", ROOT / "seeds" / "cixi-2023.txt")
TABLE = tomllib.loads(Path(__file__).with_name("measures.toml").read_text(encoding="utf-8"))
"""The rows of measures.toml, and what else it holds."""
LONG_RUNS: tuple[str, ...] = tuple(TABLE["long_runs"]["pieces"])
_COPIES = 12
_COUNT = re.compile(r"(?<!\d)\d{3}(?=件|项|人)")


def has_open_reports() -> bool:
    """Tell whether the open reports are beside the repository."""
    return SHARED.is_dir()


def paths_of(small: bool) -> list[list[Path]]:
    """Return the reports of each issuer in the order of their years; for the small run the repository's own two."""
    if small or not has_open_reports():
        return [list(OWN)]
    groups: dict[str, list[Path]] = {}
    for path in sorted(SHARED.glob("gwr-*/*.txt")):
        groups.setdefault(re.sub(r"-?(?:19|20)\d\d$", "", path.stem), []).append(path)
    return list(groups.values())


def texts_of(small: bool) -> list[str]:
    """Return every report's text, once."""
    return [path.read_text(encoding="utf-8") for group in paths_of(small) for path in group]


def pairs_of(small: bool) -> list[tuple[Path, Path]]:
    """Return consecutive reports of one issuer, no report in two pairs."""
    return [pair for group in paths_of(small) for pair in list(pairwise(group))[::2]]


def passes_of(small: bool) -> tuple[list[list[str]], list[list[tuple[str, str]]]]:
    """Return the texts and the pairs of texts to go through, pass by pass; in one pass no text comes twice.

    Of the open reports there is one pass; of our own two several, so that there is something to measure.
    """
    texts = texts_of(small)
    pairs = [(one.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) for one, other in pairs_of(small)]
    copies = _COPIES if len(texts) <= len(OWN) else 1
    return [texts] * copies, [pairs] * copies


def stretched(size: int) -> str:
    """Return `size` characters of the seed's paragraphs, over and over, with other figures each time."""
    paragraphs = OWN[-1].read_text(encoding="utf-8").split("\n")
    made: list[str] = []
    length, turn = 0, 0
    while length < size:
        for paragraph in paragraphs:
            made.append(_COUNT.sub(partial(_other, turn), paragraph))
            length += len(made[-1]) + 1
        turn += 1
    return "\n".join(made)[:size]


def _other(turn: int, found: re.Match[str]) -> str:
    return str(100 + (int(found[0]) + turn) % 900)
