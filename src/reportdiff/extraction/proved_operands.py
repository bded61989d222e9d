"""Claims whose second operand no name tells for sure → of the figures that may be meant, the one with which they hold.

Where hardly any other figure would fit so closely, that one is meant: the whole of a share, the base of a change, the
plan of a completion. So is one with which the claim would hold if a single digit of it were another, and one right
beside the claim's own. It is bound as `inferred`, so that it supports its claim, or is asked about, and refutes none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from attrs import evolve, frozen

from reportdiff.arithmetic.digit_edits import digit_edits, transpositions
from reportdiff.arithmetic.formulas import inverse_prior
from reportdiff.arithmetic.intervals import intersects, negate, shift
from reportdiff.extraction.references import References
from reportdiff.extraction.sentence.ledger import ClaimDraft
from reportdiff.lexicon.rates import rate_of
from reportdiff.lexicon.reference_names import calls_one_whole, facets_fit, name_key, of_other_version
from reportdiff.lexicon.words import word_at_head, words_of
from reportdiff.model import BasisKind, Binding, Claim, Direction, Interval, Kind, Metric, RelationKind, Status
from reportdiff.text.words import cut

__all__ = ["CHANCE", "implied_operand", "prove_operands"]

_FAR = 64  # figures before a claim among which its operand is looked for
CHANCE = Fraction(1, 50)
"""How likely one of the figures that may be meant fits by chance, at most."""
_CHANCE_OF_EDIT = Fraction(1, 20)
"""The same, of a figure with which a claim would hold but for one digit of it: it is asked about at most."""
_ASKED_DIGITS = 3  # of a size: one digit of fewer says too little
_LISTED = 8  # claims of a list, at most
_TOTAL = "总"  # 财政总收入, 财政收入
_SHORTLY = 10  # characters between a plan and its outcome
_PRECISE = Fraction(1, 1000)  # the spread of a share that few figures of a report fit by chance
_TELLING = Fraction(1, 10)  # the spread of a share that holds over few figures by chance: of 27%, not of 0.2%
_WHOLES = frozenset({RelationKind.SHARE, RelationKind.RATE})
_CHANGES = frozenset({RelationKind.GROWTH, RelationKind.ABSOLUTE})
_FORMS = _WHOLES | _CHANGES | {RelationKind.COMPLETION}


@frozen(kw_only=True)
class _Open:
    """A claim with the values that its second operand must have; `width` is their relative spread."""

    claim: Claim
    draft: ClaimDraft
    part: Metric
    implied: Interval
    width: Fraction

    def fits(self, metric: Metric) -> bool:
        """Return whether the claim holds over a figure."""
        return intersects(metric.figure.interval, self.implied)


def prove_operands(
    claims: Sequence[Claim],
    drafts: Sequence[ClaimDraft],
    references: References,
    by_id: Mapping[str, Metric],
    parts: Mapping[str, set[str]],
) -> list[Claim]:
    """Return the claims with the operands that their arithmetic proves.

    `drafts` are those of the same places, `parts` the figures that are parts of a whole, by its words.
    """
    result, ratios = list(claims), _WHOLES | {RelationKind.COMPLETION}
    changes = (claim for claim in claims if claim.form not in ratios)
    bases = {claim.prior for claim in changes if claim.prior_binding is Binding.CLAUSE}
    shares: dict[tuple[str | None, str], list[tuple[int, _Open]]] = defaultdict(list)
    held = _held_wholes(claims, drafts, by_id)
    for place, (claim, draft) in enumerate(zip(claims, drafts, strict=True)):
        item = _open(claim, draft, by_id)
        if item is None:
            continue
        prior = by_id.get(claim.prior or "")
        if prior is None or not item.fits(prior):
            taken = bases if claim.form in _WHOLES else ()
            candidates = [metric for metric in _named(item, references, parts) if metric.id not in taken]
            if prior is not None and draft.whole_printed and prior.name == draft.whole:  # printed by this very name
                candidates = [metric for metric in candidates if metric.name == prior.name]
            known = _known(item, references, candidates)
            if known is not None and not held.get((claim.section, draft.whole), {known.id}) >= {known.id}:
                known = None  # 占毕业生总数的58%; 占毕业生总数的24%: of the same whole
            if known is None and prior is None:
                known = _beside(item, references) or _but_for_a_digit(item, candidates)
            if known is not None:
                result[place] = evolve(claim, prior=known.id, prior_binding=Binding.INFERRED)
        if claim.form is RelationKind.SHARE:
            named = name_key(draft.whole)
            if not draft.whole_printed and (claim.section, named) not in shares:
                named = ""  # 占收案总数的80%；B件，占15%: the second follows the first
            shares[claim.section, named].append((place, item))
    for group in shares.values():
        for _, listed in groupby(group, key=lambda entry: entry[1].draft.sentence):
            _share_whole(result, list(listed), by_id)  # the next list may be of another whole
        _share_whole(result, group, by_id)
    return [_like_sibling(place, result, references, by_id) for place in range(len(result))]


def _held_wholes(
    claims: Sequence[Claim], drafts: Sequence[ClaimDraft], by_id: Mapping[str, Metric]
) -> Mapping[tuple[str | None, str], set[str]]:
    """Return the wholes over which shares hold that print them by the same words, by section and words."""
    found: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for claim, draft in zip(claims, drafts, strict=True):
        part, whole = by_id.get(claim.current or ""), by_id.get(claim.prior or "")
        if claim.form is not RelationKind.SHARE or not draft.whole_printed or part is None or whole is None:
            continue
        implied = implied_operand(claim, part)
        if calls_one_whole(draft.whole) and implied is not None and intersects(whole.figure.interval, implied):
            found[claim.section, draft.whole].add(whole.id)
    return found


def _like_sibling(place: int, claims: Sequence[Claim], references: References, by_id: Mapping[str, Metric]) -> Claim:
    """Bind a change of a list to the figure that stands by the base of another change as the levels do by each other.

    2023年受理520件、审结480件，比2022年分别上升30%和20%。2022年受理400件、审结400件
    """
    claim = claims[place]
    level = by_id.get(claim.current or "")
    if claim.prior is not None or level is None or claim.form not in _CHANGES or not claim.siblings:
        return claim
    for other in claims[max(0, place - _LISTED) : place + _LISTED]:
        first, base = by_id.get(other.current or ""), by_id.get(other.prior or "")
        if other.id not in claim.siblings or first is None or base is None or first.sentence != level.sentence:
            continue
        starts = (bisect_left(references.starts, metric.figure.span.start) for metric in (level, first, base))
        own, listed, at = starts
        found = references.metrics[max(0, at + own - listed)] if at + own - listed < len(references.metrics) else base
        apart = [word for word in cut(level.name) if word not in first.name]
        told = bool(apart) and all(word in found.name for word in apart)
        if found is not base and found.sentence == base.sentence and found.figure.unit == level.figure.unit and told:
            return evolve(claim, prior=found.id, prior_binding=Binding.INFERRED)
    return claim


def _share_whole(result: list[Claim], group: Sequence[tuple[int, _Open]], by_id: Mapping[str, Metric]) -> None:
    """Bind the shares of a section that name one whole to the figure with which the others of them hold."""
    priors = {place: by_id.get(result[place].prior or "") for place, _ in group}
    fitting = [(item, whole) for place, item in group if (whole := priors[place]) is not None and item.fits(whole)]
    held = {whole for item, whole in fitting if item.width <= _TELLING} or {whole for _, whole in fitting}
    if len({whole.figure.value for whole in held}) != 1:
        return
    whole = min(held, key=lambda metric: metric.figure.span.start)
    holding = [item for place, item in group if priors[place] in held]
    named = {item.part.name for item in holding}
    for place, item in group:
        prior, part = priors[place], item.part
        if prior is not None and any(prior.sentence == item.claim.sentence and _over(one, prior) for one in holding):
            continue  # 应收80，实收76，为应收数的95%；应收25，实收20，为应收数的80%
        if part.name in named and result[place].siblings:
            continue  # the same part at another time: its whole is of that time
        guessed = result[place].prior_binding is Binding.INFERRED
        meant = prior is None or (guessed and (item.width > _TELLING or not item.fits(prior)))
        of_unit = part.figure.unit == whole.figure.unit and part.figure.value <= whole.figure.value
        one_time = facets_fit(part.facets, whole.facets) and _same_time(part, whole)
        if meant and part is not whole and of_unit and one_time:
            result[place] = evolve(result[place], prior=whole.id, prior_binding=Binding.INFERRED)


def _over(held: _Open, whole: Metric) -> bool:
    """Return whether a share that holds is over where another's whole is printed, in the same sentence."""
    return held.claim.sentence == whole.sentence and held.claim.span.end <= whole.figure.span.start


