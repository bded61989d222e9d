"""The JSON of docs/json.md → results, with every field checked; an error says which field is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from reportdiff.errors import ResultFormatError
from reportdiff.model import (
    Basis,
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
from reportdiff.rendering.codec.encode import SCHEMA

__all__ = ["load_checked", "load_compared"]

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_NOTATION = re.compile(r"-?[0-9]+(?:\.[0-9]+|/0*[1-9][0-9]*)?")


class _Node:
    """One JSON object with the path that leads to it, so that an error can name its place."""

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, dict):
            raise ResultFormatError(f"{path or 'the result'}: expected an object")
        self.value, self.path = value, path

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def raw(self, key: str) -> object:
        if key not in self.value:
            raise ResultFormatError(f"{self.at(key)}: is missing")
        return self.value[key]

    def of(self, key: str, kind: type[T], what: str) -> T:
        value = self.raw(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise ResultFormatError(f"{self.at(key)}: expected {what}, found {value!r:.40}")
        return value

    def text(self, key: str) -> str:
        return self.of(key, str, "a string")

    def whole(self, key: str) -> int:
        return self.of(key, int, "a whole number")

    def flag(self, key: str) -> bool:
        return self.of(key, bool, "true or false")

    def maybe(self, key: str, read: Callable[[str], T]) -> T | None:
        return None if self.raw(key) is None else read(key)

    def number(self, key: str) -> Fraction:
        return _number(self.text(key), self.at(key))

    def member(self, key: str, kind: type[E]) -> E:
        try:
            return kind(self.text(key))
        except ValueError:
            known = ", ".join(kind)
            raise ResultFormatError(f"{self.at(key)}: {self.text(key)!r} is unknown; known are {known}") from None

    def node(self, key: str) -> _Node:
        return _Node(self.raw(key), self.at(key))

    def nodes(self, key: str) -> Iterator[_Node]:
        for number, value in enumerate(self.of(key, list, "a list")):
            yield _Node(value, f"{self.at(key)}[{number}]")

    def each(self, key: str, read: Callable[[_Node], T]) -> tuple[T, ...]:
        return tuple(read(node) for node in self.nodes(key))

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.of(key, list, "a list")
        if not all(isinstance(value, str) for value in values):
            raise ResultFormatError(f"{self.at(key)}: expected strings")
        return tuple(values)

    def span(self) -> Span:
        return Span(self.whole("start"), self.whole("end"))

    def pair(self, key: str) -> Span:
        return _pair_span(self.raw(key), self.at(key))


def load_checked(text: str) -> CheckResult:
    """A `check` result from its JSON; one of `extract` becomes a result without checks.

    Raises `ResultFormatError` where the text is no such result.
    """
    node = _root(text)
    if "prior" in node.value:
        raise ResultFormatError("this is a comparison; load it with Comparison.from_json")
    return _checked(node)


def load_compared(text: str) -> ComparisonResult:
    """A `compare` result from its JSON. Raises `ResultFormatError` where the text is no such result."""
    node = _root(text)
    if "prior" not in node.value:
        raise ResultFormatError("this is the result for one report; load it with Checkup.from_json")
    return ComparisonResult(
        prior=_checked(node.node("prior")),
        current=_checked(node.node("current")),
        sections=node.each("sections", _section_pair),
        pairs=node.each("pairs", _metric_pair),
        changes=node.each("changes", _change),
        checks=node.each("checks", _check),
        coverage=_coverage(node.node("coverage")),
        warnings=node.texts("warnings"),
        settings=_settings(node),
    )


def _root(text: str) -> _Node:
    try:
        value = json.loads(text.removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ResultFormatError(f"not JSON: {error}") from error
    node = _Node(value, "")
    if node.raw("schema") != SCHEMA:
        raise ResultFormatError(f"schema: {node.value['schema']!r:.40} cannot be loaded; this version reads {SCHEMA!r}")
    return node


def _settings(node: _Node) -> dict[str, object]:
    return {key: _frozen(value) for key, value in node.node("settings").value.items()}


def _frozen(value: object) -> object:
    """JSON data as settings hold it: a list is a tuple there."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return value


