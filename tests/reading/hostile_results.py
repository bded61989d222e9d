"""Results in JSON and corrections in TOML that are made to break what loads them, each with what it does."""

# mypy: disable-error-code="misc"
# A lambda whose value is bound early (`lambda text=text: …`) has no type that mypy can infer.

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "rendering"))

from sample_results import compared

from reportdiff.rendering.codec import encode

__all__ = ["corrections", "results"]

Make = Callable[[], bytes]


@cache
def _whole() -> str:
    return encode.render(compared())


def _with(change: Callable[[Any], object]) -> bytes:
    data = json.loads(_whole())
    change(data)
    return json.dumps(data, ensure_ascii=True).encode()


def _around(value: str) -> bytes:
    """The result with JSON in the place of its checks."""
    return _whole().replace('"checks":', f'"checks": {value}, "before":', 1).encode("utf-8", "surrogatepass")


_CHANGES: tuple[tuple[str, Callable[[Any], object]], ...] = (
    ("2,000 times the checks", lambda data: data.update(checks=data["checks"] * 2_000)),
    ("no checks", lambda data: data.pop("checks")),
    ("offsets of 10^18", lambda data: data["current"]["metrics"][0].update(start=10**18, end=10**18 + 1)),
    ("offsets below 0", lambda data: data["current"]["metrics"][0].update(start=-9, end=-1)),
    ("offsets backwards", lambda data: data["current"]["metrics"][0].update(start=9, end=2)),
    ("no text", lambda data: data["current"].update(text="")),
    ("a text of 6 MB", lambda data: data["current"].update(text="件" * 2_000_000)),
    ("a section in itself", lambda data: data["current"]["sections"][0].update(parent="s1")),
    ("one section 5,000 times", lambda data: data["current"].update(sections=data["current"]["sections"] * 5_000)),
    ("a year of 10^9", lambda data: data["current"].update(year=10**9)),
    ("a schema of lists", lambda data: data.update(schema=[[]])),
    ("an unknown schema", lambda data: data.update(schema="reportdiff/99")),
    ("a broken fraction", lambda data: data["changes"][0].update(absolute="1/0")),
    ("a fraction of 10^6 digits", lambda data: data["changes"][0].update(absolute="1/" + "3" * 1_000_000)),
    ("pages", lambda data: data["current"].update(source="<script>" * 99_999)),
    ("one metric 3,000 times", lambda data: data["prior"].update(metrics=data["prior"]["metrics"] * 3_000)),
    ("itself in itself", lambda data: data.update(prior=json.loads(_whole()))),
)


def results() -> Iterator[tuple[str, Make]]:
    """Yield results that are damaged or lie."""
    for what, value in (
        ("lists in lists", "[" * 100_000 + "]" * 100_000),
        ("objects in objects", '{"a":' * 100_000 + "1" + "}" * 100_000),
        ("open lists", "[" * 1_000_000),
        ("a number of 10^6 digits", "9" * 1_000_000),
        ("a number of 4,000 digits", "9" * 4_000),
        ("a large exponent", "1e999999999"),
        ("not a number", "NaN"),
        ("no end", "-Infinity"),
        ("half a character", '"\\ud800"'),
        ("half a character as it is", '"\udfff"'),
        ("10^5 keys", "{" + ",".join(f'"k{number}": {number}' for number in range(100_000)) + "}"),
        ("10^6 numbers", "[" + "1," * 999_999 + "1]"),
        ("a text of 5 MB", '"' + "a" * 5_000_000 + '"'),
        ("escapes", '"' + "\\u0000" * 300_000 + '"'),
        ("one key twice", '[], "checks": []'),
        ("a comment", "[] /* none */"),
    ):
        yield what, lambda value=value: _around(value)
    for what, change in _CHANGES:
        yield what, lambda change=change: _with(change)
    for what, content in (
        ("nothing", b""),
        ("null", b"null"),
        ("a list", b"[]"),
        ("two marks", b"\xef\xbb\xbf\xef\xbb\xbf{}"),
        ("NULs", b'{"schema": "\x00"}'),
        ("all bytes", bytes(range(256)) * 999),
        ("60 MB of blanks", b" " * 60_000_000),
    ):
        yield what, lambda content=content: content
    yield "cut off", lambda: _whole().encode()[:-300]
    yield "UTF-16", lambda: _whole().encode("utf-16")


