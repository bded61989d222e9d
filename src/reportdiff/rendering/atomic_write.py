"""Writing an output file whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from reportdiff.errors import OutputError

__all__ = ["write_whole"]


def write_whole(path: str | os.PathLike[str], data: str | bytes) -> Path:
    """Write `data` (text as UTF-8, its line ends as they are) to `path` and return the path.

    The file is written beside its place and moved there in one step, so that a reader never sees half of it and a
    failure leaves what was there before. Raises `OutputError` where the place cannot be written to. A device or pipe
    is written to directly.
    """
    content = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    asked = Path(path)
    try:
        target = Path(os.path.realpath(asked))  # through a link: the link stays, its target is replaced
        mode = _mode_of(target)
        if mode is not None and stat.S_ISDIR(mode):
            raise OutputError(f"{asked}: cannot write: this is a folder; name a file in it")
        if mode is not None and not stat.S_ISREG(mode):
            target.write_bytes(content)
            return asked
        _replace(target, content, mode)
    except OutputError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        advice = "make room and try again" if full else "choose a folder that exists and can be written to"
        raise OutputError(f"{asked}: cannot write: {reason}; {advice}") from error
    return asked


def _mode_of(target: Path) -> int | None:
    """The mode of what stands at `target`, None where nothing does."""
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, content: bytes, mode: int | None) -> None:
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
