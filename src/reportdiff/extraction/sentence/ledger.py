"""The ledger of what a document says: its metrics and claim drafts, and the state in which sentences are read."""

from __future__ import annotations

import re
from typing import Any

from attrs import define, evolve, field

from reportdiff.extraction.sentence.figure_slots import FigureSlot, blank_asides, without_apposed
from reportdiff.extraction.words.budget_labels import base_name
from reportdiff.extraction.words.facets import FacetMark, FacetState, facet_marks, issuer_named, with_area_of_name
from reportdiff.extraction.words.matching import last_clause
from reportdiff.extraction.words.periods import base_period, period_of
from reportdiff.extraction.words.stated_relations import RelationMatch
from reportdiff.extraction.words.status_and_basis import SectionContext, basis_of, is_met, own_body, status_of
from reportdiff.extraction.words.strip_words import as_printed, without_loose_ends
from reportdiff.lexicon.patterns import phrase, phrase_in
from reportdiff.lexicon.reference_names import narrower_area
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import word_at_head, words_of
from reportdiff.model import (
    NO_FACETS,
    PREVIOUS_YEAR,
    Basis,
    BasisKind,
    Direction,
    Facets,
    Figure,
    Kind,
    Metric,
    Outline,
    Period,
    RelationKind,
    Role,
    Sentence,
    Span,
    Status,
    Unread,
)
from reportdiff.text.words import cut

__all__ = ["ClaimDraft", "DiscourseState", "ExtractionLedger", "ReadFigure", "SentenceContext", "record_claim"]
__all__ += ["record_metric", "rename_metric"]


_CLAUSE_END = "，,；;。"
_EACH = "分别"  # goes on with the clause before it
_KINDS: dict[str | None, Kind] = {None: Kind.COUNT, "time": Kind.MEASURE, **{kind.value: kind for kind in Kind}}
_OTHERS = (BasisKind.OTHER_REGION, BasisKind.OTHER_TOTAL)
_CHANGES = (RelationKind.ABSOLUTE, RelationKind.GROWTH, RelationKind.TIMES_MORE)
_LOOK_BACK = 1_500  # characters
_LEAD = 24  # characters before a change that name its currency
_PARAGRAPH, _OPENING = 1_500, 300  # characters of a paragraph before a figure, and of its beginning


@define
class ClaimDraft:
    """A claim before its operands are bound; `metric`, `current` and `prior` are keys of the ledger's metrics."""

    span: Span
    figure: Figure | None
    form: RelationKind
    direction: Direction
    basis: Basis
    status: Status
    metric_name: str
    metric: str | None
    current: str | None
    prior: str | None
    sentence: Span
    section: str | None
    order: int
    whole: str = ""  # the words that name the whole of a share, the plan of a completion, the base of a multiple
    group: int | None = None  # claims of one 分别 list share a number
    listed: str | None = None  # the level that the part was listed under, where the whole is named otherwise
    year: int | None = None  # that a list of years gives it: 2021年、2022年收入分别增长5%、8%
    whole_printed: bool = False  # by its name, and not only as what the part was listed under
    facets: Facets = NO_FACETS
    planned_base: bool = False  # 比上年预算: measured against a plan, not against last year's outcome
    other_currency: bool = False  # than that of the level: no figure printed here is its base


@define
class ReadFigure:
    """A figure that was read: a level with its metric, or the size of a claim with its draft (a share has both)."""

    slot: FigureSlot
    name: str
    metric: str | None
    draft: ClaimDraft | None = None
    relation: RelationMatch | None = None
    from_level: bool = False  # stands behind 由 or 从, or is printed to be compared with
    base_of: ReadFigure | None = None  # the level that it is printed to be compared with
    compared: bool = False  # stands behind 比 or 较
    elsewhere: BasisKind | None = None  # the level of others: 比全省平均水平（52.1%）高
    planned: bool = False  # a plan that is compared with: 比计划的300家多10家
    verb: str = ""  # the verb that alone stood at the figure, its object being carried over

    @property
    def is_level(self) -> bool:
        """Whether the figure is a level that claims may speak about."""
        return self.metric is not None and self.draft is None


