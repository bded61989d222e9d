"""The pipeline, read top to bottom: `read`, `parse`, `check`, `compare`, and the faces that users hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Literal

from attrs import evolve, frozen

from reportdiff import alignment, checking, extraction, reading, rendering, structure
from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.errors import UnknownRoundingError, UnsupportedFormatError
from reportdiff.model import Check, Checked, Compared, Coverage, Document, Report, RoundingMode
from reportdiff.rendering import frames, notebook
from reportdiff.rendering.summary import summary

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

__all__ = ["Checkup", "Comparison", "check", "compare", "parse", "read"]

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
    checks = _numbered(this.checks, _held(checking.check_pairs(before, after, pairs), accepted))
    return Comparison(
        Compared(
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


def _checked(report: Report, accepted: tuple[RoundingMode, ...] | None) -> Checked:
    checks = _held(checking.check_report(report), accepted)
    return Checked(
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
    return tuple(checks) if accepted is None else checking.held_to(checks, accepted)


def corrections_for(rules: Rules | None, current: Report | Source) -> alignment.Corrections | None:
    """What a person decided about pairs: as handed in, else the file next to the current report, if there is one."""
    if rules is None:
        if not isinstance(current, str | os.PathLike):
            return None
        beside = Path(current).parent / RULES_FILE
        return alignment.load_corrections(beside) if beside.is_file() else None
    return rules if isinstance(rules, alignment.Corrections) else alignment.load_corrections(rules)


def _named(checked: Checked) -> tuple[str, ...]:
    """A report's own warnings, each with the report's name before it."""
    return tuple(f"{checked.report.source}: {warning}" for warning in checked.warnings)


def _language_warnings(text: str) -> tuple[str, ...]:
    sample = text[:: max(1, len(text) // _LOOK)]
    half = sum(map(len, _CHINESE.findall(sample, 0, len(sample) // 2)))
    if half > _LEAST_CHINESE * len(sample):  # enough, whatever the rest is
        return ()
    chinese = sum(map(len, _CHINESE.findall(sample)))
    letters = sum(map(len, _LETTERS.findall(sample)))
    if chinese < _LEAST_CHINESE * letters or not letters:
        return ("this does not look like a Chinese report; few figures and claims can be read from it",)
    return ()


def _order_warnings(prior: Report, current: Report) -> tuple[str, ...]:
    warnings = []
    if prior.year is not None and current.year is not None:
        if prior.year == current.year:
            warnings.append(
                f"both reports are of {current.year} ({prior.source}, {current.source}); "
                "a comparison needs two different years"
            )
        elif prior.year > current.year:
            warnings.append(
                f"the years are in the wrong order: the prior report ({prior.source}) is of {prior.year}, "
                f"the current one ({current.source}) of {current.year}; exchange the two"
            )
    if prior.issuer and current.issuer:
        before, after = "".join(prior.issuer.split()), "".join(current.issuer.split())
        if before not in after and after not in before:
            warnings.append(
                f"the reports have different issuers: {before} ({prior.source}), {after} ({current.source})"
            )
    return tuple(warnings)


@frozen(repr=False)
class _Face:
    """What a checkup and a comparison share: the ways out of a result."""

    result: Checked | Compared

    @property
    def coverage(self) -> Coverage:
        """How much was found and how much of it could be decided."""
        return self.result.coverage

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader of the result should know first; also part of every rendering."""
        return self.result.warnings

    @property
    def checks(self) -> DataFrame:
        """Every check, worst first: verdict, check, metric, stated, recomputed, diagnosis, message, quote, where."""
        return frames.checks_frame(self.result)

    @property
    def metrics(self) -> DataFrame:
        """Every metric of the (current) report in text order, one row each; `frames` lists the columns."""
        return frames.metrics_frame(self._report)

    @property
    def claims(self) -> DataFrame:
        """Every claim of the (current) report in text order, one row each; `frames` lists the columns."""
        return frames.claims_frame(self._report)

    @property
    def _report(self) -> Report:
        return self.result.current.report if isinstance(self.result, Compared) else self.result.report

    def render(self, format: str, *, lang: str = "zh", **options: object) -> str:
        """The result as text in one of the formats of `rendering.RENDERERS`.

        Raises `UnsupportedFormatError` for another format.
        """
        if format not in rendering.RENDERERS:
            known = ", ".join(rendering.RENDERERS)
            raise UnsupportedFormatError(f"format {format!r}: known are {known}")
        return rendering.RENDERERS[format](self.result, lang=lang, **options)

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """The whole result as JSON (docs/json.md): the text, or the path where it was written. `from_json` reads it."""
        return _out(self.render("json"), path)

    def to_markdown(self, path: str | os.PathLike[str] | None = None, *, lang: str = "zh") -> str:
        """Findings, changes and coverage as Markdown: the text, or the path where it was written."""
        return _out(self.render("md", lang=lang), path)

    def to_html(self, path: str | os.PathLike[str] | None = None, *, lang: str = "zh") -> str:
        """One offline page with everything, to read and to challenge: its text, or the path where it was written."""
        return _out(self.render("html", lang=lang), path)

    def to_excel(self, path: str | os.PathLike[str], *, lang: str = "zh") -> str:
        """A workbook with sheets for changes or metrics, findings, sections and claims; returns where it was written.

        Raises `MissingExtraError` without the extra `xlsx`.
        """
        return str(rendering.write_whole(path, rendering.BINARY_RENDERERS["xlsx"](self.result, lang=lang)))

    def to_csv(self, path: str | os.PathLike[str] | None = None, *, table: str | None = None, lang: str = "zh") -> str:
        """One table as CSV: the text, or the path where it was written.

        `table`: changes (of a comparison, where it is the default), checks (the default of a checkup), sections,
        metrics or claims.
        """
        return _out(self.render("csv", lang=lang, table=table), path)

    def _repr_html_(self) -> str:
        return notebook.render(self.result)

    def __repr__(self) -> str:
        lines = summary(self.result, "zh").splitlines()
        return f"<{type(self).__name__} " + "\n  ".join(lines) + ">"


