"""Web pages: the report's own words without what the portal puts around them, data tables kept as rows.

The body of the page is the smallest part that still holds most of its words outside links, with what stands around it
up to where links begin. Inside it a block goes only if it is links for the most part, or says nothing but what portals
say (当前位置, 分享到, 上一篇).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field, frozen

from reportdiff.errors import MissingExtraError, UnreadableFileError
from reportdiff.lexicon.patterns import pattern
from reportdiff.model import Document
from reportdiff.reading.limits import Limits
from reportdiff.reading.plain import decode, document_from_text
from reportdiff.reading.table_lines import is_figure, joined, lines_of_grid
from reportdiff.reading.visible_text import clean

if TYPE_CHECKING:
    Element = Any  # lxml ships no types

__all__ = ["read_html"]

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})|<\?xml[^>]{0,100}encoding=[\"']([\w-]+)", re.I
)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_SKIPPED = frozenset(
    {
        *("script", "style", "noscript", "template", "form", "nav", "footer", "iframe", "select", "button", "svg"),
        *("object", "head", "option", "textarea", "audio", "video", "canvas", "map"),
    }
)
_BLOCKS = frozenset(
    {
        *(
            "p",
            "div",
            "li",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "td",
            "th",
            "tr",
            "table",
            "section",
            "article",
            "main",
        ),
        *("ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "center", "header", "body", "fieldset", "figure"),
        *("figcaption", "caption", "address", "aside"),
    }
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_MARK = re.compile(r"[\[【〔(（]?(?:\d{1,3}|[①-⑳]|\*{1,3})[\]】〕)）]?")  # of a note, which leads to its words
_PICTURE = re.compile(r"data:[\w/+.;=-]{3,60},[A-Za-z0-9+/=%\s]{100,}")  # a picture in the page itself
_BLANK = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")
_DEEPEST = 120  # levels of nesting that can tell the body of a page
_MOST = 0.8  # of the words outside links, that the body of the page holds
_AROUND = 0.5  # of the words around the body: with more links than that the portal begins
_LINKED = 0.6  # of a block's characters in links make it navigation
_TITLE = 6  # letters that a title has at least: what a program calls a page has less (1, 无标题)
_REPORT = re.compile(r"报告|[预决]算|公报|年报|白皮书|总结|计划|要点|(?:19|20)\d\d年")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,24}(?:政府|网|网站|局|委|委员会|厅|院|办公室|中心|平台|频道|首页)")  # of a site
_TOP = 30  # blocks of the body, in which the date is looked for before the rest of the page
_HEAD = 20  # blocks at the top, among which the line of source and date stands
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_PUBLISHED = re.compile(r"(?:发布|公开)(?:日期|时间)[：:\s]*" + _DATE.pattern)
_SITE = re.compile(r"\s*[-_|—–]{1,2}\s*[^-_|—–]{2,30}$")


@define
class _Block:
    """A run of words between two block boundaries, how much of it is links, and the elements that it stands in."""

    parts: list[str] = field(factory=list)
    linked: int = 0
    homes: tuple[int, ...] = ()
    row: bool = False
    first: bool = False  # of its table's rows
    filing: bool = False  # a row of the table that files the report

    @property
    def words(self) -> str:
        return _BLANK.sub(" ", "".join(self.parts)).strip()


@frozen
class _Front:
    title: str | None
    published: str | None


def read_html(content: bytes, source: str, limits: Limits) -> Document:
    """The report that a saved page holds, with the page's own title and date of publication.

    Raises `MissingExtraError` without the extra `html`, `UnreadableFileError` for a page without words, and
    `LimitError` for one with too many tags, too deep nesting, too many table cells or too much text. Scripts are not
    run, and nothing that the page names is loaded.
    """
    try:
        from lxml import etree, html  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtraError("web pages need lxml; install it: pip install 'reportdiff[html]'") from error
    limits.hold("elements", content.count(b"<") - content.count(b"</"), source)
    declared = _DECLARED.search(content[:4096])
    charset = next((name.decode("ascii") for name in declared.groups() if name), None) if declared else None
    if 0 < content.count(b"\x00") * 100 < len(content):  # stray bytes; UTF-16 has one for each letter of a tag
        content = content.replace(b"\x00", b"")
    text = _PICTURE.sub("", _PROLOGUE.sub("", decode(content, source, charset, markup=True)))
    try:
        root = html.document_fromstring(
            text, parser=html.HTMLParser(no_network=True, remove_comments=True, huge_tree=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableFileError(f"{source}: holds no text; check that the page was saved whole") from error
    every = [block for block in _blocks(root, source, limits) if block.words]
    blocks = _body(every)
    front = _front(root, [*blocks[:_TOP], *every])
    lines: list[str] = []
    for place, block in enumerate(blocks):
        if not _navigation(block, head=place < _HEAD):
            if block.first and lines and lines[-1].startswith("|"):
                lines.append("")  # two tables
            lines.append(block.words)
    if front.title and front.title not in "".join(lines[:6]).replace(" ", ""):
        lines.insert(0, front.title)
    if not any(lines):
        raise UnreadableFileError(f"{source}: holds no text; check that the page was saved whole")
    made = document_from_text(clean("\n".join(lines)) + "\n", source, limits)
    return evolve(made, title=clean(front.title) if front.title else None, published=front.published)


def _blocks(root: Element, source: str, limits: Limits) -> Iterator[_Block]:
    """The blocks of the page in order; a row of a data table is one block, its cells between bars."""
    homes: list[int] = []  # the numbers of the elements that are open
    links = skipped = pre = 0
    block = _Block()
    opened = depth = cells = 0
    inside: list[Element] = []  # a data table that is being passed over

    def close() -> _Block:
        nonlocal block
        done, block = block, _Block(homes=tuple(homes[:_DEEPEST]))
        return done

    def run(text: str | None) -> Iterator[_Block]:
        """A run of text; where it is set as it stands, each of its lines is a block."""
        if not text or skipped or inside:
            return
        for number, line in enumerate(text.splitlines() if pre else (text,)):
            if number:
                yield close()
            block.parts.append(line)
            if links:
                block.linked += len(_BLANK.sub("", line))
        if pre and text.endswith("\n"):
            yield close()

    for event, element in _walk(root):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            depth += 1
            limits.hold("depth", depth, source, more=True)
            if tag in _BLOCKS:
                yield close()
                opened += 1
                homes.append(opened)
                block.homes = tuple(homes[:_DEEPEST])
            skipped += _unseen(element)
            pre += tag == "pre"
            rows, filing = None, False
            if tag == "table" and not inside and not skipped and element.find(".//table") is None:
                grid, cells = _grid(element.iter("tr"), cells, source, limits)
                filing = _files(grid)
                rows = [" ".join(row) for row in grid] if filing else lines_of_grid(grid)
            if rows is not None:
                inside.append(element)
                caption = element.find("caption")
                if caption is not None:
                    yield _Block(["".join(_shown(caption))], 0, tuple(homes[:_DEEPEST]))
                yield from (
                    _Block([line], 0, tuple(homes[:_DEEPEST]), not filing, not at, filing)
                    for at, line in enumerate(rows)
                )
            links += _links(element)
            yield from run(element.text)
            if tag == "br":
                yield close()
        else:
            depth -= 1
            links -= _links(element)
            if inside and inside[-1] is element:
                inside.pop()
            skipped -= _unseen(element)
            pre -= tag == "pre"
            if tag in _BLOCKS:
                yield close()
                homes.pop()
                block.homes = tuple(homes[:_DEEPEST])
            yield from run(element.tail)
    yield close()


def _unseen(element: Element) -> bool:
    """Whether a browser shows nothing of an element, or nothing that is the report's: scripts, marks of notes."""
    if element.tag in _SKIPPED or element.get("hidden") is not None:
        return True
    if (element.tag == "a" and (element.get("href") or "").startswith("#")) or element.tag == "sup":
        words = "".join(element.itertext()).strip() if len(element) < 4 else ""
        return _MARK.fullmatch(words) is not None and (element.tag == "a" or not words.isdecimal())  # m<sup>2</sup>
    return _HIDDEN.search(element.get("style") or "") is not None


