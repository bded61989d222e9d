"""Count how many changes printed in the tables of PDFs are decided, against a reading that shares no code with it.

`python bench/table_changes.py REPORT.pdf …` reads every table again with pdfplumber and its thin rules only: a head of
a change in %, two columns of amounts whose heads are two times, three numbers in one row. Of those rows it counts the
ones that reportdiff decides with the same operands and the same outcome. `--show` lists the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

import pdfplumber
from attrs import frozen

import reportdiff as rd
from second_reading import RULES, is_no_fill, print_counts

__all__ = ["PrintedChange", "decided_changes", "printed_changes"]

_CHANGE = re.compile(r"同比|增减|变动|变化|增长")
_NO_CHANGE = re.compile(r"占|比重|百分点|重大|说明|原因|额|公允|本次|环比")
_CURRENT = re.compile(r"(?:本报告|本|报告)期末?|本期(?:期末)?|本年|(?P<year>20\d\d)年.*|期末")
_PRIOR = re.compile(r"上年|上期|期初|年初|上年度?末")
_NUMBER = re.compile(r"[-－(（]?[\d,]+(?:\.\d+)?[)）]?[%％]?")
_YEAR = re.compile(r"20\d\d")
_PERCENT = re.compile(r"[%％]|比例|幅度|率")
_NO_LEVEL = re.compile(r"占|比[例重]|[%％]|调整前")


@frozen(kw_only=True)
class PrintedChange:
    """A change of a table with its operands in its row; `rates`: they are percentages."""

    page: int
    label: str
    stated: Decimal
    current: Decimal
    prior: Decimal
    rates: bool

    @property
    def holds(self) -> bool:
        """Whether the change is what its operands come to, but for two units of its last place."""
        place = Decimal(1).scaleb(int(self.stated.as_tuple().exponent))
        sizes = [(self.current - self.prior) / abs(self.prior) * 100, (self.current / self.prior - 1) * 100]
        sizes += [self.current - self.prior] if self.rates else []
        return any(abs(size - self.stated) <= place for size in sizes)

    @property
    def key(self) -> tuple[int, Decimal, Decimal, Decimal]:
        """The page and the amounts without their signs, by which both readings of it meet."""
        return self.page, abs(self.stated), abs(self.current), abs(self.prior)


def printed_changes(path: Path) -> Iterator[PrintedChange]:
    """Yield the changes in the tables of a PDF whose operands stand in their row."""
    heads: list[str] = []
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            for order, table in enumerate(page.filter(is_no_fill).extract_tables(RULES)):
                rows = [["".join((cell or "").split()) for cell in row] for row in table]
                goes_on = not order and len(heads) == len(rows[0]) and any(_number(cell) for cell in rows[0])
                heads = heads if goes_on else []  # a page may break a table, which then begins without heads
                for place, row in enumerate(rows):
                    if any(_CHANGE.search(cell) for cell in row[1:]):
                        heads = _heads(rows[place : place + 2])
                    elif (columns := _columns(heads)) is not None and (found := _change(number, heads, row, columns)):
                        yield found
            page.close()


def _change(page: int, heads: Sequence[str], row: Sequence[str], columns: tuple[int, int, int]) -> PrintedChange | None:
    """Return the change of a row in %; None where one of the three numbers is not printed, or the base is nothing."""
    stated, current, prior = (_number(row[place]) for place in columns)
    in_percent = "%" in row[columns[0]] or _PERCENT.search(heads[columns[0]])
    if not in_percent or stated is None or current is None or not prior:
        return None
    rates = "%" in row[columns[1]] + row[0]
    return PrintedChange(page=page, label=row[0], stated=stated, current=current, prior=prior, rates=rates)


def _heads(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the heads over each column: those of the first row, and of the second if it holds no number."""
    below = rows[1:] if any(_number(cell) is not None for cell in rows[-1]) else []
    return ["".join(parts) for parts in zip_longest(*(row for row in rows if row not in below), fillvalue="")]


def _columns(heads: Sequence[str]) -> tuple[int, int, int] | None:
    """Return the places of a change, of what it is of, and of what that was before."""
    changes = [place for place, head in enumerate(heads) if _CHANGE.search(head) and not _NO_CHANGE.search(head)]
    if len(changes) != 1:
        return None
    amounts = [place for place, head in enumerate(heads) if place not in changes and not _NO_LEVEL.search(head)]
    years = [(match[0], place) for place in amounts if (match := _YEAR.search(heads[place])) is not None]
    if len(years) >= 2:
        newest = max(year for year, _ in years)
        current = [place for year, place in years if year == newest]
        prior = [place for year, place in years if int(year) == int(newest) - 1]
    else:
        current = [place for place in amounts if _CURRENT.match(heads[place]) and not _PRIOR.match(heads[place])]
        prior = [place for place in amounts if _PRIOR.match(heads[place])]
    return (changes[0], current[0], prior[0]) if len(current) == len(prior) == 1 else None


def _number(cell: str) -> Decimal | None:
    if not cell or _NUMBER.fullmatch(cell) is None:
        return None
    digits = Decimal(re.sub(r"[^\d.]", "", cell))
    return -digits if cell[0] in "-－(（" else digits


def decided_changes(path: Path) -> dict[tuple[int, Decimal, Decimal, Decimal], bool]:
    """Return the changes of tables that reportdiff decides: page and amounts, and whether it takes them to hold."""
    result = rd.check(rd.read(path)).result
    claims = {claim.id: claim for claim in result.report.claims if claim.table is not None}
    metrics = {metric.id: metric for metric in result.report.metrics}
    found: dict[tuple[int, Decimal, Decimal, Decimal], bool] = {}
    for check in result.checks:
        claim = claims.get(check.claim or "")
        if claim is None or claim.table is None or check.verdict in (rd.Verdict.UNCHECKED, rd.Verdict.UNDEFINED):
            continue
        current, prior = metrics.get(claim.current or ""), metrics.get(claim.prior or "")
        if claim.figure is not None and current is not None and prior is not None:
            stated, now, before = (abs(Decimal(item.digits)) for item in (claim.figure, current.figure, prior.figure))
            key = (claim.table.page or 0, stated, now, before)
            found[key] = found.get(key, True) and check.verdict is not rd.Verdict.INCONSISTENT
    return found


def _judged(path: Path) -> tuple[str, list[tuple[object, bool, bool | None]]]:
    printed, decided = list(printed_changes(path)), decided_changes(path)
    return str(len(printed)), [(change, change.holds, decided.get(change.key)) for change in printed]


if __name__ == "__main__":
    print_counts(__doc__ or "", _judged)
