"""The names of the package: each is public, loaded when used, and enough to name every type that a user meets."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

import reportdiff as rd

MODULES = [
    importlib.import_module(module.name)
    for module in pkgutil.walk_packages(rd.__path__, "reportdiff.")
    if "__main__" not in module.name
]
OWN = {name for module in MODULES for name in module.__all__}
NAMES = [name for name in rd.__all__ if not name.startswith("_")]


def annotations_of(thing: object) -> Iterator[str]:
    """Yield the annotations of a function, or of the fields, properties and methods of a class, as written."""
    yield from (str(text) for text in inspect.get_annotations(thing).values())  # type: ignore[arg-type]
    if inspect.isclass(thing):
        for name, member in inspect.getmembers(thing):
            function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
            if not name.startswith("_") and inspect.isfunction(function) and name not in thing.__annotations__:
                yield from annotations_of(function)


def names_in(annotation: str) -> set[str]:
    """Return the names that an annotation uses, the last part of those with dots."""
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(ast.parse(annotation))
        if isinstance(node, ast.Name | ast.Attribute)
    }


@pytest.mark.parametrize("name", NAMES)
def test_types_of_signatures_are_exported(name: str) -> None:
    """Every type of reportdiff that a public function, field, property or method names is public itself."""
    thing = getattr(rd, name)
    if inspect.isfunction(thing) or inspect.isclass(thing):
        used = {used for annotation in annotations_of(thing) for used in names_in(annotation)}
        assert sorted(used & OWN - set(rd.__all__)) == []


def test_the_walk_sees_fields_properties_and_methods() -> None:
    """The walk over annotations finds a field's, a property's, a class method's and a parameter's type."""
    seen = {
        used
        for name in ("Comparison", "batch")
        for text in annotations_of(getattr(rd, name))
        for used in names_in(text)
    }
    assert {"ComparisonResult", "Report", "Coverage", "Rules", "Batch"} <= seen


def test_dir_shows_public_names_alone() -> None:
    """dir() lists what is public: no imports, no helpers, no submodules."""
    assert dir(rd) == sorted(rd.__all__)
    assert len(set(rd.__all__)) == len(rd.__all__)


def test_every_public_name_can_be_imported() -> None:
    """Each name of __all__ can be imported and is listed by dir(); any other name is an error."""
    assert all(getattr(rd, name) is not None for name in rd.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        rd.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_the_entrance_needs_no_library() -> None:
    """`import reportdiff` does without any library but the standard one."""
    others = ("attr", "attrs", "rapidfuzz", "reportdiff.model")
    code = f"import sys; import reportdiff; print([name for name in {others} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