def corrections() -> Iterator[tuple[str, Make]]:
    """Yield corrections that are damaged, or many, or say what cannot be."""
    forbid, accept = '[[forbid]]\nprior = "{}"\ncurrent = "{}"\n', '[[accept]]\ncheck = "{}"\nmetric = "{}"\n'
    for what, text in (
        ("lists in lists", "a = " + "[" * 1_900),
        ("lists in lists in lines", "a = " + "[\n" * 100_000),
        ("tables in tables", "a = " + "{b = " * 300 + "1" + "}" * 300),
        ("dots", "a." * 900 + "b = 1"),
        ("dots in brackets", "[" + "a." * 900 + "b]"),
        ("a number of 1,900 digits", "a = " + "9" * 1_900),
        ("a long line", "# " + "a" * 1_900_000),
        ("10^5 comments", "# a\n" * 100_000),
        ("an open text", 'a = """' + "a\n" * 500_000),
        ("one key twice", "a = 1\na = 1\n"),
        ("10^4 keys", "".join(f"k{number} = 1\n" for number in range(10_000))),
        ("a day", "confirm = 2023-13-45"),
        ("no number", "[materiality]\npoints = nan\n"),
        ("no end", "[materiality]\npoints = inf\n"),
        ("a limit below 0", "[materiality]\npoints = -1\n"),
        ("a large exponent", "[materiality]\npoints = 1e999\n"),
        ("a long amount", f'[materiality]\namount = "{"9" * 1_900}亿元"\n'),
        ("an amount of signs", '[materiality]\namount = "１٣.²万"\n'),
        ("half a character", 'a = "\\ud800"'),
        ("a mark", "\ufeff[[forbid]]\nprior = '甲'\ncurrent = '乙'\n"),
        ("carriage returns", "a = 1\r" * 9_999),
        ("NULs", "\x00" * 9_999),
        ("10^4 pairs apart", "".join(forbid.format(f"甲{number}", f"乙{number}") for number in range(10_000))),
        ("one pair 10^4 times", forbid.format("受理申请", "受理申请") * 10_000),
        ("10^4 aliases", "".join(f'[[alias]]\nwords = ["甲{number}", "乙{number}"]\n' for number in range(10_000))),
        ("aliases in a circle", '[[alias]]\nwords = ["受理", "申请"]\n[[alias]]\nwords = ["申请", "受理"]\n'),
        ("an alias that grows", '[[alias]]\nwords = ["受理受理", "受理"]\n[[alias]]\nwords = ["受理", "受理受理"]\n'),
        ("an alias of 9,000 words", "[[alias]]\nwords = [\n" + "".join(f'"甲{n}",\n' for n in range(9_000)) + "]\n"),
        ("an alias of one sign", '[[alias]]\nwords = ["件", "。"]\n'),
        ("10^4 known names", "".join(f'[[known]]\nnames = ["受理{n}", "申请{n}"]\n' for n in range(10_000))),
        ("names in a chain", "".join(f'[[known]]\nnames = ["甲{n}", "甲{n + 1}"]\n' for n in range(10_000))),
        ("10^4 accepted", accept.format("growth", "受理申请") * 10_000),
        ("accepted by a pattern", accept.format("(a+)+$", "(.*)*" * 99)),
        ("accepted without end", accept.format("growth", "件" * 1_900) + 'recomputed = "1/0"\n'),
        ("a confirmed pair of blanks", '[[confirm]]\nprior = "\u3000"\ncurrent = "\u200b"\n'),
        ("confirmed crosswise", forbid.replace("forbid", "confirm").format("受理申请", "办结") * 2),
        ("confirmed and forbidden", forbid.format("甲", "甲") + forbid.replace("forbid", "confirm").format("甲", "甲")),
    ):
        yield what, lambda text=text: text.encode()
    yield "nothing", lambda: b""
    yield "UTF-16", lambda: '[[forbid]]\nprior = "甲"\n'.encode("utf-16")
    yield "all bytes", lambda: bytes(range(256)) * 999
    yield "60 MB", lambda: b"a = 1\n" * 10_000_000
