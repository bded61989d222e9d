"""Made statements of every form: all their lines tie, and one printed figure at a time can be broken."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

from attrs import frozen

__all__ = ["Broken", "Made", "breaks", "made_statements", "printed", "values"]

_TITLES = {
    "department_budget": "石浦市民政局2023年度部门决算",
    "government_accounts": "石浦市2023年预算执行情况和2024年预算草案的报告",
    "information_disclosure": "石浦市2023年政府信息公开工作年度报告",
    "institution_accounts": "石浦市人民医院2023年度财务报告",
}
_COMPANY = "海岬实业股份有限公司2023年年度报告"
_LINE = re.compile(r"(?P<label>\S+)(?: @(?P<key>\S+))?(?: = (?P<expression>.+))?")
_RATIO = re.compile(r"(?P<rest>1 - )?(?P<part>\S+) / (?P<whole>\S+)(?: (?P<percent>%))?")

Column = dict[str, Fraction]
"""The figures of a line of a statement, by the keys of its items."""


@frozen
class Line:
    """An item of a statement: its printed label, its key, and what it comes to ("" and ~1/9: a figure of its own)."""

    label: str
    key: str
    expression: str

    @property
    def operands(self) -> tuple[str, ...]:
        """The keys of what the item is made of."""
        words = self.expression.split() if not self.expression.startswith("~") else ()
        return tuple(word for word in words if word not in ("+", "-", "/", "%", "1"))


@frozen(kw_only=True)
class Made:
    """A statement to be printed; `across`: its items are columns; `rolling`: its rows run from balance to balance."""

    form: str
    caption: str
    unit: str
    digits: int
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    across: bool
    rolling: bool


@frozen(kw_only=True)
class Broken:
    """A report with one figure of a statement misprinted: the label and head of its cell, as printed and as broken."""

    text: str
    start: int
    label: str
    head: str
    before: str
    after: str


@cache
def made_statements() -> tuple[Made, ...]:
    """Return the statements of made_statements.txt."""
    blocks = re.split(r"^## ", Path(__file__).with_suffix(".txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = []
    for head, *lines in map(str.splitlines, blocks):
        form, caption, unit, digits, heads, *options = head.split(" ; ")
        matches = [match for line in lines if (match := _LINE.fullmatch(line)) is not None]
        found.append(
            Made(
                form=form,
                caption=caption,
                unit=unit,
                digits=int(digits),
                heads=tuple(heads.split("|")),
                lines=tuple(
                    Line(match["label"], match["key"] or match["label"], match["expression"] or "") for match in matches
                ),
                across="across" in "".join(options),
                rolling="rolling" in "".join(options),
            )
        )
    return tuple(found)


def values(made: Made, seed: int) -> list[Column]:
    """Return the figures under every head of a statement (in every row, where its items are columns): all tie."""
    source = random.Random(seed)
    columns = [_column(made, source) for _ in made.heads]
    if made.rolling:
        own = [line.key for line in made.lines if not line.operands]
        before, change, opening, moved, closing = columns
        for key in own:
            change[key] = Fraction(round(change[key] / 50 * 10**made.digits), 10**made.digits)
            opening[key] = before[key] + change[key]
            closing[key] = opening[key] + moved[key]
        for column in columns:
            for line in made.lines:
                if line.operands:
                    del column[line.key]
            for line in made.lines:
                _fill(made, column, line)
    return columns


def _column(made: Made, source: random.Random) -> Column:
    column: Column = {}
    for line in made.lines:
        if not line.operands:
            size = Fraction(line.expression[1:] or "1") if line.expression else Fraction(1)
            exact = Fraction(source.randrange(10**7, 10**8) if made.digits else source.randrange(900, 9000)) * size
            column[line.key] = Fraction(round(exact), 10**made.digits)
    for line in made.lines:
        _fill(made, column, line)
    return column


def _fill(made: Made, column: Column, line: Line) -> Fraction:
    """Put what a line comes to into a column; return it."""
    if line.key in column:
        return column[line.key]
    known = {line.key: line for line in made.lines}
    ratio = _RATIO.fullmatch(line.expression)
    if ratio is not None:
        value = _fill(made, column, known[ratio["part"]]) / _fill(made, column, known[ratio["whole"]])
        value = (1 - value if ratio["rest"] else value) * (100 if ratio["percent"] else 1)
        column[line.key] = Fraction(round(value * 100), 100)
    else:
        terms = re.findall(r"([+-]) (\S+)", f"+ {line.expression}")
        signed = (_fill(made, column, known[key]) * (1 if sign == "+" else -1) for sign, key in terms)
        column[line.key] = sum(signed, Fraction(0))
    return column[line.key]


def _cell(made: Made, line: Line, value: Fraction) -> str:
    digits = 2 if "/" in line.expression and line.operands else made.digits
    return f"{round(value * 10**digits) / 10**digits:,.{digits}f}" + ("%" if line.expression.endswith("%") else "")


def printed(made: Made, columns: Sequence[Column], changed: tuple[int, Line, str] | None = None) -> tuple[str, int]:
    """Return a report with the statement, and where the cell that is printed otherwise begins (-1: none)."""
    mark = "\N{SECTION SIGN}"

    def cell(number: int, line: Line) -> str:
        if changed is not None and changed[:2] == (number, line):
            return mark + changed[2]
        return _cell(made, line, columns[number][line.key])

    numbers = range(len(made.heads))
    if made.across:
        rows = [["项目", *(line.label for line in made.lines)]]
        rows += [[made.heads[number], *(cell(number, line) for line in made.lines)] for number in numbers]
    else:
        rows = [["项目", *made.heads]]
        rows += [[line.label, *(cell(number, line) for number in numbers)] for line in made.lines]
    rows.insert(1, ["---"] * len(rows[0]))
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    text = f"{_TITLES.get(made.form, _COMPANY)}\n\n{made.caption}\n单位：{made.unit}\n\n{table}\n"
    return text.replace(mark, ""), text.find(mark)


def misprinted(text: str, source: random.Random, *, first: int | None = None) -> str:
    """Return a figure with one digit changed or two neighbours exchanged, not among the last two of a long one.

    `first`: among as many digits at its head.
    """
    places = [place for place, char in enumerate(text) if char.isdigit()]
    places = places[: max(1, len(places) - 2)][:first] if len(places) > 2 else places
    swaps = [(a, b) for a, b in pairwise(places) if text[a] != text[b] and not (a == places[0] and text[b] == "0")]
    if swaps and source.random() < 0.5:
        a, b = source.choice(swaps)
        return text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]
    place = source.choice(places)
    return text[:place] + source.choice([digit for digit in "123456789" if digit != text[place]]) + text[place + 1 :]


def breaks(made: Made, seed: int) -> Iterator[Broken]:
    """Yield the statement with each figure of an identity misprinted once, under a head taken at random."""
    columns, source = values(made, seed), random.Random(seed)
    operands = {key for line in made.lines for key in line.operands}
    of_ratios = {key for line in made.lines if " / " in line.expression for key in line.operands}  # printed to .01
    for line in made.lines:
        number = source.randrange(len(made.heads))
        if (line.operands or line.key in operands) and columns[number][line.key]:
            before = _cell(made, line, columns[number][line.key])
            after = misprinted(before, source, first=2 if line.key in of_ratios else None)
            text, start = printed(made, columns, (number, line, after))
            head = made.heads[number]
            yield Broken(text=text, start=start, label=line.label, head=head, before=before, after=after)
