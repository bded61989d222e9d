"""Issuer and year from a file's name: `cixi-2023.txt`, `2023/慈溪市.html`, `慈溪市/2023年法治政府建设报告.docx`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from attrs import frozen

__all__ = ["Named", "issuer_key", "named"]

_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d([-_.年]?)(?:0?[1-9]|1[0-2])(?:\1|月)(?:0?[1-9]|[12]\d|3[01])日?(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度?|度)?(?!\d)")
_EDGE = " \t-_.·,，()（）[]【】"
_BODY = re.compile("(?:人民政府|政府)$")
_KIND = re.compile("(?:关于|法治政府|政府工作|政府信息公开|工作报告|年度报告|报告|决算|预算).*$")


@frozen
class Named:
    """What a name says: who ("" where it does not) and for which year (None where it does not)."""

    issuer: str
    year: int | None


def named(path: PurePosixPath) -> Named:
    """What the path of a report below the folder says of its issuer and year.

    The year is the one that the file's name holds, or else the nearest folder's; a name with two years, or with a date
    in place of a year, says none. The issuer is what the names hold besides, folders first.

    >>> named(PurePosixPath("zhejiang/cixi-2023.txt")), named(PurePosixPath("2023/慈溪市.html"))
    (Named(issuer='zhejiang/cixi', year=2023), Named(issuer='慈溪市', year=2023))
    >>> named(PurePosixPath("慈溪市/2023年法治政府建设情况.txt"))
    Named(issuer='慈溪市/法治政府建设情况', year=2023)
    >>> named(PurePosixPath("scan-20240229.txt"))
    Named(issuer='scan', year=None)
    """
    words = [*path.parts[:-1], path.stem]
    year: int | None = None
    for word in reversed(words):
        years = {int(found) for found in _YEAR.findall(_DATE.sub("", word))}
        if years:
            year = years.pop() if len(years) == 1 else None
            break
    kept = (
        re.sub(f"[{re.escape(_EDGE)}]{{2,}}", "-", _YEAR.sub("", _DATE.sub("", word))).strip(_EDGE) for word in words
    )
    return Named("/".join(word for word in kept if word), year)


def issuer_key(name: str) -> str:
    """What is the same in two ways to print an issuer: 慈溪市人民政府 and 慈溪市, 慈溪市政府工作报告.

    >>> issuer_key("慈溪市人民政府"), issuer_key("慈溪市2023年政府工作报告".replace("2023年", ""))
    ('慈溪市', '慈溪市')
    """
    bare = "".join(name.split())
    return _BODY.sub("", _KIND.sub("", bare) or bare) or bare