@define
class ExtractionLedger:
    """Everything read so far; a metric's key is its place in the list: m1, m2, …"""

    metrics: list[Metric] = field(factory=list)
    claims: list[ClaimDraft] = field(factory=list)
    unread: list[Unread] = field(factory=list)
    groups: int = 0

    def metric(self, key: str | None) -> Metric:
        """The metric under a key that is known to exist."""
        assert key is not None
        return self.metrics[int(key[1:]) - 1]

    def replace(self, key: str | None, **changes: Any) -> None:
        """Change fields of the metric under a key."""
        index = int((key or "m0")[1:]) - 1
        self.metrics[index] = evolve(self.metrics[index], **changes)

    def next_group(self, count: int) -> int | None:
        """A number for a list of `count` claims; None where it is no list."""
        if count < 2:
            return None
        self.groups += 1
        return self.groups


@define
class DiscourseState:
    """What later sentences refer back to, inside one section."""

    section: str | None = None
    topic: str = ""  # the budget item that the figures below belong to
    recent: list[ReadFigure] = field(factory=list)
    last: ReadFigure | None = None
    ratio: ReadFigure | None = None  # the last figure of a sentence, if it is one: a change in points speaks of it
    whole: ReadFigure | None = None  # what 其中 lists the parts of
    listed: int = 0  # the place of the first of the parts, where these stand in brackets behind the whole
    aside: range = range(0)  # places in the sentence of the figures that stood in such brackets
    same_whole: str = ""  # the whole of the shares that follow: （下同）
    years: list[Period] = field(factory=list)  # of the last list of one thing in several years
    years_of: Span | None = None  # the last sentence that has such a list
    line: int = -1
    lead: str = ""  # the words for several years with which the line's last sentence that names a time begins
    facets: FacetState = field(factory=FacetState)

    def forget(self, section: str | None, topic: str = "") -> None:
        """A section or budget item begins."""
        self.section, self.topic, self.recent, self.last, self.same_whole = section, topic, [], None, ""
        self.ratio = None

    def keep(self, passage: SentenceContext) -> None:
        """Take over the levels of a sentence that has been read; what stands in brackets is not the last of them."""
        if levels := passage.levels():
            outside = [entry for entry in reversed(levels) if passage.depth(entry.slot.figure.span.start) == 0]
            own = [entry for entry in outside if not entry.from_level]
            self.last = next(iter(own or outside), levels[-1])
            self.recent = (self.recent + levels)[-8:]
        self.lead = self.lead if self.line == passage.line else ""
        if (years := phrase("several years").match(passage.said)) is not None:
            self.lead = passage.said[: years.end() + 1]  # with the mark that ends it
        elif phrase("time").match(passage.said):
            self.lead = ""
        self.line = passage.line


@define
class SentenceContext:
    """The sentence being read, with all that its reading rests on."""

    text: str
    folded: str
    outline: Outline
    sentence: Sentence
    setting: SectionContext
    ledger: ExtractionLedger
    memory: DiscourseState
    stretch: str = ""  # the words by which the paragraphs around look back on several years
    entries: list[ReadFigure] = field(factory=list)
    span: Span = field(init=False)  # of the sentence
    line: int = field(init=False)  # where the sentence's line begins
    opening: str = field(init=False)  # how its paragraph begins, up to the sentence; before it what its stretch says
    said: str = field(init=False)  # the sentence, folded
    nested: str = field(init=False)  # the same without brackets around the figure of a noun: 收入（63亿元）增长5%
    marks: tuple[FacetMark, ...] = field(init=False)  # its words that say of what area or account its figures are

    def __attrs_post_init__(self) -> None:
        self.span = span = self.sentence.span
        self.line = self.folded.rfind("\n", 0, span.start) + 1
        self.opening = self.stretch + self.folded[self.line : min(self.line + 40, span.start)]
        self.opening += self.memory.lead if self.memory.line == self.line else ""
        self.said = span.of(self.folded)
        self.nested = without_apposed(self.said)
        self.marks = facet_marks(self.said, issuer_named(self.outline))

    def facets_at(self, place: int) -> Facets:
        """Return the facets of a figure at a text index of the sentence."""
        return self.memory.facets.at(self.said, self.marks, self.line, place - self.span.start)

    def words_behind(self, slot: FigureSlot) -> str:
        """The figure's own words behind it, as printed, without what is left of a note's mark (余额80亿元]，)."""
        return self.text[slot.figure.span.end : slot.stop].lstrip("]］")

    def up_to(self, end: int) -> str:
        """The sentence up to a text index, folded: as much of it as a reader would look back over."""
        return self.folded[max(self.span.start, end - _LOOK_BACK) : end]

    def paragraph_up_to(self, end: int) -> str:
        """The paragraph up to a text index, folded; of a long one how it begins and what a reader looks back over."""
        if end - self.line <= _PARAGRAPH:
            return self.folded[self.line : end]
        return self.folded[self.line : self.line + _OPENING] + self.folded[end - _PARAGRAPH + _OPENING : end]

    def depth(self, at: int) -> int:
        """The number of brackets of the sentence around a text index."""
        end = at - self.span.start
        return self.nested.count("（", 0, end) - self.nested.count("）", 0, end)

    def levels(self, at: int | None = None) -> list[ReadFigure]:
        """The levels of the sentence read so far, without those of brackets that are closed at a text index."""
        depth = None if at is None else self.depth(at)
        levels = [entry for entry in self.entries if entry.is_level]
        return [each for each in levels if depth is None or self.depth(each.slot.figure.span.start) <= depth]

    def previous_end(self) -> int:
        """Where the last figure read in this sentence ends; the sentence's start where there is none."""
        return self.entries[-1].slot.figure.span.end if self.entries else self.span.start


