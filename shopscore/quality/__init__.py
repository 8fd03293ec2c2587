"""What is checked before anything is published, and how each check ended.

Measured in SQL, judged by Great Expectations: `check_arrivals` after landing and before dbt, `check_departure` after
dbt and before publication. Limits are dated rows of `seeds/rules/quality_limits.csv`:

    limits = load_limits(PROJECT_DIR / "seeds", settings.as_of)
    results = check_arrivals(connection, exports, limits, site=settings.home / SITE)
    results = check_departure(connection, settings.published, limits, site=settings.home / SITE)

`connection` is an open warehouse. Every result is a `CheckResult` for `record_checks`; `closes_gate` says whether it
keeps the last publication in place. `planned_arrival_checks(exports, limits)` and `planned_departure_checks(limits)`
name the same checks, in the same order, without running them. Great Expectations is imported by the first check that
has something to judge, never by importing this package.
"""

from shopscore.quality.arrivals import check_arrivals, planned_arrival_checks
from shopscore.quality.departure import check_departure, planned_departure_checks
from shopscore.quality.limits import Limits, LimitsError, load_limits
from shopscore.quality.plans import Plan
from shopscore.quality.results import (
    CheckResult,
    Withheld,
    closes_gate,
    failing_examples,
    record_checks,
    record_withheld,
)
from shopscore.quality.site import SITE, write_words

__all__ = [
    "SITE",
    "CheckResult",
    "Limits",
    "LimitsError",
    "Plan",
    "Withheld",
    "check_arrivals",
    "check_departure",
    "closes_gate",
    "failing_examples",
    "load_limits",
    "planned_arrival_checks",
    "planned_departure_checks",
    "record_checks",
    "record_withheld",
    "write_words",
]
