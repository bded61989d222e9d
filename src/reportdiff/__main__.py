"""`python -m reportdiff`: the same as the command `reportdiff`."""

import sys

from reportdiff.cli import main

if __name__ == "__main__":
    sys.exit(main())
