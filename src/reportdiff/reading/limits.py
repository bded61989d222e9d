"""Limits on the size of an input; each has a name and can be raised."""

from __future__ import annotations

from reprlib import repr as shortened

from attrs import Attribute, field, fields, frozen

from reportdiff.errors import ArgumentError, LimitError
from reportdiff.messages import phrase
from reportdiff.model.phrases import Parameter

__all__ = ["Limits"]


def _positive(instance: Limits, attribute: Attribute[int], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ArgumentError("errors.limit_number", setting=attribute.name, number=shortened(value))


def _limit(default: int, meaning: str) -> int:
    limit: int = field(default=default, validator=_positive, metadata={"meaning": meaning})
    return limit


@frozen(kw_only=True)
class Limits:
    """Limits above which an input is refused, so that no file takes all memory or an hour.

    The defaults are far above any known report, and within them reading takes less than 1 GB. Each is a whole number
    above 0; another value raises `ArgumentError`. Above a limit `read` raises `LimitError`, which names it.

    - `bytes`: size of the file
    - `unpacked`: bytes that its parts unpack to (.docx, .xlsx, .pdf)
    - `elements`: tags of a web page or Office file
    - `depth`: elements inside each other in a web page (a Word file may always nest 256 deep)
    - `cells`: cells of all tables together, cells that spans repeat included
    - `pages`: pages of a PDF
    - `drawn`: letters, lines, curves and pictures that one page of a PDF draws
    - `characters`: length of the text that is read from the file
    - `seconds`: of processor time that the process which reads a PDF or a large file may take, and two more for each
      page that it has read
    - `memory`: bytes of memory that this process may take

    >>> Limits().pages, Limits(pages=12_000).pages
    (3000, 12000)
    """

    bytes: int = _limit(100_000_000, "errors.limit_bytes")
    unpacked: int = _limit(300_000_000, "errors.limit_unpacked")
    elements: int = _limit(2_000_000, "errors.limit_elements")
    depth: int = _limit(5_000, "errors.limit_depth")
    cells: int = _limit(300_000, "errors.limit_cells")
    pages: int = _limit(3_000, "errors.limit_pages")
    drawn: int = _limit(200_000, "errors.limit_drawn")
    characters: int = _limit(2_000_000, "errors.limit_characters")
    seconds: int = _limit(60, "errors.limit_seconds")
    memory: int = _limit(900_000_000, "errors.limit_memory")

    @classmethod
    def named(cls, *settings: str) -> Limits:
        """Return the default limits with the given settings such as `"pages=12000"`.

        Raises:
            ArgumentError: for a setting of another form or an unknown name.

        >>> Limits.named("pages=12000", "bytes=5000000").bytes
        5000000
        """
        known = [each.name for each in fields(cls)]
        values = {}
        for setting in settings:
            name, mark, number = str(setting).partition("=")
            if not mark or name.strip() not in known:
                raise ArgumentError("errors.limit_setting", setting=shortened(setting), known=tuple(known))
            digits = number.strip().replace("_", "")
            if not digits.isdecimal():
                raise ArgumentError("errors.limit_number", setting=shortened(setting), number=shortened(number))
            values[name.strip()] = int(digits)
        return cls(**values)

    def enforce(self, name: str, count: int, source: str, *, page: int | None = None, at_least: bool = False) -> None:
        """Raise `LimitError` if `count` exceeds the limit `name`; `at_least`: counting stopped at `count`.

        The error names the input `source`, and of what is counted on it the `page`.
        """
        limit: int = getattr(self, name)
        if count <= limit:
            return
        meaning = next(each.metadata["meaning"] for each in fields(type(self)) if each.name == name)
        above = at_least or count == limit + 1
        most: dict[str, Parameter] = {"count": f"{limit if above else count:,}", "limit": name, "most": limit}
        if above and page is not None:
            most["page"] = page
        code = "errors.above_limit" if above else "errors.over_limit"
        raise LimitError(code, file=source, meaning=phrase(meaning), **most)
