"""A claim of the text finds its other operand in a table: the year before in the row of its figure, or its whole.

Where the row has the name of the figure it is printed for the claim. A row that has the figure under another name and
the row of a whole are bound as `inferred`, and only where the claim holds with them; so is that of a change without a
level (净利润同比增长8.2%), unless it is certain (`certain_rows`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from operator import attrgetter

from attrs import evolve, frozen

from reportdiff.arithmetic.intervals import intersects
from reportdiff.extraction.proved_operands import CHANCE, implied_operand
from reportdiff.extraction.repeated_mentions import innermost_label
from reportdiff.extraction.sentence.ledger import ClaimDraft
from reportdiff.extraction.tables.certain_rows import binding_of_row, speaks_of_own
from reportdiff.extraction.words.counted_names import COUNTED
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.reference_names import facets_fit, name_key, one_entity
from reportdiff.lexicon.statement_forms import items_of
from reportdiff.lexicon.words import word_at_head, word_at_tail
from reportdiff.model import PREVIOUS_YEAR, STATED_CHANGES, Binding, Claim, Metric, Outline, RelationKind, Span, Status
from reportdiff.text.words import cut

__all__ = ["bind_table_operands"]

_BALANCE, _OF = "余额", "占"
_DIGITS = 2  # printed digits of a figure that a table of the same name, unit and year has in full
_SIZED = frozenset({RelationKind.GROWTH, RelationKind.ABSOLUTE})
_SURE_DIGITS = 4  # of a figure of the text by which the row of another name that prints it is known

_YEAR = re.compile(r"(?:19|20)\d\d ?年?[度末底]?")

_Row = tuple[str, tuple[str, ...], str, str, int | None]


@frozen(kw_only=True)
class _Cells:
    """The cells of a report's tables that have a time and a unit: by row, by the item that the row names, by value."""

    rows: dict[_Row, list[Metric]]
    by_item: dict[tuple[object, ...], list[Metric]]
    by_name: dict[object, list[Metric]]
    by_value: dict[str, tuple[list[Fraction], list[Metric]]]
    by_label: dict[tuple[str | None, str], list[Metric]]

    @classmethod
    def of(cls, metrics: Sequence[Metric]) -> _Cells:
        """Return the cells among metrics."""
        rows: dict[_Row, list[Metric]] = defaultdict(list)
        by_item: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
        by_name: dict[object, list[Metric]] = defaultdict(list)
        by_unit: dict[str, list[Metric]] = defaultdict(list)
        by_label: dict[tuple[str | None, str], list[Metric]] = defaultdict(list)
        for cell in metrics:
            if cell.table is not None and cell.period is not None:
                rows[_row(cell, cell.period.year)].append(cell)
                inner = innermost_label(_labels(cell)) or ""
                by_label[cell.section, inner].append(cell)
                if cell.figure.unit:
                    measure = cell.name.rpartition("/")[2]
                    label = inner or measure
                    named = {_item(label)} | ({_item(label + measure)} if measure != label else set())  # 大豆 | 产量
                    for item in named:
                        by_item[(item, cell.figure.unit, cell.period.year, cell.status)].append(cell)
                    for item in named | {_item("".join(_labels(cell)))}:  # 机床业务 | 直接材料
                        by_name[item].append(cell)
                    by_unit[cell.figure.unit].append(cell)
        by_value = {}
        for unit, cells in by_unit.items():
            cells.sort(key=attrgetter("figure.value"))
            by_value[unit] = [cell.figure.value for cell in cells], cells
        return cls(rows=rows, by_item=by_item, by_name=by_name, by_value=by_value, by_label=by_label)

    def printing(self, metric: Metric) -> Iterator[Metric]:
        """Yield the cells that print a figure of the text with all its digits or more."""
        interval, (values, cells) = metric.figure.interval, self.by_value.get(metric.figure.unit, ([], []))
        if metric.period is None or interval.low is None or interval.high is None:
            return
        for cell in cells[bisect_left(values, interval.low) : bisect_right(values, interval.high)]:
            if cell.period is not None and cell.period.year == metric.period.year:
                yield cell

    def named(self, name: str) -> Sequence[Metric]:
        """Return the cells whose row is called so: 存货期末 is the row 存货 too."""
        short = phrase("balance behind an item").sub("", name)
        return self.by_name.get(_item(name)) or self.by_name.get(_item(short)) or ()

    def before(self, cell: Metric) -> Metric | None:
        """Return the figure of the year before in the row of a cell, where there is just one."""
        year = cell.period.year if cell.period is not None else None
        found = self.rows.get(_row(cell, year - 1), ()) if year is not None else ()
        return found[0] if len(found) == 1 else None


def _row(cell: Metric, year: int | None) -> _Row:
    assert cell.table is not None
    return cell.table.id, _labels(cell), cell.name, cell.figure.unit, year


