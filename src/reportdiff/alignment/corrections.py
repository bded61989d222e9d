"""Read what a person decided about pairs from a TOML file, and write doubtful pairs for a person to decide.

```toml
# reportdiff.toml, next to the reports
[[confirm]]                      # these two are the same metric
prior = "受理行政复议申请"
current = "新收复议申请"
issuer = "甲市人民政府"            # optional: only for this issuer's reports

[[forbid]]                       # these two are not
prior = "背街巷道改造"
current = "背街巷道改造投资"

[[alias]]                        # words that this issuer uses for one another
words = ["东山组团", "新城区"]

[[known]]                        # names that mean one metric, in whatever year
names = ["受理行政复议申请", "新收复议申请"]

[[accept]]                       # a finding that stays accepted while its figures stay the same
check = "growth"
metric = "销售费用"
stated = "23.08%"
recomputed = "14.20"
reason = "口径调整"

[materiality]                    # smaller deviations are notes
amount = "5万元"
points = 0.1
```
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

from attrs import evolve, field, frozen

from reportdiff.alignment.known_names import KnownName
from reportdiff.errors import LexiconError
from reportdiff.messages import phrase, reason_of
from reportdiff.model import AcceptRule, Materiality, Metric, Pair, Phrase, Report
from reportdiff.text.scales import SCALES, split_scale

__all__ = ["AliasRule", "Corrections", "PairRule", "accept_text", "load_corrections", "parse_corrections"]
__all__ += ["review_text"]

_MAX_CHARACTERS, _MAX_LINE = 2_000_000, 2_000
_DOTTED_KEY = re.compile(r"^[ \t]*\[*[ \t]*[\w-]+[ \t]*\.[^=\n]{0,40}", re.MULTILINE)
_LIMITS = "materiality"
_RULES = ("confirm", "forbid", "alias", "known", "accept", _LIMITS)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(\D*)")
_HEAD = """\
# Doubtful pairs of metrics. Where both are the same metric, take the marks off the lines from [[confirm]] on; where
# they are not, do so too and write [[forbid]] for [[confirm]]. What stays commented out decides nothing. The next
# comparison of reports in this folder reads this file.
"""


@frozen
class PairRule:
    """Two names that are (or are not) the same metric; `issuer` limits the rule to one issuer's reports."""

    prior: str
    current: str
    issuer: str | None = None


@frozen
class AliasRule:
    """Words that stand for one another in names; the first is the one they are read as."""

    words: tuple[str, ...]
    issuer: str | None = None


@frozen(kw_only=True)
class Corrections:
    """Everything that a corrections file says."""

    confirm: tuple[PairRule, ...] = ()
    forbid: tuple[PairRule, ...] = ()
    alias: tuple[AliasRule, ...] = ()
    known: tuple[KnownName, ...] = ()
    accept: tuple[AcceptRule, ...] = ()
    materiality: tuple[Materiality, ...] = ()
    source: str = field(default="", eq=False)

    def of(self, issuer: str | None) -> Corrections:
        """Return the rules that hold for one issuer's reports."""
        return evolve(
            self,
            confirm=tuple(rule for rule in self.confirm if rule.issuer in (None, issuer)),
            forbid=tuple(rule for rule in self.forbid if rule.issuer in (None, issuer)),
            alias=tuple(rule for rule in self.alias if rule.issuer in (None, issuer)),
            known=tuple(rule for rule in self.known if rule.issuer in (None, issuer)),
        )

    @property
    def known_names(self) -> tuple[KnownName, ...]:
        """Return the names that mean one metric: those said to, and those of confirmed pairs."""
        forbidden = {frozenset((rule.prior, rule.current)) for rule in self.forbid}
        confirmed = (KnownName(names=(rule.prior, rule.current), issuer=rule.issuer) for rule in self.confirm)
        return tuple(row for row in (*confirmed, *self.known) if frozenset(row.names) not in forbidden)

    @property
    def words(self) -> Mapping[str, str]:
        """Return each word of the alias rules with the word that it is read as."""
        return {word: rule.words[0] for rule in self.alias for word in rule.words}


