"""The relations that a report states between two figures: one enum, and the table of what is known of each.

A relation is a ratio, `factor · current/prior + offset`, or a difference, `current − prior`. docs/json.md shows each
with the words that print it; the source of the formulas is docs/verdicts.md, "Relations f".
"""

from __future__ import annotations

from enum import StrEnum
from reprlib import repr as shortened

from attrs import frozen

from reportdiff.errors import UnknownRelationError
from reportdiff.model.checks import CheckName

__all__ = ["CHANGES", "CLAIM_FORMS", "RATIOS", "STATED_CHANGES", "RelationKind", "RelationTraits"]


@frozen(kw_only=True)
class RelationTraits:
    """The table row of one relation.

    Attributes:
        check: The name of the check that judges it.
        factor: The number that the ratio current/prior is multiplied with.
        offset: The number that is added to the product.
        difference: Whether the relation is current − prior instead.
        unit: The unit of its size where the relation itself gives it: "%" or "".
        signed: Whether the direction of a claim is the sign of its size (下降5% says −5).
        rounded: Whether its size was rounded even where it is printed without decimals (增长5%).
        implies_prior: Whether size and current figure leave few possible priors.
    """

    check: CheckName
    factor: int = 1
    offset: int = 0
    difference: bool = False
    unit: str = ""
    signed: bool = True
    rounded: bool = True
    implies_prior: bool = False

    @property
    def percent(self) -> bool:
        """Whether the size is a percentage."""
        return self.unit == "%"


class RelationKind(StrEnum):
    """A relation between two figures; the value is the `form` of a claim in the JSON contract.

    >>> RelationKind.GROWTH.value, RelationKind.GROWTH.key, RelationKind.GROWTH.traits.unit
    ('percent', 'growth', '%')
    """

    traits: RelationTraits

    GROWTH = "percent"
    POINTS = "points"
    ABSOLUTE = "absolute"
    TIMES_MORE = "times_more"
    TIMES = "times"
    DOUBLING = "doubling"
    LEVEL_TO_LEVEL = "level_to_level"
    FLAT = "flat"
    SHARE = "share"
    COMPLETION = "completion"
    RATE = "rate"
    ANNUAL_AVERAGE = "annual_average"
    NARROWED_LOSS = "narrowed_loss"

    @property
    def key(self) -> str:
        """The name of the relation in `verify` and in the lexicon."""
        return self.name.lower()

    @classmethod
    def named(cls, key: str) -> RelationKind:
        """Return the relation of a name in `verify` and the lexicon; raises `UnknownRelationError` for others.

        >>> RelationKind.named("growth")
        <RelationKind.GROWTH: 'percent'>
        """
        try:
            return _BY_KEY[key]
        except KeyError:
            known = tuple(_BY_KEY)
            raise UnknownRelationError(
                "errors.unknown_value", name="relation", value=shortened(key), known=known
            ) from None


_BY_KEY = {kind.key: kind for kind in RelationKind}

_TRAITS = {
    RelationKind.GROWTH: RelationTraits(check=CheckName.GROWTH, factor=100, offset=-100, unit="%", implies_prior=True),
    RelationKind.POINTS: RelationTraits(check=CheckName.POINTS, difference=True),
    RelationKind.ABSOLUTE: RelationTraits(check=CheckName.ABSOLUTE, difference=True, rounded=False, implies_prior=True),
    RelationKind.TIMES_MORE: RelationTraits(check=CheckName.MULTIPLE, offset=-1, implies_prior=True),
    RelationKind.TIMES: RelationTraits(check=CheckName.MULTIPLE, implies_prior=True),
    RelationKind.DOUBLING: RelationTraits(check=CheckName.MULTIPLE, rounded=False),
    RelationKind.LEVEL_TO_LEVEL: RelationTraits(check=CheckName.LEVEL_TO_LEVEL, difference=True, rounded=False),
    RelationKind.FLAT: RelationTraits(check=CheckName.GROWTH, difference=True, rounded=False),
    RelationKind.SHARE: RelationTraits(check=CheckName.SHARE, factor=100, unit="%", signed=False),
    RelationKind.COMPLETION: RelationTraits(check=CheckName.COMPLETION, factor=100, unit="%", signed=False),
    RelationKind.RATE: RelationTraits(check=CheckName.SHARE, factor=100, unit="%", signed=False),
    RelationKind.ANNUAL_AVERAGE: RelationTraits(check=CheckName.GROWTH, unit="%", implies_prior=True),
    RelationKind.NARROWED_LOSS: RelationTraits(  # 亏损收窄10%: the verb points down, and the size is meant as it stands
        check=CheckName.GROWTH, factor=-100, offset=100, unit="%", signed=False
    ),
}
for _kind, _traits in _TRAITS.items():
    _kind.traits = _traits

CLAIM_FORMS = tuple(
    relation for relation in RelationKind if relation not in (RelationKind.ANNUAL_AVERAGE, RelationKind.NARROWED_LOSS)
)
"""The relations that the form of a claim names; the other two are found when a claim is judged."""

RATIOS = frozenset({RelationKind.SHARE, RelationKind.COMPLETION, RelationKind.RATE})
"""The relations of a part to a whole, or of an outcome to its plan: they state no change."""

CHANGES = frozenset(RelationKind) - RATIOS
"""The relations of a figure to an earlier one."""

STATED_CHANGES = CHANGES - {RelationKind.LEVEL_TO_LEVEL}
"""The changes that say how much a figure changed; 由A增至B prints the two levels instead."""