def _labels(cell: Metric) -> tuple[str, ...]:
    """Return the labels of a cell's row but for a year, which rows may have in the place of columns: 2022年 | 8,000."""
    assert cell.table is not None
    return tuple(label for label in cell.table.row if _YEAR.fullmatch(label.strip()) is None)


def _item(name: str) -> object:
    """Return the item of a statement form that a name is a label of (归母净利润), else what it has of its own.

    参保人数 is of 参保 too.
    """
    key = name_key(name)
    return min(items_of(name), default=None) or COUNTED.sub("", key) or key


def bind_table_operands(
    metrics: Sequence[Metric], claims: Sequence[Claim], drafts: Sequence[ClaimDraft], text: str, outline: Outline
) -> tuple[Claim, ...]:
    """Return the claims of the text; one that has no second operand gets that which a table prints.

    A metric of the text and a table's are one figure where each stands among the other's `places`, or where the text
    prints the table's with fewer digits: 45,612.34万元 and 456,123,400.56元 of one name, unit and year. `drafts` are
    those of the same places as the claims of the text.
    """
    spans = {metric.span: metric for metric in metrics if metric.table is not None}
    if not spans or not claims:
        return tuple(claims)
    cells = _Cells.of(metrics)
    by_id = {metric.id: metric for metric in metrics if metric.table is None}
    names: dict[Span, list[tuple[int, str]]] = defaultdict(list)  # that each sentence prints
    for metric in by_id.values():
        names[metric.sentence].append((metric.span.start, metric.name))
    for claim in claims:
        names[claim.sentence].append((claim.span.start, claim.metric_name))
    found: list[Claim] = []
    for claim, draft in zip(claims, drafts, strict=True):
        current = by_id.get(claim.current or "")
        if claim.current is None and claim.prior is None and claim.form in _SIZED:
            ahead = [name for start, name in names[claim.sentence] if start < claim.span.start]
            certain = partial(speaks_of_own, draft, text, outline.title, ahead, cells.named)
            claim = _by_name(claim, cells, outline.year, certain)
        if current is None and claim.form is RelationKind.SHARE and claim.prior_binding is not Binding.CLAUSE:
            claim = _share_of_rows(claim, draft.whole, cells, outline.year)
        if current is not None and claim.prior is None:
            if claim.basis == PREVIOUS_YEAR and claim.form in STATED_CHANGES:
                claim = _with_base(claim, current, spans, cells)
            elif claim.form is RelationKind.SHARE and draft.whole_printed:
                claim = _with_whole(claim, current, draft.whole, cells)
        elif claim.current is None and claim.prior is None and claim.basis == PREVIOUS_YEAR:
            claim = _of_row(claim, cells) if claim.form in STATED_CHANGES else claim
        found.append(claim)
    return tuple(found)


def _by_name(claim: Claim, cells: _Cells, year: int | None, speaks_of_own: Callable[[], bool]) -> Claim:
    """Return a change without a level with the figures of the row of its name with which it holds.

    The only row of the name counts too, where it is of the report's year and the sentence speaks of the reporter's own.
    """
    if claim.basis != PREVIOUS_YEAR or claim.status is not Status.ACTUAL or not claim.metric_name:
        return claim
    named = [cell for cell in cells.named(claim.metric_name) if not cell.is_rate]
    newest = max((cell.year or 0 for cell in named), default=0)
    rows = [(cell, base) for cell in named if cell.year == newest and (base := cells.before(cell)) is not None]
    values = {(cell.figure.value, base.figure.value) for cell, base in rows}
    found = [(cell, base) for cell, base in rows if _inferred(claim, cell, [base], of=len(values)) is not claim]
    binding = Binding.INFERRED
    if not found and len(values) == 1 and newest == year and speaks_of_own():
        found, binding = rows, binding_of_row(claim, *rows[0])
    if len({(cell.figure.value, base.figure.value) for cell, base in found}) != 1:
        return claim
    cell, base = min(found, key=lambda row: row[0].span.start)
    return evolve(claim, current=cell.id, current_binding=binding, prior=base.id, prior_binding=binding)


def _share_of_rows(claim: Claim, whole: str, cells: _Cells, year: int | None) -> Claim:
    """Return a share with the rows of its part and of its whole, where one slip at most keeps it from them.

    研发费用占营业收入比例为5.61%: each of the two names has one figure of the report's year in the report's tables.
    """
    called, of, _ = claim.metric_name.partition(_OF)
    found = []
    for name in (called, whole) if of and called and whole else ():
        own = [
            cell
            for cell in cells.named(name)
            if not cell.is_rate and cell.year == year and _item(name) == _own_item(cell)
        ]
        if len({(cell.figure.value, cell.figure.unit) for cell in own}) != 1:
            return claim
        found.append(own[0])
    if len(found) < 2 or found[0].figure.unit != found[1].figure.unit or found[0].figure.value >= found[1].figure.value:
        return claim
    part, base = found
    binding = binding_of_row(claim, part, base)
    implied = implied_operand(claim, part)
    holds = implied is not None and intersects(base.figure.interval, implied)
    if not holds and binding is Binding.INFERRED:
        return claim
    binding = Binding.INFERRED if holds else binding
    return evolve(claim, current=part.id, current_binding=binding, prior=base.id, prior_binding=binding)


