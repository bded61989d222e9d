"""Results that somebody changed: each loads or is refused, and no renderer passes on what its fields hold.

Run it by hand: mangle_run.py --results 10000. Every result is changed in one to six places; what loads is written in
every format, and HTML, Markdown, CSV and workbooks are parsed to see that a field is text there and nothing else.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import sys
import traceback
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as pytest does for the tests

from sample_results import checked, compared

from reportdiff import Checkup, Comparison
from reportdiff.errors import ResultFormatError
from reportdiff.rendering import BINARY_RENDERERS, RENDERERS
from reportdiff.rendering.codec import encode

__all__ = ["main", "mangled", "wrongs"]

POISON = (
    *('<img src=x onerror="poison()">', '"><script>poison()</script>', "' onmouseover='poison()", "<!-- poison"),
    *("</style><poison>", "&lt;poison&gt;&#60;poison&#62;", "javascript:poison()", "]]><poison/>", "{{ poison }}"),
    *("[poison](http://poison)", "![poison](x)", "\n\n# poison\n\n", "`poison`", "|poison|", "<http://poison>"),
    *(
        "\n\n    poison\n",
        "\n- poison",
        "\n> poison",
        "http://poison.example/",
        "**poison",
        "~~poison",
        "\\",
        "[^poison]",
    ),
    *("=HYPERLINK(poison)", "+poison", "-poison", "@poison", "\t=poison", "＝poison", "'=poison", "\n=poison", "=1+1"),
    *("\x00poison", "\x1b[31mpoison", "\ufffepoison", "\ud800poison", "\u202epoison", "\x0bpoison", "\u2028poison"),
    *("_x000D_poison", "a" * 70_000, "件" * 40_000, "", " ", "poison\r\n"),
)
_FREE = frozenset(
    ("text", "source", "title", "issuer", "published", "heading", "number", "name", "surface", "unit", "qualifier")
) | {"caption", "reason", "zh", "en", "metric_name", "note", "scope", "check", "cell", "area", "entity", "stated"}
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1,
    2**63,
    10**30,
    -(10**4000),
    1.5,
    float("inf"),
    [],
    {},
    [[]],
    [None],
    "1e9",
    "1/0",
    "9" * 6000,
)
ODD_TEXTS = ("prior", "current", "error", "m1", "c1", "s1", "k1", "2023", "year:2019", "1/3", "-7", "9" * 300, "中文")


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every list and object within JSON data with each of its keys."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


def mangled(data: Any, chance: random.Random) -> Any:
    """Return the data of a result changed in some places; a text gives way to a text most of the time."""
    wild = chance.random() < 0.3  # else only texts change, so that most results load
    for _ in range(chance.randint(1, 6)):
        where = list(places(data))
        if not wild:
            where = [(holder, key) for holder, key in where if isinstance(holder[key], str) and _is_free(holder, key)]
        holder, key = chance.choice(where)
        held, how = holder[key], chance.random()
        if isinstance(held, str) and (not wild or how < 0.75):
            poison = chance.choice(POISON)
            if key == "text" and len(held) > 99:  # offsets count its characters
                start = chance.randrange(len(held) - 40)
                holder[key] = held[:start] + poison[:40] + held[start + len(poison[:40]) :]
            else:
                holder[key] = poison if chance.random() < 0.6 else held[: chance.randint(0, len(held))] + poison
        elif isinstance(held, int) and how < 0.6:
            holder[key] = held + chance.choice((-9, -1, 1, 2, 40, 10**6))
        elif how < 0.7:
            del holder[key]
        elif isinstance(holder, list) and how < 0.85:
            holder[key:key] = [holder[key]] * chance.choice((1, 2, 30))
        else:
            holder[key] = chance.choice((*ODD, *ODD_TEXTS, *POISON, holder, [holder[key]] * 2, nested(chance)))
            holder[key] = None if holder[key] is holder else holder[key]
    return data


def _is_free(holder: Any, key: Any) -> bool:
    """Whether a text may be any: no id, number or code."""
    return isinstance(holder, list) or key in _FREE


def nested(chance: random.Random) -> Any:
    """Return lists within lists, or objects within objects."""
    value: Any = "poison"
    for _ in range(chance.choice((3, 20, 200))):
        value = [value] if chance.random() < 0.5 else {"a": value}
    return value


class _Page(HTMLParser):
    """Notes what of a page is more than text."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        if tag in ("img", "poison", "iframe"):
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or "poison" in name:
                self.wrong.append(f"{tag} {name}")
            if name in ("href", "src", "style", "action") and "poison" in (value or ""):
                self.wrong.append(f"{tag} {name}={value!r}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self.inside in ("script", "style") and "poison" in data:
            self.wrong.append(f"poison in {self.inside}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_comment(self, data: str) -> None:
        if "poison" in data:
            self.wrong.append("a comment")


def _of_page(text: str) -> list[str]:
    page = _Page()
    page.feed(text)
    page.close()
    return page.wrong


def _of_markdown(text: str) -> list[str]:
    from markdown_it import MarkdownIt

    wrong = []
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    for token in tokens:
        if token.type in ("html_block", "code_block", "fence") and "poison" in token.content:
            wrong.append(f"{token.type} {token.content[:60]!r}")
        for child in token.children or ():
            if child.type in ("html_inline", "link_open", "image", "code_inline", "s_open"):
                wrong.append(f"{child.type} {token.content[:80]!r}")
    for first, second in pairwise(tokens):
        if first.type == "heading_open" and second.content.startswith("poison"):
            wrong.append("a heading")
    return wrong


def _of_csv(text: str) -> list[str]:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    wrong = [f"{len(row)} cells" for row in rows if len(row) != len(rows[0])]
    starts = ("=", "+p", "-p", "@", "\t", "\r", "＝")
    return wrong + [f"formula {cell[:20]!r}" for row in rows for cell in row if cell.lstrip().startswith(starts)]


def _of_workbook(content: bytes) -> list[str]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [f"{cell.coordinate} {str(cell.value)[:40]!r}" for cell in cells if _acts(cell)]


def _acts(cell: Any) -> bool:
    own = str(cell.hyperlink.location or "") + str(cell.hyperlink.target or "") if cell.hyperlink else ""
    return "poison" in own or (cell.data_type == "f" and ("poison" in str(cell.value) or "1+1" in str(cell.value)))


def _of_terminal(text: str) -> list[str]:
    return [repr(sign) for sign in set(text) if not sign.isprintable() and sign != "\n"]


def wrongs(result: Checkup | Comparison, formats: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with a result as it is written in these formats."""
    looks: dict[str, Any] = {"html": _of_page, "md": _of_markdown, "csv": _of_csv, "table": _of_terminal}
    for name in formats:
        if name == "frames":
            for frame in (result.checks, result.metrics, result.claims):
                frame.to_csv()
            result._repr_html_()
        elif name == "xlsx":
            yield from (f"xlsx: {each}" for each in _of_workbook(BINARY_RENDERERS["xlsx"](result.result)))
        elif name in BINARY_RENDERERS:
            if isinstance(result, Comparison):
                BINARY_RENDERERS[name](result.result)
        elif name == "json":
            assert type(result).from_json(result.to_json()) == result
        else:
            for lang in ("zh", "en"):
                text = RENDERERS[name](result.result, lang=lang)
                text.encode()
                yield from (f"{name}: {each}" for each in looks[name](text))
    str(result)


def main(arguments: Sequence[str] | None = None) -> int:
    """Change results and write what loads; 1 where anything breaks or passes through."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--results", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args(arguments)
    chance = random.Random(given.seed)
    whole = [(kind, encode.render(make())) for kind, make in ((Comparison, compared), (Checkup, checked))]
    loaded, seen = 0, dict[str, int]()
    for number in range(given.results):
        kind, text = chance.choice(whole)
        changed = mangled(json.loads(text), chance)
        formats = [name for name in (*RENDERERS, "xlsx", "frames") if chance.random() < 0.4]
        formats += ["svg"] if chance.random() < 0.02 else []
        try:
            result = kind.from_json(json.dumps(changed))
            loaded += 1
            found = [each[:200] for each in wrongs(result, formats)]
        except ResultFormatError:
            continue
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"[:160] + traceback.format_exc()[-500:]]
        for each in found:
            seen[each] = seen.get(each, 0) + 1
            if len(seen) <= 40 and seen[each] == 1:
                print(f"result {number}: {each}", flush=True)
    print(f"{given.results} results, {loaded} loaded, {len(seen)} failures")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