def _links(element: Element) -> bool:
    """Whether an element leads away: an anchor without an address only marks a place."""
    if element.tag != "a":
        return False
    return element.get("href") is not None or not (element.get("name") or element.get("id"))


def _walk(root: Element) -> Iterator[tuple[str, Element]]:
    """Start and end of every element, without recursion: a page may nest as deep as it likes."""
    stack = [(root, iter(root))]
    yield "start", root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
        else:
            yield "start", child
            stack.append((child, iter(child)))


def _grid(rows: Iterable[Element], cells: int, source: str, limits: Limits) -> tuple[list[list[str]], int]:
    """The cells' words by row and column; a cell over several places is repeated there unless it is a figure.

    `cells` is how many the page's tables before held; returned with those of this one.
    """
    made: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}  # column → rows left, words
    for row in rows:
        if _unseen(row):
            continue
        line: list[str] = []
        own = iter([cell for cell in row if cell.tag in ("td", "th") and not _unseen(cell)])
        while True:
            limits.hold("cells", cells + len(line), source, more=True)
            left, words = below.get(len(line), (0, ""))
            if left:
                below[len(line)] = (left - 1, words)
                line.append(words)
                continue
            cell = next(own, None)
            if cell is None:
                break
            words = _BLANK.sub(" ", joined("".join(_shown(cell)).split("\v"))).strip()
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            again = "" if is_figure(words) else words
            for place in range(across):
                if down > 1:
                    below[len(line)] = (down - 1, again)
                line.append(words if place == 0 else again)
        cells += len(line)
        made.append(line)
    return made, cells


