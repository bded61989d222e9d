"""Judge the identities of statements: 资产总计 = 流动资产合计 + 非流动资产合计, one check for each line of a table.

A statement proves that it was read rightly: an identity that fails accuses only where those that hold outweigh those
that fail, and nothing where it fails in every line, a term is not printed, or an unknown figure makes the difference.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import Outcome, evaluate
from reportdiff.arithmetic import Statement as Stated
from reportdiff.arithmetic.intervals import negate, shift
from reportdiff.checking.findings import make_check
from reportdiff.checking.forms.judged import Judged, Part, by_cause, explained, hints_of, proved_beside
from reportdiff.checking.forms.statements import Cell, Line, Statement, statements
from reportdiff.checking.operands import evaluate_sum, operand_of, signed_operand, stated_value_of
from reportdiff.checking.policy import ask
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import one_entity
from reportdiff.lexicon.statement_forms import FormRow, Identity, item_label
from reportdiff.model import DIGIT_SLIPS, Check, CheckName, Metric, PeriodKind, RelationKind, Severity, Verdict

__all__ = ["tie_outs"]

_LEAST_HELD = 2  # how many times as many identities of a statement must hold as fail, and how many must hold at all

_NOTE = re.compile(r"\d\s*[（(]\d+[）)]")  # 79(1) is the number of a note


def tie_outs(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every identity that a line has the figures of, one for all that fail over an item."""
    found = [(each, _judged(index, each)) for each in statements(index)]
    reported = set[str]()
    holding = {(each.key, each.total.figure.value) for _, judged in found for each in judged if each.holds}
    for statement, judged in found:
        yield from (_check(index, (each,)) for each in judged if each.holds)
        # an extract of a statement leaves out lines: the whole one tells that its total is right
        doubtful = [each for each in judged if each.certain or (each.key, each.total.figure.value) not in holding]
        for check in _failures(index, statement, [each for each in judged if each.holds or each in doubtful]):
            if check.metric not in reported:  # a cell of both a row and a column that fail
                reported.add(check.metric or "")
                yield check


def _judged(index: ReportIndex, statement: Statement) -> list[Judged]:
    """Return the identities of all lines; of alternatives the one that holds, in the line or in most other lines."""
    choices = [found for line in statement.lines for found in _alternatives(index, statement, line)]
    held = Counter(judged.key for found in choices for judged in found if judged.holds)
    return [max(found, key=lambda judged: (judged.holds, held[judged.key])) for found in choices]


def _alternatives(index: ReportIndex, statement: Statement, line: Line) -> Iterator[Sequence[Judged]]:
    """Yield the identities of a line, each with its alternatives."""
    for alternatives in statement.form.identities:
        if found := [judged for each in alternatives if (judged := _identity(index, statement, line, each))]:
            yield found
    for place, cell in enumerate(line.cells):
        item = cell.items.get(statement.place, "")
        if cell.metric is not None and item in line.items and (sums := statement.form.items[item].sums):
            sides = (True, False) if sums == "beside" else (True,)
            found = [each for above in sides if (each := _lines_beside(statement, line, place, above=above))]
            yield from ([judged] for judged in [judged for judged in found if judged.holds][:1] or found)


def _identity(index: ReportIndex, statement: Statement, line: Line, identity: Identity) -> Judged | None:
    """Return an identity judged over one line; None where one of its figures is not there, or of another unit."""
    total, form = line.items.get(identity.left), statement.form
    terms = [(line.items.get(term.item), term) for term in identity.terms]
    if total is None and form.items[identity.left].elsewhere:
        return _over_another_table(index, line, identity)
    last = form.items[terms[-1][1].item]
    if total is not None and terms[0][0] is not None and terms[-1][0] is None and last.elsewhere:
        return _of_another_table(index, line, identity, last)
    if total is None or any(metric is None and not term.optional for metric, term in terms):
        return None
    parts = tuple((metric, term.sign) for metric, term in terms if metric is not None)
    operands = [metric for metric, _ in parts] if identity.ratio else [total, *(metric for metric, _ in parts)]
    per_unit = identity.ratio == "part" and not total.is_rate  # 元 for each 股
    if not ((per_unit and _are_amounts(operands)) or _alike(operands)) or not any(
        metric.figure.value for metric in operands
    ):
        return None
    if len(parts) == 1 and any(term.optional for term in identity.terms):
        return None  # a copy proves nothing
    if identity.ratio and not total.is_rate and total.table is not None and "%" in "".join(total.table.row[-1:]):
        return None  # 82.40 in a table in yuan: its own unit was not read
    outcome = _ratio(total, parts, identity) if identity.ratio else _sum(total, parts)
    whole = not any(term.optional and metric is None for metric, term in terms)
    return Judged(
        key=identity.text,
        text=_printed(identity, line),
        line=line,
        total=total,
        parts=parts,
        items=(identity.left, *(term.item for metric, term in terms if metric is not None)),
        certain=whole or (outcome.verdict is Verdict.INCONSISTENT and _complete(statement, identity)),
        outcome=outcome,
        ratio=identity.ratio != "",
    )


