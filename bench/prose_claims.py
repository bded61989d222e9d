"""Count how many changes that the prose of PDFs states are decided, against a reading that shares no code with it.

`python bench/prose_claims.py REPORT.pdf …` reads the pages again with pdfplumber. A claim is a change in % against
last year, with its level before it (营业收入…万元，同比增长…%) or with a name alone (净利润同比增长…%). Operands are
printed where a row of any table has the level, to the digits that the prose prints, or bears the very name, and an
amount behind it; or where brackets print last year's amount (上年：…万元). Of those claims it counts the ones that
reportdiff decides with the same outcome. `--show` lists the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pdfplumber
from attrs import frozen

import reportdiff as rd
from second_reading import RULES, is_no_fill, print_counts

__all__ = ["ProseClaim", "decided_claims", "prose_claims"]

_CHANGE = re.compile(
    r"(?:同比|[较比](?:上年|去年|上期|同期|20\d\d年)(?:同期|年?度|[年期]?末)?(?:同比)?)(?:大幅|略有|有所)?"
    r"(?P<verb>增长|增加|上升|上涨|提高|增|降|下降|减少|降低|下滑)了?(?P<rate>\d[\d,]*(?:\.\d+)?)(?:[%％]|个百分点)"
)
_LEVEL = re.compile(
    r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<unit>亿|万|[%％])?(?:人民币)?元?(?:/股)?(?:[（(][^（()）]*[)）])?[，,]?$"
)
_PRIOR = re.compile(
    r"[（(](?:上年|去年|20\d\d年)(?:同期)?[:：为]?(?:人民币)?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<unit>亿|万)?元"
)
_LABEL = 4  # characters of a label that names no other row by chance
_BEFORE_LABEL = re.compile(r"[（(].*?[)）]|^[一二三四五六七八九十\d]+[、.．]|^其中[:：]")
_AMOUNT = re.compile(r"[-－(（]?\d[\d,]*(?:\.\d+)?[)）]?")
_FACTORS = {"亿": Decimal(10**8), "万": Decimal(10**4)}
_UNITS = (Decimal(1), Decimal(1000), Decimal(10**4), Decimal(10**8))
_LEAST = 4  # digits of a level that no other figure has by chance
_DOWN = ("下降", "减少", "降低", "下滑")

_Row = tuple[tuple[str, ...], tuple[Decimal, ...]]
"""The labels of a table's row, outermost first, and its amounts."""


@frozen(kw_only=True)
class ProseClaim:
    """A change of the prose with the operands that a table prints; the digits of its rate and its page tell it."""

    page: int
    rate: Decimal
    current: Decimal
    prior: Decimal
    text: str

    @property
    def holds(self) -> bool:
        """Whether the change is what its operands come to, but for a unit of its last place."""
        place = Decimal(1).scaleb(int(self.rate.as_tuple().exponent))
        return abs((self.current - self.prior) / abs(self.prior) * 100 - self.rate) <= place


def prose_claims(path: Path) -> tuple[int, list[ProseClaim]]:
    """Return the number of changes that a report's prose states, and those whose operands a table prints."""
    sentences: list[tuple[int, str]] = []
    rows: list[_Row] = []
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            ruled = page.filter(is_no_fill)
            tables = ruled.find_tables(RULES)
            rows += [row for table in tables for row in _rows(table.extract())]
            boxes = [table.bbox for table in tables]
            text = "".join((page.filter(partial(_outside, boxes)).extract_text() or "").split())
            sentences += [(number, sentence) for sentence in re.split("[。；;]", text)]
            page.close()
    stated = [(page, sentence, match) for page, sentence in sentences for match in _CHANGE.finditer(sentence)]
    found = (_claim(page, sentence, match, rows) for page, sentence, match in stated)
    return len(stated), [claim for claim in found if claim is not None]


def _outside(boxes: Sequence[tuple[float, float, float, float]], item: Mapping[str, Any]) -> bool:
    """Return whether an object of a page stands in none of the boxes."""
    middle, left = (float(item["top"]) + float(item["bottom"])) / 2, float(item["x0"])
    return not any(box[0] - 1 <= left <= box[2] + 1 and box[1] <= middle <= box[3] for box in boxes)


def _rows(table: Sequence[Sequence[str | None]]) -> Iterator[_Row]:
    """Yield the rows of a table that have a label and two amounts or more; percentages are none."""
    group = ""
    for cells in table:
        texts = ["".join((cell or "").split()) for cell in cells]
        first = next((place for place, text in enumerate(texts) if _amount(text) is not None), len(texts))
        amounts = [amount for text in texts[first:] if (amount := _amount(text)) is not None]
        group = texts[0] or group
        bare = (_BEFORE_LABEL.sub("", text) for text in (group, *texts[1:first]))
        labels = tuple(text for text in bare if text)
        if labels and len(amounts) > 1:
            yield labels, tuple(amounts)


