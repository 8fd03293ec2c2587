"""The steps of a refresh, each a function of its run: land, check sources, build, check marts, publish.

In which order they run, and what is shown of them, belongs in `orchestration`; how they do it in the packages that they
call. None of them needs Dagster.
"""

from shopscore.steps.build import BuildOutcome, build_models
from shopscore.steps.check import check_run_marts, check_run_sources, stop_at_closed_gate
from shopscore.steps.errors import StepError
from shopscore.steps.land import land_exports
from shopscore.steps.publish import publish_marts

__all__ = [
    "BuildOutcome",
    "StepError",
    "build_models",
    "check_run_marts",
    "check_run_sources",
    "land_exports",
    "publish_marts",
    "stop_at_closed_gate",
]
