"""The model's types can be pickled and stay small."""

from __future__ import annotations

import inspect
import pickle
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import attrs

import reportdiff
from reportdiff import compare, model
from reportdiff.model.record import Record
from running import ILLUSTRATIVE, SEED


def test_a_comparison_survives_a_pickle() -> None:
    """A comparison comes out of a pickle equal, with what it shares still shared."""
    sent = compare(ILLUSTRATIVE, SEED).result
    arrived = pickle.loads(pickle.dumps(sent, pickle.HIGHEST_PROTOCOL))
    assert arrived == sent
    assert arrived.current.report.metrics[0] in arrived.current.report.metrics
    assert arrived.current.report.document is not sent.current.report.document


def test_every_type_is_a_record() -> None:
    """Each frozen type of the model is a record of two values or more."""
    kinds = [kind for kind in vars(model).values() if inspect.isclass(kind) and attrs.has(kind)]
    kinds.remove(model.RelationTraits)  # belongs to a member of an enum, which is pickled by its name
    assert kinds
    assert all(issubclass(kind, Record) and len(attrs.fields(kind)) > 1 for kind in kinds)


def attrs_classes(*rooms: str) -> Iterator[type]:
    """The attrs classes that the modules of some rooms define."""
    for found in pkgutil.walk_packages(reportdiff.__path__, "reportdiff."):
        if found.name.split(".")[1] in rooms:
            for kind in vars(import_module(found.name)).values():
                if inspect.isclass(kind) and kind.__module__ == found.name and attrs.has(kind):
                    yield kind


def test_types_of_many_fields_are_made_by_keyword() -> None:
    """Of four fields or more, at most two are given by place; an interval has one natural order."""
    positional = {
        kind.__name__
        for kind in attrs_classes("model", "arithmetic", "checking", "verification", "lexicon")
        if len(attrs.fields(kind)) >= 4 and sum(not field.kw_only for field in attrs.fields(kind)) > 2
    }
    assert positional == {"Interval"}
