"""What alignment does in fewer steps comes out as it does in many."""

from __future__ import annotations

import numpy
from hypothesis import given
from hypothesis import strategies as st

from reportdiff.alignment.comparisons import forbid_by_key, score_by_key
from reportdiff.alignment.names import name_of
from reportdiff.lexicon.alignment import alias_pattern, vetoes

KEYS = st.lists(st.sampled_from([None, "全市", "市本级", "市"]), min_size=1, max_size=8)
WORDS = sorted({word for row in vetoes() for word in row.words} | set(alias_pattern()[1]))
NAMES = st.lists(st.sampled_from([*WORDS, "的", "项目", "数"]), max_size=5).map("".join)


def agree(one: str | None, other: str | None) -> int:
    """Return whether two keys agree, as a rule of vetoes might say."""
    return int(one is None or other is None or one.endswith(other))


@given(KEYS, KEYS)
def test_a_table_of_keys_scores_each_pair(prior: list[str | None], current: list[str | None]) -> None:
    """Scores made once for each two keys, and masks cleared by them, are those of each pair by itself."""
    each = [[agree(one, other) for other in current] for one in prior]
    assert score_by_key(prior, current, lambda item: item, agree).tolist() == each
    mask = numpy.ones((len(prior), len(current)), dtype=bool)
    mask[0, 0] = False
    forbid_by_key(mask, prior, current, lambda item: item, agree)
    each[0][0] = 0
    assert mask.tolist() == [[bool(cell) for cell in row] for row in each]


@given(NAMES)
def test_the_words_of_a_veto_are_those_that_stand_in_the_name(name: str) -> None:
    """Looked for at every place, row by row, the longest first and none inside another, the words are the same."""
    pattern, first = alias_pattern()
    read = pattern.sub(lambda found: first[found[0]], name)
    expected: dict[int, set[str]] = {}
    for text in dict.fromkeys((read, name)):
        for number, row in enumerate(vetoes()):
            if row.alone and text != read:
                continue
            at = 0
            while at < len(text):
                here = max((word for word in row.words if text.startswith(word, at)), key=len, default="")
                if here:
                    expected.setdefault(number, set()).add(here)
                at += max(len(here), 1)
    assert {number: set(words) for number, words in name_of(name).veto_words.items()} == expected
