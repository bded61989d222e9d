"""The index that every check looks things up in: one report, or two reports with their pairs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from attrs import evolve

from reportdiff.arithmetic import Operand, Statement, roughly_flat, signed_value
from reportdiff.checking.declared_notes import DeclaredNotes, words_of_basis
from reportdiff.checking.findings import FindingContext
from reportdiff.checking.operands import operand_of, scaled_unit, stated_value_of
from reportdiff.checking.policy import Grounds
from reportdiff.checking.share_columns import ShareColumn, agreed_columns
from reportdiff.checking.share_lists import ShareList, complete_lists
from reportdiff.checking.simplified_report import read_in_simplified
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import (
    PREVIOUS_YEAR,
    RATIOS,
    CheckName,
    Claim,
    Comparative,
    Evidence,
    Metric,
    Pair,
    RelationKind,
    Report,
    Span,
)
from reportdiff.model import report_index as model_index
from reportdiff.text.numerals import doubling_factor

__all__ = ["MatchedPair", "PairIndex", "ReportIndex", "metric_text"]

_BEFORE = 200  # metrics of its section before a claim among which they are looked for
_LABEL = 4  # characters of a name that tells what is measured
_LONG = 6  # digits of a figure that no other one resembles by chance
_TOTALS = 12  # other totals in scope that a diagnosis tries
_OF_SIZE = frozenset({RelationKind.GROWTH, RelationKind.ABSOLUTE, RelationKind.TIMES_MORE})
_WITHOUT_SIZE = frozenset({RelationKind.FLAT, RelationKind.LEVEL_TO_LEVEL, RelationKind.DOUBLING})


def metric_text(metric: Metric) -> str:
    """Return a metric's figure as printed, in one line, with the unit that a table's head gives it."""
    figure = metric.figure
    surface = "".join(figure.surface.split())
    if metric.table is None or not figure.unit or figure.unit in surface:
        return surface
    return f"{surface}（{scaled_unit(figure)}）"


class ReportIndex(model_index.ReportIndex):
    """One report, indexed for the checks."""

    def __init__(self, report: Report, side: str = "current") -> None:
        """Index `report`; `side` is what evidence calls it."""
        read = read_in_simplified(report)
        super().__init__(read.report)
        self.text, self.printed, self.side = read.text, read.printed, side

    @cached_property
    def notes(self) -> DeclaredNotes:
        """The notes in which a basis may be declared for all figures of the report, or for some."""
        return DeclaredNotes.of(self.text, (metric.name for metric in self.report.metrics))

    @cached_property
    def _claim_starts(self) -> Sequence[int]:
        return [claim.span.start for claim in self.report.claims]

    def claims_between(self, start: int, end: int) -> Sequence[Claim]:
        """Return the claims that begin in a part of the text, in text order."""
        starts = self._claim_starts
        return self.report.claims[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def by_table(self) -> Mapping[str, Sequence[Metric]]:
        """The metrics of each table, in text order."""
        found: dict[str, list[Metric]] = defaultdict(list)
        for metric in self.report.metrics:
            if metric.table is not None:
                found[metric.table.id].append(metric)
        return found

    @cached_property
    def figure_starts(self) -> Sequence[int]:
        """The places at which the figures of tables begin, those of metrics and those of claims."""
        metrics = (metric.span.start for metric in self.report.metrics if metric.table is not None)
        return sorted({*metrics, *(claim.span.start for claim in self.report.claims if claim.table is not None)})

    @cached_property
    def shares_of(self) -> Mapping[object, tuple[int, Fraction]]:
        """The number and the sum of the shares of each whole, by its id and the section."""
        found: dict[object, tuple[int, Fraction]] = {}
        for claim in self.report.claims:
            if claim.form is RelationKind.SHARE and claim.figure is not None:
                count, total = found.get((claim.prior, claim.section), (0, Fraction(0)))
                found[claim.prior, claim.section] = count + 1, total + claim.figure.value
        return found

    @cached_property
    def shares_in_tables(self) -> Mapping[object, Claim]:
        """The shares of tables by the place of their cells."""
        return {
            (claim.table.id, claim.table.column, claim.table.row, claim.table.at): claim
            for claim in self.report.claims
            if claim.form is RelationKind.SHARE and claim.table is not None
        }

    @cached_property
    def shares_in_columns(self) -> Mapping[object, Sequence[Claim]]:
        """The shares of tables by table and column."""
        found: dict[object, list[Claim]] = defaultdict(list)
        for claim in self.shares_in_tables.values():
            assert claim.table is not None
            found[claim.table.id, claim.table.column].append(claim)
        return found

    def long_figures(self, unit: str, low: Fraction, high: Fraction) -> Sequence[Metric]:
        """Return the metrics of a unit between two values whose figures no other one resembles by chance."""
        found = self._long_figures.get(unit, ())
        first = bisect_left(found, low, key=lambda metric: metric.figure.value)
        return found[first : bisect_right(found, high, key=lambda metric: metric.figure.value)]

    @cached_property
    def _long_figures(self) -> Mapping[str, Sequence[Metric]]:
        found: dict[str, list[Metric]] = defaultdict(list)
        for metric in self.report.metrics:
            if len(metric.figure.digits) >= _LONG:
                found[metric.figure.unit].append(metric)
        return {unit: sorted(metrics, key=lambda metric: metric.figure.value) for unit, metrics in found.items()}

    @cached_property
    def claims_of_long_levels(self) -> Mapping[object, Sequence[Claim]]:
        """The claims of one relation about one long figure of one year, where there are several, in text order."""
        found: dict[object, list[Claim]] = defaultdict(list)
        for claim in self.report.claims:
            level = self.metric(claim.current or claim.metric)
            if level is not None and level.figure.significant_digits >= _LONG:
                found[level.figure.value, level.figure.unit, level.year, claim.form].append(claim)
        return {key: claims for key, claims in found.items() if len(claims) > 1}

    def table_states(self, claim: Claim) -> bool:
        """Return whether a table states what a claim of the text does: of the same long figure, or under its name."""
        if claim.table is not None or claim.figure is None:
            return False
        level = self.metric(claim.current)
        for other in self._table_claims.get((claim.form, claim.direction, claim.figure.value), ()):
            its = self.metric(other.current)
            row = "".join(other.table.row[-1].split()) if other.table is not None and other.table.row else ""
            if len(row) >= _LABEL and (row in claim.metric_name or claim.metric_name in row):
                return True
            if level is not None and its is not None and level.figure.significant_digits >= _LONG:
                return level.figure.value == its.figure.value
        return False

    @cached_property
    def _table_claims(self) -> Mapping[object, Sequence[Claim]]:
        found: dict[object, list[Claim]] = defaultdict(list)
        for claim in self.report.claims:
            if claim.table is not None and claim.figure is not None:
                found[claim.form, claim.direction, claim.figure.value].append(claim)
        return found

    @cached_property
    def agreed_columns(self) -> Sequence[ShareColumn]:
        """The columns and lists of shares that agree on one whole."""
        lists = model_index.runs_of_shares(self.report.claims, self.metric, named=True)
        return agreed_columns((*self.shares_in_columns.values(), *lists), self.metric, self.text)

    @cached_property
    def complete_lists(self) -> Sequence[ShareList]:
        """The lists of shares in prose that make 100 % of their own items, and of no printed figure."""
        return tuple(complete_lists(self.report.claims, self.metric))

    @cached_property
    def listed_apart(self) -> frozenset[str]:
        """The ids of the claims of such lists, which are of no other whole."""
        return frozenset(claim.id for listed in self.complete_lists for claim in listed.claims)

    @cached_property
    def misprinted_totals(self) -> frozenset[str | None]:
        """The wholes of tables whose own share contradicts all others."""
        return frozenset(column.total.current for column in self.agreed_columns if column.total is not None)

    @cached_property
    def _shares_of_whole(self) -> Mapping[object, Sequence[Metric]]:
        """The parts of the shares that a sentence states of one whole, by the sentence and the whole."""
        found: dict[object, list[Metric]] = defaultdict(list)
        for claim in self.report.claims:
            part = self.metric(claim.current)
            if claim.form is RelationKind.SHARE and claim.table is None and part is not None:
                found[claim.sentence, claim.prior].append(part)
        return found

    def parts_make_whole(self, claim: Claim) -> bool:
        """Return whether the parts whose shares a sentence states add up to the whole that they are held against."""
        whole, parts = self.metric(claim.prior), self._shares_of_whole.get((claim.sentence, claim.prior), ())
        if whole is None or len(parts) < 2 or len({part.figure.unit for part in (whole, *parts)}) > 1:
            return False
        return sum(part.figure.value for part in parts) == whole.figure.value

    def sentence(self, claim: Claim) -> str:
        """Return the sentence that a claim stands in."""
        return claim.sentence.of(self.text)

    def words_to_figure(self, claim: Claim) -> str:
        """Return the words of a claim before its figure, by which a share calls its whole."""
        return self.text[claim.span.start : claim.figure_span.start]

    def evidence(self, *things: Claim | Metric | None) -> tuple[Evidence, ...]:
        """Return the places of these claims and metrics."""
        return tuple(self.place(thing.span) for thing in things if thing is not None)

    def place(self, span: Span) -> Evidence:
        """Return a span of the report as evidence, with its page."""
        return Evidence(self.side, span, self.report.document.page_of(span.start))

    def context(self, claim: Claim, current: Metric | None = None, prior: Metric | None = None) -> FindingContext:
        """Return what a check of a claim is about."""
        figure = claim.figure
        unit = claim.form.traits.unit or ("" if figure is None else scaled_unit(figure))
        if claim.form is RelationKind.FLAT and current is not None:
            unit = current.figure.unit
        return FindingContext(
            check=claim.form.traits.check,
            relation=claim.form,
            metric_name=claim.metric_name,
            stated_text="".join(self.printed.get(claim.id, claim.surface).split()),
            current="" if current is None else metric_text(current),
            prior="" if prior is None else metric_text(prior),
            claim=claim.id,
            metric=claim.metric,
            digits="" if figure is None else figure.digits,
            scale=1 if figure is None else figure.scale,
            unit=unit,
            last_year=claim.basis == PREVIOUS_YEAR,
            evidence=self.evidence(claim, current, prior),
        )

    def metric_context(self, metric: Metric, *others: Metric, check: CheckName) -> FindingContext:
        """Return what a check of a metric is about; `others` stand beside it in the evidence."""
        return FindingContext(
            check=check,
            metric_name=metric.name,
            stated_text=metric_text(metric),
            metric=metric.id,
            digits=metric.figure.digits,
            scale=metric.figure.scale,
            unit=scaled_unit(metric.figure),
            evidence=self.evidence(metric, *others),
        )

    def sum_context(
        self, total: Metric, parts: Sequence[Metric], *, check: CheckName, signs: Sequence[int] = ()
    ) -> FindingContext:
        """Return what the check of a total over its parts is about; `signs` tell which parts are taken off."""
        marks = ("-" if sign < 0 else "+" if place else "" for place, sign in enumerate(signs or (1,) * len(parts)))
        return evolve(
            self.metric_context(total, *parts, check=check),
            current="".join(map("".join, zip(marks, map(metric_text, parts), strict=True))),
            prior=f"“{metric_text(total)}”",
        )

    def grounds(self, claim: Claim) -> Grounds:
        """Return what an accusation of a claim rests on, as far as its own words go."""
        return Grounds(
            relation=claim.form,
            stated_text=claim.surface,
            metric_name=claim.metric_name,
            sentence=words_of_basis(self.text, claim),
            notes=self.notes.about(claim.metric_name),
        )

    def statement(
        self,
        claim: Claim,
        current: Operand,
        prior: Operand,
        *,
        relation: RelationKind | None = None,
        years: int | None = None,
    ) -> Statement | None:
        """Return a claim over two operands; `None` where it prints no size though its relation needs one.

        `relation` is that of the claim's form unless another is given, `years` how many an average covers.
        """
        relation = relation or claim.form
        if relation in _OF_SIZE and "亏" in claim.surface:  # 亏损减少25%, 减亏500万元: of what the loss amounts to
            below = any(level.interval.high is not None and level.interval.high < 0 for level in (current, prior))
            current, prior = (current.negated(), prior.negated()) if below else (current, prior)
        figure = claim.figure
        factor = doubling_factor(claim.surface) if claim.form is RelationKind.DOUBLING else None
        if figure is None and relation not in _WITHOUT_SIZE:
            return None
        if relation is RelationKind.DOUBLING and factor is None:
            return None
        size = None if figure is None else stated_value_of(figure, rounded=relation.traits.rounded)
        roughly = relation is RelationKind.FLAT and check_words("roughly").search(claim.surface) is not None
        return Statement(
            relation=relation,
            stated=roughly_flat(prior) if roughly else signed_value(relation, size, claim.direction, factor=factor),
            current=current,
            prior=prior,
            digits="" if figure is None else figure.digits,
            scale=1 if figure is None else figure.scale,
            years=years,
            factor=factor,
            siblings=tuple(self.sibling_operands(claim)),
            totals=self.totals(claim) if relation in RATIOS else (),
        )

    def sibling_operands(self, claim: Claim) -> Iterator[tuple[Operand, Operand]]:
        """Yield the operands of the other claims of one 分别 list, where they are printed."""
        for id in claim.siblings:
            other = self.claims.get(id)
            if other is not None and other.id != claim.id:
                current, prior = self.metric(other.current), self.metric(other.prior)
                if current is not None and prior is not None:
                    yield operand_of(current.figure), operand_of(prior.figure)

    def totals(self, claim: Claim) -> tuple[Operand, ...]:
        """Return other figures of the unit in the claim's section that it could have been divided by."""
        part, whole = self.metric(claim.current), self.metric(claim.prior)
        if part is None:
            return ()
        used = {claim.current, claim.prior}
        near = self._in_scope.get((claim.section, claim.table.id if claim.table else None, part.figure.unit), ())
        last = bisect_left(near, claim.span.end, key=lambda metric: metric.span.start)
        found = (
            other
            for other in reversed(near[max(0, last - _BEFORE) : last])
            if other.id not in used
            and other.figure.value >= part.figure.value
            and (whole is None or other.figure.value != whole.figure.value)
        )
        return tuple(operand_of(other.figure) for other in reversed(list(islice(found, _TOTALS))))

    @cached_property
    def _in_scope(self) -> Mapping[object, Sequence[Metric]]:
        """The metrics of each section or table, and unit, in text order."""
        scopes: dict[object, list[Metric]] = defaultdict(list)
        for metric in self.report.metrics:
            table = metric.table.id if metric.table is not None else None
            scopes[metric.section, table, metric.figure.unit].append(metric)
        return scopes


