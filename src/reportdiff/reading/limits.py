"""`Limits`: how large an input may be, by name; whoever needs more raises one of them."""

from __future__ import annotations

from attrs import Attribute, field, fields, frozen

from reportdiff.errors import LimitError

__all__ = ["Limits"]


def _positive(instance: Limits, attribute: Attribute[int], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"limit {attribute.name}: {value!r} is no whole number above 0")


def _limit(default: int, meaning: str) -> int:
    made: int = field(default=default, validator=_positive, metadata={"meaning": meaning})
    return made


@frozen(kw_only=True)
class Limits:
    """What an input may hold before it is refused, so that no file takes all memory or an hour.

    The defaults are far above any report that was seen, and within them reading stays below 1 GB. Each is a whole
    number above 0; another value raises `ValueError`. Over a limit `read` raises `LimitError`, which names it.

    - `bytes`: of the file, as it is given
    - `unpacked`: bytes that its parts unpack to (.docx, .pdf)
    - `elements`: tags of a web page or Word file
    - `depth`: elements inside each other in a web page (a Word file may nest 256 deep, whatever is said here)
    - `cells`: cells of all tables together, cells that spans repeat included
    - `pages`: of a PDF
    - `drawn`: letters, lines, curves and pictures that one page of a PDF draws
    - `characters`: of the text that is made of the file

    >>> Limits().pages, Limits(pages=12_000).pages
    (3000, 12000)
    """

    bytes: int = _limit(100_000_000, "bytes of the file")
    unpacked: int = _limit(300_000_000, "bytes unpacked")
    elements: int = _limit(2_000_000, "elements (tags)")
    depth: int = _limit(5_000, "elements inside each other")
    cells: int = _limit(300_000, "table cells")
    pages: int = _limit(3_000, "pages")
    drawn: int = _limit(200_000, "things drawn on one page")
    characters: int = _limit(2_000_000, "characters")

    @classmethod
    def named(cls, *settings: str) -> Limits:
        """The limits with those changed that settings such as `"pages=12000"` name; `ValueError` for another word.

        >>> Limits.named("pages=12000", "bytes=5000000").bytes
        5000000
        """
        known = [each.name for each in fields(cls)]
        values = {}
        for setting in settings:
            name, mark, number = setting.partition("=")
            if not mark or name.strip() not in known:
                raise ValueError(f"limit {setting!r}: write NAME=NUMBER; names are {', '.join(known)}")
            digits = number.strip().replace("_", "")
            if not digits.isdecimal():
                raise ValueError(f"limit {setting!r}: {number!r} is no whole number above 0")
            values[name.strip()] = int(digits)
        return cls(**values)

    def hold(self, name: str, found: int, source: str, *, where: str = "", more: bool = False) -> None:
        """Raise `LimitError` where `found` exceeds the limit called `name`; `more` says that counting stopped there."""
        most: int = getattr(self, name)
        if found <= most:
            return
        meaning = next(each.metadata["meaning"] for each in fields(type(self)) if each.name == name)
        count = f"more than {most:,}" if more or found == most + 1 else f"{found:,}"
        raise LimitError(
            f"{source}: {where}{count} {meaning}, over the limit {name}={most}; "
            f"give the report alone, or raise it: Limits({name}=…) in Python, --limit {name}=… on the command line"
        )
