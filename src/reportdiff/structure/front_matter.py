"""Read the front matter of a report: title, issuer, the years that it covers, and its date of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from reportdiff.lexicon.parts_of_year import part_of_year
from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.portals import is_portal_line
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import Document
from reportdiff.structure.heading_markers import (
    DECIMAL_NUMBER,
    PAGE_NUMBER,
    Line,
    ends_like_caption,
    ends_like_heading,
    list_marker,
    split_lines,
)
from reportdiff.structure.issuer import find_issuer, names_place, tighten
from reportdiff.structure.tables.grid_rows import is_grid_line, row_cells
from reportdiff.structure.tables.row_tokens import is_table_row, is_unit_line
from reportdiff.text.normalize import normalize_characters
from reportdiff.text.scales import split_scale

__all__ = ["FrontMatter", "front_matter", "read_front_matter"]

_MAX_FRONT = 10_000  # characters that hold everything before the body
_MAX_LINES = 12  # lines of front matter
_MAX_FIRST_LINE, _MAX_LINE = 60, 80  # characters
_OPENING_LINES, _OPENING = 12, 3_000  # lines and characters of the body that may still name the issuer
_DATE_LINES, _WIRE = 1_500, 300  # characters of the opening that hold the date of publication
_LATE = 10  # a report delivered from October on reviews the year that ends
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?P<range>年?[-—至~])?")
_TOLD_YEAR = re.compile(r"([（(比较与]?)((?:19|20)\d\d)")
_YEAR_LINE = re.compile(r"[12１２][09９０]\d\d(?:年度?)?")
_QUOTED = re.compile("^《([^《》]*)》$")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_AMOUNT_AT_END = re.compile(
    r"[^\W\d][）)]?(?P<gap>[ \t\u3000…⋯.·_]*)\d[\d,.]*(?P<unit>[^\W\d_]{1,4}(?:[/·][^\W\d_]){0,2})$"
)
_COMMA = re.compile("[，,；;！!]")
_LEAST_HEADS = 3  # words of a line that may be the heads of a table
_RATE = re.compile(r"\d ?[%％]")  # 省外录取率98.6%: a headline of the body
_BULLETS = frozenset("■●◆▲▶►•·★◇➢")
_BODY_MARKS, _DASHES = tuple("。：:；，,"), ("-", "—", "–")
_PARTS = {"half year": "H1", "first quarter": "Q1", "three quarters": "Q1-3"}


@frozen(kw_only=True)
class FrontMatter:
    """What stands before the body, which begins with the line of index `body`.

    `part` is the part of the year that the report covers ("H1"), "" for the whole year.
    """

    title: str
    issuer: str | None
    year: int | None
    reviewed: int | None
    planned: int | None
    published: str | None
    part: str
    body: int


def front_matter(document: Document) -> FrontMatter:
    """Return the front matter of a document without reading its body.

    >>> front = front_matter(Document("memo", "甲市人民政府关于2023年度法治政府建设情况的报告\\n全年受理287件。"))
    >>> front.issuer, front.year
    ('甲市人民政府', 2023)
    """
    text = document.text[:_MAX_FRONT]
    return read_front_matter(text, split_lines(text), document, year=None)


def read_front_matter(text: str, lines: Sequence[Line], document: Document, *, year: int | None) -> FrontMatter:
    """Return the front matter of a text.

    Args:
        text: the text of the document, or its beginning.
        lines: its lines.
        document: its title and date of publication, if the format has them, come before those of the text.
        year: the year of the report if the user gives it.
    """
    front, body = _split_front(lines)
    printed = _printed_title(front) or _table_title(text, lines[body : body + 1])
    title = pattern("front_matter", "behind a title").sub("", tighten(document.title or printed))
    delivery = pattern("front_matter", "delivery").search(title)
    if delivery is not None:  # the title of a page may end with the meeting
        title = title[: delivery.start()]
    opening = "\n".join(map(tighten, [*front, *(line.text for line in lines[body : body + _OPENING_LINES])]))[:_OPENING]
    delivery = delivery or pattern("front_matter", "delivery").search("\n".join(map(tighten, front)) or opening)
    if delivery is None and "工作报告" in title and not _years(title):  # a day below the title
        delivery = next(filter(None, (pattern("front_matter", "day").fullmatch(tighten(line)) for line in front)), None)
    delivered = int(delivery[1]) if delivery else None
    subtitles = "".join(line for line in front if line.startswith(_DASHES))
    covered = "".join(line for line in front if _YEAR_LINE.fullmatch(line.strip("（()） ")))  # （2023年度）
    years = [year] if year else _years(title) or _years(printed) or _years(covered if delivered else subtitles)
    own_year = years[0] if years else delivered or _frequent_year(text)
    reviewed, planned = _years_covered(title, years, own_year, delivery, text)
    return FrontMatter(
        title=title,
        issuer=find_issuer(title, front, opening),
        year=own_year,
        reviewed=reviewed,
        planned=planned,
        published=document.published or _published(front, opening, delivery),
        part=_part_covered(title, own_year),
        body=body,
    )


def _split_front(lines: Sequence[Line]) -> tuple[list[str], int]:
    """Return the lines before the body without those of portals, and the index of the body's first line."""
    front: list[str] = []
    for index, line in enumerate(lines):
        words = line.text.lstrip("# \u3000") if not line.text.startswith("##") else line.text
        if not words or is_portal_line(words) or (not front and _PAGE_NUMBER.fullmatch(words)):
            continue
        if len(front) == _MAX_LINES or _opens_body(words, lines[index + 1 :], first=not front):
            return front, index
        front.append(words)
    return front, len(lines)