class MatchedPair(NamedTuple):
    """A pair that has both sides, with its metrics."""

    pair: Pair
    before: Metric
    after: Metric


class PairIndex:
    """Two reports and the pairs between them."""

    def __init__(self, prior: Report, current: Report, pairs: tuple[Pair, ...]) -> None:
        """Index both reports."""
        self.prior = ReportIndex(prior, "prior")
        self.current = ReportIndex(current)
        self.pairs = pairs
        self.comparatives: tuple[Comparative, ...] | None = None  # once `comparatives_of` has found them

    @property
    def years_apart(self) -> int | None:
        """The years between what the two reports review; None where one of them is unknown."""
        before, after = self.prior.report.own_year, self.current.report.own_year
        return None if before is None or after is None else after - before

    @cached_property
    def matched(self) -> tuple[MatchedPair, ...]:
        """The pairs that have both sides, with their metrics."""
        found = []
        for pair in self.pairs:
            before, after = self.prior.metric(pair.prior), self.current.metric(pair.current)
            if before is not None and after is not None:
                found.append(MatchedPair(pair, before, after))
        return tuple(found)

    def sibling_operands(self, claim: Claim) -> Iterator[tuple[Operand, Operand]]:
        """Yield the operands of the other claims of one 分别 list, where last year's report prints the base."""
        for id in claim.siblings:
            level = self.current.claims[id].current
            if id != claim.id and level != claim.current and level in self.by_current:
                _, before, after = self.by_current[level]
                yield operand_of(after.figure), operand_of(before.figure)

    @cached_property
    def by_current(self) -> Mapping[str | None, MatchedPair]:
        """The pairs that have both sides, by the id of the current metric."""
        return {match.after.id: match for match in reversed(self.matched)}
