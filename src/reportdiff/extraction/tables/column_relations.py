"""Which columns of a table a column of changes, shares or completions relates: told by the heads, proved on the rows.

Where the heads allow more than one pair of columns (three years, several budgets, amounts beside shares), the pair that
the rows bear out is taken; where they bear out none, the one that the heads name best, if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.extraction.tables.grid import Column, Grid, Key, holds
from reportdiff.extraction.tables.rates import averaged_columns, changed_columns, rated_columns
from reportdiff.lexicon.columns import CHANGE_COLUMNS, PLANS, ColumnHead, ColumnRole, Version, column_head
from reportdiff.lexicon.patterns import pattern, phrase
from reportdiff.model import RelationKind

__all__ = ["RelatedColumns", "relate"]

_PROOFS = 2  # rows that must bear a relation out, and how many times as many as speak against it
_BEFORE = {
    "now": "before",
    "Q2": "Q1",
    "Q3": "Q2",
    "Q4": "Q3",
    "H2": "H1",
    **{f"M{month}": f"M{month - 1}" for month in range(2, 13)},
}
_FIRST = {"Q1": "Q4", "H1": "H2", "M1": "M12"}  # the part before is one of the year before
_RESTATEMENTS = (Version.RESTATED, Version.UNRESTATED)
_NO_LEVELS = CHANGE_COLUMNS | {ColumnRole.COMPLETION, ColumnRole.RANK, ColumnRole.SCORE}


@frozen(kw_only=True)
class RelatedColumns:
    """The columns of the current and the prior operand; `lagged`: the prior stands in the row of the year before.

    `other`: what a row states that does not follow the relation of the others, as 合计 may print a growth amid points.
    """

    form: RelationKind
    current: Key
    prior: Key | None = None
    lagged: bool = False
    other: RelatedColumns | None = None


def relate(grid: Grid, column: Key, form: RelationKind) -> RelatedColumns | None:
    """Return the columns that a column relates in a form; None where neither heads nor rows tell them."""
    own = grid.columns[column]
    if own.head.role is ColumnRole.AVERAGE:
        ends = averaged_columns(grid, own)
        return None if ends is None else RelatedColumns(form=form, current=ends[0], prior=ends[1])
    if form is RelationKind.RATE:
        return _rate(grid, own, form) or _own_share(grid, own)
    if form is RelationKind.SHARE:
        return _share(grid, own)
    if form is RelationKind.COMPLETION:
        return _chosen(grid, own, list(_completions(grid, own))) or _rate(grid, own, form)
    found = _chosen(grid, own, list(_changes(grid, own, form)))
    if form is RelationKind.ABSOLUTE and (found is None or not _proved(grid, own, found)):  # 增减 without a unit
        growth = _chosen(grid, own, list(_changes(grid, own, RelationKind.GROWTH)))
        if growth is not None and _proved(grid, own, growth):
            return growth
    if form is RelationKind.GROWTH:  # 同比增减 beside amounts and shares
        points = _chosen(grid, own, list(_changes(grid, own, RelationKind.POINTS)))
        if points is not None and (found is None or not _proved(grid, own, found)) and _proved(grid, own, points):
            return evolve(points, other=found)
    if (found := found or _lagged(grid, own, form)) is None and not grid.transposed:
        pair = changed_columns(grid, own, form) if form in (RelationKind.GROWTH, RelationKind.ABSOLUTE) else None
        found = None if pair is None else RelatedColumns(form=form, current=pair[0], prior=pair[1])
    return found or _alone(grid, own, form)


def _levels(grid: Grid, own: Column, form: RelationKind) -> list[Column]:
    """Return the columns of figures that a relation may take its operands from: of its subject, if it names one."""
    rates = form is RelationKind.POINTS
    levels = [
        column
        for column in grid.columns.values()
        if column.head.role not in _NO_LEVELS
        and column.metric is not None
        and column is not own
        and (rates or column_head(column.key[0], "%").role is not ColumnRole.SHARE)
        and (not rates or column.is_rate or not grid.transposed)
    ]
    subject = own.head.subject
    if form is RelationKind.POINTS and own.head.role in (ColumnRole.POINTS, ColumnRole.PERCENT):
        shares = [column for column in levels if column.head.role is ColumnRole.SHARE]
        if not subject or pattern("head_words", "share").search(subject[-1]):
            return shares or (levels if not subject else [])
    if not subject:
        return levels
    return (
        [column for column in levels if column.head.subject == subject]
        or [column for column in levels if subject[-1] in column.head.subject]
        or _called_shortly(levels, subject[-1])
        or ([] if own.head.names_subject else levels)
    )


def _called_shortly(levels: list[Column], short: str) -> list[Column]:
    """Return the columns of the one subject that a head calls by its end: 成本比上年增减 beside 营业成本."""
    found = [column for column in levels if column.head.subject and column.head.subject[-1].endswith(short)]
    return found if len({column.head.subject for column in found}) == 1 else []


_Ranked = tuple[tuple[int, ...], RelatedColumns]


def _changes(grid: Grid, own: Column, form: RelationKind) -> Iterator[_Ranked]:
    """Yield the pairs of columns that a change may be between, the less likely with the higher rank."""
    levels = _levels(grid, own, form)
    for current in levels:
        for prior in levels:
            alike = current.head.subject == prior.head.subject or len(levels) == 2
            if current is prior or not alike:
                continue
            doubt = _doubt(own.head, current, prior)
            if doubt is not None:
                after = int(max(current.position, prior.position) > own.position)
                distance = abs(own.position - current.position) + abs(own.position - prior.position)
                rank = (int(doubt >= _GUESS), after, doubt, -(current.year or 0), distance)
                yield rank, RelatedColumns(form=form, current=current.key, prior=prior.key)


_GUESS = 4  # a doubt that only the rows can dispel


def _doubt(change: ColumnHead, current: Column, prior: Column) -> int | None:
    """Return how doubtful it is that a change is between two columns; None where the heads rule it out."""
    if current.year is None or prior.year is None:
        return None
    base, versions = change.base, (current.head.version, prior.head.version)
    own = change.own
    if own is not None and own.year is not None and not own.balance and current.year != own.year:
        return None
    if change.monthly:
        if current.part in _FIRST:
            fits = (prior.year, prior.part) == (current.year - 1, _FIRST[current.part])
        else:
            fits = (prior.year, prior.part) == (current.year, _BEFORE.get(current.part))
        return 0 if fits else None
    if current.part != prior.part and not prior.same_part:
        return None
    lags = {current.year - 1}
    if base is not None and base.year is not None:
        lags = {base.year}
    elif change.base_version and base is None:
        lags = {current.year - 1, current.year}
    elif base is not None and not base.offset and change.base_version:
        lags = {current.year}
    if not _versions_fit(change, versions):
        return None
    if prior.year not in lags or (versions[0] == versions[1] and prior.year == current.year):
        same_year = not change.base_version and base is None and prior.year == current.year
        return _GUESS if same_year and _planned(prior) and not _planned(current) else None
    doubt = int(current.balance != prior.balance) + versions.count(Version.UNRESTATED)
    if not change.base_version or not change.version:
        doubt += _planned(current) and not _planned(prior)
    if not change.base_version:
        doubt += _planned(prior) and not _planned(current)
    return doubt + (change.base_version is not Version.NONE and versions[1] is not change.base_version)


def _planned(column: Column) -> bool:
    return column.head.version in PLANS


def _versions_fit(change: ColumnHead, versions: tuple[Version, Version]) -> bool:
    """Return whether a change's head allows figures of the versions of its current and its prior column."""
    if change.base_version and not _fits(change.base_version, versions[1]):
        return False
    if change.version in _RESTATEMENTS:  # against last year's figure of that version
        return {*versions} <= {Version.NONE, change.version}
    return not change.version or _fits(change.version, versions[0])


