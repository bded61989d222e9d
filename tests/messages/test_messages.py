"""The messages: every row's examples come out in both languages, and no row or label is unused."""

from __future__ import annotations

import ast
import pickle
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import reportdiff as rd
from reportdiff.errors import MessageError
from reportdiff.lexicon.templates import template_patterns
from reportdiff.messages import Notice, label, message, notice, phrase, phrase_of, sentence, shown, text
from reportdiff.messages.catalog import MessageRow, rows
from reportdiff.messages.labels import LANGUAGES, labels
from reportdiff.model import Phrase, RoundingMode, Severity, Verdict
from reportdiff.model.phrases import Parameter
from reportdiff.rendering.rows.standings import Standing

SOURCE = Path(__file__).resolve().parents[2] / "src" / "reportdiff"
LABELS = "labels"
FILES = sorted(path.stem for path in (SOURCE / "messages").glob("*.toml") if path.stem != LABELS)
KINDS = tuple(tomllib.loads((SOURCE / "messages" / "labels.toml").read_text(encoding="utf-8")))
ROWS = [(file, row) for file in FILES for row in rows(file).values()]
EXAMPLES = [(f"{file}.{row.code}", row, example) for file, row in ROWS for example in row.examples]

HAN, LATIN = re.compile("[\u3400-\u9fff]+"), re.compile("[A-Za-z]+")
QUOTED = {"万", "亿", "倍", "翻番"}  # terms that English labels quote
KEYS = {"A", "B", "Esc", *"cfjkmnprsuxy"}  # what Chinese labels call a level or a key of the keyboard


def parameter(value: Any) -> Parameter:
    """A parameter as an example writes it: a table with a code is a phrase, an array several values."""
    if isinstance(value, dict):
        given = {name: parameter(inner) for name, inner in value.items() if name != "code"}
        return Phrase(value["code"], given)
    if isinstance(value, list):
        return tuple(parameter(item) for item in value)  # type: ignore[misc]
    assert isinstance(value, str | int)
    return value


PLACE, OPTIONAL = re.compile(r"\{(\w+)(?:\|[^{}]*)?\}"), re.compile(r"\[([^\[\]]*)\]")


def names_in(template: str) -> set[str]:
    """The parameters that a text names."""
    return set(PLACE.findall(template))


@cache
def words_of_source() -> frozenset[str]:
    """Every string literal of the package, and every word of the page's templates."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        constants = (
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
        )
        found.update(node.value for node in constants if isinstance(node.value, str))
    for path in (SOURCE / "rendering" / "templates").iterdir():
        found.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return frozenset(found)


@pytest.mark.parametrize(("code", "row", "example"), EXAMPLES, ids=[code for code, _, _ in EXAMPLES])
def test_examples_come_out(code: str, row: MessageRow, example: Mapping[str, Any]) -> None:
    """What an example gives makes its two texts, letter by letter."""
    made = Phrase(code, {name: parameter(value) for name, value in example["given"].items()})
    assert [text(made, lang) for lang in LANGUAGES] == [example["zh"], example["en"]]


@pytest.mark.parametrize(("file", "row"), ROWS, ids=[f"{file}.{row.code}" for file, row in ROWS])
def test_a_row_is_whole(file: str, row: MessageRow) -> None:
    """Both texts name the same parameters, brackets hold one, examples give each, and none is there without need."""
    assert names_in(row.zh) == names_in(row.en)
    for template in (row.zh, row.en):
        assert template.strip()
        assert all(names_in(part) for part in re.findall(r"\[([^\[\]]*)\]", template)), template
        assert not re.search(
            r"[\[\]{}]", re.sub(r"\{\w+(?:\|[^{}]*)?\}", "", re.sub(r"\[([^\[\]]*)\]", r"\1", template))
        )
    given = {name for example in row.examples for name in example["given"]}
    assert given == names_in(row.zh)


@pytest.mark.parametrize(("file", "row"), ROWS, ids=[f"{file}.{row.code}" for file, row in ROWS])
def test_a_text_keeps_to_its_language(file: str, row: MessageRow) -> None:
    """The Chinese text holds no Latin letters and the English one no Chinese, but for the row's own `foreign` words."""
    zh, en = (PLACE.sub("", template) for template in (row.zh, row.en))
    for word in row.foreign:
        assert word in zh or word in en
        zh, en = zh.replace(word, ""), en.replace(word, "")
    assert not LATIN.search(zh)
    assert not HAN.search(en)


@pytest.mark.parametrize("kind", KINDS)
def test_labels_are_there_in_both_languages(kind: str) -> None:
    """No label is empty, none holds the other language but for quoted terms, and no two of a kind look alike."""
    for place, (other, allowed) in enumerate(((LATIN, KEYS), (HAN, QUOTED))):
        texts = [entry[place] for entry in labels(kind).values()]
        assert all(texts)
        assert len(set(texts)) == len(texts) or kind == "unit"  # 百分点 and 个百分点 are one in English
        shown_words = {found for shown_text in texts for found in other.findall(PLACE.sub("", shown_text))}
        assert shown_words <= allowed


