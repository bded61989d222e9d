"""One sentence after the other: its figures become metrics and claims, with what earlier clauses left open."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from attrs import define, evolve, field

from reportdiff.extraction.claims.change_claims import read_claims
from reportdiff.extraction.claims.levels import read_levels
from reportdiff.extraction.claims.unsized_claims import has_unsized_claim_words, read_unsized_claims
from reportdiff.extraction.sentence.figure_slots import (
    BLANK,
    FigureSlot,
    blank_asides,
    list_end,
    split_at_figures,
    turned_end,
)
from reportdiff.extraction.sentence.ledger import DiscourseState, ExtractionLedger, ReadFigure, SentenceContext
from reportdiff.extraction.sentence.part_names import same_unit
from reportdiff.extraction.sentence.printed_bases import may_be_base, open_multiple
from reportdiff.extraction.words.budget_labels import budget_item
from reportdiff.extraction.words.facets import facet_marks, issuer_named
from reportdiff.extraction.words.matching import last_clause
from reportdiff.extraction.words.retrospective_spans import RetrospectiveSpan, retrospective_spans
from reportdiff.extraction.words.stated_relations import (
    PLAN_EXCEEDED,
    RelationMatch,
    form_of_size,
    moved_share,
    ratio_across,
    ratio_around,
    relation_before,
)
from reportdiff.extraction.words.status_and_basis import SectionContext
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.extraction.words.verbs import is_action
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import words_of
from reportdiff.model import Direction, Figure, Outline, RelationKind, Sentence, Status, Unread

__all__ = ["SHORT_LINE", "SentenceReader"]

_OWN_NAME = re.compile(r"..|[^其均各共计的所]$")  # 药占比
_OR = re.compile("[，,]?或者?约?")
_OF_YEAR = re.compile(r"(?:19|20)\d\d ?年度?的$")
_SHARE_NAME = "占比"
_COMPLETES = "完成"
_IS, _HALF_STOP = "是", "；"
_TO = (":", "∶", " :", " ∶")  # between the shares of a structure
_COMPARES, _COMPARES_OTHERS = "同比", "比平均"  # a basis behind which a single sign states a change
SHORT_LINE = 40  # characters of a line that may be a heading in all but its mark
_REACH = 120  # characters of a clause that are looked at before a figure


@define
class SentenceReader:
    """Read the sentences of a document in order.

    Metrics and claims go into the `ledger`; `memory` keeps what later sentences may refer back to.
    """

    text: str
    folded: str
    outline: Outline
    ledger: ExtractionLedger = field(factory=ExtractionLedger)
    memory: DiscourseState = field(factory=DiscourseState)
    stretches: tuple[RetrospectiveSpan, ...] = field(init=False)
    begins: list[int] = field(init=False)
    facet_section: str | None = field(default="", init=False)

    def __attrs_post_init__(self) -> None:
        self.stretches = retrospective_spans(self.folded, self.outline)
        self.begins = [stretch.start for stretch in self.stretches]

    def enter(self, heading: Sentence) -> None:
        """Take note of a heading: a section begins, and a budget item may stand in it."""
        item = budget_item(self.folded, heading.start, heading.end)
        if heading.section != self.memory.section or item is not None:
            self.memory.forget(heading.section, item or "")

    def passes(self, sentence: Sentence) -> bool:
        """Whether a sentence without figures says nothing that this or a later one needs."""
        return sentence.section == self.memory.section and not has_unsized_claim_words(
            self.folded, sentence.start, sentence.end
        )

    def read(self, sentence: Sentence, figures: Sequence[Figure], setting: SectionContext) -> None:
        """Take in one sentence with its figures."""
        memory = self.memory
        if not figures and self.passes(sentence):
            return
        stretch = self._stretch(sentence.start)
        self._enter_facets(sentence, setting)
        passage = SentenceContext(
            self.text, self.folded, setting.outline, sentence, setting, self.ledger, memory, stretch
        )
        self._recall(passage)
        slots = split_at_figures(self.folded, figures, passage.span)
        index = 0
        while index < len(slots):
            words = slots[index].words[-_REACH:]
            if passage.entries and passage.entries[-1].compared:
                words = words[_words_on_base(words) :]
            words, relation = _stated(passage, slots[index], words)
            end = list_end(slots, index, mixed=relation is not None and relation.split)
            if relation is not None and relation.split:
                end = turned_end(slots, index, end)
            if relation is not None and _adjoin_alike(passage, slots[index:], relation):
                end = index + 2
            _read_list(passage, slots[index:end], words, relation)
            index = end
        read_unsized_claims(passage)
        memory.keep(passage)
        rates = [entry for entry in passage.entries if entry.metric is not None and entry.slot.figure.is_rate]
        memory.ratio = rates[-1] if rates else memory.ratio
        memory.facets.keep(passage.marks, passage.line, sentence.start - passage.line)

    def note(self, sentence: Sentence, setting: SectionContext) -> None:
        """Take over what a short line without figures says of those behind it: （一）市本级预算收支情况."""
        self._enter_facets(sentence, setting)
        marks = facet_marks(self.folded[sentence.start : sentence.end], issuer_named(self.outline))
        if marks:
            line = self.folded.rfind("\n", 0, sentence.start) + 1
            self.memory.facets.keep(marks, line, sentence.start - line)

    def _enter_facets(self, sentence: Sentence, setting: SectionContext) -> None:
        if sentence.section != self.facet_section:
            self.facet_section = sentence.section
            self.memory.facets.enter(setting.facets)

    def _stretch(self, at: int) -> str:
        """Return the words that opened the retrospective span around a character, "" outside of any."""
        number = bisect_right(self.begins, at) - 1
        return self.stretches[number].words if number >= 0 and at < self.stretches[number].end else ""

    def _recall(self, passage: SentenceContext) -> None:
        """Forget what a new section, paragraph or budget item ends, before a sentence is read."""
        memory, sentence = self.memory, passage.sentence
        if sentence.section != memory.section:
            memory.forget(sentence.section)
        elif sentence.start == passage.line != memory.line and not memory.topic:
            memory.last = memory.ratio = None  # a new paragraph speaks for itself, unless a budget item runs on
        memory.whole, memory.listed, memory.aside = None, 0, range(0)
        item = budget_item(self.folded, sentence.start, sentence.end)
        if item is not None:
            memory.topic, memory.recent = item, []


def _words_on_base(words: str) -> int:
    """Return where words behind a base go on, without those that say that something comes on top of it."""
    found = phrase("on a base").match(words)
    return 0 if found is None else found.end()


def _adjoin_alike(passage: SentenceContext, slots: Sequence[FigureSlot], relation: RelationMatch) -> bool:
    """Return whether two changes adjoin each other as the levels before them do: 起诉216件219人，减少54件53人."""
    if relation.form is not RelationKind.ABSOLUTE:
        return False
    pairs = [[entry.slot for entry in passage.levels()[-2:]], slots[:2]]
    joined = all(len(pair) > 1 and pair[0].figure.span.end == pair[1].figure.span.start for pair in pairs)
    units = [[slot.figure.unit for slot in pair] for pair in pairs]
    return joined and units[0] == units[1] and units[0][0] != units[0][1]


def _read_list(
    passage: SentenceContext, group: Sequence[FigureSlot], words: str, relation: RelationMatch | None
) -> None:
    """Levels, a level after a change, or claims: what the words before the first figure say."""
    head = group[0]
    if head.is_class:
        passage.entries.append(ReadFigure(head, "", None))
    elif relation is None and form_of_size(head.figure.unit) is RelationKind.POINTS:
        reason = "percentage points without a word of change"
        passage.ledger.unread.append(Unread(head.figure.span, head.figure.surface, reason))
    elif relation is None:
        read_levels(passage, group, words, None)
    elif relation.form is RelationKind.LEVEL_TO_LEVEL:
        read_levels(passage, group, words[: relation.start], relation)
    else:
        read_claims(passage, group, words, relation)


def _stated(passage: SentenceContext, head: FigureSlot, words: str) -> tuple[str, RelationMatch | None]:
    """The words that state the relation of a figure, and the relation.

    They are those of its clause; of the clause before too, where that ranks a share whose figure follows; or those
    around the figure of the whole or plan: 占全部贷款120亿元的25%, 占支出（240亿元）的25%.
    """
    if head.figure.unit == "%" and passage.folded.startswith(_TO, head.figure.span.end) and "占" not in words:
        return phrase("to a level").sub("", words), None  # this year's 8:42:50
    if not words.strip() and _is_goal(passage, head):
        return words, None
    relation = _relation(passage, head, words)
    if relation is None and passage.entries and (aside := _around_bracket(passage, head)) is not None:
        return aside, relation_before(aside, head.figure.unit)
    if relation is not None or head.figure.unit not in ("%", "倍") or not passage.entries:
        return words, relation
    before = passage.entries[-1]
    place = before.slot.figure.span
    between = passage.folded[place.end : head.figure.span.start]
    behind = between.lstrip("）) ")
    if head.figure.unit == "倍":
        said = _clause_before(passage, place.start)
        bound = phrase("bound on a year").search(said)  # 接近上年40条的1.5倍
        stated = said if bound is None else said[: bound.start()] + _IS + bound["year"]
        relation = relation_before(stated + "的", "倍") if before.is_level and behind == "的" else None
        if relation is None or relation.form is not RelationKind.TIMES:
            return words, None
        relation = relation if bound is None else evolve(relation, start=bound.start(), hedge=bound["hedge"])
        open_multiple(passage, said)
        return said + passage.folded[place.start : head.figure.span.start], relation
    if before.is_level and behind[:1] == "的" and before.slot.figure.unit != "%":
        clause = _clause_before(passage, place.start).rstrip("（( ")
        clause = clause[clause.rfind("（") + 1 :]
        around = ratio_around(clause + behind)
        if around is not None:
            return clause + passage.folded[place.start : head.figure.span.start], evolve(around, inside=True)
    elif head.opens and between[:1] in ("，", ",", "的"):
        across = ratio_across(between)
        if across is not None:
            return between, across
    return words, None


def _around_bracket(passage: SentenceContext, head: FigureSlot) -> str | None:
    """Return the words before a bracket that ends at points, for the figure in it."""
    inside = passage.entries[-1].slot.figure.span
    closed = passage.folded[inside.end : head.figure.span.start] == "）" and head.figure.unit in ("个百分点", "百分点")
    clause = _clause_before(passage, inside.start) if closed else ""
    return clause[:-1] if clause.endswith("（") else None


def _clause_before(passage: SentenceContext, end: int) -> str:
    """The words of a clause up to a text index."""
    return last_clause(passage.up_to(end)[-_REACH:], of_line=True)


def _relation(passage: SentenceContext, head: FigureSlot, words: str) -> RelationMatch | None:
    """The relation stated about a figure: by the words before it, by 的 behind it, or by the list it goes on with."""
    ahead = blank_asides(words).rstrip(BLANK)
    if head.figure.qualifier and phrase("condition of a duty").match(passage.folded, head.figure.span.end):
        return None
    relation = relation_before(ahead, head.figure.unit)
    if relation is None and passage.entries:
        relation = _of_entry_before(passage, head, ahead)
    if relation and relation.form is RelationKind.TIMES and passage.entries and passage.entries[-1].from_level:
        relation = relation_before(_OF_YEAR.sub("", ahead), head.figure.unit) or relation  # 跃升至|2024年的62.5%
    if relation is None and head.figure.unit == "%":
        relation = _by_its_sign(passage, head, ahead)
    if relation is None and (better := phrase("improved").search(ahead, max(0, len(ahead) - 3))) is not None:
        relation = _improvement(passage, head, ahead[: better.start()])
    if relation is not None and relation.word == PLAN_EXCEEDED and passage.words_behind(head).startswith("的"):
        return None  # 超额完成75%的要求
    if relation is None and not words.strip() and head.figure.unit == "%" and passage.words_behind(head)[:1] == "的":
        return RelationMatch(RelationKind.SHARE, Direction.NONE, 0, "的")
    if relation is None and head.figure.unit == "%" and passage.entries:
        relation = _of_rate_alone(passage, head, ahead)
    if relation is None and head.listed and passage.entries:
        previous = passage.entries[-1]
        gap = passage.folded[passage.previous_end() : head.figure.span.start]
        apart = "、" not in gap and previous.slot.figure.unit != head.figure.unit  # 增加36天，12条河流…
        apart = apart or (_HALF_STOP in gap and passage.words_behind(head)[:1].isalpha())  # 减少7件；2件…
        alike = form_of_size(previous.slot.figure.unit) is form_of_size(head.figure.unit)
        if previous.relation is not None and alike and not apart:
            return previous.relation
    if relation is not None and (_is_no_change(passage, words, relation, head) or may_be_base(passage, head, ahead)):
        return None
    if relation is not None and phrase("multiple behind").match(passage.folded, head.figure.span.end) is not None:
        return None  # 超过2022年75条的2倍
    if relation is not None and relation.form is RelationKind.SHARE and _names_itself(words, relation):
        return moved_share(ahead, relation.start + len(_SHARE_NAME), head.figure.unit)
    return relation


def _by_its_sign(passage: SentenceContext, head: FigureSlot, ahead: str) -> RelationMatch | None:
    """The change whose way the sign of its figure tells; without one it rises. A base in brackets is none."""
    said, opened, _ = passage.up_to(head.figure.span.start).rpartition("（")
    based = phrase("announced base").search(said) if opened and not ahead.strip() else None
    if based is not None and based["against"] is not None:
        return None  # 较上年（-6.9%）回升2.5个百分点
    unsigned = head.figure.qualifier is None and phrase("change of both signs").search(ahead[-8:])
    if phrase("move without direction").search(ahead[-8:]):
        unsigned = unsigned or phrase("list with signs").match(passage.folded, head.figure.span.end)
    bare = ahead.rstrip("+")
    if head.figure.value >= 0 and not unsigned and bare == ahead:
        return None
    relation = relation_before(phrase("move without direction").sub(r"\g<each>", bare) + "+", head.figure.unit)
    return relation or (relation_before(bare, head.figure.unit) if bare != ahead else None)


_APART = {"多": Direction.UP, "少": Direction.DOWN}  # 上年为310件，多40件


def _of_entry_before(passage: SentenceContext, head: FigureSlot, ahead: str) -> RelationMatch | None:
    """The relation that a figure has because of the one before it: a base that is compared with, a completed plan."""
    last, unit, relation = passage.entries[-1], head.figure.unit, None
    if last.compared:  # 比计划的300家多10家
        gap = passage.folded[passage.previous_end() : head.figure.span.start].lstrip("）")
        relation = relation_before((_COMPARES_OTHERS if last.elsewhere else _COMPARES) + gap, unit)
        if relation is None and gap in words_of("addition") and last.slot.figure.unit == unit:
            relation = RelationMatch(RelationKind.ABSOLUTE, Direction.UP, 0, gap)
    elif last.base_of is not None and last.slot.figure.unit == unit and ahead.strip() in _APART:
        relation = RelationMatch(RelationKind.ABSOLUTE, _APART[ahead.strip()], 0, ahead.strip())
    elif head.linked and ahead.endswith("的") and last.relation and last.relation.form is RelationKind.COMPLETION:
        relation = relation_before(_COMPLETES + ahead, unit)  # of the next plan
    return None if relation is None else evolve(relation, start=0)


def _of_rate_alone(passage: SentenceContext, head: FigureSlot, ahead: str) -> RelationMatch | None:
    """Return the relation of a percentage that has no words of its own, by the figure before it.

    增加30件或5%: the same change as a rate. 占近七成，即65%: the same share in digits.
    计划50件，完成48件，完成96%: a completion.
    """
    last = passage.entries[-1]
    if last.draft is not None and last.relation is not None:
        amount = last.draft.form is RelationKind.ABSOLUTE
        if amount and _OR.fullmatch(passage.folded, passage.previous_end(), head.figure.span.start):
            return evolve(last.relation, form=form_of_size("%"), start=0)
        if last.slot.figure.unit == "%" and phrase("put otherwise").fullmatch(ahead):
            return evolve(last.relation, start=0)
    return _of_plan_before(passage) if phrase("bare completion").fullmatch(ahead) else None


def _of_plan_before(passage: SentenceContext) -> RelationMatch | None:
    """Return a completion where a plan and its outcome are the last two figures, None elsewhere."""
    if len(passage.entries) < 2 or not all(entry.is_level and entry.metric for entry in passage.entries[-2:]):
        return None
    plan, outcome = (passage.ledger.metric(entry.metric) for entry in passage.entries[-2:])
    planned = plan.status is Status.TARGET is not outcome.status and plan.figure.unit == outcome.figure.unit
    return RelationMatch(RelationKind.COMPLETION, Direction.NONE, 0, "完成") if planned else None


def _improvement(passage: SentenceContext, head: FigureSlot, before: str) -> RelationMatch | None:
    """Return the relation of 改善5%: a concentration falls by it, a share of days with good air rises."""
    lead = phrase("lead").search(before)
    subject = before[: lead.start() if lead else len(before)].rstrip("，, ")
    if not subject and passage.entries:
        subject = passage.entries[-1].name
    for way, sign in (("better low", "↓"), ("better high", "↑")):
        if phrase(way).search(subject):
            return relation_before(before + sign, head.figure.unit)
    return None


def _is_goal(passage: SentenceContext, head: FigureSlot) -> bool:
    """Return whether what stands behind a bound is a goal, and not what so many are part of."""
    return head.figure.qualifier is not None and passage.words_behind(head).endswith(words_of("goal"))


def _names_itself(words: str, relation: RelationMatch) -> bool:
    """数字经济产值占比31.5%: the name of a ratio, and no claim over a part and a whole that are printed."""
    subject = strip_function_words(words[: relation.start])
    if phrase("several pointed at").fullmatch(subject) is not None:
        return False  # A3件、B2件，两者占比分别为60%和40%
    named = _OWN_NAME.search(subject)
    listed = phrase("list of shares").match(words, relation.start) is not None  # 药占比、耗占比分别为24.6%、18.3%
    return listed or (named is not None and not relation.whole and words[relation.start :].startswith(_SHARE_NAME))


def _is_no_change(passage: SentenceContext, words: str, relation: RelationMatch, head: FigureSlot) -> bool:
    """Return whether a word of change before an amount states no change of a level."""
    if relation.form is not RelationKind.ABSOLUTE:
        return False
    beside = phrase("count of those unchanged").search(passage.said)
    counts = beside is not None and head.figure.unit in (beside["unit"], beside["kind"])  # 上升8项、持平2项
    return counts or _is_object(words, relation, head) or _is_balance(passage, words, relation, head)


def _is_balance(passage: SentenceContext, words: str, relation: RelationMatch, head: FigureSlot) -> bool:
    """Return whether a net change is what comes in less what goes out, and no change of the level before.

    新设企业2120家，注销320家，净增1800家，同比增长20.5%: it is their difference, or more than that level ever was, or
    it runs against the change that is stated of that level.
    """
    if not words[relation.start :].strip().startswith(words_of("net change")) or words[: relation.start].strip("，, "):
        return False
    levels = [level for level in passage.levels() if same_unit(level, head) and not level.from_level]
    told = "".join(level.name for level in levels)
    if not levels or all(any(word in told for word in words_of(part)) for part in ("comes in", "goes out")):
        return bool(levels)
    sizes, net, last = [level.slot.figure.value for level in levels], head.figure.value, levels[-1].metric
    moves = {entry.draft.direction for entry in passage.entries if entry.draft and entry.draft.metric == last}
    against = len(levels) > 1 and bool(moves) and moves.isdisjoint((relation.direction, Direction.NONE))
    return net > sizes[-1] or against or any(abs(one - sizes[-1]) == net for one in sizes[:-1])


def _is_object(words: str, relation: RelationMatch, head: FigureSlot) -> bool:
    """提升3个中心: a bare verb of change before a counted noun does something to it and states no change."""
    subject = strip_function_words(words[: relation.start])
    return (
        (not subject or is_action(subject))
        and head.stop - head.figure.span.end > 1
        and words[relation.start :].strip() == relation.word
    )
