"""What became of the sections, as a picture: two columns of headings and the lines between them."""

from __future__ import annotations

from attrs import frozen

from reportdiff.model import ComparisonResult
from reportdiff.rendering.rows.change_rows import section_rows
from reportdiff.rendering.rows.report_lookup import Lookup

__all__ = ["Box", "Line", "Picture", "picture"]

_STEP = 27  # between two headings, in the picture's units
_LENGTH = 22  # characters of a heading that fit


@frozen
class Box:
    """One heading: its column, the middle of its height, how far it is indented, what became of it."""

    side: str
    y: int
    level: int
    text: str
    relation: str


@frozen
class Line:
    """From a heading of last year's to one of this year's."""

    left: int
    right: int
    relation: str


@frozen
class Picture:
    """Everything that the page draws; the width is 900."""

    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def picture(result: ComparisonResult) -> Picture:
    """Both reports' headings in their order, and a line for every pair."""
    rows = section_rows(result)
    sides = {"prior": result.prior.report, "current": result.current.report}
    fates: dict[tuple[str, str], str] = {}
    for row in rows:
        if row.prior_id is not None:
            fates[("prior", row.prior_id)] = row.relation
        if row.current_id is not None:
            fates[("current", row.current_id)] = row.relation
    heights: dict[tuple[str, str], int] = {}
    boxes = []
    for side, report in sides.items():
        lookup = Lookup(report)
        missing = "dropped" if side == "prior" else "added"
        for place, section in enumerate(report.sections):
            y = _STEP * place + 20
            heights[(side, section.id)] = y
            level = min(section.level - 1, 3)
            text = lookup.path(section.id, _LENGTH - level)
            relation = fates.get((side, section.id), missing)
            sign = {"added": "+ ", "dropped": "− "}.get(relation, "")
            boxes.append(Box(side, y, level, sign + text, relation))
    lines = tuple(
        Line(heights[("prior", row.prior_id)], heights[("current", row.current_id)], row.relation)
        for row in rows
        if row.prior_id is not None
        and row.current_id is not None
        and ("prior", row.prior_id) in heights
        and ("current", row.current_id) in heights
    )
    most = max((len(report.sections) for report in sides.values()), default=0)
    return Picture(height=_STEP * max(most, 1) + 12, boxes=tuple(boxes), lines=lines)
