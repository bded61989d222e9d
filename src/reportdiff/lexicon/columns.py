"""Rows of columns.toml: the role that the head of a table column gives to the figures under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

from attrs import evolve, field, frozen

from reportdiff.lexicon.parts_of_year import PARTS_OF_YEAR, part_of_year
from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.unit_labels import is_unit, unit_in
from reportdiff.text.normalize import normalize_years

__all__ = ["CHANGE_COLUMNS", "DATED_COLUMNS", "FLOW_COLUMNS", "PLANS", "RATE_COLUMNS", "RATIO_COLUMNS", "ColumnHead"]
__all__ += ["TIME_COLUMNS", "ColumnRole", "ColumnRow", "Head", "Version", "When", "column_head", "head_of"]
__all__ += ["is_opening", "when_of"]

_LONGEST = 40  # characters of a head that has a role
_PART = re.compile(r"@([\w ]+)@")
_RELATIVE = ("now", "before")
_FORMULA = re.compile(r"[（(][A-Za-z0-9=＝/*+\-－×÷%①-⑨]{1,12}[)）]$")
_RATE_OF_CHANGE = re.compile("[增减变升降涨跌长动化](?:率|幅度?|速度?|比例|百分[比率])$")  # 销量（吨） | 增长率
_LAST_BRACKET, _PERCENT = re.compile(r"[（(]([^（()）]{2,8})[)）]$"), re.compile(r"[（(][%％][)）]$")
_UP_TO = re.compile("^截[至止]([12])")
_NUMBER, _YEAR_END = re.compile("[0-9]+"), "12-31"
_BOTH_SIGNS = re.compile(r"[（(](?:±|[+＋][/／、,，]?[-－])[）)]$")  # 同比增减（±）


class ColumnRole(StrEnum):
    """Role of a column (columns.toml describes each); `OTHER` if its head is not in the lexicon."""

    INDEX = "index"
    NOTE = "note"
    UNIT = "unit"
    CODE = "code"
    LABEL = "label"
    RANK = "rank"
    PRIOR = "prior"
    CURRENT = "current"
    OPENING = "opening"
    CLOSING = "closing"
    PERCENT = "percent"
    POINTS = "points"
    ABSOLUTE = "absolute"
    AVERAGE = "average"
    TIMES_MORE = "times_more"  # a cell of a percentage column that prints 倍
    INCREASE = "increase"
    INFLOW = "inflow"
    OUTFLOW = "outflow"
    SHARE = "share"
    COMPLETION = "completion"
    SCORE = "score"
    OTHER = ""


class Version(StrEnum):
    """The version of a figure that a head names: parts of head_words.toml."""

    INITIAL = "initial"
    BUDGET = "budget"
    ADJUSTED = "adjusted"
    OUTCOME = "outcome"
    PLAN = "plan"
    RESTATED = "restated"
    UNRESTATED = "unrestated"
    NONE = ""


_RECOUNTS = (Version.RESTATED, Version.UNRESTATED)
PLANS = frozenset({Version.INITIAL, Version.BUDGET, Version.ADJUSTED, Version.PLAN})
"""The versions of what was planned."""
RATE_COLUMNS = frozenset({ColumnRole.PERCENT, ColumnRole.POINTS, ColumnRole.AVERAGE})
"""Columns of changes in percent or in percentage points."""
CHANGE_COLUMNS = RATE_COLUMNS | {ColumnRole.ABSOLUTE, ColumnRole.TIMES_MORE}
"""Columns of changes between two others."""
TIME_COLUMNS = frozenset({ColumnRole.PRIOR, ColumnRole.CURRENT, ColumnRole.OPENING, ColumnRole.CLOSING})
"""Columns of levels of one time."""
DATED_COLUMNS = CHANGE_COLUMNS | TIME_COLUMNS
"""Columns that belong to one year, or to the change between two."""
RATIO_COLUMNS = RATE_COLUMNS | {ColumnRole.SHARE, ColumnRole.COMPLETION}
"""Columns of percentages and percentage points."""
FLOW_COLUMNS = frozenset({ColumnRole.INCREASE, ColumnRole.INFLOW, ColumnRole.OUTFLOW})
"""Columns of what a balance gained and lost."""
_RELATIONS = CHANGE_COLUMNS | FLOW_COLUMNS | {ColumnRole.SHARE, ColumnRole.COMPLETION, ColumnRole.RANK}


@frozen(kw_only=True)
class ColumnRow:
    """The patterns of heads that give a column one role, with the unit that its figures must be in."""

    means: ColumnRole = field(converter=ColumnRole)
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    unit: str = ""
    time: bool = False


@frozen(kw_only=True)
class When:
    """The time that a head names: a printed `year`, or one told from the report's own by `offset`.

    `balance`: the end of that year rather than its course, so that 年初 is the end of the year before. `part` is a part
    of the year ("Q3", "H1", "M1-9"), "" for the whole; `day` the month and day of a balance that is no year's end.
    """

    year: int | None = None
    offset: int = 0
    balance: bool = False
    part: str = ""
    day: str = field(default="", repr=False)
    same_part: bool = field(
        default=False, repr=False, eq=False
    )  # 上年同期: the part of the year that the column beside names

    @property
    def printed_part(self) -> str:
        """The part of the year, "" for a month or quarter that is not printed (本月)."""
        return "" if self.part in _RELATIVE else self.part

    def in_year(self, own: int | None) -> int | None:
        """Return the year itself, in a report of the year `own`."""
        if self.year is not None or own is None:
            return self.year
        return own + self.offset

    def within(self, other: When) -> When:
        """Return this time with the year, or the part of one, that only the label of the other axis names.

        >>> When(part="M3").within(When(year=2022)), When(offset=-1).within(When(part="M3")).part
        (When(year=2022, offset=0, balance=False, part='M3'), 'M3')
        """
        if self.balance or other.balance or bool(self.part) == bool(other.part):
            return self
        dated = next((each for each in (self, other) if each.year or each.offset), self)
        return evolve(self, year=dated.year, offset=dated.offset, part=self.part or other.part)


@frozen(kw_only=True)
class Head:
    """A column head: its role, the year it prints, and the rest that belongs to the name of its figures.

    `own` and `version` are the time and version of the figures, `base` and `base_version` those of what a change or a
    completion compares them with.
    """

    means: ColumnRole = field(converter=ColumnRole)
    year: int | None = None
    rest: str = ""
    own: When | None = None
    version: Version = Version.NONE
    base: When | None = None
    base_version: Version = Version.NONE


@frozen(kw_only=True)
class ColumnHead:
    """What all heads over a column say together; `subject` is what they say beside role, times and versions.

    `names_subject`: the head of a change itself says of what it is (营业收入比上年增减). `monthly`: 环比, a change
    against the part of the year before.
    """

    role: ColumnRole
    own: When | None = None
    version: Version = Version.NONE
    base: When | None = None
    base_version: Version = Version.NONE
    subject: tuple[str, ...] = ()
    names_subject: bool = False
    monthly: bool = False


@cache
def _part(name: str) -> str:
    """Return the regular expression that a part of head_words.toml, or a group of parts, stands for."""
    if name in ("version", "planned"):
        versions = (version for version in Version if version and (name == "version" or version in PLANS))
        return "|".join(pattern("head_words", version).pattern for version in versions)
    if name == "month":
        return "|".join(pattern("head_words", each).pattern for each in (*PARTS_OF_YEAR, "months"))
    if name == "partly":
        return f"(?:{_part('month')})?(?:累计)?"
    if name == "when":
        dated = f"(?:{_part('dated')})(?:{_part('first day')}|{_part('last day')}|同期)?"
        times = "|".join(_part(each) for each in ("opening", "closing", "prior", "current"))
        return f"(?:{dated}|{times}){_part('partly')}|{_part('month')}"
    return pattern("head_words", name).pattern


def _expanded(expression: str) -> str:
    return _PART.sub(lambda match: f"(?:{_part(match[1])})", expression)


def _expressions(row: ColumnRow) -> Iterator[str]:
    """Yield the patterns of a row; a time may have a version, a noun, or the name of its figures beside it."""
    if not row.time:
        yield from map(_expanded, row.patterns)
        return
    own, noun, version = (
        f"(?P<own>{'|'.join(map(_expanded, row.patterns))})的?",
        _expanded("@noun@"),
        _expanded("@version@"),
    )
    yield f"{own}{noun}?"
    yield f"{own}(?:{noun})?[（(]?(?P<rest>(?P<version>{version}){noun}?)[）)]?"
    yield f"{own}(?P<rest>.{{2,20}})"
    yield rf"(?P<rest>[^\d]{{2,20}}?)[（(]?{own}[）)]?{noun}?"


@cache
def _patterns(role: ColumnRole | None = None) -> tuple[tuple[ColumnRow, tuple[re.Pattern[str], ...]], ...]:
    """Return the rows in order, or those of one role, with their patterns."""
    rows = [row for row in load_rows("columns", ColumnRow) if role is None or row.means is role]
    return tuple((row, tuple(map(re.compile, _expressions(row)))) for row in rows)


@lru_cache(maxsize=1)
def _versions() -> tuple[tuple[Version, re.Pattern[str]], ...]:
    noun = _part("noun")
    return tuple(
        (version, re.compile(f"(?:{pattern('head_words', version).pattern})(?:{noun})?"))
        for version in Version
        if version
    )


def _version_of(words: str | None) -> Version:
    """Return the version that words name, and nothing else."""
    return next((version for version, named in _versions() if words and named.fullmatch(words)), Version.NONE)


@lru_cache(maxsize=1024)
def when_of(words: str) -> When | None:
    """Return the time that words name; None where they name something else too.

    >>> when_of("2023年初"), when_of("上年同期")
    (When(year=2022, offset=0, balance=True, part=''), When(year=None, offset=-1, balance=False, part=''))
    """
    bare = _UP_TO.sub(r"\1", normalize_years("".join(words.split())))
    when, rest = When(), bare
    for name, change in (
        ("dated", {}),
        ("opening", {"offset": -1, "balance": True}),
        ("closing", {"balance": True}),
        ("prior", {"offset": -1}),
        ("current", {}),
    ):
        match = pattern("head_words", name).match(bare)
        if match is not None:
            when, rest = evolve(when, **change), bare[match.end() :]
            if name == "dated":
                when = evolve(when, year=int(bare[:4]))
                break
            if not rest or part_of_year(rest) is not None:
                break
    if when.year is not None and pattern("head_words", "first day").fullmatch(rest):
        return evolve(when, year=when.year - 1, balance=True)
    if when.year is not None and pattern("head_words", "last day").fullmatch(rest):
        day = "-".join(f"{int(number):02}" for number in _NUMBER.findall(rest))
        return evolve(when, balance=True, day="" if day == _YEAR_END else day)
    part = part_of_year(rest)
    return evolve(when, part=part, same_part="同期" in bare) if part is not None and bare else None


@lru_cache(maxsize=4096)
def head_of(words: str, unit: str = "") -> Head:
    """Return what one head without its unit says; `unit` is the unit of the column's figures if known.

    >>> head_of("上年数").means.value, head_of("2024年度决算数").year, head_of("2024年度决算数").rest
    ('prior', 2024, '决算数')
    >>> head_of("增减", "%").means.value, head_of("增减", "件").means.value
    ('percent', 'absolute')
    >>> head_of("本年比上年增减（调整后）", "%").base_version.value
    'restated'
    """
    bare = normalize_years(_BOTH_SIGNS.sub("", _without_formula(words)))
    if len(bare) > _LONGEST:
        return Head(means=ColumnRole.OTHER, rest=words)
    if (aside := _LAST_BRACKET.search(bare)) is not None and (version := _version_of(aside[1])) in _RECOUNTS:
        change = head_of(_PERCENT.sub("", bare[: aside.start()]), unit)
        if change.means in CHANGE_COLUMNS:
            return evolve(change, base_version=version)  # 本年比上年增减（调整后）
    rated = unit in ("%", "％", "‰") or _RATE_OF_CHANGE.search(bare) is not None
    of_unit = "points" if "百分点" in unit else "%" if rated else "amount"
    for row, patterns in _patterns():
        if row.unit and row.unit != of_unit:
            continue
        for expression in patterns:
            match = expression.fullmatch(bare)
            if match is not None:
                return _head(row, match.groupdict(), bare)
    return Head(means=ColumnRole.OTHER, rest=words, version=_version_of(bare))


def _without_formula(words: str) -> str:
    return _FORMULA.sub("", "".join(words.split()))


def is_opening(name: str) -> bool:
    """Return whether a name is the head of an opening balance; the few patterns of these heads tell it of most names.

    >>> is_opening("期初余额"), is_opening("办结件数")
    (True, False)
    """
    bare = normalize_years(_BOTH_SIGNS.sub("", _without_formula(unit_in(name)[0])))
    may_be = any(each.fullmatch(bare) for _, patterns in _patterns(ColumnRole.OPENING) for each in patterns)
    return may_be and column_head((name,)).role is ColumnRole.OPENING


@lru_cache(maxsize=1)
def _named_version() -> re.Pattern[str]:
    versions = "|".join(_part(each) for each in (Version.INITIAL, Version.ADJUSTED, Version.BUDGET, Version.OUTCOME))
    behind = f"(?!.*(?:{_part('fund')})$)(?P<rest>.{{2,14}}?)(?P<version>{versions})(?:{_part('noun')})?"
    ahead = f"(?P<ahead>{versions}|{_part(Version.PLAN)})(?P<what>(?:{_part('measured')})+)"  # 计划投资
    return re.compile(f"{ahead}|{behind}")


def _head(row: ColumnRow, groups: dict[str, str | None], bare: str) -> Head:
    own, base = (when_of(words) if (words := groups.get(name)) else None for name in ("own", "base"))
    rest = groups.get("rest") or ""
    relative = own is not None and own.part in _RELATIVE and row.means not in CHANGE_COLUMNS
    if relative or (row.time and rest and own is not None and own.year is None and row.means is ColumnRole.CURRENT):
        rest = rest if groups.get("version") else bare  # 本年制发件数
    return Head(
        means=row.means,
        year=own.year if own is not None and row.time else None,
        rest=rest,
        own=own,
        version=_version_of(groups.get("version")),
        base=base,
        base_version=_version_of(groups.get("base_version")),
    )


@lru_cache(maxsize=4096)
def column_head(path: tuple[str, ...], unit: str = "") -> ColumnHead:
    """Return what the heads over a column, outermost first, say together; the innermost that says something counts.

    >>> head = column_head(("2026年预算数", "比2025年执行数增减", "%"), "%")
    >>> head.role.value, head.own.year, head.version.value, head.base.year, head.base_version.value
    ('percent', 2026, 'budget', 2025, 'outcome')
    >>> column_head(("2023年初", "占总资产比例"), "%").subject
    ('占总资产比例',)
    """
    said = ColumnHead(role=ColumnRole.OTHER)
    subject: list[str] = []
    for label in reversed(path):
        words, own_unit = unit_in(label)
        bare = normalize_years(_without_formula(words))
        head = head_of(bare, unit or own_unit)
        role = head.means
        undecided = said.role in (ColumnRole.OTHER, ColumnRole.LABEL)
        if undecided and role in CHANGE_COLUMNS and subject:  # a part of a change: 本期增减变动 / 追加投资
            role = ColumnRole.OTHER
        if undecided or (said.role in TIME_COLUMNS and role in _RELATIONS):
            names = role in CHANGE_COLUMNS and bool(head.rest)
            said = evolve(said, role=role or said.role, names_subject=names, monthly="环比" in bare)
        words, version = _words_and_version(head, bare)
        said = evolve(
            said,
            own=said.own or head.own,
            version=said.version or version,
            base=said.base or head.base,
            base_version=said.base_version or head.base_version,
        )
        if words and not (_fully("noun", words) or _fully("neutral", words) or is_unit(words)):
            subject.append(words)
    return evolve(said, subject=tuple(reversed(subject)))


def _words_and_version(head: Head, bare: str) -> tuple[str, Version]:
    """Return what a head names beside its role and time, and the version: 全市收入完成 → 全市收入, an outcome."""
    if head.version or head.means is ColumnRole.COMPLETION:
        return "", head.version
    if head.means in CHANGE_COLUMNS:
        return head.rest, head.version
    words = head.rest.removeprefix("本年").removeprefix("本期") if head.means in TIME_COLUMNS else bare
    if head.own is not None and head.own.part in _RELATIVE:
        words = re.sub(f"^(?:{_part('prior')})?(?:{_part('now')}|{_part('before')})", "", words)
    elif head.means is ColumnRole.CURRENT and words:
        words = re.sub(f"^(?:{_part('month')})(?:累计)?", "", words)  # 12月均价
    if head.means is ColumnRole.SHARE and head.own is not None:
        return bare[bare.index("占") :] if "占" in bare else "", Version.NONE
    named = _named_version().fullmatch(words) if head.means in TIME_COLUMNS or head.means is ColumnRole.OTHER else None
    if named is None:
        return words, Version.NONE
    return named["what"] or named["rest"], _version_of(named["ahead"] or named["version"])


def _fully(part: str, words: str) -> bool:
    return pattern("head_words", part).fullmatch(words) is not None
