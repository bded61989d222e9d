"""Names that a person or earlier years of one issuer show to be one metric help the years after them."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportdiff as rd
from reportdiff.alignment import Corrections, KnownName, known_text, parse_corrections
from reportdiff.alignment.known_names import one_name

BEFORE = rd.parse("# 白鹭市信访局2022年工作总结\n\n全年受理信访件132件。接待来访20批。\n")
AFTER = rd.parse("# 白鹭市信访局2023年工作总结\n\n全年阅处群众来信287件。接待来访31批。\n")
RULE = '[[known]]\nnames = ["受理信访件", "阅处群众来信"]\n'


def prior_of(name: str, rules: Corrections | None) -> str | None:
    """Return the name of last year's metric that a metric of this year is paired with."""
    comparison = rd.compare(BEFORE, AFTER, rules=rules)
    names = {metric.id: metric.name for metric in (*comparison.current.metrics,)}
    before = {metric.id: metric.name for metric in comparison.prior.metrics}
    return next(
        (before[p.prior] for p in comparison.result.pairs if names.get(p.current or "") == name and p.prior), None
    )


def test_a_known_name_pairs_what_words_do_not() -> None:
    """Two names without a word in common are one metric where the rules know it, and are none otherwise."""
    assert prior_of("阅处群众来信", None) is None
    assert prior_of("阅处群众来信", parse_corrections(RULE)) == "受理信访件"


def test_a_confirmed_pair_counts_in_both_directions() -> None:
    """A pair that was confirmed one way is known when the issuer goes back to the earlier name."""
    confirmed = parse_corrections('[[confirm]]\nprior = "阅处群众来信"\ncurrent = "受理信访件"\n')
    assert prior_of("阅处群众来信", confirmed) == "受理信访件"


def test_another_issuers_names_do_not_count() -> None:
    """A row for one issuer is not used for another's reports."""
    assert prior_of("阅处群众来信", parse_corrections(RULE + 'issuer = "乙局"\n')) is None


def test_forbidden_names_stay_apart() -> None:
    """A forbidden pair beats a known name, so that a wrong row can be switched off."""
    forbid = '[[forbid]]\nprior = "受理信访件"\ncurrent = "阅处群众来信"\n'
    assert prior_of("阅处群众来信", parse_corrections(RULE + forbid)) is None


def test_two_names_of_one_report_are_two_metrics() -> None:
    """Where a report prints both names, neither is read as the other."""
    rows = [KnownName(names=("收案", "新收案件"))]
    assert one_name(rows, {"收案"}, {"新收案件"}) == {"新收案件": "收案"}
    assert one_name(rows, {"收案"}, {"收案", "新收案件"}) == {}


def test_a_change_that_does_not_hold_teaches_nothing() -> None:
    """Names of a pair whose stated change fails, or that states none, are not learned."""
    for change in ("", "，同比增长10%"):
        texts = {2021: "受理行政复议申请90件。", 2022: f"行政复议新收申请132件{change}。"}
        assert rd.series(rd.parse(f"全年{text}", year=year) for year, text in texts.items()).learned == ()


def test_a_series_learns_and_writes_what_it_learned(tmp_path: Path) -> None:
    """Names that sure pairs join are shown, written once, and kept beside what the file holds."""
    texts = {
        2021: "受理行政复议申请90件。",
        2022: "行政复议新收申请132件，同比增长46.67%。",
        2023: "受理行政复议申请287件。",
    }
    years = rd.series(rd.parse(f"全年{text}", year=year) for year, text in texts.items())
    assert [(row.names, row.years) for row in years.learned] == [
        (("受理行政复议申请", "行政复议新收申请"), (2021, 2022))
    ]
    path = tmp_path / "reportdiff.toml"
    path.write_text("# mine\n", encoding="utf-8")
    years.to_rules(path)
    written = path.read_text(encoding="utf-8")
    years.to_rules(path)
    assert path.read_text(encoding="utf-8") == written
    assert written.startswith("# mine\n")
    assert parse_corrections(written).known[0].names == years.learned[0].names


def test_quotes_in_a_name_are_written_as_toml_has_them() -> None:
    """A name with quotes and a line break is read back as a corrections file has it."""
    row = KnownName(names=('“三公”"经费"', "三公\\经费"), issuer="甲局")
    assert parse_corrections(known_text([row])).known[0].names == row.names


@pytest.mark.parametrize("row", ['names = ["一"]', 'names = "一"', "", 'names = ["一", 2]', 'words = ["一", "二"]'])
def test_a_wrong_row_is_named(row: str) -> None:
    """A row that is wrong raises an error that names the rule."""
    with pytest.raises(rd.LexiconError, match="known 1"):
        parse_corrections(f"[[known]]\n{row}\n")
