"""Read, parse, check and compare reports: the way from bytes to results, read top to bottom."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path, PurePath
from typing import IO

from attrs import evolve

from reportdiff import alignment, checking, extraction, reading, structure
from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.decisions import RULES_FILE, acceptance_warnings, decided, rule_warnings
from reportdiff.errors import ArgumentTypeError, UnknownRoundingError
from reportdiff.messages import notice, phrase_of
from reportdiff.model import Check, CheckResult, ComparisonResult, Document, Report, RoundingMode
from reportdiff.results import Checkup, Comparison
from reportdiff.stages import stage
from reportdiff.text.arguments import require_items, require_type, shortened, whole_number
from reportdiff.text.traditional import simplified
from reportdiff.text.words import Cutter, current_cutter, using_cutter

__all__ = ["RULES_FILE", "Rules", "Source", "accepted_modes", "check", "compare", "corrections_file", "corrections_for"]
__all__ += ["parse", "read"]

Source = str | os.PathLike[str] | bytes | IO[bytes] | IO[str]
"""What `read` takes: a path, the bytes of a file, or an open file."""

Rules = str | os.PathLike[str] | alignment.Corrections
"""What `compare` takes as rules: the path of a corrections file, or its content."""

_LOG = logging.getLogger(__name__)
_MIN_CHINESE = 0.3  # of a text's letters; a Chinese report has .9 and more, one with English tables still half
_LETTERS, _CHINESE = re.compile(r"[^\W\d_]+"), re.compile("[\u3400-\u9fff]+")
_LANGUAGE_SAMPLE = 4_000  # characters, spread over the whole text


def read(
    source: Source,
    *,
    name: str | None = None,
    year: int | None = None,
    limits: reading.Limits | None = None,
    cutter: Cutter | str | None = None,
) -> Report:
    """Read one annual report: its title, issuer and year, its sections, metrics and claims.

    Args:
        source: A path, an open file, or the bytes of a file.
        name: What the result calls the report; it tells the format where `source` cannot.
        year: The report's year, instead of the one found in its text.
        limits: How large the input may be (docs: inputs).
        cutter: What cuts words: "plain" (jieba on a smaller dictionary, the default), "full" (jieba on its whole
            dictionary) or "fast" (rjieba, extra fast).

    Raises:
        UnreadableFileError: The input is missing, empty, binary or of unknown encoding, or over a limit (`LimitError`).
        UnsupportedFormatError: No reader knows the format.
        UnknownCutterError: There is no such cutter.
        MissingExtraError: The cutter or the format needs an extra that is not installed.

    >>> report = read("全年受理行政复议申请287件，同比上升117.42%。".encode(), name="memo.txt", year=2023)
    >>> [(metric.name, metric.figure.surface) for metric in report.metrics]
    [('受理行政复议申请', '287件')]
    """
    year = _verified(year, name, limits)
    with using_cutter(cutter):
        with stage("reading"):
            document = reading.read_document(source, name=name, limits=limits)
        return _report_of(document, year)


def parse(
    text: str,
    *,
    source: str = "text",
    year: int | None = None,
    limits: reading.Limits | None = None,
    cutter: Cutter | str | None = None,
) -> Report:
    """Read one annual report from its text; `source` is what the result calls it, otherwise as `read`.

    >>> report = parse("全年受理行政复议申请287件，同比上升117.42%。", year=2023)
    >>> [(claim.metric_name, claim.surface) for claim in report.claims]
    [('受理行政复议申请', '同比上升117.42%')]
    """
    require_type(text, str, "text", "errors.wanted_report_text")
    require_type(source, str, "source", "errors.wanted_text")
    year = _verified(year, source, limits)
    with using_cutter(cutter):
        return _report_of(reading.document_from_text(text, source, limits), year)


def _verified(year: int | None, name: str | None, limits: reading.Limits | None) -> int | None:
    """Return the year as an int; raise where it, a name or limits are something else."""
    require_type(name, str | None, "name", "errors.wanted_text")
    require_type(limits, reading.Limits | None, "limits", "errors.wanted_limits")
    return None if year is None else whole_number(year, "year", 1, 9999, "year=2023")


def check(
    report: Report | Source,
    *,
    rules: Rules | None = None,
    rounding: Iterable[RoundingMode | str] | None = None,
    cutter: Cutter | str | None = None,
) -> Checkup:
    """Check one report alone: shares, totals, implied priors, contradictions.

    Args:
        report: A report, or what `read` takes; what that raises is raised.
        rules: Accepted findings and materiality; without them a `reportdiff.toml` next to the report counts.
        rounding: The modes that the issuer accepts: half_up, half_even, half_down, truncate, away. Others are a
            rounding difference. By default the three half modes.
        cutter: What cuts words, as for `read`.

    Raises:
        LexiconError: The rules are wrong.
        UnknownRoundingError: `rounding` names a mode that does not exist.

    >>> check(parse("全年受理行政复议申请287件，同比上升117.42%。", year=2023)).result.coverage.claims
    1
    """
    corrections, accepted = corrections_for(rules, report), accepted_modes(rounding)
    with using_cutter(cutter):
        result = decided(_checked(_as_report(report), accepted), corrections)
        unused = acceptance_warnings(corrections, [(result.checks, result.report)])
        return Checkup(evolve(result, warnings=(*result.warnings, *unused)))


def compare(
    prior: Report | Source,
    current: Report | Source,
    *,
    rules: Rules | None = None,
    rounding: Iterable[RoundingMode | str] | None = None,
    cutter: Cutter | str | None = None,
) -> Comparison:
    """Compare last year's report with this year's: align them, compute the changes, check every stated one.

    What looks wrong with the order (the same year twice, the years exchanged, different issuers) is a warning in the
    result, and the comparison is made as asked.

    Args:
        prior: Last year's report, or what `read` takes; what that raises is raised.
        current: This year's.
        rules: Corrections of the alignment; without them a `reportdiff.toml` next to the current report counts.
        rounding: The modes that the issuer accepts, as for `check`.
        cutter: What cuts words, as for `read`.

    Raises:
        LexiconError: The corrections are wrong.
        UnknownRoundingError: `rounding` names a mode that does not exist.

    >>> before = parse("全年受理行政复议申请132件。", year=2022)
    >>> after = parse("全年受理行政复议申请287件，同比上升117.42%。", year=2023)
    >>> [str(change.percent) for change in compare(before, after).result.changes]
    ['3875/33']
    """
    corrections, accepted = corrections_for(rules, current), accepted_modes(rounding)
    with using_cutter(cutter):
        return _compared(prior, current, corrections, accepted)


def _compared(
    prior: Report | Source,
    current: Report | Source,
    corrections: alignment.Corrections | None,
    accepted: tuple[RoundingMode, ...] | None,
) -> Comparison:
    before, after = _as_report(prior), _as_report(current)
    with stage("alignment"):
        sections = alignment.align_sections(before, after)
        pairs = alignment.align_metrics(before, after, sections, corrections=corrections)
    _LOG.info("%s, %s: %d pairs of metrics", before.source, after.source, len(pairs))
    prior_result, current_result = decided(_checked(before, accepted), corrections), _checked(after, accepted)
    with stage("checking"):
        index = checking.PairIndex(before, after, pairs)
        pair_checks = _apply_rounding(checking.check_pairs(index, current_result.checks), accepted)
        both = (*current_result.checks, *_with_free_ids(pair_checks, current_result.checks))
        joined = evolve(current_result, checks=checking.join_findings(index, both))
    checks = decided(joined, corrections).checks
    return Comparison(
        ComparisonResult(
            prior=prior_result,
            current=current_result,
            sections=sections,
            pairs=pairs,
            changes=checking.compute_changes(index),
            checks=checks,
            coverage=checking.coverage_of(after, checks),
            warnings=(
                *_attributed_warnings(prior_result),
                *_attributed_warnings(current_result),
                *_order_warnings(before, after),
                *rule_warnings(corrections, pairs, (before, prior_result.checks), (after, checks)),
            ),
            settings=_pair_settings(accepted, corrections),
            comparatives=checking.comparatives_of(index),
        )
    )


def _report_of(document: Document, year: int | None) -> Report:
    """Return the report of a document, read from its visible text in simplified characters, with its own offsets."""
    visible = reading.visible_text(document.text)
    text, offsets = (document.text, range(len(document.text) + 1)) if visible is None else visible
    read_as = simplified(text)
    if visible is None and read_as is text:
        return _extracted(document, year)
    report = _extracted(evolve(document, text=read_as), year)
    if read_as is not text:  # who reports is called as it calls itself
        title, issuer = (_printed_as(words, read_as, text) for words in (report.title, report.issuer or ""))
        report = evolve(report, title=title, issuer=issuer or None)
    return reading.map_offsets(report, document, offsets)


def _printed_as(words: str, text: str, printed: str) -> str:
    """Return words that were read in `text` as they stand in its printed form, which has as many characters."""
    found = re.search(r"\s*".join(map(re.escape, words)), text) if words else None
    return words if found is None else "".join(printed[found.start() : found.end()].split())


def _extracted(document: Document, year: int | None) -> Report:
    _LOG.debug("%s: %d characters are read", document.source, len(document.text))
    with stage("structure"):
        outline = structure.outline(document, year=year)
    with stage("extraction"):
        extracted = extraction.extract(document, outline)
    metrics, claims = len(extracted.metrics), len(extracted.claims)
    _LOG.info("%s: %d sections, %d metrics, %d claims", document.source, len(outline.sections), metrics, claims)
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


def _as_report(report: Report | Source) -> Report:
    if isinstance(report, Checkup | Comparison):
        raise ArgumentTypeError("errors.no_single_report", kind=type(report).__name__)
    return report if isinstance(report, Report) else read(report)


def _checked(report: Report, accepted: tuple[RoundingMode, ...] | None) -> CheckResult:
    with stage("checking"):
        checks = _apply_rounding(checking.check_report(report), accepted)
    _LOG.info("%s: %d checks", report.source, len(checks))
    return CheckResult(
        report=report,
        checks=checks,
        coverage=checking.coverage_of(report, checks),
        warnings=report.warnings,
        settings=_settings(accepted),
    )


def _apply_rounding(checks: Sequence[Check], accepted: tuple[RoundingMode, ...] | None) -> tuple[Check, ...]:
    return tuple(checks) if accepted is None else checking.apply_rounding_policy(checks, accepted)


def _with_free_ids(pair_checks: Sequence[Check], own_checks: Sequence[Check]) -> Sequence[Check]:
    """Return the checks of the pairs with ids that no check of the current report has."""
    taken = {item.id for item in own_checks}
    if taken.isdisjoint(item.id for item in pair_checks):
        return pair_checks
    return [evolve(item, id=f"k{number}") for number, item in enumerate(pair_checks, start=len(own_checks) + 1)]


def _settings(accepted: tuple[RoundingMode, ...] | None) -> dict[str, object]:
    modes = tuple(mode.value for mode in accepted or RoundingMode)
    return {"rounding_modes": modes, "cutter": current_cutter().value}


def _pair_settings(
    accepted: tuple[RoundingMode, ...] | None, corrections: alignment.Corrections | None
) -> dict[str, object]:
    """Return what a comparison rests on besides: the scores from which parts are paired, and a person's decisions."""
    settings = _settings(accepted)
    settings["section_threshold"] = decimal_text(Fraction(alignment.SECTION_WEIGHTS.threshold, 10**4), 2)
    settings["pair_threshold"] = decimal_text(Fraction(alignment.PAIR_WEIGHTS.threshold, 10**4), 2)
    settings["pair_weights"] = tuple(f"{name} {weight}" for name, weight in alignment.PAIR_WEIGHTS.reasons.items())
    if corrections is not None:
        settings["rules"] = PurePath(corrections.source).name
        settings["aliases"] = tuple("=".join(rule.words) for rule in corrections.alias)
        if corrections.known:
            settings["known_names"] = tuple("=".join(row.names) for row in corrections.known)
    return settings


