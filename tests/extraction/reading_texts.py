"""Short texts of our own, read as a report of 2023 would be."""

from __future__ import annotations

from reportdiff import Report, parse
from reportdiff.model import Metric

__all__ = ["claims_in", "names_in", "read_text"]

HEAD = "某市2023年度工作情况的报告\n\n一、主要工作\n"


def read_text(text: str, head: str = HEAD) -> Report:
    """`text` as the body of a short report."""
    return parse(head + text)


def names_in(text: str, head: str = HEAD) -> list[tuple[str, str]]:
    """The figures of `text` that measure something, as printed, each with its name."""
    return [(metric.figure.surface, metric.name) for metric in read_text(text, head).metrics]


def claims_in(text: str, head: str = HEAD) -> list[tuple[str, str, str, str, str]]:
    """The claims of `text`: size as printed, form and direction, metric, basis, and the operands as printed."""
    report = read_text(text, head)
    metrics: dict[str | None, Metric] = {metric.id: metric for metric in report.metrics}

    def printed(key: str | None) -> str:
        return metrics[key].figure.surface if key else "-"

    return [
        (
            claim.figure.surface if claim.figure else "",
            f"{claim.form.value} {claim.direction.value}",
            claim.metric_name,
            str(claim.basis),
            f"{printed(claim.current)} < {printed(claim.prior)}",
        )
        for claim in report.claims
    ]
