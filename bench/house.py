"""Count what the house holds: source lines, Chinese characters and look-arounds in Python, long files and functions.

    python bench/house.py              print the counts of this tree
    python bench/house.py FOLDER       of another tree, such as a checkout of an earlier commit
    python bench/house.py --lower      lower the stored limits to what this tree holds; none is raised

The limits stand in tests/house_limits.json, and tests/test_house.py and tests/test_sizes.py hold the tree to them.
"""

from __future__ import annotations

import ast
import io
import json
import re
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = [
    "LIMITS",
    "ROOT",
    "RUFF",
    "chinese_characters",
    "counts",
    "long_files",
    "long_functions",
    "look_arounds",
    "lowered",
    "private_names",
    "size_failures",
    "size_ignores",
    "without_size_ignores",
]

ROOT = Path(__file__).resolve().parent.parent
LIMITS = ROOT / "tests" / "house_limits.json"
RUFF = Path(sys.executable).with_name("ruff")
LONGEST_FILE, LONGEST_FUNCTION = 400, 50

_OWN = ("src", "bench", "docs", "examples")  # ours and no tests; build and the environments hold nothing of it
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_REASON = re.compile(r"#\s*long: \S+ \S+")
_SIZE_CODES = ("C901", "PLR0912", "PLR0913", "PLR0915", "PLR0917")
_IGNORE = re.compile(r'^"(?P<path>[^"*]+)" = \[(?P<codes>[^\]]*)\]\n', re.MULTILINE)


def python_files(root: Path, *folders: str) -> list[Path]:
    """Return the Python files in these folders of a tree, in order."""
    return sorted(path for folder in folders for path in (root / folder).rglob("*.py"))


def source_lines(root: Path) -> int:
    """Return the number of lines of `src/**/*.py`, empty lines and comments included, as `wc -l` counts them."""
    return sum(path.read_bytes().count(b"\n") for path in python_files(root, "src"))


