"""The model's types can be pickled and stay small."""

from __future__ import annotations

import inspect
import pickle

import attrs

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
    assert kinds
    assert all(issubclass(kind, Record) and len(attrs.fields(kind)) > 1 for kind in kinds)
