"""What may be accused: a finding of an error is kept only where everything that it rests on is printed.

The rules are those of docs/verdicts.md, "The burden of proof":

1. Operands that were taken over or guessed support a claim and never refute it.
2. Facets of both operands agree.
3. No other printed figure that the wording allows makes the claim hold.
4. A relation of a table's columns accuses only where most of what it decides in that table holds, and a rule of
   binding only where most of what it decides in the report holds.

What fails one of them becomes `unchecked` with a question; of a table there is one question for all of its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import WEAK_DIAGNOSES, Operand, Outcome, StatedValue, agrees, decimal_text, fails
from reportdiff.checking.changes.head_convention import is_bare_difference
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.findings import asked, same_cause
from reportdiff.checking.likely_slips import MissesTold
from reportdiff.checking.other_readings import has_own_subject, holds_nearby, read_otherwise, whole_of_another_year
from reportdiff.checking.policy import PRINTED
from reportdiff.checking.proof import earned, hides_decimals, of_proved_wholes, summed_parts, unproved_relations
from reportdiff.checking.report_index import ReportIndex
from reportdiff.checking.unread_cells import in_torn_rows, unread_cell
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import one_entity
from reportdiff.messages import phrase
from reportdiff.model import (
    DIGIT_SLIPS,
    BasisKind,
    Binding,
    Check,
    CheckName,
    Claim,
    Diagnosis,
    Direction,
    Facets,
    Kind,
    Metric,
    RelationKind,
    Severity,
    Status,
    Verdict,
)

__all__ = ["adjoining", "difference_of_rates", "weigh"]

_PAIRED_UP = frozenset({Binding.NAME, Binding.CLAUSE})
_OTHER = 2  # a base of more than twice what the claim implies is another figure's: 5亿元 beside a whole of 400亿元
_DIGITS = 1000  # a figure that misses the computed one by less than a thousandth is a misprint of it
_FORMS = frozenset({RelationKind.GROWTH, RelationKind.ABSOLUTE})
_CHANGES = frozenset({CheckName.GROWTH, CheckName.ABSOLUTE})
_MOVES = _CHANGES | {CheckName.IMPLIED_PRIOR}
_SLIPS = DIGIT_SLIPS | {Diagnosis.DECIMAL_SHIFT, Diagnosis.UNIT_MISMATCH, Diagnosis.RATIO_AS_CHANGE}
_REVISED = (Diagnosis.REVISED_BASE,)
_SUMS = frozenset({CheckName.TOTAL, CheckName.TIE_OUT, CheckName.STOCK_FLOW})
_LISTED = 3  # shares of one guessed whole that fail together are one question
_NEAR = 5  # the base that the claim implies is within a fifth of the printed one


def weigh(checks: Iterable[Check], index: ReportIndex) -> Iterator[Check]:
    """Yield the checks of one report, each accusation kept or turned into a question.

    What one check accuses, another of the same claim does not ask about. A share that one bears out is left alone, as
    is a change that the other change beside it bears out.
    """
    weighed = tuple(_weighed(checks, index))
    accused = {check.claim for check in weighed if fails(check.verdict) and check.claim is not None}
    borne_out = {check.claim for check in weighed if check.check is CheckName.SHARE and agrees(check.verdict)} - {None}
    together = {check.claim for check in weighed if check.check in _MOVES and agrees(check.verdict)} - {None}
    told = _told_by_two(weighed, index)
    repeated = _asked_before(weighed, index)
    for check in weighed:
        asks = check.severity is Severity.QUESTION and check.verdict is Verdict.UNCHECKED
        asks = asks and check.check not in (CheckName.IMPLIED_PRIOR, CheckName.SELF_REFERENCE)
        if check.id in repeated:
            yield same_cause(check)
        elif check.claim in borne_out and (asks or (check.check is CheckName.SHARE and fails(check.verdict))):
            yield _quiet(check)
        elif asks and check.claim in together and index.claims[check.claim or ""].prior_binding not in PRINTED:
            yield _quiet(check)  # 同比增加3亿元，增长10%: they tell one base, and the guessed one is another's
        elif asks and check.check in _CHANGES and _shares_name(check, index):
            yield _quiet(check)
        elif (asks or fails(check.verdict)) and check.check in _CHANGES and _over_base_apart(check, told, index):
            planned = index.claims[check.claim or ""].status is Status.TARGET  # over last year's plan, most often
            first = check.check is CheckName.ABSOLUTE and not planned  # of two claims that stand and fall together
            yield asked(check, phrase("findings.inferred_operands")) if first else same_cause(check)
        else:
            yield same_cause(check) if asks and check.claim in accused else check


def _told_by_two(checks: Sequence[Check], index: ReportIndex) -> frozenset[str | None]:
    """Return the levels of which an amount and a rate agree with each other, the rate not with a printed base."""
    beside, held, missed = set[str | None](), set[str | None](), set[str | None]()
    for check in checks:
        claim = index.claims.get(check.claim or "")
        if claim is None or check.check is not CheckName.GROWTH:
            continue
        if agrees(check.verdict):
            (beside if _beside_change(check, claim, index) else held).add(claim.current)
        elif not _beside_change(check, claim, index):
            missed.add(claim.current)
    return frozenset((beside & missed) - held)


def _shares_name(check: Check, index: ReportIndex) -> bool:
    """Return whether a change is over a base of another sentence, and of a level whose name others of its time have.

    中央财政安排83亿元，比上年增加16亿元，支持卫生事业。中央财政安排276亿元…: which one the base is of is not told.
    """
    claim = index.claims.get(check.claim or "")
    level, prior = (None, None) if claim is None else (index.metric(claim.current), index.metric(claim.prior))
    if claim is None or level is None or prior is None or prior.sentence == claim.sentence or level.table is not None:
        return False
    alike = [other for other in index.by_name[level.name] if other.sentence != level.sentence]
    of_time = [other for other in alike if (other.period, other.status) == (level.period, level.status)]
    return any(other.figure.unit == level.figure.unit and other.figure.value != level.figure.value for other in of_time)


def _over_base_apart(check: Check, told: Collection[str | None], index: ReportIndex) -> bool:
    """Return whether a change fails over a base of another sentence that its amount and its rate both contradict."""
    claim = index.claims.get(check.claim or "")
    prior = None if claim is None else index.metric(claim.prior)
    if claim is None or prior is None or claim.current not in told or _beside_change(check, claim, index):
        return False
    return claim.prior_binding is Binding.NAME and prior.sentence != claim.sentence


def _weighed(checks: Iterable[Check], index: ReportIndex) -> Iterator[Check]:
    held = [_by_convention(check, index) for check in checks]
    questioned = unproved_relations(held, index)
    listed = of_proved_wholes(held, index)
    summed = summed_parts(held, index)
    settled = _settled(held, index)
    plans = _contradicted_plans(held, index)
    told = MissesTold(held, index).is_told
    for check in held:
        claim = index.claims.get(check.claim or "")
        if fails(check.verdict) and check.check in _SUMS and _over_hidden_rows(check, index):
            yield asked(check, phrase("findings.hidden_rows"))
        elif fails(check.verdict) and check.check in _SUMS and (words := unread_cell(check, index)) is not None:
            yield asked(check, phrase("findings.cell_unread", words=words))
        elif check.check in _SUMS and not agrees(check.verdict) and in_torn_rows(check, index):
            yield _quiet(check)
        elif not fails(check.verdict) or claim is None:
            yield check
        elif check.check is CheckName.IMPLIED_PRIOR:
            apart = adjoining(claim, index) is not None or has_own_subject(claim, index)
            yield _quiet(check) if apart else check
        elif _contradicts_beside(check, claim) or difference_of_rates(
            check, claim, index.metric(claim.current), index.metric(claim.prior)
        ):
            yield evolve(check, severity=Severity.WARNING)
        elif hides_decimals(claim, index):
            yield asked(check, phrase("findings.hidden_decimals"), Verdict.ROUNDING_DIFFERENCE, Severity.NOTE)
        elif check.id in questioned:
            count = questioned[check.id]
            code = "findings.relation_unproved" if claim.table is not None else "findings.binding_unproved"
            yield asked(check, phrase(code, count=str(count))) if count else _quiet(check)
        elif (
            (claim.id in listed and _of_list(claim, listed[claim.id], index))
            or (claim.form is RelationKind.SHARE and index.parts_make_whole(claim))
            or (claim.prior, claim.current) in summed
            or (_beside_change(check, claim, index) and claim.current_binding in PRINTED and told(check, claim))
        ):
            yield check if whole_of_another_year(claim, index) is None else _quiet(check)
        elif not _printed(claim, index) or (claim.current_binding in _PAIRED_UP and _statement_of(claim) in settled):
            yield _asked_of_guess(check, claim, index)
        elif (other := read_otherwise(check, claim, index)) is not None:
            yield other
        elif _plausible(check, claim, index) and told(check, claim):
            yield check
        elif check.id in plans:
            yield evolve(check, severity=Severity.WARNING)
        else:
            yield asked(check, phrase("findings.inferred_operands" if told(check, claim) else "findings.no_slip"))


def _of_list(claim: Claim, called: bool, index: ReportIndex) -> bool:
    """Return whether a share of a list is of its whole: by the words that call it, or as no nearer figure fits."""
    sure = called or claim.prior_binding in PRINTED or not holds_nearby(claim, index)
    return claim.current_binding is not Binding.INFERRED and sure


def _contradicts_beside(check: Check, claim: Claim) -> bool:
    """Return whether a change goes the other way than the one beside it, and no level of theirs is printed."""
    return check.check is CheckName.DIRECTION and claim.current is None


def _asked_of_guess(check: Check, claim: Claim, index: ReportIndex) -> Check:
    """Return the question about a claim over guessed operands, none where its base is of another size and no slip."""
    prior = index.metric(claim.prior)  # 占门诊总量的4.2%, of 超过160万人次: nothing can be told
    if prior is not None and not prior.figure.has_point_value:
        return _quiet(check)
    near = _near_base(check, claim, index) or not _SLIPS.isdisjoint(check.diagnoses)
    guessed = claim.prior_binding not in PRINTED
    if guessed and ((claim.form in _FORMS and not near) or holds_nearby(claim, index)):
        return _quiet(check)
    return asked(check, phrase("findings.inferred_operands"))


def _asked_before(checks: Sequence[Check], index: ReportIndex) -> frozenset[str]:
    """Return the questions about shares of one guessed whole of which none holds, without the first: one cause."""
    groups: dict[object, list[Check]] = defaultdict(list)
    for check in checks:
        claim = index.claims.get(check.claim or "")
        if claim is None or claim.form is not RelationKind.SHARE or claim.table is not None:
            continue
        if claim.prior_binding is Binding.INFERRED and check.check is CheckName.SHARE:
            groups[claim.section, claim.prior].append(check)
    failing = (one for one in groups.values() if len(one) >= _LISTED and not any(agrees(it.verdict) for it in one))
    return frozenset(check.id for group in failing for check in group[1:] if check.severity is Severity.QUESTION)


def _over_hidden_rows(check: Check, index: ReportIndex) -> bool:
    """Return whether a workbook hides rows among those that a sum adds up."""
    spans = [item.span for item in check.evidence]
    return bool(spans) and index.report.document.has_gap(min(spans).start, max(spans).end)


def _settled(checks: Iterable[Check], index: ReportIndex) -> frozenset[object]:
    """Return the operands of which a change holds that is printed beside them, with the kind of the change.

    Another change that is bound to them too is then of another figure: 剔除一次性收益后，净利润120万元
    （上年100万元），同比增长20.0% says nothing against 净利润同比增长45.0% before.
    """
    claims = (index.claims.get(check.claim or "") for check in checks if agrees(check.verdict))
    return frozenset(
        _statement_of(claim) for claim in claims if claim is not None and claim.current_binding is Binding.CLAUSE
    )


def _statement_of(claim: Claim) -> object:
    """Return what a change says of which operands, but for its size."""
    return claim.current, claim.prior, claim.form, claim.basis.kind


def _contradicted_plans(checks: Iterable[Check], index: ReportIndex) -> frozenset[str]:
    """Return the failing planned changes over last year's outcome whose rule holds for most others of the report.

    A budget report prints its plans in one part and last year's outcomes in another, and each plan is held against the
    outcome of its name. Where six and more plans hold so and hardly one does not, the one that does not is a finding,
    unless it is of an account of which no plan holds, and only another base explains it.
    """
    groups: dict[object, tuple[list[Check], list[Check]]] = defaultdict(lambda: ([], []))
    for check in checks:
        claim = index.claims.get(check.claim or "")
        if claim is None or claim.prior_binding is not Binding.NAME or claim.status is not Status.TARGET:
            continue
        if claim.form in _FORMS and check.check in _CHANGES and not _beside_change(check, claim, index):
            held, failed = groups[claim.basis]
            if agrees(check.verdict):
                held.append(check)
            elif fails(check.verdict) and _near_base(check, claim, index):
                failed.append(check)
    return frozenset(
        check.id
        for held, failed in groups.values()
        if earned(len(held), len(failed))
        for check in failed
        if check.diagnoses != _REVISED or _account(check, index) in {_account(other, index) for other in held}
    )


def _account(check: Check, index: ReportIndex) -> str | None:
    level = index.metric(index.claims[check.claim or ""].current)
    return None if level is None else level.facets.account


def _near_base(check: Check, claim: Claim, index: ReportIndex) -> bool:
    """Return whether the base that a claim implies is of the size of the printed one, and so may be meant by it."""
    prior, level = index.metric(claim.prior), index.metric(claim.current)
    implied = check.implied_prior.interval.low if check.implied_prior is not None else None
    if claim.form is RelationKind.ABSOLUTE and level is not None and claim.figure is not None:
        change = claim.figure.value if claim.direction is Direction.UP else -claim.figure.value
        implied = level.figure.value - change
    if implied is None or prior is None:
        return False
    sizes = sorted((abs(implied), abs(prior.figure.value)))
    return sizes[0] * _OTHER >= sizes[1]


def adjoining(claim: Claim, index: ReportIndex) -> Metric | None:
    """Return the figure right behind a claim's own, of which the claim may as well be: 64件310人，同比增长14.3%."""
    own = index.metric(claim.current)
    metrics = () if own is None else index.by_sentence.get(own.sentence, ())
    return next((metric for metric in metrics if own is not None and metric.span.start == own.span.end), None)


