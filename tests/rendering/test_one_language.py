"""No output holds a sentence of the other language: Chinese outputs no English words, English ones no Chinese."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

import reportdiff as rd
from reportdiff.cli import main
from reportdiff.messages.labels import word
from reportdiff.model import Report
from reportdiff.panel import Series
from running import ROOT

HAN = re.compile("[\u3400-\u9fff]+")
ENGLISH = re.compile(
    r"\b(?:the|of|is|are|was|were|with|by|to|in|for|not|no|and|or|which|from|this|that|than|against|between|its|an?"
    r"|should|could|year|prior|current|report|finding|claim|total|figure|because|where|what|each|row)s?\b",
    re.IGNORECASE,
)
TERMS = {"万", "亿", "倍", "翻番", "中文"}  # terms that English texts quote, and the name of a language
CODE = re.compile(
    r"\{\w+\}|https?://\S+|[\w./-]+\.(?:txt|html|toml|csv|json|xlsx|md)\b|--[a-z-]+|[a-z_]+=\S*|\b\w+\(.*?\)"
)

LINES = {2021: "90件", 2022: "132件", 2023: "287件，同比上升171.42%", 2024: "300件，比2021年增长150%"}
MORE = """海棠市{year}年工作报告
一、总体情况
全年受理申请{count}。其中网上受理{part}件，占申请总数的88.5%。处理投诉1,23,4件，种植12个多亿株，目标为办结400件。
二、下一年计划
计划受理申请500件。{more}
"""


def findings_of_every_kind() -> tuple[rd.Report, rd.Report]:
    """Return two reports with errors, questions, dropped metrics, plans and figures that cannot be read."""
    prior = "共办结案件96件，比上年的84件下降14.29%。参加考试4283人次。接听热线1200余个。净利润-20万元。"
    current = "共办结案件79件，其中甲类18件，乙类60件，丙类2件。参加考试4283人次。走访企业增长25倍。净利润30万元。"
    current += "接听热线1500余个，比2019年增长30%。截至2023年12月31日，共有在册律师120人。"
    return (
        rd.parse(MORE.format(year=2022, count="132件", part=100, more=prior), year=2022),
        rd.parse(MORE.format(year=2023, count="287件，同比上升17.42%", part=250, more=current), year=2023),
    )


def results() -> Iterator[tuple[str, object, list[Report]]]:
    """Yield results with what they are called and their reports."""
    before, after = findings_of_every_kind()
    diff = rd.compare(before, after)
    seed = rd.read(ROOT / "seeds" / "cixi-2023.txt")
    real = rd.compare(rd.read(ROOT / "examples" / "data" / "cixi-2022-illustrative.txt"), seed)
    same = rd.compare(before, before)
    many = rd.series(
        rd.parse(MORE.format(year=year, count=count, part=80, more=""), year=year) for year, count in LINES.items()
    )
    yield "comparison", diff, [before, after]
    yield "seed", real, [real.prior, real.current]
    yield "same", rd.Comparison.from_json(same.to_json()), [before]
    yield "checkup", rd.check(after), [after]
    yield "series", many, list(many.reports.values())


RESULTS = list(results())


def workbook_text(path: Path) -> str:
    """Return all texts of a workbook."""
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    book = openpyxl.load_workbook(path)
    lines = list(book.sheetnames)
    for sheet in book:
        lines += [str(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        lines += [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    return "\n".join(lines)


def page_text(page: str) -> str:
    """Return what a page shows, and what its attributes say."""
    page = re.sub(r"(?s)<(script|style)>.*?</\1>|<meta[^>]*>", "", page)
    said = re.findall(r'(?:title|aria-label|placeholder|data-(?:text|hide|show|saved|quoted))="([^"]*)"', page)
    said += [item for text in re.findall(r"data-why='([^']*)'", page) for item in re.findall(r'"([^"]*)"', text)]
    return html.unescape("\n".join([re.sub(r"<[^>]*>", "\n", page), *said]))


def outputs(result: object, lang: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the outputs of a result in a language."""
    rd.use_language(lang)
    try:
        assert isinstance(result, rd.Comparison | rd.Checkup | Series)
        for name in ("table", "md", "csv"):
            yield name, result.render(name)
        yield "page", page_text(result.to_html())
        yield "notebook", page_text(result._repr_html_())
        yield "text", repr(result)
        if find_spec("xlsxwriter") is not None:
            yield "workbook", workbook_text(Path(result.to_excel(folder / "book.xlsx", overwrite=True)))
        if isinstance(result, rd.Comparison):
            yield "review", page_text(result.to_html(review=True))
            yield "warnings", "\n".join(result.warnings)
            for metric in result.current.metrics[:8]:
                yield "explain", result.explain(metric.name)
        if not isinstance(result, Series):
            yield "messages", "\n".join(result.checks["message"])
    finally:
        rd.use_language(None)


def foreign_words(text: str, lang: str, reports: list[Report]) -> list[str]:
    """Return the words of the other language that stand in none of the reports."""
    if lang == "zh":
        return [line.strip() for line in CODE.sub("", text).splitlines() if ENGLISH.search(line)]
    own = {re.sub(r"\s+", "", report.document.text) for report in reports}
    names = {metric.name for report in reports for metric in report.metrics}
    names |= {claim.metric_name for report in reports for claim in report.claims}
    names |= {report.issuer or "" for report in reports} | {report.title for report in reports}
    known = "\n".join(own | names)
    return [run for run in HAN.findall(re.sub("“[^”]*”", " ", text)) if run not in known and run not in TERMS]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [item[0] for item in RESULTS])
