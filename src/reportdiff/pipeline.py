"""Read, parse, check and compare reports: the pipeline from bytes to results, read top to bottom."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path, PurePath
from typing import IO

from attrs import evolve

from reportdiff import alignment, checking, extraction, reading, structure
from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.errors import UnknownRoundingError
from reportdiff.messages import notice, phrase_of
from reportdiff.model import Check, CheckResult, ComparisonResult, Document, Report, RoundingMode
from reportdiff.results import Checkup, Comparison

__all__ = ["check", "compare", "parse", "read"]

Source = str | os.PathLike[str] | bytes | IO[bytes] | IO[str]
Rules = str | os.PathLike[str] | alignment.Corrections

RULES_FILE = "reportdiff.toml"
"""The name under which corrections lie next to the reports."""

_LEAST_CHINESE = 0.3  # of a text's letters; a Chinese report has .9 and more, one with English tables still half
_LETTERS, _CHINESE = re.compile(r"[^\W\d_]+"), re.compile("[\u3400-\u9fff]+")
_LOOK = 4_000  # characters, spread over the whole text, that are looked at to judge the language


def read(
    source: Source, *, name: str | None = None, year: int | None = None, limits: reading.Limits | None = None
) -> Report:
    """Read one annual report: its title, issuer and year, its sections, metrics and claims.

    `source` is a path, a file object, or bytes; `name` is what the result calls it and tells its format where
    `source` cannot. `year` overrides the year found in the text. `limits` says how large the input may be (docs:
    inputs). Raises `UnreadableFileError`, `LimitError` among them, or `UnsupportedFormatError`.

    >>> report = read("全年受理行政复议申请287件，同比上升117.42%。".encode(), name="memo.txt", year=2023)
    >>> [(metric.name, metric.figure.surface) for metric in report.metrics]
    [('受理行政复议申请', '287件')]
    """
    return _report(reading.read_document(source, name=name, limits=limits), year)


def parse(text: str, *, source: str = "text", year: int | None = None, limits: reading.Limits | None = None) -> Report:
    """Read one annual report from a text at hand, calling it `source`; otherwise as `read`.

    >>> report = parse("全年受理行政复议申请287件，同比上升117.42%。", year=2023)
    >>> [(claim.metric_name, claim.surface) for claim in report.claims]
    [('受理行政复议申请', '同比上升117.42%')]
    """
    return _report(reading.document_from_text(text, source, limits), year)


def check(report: Report | Source, *, rounding: Iterable[RoundingMode | str] | None = None) -> Checkup:
    """Check one report alone: shares, totals, implied priors, contradictions.

    Takes a report or whatever `read` takes. `rounding` names the modes that the issuer's house accepts (half_up,
    half_even, half_down, truncate, away; without it the three half modes, and the others are a rounding difference).
    Raises what `read` raises, and `UnknownRoundingError`.

    >>> check(parse("全年受理行政复议申请287件，同比上升117.42%。", year=2023)).result.coverage.claims
    1
    """
    return Checkup(_checked(_as_report(report), accepted_modes(rounding)))


def compare(
    prior: Report | Source,
    current: Report | Source,
    *,
    rules: Rules | None = None,
    rounding: Iterable[RoundingMode | str] | None = None,
) -> Comparison:
    """Compare last year's report with this year's: align, compute the changes, check every stated one.

    Takes reports or whatever `read` takes; raises what `read` raises. `rules` are corrections of the alignment: a
    `reportdiff.toml` file or what `alignment.parse_corrections` made of one; without it a file of that name next to the
    current report counts. `rounding` is as for `check`. What looks wrong with the order (the same year
    twice, the years exchanged, different issuers) is a warning in the result, and the comparison is made as asked.

    >>> before = parse("全年受理行政复议申请132件。", year=2022)
    >>> after = parse("全年受理行政复议申请287件，同比上升117.42%。", year=2023)
    >>> [str(change.percent) for change in compare(before, after).result.changes]
    ['3875/33']
    """
    corrections, accepted = corrections_for(rules, current), accepted_modes(rounding)
    before, after = _as_report(prior), _as_report(current)
    sections = alignment.align_sections(before, after)
    pairs = alignment.align_metrics(before, after, sections, corrections=corrections)
    last, this = _checked(before, accepted), _checked(after, accepted)
    checks = _numbered(this.checks, _held(checking.check_pairs(before, after, pairs, this.checks), accepted))
    return Comparison(
        ComparisonResult(
            prior=last,
            current=this,
            sections=sections,
            pairs=pairs,
            changes=checking.compute_changes(before, after, pairs),
            checks=checks,
            coverage=checking.coverage_of(after, checks),
            warnings=(*_named(last), *_named(this), *_order_warnings(before, after)),
            settings=_pair_settings(accepted, corrections),
        )
    )


def _report(document: Document, year: int | None) -> Report:
    """The report; one whose characters are not what they show is read from the view that shows it."""
    view = reading.view_of(document.text)
    if view is None:
        return _extracted(document, year)
    shown, places = view
    return reading.restored(_extracted(evolve(document, text=shown), year), document, places)


def _extracted(document: Document, year: int | None) -> Report:
    outline = structure.outline(document, year=year)
    extracted = extraction.extract(document, outline)
    return Report(
        title=outline.title,
        issuer=outline.issuer,
        year=outline.year,
        published=outline.published,
        document=document,
        sections=outline.sections,
        metrics=extracted.metrics,
        claims=extracted.claims,
        unread=extracted.unread,
        warnings=(*document.warnings, *outline.warnings, *_language_warnings(document.text)),
        reviewed=outline.reviewed,
        planned=outline.planned,
    )


def _as_report(given: Report | Source) -> Report:
    return given if isinstance(given, Report) else read(given)


def _checked(report: Report, accepted: tuple[RoundingMode, ...] | None) -> CheckResult:
    checks = _held(checking.check_report(report), accepted)
    return CheckResult(
        report=report,
        checks=checks,
        coverage=checking.coverage_of(report, checks),
        warnings=report.warnings,
        settings=_settings(accepted),
    )


def _numbered(own: Sequence[Check], of_pairs: Sequence[Check]) -> tuple[Check, ...]:
    """The current report's own checks and those of the pairs, each with an id of its own."""
    taken = {item.id for item in own}
    if taken.isdisjoint(item.id for item in of_pairs):
        return (*own, *of_pairs)
    return (*own, *(evolve(item, id=f"k{len(own) + number}") for number, item in enumerate(of_pairs, start=1)))