def _open(claim: Claim, draft: ClaimDraft, by_id: Mapping[str, Metric]) -> _Open | None:
    part, size = by_id.get(claim.current or ""), claim.figure
    if part is None or size is None or claim.form not in _FORMS or claim.table is not None or not part.figure.value:
        return None
    if claim.prior_binding is Binding.CLAUSE or (
        claim.prior_binding is Binding.NAME
        and (claim.form is not RelationKind.SHARE or draft.whole.startswith(words_of("scope")))
    ):
        return None
    if claim.basis.kind is BasisKind.ANNUAL_AVERAGE or not size.value:
        return None
    implied = implied_operand(claim, part)
    if implied is None or implied.low is None or implied.high is None or implied.high <= 0:
        return None
    middle = (implied.low + implied.high) / 2
    moved = part.figure.value - middle if claim.form in _CHANGES else middle
    width = (implied.high - implied.low) / abs(moved) if moved else Fraction(1)
    return _Open(claim=claim, draft=draft, part=part, implied=implied, width=width)


def implied_operand(claim: Claim, current: Metric, moved: Fraction | int = 0) -> Interval | None:
    """Return the values of the second operand with which a claim holds, or would if its size were moved by so much.

    None: there are none.
    """
    if claim.figure is None:
        return None
    size = shift(claim.figure.interval, moved) if moved else claim.figure.interval
    stated = negate(size) if claim.direction is Direction.DOWN else size
    return inverse_prior(claim.form, current.figure.interval, stated)


