"""Thousands of reports: comparisons on any executor, folders of reports into tables and pages, and a view over them."""

from reportdiff.corpus.batch_run import Batch, batch
from reportdiff.corpus.browse import CorpusView, corpus_view
from reportdiff.corpus.outcomes import Failure, Outcome
from reportdiff.corpus.report_pairs import compare_many, series_many

__all__ = ["Batch", "CorpusView", "Failure", "Outcome", "batch", "compare_many", "corpus_view", "series_many"]