def _by_convention(check: Check, index: ReportIndex) -> Check:
    """Return a check as tables are printed: a cell without the % of its column may be the difference of its row."""
    claim = index.claims.get(check.claim or "")
    if claim is not None and fails(check.verdict) and is_bare_difference(check, claim, index):
        return _quiet(check)
    return _negative_base(check, index)


def _negative_base(check: Check, index: ReportIndex) -> Check:
    """Judge a growth on a negative base by both conventions in use: over the base's size, and as the plain ratio."""
    claim = index.claims.get(check.claim or "")
    if check.verdict is not Verdict.UNDEFINED or claim is None:
        return check
    printed, level = index.metric(claim.prior), index.metric(claim.current)
    if printed is not None and level is not None and not (printed.figure.value or level.figure.value):
        return _quiet(check)  # 预算为0万元，支出决算为0万元，完成预算的0%
    if Diagnosis.ZERO_BASE in check.diagnoses and (printed is None or printed.figure.value):
        return evolve(
            check, severity=Severity.QUESTION if printed is None else None
        )  # 0.3亿元 less 0.27亿元: too coarse
    if Diagnosis.NEGATIVE_BASE not in check.diagnoses:
        return check
    current, prior = index.metric(claim.current), index.metric(claim.prior)
    if current is None or prior is None or prior.figure.value >= 0:
        return evolve(check, severity=Severity.QUESTION)
    now, base = current.figure.value, prior.figure.value
    for numerator, denominator in ((now - 2 * base, -base), (-now, -base)):
        problem, outcome = evaluate_change(index, claim, Operand.of(numerator), Operand.of(denominator))
        if problem is not None and agrees(outcome.verdict):
            return evolve(check, verdict=outcome.verdict, severity=None)
        if problem is not None and _misprinted(claim, problem.stated, outcome):
            failed = evolve(check, recomputed_exact=outcome.exact, computed_interval=outcome.computed)
            near = phrase("findings.near_negative_base", value=decimal_text(outcome.exact or Fraction(0), 2))
            return asked(failed, near, Verdict.INCONSISTENT, Severity.WARNING)
    return evolve(check, severity=Severity.QUESTION)


