"""What a figure is of: its area, account and entity, as the words around it, its paragraph and its headings say.

The innermost words win: those of the figure's own clause, then of its sentence, of the sentences before in its section,
of the headings. A bracket ends with itself. What nobody printed stays unknown (None), which is not the same as equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, evolve, frozen

from reportdiff.lexicon.facets import facet_of, facet_pattern
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.places import place_at_head, place_ends
from reportdiff.lexicon.reference_names import narrower_area
from reportdiff.lexicon.words import words_of
from reportdiff.model import NO_FACETS, Facets, Outline

__all__ = ["FacetMark", "FacetState", "facet_marks", "facets_of_headings", "issuer_named", "with_area_of_name"]

_REACH = 30  # characters between 从 and the money that is taken from somewhere
_FROM = re.compile("从[^，,。；;：:]*$")
_TAKEN = re.compile(f"[^，,。；;：:]{{0,{_REACH}}}?(?:调入|调出|划转|转入)")
_AREA, _COMPANY = "area", "公司"
_HEAD = 10  # characters of a paragraph in which its subject begins
_YEAR = re.compile(r"^(?:19|20)\d\d年度?")


@frozen
class FacetMark:
    """A word that sets a facet from `at` on; `depth` counts the brackets around it."""

    at: int
    facet: str
    value: str
    depth: int
    part: bool = False  # stands behind 其中, or is a town: it says nothing of the sentences behind its own
    begins_item: bool = False  # stands right behind a semicolon


def facet_marks(sentence: str, issuer: str | None = None) -> tuple[FacetMark, ...]:
    """Return the words of a sentence that set a facet, in text order; the issuer's own place is its whole area.

    >>> [(mark.facet, mark.value) for mark in facet_marks("市本级一般公共预算收入31.9亿元（不含高新区4.2亿元）")]
    [('area', '市本级'), ('account', '一般公共预算'), ('area', '高新区')]
    >>> facet_marks("临河市3件", "临河市")[0].value
    '全市'
    """
    listed = tuple(_joined(sentence, _listed(sentence))) if facet_pattern().search(sentence) is not None else ()
    if _COMPANY in sentence:
        listed = tuple(sorted((*listed, *_companies(sentence, issuer or "")), key=lambda mark: mark.at))
    if phrase("sign of a place").search(sentence, 1) is None:
        return listed
    places = (_of_issuer(mark, issuer) for mark in _places(sentence)) if issuer else _places(sentence)
    return tuple(sorted((*listed, *places), key=lambda mark: mark.at))


def issuer_named(outline: Outline) -> str:
    """Return who a report is of, or its title without the year where nobody is named."""
    return outline.issuer or _YEAR.sub("", outline.title)


def _of_issuer(mark: FacetMark, issuer: str) -> FacetMark:
    """Return the mark of a place, as that of the whole area where it is the issuer's own: 青禾市 of 青禾海关."""
    end = next((end for end in place_ends() if mark.value.endswith(end)), None)
    stem = mark.value.removesuffix(end or "")
    named = len(stem) > 1 and issuer.startswith(stem) and not issuer.removeprefix(stem).startswith(place_ends())
    whole = end is not None and (named or issuer.startswith(mark.value))
    return evolve(mark, value=facet_of(f"全{end}").value) if whole else mark


def with_area_of_name(facets: Facets, name: str, issuer: str | None = None) -> Facets:
    """Return facets with the place that a name begins with as their area; of several listed, each has its own.

    >>> with_area_of_name(NO_FACETS, "海州区产量").area
    '海州区'
    """
    place = place_at_head(name[:_HEAD]) if phrase("sign of a place").search(name, 1, _HEAD) is not None else ""
    return evolve(facets, area=_of_issuer(FacetMark(0, "area", place, 0), issuer or "").value) if place else facets


def _listed(sentence: str) -> Iterator[FacetMark]:
    for found in facet_pattern().finditer(sentence):
        start = found.start()
        others = phrase("others than the issuer").search(sentence, max(0, start - 4), start)
        aside = phrase("when not where").match(sentence, found.end()) is not None or _is_source(sentence, found)
        if facet_of(found[0]).facet == "area":
            aside = aside or sentence.startswith(words_of("rank behind area"), found.end())
        if others is None and not aside:
            row = facet_of(found[0])
            part = phrase("part mark ahead").search(sentence, 0, start) is not None
            yield FacetMark(start, row.facet, row.value, _depth(sentence, start), part, _begins_item(sentence, start))


def _is_source(sentence: str, found: re.Match[str]) -> bool:
    """Return whether a fund is named as where money comes from, and not as its account: 从政府性基金调入1.2亿元."""
    taken = _TAKEN.match(sentence, found.end()) is not None
    return taken and _FROM.search(sentence, max(0, found.start() - _REACH), found.start()) is not None


def _joined(sentence: str, marks: Iterable[FacetMark]) -> Iterator[FacetMark]:
    """Yield marks, two accounts that 及 joins as the one that both are: 一般公共预算及政府性基金财政拨款."""
    before: FacetMark | None = None
    for mark in marks:
        one_kind = before is not None and before.facet == mark.facet == "account"
        if one_kind and before and sentence[before.at : mark.at].removeprefix(before.value) in words_of("joins"):
            before = evolve(before, value=f"{before.value}、{mark.value}")
            continue
        if before is not None:
            yield before
        before = mark
    if before is not None:
        yield before


