"""Lay out the picture of the sections: two columns of headings and the lines between those that were paired."""

from __future__ import annotations

from attrs import frozen

from reportdiff.model import ComparisonResult
from reportdiff.rendering.rows.report_lookup import Lookup
from reportdiff.rendering.rows.section_rows import section_rows

__all__ = ["Box", "Line", "Picture", "picture"]

_STEP = 27  # between two headings, in the picture's units
_LENGTH = 22  # characters of a heading that fit
_SHORT = 10  # characters that fit on a small screen


@frozen(kw_only=True)
class Box:
    """One heading: its column, the middle of its height, its indentation, and the fate of its section.

    `short` is its text for a small screen.
    """

    side: str
    y: int
    level: int
    text: str
    short: str
    relation: str


@frozen
class Line:
    """The line from a heading of last year to one of this year, by their heights."""

    left: int
    right: int
    relation: str


@frozen
class Picture:
    """The boxes and lines that the page draws, 900 wide, on a small screen 420."""

    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def picture(result: ComparisonResult) -> Picture:
    """Return both reports' headings in their order, and a line for every pair."""
    rows = section_rows(result)
    heights: dict[tuple[str, str | None], int] = {}
    boxes = []
    for side, report, missing, fates in (
        ("prior", result.prior.report, "dropped", {row.prior_id: row.relation for row in rows}),
        ("current", result.current.report, "added", {row.current_id: row.relation for row in rows}),
    ):
        lookup = Lookup(report)
        for place, section in enumerate(report.sections):
            y = heights[(side, section.id)] = _STEP * place + 20
            level = min(section.level - 1, 3)
            relation = fates.get(section.id, missing)
            sign = {"added": "+ ", "dropped": "- "}.get(relation, "")
            text = lookup.path(section.id, _LENGTH - level)
            boxes.append(
                Box(side=side, y=y, level=level, text=sign + text, short=_cut(sign + text, level), relation=relation)
            )
    ends = ((heights.get(("prior", row.prior_id)), heights.get(("current", row.current_id)), row) for row in rows)
    lines = (Line(left, right, row.relation) for left, right, row in ends if left is not None and right is not None)
    most = max(len(result.prior.report.sections), len(result.current.report.sections), 1)
    return Picture(height=_STEP * most + 12, boxes=tuple(boxes), lines=tuple(lines))


def _cut(text: str, level: int) -> str:
    length = _SHORT - level
    return text if len(text) <= length else f"{text[: length - 1]}…"
