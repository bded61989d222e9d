"""The golden files of the renderers, and the order to write them anew: `python tests/rendering/golden_files.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from sample_results import checked, compared, current_report, hostile

from reportdiff.rendering import RENDERERS, Result

__all__ = ["GOLDEN", "render", "renderings", "unversioned"]

GOLDEN = Path(__file__).parent / "golden"

_RESULTS: Mapping[str, Callable[[], Result]] = {
    "compared": compared,
    "checked": checked,
    "report": current_report,
    "hostile": hostile,
}
_SUFFIXES = {"table": "txt"}


def renderings() -> dict[str, tuple[str, str, str]]:
    """File name → (result, format, language) for every renderer, result and language."""
    found = {}
    for result in _RESULTS:
        for format_ in RENDERERS:
            for lang in ("zh",) if format_ == "json" else ("zh", "en"):
                found[f"{result}.{lang}.{_SUFFIXES.get(format_, format_)}"] = (result, format_, lang)
    return found


def render(result: str, format_: str, lang: str) -> str:
    """The text of one golden file as the program writes it now."""
    return unversioned(RENDERERS[format_](_RESULTS[result](), lang=lang))


def unversioned(text: str) -> str:
    """The text with the package's version left out, so that a release changes no golden file."""
    return re.sub(r'(?<="version": ")[^"]+|(?<=reportdiff )\d+\.\d+\.\d+\S*', "VERSION", text)


if __name__ == "__main__":
    for old in GOLDEN.iterdir():
        old.unlink()
    for name, order in renderings().items():
        (GOLDEN / name).write_text(render(*order), encoding="utf-8", newline="")
    print(f"{len(renderings())} golden files written to {GOLDEN}")