def _checked(node: _Node) -> CheckResult:
    return CheckResult(
        report=_report(node),
        checks=node.each("checks", _check) if "checks" in node.value else (),
        coverage=_coverage(node.node("coverage")),
        warnings=node.texts("warnings"),
        settings=_settings(node),
    )


def _report(node: _Node) -> Report:
    head = node.node("report")
    marked = head.node("document")
    return Report(
        title=head.text("title"),
        issuer=head.maybe("issuer", head.text),
        year=head.maybe("year", head.whole),
        published=head.maybe("published", head.text),
        document=Document(
            source=head.text("source"),
            text=head.text("text"),
            tables=marked.each("tables", _table),
            title=marked.maybe("title", marked.text),
            published=marked.maybe("published", marked.text),
            warnings=marked.texts("warnings"),
            pages=_pages(marked),
        ),
        sections=node.each("sections", _section),
        metrics=node.each("metrics", _metric),
        claims=node.each("claims", _claim),
        unread=node.each("unread", lambda item: Unread(item.span(), item.text("surface"), item.text("reason"))),
        warnings=head.texts("warnings"),
        reviewed=head.maybe("reviewed", head.whole),
        planned=head.maybe("planned", head.whole),
    )


def _table(node: _Node) -> Table:
    return Table(
        id=node.text("id"),
        span=node.span(),
        caption=node.text("caption"),
        unit=node.text("unit"),
        cells=node.each("cells", _cell),
    )


def _pages(node: _Node) -> tuple[int, ...]:
    """Where the pages begin; results of earlier versions do not say."""
    values = node.of("pages", list, "a list") if "pages" in node.value else []
    if not all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        raise ResultFormatError(f"{node.at('pages')}: expected whole numbers")
    return tuple(values)


def _cell(node: _Node) -> Cell:
    return Cell(
        span=node.span(),
        row=node.texts("row"),
        column=node.texts("column"),
        unit=node.text("unit") if "unit" in node.value else "",
        at=_at(node),
    )


def _section(node: _Node) -> Section:
    return Section(
        id=node.text("id"),
        parent=node.maybe("parent", node.text),
        level=node.whole("level"),
        number=node.text("number"),
        heading=node.text("heading"),
        role=node.member("role", Role),
        span=node.span(),
    )


def _metric(node: _Node) -> Metric:
    period = node.maybe("period", node.text)
    return Metric(
        id=node.text("id"),
        name=node.text("name"),
        figure=_figure(node.node("figure")),
        kind=node.member("kind", Kind),
        status=node.member("status", Status),
        period=None if period is None else Period(period, node.maybe("period_year", node.whole)),
        scope=node.maybe("scope", node.text),
        section=node.maybe("section", node.text),
        sentence=node.pair("sentence"),
        table=node.maybe("table", lambda key: _place(node.node(key))),
        places=tuple(
            _pair_span(value, f"{node.at('places')}[{number}]")
            for number, value in enumerate(node.of("places", list, "a list"))
        ),
    )


def _claim(node: _Node) -> Claim:
    return Claim(
        id=node.text("id"),
        metric=node.maybe("metric", node.text),
        metric_name=node.text("metric_name"),
        surface=node.text("surface"),
        span=node.span(),
        form=node.member("form", RelationKind),
        direction=node.member("direction", Direction),
        figure=node.maybe("figure", lambda key: _figure(node.node(key))),
        basis=_code(node.text("basis"), Basis.parse, node.at("basis")),
        status=node.member("status", Status),
        current=node.maybe("current", node.text),
        prior=node.maybe("prior", node.text),
        sentence=node.pair("sentence"),
        section=node.maybe("section", node.text),
        table=node.maybe("table", lambda key: _place(node.node(key))),
        siblings=node.texts("siblings"),
    )


def _figure(node: _Node) -> Figure:
    return Figure(
        surface=node.text("surface"),
        span=node.span(),
        digits=node.text("digits"),
        value=node.number("exact"),
        text=node.text("text"),
        last_place=node.number("last_place"),
        interval=_interval(node.node("interval")),
        has_point_value=node.flag("face"),
        unit=node.text("unit"),
        scale=node.whole("scale"),
        qualifier=node.maybe("qualifier", node.text),
        known_unit=node.flag("known_unit"),
    )


