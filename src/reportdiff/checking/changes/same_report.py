"""Claims whose operands are printed in the same report: 增长, 百分点, 增加, 倍, 翻番, 由A增至B, 持平, 占, 完成, 率."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import Operand, Outcome, Statement, agrees, evaluate, evaluate_turn, fails
from reportdiff.checking.changes.implied_whole import share_of_whole, whole_of
from reportdiff.checking.changes.years_covered import spans_of_years, years_between
from reportdiff.checking.findings import make_check
from reportdiff.checking.hints import find_hints
from reportdiff.checking.operands import operand_of
from reportdiff.checking.policy import PRINTED, Decision, Reservation, binding_of, decide
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.words import words_of
from reportdiff.messages import phrase
from reportdiff.model import (
    DIGIT_SLIPS,
    RATIOS,
    BasisKind,
    Binding,
    Check,
    Claim,
    Direction,
    Metric,
    Phrase,
    RelationKind,
    Severity,
    Verdict,
)

__all__ = ["evaluate_change", "judge_claim", "stated"]

_LISTED = 3  # other shares of its sentence that are of the same whole tell that it is meant
_SURE = 3  # digits of a size, of which one is misprinted: with fewer, too many sizes are as near
_PERCENT = Fraction(1, 100)
_NUMBER = "0123456789.%％ 约近了"
_LABEL = 10  # characters before a figure that may name it


def stated(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every claim that has both its operands in this report."""
    for claim in index.report.claims:
        current, prior = index.metric(claim.current), index.metric(claim.prior)
        apart = current is prior or claim.id in index.listed_apart
        if current is not None and prior is not None and not apart:
            check = judge_claim(index, claim, current, prior)
            if check is not None:
                yield check


def judge_claim(index: ReportIndex, claim: Claim, current: Metric, prior: Metric) -> Check | None:
    """Return the check of a claim over two metrics of its report; None where they cannot be its operands."""
    if not _comparable(claim, current, prior) or (claim.table is not None and prior.id in index.misprinted_totals):
        return None
    named = _named_plan(index, claim, prior)
    share = share_of_whole(index, claim, prior) if claim.form is RelationKind.SHARE else None
    if share is not None:
        statement, outcome = evaluate_change(index, claim, operand_of(current.figure), whole_of(index, prior, share))
    else:
        statement, outcome = _evaluate(index, claim, current, named or prior)
    if statement is None or _mute(index, claim, outcome):
        return None
    hints, witnesses = tuple[Phrase, ...](), tuple[Metric, ...]()
    if named is not None and not agrees(outcome.verdict) and agrees(_evaluate(index, claim, current, prior)[1].verdict):
        plan, figure = _plan_version(claim), "".join(prior.figure.surface.split())
        decision, witnesses = Decision(outcome=outcome), (prior,)
        hints = (phrase("findings.other_plan_fits", plan=plan, figure=figure),)
    else:
        of_all = claim.figure is not None and claim.figure.value == 100  # of what was due, though more was taken in
        own_definition = of_all and claim.form is RelationKind.RATE
        grounds = evolve(
            index.grounds(claim),
            relation=statement.relation,
            bindings=(binding_of(claim, current),),
            reservations=(Reservation.OWN_DEFINITION,) if own_definition else (),
        )
        decision = decide(outcome, grounds)
        hints = decision.hints()
        if decision.outcome is outcome and not agrees(outcome.verdict):
            hints, witnesses = find_hints(index, claim, statement, outcome, (current, prior))
            if statement.averaged and outcome.verdict is Verdict.INCONSISTENT:
                decision, hints = _miscounted(index, claim, statement, decision, hints)
    context = index.context(claim, current, named or prior)
    if share is not None:
        context = evolve(context, prior=f"{context.prior}÷{''.join(share.surface.split())}")
    context = evolve(context, evidence=(*context.evidence, *index.evidence(*witnesses)))
    return make_check(decision.outcome, context, statement.stated, severity=decision.severity, hints=hints)


