"""Load the rows of a lexicon file as checked objects; an error names file, row and key."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TypeVar, cast

from attrs import AttrsInstance, fields

from reportdiff.errors import LexiconError

__all__ = ["load_rows", "rows_with"]

Row = TypeVar("Row", bound=AttrsInstance)


def load_rows(name: str, kind: type[Row]) -> tuple[Row, ...]:
    """Return the rows of `lexicon/<name>.toml` as instances of the attrs class `kind`, in file order.

    The keys are the attributes of the class; a TOML array becomes a tuple.

    Raises:
        LexiconError: for an unknown or missing key, and for a row without `examples`
            ("units.toml: row 14: scale: …").
    """
    return cast("tuple[Row, ...]", _load(name, kind))


def rows_with(name: str, kind: type[Row], **values: str) -> tuple[Row, ...]:
    """Return the rows of `lexicon/<name>.toml` that have these values; raise `LexiconError` if none has.

    A pattern made of no row would match everywhere.
    """
    rows = _grouped(name, kind, tuple(values)).get(tuple(values.values()), [])
    if not rows:
        wanted = ", ".join(f"{key} {value!r}" for key, value in values.items())
        raise LexiconError(f"{name}.toml: no row has {wanted}")
    return cast("tuple[Row, ...]", tuple(rows))


@cache
def _grouped(name: str, kind: type[AttrsInstance], keys: tuple[str, ...]) -> dict[tuple[str, ...], list[AttrsInstance]]:
    groups: dict[tuple[str, ...], list[AttrsInstance]] = {}
    for row in _load(name, kind):
        groups.setdefault(tuple(getattr(row, key) for key in keys), []).append(row)
    return groups


@cache
def _load(name: str, kind: type[AttrsInstance]) -> tuple[AttrsInstance, ...]:
    import tomllib  # late: `import reportdiff` must not pay for it

    text = resources.files("reportdiff.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}.toml: {error}") from error
    known = {attribute.name for attribute in fields(kind)}
    loaded = []
    for number, row in enumerate(tables.get("row", ()), start=1):
        for key in row:
            if key not in known:
                raise LexiconError(
                    f"{name}.toml: row {number}: {key}: no such key; known are {', '.join(sorted(known))}"
                )
        values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        if not values.get("examples"):
            raise LexiconError(f"{name}.toml: row {number}: examples: every row needs at least one example")
        try:
            loaded.append(kind(**values))
        except (TypeError, ValueError) as error:
            raise LexiconError(f"{name}.toml: row {number}: {error}") from error
    return tuple(loaded)
