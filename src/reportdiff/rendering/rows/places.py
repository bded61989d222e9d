"""Say in words where a passage stands in its file."""

from __future__ import annotations

from attrs import frozen

from reportdiff.messages.labels import word

__all__ = ["Place"]


@frozen
class Place:
    """A passage's place: its file, and the line, page, cell or section that leads to it.

    `kind` is "line", "of_page", "cell" or "section" and `name` its number or text; "" where only the file is known.
    """

    file: str
    kind: str = ""
    name: str = ""

    def text(self, lang: str) -> str:
        """Return the place in words.

        >>> Place("annual-2023.pdf", "of_page", "45").text("zh"), Place("cixi-2023.txt", "line", "23").text("en")
        ('annual-2023.pdf 第45页', 'cixi-2023.txt, line 23')
        """
        return word("page", self.kind, lang).format(file=self.file, name=self.name) if self.kind else self.file

    def short(self, lang: str) -> str:
        """Return the place within its file in words, "" where only the file is known.

        >>> Place("annual-2023.pdf", "of_page", "45").short("zh"), Place("cixi-2023.txt", "line", "23").short("en")
        ('第45页', 'line 23')
        """
        return Place("", self.kind, self.name).text(lang).lstrip(" ,")
