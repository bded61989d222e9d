"""Write a series as the JSON of docs/json.md, with the comparisons that it rests on, and read it back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from reportdiff.alignment import KnownName
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.model import Check, ComparisonResult, Metric, Report
from reportdiff.panel.breaks import YearCheck
from reportdiff.panel.chains import Gap, SeriesRow
from reportdiff.panel.year_tables import Years, found_in_years
from reportdiff.rendering.codec.decode import SERIES, parse_json, read_compared, read_value
from reportdiff.rendering.codec.encode import check_data, data
from reportdiff.rendering.codec.verify import verify_year_check, wrong_value
from reportdiff.results import Comparison

__all__ = ["Loaded", "json_text", "load"]


class Loaded(NamedTuple):
    """What the JSON of a series holds: the attributes of the series."""

    years: tuple[int, ...]
    reports: Mapping[int, Report]
    rows: tuple[SeriesRow, ...]
    comparisons: tuple[Comparison, ...]
    chained: tuple[YearCheck, ...]
    over_years: tuple[YearCheck, ...]
    learned: tuple[KnownName, ...]


def json_text(series: Years, least: int) -> str:
    """Return the series as JSON: metrics by year as printed and exact, breaks, findings, and the comparisons."""
    metrics = [
        {"metric": row.name, "unit": row.unit, "years": {str(year): _figure_data(row, year) for year in series.years}}
        for row in series.recurring(least)
    ]
    found = found_in_years(series)
    whole = {
        "schema": SERIES,
        "sources": {str(year): report.source for year, report in series.reports.items()},
        "metrics": metrics,
        "breaks": [{"year": each.year, "since": each.since, "check": check_data(each.check)} for each in series.breaks],
        "findings": [{"year": year, "since": since, "check": check_data(check)} for year, since, check in found],
        "checks": _checks_data(series.chained),
        "over_years": _checks_data(series.over_years),
        "learned": [
            {"names": list(each.names), "issuer": each.issuer, "years": list(each.years)} for each in series.learned
        ],
        "comparisons": [data(comparison.result) for comparison in series.comparisons],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _checks_data(checks: Iterable[YearCheck]) -> list[dict[str, Any]]:
    return [
        {"year": each.year, "since": each.since, "metric": each.metric, "check": check_data(each.check)}
        for each in checks
    ]


def _figure_data(row: SeriesRow, year: int) -> Mapping[str, str | bool | None]:
    """Return a year's figure as printed and exact, and whether its pair is for review; of a gap its code."""
    if year not in row.metrics:
        return {"gap": row.gaps[year].value}
    value, metric = row.value(year), row.metrics[year]
    exact = None if value is None else plain_text(value)
    review = year in row.doubtful_years
    return {"surface": metric.figure.surface, "value": exact, "review": review, "id": metric.id}


def load(text: str) -> Loaded:
    """Read what the JSON of a series holds.

    Raises:
        ResultFormatError: `text` is no series that this version wrote; the error names the value that is wrong.
    """
    whole = parse_json(text, SERIES)
    comparisons = tuple(
        read_compared(item, f"comparisons[{number}]") for number, item in enumerate(_listed(whole, "comparisons"))
    )
    reports = _reports_of(whole, comparisons)
    known = {year: {metric.id: metric for metric in report.metrics} for year, report in reports.items()}
    rows = tuple(_row(item, known, f"metrics[{number}]") for number, item in enumerate(_listed(whole, "metrics")))
    chained, over_years = (
        tuple(_year_check(item, reports, f"{key}[{number}]") for number, item in enumerate(_listed(whole, key)))
        for key in ("checks", "over_years")
    )
    learned = tuple(_learned(item, f"learned[{number}]") for number, item in enumerate(_listed(whole, "learned")))
    return Loaded(
        years=tuple(reports),
        reports=reports,
        rows=rows,
        comparisons=tuple(map(Comparison, comparisons)),
        chained=chained,
        over_years=over_years,
        learned=learned,
    )


