"""One claim, one total, one table: text in, arithmetic, verdict out.

Figures are taken as printed text ("58.6万", "1200余条", "1.92亿元", "15%"), as int, as Decimal or as Fraction. A float
is taken by its `repr`, so 0.1 is the printed "0.1"; a whole float counts as an int. Printed text is the safest:
trailing zeros are precision, and only text can carry them.
"""

from reportdiff.checking.audit import Audit, audit
from reportdiff.verification.numbers import Number
from reportdiff.verification.single import implied_current, implied_prior, verify, verify_total
from reportdiff.verification.tables import RESULT_COLUMNS, verify_table

__all__ = ["RESULT_COLUMNS", "Audit", "Number", "audit", "implied_current", "implied_prior", "verify", "verify_table"]
__all__ += ["verify_total"]