def record_metric(
    passage: SentenceContext, slot: FigureSlot, name: str, status: Status | None = None, *, base: bool = False
) -> str:
    """Enter the figure of `slot` as a metric called `name`; its key. `base`: it is the level before a change."""
    figure = slot.figure
    before = passage.up_to(figure.span.start)
    status = status or _status(passage, figure.span.start, before)
    ahead = passage.setting.budget or passage.setting.role is Role.PLAN
    own = passage.setting.final or (status is Status.TARGET and not ahead and _of_its_year(passage, before))
    timed = Status.ACTUAL if own else status  # a final account's budget was that year's own
    if figure.unit == "" and figure.scale > 1 and any(word in name for word in words_of("names money")):
        figure = evolve(figure, unit="元")  # 国内公务接待支出0.39万
    if figure.unit == "度" and "电" in name:
        figure = evolve(figure, unit="千瓦时")
    kind = kind_of_unit(figure.unit)
    name = base_name(name) if name.endswith(("决算", "决算数")) else name
    name = as_printed(without_loose_ends(name), passage.span.of(passage.text))
    period = (base_period if base else period_of)(before, passage.opening, timed, passage.outline)
    if base and period is not None and _long_past(period, timed, passage.outline):
        name = f"{name}（{period.label}年）"  # 由2019年的31亿元增长到40亿元: a row of its own
    facets = with_area_of_name(passage.facets_at(figure.span.start), name, issuer_named(passage.outline))
    metric = Metric(
        id=f"m{len(passage.ledger.metrics) + 1}",
        name=name,
        figure=figure,
        kind=_KINDS[kind],
        status=status,
        period=period,
        scope=word_at_head("scope", name) or narrower_area(facets.area) or own_body(slot.words),
        facets=facets,
        section=passage.sentence.section,
        sentence=passage.span,
    )
    passage.ledger.metrics.append(metric)
    return metric.id


def _of_its_year(passage: SentenceContext, before: str) -> bool:
    """Return whether a plan in a review is of the year under review: 年初预算为, 造林任务30万亩，实际完成33万亩."""
    behind = passage.said[len(before) :]
    return phrase("plan of its year").search(before) is not None or is_met(last_clause(before), behind)


def _long_past(period: Period, status: Status, outline: Outline) -> bool:
    """Whether a base lies further back than the year before the one that is reported or planned."""
    own = outline.planned if status is Status.TARGET else outline.reviewed
    return period.year is not None and own is not None and period.year < own - 1


def rename_metric(passage: SentenceContext, metric: str | None, name: str) -> None:
    """Give a metric another name."""
    if metric is not None:
        passage.ledger.replace(metric, name=name)


