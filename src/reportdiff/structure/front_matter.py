"""Front matter: title, issuer, the years that a report is about, and when it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from reportdiff.model import Document
from reportdiff.structure.heading_markers import Line, ends_like_heading, is_caption, list_marker, split_lines
from reportdiff.structure.tables.grid_rows import is_grid_line
from reportdiff.structure.tables.row_tokens import is_table_row, is_unit_line

__all__ = ["FrontMatter", "front_matter", "read_front_matter"]

_REPORT = re.compile("报告|决算|预算|公报|白皮书|总结|要点|情况")
_TITLE_END = re.compile("(?:报告|决算|预算|公报|白皮书|总结)(?:[（(][^（()）]*[)）])?$")
_ADDRESS = re.compile("(?:各位|同志们|尊敬的|[主主]席团)")
_DELIVERED = re.compile(r"[-—–]{0,6}[（(]?\s*(\d{4})年(\d{1,2})月(\d{1,2})日.{0,30}(?:会议|大会|全会)")
_PUBLISHED = re.compile(
    r"(?:发布|发文|公开|成文|生成|公布|印发|更新)?(?:日期|时间)\s*[:：]\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
)
_WIRE = re.compile(r"(?:新华社|电|讯).{0,12}?(\d{4})年(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile("((?:19|20)[0-9]{2})(?!年?[-—至~])(?:年度?|度)?")
_HANZI_YEAR = re.compile("([二一][〇○零九0-9][〇○零一二三四五六七八九]{2})年")
_DEPARTMENT = re.compile(
    "(?:预算主管部门|主管部门|编制部门|编制单位|部门名称|单位名称|发布机构|发布单位|公开单位)\\s*[:：]\\s*(\\S{3,40})"
)
_SPEAKER = re.compile(
    "(?P<body>[\u4e00-\u9fff]{2,20}?(?:人民政府|政府|国务院|人民法院|人民检察院|委员会|委员会常务委员会|常委会))"
    "(?:代)?(?:总理|省长|市长|区长|县长|旗长|主席|院长|检察长|主任|州长|盟长|乡长|镇长)"
)
_SPEAKER_PLACE = re.compile(
    "(?:^|会议上)(?P<place>[\u4e00-\u9fff]{2,12}?[省市区县旗州盟])(?:代)?(?:省长|市长|区长|县长|旗长|州长|盟长)"
)
_STATE = re.compile("国务院总理")
_TITLE_NOISE = re.compile(
    "(?:关于)?(?:(?:19|20)\\d{2}\\s*[-—至]\\s*)?(?:(?:19|20)\\d{2}|[二一][〇○零九][〇○零一二三四五六七八九]{2})\\s*(?:学年度?|年度|年|度)?|^关于"
)
_TITLE_KIND = re.compile(
    "(?:区级|市级|县级|省级)?(?:部门|单位)?(?:工作报告|国民经济和社会发展|本科教学质量|教学质量|政府信息公开|法治政府建设|政务公开|部门预算|部门决算|单位预算|单位决算|预算|决算|工作年度报告"
    "|年度报告|年度工作报告|工作总结|情况的?报告|信息公开|公报|白皮书).*$"
)
_ISSUER = re.compile("^[\u4e00-\u9fff（）()“”·]{2,40}$")

_FRONT = 10_000  # characters that hold everything before the body


@frozen
class FrontMatter:
    """What stands before the body; `body` is the index of the body's first line."""

    title: str
    issuer: str | None
    year: int | None
    reviewed: int | None
    planned: int | None
    published: str | None
    body: int


def read_front_matter(
    text: str, lines: Sequence[Line], *, title: str | None, published: str | None, year: int | None
) -> FrontMatter:
    """The front matter; what the format itself gave (`title`, `published`) or the user (`year`) comes first."""
    body = _body(lines)
    head = [line.text for line in lines[: max(body, 1)] if line.text]
    found = title or _title(head)
    opening = "\n".join([*head, *(line.text for line in lines[body : body + 12])])[:3000]
    delivered = _DELIVERED.search("\n".join(head) or opening)
    dated = _date(_PUBLISHED.search(opening[:1500])) or _date(delivered) or _date(_WIRE.search(opening[:300]))
    named = year or _year(found) or (int(delivered[1]) if delivered else None) or _frequent_year(text)
    address = "工作报告" in found and "公开" not in found
    reviewed, planned = named, named + 1 if named else None
    if named and ((address and (delivered or _reviews_before(text, named))) or _is_budget(found)):
        reviewed, planned = named - 1, named
    return FrontMatter(
        title=found,
        issuer=_issuer(found, opening),
        year=named,
        reviewed=reviewed,
        planned=planned,
        published=published or dated,
        body=body,
    )