def _shown(cell: Element) -> Iterator[str]:
    """The runs of text that a cell shows, and \\v between its lines."""
    hidden = 0
    for event, element in _walk(cell):
        if element is not cell and (element.tag in _BLOCKS or (element.tag == "br" and event == "start")):
            yield "\v"
        if event == "start":
            hidden += element is not cell and _unseen(element)
            text = element.text if isinstance(element.tag, str) else None
        else:
            hidden -= element is not cell and _unseen(element)
            text = element.tail if element is not cell else None
        if text and not hidden:
            yield text


def _files(grid: Sequence[Sequence[str]]) -> bool:
    """Whether a table files the report (索引号, 发文机关) and is none of its own."""
    label = pattern("portals", "label")
    words = {cell for row in grid for cell in row if cell[-1:] in (":", "：") or row is grid[0]}
    return sum(1 for cell in words if label.fullmatch(cell.replace(" ", "").rstrip(":：")) is not None) >= 3


def _span(cell: Element, name: str) -> int:
    """What a span says, up to what a browser takes: 1,000 columns, and rows up to the table's end."""
    value = (cell.get(name) or "1").strip()
    if not value.isascii() or not value.isdigit():
        return 1
    return min(max(int(value[:6]), 1), 1000)


def _body(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks inside the smallest element that holds most of the words outside links, and around it up to links."""
    own: dict[int, int] = {}
    linked: dict[int, int] = {}
    chains: dict[int, tuple[int, ...]] = {}
    whole = 0
    for block in blocks:
        size = max(len(_BLANK.sub("", block.words)) - block.linked, 0)
        whole += size
        for level, home in enumerate(block.homes):
            own[home] = own.get(home, 0) + size
            linked[home] = linked.get(home, 0) + block.linked
            chains.setdefault(home, block.homes[: level + 1])
    holders = [home for home, weight in own.items() if weight >= whole * _MOST]
    if not holders:
        return list(blocks)
    chain = max((chains[home] for home in holders), key=len)
    body = chain[-1]
    for above in reversed(chain[:-1]):
        if linked[above] - linked[body] > (own[above] - own[body]) * _AROUND:
            break
        body = above
    return [block for block in blocks if body in block.homes]


def _navigation(block: _Block, *, head: bool) -> bool:
    """Whether a block is the portal's: links, its own phrases, or the line of source and date under the title."""
    words = block.words
    size = len(words.replace(" ", ""))
    if block.row or block.filing:
        return block.filing
    if head and size < 90 and pattern("portals", "head").search(words):
        return True
    return block.linked > size * _LINKED or pattern("portals", "line").fullmatch(words) is not None


def _front(root: Element, blocks: Sequence[_Block]) -> _Front:
    """Title and date: of the page's metadata, else of its head line and the line of source and date."""
    named = {
        (meta.get("name") or meta.get("property") or "").lower(): meta.get("content") or ""
        for meta in root.iter("meta")
    }
    said = [named[key].strip() for key in ("articletitle", "og:title", "title") if named.get(key, "").strip()]
    heads = [words for head in root.iter("h1") if len(words := "".join(head.itertext()).strip()) >= _TITLE]
    page = _SITE.sub("", (root.findtext(".//title") or "").strip())
    asked = [*said, *(heads if len(heads) == 1 else ()), page]
    given = [words for words in asked if len(words) >= _TITLE and _NAME.fullmatch(words) is None]
    title = next((words for words in given if _REPORT.search(words)), given[0] if given else "")
    date = next((named[key] for key in ("pubdate", "publishdate", "article:published_time") if named.get(key)), "")
    if not _DATE.search(date):
        heads = [block.words for block in blocks if pattern("portals", "head").search(block.words) or block.filing]
        date = next((found[0] for words in heads if (found := _PUBLISHED.search(words))), "".join(heads[:1]))
    found = _DATE.search(date)
    published = f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else None
    return _Front(_BLANK.sub("", title) or None, published)
