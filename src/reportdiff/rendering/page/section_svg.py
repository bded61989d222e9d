"""Collect what the picture of the sections shows: two columns of headings, and lines between those that were paired."""

from __future__ import annotations

from collections.abc import Mapping

from reportdiff.model import ComparisonResult
from reportdiff.rendering.rows.report_lookup import Lookup
from reportdiff.rendering.rows.section_rows import section_rows

__all__ = ["picture"]

_LENGTH, _NARROW = 22, 10  # characters of a heading that fit, and in the narrow picture


def _short(path: str, limit: int) -> str:
    """Return a section's number and the end of its heading, by which sections that begin alike are told apart."""
    number, blank, heading = path.partition(" ") if " " in path else ("", "", path)
    room = max(limit - len(number), 4)
    return number + blank + (heading if len(heading) <= room else "…" + heading[1 - room :])


def picture(result: ComparisonResult) -> Mapping[str, object]:
    """Return both reports' headings in their order, with their levels and fates, and every pair by their places."""
    rows = section_rows(result)
    boxes: dict[str, list[tuple[int, str, str, str]]] = {}
    for side, report, missing, sign, fates in (
        ("prior", result.prior.report, "dropped", "- ", {row.prior_id: row.relation for row in rows}),
        ("current", result.current.report, "added", "+ ", {row.current_id: row.relation for row in rows}),
    ):
        lookup = Lookup(report)
        named = ((min(section.level - 1, 3), section.id, fates.get(section.id, missing)) for section in report.sections)
        boxes[side] = [
            (
                level,
                (sign if fate == missing else "") + lookup.path(id, _LENGTH - level),
                fate,
                _short(lookup.path(id), _NARROW - level),
            )
            for level, id, fate in named
        ]
    before, after = (
        {section.id: place for place, section in enumerate(report.sections)}
        for report in (result.prior.report, result.current.report)
    )
    pairs = ((before.get(row.prior_id or ""), after.get(row.current_id or ""), row.relation) for row in rows)
    return {
        "boxes": boxes,
        "lines": [line for line in pairs if None not in line],
        "most": max(map(len, boxes.values())),
    }
