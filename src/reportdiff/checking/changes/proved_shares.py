"""Shares and rates whose part and whole are printed in other words → the two figures that make them.

县（区）受理量占全市的60.0% after 予以受理2500件 and 县（区）1500件: the words before 占 tell the part, those behind it
the whole. Of the figures that share as much of these words, hardly another pair would make the share. It is asked about
where one digit keeps it from the two figures that bear all of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations

from attrs import evolve, frozen

from reportdiff.arithmetic import agrees
from reportdiff.checking.changes.ratio_operands import RatioOperands
from reportdiff.checking.findings import decided, is_judged, make_check
from reportdiff.checking.kinship import WHOLE, Told, kinship, rank, words_before, words_of_figure, words_of_text
from reportdiff.checking.operands import stated_value_of
from reportdiff.checking.policy import PRINTED, Reservation, ask
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words, is_total_label
from reportdiff.lexicon.reference_names import DENIALS
from reportdiff.lexicon.words import alternation, one_of_two, word_at_head, words_of
from reportdiff.model import RATIOS, Check, CheckName, Claim, Diagnosis, Metric, RelationKind, Verdict
from reportdiff.text.words import cut

__all__ = ["proved_shares"]

_CHANCE = Fraction(1, 50)  # how likely a pair of its rank makes the share by chance, at most
_CHANCE_OF_LIKEST = Fraction(1, 10)  # the same, of the pair that bears most words, and alone does
_CHANCE_OF_SLIP = Fraction(1, 4)  # the same, of a pair that bears all words, with the sizes of one other digit
_LIKE = WHOLE // 2  # of the weight of a figure's words
_ALL = WHOLE * 3 // 4  # the same, of a pair over which a share may be asked about
_FAR = 72  # figures before a share among which its two are looked for
_PARTS = 12  # parts that are tried
_SUMMED = 4  # parts of which two may be meant together
_PAUSE = re.compile(r"[，,；;。：:\n]")
_MARKS = re.compile(r"[（）()“”\s]")
_OF = "占"
_SLIPS = ((Diagnosis.DIGITS_TRANSPOSED, 3), (Diagnosis.DIGIT_ERROR, 28))


@frozen(kw_only=True)
class _Share:
    """A share with what may be its part and its whole, and how likely a figure of no matter what makes it."""

    ratio: Metric
    claim: Claim | None
    part: Told
    whole: Told
    scope: str
    verb: str
    pointed: bool
    words: str
    behind: Metric | None = None

    @property
    def width(self) -> Fraction:
        """The spread of the wholes that make it of one part."""
        figure = self.ratio.figure
        return (figure.last_place or figure.scale) / figure.value

    def is_near(self, whole: Metric) -> bool:
        """Return whether a whole stands in the share's sentence, or is the total of a table."""
        in_total = whole.table is not None and bool(whole.table.row) and is_total_label(whole.table.row[-1])
        return in_total or whole.sentence == self.ratio.sentence

    def wanted(self, amount: Fraction) -> tuple[Fraction, Fraction]:
        """Return the whole over which a part makes the share, and how far from it another may be."""
        whole = amount * 100 / self.ratio.figure.value
        return whole, 2 * self.width * whole

    def over(self, parts: Sequence[Metric], whole: Metric) -> RatioOperands:
        """Return the share over figures."""
        return RatioOperands(ratio=self.ratio, parts=tuple(parts), whole=whole)


@frozen(kw_only=True)
class _Pair:
    """The part and the whole of a share, how likely such ones make it by chance, and whether they bear most words."""

    part: tuple[Metric, ...]
    whole: Metric
    chance: Fraction
    likest: bool


def proved_shares(index: ReportIndex, made: Iterable[Check]) -> Iterator[Check]:
    """Yield a check for every share of the text that no check judged before and that two figures prove."""
    judged = {evidence.span for check in made if is_judged(check) for evidence in check.evidence[:1]}
    metrics = index.report.metrics
    for place, ratio in enumerate(metrics):
        share = _share(index, ratio) if ratio.span not in judged else None
        if share is None or (share.claim is not None and share.claim.span in judged):
            continue
        near = [
            one
            for one in metrics[max(0, place - _FAR) : place]
            if not one.is_rate and one.figure.has_point_value and one.figure.value.numerator > 0
            if one.status is ratio.status and (one.year == ratio.year or None in (one.year, ratio.year))
        ]
        if metrics[place + 1 : place + 2] and check_words("part behind a share").fullmatch(
            index.text[ratio.span.end : metrics[place + 1].span.start]
        ):
            share = evolve(share, behind=metrics[place + 1])
        if (check := _checked(index, share, near)) is not None:
            yield check