def _amount(text: str) -> Decimal | None:
    if _AMOUNT.fullmatch(text) is None:
        return None
    digits = Decimal(re.sub(r"[^\d.]", "", text))
    return -digits if text[0] in "-－(（" else digits


def _claim(page: int, sentence: str, match: re.Match[str], rows: Sequence[_Row]) -> ProseClaim | None:
    """Return the claim of a change with its operands, None where they are not printed."""
    before, rate = sentence[: match.start()], Decimal(match["rate"].replace(",", ""))
    level = _LEVEL.search(before)
    if "个百分点" in match[0] or (level is not None and level["unit"] in ("%", "％")):
        return None
    aside = _PRIOR.match(sentence, match.end()) or (None if level is None else _PRIOR.search(level[0]))
    if level is None:
        operands = _of_name(before, rows)
    elif aside is not None:
        operands = _in_units(level), _in_units(aside)
    else:
        operands = _of_level(level, before[: level.start()], rows)
    if operands is None:
        return None
    rate = -rate if match["verb"] in _DOWN else rate
    return ProseClaim(page=page, rate=rate, current=operands[0], prior=operands[1], text=match[0])


def _in_units(amount: re.Match[str]) -> Decimal:
    return Decimal(amount["digits"].replace(",", "")) * _FACTORS.get(amount["unit"] or "", Decimal(1))


def _of_name(before: str, rows: Sequence[_Row]) -> tuple[Decimal, Decimal] | None:
    """Return the first two amounts of the row whose label ends a text, in the group that the text names."""
    found = [row for row in rows if len(row[0][-1]) >= _LABEL and before.endswith(row[0][-1]) and row[1][1]]
    longest = max((len(labels[-1]) for labels, _ in found), default=0)
    found = [row for row in found if len(row[0][-1]) == longest]
    grouped = [row for row in found if all(label in before for label in row[0][:-1])]
    operands = dict.fromkeys(
        (row[1][0], row[1][1]) for row in (grouped if any(len(row[0]) > 1 for row in found) else found)
    )
    return next(iter(operands), None)


def _of_level(level: re.Match[str], before: str, rows: Sequence[_Row]) -> tuple[Decimal, Decimal] | None:
    """Return the first amount of a row that is a level to its printed digits, and the amount behind it.

    A level of few digits needs the label of its row before it.
    """
    digits = level["digits"].replace(",", "")
    value, places = Decimal(digits), len(digits.partition(".")[2])
    factor = _FACTORS.get(level["unit"] or "", Decimal(1))
    short = len(digits.replace(".", "").strip("0")) < _LEAST
    for labels, amounts in rows:
        if short and not before.endswith(labels[-1]):
            continue
        for place, amount in enumerate(amounts[:-1]):
            exponent = amount.as_tuple().exponent
            behind = [other for other in amounts[place + 1 :] if other.as_tuple().exponent == exponent]
            if behind and behind[0] and any(round(amount * unit / factor, places) == value for unit in _UNITS):
                return amount, behind[0]
    return None


def decided_claims(path: Path) -> dict[tuple[int, Decimal], bool]:
    """Return the changes of the prose that reportdiff decides: page and rate, and whether it takes them to hold."""
    result = rd.check(rd.read(path)).result
    claims = {claim.id: claim for claim in result.report.claims if claim.table is None}
    found: dict[tuple[int, Decimal], bool] = {}
    for check in result.checks:
        claim = claims.get(check.claim or "")
        if claim is None or claim.figure is None or check.verdict in (rd.Verdict.UNCHECKED, rd.Verdict.UNDEFINED):
            continue
        page = result.report.document.page_of(claim.span.start) or 0
        key = (page, Decimal(claim.figure.digits) * (-1 if claim.direction == "down" else 1))
        found[key] = found.get(key, True) and check.verdict is not rd.Verdict.INCONSISTENT
    return found


def _judged(path: Path) -> tuple[str, list[tuple[object, bool, bool | None]]]:
    (stated, claims), decided = prose_claims(path), decided_claims(path)
    found = [decided.get((claim.page, claim.rate), decided.get((claim.page + 1, claim.rate))) for claim in claims]
    said = f"{stated} stated, {len(claims)} with printed operands"
    return said, [(claim, claim.holds, known) for claim, known in zip(claims, found, strict=True)]


if __name__ == "__main__":
    print_counts(__doc__ or "", _judged)
