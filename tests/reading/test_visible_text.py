"""Visible characters and joined lines: quick looks at a text change nothing, and broken lines have a width."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from reportdiff import parse
from reportdiff.reading import visible_text
from reportdiff.reading.full_stops import with_full_stops
from reportdiff.reading.line_joining import line_joins
from reportdiff.reading.visible_text import count_private_characters, visible_characters

CHARACTERS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]


def test_a_character_is_replaced_alone_as_beside_others() -> None:
    """A character that is replaced, dropped or private is so in a text that holds no other unusual one."""
    radical, ideograph = "⼀", "一"
    assert visible_characters(radical) == ideograph
    alone = [visible_characters(f"件{character}") for character in CHARACTERS]
    beside = [visible_characters(f"件{character}{radical}").removesuffix(ideograph) for character in CHARACTERS]
    assert alone == beside
    changed = [character for character, shown in zip(CHARACTERS, alone, strict=True) if shown != f"件{character}"]
    assert len(changed) > 1_000
    private = [character for character in CHARACTERS if count_private_characters(character)[0]]
    assert private == [character for character in CHARACTERS if count_private_characters(f"\ue000{character}")[0] == 2]


def columns(line: str) -> int:
    """The columns that a line takes: two for a wide, full-width or ambiguous character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)


LINES = st.lists(
    st.tuples(st.sampled_from("|　件（a"), st.integers(0, 140), st.sampled_from(["", "。", "  ", "|"])), max_size=30
)


@given(LINES)
@settings(max_examples=300)
def test_a_text_with_a_whole_paragraph_has_no_broken_lines(parts: list[tuple[str, int, str]]) -> None:
    """No line is joined in a text that has a line of prose wider than a broken one."""
    lines = [head + "某" * size + end for head, size, end in parts]
    prose = [line.rstrip() for line in lines if line.strip() and line[0] != "|"]
    if any(columns(line) > 130 for line in prose):
        assert line_joins("\n".join(lines)) == []


def test_rows_between_bars_are_not_joined() -> None:
    """Rows that bars part are no broken lines of prose, however wide they all are."""
    rows = [f"某街道办事处财政拨款 | {41000 + row} | {52000 + row} | 3.{row} | 5.{row}" for row in range(9)]
    assert line_joins("\n".join(("石浦市2023年工作报告", *rows, "收支相抵，结余643万元。"))) == []


@given(st.text(alphabet="件1a①α 　（\t\r\n**`_⼀\u200b", max_size=60))
@settings(max_examples=300)
def test_every_visible_character_has_its_offset(text: str) -> None:
    """Offsets rise from character to character of the visible text, and end behind the whole text."""
    visible = visible_text(text)
    if visible is not None:
        shown, offsets = visible
        assert len(offsets) == len(shown) + 1
        assert list(offsets) == sorted(set(offsets))
        assert offsets[-1] == len(text)


def test_signs_of_printing_systems_are_points() -> None:
    """What the fonts of a printing system call the dot of a number and that of a name are read as such."""
    [claim] = parse("全年受理申请287件，同比上升117\U001001b042%。").claims
    assert claim.figure is not None
    assert claim.figure.text == "117.42"
    assert visible_characters("青禾\U00100170临河航线12条") == "青禾·临河航线12条"


DOTTED = (
    "青禾市2023年工作报告\n全年受理申请287件,同比上升117.42%.办结检查254件.其中(含调解)5件.共12人参加.\n"
    "一.总体情况\n复议案件增多.\n"
)


def test_dots_between_sentences_are_full_stops() -> None:
    """Where a text has dots and no full stops they end its sentences; numbers and headings keep theirs, and offsets."""
    report = parse(DOTTED)
    assert report.document.text == DOTTED
    read = with_full_stops(DOTTED)
    assert read == DOTTED.replace("%.", "%。").replace("件.", "件。").replace("参加.", "参加。").replace("多.", "多。")
    [claim] = report.claims
    assert (claim.metric_name, claim.surface) == ("受理申请", "同比上升117.42%")


def test_dots_stay_in_a_text_with_full_stops() -> None:
    """A text that has full stops keeps its dots: they are something else."""
    text = DOTTED + "全年开展检查。" * 4
    assert with_full_stops(text) is text


@given(st.text(alphabet="件1.。一(（%\n ，", max_size=80))
def test_full_stops_change_nothing_but_dots(text: str) -> None:
    """The text keeps its length, and differs only where a dot became a full stop."""
    read = with_full_stops(text)
    assert len(read) == len(text)
    assert {pair for pair in zip(text, read, strict=True) if pair[0] != pair[1]} <= {(".", "。")}
