"""What the operands of a report's claims are looked up in, and the operand that stands at a claim's own place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from attrs import frozen

from reportdiff.extraction.references import Reference, References
from reportdiff.extraction.sentence.ledger import ClaimDraft
from reportdiff.lexicon.patterns import phrase
from reportdiff.model import Binding, Metric, Outline, Span

__all__ = ["NEAR", "Binder", "operand_at", "rate_formulas"]

NEAR = 600
"""Characters between a claim with a subject of its own and the level that it speaks about."""


@frozen(kw_only=True)
class Binder:
    """What the operands of a report's claims are looked up in."""

    text: str
    outline: Outline
    references: References
    by_id: Mapping[str, Metric]
    names: Mapping[str, str]  # the reader's temporary metric ids → the final ones
    moved: Mapping[str | None, str | None]  # the level after a move → the level before it
    bases: frozenset[str]  # levels of earlier times, printed for a change: neither a whole nor what changed
    formulas: Mapping[str, str]  # a rate → what the text says that it is counted against
    parts: Mapping[str, set[str]]  # a whole's words → the metrics that are parts of it, and so not the whole
    shared: dict[tuple[Span, str], Reference]  # a sentence and the words of a whole → the whole of its first share

    def metric(self, key: str | None) -> Metric | None:
        """Return the metric that the reader gave a claim."""
        return self.by_id.get(self.names.get(key or "", ""))

    def figures_between(self, start: int, end: int) -> Sequence[Metric]:
        """Return the figures outside tables that begin between two places of the text, in text order."""
        first, last = (bisect_left(self.references.starts, place) for place in (start, end))
        return self.references.metrics[first:last]


def operand_at(draft: ClaimDraft, metric: Metric | None) -> Reference | None:
    """Return an operand that the reader found by its place: of the claim's own sentence, or taken over."""
    if metric is None:
        return None
    return Reference(metric, Binding.CLAUSE if metric.sentence == draft.sentence else Binding.INHERITED)


def rate_formulas(text: str) -> dict[str, str]:
    """Return the rates that a text defines, with what each is a share of: 办结率=办结数/受理数."""
    number = phrase("number of")
    defined = phrase("rate formula").finditer(text) if phrase("rate is defined").search(text) else ()  # in few reports
    return {found["rate"]: number.sub("", found["divisor"] or found["whole"]) for found in defined}
