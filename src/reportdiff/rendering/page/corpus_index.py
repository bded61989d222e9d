"""Write one offline page for many issuers: each report's counts and findings, and the files that failed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from attrs import frozen

from reportdiff.messages import sentence
from reportdiff.messages.labels import word
from reportdiff.model import Severity, Verdict
from reportdiff.rendering.page.template import fill_template
from reportdiff.rendering.wording import labelled, listed

__all__ = ["ReportPart", "batch_summary", "render"]

_SEVERITIES = tuple(severity.value for severity in Severity)
_COLUMNS = ("claims", "decided", *_SEVERITIES, "warnings")


@frozen(kw_only=True)
class ReportPart:
    """A report on the page: its row of `reports.parquet`, and the comparison page that was written of it, if any."""

    row: Mapping[str, object]
    page: str | None = None

    def count(self, name: str) -> int:
        """Return one of the row's counts."""
        value = self.row[name]
        return value if isinstance(value, int) else 0


def batch_summary(counts: Mapping[str, int], lang: str) -> tuple[str, ...]:
    """Return a few plain lines: issuers, reports, pairs and failures; claims, how many were decided, and findings."""
    names = ("issuers", "reports", "pairs", "broken")
    line = sentence("renderings.corpus", lang, **{name: counts.get(name, 0) for name in names})
    found = _counted("severity", _SEVERITIES, counts, lang) or (word("phrase", "none", lang),)
    claims = {name: counts.get(name, 0) for name in ("claims", "decided")}
    accepted = counts.get("accepted") or ""
    return (line, sentence("renderings.corpus_checks", lang, findings=found, accepted=accepted, **claims))


def render(
    folder: str,
    reports: Sequence[ReportPart],
    issuers: Mapping[str, tuple[str, Sequence[Mapping[str, object]]]],
    errors: Sequence[Mapping[str, str]],
    *,
    warnings: Sequence[Mapping[str, str]],
    counts: Mapping[str, int],
    lang: str,
) -> str:
    """Return the page; the reports and the issuers with the most and worst findings come first.

    Args:
        folder: The name of the folder of reports.
        reports: The reports.
        issuers: Of each issuer its name as its reports print it, and the findings that are listed, each with severity,
            year, verdict, check, metric, message, quote and where.
        errors: The failures, each with file, error and message.
        warnings: What a reader should know of a file, each with file and message.
        counts: The numbers of `batch_summary`.
        lang: The language of the page, "zh" or "en".
    """
    ranked = sorted(reports, key=lambda part: [-part.count(name) for name in _SEVERITIES])
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for part in reports:
        found[str(part.row["issuer"])].update({name: part.count(name) for name in _SEVERITIES})
    worst = sorted(issuers, key=lambda issuer: ([-found[issuer][name] for name in _SEVERITIES], issuer))
    places = {issuer: place for place, issuer in enumerate(worst, start=1)}
    return fill_template(
        "corpus.html",
        lang=lang,
        scripts=("index.js",),
        left_out=lambda count: sentence("renderings.left_out", lang, count=count),
        title=labelled(word("corpus", "title", lang), folder, lang),
        summary=batch_summary(counts, lang),
        columns=_COLUMNS,
        severities=_SEVERITIES,
        reports=[
            {
                "label": _label(str(part.row["issuer"]), issuers[str(part.row["issuer"])][0]),
                "place": places[str(part.row["issuer"])] if found[str(part.row["issuer"])].total() else 0,
                "years": "→".join(str(part.row[name]) for name in ("since", "year") if part.row[name]),
                "files": " → ".join(str(part.row[name]) for name in ("since_file", "file") if part.row[name]),
                "counts": [(name, part.count(name)) for name in _COLUMNS],
                "page": part.page,
            }
            for part in ranked
        ],
        issuers=[_issuer(issuer, *issuers[issuer], found[issuer], lang) for issuer in worst],
        total=sum(counter.total() for counter in found.values()),
        errors=errors,
        warnings=warnings,
    )


def _label(issuer: str, body: str) -> str:
    return issuer if not body or body in issuer else f"{body} ({issuer})"


def _issuer(
    issuer: str, body: str, findings: Sequence[Mapping[str, object]], counts: Counter[str], lang: str
) -> Mapping[str, object]:
    return {
        "label": _label(issuer, body),
        "counted": listed(_counted("severity", _SEVERITIES, counts, lang), lang),
        "findings": [_finding(row, lang) for row in findings if row["severity"] != Severity.NOTE],
        "notes": [_finding(row, lang) for row in findings if row["severity"] == Severity.NOTE],
        "left_out": counts.total() - len(findings),
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
