"""Build the rows of the page's table and the filters over them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from reportdiff.messages.labels import word
from reportdiff.model import Check, CheckResult, Claim, ComparisonResult, Pair, Report, Severity
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.number_text import approximate, figure_text
from reportdiff.rendering.page.review import pair_names
from reportdiff.rendering.page.sides import Side, row_id
from reportdiff.rendering.rows.change_rows import STATES, ChangeRow
from reportdiff.rendering.rows.claim_rows import claim_text, implied_text
from reportdiff.rendering.rows.report_lookup import current_report
from reportdiff.rendering.rows.standings import Standing, standing_of, standing_text
from reportdiff.rendering.wording import labelled

__all__ = ["page_rows", "row_filters"]

Row = Mapping[str, object]


def page_rows(
    result: Report | CheckResult | ComparisonResult, rows: Sequence[ChangeRow], sides: Mapping[str, Side], lang: str
) -> list[Row]:
    """Return the rows of the metrics, and among them, by how they stand, those of claims that are of no metric."""
    weights = _weights(result)
    shown = [(row.standing, _row(row, sides, lang, weights)) for row in rows]
    checks = checks_by_claim(() if isinstance(result, Report) else result.checks)
    for claim in current_report(result).claims:
        if claim.metric is None and claim.current is None:
            own = checks.get(claim.id, ())
            standing = standing_of([claim], own)
            shown.append((standing, _claim_row(claim, own, standing, sides["current"])))
    ranked = sorted(shown, key=lambda item: len(Standing) if item[0] is None else item[0].rank)
    return [row for _, row in ranked]


def row_filters(rows: Sequence[Row], lang: str, *, single: bool, decided: bool) -> list[Mapping[str, object]]:
    """Return the filters of the table, each with its options and how many rows each of them shows.

    With `decided` those that a person has decided on the page can be chosen too.
    """
    by: Mapping[str, Counter[object]] = {
        "verdict": Counter(row["verdict"] or "-" for row in rows),
        "severity": Counter(row["severity"] for row in rows if row["severity"]),
        "state": Counter(row["state"] for row in rows),
        "review": Counter("yes" if row["review"] else "no" for row in rows),
        "section": Counter(row["section"] for row in rows if row["section"]),
    }
    texts: Mapping[str, Mapping[str, str]] = {
        "verdict": {item: standing_text(item, lang) for item in Standing} | {"-": word("page", "none_stated", lang)},
        "severity": {severity: word("severity", severity, lang) for severity in Severity},
        "state": {state: word("page", state, lang) for state in STATES},
        "review": {"yes": word("phrase", "review", lang)}
        | ({"decided": word("review", "decided", lang)} if decided else {}),
        "section": {str(section): str(section) for section in by["section"]},
    }
    names = {"verdict": ("column", "verdict"), "state": ("page", "state"), "review": ("column", "review")}
    shown = ("verdict", "severity", "section") if single else tuple(by)
    return [
        {
            "name": name,
            "label": word(*names.get(name, ("column", name)), lang),
            "options": [
                {"value": value, "text": text, "count": by[name][value]}
                for value, text in texts[name].items()
                if by[name][value] or (decided and name == "review")
            ],
        }
        for name in shown
    ]


def _weights(result: Report | CheckResult | ComparisonResult) -> Mapping[str, int]:
    """Return how much each reason counts, in hundredths, as a comparison records it; nothing in older results."""
    recorded = result.settings.get("pair_weights") if isinstance(result, ComparisonResult) else None
    pairs = (str(item).rsplit(" ", 1) for item in recorded) if isinstance(recorded, (tuple, list)) else ()
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2 and pair[1].isdecimal()}


def _why(row: ChangeRow, sides: Mapping[str, Side], lang: str, weights: Mapping[str, int]) -> str:
    """Return why the two metrics are paired, as the page's script draws it: a head, reasons, and who comes next."""
    if row.pair is None or row.confidence is None:
        return ""
    values = {name: approximate(value) for name, value in row.pair.reasons.items()}
    runner_up = values.pop("runner_up", None)
    reasons = [
        [word("explain", name, lang), f"{value:.2f}", round(100 * value), weights.get(name, 0)]
        for name, value in sorted(values.items(), key=lambda item: -weights.get(item[0], 0) * item[1])
    ]
    head = f"{word('column', 'confidence', lang)} {row.confidence:.2f}"
    rival = [] if runner_up is None else [_rival(row.pair, sides, lang), f"{runner_up:.2f}", round(100 * runner_up)]
    return json.dumps([head, reasons, rival], ensure_ascii=False)


