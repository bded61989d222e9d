"""Print the value of a cell as its number format shows it: .153 under 0.0% is 15.3%."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from attrs import frozen

__all__ = ["printed_value"]

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"          # "万元"
    | \\(?P<escaped>.) | !(?P<marked>.)
    | [_*].                        # the width of a character, or a character that fills the cell
    | \[[^\]]*\]                   # [Red], [>=100], [$-804]
    | (?P<digits>[0#?](?:[0#?,]*[0#?])?(?:\.[0#?]*)?(?P<thousands>,*) | \.[0#?]+)
    | (?P<plain>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_GENERAL_DIGITS = 10  # that a cell in the format General shows
_SIGNIFICANT = 15  # digits of a number that Excel keeps
_CHINESE_DATE = re.compile("年|月")


@frozen(kw_only=True)
class _Section:
    """One section of a number format: what stands around the digits, and how many decimals they have."""

    before: str = ""
    after: str = ""
    decimals: int = 0
    optional: int = 0
    whole: int = 0
    grouped: bool = False
    power: int = 0
    has_digits: bool = True


def printed_value(value: object, number_format: str = "General") -> str:
    """Return the text that a cell shows.

    >>> printed_value(0.153073611743377, "0.0%"), printed_value(-1234.5, "#,##0.00_);(#,##0.00)")
    ('15.3%', '(1,234.50)')
    >>> printed_value(8508.68000000017), printed_value(0, '#,##0;-#,##0;"-"??')
    ('8508.68', '-')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _printed_number(value, number_format or "General")
    if isinstance(value, datetime | date):
        return _printed_date(value, number_format)
    return value.isoformat() if isinstance(value, time) else str(value)


def _printed_date(value: date, number_format: str) -> str:
    """Return a date as Chinese formats print it, else as YYYY-MM-DD."""
    if _CHINESE_DATE.search(number_format):
        parts = [f"{value.year}年"] * ("y" in number_format) + [f"{value.month}月"] * ("m" in number_format)
        return "".join((*parts, f"{value.day}日" * ("d" in number_format)))
    return f"{value:%Y-%m-%d}"


def _printed_number(value: float, number_format: str) -> str:
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_SIGNIFICANT}g}")
    if not exact.is_finite():
        return str(value)
    sections = _sections(number_format)
    if sections is None:
        return _general(exact)
    own = 1 if exact < 0 and len(sections) > 1 else 2 if not exact and len(sections) > 2 else 0
    section = sections[own]
    if not section.has_digits:
        return (section.before + section.after).strip()
    shown = exact.scaleb(section.power)
    rounded = abs(shown).quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)
    sign = "-" if exact < 0 and not own and rounded else ""
    digits = f"{rounded:{',' if section.grouped else ''}.{section.decimals}f}"
    for _ in range(section.optional):
        digits = digits.removesuffix("0")
    whole, point, decimals = digits.removesuffix(".").partition(".")
    return (section.before + sign + whole.zfill(section.whole) + point + decimals + section.after).strip()


def _general(value: Decimal) -> str:
    """Return a number as a cell without a format shows it, with ten digits at most."""
    whole = len(str(abs(int(value))))
    rounded = value.quantize(Decimal(1).scaleb(-max(_GENERAL_DIGITS - whole, 0)), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[_Section, ...] | None:
    """Return the sections of a number format for positive, negative and other numbers; None where it is General."""
    sections = [_section(part) for part in _SECTIONS.split(number_format)[:3]]
    if sections[0] is None:
        return None
    return tuple(section for section in sections if section is not None)


def _section(written: str) -> _Section | None:
    """Return one section; None for General, text, and what prints no plain number (dates, fractions, exponents)."""
    before, after, percents = "", "", 0
    digits: re.Match[str] | None = None
    for token in _TOKEN.finditer(written):
        words = token["quoted"] or token["escaped"] or token["marked"] or ""
        if token["digits"] and digits is not None:
            if token["digits"].strip("?"):
                return None
            continue
        if token["digits"]:
            digits = token
            continue
        plain = token["plain"] or ""
        if plain and plain.lower() in "geymdhs/@":
            return None
        percents += plain == "%"
        words += plain
        before, after = (before + words, after) if digits is None else (before, after + words)
    if digits is None:
        return _Section(before=before, has_digits=False)
    number = digits["digits"].rstrip(",")
    whole, _, decimals = number.partition(".")
    if not whole.strip("?") and not decimals and before:  # "-"??, for zero
        return _Section(before=before, after=after, has_digits=False)
    return _Section(
        before=before,
        after=after,
        decimals=len(decimals),
        optional=decimals.count("#"),
        whole=whole.count("0"),
        grouped="," in whole,
        power=2 * percents - 3 * len(digits["thousands"] or ""),
        has_digits=True,
    )
