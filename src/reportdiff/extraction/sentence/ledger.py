"""What the sentence reader hands from one room to the next: entries, claims not yet bound, and its memory."""

from __future__ import annotations

from attrs import define, field

from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.words.facets import FacetMark, FacetState, facet_marks
from reportdiff.extraction.words.relation_words import RelationMatch
from reportdiff.extraction.words.status_and_basis import SectionContext
from reportdiff.model import (
    NO_FACETS,
    Basis,
    Direction,
    Facets,
    Figure,
    Metric,
    Outline,
    RelationKind,
    Sentence,
    Span,
    Status,
    Unread,
)

__all__ = ["ClaimDraft", "DiscourseState", "ExtractionLedger", "ReadFigure", "SentenceContext"]


_LOOK_BACK = 1_500  # characters


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
    whole_printed: bool = False  # by its name, and not only as what the part was listed under
    facets: Facets = NO_FACETS
    planned_base: bool = False  # 比上年预算: measured against a plan, not against last year's outcome


@define
class ReadFigure:
    """A figure that was read: a level with its metric, or the size of a claim with its draft (a share has both)."""

    slot: FigureSlot
    name: str
    metric: str | None
    draft: ClaimDraft | None = None
    relation: RelationMatch | None = None
    from_level: bool = False  # stands behind 由 or 从
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
    whole: ReadFigure | None = None  # what 其中 lists the parts of
    line: int = -1
    facets: FacetState = field(factory=FacetState)

    def forget(self, section: str | None, topic: str = "") -> None:
        """A section or budget item begins."""
        self.section, self.topic, self.recent, self.last = section, topic, [], None

    def keep(self, levels: list[ReadFigure], line: int) -> None:
        """Take over the levels of a sentence that has been read."""
        if levels:
            self.last = levels[-1]
            self.recent = (self.recent + levels)[-8:]
        self.line = line


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
    marks: tuple[FacetMark, ...] = field(init=False)  # its words that say of what area or account its figures are

    def __attrs_post_init__(self) -> None:
        self.span = span = self.sentence.span
        self.line = self.folded.rfind("\n", 0, span.start) + 1
        self.opening = self.stretch + self.folded[self.line : min(self.line + 40, span.start)]
        self.said = span.of(self.folded)
        self.marks = facet_marks(self.said)

    def facets_at(self, place: int) -> Facets:
        """Return the facets of a figure at a text index of the sentence."""
        return self.memory.facets.at(self.said, self.marks, self.line, place - self.span.start)

    def words_behind(self, slot: FigureSlot) -> str:
        """The figure's own words behind it, as printed."""
        return self.text[slot.figure.span.end : slot.stop]

    def up_to(self, end: int) -> str:
        """The sentence up to a text index, folded: as much of it as a reader would look back over."""
        return self.folded[max(self.span.start, end - _LOOK_BACK) : end]

    def levels(self) -> list[ReadFigure]:
        """The levels of the sentence read so far."""
        return [entry for entry in self.entries if entry.is_level]

    def previous_end(self) -> int:
        """Where the last figure read in this sentence ends; the sentence's start where there is none."""
        return self.entries[-1].slot.figure.span.end if self.entries else self.span.start
