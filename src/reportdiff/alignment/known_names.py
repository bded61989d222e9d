"""Names that are known to be of one metric: confirmed by a person, or borne out by earlier years of the same issuer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from reportdiff.model import Pair, Report

__all__ = ["KnownName", "known_text", "learned_names", "one_name"]


@frozen(kw_only=True)
class KnownName:
    """Names that mean one metric in reports of one issuer; the last is the one that it was given last.

    `years` are those whose reports bear it out; none where a person said so.
    """

    names: tuple[str, ...]
    issuer: str | None = None
    years: tuple[int, ...] = ()


def learned_names(
    prior: Report, current: Report, pairs: Iterable[Pair], proved: Collection[str | None]
) -> tuple[KnownName, ...]:
    """Return the names that two reports print for one metric: of pairs that are proved and differ in their name.

    Args:
        prior: The earlier report.
        current: The later report, of the same issuer.
        pairs: The pairs of their metrics.
        proved: The later report's metrics whose stated change holds over the earlier report's figure.
    """
    before = {metric.id: metric for metric in prior.metrics}
    after = {metric.id: metric for metric in current.metrics}
    years = tuple(year for year in (prior.year, current.year) if year is not None)
    found: dict[tuple[str, ...], KnownName] = {}
    for pair in pairs:
        if pair.prior is None or pair.current not in proved:
            continue
        names = before[pair.prior].name, after[str(pair.current)].name
        if names[0] != names[1]:
            found.setdefault(names, KnownName(names=names, issuer=current.issuer, years=years))
    return tuple(found.values())


def one_name(known: Iterable[KnownName], *printed: Collection[str]) -> Mapping[str, str]:
    """Return each name that is read as another, with that other one.

    Where one report prints two of the names it means two metrics by them: they stay apart.

    Args:
        known: The names that mean one metric.
        printed: The names that each report prints.

    >>> rows = [KnownName(names=("受理申请", "新收申请")), KnownName(names=("新收申请", "收到申请"))]
    >>> one_name(rows, ["受理申请"], ["收到申请"]), one_name(rows, ["收到申请", "受理申请"])
    ({'收到申请': '受理申请'}, {})
    """
    first: dict[str, str] = {}
    for row in known:
        root = _root(first, row.names[0])
        for name in row.names:
            first[_root(first, name)] = root
    read: dict[str, str] = {}
    apart: set[str] = set()
    for names in map(frozenset, printed):
        seen: set[str] = set()
        for name in sorted(name for name in names if name in first):
            root = _root(first, name)
            if root in seen:
                apart.add(root)
            seen.add(root)
            read[name] = root
    return {name: root for name, root in read.items() if root not in apart and name != root}


def _root(first: Mapping[str, str], name: str) -> str:
    while first.get(name, name) != name:
        name = first[name]
    return name


def known_text(names: Iterable[KnownName], existing: str = "") -> str:
    """Return a corrections file with names that are known added at its end; one that it holds is not added again.

    Args:
        names: What was learned.
        existing: The text of the file so far.
    """
    blocks = []
    for row in names:
        listed = ", ".join(f'"{name}"' for name in map(_quoted, row.names))
        if f"names = [{listed}]" in existing:
            continue
        since = f"  # {'–'.join(map(str, row.years))}" if row.years else ""
        issuer = f'issuer = "{_quoted(row.issuer)}"\n' if row.issuer else ""
        blocks.append(f"[[known]]{since}\nnames = [{listed}]\n{issuer}")
    return existing + "".join(("\n" if existing or at else "") + block for at, block in enumerate(blocks))


def _quoted(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
