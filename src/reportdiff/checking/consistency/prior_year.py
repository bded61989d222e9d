"""Hold the comparatives of this year's statements against last year's report: 2022 as both reports print it.

Statements are found by their forms and told apart by their entity; their lines are matched in order, by label. Each
line of last year agrees, is restated by an amount (announced where this year's report says so), or is not found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.checking.findings import make_check
from reportdiff.checking.forms.statements import statements
from reportdiff.checking.operands import one_amount
from reportdiff.checking.report_index import PairIndex, ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.columns import Version, column_head
from reportdiff.lexicon.statement_forms import item_label, items_of
from reportdiff.messages import phrase
from reportdiff.model import (
    Check,
    CheckName,
    Comparative,
    ComparativeState,
    Metric,
    Period,
    Severity,
    Status,
    TablePlace,
    Verdict,
)

__all__ = ["comparatives_of", "restatements"]

_PRIMARY = ("balance_sheet", "income_statement", "cash_flow", "key_data")
_ITEMS = {True: 2, False: 4}  # of a form, that a statement prints whose entity is known, or not
_LINES = {True: 3, False: 8}  # of a statement likewise; a note on a subsidiary has fewer
_KEY_DATA = "key_data"  # of the group alone, and short
_SIMILAR = 85  # of 100: labels of one line that were worded anew
_MANY = 2  # a statement of which one line in so many is restated was restated as a whole, or paired wrongly


@frozen(kw_only=True)
class _Line:
    """A line of a statement in one year: its label, its place, and its figure, None where it has none.

    `adjusted` is the figure after a restatement, where the statement prints one before and one after it.
    """

    label: str
    name: str
    figure: Metric | None
    adjusted: Metric | None = None


_Key = tuple[str, str | None]
"""The form of a statement, and the entity that it is of."""


def comparatives_of(index: PairIndex) -> tuple[Comparative, ...]:
    """Return every line of last year's statements with the comparative that this year's report prints for it."""
    if index.comparatives is None:
        index.comparatives = tuple(_found(index))
    return index.comparatives


def _found(index: PairIndex) -> Iterator[Comparative]:
    year = index.prior.report.own_year
    if year is None or index.current.report.own_year in (None, year):
        return
    before, after = _statements(index.prior, year), _statements(index.current, year)
    announced = _announced(index.current)
    for key, lines in before.items():
        others = after.get(key) or _of_unknown_entity(key, after)
        if others is not None:
            yield from _matched(key, lines, others, announced)


def restatements(index: PairIndex) -> Iterator[Check]:
    """Yield a question for every comparative that differs from last year's report, a note where it was announced.

    Of a statement that mostly differs there is one question.
    """
    found: dict[_Key, list[Comparative]] = defaultdict(list)
    for each in comparatives_of(index):
        found[each.statement, each.entity].append(each)
    for lines in found.values():
        restated = [line for line in lines if line.state is ComparativeState.RESTATED]
        whole = _MANY * len(restated) > len(lines)
        for line in restated[:1] if whole else restated:
            yield _check(index, line, len(restated) if whole else 0)


def _check(index: PairIndex, line: Comparative, count: int) -> Check:
    after, before = index.current.metrics[line.current or ""], index.prior.metrics[line.prior]
    context = index.current.metric_context(after, check=CheckName.PRIOR_RESTATED)
    context = evolve(context, evidence=(*context.evidence, *index.prior.evidence(before)))
    hints = [phrase("findings.prior_restated", printed=metric_text(after), reported=metric_text(before))]
    if line.difference is not None:
        hints.append(phrase("findings.restated_by", amount=plain_text(line.difference / after.figure.scale)))
    if line.announced:
        hints.append(phrase("findings.restatement_announced"))
    if count:
        hints.append(phrase("findings.restated_lines", count=str(count)))
    severity = Severity.NOTE if line.announced else Severity.QUESTION
    return make_check(Outcome(Verdict.UNCHECKED), context, None, severity=severity, hints=tuple(hints))


def _announced(index: ReportIndex) -> Callable[[str], bool]:
    """Return what tells whether a report announces a restatement of a line: for all, or in a table that explains it."""
    if check_words("restated prompt").search(index.text):
        return lambda label: True
    explained = {
        item_label(metric.table.row[-1])
        for metric in index.report.metrics
        if metric.table is not None and metric.table.row and _explains(metric.table)
    }
    return explained.__contains__


def _explains(place: TablePlace) -> bool:
    words = "".join((*place.row[:-1], *place.column))
    return check_words("restating column").search(words) is not None


def _statements(index: ReportIndex, year: int) -> dict[_Key, list[_Line]]:
    """Return the lines of a report's statements as they print one year, by form and entity; the first of each."""
    items: dict[tuple[str, str], set[str]] = defaultdict(set)
    for statement in statements(index):
        for line in statement.lines:
            items[statement.table, statement.form.name].update(line.items)
    tables: dict[str, list[Metric]] = defaultdict(list)
    for metric in index.report.metrics:
        if metric.table is not None:
            tables[metric.table.id].append(metric)
    found: dict[_Key, list[_Line]] = {}
    most: dict[str, int] = defaultdict(int)
    for (table, _), names in items.items():
        most[table] = max(most[table], len(names))
    for (table, form), names in items.items():
        if form not in _PRIMARY or len(names) < most[table]:
            continue
        by_entity: dict[str | None, list[Metric]] = defaultdict(list)
        for metric in tables[table]:
            by_entity[metric.facets.entity].append(metric)
        for entity, metrics in by_entity.items():
            lines = list(_lines(metrics, year))
            known = entity is not None or form == _KEY_DATA
            if len(lines) >= _LINES[known] and len(names) >= _ITEMS[known]:
                found.setdefault((form, entity), lines)
    named = {form for form, entity in found if entity is not None}
    return {key: lines for key, lines in found.items() if key[1] is not None or key[0] not in named}


