"""The notes of a report that declare a basis of its changes: for all figures, or for those that a note names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from reportdiff.lexicon.conventions import declares_convention
from reportdiff.lexicon.reference_names import name_key
from reportdiff.model import Claim

__all__ = ["DeclaredNotes", "words_of_basis"]

_NOTE = re.compile(r"\n[ \t　]*(?:[（(]?(?:注|说明|备注)\d*[:：.、）)]|\[\d+\])[^\n]*")
_SENTENCE = re.compile("[^。；;\n]+")
_BEHIND = re.compile(r"[^\d。；;\n]*(?:[，,（）()；;。\n]|$)")  # clauses without a figure
_YEAR = re.compile(r"(?:19|20)\d\d ?年(?:1?\d[-至~—]1?\d月)?")
_LEAD = re.compile(r"\D*")
_NAMED = 4  # characters of a name by which a note speaks of some figures and not of all


def words_of_basis(text: str, claim: Claim) -> str:
    """Return what of a claim's sentence may declare its basis.

    Its lead does, what stands between the last semicolon and the claim, and what follows it without a figure:
    增长5%（可比口径）, but 增长5%，同口径增长3% says nothing of the first. A year in the lead is no figure of it.
    """
    begin, start, end = claim.sentence.start, claim.span.start, claim.span.end
    lead = _LEAD.match(_YEAR.sub("", text[begin:start]))
    part = max(text.rfind("；", begin, start), text.rfind(";", begin, start), begin)
    behind = _BEHIND.match(text, end, claim.sentence.end)
    return f"{lead[0] if lead else ''}\n{text[part:end]}\n{behind[0] if behind else ''}"


@frozen
class DeclaredNotes:
    """Sentences of notes that declare a basis, each with the names of figures that it prints."""

    sentences: Sequence[tuple[str, frozenset[str]]]

    @classmethod
    def of(cls, text: str, names: Iterable[str]) -> DeclaredNotes:
        """Return the notes of a report's text; `names` are those of its figures."""
        said = (part for note in _NOTE.finditer("\n" + text) for part in _SENTENCE.findall(note[0]))
        declared = [part for part in said if declares_convention(part)]
        keys = {key for key in map(name_key, names) if len(key) >= _NAMED} if declared else ()
        return cls([(part, frozenset(key for key in keys if key in part)) for part in declared])

    def about(self, name: str) -> str:
        """Return what the notes declare of a figure of this name."""
        key = name_key(name)
        return "\n".join(
            part for part, named in self.sentences if not named or any(one in key or key in one for one in named)
        )