def record_claim(
    passage: SentenceContext,
    span: Span,
    form: RelationKind,
    direction: Direction,
    name: str,
    *,
    words: str,
    figure: Figure | None = None,
    metric: str | None = None,
    current: str | None = None,
    prior: str | None = None,
    group: int | None = None,
    basis: Basis | None = None,
) -> ClaimDraft:
    """Enter a claim; `words` are what precedes it in its sentence, where its basis is looked for unless it is given."""
    ledger = passage.ledger
    status = ledger.metric(metric).status if metric is not None else _status(passage, span.end, passage.up_to(span.end))
    words = blank_asides(words)
    previous = _change_before(ledger, passage, metric)
    if basis is None:
        own = _last_clause(words)
        period = ledger.metric(metric).period if metric is not None else None
        paragraph = passage.stretch + passage.paragraph_up_to(span.start)
        past = period is not None and period.year == passage.outline.reviewed  # a plan of the year reviewed
        timed = Status.ACTUAL if past else status
        basis = basis_of(own, _with_comparison(words, own), paragraph, timed, passage.outline)
        follows = form in _CHANGES and phrase("compared by itself").search(own) is None and basis == PREVIOUS_YEAR
        basis = previous.basis if previous and follows and not _is_apart(previous, own) else basis
    elsewhere = _in_other_currency(passage, span.start, metric)
    draft = ClaimDraft(
        span=span,
        figure=figure,
        form=form,
        direction=direction,
        basis=Basis(BasisKind.UNKNOWN) if elsewhere else basis,
        status=status,
        metric_name=as_printed(name, passage.span.of(passage.text)),
        metric=metric,
        current=current,
        prior=prior,
        sentence=passage.span,
        section=passage.sentence.section,
        order=len(ledger.claims),
        group=group,
        facets=passage.facets_at(span.start),
        planned_base=_against_plan(words, previous),
        other_currency=elsewhere,
    )
    ledger.claims.append(draft)
    return draft


def _in_other_currency(passage: SentenceContext, at: int, metric: str | None) -> bool:
    """Return whether a change at a text index is that of a level in another currency: 360亿元…；以美元计，下降1.8%."""
    found = phrase("in another currency").search(passage.up_to(at)[-_LEAD:])
    if found is None:
        return False
    if metric is None:  # 以美元计价的出口收入增长12.0%
        units = {level.slot.figure.unit for level in (*passage.memory.recent, *passage.levels())}
        return not found["home"] and not any(unit and found[0].startswith(unit) for unit in units)
    unit = passage.ledger.metric(metric).figure.unit
    return not (unit and (found[0].startswith(unit) or (found["home"] and unit == "元")))


def _is_apart(previous: ClaimDraft, words: str) -> bool:
    """Return whether a change is not against what the one before it is: 比核定的1260张多220张，增长3.3%."""
    if previous.other_currency or previous.basis.kind not in _OTHERS:
        return previous.other_currency
    return not words or cut(words)[-1] not in words_of("apart from another")


def _against_plan(words: str, previous: ClaimDraft | None) -> bool:
    """Return whether a change is against a plan: the last one named (较上年预算增长10%，较上年完成数增长5%)."""
    if phrase("compared by itself").search(own := _last_clause(words)) and phrase("budget carried out").search(own):
        return False
    return (previous is not None and previous.planned_base) or phrase_in("planned base", words) is not None


def _change_before(ledger: ExtractionLedger, passage: SentenceContext, metric: str | None) -> ClaimDraft | None:
    """Return the change stated just before of the same figure: 比上年预算增加2.3亿元，增长4% has one base for both."""
    previous = ledger.claims[-1] if ledger.claims else None
    if previous is None or metric is None or previous.metric != metric or previous.sentence != passage.span:
        return None
    return previous if previous.form in _CHANGES or previous.planned_base else None


def _status(passage: SentenceContext, end: int, before: str) -> Status:
    opening = passage.folded[passage.line : min(passage.line + 60, end)]
    return status_of(passage.said, before, passage.setting, opening, passage.outline)


def _last_clause(words: str) -> str:
    """Return the last clause of `words`, with the one before where it goes on: A和B，分别增长3%、4%."""
    start = len(words)
    while start := max(words.rfind(mark, 0, start) for mark in _CLAUSE_END) + 1:
        if not words.startswith(_EACH, start):
            break
        start -= 1
    return words[start:]


def _with_comparison(words: str, own: str) -> str:
    """The clause of the change, with the clauses before it from 相比 on."""
    if "相比" not in words:
        return own
    clauses = re.split(r"[，,；;。]", words)
    return "，".join(clauses[max(i for i, clause in enumerate(clauses) if "相比" in clause) :])
