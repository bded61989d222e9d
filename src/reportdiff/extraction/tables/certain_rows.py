"""A change of the text without a level is of the row of its name where nothing speaks of another subject.

The report's tables print one row of the name, for the report's year and the one before, and the sentence has named
nothing else before it (板块营业收入增长…、营业成本增长… goes on with its first subject). A change that misses that of
the row by a slip of the keyboard is then bound by its name; any other one is a guess, which gives a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.arithmetic.digit_edits import digit_edits, transpositions
from reportdiff.extraction.sentence.ledger import ClaimDraft
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.reference_names import facets_fit
from reportdiff.model import Binding, Claim, Metric, RelationKind

__all__ = ["binding_of_row", "speaks_of_own"]

_LEAST_DIGITS = 3  # of a rate that only few others are one slip away from
_CLAUSE_END = re.compile("[，,。；;：:！？\n]")
_DIGIT = re.compile(r"\d")


def speaks_of_own(
    draft: ClaimDraft, text: str, title: str, before: Iterable[str], cells_named: Callable[[str], Sequence[Metric]]
) -> bool:
    """Return whether a claim's name stands in its sentence for the reporter's own figure.

    The title says whether 全市 or 全省 is its own; `before` are the names of the figures and claims that the sentence
    prints before it, and `cells_named` returns the cells of the rows of a name.
    """
    ahead = text[draft.sentence.start : draft.span.start]
    place = ahead.rfind(draft.metric_name)
    if place < 0 or not all(map(cells_named, before)):
        return False
    area, cells = draft.facets.area, cells_named(draft.metric_name)
    if not all(facets_fit(cell.facets, draft.facets) for cell in cells):
        return False
    if area is not None and area[-1] not in title and any(cell.facets.area != area for cell in cells):
        return False
    ahead = ahead[:place]
    for name in before:
        ahead = ahead.replace(name, "")
    own = "".join(_CLAUSE_END.split(ahead)[-1].split())
    return not own or phrase("own subject ahead").fullmatch(own) is not None


def binding_of_row(claim: Claim, cell: Metric, base: Metric) -> Binding:
    """Return how rows are bound to a change or share that does not hold with them: by name where a slip explains it."""
    amount = claim.form is RelationKind.ABSOLUTE
    if claim.figure is None or (base.figure.value <= 0 and not amount):
        return Binding.INFERRED
    stated, moved = claim.figure.digits, cell.figure.value - base.figure.value
    moved = cell.figure.value if claim.form is RelationKind.SHARE else moved
    size = moved / claim.figure.scale if amount else 100 * moved / base.figure.value
    right = decimal_text(abs(size), len(stated.partition(".")[2]))
    slips = stated == right or stated in {*digit_edits(right), *transpositions(right)}
    enough = len(_DIGIT.findall(stated.lstrip("0."))) >= _LEAST_DIGITS
    return Binding.NAME if slips and enough else Binding.INFERRED
