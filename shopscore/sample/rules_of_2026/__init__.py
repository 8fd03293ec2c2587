"""What shops of 2026 have beside the older exports: further columns, exports, tables, and pages on a scale of 100.

Everything here is drawn by generators of its own and only for samples that reach `RULES_FROM`, so that what the other
modules draw, and every sample of earlier days, is the same with and without it. Every limit, weight and curve is made
up, and says so in the column `note` of its table.
"""

from datetime import date

from shopscore.sample.span import Span

RULES_FROM = date(2026, 5, 7)


def is_of_2026(span: Span) -> bool:
    """Tell whether a sample reaches the days of these rules."""
    return span.until >= RULES_FROM
