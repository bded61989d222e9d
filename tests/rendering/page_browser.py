"""Open pages in headless Chromium, for the tests of what is written as HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["Page"]


class Page:
    """A page opened from a file, with its console messages and its requests."""

    def __init__(self, browser: Any, folder: Path, text: str, small: bool = False, **options: Any) -> None:
        """Open `text` as a file in `folder`."""
        path = folder / "page.html"
        path.write_text(text, encoding="utf-8")
        self.messages: list[str] = []
        self.requests: list[str] = []
        size = {"width": 400, "height": 800} if small else {"width": 1300, "height": 1000}
        self.page = browser.new_page(**{"viewport": size, **options})
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri(), timeout=120_000)  # milliseconds, for a busy machine

    def _dismiss(self, dialog: Any) -> None:
        self.messages.append(dialog.message)
        dialog.dismiss()

    def names(self) -> list[str]:
        """Return the metrics of the rows that are shown, in their order."""
        script = "rows => rows.map(row => row.querySelector('button.name').textContent)"
        names: list[str] = self.page.locator("#table tbody tr:not([hidden])").evaluate_all(script)
        return names

    def in_view(self, selector: str) -> bool:
        """Return whether the element lies within its text's frame and within the window."""
        script = """selector => {
            const mark = document.querySelector(selector), a = mark.getBoundingClientRect();
            const b = mark.closest('.text').getBoundingClientRect();
            return a.top >= b.top && a.bottom <= b.bottom && a.top >= 0 && a.bottom <= window.innerHeight;
        }"""
        return bool(self.page.evaluate(script, selector))