def _settings(accepted: tuple[RoundingMode, ...] | None) -> dict[str, object]:
    return {"rounding_modes": tuple(mode.value for mode in accepted or RoundingMode)}


def _pair_settings(
    accepted: tuple[RoundingMode, ...] | None, corrections: alignment.Corrections | None
) -> dict[str, object]:
    """What a comparison rests on besides: the scores from which on parts are paired, and what a person decided."""
    made = _settings(accepted)
    made["section_threshold"] = decimal_text(Fraction(alignment.SECTION_THRESHOLD, 10**4), 2)
    made["pair_threshold"] = decimal_text(Fraction(alignment.PAIR_THRESHOLD, 10**4), 2)
    if corrections is not None:
        made["rules"] = PurePath(corrections.source).name
        made["aliases"] = tuple("=".join(rule.words) for rule in corrections.alias)
    return made


def accepted_modes(rounding: Iterable[RoundingMode | str] | None) -> tuple[RoundingMode, ...] | None:
    """The modes that a house accepts, in their own order; None for the usual ones."""
    if rounding is None:
        return None
    named = {str(mode) for mode in ([rounding] if isinstance(rounding, str) else rounding)}
    unknown = sorted(named - {mode.value for mode in RoundingMode})
    if unknown or not named:
        known = ", ".join(mode.value for mode in RoundingMode)
        raise UnknownRoundingError(f"rounding {unknown[0] if unknown else ''!r}: known are {known}")
    return tuple(mode for mode in RoundingMode if mode.value in named)


def _held(checks: Sequence[Check], accepted: tuple[RoundingMode, ...] | None) -> tuple[Check, ...]:
    return tuple(checks) if accepted is None else checking.apply_rounding_policy(checks, accepted)


def corrections_for(rules: Rules | None, current: Report | Source) -> alignment.Corrections | None:
    """What a person decided about pairs: as handed in, else the file next to the current report, if there is one."""
    if rules is None:
        if not isinstance(current, str | os.PathLike):
            return None
        beside = Path(current).parent / RULES_FILE
        return alignment.load_corrections(beside) if beside.is_file() else None
    return rules if isinstance(rules, alignment.Corrections) else alignment.load_corrections(rules)


def _named(checked: CheckResult) -> tuple[str, ...]:
    """A report's own warnings, each with the report's name before it."""
    return tuple(
        notice("warnings.of_report", source=checked.report.source, warning=phrase_of(warning))
        for warning in checked.warnings
    )


def _language_warnings(text: str) -> tuple[str, ...]:
    sample = text[:: max(1, len(text) // _LOOK)]
    half = sum(map(len, _CHINESE.findall(sample, 0, len(sample) // 2)))
    if half > _LEAST_CHINESE * len(sample):  # enough, whatever the rest is
        return ()
    chinese = sum(map(len, _CHINESE.findall(sample)))
    letters = sum(map(len, _LETTERS.findall(sample)))
    if chinese < _LEAST_CHINESE * letters or not letters:
        return (notice("warnings.not_chinese"),)
    return ()


def _order_warnings(prior: Report, current: Report) -> tuple[str, ...]:
    """Return what looks wrong with the order of two reports: one year, years exchanged, two issuers."""
    warnings = []
    if prior.year is not None and current.year is not None:
        sources = {"prior": prior.source, "current": current.source}
        if prior.year == current.year:
            warnings.append(notice("warnings.same_year", year=current.year, **sources))
        elif prior.year > current.year:
            years = {"prior_year": prior.year, "current_year": current.year}
            warnings.append(notice("warnings.years_exchanged", **years, **sources))
    if prior.issuer and current.issuer:
        before, after = "".join(prior.issuer.split()), "".join(current.issuer.split())
        if before not in after and after not in before:
            warnings.append(
                notice(
                    "warnings.other_issuer",
                    prior_issuer=before,
                    prior=prior.source,
                    current_issuer=after,
                    current=current.source,
                )
            )
    return tuple(warnings)
