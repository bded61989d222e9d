"""Fill the templates of the offline pages, with the style and script that they carry."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from reportdiff._version import __version__
from reportdiff.messages.labels import check_language, word
from reportdiff.rendering.wording import HTML_LANG

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["fill_template"]


def fill_template(name: str, *, lang: str, scripts: Sequence[str] = (), **values: object) -> str:
    """Return a page that loads nothing from anywhere.

    Whatever stands in `values` reaches the page only escaped, unless it is `Markup`; the content security policy lets
    no style and no script work but the page's own, which are named by their digests.

    Args:
        name: The file name of the template.
        lang: The language of the page, "zh" or "en".
        scripts: The file names of its scripts.
        values: The variables of the template.
    """
    from markupsafe import Markup

    check_language(lang)
    style, script = _asset("page.css"), "".join(map(_asset, scripts))
    return (
        _environment()
        .get_template(name)
        .render(
            html_lang=HTML_LANG[lang],
            version=__version__,
            style=Markup(style),
            style_hash=_digest(style),
            script=Markup(script),
            script_hash=_digest(script),
            w=lambda kind, code: word(kind, code, lang),
            **values,
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("reportdiff.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


@cache
def _asset(name: str) -> str:
    return resources.files("reportdiff.rendering").joinpath("templates", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
