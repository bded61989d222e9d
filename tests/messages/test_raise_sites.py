"""Errors that a user can meet are raised from a code with parameters; nobody builds their texts elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportdiff import errors
from reportdiff.messages.catalog import rows

SOURCE = Path(errors.__file__).parent

CODES = {f"errors.{code}" for code in rows("errors")}
ERRORS = {*errors.__all__, "UsageError", "WrongValueError"}  # ours, one of click, and one of JSON that becomes ours
BUILTIN = {"ValueError", "TypeError", "KeyError", "LookupError", "OSError", "RuntimeError", "Exception"}

# (file or folder, class): why a text may be built there.
EXEMPT = {
    ("lexicon", "LexiconError"): "a row of a file that ships with the package is wrong: a developer reads it",
    ("lexicon", "ValueError"): "refuses a value of such a row, and becomes a LexiconError",
    ("text/words.py", "LexiconError"): "a row of the dictionary that ships with the package is wrong",
    (
        "messages/catalog.py",
        "MessageError",
    ): "a message is asked for wrongly, or its file is wrong: a developer reads it",
    ("arithmetic", "ValueError"): "a precondition of exact arithmetic, which its callers hold",
    ("arithmetic", "ZeroDivisionError"): "as the division of numbers raises it; callers catch it",
}


def raised(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call that makes an error, with the name of its class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ERRORS | BUILTIN | {"ZeroDivisionError"}:
                yield node, name


def codes_in(node: ast.expr) -> list[str] | None:
    """Return the codes that the first argument of an error may be; None for what is built or taken from elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        either, other = codes_in(node.body), codes_in(node.orelse)
        return None if either is None or other is None else either + other
    return [] if isinstance(node, ast.Name | ast.Attribute | ast.Subscript) else None  # a variable: a code or a notice


def built(node: ast.expr) -> bool:
    """Return whether an argument is a text that is built in its place, or a finished one that is no code."""
    if isinstance(node, ast.Call):  # click takes the finished text of a row
        inner = getattr(node.func, "id", "")
        return inner not in ("say", "error_text") or (inner == "say" and codes_in(node.args[0]) is None)
    codes = codes_in(node)
    return codes is None or not CODES.issuperset(codes)


def is_exempt(place: str, name: str) -> bool:
    """Return whether texts of this class may be built in this file."""
    return any(name == kind and (place == home or place.startswith(f"{home}/")) for home, kind in EXEMPT)


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_an_error_is_made_from_a_code(path: Path) -> None:
    """The first argument of an error is the code of a row of errors.toml, and no builtin error has a text."""
    place = path.relative_to(SOURCE).as_posix()
    wrong = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node, name in raised(ast.parse(path.read_text(encoding="utf-8")))
        if node.args and built(node.args[0]) and not is_exempt(place, name)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_exemption_is_used() -> None:
    """No exemption outlives what it excuses."""
    used = {
        (home, kind)
        for home, kind in EXEMPT
        for path in ([SOURCE / home] if home.endswith(".py") else sorted((SOURCE / home).rglob("*.py")))
        for node, name in raised(ast.parse(path.read_text(encoding="utf-8")))
        if name == kind and node.args and built(node.args[0])
    }
    assert used == set(EXEMPT)


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ('ArgumentError("errors.no_folder", folder="x")', False),
        ('ArgumentError("errors.is_comparison" if x else "errors.is_checkup")', False),
        ('click.UsageError(say("errors.jobs_or_dask"))', False),
        ('ArgumentError("give a folder")', True),
        ('ArgumentError("errors.no_such_code")', True),
        ('ArgumentError(f"{x}: give a folder")', True),
        ('ArgumentError("give " + x)', True),
        ("ArgumentError(str(error))", True),
        ('click.UsageError("one of them")', True),
        ('ValueError(f"{x} is wrong")', True),
    ],
)
def test_a_built_text_is_seen(source: str, wrong: bool) -> None:
    """Texts, f-strings and sums are found, codes and what `say` makes of them pass."""
    assert [built(node.args[0]) for node, _ in raised(ast.parse(source))] == [wrong]


def test_what_a_function_asks_for_is_a_code() -> None:
    """What `require_type` and its like put into an error is a row of errors.toml."""
    asked = {
        item.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith("require_")
        for item in node.args[2:]
        if isinstance(item, ast.Constant) and isinstance(item.value, str) and " " in item.value
    }
    assert asked == set()
