"""A report's text as HTML in which every figure can be clicked and every sentence be lit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff.messages.labels import word
from reportdiff.model import Span
from reportdiff.rendering.rows.report_lookup import Lookup

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["Mark", "marked_text"]

_LOUD = {"inconsistent", "rounding_difference", "unchecked", "undefined"}  # these carry their sign in the text too


@frozen
class Mark:
    """A stretch of text to mark: the table row that it leads to and the verdict that it carries."""

    span: Span
    row: str | None
    verdict: str | None


def marked_text(lookup: Lookup, letter: str, marks: Mapping[str, Mark], lang: str) -> Markup:
    """The whole text, escaped, with a `<mark id="letter-id">` around every figure and a span around its sentence.

    Where marks share characters the first one stands, and the others' ids are anchors in it.
    """
    from markupsafe import Markup

    text = lookup.text
    groups = _groups(marks)
    sentences = _apart(lookup.sentence(group[0][1].span) for group in groups)
    out: list[str] = []
    place = 0
    waiting = list(reversed(groups))
    for sentence in sentences:
        place = _figures(out, text, place, sentence.start, waiting, letter, lang)
        out.append('<span class="sentence">')
        place = _figures(out, text, place, sentence.end, waiting, letter, lang)
        out.append("</span>")
    _figures(out, text, place, len(text), waiting, letter, lang)
    return Markup("".join(out))


Group = list[tuple[str, Mark]]


def _groups(marks: Mapping[str, Mark]) -> list[Group]:
    """The marks in text order; those that overlap an earlier one are grouped with it."""
    groups: list[Group] = []
    for ident, mark in sorted(marks.items(), key=lambda item: (item[1].span.start, -item[1].span.end)):
        if groups and groups[-1][0][1].span.overlaps(mark.span):
            groups[-1].append((ident, mark))
        else:
            groups.append([(ident, mark)])
    return groups


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, each once, without those that begin inside an earlier one."""
    apart: list[Span] = []
    for span in sorted(set(spans)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _figures(out: list[str], text: str, place: int, end: int, waiting: list[Group], letter: str, lang: str) -> int:
    """Write the text from `place` to `end` with the marks that lie in it; returns where it got to."""
    while waiting and waiting[-1][0][1].span.start < end:
        group = waiting.pop()
        span = group[0][1].span
        out.append(escape(text[place : span.start]))
        out.append(_mark(text, group, letter, lang))
        place = span.end
    if place < end:
        out.append(escape(text[place:end]))
        place = end
    return place


def _mark(text: str, group: Group, letter: str, lang: str) -> str:
    ident, mark = group[0]
    verdict = next((item.verdict for _, item in group if item.verdict is not None), None)
    row = next((item.row for _, item in group if item.row is not None), None)
    attributes = [f'id="{escape(f"{letter}-{ident}")}"']
    if verdict is not None:
        attributes.append(f'class="v-{escape(verdict)}" title="{escape(word("verdict", verdict, lang))}"')
        if verdict in _LOUD:
            attributes.append(f'data-mark="{escape(word("mark", verdict, lang))}"')
    if row is not None:
        attributes.append(f'data-row="{escape(row)}"')
    anchors = "".join(f'<span id="{escape(f"{letter}-{other}")}"></span>' for other, _ in group[1:])
    return f"<mark {' '.join(attributes)}>{anchors}{escape(mark.span.of(text))}</mark>"
