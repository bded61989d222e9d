"""Write one offline page for many issuers: their counts of findings, the findings, and the files that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from reportdiff.messages import sentence
from reportdiff.messages.labels import word
from reportdiff.model import Severity, Verdict
from reportdiff.rendering.page.template import fill_template
from reportdiff.rendering.wording import labelled, listed

__all__ = ["IssuerPart", "batch_summary", "render"]

_SEVERITIES = tuple(severity.value for severity in Severity)
_VERDICTS = ("inconsistent", "rounding_difference", "within_precision", "consistent", "unchecked", "undefined")


@frozen(kw_only=True)
class IssuerPart:
    """The part of the page about one issuer.

    Attributes:
        issuer: The name by which its reports are kept together.
        body: The issuer as its reports name it.
        years: The years of its reports.
        broken: The number of files that could not be read.
        counts: The number of findings of each severity.
        findings: The findings that are listed, each with severity, year, verdict, check, metric, message, quote, where.
    """

    issuer: str
    body: str
    years: Sequence[int]
    broken: int
    counts: Mapping[str, int]
    findings: Sequence[Mapping[str, object]]


def batch_summary(counts: Mapping[str, int], lang: str) -> tuple[str, ...]:
    """Return a few plain lines: how many issuers, reports, pairs and failures, and the checks by verdict."""
    names = ("issuers", "reports", "pairs", "broken")
    line = sentence("renderings.corpus", lang, **{name: counts.get(name, 0) for name in names})
    verdicts = _counted("verdict", _VERDICTS, counts, lang)
    return (line, sentence("renderings.corpus_checks", lang, verdicts=verdicts)) if verdicts else (line,)


def render(
    folder: str,
    issuers: Sequence[IssuerPart],
    errors: Sequence[Mapping[str, str]],
    counts: Mapping[str, int],
    *,
    lang: str,
) -> str:
    """Return the page; the issuers with the most and worst findings come first.

    Args:
        folder: The name of the folder of reports.
        issuers: The part of each issuer.
        errors: The failures, each with file, error and message.
        counts: The numbers of `batch_summary`.
        lang: The language of the page, "zh" or "en".
    """
    ranked = sorted(issuers, key=lambda item: ([-item.counts.get(name, 0) for name in _SEVERITIES], item.issuer))
    return fill_template(
        "corpus.html",
        lang=lang,
        left_out=lambda count: sentence("renderings.left_out", lang, count=count),
        title=labelled(word("corpus", "title", lang), folder, lang),
        summary=batch_summary(counts, lang),
        severities=_SEVERITIES,
        issuers=[_issuer(item, lang) for item in ranked],
        total=sum(sum(item.counts.values()) for item in issuers),
        errors=errors,
    )


def _issuer(item: IssuerPart, lang: str) -> Mapping[str, object]:
    known = not item.body or item.body in item.issuer
    return {
        "label": item.issuer if known else f"{item.body} ({item.issuer})",
        "years": _years(item.years),
        "counts": [item.counts.get(name, 0) for name in _SEVERITIES],
        "broken": item.broken,
        "counted": listed(_counted("severity", _SEVERITIES, item.counts, lang), lang),
        "findings": [_finding(row, lang) for row in item.findings if row["severity"] != Severity.NOTE],
        "notes": [_finding(row, lang) for row in item.findings if row["severity"] == Severity.NOTE],
        "left_out": sum(item.counts.values()) - len(item.findings),
    }


def _finding(row: Mapping[str, object], lang: str) -> Mapping[str, object]:
    """Return a finding with how it stands: its verdict, or of one without it its severity."""
    verdict, severity = str(row["verdict"]), str(row["severity"])
    if verdict != Verdict.UNCHECKED:
        said = f"{word('mark', verdict, lang)} {word('verdict', verdict, lang)} · {word('severity', severity, lang)}"
        return {**row, "standing": verdict, "said": said}
    return {**row, "standing": severity, "said": word("severity", severity, lang)}


def _counted(kind: str, codes: Sequence[str], counts: Mapping[str, int], lang: str) -> tuple[str, ...]:
    """Return the words of the codes that occur, with their counts."""
    return tuple(f"{word(kind, code, lang)} {counts[code]}" for code in codes if counts.get(code))


def _years(years: Sequence[int]) -> str:
    """Return years in one line, runs as their ends: "2019–2021, 2023"."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
