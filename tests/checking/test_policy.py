"""The ladder from the arithmetic to a finding: conventions, reservations and guessed operands, before an accusation."""

from __future__ import annotations

import pytest

from reportdiff import verify
from reportdiff.arithmetic import Outcome
from reportdiff.checking.policy import Grounds, Reservation, decide
from reportdiff.messages import phrase
from reportdiff.model import Binding, Diagnosis, RelationKind, Severity, Verdict

WRONG = Outcome(Verdict.INCONSISTENT, diagnoses=(Diagnosis.WRONG_BASE,))
OFF = Outcome(Verdict.ROUNDING_DIFFERENCE, diagnoses=(Diagnosis.TRUNCATED,))
GDP = "地区生产总值"


@pytest.mark.parametrize("verdict", [Verdict.CONSISTENT, Verdict.WITHIN_PRECISION, Verdict.UNDEFINED])
def test_what_does_not_fail_keeps_its_verdict(verdict: Verdict) -> None:
    """Nothing is asked of a statement that agrees, or that is not defined."""
    grounds = Grounds(
        relation=RelationKind.GROWTH,
        metric_name=GDP,
        bindings=(Binding.INFERRED,),
        reservations=(Reservation.SAME_METRIC,),
    )
    assert decide(Outcome(verdict), grounds).outcome.verdict is verdict


@pytest.mark.parametrize(("outcome", "severity"), [(WRONG, Severity.ERROR), (OFF, Severity.WARNING)])
def test_a_failed_statement_over_printed_operands_is_a_finding(outcome: Outcome, severity: Severity) -> None:
    """Nothing speaks against the accusation: the verdict of the arithmetic stands."""
    printed = (Binding.CLAUSE, Binding.NAME)
    decision = decide(outcome, Grounds(relation=RelationKind.GROWTH, bindings=printed))
    assert (decision.outcome, decision.severity, decision.reservation) == (outcome, severity, None)


@pytest.mark.parametrize("guessed", [Binding.INHERITED, Binding.INFERRED])
def test_a_guessed_operand_accuses_nobody(guessed: Binding) -> None:
    """An operand that is not printed where it is looked for gives a question, whose diagnoses stay."""
    decision = decide(WRONG, Grounds(relation=RelationKind.GROWTH, bindings=(Binding.CLAUSE, guessed)))
    assert decision.outcome.verdict is Verdict.UNCHECKED
    assert decision.severity is Severity.QUESTION
    assert decision.outcome.diagnoses == WRONG.diagnoses


def test_a_convention_comes_before_every_reservation() -> None:
    """A statement at constant prices is set aside as a note, whatever else is unsure about it."""
    grounds = Grounds(relation=RelationKind.GROWTH, metric_name=GDP, reservations=(Reservation.SAME_METRIC,))
    decision = decide(WRONG, grounds)
    assert decision.severity is Severity.NOTE
    assert decision.outcome.diagnoses == (Diagnosis.CONSTANT_PRICE,)
    assert decision.reservation is None


@pytest.mark.parametrize("reservation", [found for found in Reservation if found is not Reservation.OTHER_BASIS])
def test_every_reservation_has_its_sentence(reservation: Reservation) -> None:
    """The code of a reservation is that of a message, so that a finding can say why it only asks."""
    assert phrase(f"findings.{reservation}").code.endswith(reservation)


def test_one_claim_goes_through_the_same_ladder() -> None:
    """`verify` sets aside and asks as the checks of a document do."""
    growth = verify("+5.2%", current="120亿元", prior="110亿元", metric=GDP)
    assert (growth.verdict, growth.diagnoses) == (Verdict.UNCHECKED, (Diagnosis.CONSTANT_PRICE,))
    flat = [verify("基本持平", current=current, prior="285件") for current in ("287件", "310件", "387件")]
    assert [check.verdict for check in flat] == [Verdict.CONSISTENT, Verdict.UNCHECKED, Verdict.INCONSISTENT]
    assert flat[1].severity is Severity.QUESTION