def test_every_code_has_a_row() -> None:
    """What reads like the code of a message is one."""
    code = re.compile(rf"(?:{'|'.join(FILES)})\.\w+")
    assert {word for word in words_of_source() if code.fullmatch(word)} <= {f"{file}.{row.code}" for file, row in ROWS}


def test_no_row_is_unused() -> None:
    """The package asks for each row, by its whole code or by that of an enumeration."""
    known = words_of_source()
    assert [row.code for file, row in ROWS if not known & {f"{file}.{row.code}", row.code}] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_label_is_unused(kind: str) -> None:
    """Each kind is asked for by name, and each of its codes is a value that the package knows."""
    known = words_of_source()
    assert kind in known
    templates = {row.name for row, _, _ in template_patterns()}
    assert [code for code in labels(kind) if code not in known and code not in templates] == []


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("verdict_clause", Verdict),
        ("meaning", Standing),
        ("standing", Standing),
        ("severity", Severity),
        ("mode", RoundingMode),
    ],
)
def test_every_code_has_a_label(kind: str, codes: type[Verdict | Severity | RoundingMode | Standing]) -> None:
    """A kind whose codes are an enumeration has just these codes."""
    assert list(labels(kind)) == [code.value for code in codes]


def test_every_diagnosis_has_a_label_and_a_cause() -> None:
    """A diagnosis can stand by itself and inside a sentence."""
    assert list(labels("cause")) == list(labels("diagnosis"))


def test_every_template_row_says_what_is_wrong() -> None:
    """A row of templates.toml has its words."""
    assert {row.name for row, _, _ in template_patterns()} <= set(labels("template"))


def test_a_wrong_code_or_parameter_raises() -> None:
    """An unknown file, code or kind, a missing parameter and one too many are errors that name what is wrong."""
    with pytest.raises(MessageError, match=r"messages/nowhere\.toml"):
        sentence("nowhere.zero_plan", "zh")
    with pytest.raises(MessageError, match=r"findings\.no_such_row"):
        sentence("findings.no_such_row", "zh")
    with pytest.raises(MessageError, match=r"missing parameters: \['metric'\]"):
        sentence("findings.clause_copied", "zh")
    with pytest.raises(MessageError, match=r"unknown parameters: \['year'\]"):
        sentence("findings.zero_plan", "en", year=2023)
    with pytest.raises(KeyError, match="no_such_kind"):
        text(label("no_such_kind", "x"), "zh")
    with pytest.raises(ValueError, match="zh, en"):
        sentence("findings.zero_plan", "fr")


def test_signs_of_a_text_inside_a_parameter_mean_nothing() -> None:
    """Brackets and braces of a report are shown as they are printed."""
    assert "“[{metric}]”" in sentence("findings.clause_copied", "zh", metric="[{metric}]")


def test_a_message_keeps_its_phrase_at_home() -> None:
    """The phrase is no part of a message's value, and does not travel to another process."""
    made = message(phrase("findings.zero_plan"))
    assert made.source == phrase("findings.zero_plan")
    sent = pickle.loads(pickle.dumps(made))
    assert sent == made
    assert sent.source is None


def test_a_notice_is_shown_in_both_languages() -> None:
    """A warning is its English text, and Chinese on demand, also from another process and inside another warning."""
    warning = notice("warnings.picture_page", page=3)
    assert warning == "page 3 holds pictures and no text; it was left out: run text recognition (OCR) to have it read"
    for one in (warning, pickle.loads(pickle.dumps(warning))):
        assert isinstance(one, Notice)
        assert shown(one, "zh") == "第3页只有图片，没有文字，未予读取；如需核对，请先做文字识别（OCR）"
    named = notice("warnings.of_report", source="a.pdf", warning=phrase_of(warning))
    assert shown(named, "zh") == "a.pdf：第3页只有图片，没有文字，未予读取；如需核对，请先做文字识别（OCR）"
    assert shown(named, "en") == f"a.pdf: {warning}"
    assert shown(str(named), "zh") == shown(named, "zh")  # one that was loaded is known by the form of its row
    assert shown("a plain text", "zh") == phrase_of("a plain text") == "a plain text"


def test_warnings_are_shown_in_the_language_of_the_rendering() -> None:
    """Renderings in Chinese show a warning in Chinese, those in English and the JSON in English."""
    report = rd.parse("某县2023年工作报告\n全年受理申请287件。", source="a.txt", year=2023)
    diff = rd.compare(report, report)
    zh, en = "两份报告都是2023年的（a.txt、a.txt）", "both reports are of 2023 (a.txt, a.txt)"
    for format_ in ("md", "html", "table"):
        assert zh in diff.render(format_, lang="zh")
        assert en in diff.render(format_, lang="en")
    loaded = rd.Comparison.from_json(diff.to_json())
    assert loaded == diff
    assert loaded.warnings[0].startswith(en)
    assert zh in loaded.to_markdown(lang="zh")


@pytest.mark.parametrize("path", sorted((SOURCE / "messages").glob("*.toml")), ids=lambda path: path.stem)
def test_a_chinese_windows_has_every_sign(path: Path) -> None:
    """Marks, labels and messages can be printed in cp936, the code page of a Chinese Windows."""
    assert path.read_text(encoding="utf-8").encode("cp936", "replace").count(b"?") == path.read_bytes().count(b"?")
