"""Document and outline → metrics, claims and what could not be read, in text order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from attrs import define, evolve, frozen

from reportdiff.extraction.claims.operand_binding import bind_operands
from reportdiff.extraction.figures.patterns import grammar
from reportdiff.extraction.figures.scanner import UnreadNumber, bare_amount, bare_change, bare_percent, scan
from reportdiff.extraction.repeated_mentions import add_mention_places
from reportdiff.extraction.sentence.ledger import ClaimDraft
from reportdiff.extraction.sentence_reader import SHORT_LINE, SentenceReader
from reportdiff.extraction.share_lists import bind_listed_wholes
from reportdiff.extraction.tables.cells import read_tables
from reportdiff.extraction.tables.column_wholes import bind_column_wholes
from reportdiff.extraction.tables.operands_for_text import bind_table_operands
from reportdiff.extraction.words.status_and_basis import SectionContext, section_context
from reportdiff.lexicon.patterns import pattern, phrase
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import Claim, Document, Figure, Metric, Outline, Role, Section, Sentence, Span, Unread
from reportdiff.text.broken_words import close_gaps, printed_at
from reportdiff.text.normalize import normalize_characters

__all__ = ["Extracted", "extract"]

_SPLIT = "分别"
_YUAN, _DOLLAR = "元", "港元"


@frozen
class Extracted:
    """What a document says: metrics and claims in text order, and what could not be read."""

    metrics: tuple[Metric, ...]
    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]


@define
class _Sections:
    """Sections by id, and the context in which the sentences of each are read, worked out once."""

    outline: Outline
    by_id: dict[str, Section]
    plans: dict[int, int]  # where the first plan of each level begins
    settings: dict[str | None, SectionContext]

    @classmethod
    def of(cls, outline: Outline) -> _Sections:
        plans: dict[int, int] = {}
        for section in outline.sections:
            if section.role is Role.PLAN:
                plans.setdefault(section.level, section.span.start)
        return cls(outline, {section.id: section for section in outline.sections}, plans, {})

    def setting(self, section_id: str | None) -> SectionContext:
        found = self.settings.get(section_id)
        if found is None:
            chain = tuple(self._chain(section_id))
            found = section_context(chain, self.outline, self._after_plan(chain))
            self.settings[section_id] = found
        return found

    def _after_plan(self, chain: tuple[Section, ...]) -> bool:
        """Whether a work report's plan has begun: what follows it without a role of its own is plan as well."""
        if not chain or self.outline.planned != self.outline.year:
            return False
        top = chain[-1]
        return self.plans.get(top.level, top.span.start) < top.span.start

    def _chain(self, section_id: str | None) -> Iterator[Section]:
        while section_id is not None:
            section = self.by_id[section_id]
            yield section
            section_id = section.parent


def extract(document: Document, outline: Outline) -> Extracted:
    """Return the figures of a document as metrics or sizes of claims, and the stated relations with their operands."""
    text = document.text
    folded = phrase("in turn").sub(_SPLIT, normalize_characters(text))  # of one length
    sections = _Sections.of(outline)
    closed, closed_folded = close_gaps(text, folded, ((it.start, it.end) for it in outline.sentences))
    reader = SentenceReader(closed, closed_folded, outline)
    unread: list[Unread] = []
    ahead = grammar().worth_reading.search
    at = -1  # where the next thing worth reading stands
    for sentence in outline.sentences:
        if sentence.heading:
            reader.enter(sentence)
            if (result := _result_in_heading(text, folded, sentence)) is not None:
                blank = max(folded.rfind(" ", sentence.start, result.span.start), sentence.start - 1)
                reader.read(sentence._replace(start=blank + 1), [result], sections.setting(sentence.section))
            continue
        start, end = sentence.start, sentence.end
        if at < start:
            at = next_found.start() if (next_found := ahead(folded, start)) is not None else len(folded)
        if at >= end and sentence.section == reader.memory.section:
            if end - start <= SHORT_LINE:
                reader.note(sentence, sections.setting(sentence.section))
            continue  # as in most sentences
        figures: list[Figure] = []
        bare = len(unread)  # 性别比为103.5，比上次的104.0下降0.5: what changes a number without a unit has none either
        for found in scan(text, folded, start, end):
            if isinstance(found, UnreadNumber):
                known = bare_amount(text, folded, found.span)
                if known is None and figures:
                    known = bare_change(text, folded, figures[-1], found.span)
                if known is None and len(unread) == bare and all(figure.unit for figure in figures):
                    known = bare_percent(text, folded, found.span)
                if known is not None:
                    figures.append(known)
                    continue
                unread.append(Unread(found.span, found.span.of(text), found.reason))
            else:
                figures.append(found)
        reader.read(sentence, figures, sections.setting(sentence.section))
    unread += _numerals_left(text, outline, [*reader.ledger.metrics, *reader.ledger.claims])
    for draft in reader.ledger.claims if closed is not text else ():
        draft.span = Span(printed_at(text, closed, draft.span.start), draft.span.end)
    metrics = list(reader.ledger.metrics)
    of_tables, claims = read_tables(document, folded, outline)
    if {metric.figure.unit for metric in of_tables} & {_YUAN, _DOLLAR} == {_DOLLAR}:
        metrics = _in_dollars(metrics, reader.ledger.claims, folded)
    metrics.extend(of_tables)
    metrics.sort(key=lambda metric: metric.figure.span.start)
    return _numbered(metrics, reader.ledger.claims, claims, unread + reader.ledger.unread, text, outline)


