"""Cost that grows faster than the text: fragments repeated to ten times the length; run it by hand: growth_run.py.

Every text of the lexicon, a text that each regular expression of the package matches, and a list of fragments that
once cost too much, repeated, stand in six settings. Reading and checking 30,000 characters may take at most 13 times
the processor time of 3,000; what takes more is measured again, twice, and then from 30,000 to 60,000 characters: work
that a text of 3,000 does not yet begin (a plan that is looked for in the sentence before) grows with the text all the
same. `--sample 300` takes so many
of the fragments and one setting for each, by chance (`--seed`); `--part 1/4` takes every fourth.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import random
import re
import signal
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import reportdiff
from reportdiff import check, parse
from reportdiff.errors import ReportdiffError
from running import ROOT

__all__ = ["FRAGMENTS", "SETTINGS", "fragments", "growth", "main"]

SMALL, TIMES, MOST = 3_000, 10, 13.0
_FLOOR = 0.006  # seconds of the small text below which its time is no measure
_PATIENCE = 60.0  # seconds

FRAGMENTS = tuple(map(json.loads, (ROOT / "tests/data/growth-fragments.jsonl").read_text("utf-8").split("\n")[:-1]))
"""Fragments that cost more than their length once, and others of their kinds."""

_BODY = "全年受理申请287件，同比增长12.3%。\n"
SETTINGS: Mapping[str, Callable[[str, int], str]] = {
    "sentence": lambda fragment, size: _filled(fragment, size),
    "name": lambda fragment, size: f"一、概况\n全年{_filled(fragment, size)}287件，同比增长12.3%。\n",
    "after a number": lambda fragment, size: _filled(f"287{fragment}", size),
    "claim": lambda fragment, size: _filled(f"申请{fragment}287件，同比增长12.3%，", size),
    "heading": lambda fragment, size: _filled(f"一、{fragment}\n", size) + _BODY,
    "title": lambda fragment, size: f"{_filled(fragment, size)}\n{_BODY}",
}
"""Setting → the text of about so many characters in which a fragment stands repeated."""


def _filled(unit: str, size: int) -> str:
    return unit * max(1, size // len(unit))


class _TooSlowError(Exception):
    """The large text takes longer than it may."""


def _raise(_: int, __: FrameType | None) -> None:
    raise _TooSlowError


def _cost(text: str, most: float) -> float:
    """Return the processor time of reading and checking a text; `most` where it takes longer."""
    signal.signal(signal.SIGVTALRM, _raise)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    try:
        check(parse(text, year=2023))
    except ReportdiffError:
        pass
    except _TooSlowError:
        return most
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begun


def growth(fragment: str, setting: str) -> float:
    """Return how many times the time of the small text the large one takes."""
    write = SETTINGS[setting]
    small, large = write(fragment, SMALL), write(fragment, SMALL * TIMES)
    best = float("inf")
    for _ in range(3):
        base = max(_FLOOR, min(_cost(small, _PATIENCE), _cost(small, _PATIENCE)))
        best = min(best, _cost(large, min(base * MOST * 2, _PATIENCE)) / base)
        if best <= MOST:
            break
    if best > MOST:  # the same rate for twice the text, as for ten times
        base = min(_cost(large, _PATIENCE), _cost(large, _PATIENCE))
        doubled = _cost(write(fragment, SMALL * TIMES * 2), min(base * MOST, _PATIENCE)) / base
        best = min(best, doubled * TIMES / 2)
    return best


def fragments() -> list[str]:
    """Return every fragment once: the list's, the lexicon's, and one or two for each regular expression."""
    found = dict.fromkeys(FRAGMENTS)
    for path in sorted((ROOT / "src/reportdiff/lexicon").rglob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("row", ()):
            found |= dict.fromkeys(_texts_of(row))
    for expression in _expressions():
        found |= dict.fromkeys(matched(expression))
    return [each for each in found if each]


def _texts_of(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a row that are words, and what its regular expressions match."""
    for key, value in row.items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and re.search("[^\x00-\x7f]", text):
                yield from matched(text) if key == "patterns" else (text,)


def _expressions() -> Iterator[str]:
    """Yield the text of every compiled pattern that a module of the package holds."""
    for module in pkgutil.walk_packages(reportdiff.__path__, "reportdiff."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield value.pattern


def matched(expression: str) -> tuple[str, ...]:
    """Return a short and a longer text that a regular expression may match, look-arounds left out."""
    try:
        tree = parser.parse(expression)
    except re.error:
        return ()
    return tuple(dict.fromkeys(_written(tree, longer) for longer in (False, True)))


def _written(tree: Any, longer: bool) -> str:
    return "".join(_one(operation, argument, longer) for operation, argument in tree)


def _one(operation: Any, argument: Any, longer: bool) -> str:
    if operation is codes.LITERAL:
        return chr(argument)
    if operation in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, inner = argument
        return str(_written(inner, longer) * (min(most, max(least, 2)) if longer else max(least, min(most, 1))))
    if operation is codes.SUBPATTERN:
        return _written(argument[3], longer)
    if operation is codes.ATOMIC_GROUP:
        return _written(argument, longer)
    if operation is codes.BRANCH:
        return _written(argument[1][-1 if longer else 0], longer)
    if operation is codes.IN:
        return _member(argument, longer)
    if operation in (codes.NOT_LITERAL, codes.ANY):
        return "甲"
    return ""


def _member(choices: Any, longer: bool) -> str:
    if choices[0][0] is codes.NEGATE:
        return "甲" if longer else "1"
    operation, argument = choices[-1 if longer else 0]
    if operation is codes.RANGE:
        return chr(argument[0])
    if operation is codes.CATEGORY:
        return {codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " "}.get(argument, "甲")
    return chr(argument)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure fragments in settings; 1 where one grows too fast."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--part", default="1/1")
    options.add_argument("--setting", choices=list(SETTINGS), action="append")
    options.add_argument("--fragment", action="append")
    given = options.parse_args(arguments)
    part, parts = map(int, given.part.split("/"))
    chance = random.Random(given.seed)
    wanted = given.fragment or fragments()
    settings = given.setting or list(SETTINGS)
    if given.sample:
        cases = [(each, chance.choice(settings)) for each in chance.sample(wanted, min(given.sample, len(wanted)))]
    else:
        cases = [(each, setting) for each in wanted for setting in settings]
    cases = cases[part - 1 :: parts]
    parse(_BODY)  # what is loaded on first use is no cost of a text
    failures = 0
    for fragment, setting in cases:
        try:
            times = growth(fragment, setting)
        except Exception as error:  # whatever it is, the fragment is to be named
            print(f"{setting}: {fragment!r}: {error!r}", flush=True)
            failures += 1
            continue
        if times > MOST:
            failures += 1
            print(f"{setting}: {fragment!r}: {times:.1f}", flush=True)
    print(f"{len(cases)} cases of {len(wanted)} fragments, {failures} above {MOST:.0f} times", flush=True)
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
