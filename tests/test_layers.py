"""The floors of the house: imports only go down, and rooms of one floor do not import each other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

SOURCE = Path(__file__).resolve().parent.parent / "src" / "reportdiff"

# Floor by room: a room is a package or a module directly under reportdiff. docs/architecture.md shows the same floors.
FLOORS = {
    "_version": 0,
    "errors": 0,
    "stages": 0,
    "model": 0,
    "messages": 1,
    "text": 1,
    "arithmetic": 2,
    "lexicon": 2,
    "reading": 3,
    "structure": 3,
    "extraction": 3,
    "alignment": 3,
    "checking": 3,
    "rendering": 3,
    "decisions": 5,
    "results": 6,
    "pipeline": 7,
    "verification": 7,
    "panel": 8,
    "corpus": 9,
    "cli": 10,
    "__init__": 11,
    "__main__": 12,
}

# Of one floor, and yet one rests on the other: many series are made of single ones; a figure refuses wrong bounds with
# an error, whose parameters are those of a phrase.
RESTS_ON = {("corpus", "panel"), ("model", "errors"), ("errors", "model")}

# The two looks upwards: a metric reads the parts of its name, an error its Chinese text, when it is asked for them.
READ_WHEN_ASKED = {
    ("reportdiff.model.metrics", "reportdiff.lexicon.name_parts"),
    ("reportdiff.errors", "reportdiff.messages.notices"),
}

# What costs more to import than the whole package should; the entrance must not pay for it.
HEAVY = {
    *("pandas", "numpy", "scipy", "jieba", "rjieba", "jinja2", "click", "rich", "tomllib", "cattrs"),
    *("lxml", "docx", "pdfplumber", "openpyxl", "xlsxwriter", "dask", "distributed", "pyarrow", "matplotlib"),
}
AT_THE_TOP = {"cli": {"click", "rich"}}  # the command line is the one place that always needs these

MODULES = sorted(SOURCE.rglob("*.py"))
ENTRANCE = SOURCE / "__init__.py"
INSIDE = [path for path in MODULES if path != ENTRANCE]  # the entrance re-exports, lazily, from everywhere


@frozen
class Import:
    """One imported module, as an absolute dotted name, and how the import stands in its file."""

    module: str
    line: int
    late: bool
    typing_only: bool


def name_of(path: Path) -> str:
    """Return the dotted name of a source file."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


NAMES = {name_of(path) for path in MODULES}


def room_of(module: str) -> str:
    """Return the room of a module."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports_of(path: Path) -> Iterator[Import]:
    """Yield every import of a file; `from package import module` counts as an import of the module."""
    package = name_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]

    def walk(node: ast.AST, late: bool, typing_only: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(alias.name, child.lineno, late, typing_only)
            elif isinstance(child, ast.ImportFrom):
                base = [*package[: len(package) - child.level + 1], child.module] if child.level else [child.module]
                stem = ".".join(part for part in base if part)
                for alias in child.names:
                    whole = SOURCE.parent.joinpath(*stem.split("."), alias.name)
                    is_module = whole.is_dir() or whole.with_suffix(".py").is_file()
                    yield Import(f"{stem}.{alias.name}" if is_module else stem, child.lineno, late, typing_only)
            else:
                inside = late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                guarded = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
                yield from walk(child, inside, typing_only or guarded)

    yield from walk(ast.parse(path.read_text(encoding="utf-8"), str(path)), False, False)


def own_imports(path: Path) -> list[Import]:
    """Return the imports of our own modules."""
    return [item for item in imports_of(path) if item.module.split(".")[0] == "reportdiff"]


def taken_from_entrance(path: Path) -> set[str]:
    """Return the names that a file takes from `reportdiff` itself, imported or as attributes."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "reportdiff":
            names |= {alias.name for alias in node.names if f"reportdiff.{alias.name}" not in NAMES}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "reportdiff":
            names.add(node.attr)
    return names


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down(path: Path) -> None:
    """A module imports from its own room and from lower floors, never from above or from a neighbour."""
    room = room_of(name_of(path))
    assert room in FLOORS, f"{path.name} stands in a room without a floor: {room}"
    wrong = []
    for item in own_imports(path):
        target = room_of(item.module)
        if item.module == "reportdiff":
            # Only the version may be taken from the entrance: anything else would pull the house in from the roof.
            if taken_from_entrance(path) - {"__version__"}:
                wrong.append(f"line {item.line}: import from the room itself, not from the entrance")
        elif (name_of(path), item.module) in READ_WHEN_ASKED and item.late:
            continue
        elif target != room and FLOORS[target] >= FLOORS[room] and (room, target) not in RESTS_ON:
            way = "sideways" if FLOORS[target] == FLOORS[room] else "up"
            wrong.append(f"line {item.line}: {room} imports {item.module}, which is {way}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", [path for path in INSIDE if FLOORS.get(room_of(name_of(path)), 9) <= 3], ids=name_of)
def test_rooms_import_their_own_at_the_top(path: Path) -> None:
    """Below the pipeline, functions import only what is heavy."""
    asked = {module for home, module in READ_WHEN_ASKED if home == name_of(path)}
    hidden = [f"line {i.line}: {i.module}" for i in own_imports(path) if i.late and i.module not in asked]
    assert not hidden, "\n".join(hidden)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_heavy_modules_are_imported_late(path: Path) -> None:
    """Heavy modules are imported where they are used, or for the type checker alone."""
    allowed = AT_THE_TOP.get(room_of(name_of(path)), set())
    early = [
        f"line {item.line}: {item.module}"
        for item in imports_of(path)
        if item.module.split(".")[0] in HEAVY - allowed and not item.late and not item.typing_only
    ]
    assert not early, "\n".join(early)


def test_the_docs_show_the_same_floors() -> None:
    """The table in docs/architecture.md has every room on its floor."""
    page = (SOURCE.parent.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    shown = {
        room.removesuffix("/").removesuffix(".py"): int(floor)
        for floor, rooms in re.findall(r"^\| (\d+) \| ([^|]+) \|", page, re.MULTILINE)
        for room in re.findall(r"`([^`]+)`", rooms)
    }
    assert shown == {room: floor for room, floor in FLOORS.items() if room not in {"__init__", "__main__"}}


def test_there_is_no_import_cycle() -> None:
    """No module reaches itself through its imports, those inside functions included; but for the looks upwards."""
    graph = {
        name_of(path): sorted({item.module for item in own_imports(path)} & NAMES - {name_of(path)}) for path in INSIDE
    }
    for module, asked in READ_WHEN_ASKED:
        graph[module].remove(asked)
    state: dict[str, str] = {}

    def visit(module: str, way: tuple[str, ...]) -> None:
        if state.get(module) == "done" or module not in graph:
            return
        assert state.get(module) != "open", "cycle: " + " -> ".join((*way[way.index(module) :], module))
        state[module] = "open"
        for target in graph[module]:
            visit(target, (*way, module))
        state[module] = "done"

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_its_api(path: Path) -> None:
    """Every module but `__main__` has a docstring and an `__all__` whose names it defines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "no docstring"
    names = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    assert "__all__" in names or path.stem == "__main__", "no __all__"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_compares_with_difflib(path: Path) -> None:
    """difflib's quadratic matching is used nowhere."""
    assert "difflib" not in {item.module for item in imports_of(path)}