def _own_item(cell: Metric) -> object:
    """Return the item that the row of a cell names by all of its labels."""
    return _item("".join(_labels(cell)))


def _with_base(claim: Claim, current: Metric, spans: dict[Span, Metric], cells: _Cells) -> Claim:
    twins = [spans[span] for span in current.places if span in spans] or _printed_shorter(current, cells)
    base = next((base for cell in reversed(twins) if (base := cells.before(cell)) is not None), None)
    if base is not None:
        return evolve(claim, prior=base.id, prior_binding=Binding.ROW)
    if current.figure.significant_digits < _SURE_DIGITS:
        return claim
    bases = [base for cell in cells.printing(current) if (base := cells.before(cell)) is not None]
    return _inferred(claim, current, [base for base in bases if one_entity(base.facets.entity, current.facets.entity)])


def _of_row(claim: Claim, cells: _Cells) -> Claim:
    """Return a change of the row that it names, of the table of its section: 合同案件下降4.0% below its row."""
    name = claim.metric_name.removesuffix(word_at_tail("counted noun", claim.metric_name))
    found = cells.by_label.get((claim.section, name), ()) if len(name) > 1 else ()
    pairs = [(cell, base) for cell in found if (base := cells.before(cell)) is not None]
    newest = max((cell.year or 0 for cell, _ in pairs), default=0)
    pairs = [(cell, base) for cell, base in pairs if (cell.year or 0) == newest]
    if len(pairs) != 1 or pairs[0][0].span.start >= claim.span.start:
        return claim
    cell, base = pairs[0]
    bound = evolve(claim, metric=cell.id, current=cell.id, current_binding=Binding.NAME)
    return evolve(bound, prior=base.id, prior_binding=Binding.ROW)


def _printed_shorter(metric: Metric, cells: _Cells) -> list[Metric]:
    """Return the cells that a figure of the text stands for by its name, none where they differ from each other."""
    if metric.period is None or sum(map(str.isdigit, metric.figure.digits)) < _DIGITS:
        return []
    place = metric.figure.unit, metric.period.year, metric.status
    bare = metric.name.removeprefix(metric.facets.entity or "")
    own = metric.name.removeprefix(word_at_head("speaker", metric.name))  # 学校|总收入
    measure = word_at_tail("measure", metric.name)
    names = metric.name, metric.name.removesuffix(_BALANCE), bare, own, metric.name.removesuffix(measure)  # 粮食|产量
    found = next((cells.by_item[_item(name), *place] for name in names if (_item(name), *place) in cells.by_item), ())
    fit = [
        cell
        for cell in found
        if intersects(cell.figure.interval, metric.figure.interval) and facets_fit(cell.facets, metric.facets)
    ]
    return fit if len({cell.figure.value for cell in fit}) == 1 else []


def _with_whole(claim: Claim, part: Metric, whole: str, cells: _Cells) -> Claim:
    """Return a share with the whole that a table prints: 占年度合并报表归属于上市公司股东的净利润的31.40%."""
    words, year = cut(whole), part.period.year if part.period is not None else None
    for place in range(len(words)):
        label = _item("".join(words[place:]))
        found = cells.by_item.get((label, part.figure.unit, year, part.status), ())
        found = [cell for cell in found if one_entity(cell.facets.entity, part.facets.entity)]
        if found:
            return _inferred(claim, part, found)
    return claim


def _inferred(claim: Claim, current: Metric, found: Sequence[Metric], *, of: int = 0) -> Claim:
    """Return a claim with the one figure with which it holds, if hardly another would: `of` are tried in all."""
    implied = implied_operand(claim, current) if claim.figure is not None and claim.figure.value else None
    if implied is None or implied.low is None or implied.high is None or not implied.low + implied.high:
        return claim
    values = {metric.figure.value for metric in found}
    width = 2 * (implied.high - implied.low) / abs(implied.low + implied.high)
    fitting = [metric for metric in found if intersects(metric.figure.interval, implied)]
    if not fitting or len({metric.figure.value for metric in fitting}) > 1 or max(of, len(values)) * width > CHANCE:
        return claim
    return evolve(claim, prior=fitting[0].id, prior_binding=Binding.INFERRED)
