"""Compare two reports of one issuer: what changed, what was dropped or added, and what should be asked.

python examples/compare_two_reports.py [PRIOR CURRENT]
"""

import sys
from pathlib import Path

import pandas as pd

import reportdiff as rd

here = Path(__file__).resolve().parent
paths = sys.argv[1:3] or [here / "data" / "cixi-2022-illustrative.txt", here.parent / "seeds" / "cixi-2023.txt"]
prior, current = (rd.read(path) for path in paths)
diff = rd.compare(prior, current)

pd.set_option("display.unicode.east_asian_width", True, "display.width", 140, "display.max_columns", 20)
changes = diff.changes.round({"percent": 2})
both = changes[changes["prior"].notna() & changes["current"].notna()]
print(
    f"{current.issuer}, {prior.year} → {current.year}: {len(both)} metrics in both years, those that grew most first\n"
)
shown = (
    both[["metric", "prior", "current", "percent", "stated", "verdict"]]
    .sort_values("percent", ascending=False, kind="stable")
    .head(12)
)
print(shown.to_string(index=False, na_rep="", float_format="{:,.10g}".format))

print("\nDropped:", "、".join(changes.loc[changes["current"].isna(), "metric"].head(5)), "…")
print("Added:", "、".join(changes.loc[changes["prior"].isna(), "metric"].head(5)), "…")

print("\nTo look at:")
for check in (*diff.result.checks, *diff.result.prior.checks):
    if check.severity is not None:
        print(f"  {check.severity.value:9} {check.message.en}")
