"""The fast searches in a text miss nothing that the slow ones find."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportdiff.reading import line_joining, visible_text


def test_every_replaced_character_is_searched_for() -> None:
    """Every letter that is folded, dropped or private lies in the class that is searched for first."""
    signs = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    patterns = (visible_text._FOLDED, visible_text._DROPPED, visible_text._PRIVATE)
    odd = [sign for sign in signs if any(pattern.search(sign) for pattern in patterns)]
    assert len(odd) > 1_000
    assert all(visible_text._UNUSUAL.search(sign) for sign in odd)


@given(st.text(alphabet="件1a①α 　（\t", max_size=30))
def test_wide_characters_take_two_columns(line: str) -> None:
    """A wide, full or ambiguous sign takes two columns, every other one."""
    assert line_joining._columns(line) == sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


@given(
    st.lists(
        st.tuples(st.sampled_from("|　件（"), st.integers(0, 140), st.sampled_from(["", "。", "  ", "|"])), max_size=30
    )
)
@settings(max_examples=300)
def test_a_text_with_a_whole_paragraph_has_no_broken_lines(made: list[tuple[str, int, str]]) -> None:
    """A text that is left at its first whole paragraph has no line that runs on."""
    text = "\n".join(head + "某" * size + end for head, size, end in made)
    quick = line_joining.joins_of(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_joining, "_PARAGRAPH", re.compile("(?!)"))
        assert line_joining.joins_of(text) == quick