def _rival(pair: Pair, sides: Mapping[str, Side], lang: str) -> str:
    """Return the word for the runner-up, with its name and figure where they are known."""
    label = word("explain", "runner_up", lang)
    metric = sides["current"].lookup.metric(pair.rival_current) or sides["prior"].lookup.metric(pair.rival_prior)
    return label if metric is None else labelled(label, f"{metric.name} {figure_text(metric.figure)}", lang)


def _row(row: ChangeRow, sides: Mapping[str, Side], lang: str, weights: Mapping[str, int]) -> Row:
    head, _, heading = row.section.partition(" ")
    ids = [sides["current"].mark_id(row.current.id)] if row.current is not None else []
    ids += [sides["current"].mark_id(claim.id) for claim in row.claims]
    ids += [sides["prior"].mark_id(row.prior.id)] if row.prior is not None else []
    return row.cells(lang) | {
        "id": row_id(row),
        "names": pair_names(row),
        "rank": row.standing.rank if row.standing is not None else "",
        "prior_name": row.prior_name,
        "sure": round(40 * row.confidence) if row.confidence is not None and row.confidence < 1 else 0,
        "confidence": "" if row.confidence is None else f"{row.confidence:.2f}",
        "why": _why(row, sides, lang, weights),
        "name": row.metric.name,
        "review": row.for_review,
        "severity": row.severity,
        "state": row.state,
        "prior_key": _sort_key(row.prior.figure.value if row.prior is not None else None),
        "current_key": _sort_key(row.current.figure.value if row.current is not None else None),
        "absolute_key": _sort_key(row.amount),
        "percent_key": _sort_key(row.percent),
        "note": row.blank_reason(lang),
        "bar": _bar(row.percent),
        "implied": implied_text(row.checks, row.current.figure if row.current is not None else None),
        "verdict": row.standing.value if row.standing is not None else None,
        "section": row.section,
        "section_number": head if heading else "",
        "section_heading": heading or head,
        "marks": " ".join(id for id in ids if id is not None),
    }


def _claim_row(claim: Claim, checks: Sequence[Check], standing: Standing | None, side: Side) -> Row:
    """Return the row of a claim about no metric that was read: what it says of what, and how it stands."""
    head, _, heading = side.lookup.path(claim.section).partition(" ")
    severities = {check.severity for check in checks}
    empty = ("prior", "current", "absolute", "percent", "prior_key", "current_key", "absolute_key", "percent_key")
    return dict.fromkeys((*empty, "note", "implied", "why", "prior_name", "confidence"), "") | {
        "id": f"row-{claim.id}",
        "names": {"prior": "", "current": "", "status": claim.status.value},
        "rank": standing.rank if standing is not None else "",
        "name": claim.metric_name or side.lookup.quote(claim.span, 24),
        "stated": claim_text(claim),
        "sure": 0,
        "bar": 0,
        "review": False,
        "severity": next((severity.value for severity in Severity if severity in severities), ""),
        "state": "stated",
        "verdict": standing.value if standing is not None else None,
        "section": side.lookup.path(claim.section),
        "section_number": head if heading else "",
        "section_heading": heading or head,
        "marks": side.mark_id(claim.id) or "",
    }


def _sort_key(value: Fraction | None) -> str:
    return "" if value is None else repr(approximate(value))


def _bar(percent: Fraction | None) -> int:
    """Return the length of a change's bar, -30 … 30: ±100 % and more fill it; what changed at all is seen."""
    if not percent:
        return 0
    length = max(1, int(min(abs(percent), Fraction(100)) * 30 / 100))
    return length if percent > 0 else -length
