"""Adapt the pages to the site: links out of docs/ are checked and unlinked, doctests are shown as code."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.extensions.toc import slugify_unicode
from markdown.preprocessors import Preprocessor

_DOCS = Path(__file__).resolve().parent
# [the seed](../seeds/cixi-2023.txt) is a link in the repository; the site does not hold the file and shows the words.
_OUTSIDE = re.compile(r"\[([^\]]+)\]\((\.\./[^)#\s]+)[^)]*\)")
# mkdocs counts the warnings of loggers below "mkdocs": with --strict they end the build.
_LOG = logging.getLogger("mkdocs.hooks.site_hooks")


def on_config(config: Any) -> Any:
    """Add the extension that shows doctests as code, and let headings in Chinese have anchors."""
    config.mdx_configs.setdefault("toc", {})["slugify"] = slugify_unicode
    config.markdown_extensions.append(_DoctestExtension())
    return config


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Return the page's text without links out of docs/; warn about those whose target does not exist."""
    for match in _OUTSIDE.finditer(markdown):
        if not (_DOCS / Path(page.file.src_uri).parent / match[2]).exists():
            _LOG.warning("Doc file '%s' contains a link '%s', and there is no such file.", page.file.src_uri, match[2])
    return _OUTSIDE.sub(r"\1", markdown)


class _DoctestExtension(Extension):
    """Show the doctests of docstrings as code blocks."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name that Markdown calls)
        # Below 25, the priority of fenced code: what stands between fences is already taken out.
        md.preprocessors.register(_DoctestPreprocessor(md), "doctests", 20)


class _DoctestPreprocessor(Preprocessor):
    """Indent each doctest; else `[[1, 2], [3]]` in its output would be read as a cross-reference."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines, with each block from `>>>` to the next empty line set as code."""
        shown: list[str] = []
        inside = False
        for line in lines:
            if line.startswith(">>> ") and not inside:
                inside = True
                shown.append("")
            inside = inside and bool(line.strip())
            shown.append(f"    {line}" if inside else line)
        return shown
