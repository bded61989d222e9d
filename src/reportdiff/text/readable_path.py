"""Write a path as text that every format can hold, also where its bytes are no UTF-8."""

from __future__ import annotations

__all__ = ["readable_path"]


def readable_path(path: str) -> str:
    r"""Return a path as text: a name that is no UTF-8 is read as GB18030, as Chinese archives write it, or escaped.

    >>> readable_path("报告/2023.txt"), readable_path("\udcb4\udcc8\udccf\udcaa/2023.txt"), readable_path("\udcff")
    ('报告/2023.txt', '慈溪/2023.txt', '\\xff')
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        return "/".join(map(_readable, path.split("/")))
    return path


def _readable(name: str) -> str:
    try:
        content = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half of a pair, which Windows allows
        return name.encode("utf-8", "backslashreplace").decode()
    try:
        return content.decode()
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        return content.decode("utf-8", "backslashreplace")