def test_no_output_holds_words_of_the_other_language(name: str, lang: str, tmp_path: Path) -> None:
    """Outside what the reports print, and names of files, options and arguments."""
    (found,) = (item[1:] for item in RESULTS if item[0] == name)
    result, reports = found
    wrong = {kind: foreign_words(text, lang, reports) for kind, text in outputs(result, lang, tmp_path)}
    assert {kind: words for kind, words in wrong.items() if words} == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_chart_holds_words_of_the_other_language(lang: str) -> None:
    """Titles, axes, legends and labels of every kind of chart."""
    pytest.importorskip("matplotlib", reason="the extra plot is not installed")
    from matplotlib.text import Text

    drawn = 0
    for name, result, reports in RESULTS:
        figures = [result.plot(lang=lang)] if isinstance(result, rd.Comparison | Series) else []
        figures += [result.plot("slope", lang=lang)] if isinstance(result, rd.Comparison) else []
        for figure in figures:
            said = [item.get_text() for item in figure.findobj(Text) if item.get_text()]
            assert foreign_words("\n".join(said), lang, reports) == [], name
            drawn += len(said)
    assert drawn > 60


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_of_a_batch_holds_words_of_the_other_language(lang: str, tmp_path: Path) -> None:
    """Its index with findings, warnings and unreadable files, the page of a pair, and the texts of its tables."""
    pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    from pyarrow import parquet

    folder, out = tmp_path / "2023", tmp_path / "out"
    folder.mkdir()
    reports = findings_of_every_kind()
    for year, report in zip((2022, 2023), reports, strict=True):
        (folder / f"haitang-{year}.txt").write_text(report.document.text, encoding="utf-8")
    (folder / "broken-2023.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "alone-2019.txt").write_text("海棠市2020年工作报告\n全年受理申请90件。", encoding="utf-8")
    rd.batch(folder, out, workers=1, pages="all", lang=lang)
    pages = {path.name: page_text(path.read_text(encoding="utf-8")) for path in out.rglob("*.html")}
    assert len(pages) == 2
    for table in ("checks", "errors"):
        rows = [row for part in out.glob(f"{table}.parquet/*") for row in parquet.ParquetFile(part).read().to_pylist()]
        assert rows, table
        pages[table] = "\n".join(str(row[name]) for row in rows for name in ("message", "where") if row.get(name))
    known = [*reports, rd.read(folder / "alone-2019.txt")]
    wrong = {name: foreign_words(text, lang, known) for name, text in pages.items()}
    assert {name: words for name, words in wrong.items() if words} == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_code_stands_in_an_output_for_people(lang: str, tmp_path: Path) -> None:
    """A basis of another year and a day are said in words, and not as JSON names them (year:2019, as_of:2023-12-31)."""
    (_, diff, _), checkup = RESULTS[0], RESULTS[3][1]
    for result in (diff, checkup):
        said = dict(outputs(result, lang, tmp_path))
        assert {"2019年" if lang == "zh" else "2019", "截至2023-12-31" if lang == "zh" else "as of 2023-12-31"} <= set(
            said["workbook"].splitlines()
        )
        for kind in set(said) - {"csv"}:
            assert not re.search(r"\b(?:year|as_of):", said[kind]), kind


def test_every_reason_for_what_is_not_read_has_its_words() -> None:
    """Whatever the readers of numbers and claims say of a text that they leave out is said in Chinese too."""
    given = set()
    for path in (ROOT / "src" / "reportdiff" / "extraction").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Unread", "UnreadNumber"):
                last = node.args[-1]
                given.add(last.value if isinstance(last, ast.Constant) else named.get(getattr(last, "id", "")))
    reasons = {str(reason) for reason in given - {None}}
    assert len(reasons) >= 6
    assert {reason for reason in reasons if not HAN.search(word("unread", reason, "zh"))} == set()


@pytest.mark.parametrize(
    "call",
    [
        lambda: rd.verify("+17.42%", current="287", prior="132"),
        lambda: rd.verify("88.50%", current="254", prior="287", relation="share"),
        lambda: rd.verify_total("79", parts=["18", "60"]),
    ],
)
def test_one_claim_is_judged_in_one_language(call: Callable[[], rd.Check]) -> None:
    """The two messages of `verify` too."""
    message = call().message
    assert foreign_words(message.zh, "zh", []) == foreign_words(message.en, "en", []) == []


@pytest.mark.parametrize(
    "command", ["", "extract", "check", "compare", "verify", "series", "review", "batch", "completion"]
)
def test_help_is_in_one_language(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The help of every command; words in capitals and names of values stay."""
    for lang in ("zh", "en"):
        monkeypatch.setenv("REPORTDIFF_LANG", lang)
        assert main([*command.split(), "--help"]) == 0
        said = capsys.readouterr().out
        assert (
            foreign_words(
                re.sub(r"\b[A-Z]{2,}\b|[a-z_]+(?:, |、)[a-z_, 、]+|[\[（][a-z|]+[\]）]|reportdiff .*|\d+件", "", said),
                lang,
                [],
            )
            == []
        ), lang
