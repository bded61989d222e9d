"""Traditional characters as simplified ones, one for one, so that no offset moves.

The table is OpenCC's, in its pure-Python port; it is loaded with the first text that shows a traditional character.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

__all__ = ["simplified"]

_SEEN = re.compile("[與萬億員應實變營業務產體發財資額負債報會長較減單價權總們對國區縣鄉點開關東經濟類動問題運輸]")
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]")


class _Converter(Protocol):
    def convert(self, text: str, /) -> str: ...


def simplified(text: str) -> str:
    """Return `text` with simplified characters; the text itself where no usual traditional character stands in it.

    >>> simplified("營業收入較上年增加25.1%，變動不大")
    '营业收入较上年增加25.1%，变动不大'
    """
    if text.isascii() or _SEEN.search(text) is None:
        return text
    signs = "\n".join(sorted(set(_IDEOGRAPHS.findall(text))))
    pairs = zip(signs.split("\n"), _converter().convert(signs).split("\n"), strict=True)
    return text.translate({ord(old): new for old, new in pairs if len(new) == 1 and old != new})


@cache
def _converter() -> _Converter:
    from opencc import OpenCC  # late: few texts need it

    converter: _Converter = OpenCC("t2s")
    return converter
