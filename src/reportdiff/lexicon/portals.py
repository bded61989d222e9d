"""Lines of a page that belong to the portal and not to the report (portals.toml)."""

from __future__ import annotations

import re

from reportdiff.lexicon.patterns import pattern

__all__ = ["is_portal_line"]

_SEPARATOR = re.compile(r"[\s|｜·/>＞»›]+")
_MAX_LINE = 120  # characters


def is_portal_line(line: str) -> bool:
    """Return whether a line says nothing but what portals say: one of their phrases, or entries of a menu.

    >>> is_portal_line("上一篇：没有了"), is_portal_line("无障碍 简体 | 繁体"), is_portal_line("大力推进政务公开。")
    (True, True, False)
    """
    if len(line) > _MAX_LINE:
        return False
    entries = [entry for entry in _SEPARATOR.split(line) if entry]
    menu = pattern("portals", "menu word")
    return pattern("portals", "line").fullmatch(line) is not None or (
        bool(entries) and all(menu.fullmatch(entry) for entry in entries)
    )
