"""`status.json` of a batch: how far it has come, for another process to watch."""

from __future__ import annotations

import json
from pathlib import Path
from time import monotonic

from attrs import define, field

from reportdiff.rendering import write_whole

__all__ = ["STATUS", "StatusFile"]

STATUS = "status.json"
_INTERVAL = 1.0  # seconds between two writings within a stage


@define
class StatusFile:
    """Writes the stage ("placing", "comparing", "interrupted", "complete"), the reports done, all, and the broken ones.

    The file is replaced whole, at most once a second within a stage; its own time says when the batch last moved.
    """

    folder: Path
    counts: tuple[int, int, int] = (0, 0, 0)
    stage: str = ""
    due: float = field(default=0.0, init=False)

    def tell(self, stage: str, done: int, total: int, broken: int) -> None:
        """Take note of how far the batch has come, and write it if the last time is long enough ago."""
        self.counts = (done, total, broken)
        if stage != self.stage or monotonic() >= self.due:
            self.stage = stage
            self.write(stage)

    def write(self, stage: str) -> None:
        """Write the file with the counts so far."""
        done, total, broken = self.counts
        status = {"stage": stage, "done": done, "total": total, "broken": broken}
        write_whole(self.folder / STATUS, json.dumps(status) + "\n")
        self.due = monotonic() + _INTERVAL