def _fits(named: Version, version: Version) -> bool:
    """Return whether a column is of the version that a change names: 预算 may be any plan's, 决算 any outcome."""
    if named is Version.BUDGET:
        return version in PLANS
    if named is Version.INITIAL:
        return version in (Version.INITIAL, Version.BUDGET)
    return named is version or (named is Version.OUTCOME and version not in PLANS)


def _completions(grid: Grid, own: Column) -> Iterator[_Ranked]:
    """Yield the pairs of an outcome and a plan, or another base, that a completion may be of."""
    levels = _levels(grid, own, RelationKind.COMPLETION)
    named = own.head.base_version
    for prior in levels:
        of_plan = (named in PLANS or not named) and not _of_another_year(own.head)
        if named and not _fits(named, prior.head.version):
            continue
        if of_plan and not _planned(prior):
            continue
        for current in levels:
            if current is prior or current.year is None or (of_plan and _planned(current)):
                continue
            if not of_plan and own.head.own is not None and current.year != (own.head.own.year or current.year):
                continue
            base = own.head.base
            year = current.year + (base.offset if base is not None else 0)
            if base is not None and base.year is not None:
                year = base.year
            version = own.head.version
            counts = version and (version not in PLANS or not of_plan)
            if prior.year != year or (counts and not _fits(version, current.head.version)):
                continue
            alike = current.head.subject == prior.head.subject
            doubt = (current.head.version is not Version.OUTCOME) + (named not in (Version.NONE, prior.head.version))
            doubt += not named and prior.head.version is Version.INITIAL  # 执行率 is of the year's last plan
            if base is not None and base.year is not None and of_plan and current.year != base.year:
                continue
            if alike or len(levels) == 2:
                related = RelatedColumns(form=RelationKind.COMPLETION, current=current.key, prior=prior.key)
                after = max(current.position, prior.position) > own.position
                distance = abs(own.position - current.position) + abs(own.position - prior.position)
                yield (0, int(after), int(doubt), 0, distance), related