@cache
def _all_of() -> re.Pattern[str]:
    return re.compile("^" + alternation(words_of("all of")))


def _share(index: ReportIndex, ratio: Metric) -> _Share | None:
    """Return what a ratio of the text says of its part and its whole; None where it is no share."""
    figure = ratio.figure
    if ratio.table is not None or figure.unit != "%" or not figure.has_point_value or not 0 < figure.value < 100:
        return None
    claim = next((each for each in index.claims_of.get(ratio.id, ()) if each.form in RATIOS), None)
    if claim is not None and claim.form is RelationKind.COMPLETION:
        return None
    start = ratio.span.start if claim is None else min(claim.span.start, ratio.span.start)
    *_, ahead, clause = "", *_PAUSE.split(index.text[ratio.sentence.start : ratio.span.start])
    if claim is not None and claim.form is RelationKind.SHARE and _OF not in clause:
        clause = ahead + clause  # 约占全部申请的九成，具体为89.5%
    part, of, whole = clause.rpartition(_OF)
    noun = check_words("noun of a ratio").search(ratio.name)
    if claim is None and not of and noun is None:
        return None
    if not of:
        part = clause[: noun.start()] if noun is not None and clause.startswith(ratio.name) else ratio.name
    around = words_before(index, start)
    name = ratio.name.partition(_OF)
    return _Share(
        ratio=ratio,
        claim=claim,
        scope=word_at_head("scope", whole),
        verb=word_at_head("action", whole or name[2]),
        pointed=bool(of),
        words=_MARKS.sub("", part),
        part=Told.of(part or name[0], around),
        whole=Told.of(_all_of().sub("", whole.partition("的")[0]) + name[2], around | words_of_text(part)),
    )


def _checked(index: ReportIndex, share: _Share, near: Sequence[Metric]) -> Check | None:
    """Return the check over the part and the whole that fit, else over those that bear all words."""
    fitting, likest = list[_Pair](), None
    as_whole = {id(one): kinship(words_of_figure(index, one), share.whole) for one in near}
    best = max(near, key=lambda one: as_whole[id(one)], default=None)
    best = best if best is not None and as_whole[id(best)] >= _ALL else None
    unlikely = list[tuple[int, int, tuple[Metric, ...]]]()
    for nth, score, part in _parts(index, share, [one for one in near if one is not best]):  # it is no part of itself
        if nth > 1 and nth * share.width > _CHANCE:
            unlikely.append((nth, score, part))
            continue
        wholes = _wholes(share, part, near)
        fitting += _fitting(share, (nth, score, part), wholes, as_whole)
        own = [one for one in wholes if one.sentence == share.ratio.sentence]
        if share.behind is not None and len(own) == 1:  # its part stands behind it, and the whole alone before it
            likest = _Pair(part=part, whole=own[0], chance=share.width, likest=True)
        elif nth == 1 and best is not None and score >= _ALL and any(one is best for one in wholes):
            scores = {id(one): as_whole[id(one)] for one in wholes}
            if rank(scores, id(best)) == 1 and not _is_other(share, part):
                likest = likest or _Pair(part=part, whole=best, chance=share.width, likest=True)
    proved = [pair for pair in fitting if pair.chance <= (_CHANCE_OF_LIKEST if pair.likest else _CHANCE)]
    if share.claim is not None:
        proved = [pair for pair in proved if not _is_used(index, share, pair, near[-1].span.start)]
    if proved or fitting:
        return _check(index, share, min(proved, key=lambda pair: pair.chance)) if proved else None
    if likest is None or any(_fitting(share, each, _wholes(share, each[2], near), as_whole) for each in unlikely):
        return None
    return _check(index, share, likest)


def _is_used(index: ReportIndex, share: _Share, pair: _Pair, end: int) -> bool:
    """Return whether another claim, which ends before a place of the text, is over a pair: it does not prove this."""
    figures, claims = (pair.part[0].id, pair.whole.id), index.claims_at(pair.part[0].id)
    return any((c.current, c.prior) == figures and c is not share.claim and c.span.end <= end for c in claims)


def _wholes(share: _Share, part: Sequence[Metric], near: Sequence[Metric]) -> list[Metric]:
    """Return the figures of a part's unit that are not less, of the area and the act of the whole where some are."""
    inside, unit = {id(one) for one in part}, part[0].figure.unit
    amount = sum((one.figure.value for one in part), Fraction(0))
    alike = [one for one in near if one.figure.unit == unit and id(one) not in inside]
    alike = [one for one in alike if one.figure.value >= amount]
    alike = [one for one in alike if share.verb in one.name] or alike
    return [one for one in alike if one.name.startswith(share.scope)] or alike