def _opens_body(words: str, following: Sequence[Line], *, first: bool) -> bool:
    """Return whether a line is no title, date, source or speaker."""
    tight = tighten(words)
    if is_grid_line(words):
        return True
    if pattern("front_matter", "paper").fullmatch(tight) or _files_report(tight):
        return False
    is_title = pattern("front_matter", "title word").search(words) is not None
    if first and words.endswith("。"):  # a note about the text may stand before its title
        title = next((line.text for line in following if line.text), "")
        ends = pattern("front_matter", "title end").search(title) is not None
        return len(title) > _MAX_FIRST_LINE or list_marker(title) is not None or not ends
    if first and len(words) <= _MAX_FIRST_LINE and words[-1] not in _BODY_MARKS:
        return False
    delivered = pattern("front_matter", "delivery").search(tight) is not None
    if (
        list_marker(words) is not None
        or any(number.match(words) for number in (PAGE_NUMBER, DECIMAL_NUMBER))
        or words[0] in _BULLETS
        or (words[0] == "【" and words[-1] == "】")
        or words.startswith("##")
        or pattern("front_matter", "address").match(words)
    ):
        return True
    if not delivered and (words[-1] in _BODY_MARKS or len(words) > _MAX_LINE or _RATE.search(words)):
        return True
    amount = _AMOUNT_AT_END.search(words)  # 应急照明 …… 45套, 学费5200元
    kind = kind_of_unit(split_scale(amount["unit"])[1]) if amount is not None else None
    if amount is not None and kind in (("count", "money", "measure") if amount["gap"] else ("money",)):
        return True
    if not first and _states_figure(words):
        return True
    if is_table_row(words) or is_unit_line(words) or ends_like_caption(words) or _heads_table(words, following[:1]):
        return True
    return pattern("line_marks", "contents").fullmatch(words) is not None or (ends_like_heading(words) and not is_title)


def _states_figure(words: str) -> bool:
    """Return whether a clause of a line ends in what it counts, as a line of news does: 新增医院15家，服务提升."""
    amounts = map(_AMOUNT_AT_END.search, _COMMA.split(words))
    kinds = {kind_of_unit(split_scale(amount["unit"])[1]) for amount in amounts if amount is not None}
    return not kinds.isdisjoint(("count", "money", "measure")) and not pattern("front_matter", "issue").search(words)


def _heads_table(words: str, following: Sequence[Line]) -> bool:
    """Return whether a line prints the heads of the table whose first row follows it."""
    return len(words.replace("|", " ").split()) >= _LEAST_HEADS and any(
        is_table_row(" ".join(line.text.split())) for line in following
    )


def _files_report(line: str) -> bool:
    """Return whether a line says where a portal files the report (发文字号：, 主题分类：综合政务)."""
    label = re.match("[^：:]+(?=[：:])", line)
    return label is not None and pattern("portals", "filing label").fullmatch(label[0]) is not None


def _printed_title(front: Sequence[str]) -> str:
    """Return the title that the lines print, over several lines where it goes on; "" if they print none.

    It begins with the first line that has a word of titles, or with the issuer's name above it.
    """
    lines = [pattern("front_matter", "note mark").sub("", _QUOTED.sub(r"\1", tighten(line))) for line in front]
    usable = [bool(line) and _may_be_title(line) for line in lines]
    word = pattern("front_matter", "title word")
    first = next((place for place, line in enumerate(lines) if usable[place] and word.search(line)), None)
    if first is None:
        return next((line for place, line in enumerate(lines) if usable[place] and len(line) <= _MAX_FIRST_LINE), "")
    title, years = lines[first], []
    for place in range(first + 1, len(lines)):
        if _YEAR_LINE.fullmatch(lines[place]):
            years.append(normalize_characters(lines[place][:4]))
        elif not usable[place] or (_is_whole(title) and not pattern("front_matter", "title rest").match(lines[place])):
            break
        else:
            title += lines[place]
    for place in range(first - 1, -1, -1):
        if not usable[place] or names_place(title):
            break
        title = lines[place] + title
    return pattern("front_matter", "year gap").sub(lambda gap: f"{years.pop(0)}年" if years else gap[0], title)