def _lines(metrics: Sequence[Metric], year: int) -> Iterator[_Line]:
    rows: dict[object, list[Metric]] = defaultdict(list)
    for metric in metrics:
        assert metric.table is not None
        rows[metric.table.at[0] if metric.table.at is not None else metric.table.row].append(metric)
    for cells in rows.values():
        own = [metric for metric in cells if _of_year(metric, year)]
        place = cells[0].table
        if place is None or not place.row:
            continue
        label = item_label(place.row[-1])
        name = next((item for _, item in items_of(place.row[-1])), label)
        plain = [metric for metric in own if _version(metric) is not Version.RESTATED]
        restated = [metric for metric in own if _version(metric) is Version.RESTATED]
        figure = plain[0] if plain else restated[0] if restated else None
        adjusted = restated[0] if plain and restated else None
        yield _Line(label=label, name=name, figure=figure, adjusted=adjusted)


def _of_year(metric: Metric, year: int) -> bool:
    """Return whether a figure is one of a whole year, or of its end."""
    period = metric.period
    return (
        metric.status is Status.ACTUAL
        and period is not None
        and period in (Period(str(year), year), Period(f"as_of:{year}-12-31", year))
    )


def _version(metric: Metric) -> Version:
    return column_head(metric.table.column).version if metric.table is not None else Version.NONE


def _of_unknown_entity(key: _Key, found: dict[_Key, list[_Line]]) -> list[_Line] | None:
    """Return the only statement of a form, where one of both reports does not say of which entity it is."""
    form, entity = key
    others = [lines for (name, other), lines in found.items() if name == form and (entity is None or other is None)]
    return others[0] if len(others) == 1 else None


def _matched(
    key: _Key, lines: Sequence[_Line], others: Sequence[_Line], announced: Callable[[str], bool]
) -> Iterator[Comparative]:
    partners = _partners(lines, others)
    labels = Counter(line.name for line in lines)
    for place, line in enumerate(lines):
        if line.figure is None:
            continue
        partner, exact = partners.get(place, (None, False))
        printed, state = _compared(line.figure, partner)
        if printed is None and not line.figure.figure.value:
            continue  # 0 in one report and a blank in the other
        restated = printed is not None and state is ComparativeState.RESTATED
        adjusted = partner is not None and partner.adjusted is not None
        yield Comparative(
            statement=key[0],
            entity=key[1],
            label=line.label,
            prior=line.figure.id,
            current=printed.id if printed is not None else None,
            state=state,
            difference=printed.figure.value - line.figure.figure.value if restated and printed is not None else None,
            announced=restated and (adjusted or announced(line.label)),
            review=restated and (not exact or labels[line.name] > 1),
        )


def _compared(figure: Metric, partner: _Line | None) -> tuple[Metric | None, ComparativeState]:
    """Return the comparative of a figure, and whether it agrees; where both are printed, that after a restatement."""
    if partner is None or partner.figure is None:
        return None, ComparativeState.NOT_FOUND
    first, adjusted = partner.figure, partner.adjusted
    if first.figure.unit and figure.figure.unit and first.figure.unit != figure.figure.unit:
        return None, ComparativeState.NOT_FOUND
    agrees = one_amount(first.figure, figure.figure)
    if adjusted is not None:
        agrees_after = one_amount(adjusted.figure, figure.figure)
        if agrees or agrees_after:
            return adjusted, ComparativeState.AGREES if agrees_after else ComparativeState.RESTATED
    return first, ComparativeState.AGREES if agrees else ComparativeState.RESTATED


def _partners(lines: Sequence[_Line], others: Sequence[_Line]) -> dict[int, tuple[_Line, bool]]:
    """Return the line of the other report for each line, and whether both labels are the same.

    The longest common sequence of labels is taken; between its lines, labels that are nearly the same are.
    """
    found: dict[int, tuple[_Line, bool]] = {}
    start = other_start = 0
    for place, other in (*_common(lines, others), (len(lines), len(others))):
        found.update(_similar(lines, others, (start, place), (other_start, other)))
        if place < len(lines):
            found[place] = others[other], True
        start, other_start = place + 1, other + 1
    return found


def _common(lines: Sequence[_Line], others: Sequence[_Line]) -> list[tuple[int, int]]:
    """Return the places of the longest common sequence of labels."""
    lengths = [[0] * (len(others) + 1) for _ in range(len(lines) + 1)]
    for place in range(len(lines) - 1, -1, -1):
        for other in range(len(others) - 1, -1, -1):
            same = lines[place].name == others[other].name
            longer = max(lengths[place + 1][other], lengths[place][other + 1])
            lengths[place][other] = max(longer, 1 + lengths[place + 1][other + 1]) if same else longer
    places, place, other = [], 0, 0
    while place < len(lines) and other < len(others):
        if lines[place].name == others[other].name and lengths[place][other] == 1 + lengths[place + 1][other + 1]:
            places.append((place, other))
            place, other = place + 1, other + 1
        elif lengths[place + 1][other] >= lengths[place][other + 1]:
            place += 1
        else:
            other += 1
    return places


def _similar(
    lines: Sequence[_Line], others: Sequence[_Line], own: tuple[int, int], theirs: tuple[int, int]
) -> Iterator[tuple[int, tuple[_Line, bool]]]:
    from rapidfuzz.fuzz import ratio

    free = list(range(*theirs))
    for place in range(*own):
        scored = [(ratio(lines[place].label, others[other].label), -other) for other in free]
        best = max(scored, default=(0.0, 0))
        if best[0] >= _SIMILAR:
            free.remove(-best[1])
            yield place, (others[-best[1]], False)