def _places(sentence: str) -> Iterator[FacetMark]:
    for found in phrase("head with a place").finditer(sentence):
        head = found["head"].removeprefix("不含").removeprefix("含")
        name = place_at_head(head) if len(head) > 1 else ""
        if name and not name.startswith(words_of("ahead of all")):
            at = found.end("head") - len(head)
            town = name.endswith(words_of("town"))
            yield FacetMark(at, "area", name, _depth(sentence, at), town, _begins_item(sentence, at))


def _companies(sentence: str, issuer: str) -> Iterator[FacetMark]:
    """Yield a company of the group as the entity of what is told of it: 全资子公司海岬部件有限公司实现收入1.2亿元."""
    for found in phrase("another company").finditer(sentence):
        name = found["name"] or found["kind"] or (found["full"] if issuer.endswith(_COMPANY) else "")
        if name and name not in issuer and issuer not in name:
            at = found.start("kind") if found["kind"] else found.start("full")
            yield FacetMark(at, "entity", name, _depth(sentence, at), part=True, begins_item=_begins_item(sentence, at))


def _begins_item(sentence: str, at: int) -> bool:
    return sentence[:at].rstrip().endswith(("；", ";"))


def _depth(sentence: str, at: int) -> int:
    return sentence.count("（", 0, at) - sentence.count("）", 0, at)


def facets_of_headings(headings: Iterable[str], issuer: str | None = None) -> Facets:
    """Return what a section's headings say, the innermost first.

    >>> facets_of_headings(["（一）一般公共预算收支情况", "二、市级财政预算执行情况"])
    Facets(area='市本级', account='一般公共预算', entity=None)
    """
    found: dict[str, str] = {}
    for heading in headings:
        marks = facet_marks(heading + "（", issuer)  # what a heading ends with stands alone: （二）市级
        for mark in marks:
            if mark.facet not in found and {each.value for each in marks if each.facet == mark.facet} == {mark.value}:
                found[mark.facet] = mark.value  # 全市和市级预算 names two, so none
    return Facets(area=found.get("area"), account=found.get("account"), entity=found.get("entity"))


@define
class FacetState:
    """The facets in force while the sentences of a section are read, one after the other."""

    of_section: Facets = NO_FACETS
    lasting: Facets = NO_FACETS
    of_line: Facets = NO_FACETS
    line: int = -1

    def enter(self, section: Facets) -> None:
        """Begin a section: what its headings say holds, what the paragraphs before said does not."""
        self.of_section, self.lasting, self.of_line, self.line = section, NO_FACETS, NO_FACETS, -1

    def at(self, sentence: str, marks: Sequence[FacetMark], line: int, place: int) -> Facets:
        """Return the facets of a figure at `place` of a sentence with these marks, in the paragraph `line`."""
        base = self.of_line if line == self.line else self.lasting
        outer = _over(base, _over(self.lasting, self.of_section))
        if not marks:
            return outer
        depth = _depth(sentence, place)
        known: dict[str, str] = {}
        for mark in marks:
            if mark.at < place and self._reaches(sentence, mark, place, depth):
                known[mark.facet] = mark.value
        return _over(Facets(**known), outer) if known else outer

    def _reaches(self, sentence: str, mark: FacetMark, place: int, depth: int) -> bool:
        """Return whether no bracket around the mark closed before the figure, nor the part of the list it stands in.

        A word at the head of a sentence holds to its end, one amid it as far as the next semicolon: 投资增长8%；市本级
        支出3亿元；社会消费品零售总额….
        """
        between = sentence[mark.at : place]
        if mark.depth:
            return mark.depth <= depth and "）" not in between
        if mark.at <= _HEAD or ("；" not in between and ";" not in between):
            return True
        dated = phrase("date ahead").match(sentence)
        return dated is not None and mark.at <= dated.end() + _HEAD

    def keep(self, marks: Sequence[FacetMark], line: int, offset: int) -> None:
        """Take over what a sentence says for those behind it; it begins `offset` characters into its paragraph.

        What stands at the head of a paragraph holds for the paragraphs behind it too (（二）高新区完成…), what stands
        amid one ends with it, and so do areas that it lists side by side (市本级支出3亿元；县级支出8亿元。).
        """
        if line != self.line:
            self.of_line, self.line = NO_FACETS, line
        areas = [mark for mark in marks if mark.facet == _AREA and mark.depth == 0]
        whole = areas[0] if areas and narrower_area(areas[0].value) is None else None
        listed = any(mark.begins_item and mark.value != areas[0].value for mark in areas[1:])
        for mark in marks:
            amid = mark.facet == _AREA and mark is not whole and (whole is not None or listed)
            leads = offset + mark.at <= _HEAD  # so a part that leads holds for the whole paragraph
            if mark.depth == 0 and (leads or not mark.part) and not amid:
                self.of_line = evolve(self.of_line, **{mark.facet: mark.value})
                if leads and not mark.part:
                    self.lasting = evolve(self.lasting, **{mark.facet: mark.value})


def _over(inner: Facets, outer: Facets) -> Facets:
    if inner is NO_FACETS or inner is outer:
        return outer
    return Facets(
        area=inner.area if inner.area is not None else outer.area,
        account=inner.account if inner.account is not None else outer.account,
        entity=inner.entity if inner.entity is not None else outer.entity,
    )
