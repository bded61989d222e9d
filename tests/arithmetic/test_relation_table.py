"""The table of relations: every relation has its row, its check and its name."""

from __future__ import annotations

import pytest

from reportdiff.model import CHANGES, RATIOS, Basis, RelationKind


@pytest.mark.parametrize("relation", RelationKind)
def test_every_relation_has_a_row(relation: RelationKind) -> None:
    """A relation is found by the name that `verify` takes, and its row says which check judges it."""
    assert relation.traits.check
    assert RelationKind.named(relation.key) is relation
    assert (relation in CHANGES) is not (relation in RATIOS)


def test_an_unknown_relation_is_named() -> None:
    """A name that no relation bears is refused, with the names that exist."""
    with pytest.raises(ValueError, match="'percent': known are growth, points"):
        RelationKind.named("percent")


@pytest.mark.parametrize("text", ["previous_year", "year:2019", "annual_average"])
def test_a_basis_is_read_as_it_is_written(text: str) -> None:
    """The text of a basis in the JSON contract and the basis itself are one."""
    assert str(Basis.parse(text)) == text


@pytest.mark.parametrize("text", ["year", "budget:2019", "last_year", "year:x"])
def test_no_basis_is_read_from_other_words(text: str) -> None:
    """A year belongs to the basis of a year and to no other."""
    with pytest.raises(ValueError, match="is unknown; known are previous_year"):
        Basis.parse(text)
