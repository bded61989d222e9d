"""What every check looks things up in: a report by ids and sentences, and two reports with their pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from reportdiff.arithmetic import FORMULAS, Operand, Statement, signed_value
from reportdiff.checking.findings import FindingContext
from reportdiff.checking.operands import RATE_UNITS, asserted_of, operand_of, scaled_unit
from reportdiff.model import Claim, Direction, Evidence, Form, Kind, Metric, Pair, Report, Span

__all__ = ["RELATION_OF", "PairIndex", "ReportIndex", "metric_text", "relation_of"]

RELATION_OF: Mapping[Form, str] = {
    Form.PERCENT: "growth",
    Form.POINTS: "points",
    Form.ABSOLUTE: "absolute",
    Form.TIMES: "times",
    Form.TIMES_MORE: "times_more",
    Form.DOUBLING: "doubling",
    Form.FLAT: "flat",
    Form.SHARE: "share",
    Form.COMPLETION: "completion",
    Form.RATE: "rate",
    Form.LEVEL_TO_LEVEL: "level_to_level",
}
"""The form of a claim → the relation that it states."""

_NOTE = re.compile(r"\n[ \t　]*(?:[（(]?(?:注|说明|备注)\d*[:：.、）)]|\[\d+\])[^\n]*")
_UNIT_WORDS = {"growth": "%", "share": "%", "completion": "%", "rate": "%"}
_TOTALS = 12


def relation_of(claim: Claim) -> str:
    """The relation that a claim states."""
    return RELATION_OF[claim.form]


def metric_text(metric: Metric) -> str:
    """A metric's figure as printed, in one line, with the unit that a table's head gives it."""
    figure = metric.figure
    surface = "".join(figure.surface.split())
    if metric.table is None or not figure.unit or figure.unit in surface:
        return surface
    return f"{surface}（{scaled_unit(figure)}）"


class ReportIndex:
    """One report, indexed for the checks."""

    def __init__(self, report: Report, side: str = "current") -> None:
        """Index `report`; `side` is what evidence calls it."""
        self.report = report
        self.side = side
        self.text = report.document.text
        self.metrics: dict[str, Metric] = {metric.id: metric for metric in report.metrics}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in report.claims}

    @cached_property
    def notes(self) -> str:
        """The report's notes, in which a basis may be declared for all of it."""
        return "\n".join(match[0] for match in _NOTE.finditer("\n" + self.text))

    @cached_property
    def by_sentence(self) -> dict[Span, list[Metric]]:
        """The metrics outside tables, by their sentence, in text order."""
        found: dict[Span, list[Metric]] = {}
        for metric in self.report.metrics:
            if metric.table is None:
                found.setdefault(metric.sentence, []).append(metric)
        return found

    @cached_property
    def claims_of(self) -> dict[str, list[Claim]]:
        """The claims about each metric, in text order."""
        found: dict[str, list[Claim]] = {}
        for claim in self.report.claims:
            if claim.metric is not None:
                found.setdefault(claim.metric, []).append(claim)
        return found

    def metric(self, id: str | None) -> Metric | None:
        """A metric by id."""
        return None if id is None else self.metrics.get(id)

    def sentence(self, claim: Claim) -> str:
        """The sentence that a claim stands in."""
        return claim.sentence.of(self.text)

    def evidence(self, *things: Claim | Metric | None) -> tuple[Evidence, ...]:
        """Where these things stand."""
        return tuple(Evidence(self.side, thing.span) for thing in things if thing is not None)

    def subject(self, claim: Claim, current: Metric | None = None, prior: Metric | None = None) -> FindingContext:
        """What a check of this claim is about."""
        relation = relation_of(claim)
        figure = claim.figure
        unit = _UNIT_WORDS.get(relation) or ("" if figure is None else scaled_unit(figure))
        if relation == "flat" and current is not None:
            unit = current.figure.unit
        return FindingContext(
            relation=relation,
            metric_name=claim.metric_name,
            stated_text="".join(claim.surface.split()),
            current="" if current is None else metric_text(current),
            prior="" if prior is None else metric_text(prior),
            claim=claim.id,
            metric=claim.metric,
            digits="" if figure is None else figure.digits,
            scale=1 if figure is None else figure.scale,
            unit=unit,
            evidence=self.evidence(claim, current, prior),
        )

    def problem(
        self, claim: Claim, current: Operand, prior: Operand, *, relation: str | None = None
    ) -> Statement | None:
        """The claim over these operands; `None` where it prints no size though its relation needs one."""
        formula = FORMULAS[relation or relation_of(claim)]
        figure, factor = claim.figure, doubling_factor(claim)
        if figure is None and formula.key not in ("flat", "level_to_level", "doubling"):
            return None
        if formula.key == "doubling" and factor is None:
            return None
        plain = None if figure is None else asserted_of(figure, formula.key)
        return Statement(
            formula,
            signed_value(formula, plain, claim.direction, factor=factor),
            current,
            prior,
            "" if figure is None else figure.digits,
            1 if figure is None else figure.scale,
            None,
            factor,
            tuple(self.sibling_operands(claim)),
            self.totals(claim) if formula.key in ("share", "completion", "rate") else (),
        )

    def sibling_operands(self, claim: Claim) -> Iterator[tuple[Operand, Operand]]:
        """The operands of the other claims of one 分别 list, where they are printed."""
        for id in claim.siblings:
            other = self.claims.get(id)
            if other is not None and other.id != claim.id:
                current, prior = self.metric(other.current), self.metric(other.prior)
                if current is not None and prior is not None:
                    yield operand_of(current.figure), operand_of(prior.figure)

    def totals(self, claim: Claim) -> tuple[Operand, ...]:
        """Other figures of the unit in the claim's section that it could have been divided by."""
        part, whole = self.metric(claim.current), self.metric(claim.prior)
        if part is None:
            return ()
        used = {claim.current, claim.prior}
        found = [
            other
            for other in self.report.metrics
            if other.id not in used
            and other.section == claim.section
            and other.figure.unit == part.figure.unit
            and other.span.start < claim.span.end
            and other.figure.value >= part.figure.value
            and (whole is None or other.figure.value != whole.figure.value)
        ]
        return tuple(operand_of(other.figure) for other in found[-_TOTALS:])