def accepted_modes(rounding: Iterable[RoundingMode | str] | None) -> tuple[RoundingMode, ...] | None:
    """Return the named modes in their own order, None for the usual ones; raise `UnknownRoundingError` for others."""
    if rounding is None:
        return None
    modes = [rounding] if isinstance(rounding, str) else rounding
    names = {str(mode) for mode in require_items(modes, "rounding", "errors.wanted_modes")}
    unknown = sorted(names - {mode.value for mode in RoundingMode})
    if unknown or not names:
        value, known = shortened(unknown[0] if unknown else ""), tuple(mode.value for mode in RoundingMode)
        raise UnknownRoundingError("errors.unknown_value", name="rounding", value=value, known=known)
    return tuple(mode for mode in RoundingMode if mode.value in names)


def corrections_file(report: Report | Source | None) -> Path | None:
    """Return the corrections file next to a report that is given by its path, None where there is none."""
    if not isinstance(report, str | os.PathLike):
        return None
    beside = Path(report).parent / RULES_FILE
    return beside if os.path.isfile(beside) else None


def corrections_for(rules: Rules | None, report: Report | Source | None) -> alignment.Corrections | None:
    """Return the corrections that `rules` names, else those next to the report; None where there are none."""
    rules = rules if rules is not None else corrections_file(report)
    if rules is None or isinstance(rules, alignment.Corrections):
        return rules
    require_type(rules, str | os.PathLike, "rules", "errors.wanted_rules")
    return alignment.load_corrections(rules)


def _attributed_warnings(result: CheckResult) -> tuple[str, ...]:
    """Return a report's warnings, each with the report's name before it."""
    source = result.report.source
    return tuple(notice("warnings.of_report", source=source, warning=phrase_of(item)) for item in result.warnings)


def _language_warnings(text: str) -> tuple[str, ...]:
    sample = text[:: max(1, len(text) // _LANGUAGE_SAMPLE)]
    chinese = sum(map(len, _CHINESE.findall(sample)))
    letters = sum(map(len, _LETTERS.findall(sample)))
    if chinese < _MIN_CHINESE * letters or not letters:
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
