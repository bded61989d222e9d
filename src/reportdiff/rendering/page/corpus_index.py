"""Many issuers → one offline page: who has how many findings, the findings by issuer, and what could not be read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib import resources

from attrs import frozen

from reportdiff._version import __version__
from reportdiff.messages import sentence
from reportdiff.messages.labels import check_language, word
from reportdiff.model import Severity

__all__ = ["IssuerPart", "batch_summary", "render"]

_SEVERITIES = tuple(severity.value for severity in Severity)


@frozen
class IssuerPart:
    """What the page says of an issuer: its years, how many findings of each severity, and those that are listed.

    A finding holds severity, year, verdict, check, metric, message, quote and where.
    """

    issuer: str
    body: str
    years: Sequence[int]
    broken: int
    counts: Mapping[str, int]
    findings: Sequence[Mapping[str, object]]


def batch_summary(counts: Mapping[str, int], lang: str) -> tuple[str, ...]:
    """A few plain lines: how many issuers, reports, pairs, what could not be read, and the checks by verdict."""
    names = ("issuers", "reports", "pairs", "broken")
    line = sentence("renderings.corpus", lang, **{name: counts.get(name, 0) for name in names})
    verdicts = ("inconsistent", "rounding_difference", "within_precision", "consistent", "unchecked", "undefined")
    told = [f"{word('verdict', name, lang)} {counts[name]}" for name in verdicts if counts.get(name)]
    return (line, sentence("renderings.corpus_checks", lang, verdicts=tuple(told))) if told else (line,)


def render(
    folder: str,
    issuers: Sequence[IssuerPart],
    errors: Sequence[Mapping[str, str]],
    counts: Mapping[str, int],
    *,
    lang: str,
) -> str:
    """The page; the issuers with most to look at come first. An error holds file, error and message."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    check_language(lang)
    style = resources.files("reportdiff.rendering").joinpath("templates", "page.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=PackageLoader("reportdiff.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    ranked = sorted(issuers, key=lambda item: ([-item.counts.get(name, 0) for name in _SEVERITIES], item.issuer))
    return environment.get_template("corpus.html").render(
        html_lang="zh-CN" if lang == "zh" else "en",
        version=__version__,
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        title=f"{word('corpus', 'title', lang)}{'：' if lang == 'zh' else ': '}{folder}",
        w=lambda kind, code: word(kind, code, lang),
        left_out=lambda count: sentence("renderings.left_out", lang, count=count),
        summary=batch_summary(counts, lang),
        severities=_SEVERITIES,
        issuers=[_issuer(item, lang) for item in ranked],
        total=sum(sum(item.counts.values()) for item in issuers),
        errors=errors,
    )


def _issuer(item: IssuerPart, lang: str) -> Mapping[str, object]:
    comma = "，" if lang == "zh" else ", "
    told = [f"{word('severity', name, lang)} {item.counts[name]}" for name in _SEVERITIES if item.counts.get(name)]
    known = not item.body or item.body in item.issuer
    return {
        "label": item.issuer if known else f"{item.body} ({item.issuer})",
        "years": _years(item.years),
        "counts": [item.counts.get(name, 0) for name in _SEVERITIES],
        "broken": item.broken,
        "told": comma.join(told),
        "findings": [row for row in item.findings if row["severity"] != Severity.NOTE.value],
        "notes": [row for row in item.findings if row["severity"] == Severity.NOTE.value],
        "left_out": sum(item.counts.values()) - len(item.findings),
    }


def _years(years: Sequence[int]) -> str:
    """2019–2021, 2023."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
