"""`outline`: a document → its front matter, section tree, sentences and tables."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from reportdiff.model import Document, Outline, Role, Section, Sentence, Span, Table
from reportdiff.structure.blocks import Block, BlockKind, Heading, blocks_of
from reportdiff.structure.front_matter import front_of
from reportdiff.structure.heading_markers import Line, Rank, caption_of, lines_of, marker_of, role_of
from reportdiff.structure.pieces import pieces_of
from reportdiff.structure.run_in_headings import Lead, ordinals_of, phrases_of
from reportdiff.structure.sentences import sentences_of
from reportdiff.structure.tables.grid_table import bar_table, is_bar
from reportdiff.structure.tables.row_tokens import unit_aside, unit_of
from reportdiff.structure.tables.text_table import table_of

__all__ = ["outline"]

_SHORT = 40  # characters of a line that may stand between a unit and its table: 公开01表, 编制单位：某局
_SENTENCE = re.compile("[。；]")


def outline(document: Document, *, year: int | None = None) -> Outline:
    """What a document is made of. `year`, where given, overrules the year that the text names.

    Every sentence and table lies in exactly one innermost section (or before the first); text in a table belongs to
    no sentence. The cost is linear in the text's length.

    >>> made = outline(Document("memo", "某市2023年工作报告\\n一、工作回顾\\n全年受理287件，办结254件。"))
    >>> made.year, [section.heading for section in made.sections], len(made.sentences)
    (2023, ['工作回顾'], 2)
    """
    text = document.text
    lines = lines_of(text)
    front = front_of(text, lines, title=document.title, published=document.published, year=year)
    blocks = [block for block in blocks_of(text, lines, front.body) if not _marked(block, document.tables)]
    leads = _leads(text, blocks)
    sections = _sections(text, blocks, leads, (front.reviewed, front.planned))
    sentences = _sentences(text, blocks, sections, leads)
    tables = _tables(text, lines, blocks, document.tables)
    return Outline(
        title=front.title,
        issuer=front.issuer,
        year=front.year,
        reviewed=front.reviewed,
        planned=front.planned,
        published=front.published,
        sections=tuple(sections),
        sentences=tuple(sentences),
        tables=tables,
    )


def _marked(block: Block, tables: Sequence[Table]) -> bool:
    """Whether the format itself marked the block as (part of) a table."""
    return any(table.span.start <= block.start and block.end <= table.span.end for table in tables)


def _leads(text: str, blocks: Sequence[Block]) -> list[Lead]:
    """The run-in headings inside paragraphs, in text order."""
    made: list[Lead] = []
    group: list[Block] = []  # the paragraphs under one heading
    above = Rank.ORDINAL

    def close(following: Rank) -> None:
        if following > above and above < Rank.ORDINAL:  # there are numbered headings under it: 一是 only lists points
            return
        for paragraph in group:
            made.extend(ordinals_of(text, paragraph.start, paragraph.end))
        if above <= Rank.FIRST:  # no （一） under it: phrases may stand in for those
            made.extend(phrases_of(text, group))

    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            group.append(block)
        elif block.heading is not None:
            close(block.heading.rank)
            group, above = [], block.heading.rank
    close(Rank.PART)
    return sorted(made, key=lambda lead: lead.start)


def _sections(
    text: str, blocks: Sequence[Block], leads: Sequence[Lead], years: tuple[int | None, int | None]
) -> list[Section]:
    """The sections, in text order."""
    headings = [block.heading for block in blocks if block.heading is not None]
    headings += [Heading(lead.rank, lead.number, lead.start, lead.words) for lead in leads]
    headings.sort(key=lambda heading: (heading.start, heading.rank))
    made: list[Section] = []
    stack: list[tuple[Rank, Section]] = []
    before: Section | None = None  # the last section that lies in no other
    end = max((block.end for block in blocks), default=len(text))
    ends = {lead.start: lead.end for lead in leads if lead.end is not None}
    stops = _stops(headings, [ends.get(heading.start, end) for heading in headings])
    for number, (heading, stop) in enumerate(zip(headings, stops, strict=True), start=1):
        while stack and stack[-1][0] >= heading.rank:
            stack.pop()
        parent = stack[-1][1] if stack else None
        words = " ".join(text[heading.words[0] : heading.words[1]].split()).rstrip("。：:.")
        section = Section(
            id=f"s{number}",
            parent=parent.id if parent else None,
            level=len(stack) + 1,
            number=heading.number,
            heading=words,
            role=_role(words, heading.rank, parent, before if parent is None else None, years),
            span=Span(heading.start, stop),
        )
        made.append(section)
        stack.append((heading.rank, section))
        if parent is None:
            before = section
    return made


def _stops(headings: Sequence[Heading], latest: Sequence[int]) -> list[int]:
    """Where the section of each heading ends: at the next of its rank or a higher one, and at `latest`."""
    stops = list(latest)
    unclosed: list[int] = []
    for index, heading in enumerate(headings):
        while unclosed and headings[unclosed[-1]].rank >= heading.rank:
            closed = unclosed.pop()
            stops[closed] = min(heading.start, stops[closed])
        unclosed.append(index)
    return stops


def _role(
    words: str, rank: Rank, parent: Section | None, before: Section | None, years: tuple[int | None, int | None]
) -> Role:
    """A section's role: what its heading says, else which year it names, else what the section around it is for.

    Inside a review or a plan only a heading that speaks of problems or is a table may say otherwise. A numbered
    section that says nothing and follows the plan goes on with it (三、加强政府自身建设).
    """
    said = role_of(words) if rank < Rank.LEAD else None
    settled = parent is not None and parent.role in (Role.REVIEW, Role.PLAN, Role.PROBLEMS, Role.DEFINITIONS)
    if said is not None and (not settled or said in (Role.PROBLEMS, Role.TABLES) or rank <= Rank.FIRST):
        return Role(said)
    if rank <= Rank.SECOND and not caption_of(words) and not settled:
        for year, role in zip(years, (Role.REVIEW, Role.PLAN), strict=True):
            if year is not None and words.startswith(str(year)) and parent is None:
                return role
    if parent is not None and parent.role is not Role.TABLES:
        return parent.role
    if rank is Rank.FIRST and before is not None and before.role is Role.PLAN and before.number:
        return Role.PLAN
    return Role.OTHER


def _sentences(
    text: str, blocks: Sequence[Block], sections: Sequence[Section], leads: Sequence[Lead]
) -> list[Sentence]:
    made: list[Sentence] = []
    phrases = {lead.words[0] for lead in leads}
    innermost = _Innermost(sections)
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.heading is not None:
            start, end = block.heading.words
            for begin, stop in sentences_of(text, start, end):
                made.append(Sentence(begin, stop, innermost.at(begin), heading=True))
        elif block.kind is BlockKind.PARAGRAPH:
            start = block.start
            marker = marker_of(text[start : min(start + 12, block.end)])
            if marker is not None and marker.rank is not Rank.ORDINAL:
                start += marker.length
            for begin, stop in pieces_of(text, sentences_of(text, start, block.end)):
                made.append(Sentence(begin, stop, innermost.at(begin), begin in phrases))
    return made


class _Innermost:
    """Which section holds a position; positions are asked for in text order."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections
        self.next = 0
        self.stack: list[Section] = []
        self.holding: str | None = None
        self.until = 0  # where another section may begin to hold

    def at(self, position: int) -> str | None:
        if position < self.until:
            return self.holding
        while self.next < len(self.sections) and self.sections[self.next].span.start <= position:
            self.stack.append(self.sections[self.next])
            self.next += 1
        while self.stack and self.stack[-1].span.end <= position:
            self.stack.pop()
        following = self.sections[self.next].span.start if self.next < len(self.sections) else sys.maxsize
        self.holding = self.stack[-1].id if self.stack else None
        self.until = min(following, self.stack[-1].span.end) if self.stack else following
        return self.holding


