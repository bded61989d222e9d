"""Count what findings proved to be on annotated documents, and what their confidence means there.

`python tests/confidence.py` prints the counts of each kind of finding and the table of confidences; `--write` also puts
the counts into lexicon/confidence.toml and the table into docs/verdicts.md, `-v` lists the findings. A finding's
confidence in the table leaves out the counts of its own document.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import frozen

from reportdiff import ReportdiffError, read
from reportdiff.checking.confidence import Evidence, evidence_of, percent
from reportdiff.checking.registry import made_checks, weighed
from reportdiff.checking.report_index import ReportIndex
from reportdiff.model import Check, Severity
from running import ROOT, SHARED

__all__ = ["BINS", "JudgedFinding", "judged_findings", "kinds_of", "table_of"]

BINS = ((95, 100), (90, 94), (80, 89), (50, 79), (0, 49))
"""Ranges of confidence in percent, both ends included."""

_RIGHT = {"true": True, "missed": True, "false": False, "unsure": None}
_ENDS = re.compile(r"[。！？!?；;\n]")
_BLANK = re.compile(r"[\s|]+")
_BEGIN, _END = "<!-- confidence: begin -->\n", "<!-- confidence: end -->\n"
OWN = Path(__file__).parent / "gold_findings.tsv"


@frozen(kw_only=True)
class JudgedFinding:
    """A finding with what its confidence is made of, and whether it proved right."""

    file: str
    check: Check
    evidence: Evidence
    is_right: bool


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def _sentence(text: str, place: int) -> tuple[str, int]:
    """Return the sentence around a place with its start; of a table row its cells, one of equal neighbours."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    end = len(text) if end < 0 else end
    if text[start:end].lstrip().startswith("|"):
        cells = [cell.strip() for cell in text[start:end].strip().strip("|").split("|")]
        kept = [cell for at, cell in enumerate(cells) if cell and (at == 0 or cell != cells[at - 1])]
        return " ".join(kept), start
    before = list(_ENDS.finditer(text, start, place))
    after = _ENDS.search(text, place, end)
    start = before[-1].end() if before else start
    return text[start : after.end() if after else end].strip(), start


def key_of(index: ReportIndex, check: Check) -> str:
    """Return what names a finding in the tables of judgements: check, printed figures, hash of the sentence."""
    claim, metric = index.claims.get(check.claim or ""), index.metric(check.metric)
    spans = [item.span for item in check.evidence] or ([metric.span] if metric is not None else [])
    if claim is not None:
        spans = [claim.span]
    printed = [_BLANK.sub("", span.of(index.text)) for span in spans]
    surface = "/".join(printed if len(printed) <= 3 else [*printed[:2], f"…{len(printed)}"])[:120]
    place = spans[0].start if spans else 0
    sentence, start = _sentence(index.text, place)
    hashed = hashlib.sha1(_BLANK.sub("", sentence).encode()).hexdigest()[:8]
    nth = 1 + re.sub(r"\s+", "", index.text[start:place]).count(printed[0]) if printed and printed[0] else 1
    return f"{check.check}|{surface}|{hashed}" + (f"#{nth}" if nth > 1 else "")


@cache
def _judgements() -> Mapping[str, Mapping[str, bool | None]]:
    """Return for each file the judged findings by their key, without the hash too where that is enough."""
    found: dict[str, dict[str, bool | None]] = {}
    for path in (SHARED / "gold" / "alarms" / "judged.tsv", OWN):
        for row in _rows(path) if path.is_file() else ():
            key = row["key"].removeprefix(row["file"] + "|")
            found.setdefault(row["file"], {})[key] = _RIGHT[row["judgement"]]
    return found


def _judgement(file: str, key: str) -> bool | None:
    """Return whether a finding was judged right; None where nobody judged it."""
    known = _judgements().get(file, {})
    if key in known:
        return known[key]
    name, hashed = key.rsplit("|", 1)
    same = {right for other, right in known.items() if other.rsplit("|", 1)[0] == name}
    if len(same) == 1:
        return same.pop()
    _, surface = name.split("|", 1)
    missed = [other for other in known if other.startswith("-|") and other.endswith(hashed[:8])]
    return True if any(other.split("|")[1] in surface or surface in other.split("|")[1] for other in missed) else None


