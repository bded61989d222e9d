"""Where a pattern is found next, asked from the front to the back, so that the text between is searched once."""

from __future__ import annotations

import re

__all__ = ["Ahead"]


class Ahead:
    """The finds of a pattern in a text, ahead of a place that only moves on."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._search = pattern.search
        self._text = text
        self._found = -1

    def of(self, place: int) -> int:
        """Where the first find at or behind `place` begins, the text's length where there is none.

        >>> ahead = Ahead(re.compile("[0-9]+"), "受理287件，办结254件")
        >>> ahead.of(0), ahead.of(2), ahead.of(5)
        (2, 2, 9)
        """
        if self._found < place:
            found = self._search(self._text, place)
            self._found = found.start() if found is not None else len(self._text)
        return self._found
