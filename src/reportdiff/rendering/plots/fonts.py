"""Find an installed font that shows Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportdiff.errors import MissingFontError
from reportdiff.messages import phrase
from reportdiff.text.arguments import require_type

__all__ = ["KNOWN_FONTS", "chinese_font", "holds_chinese"]

# In the order of preference: sans serif for simplified Chinese, then whatever has the characters.
KNOWN_FONTS = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Source Han Sans"),
    *("Microsoft YaHei", "PingFang SC", "PingFang HK", "Hiragino Sans GB", "Heiti SC", "STHeiti", "SimHei"),
    *("DengXian", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Sarasa Gothic SC", "LXGW WenKai"),
    *("Noto Sans CJK TC", "Noto Sans CJK HK", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans TC"),
    *("Microsoft JhengHei", "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Noto Serif CJK TC"),
    *("Noto Serif CJK JP", "Noto Serif CJK KR", "SimSun", "NSimSun", "Songti SC", "STSong", "FangSong", "KaiTi"),
    *("AR PL UMing CN", "AR PL UKai CN", "Droid Sans Fallback", "Arial Unicode MS", "Unifont"),
)
_COMMANDS = (
    "Debian, Ubuntu: apt install fonts-noto-cjk; Fedora: dnf install google-noto-sans-cjk-fonts; "
    "macOS: brew install --cask font-noto-sans-cjk-sc"
)
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_FILES = re.compile("cjk|hans|yahei|simhei|simsun|pingfang|wqy|droidsansfallback|notos(ans|erif)(sc|tc)", re.IGNORECASE)


def holds_chinese(texts: Iterable[str]) -> bool:
    """Return whether one of the texts needs such a font."""
    return any(_CHINESE.search(text) for text in texts)


def chinese_font(font: str | None = None) -> str:
    """Return the name of an installed font that shows Chinese.

    Args:
        font: The font to take; by default the first of `KNOWN_FONTS` that is installed.

    Raises:
        MissingFontError: `font` or every known one is missing; the text says what to install.
    """
    from matplotlib.font_manager import findSystemFonts, fontManager

    require_type(font, str | None, "font", "errors.wanted_font")

    def installed() -> set[str]:
        return {entry.name for entry in fontManager.ttflist}

    found = _chosen(font, installed())
    if found is None:  # installed since matplotlib last looked
        for path in findSystemFonts():
            if font is not None or _FILES.search(path):
                try:
                    fontManager.addfont(path)
                except (OSError, RuntimeError):  # a file that is no font
                    continue
        found = _chosen(font, installed())
    if found is None:
        if font is None:
            raise MissingFontError("errors.no_font", commands=_COMMANDS)
        raise MissingFontError("errors.other_font", name=repr(font), hint=phrase("errors.no_font", commands=_COMMANDS))
    return found


def _chosen(font: str | None, names: set[str]) -> str | None:
    wanted = KNOWN_FONTS if font is None else (font,)
    return next((name for name in wanted if name in names), None)
