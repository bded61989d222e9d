"""What the site leaves out: links from the docs to files of the repository, which the site does not hold."""

from __future__ import annotations

import re
from typing import Any

# [the seed](../seeds/cixi-2023.txt) stays a link for who reads the repository, and becomes plain words on the site.
_OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./[^)]+\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page's text with links that lead out of docs/ unlinked."""
    return _OUTSIDE.sub(r"\1", markdown)
