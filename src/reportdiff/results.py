"""The results that users hold, `Checkup` and `Comparison`: frozen data with its tables and outputs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff import alignment, checking, decisions, rendering
from reportdiff.errors import ArgumentError, UnsupportedFormatError
from reportdiff.messages import shown
from reportdiff.messages.language import chosen_language, explicit_language
from reportdiff.model import CheckResult, ComparisonResult, Coverage, Report
from reportdiff.rendering import frames, notebook
from reportdiff.rendering.summary import summary
from reportdiff.text.arguments import require_type, shortened, whole_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

__all__ = ["Checkup", "Comparison"]


@frozen(repr=False)
class _ResultBase:
    """The tables and outputs that a checkup and a comparison share."""

    result: CheckResult | ComparisonResult

    @property
    def coverage(self) -> Coverage:
        """How much was found and how much of it could be decided."""
        return self.result.coverage

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know first, in the language that was chosen, else in English; part of every output."""
        lang = explicit_language() or "en"
        return self.result.warnings if lang == "en" else tuple(shown(warning, lang) for warning in self.result.warnings)

    @property
    def checks(self) -> DataFrame:
        """Every check, worst first, with severity, verdict, message and quote; `rendering.frames` lists the columns."""
        return frames.checks_frame(self.result, lang=chosen_language(None))

    @property
    def metrics(self) -> DataFrame:
        """Every metric of the (current) report in text order; `rendering.frames` lists the columns."""
        return frames.metrics_frame(self._report)

    @property
    def claims(self) -> DataFrame:
        """Every claim of the (current) report in text order; `rendering.frames` lists the columns."""
        return frames.claims_frame(self._report)

    @property
    def _report(self) -> Report:
        return self.result.current.report if isinstance(self.result, ComparisonResult) else self.result.report

    def accept(self, *ids: str, reason: str = "", path: str | os.PathLike[str] | None = None) -> str:
        """Return the rules that accept findings for as long as their figures stay the same.

        Args:
            ids: The ids of checks.
            reason: Why they are accepted; it stands in the message.
            path: The `reportdiff.toml` next to the report, to which the rules are added.

        Raises:
            ArgumentError: There is no check of that id.
            OutputError: The file cannot be written.

        >>> from reportdiff import check, parse
        >>> checkup = check(parse("受理287件，上年132件，同比上升17.42%。", year=2023))
        >>> print(checkup.accept("k1", reason="口径调整").splitlines()[3])
        stated = "同比上升17.42%"
        """
        known = {check.id: check for check in self.result.checks}
        unknown = [id for id in ids if not isinstance(id, str) or id not in known]
        if unknown:
            raise ArgumentError("errors.no_check", id=shortened(unknown[0]))
        text = "\n".join(alignment.accept_text(checking.accept_rule(known[id], self._report, reason)) for id in ids)
        if path is not None:
            require_type(path, str | os.PathLike, "path", "errors.wanted_file")
            before = ""
            if os.path.exists(path):
                alignment.load_corrections(path)
                before = Path(path).read_text(encoding="utf-8")
            rendering.write_whole(path, f"{before.rstrip()}\n\n{text}".lstrip())
        return text

    def render(self, format: str, *, lang: str | None = None, **options: object) -> str:
        """Return the result as text that a console of a Chinese Windows (cp936) prints, but for signs of the report.

        Args:
            format: A key of `rendering.RENDERERS`: table, md, csv, json, html.
            lang: The language, "zh" or "en"; without it the one of `use_language`.
            options: What the renderer of the format takes besides, such as `width` of a table.

        Raises:
            UnsupportedFormatError: There is no such format.
        """
        if not isinstance(format, str) or format not in rendering.RENDERERS:
            known = tuple(rendering.RENDERERS)
            raise UnsupportedFormatError("errors.unknown_value", name="format", value=shortened(format), known=known)
        text = rendering.RENDERERS[format](self.result, lang=chosen_language(lang), **options)
        return text.removeprefix("\ufeff")  # the byte order mark belongs to a file of CSV

    def to_json(self, path: str | os.PathLike[str] | None = None, *, overwrite: bool = False) -> str:
        """Return the whole result as JSON, which `from_json` reads; with `path` write it and return the path.

        Here and below, an existing file that reportdiff did not write is replaced only with `overwrite=True`, and a
        report that the result was read from never: `OutputError` says so.
        """
        return self._written(self.render("json"), path, overwrite)

    def to_markdown(
        self, path: str | os.PathLike[str] | None = None, *, lang: str | None = None, overwrite: bool = False
    ) -> str:
        """Return findings, changes and coverage as Markdown; with `path` write them and return the path."""
        return self._written(self.render("md", lang=lang), path, overwrite)

    def to_html(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        lang: str | None = None,
        overwrite: bool = False,
        review: bool = False,
        rules: str | os.PathLike[str] | None = None,
    ) -> str:
        """Return one offline page with the whole result; with `path` write it and return the path.

        Args:
            path: The file to write.
            lang: The language, "zh" or "en"; without it the one of `use_language`.
            overwrite: Whether to replace a file that reportdiff did not write.
            review: Whether pairs and findings can be decided on the page, which then saves a `reportdiff.toml`.
            rules: With `review` the corrections file to go on from; without it the one beside the (current) report.
        """
        if not review:
            return self._written(self.render("html", lang=lang), path, overwrite)
        sheet = decisions.review_sheet(self.result, rules)
        return self._written(self.render("html", lang=lang, review=sheet), path, overwrite)

    def to_excel(self, path: str | os.PathLike[str], *, lang: str | None = None, overwrite: bool = False) -> str:
        """Write a workbook with changes or metrics, findings, sections, claims and a tick list; return its path.

        Raises:
            MissingExtraError: The extra `xlsx` is not installed.
        """
        return self._written(
            rendering.BINARY_RENDERERS["xlsx"](self.result, lang=chosen_language(lang)), path, overwrite
        )

    def to_csv(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        table: str | None = None,
        lang: str | None = None,
        overwrite: bool = False,
    ) -> str:
        """Return one table as CSV; with `path` write it and return the path.

        Args:
            path: The file to write.
            table: changes (of a comparison, its default), checks (a checkup's default), prior_checks, sections,
                metrics or claims.
            lang: The language, "zh" or "en"; without it the one of `use_language`.
            overwrite: Whether to replace a file that reportdiff did not write.
        """
        content = rendering.RENDERERS["csv"](self.result, lang=chosen_language(lang), table=table)
        return self._written(content, path, overwrite)

    def _written(self, content: str | bytes, path: str | os.PathLike[str] | None, overwrite: bool) -> str:
        if path is None:
            require_type(content, str, "path", "errors.wanted_file")
            assert isinstance(content, str)
            return content
        inputs = rendering.files_of(self.result)
        return str(rendering.write_output(path, content, inputs=inputs, overwrite=overwrite))

    def _repr_html_(self) -> str:
        return notebook.render(self.result, lang=chosen_language(None))

    def __repr__(self) -> str:
        lines = summary(self.result, chosen_language(None)).splitlines()
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
        """Return the checkup that `to_json` wrote; raise `ResultFormatError` for another text.

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
        """Every metric of both years, as printed and as numbers; `rendering.frames` lists the columns.

        A dropped metric has no `current`, an added one no `prior`.
        """
        return frames.changes_frame(self.result, lang=chosen_language(None))

    @property
    def prior_checks(self) -> DataFrame:
        """Every check of last year's report by itself, with the columns of `checks`."""
        return frames.prior_checks_frame(self.result, lang=chosen_language(None))

    def plot(
        self,
        kind: str = "changes",
        *,
        lang: str | None = None,
        limit: int | None = None,
        unit: str | None = None,
        font: str | None = None,
    ) -> Figure:
        """Return a matplotlib figure, which a notebook shows by itself and `savefig` writes.

        Args:
            kind: "changes", computed against stated ones, or "slope", both years' levels in one unit.
            lang: The language, "zh" or "en"; without it the one of `use_language`.
            limit: How many metrics at most, those with a stated change first; by default 20 changes or 12 slopes.
            unit: The unit of a slope's levels; by default the one that most metrics have.
            font: The installed font for Chinese labels; by default one is found.

        Raises:
            MissingExtraError: The extra `plot` is not installed.
            MissingFontError: No installed font shows Chinese.
            ArgumentError: There is no such kind.

        >>> from reportdiff import compare, parse
        >>> before = parse("全年受理申请132件。", year=2022)
        >>> after = parse("全年受理申请287件，同比上升117.42%。", year=2023)
        >>> compare(before, after).plot("pie")
        Traceback (most recent call last):
        reportdiff.errors.ArgumentError: kind='pie': known are changes, slope
        """
        from reportdiff.rendering import plots

        lang = chosen_language(lang)
        require_type(unit, str | None, "unit", "errors.wanted_text")
        most = None if limit is None else whole_number(limit, "limit", 1, 10_000, "limit=20")
        if kind == "changes":
            return plots.plot_changes(self.result, lang=lang, limit=most or 20, font=font)
        if kind == "slope":
            return plots.plot_slope(self.result, lang=lang, limit=most or 12, unit=unit, font=font)
        raise ArgumentError("errors.unknown_value", name="kind", value=shortened(kind), known=("changes", "slope"))

    @property
    def sections(self) -> DataFrame:
        """Which section became which: prior, current, relation, score in [0, 1]."""
        return frames.sections_frame(self.result)

    @property
    def comparatives(self) -> DataFrame:
        """The lines of last year's statements beside this year's comparatives, and whether they agree.

        `state` is agrees, restated (by `difference`; `announced` where this year's report says so) or not_found.
        """
        return frames.comparatives_frame(self.result, lang=chosen_language(None))

    @property
    def targets(self) -> DataFrame:
        """Last year's targets and what this year reports of them: metric, unit, planned, reached, met.

        `met` is met, missed or unclear. Targets without a figure this year are left out.
        """
        targets = {metric.id: metric for metric in self.prior.metrics}
        outcomes = {metric.id: metric for metric in self.current.metrics}
        pairs = alignment.align_targets(self.prior, self.current, self.result.sections)
        both = [(targets[pair.prior], outcomes[pair.current]) for pair in pairs if pair.prior and pair.current]
        rows = [(target, outcome, checking.reaches(target.figure, outcome.figure)) for target, outcome in both]
        return frames.targets_frame(rows)

    def explain(self, name: str, *, lang: str | None = None) -> str:
        """Return why the metrics whose names contain `name` are paired as they are, or not: reasons and runner-up.

        >>> from reportdiff import compare, parse
        >>> before, after = parse("全年受理申请132件。", year=2022), parse("全年受理申请287件。", year=2023)
        >>> compare(before, after).explain("申请").splitlines()[0]
        '受理申请 132件 → 受理申请 287件：可信度 0.99'
        """
        require_type(name, str, "name", "errors.wanted_name_part")
        return alignment.explain(self.prior, self.current, self.result.pairs, name, lang=chosen_language(lang))

    def to_frame(self) -> DataFrame:
        """The change table as a DataFrame, the same as `changes`."""
        return self.changes

    @classmethod
    def from_json(cls, text: str) -> Comparison:
        """Return the comparison that `to_json` wrote; raise `ResultFormatError` for another text.

        >>> from reportdiff import compare, parse
        >>> before, after = parse("全年受理申请132件。", year=2022), parse("全年受理申请287件。", year=2023)
        >>> diff = compare(before, after)
        >>> Comparison.from_json(diff.to_json()) == diff
        True
        """
        return cls(rendering.load_compared(text))