def front_matter(document: Document) -> FrontMatter:
    """What a report says of itself before its body, without reading the body: whose it is, and of which year.

    >>> made = front_matter(Document("memo", "甲市人民政府关于2023年度法治政府建设情况的报告\\n全年受理287件。"))
    >>> made.issuer, made.year
    ('甲市人民政府', 2023)
    """
    lines = split_lines(document.text[:_FRONT])
    return read_front_matter(document.text, lines, title=document.title, published=document.published, year=None)


def _body(lines: Sequence[Line]) -> int:
    """The index of the first line that is neither title, date, source nor speaker."""
    seen = 0
    for index, line in enumerate(lines):
        words = line.text
        if not words:
            continue
        seen += 1
        if seen > 12:
            return index
        if seen == 1 and ((len(words) <= 60 and not words.endswith("。")) or _is_note(words, lines[index + 1 :])):
            continue
        marker = list_marker(words.lstrip("# \u3000"))
        if marker is not None or words.startswith("##"):
            return index
        if _ADDRESS.match(words) or (
            words.endswith(("。", "：", ":", "；", "，", ",")) and not _DELIVERED.match(words)
        ):
            return index
        if (
            re.fullmatch("目[ \u3000]*[录錄次]", words)
            or is_table_row(words)
            or is_grid_line(words)
            or is_unit_line(words)
            or (len(words) > 80 and not _DELIVERED.search(words))
        ):
            return index
        if (seen > 1 and ends_like_heading(words) and not _REPORT.search(words)) or is_caption(words):
            return index
    return len(lines)


def _is_note(words: str, following: Sequence[Line]) -> bool:
    """Whether a whole sentence stands before the title: a note about the text, no part of it."""
    title = next((line.text for line in following if line.text), "")
    return words.endswith("。") and len(title) <= 60 and _TITLE_END.search(title) is not None


def _tight(words: str) -> str:
    """A title's characters without the blanks that set them apart (政 府 工 作 报 告)."""
    words = words.lstrip("# ")
    return re.sub(r"(?<=[^\x00-\x7f])[ \u3000\xa0]+(?=[^\x00-\x7f])", "", words).strip("*")


def _title(head: Sequence[str]) -> str:
    made = ""
    head = [words for words in head if not words.endswith("。")] or head
    for words in head[:4]:
        tight = _tight(words)
        if made and (
            _DELIVERED.search(tight) or _PUBLISHED.search(tight) or _DEPARTMENT.search(tight) or "：" in tight
        ):
            break
        made += tight
        if re.search("报告|[决预]算|公报|白皮书|总结|计划$", made):
            return made
    return _tight(head[0]) if head else ""


def _year(words: str) -> int | None:
    years = [int(match[1]) for match in _YEAR.finditer(_narrow(words))]
    if years:
        return years[-1] if len(years) > 1 and "—" in words else years[0]
    match = _HANZI_YEAR.search(words)
    if match is None:
        return None
    digits = match[1].translate(str.maketrans("〇○零一二三四五六七八九", "000123456789"))
    return int(digits) if digits.isdigit() else None


def _narrow(words: str) -> str:
    return words.translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def _frequent_year(text: str) -> int | None:
    """The year that the opening names most, the earliest of them where several are named as often."""
    years = re.findall("((?:19|20)[0-9]{2})年", _narrow(text[:1500]))
    if not years:
        return None
    return int(max(dict.fromkeys(years), key=years.count))


def _reviews_before(text: str, year: int) -> bool:
    """Whether the body speaks of the year before as the one that is over."""
    opening = text[:3000]
    return (
        f"{year - 1}年工作回顾" in opening
        or f"{year}年工作安排" in text
        or opening.count(str(year - 1)) > opening.count(str(year))
    )


def _is_budget(title: str) -> bool:
    return "预算" in title and "决算" not in title and "执行" not in title


def _date(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _issuer(title: str, opening: str) -> str | None:
    department = _DEPARTMENT.search(opening)
    if department:
        return _tight(department[1])
    before, about, _ = title.partition("关于")
    if about and _ISSUER.match(before.strip()):
        return _whole(before.strip())
    if _STATE.search(_tight(opening)) or "国务院" in title:
        return "国务院"
    bare = _TITLE_KIND.sub("", _TITLE_NOISE.sub("", title)).strip(" 的")
    if len(bare) >= 2 and bare not in ("政府", "年度") and _ISSUER.match(bare):
        return _whole(bare)
    opening = opening.replace(" ", "")
    if speaker := _SPEAKER.search(opening):
        return _whole(re.sub("^.*?(?:会议上|日)", "", speaker["body"]))
    place = _SPEAKER_PLACE.search(opening)
    return f"{place['place']}人民政府" if place else None


def _whole(name: str) -> str:
    """An issuer's full name: 某市政府 → 某市人民政府."""
    name = re.sub("(?<=人民政府)政府$", "", name)  # 某市人民政府2024年政府工作报告
    if name.endswith("政府") and not name.endswith("人民政府"):
        return name[: -len("政府")] + "人民政府"
    return name
