"""The pipeline as Dagster assets: exports, dbt, publication."""

import warnings

from dagster import BetaWarning

# Backfill policies are still beta; the version is pinned, and nobody who refreshes can do anything about it.
warnings.filterwarnings("ignore", category=BetaWarning)
