"""Thousands of reports: comparisons on any executor, folders of reports into Parquet, and a view over the corpus."""

from reportdiff.corpus.many import compare_many, series_many
from reportdiff.corpus.outcomes import Failure, Outcome
from reportdiff.corpus.run import Batch, batch
from reportdiff.corpus.view import CorpusView, corpus_view

__all__ = ["Batch", "CorpusView", "Failure", "Outcome", "batch", "compare_many", "corpus_view", "series_many"]
