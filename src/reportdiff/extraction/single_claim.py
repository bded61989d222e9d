"""One stated relation as people write it, for scripts that verify a single claim."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.errors import UnreadableFigureError
from reportdiff.extraction.figures.build import negated
from reportdiff.extraction.figures.scanner import read_figure
from reportdiff.lexicon.changes import change_words
from reportdiff.model import Direction, Figure, RelationKind
from reportdiff.text.normalize import normalize_characters
from reportdiff.text.numerals import chinese_value

__all__ = ["SingleClaim", "read_single_claim"]


@frozen
class SingleClaim:
    """A stated relation: `figure` is unsigned, `direction` carries the sign.

    `factor` is 2 for 翻一番, 4 for 翻两番; `average` says that it is meant per year (年均增长10%), `loss` that it
    speaks of a loss (减亏10%).
    """

    form: RelationKind
    direction: Direction
    figure: Figure | None = None
    factor: int | None = None
    average: bool = False
    loss: bool = False


_LEAD = re.compile(
    r"^(?:同比|环比|比上年|较上年|与上年相比|比上年同期|较上年同期|比去年|较去年|同期|实际|累计|共|约为|分别|，|,)+"
)
_AVERAGE = re.compile(r"(?:年均|年平均|平均每年|每年平均)")
_LOSS = re.compile(r"亏损额?(?=收窄|减少|下降|缩小)|减亏")
_DOUBLE = re.compile(r"^(?:增长)?翻(?:了)?([一两二三四五六七八九\d]+)?番$")
_TIMES = re.compile(r"^(?:是|为|相当于|达到|达|增加到|增长到|增至|提高到)(?:上年|去年|同期|上年同期|去年同期|原来)?的?")


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    verbs, nouns = change_words()
    words = sorted({**verbs, **nouns}, key=lambda word: (-len(word), word))
    return re.compile(r"^(" + "|".join(map(re.escape, words)) + r")(?:幅度)?(?:了|为|达到|达|约)?")


def read_single_claim(text: str) -> SingleClaim:
    """The relation that `text` states: "+117.42%", "同比上升117.42%", "1.3个百分点", "是上年的1.2倍", "翻一番", "持平".

    A bare percentage is a share-like size without direction, unless it is signed. Raises `UnreadableFigureError`.

    >>> stated = read_single_claim("同比上升117.42%")
    >>> stated.form.value, stated.direction.value, stated.figure.text
    ('percent', 'up', '117.42')
    """
    body = normalize_characters(text.strip())
    average, loss = _AVERAGE.search(body) is not None, _LOSS.search(body) is not None
    body = _AVERAGE.sub("", _LEAD.sub("", body), count=1)
    body = _LOSS.sub(lambda found: "减少" if found[0] == "减亏" else "", body, count=1)
    if body.endswith("持平"):
        return SingleClaim(RelationKind.FLAT, Direction.FLAT)
    doubled = _DOUBLE.match(body)
    if doubled is not None:
        times = doubled[1]
        power = 1 if times is None else int(times) if times.isdigit() else chinese_value(times)
        if not power:
            raise UnreadableFigureError(f"{text!r} does not say how often it doubled; write 翻一番 or 翻两番")
        return SingleClaim(RelationKind.DOUBLING, Direction.UP, factor=2**power)
    verb = _verbs().match(body)
    times_of = _TIMES.match(body) if verb is None or body.startswith(("增加到", "增长到", "增至", "提高到")) else None
    direction = Direction.NONE
    rest = body
    if times_of is not None and body.endswith("倍"):
        rest = body[times_of.end() :]
        verb = None
    elif verb is not None:
        words = {**change_words()[0], **change_words()[1]}
        direction = Direction(words[verb[1]])
        rest = body[verb.end() :]
    if rest.startswith(("占", "完成")):
        rest = re.sub(r"^[^\d一二三四五六七八九十百近约超不]*", "", rest)
    sign = rest[:1]
    try:
        figure = read_figure(rest)
    except UnreadableFigureError:
        raise UnreadableFigureError(
            f"{text!r} states no relation that can be read; write for example "
            "+117.42%, 1.3个百分点, 增长1.2倍, 是上年的1.2倍, 翻一番"
        ) from None
    if figure.value < 0:
        figure = negated(figure)
        direction = Direction.DOWN if direction in (Direction.NONE, Direction.UP) else Direction.UP
    elif sign == "+" and direction is Direction.NONE:
        direction = Direction.UP
    if figure.unit in ("个百分点", "百分点"):
        return SingleClaim(RelationKind.POINTS, direction if direction is not Direction.NONE else Direction.UP, figure)
    if figure.unit == "倍":
        return SingleClaim(
            RelationKind.TIMES if direction is Direction.NONE else RelationKind.TIMES_MORE, direction, figure
        )
    if figure.unit == "%":
        form = RelationKind.GROWTH if direction is not Direction.NONE else RelationKind.SHARE
        return SingleClaim(form, direction, figure, average=average, loss=loss)
    return SingleClaim(RelationKind.ABSOLUTE, direction, figure)
