"""Formulas that a table prints: 3=1+2 in the row that numbers its columns, ③=①+② in a head, C=A-B beside a row.

A formula tells what a column or a row is made of by their numbers or letters. It is believed where most lines bear it
out, and then the line that does not is a finding, or a question where few lines do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome, agrees, evaluate, stated_value, unit_in_last_place
from reportdiff.arithmetic import Statement as Stated
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, signed_operand, stated_value_of
from reportdiff.checking.policy import Grounds, Reservation, decide
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.messages import phrase
from reportdiff.model import Binding, Check, CheckName, Metric, RelationKind

__all__ = ["PrintedFormula", "printed_formulas"]

_EQUALS = "=＝"
_SYMBOL = r"(?:\d{1,2}|[A-Z]|[①-⑳])"
_BRACKETED = re.compile(rf"[（(]\s*({_SYMBOL})\s*[)）]")
_SUM = re.compile(rf"{_SYMBOL}(?:[+-]{_SYMBOL})*")
_TERM = re.compile(rf"([+-]?)({_SYMBOL})")
_RATIO = re.compile(rf"(?P<part>{_SYMBOL}|\({_SYMBOL}-{_SYMBOL}\))/(?P<whole>{_SYMBOL})(?P<percent>\*100%?)?")
_MARK = re.compile(rf"^(?P<own>{_SYMBOL})(?:=(?P<made>[^=]+))?$")
_IN_LABEL = re.compile(rf"(?:(?<=[^\w.])|(?=[①-⑳])|[（(])(?P<own>{_SYMBOL})(?P<made>=[^=（(）)]+)?[)）]?$")
_PLAIN = str.maketrans("＝＋－−—×＊÷／（）％", "=+---**//()%")
_ABOVE = 300  # characters above the first figure of a table that may number its columns
_LEAST, _PROOFS = 2, 3  # lines that must hold so that one is asked about, or accused; and times as many as fail

_Line = Mapping[int, Metric]
"""The figures of a row by their column, or of a column by their row."""


@frozen(kw_only=True)
class PrintedFormula:
    """A formula: the symbol that it is printed for, its terms with their signs, and whether they make a ratio.

    Of a ratio the terms are the part and the whole; `growth`: the part is what the first exceeds the second by.
    """

    own: str
    terms: tuple[tuple[str, int], ...]
    ratio: bool = False
    growth: bool = False
    percent: bool = False

    @classmethod
    def of(cls, words: str) -> PrintedFormula | None:
        """Return the formula that words print; None where they print none, or one of another kind.

        >>> PrintedFormula.of("3=1-2").terms
        (('1', 1), ('2', -1))
        >>> PrintedFormula.of("（3）=（2）/（1）").ratio, PrintedFormula.of("4=2/3×100%").percent
        (True, True)
        >>> PrintedFormula.of("3=合计") is None
        True
        """
        words = _BRACKETED.sub(r"\1", "".join(words.split())).translate(_PLAIN)
        match = _MARK.match(words)
        if match is None or match["made"] is None:
            return None
        ratio = _RATIO.fullmatch(match["made"])
        if ratio is not None:
            part, whole, percent = ratio["part"], ratio["whole"], ratio["percent"] is not None
            if len(part) < 3:
                return cls(own=match["own"], terms=((part, 1), (whole, 1)), ratio=True, percent=percent)
            current, _, prior = part[1:-1].partition("-")
            both = ((current, 1), (prior, 1))
            return cls(own=match["own"], terms=both, ratio=True, growth=True, percent=True) if prior == whole else None
        if _SUM.fullmatch(match["made"]) is None:
            return None
        terms = tuple((term[2], -1 if term[1] == "-" else 1) for term in _TERM.finditer(match["made"]))
        return cls(own=match["own"], terms=terms) if len(terms) > 1 else None


@frozen(kw_only=True)
class _Judged:
    """A formula in one line, with its outcome."""

    text: str
    formula: PrintedFormula
    total: Metric
    parts: tuple[Metric, ...]
    outcome: Outcome


def printed_formulas(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every figure that a formula of its table makes, where the table's lines bear it out."""
    if not any(sign in index.text for sign in _EQUALS):
        return
    for metrics in index.by_table.values():
        start, end = _line(index.text, metrics[0].span.start)[0], _line(index.text, metrics[-1].span.end)[1]
        if not any(sign in index.text[max(start - _ABOVE, 0) : end] for sign in _EQUALS):
            continue
        rows, columns = _axes(index.text, metrics)
        raised = set[str]()  # the figures found wrong in this table, which explain what they are parts of
        for number, made in enumerate((_column_marks(index.text, rows, start), _row_marks(index.text, rows))):
            symbols, formulas = made
            lines = [*(columns if number else rows).values()]
            judged = [each for text, formula in formulas for each in _judged(lines, symbols, text, formula)]
            by_rule = [judged] if number else [[each for each in judged if each.text == text] for text, _ in formulas]
            for rule in by_rule:
                yield from _decided(index, rule, raised)


