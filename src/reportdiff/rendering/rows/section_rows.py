"""Build a row for each pair of sections."""

from __future__ import annotations

from attrs import frozen

from reportdiff.messages.labels import word
from reportdiff.model import ComparisonResult, SectionPair
from reportdiff.rendering.rows.report_lookup import Lookup

__all__ = ["COLUMNS", "SectionRow", "section_rows"]

COLUMNS = ("prior", "current", "relation", "score")


@frozen(kw_only=True)
class SectionRow:
    """The fate of one section: headings with their numbers, "" on the side where there is none."""

    prior_id: str | None
    current_id: str | None
    prior: str
    current: str
    relation: str
    score: float

    def cells(self, lang: str) -> tuple[str, ...]:
        """Return the texts of `COLUMNS`."""
        return (self.prior, self.current, word("relation", self.relation, lang), f"{self.score:.2f}")


def section_rows(result: ComparisonResult) -> tuple[SectionRow, ...]:
    """Return a row for each pair of sections in the order of the current report; dropped ones where they stood."""
    before, after = Lookup(result.prior.report), Lookup(result.current.report)
    return tuple(
        SectionRow(
            prior_id=pair.prior,
            current_id=pair.current,
            prior=before.path(pair.prior),
            current=after.path(pair.current),
            relation=_relation(pair),
            score=round(float(pair.score), 2),
        )
        for pair in result.sections
    )


def _relation(pair: SectionPair) -> str:
    if pair.prior is None:
        return "added"
    return "dropped" if pair.current is None else pair.relation.value
