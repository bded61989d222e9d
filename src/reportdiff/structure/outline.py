"""Outline of a document: its front matter, section tree, sentences and tables."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence

from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import Document, Outline, Role, Section, Sentence, Span, Table
from reportdiff.structure.blocks import Block, BlockKind, split_blocks
from reportdiff.structure.front_matter import read_front_matter
from reportdiff.structure.heading_lines import Heading
from reportdiff.structure.heading_markers import Line, Rank, ends_like_caption, heading_role, list_marker, split_lines
from reportdiff.structure.run_in_headings import RunInHeading, run_in_headings
from reportdiff.structure.running_heads import without_running_heads
from reportdiff.structure.sentences import split_sentences
from reportdiff.structure.tables.grid_rows import is_grid_line
from reportdiff.structure.tables.grid_table import grid_table
from reportdiff.structure.tables.row_tokens import unit_in_brackets, unit_of_line
from reportdiff.structure.tables.text_table import text_table
from reportdiff.text.scales import split_scale

__all__ = ["outline"]

_MAX_BETWEEN = 40  # characters of a line between a unit and its table: 公开01表, 编制单位：某局
_SENTENCE_MARK = re.compile("[。；]")
_OF_PROMPTS = ("适用", "否", "无")  # one of them is in each prompt of a form
_SETTLED = (Role.REVIEW, Role.PLAN, Role.PROBLEMS, Role.DEFINITIONS)


def outline(document: Document, *, year: int | None = None) -> Outline:
    """Return front matter, sections, sentences and tables of a document.

    Every sentence and table lies in exactly one innermost section (or before the first); text in a table belongs to
    no sentence. The cost is linear in the text's length.

    Args:
        document: the document as a reader delivers it.
        year: the year of the report, if it is not the one that the text names.

    >>> result = outline(Document("memo", "某市2023年工作报告\\n一、工作回顾\\n全年受理287件，办结254件。"))
    >>> result.year, [section.heading for section in result.sections], len(result.sentences)
    (2023, ['工作回顾'], 2)
    """
    text = document.text
    lines = without_running_heads(split_lines(text))
    front = read_front_matter(text, lines, document, year=year)
    blocks = [block for block in split_blocks(text, lines, front.body) if not _in_table(block, document.tables)]
    run_in = run_in_headings(text, blocks)
    sections = _sections(text, blocks, run_in, (front.reviewed, front.planned))
    return Outline(
        title=front.title,
        issuer=front.issuer,
        year=front.year,
        reviewed=front.reviewed,
        planned=front.planned,
        published=front.published,
        sections=tuple(sections),
        sentences=tuple(_sentences(text, blocks, sections, run_in)),
        tables=_tables(text, lines, blocks, document.tables),
        part=front.part,
    )


def _in_table(block: Block, tables: Sequence[Table]) -> bool:
    """Return whether a block lies in a table that the reader of the format has marked."""
    return any(table.span.start <= block.start and block.end <= table.span.end for table in tables)


def _sections(
    text: str, blocks: Sequence[Block], run_in: Sequence[RunInHeading], years: tuple[int | None, int | None]
) -> list[Section]:
    """Return the sections in text order; `years` are those of the review and of the plan."""
    headings = [block.heading for block in blocks if block.heading is not None]
    headings += [each.heading for each in run_in]
    headings.sort(key=lambda heading: (heading.start, heading.rank))
    limits = {each.heading.start: each.end for each in run_in if each.end is not None}
    text_end = max((block.end for block in blocks), default=len(text))
    ends = _section_ends(headings, [limits.get(heading.start, text_end) for heading in headings])
    sections: list[Section] = []
    open_sections: list[tuple[Rank, Section]] = []
    previous: Section | None = None  # the last section of the outermost level
    for number, (heading, end) in enumerate(zip(headings, ends, strict=True), start=1):
        while open_sections and open_sections[-1][0] >= heading.rank:
            open_sections.pop()
        parent = open_sections[-1][1] if open_sections else None
        words = " ".join(text[heading.words[0] : heading.words[1]].split()).rstrip("。：:.")
        section = Section(
            id=f"s{number}",
            parent=parent.id if parent else None,
            level=len(open_sections) + 1,
            number=heading.number,
            heading=words,
            role=_inner_role(words, heading.rank, parent, years)
            if parent
            else _outer_role(words, heading.rank, previous, years),
            span=Span(heading.start, end),
        )
        sections.append(section)
        open_sections.append((heading.rank, section))
        if parent is None:
            previous = section
    return sections


def _section_ends(headings: Sequence[Heading], limits: Sequence[int]) -> list[int]:
    """Return where each section ends: at the next heading of its rank or a higher one, at its limit at the latest."""
    ends = list(limits)
    unclosed: list[int] = []
    for index, heading in enumerate(headings):
        while unclosed and headings[unclosed[-1]].rank >= heading.rank:
            closed = unclosed.pop()
            ends[closed] = min(heading.start, ends[closed])
        unclosed.append(index)
    return ends


def _stated_role(words: str, rank: Rank) -> Role | None:
    return heading_role(words) if rank < Rank.LEAD else None


def _inner_role(words: str, rank: Rank, parent: Section, years: tuple[int | None, int | None]) -> Role:
    """Return the role of a section inside another: the parent's, unless its own heading states one.

    Inside a review or a plan only a heading of problems or tables, one numbered 一、, or one that begins with the year
    of its role (2025年经营计划 in the review of 2024) states another role.
    """
    stated = _stated_role(words, rank)
    free = parent.role not in _SETTLED or stated in (Role.PROBLEMS, Role.TABLES) or rank <= Rank.FIRST
    if stated is not None and (free or stated is _role_of_year(words, years)):
        return stated
    return parent.role if parent.role is not Role.TABLES else Role.OTHER


def _outer_role(words: str, rank: Rank, previous: Section | None, years: tuple[int | None, int | None]) -> Role:
    """Return the role of an outermost section: what its heading states, else that of the year it begins with.

    A numbered section that states nothing and follows the plan goes on with it (三、加强政府自身建设).
    """
    stated = _stated_role(words, rank)
    if stated is not None:
        return stated
    if rank <= Rank.SECOND and not ends_like_caption(words) and (role := _role_of_year(words, years)):
        return role
    follows_plan = previous is not None and previous.role is Role.PLAN and previous.number
    return Role.PLAN if rank is Rank.FIRST and follows_plan else Role.OTHER


def _role_of_year(words: str, years: tuple[int | None, int | None]) -> Role | None:
    """Return the role of the year that a heading begins with, the one of the review or of the plan."""
    roles = zip(years, (Role.REVIEW, Role.PLAN), strict=True)
    return next((role for year, role in roles if year is not None and words.startswith(str(year))), None)


def _sentences(
    text: str, blocks: Sequence[Block], sections: Sequence[Section], run_in: Sequence[RunInHeading]
) -> list[Sentence]:
    """Return the sentences of headings and paragraphs; a list marker belongs to no sentence."""
    sentences: list[Sentence] = []
    run_in_starts = {each.heading.words[0] for each in run_in}
    innermost = _InnermostSection(sections)
    for block in blocks:
        if block.heading is not None:
            for start, end in split_sentences(text, *block.heading.words):
                sentences.append(Sentence(start, end, innermost.at(start), heading=True))
        elif block.kind is BlockKind.PARAGRAPH:
            begin = block.start
            marker = list_marker(text[begin : min(begin + 12, block.end)])
            if marker is not None and marker.rank is not Rank.ORDINAL:
                begin += marker.length
            asks = any(text.find(word, begin, block.end) >= 0 for word in _OF_PROMPTS)  # as few paragraphs do
            for start, end in split_sentences(text, begin, block.end):
                for first, stop, is_prompt in _form_prompts(text, start, end) if asks else ((start, end, False),):
                    heading = is_prompt or first in run_in_starts
                    sentences.append(Sentence(first, stop, innermost.at(first), heading))
    return sentences


def _form_prompts(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield a sentence cut at tick boxes: the line above □适用 √不适用 is a prompt and states nothing."""
    for boxes in pattern("line_marks", "tick boxes").finditer(text, start, end):
        line = max(start, text.rfind("\n", start, boxes.start()))
        above = max(start, text.rfind("\n", start, line) + 1)
        if above > start:
            yield start, above, False
        yield above, boxes.end(), True
        start = boxes.end()
        while start < end and text[start].isspace():
            start += 1
    for answered in pattern("line_marks", "answered prompt").finditer(text, start, end):
        if answered.start() > start:
            yield start, answered.start(), False
        yield answered.start(), answered.end(), True
        start = answered.end()
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end, False


