"""Cut texts into words with jieba, on a private dictionary, and tell how common a word is and what part of speech.

The tokenizer is the library's own: it shares neither words nor a cache file with other users of jieba, and writes to no
log. It is loaded when the first text is cut, or by `load` before a process forks its workers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reportdiff.errors import LexiconError, MissingExtraError, UnknownCutterError
from reportdiff.model.phrases import Phrase
from reportdiff.text.arguments import shortened
from reportdiff.text.jieba_routes import prefixes_of, route_tokenizer

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Cutter", "Word", "current_cutter", "cut", "cutter_named", "dictionary", "forget_tokenizers", "load"]
__all__ += ["tag_of", "using_cutter", "weight_of", "word_across", "words_in"]

_FREQUENCY = 1_000  # of an added word: as frequent as 受理, so that its own parts do not win over it
_REMEMBERED = 1 << 14  # texts; names and clauses come again and again
_CHINESE = re.compile("[\u3400-\u9fff]+")
_IMPORTING = Lock()  # one thread at a time imports jieba: sys.modules and the warnings' filters belong to all
_REACH = 6  # characters behind a place that can belong to a word across it
_RUN = re.compile("(?P<chinese>[\u3400-\u9fff]+)|[0-9A-Za-z]+(?:\\.[0-9]+)?|.", re.DOTALL)


class Cutter(StrEnum):
    """Which tokenizer and dictionary cut the words of a result."""

    PLAIN = "plain"  # jieba on the cut dictionary
    FULL = "full"  # jieba on its whole dictionary
    FAST = "fast"  # rjieba, a compiled jieba, on the cut dictionary


class Word(NamedTuple):
    """One word of a text and where it stands: `text[start:end]`."""

    text: str
    start: int
    end: int


class _Tokenizer(Protocol):
    def cut(self, text: str, /, *options: bool) -> Iterable[str]: ...


_CHOSEN: ContextVar[Cutter] = ContextVar("cutter", default=Cutter.PLAIN)


def current_cutter() -> Cutter:
    """Return the cutter in use, which results record."""
    return _CHOSEN.get()


def cutter_named(name: Cutter | str | None) -> Cutter:
    """Return the cutter of a name, the one in use for None; raise `UnknownCutterError` for other names."""
    if name is None:
        return current_cutter()
    try:
        return Cutter(name)
    except (ValueError, TypeError):
        known = tuple(cutter.value for cutter in Cutter)
        raise UnknownCutterError("errors.unknown_value", name="cutter", value=shortened(name), known=known) from None


@contextmanager
def using_cutter(cutter: Cutter | str | None) -> Iterator[None]:
    """Cut words with `cutter` inside the `with` block; None keeps the one in use.

    Raises `UnknownCutterError`, and `MissingExtraError` for "fast" without the extra of that name.

    >>> with using_cutter("plain"):
    ...     cut("受理行政复议申请")
    ('受理', '行政复议', '申请')
    """
    chosen = cutter_named(cutter)
    if chosen is Cutter.FAST:
        _tokenizer(chosen)  # now, so that a missing rjieba shows where it was asked for
    token = _CHOSEN.set(chosen)
    try:
        yield
    finally:
        _CHOSEN.reset(token)


def load() -> None:
    """Load the tokenizer in use, so that processes forked from now on share it."""
    _tokenizer(_CHOSEN.get())


def forget_tokenizers() -> None:
    """Drop the loaded tokenizers and what was cut, as before the first use."""
    for memory in (_tokenizer, _run_cutter, _cut):
        memory.cache_clear()


def cut(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order; joined they are the text again.

    Only runs of Chinese characters are handed to the tokenizer, so that all tokenizers see the same; numbers and words
    in letters stay whole, and every other sign is a word of its own. Words are those of the dictionary: the tokenizer's
    guesses at unknown words (the hidden Markov model) are off, since they join 率 and 为 in 办结率为95%.

    >>> cut("有效期内高新技术企业")
    ('有效期', '内', '高新技术企业')
    """
    return _cut(_CHOSEN.get(), text)


def words_in(text: str) -> tuple[Word, ...]:
    """Return the words of `text` with their offsets.

    >>> words_in("平均达到")
    (Word(text='平均', start=0, end=2), Word(text='达到', start=2, end=4))
    """
    words, start = [], 0
    for word in cut(text):
        words.append(Word(word, start, start + len(word)))
        start += len(word)
    return tuple(words)


def word_across(text: str, start: int, stop: int) -> str:
    """Return the word that runs across `stop` in the cut of the characters from `start`, "" where one ends there.

    >>> word_across("117项目", 3, 4), word_across("117项改革", 3, 4)
    ('项目', '')
    """
    run = _CHINESE.search(text, start, stop + _REACH)
    if run is None or not run.start() < stop < run.end() or not _may_cross(text, run.start(), stop, run.end()):
        return ""
    at = run.start()
    for word in cut(run[0]):
        at += len(word)
        if at >= stop:
            return word if at > stop else ""
    return ""


