"""The labels of a table's row: those of its own, and those of the numbered rows above it."""

from __future__ import annotations

import re

from reportdiff.structure.heading_markers import Rank, marker_of

__all__ = ["RowLabelPath", "is_code", "row_of"]

_INNER = re.compile("(?<=[\u4e00-\u9fff])([（(][一二三四五六七八九十]{1,3}[)）])")


class RowLabelPath:
    """The labels above a row: 三、本年度办理结果（一）予以公开, then （二）部分公开 stands under 本年度办理结果 too."""

    def __init__(self) -> None:
        self.stack: list[tuple[Rank, str]] = []

    def to(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        """The path to a row with these labels, list markers left out; a label without one stands by itself."""
        pieces = [piece for label in labels for piece in _INNER.sub("\n\\1", label).split("\n") if piece]
        marked = [(marker_of(piece), piece) for piece in pieces]
        if not marked or marked[0][0] is None:
            self.stack = []
            return labels
        for marker, piece in marked:
            if marker is None:
                self.stack.append((Rank.ORDINAL, piece))
                continue
            while self.stack and self.stack[-1][0] >= marker.rank:
                self.stack.pop()
            self.stack.append((marker.rank, piece[marker.length :]))
        path = tuple(words for _, words in self.stack if words)
        self.stack = [entry for entry in self.stack if entry[0] is not Rank.ORDINAL]
        return path


def is_code(labels: tuple[str, ...]) -> bool:
    """Whether a row's first label is an account code."""
    return bool(labels) and labels[0].isdigit()


def row_of(labels: tuple[str, ...], around: str, path: RowLabelPath) -> tuple[str, ...]:
    """The path to a row from its labels, or from the words wrapped around it where it has none of its own."""
    if is_code(labels):
        return (" ".join((*labels, around) if around else labels),)
    if len(labels) > 4:  # heads that were glued to the row
        return ()
    return path.to(labels) if labels or not around else (around,)