@frozen(repr=False)
class Checkup(_Face):
    """One report with its checks. `result` is the plain data behind it."""

    result: Checked

    @property
    def report(self) -> Report:
        """The report that was checked."""
        return self.result.report

    def to_frame(self) -> DataFrame:
        """The checks as a DataFrame, the same as `checks`."""
        return self.checks

    @classmethod
    def from_json(cls, text: str) -> Checkup:
        """The checkup that `to_json` wrote. Raises `ResultFormatError` where the text is none.

        >>> checkup = check(parse("全年受理申请287件。", year=2023))
        >>> Checkup.from_json(checkup.to_json()) == checkup
        True
        """
        return cls(rendering.load_checked(text))


@frozen(repr=False)
class Comparison(_Face):
    """Two reports compared. `result` is the plain data behind it."""

    result: Compared

    @property
    def prior(self) -> Report:
        """Last year's report."""
        return self.result.prior.report

    @property
    def current(self) -> Report:
        """This year's report."""
        return self.result.current.report

    @property
    def changes(self) -> DataFrame:
        """Every metric of both years: metric, unit, prior, current, absolute, percent, stated, verdict, section, quote.

        A dropped metric has no `current`, an added one no `prior`.
        """
        return frames.changes_frame(self.result)

    def plot(
        self,
        kind: str = "changes",
        *,
        lang: str = "zh",
        limit: int | None = None,
        unit: str | None = None,
        font: str | None = None,
    ) -> Figure:
        """A matplotlib figure: "changes", computed against stated, or "slope", both years' levels in one `unit`.

        At most `limit` metrics, those with a stated change first; `unit` is by default the one most metrics share. A
        notebook shows the figure by itself, `savefig` writes it. Chinese labels need an installed font: `font` names
        it, otherwise one is found. Raises `MissingExtraError` without the extra `plot`, `MissingFontError` without a
        font (it says what to install), and `ValueError` for another kind.

        >>> before = parse("全年受理申请132件。", year=2022)
        >>> after = parse("全年受理申请287件，同比上升117.42%。", year=2023)
        >>> compare(before, after).plot("pie")
        Traceback (most recent call last):
        ValueError: plot 'pie': known are changes, slope
        """
        from reportdiff.rendering import plots

        if kind == "changes":
            return plots.plot_changes(self.result, lang=lang, limit=20 if limit is None else limit, font=font)
        if kind == "slope":
            most = 12 if limit is None else limit
            return plots.plot_slope(self.result, lang=lang, limit=most, unit=unit, font=font)
        raise ValueError(f"plot {kind!r}: known are changes, slope")

    @property
    def sections(self) -> DataFrame:
        """Which section became which: prior, current, relation, score in [0, 1]."""
        return frames.sections_frame(self.result)

    @property
    def targets(self) -> DataFrame:
        """Last year's targets and what this year reports of them: metric, unit, planned, reached, met.

        `met` is met, missed or unclear. A follow-up, never a change; targets that find no figure are left out.
        """
        plans = {metric.id: metric for metric in self.prior.metrics}
        figures = {metric.id: metric for metric in self.current.metrics}
        followed = alignment.align_targets(self.prior, self.current, self.result.sections)
        both = [(plans[pair.prior], figures[pair.current]) for pair in followed if pair.prior and pair.current]
        return frames.targets_frame([(one, other, checking.reaches(one.figure, other.figure)) for one, other in both])

    def explain(self, name: str, *, lang: Literal["zh", "en"] = "zh") -> str:
        """Why the metrics whose name holds `name` were paired as they were, or stand alone: reasons and runner-up.

        >>> before, after = parse("全年受理申请132件。", year=2022), parse("全年受理申请287件。", year=2023)
        >>> compare(before, after).explain("申请").splitlines()[0]
        '受理申请 132件 → 受理申请 287件: 可信度 0.99'
        """
        return alignment.explain(self.prior, self.current, self.result.pairs, name, lang=lang)

    def to_frame(self) -> DataFrame:
        """The change table as a DataFrame, the same as `changes`."""
        return self.changes

    @classmethod
    def from_json(cls, text: str) -> Comparison:
        """The comparison that `to_json` wrote. Raises `ResultFormatError` where the text is none.

        >>> before, after = parse("全年受理申请132件。", year=2022), parse("全年受理申请287件。", year=2023)
        >>> diff = compare(before, after)
        >>> Comparison.from_json(diff.to_json()) == diff
        True
        """
        return cls(rendering.load_compared(text))


def _out(text: str, path: str | os.PathLike[str] | None) -> str:
    return text if path is None else str(rendering.write_whole(path, text))