def _tables(text: str, lines: Sequence[Line], blocks: Sequence[Block], marked: Sequence[Table]) -> tuple[Table, ...]:
    made = list(marked)
    caption = ""
    for block in blocks:
        if block.heading is not None:
            caption = text[block.heading.words[0] : block.heading.words[1]]
        elif block.kind is BlockKind.TABLE:
            first, last = block.lines
            id = f"t{len(made) + 1}"
            found: Table | None
            if block.cells:
                unit = _unit_above(lines, first)
                found = bar_table(text, lines[first : last + 1], id=id, caption=caption, unit=unit)
            else:
                found = table_of(text, lines, first, last, id=id, caption=caption)
            if found is not None:
                made.append(found)
    return tuple(sorted((table for table in made if table.cells), key=lambda table: table.span))


def _unit_above(lines: Sequence[Line], first: int) -> str:
    """The unit that a line before a table between bars names: 单位：万元, or …如下（单位：件）.

    Short lines may stand between the two.
    """
    above = [lines[back].text for back in range(first - 1, max(first - 6, -1), -1) if lines[back].text][:3]
    for place, words in enumerate(above):
        unit = unit_of(words.rstrip("。：:")) or unit_aside(words)
        if unit or is_bar(words):
            return unit
        if len(words) > _SHORT or (place and _SENTENCE.search(words)):
            break
    return ""
