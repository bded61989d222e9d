"""Two small reports of an invented town and everything that a comparison finds in them, written out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve

from reportdiff.model import (
    PREVIOUS_YEAR,
    Cell,
    Change,
    Check,
    CheckName,
    CheckResult,
    Claim,
    ComparisonResult,
    Coverage,
    Diagnosis,
    Direction,
    Document,
    Evidence,
    Figure,
    ImpliedPrior,
    Interval,
    Kind,
    Message,
    Metric,
    Pair,
    Period,
    RelationKind,
    Report,
    Role,
    RoundingMode,
    Section,
    SectionFate,
    SectionPair,
    Severity,
    Span,
    Status,
    Table,
    TablePlace,
    UndecidedReason,
    Unread,
    Verdict,
)

__all__ = ["PRIOR_TEXT", "TEXT", "checked", "compared", "current_report", "hostile", "prior_report"]

PRIOR_TEXT = """海棠市2022年依法办事报告
一、主要工作
(一)监督。全年收到行政复议申请132件，参加学法考试4283人次。办理跨区通办200件。
(二)热线。接听热线1.20万个。
"""

TEXT = """海棠市2023年依法办事报告
一、主要工作
(一)制约监督。全年受理行政复议申请287件，同比上升117.42%，参加学法考试4283人次。
办理跨区通办256件，比上年增长82%；发布信息1200余条。新设法治驿站9个。
"""

_SETTINGS = {"rounding_modes": ("half_up", "half_even")}


def prior_report() -> Report:
    """Return the report of 2022: four metrics, one of which the next report drops."""
    text, year = PRIOR_TEXT, Period("2022", 2022)
    calls = figure(text, "1.20万个", "1.20", scale=10**4, interval=Interval(Fraction(11950), Fraction(12050)))
    return Report(
        title="海棠市2022年依法办事报告",
        issuer="海棠市人民政府",
        year=2022,
        published="2023-02-20",
        document=Document("haitang-2022.txt", text),
        sections=_sections(text, ("一", "主要工作", None, 1), ("(一)", "监督", "s1", 2), ("(二)", "热线", "s1", 2)),
        metrics=(
            _metric(text, "m1", "收到行政复议申请", figure(text, "132件", "132"), period=year),
            _metric(text, "m2", "参加学法考试", figure(text, "4283人次", "4283"), period=year),
            _metric(text, "m3", "办理跨区通办", figure(text, "200件", "200"), period=year),
            _metric(text, "m4", "接听热线", calls, period=year, section="s3"),
        ),
        claims=(),
        reviewed=2022,
        planned=2023,
    )


def current_report() -> Report:
    """Return the report of 2023: five metrics, one of them new, and two claims, the second of which is wrong."""
    cell = Cell(span=_span(TEXT, "9个"), row=("驿站",), column=("2023年", "新设"))
    table = Table(id="t1", span=cell.span, caption="驿站", unit="个", cells=(cell,))
    return Report(
        title="海棠市2023年依法办事报告",
        issuer="海棠市人民政府",
        year=2023,
        published="2024-02-19",
        document=Document("haitang-2023.txt", TEXT, tables=(table,)),
        sections=_sections(TEXT, ("一", "主要工作", None, 1), ("(一)", "制约监督", "s1", 2)),
        metrics=_current_metrics(),
        claims=_claims(),
        unread=(Unread(_span(TEXT, "海棠市2023年"), "2023", "a year, not a figure"),),
        warnings=("one figure could not be read",),
        reviewed=2023,
        planned=None,
    )


def checked() -> CheckResult:
    """Return the report of 2023 with its own check."""
    report = current_report()
    return CheckResult(
        report=report,
        checks=(_implied_prior(),),
        coverage=Coverage(figures=7, claims=2, decided=0, undecided={UndecidedReason.MISSING_OPERAND: 2}),
        warnings=report.warnings,
        settings=_SETTINGS,
    )


def compared() -> ComparisonResult:
    """Return 132 → 287 consistent, 4283 carried over, 82% for 28%, one metric dropped, two added, one section gone."""
    own = checked()
    prior = CheckResult(
        report=prior_report(),
        checks=(),
        coverage=Coverage(figures=4, claims=0, decided=0, undecided={}),
        settings=_SETTINGS,
    )
    return ComparisonResult(
        prior=prior,
        current=own,
        sections=(
            SectionPair(prior="s1", current="s1", score=Fraction(1), relation=SectionFate.SAME),
            SectionPair(prior="s2", current="s2", score=Fraction(2, 3), relation=SectionFate.MOVED),
            SectionPair(prior="s3", current=None, score=Fraction(0), relation=SectionFate.NONE),
        ),
        pairs=(
            _pair("m1", "m1", Fraction(97, 100), {"name": Fraction(6, 7), "unit": Fraction(1)}),
            _pair("m2", "m2", Fraction(1), {"name": Fraction(1), "unit": Fraction(1)}),
            evolve(_pair("m3", "m3", Fraction(3, 5), {"name": Fraction(3, 5)}), review=True),
            _pair(None, "m4"),
            _pair(None, "m5"),
            _pair("m4", None),
        ),
        changes=(
            _change("m1", "受理行政复议申请", Fraction(155), Fraction(15500, 132)),
            _change("m2", "参加学法考试", Fraction(0), Fraction(0)),
            evolve(_change("m3", "办理跨区通办", Fraction(56), Fraction(28)), note="a note"),
        ),
        checks=(*own.checks, *_checks_of_pairs()),
        coverage=Coverage(figures=7, claims=2, decided=2, undecided={}),
        warnings=("the reports have different issuers: 甲 (a.txt), 乙 (b.txt)",),
        settings=_SETTINGS,
    )


def hostile() -> CheckResult:
    """Return a report whose name, title, text and finding try to be HTML, Markdown, a formula and terminal control."""
    text = "<script>alert(1)</script>|**`=1+1\x1b[31m 5件\n"
    name = "=cmd|'/c calc'!A1<script>alert(1)</script>\x1b[31m**_"
    metric = _metric(text, "m1", name, figure(text, "5件", "5"), section="s1")
    section = Section(
        id="s1",
        parent=None,
        level=1,
        number="一",
        heading="<img src=x onerror=alert(1)>|a",
        role=Role.REVIEW,
        span=Span(0, len(text)),
    )
    report = Report(
        title="</title><script>alert(2)</script>",
        issuer="<b>甲</b>",
        year=2023,
        published=None,
        document=Document("<x>.txt", text),
        sections=(section,),
        metrics=(metric,),
        claims=(),
    )
    check = Check(
        id="k1",
        check=CheckName.AGREEMENT,
        claim=None,
        metric="m1",
        verdict=Verdict.INCONSISTENT,
        severity=Severity.ERROR,
        message=Message("=说明<script>alert(3)</script>|\n换行", "=message<script>alert(3)</script>|\nnext"),
        evidence=(Evidence("current", metric.span),),
    )
    return CheckResult(
        report=report,
        checks=(check,),
        coverage=Coverage(figures=1, claims=0, decided=0, undecided={}),
        warnings=("<script>alert(4)</script>",),
    )


def figure(text: str, surface: str, number: str, *, scale: int = 1, interval: Interval | None = None) -> Figure:
    """Return the figure printed as `surface`, its digits and then its unit."""
    value = Fraction(number) * scale
    return Figure(
        surface=surface,
        span=_span(text, surface),
        digits=number,
        value=value,
        text=number if scale == 1 else str(value),
        last_place=Fraction(0) if interval is None else Fraction(scale, 100),
        interval=interval or Interval(value, value),
        has_point_value=True,
        unit=surface.removeprefix(number).removeprefix("万"),
        scale=scale,
    )


def _current_metrics() -> tuple[Metric, ...]:
    year = Period("2023", 2023)
    about = evolve(
        figure(TEXT, "1200余条", "1200"),
        last_place=Fraction(1),
        interval=Interval(Fraction(1200), Fraction(1300), False, False),
        has_point_value=False,
        unit="条",
        qualifier="余",
    )
    stations = _metric(TEXT, "m5", "新设法治驿站", figure(TEXT, "9个", "9"))
    place = TablePlace(id="t1", row=("驿站",), column=("2023年", "新设"))
    return (
        _metric(TEXT, "m1", "受理行政复议申请", figure(TEXT, "287件", "287"), period=year),
        _metric(TEXT, "m2", "参加学法考试", figure(TEXT, "4283人次", "4283"), period=year),
        _metric(TEXT, "m3", "办理跨区通办", figure(TEXT, "256件", "256"), period=year),
        _metric(TEXT, "m4", "发布信息", about, period=year),
        evolve(stations, period=None, scope="全市", table=place, places=(Span(0, 3),)),
    )


def _claims() -> tuple[Claim, ...]:
    growth = Interval(Fraction("117.415"), Fraction("117.425"))
    wrong = Interval(Fraction("81.5"), Fraction("82.5"))
    first = Claim(
        id="c1",
        metric="m1",
        metric_name="受理行政复议申请",
        surface="同比上升117.42%",
        span=_span(TEXT, "同比上升117.42%"),
        form=RelationKind.GROWTH,
        direction=Direction.UP,
        figure=figure(TEXT, "117.42%", "117.42", interval=growth),
        basis=PREVIOUS_YEAR,
        status=Status.ACTUAL,
        current="m1",
        prior=None,
        sentence=_line(TEXT, _span(TEXT, "同比上升117.42%")),
        section="s2",
    )
    second = evolve(
        first,
        id="c2",
        metric="m3",
        metric_name="办理跨区通办",
        surface="比上年增长82%",
        span=_span(TEXT, "比上年增长82%"),
        figure=figure(TEXT, "82%", "82", interval=wrong),
        current="m3",
        sentence=_line(TEXT, _span(TEXT, "比上年增长82%")),
        siblings=("c1",),
    )
    return first, second


def _implied_prior() -> Check:
    return Check(
        id="k1",
        check=CheckName.IMPLIED_PRIOR,
        claim="c1",
        metric="m1",
        verdict=Verdict.UNCHECKED,
        severity=None,
        message=Message("只有132件能得出117.42%。", "Only 132 gives 117.42%."),
        stated="117.42",
        stated_interval=Interval(Fraction("117.415"), Fraction("117.425"), True, True),
        implied_prior=ImpliedPrior(Interval(Fraction(28700000, 217425), Fraction(28700000, 217415)), (132,), True),
        evidence=(Evidence("current", _span(TEXT, "同比上升117.42%")),),
    )


def _checks_of_pairs() -> tuple[Check, ...]:
    growth = Check(
        id="k2",
        check=CheckName.GROWTH,
        claim="c1",
        metric="m1",
        verdict=Verdict.CONSISTENT,
        severity=None,
        message=Message("132件→287件，增长117.42%，相符。", "132 → 287 is +117.42%, as stated."),
        stated="117.42",
        stated_interval=Interval(Fraction("117.415"), Fraction("117.425"), True, True),
        recomputed="117.42",
        recomputed_exact=Fraction(15500, 132),
        computed_interval=_exact(Fraction(15500, 132)),
        modes=(RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.HALF_DOWN, RoundingMode.TRUNCATE),
        evidence=_evidence("287件，同比上升117.42%", "132件"),
    )
    wrong = Check(
        id="k3",
        check=CheckName.GROWTH,
        claim="c2",
        metric="m3",
        verdict=Verdict.INCONSISTENT,
        severity=Severity.ERROR,
        message=Message("200件→256件应为增长28%，文中写作82%。", "200 → 256 is +28%; the text says 82%."),
        stated="82",
        stated_interval=Interval(Fraction("81.5"), Fraction("82.5"), True, True),
        recomputed="28",
        recomputed_exact=Fraction(28),
        computed_interval=_exact(Fraction(28)),
        diagnoses=(Diagnosis.DIGITS_TRANSPOSED,),
        evidence=_evidence("比上年增长82%", "200件"),
    )
    carried = Check(
        id="k4",
        check=CheckName.CARRY_OVER,
        claim=None,
        metric="m2",
        verdict=Verdict.UNCHECKED,
        severity=Severity.QUESTION,
        message=Message("两年都是4283人次，请核实是否沿用。", "4283 in both years: was it carried over?"),
        evidence=_evidence("4283人次", "4283人次"),
    )
    return growth, wrong, carried


def _metric(text: str, id: str, name: str, figure: Figure, **more: Any) -> Metric:
    values: dict[str, Any] = {"period": Period("2023", 2023), "section": "s2", **more}
    sentence = _line(text, figure.span)
    status, kind = Status.ACTUAL, Kind.COUNT
    return Metric(id=id, name=name, figure=figure, kind=kind, status=status, scope=None, sentence=sentence, **values)


def _pair(
    prior: str | None, current: str | None, score: Fraction = Fraction(0), reasons: Mapping[str, Fraction] | None = None
) -> Pair:
    return Pair(prior=prior, current=current, score=score, reasons=reasons or {})


def _change(id: str, name: str, absolute: Fraction, percent: Fraction) -> Change:
    return Change(
        prior=id,
        current=id,
        name=name,
        absolute=absolute,
        percent=percent,
        percent_interval=_exact(percent),
        points=None,
        comparable=True,
    )


def _sections(text: str, *headings: tuple[str, str, str | None, int]) -> tuple[Section, ...]:
    starts = [text.index(f"{number}、" if level == 1 else number) for number, _, _, level in headings]
    return tuple(
        Section(
            id=f"s{place + 1}",
            parent=parent,
            level=level,
            number=number.strip("()"),
            heading=heading,
            role=Role.REVIEW,
            span=Span(starts[place], len(text) if level == 1 else (*starts[1:], len(text))[place]),
        )
        for place, (number, heading, parent, level) in enumerate(headings)
    )


def _evidence(current: str, prior: str) -> tuple[Evidence, ...]:
    return Evidence("current", _span(TEXT, current)), Evidence("prior", _span(PRIOR_TEXT, prior))


def _span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def _line(text: str, span: Span) -> Span:
    return Span(text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end))


def _exact(value: Fraction) -> Interval:
    return Interval(value, value)