def _axes(text: str, metrics: Sequence[Metric]) -> tuple[dict[int, dict[int, Metric]], dict[int, dict[int, Metric]]]:
    """Return the figures of a table by row and column, and by column and row.

    Where the columns of a row are not known, it is left out if it has fewer figures than others.
    """
    rows: dict[int, dict[int, Metric]] = defaultdict(dict)
    guessed = set[int]()
    for metric in metrics:
        row = _line(text, metric.span.start)[0]
        at = metric.table.at if metric.table is not None else None
        if at is None:
            guessed.add(row)
        rows[row][len(rows[row]) + 1 if at is None else at[1]] = metric
    widest = max(map(len, rows.values()))
    known = {row: cells for row, cells in rows.items() if row not in guessed or len(cells) == widest}
    columns: dict[int, dict[int, Metric]] = defaultdict(dict)
    for row, cells in known.items():
        for column, metric in cells.items():
            columns[column][row] = metric
    return known, columns


def _line(text: str, at: int) -> tuple[int, int]:
    """Return where the line begins and ends that a character stands in."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


_Marks = tuple[Mapping[str, int], Sequence[tuple[str, PrintedFormula]]]
"""The columns or rows by their symbols, and the formulas as printed."""


def _column_marks(text: str, rows: Mapping[int, _Line], start: int) -> _Marks:
    """Return the symbols and formulas of columns: of a row that numbers them, above the figures, or of their heads."""
    heads = {
        column: metric.table.column[-1]
        for row in rows.values()
        for column, metric in row.items()
        if metric.table and metric.table.column
    }
    found = _marks({column: mark for column, label in heads.items() if (mark := _in_label(label))})
    leftmost = min((column for row in rows.values() for column in row), default=1)
    for line in reversed(text[max(start - _ABOVE, 0) : start].splitlines()):
        if not found[1] and any(sign in line for sign in _EQUALS):
            words = _cells(line)
            apart = "|" in line or "\t" in line
            first = 1 if apart else leftmost - next((place for place, word in enumerate(words) if _mark(word)), 0)
            found = _marks({place: word for place, word in enumerate(words, first) if _mark(word)})
    return found


def _row_marks(text: str, rows: Mapping[int, _Line]) -> _Marks:
    """Return the symbols and formulas of rows: in a column beside them (行次), or behind their labels."""
    by_place: dict[object, dict[int, str]] = defaultdict(dict)
    for start, row in rows.items():
        before = text[start : min(metric.span.start for metric in row.values())]
        for place, word in enumerate(_cells(before)):
            if _mark(word):
                by_place[place if "|" in before or "\t" in before else "beside"][start] = word
        labels = next(iter(row.values())).table
        if labels is not None and labels.row and (mark := _in_label(labels.row[-1])):
            by_place["label"][start] = mark
    made = [_marks(words) for words in by_place.values()]
    return max(made, key=lambda each: len(each[1]), default=({}, ()))


def _cells(line: str) -> list[str]:
    """Return the words of a line's cells."""
    if "|" in line or "\t" in line:
        return [word.strip() for word in line.removeprefix("|").replace("\t", "|").split("|")]
    return line.split()


@lru_cache(maxsize=1 << 10)
def _mark(words: str) -> str:
    """Return a symbol, or a formula, that fills a cell; "" where another thing does."""
    plain = _BRACKETED.sub(r"\1", "".join(words.split())).translate(_PLAIN)
    return plain if _MARK.match(plain) else ""


@lru_cache(maxsize=1 << 10)
def _in_label(label: str) -> str:
    """Return the symbol or formula behind the words of a label: 合计③=①+②, 利息（B）, 投资进度（3）=（2）/（1）."""
    plain = _BRACKETED.sub(r"(\1)", "".join(label.split())).translate(_PLAIN)
    plain = re.sub(rf"=\({_SYMBOL}\).*$", lambda match: re.sub(rf"\(({_SYMBOL})\)", r"\1", match[0]), plain)
    match = _IN_LABEL.search(plain)
    return "" if match is None else match["own"] + (match["made"] or "")


def _marks(words: Mapping[int, str]) -> _Marks:
    symbols: dict[str, int] = {}
    formulas = []
    for key, word in words.items():
        mark = _mark(word)
        symbols.setdefault(mark.partition("=")[0], key)
        if (formula := PrintedFormula.of(mark)) is not None:
            formulas.append((mark, formula))
    return symbols, formulas