def doubling_factor(claim: Claim) -> int | None:
    """2ⁿ of 翻n番; `None` where n cannot be read."""
    if claim.form is not Form.DOUBLING:
        return None
    found = re.search(r"翻了?([一两二三四五\d]*)番", "".join(claim.surface.split()))
    if found is None:
        return None
    power = {"": 1, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}.get(found[1])
    if power is None:
        power = int(found[1]) if found[1].isascii() and found[1].isdigit() and len(found[1]) == 1 else None
    return None if not power else 2**power


def is_rate(metric: Metric) -> bool:
    """Whether the metric is a level in %."""
    return metric.kind is Kind.RATIO or metric.figure.unit in RATE_UNITS


class PairIndex:
    """Two reports and the pairs between them."""

    def __init__(self, prior: Report, current: Report, pairs: tuple[Pair, ...]) -> None:
        """Index both reports."""
        self.prior = ReportIndex(prior, "prior")
        self.current = ReportIndex(current)
        self.pairs = pairs

    @cached_property
    def matched(self) -> tuple[tuple[Pair, Metric, Metric], ...]:
        """The pairs that have both sides, with their metrics, prior first."""
        found = []
        for pair in self.pairs:
            if pair.prior is not None and pair.current is not None:
                before, after = self.prior.metric(pair.prior), self.current.metric(pair.current)
                if before is not None and after is not None:
                    found.append((pair, before, after))
        return tuple(found)


def opposite(one: Direction, other: Direction) -> bool:
    """Whether one claim goes up and the other down."""
    return {one, other} == {Direction.UP, Direction.DOWN}
