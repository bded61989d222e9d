"""One stated relation as people write it, for scripts that verify a single claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from attrs import evolve, frozen

from reportdiff.errors import UnreadableFigureError
from reportdiff.extraction.figures.build import UnreadNumber, as_multiple, halved, hedged, negated, of_digits
from reportdiff.extraction.figures.patterns import grammar
from reportdiff.extraction.figures.scanner import read_figure, scan
from reportdiff.extraction.words.stated_relations import RelationMatch, relation_before, words_before_lead
from reportdiff.lexicon.changes import beyond_words, change_words
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.claim_wordings import is_rank, usual_wording
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.messages import phrase
from reportdiff.model import RATIOS, Direction, Figure, RelationKind, Span
from reportdiff.text.arguments import shortened
from reportdiff.text.normalize import normalize_characters
from reportdiff.text.numerals import doubling_factor
from reportdiff.text.traditional import simplified

__all__ = ["SingleClaim", "read_single_claim"]


@frozen
class SingleClaim:
    """A stated relation: `figure` is unsigned, `direction` carries the sign.

    `factor` is 2 for 翻一番, 4 for 翻两番; `average` says that it is meant per year (年均增长10%), over so many `years`
    (两年平均); `loss` that it speaks of a loss (减亏10%), `turned` that the level changed its sign (扭亏为盈).
    `double_sign`: verb and sign both point down (减少-5%). `fall`: it speaks of a decrease (降幅, 多减),
    `of_changes` of the changes of two years (多增), `ranked` of places (排名上升2位), `roughly` of almost the same
    level (基本持平). `levels` are those of 由A增至B.
    """

    form: RelationKind
    direction: Direction
    figure: Figure | None = None
    factor: int | None = None
    average: bool = False
    loss: bool = False
    turned: bool = False
    double_sign: bool = False
    fall: bool = False
    of_changes: bool = False
    ranked: bool = False
    roughly: bool = False
    years: int | None = None
    levels: tuple[Figure, Figure] | None = None


_AVERAGE = re.compile("年均|年平均|每年|复合")
_LOSS = re.compile("减亏|增亏|亏损")
_LOSS_VERBS = {"减亏": "减少", "增亏": "增加"}
_NO_BASE = re.compile("(?:上年|去年|上年同期|去年同期|同期)(?:无|为零|为0)[^，。]{0,4}$")
_SIGN_BEHIND = re.compile(r"^([^+\-]*?)([\d.,]+[%‰])([↑↓])$")
_IN_A_ROW = re.compile(r"连续\d{1,2}年")
_PART_OF_LAST = re.compile(r"^(?:上年|去年)(?:同期)?的[\d.]*[一-龥]?成")  # 上年的六成
_PARTED = re.compile("[，,；;]")
_MOVED = re.compile(r"^(?P<from>.*?[由从].*?)(?P<move>[上下增减升降提扩缩转回攀跃涨][一-龥]{0,2}?(?:到|至|为).*)$")
_LONGEST = 80  # characters of a claim; a sentence is no claim
_EXAMPLES = "+117.42%, 1.3个百分点, 增长1.2倍, 是上年的1.2倍, 为上年的六成, 翻一番, 减半, 扭亏为盈, 由132件增至287件"


def read_single_claim(text: str) -> SingleClaim:
    """The relation that `text` states: "+117.42%", "同比上升117.42%", "1.3个百分点", "是上年的1.2倍", "翻一番", "持平".

    The words are those of a report's sentences. A bare percentage is a share-like size without direction, unless it is
    signed. Raises `UnreadableFigureError`, which says what cannot be taken.

    >>> stated = read_single_claim("同比上升117.42%")
    >>> stated.form.value, stated.direction.value, stated.figure.text
    ('percent', 'up', '117.42')
    >>> read_single_claim("扭亏为盈").form.value, read_single_claim("由132件增至287件").direction.value
    ('level_to_level', 'up')
    """
    body = normalize_characters(simplified(text.strip())).rstrip("。；，, ")
    ranked, body = is_rank(body), usual_wording(body)
    body = _PART_OF_LAST.sub(r"为\g<0>", _SIGN_BEHIND.sub(r"\1\3\2", body))
    for loss, verb in _LOSS_VERBS.items():
        body = body.replace(loss, f"亏损{verb}")
    if len(body) > _LONGEST:
        raise _unreadable(text, "errors.whole_passage")
    if _NO_BASE.search(body):
        raise _unreadable(text, "errors.no_base")
    claim = _without_figure(body)
    if claim is None:
        head, figure = _figure_of(text, body)
        claim = _with_figure(text, head, figure)
    average = _AVERAGE.search(body) is not None
    return evolve(
        claim,
        average=average,
        loss=_LOSS.search(body) is not None and not claim.turned,
        fall=any(word in body for word in _falls()),
        of_changes=any(word in body for word in beyond_words()),
        ranked=ranked,
        roughly=claim.form is RelationKind.FLAT and check_words("roughly").search(body) is not None,
    )


@cache
def _falls() -> tuple[str, ...]:
    """Return the words of decreases that are compared with one another: 降幅, 多减."""
    nouns = (noun for noun, direction in change_words()[1].items() if direction == Direction.DOWN)
    return (*nouns, *(word for word in beyond_words() if not word.endswith("增")))


def _unreadable(text: str, why: str = "") -> UnreadableFigureError:
    reason = phrase(why) if why else ""
    return UnreadableFigureError("errors.no_relation", claim=shortened(text), reason=reason, examples=_EXAMPLES)


def _without_figure(body: str) -> SingleClaim | None:
    """持平, 翻两番, 减半, 扭亏为盈, 两位数增长 and 连续五年增长, which print no size; None for what does."""
    if body.endswith(words_of("unchanged")):
        return SingleClaim(RelationKind.FLAT, Direction.FLAT)
    factor = doubling_factor(body) if "倍" not in body or body.endswith(words_of("doubled")) else None
    if factor is not None and body.endswith(("番", *words_of("doubled"))):
        return SingleClaim(RelationKind.DOUBLING, Direction.UP, factor=factor)
    if body.endswith(words_of("halved")):
        return SingleClaim(RelationKind.GROWTH, Direction.DOWN, halved(body, Span(0, len(body))))
    for part, direction in (("turned to gain", Direction.UP), ("turned to loss", Direction.DOWN)):
        if body.endswith(words_of(part)):
            return SingleClaim(RelationKind.LEVEL_TO_LEVEL, direction, turned=True)
    sized = of_digits(body, Span(0, len(body)))
    moved = _direction_at_end(body)
    if moved is None or body in change_words()[0] or (sized is None and re.search(r"[\d%]", _IN_A_ROW.sub("", body))):
        return None
    if sized is None:
        return SingleClaim(RelationKind.LEVEL_TO_LEVEL, moved)
    return SingleClaim(RelationKind.GROWTH, moved, sized)


def _direction_at_end(body: str) -> Direction | None:
    """Return the direction of the verb that a claim without a figure ends in: 略有增长, 连续五年下降."""
    verbs = change_words()[0]
    longest = next((verb for verb in sorted(verbs, key=len, reverse=True) if body.endswith(verb)), None)
    return Direction(verbs[longest]) if longest is not None and len(longest) > 1 else None


def _figure_of(text: str, body: str) -> tuple[str, Figure]:
    """Return the figure that a claim ends with, and the words before it."""
    for at in range(len(body)):
        if at and body[at - 1].isdigit():
            continue
        try:
            return body[:at], read_figure(body[at:])
        except UnreadableFigureError:
            continue
    if re.search(r"翻[^番]{0,3}[番倍]", body):
        raise _unreadable(text, "errors.which_multiple")
    raise _unreadable(text, "errors.no_verb")


def _with_figure(text: str, head: str, figure: Figure) -> SingleClaim:
    """Return the relation that the words before a figure state about it."""
    moved = _MOVED.match(head)
    if moved is not None and (levels := _levels(moved["from"], figure)) is not None:
        stated = (relation_before(words, figure.unit) for words in (head, moved["move"]))
        level = RelationKind.LEVEL_TO_LEVEL
        if (relation := next((each for each in stated if each is not None and each.form is level), None)) is not None:
            return SingleClaim(level, relation.direction, levels=levels)
    if any(not isinstance(found, UnreadNumber) and kind_of_unit(found.unit) != "time" for found in scan(head)):
        raise _unreadable(text, "errors.several_figures")
    words = _PARTED.split(head)[-1] or head
    sign = words[-1:] if words[-1:] in ("+", "-") else ""
    below, size = figure.value < 0 or sign == "-", negated(figure) if figure.value < 0 else figure
    relation = relation_before(words.removesuffix("-"), size.unit) if words else None
    if relation is None and sign:
        relation = relation_before(f"{words[:-1]}+", size.unit)
    if relation is None:
        return _bare(text, words.rstrip("+-"), size, "-" if below else sign or figure.surface[:1])
    return _related(relation, size, below)


def _related(relation: RelationMatch, size: Figure, below: bool) -> SingleClaim:
    """Return the claim of a relation whose size may have a minus of its own."""
    form, direction = relation.form, relation.direction
    if form in RATIOS:
        return SingleClaim(form, Direction.NONE, size)
    if form is RelationKind.TIMES:
        size = hedged(size, grammar().before_sense[relation.hedge]) if relation.hedge else size
        return SingleClaim(form, Direction.NONE, as_multiple(size) if size.unit == "%" else size)
    twice = below and direction is Direction.DOWN
    if below and relation.word != "+":
        direction = Direction.UP if twice else Direction.DOWN
    elif below:
        direction = Direction.DOWN
    return SingleClaim(form, direction, size, double_sign=twice, years=relation.years or None)


def _bare(text: str, words: str, size: Figure, sign: str) -> SingleClaim:
    """Return a figure without a word of change: a signed one is a change, one behind 率 a rate, any other a size."""
    subject = words_before_lead(words)
    if sign not in ("+", "-") and re.search("(?:[率比重]|进度)(?:为|达到?)?$", words) and size.unit == "%":
        return SingleClaim(RelationKind.RATE, Direction.NONE, size)
    if subject and not re.fullmatch(alternation(words_of("link")) + "*", subject):
        raise _unreadable(text)
    direction = {"+": Direction.UP, "-": Direction.DOWN}.get(sign, Direction.NONE)
    if size.unit in ("个百分点", "百分点"):
        return SingleClaim(RelationKind.POINTS, Direction.UP if direction is Direction.NONE else direction, size)
    signed = direction is not Direction.NONE
    if size.unit == "倍":
        return SingleClaim(RelationKind.TIMES_MORE if signed else RelationKind.TIMES, direction, size)
    if size.unit == "%":
        return SingleClaim(RelationKind.GROWTH if signed else RelationKind.SHARE, direction, size)
    return SingleClaim(RelationKind.ABSOLUTE, direction, size)


def _levels(words: str, last: Figure) -> tuple[Figure, Figure] | None:
    """Return the two levels of 由A增至B, where A is the one figure in the words before the verb."""
    found: Sequence[Figure] = [each for each in scan(words) if not isinstance(each, UnreadNumber)]
    levels = [each for each in found if kind_of_unit(each.unit) != "time"]
    return (levels[0], last) if len(levels) == 1 and levels[0].unit == last.unit else None
