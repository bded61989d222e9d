"""The results that users hold: `Checkup` and `Comparison`, thin faces over frozen data, with all their outputs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from reportdiff import alignment, checking, rendering
from reportdiff.errors import UnsupportedFormatError
from reportdiff.model import CheckResult, ComparisonResult, Coverage, Report
from reportdiff.rendering import frames, notebook
from reportdiff.rendering.summary import summary

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

__all__ = ["Checkup", "Comparison"]


@frozen(repr=False)
class _ResultBase:
    """What a checkup and a comparison share: the ways out of a result."""

    result: CheckResult | ComparisonResult

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
        return self.result.current.report if isinstance(self.result, ComparisonResult) else self.result.report

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
class Checkup(_ResultBase):
    """One report with its checks. `result` is the plain data behind it."""

    result: CheckResult

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

        >>> from reportdiff import check, parse
        >>> checkup = check(parse("全年受理申请287件。", year=2023))
        >>> Checkup.from_json(checkup.to_json()) == checkup
        True
        """
        return cls(rendering.load_checked(text))


@frozen(repr=False)
class Comparison(_ResultBase):
    """Two reports compared. `result` is the plain data behind it."""

    result: ComparisonResult

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

        >>> from reportdiff import compare, parse
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

        >>> from reportdiff import compare, parse
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

        >>> from reportdiff import compare, parse
        >>> before, after = parse("全年受理申请132件。", year=2022), parse("全年受理申请287件。", year=2023)
        >>> diff = compare(before, after)
        >>> Comparison.from_json(diff.to_json()) == diff
        True
        """
        return cls(rendering.load_compared(text))


def _out(text: str, path: str | os.PathLike[str] | None) -> str:
    return text if path is None else str(rendering.write_whole(path, text))