def _of_another_year(head: ColumnHead) -> bool:
    """Return whether a ratio is to the plan of another year: 2026年预算为2025年预算的%."""
    own, base = head.own, head.base
    if base is None or own is None:
        return base is not None and bool(base.offset)
    return bool(base.offset) or (None not in (own.year, base.year) and own.year != base.year)


def _share(grid: Grid, own: Column) -> RelatedColumns | None:
    """Return the column of amounts that shares are of: the nearest before them, of their time if they name one.

    Where none is before them, it is the one right behind: 持股比例 | 持股数量. Where the rows bear out another column
    before them alone, it is that: 应收账款 | 合同资产 | 两者合计 | 占比.
    """
    amounts = [column for column in grid.columns.values() if not column.is_rate]
    before = [column for column in amounts if column.position < own.position]
    before = before or [column for column in amounts if column.position == own.position + 1]
    levels = [column for column in _levels(grid, own, RelationKind.SHARE) if column in before]
    own_time = own.head.own
    if own_time is not None:
        levels = [column for column in levels if column.head.own is None or column.head.own == own_time] or levels
    if not levels:
        return None
    chosen = levels[-1] if own_time is not None else _latest(grid, levels, own)
    if not _shares_hold(grid, own, chosen):
        amounts = [column for column in before if column.metric is not None and column.head.role not in _NO_LEVELS]
        held = next((column for column in reversed(amounts) if _shares_hold(grid, own, column)), None)
        if held is None and (rate := _rate(grid, own, RelationKind.SHARE)) is not None:
            return rate  # 采购金额 | 其中：中小企业 | 占比
        chosen = held or chosen
    return RelatedColumns(form=RelationKind.SHARE, current=chosen.key)


def _own_share(grid: Grid, own: Column) -> RelatedColumns | None:
    """Return the column that a share calls by its head, where the rows bear it out: 2023年收案（件） | 收案占比."""
    name = phrase("share behind a name").sub("", own.head.subject[-1]) if own.head.subject else ""
    if not name or name == own.head.subject[-1]:
        return None
    called = (column for column in grid.columns.values() if name in "".join(column.head.subject) and not column.is_rate)
    held = next((column for column in called if _shares_hold(grid, own, column)), None)
    return None if held is None else RelatedColumns(form=RelationKind.SHARE, current=held.key)


def _latest(grid: Grid, levels: list[Column], own: Column) -> Column:
    """Return the column of the latest year, of columns of several years before one share: 2025 | 2024 | 占比."""
    last = levels[-1]
    newer = [column for column in levels if not _planned(column) and (column.year or 0) > (last.year or 9999)]
    between = {column.head.role for column in grid.columns.values() if column.position < own.position}
    return newer[-1] if newer and ColumnRole.SHARE not in between else last


def _rate(grid: Grid, own: Column, form: RelationKind) -> RelatedColumns | None:
    """Return the columns of its rows that a percentage is the ratio of, where the rows prove them."""
    pair = None if grid.transposed else rated_columns(grid, own)
    return None if pair is None else RelatedColumns(form=form, current=pair[0], prior=pair[1])