def _complete(statement: Statement, identity: Identity) -> bool:
    """Return whether a statement prints all that its sums have: lines with one part alone have nothing else in them."""
    names = {term.item for term in identity.terms}
    lines = [line.items for line in statement.lines if identity.left in line.items]
    alone = [(items[identity.left], *(items[name] for name in names & set(items))) for items in lines]
    copies = [len({metric.figure.value for metric in cells}) == 1 for cells in alone if len(cells) == 2]
    return len(copies) >= _LEAST_HELD and all(copies)


def _alike(metrics: Sequence[Metric]) -> bool:
    """Return whether figures are amounts of one unit: no rates, and no numbers of notes."""
    return len({metric.figure.unit for metric in metrics}) == 1 and _are_amounts(metrics)


def _are_amounts(metrics: Sequence[Metric]) -> bool:
    """Return whether figures are no rates, and no numbers of notes."""
    return not any(metric.is_rate or _NOTE.search(metric.figure.surface) for metric in metrics)


def _printed(identity: Identity, line: Line) -> str:
    """Return an identity with the terms that the line prints."""
    if identity.ratio:
        return identity.text
    terms = [term for term in identity.terms if term.item in line.items or not term.optional]
    right = "".join(("-" if term.sign < 0 else "+" if number else "") + term.item for number, term in enumerate(terms))
    return f"{identity.left}={right}"


def _sum(total: Metric, parts: Sequence[Part]) -> Outcome:
    return evaluate_sum(total.figure, (signed_operand(metric.figure, sign) for metric, sign in parts))


def _ratio(total: Metric, parts: Sequence[Part], identity: Identity) -> Outcome:
    """Judge a ratio; of 1 less a ratio the ratio itself is judged against what the statement leaves for it."""
    part, whole = (operand_of(metric.figure) for metric, _ in parts)
    relation = RelationKind.SHARE if total.is_rate else RelationKind.TIMES
    stated, one = stated_value_of(total.figure, rounded=True), 100 if total.is_rate else 1
    if identity.ratio == "rest":
        left = None if stated.value is None else one - stated.value
        stated = evolve(stated, value=left, rounding_interval=shift(negate(stated.rounding_interval), one))
    outcome = evaluate(Stated(relation=relation, stated=stated, current=part, prior=whole), diagnosed=False)
    if identity.ratio == "part" or outcome.computed is None or outcome.exact is None:
        return outcome
    return evolve(outcome, computed=shift(negate(outcome.computed), one), exact=one - outcome.exact)


def _over_another_table(index: ReportIndex, line: Line, identity: Identity) -> Judged | None:
    """Judge four quarters against the year that another table prints under the same label."""
    parts = tuple((line.items[term.item], term.sign) for term in identity.terms if term.item in line.items)
    if len(parts) != len(identity.terms):
        return None
    found = [
        Judged(
            key=identity.text,
            text=_printed(identity, line),
            line=line,
            total=total,
            parts=parts,
            items=(identity.left, *(term.item for term in identity.terms)),
            certain=True,
            outcome=_sum(total, parts),
        )
        for total in _in_other_tables(index, parts[0][0], {item_label(line.label)}, index.report.own_year)
    ]
    return _only_reading(found)


def _of_another_table(index: ReportIndex, line: Line, identity: Identity, whole: FormRow) -> Judged | None:
    """Judge a share whose whole another table prints."""
    total, part = line.items[identity.left], line.items[identity.terms[0].item]
    labels = {item_label(word) for word in (whole.item, *whole.words)}
    found = []
    for metric in _in_other_tables(index, part, labels, part.year):
        parts = (part, 1), (metric, 1)
        if _are_amounts((part, metric)) and metric.figure.value:
            judged = Judged(
                key=identity.text,
                text=identity.text,
                line=line,
                total=total,
                parts=parts,
                items=(identity.left, *(term.item for term in identity.terms)),
                certain=False,
                outcome=_ratio(total, parts, identity),
                ratio=True,
            )
            found.append(judged)
    return _only_reading(found)


def _only_reading(found: Sequence[Judged]) -> Judged | None:
    """Return the identity over the figure of another table with which it holds, or over the only such figure."""
    holding = next((judged for judged in found if judged.holds), None)
    if holding is not None:
        return holding
    figures = {
        metric.figure.value for judged in found for metric in (judged.total, *(part for part, _ in judged.parts))
    }
    return found[0] if found and len(figures) == 1 + len(found[0].parts) else None


