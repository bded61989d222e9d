"""Reports made of a few lines, as the alignment tests need them: names, values and sections, nothing extracted."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.model import (
    Document,
    Figure,
    Interval,
    Kind,
    Metric,
    Period,
    Report,
    Role,
    Section,
    Span,
    Status,
)

__all__ = ["Line", "partners", "report_of"]


@frozen
class Line:
    """One metric as a test writes it: name, value, unit, and whatever else differs from a plain actual count."""

    name: str
    value: int | str
    unit: str = "件"
    kind: Kind = Kind.COUNT
    status: Status = Status.ACTUAL
    scope: str | None = None
    period: str | None = None
    around: str = ""


def report_of(year: int, sections: Sequence[tuple[str, Role, Sequence[Line]]]) -> Report:
    """A report of one level of sections, each with one sentence a metric."""
    text = f"甲市{year}年工作报告\n"
    made: list[Section] = []
    metrics: list[Metric] = []
    for number, (heading, role, lines) in enumerate(sections, start=1):
        start = len(text)
        text += heading + "\n"
        for line in lines:
            begin = len(text)
            text += f"{line.around}{line.name}"
            surface = f"{line.value}{line.unit}"
            span = Span(len(text), len(text) + len(surface))
            text += surface + "。"
            value = Fraction(str(line.value))
            metrics.append(
                Metric(
                    id=f"m{len(metrics) + 1}",
                    name=line.name,
                    figure=Figure(
                        surface=surface,
                        span=span,
                        digits=str(line.value),
                        value=value,
                        text=str(line.value),
                        last_place=Fraction(0),
                        interval=Interval(value, value),
                        has_point_value=True,
                        unit=line.unit,
                    ),
                    kind=line.kind,
                    status=line.status,
                    period=Period(line.period or str(year), int((line.period or str(year))[-4:])),
                    scope=line.scope,
                    section=f"s{number}",
                    sentence=Span(begin, len(text)),
                )
            )
        text += "\n"
        made.append(
            Section(
                id=f"s{number}", parent=None, level=1, number=str(number), heading=heading, role=role,
                span=Span(start, len(text)),
            )
        )  # fmt: skip
    return Report(
        title=f"甲市{year}年工作报告",
        issuer="甲市",
        year=year,
        published=None,
        document=Document(str(year), text),
        sections=tuple(made),
        metrics=tuple(metrics),
        claims=(),
        reviewed=year,
        planned=year + 1,
    )


def partners(prior: Report, current: Report) -> set[tuple[str, str]]:
    """The names of the metrics that were paired, prior first."""
    from reportdiff.alignment import align_metrics, align_sections

    names = ({m.id: m.name for m in prior.metrics}, {m.id: m.name for m in current.metrics})
    return {
        (names[0][pair.prior], names[1][pair.current])
        for pair in align_metrics(prior, current, align_sections(prior, current))
        if pair.prior is not None and pair.current is not None
    }


def moved(report: Report, metric: str, section: str) -> Report:
    """The report with one metric in another section."""
    return evolve(
        report,
        metrics=tuple(evolve(item, section=section) if item.name == metric else item for item in report.metrics),
    )