def _in_dollars(metrics: Sequence[Metric], drafts: Sequence[ClaimDraft], folded: str) -> list[Metric]:
    """Return the metrics of a text whose tables are all in Hong Kong dollars: so is 元 in it, but behind 人民币."""

    def in_dollars(figure: Figure | None) -> Figure | None:
        bare = figure is not None and figure.unit == _YUAN and not folded.endswith("人民币", 0, figure.span.start)
        return evolve(figure, unit=_DOLLAR) if figure is not None and bare else figure

    for draft in drafts:
        draft.figure = in_dollars(draft.figure)
    return [evolve(metric, figure=in_dollars(metric.figure) or metric.figure) for metric in metrics]


def _result_in_heading(text: str, folded: str, heading: Sentence) -> Figure | None:
    """Return the figure that a heading ends in, but a time."""
    digits = any(map(str.isdigit, text[heading.start : heading.end]))
    for figure in reversed([*scan(text, folded, heading.start, heading.end)] if digits else ()):
        if isinstance(figure, UnreadNumber) or text[figure.span.end : heading.end].strip():
            return None
        return figure if figure.unit and kind_of_unit(figure.unit) != "time" else None
    return None


def _numerals_left(text: str, outline: Outline, read: Sequence[Metric | ClaimDraft]) -> Iterator[Unread]:
    """Every large number in words that was not read as a figure, for want of a unit: 两万六, 几十万群众."""
    found: list[Span] = []
    told = pattern("unread_numerals", "told")
    for begin in pattern("unread_numerals", "begins").finditer(text):  # quicker than to try all of `told` everywhere
        if not (found and begin.start() < found[-1].end) and (match := told.match(text, begin.start())) is not None:
            found.append(Span(match.start(), match.end()))
    if found:
        taken = [item.figure.span for item in read if item.figure is not None]
        taken = sorted(taken + [sentence.span for sentence in outline.sentences if sentence.heading])
        starts, ends = [span.start for span in taken], [0, *accumulate((span.end for span in taken), max)]
        for span in found:
            if ends[bisect_left(starts, span.end)] <= span.start:
                yield Unread(span, span.of(text), "a number without a unit")


def _numbered(
    metrics: Sequence[Metric],
    drafts: Sequence[ClaimDraft],
    of_tables: Sequence[Claim],
    unread: list[Unread],
    text: str,
    outline: Outline,
) -> Extracted:
    """Final ids in text order, and operands bound by them."""
    names = {metric.id: f"m{number}" for number, metric in enumerate(metrics, start=1)}
    final = add_mention_places(
        [metric if names[metric.id] == metric.id else evolve(metric, id=names[metric.id]) for metric in metrics]
    )
    ordered = sorted(drafts, key=lambda draft: (draft.span.start, draft.order))
    claims = bind_operands(ordered, final, names, outline, text)
    claims = bind_table_operands(final, claims, ordered, text, outline)
    if of_tables:
        claims = bind_column_wholes(final, _merged(claims, [_renamed(claim, names) for claim in of_tables]))
    final, claims = bind_listed_wholes(final, claims)
    unread.sort(key=lambda item: item.span.start)
    return Extracted(final, claims, tuple(unread))


def _renamed(claim: Claim, names: Mapping[str, str]) -> Claim:
    """A table's claim with the final ids of its metrics."""
    metric, current, prior = (None if id is None else names[id] for id in (claim.metric, claim.current, claim.prior))
    return evolve(claim, metric=metric, current=current, prior=prior)


def _merged(of_text: Sequence[Claim], of_tables: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of text and tables in text order, numbered anew."""
    ordered = sorted((*of_text, *of_tables), key=lambda claim: claim.span.start)
    ids = {claim.id: f"c{number}" for number, claim in enumerate(ordered, start=1) if claim.id}
    return tuple(
        evolve(claim, id=f"c{number}", siblings=tuple(ids[other] for other in claim.siblings))
        for number, claim in enumerate(ordered, start=1)
    )