def _in_other_tables(index: ReportIndex, like: Metric, labels: set[str], year: int | None) -> Iterator[Metric]:
    """Yield the figures of a year that other tables than that of `like` print under one of `labels`."""
    for metric in index.report.metrics:
        if (
            metric.table is not None
            and like.table is not None
            and metric.table.id != like.table.id
            and metric.figure.unit == like.figure.unit
            and one_entity(metric.facets.entity, like.facets.entity)
            and metric.period is not None
            and metric.period.kind is PeriodKind.YEAR
            and metric.year == year
            and metric.table.row
            and item_label(metric.table.row[-1]) in labels
        ):
            yield metric


def _lines_beside(statement: Statement, line: Line, place: int, *, above: bool) -> Judged | None:
    """Judge an item that adds up the lines above or below it; None where fewer than two of them have figures.

    They end where an item stands that closes a group.
    """
    form, item = statement.form, line.cells[place].items[statement.place]
    total, own_label = line.items[item], line.cells[place].label
    parts, labels = list[tuple[Cell, Metric]](), {cell.label for cell in line.cells} - {own_label}
    for cell in reversed(line.cells[:place]) if above else line.cells[place + 1 :]:
        own = cell.items.get(statement.place, "")
        row = form.items.get(own)
        step = row is not None and row.sums == form.items[item].sums == "running"  # 毛利, carried on
        if own in form.closing and not step:
            break
        if cell.metric is not None and not (row is not None and row.inside) and cell.outer not in labels:
            parts.append((cell, cell.metric))
        if step:
            break
    if above:
        parts.reverse()
    if sum(bool(metric.figure.value) for _, metric in parts) < 2 or not _alike([total, *(each for _, each in parts)]):
        return None
    signed = tuple((metric, cell.sign) for cell, metric in parts)
    right = "".join(
        ("-" if cell.sign < 0 else "+" if number else "") + item_label(cell.label)
        for number, (cell, _) in enumerate(parts)
    )
    return Judged(
        key=f"{item} = lines {'above' if above else 'below'}",
        text=f"{item}={right}",
        line=line,
        total=total,
        parts=signed,
        items=(item, *(cell.items.get(statement.place, cell.label) for cell, _ in parts)),
        certain=False,
        outcome=_sum(total, signed),
        of_lines=True,
    )


def _failures(index: ReportIndex, statement: Statement, judged: Sequence[Judged]) -> Iterator[Check]:
    """Yield one finding for all identities of a line that fail over one item."""
    holding = Counter(found.key for found in judged if found.holds)
    failing = Counter(found.key for found in judged if found.fails)
    others = holding.total() >= _LEAST_HELD  # of the statement, which prove that it was read rightly
    kept: dict[int, list[Judged]] = defaultdict(list)
    for found in judged:
        misread = failing[found.key] > max(1, holding[found.key])
        misread = misread or not (found.certain or holding[found.key] or (others and _slipped(found)))
        if found.fails and not misread and not explained(statement, found) and not _selected(index, found):
            certain = found.certain or proved_beside(statement, found, judged)
            kept[id(found.line)].append(evolve(found, certain=certain))
    failed = sum(map(len, kept.values()))
    proved = holding.total() >= max(_LEAST_HELD, _LEAST_HELD * failed)
    if not proved and failed > max(1, holding.total()):
        return
    for found_in_line in kept.values():
        for group in by_cause(found_in_line):
            yield _check(index, group, proved=proved)


def _slipped(found: Judged) -> bool:
    """Return whether a slip of the keyboard in its sum explains why an identity fails."""
    return not DIGIT_SLIPS.isdisjoint(found.outcome.diagnoses)


def _selected(index: ReportIndex, found: Judged) -> bool:
    """Return whether a table gives the reasons of changes, and so lists only some of the lines that a sum has."""
    end = index.text.find("\n", found.total.span.end)
    reasons = check_words("reason of a change").search(index.text, found.total.span.end, max(end, 0) or len(index.text))
    exact = found.outcome.exact
    return reasons is not None and exact is not None and abs(exact) < abs(found.total.figure.value)


def _check(index: ReportIndex, group: Sequence[Judged], *, proved: bool = True) -> Check:
    first = group[0]
    total, outcome = first.total, first.outcome
    metrics, signs = zip(*first.parts, strict=True)
    context = index.sum_context(total, metrics, check=CheckName.TIE_OUT, signs=signs)
    others = [metric for found in group[1:] for metric in (found.total, *(part for part, _ in found.parts))]
    if first.ratio:
        context = evolve(context, current=metric_text(metrics[0]), prior=metric_text(metrics[1]))
    context = evolve(context, evidence=tuple(dict.fromkeys((*context.evidence, *index.evidence(*others)))))
    stated = stated_value_of(total.figure)
    if first.holds:
        return make_check(evolve(outcome, diagnoses=()), context, stated, severity=None)
    hints = tuple(hints_of(group))
    if proved and any(found.certain for found in group):
        return make_check(outcome, context, stated, severity=Severity.ERROR, hints=hints)
    decision = ask(outcome)
    return make_check(decision.outcome, context, stated, severity=decision.severity, hints=hints)
