"""What is checked before anything is published, and how each check ended.

Measured in SQL, validated by Great Expectations: `check_sources` after landing and before dbt, `check_marts` after
dbt and before publication. Limits are dated rows of `seeds/rules/quality_limits.csv`:

    limits = load_limits(PROJECT_DIR / "seeds", settings.as_of)
    results = check_sources(connection, exports, limits, site=settings.home / SITE)
    results = check_marts(connection, settings.published, limits, site=settings.home / SITE)

`connection` is an open warehouse. Every result is a `CheckResult` for `record_checks`; `closes_gate` says whether it
keeps the last publication in place. `source_check_specs(exports, limits)` and `mart_check_specs(limits)`
name the same checks, in the same order, without running them. Great Expectations is imported by the first check that
has something to validate, never by importing this package.
"""

from shopscore.quality.check_specs import CheckSpec
from shopscore.quality.data_docs import SITE, write_words
from shopscore.quality.index_page import remedy_of
from shopscore.quality.limits import Limits, LimitsError, load_limits
from shopscore.quality.mart_checks import check_marts, mart_check_specs
from shopscore.quality.results import (
    CheckResult,
    Withheld,
    closes_gate,
    failing_examples,
    record_checks,
    record_withheld,
)
from shopscore.quality.source_checks import check_sources
from shopscore.quality.source_suites import source_check_specs

__all__ = [
    "SITE",
    "CheckResult",
    "CheckSpec",
    "Limits",
    "LimitsError",
    "Withheld",
    "check_marts",
    "check_sources",
    "closes_gate",
    "failing_examples",
    "load_limits",
    "mart_check_specs",
    "record_checks",
    "record_withheld",
    "remedy_of",
    "source_check_specs",
    "write_words",
]
