"""Read the front matter of a report: title, issuer, the years that it covers, and its date of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from reportdiff.lexicon.headings import is_portal_line
from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import Document
from reportdiff.structure.heading_markers import (
    PAGE_NUMBER,
    Line,
    ends_like_caption,
    ends_like_heading,
    list_marker,
    split_lines,
)
from reportdiff.structure.tables.grid_rows import is_grid_line, row_cells
from reportdiff.structure.tables.row_tokens import is_table_row, is_unit_line
from reportdiff.text.normalize import normalize_characters
from reportdiff.text.numerals import split_scale

__all__ = ["FrontMatter", "find_issuer", "front_matter", "names_place", "read_front_matter", "tighten"]

_MAX_FRONT = 10_000  # characters that hold everything before the body
_MAX_LINES = 12  # lines of front matter
_MAX_FIRST_LINE, _MAX_LINE = 60, 80  # characters
_OPENING_LINES, _OPENING = 12, 3_000  # lines and characters of the body that may still name the issuer
_DATE_LINES, _WIRE = 1_500, 300  # characters of the opening that hold the date of publication
_LATE = 10  # a report delivered from October on reviews the year that ends
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?P<range>年?[-—至~])?")
_YEAR_LINE = re.compile(r"[12１２][09９０]\d\d(?:年度?)?")
_QUOTED = re.compile("^《([^《》]*)》$")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_AMOUNT_BEHIND_GAP = re.compile(r"[\w）)][ \t\u3000….·_]+\d[\d,.]*([^\W\d_]{1,4})$")
_LEAST_HEADS = 3  # words of a line that may be the heads of a table
_RATE = re.compile(r"\d ?[%％]")  # 省外录取率98.6%: a headline of the body
_BULLETS = frozenset("●◆▲▶►•·★◇➢")
_BODY_MARKS, _DASHES = tuple("。：:；，,"), ("-", "—", "–")
_PARTS = {"half year": "H1", "first quarter": "Q1", "three quarters": "Q1-3"}
_LABEL = r"[\u4e00-\u9fff]{2,6}[：:]"  # 发布机构：某县民政局 成文日期：2024-09-12: the blank parts two labels
_BLANK = re.compile(rf"(?<=[^\x00-\x7f])[ \u3000\xa0]+(?!{_LABEL})|[ \u3000\xa0]+(?=[^\x00-\x7f])(?!{_LABEL})")
_NAME = re.compile("[\u4e00-\u9fff（）()“”·]{2,40}")
_YEAR_AHEAD = re.compile(
    r"(?:(?:19|20)\d\d[-—至])?(?:(?:19|20)\d\d|[二一][〇○零九][〇○零一二三四五六七八九]{2})(?:学?年度?)?"
)
_LEVEL, _PLACE_END = "省市县区旗州盟", re.compile("[省市县区旗州盟]")
_WITHOUT_PLACE = ("公司", "集团", "银行", "大学", "学院", "医院", "国务院")
_DASH_SIGNS = "-—–"


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
    title = tighten(document.title or printed)
    delivery = pattern("front_matter", "delivery").search(title)
    if delivery is not None:  # the title of a page may end with the meeting
        title = title[: delivery.start()]
    opening = "\n".join(map(tighten, [*front, *(line.text for line in lines[body : body + _OPENING_LINES])]))[:_OPENING]
    delivery = delivery or pattern("front_matter", "delivery").search("\n".join(map(tighten, front)) or opening)
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
        or PAGE_NUMBER.match(words)
        or words[0] in _BULLETS
        or (words[0] == "【" and words[-1] == "】")
        or words.startswith("##")
        or pattern("front_matter", "address").match(words)
    ):
        return True
    if not delivered and (words[-1] in _BODY_MARKS or len(words) > _MAX_LINE or _RATE.search(words)):
        return True
    amount = _AMOUNT_BEHIND_GAP.search(words)  # 应急照明 …… 45套
    if amount is not None and kind_of_unit(split_scale(amount[1])[1]) in ("count", "money", "measure"):
        return True
    if is_table_row(words) or is_unit_line(words) or ends_like_caption(words) or _heads_table(words, following[:1]):
        return True
    return pattern("line_marks", "contents").fullmatch(words) is not None or (ends_like_heading(words) and not is_title)


def _heads_table(words: str, following: Sequence[Line]) -> bool:
    """Return whether a line prints the heads of the table whose first row follows it."""
    return len(words.split()) >= _LEAST_HEADS and any(is_table_row(" ".join(line.text.split())) for line in following)


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
    return ""


def _frequent_year(text: str) -> int | None:
    """Return the year that the opening names most, the first of them if several are named as often.

    A year that is only compared with (与2010年相比) is not that of the report.
    """
    named = re.findall("([比较与由从到]?)((?:19|20)[0-9]{2})年", normalize_characters(text[:_DATE_LINES]))
    years = [year for compared, year in named if not compared]
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
    address = "工作报告" in title and "公开" not in title
    late = delivery is not None and int(delivery[2]) >= _LATE
    before = not late and (int(delivery[1]) == own_year if delivery else "政府工作报告" in title)
    before = before or ((late or delivery is None) and _looks_back(text, own_year))
    return (own_year - 1, own_year) if not both and (budget or (address and before)) else (own_year, own_year + 1)


def _looks_back(text: str, year: int) -> bool:
    """Return whether a body speaks of the year before as the one that is over."""
    opening = text[:_OPENING]
    headings = f"{year - 1}年工作回顾" in opening or f"{year}年工作安排" in text
    return headings or opening.count(str(year - 1)) > opening.count(str(year))


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
        if date is not None:
            year, month, day_of_month = map(int, date.groups())
            if 1 <= month <= 12 and 1 <= day_of_month <= 31:
                return f"{year:04d}-{month:02d}-{day_of_month:02d}"
    return None


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
    yield from (_issuer_in_title(tighten(line).strip(_DASH_SIGNS)) for line in front if line[0] in _DASH_SIGNS)
    speaker = pattern("front_matter", "speaker").search(opening)
    yield _body(re.sub("^.*?(?:会议上|日)", "", speaker[1])) if speaker else None
    place = pattern("front_matter", "speaker place").search(opening)
    yield f"{place[1]}人民政府" if place else None
    congress = pattern("front_matter", "meeting place").search("".join(map(tighten, front)))
    level = "人民政府" if "政府工作报告" in title else ""
    yield _issuer(congress[1].rpartition("在")[2] + level) if congress else None
    quoted = pattern("front_matter", "quoted title").search(opening)
    yield _issuer_in_title(quoted[1] or quoted["bare"]) if quoted else None


def _issuer_in_title(title: str) -> str | None:
    """Return the issuer that a title names before 关于, or before the year, the kind and the extent of the report."""
    title = tighten(title)
    for part in ("note mark", "meeting"):
        title = pattern("front_matter", part).sub("", title)
    before, about, after = title.partition("关于")
    if about and (issuer := _issuer(before)):
        return issuer
    name = after if about else title
    name = name.lstrip("（(")
    if (year := _YEAR_AHEAD.match(name)) is not None:
        name = name[year.end() :].lstrip("）)")
    ends = [_YEAR_AHEAD, pattern("front_matter", "report kind"), pattern("front_matter", "scope")]
    return _issuer(name[: min((match.start() for end in ends if (match := end.search(name))), default=len(name))])


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
