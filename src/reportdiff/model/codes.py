"""`Code`: the base class of the enums whose members are printed as the codes that results carry."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Code"]


class Code(StrEnum):
    """An enum whose members print, in a tuple too, as the strings that they are."""

    def __repr__(self) -> str:
        return repr(self.value)
