"""Write a report's text as HTML in which every figure can be clicked and its sentence be lit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff.messages.labels import word
from reportdiff.model import Span
from reportdiff.rendering.rows.report_lookup import Lookup
from reportdiff.rendering.rows.standings import Standing

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["Mark", "marked_text"]

# The standings whose sign stands in the text too.
_WITH_SIGN = {
    *(Standing.INCONSISTENT, Standing.ROUNDING_DIFFERENCE, Standing.QUESTION, Standing.UNCHECKED, Standing.UNDEFINED)
}


@frozen(kw_only=True)
class Mark:
    """A span of text to mark: the table row that it leads to and how it stands."""

    span: Span
    row: str | None
    standing: Standing | None


def marked_text(lookup: Lookup, letter: str, marks: Mapping[str, Mark], lang: str) -> Markup:
    """Return the whole text, escaped, with a `<mark>` around every figure and a `<span>` around its sentence.

    The sentence has its place within the file ("第3页") in `data-place`.

    Where marks overlap, the first one stands, and the others' ids are anchors in it.

    Args:
        lookup: The report.
        letter: The beginning of the marks' ids: "c-m1" for the metric m1.
        marks: The marks by the id of their metric or claim.
        lang: The language of the verdicts, "zh" or "en".
    """
    from markupsafe import Markup

    groups = _overlapping(marks)
    writer = _Writer(lookup.text, letter, lang, list(reversed(groups)))
    for sentence in _disjoint(lookup.sentence(group[0][1].span) for group in groups):
        writer.write_to(sentence.start)
        place = escape(lookup.where(sentence).short(lang))
        writer.parts.append(f'<span class="sentence" data-place="{place}">' if place else '<span class="sentence">')
        writer.write_to(sentence.end)
        writer.parts.append("</span>")
    writer.write_to(len(lookup.text))
    return Markup("".join(writer.parts))


Group = list[tuple[str, Mark]]


def _overlapping(marks: Mapping[str, Mark]) -> list[Group]:
    """Return the marks in text order; those that overlap an earlier one are grouped with it."""
    groups: list[Group] = []
    for id, mark in sorted(marks.items(), key=lambda item: (item[1].span.start, -item[1].span.end)):
        if groups and groups[-1][0][1].span.overlaps(mark.span):
            groups[-1].append((id, mark))
        else:
            groups.append([(id, mark)])
    return groups


def _disjoint(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, each once, without those that begin inside an earlier one."""
    found: list[Span] = []
    for span in sorted(set(spans)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


class _Writer:
    """A text written piece by piece, with the groups of marks that are still to come, the next one last."""

    def __init__(self, text: str, letter: str, lang: str, waiting: list[Group]) -> None:
        self.text, self.letter, self.lang, self.waiting = text, letter, lang, waiting
        self.place = 0
        self.parts: list[str] = []

    def write_to(self, end: int) -> None:
        """Write the text as far as `end`, with the marks that begin before it."""
        while self.waiting and self.waiting[-1][0][1].span.start < end:
            group = self.waiting.pop()
            span = group[0][1].span
            self.parts += [escape(self.text[self.place : span.start]), self.marked(group)]
            self.place = span.end
        if self.place < end:
            self.parts.append(escape(self.text[self.place : end]))
            self.place = end

    def marked(self, group: Group) -> str:
        """Return the characters of a group's first mark, with the standing and the row of the first that has one."""
        id, mark = group[0]
        standing = next((item.standing for _, item in group if item.standing is not None), None)
        row = next((item.row for _, item in group if item.row is not None), None)
        attributes = [f'id="{escape(f"{self.letter}-{id}")}"']
        if standing is not None:
            attributes.append(f'class="v-{standing.value}" title="{escape(word("standing", standing, self.lang))}"')
            if standing in _WITH_SIGN:
                attributes.append(f'data-mark="{escape(word("mark", standing, self.lang))}"')
        if row is not None:
            attributes.append(f'data-row="{escape(row)}"')
        anchors = "".join(f'<span id="{escape(f"{self.letter}-{other}")}"></span>' for other, _ in group[1:])
        return f"<mark {' '.join(attributes)}>{anchors}{escape(mark.span.of(self.text))}</mark>"