def _pool(item: _Open, references: References) -> Iterator[Metric]:
    """Yield the figures around a claim that may be its second operand: its own and earlier sentences' first.

    A base may be printed behind its change; a whole or a plan is not looked for there.
    """
    part, claim = item.part, item.claim
    end = bisect_left(references.starts, claim.sentence.end)
    behind = references.metrics[end : end + _FAR] if claim.form in _CHANGES else ()
    for metric in (*reversed(references.metrics[max(0, end - _FAR) : end]), *behind):
        if (
            metric is not part
            and metric.figure.has_point_value
            and metric.kind is not Kind.RATIO
            and metric.figure.unit == part.figure.unit
            and facets_fit(metric.facets, part.facets)
        ):
            yield metric


def _named(item: _Open, references: References, parts: Mapping[str, set[str]]) -> list[Metric]:
    """Return the figures whose names let them be the second operand of a claim."""
    taken = parts.get(name_key(item.draft.whole), set()) if item.draft.whole else set()
    named = [metric for metric in _pool(item, references) if metric.id not in taken and _may_be(item, metric)]
    if item.claim.form is RelationKind.SHARE and item.draft.whole_printed:
        named = [metric for metric in named if _shares_words(item.draft.whole, metric.name, every=True)] or named
        verb = word_at_head("action", item.draft.whole)
        named = [metric for metric in named if verb in metric.name] or named  # 受理案件 beside 收到申请
        scope = word_at_head("scope", item.draft.whole)
        named = [metric for metric in named if metric.name.startswith(scope)] or named
    return named


def _known(item: _Open, references: References, named: Sequence[Metric]) -> Metric | None:
    """Return the named figure with which the claim holds, if hardly another would."""
    fitting = [metric for metric in named if item.fits(metric)]
    if not fitting and item.draft.whole_printed and item.width < _PRECISE:  # then it may be named anywhere
        named = [metric for metric in references.metrics if _is_whole(item, metric)]
        fitting = [metric for metric in named if item.fits(metric)]
    if not fitting or len({metric.figure.value for metric in named}) * item.width > CHANCE:
        return None
    return fitting[0]


def _but_for_a_digit(item: _Open, named: Sequence[Metric]) -> Metric | None:
    """Return the named figure with which the claim would hold if one digit of its size were another, or two changed.

    结案率58.00% where 审结2520件 of 受理4500件 make 56.00%: the whole is as good as told, and the digit is asked about.
    """
    size = item.claim.figure
    if size is None or not named or size.counted_digits < _ASKED_DIGITS:
        return None
    edits = {*digit_edits(size.digits), *transpositions(size.digits)}
    if len({metric.figure.value for metric in named}) * len(edits) * item.width > _CHANCE_OF_EDIT:
        return None
    places = 10 ** len(size.digits.partition(".")[2])
    for edit in sorted(edits):
        value = Fraction(int(edit.replace(".", "")) * size.scale, places)
        implied = implied_operand(item.claim, item.part, value - abs(size.value))
        fitting = [m for m in named if implied is not None and intersects(m.figure.interval, implied)]
        if fitting:
            return fitting[0]
    return None