def _coverage(node: _Node) -> Coverage:
    undecided = node.node("undecided")
    return Coverage(
        figures=node.whole("figures"),
        claims=node.whole("claims"),
        decided=node.whole("decided"),
        undecided={
            _code(reason, UndecidedReason, undecided.path): undecided.whole(reason) for reason in undecided.value
        },
    )


def _check(node: _Node) -> Check:
    message = node.node("message")
    return Check(
        id=node.text("id"),
        check=node.member("check", CheckName),
        claim=node.maybe("claim", node.text),
        metric=node.maybe("metric", node.text),
        verdict=node.member("verdict", Verdict),
        severity=node.maybe("severity", lambda key: node.member(key, Severity)),
        message=Message(zh=message.text("zh"), en=message.text("en")),
        stated=node.maybe("stated", node.text),
        stated_interval=node.maybe("stated_interval", lambda key: _interval(node.node(key))),
        recomputed=node.maybe("recomputed", node.text),
        recomputed_exact=node.maybe("recomputed_exact", node.number),
        computed_interval=node.maybe("computed_interval", lambda key: _interval(node.node(key))),
        implied_prior=node.maybe("implied_prior", lambda key: _implied(node.node(key))),
        modes=tuple(_code(mode, RoundingMode, node.at("modes")) for mode in node.texts("modes")),
        diagnoses=tuple(_code(text, Diagnosis, node.at("diagnoses")) for text in node.texts("diagnoses")),
        evidence=node.each("evidence", lambda item: Evidence(item.text("report"), item.span())),
    )


def _code(text: str, read: Callable[[str], T], path: str) -> T:
    try:
        return read(text)
    except ValueError:
        raise ResultFormatError(f"{path}: {text!r} is unknown") from None


def _implied(node: _Node) -> ImpliedPrior:
    integers = node.maybe("integers", node.texts)
    path = node.at("integers")
    return ImpliedPrior(
        interval=_interval(node.node("interval")),
        integers=None if integers is None else tuple(int(_number(integer, path)) for integer in integers),
        discriminating=node.flag("discriminating"),
    )


def _section_pair(node: _Node) -> SectionPair:
    return SectionPair(
        prior=node.maybe("prior", node.text),
        current=node.maybe("current", node.text),
        score=node.number("score_exact"),
        relation=node.member("relation", SectionFate),
    )


def _metric_pair(node: _Node) -> Pair:
    reasons = node.node("reasons_exact")
    return Pair(
        prior=node.maybe("prior", node.text),
        current=node.maybe("current", node.text),
        score=node.number("score_exact"),
        reasons={name: reasons.number(name) for name in reasons.value},
        review=node.flag("review"),
    )


def _change(node: _Node) -> Change:
    return Change(
        prior=node.text("prior"),
        current=node.text("current"),
        name=node.text("name"),
        absolute=node.maybe("absolute", node.number),
        percent=node.maybe("percent", node.number),
        percent_interval=node.maybe("percent_interval", lambda key: _interval(node.node(key))),
        points=node.maybe("points", node.number),
        comparable=node.flag("comparable"),
        note=node.maybe("note", node.text),
    )


def _interval(node: _Node) -> Interval:
    return Interval(
        low=node.maybe("low", node.number),
        high=node.maybe("high", node.number),
        low_closed=node.flag("low_closed"),
        high_closed=node.flag("high_closed"),
    )


def _place(node: _Node) -> TablePlace:
    return TablePlace(
        id=node.text("id"),
        row=node.texts("row"),
        column=node.texts("column"),
        at=_at(node),
        page=node.maybe("page", node.whole) if "page" in node.value else None,
    )


def _at(node: _Node) -> tuple[int, int] | None:
    """The numbers of a cell's row and column; results of earlier versions have none."""
    if node.value.get("at") is None:
        return None
    pair = node.pair("at")
    return pair.start, pair.end


def _number(text: str, path: str) -> Fraction:
    if _NOTATION.fullmatch(text) is None:  # Fraction alone would also take "1e999999999"
        raise ResultFormatError(f"{path}: {text!r:.40} is not a number")
    return Fraction(text)


def _pair_span(value: object, path: str) -> Span:
    match value:
        case [int(start), int(end)]:
            return Span(start, end)
    raise ResultFormatError(f"{path}: expected [start, end], found {value!r:.40}")