def _reports_of(whole: Mapping[str, Any], comparisons: Sequence[ComparisonResult]) -> dict[int, Report]:
    """Return the report of each year of `sources`, which the comparisons hold in that order."""
    sources = read_value(whole.get("sources"), dict, "sources")
    if not comparisons or len(sources) != len(comparisons) + 1:
        counts = {"count": len(comparisons), "years": len(sources)}
        raise wrong_value("comparisons", "errors.years_and_comparisons", **counts)
    for number, (before, after) in enumerate(pairwise(comparisons), start=1):
        if before.current.report.document.text != after.prior.report.document.text:
            raise wrong_value(f"comparisons[{number}].prior", "errors.other_report")
    years = [int(year) if year.isdecimal() and len(year) <= 4 else 0 for year in map(str, sources)]
    if years != sorted(set(years)) or years[0] == 0:
        raise wrong_value("sources", "errors.years_disordered")
    reports = [comparisons[0].prior.report, *(item.current.report for item in comparisons)]
    return dict(zip(years, reports, strict=True))


def _listed(whole: Mapping[str, Any], key: str) -> list[Any]:
    if key not in whole:
        raise wrong_value(key, "errors.value_missing")
    found: list[Any] = read_value(whole[key], list, key)
    return found


def _row(item: object, known: Mapping[int, Mapping[str, Metric]], path: str) -> SeriesRow:
    """Return a row, the metrics of which are looked up in the reports; its years are those of the series."""
    figures = read_value(read_value(item, dict, path).get("years"), dict, f"{path}.years")
    if list(figures) != list(map(str, known)):
        raise wrong_value(f"{path}.years", "errors.years_of_others")
    metrics: dict[int, Metric] = {}
    gaps: dict[int, Gap] = {}
    doubtful = set()
    for (year, printed), figure in zip(known.items(), figures.values(), strict=True):
        place = f"{path}.years.{year}"
        held = read_value(figure, dict, place)
        if "gap" in held:
            gaps[year] = _gap(held["gap"], place)
            continue
        metrics[year] = _metric(read_value(held.get("id"), str, f"{place}.id"), printed, place)
        if read_value(held.get("review"), bool, f"{place}.review"):
            doubtful.add(year)
    if not metrics:
        raise wrong_value(f"{path}.years", "errors.years_without_figure")
    latest = metrics[max(metrics)]
    return SeriesRow(
        name=latest.name, unit=latest.figure.unit, metrics=metrics, gaps=gaps, doubtful_years=frozenset(doubtful)
    )


def _metric(id: str, printed: Mapping[str, Metric], path: str) -> Metric:
    if id not in printed:
        raise wrong_value(f"{path}.id", "errors.no_such_id", id=repr(id[:40]))
    return printed[id]


def _gap(code: object, path: str) -> Gap:
    known = tuple(gap.value for gap in Gap)
    if code not in known:
        raise wrong_value(f"{path}.gap", "errors.value_unknown", value=repr(str(code)[:40]), known=known)
    return Gap(str(code))


def _year_check(item: object, reports: Mapping[int, Report], path: str) -> YearCheck:
    held = read_value(item, dict, path)
    year, since = (read_value(held.get(key), int, f"{path}.{key}") for key in ("year", "since"))
    for key, value in (("year", year), ("since", since)):
        if value not in reports:
            raise wrong_value(f"{path}.{key}", "errors.no_such_id", id=str(value))
    check: Check = read_value(held.get("check"), Check, f"{path}.check")
    verify_year_check(check, reports[since], reports[year], f"{path}.check")
    return YearCheck(year=year, since=since, metric=read_value(held.get("metric"), str, f"{path}.metric"), check=check)


def _learned(item: object, path: str) -> KnownName:
    held = read_value(item, dict, path)
    issuer = held.get("issuer")
    return KnownName(
        names=read_value(held.get("names"), tuple[str, ...], f"{path}.names"),
        issuer=None if issuer is None else read_value(issuer, str, f"{path}.issuer"),
        years=read_value(held.get("years"), tuple[int, ...], f"{path}.years"),
    )
