"""Statement forms (forms/*.toml): the line items of a statement, and the identities that hold between them.

A form needs no code: a file lists the items with the labels that print them and the identities in their names, each
with examples. An identity reads `净利润 = 利润总额 - 所得税费用`; a term in brackets, `[营业外收入]`, counts as 0 where
the statement does not print it. `毛利率 = 1 - 营业成本 / 营业收入` and `资产负债率 = 负债合计 / 资产总计` are ratios.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from attrs import frozen

from reportdiff.errors import LexiconError
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.rows import load_rows

__all__ = ["Form", "FormRow", "Identity", "Term", "form_names", "forms", "item_label", "item_of_role"]
__all__ += ["items_of"]

_TERM = re.compile(r"\s*(?P<sign>[+-]?)\s*(?P<open>\[?)\s*(?P<item>[^\s+\-\[\]/=]+)\s*\]?\s*")
_RATIO = re.compile(r"(?P<rest>1\s*-\s*)?(?P<part>[^\s+\-/]+)\s*/\s*(?P<whole>[^\s+\-/]+)")
_TORN = 6  # characters of a label, and
_TORN_SHARE = 2  # the share of the whole one, by which a label that its cell cut off is known


@frozen(kw_only=True)
class FormRow:
    """A row of a form: an item with its labels, or an identity.

    Attributes:
        item: The item's name, which is one of its labels.
        words: Other labels that print it.
        sums: "lines" where the item adds up the lines above it, back to the item before it that closes a group;
            "beside" where it may add up those below it as well; "running" where it goes on from the item of that kind
            before those lines.
        closes: Whether the lines above the item are of an earlier group.
        inside: Whether the item is printed as a part of the line above it, so that it is not added.
        elsewhere: Whether another table prints the item, under the label of the line, for the report's year.
        role: What a rule calls the item that knows it by no name.
        identity: What holds, as alternatives of which one suffices.
        examples: Labels of the item, or figures for which the identity holds.
    """

    examples: tuple[str, ...]
    item: str = ""
    words: tuple[str, ...] = ()
    sums: str = ""
    closes: bool = False
    inside: bool = False
    elsewhere: bool = False
    role: str = ""
    identity: tuple[str, ...] = ()


@frozen
class Term:
    """An item on the right of an identity: added (1) or taken off (-1), and whether it may be missing."""

    item: str
    sign: int = 1
    optional: bool = False


@frozen(kw_only=True)
class Identity:
    """What holds between the items of a form: a sum, or the ratio of the first term to the second one.

    `ratio` is "" of a sum, "part" of a ratio and "rest" of 1 less the ratio.
    """

    text: str
    left: str
    terms: tuple[Term, ...]
    ratio: str = ""

    @classmethod
    def of(cls, text: str) -> Identity:
        """Return the identity that a text states.

        >>> [(term.item, term.sign, term.optional) for term in Identity.of("本年 = 甲 - [乙]").terms]
        [('甲', 1, False), ('乙', -1, True)]
        """
        left, _, right = (side.strip() for side in text.partition("="))
        ratio = _RATIO.fullmatch(right)
        if ratio is not None:
            terms = Term(ratio["part"]), Term(ratio["whole"])
            return cls(text=text, left=left, terms=terms, ratio="rest" if ratio["rest"] else "part")
        found = list(_TERM.finditer(right))
        if not left or not right or "".join(match[0] for match in found) != right:
            raise LexiconError(f"no identity: {text!r}")
        return cls(
            text=text,
            left=left,
            terms=tuple(Term(match["item"], -1 if match["sign"] == "-" else 1, match["open"] != "") for match in found),
        )


@frozen(kw_only=True)
class Form:
    """A statement form: its name, its items by name, and its identities, each with its alternatives."""

    name: str
    items: Mapping[str, FormRow]
    identities: tuple[tuple[Identity, ...], ...]

    @property
    def closing(self) -> frozenset[str]:
        """The items that close a group of lines."""
        return frozenset(row.item for row in self.items.values() if row.closes or row.sums)


@cache
def form_names() -> tuple[str, ...]:
    """Return the names of all forms, which are those of their files."""
    folder = resources.files("reportdiff.lexicon").joinpath("forms")
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


@cache
def forms() -> tuple[Form, ...]:
    """Return all statement forms.

    Raises:
        LexiconError: An identity names an item that its form does not list.
    """
    made = []
    for name in form_names():
        rows = load_rows(f"forms/{name}", FormRow)
        items = {row.item: row for row in rows if row.item}
        identities = tuple(tuple(map(Identity.of, row.identity)) for row in rows if row.identity)
        for identity in (each for alternatives in identities for each in alternatives):
            for item in (identity.left, *(term.item for term in identity.terms)):
                if item not in items:
                    raise LexiconError(f"forms/{name}.toml: {identity.text!r}: no item {item!r}")
        made.append(Form(name=name, items=items, identities=identities))
    return tuple(made)


@cache
def item_of_role(role: str) -> str:
    """Return the item whose row has a role.

    >>> item_of_role("net profit")
    '净利润'
    """
    return next(row.item for form in forms() for row in form.items.values() if row.role == role)


@lru_cache(maxsize=1 << 12)
def item_label(label: str) -> str:
    """Return a printed label without its number, sign word and brackets.

    >>> item_label("四、利润总额（亏损以“－”号填列）"), item_label("减：营业外支出"), item_label("其中:营业收入")
    ('利润总额', '营业外支出', '营业收入')
    """
    return check_words("filling of a label").sub("", label)


@cache
def _labels() -> tuple[Mapping[str, Sequence[tuple[int, str]]], Sequence[str]]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for place, form in enumerate(forms()):
        for item, row in form.items.items():
            for word in dict.fromkeys(map(item_label, (item, *row.words))):
                found[word].append((place, item))
    return found, sorted(found)


@lru_cache(maxsize=1 << 12)
def items_of(label: str) -> Sequence[tuple[int, str]]:
    """Return the items that a label prints: the place of the form in `forms()`, and the item's name.

    A label that a narrow cell cut off is known by its beginning, where a form has only one such item.
    """
    known, ordered = _labels()
    words = item_label(label)
    if words in known or len(words) < _TORN:
        return known.get(words, ())
    torn: dict[int, set[str]] = defaultdict(set)
    for whole in ordered[bisect_left(ordered, words) :]:
        if not whole.startswith(words):
            break
        for place, item in known[whole]:
            torn[place].add(item if len(whole) < _TORN_SHARE * len(words) else "")
    return tuple((place, min(items)) for place, items in torn.items() if len(items) == 1 and "" not in items)