def load_corrections(path: str | os.PathLike[str]) -> Corrections:
    """Return the corrections in a TOML file.

    Args:
        path: The file.

    Raises:
        LexiconError: The file is missing, is not UTF-8 text, or has a rule that is wrong; names file, rule and key.
    """
    try:
        with Path(path).open(encoding="utf-8") as opened:
            text = opened.read(_MAX_CHARACTERS + 1)
    except FileNotFoundError as error:
        raise LexiconError("errors.no_rules_file", path=str(path)) from error
    except (OSError, ValueError) as error:  # UnicodeError among them, and a NUL in the path
        raise LexiconError("errors.rules_unreadable", path=str(path), reason=reason_of(error)) from error
    return parse_corrections(text, str(path))


def parse_corrections(text: str, source: str = "corrections") -> Corrections:
    """Return the corrections in a TOML text; `source` names it in errors.

    >>> parse_corrections('[[forbid]]\\nprior = "网格"\\ncurrent = "微网格"').forbid[0].current
    '微网格'
    """
    import tomllib

    if len(text) > _MAX_CHARACTERS or max(map(len, text.splitlines()), default=0) > _MAX_LINE:
        raise LexiconError("errors.rules_too_long", path=source)
    if (dotted := _DOTTED_KEY.search(text)) is not None:  # each of its dots is a table in a table
        raise LexiconError("errors.no_such_rule", path=source, rule=dotted[0].strip(), known=_RULES)
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also for a number too long, or lists in lists
        raise LexiconError("errors.rules_not_toml", path=source, reason=reason_of(error)) from error
    unknown = sorted(set(tables) - set(_RULES))
    if unknown:
        raise LexiconError("errors.no_such_rule", path=source, rule=unknown[0], known=_RULES)
    limits = tables.get(_LIMITS, [])
    tables[_LIMITS] = [limits] if isinstance(limits, dict) else limits
    return Corrections(
        confirm=tuple(_pair(row, place) for row, place in _rows(tables, "confirm", source)),
        forbid=tuple(_pair(row, place) for row, place in _rows(tables, "forbid", source)),
        alias=tuple(_alias(row, place) for row, place in _rows(tables, "alias", source)),
        known=tuple(_known(row, place) for row, place in _rows(tables, "known", source)),
        accept=tuple(_accept(row, place) for row, place in _rows(tables, "accept", source)),
        materiality=tuple(_limit(row, place) for row, place in _rows(tables, _LIMITS, source)),
        source=source,
    )


def _rows(tables: Mapping[str, object], name: str, source: str) -> list[tuple[dict[str, object], Phrase]]:
    """Return the rules of one kind, each with its place in the file."""
    rows = tables.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise LexiconError("errors.rule_heading", path=source, rule=name, heading=f"[[{name}]]")
    return [
        (row, phrase("errors.rule_place", path=source, rule=name, number=number if name != _LIMITS else ""))
        for number, row in enumerate(rows, start=1)  # [materiality] has no number
    ]


def _text(row: Mapping[str, object], key: str, place: Phrase) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LexiconError("errors.rule_text", place=place, key=key)
    return value


def _checked(row: Mapping[str, object], keys: set[str], place: Phrase) -> str | None:
    unknown = sorted(set(row) - keys - {"issuer"})
    if unknown:
        known = tuple(sorted(keys | {"issuer"}))
        raise LexiconError("errors.no_such_key", place=place, key=unknown[0], known=known)
    return _text(row, "issuer", place) if "issuer" in row else None


def _pair(row: Mapping[str, object], place: Phrase) -> PairRule:
    issuer = _checked(row, {"prior", "current"}, place)
    return PairRule(_text(row, "prior", place), _text(row, "current", place), issuer)


def _alias(row: Mapping[str, object], place: Phrase) -> AliasRule:
    issuer = _checked(row, {"words"}, place)
    return AliasRule(_several(row, "words", place), issuer)


