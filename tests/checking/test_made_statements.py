"""Statements of every form, made anew: what ties is quiet, and a misprint of any figure of an identity is found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from made_statements import Broken, Made, breaks, made_statements, printed, values

import reportdiff as rd
from reportdiff.lexicon.statement_forms import Form, Identity, form_names, forms, items_of
from reportdiff.model import Check, Severity, Verdict

_SEED = 1
_FOUND = 95  # percent of the misprints; one may just be the figure of another line, which then explains it


def findings(text: str) -> Sequence[Check]:
    """Return what a report is told of."""
    checks = rd.check(rd.read(text.encode(), name="report.txt")).result.checks
    return [check for check in checks if check.severity not in (None, Severity.NOTE)]


def is_found(broken: Broken) -> bool:
    """Return whether a finding names the misprinted figure."""
    spans = [evidence.span for check in findings(broken.text) for evidence in check.evidence]
    return any(span.start <= broken.start < span.end for span in spans)


def test_every_form_is_made() -> None:
    """A form has a statement, except the one that has no identity of its own."""
    assert {made.form for made in made_statements()} == set(form_names()) - {"key_data"}


def _is_made(form: Form, identity: Identity) -> bool:
    """Return whether a made statement prints all that an identity needs."""
    for made in made_statements():
        labels = (*(line.label for line in made.lines), *made.heads)
        printed_items = {item for label in labels for place, item in items_of(label) if forms()[place] is form}
        needed = {identity.left, *(term.item for term in identity.terms if not term.optional)}
        if all(item in printed_items or form.items[item].elsewhere for item in needed):
            return True
    return False


def test_every_identity_is_made() -> None:
    """Of each identity of each form, or of one of its alternatives, a statement prints the items."""
    missing = [
        each[0].text for form in forms() for each in form.identities if not any(_is_made(form, one) for one in each)
    ]
    assert not missing


@pytest.mark.parametrize("made", made_statements(), ids=lambda made: f"{made.form}-{made.caption}")
def test_what_ties_is_quiet(made: Made) -> None:
    """A statement of which every identity holds has no finding, and its identities are said to hold."""
    text, _ = printed(made, values(made, _SEED))
    assert not findings(text)
    checks = rd.check(rd.read(text.encode(), name="report.txt")).result.checks
    assert any(check.verdict is Verdict.CONSISTENT for check in checks)


def test_misprints_are_found() -> None:
    """Nearly every misprint of a figure that an identity holds is found, whichever figure it is."""
    planted = [broken for made in made_statements() for broken in breaks(made, _SEED)]
    missed = [(broken.label, broken.before, broken.after) for broken in planted if not is_found(broken)]
    assert len(planted) > 200
    assert 100 * len(missed) <= (100 - _FOUND) * len(planted), missed
