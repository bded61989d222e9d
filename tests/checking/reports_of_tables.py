"""Reports of one table, for the tests of tables: how they are written, what they raise and what holds."""

from __future__ import annotations

from reportdiff import check, parse
from reportdiff.model import Check

__all__ = ["HEAD", "bars", "held", "raised"]

HEAD = "安丰县2024年工作报告\n一、主要情况\n全县各项工作有序推进，具体办理情况如下：\n"


def raised(table: str) -> list[Check]:
    """The findings of a report with this table."""
    return [made for made in check(parse(HEAD + table)).result.checks if made.severity is not None]


def held(table: str) -> int:
    """How many of its checks hold."""
    return sum(made.verdict.value == "consistent" for made in check(parse(HEAD + table)).result.checks)


def bars(*rows: str) -> str:
    """Rows with bars around their words, which blanks part."""
    lines = ["| " + " | ".join(row.split()) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0].split()) + "|", *lines[1:]])
