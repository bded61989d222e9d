"""Plant wrong digits in real reports, and count what comes of them.

`python tests/corpus/planted_in_reports.py [FOLDER] [--each 8] [--seed 1] [-v]` takes figures that the checks of a
report confirm (sizes of claims, and levels outside tables), exchanges or replaces one digit, checks the text again and
prints how often the place is accused, asked about or passed over. A wrong size differs by more than a fiftieth and its
rounding. The default folder is ../shared/reports/municipal.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from reportdiff import check, parse, read
from reportdiff.arithmetic import agrees
from reportdiff.errors import ReportdiffError
from reportdiff.model import Check, CheckResult, Severity, Span

__all__ = ["main", "planted", "wrong_number"]

ROOT = Path(__file__).resolve().parents[2]
_OUTCOMES = ("error", "warning", "question", "beside", "silent")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def wrong_number(printed: str, chosen: random.Random) -> str | None:
    """Return a printed figure with two digits exchanged or one replaced; None where nothing differs enough."""
    numbers = list(_NUMBER.finditer(printed))
    if not numbers:
        return None
    found = numbers[-1]
    number = found[0]
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    least = max(_value(number) / 50, Fraction(5, 2 * 10 ** len(number.partition(".")[2])))
    for _ in range(50):
        digits = list(number)
        place = chosen.choice(places)
        after = places[places.index(place) + 1 :]
        if after and chosen.random() < 0.5:
            digits[place], digits[after[0]] = digits[after[0]], digits[place]
        else:
            digits[place] = chosen.choice("0123456789")
        new = "".join(digits)
        if abs(_value(new) - _value(number)) > least and not re.match(r"0\d", new):
            return printed[: found.start()] + new + printed[found.end() :]
    return None


def _value(number: str) -> Fraction:
    return Fraction(number.replace(",", ""))


def planted(text: str, each: int, chosen: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, the outcome and the sentence of `each` wrong sizes and as many wrong levels of a report."""
    before = check(parse(text)).result
    for kind, spans in (("size", _sizes(before)), ("level", _levels(before))):
        chosen.shuffle(spans)
        for span in spans[:each]:
            wrong = wrong_number(span.of(text), chosen)
            if wrong is not None:
                after = check(parse(text[: span.start] + wrong + text[span.end :])).result
                shown = f"{text[max(0, span.start - 60) : span.start]}[{span.of(text)} → {wrong}]"
                yield kind, _outcome(before, after, span), "".join(shown.split())


def _sizes(result: CheckResult) -> list[Span]:
    """Return the sizes of claims outside tables that a check confirms."""
    confirmed = {item.claim for item in result.checks if agrees(item.verdict)}
    claims = (claim for claim in result.report.claims if claim.id in confirmed and claim.table is None)
    return [claim.figure.span for claim in claims if claim.figure is not None]


def _levels(result: CheckResult) -> list[Span]:
    """Return the figures outside tables on which a confirmed check rests."""
    prose = {metric.span for metric in result.report.metrics if metric.table is None}
    return sorted({place.span for item in result.checks if agrees(item.verdict) for place in item.evidence} & prose)


def _outcome(before: CheckResult, after: CheckResult, span: Span) -> str:
    """Return how the checks take a changed figure: at its place, beside it, or not at all."""
    known = Counter((item.check, item.severity, item.message.zh) for item in before.checks)
    new = [item for item in after.checks if (item.check, item.severity, item.message.zh) not in known]
    here = [item for item in new if any(place.span.start <= span.start < place.span.end for place in item.evidence)]
    for severity in (Severity.ERROR, Severity.WARNING, Severity.QUESTION):
        if any(item.severity is severity for item in here):
            return severity.value
    return "beside" if any(_accuses(item) for item in new) else "silent"


def _accuses(item: Check) -> bool:
    return item.severity in (Severity.ERROR, Severity.WARNING)


def main(arguments: list[str]) -> None:
    """Plant wrong digits in every report of a folder and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "reports" / "municipal")
    parser.add_argument("--each", type=int, default=8, help="figures of each kind in a report")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", action="store_true", dest="told", help="print what is not accused")
    asked = parser.parse_args(arguments)
    counts: dict[str, Counter[str]] = {"size": Counter(), "level": Counter()}
    for path in sorted(asked.folder.iterdir()):
        try:
            text = read(path).document.text
        except ReportdiffError as problem:
            print(problem, file=sys.stderr)
            continue
        for kind, outcome, sentence in planted(text, asked.each, random.Random(f"{asked.seed} {path.name}")):
            counts[kind][outcome] += 1
            if asked.told and outcome not in ("error", "warning"):
                print(path.name, kind, outcome, sentence)
    for kind, seen in counts.items():
        accused = seen["error"] + seen["warning"]
        print(f"{kind:6}", *(f"{name} {seen[name]:4}" for name in _OUTCOMES), f"accused {accused} of {seen.total()}")


if __name__ == "__main__":
    main(sys.argv[1:])