def _may_be_title(line: str) -> bool:
    """Return whether a line is none of those that stand around a title."""
    if line[0] in _DASHES or line[-1] in _BODY_MARKS or _files_report(line):
        return False
    if pattern("front_matter", "delivery").match(line):
        return False
    others = [pattern("front_matter", part) for part in ("code", "label", "address")]
    wholes = [pattern("front_matter", part) for part in ("paper", "day")]
    return not any(other.search(line) for other in others) and not any(whole.fullmatch(line) for whole in wholes)


def _is_whole(title: str) -> bool:
    """Return whether a title ends as whole titles do; one that begins with 关于 needs a formal end (的报告)."""
    if pattern("front_matter", "broken title").search(title):
        return False
    return pattern("front_matter", "formal end" if "关于" in title else "title end").search(title) is not None


def _table_title(text: str, lines: Sequence[Line]) -> str:
    """Return the title over all columns of a table with which a text begins."""
    if not lines or not is_grid_line(lines[0].text):
        return ""
    texts = {cell.text for cell in row_cells(text, lines[0]) if cell.text}
    return tighten(texts.pop()).partition("单位")[0] if len(texts) == 1 else ""


def _years(words: str) -> list[int]:
    """Return the years that words name, without first years of ranges (2021—2025年)."""
    return [int(match[1]) for match in _YEAR.finditer(normalize_characters(words)) if match["range"] is None]


def _part_covered(title: str, own_year: int | None) -> str:
    """Return the part of its own year that a title names, not of the next one."""
    for name, part in _PARTS.items():
        if (match := pattern("front_matter", name).search(title)) is not None:
            before = _years(title[: match.start()])
            return "" if before and before[-1] != own_year else part
    months = pattern("front_matter", "months").search(title)
    return part_of_year(months["months"]) or "" if months is not None and int(months["year"]) == own_year else ""


def _frequent_year(text: str) -> int | None:
    """Return the year that the opening names most, the first of them if several are named as often.

    A year that is only compared with (与2010年相比, 2010年同期) is not that of the report.
    """
    named = re.findall("([比较与由从到]?)((?:19|20)[0-9]{2})年(同期)?", normalize_characters(text[:_DATE_LINES]))
    years = [year for compared, year, same in named if not compared and not same]
    return int(max(dict.fromkeys(years), key=years.count)) if years else None


def _years_covered(
    title: str, years: Sequence[int], own_year: int | None, delivery: re.Match[str] | None, text: str
) -> tuple[int | None, int | None]:
    """Return the year that is reviewed and the year that is planned.

    A title may name both (2024年预算执行情况和2025年预算草案). A budget, the work report of a government, and another
    one that is delivered early in its own year or whose body looks back on the year before, review the year before.
    """
    if own_year is None:
        return None, None
    both = len(years) > 1 and years[1] == own_year + 1
    budget = "预算" in title and "决算" not in title and "执行" not in title
    budget = budget and (bool(years) or re.search(f"{own_year}年[^。；\n]{{0,12}}执行情况", text[:_OPENING]) is None)
    address = "工作报告" in title and "公开" not in title
    late = delivery is not None and int(delivery[2]) >= _LATE
    before = not late and (int(delivery[1]) == own_year if delivery else "政府工作报告" in title)
    before = before or ((late or delivery is None) and _looks_back(text, own_year))
    return (own_year - 1, own_year) if not both and (budget or (address and before)) else (own_year, own_year + 1)


def _looks_back(text: str, year: int) -> bool:
    """Return whether a body speaks of the year before as the one that is over."""
    opening = text[:_OPENING]
    headings = f"{year - 1}年工作回顾" in opening or f"{year}年工作安排" in text
    told = [said for compared, said in _TOLD_YEAR.findall(opening) if not compared]
    return headings or told.count(str(year - 1)) > told.count(str(year))


def _published(front: Sequence[str], opening: str, delivery: re.Match[str] | None) -> str | None:
    """Return the date of publication as YYYY-MM-DD, else of delivery, of a news report, or of a line of its own."""
    day = pattern("front_matter", "day")
    dates = [
        pattern("front_matter", "published").search(opening[:_DATE_LINES]),
        delivery,
        pattern("front_matter", "wire").search(opening[:_WIRE]),
        *(day.fullmatch(tighten(line)) for line in front),
    ]
    for date in dates:
        if date is not None and date[3]:
            year, month, day_of_month = map(int, date.groups())
            if 1 <= month <= 12 and 1 <= day_of_month <= 31:
                return f"{year:04d}-{month:02d}-{day_of_month:02d}"
    return None
