"""Make the word cutter's own dictionary from jieba's.

    python bench/make_dictionary.py      writes src/reportdiff/text/dictionary/words.txt

jieba's dictionary has 349,046 words, four fifths of them rarer than once in half a million words. The cut keeps the
frequent words of every kind, and rarer verbs, and leaves out names of persons. It loads in a fraction of the time and
memory; docs/alignment.md has what was measured. Words of annual reports that it lacks stand in added.toml beside it.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["keeps", "main"]

FREQUENT = 100  # times that jieba's corpus has a word of any kind
FREQUENT_VERB = 10  # the same for a verb: 办结 and 审结 are rare in books and common in reports
FREQUENT_SHORT = 30  # the same for other words of two or three characters that are no proper names: 幼儿园, 报到
HOME = Path(__file__).resolve().parent.parent / "src" / "reportdiff" / "text" / "dictionary"


def keeps(word: str, frequency: int, tag: str) -> bool:
    """Return whether a word of jieba's dictionary stays in the cut.

    >>> keeps("平均", 9932, "a"), keeps("王小波", 150, "nr"), keeps("审结", 25, "v")
    (True, False, True)
    """
    if tag.startswith("nr"):
        return False
    if tag in ("v", "vn") and len(word) == 2:
        return frequency >= FREQUENT_VERB
    short = len(word) in (2, 3) and tag[:1] in "nvabdc" and tag not in ("ns", "nt", "nz")
    return frequency >= (FREQUENT_SHORT if short else FREQUENT)


def main() -> None:
    """Write the cut, one word a line with its frequency and its part of speech, as jieba reads it."""
    import jieba

    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" ") for line in lines if line]
    kept = [f"{word} {number} {tag}" for word, number, tag in rows if keeps(word, int(number), tag)]
    (HOME / "words.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} of {len(rows)} words kept")


if __name__ == "__main__":
    main()
