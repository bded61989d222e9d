"""Write an output file whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from reportdiff.errors import OutputError
from reportdiff.messages import phrase, reason_of
from reportdiff.text.arguments import require_type, shortened

__all__ = ["write_whole"]


def write_whole(path: str | os.PathLike[str], data: str | bytes) -> Path:
    """Write a file beside its place and move it there in one step, so that nobody reads half of it.

    A failure leaves the old file as it was. A device or pipe is written to directly.

    Args:
        path: The file, or a link to it, which stays a link.
        data: Bytes, or text, which is written as UTF-8 with its line ends as they are.

    Returns:
        The path as given.

    Raises:
        OutputError: The place cannot be written to.
    """
    require_type(path, str | os.PathLike, "path", "errors.wanted_file")
    content = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    asked = Path(path)
    try:
        target = Path(os.path.realpath(asked))  # through a link: the link stays, its target is replaced
        mode = _mode_of(target)
        if mode is not None and stat.S_ISDIR(mode):
            raise OutputError("errors.output_is_folder", path=str(asked))
        if mode is not None and not stat.S_ISREG(mode):
            target.write_bytes(content)
            return asked
        _replace(target, content, mode)
    except OutputError:
        raise
    except ValueError as error:  # a NUL in it, or half of a surrogate pair
        raise OutputError("errors.no_file_name", path=shortened(path), reason=reason_of(error)) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = phrase("errors.make_room" if full else "errors.other_folder")
        raise OutputError("errors.cannot_write", path=str(asked), reason=reason_of(error), remedy=remedy) from error
    return asked


def _mode_of(target: Path) -> int | None:
    """Return the mode of the file at `target`, None where there is none."""
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
