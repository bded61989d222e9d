"""Build the rows of prior-year consistency: last year's statements beside the comparatives of this year's."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from reportdiff.messages.labels import word
from reportdiff.model import Comparative, ComparativeState, ComparisonResult, Metric
from reportdiff.rendering.number_text import signed_amount
from reportdiff.rendering.rows.places import Place
from reportdiff.rendering.rows.report_lookup import Lookup

__all__ = ["COLUMNS", "COUNTS", "ComparativeRow", "comparative_rows", "statement_counts"]

COLUMNS = ("statement", "metric", "reported", "comparative", "difference", "outcome", "where")
COUNTS = ("statement", *ComparativeState)


@frozen(kw_only=True)
class ComparativeRow:
    """A line of a statement with both figures and their places."""

    comparative: Comparative
    prior: Metric
    current: Metric | None
    where: Place

    @property
    def deviates(self) -> bool:
        """Whether the line does not agree."""
        return self.comparative.state is not ComparativeState.AGREES

    @property
    def difference(self) -> Fraction | None:
        """What a restatement added."""
        return self.comparative.difference

    def state(self, lang: str) -> str:
        """Return the word for what became of the line: restated, announced or not."""
        state: str = self.comparative.state
        state = "announced" if self.comparative.announced else state
        mark = f" ({word('phrase', 'review', lang)})" if self.comparative.review else ""
        return word("state", state, lang) + mark

    def cells(self, lang: str) -> tuple[str, ...]:
        """Return the texts of `COLUMNS`."""
        figures = [_surface(metric) for metric in (self.prior, self.current)]
        difference = signed_amount(self.difference, self.prior.figure) if self.difference else ""
        name = statement_name(self.comparative, lang)
        return (name, self.comparative.label, *figures, difference, self.state(lang), self.where.text(lang))


def comparative_rows(result: ComparisonResult) -> tuple[ComparativeRow, ...]:
    """Return a row for every line of last year's statements that this year's report repeats, in their order."""
    before, after = Lookup(result.prior.report), Lookup(result.current.report)
    rows = []
    for each in result.comparatives:
        prior, current = before.metrics[each.prior], after.metric(each.current)
        where = after.where(current.span) if current is not None else before.where(prior.span)
        rows.append(ComparativeRow(comparative=each, prior=prior, current=current, where=where))
    return tuple(rows)


def statement_counts(result: ComparisonResult, lang: str) -> list[tuple[str, ...]]:
    """Return the texts of `COUNTS` for each statement: how many of its lines agree, are restated or are not found."""
    counts: dict[str, dict[str, int]] = {}
    for each in result.comparatives:
        line = counts.setdefault(statement_name(each, lang), dict.fromkeys(ComparativeState, 0))
        line[each.state] += 1
    return [(name, *map(str, line.values())) for name, line in counts.items()]


def statement_name(line: Comparative, lang: str) -> str:
    """Return the name of a statement with its entity: 合并 balance sheet."""
    parts: Sequence[str] = [line.entity or "", word("statement", line.statement, lang)]
    return ("" if lang == "zh" else " ").join(filter(None, parts))


def _surface(metric: Metric | None) -> str:
    return "".join(metric.figure.surface.split()) if metric is not None else ""