class _InnermostSection:
    """Finds the section that holds a position; positions are asked for in text order."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._next = 0
        self._open: list[Section] = []
        self._id: str | None = None
        self._until = 0  # up to here the answer stays the same

    def at(self, position: int) -> str | None:
        """Return the id of the innermost section at a position."""
        if position < self._until:
            return self._id
        while self._next < len(self._sections) and self._sections[self._next].span.start <= position:
            self._open.append(self._sections[self._next])
            self._next += 1
        while self._open and self._open[-1].span.end <= position:
            self._open.pop()
        following = self._sections[self._next].span.start if self._next < len(self._sections) else sys.maxsize
        self._id = self._open[-1].id if self._open else None
        self._until = min(following, self._open[-1].span.end) if self._open else following
        return self._id


def _tables(text: str, lines: Sequence[Line], blocks: Sequence[Block], marked: Sequence[Table]) -> tuple[Table, ...]:
    """Return the tables that hold figures in text order: those in the text and those that the reader marked."""
    tables = list(marked)
    caption = ""
    for block in blocks:
        if block.heading is not None:
            caption = text[block.heading.words[0] : block.heading.words[1]]
        elif block.kind is BlockKind.TABLE:
            first, last = block.lines
            id = f"t{len(tables) + 1}"
            rows = lines[first : last + 1]
            table: Table | None
            if block.grid:
                own_caption = _caption_above(lines, first) or caption
                table = grid_table(text, rows, id=id, caption=own_caption, unit=_unit_above(lines, first))
            else:
                table = text_table(text, rows, id=id, caption=caption)
            if table is not None:
                tables.append(table)
    return tuple(sorted((table for table in tables if table.cells), key=lambda table: table.span))


def _caption_above(lines: Sequence[Line], first: int) -> str:
    """Return the caption in the lines right above a table (2、母公司资产负债表), over those with unit and date."""
    above = [line.text for line in reversed(lines[max(first - 6, 0) : first]) if line.text][:4]
    for words in above:
        if len(words) > _MAX_BETWEEN or is_grid_line(words) or _SENTENCE_MARK.search(words):
            break
        marker = list_marker(words)
        title = words[marker.length :] if marker is not None else words
        if ends_like_caption(title):
            return title
    return ""


def _unit_above(lines: Sequence[Line], first: int) -> str:
    """Return the unit that a line above a table names (单位：万元, …如下（单位：件）), over short lines between."""
    above = [line.text for line in reversed(lines[max(first - 5, 0) : first]) if line.text][:3]
    for distance, words in enumerate(above):
        unit = unit_of_line(words.rstrip("。：:")) or unit_in_brackets(words)
        if not distance and not unit and kind_of_unit(split_scale(words)[1]) == "money":
            unit = words  # 元, alone in its line
        if unit or is_grid_line(words):
            return unit
        if len(words) > _MAX_BETWEEN or (distance and _SENTENCE_MARK.search(words)):
            break
    return ""
