"""The policy of accusation: the one way from the result of the arithmetic to a finding.

Who accuses must prove (docs/verdicts.md, "The burden of proof"). A statement that agrees with its operands, or that is
not defined over them, keeps its verdict. One that fails is tried against these rungs, and the first that holds decides:

1. convention: the text declares another basis (GDP at constant prices, 可比口径): unchecked, a note;
2. reservation: the text allows a reading under which the statement need not be wrong: unchecked, most often a question;
3. binding: an operand was guessed and is not printed where it is looked for: unchecked, a question;
4. the verdict of the arithmetic stands, as an error or a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome, fails
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.conventions import convention_for
from reportdiff.messages import phrase
from reportdiff.model import Binding, Claim, Diagnosis, Metric, Phrase, RelationKind, Severity, Verdict

__all__ = ["PRINTED", "Decision", "Grounds", "Reservation", "ask", "binding_of", "decide", "declared_convention"]
__all__ += ["severity_of"]

_SEVERITIES = {
    Verdict.INCONSISTENT: Severity.ERROR,
    Verdict.ROUNDING_DIFFERENCE: Severity.WARNING,
    Verdict.UNDEFINED: Severity.WARNING,
}
_BARE_CHANGE = re.compile(r"[\u4e00-\u9fff]+[\d.,]+")
_CONVENTIONS = frozenset({Diagnosis.CONSTANT_PRICE, Diagnosis.COMPARABLE_BASIS})


def binding_of(claim: Claim, operand: Metric) -> Binding:
    """Return how the current operand of a claim was found in its own report."""
    if claim.current == operand.id and claim.current_binding is not None:
        return claim.current_binding
    return Binding.ROW if claim.table is not None else Binding.INFERRED


PRINTED = frozenset({Binding.CLAUSE, Binding.ROW, Binding.NAME, Binding.REPORT})
"""Bindings of operands that are printed for a statement, and so may refute it."""


class Reservation(StrEnum):
    """The readings under which a failed statement need not be wrong; messages/findings.toml has a sentence for each."""

    ABOUT_THE_SAME = "about_the_same"
    EQUALS_LAST_YEAR = "equals_last_year"
    NEARLY_REACHED = "nearly_reached"
    OWN_DEFINITION = "own_definition"
    INFERRED_OPERANDS = "inferred_operands"
    SAME_METRIC = "same_metric"
    OTHER_NAME = "other_name_last_year"
    OTHER_BASIS = "other_basis"
    SUM_FAILS_HERE = "sum_fails_here"
    DIGITS_EXCHANGED = "digits_exchanged"
    LISTED_SUM_FAILS = "listed_sum_fails"
    TOTALS_DIFFER = "totals_differ"
    SHARE_MOVES = "share_moves"


_KEEPS_DIAGNOSES = frozenset(
    {Reservation.INFERRED_OPERANDS, Reservation.SAME_METRIC, Reservation.SUM_FAILS_HERE, Reservation.DIGITS_EXCHANGED}
)


@frozen(kw_only=True)
class Grounds:
    """What an accusation of one statement would rest on.

    Attributes:
        relation: The relation that is stated; None for a sum.
        stated_text: The words that state it.
        metric_name: The name of the metric, in which a convention may be declared.
        sentence: The sentence of the statement, for the same reason.
        notes: The notes of the report, for the same reason.
        bindings: How each operand was found.
        reservations: The readings that speak against an accusation, weightiest first; only asked of what fails.
    """

    relation: RelationKind | None = None
    stated_text: str = ""
    metric_name: str = ""
    sentence: str = ""
    notes: str = ""
    bindings: tuple[Binding, ...] = ()
    reservations: Iterable[Reservation] = ()


@frozen(kw_only=True)
class Decision:
    """What may be said of a statement: its outcome as it may be reported, the severity, and the reservation made."""

    outcome: Outcome
    severity: Severity | None = None
    reservation: Reservation | None = None

    def hints(self) -> tuple[Phrase, ...]:
        """Return the sentence that tells the reader of the reservation, if one was made."""
        return () if self.reservation is None else (phrase(f"findings.{self.reservation}"),)


def decide(outcome: Outcome, grounds: Grounds) -> Decision:
    """Return what may be said of a statement, given the result of the arithmetic and what it rests on.

    >>> wrong = Outcome(Verdict.INCONSISTENT, diagnoses=(Diagnosis.DIGIT_ERROR,))
    >>> decide(wrong, Grounds(relation=RelationKind.GROWTH, bindings=(Binding.CLAUSE, Binding.NAME))).severity
    <Severity.ERROR: 'error'>
    >>> decision = decide(wrong, Grounds(relation=RelationKind.GROWTH, bindings=(Binding.CLAUSE, Binding.INFERRED)))
    >>> decision.outcome.verdict.value, decision.severity.value, decision.reservation.value
    ('unchecked', 'question', 'inferred_operands')
    >>> decide(wrong, Grounds(relation=RelationKind.GROWTH, metric_name="地区生产总值")).severity
    <Severity.NOTE: 'note'>
    """
    if not fails(outcome.verdict):
        return Decision(outcome=outcome, severity=severity_of(outcome))
    convention = declared_convention(grounds)
    if convention is not None:
        outcome = evolve(outcome, verdict=Verdict.UNCHECKED, diagnoses=(convention,))
        return Decision(outcome=outcome, severity=severity_of(outcome))
    if _unit_left_out(outcome, grounds):
        return Decision(outcome=evolve(outcome, verdict=Verdict.UNCHECKED, diagnoses=()))
    near = outcome.verdict is Verdict.ROUNDING_DIFFERENCE
    if near and grounds.relation is RelationKind.FLAT and check_words("roughly").search(grounds.stated_text):
        return ask(outcome, Reservation.ABOUT_THE_SAME)
    if outcome.at_limit:
        return ask(outcome, Reservation.NEARLY_REACHED)
    reservation = next(iter(grounds.reservations), None)
    if reservation is None and not PRINTED.issuperset(grounds.bindings):
        reservation = Reservation.INFERRED_OPERANDS
    if reservation is None:
        return Decision(outcome=outcome, severity=severity_of(outcome))
    if reservation is Reservation.OTHER_NAME:  # the two are one metric in all likelihood, yet the reader should know
        return Decision(outcome=outcome, severity=Severity.WARNING, reservation=reservation)
    if reservation is Reservation.OTHER_BASIS:
        outcome = evolve(outcome, verdict=Verdict.UNCHECKED, diagnoses=(Diagnosis.OTHER_BASIS,))
        return Decision(outcome=outcome, severity=None)
    return ask(outcome, reservation)


def _unit_left_out(outcome: Outcome, grounds: Grounds) -> bool:
    """Return whether a change prints neither % nor unit and holds in the level's own: 床位6.8张，下降0.4."""
    amount = outcome.diagnoses[:1] == (Diagnosis.ABSOLUTE_AS_PERCENT,) and grounds.relation is RelationKind.GROWTH
    return amount and _BARE_CHANGE.fullmatch("".join(grounds.stated_text.split())) is not None


def ask(outcome: Outcome, reservation: Reservation | None = None) -> Decision:
    """Return a question in the place of an accusation."""
    diagnoses = outcome.diagnoses if reservation in _KEEPS_DIAGNOSES else ()
    asked = evolve(outcome, verdict=Verdict.UNCHECKED, diagnoses=diagnoses)
    return Decision(outcome=asked, severity=Severity.QUESTION, reservation=reservation)


def declared_convention(grounds: Grounds) -> Diagnosis | None:
    """Return the convention under which the text states its relation, if it declares one."""
    if grounds.relation is None:
        return None
    row = convention_for(grounds.relation, metric=grounds.metric_name, sentence=grounds.sentence, notes=grounds.notes)
    return row.diagnosis if row is not None else None


def severity_of(outcome: Outcome) -> Severity | None:
    """Return the severity that a verdict has by itself: a declared convention is a note, what holds is nothing."""
    if outcome.diagnoses and outcome.diagnoses[0] in _CONVENTIONS:
        return Severity.NOTE
    return _SEVERITIES.get(outcome.verdict)
