"""Check one report alone: what can be decided without last year's report.

python examples/check_one_report.py [REPORT]
"""

import sys
from pathlib import Path

import reportdiff as rd

report = rd.read(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "data" / "cixi-2022-illustrative.txt")
print(report.title)
print(f"{len(report.metrics)} figures, {len(report.claims)} stated changes and shares\n")

checkup = rd.check(report)
for check in checkup.result.checks:
    print(f"{check.verdict.value:20} {check.check:16} {check.message.en}")

coverage = checkup.coverage
print(f"\n{coverage.decided} of {coverage.claims} claims could be decided; the others: {dict(coverage.undecided)}")
