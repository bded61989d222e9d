"""The docs explain every code that a result can hold."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import pytest

import reportdiff
from reportdiff import checking, errors
from reportdiff.cli import program
from reportdiff.messages.labels import labels
from reportdiff.model import CLAIM_FORMS, Kind, Role, RoundingMode, SectionFate, Severity, Status, Verdict
from running import ROOT, Cli

VERDICTS = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
CONTRACT = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = (
    *("Metric", "Claim", "Figure", "Interval", "Verdict", "Severity", "Basis", "Scope", "Status", "Period", "Pair"),
    *("Review", "Coverage", "Binding", "Facet", "Frame", "Operand", "Diagnosis", "Trap", "Ratchet"),
)
GENERATED = {"reference", "commands"}  # made from the code
PAGES = [page for page in sorted((ROOT / "docs").glob("*.md")) if page.stem not in {"glossary", *GENERATED}]
GUIDES = "".join(
    page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
)


@pytest.mark.parametrize("code", [*Verdict, *RoundingMode, *Severity, *labels("diagnosis")])
def test_verdicts_modes_and_diagnoses_are_explained(code: str) -> None:
    """Each verdict, rounding mode, severity and diagnosis stands in docs/verdicts.md."""
    assert f"`{code}`" in VERDICTS


@pytest.mark.parametrize("code", [*Verdict, *Severity])
def test_verdicts_are_explained_in_chinese_too(code: str) -> None:
    """Each verdict and severity stands in docs/zh/verdicts.md."""
    assert f"`{code}`" in (ROOT / "docs" / "zh" / "verdicts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["docs", "docs/zh"])
def test_errors_are_explained(folder: str) -> None:
    """Each error that is raised on purpose has its row on the page of errors, in both languages."""
    page = (ROOT / folder / "errors.md").read_text(encoding="utf-8")
    assert [name for name in errors.__all__ if name != "ReportdiffError" and f"| `{name}` |" not in page] == []


def test_a_chinese_reader_finds_the_same_pages() -> None:
    """What a user reads is there in Chinese: the tutorial, the how-tos, verdicts, commands and errors."""
    wanted = {path.name for path in (ROOT / "docs").glob("howto-*.md")}
    wanted |= {"index.md", "getting-started.md", "years-and-corrections.md", "verdicts.md", "commands.md", "errors.md"}
    wanted.add("glossary.md")
    assert wanted == {path.name for path in (ROOT / "docs" / "zh").glob("*.md")}


@pytest.mark.parametrize("kind", [CLAIM_FORMS, Kind, Status, SectionFate, Role, Severity, Verdict])
def test_codes_of_the_json_are_named(kind: Iterable[StrEnum]) -> None:
    """Each value that a field of the JSON may take stands in docs/json.md."""
    assert [code for code in kind if code not in CONTRACT] == []


def test_the_glossary_defines_each_term_once() -> None:
    """No term has two entries, and the terms that the docs use most have one."""
    terms = re.findall(r"^### (.+)$", GLOSSARY, re.MULTILINE)
    assert [term for term, times in Counter(terms).items() if times > 1] == []
    assert {term for term in TERMS if term not in terms} == set()


def test_the_chinese_glossary_has_the_same_terms() -> None:
    """Each term that a user meets has its entry in Chinese, in the same order, with its English name."""
    for_users = GLOSSARY[: GLOSSARY.index("## The project")]
    chinese = (ROOT / "docs" / "zh" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^### (.+)$", for_users, re.MULTILINE)
    assert re.findall(r"^### [\u4e00-\u9fff]+（(.+)）$", chinese, re.MULTILINE) == terms


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_lead_to_the_glossary(page: Path) -> None:
    """Each page of the docs that is written by hand links to the glossary."""
    assert "glossary.md" in page.read_text(encoding="utf-8")


def test_checks_are_explained() -> None:
    """Each check that runs over a report or a pair has its row in docs/verdicts.md."""
    names = {name for rule in (*checking.CHECKS, *checking.PAIR_CHECKS) for name in rule.names}
    assert names
    assert sorted(name for name in names if f"`{name}`" not in VERDICTS) == []


def test_public_names_are_shown() -> None:
    """Each public function is used or named in the guides."""
    functions = [name for name in reportdiff.__all__ if name.islower() and not name.startswith("_")]
    assert functions
    assert [name for name in functions if f"{name}(" not in GUIDES and f"`{name}`" not in GUIDES] == []


def test_commands_and_options_are_shown() -> None:
    """Each command of the program is named in the guides."""
    assert [name for name in program.commands if f"reportdiff {name}" not in GUIDES] == []


def keys_of(value: object) -> Iterator[str]:
    """Yield every key of a JSON value at any depth, but for objects whose keys are free."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in {"reasons", "reasons_exact", "undecided", "settings", "figure", "document"}:
                yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


def test_keys_of_the_json_are_documented(run_cli: Cli, illustrative_path: object, seed_path: object) -> None:
    """Each key that a comparison prints stands in docs/json.md."""
    done = run_cli("compare", illustrative_path, seed_path, "--format", "json")
    keys = set(keys_of(json.loads(done.stdout)))
    assert sorted(key for key in keys if f"`{key}`" not in CONTRACT and f'"{key}"' not in CONTRACT) == []


def test_each_lexicon_file_is_named_where_words_are_added() -> None:
    """docs/contributing.md says of every file of the lexicon what it holds."""
    guide = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    files = (ROOT / "src" / "reportdiff" / "lexicon").glob("*.toml")
    assert [file.name for file in sorted(files) if f"`{file.name}`" not in guide] == []


def test_architecture_names_every_file() -> None:
    """Each module of a room stands in docs/architecture.md; those of the model and of lexicon files need not."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    files = page[page.index("## The files of each room") : page.index("## Decisions")]
    source = ROOT / "src" / "reportdiff"
    modules = {path.name: path.relative_to(source).parts for path in source.rglob("*.py") if path.stem[:1] != "_"}
    roomy = {name for name, parts in modules.items() if len(parts) > 1 and parts[0] not in ("model", "lexicon")}
    named = set(re.findall(r"`(\w+\.py)`", files))
    assert (sorted(roomy - named), sorted(named - set(modules))) == ([], [])