def _misprinted(claim: Claim, stated: StatedValue, outcome: Outcome) -> bool:
    """Return whether a growth over two exact levels of one row misses a convention by its last digits alone."""
    if not claim.current_binding is claim.prior_binding is Binding.ROW or outcome.exact is None or not stated.value:
        return False
    return fails(outcome.verdict) and abs(outcome.exact - stated.value) * _DIGITS <= abs(stated.value)


def difference_of_rates(check: Check, claim: Claim, current: Metric | None, prior: Metric | None) -> bool:
    """Return whether a growth of a rate is the difference of two rates, which wants 个百分点 for its %."""
    return (
        claim.form is RelationKind.GROWTH
        and current is not None
        and prior is not None
        and current.kind is prior.kind is Kind.RATIO
        and Diagnosis.POINTS_AS_PERCENT in check.diagnoses
    )


def _beside_change(check: Check, claim: Claim, index: ReportIndex) -> bool:
    """Return whether a check holds a percentage against the absolute change beside it, and not against a base."""
    prior = index.metric(claim.prior)
    return prior is None or all(evidence.span != prior.span for evidence in check.evidence)


def _printed(claim: Claim, index: ReportIndex) -> bool:
    """Return whether the operands are printed for the claim and of one account, so that they may refute it."""
    if claim.current_binding not in PRINTED or claim.prior_binding not in PRINTED:
        return False
    current, prior = index.metric(claim.current), index.metric(claim.prior)
    if current is None or prior is None or claim.prior_binding is Binding.CLAUSE:
        return True
    if claim.form is RelationKind.SHARE and claim.prior_binding is Binding.NAME:
        return one_entity(current.facets.entity, prior.facets.entity)  # the whole is named with its account
    return _one_account(current.facets, prior.facets)


