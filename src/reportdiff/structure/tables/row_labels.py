"""Labels of table rows: the row's own, and those of the numbered rows that it stands under."""

from __future__ import annotations

from reportdiff.lexicon.patterns import pattern
from reportdiff.structure.heading_markers import Rank, list_marker

__all__ = ["RowLabelPath", "is_account_code", "row_labels"]

_MAX_LABELS = 4  # of a row; more are heads that were printed without a line break before it


class RowLabelPath:
    """The numbered labels above a row: （二）部分公开 stands under 三、本年度办理结果 and beside （一）予以公开."""

    def __init__(self) -> None:
        self._open: list[tuple[Rank, str]] = []

    def path_to(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        """Return the path to a row with these labels without list markers; labels without a marker have no path."""
        inner = pattern("line_marks", "inner marker")
        pieces = [piece for label in labels for piece in inner.sub("\n\\1", label).split("\n") if piece]
        marked = [(list_marker(piece), piece) for piece in pieces]
        if not marked or marked[0][0] is None:
            self._open = []
            return labels
        for marker, piece in marked:
            if marker is None:
                self._open.append((Rank.ORDINAL, piece))
                continue
            while self._open and self._open[-1][0] >= marker.rank:
                self._open.pop()
            self._open.append((marker.rank, piece[marker.length :]))
        path = tuple(words for _, words in self._open if words)
        self._open = [entry for entry in self._open if entry[0] is not Rank.ORDINAL]
        return path


def is_account_code(labels: tuple[str, ...]) -> bool:
    """Return whether a row's first label is an account code."""
    return bool(labels) and labels[0].isdigit()


def row_labels(labels: tuple[str, ...], around: str, path: RowLabelPath) -> tuple[str, ...]:
    """Return the labels of a row, outermost first: its own under those of `path`, or the words `around` it."""
    if is_account_code(labels):
        return (" ".join((*labels, around) if around else labels),)
    if len(labels) > _MAX_LABELS:
        return ()
    return path.path_to(labels) if labels or not around else (around,)