def _fitting(
    share: _Share, tried: tuple[int, int, tuple[Metric, ...]], wholes: Sequence[Metric], as_whole: Mapping[int, int]
) -> list[_Pair]:
    """Return the pairs of a part, tried with its rank and score, and of one of some wholes that make the share."""
    nth, score, part = tried
    wanted, spread = share.wanted(sum((one.figure.value for one in part), Fraction(0)))
    over = [one for one in wholes if abs(one.figure.value - wanted) <= spread + one.figure.last_place]
    over = [one for one in over if agrees(share.over(part, one).outcome(diagnosed=False).verdict)]
    scores = {id(one): as_whole[id(one)] for one in wholes} if over else {}
    return [
        _Pair(part=part, whole=whole, chance=nth * rivals * width, likest=nth == rivals == 1 and alike)
        for whole in over
        if (score or share.pointed) and (scores[id(whole)] or share.is_near(whole))
        for width in [share.width + sum(one.figure.last_place / one.figure.value for one in (*part, whole))]
        for rivals, alike in [(rank(scores, id(whole)), min(score, scores[id(whole)]) >= _LIKE)]
    ]


def _parts(index: ReportIndex, share: _Share, near: Sequence[Metric]) -> list[tuple[int, int, tuple[Metric, ...]]]:
    """Return what may be the part of a share with its rank and how much of its words is told of, likest first."""
    if share.behind is not None:
        return [(1, WHOLE, (share.behind,))]
    bound = index.metric(share.claim.current) if share.claim is not None else None
    if bound is not None and share.claim is not None and share.claim.current_binding in PRINTED:
        return [(1, WHOLE, (bound,))] if not bound.is_rate else []
    own = [one for one in near if one.sentence == share.ratio.sentence]
    pointed = next((word for word in words_of("one of two") if word in share.part.near), None)
    if (meant := one_of_two(pointed or "", own)) is not None:
        return [(1, WHOLE, (meant,))]
    scores = {id(one): _as_part(index, share, one) for one in near}
    told = sorted((one for one in near if scores[id(one)]), key=lambda one: -scores[id(one)])[:_PARTS]
    found: list[tuple[int, int, tuple[Metric, ...]]]
    found = [(rank(scores, id(one)), scores[id(one)], (one,)) for one in told]
    named = [one for one in told if words_of_figure(index, one) <= share.part.near][:_SUMMED]
    found += [
        (1, WHOLE, pair)
        for pair in combinations(named, 2)
        if pair[0].figure.unit == pair[1].figure.unit and pair[0].name != pair[1].name
    ]
    return found + [(2, 0, (one,)) for one in own[-1:] if share.pointed and scores[id(one)] < _LIKE]


def _as_part(index: ReportIndex, share: _Share, metric: Metric) -> int:
    """Return how much of its words a figure shares with what a share calls its part, all where that begins with it."""
    name = _MARKS.sub("", metric.name)
    whole_name = len(name) > 1 and share.words.startswith(name)
    return WHOLE if whole_name else kinship(words_of_figure(index, metric), share.part)


def _is_other(share: _Share, parts: Sequence[Metric]) -> bool:
    """Return whether a single letter tells a part from what a share calls its own: 女教师 from 男教师, 不起诉."""
    letters = {word for part in parts for word in cut(part.name) if len(word) == 1}
    letters |= {letter for part in parts for letter in part.name if letter in DENIALS}
    return not letters <= set(share.words)


def _check(index: ReportIndex, share: _Share, found: _Pair) -> Check | None:
    parts, whole = found.part, found.whole
    outcome = share.over(parts, whole).outcome()
    context = index.metric_context(share.ratio, *parts, whole, check=CheckName.SHARE)
    context = evolve(
        context,
        current="+".join(map(metric_text, parts)),
        prior=metric_text(whole),
        unit="%",
        claim=None if share.claim is None else share.claim.id,
    )
    stated = stated_value_of(share.ratio.figure)
    if agrees(outcome.verdict):
        return make_check(outcome, context, stated)
    if check_words("rate of contribution").search(share.ratio.name) is not None:
        return None  # of growth, and not of levels
    tried = next((tries for slip, tries in _SLIPS if slip in outcome.diagnoses), 0)
    if outcome.verdict is not Verdict.INCONSISTENT or not tried or tried * found.chance > _CHANCE_OF_SLIP:
        return None
    return decided(ask(outcome, Reservation.INFERRED_OPERANDS), context, stated)