def _one_account(one: Facets, other: Facets) -> bool:
    return one_entity(one.entity, other.entity) and (
        one.account == other.account or None in (one.account, other.account)
    )


def _plausible(check: Check, claim: Claim, index: ReportIndex) -> bool:
    """Return whether a claim over a base that only shares its name looks like a mistake made over just this pair.

    A base that the wording names (比上年预算, 占一般公共预算收入的) needs no such look, but for its size. A planned
    growth is often one over last year's budget or over comparable figures: without a cause that explains it, it
    accuses nobody.
    """
    prior = index.metric(claim.prior)
    if claim.prior_binding is not Binding.NAME or prior is None or claim.form is RelationKind.SHARE:
        return True
    if set(check.diagnoses) - WEAK_DIAGNOSES:
        return True
    implied = check.implied_prior.interval.low if check.implied_prior is not None else None
    if implied is not None and abs(implied) * _OTHER < abs(prior.figure.value):
        return False
    if claim.basis.kind is not BasisKind.PREVIOUS_YEAR or check_words("plan").search(claim.surface) is not None:
        return True
    if claim.status is Status.TARGET:
        return False
    return implied is not None and _NEAR * abs(implied - prior.figure.value) <= abs(prior.figure.value)


def _quiet(check: Check) -> Check:
    return evolve(check, verdict=Verdict.UNCHECKED, severity=None, diagnoses=())