def _may_cross(text: str, start: int, place: int, end: int) -> bool:
    """Return whether the dictionary has a word that runs across a place: where it has none, nothing need be cut."""
    if _CHOSEN.get() is Cutter.FULL:
        return True
    beginnings = _beginnings()
    for first in range(start, place):
        for last in range(place + 1, end + 1):
            if (frequency := beginnings.get(text[first:last])) is None:
                break
            if frequency:
                return True
    return False


@lru_cache(maxsize=_REMEMBERED)
def weight_of(word: str) -> int:
    """Return how much a word tells: four times the binary logarithm of its rarity, a whole number.

    Frequent words weigh little, words that the dictionary lacks most. The same on every machine.

    >>> weight_of("发展") < weight_of("行政复议")
    True
    """
    frequencies, total, _ = dictionary()
    return int((total // (frequencies.get(word) or 1)) ** 4).bit_length()


def tag_of(word: str) -> str:
    """Return a word's part of speech as jieba's dictionary has it, "" for a word that it lacks.

    >>> tag_of("受理"), tag_of("预算"), tag_of("如期")
    ('v', 'v', 't')
    """
    return dictionary()[2].get(word, "")


@lru_cache(maxsize=_REMEMBERED)
def _cut(cutter: Cutter, text: str) -> tuple[str, ...]:
    if _CHINESE.fullmatch(text) is not None:
        return tuple(_run_cutter(cutter)(text))
    words: list[str] = []
    for run in _RUN.finditer(text):
        words.extend(_cut(cutter, run[0]) if run.lastgroup else (run[0],))
    return tuple(words)


@cache
def _run_cutter(cutter: Cutter) -> Callable[[str], Iterable[str]]:
    tokenizer = _tokenizer(cutter)
    if cutter is Cutter.FAST:
        return lambda run: tokenizer.cut(run, False)
    return lambda run: tokenizer.cut(run, False, False)


@cache
def dictionary() -> tuple[Mapping[str, int], int, Mapping[str, str]]:
    """Return frequencies, their sum, and parts of speech of the cut dictionary and the added words."""
    import tomllib  # late: `import reportdiff` must not pay for it

    home = resources.files("reportdiff.text").joinpath("dictionary")
    listed = home.joinpath("words.txt").read_text(encoding="utf-8").split()  # word, frequency, tag, and so on
    frequencies = dict(zip(listed[::3], map(int, listed[1::3]), strict=True))
    tags = dict(zip(listed[::3], listed[2::3], strict=True))
    try:
        rows = tomllib.loads(home.joinpath("added.toml").read_text(encoding="utf-8"))["row"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise LexiconError(f"dictionary/added.toml: {error}") from error
    for row in rows:
        for word in row["words"]:
            frequencies[word] = max(frequencies.get(word, 0), row.get("frequency", _FREQUENCY))
            tags[word] = row["tag"]
    return frequencies, sum(frequencies.values()), tags


@cache
def _beginnings() -> Mapping[str, int]:
    """Return the words of the dictionary with their frequencies, and every beginning of one that is no word with 0."""
    return prefixes_of(dictionary()[0])


@cache
def _tokenizer(cutter: Cutter) -> _Tokenizer:
    return _fast_tokenizer() if cutter is Cutter.FAST else _jieba_tokenizer(full=cutter is Cutter.FULL)


def _jieba_tokenizer(*, full: bool) -> _Tokenizer:
    """Return a jieba tokenizer that is filled here: `initialize` writes a log and a shared cache file."""
    with _quiet_import():
        import jieba
    frequencies, total, _ = dictionary()
    prefixes = _beginnings()
    if full:
        own, number = jieba.Tokenizer.gen_pfdict(jieba.Tokenizer().get_dict_file())
        added = {word: frequency for word, frequency in frequencies.items() if frequency > own.get(word, 0)}
        prefixes, total = {**prefixes_of(added), **own, **added}, number + sum(added.values())
    found: _Tokenizer = route_tokenizer(prefixes, total)
    return found


def _fast_tokenizer() -> _Tokenizer:
    try:
        import rjieba
    except ImportError as error:
        what = Phrase("errors.fast_cutter", {})
        raise MissingExtraError("errors.needs_extra", what=what, library="rjieba", extra="[fast]") from error
    frequencies, _, tags = dictionary()
    tokenizer = rjieba.Jieba.empty()  # type: ignore[no-untyped-call]
    for word, number in frequencies.items():
        tokenizer.add_word(word, number, tags[word])
    found: _Tokenizer = tokenizer
    return found


@contextmanager
def _quiet_import() -> Iterator[None]:
    """Keep the import of jieba light and silent.

    It would import pkg_resources, which takes longer than all of jieba and is not needed by it. And Python warns of
    escapes in its source while it compiles it, which fails where warnings are errors (`python -W error`).
    """
    import sys
    import warnings

    name = "pkg_resources"
    with _IMPORTING:
        if "jieba" in sys.modules:
            yield
            return
        hidden = name not in sys.modules
        if hidden:  # an import of it now raises ImportError, which jieba expects
            sys.modules[name] = None  # type: ignore[assignment]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        finally:
            if hidden:
                del sys.modules[name]