def _mute(index: ReportIndex, claim: Claim, outcome: Outcome) -> bool:
    """Return whether a claim fails over a whole that was guessed too freely to be worth a question.

    A table that states the same of the same figure tells that it is of another whole. A rate has many definitions, and
    a whole may be named otherwise than what its part was listed under.
    """
    beside = claim.current_binding is claim.prior_binding is Binding.CLAUSE
    if not beside and not agrees(outcome.verdict) and index.table_states(claim):
        return True
    if not beside and claim.form in RATIOS and not agrees(outcome.verdict) and _of_other_months(index, claim):
        return True
    guessed = claim.form is RelationKind.SHARE and claim.table is None and claim.current_binding not in PRINTED
    if guessed and not agrees(outcome.verdict) and DIGIT_SLIPS.isdisjoint(outcome.diagnoses):
        return True  # 个体户120户。私营企业保持主角地位，占比超过九成: the part may not be printed at all
    if claim.form is RelationKind.RATE and not agrees(outcome.verdict) and _leaves_stock_out(index, claim, outcome):
        return not _misprinted(claim, outcome)
    guess = {RelationKind.RATE: Binding.INFERRED, RelationKind.SHARE: Binding.INHERITED}.get(claim.form)
    if guess is None or claim.prior_binding is not guess or agrees(outcome.verdict):
        return False
    if claim.form is RelationKind.RATE:
        return not _misprinted(claim, outcome)
    alike = index.claims_between(claim.sentence.start, claim.sentence.end)
    listed = sum(other.form is claim.form and other.prior == claim.prior for other in alike) > _LISTED
    return not (listed or index.parts_make_whole(claim) or _of_all_before(index, claim))


def _leaves_stock_out(index: ReportIndex, claim: Claim, outcome: Outcome) -> bool:
    """Return whether a rate is lower than over new cases alone, and so may count old ones: 新收100件，结案率68%."""
    whole = index.metric(claim.prior)
    if whole is None or claim.figure is None or outcome.exact is None or claim.table is not None:
        return False
    return check_words("newly taken in").search(whole.name) is not None and claim.figure.value < outcome.exact


def _misprinted(claim: Claim, outcome: Outcome) -> bool:
    """Return whether one digit of a claim's size, or two exchanged, tell it from what its guessed whole makes."""
    digits = 0 if claim.figure is None else claim.figure.counted_digits
    return digits >= _SURE and not DIGIT_SLIPS.isdisjoint(outcome.diagnoses)


def _of_other_months(index: ReportIndex, claim: Claim) -> bool:
    """Return whether the paragraphs of a claim and of its second operand say that they are of other months."""
    prior = index.metric(claim.prior)
    places = (claim.span.start, claim.span.start if prior is None else prior.span.start)
    lines = (index.text[index.text.rfind("\n", 0, place) + 1 : place] for place in places)
    own, other = (["".join(found[0].split()) for found in check_words("months").finditer(line)][-1:] for line in lines)
    return bool(own and other) and own != other


def _of_all_before(index: ReportIndex, claim: Claim) -> bool:
    """Return whether a share is of all of what the figure before its part counts, be it in the sentence before."""
    part, whole = index.metric(claim.current), index.metric(claim.prior)
    named = check_words("all of").search(claim.surface)
    if part is None or whole is None or named is None or part.sentence != claim.sentence:
        return False
    if whole.sentence != claim.sentence and index.text[whole.sentence.end : claim.sentence.start].strip(" 。\n"):
        return False
    listed = (*index.by_sentence[whole.sentence], *index.by_sentence[claim.sentence])
    between = (whole.span.end <= metric.span.start < part.span.start for metric in listed)
    return whole.name.endswith(named["what"] or "") and not any(between)


def _evaluate(index: ReportIndex, claim: Claim, current: Metric, prior: Metric) -> tuple[Statement | None, Outcome]:
    if claim.form is RelationKind.LEVEL_TO_LEVEL and _ranks(index, claim, prior):
        current, prior = prior, current  # from 369th to 235th is a rise
    now, before = operand_of(current.figure), operand_of(prior.figure)
    turned = claim.form is RelationKind.LEVEL_TO_LEVEL and any(
        claim.surface in words_of(part) for part in ("turned to gain", "turned to loss")
    )
    if turned:  # 扭亏为盈 crosses zero, and so must each of the two; a loss may be printed as one, without its sign
        now, before = (
            operand.negated() if check_words("loss").search(metric.name) and metric.figure.value > 0 else operand
            for operand, metric in ((now, current), (before, prior))
        )
        statement = index.statement(claim, now, before)
        return statement, Outcome(Verdict.UNCHECKED) if statement is None else evaluate_turn(statement)
    result = evaluate_change(index, claim, now, before)
    if claim.table is not None and fails(result[1].verdict) and _bare_difference(claim, current, prior):
        as_number = evaluate_change(index, claim, now.times(_PERCENT), before.times(_PERCENT))
        result = as_number if agrees(as_number[1].verdict) else result  # 28.07%, 30.28%, -0.02
    if result[0] is None and (years := years_between(index, claim, current, prior)) is not None:
        return evaluate_change(index, claim, now, before, years=years)  # no span that the sentence allows holds
    return result


def _bare_difference(claim: Claim, current: Metric, prior: Metric) -> bool:
    """Return whether a cell prints the difference of two percentages without %, so that it may be a plain number."""
    rates = current.figure.unit == prior.figure.unit == "%"
    return rates and claim.form is RelationKind.ABSOLUTE and claim.figure is not None and claim.figure.unit == ""


