"""The command line `reportdiff`: commands, options, output and progress."""

from reportdiff.cli.entry import main, program
from reportdiff.cli.output import FORMATS

__all__ = ["FORMATS", "main", "program"]
