"""Lists of a Word file: the levels that numbering.xml defines, and the count that each of them has reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field, frozen

from reportdiff.reading.docx.elements import Element, W, number_of, value
from reportdiff.reading.docx.list_numbering import ListLevel, printed_number

__all__ = ["ListCounter", "list_counter"]

_MAX_BASED_ON = 20  # styles that a style may rest on


@frozen
class _Style:
    """A paragraph style: the style that it is based on, and the list (num) and level that it names."""

    based_on: str | None = None
    number: str | None = None
    level: int | None = None


@define
class ListCounter:
    """Numbers the list paragraphs of a body in the order in which they are asked for.

    `levels` are by num and depth, `kinds` names for each num the list whose counts it shares, `linked` are the depths
    that a style's paragraphs have, by num and style.
    """

    styles: Mapping[str, _Style]
    default_style: str | None
    levels: dict[tuple[str, int], ListLevel] = field(factory=dict)
    kinds: dict[str, str] = field(factory=dict)
    linked: dict[tuple[str, str], int] = field(factory=dict)
    counts: dict[str, list[int]] = field(factory=dict)

    def number_before(self, paragraph: Element) -> str:
        """Return the number that Word prints before a paragraph, "" if it prints none."""
        number, depth = self._place(paragraph.find(f"{W}pPr"))
        if number is None or (number, depth) not in self.levels:
            return ""
        levels = [self.levels.get((number, place), ListLevel()) for place in range(depth + 1)]
        counts = self.counts.setdefault(self.kinds.get(number, number), [])
        while len(counts) <= depth:
            counts.append(levels[len(counts)].start - 1)
        for place in range(depth + 1, len(counts)):
            deeper = self.levels.get((number, place), ListLevel())
            if deeper.restart is None or depth < deeper.restart:
                counts[place] = deeper.start - 1
        counts[depth] += 1
        for place in range(depth):
            counts[place] = max(counts[place], levels[place].start)
        return printed_number(levels, counts[: depth + 1])

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        """Return list and depth of a paragraph: its own, else those of its style and the styles that this rests on."""
        number, level = number_of(properties)
        name = value(properties, "pStyle") if properties is not None else self.default_style
        names: list[str] = []
        for _ in range(_MAX_BASED_ON):
            if name is None or (number is not None and level is not None):
                break
            names.append(name)
            style = self.styles.get(name, _Style())
            name = style.based_on
            number = style.number if number is None else number
            level = style.level if level is None else level
        if number is not None and level is None:  # a level may name the style that it numbers
            level = next((depth for name in names if (depth := self.linked.get((number, name))) is not None), None)
        return (number if number != "0" else None), level or 0

    def read_numbering(self, root: Element) -> None:
        """Take in the lists that a numbering part defines."""
        definitions = root.findall(f"{W}abstractNum")
        by_style = {name: each for each in definitions if (name := value(each, "styleLink")) is not None}
        levels: dict[str, dict[int, ListLevel]] = {}
        styles: dict[str, dict[str, int]] = {}
        for definition in definitions:
            id = definition.get(f"{W}abstractNumId", "")
            elements = by_style.get(value(definition, "numStyleLink") or "", definition).findall(f"{W}lvl")
            levels[id] = {_depth(element): _level(element) for element in elements}
            styles[id] = {
                style: _depth(element) for element in elements if (style := value(element, "pStyle")) is not None
            }
        for num in root.findall(f"{W}num"):
            name, definition_id = num.get(f"{W}numId", ""), value(num, "abstractNumId") or ""
            overrides = num.findall(f"{W}lvlOverride")
            own, restarted = _overridden(levels.get(definition_id, {}), overrides)
            self.kinds[name] = f"{definition_id}/{name}" if restarted else definition_id
            self.linked.update({(name, style): depth for style, depth in styles.get(definition_id, {}).items()})
            self.levels.update({(name, depth): level for depth, level in own.items()})


def list_counter(styles: Element, numbering: Iterable[Element]) -> ListCounter:
    """Return the counter for a file with these styles and numbering parts."""
    by_id: dict[str, _Style] = {}
    default = None
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            default = style.get(f"{W}styleId")
        by_id[style.get(f"{W}styleId", "")] = _Style(value(style, "basedOn"), *number_of(style.find(f"{W}pPr")))
    counter = ListCounter(by_id, default)
    for root in numbering:
        counter.read_numbering(root)
    return counter


def _overridden(levels: Mapping[int, ListLevel], overrides: Iterable[Element]) -> tuple[dict[int, ListLevel], bool]:
    """Return the levels of a num with its overrides, and whether one of these starts the list anew."""
    own = dict(levels)
    restarted = False
    for override in overrides:
        depth = _depth(override)
        replacement = override.find(f"{W}lvl")
        if replacement is not None:
            own[depth] = _level(replacement)
        start = value(override, "startOverride")
        if start is not None and start.isdigit():
            restarted = True
            own[depth] = evolve(own.get(depth, ListLevel()), start=int(start))
    return own, restarted


def _depth(element: Element) -> int:
    return int(element.get(f"{W}ilvl", "0"))


def _level(element: Element) -> ListLevel:
    start, restart = value(element, "start"), value(element, "lvlRestart")
    return ListLevel(
        style=value(element, "numFmt") or "decimal",
        pattern=value(element, "lvlText") or "",
        start=int(start) if start is not None and start.isdigit() else 1,
        legal=element.find(f"{W}isLgl") is not None,
        restart=int(restart) if restart is not None and restart.isdigit() else None,
    )
