"""A jieba tokenizer that finds the likeliest words of a run in one pass, with the weights of words taken once."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["prefixes_of", "route_tokenizer"]


def prefixes_of(frequencies: Mapping[str, int]) -> dict[str, int]:
    """Return words with their frequencies, and every beginning of one that is no word with 0, as jieba keeps them.

    >>> prefixes_of({"受理": 3})
    {'受': 0, '受理': 3}
    """
    return {**{word[:end]: 0 for word in frequencies for end in range(1, len(word))}, **frequencies}


def route_tokenizer(prefixes: Mapping[str, int], total: int) -> Any:
    """Return a tokenizer with a dictionary in jieba's form: `initialize` would write a log and a shared cache file.

    jieba lists every word that begins at each character, and then takes two logarithms a word to find the likeliest
    way through them. This one looks each word up once, in a dictionary of logarithms, and finds the same way.
    """
    import jieba

    whole = log(total)
    no_word = 1.0  # of a beginning; a word weighs 0 or less
    weights = {word: log(number) - whole if number else no_word for word, number in prefixes.items()}
    unknown = log(1) - whole

    class RouteTokenizer(jieba.Tokenizer):  # type: ignore[misc]
        """jieba, which asks these two methods for the way that its words go."""

        def get_DAG(self, sentence: str) -> None:  # noqa: N802  (jieba's name)
            """List no words: `calc` looks them up itself."""

        def calc(self, sentence: str, _: None, route: dict[int, tuple[float, int]]) -> None:
            """Fill in, for each place, how likely the best way from there is, and where its first word ends."""
            size = len(sentence)
            ahead = [0.0] * (size + 1)
            look_up = weights.get
            for place in range(size - 1, -1, -1):
                stop = last = place + 1
                best = no_word
                weight = look_up(sentence[place])
                while weight is not None:
                    if weight <= 0:
                        way = weight + ahead[stop]
                        if best > 0 or way >= best:  # of equals the longest word
                            best, last = way, stop
                    if stop == size:
                        break
                    stop += 1
                    weight = look_up(sentence[place:stop])
                if best > 0:
                    best = unknown + ahead[last]
                ahead[place] = best
                route[place] = (best, last - 1)

    tokenizer = RouteTokenizer()
    tokenizer.total, tokenizer.initialized = total, True
    return tokenizer
