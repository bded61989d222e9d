"""What is measured on: the open reports beside the repository, or the two that ship with it, told over and over."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from pathlib import Path

__all__ = ["LONG_RUNS", "ROOT", "has_open_reports", "pairs_of", "stretched", "texts_of"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "reports"
OWN = (ROOT / "examples" / "data" / "cixi-2022-illustrative.txt", ROOT / "seeds" / "cixi-2023.txt")
LONG_RUNS = (
    *(
        "1",
        "1,",
        "1,111",
        "1.11",
        "（",
        "的",
        "占",
        "12、",
        "一、",
        "由1至",
        "分别",
        "万",
        "一二三",
        "“",
        "，",
        "增长5%，",
    ),
    *("1.2个和", "：1", "中，", "百分之", "1件", "甲 1 ", "——", "一是，"),
)
"""What a text may repeat: over one of these a pattern that backtracks would take the square of the length."""
_COPIES = 12
_COUNT = re.compile(r"(?<!\d)\d{3}(?=件|项|人)")


def has_open_reports() -> bool:
    """Whether the open reports, of which most promises are made, stand beside the repository."""
    return SHARED.is_dir()


def paths_of(small: bool) -> list[list[Path]]:
    """The reports of each issuer, in the order of their years; for the small run always the repository's own."""
    if small or not has_open_reports():
        return [list(OWN)]
    groups: dict[str, list[Path]] = {}
    for path in sorted(SHARED.glob("gwr-*/*.txt")):
        groups.setdefault(re.sub(r"-?(?:19|20)\d\d$", "", path.stem), []).append(path)
    return list(groups.values())


def texts_of(small: bool) -> list[str]:
    """Every report's text."""
    texts = [path.read_text(encoding="utf-8") for group in paths_of(small) for path in group]
    return texts * _COPIES if len(texts) <= len(OWN) else texts


def pairs_of(small: bool) -> list[tuple[Path, Path]]:
    """Consecutive reports of one issuer."""
    return [pair for group in paths_of(small) for pair in pairwise(group)]


def stretched(size: int) -> str:
    """The seed's text, paragraph after paragraph with other figures, until it has `size` characters."""
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
