"""What a person decided about findings: which are accepted, and how small a deviation does not matter."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from reportdiff.model.record import Record

__all__ = ["AcceptRule", "Materiality"]


@frozen(kw_only=True)
class AcceptRule(Record):
    """A finding that a person accepted, with the figures for which it did.

    `check` is the name of the check, `stated` and `recomputed` are its figures as the result prints them: with other
    figures it is a finding again. `issuer` limits the rule to one issuer's reports.
    """

    check: str
    metric: str
    stated: str
    recomputed: str | None = None
    reason: str = ""
    issuer: str | None = None


@frozen(kw_only=True)
class Materiality(Record):
    """The deviations that do not matter: amounts up to `amount` (in the base unit), rates up to `points`."""

    amount: Fraction | None = None
    points: Fraction | None = None
    issuer: str | None = None
