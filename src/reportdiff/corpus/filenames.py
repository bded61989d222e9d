"""Issuer and year from a file's name: `cixi-2023.txt`, `2023/慈溪市.html`, `慈溪市/2023年法治政府建设报告.docx`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from attrs import frozen

__all__ = ["ParsedFilename", "issuer_key", "issuers_of", "parse_filename"]

_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d([-_.年]?)(?:0?[1-9]|1[0-2])(?:\1|月)(?:0?[1-9]|[12]\d|3[01])日?(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度|年(?!报(?!告))|度)?(?!\d)")
_EDGE = " \t-_.·,，()（）[]【】《》"
_BODY = re.compile("(?:人民政府|政府)$")
_COPY = re.compile(
    r"(?:[-_ ]*(?:副本|终稿|定稿|最终版|正式版|扫描件|copy)|[(（](?:\d{1,2}|[^()（）]{0,6}稿|副本|扫描件)[)）])$", re.I
)
_TITLE = re.compile(
    r"(?:关于)?(?:"
    r"(?P<kind>法治政府|依法行政|政府工作|(?:政府)?信息公开|政务公开|国民经济和社会发展|(?:财政)?预算执行"
    r"|(?:财政|部门|单位)?(?:预算|决算))(?:建设|工作|统计|年度|情况|进展|总结|公开|的|[-_ ])*(?:报告|公报|年报)?"
    r"|(?:建设|工作|统计|年度|情况|进展|的|[-_ ])*(?:报告|公报|年报|总结)|[-_ ]*(?:annual[-_ ]*)?report"
    r")$",
    re.I,
)
_KIND_OF_WHOM = re.compile("^(?:财政|部门|单位|政府(?=信息))")


@frozen
class ParsedFilename:
    """What a name says: who ("" where it does not), in which kind of report ("" likewise), for which year or None.

    `rest` is all that it holds besides the year, for reports whose text does not say either who issued them.
    """

    issuer: str
    kind: str
    year: int | None
    rest: str


@lru_cache(1 << 16)
def parse_filename(path: str) -> ParsedFilename:
    """What the path of a report below the folder, with slashes, says of its issuer, its kind and its year.

    The year is the one that the file's name holds, or else the nearest folder's; a name with two years, or with a date
    in place of a year, says none. The issuer is what the names hold besides, folders first, without the words of a
    title and the marks of a copy: they change from year to year.

    >>> parse_filename("zhejiang/cixi-2023.txt").issuer, parse_filename("2023/慈溪市.html").issuer
    ('zhejiang/cixi', '慈溪市')
    >>> parse_filename("慈溪市/2023年法治政府建设情况的报告（副本）.txt")
    ParsedFilename(issuer='慈溪市', kind='法治政府', year=2023, rest='慈溪市/法治政府建设情况的报告')
    >>> parse_filename("关于慈溪市2023年法治政府建设情况的报告.txt").issuer
    '慈溪市'
    >>> parse_filename("scan-20240229.txt").year
    """
    *folders, file = path.split("/")
    words = [*folders, PurePosixPath(file).stem]
    year: int | None = None
    for word in reversed(words):
        years = {int(found) for found in _YEAR.findall(_DATE.sub("", word))}
        if years:
            year = years.pop() if len(years) == 1 else None
            break
    kept = [_without_years(word) for word in words]
    kind, issuer = "", []
    for word in kept:
        bare = word.removeprefix("关于")
        title = _TITLE.search(bare)
        if title is not None:
            kind = _KIND_OF_WHOM.sub("", title["kind"] or "").replace("依法行政", "法治政府") or kind
            bare = bare[: title.start()].strip(_EDGE)
        issuer.append(bare)
    return ParsedFilename("/".join(filter(None, issuer)), kind, year, "/".join(filter(None, kept)))


@lru_cache(1 << 12)
def _without_years(word: str) -> str:
    """A file's or a folder's name without years, dates and marks of a copy."""
    bare = _YEAR.sub("", _DATE.sub("", word))
    while (shorter := _COPY.sub("", bare.rstrip(" -_"))) != bare:
        bare = shorter
    return re.sub(f"[{re.escape(_EDGE)}]{{2,}}", "-", bare).strip(_EDGE)


def issuer_key(name: str) -> str:
    """What is the same in two ways to print an issuer: 慈溪市人民政府 and 慈溪市, 慈溪市政府工作报告.

    >>> issuer_key("慈溪市人民政府"), issuer_key("慈溪市2023年政府工作报告".replace("2023年", ""))
    ('慈溪市', '慈溪市')
    """
    bare = "".join(name.split())
    return _BODY.sub("", _TITLE.sub("", bare) or bare) or bare


def issuers_of(told: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """What to call the issuer of each (issuer, kind of report): the shortest of its names; with the kind where the same
    issuer has reports of several kinds, as only reports of one kind are compared.

    >>> issuers_of([("慈溪市", "法治政府"), ("慈溪市人民政府", "")])
    {('慈溪市', '法治政府'): '慈溪市', ('慈溪市人民政府', ''): '慈溪市'}
    >>> issuers_of([("慈溪市", "决算"), ("慈溪市人民政府", "预算")])
    {('慈溪市', '决算'): '慈溪市 决算', ('慈溪市人民政府', '预算'): '慈溪市 预算'}
    """
    names: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    every = sorted(set(told))
    for issuer, kind in every:
        names.setdefault(issuer_key(issuer), set()).add(issuer)
        kinds.setdefault(issuer_key(issuer), set()).update([kind] if kind else [])
    called = {key: min(alike, key=lambda name: (len(name), name)) for key, alike in names.items()}
    return {
        (issuer, kind): f"{called[key]} {kind}" if kind and len(kinds[key]) > 1 else called[key]
        for issuer, kind in every
        for key in (issuer_key(issuer),)
    }
