"""Find the issuer of a report in its title and in the lines around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportdiff.lexicon.patterns import pattern
from reportdiff.text.words import cut

__all__ = ["find_issuer", "names_place", "tighten"]

_LABEL = r"[\u4e00-\u9fff]{2,6}[：:]"  # 发布机构：某县民政局 成文日期：2024-09-12: the blank parts two labels
_BLANK = re.compile(rf"(?<=[^\x00-\x7f])[ \u3000\xa0]+(?!{_LABEL})|[ \u3000\xa0]+(?=[^\x00-\x7f])(?!{_LABEL})")
_NAME = re.compile("[\u4e00-\u9fff（）()“”·]{2,40}")
_YEAR = re.compile(
    r"(?:(?:19|20)\d\d[-—至])?(?:(?:19|20)\d\d|[二一][〇○零九][〇○零一二三四五六七八九]{2})(?:学?年度?)?"
)
_LEVEL, _PLACE_END = "省市县区旗州盟", re.compile("[省市县区旗州盟]")
_WITHOUT_PLACE = ("公司", "集团", "银行", "大学", "学院", "医院", "国务院")
_DASHES = "-—–"


def find_issuer(title: str, front: Sequence[str], opening: str) -> str | None:
    """Return the issuer of a report, None if nothing names it.

    The line of a department names it; else the title, a line of its own, a subtitle, the speaker, the congress that
    heard the report, or the full title that the text quotes.

    Args:
        title: the title.
        front: the lines before the body.
        opening: these and the first lines of the body, without blanks around Chinese characters.
    """
    return next(filter(None, _candidates(title, front, opening)), None)


def _candidates(title: str, front: Sequence[str], opening: str) -> Iterator[str | None]:
    """Yield what may be the issuer, the surest first."""
    department = pattern("front_matter", "department").search(opening)
    yield department[1] if department else None
    yield _issuer_in_title(title)
    yield "国务院" if pattern("front_matter", "state").search("".join(front)) else None
    for line in front:
        yield from (_body(words) for words in (*line.split(), tighten(line)) if _body(words))
    yield from (_issuer_in_title(tighten(line).strip(_DASHES)) for line in front if line[0] in _DASHES)
    speaker = pattern("front_matter", "speaker").search(opening)
    yield _body(re.sub("^.*?(?:会议上|日)", "", speaker[1])) if speaker else None
    place = pattern("front_matter", "speaker place").search(opening)
    yield f"{place[1]}人民政府" if place else None
    congress = pattern("front_matter", "meeting place").search("".join(map(tighten, front)))
    level = "人民政府" if "政府工作报告" in title else ""
    yield _issuer(congress[1].rpartition("在")[2] + level) if congress else None
    quoted = pattern("front_matter", "quoted title").search(opening)
    yield _issuer_in_title(quoted[1] or quoted["bare"]) if quoted else None
    yield _body_ahead(title)


def _body_ahead(title: str) -> str | None:
    """Return the longest body that the words of a title begin with: 某县水务有限公司|社会责任报告."""
    words = cut(_before_kind(tighten(title)))
    ahead = ("".join(words[:count]) for count in range(len(words), 0, -1))
    return next(filter(None, map(_body, ahead)), None)


def _issuer_in_title(title: str) -> str | None:
    """Return the issuer that a title names before 关于, or before the year, the kind and the extent of the report."""
    title = tighten(title)
    for part in ("note mark", "meeting"):
        title = pattern("front_matter", part).sub("", title)
    before, about, after = title.partition("关于")
    if about and (issuer := _issuer(before)):
        return issuer
    return _issuer(_before_kind(after if about else title))


def _before_kind(title: str) -> str:
    """Return the words of a title behind its first year, up to another year, the kind or the extent of the report."""
    name = title.lstrip("（(")
    if (year := _YEAR.match(name)) is not None:
        name = name[year.end() :].lstrip("）)")
    ends = [_YEAR, pattern("front_matter", "report kind"), pattern("front_matter", "scope")]
    return name[: min((match.start() for end in ends if (match := end.search(name))), default=len(name))]


def names_place(title: str) -> bool:
    """Return whether a title names an issuer with its place, or one that needs no place."""
    issuer = _issuer_in_title(title)
    return issuer is not None and (_PLACE_END.search(issuer, 1) is not None or issuer.endswith(_WITHOUT_PLACE))


def _body(words: str) -> str | None:
    """Return the issuer that a line of its own names: a body of a place, or one that needs no place."""
    named = _PLACE_END.search(words, 1) is not None or words.endswith(_WITHOUT_PLACE)
    return _issuer(words) if named and not _PLACE_END.fullmatch(words[-1:]) else None


def _issuer(name: str) -> str | None:
    """Return the full name of an issuer (某市政府 → 某市人民政府), None if the words end as none does."""
    name = name.strip("的")
    end = pattern("front_matter", "issuer end").search(name)
    if end is None or not end.start() or _NAME.fullmatch(name) is None:
        return None
    if name[0] in _LEVEL and _PLACE_END.search(name, 1) is None:  # 市财政局: of which city?
        return None
    if name.startswith("国务院"):
        return "国务院"
    return re.sub("(?:人民)?政府(?:政府)?$", "人民政府", name)  # 某市人民政府2024年政府工作报告


def tighten(line: str) -> str:
    """Return a line without the blanks around Chinese characters (政 府 工 作 报 告, 2024 年)."""
    return _BLANK.sub("", line)