def _gold() -> Mapping[str, Sequence[tuple[int, int, bool]]]:
    """Return for each file of the open gold its claims that are wrong and those that are not."""
    found: dict[str, list[tuple[int, int, bool]]] = {}
    for row in _rows(SHARED / "gold" / "budget" / "claims.tsv"):
        wrong = row["verdict_alone"] in ("inconsistent", "rounding_difference")
        found.setdefault(row["file"], []).append((int(row["start"]), int(row["end"]), wrong))
    for row in _rows(SHARED / "gold" / "budget" / "errors.tsv"):
        if row["kind"].startswith(("claim:", "total:")):
            found.setdefault(row["file"], []).insert(0, (int(row["start"]), int(row["end"]), True))
    return found


def _right_in_gold(claims: Sequence[tuple[int, int, bool]], check: Check) -> bool | None:
    """Return whether the gold has an error at a finding; None where it says nothing of its figures."""
    spans = [item.span for item in check.evidence]
    near = [wrong for start, end, wrong in claims if any(span.start < end and start < span.end for span in spans)]
    return any(near) if near else None


def judged_findings() -> Iterator[JudgedFinding]:
    """Yield the findings of the annotated documents that were judged; documents that cannot be read are left out."""
    gold = _gold()
    for file in sorted({*_judgements(), *gold}):
        try:
            report = read(next((SHARED / "reports").rglob(file)))
        except ReportdiffError:
            continue
        index = ReportIndex(report)
        made = made_checks(index)
        for check, evidence in evidence_of(weighed(made, index), made, index):
            if evidence is None:
                continue
            right = _judgement(file, key_of(index, check))
            if right is None:
                spans = [item.span for item in check.evidence]
                near = [
                    wrong for start, end, wrong in gold.get(file, ()) for s in spans if s.start < end and start < s.end
                ]
                right = any(near) if near else None
            if right is not None:
                yield JudgedFinding(file=file, check=check, evidence=evidence, is_right=right)


def kinds_of(findings: Sequence[JudgedFinding], without: str = "") -> Mapping[str, tuple[int, int]]:
    """Return how many findings of each kind are right and wrong, those of one file left out."""
    counts = Counter((found.evidence.kind, found.is_right) for found in findings if found.file != without)
    return {kind: (counts[kind, True], counts[kind, False]) for kind in sorted({kind for kind, _ in counts})}


def table_of(findings: Sequence[JudgedFinding]) -> str:
    """Return the table of confidences, and of severities, as Markdown."""
    rated = []
    for found in findings:
        counts = kinds_of(findings, found.file).get(found.evidence.kind, (0, 0))
        rated.append((percent(found.evidence, *counts), found))
    lines = ["| confidence | findings | right | share |", "|---|---|---|---|"]
    groups = [
        (f"{low} to {high} %", [found for confidence, found in rated if low <= confidence <= high])
        for low, high in BINS
    ]
    for severity in (Severity.ERROR, Severity.WARNING, Severity.QUESTION):
        groups.append((f"severity `{severity}`", [found for _, found in rated if found.check.severity is severity]))
    for title, group in groups:
        right = sum(found.is_right for found in group)
        lines.append(
            f"| {title} | {len(group)} | {right} | {100 * right // len(group)} % |" if group else f"| {title} | 0 | | |"
        )
    return "\n".join(lines) + "\n"


def _write(findings: Sequence[JudgedFinding]) -> None:
    """Put the counts into the lexicon and the table into the docs; the examples of the rows stay."""
    path = ROOT / "src" / "reportdiff" / "lexicon" / "confidence.toml"
    text = path.read_text(encoding="utf-8")
    for kind, (right, wrong) in kinds_of(findings).items():
        text = re.sub(
            rf'(kind = "{re.escape(kind)}"\n)right = \d+\nwrong = \d+\n', rf"\1right = {right}\nwrong = {wrong}\n", text
        )
    path.write_text(text, encoding="utf-8")
    page = ROOT / "docs" / "verdicts.md"
    before, rest = page.read_text(encoding="utf-8").split(_BEGIN)
    page.write_text(before + _BEGIN + "\n" + table_of(findings) + "\n" + _END + rest.split(_END)[1], encoding="utf-8")


if __name__ == "__main__":
    every = list(judged_findings())
    for kind, counted in kinds_of(every).items():
        print(f"{kind:20} right {counted[0]:3} wrong {counted[1]:3}")
    print(table_of(every))
    if "-v" in sys.argv:
        for found in every:
            print(found.is_right, found.file, found.check.severity, found.evidence, found.check.message.zh[:150])
    if "--write" in sys.argv:
        _write(every)