def _judged(
    lines: Sequence[_Line], symbols: Mapping[str, int], text: str, formula: PrintedFormula
) -> Iterator[_Judged]:
    """Yield a formula judged over every line that prints all its figures, not all of them 0."""
    names = (formula.own, *(name for name, _ in formula.terms))
    if not all(name in symbols for name in names):
        return
    for line in lines:
        cells = [metric for name in names if (metric := line.get(symbols[name])) is not None]
        if len(cells) == len(names) and sum(1 for metric in cells[1:] if metric.figure.value) > 1:
            total, *parts = cells
            if len({metric.figure.unit for metric in (parts if formula.ratio else cells)}) == 1:
                outcome = _ratio(total, parts, formula) if formula.ratio else _sum(total, parts, formula)
                yield _Judged(text=text, formula=formula, total=total, parts=tuple(parts), outcome=outcome)


def _sum(total: Metric, parts: Sequence[Metric], formula: PrintedFormula) -> Outcome:
    signs = (sign for _, sign in formula.terms)
    return evaluate_sum(
        total.figure, (signed_operand(part.figure, sign) for part, sign in zip(parts, signs, strict=True))
    )


def _ratio(total: Metric, parts: Sequence[Metric], formula: PrintedFormula) -> Outcome:
    """Judge a ratio by its printed digits, for the table's unit is not its own; in % where the formula says so."""
    part, whole = (operand_of(metric.figure) for metric in parts)
    in_percent = formula.percent or total.is_rate
    value = Fraction(total.figure.digits) * (-1 if total.figure.value < 0 else 1)
    stated = stated_value(value, unit_in_last_place(total.figure.digits, 1))
    kinds = [RelationKind.GROWTH] if formula.growth else [RelationKind.SHARE if in_percent else RelationKind.TIMES]
    if not formula.percent and not formula.growth:  # 5=3/2 over a column in %
        kinds.append(RelationKind.SHARE)
    outcomes = [
        evaluate(Stated(relation=kind, stated=stated, current=part, prior=whole), diagnosed=False) for kind in kinds
    ]
    return next((outcome for outcome in outcomes if agrees(outcome.verdict)), outcomes[-1])


def _decided(index: ReportIndex, judged: Sequence[_Judged], raised: set[str]) -> Iterator[Check]:
    """Yield the checks of lines that bear their formulas out, without the ratios that are claims of their own.

    What was made of a figure found wrong before (`raised`) is left out; one that only lacks its minus is asked about.
    """
    holding = sum(1 for each in judged if agrees(each.outcome.verdict))
    failing = _causes([each for each in judged if not agrees(each.outcome.verdict)])
    if holding < max(_LEAST, _LEAST * failing):
        return
    certain = holding >= _PROOFS * max(1, failing)
    claimed = {claim.span for each in judged for part in each.parts for claim in index.claims_at(part.id)}
    for each in judged:
        fails = not agrees(each.outcome.verdict)
        explained = fails and any(part.id in raised for part in each.parts)
        if not explained and not (each.formula.ratio and each.total.span in claimed):
            only_sign = each.outcome.exact == -each.total.figure.value  # 300 - 310 beside 10
            yield _check(index, each, certain=certain and not only_sign)
            raised.update([each.total.id] * fails)


def _causes(failing: Sequence[_Judged]) -> int:
    """Return how many figures may make the lines fail: those that share one fail together."""
    groups: list[set[str]] = []
    for each in failing:
        ids = {metric.id for metric in (each.total, *each.parts)}
        groups = [
            *(group for group in groups if not group & ids),
            ids.union(*(group for group in groups if group & ids)),
        ]
    return len(groups)


def _check(index: ReportIndex, judged: _Judged, *, certain: bool) -> Check:
    reservations = () if certain else (Reservation.SUM_FAILS_HERE,)
    decision = decide(judged.outcome, Grounds(bindings=(Binding.ROW,), reservations=reservations))
    signs = [sign for _, sign in judged.formula.terms]
    context = index.sum_context(judged.total, judged.parts, check=CheckName.TIE_OUT, signs=signs)
    if judged.formula.ratio:
        part, whole = map(metric_text, judged.parts)
        unit = "%" if judged.total.figure.is_rate or judged.formula.percent else ""
        context = evolve(context, current=part, prior=whole, scale=1, unit=unit)
    hints = () if agrees(judged.outcome.verdict) else (phrase("findings.identity_fails", identity=judged.text),)
    stated = stated_value_of(judged.total.figure)
    return make_check(decision.outcome, context, stated, severity=decision.severity, hints=hints)
