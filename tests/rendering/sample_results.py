"""Two small reports of an invented town and everything that a comparison says of them, written out by hand."""

from __future__ import annotations

from fractions import Fraction

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


def _span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def _line(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, end)


def _exact(value: int | Fraction) -> Interval:
    return Interval(Fraction(value), Fraction(value))


def figure(
    text: str, surface: str, number: str, unit: str, *, scale: int = 1, around: Interval | None = None
) -> Figure:
    """The figure printed as `surface`, whose digits are `number`."""
    value = Fraction(number) * scale
    shown = number if scale == 1 else str(value)
    return Figure(
        surface=surface,
        span=_span(text, surface),
        digits=number,
        value=value,
        text=shown,
        last_place=Fraction(0) if around is None else Fraction(scale, 100),
        interval=around or _exact(value),
        has_point_value=True,
        unit=unit,
        scale=scale,
    )


def metric(text: str, ident: str, name: str, shown: Figure, year: int, section: str) -> Metric:
    """A metric of its report's year that stands in `section`."""
    return Metric(
        id=ident,
        name=name,
        figure=shown,
        kind=Kind.COUNT,
        status=Status.ACTUAL,
        period=Period(str(year), year),
        scope=None,
        section=section,
        sentence=_line(text, shown.span),
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


def prior_report() -> Report:
    """The report of 2022: four metrics, one of which the next report drops."""
    text = PRIOR_TEXT
    calls = figure(
        text, "1.20万个", "1.20", "个", scale=10**4, around=Interval(Fraction(11950), Fraction(12050), True, True)
    )
    return Report(
        title="海棠市2022年依法办事报告",
        issuer="海棠市人民政府",
        year=2022,
        published="2023-02-20",
        document=Document("haitang-2022.txt", text),
        sections=_sections(text, ("一", "主要工作", None, 1), ("(一)", "监督", "s1", 2), ("(二)", "热线", "s1", 2)),
        metrics=(
            metric(text, "m1", "收到行政复议申请", figure(text, "132件", "132", "件"), 2022, "s2"),
            metric(text, "m2", "参加学法考试", figure(text, "4283人次", "4283", "人次"), 2022, "s2"),
            metric(text, "m3", "办理跨区通办", figure(text, "200件", "200", "件"), 2022, "s2"),
            metric(text, "m4", "接听热线", calls, 2022, "s3"),
        ),
        claims=(),
        reviewed=2022,
        planned=2023,
    )


def current_report() -> Report:
    """The report of 2023: five metrics, one of them new, and two claims, the second of which is wrong."""
    text = TEXT
    growth = figure(text, "117.42%", "117.42", "%", around=Interval(Fraction("117.415"), Fraction("117.425")))
    wrong = figure(text, "82%", "82", "%", around=Interval(Fraction("81.5"), Fraction("82.5")))
    about = Figure(
        surface="1200余条",
        span=_span(text, "1200余条"),
        digits="1200",
        value=Fraction(1200),
        text="1200",
        last_place=Fraction(1),
        interval=Interval(Fraction(1200), Fraction(1300), False, False),
        has_point_value=False,
        unit="条",
        qualifier="余",
    )
    first, second = _span(text, "同比上升117.42%"), _span(text, "比上年增长82%")
    cell = Cell(span=_span(text, "9个"), row=("驿站",), column=("2023年", "新设"))
    table = Table(id="t1", span=cell.span, caption="驿站", unit="个", cells=(cell,))
    stations = metric(text, "m5", "新设法治驿站", figure(text, "9个", "9", "个"), 2023, "s2")
    return Report(
        title="海棠市2023年依法办事报告",
        issuer="海棠市人民政府",
        year=2023,
        published="2024-02-19",
        document=Document("haitang-2023.txt", text, tables=(table,)),
        sections=_sections(text, ("一", "主要工作", None, 1), ("(一)", "制约监督", "s1", 2)),
        metrics=(
            metric(text, "m1", "受理行政复议申请", figure(text, "287件", "287", "件"), 2023, "s2"),
            metric(text, "m2", "参加学法考试", figure(text, "4283人次", "4283", "人次"), 2023, "s2"),
            metric(text, "m3", "办理跨区通办", figure(text, "256件", "256", "件"), 2023, "s2"),
            metric(text, "m4", "发布信息", about, 2023, "s2"),
            Metric(
                id=stations.id,
                name=stations.name,
                figure=stations.figure,
                kind=stations.kind,
                status=stations.status,
                period=None,
                scope="全市",
                section=stations.section,
                sentence=stations.sentence,
                table=TablePlace(id="t1", row=cell.row, column=cell.column),
                places=(Span(0, 3),),
            ),
        ),
        claims=(
            Claim(
                id="c1",
                metric="m1",
                metric_name="受理行政复议申请",
                surface="同比上升117.42%",
                span=first,
                form=RelationKind.GROWTH,
                direction=Direction.UP,
                figure=growth,
                basis=PREVIOUS_YEAR,
                status=Status.ACTUAL,
                current="m1",
                prior=None,
                sentence=_line(text, first),
                section="s2",
            ),
            Claim(
                id="c2",
                metric="m3",
                metric_name="办理跨区通办",
                surface="比上年增长82%",
                span=second,
                form=RelationKind.GROWTH,
                direction=Direction.UP,
                figure=wrong,
                basis=PREVIOUS_YEAR,
                status=Status.ACTUAL,
                current="m3",
                prior=None,
                sentence=_line(text, second),
                section="s2",
                siblings=("c1",),
            ),
        ),
        unread=(Unread(_span(text, "海棠市2023年"), "2023", "a year, not a figure"),),
        warnings=("one figure could not be read",),
        reviewed=2023,
        planned=None,
    )


def _implied() -> Check:
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


def _change(id: str, name: str, absolute: Fraction, percent: Fraction, note: str | None = None) -> Change:
    return Change(
        prior=id,
        current=id,
        name=name,
        absolute=absolute,
        percent=percent,
        percent_interval=_exact(percent),
        points=None,
        comparable=True,
        note=note,
    )


def checked() -> CheckResult:
    """The report of 2023 with its own check."""
    report = current_report()
    return CheckResult(
        report=report,
        checks=(_implied(),),
        coverage=Coverage(figures=7, claims=2, decided=0, undecided={UndecidedReason.MISSING_OPERAND: 2}),
        warnings=report.warnings,
        settings=_SETTINGS,
    )


def compared() -> ComparisonResult:
    """132 → 287 consistent, 4283 carried over, 82% for 28%, one metric dropped, two added, one section gone."""
    prior, own = prior_report(), checked()
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
        evidence=(
            Evidence("current", _span(TEXT, "287件，同比上升117.42%")),
            Evidence("prior", _span(PRIOR_TEXT, "132件")),
        ),
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
        computed_interval=_exact(28),
        diagnoses=(Diagnosis.DIGITS_TRANSPOSED,),
        evidence=(Evidence("current", _span(TEXT, "比上年增长82%")), Evidence("prior", _span(PRIOR_TEXT, "200件"))),
    )
    carried = Check(
        id="k4",
        check=CheckName.CARRY_OVER,
        claim=None,
        metric="m2",
        verdict=Verdict.UNCHECKED,
        severity=Severity.QUESTION,
        message=Message("两年都是4283人次，请核实是否沿用。", "4283 in both years: was it carried over?"),
        evidence=(Evidence("current", _span(TEXT, "4283人次")), Evidence("prior", _span(PRIOR_TEXT, "4283人次"))),
    )
    return ComparisonResult(
        prior=CheckResult(
            report=prior,
            checks=(),
            coverage=Coverage(figures=4, claims=0, decided=0, undecided={}),
            settings=_SETTINGS,
        ),
        current=own,
        sections=(
            SectionPair(prior="s1", current="s1", score=Fraction(1), relation=SectionFate.SAME),
            SectionPair(prior="s2", current="s2", score=Fraction(2, 3), relation=SectionFate.MOVED),
            SectionPair(prior="s3", current=None, score=Fraction(0), relation=SectionFate.NONE),
        ),
        pairs=(
            Pair(
                prior="m1", current="m1", score=Fraction(97, 100), reasons={"name": Fraction(6, 7), "unit": Fraction(1)}
            ),
            Pair(prior="m2", current="m2", score=Fraction(1), reasons={"name": Fraction(1), "unit": Fraction(1)}),
            Pair(prior="m3", current="m3", score=Fraction(3, 5), reasons={"name": Fraction(3, 5)}, review=True),
            Pair(prior=None, current="m4", score=Fraction(0)),
            Pair(prior=None, current="m5", score=Fraction(0)),
            Pair(prior="m4", current=None, score=Fraction(0)),
        ),
        changes=(
            _change("m1", "受理行政复议申请", Fraction(155), Fraction(15500, 132)),
            _change("m2", "参加学法考试", Fraction(0), Fraction(0)),
            _change("m3", "办理跨区通办", Fraction(56), Fraction(28), "a note"),
        ),
        checks=(*own.checks, growth, wrong, carried),
        coverage=Coverage(figures=7, claims=2, decided=2, undecided={}),
        warnings=("the reports have different issuers: 甲 (a.txt), 乙 (b.txt)",),
        settings=_SETTINGS,
    )


def hostile() -> CheckResult:
    """A report whose name, title, sentence and finding try to be HTML, Markdown, a formula and terminal control."""
    text = "<script>alert(1)</script>|**`=1+1\x1b[31m 5件\n"
    name = "=cmd|'/c calc'!A1<script>alert(1)</script>\x1b[31m**_"
    shown = metric(text, "m1", name, figure(text, "5件", "5", "件"), 2023, "s1")
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
        metrics=(shown,),
        claims=(),
    )
    asked = Check(
        id="k1",
        check=CheckName.AGREEMENT,
        claim=None,
        metric="m1",
        verdict=Verdict.INCONSISTENT,
        severity=Severity.ERROR,
        message=Message("=说明<script>alert(3)</script>|\n换行", "=message<script>alert(3)</script>|\nnext"),
        evidence=(Evidence("current", shown.span),),
    )
    return CheckResult(
        report=report,
        checks=(asked,),
        coverage=Coverage(figures=1, claims=0, decided=0, undecided={}),
        warnings=("<script>alert(4)</script>",),
    )