def _shares_hold(grid: Grid, own: Column, part: Column) -> bool:
    """Return whether the rows bear out that a column prints the shares of another, in the whole that 合计 implies."""
    whole = grid.whole_row(part.key, own.key)
    if whole is None or (base := part.cells.get(whole)) is None or not base.stated:
        return False
    of_whole = own.cells[whole].stated if whole in own.cells else Fraction(100)
    held = failed = 0
    for key, item in own.cells.items():
        if key != whole and key in part.cells:
            share = part.cells[key].stated / base.stated * of_whole
            fits = abs(share - item.stated) <= (item.figure.last_place or 1)
            held, failed = held + fits, failed + (not fits)
    return held >= _PROOFS * max(1, failed)


def _lagged(grid: Grid, own: Column, form: RelationKind) -> RelatedColumns | None:
    """Return the column whose figures change from row to row, where the rows are years."""
    base = own.head.base
    if not grid.row_before or own.head.monthly or not (base is None or (base.offset == -1 and not base.part)):
        return None
    levels = [column for column in _levels(grid, own, form) if column.position < own.position]
    return RelatedColumns(form=form, current=levels[-1].key, prior=levels[-1].key, lagged=True) if levels else None


def _alone(grid: Grid, own: Column, form: RelationKind) -> RelatedColumns | None:
    """Return the only figure of its row that a change can be of, where nobody prints what it was before."""
    levels = _levels(grid, own, form)
    if own.head.names_subject and form is RelationKind.GROWTH and not levels:
        levels = _levels(grid, own, RelationKind.POINTS)
    own_level = levels[0] if len(levels) == 1 else _beside(grid, own, levels)
    return RelatedColumns(form=form, current=own_level.key) if own_level is not None else None


def _beside(grid: Grid, own: Column, levels: list[Column]) -> Column | None:
    """Return the level of a change where each change stands beside its own: 当月 | 当月增幅 | 累计 | 累计增幅."""
    changes = [column for column in grid.columns.values() if column.head.role is own.head.role]
    label = "".join(own.key[0])
    called = [level for level in levels if level.key[0] and label.startswith("".join(level.key[0]))]
    if len(called) == 1 and len(changes) > 1:
        return called[0]
    monthly = {change.position for change in changes if change.head.monthly}
    places = {level.position: level for level in levels}
    found: dict[int, Column | None] = {}
    for change in changes:
        at = change.position - 1
        while at in monthly:  # 当月 | 环比 | 同比
            at -= 1
        found[change.position] = places.get(at) if at - 1 not in places else None
    return found[own.position] if len(changes) - len(monthly) > 1 and all(found.values()) else None


def _chosen(grid: Grid, own: Column, candidates: list[_Ranked]) -> RelatedColumns | None:
    """Return the pair that the rows bear out, else the one that the heads rank above all others."""
    candidates.sort(key=lambda candidate: candidate[0])
    if not candidates:
        return None
    best = [related for rank, related in candidates if rank[:-1] == candidates[0][0][:-1]]
    ahead = candidates[0][0][1] and any(  # of two blocks alike the rows alone tell the first
        column.head.role is own.head.role and column.position > own.position for column in grid.columns.values()
    )
    certain = len(best) == 1 and not candidates[0][0][0] and not ahead
    if len(candidates) == 1 and certain:
        return best[0]
    if certain and _proved(grid, own, best[0]):
        return best[0]
    proved = [related for _, related in candidates if _proved(grid, own, related)]
    if proved:
        return proved[0]
    return best[0] if certain else None


def _proved(grid: Grid, own: Column, related: RelatedColumns) -> bool:
    """Return whether the rows bear out that a column relates two others."""
    held = failed = 0
    for key, item in own.cells.items():
        row = grid.rows[key]
        current, prior = row.get(related.current), row.get(related.prior) if related.prior is not None else None
        if current is None or prior is None:
            continue
        outcome = holds(related.form, item.size(related.form), current.figure, prior.figure)
        held, failed = held + (outcome is True), failed + (outcome is False)
    return held >= _PROOFS * failed and (held >= _PROOFS or (held > 0 and not failed))
