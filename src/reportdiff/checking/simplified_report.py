"""A report as the checks read it: in the simplified characters of the lexicon, whose words they look for."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from reportdiff.model import Report
from reportdiff.text.traditional import simplified

__all__ = ["ReadReport", "read_in_simplified"]


@frozen
class ReadReport:
    """A report with its text and what its claims say in simplified characters; `printed`: claims by id as printed."""

    report: Report
    text: str
    printed: Mapping[str, str]


def read_in_simplified(report: Report) -> ReadReport:
    """Return a report as the checks read it; its places and what is shown of it stay as they are printed."""
    printed = report.document.text
    text = simplified(printed)
    if text is printed:
        return ReadReport(report, text, {})
    claims = tuple(
        evolve(claim, surface=claim.span.of(text)) if claim.span.of(printed) == claim.surface else claim
        for claim in report.claims
    )
    return ReadReport(evolve(report, claims=claims), text, {claim.id: claim.surface for claim in report.claims})