def _known(row: Mapping[str, object], place: Phrase) -> KnownName:
    issuer = _checked(row, {"names"}, place)
    return KnownName(names=_several(row, "names", place), issuer=issuer)


def _several(row: Mapping[str, object], key: str, place: Phrase) -> tuple[str, ...]:
    texts = row.get(key)
    if not isinstance(texts, list) or len(texts) < 2 or not all(isinstance(text, str) and text for text in texts):
        raise LexiconError("errors.rule_list", place=place, key=key)
    return tuple(texts)


def _accept(row: Mapping[str, object], place: Phrase) -> AcceptRule:
    issuer = _checked(row, {"check", "metric", "stated", "recomputed", "reason"}, place)
    given = {key: _text(row, key, place) for key in ("recomputed", "reason") if key in row}
    for key in ("metric", "stated"):  # a finding about a table or a sentence has no metric, or no figure
        given[key] = "" if row.get(key, "") == "" else _text(row, key, place)
    if not any(given.get(key) for key in ("metric", "stated", "recomputed")):
        raise LexiconError("errors.rule_text", place=place, key="metric")
    return AcceptRule(check=_text(row, "check", place), **given, issuer=issuer)


def _limit(row: Mapping[str, object], place: Phrase) -> Materiality:
    issuer = _checked(row, {"amount", "points"}, place)
    limits = {key: _number(row, key, place) for key in ("amount", "points") if key in row}
    return Materiality(**limits, issuer=issuer)


def _number(row: Mapping[str, object], key: str, place: Phrase) -> Fraction:
    """Return a number, or one with a scale word and a unit: 5万元."""
    match = _AMOUNT.fullmatch("".join(str(row[key]).split()))
    scale = split_scale(match[2])[0] if match is not None and match[2] not in SCALES else match[2] if match else ""
    if match is None or isinstance(row[key], bool):
        raise LexiconError("errors.rule_number", place=place, key=key)
    return Fraction(match[1]) * SCALES.get(scale, 1)


def accept_text(rule: AcceptRule) -> str:
    """Return an accepted finding as a corrections file writes it."""
    keys = ("check", "metric", "stated", "recomputed", "reason", "issuer")
    lines = [f"{key} = {_quoted(value)}" for key in keys if (value := getattr(rule, key))]
    return "\n".join(["[[accept]]", *lines]) + "\n"


def review_text(prior: Report, current: Report, pairs: Iterable[Pair], known: Corrections, existing: str = "") -> str:
    """Return a corrections file with the pairs that a person should look at added at its end, commented out.

    A pair that the file already names, decided or not, is not added again; without a new one the text stays as it is.

    Args:
        prior: Last year's report.
        current: This year's report.
        pairs: The pairs that were found between them.
        known: What the file decides so far.
        existing: The text of the file so far.
    """
    metrics = {metric.id: metric for metric in prior.metrics}, {metric.id: metric for metric in current.metrics}
    decided = {(rule.prior, rule.current) for rule in (*known.confirm, *known.forbid)}
    blocks: list[str] = []
    for pair in pairs:
        if not pair.review or pair.prior is None or pair.current is None:
            continue
        before, after = metrics[0][pair.prior], metrics[1][pair.current]
        names = (before.name, after.name)
        block = _undecided_rule(before, after, current.issuer)
        if names not in decided and block not in existing and block not in blocks:
            blocks.append(block)
    if not blocks:
        return existing
    return "\n".join([existing.rstrip("\n") + "\n" if existing else _HEAD, *blocks])


def _undecided_rule(prior: Metric, current: Metric, issuer: str | None) -> str:
    lines = [
        f"# {_on_one_line(prior.figure.surface)} -> {_on_one_line(current.figure.surface)}",
        "# [[confirm]]",
        f"# prior = {_quoted(prior.name)}",
        f"# current = {_quoted(current.name)}",
    ]
    if issuer:
        lines.append(f"# issuer = {_quoted(issuer)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return '"' + _on_one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