def look_arounds(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and pattern of each look-around of a Python text that has a Chinese character in it.

    A look-around inside another one counts by itself. What an f-string fills in is not looked at.

    >>> list(look_arounds('AND = "和(?!谐|平)|与(?!会)"'))
    [(1, '(?!谐|平)'), (1, '(?!会)')]
    """
    for node in _strings(ast.parse(text)):
        pattern = _text_of(node)
        for match in _LOOK_AROUND.finditer(pattern):
            group = _group(pattern, match.start())
            if _CHINESE.search(group):
                yield node.lineno, group


def chinese_characters(text: str) -> Counter[str]:
    """Count the Chinese characters of a Python text by where they stand: in code, in docstrings, in comments.

    >>> sorted(chinese_characters('NAME = "件数"  # 个').items())
    [('code', 2), ('comments', 1)]
    """
    comments = sum(
        len(_CHINESE.findall(token.string))
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    )
    docstrings = sum(len(_CHINESE.findall(_text_of(node))) for node in _docstrings(ast.parse(text)))
    return +Counter(code=len(_CHINESE.findall(text)) - comments - docstrings, docstrings=docstrings, comments=comments)


def long_files(root: Path) -> dict[str, int]:
    """Return path and number of lines of each file above 400 lines whose head gives no `# long: reason`."""
    found = {}
    for path in python_files(root, *_OWN, "tests"):
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > LONGEST_FILE and not any(_REASON.match(line) for line in lines[:LONGEST_FUNCTION]):
            found[path.relative_to(root).as_posix()] = len(lines)
    return found


def long_functions(root: Path) -> dict[str, int]:
    """Return "path: name" and number of lines of each function above 50 lines that gives no `# long: reason`.

    The docstring is not counted. The reason stands in the line above the function or in its signature.
    """
    found = {}
    for path in python_files(root, *_OWN, "tests"):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            length = _length(node)
            above = min([node.lineno, *(item.lineno for item in node.decorator_list)]) - 2
            head = lines[max(above, 0) : node.body[0].lineno - 1]
            if length > LONGEST_FUNCTION and not any(_REASON.search(line) for line in head):
                found[f"{path.relative_to(root).as_posix()}: {node.name}"] = length
    return found


def private_names(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of each private name of reportdiff that a test uses.

    Private is what begins with one underline: imported (`from reportdiff.text import _x`), read from an imported module
    (`module._x`), or patched (`monkeypatch.setattr(module, "_x", …)`, `setattr("reportdiff.text._x", …)`).

    >>> list(private_names('from reportdiff.text import cells, _x\\ncells._y'))
    [(1, '_x'), (2, 'cells._y')]
    """
    tree = ast.parse(text)
    modules = _imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "reportdiff":
            yield from ((node.lineno, alias.name) for alias in node.names if _is_private(alias.name))
        elif isinstance(node, ast.Attribute) and _is_private(node.attr) and ast.unparse(node.value) in modules:
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setattr":
            words = [item.value for item in node.args[:2] if isinstance(item, ast.Constant)]
            names = [word for word in words if isinstance(word, str) and _is_private(word.rsplit(".", 1)[-1])]
            if names and (names[0].startswith("reportdiff.") or ast.unparse(node.args[0]) in modules):
                yield node.lineno, names[0]


def private_name_counts(root: Path) -> dict[str, int]:
    """Return the number of uses of private names for each file of the tests that has some."""
    found = {}
    for path in python_files(root, "tests"):
        if uses := sum(1 for _ in private_names(path.read_text(encoding="utf-8"))):
            found[path.relative_to(root).as_posix()] = uses
    return found


def counts(root: Path = ROOT) -> dict[str, int]:
    """Return every count of a tree that has a limit."""
    characters: Counter[str] = Counter()
    for path in python_files(root, *_OWN):
        characters += chinese_characters(path.read_text(encoding="utf-8"))
    sources = [path.read_text(encoding="utf-8") for path in python_files(root, "src")]
    return {
        "source lines": source_lines(root),
        "look-arounds with Chinese characters": sum(1 for text in sources for _ in look_arounds(text)),
        "Chinese characters in Python": characters.total(),
        "Chinese characters in code": characters["code"],
    }


def measured(root: Path) -> dict[str, dict[str, int]]:
    """Return everything that tests/house_limits.json limits, as the tree has it."""
    return {
        "counts": counts(root),
        "files above 400 lines": long_files(root),
        "functions above 50 lines": long_functions(root),
        "private names in tests": private_name_counts(root),
    }


def lowered(stored: dict[str, dict[str, int]], now: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Return the stored limits, lowered to what there is now; a name that is no longer over a limit is left out."""
    return {
        group: {name: min(limit, now[group][name]) for name, limit in limits.items() if name in now[group]}
        for group, limits in stored.items()
    }


def size_ignores(pyproject: str) -> dict[str, set[str]]:
    """Return the rules of size that the text of a pyproject.toml turns off, by file; patterns with `*` left out."""
    found = {}
    for match in _IGNORE.finditer(pyproject):
        if codes := set(re.findall(r"\w+", match["codes"])) & set(_SIZE_CODES):
            found[match["path"]] = codes
    return found


def without_size_ignores(pyproject: str, failing: dict[str, set[str]]) -> str:
    """Return the text of a pyproject.toml without ignored rules of size that no longer fail in their file."""

    def kept(match: re.Match[str]) -> str:
        codes = re.findall(r"\w+", match["codes"])
        left = [code for code in codes if code not in _SIZE_CODES or code in failing.get(match["path"], ())]
        return f'"{match["path"]}" = [{", ".join(json.dumps(code) for code in left)}]\n' if left else ""

    return _IGNORE.sub(kept, pyproject)


def size_failures(root: Path) -> dict[str, set[str]]:
    """Return the rules of size that fail in each file, nothing ignored but by `# noqa` beside the code.

    Raises:
        FileNotFoundError: ruff is not installed beside this Python.
    """
    import subprocess

    command = [str(RUFF), "check", "--select", ",".join(_SIZE_CODES), "--output-format", "json", "--no-cache"]
    command += ["--config", "lint.per-file-ignores = {}", "."]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    found: dict[str, set[str]] = {}
    items: list[dict[str, Any]] = json.loads(done.stdout)
    for item in items:
        found.setdefault(Path(item["filename"]).relative_to(root).as_posix(), set()).add(item["code"])
    return found


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _imported(tree: ast.Module) -> set[str]:
    """Return the names under which a file holds something of reportdiff."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "reportdiff":
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.asname or alias.name for alias in node.names if alias.name.split(".")[0] == "reportdiff"}
    return found


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield every string that is a statement by itself: docstrings of modules, classes, functions and constants."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value


def _strings(tree: ast.Module) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Yield every string but docstrings; an f-string once, without its pieces."""
    skipped: set[int] = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(value) for value in node.values}
        if id(node) not in skipped and (
            isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        ):
            yield node


def _text_of(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return str(node.value)


def _group(pattern: str, start: int) -> str:
    """Return the group that opens at `start`, to its closing bracket or else to the end; brackets in a class are none.

    >>> _group("a(?<![（(])b", 1)
    '(?<![（(])'
    """
    depth, place, in_class = 0, start, -1
    while place < len(pattern):
        mark = pattern[place]
        if mark == "\\":
            place += 1
        elif in_class >= 0:
            if mark == "]" and place > in_class + 1 + (pattern[in_class + 1] == "^"):
                in_class = -1
        elif mark == "[":
            in_class = place
        elif mark == "(":
            depth += 1
        elif mark == ")":
            depth -= 1
            if not depth:
                return pattern[start : place + 1]
        place += 1
    return pattern[start:]


def main(arguments: list[str]) -> None:
    """Print the counts, or lower the limits."""
    if arguments == ["--lower"]:
        stored = json.loads(LIMITS.read_text(encoding="utf-8"))
        LIMITS.write_text(
            json.dumps(lowered(stored, measured(ROOT)), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        project = ROOT / "pyproject.toml"
        text = project.read_text(encoding="utf-8")
        project.write_text(without_size_ignores(text, size_failures(ROOT)), encoding="utf-8")
        return
    root = Path(arguments[0]).resolve() if arguments else ROOT
    for group, values in measured(root).items():
        print(group)
        for name, value in values.items():
            print(f"{value:8,} {name}")
    print("look-arounds with Chinese characters")
    for path in python_files(root, "src"):
        for line, pattern in look_arounds(path.read_text(encoding="utf-8")):
            print(f"    {path.relative_to(root).as_posix()}:{line}: {pattern}")


if __name__ == "__main__":
    main(sys.argv[1:])
