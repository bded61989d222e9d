"""The parts of a metric's name."""

from __future__ import annotations

from attrs import frozen

from reportdiff.model.record import Record

__all__ = ["NameParts"]


@frozen(kw_only=True)
class NameParts(Record):
    """What the words of a metric's name tell apart; each part is a piece of the name, "" where it has none.

    Attributes:
        scope: Of whom or where: an area, a body or a population (全市, 东城区, 城镇).
        action: What was done (受理; several verbs as the name lists them).
        qualifier: What narrows the action or the object (成功, 有效).
        object: What was counted or measured (行政复议申请).
    """

    scope: str = ""
    action: str = ""
    qualifier: str = ""
    object: str = ""