def _ranks(index: ReportIndex, claim: Claim, prior: Metric) -> bool:
    """Return whether a level is a place in an order, and no number of persons."""
    if prior.figure.unit not in words_of("rank"):
        return False
    before = index.text[claim.sentence.start : prior.figure.span.start]
    return prior.figure.unit != "名" or check_words("place in an order").search(before) is not None


def evaluate_change(
    index: ReportIndex, claim: Claim, now: Operand, before: Operand, *, years: int | None = None
) -> tuple[Statement | None, Outcome]:
    """Return the claim over two operands as a statement, and its outcome.

    `years` is the number of years that an average covers, where its sentence need not print it.
    """
    relation = claim.form
    narrows = claim.direction is Direction.DOWN and claim.surface.rstrip(_NUMBER).endswith(words_of("loss narrows"))
    if relation is RelationKind.GROWTH and narrows:
        highest = now.interval.high, before.interval.high
        if all(high is not None and high < 0 for high in highest):
            relation = RelationKind.NARROWED_LOSS
    averaged = claim.basis.kind is BasisKind.ANNUAL_AVERAGE
    if averaged and relation in (RelationKind.GROWTH, RelationKind.ABSOLUTE):
        words = index.sentence(claim)[: claim.span.end - claim.sentence.start]
        return _annual(index, claim, now, before, [years] if years is not None else spans_of_years(words))
    statement = index.statement(claim, now, before, relation=relation)
    if statement is None:
        return None, Outcome(Verdict.UNCHECKED)
    return statement, evaluate(statement, decrease=claim.direction is Direction.DOWN)


def _annual(
    index: ReportIndex, claim: Claim, now: Operand, before: Operand, spans: Iterable[int]
) -> tuple[Statement | None, Outcome]:
    """Judge an average change over as many years as its sentence prints; where they are unclear, it stays unchecked."""
    results = []
    for years in spans:
        if claim.form is RelationKind.ABSOLUTE:  # 平均每年增加3亿元: the years share the difference out
            a_year = Fraction(1, years)
            statement = index.statement(claim, now.times(a_year), before.times(a_year))
        else:
            statement = index.statement(claim, now, before, relation=RelationKind.ANNUAL_AVERAGE, years=years)
        if statement is None:
            break
        outcome = evaluate(statement)
        if agrees(outcome.verdict) or outcome.verdict is Verdict.UNDEFINED:
            return statement, outcome
        results.append((statement, outcome))
    return results[0] if len(results) == 1 else (None, Outcome(Verdict.UNCHECKED))


def _miscounted(
    index: ReportIndex, claim: Claim, statement: Statement, decision: Decision, hints: tuple[Phrase, ...]
) -> tuple[Decision, tuple[Phrase, ...]]:
    """Return the finding of a wrong yearly average: a warning where another number of years may be meant."""
    years = statement.years or 1
    for other in (years + 1, years - 1):
        if other > 1 and agrees(evaluate(evolve(statement, years=other), diagnosed=False).verdict):
            outcome = evolve(decision.outcome, diagnoses=())
            fits = phrase("findings.years_miscounted", years=str(other))
            return evolve(decision, outcome=outcome, severity=Severity.WARNING), (fits,)
    named = spans_of_years(index.sentence(claim)[: claim.span.end - claim.sentence.start])
    return (evolve(decision, severity=Severity.WARNING) if named != [years] else decision), hints


def _named_plan(index: ReportIndex, claim: Claim, prior: Metric) -> Metric | None:
    """Return the plan that a completion names (年初预算 …), where it is not `prior` but stands in the sentence."""
    plan = _plan_version(claim) if claim.form is RelationKind.COMPLETION else ""
    if not plan or plan in _label(index, prior):
        return None
    for metric in index.by_sentence.get(claim.sentence, ()):
        before_claim = metric.span.start < claim.span.start and metric.id != claim.prior
        if before_claim and _label(index, metric).endswith((plan, f"{plan}为", f"{plan}数为", f"{plan}数")):
            return metric
    return None


def _plan_version(claim: Claim) -> str:
    """Return the words of a claim that name a version of the plan; "" where there are none."""
    found = check_words("plan version").search("".join(claim.surface.split()))
    return found[0] if found is not None else ""


def _label(index: ReportIndex, metric: Metric) -> str:
    return "".join(index.text[max(0, metric.span.start - _LABEL) : metric.span.start].split())


def _comparable(claim: Claim, current: Metric, prior: Metric) -> bool:
    """Return whether the operands can be put into the claim's relation: one unit, and rates for points."""
    if claim.form is RelationKind.POINTS:
        return current.is_rate and prior.is_rate
    units = current.figure.unit, prior.figure.unit
    if claim.form is RelationKind.ABSOLUTE and claim.figure is not None and claim.figure.unit not in ("", units[0]):
        return False
    return units[0] == units[1] or not all(units)