def _is_whole(item: _Open, metric: Metric) -> bool:
    """Return whether a figure bears every word of a share's whole and may be it."""
    of_unit = metric is not item.part and metric.figure.unit == item.part.figure.unit
    fits = of_unit and item.claim.form is RelationKind.SHARE and facets_fit(metric.facets, item.part.facets)
    return fits and _may_be(item, metric) and _shares_words(item.draft.whole, metric.name, every=True)


def _beside(item: _Open, references: References) -> Metric | None:
    """Return the base or plan right beside a level, called by the end of its name, or as the level itself.

    应占亏损6亿元，2022年亏损8亿元; 上年收入120亿元，今年财政收入132亿元; 预算收入为23亿元，实际完成4亿元，为预算的18%
    """
    part, claim = item.part, item.claim
    at = bisect_left(references.starts, part.figure.span.start)
    ahead, behind = references.metrics[max(0, at - 1) : at], references.metrics[at + 1 : at + 2]
    for metric in (*behind, *ahead):
        if metric.sentence != claim.sentence or metric.sentence != part.sentence or metric.kind is Kind.RATIO:
            continue
        if metric.figure.unit != part.figure.unit or metric.figure.span.end > claim.span.start:
            continue
        if claim.form is RelationKind.COMPLETION:
            gap = part.figure.span.start - metric.figure.span.end
            if 0 < gap <= _SHORTLY and name_key(metric.name) == name_key(part.name) and metric.period == part.period:
                return metric
        elif claim.form in _CHANGES and _may_be(item, metric) and _same_span(part, metric):
            one, other = sorted((name_key(each.name).replace(_TOTAL, "") for each in (part, metric)), key=len)
            if len(one) > 1 and other.endswith(one):
                return metric
    return None


def _may_be(item: _Open, metric: Metric) -> bool:
    """Return whether a figure's name and time let it be the second operand of a claim."""
    claim, part = item.claim, item.part
    if claim.form is RelationKind.COMPLETION:
        return metric.status is Status.TARGET and not of_other_version(claim.surface, metric.name)
    of_plan = item.draft.planned_base if claim.form in _CHANGES else part.status is Status.TARGET
    if metric.status is not (Status.TARGET if of_plan else Status.ACTUAL):
        return False  # what is planned for a year changes what came of the year before
    if claim.form in _WHOLES and (metric.figure.value < part.figure.value or not _same_time(metric, part)):
        return False
    if claim.form is RelationKind.RATE:
        row = rate_of(item.draft.whole)
        return row is not None and row[1].has_whole(row[0], metric.name)
    if claim.form is RelationKind.SHARE:
        return not item.draft.whole_printed or _shares_words(item.draft.whole, metric.name)
    return _is_base(item, metric)


def _same_time(one: Metric, other: Metric) -> bool:
    return one.period is None or other.period is None or one.period.year == other.period.year


def _same_span(one: Metric, other: Metric) -> bool:
    """Return whether two figures cover as much time: the first half of a year is not held against a whole one."""
    return one.period is None or other.period is None or one.period.kind is other.period.kind


def _is_base(item: _Open, metric: Metric) -> bool:
    """Return whether a figure is of the year that a change is measured against, and of a name alike."""
    own, basis, period = item.part.period, item.claim.basis, metric.period
    if period is None or period.year is None or own is None or own.year is None or metric.table is not None:
        return False
    year = own.year - 1 if basis.kind is BasisKind.PREVIOUS_YEAR else basis.year
    if period.year != year or basis.kind not in (BasisKind.PREVIOUS_YEAR, BasisKind.YEAR):
        return False
    one, other = name_key(item.part.name), name_key(metric.name)
    return one.endswith(other) or other.endswith(one) or bool(one and other and cut(one)[-1] == cut(other)[-1])


def _shares_words(whole: str, name: str, *, every: bool = False) -> bool:
    """Return whether a figure's name has a word of a whole, or `every` one; verbs of intake stand for one another."""
    intake = words_of("taken in")
    untold = (*words_of("generic noun"), *words_of("counted noun"))
    words = [word for word in cut(name_key(whole)) if len(word) > 1]
    wanted = [word for word in words if word not in untold] or words
    if wanted and (all if every else any)(word in name for word in wanted):
        return True
    return any(word in whole for word in intake) and any(word in name for word in intake)
