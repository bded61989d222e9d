"""Read issuer and year from a file's path: `cixi-2023.txt`, `2023/慈溪市.html`, `慈溪市/2023年法治政府报告.docx`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import PurePosixPath

from attrs import frozen

from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.words import alternation

__all__ = ["FilenameRow", "ParsedFilename", "issuer_key", "issuers_of", "other_issuer", "parse_filename"]

_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d([-_.年]?)(?:0?[1-9]|1[0-2])(?:\1|月)(?:0?[1-9]|[12]\d|3[01])日?(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(年报告|年报|年度|年|度)?(?!\d)")
_CLOSINGS_BEHIND_YEAR = {"年报告": "报告", "年报": "年报"}  # 2023年报告, 2023年报: what stays without the year
_HAN = re.compile("[\u3400-\u9fff]{2,}")
_EDGE = " \t-_.·,，()（）[]【】《》"


@frozen(kw_only=True)
class ParsedFilename:
    """The issuer, the kind of report ("" where they are not named) and the year in a file's path.

    `rest` is all that the path holds besides the year; it stands for the issuer where the text names none either.
    """

    issuer: str
    kind: str
    year: int | None
    rest: str


@frozen
class FilenameRow:
    """A row of lexicon/filenames.toml: words that play one part in names; of a kind the first one names it."""

    part: str
    words: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """Return the words of each part."""
    words: dict[str, tuple[str, ...]] = {}
    for row in load_rows("filenames", FilenameRow):
        words[row.part] = words.get(row.part, ()) + row.words
    return words


@cache
def _kinds() -> Mapping[str, str]:
    """Return the kind of report that the words of a name say."""
    rows = load_rows("filenames", FilenameRow)
    return {word: row.words[0] for row in rows if row.part == "kind" for word in row.words}


@cache
def _title_pattern() -> re.Pattern[str]:
    """Return the pattern of a title at the end of a name (法治政府建设情况的报告), its kind as the group `kind`."""
    part = {name: alternation(words) for name, words in _words().items()}
    ends = rf"(?P<kind>{part['kind']}){part['filler']}*{part['closing']}?|{part['filler']}*{part['closing']}"
    return re.compile(rf"{part['opening']}?(?:{ends})$", re.IGNORECASE)


@cache
def _copy_pattern() -> re.Pattern[str]:
    """Return the pattern of a copy's mark at the end of a name: -副本, （2）, （征求意见稿）."""
    copy, draft = alternation(_words()["copy"]), alternation(_words()["draft"])
    return re.compile(rf"(?:[-_ ]*{copy}|[(（](?:\d{{1,2}}|[^()（）]{{0,6}}{draft}|{copy})[)）])$", re.IGNORECASE)


@lru_cache(1 << 16)
def parse_filename(path: str) -> ParsedFilename:
    """Return the issuer, kind and year that a report's path below its folder, with slashes, names.

    The year is the one in the file's name, else the one in the nearest folder's; a name with two years, or with a date
    in place of a year, says none. The issuer is what the names hold besides, folders first, without the words of a
    title and the marks of a copy, which change from year to year.

    >>> parse_filename("zhejiang/cixi-2023.txt").issuer, parse_filename("2023/慈溪市.html").issuer
    ('zhejiang/cixi', '慈溪市')
    >>> parse_filename("慈溪市/2023年法治政府建设情况的报告（副本）.txt")
    ParsedFilename(issuer='慈溪市', kind='法治政府', year=2023, rest='慈溪市/法治政府建设情况的报告')
    >>> parse_filename("关于慈溪市2023年法治政府建设情况的报告.txt").issuer
    '慈溪市'
    >>> parse_filename("scan-20240229.txt").year
    """
    *folders, file = path.split("/")
    names = [*folders, PurePosixPath(file).stem]
    year: int | None = None
    for name in reversed(names):
        years = {int(match[1]) for match in _YEAR.finditer(_DATE.sub("", name))}
        if years:
            year = years.pop() if len(years) == 1 else None
            break
    rest = [_without_years(name) for name in names]
    kind, issuer = "", []
    for name in rest:
        for opening in _words()["opening"]:
            name = name.removeprefix(opening)
        title = _title_pattern().search(name)
        if title is not None:
            kind = _kinds()[title["kind"]] if title["kind"] else kind
            name = name[: title.start()].strip(_EDGE)
        issuer.append(name)
    return ParsedFilename(
        issuer="/".join(filter(None, issuer)), kind=kind, year=year, rest="/".join(filter(None, rest))
    )


@lru_cache(1 << 12)
def _without_years(name: str) -> str:
    """Return the name of a file or folder without years, dates and marks of a copy."""
    name = _YEAR.sub(lambda match: _CLOSINGS_BEHIND_YEAR.get(match[2], ""), _DATE.sub("", name))
    while (shorter := _copy_pattern().sub("", name.rstrip(" -_"))) != name:
        name = shorter
    return re.sub(f"[{re.escape(_EDGE)}]{{2,}}", "-", name).strip(_EDGE)


def issuer_key(name: str) -> str:
    """Return the part of an issuer's name that is the same however a report prints it.

    >>> issuer_key("慈溪市人民政府"), issuer_key("慈溪市政府工作报告")
    ('慈溪市', '慈溪市')
    """
    name = "".join(name.split())
    key = _title_pattern().sub("", name) or name
    for body in _words()["body"]:
        if key.endswith(body):
            return key.removesuffix(body) or key
    return key


def other_issuer(named: str, printed: str) -> bool:
    """Return whether the name of a file says another issuer than its text; names in other letters say nothing.

    >>> [other_issuer(name, "慈溪市人民政府") for name in ("浙江省/慈溪市", "余姚市", "cixi")]
    [False, True, False]
    """
    key = issuer_key(printed)
    words = [match[0] for name in named.split("/") for match in _HAN.finditer(issuer_key(name))]
    core = key.rstrip("省市县区州盟旗")
    return bool(words and core) and not any(
        word in key or core in word or any(word[at : at + 2] in core for at in range(len(word) - 1)) for word in words
    )


def issuers_of(names: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """Return the name to use for the issuer of each (issuer, kind of report).

    It is the shortest of the issuer's names, followed by the kind where the issuer has reports of several kinds.

    >>> issuers_of([("慈溪市", "法治政府"), ("慈溪市人民政府", "")])
    {('慈溪市', '法治政府'): '慈溪市', ('慈溪市人民政府', ''): '慈溪市'}
    >>> issuers_of([("慈溪市", "决算"), ("慈溪市人民政府", "预算")])
    {('慈溪市', '决算'): '慈溪市 决算', ('慈溪市人民政府', '预算'): '慈溪市 预算'}
    """
    spellings: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    distinct = sorted(set(names))
    for issuer, kind in distinct:
        spellings.setdefault(issuer_key(issuer), set()).add(issuer)
        kinds.setdefault(issuer_key(issuer), set()).update([kind] if kind else [])
    shortest = {key: min(issuers, key=lambda name: (len(name), name)) for key, issuers in spellings.items()}
    return {
        (issuer, kind): f"{shortest[key]} {kind}" if kind and len(kinds[key]) > 1 else shortest[key]
        for issuer, kind in distinct
        for key in (issuer_key(issuer),)
    }
