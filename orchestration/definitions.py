"""Assembles the pipeline for Dagster: assets, checks, jobs, schedule, sensor, resource. Nothing is computed here."""

import warnings
from dataclasses import dataclass

from dagster import (
    AssetsDefinition,
    BetaWarning,
    Definitions,
    PartitionsDefinition,
    definitions,
    in_process_executor,
)
from dbt.contracts.graph.manifest import Manifest

from orchestration.assets.exports import make_export_specs, make_landing_asset
from orchestration.assets.models import make_model_assets, make_source_specs
from orchestration.assets.publication import make_publication_asset
from orchestration.checks import make_source_checks
from orchestration.jobs import landing_job, refresh_job
from orchestration.partitions import ASSESSMENT_DATES
from orchestration.resources import run_resource
from orchestration.schedules import noon_schedule
from orchestration.sensors import new_files_sensor
from shopscore.contracts import load_exports
from shopscore.dbt_project import parse
from shopscore.quality import load_limits, mart_check_specs
from shopscore.settings import PROJECT_DIR, Settings, load_settings


@dataclass(frozen=True)
class Pipeline:
    """What was assembled: the definitions, and the parts of them that are looked at one by one."""

    manifest: Manifest
    landing: AssetsDefinition
    models: AssetsDefinition
    publication: AssetsDefinition
    definitions: Definitions


def assemble(settings: Settings, dates: PartitionsDefinition[str] | None = ASSESSMENT_DATES) -> Pipeline:
    """Parse the dbt project and assemble assets, checks and jobs around it.

    Args:
        settings: where dbt writes its manifest, and the day whose limits name the checks.
        dates: the assessment dates as partitions. A run for a date that is none of them is made of assets without:
            Dagster executes an asset that has partitions only for one of them.

    Raises:
        DbtError: the project does not parse.
        ContractError: a contract of an export is unusable.
        LimitsError: the limits of the checks are unusable.
    """
    manifest = parse(settings)
    exports = load_exports(PROJECT_DIR / "models")
    limits = load_limits(PROJECT_DIR / "seeds", settings.as_of)
    with warnings.catch_warnings():
        # Backfill policies are still beta; the version is pinned, and whoever refreshes can do nothing about it.
        warnings.simplefilter("ignore", BetaWarning)
        landing = make_landing_asset(exports, dates)
        models = make_model_assets(manifest, exports, mart_check_specs(limits), dates)
        publication = make_publication_asset(manifest, models, dates)
    return Pipeline(
        manifest,
        landing,
        models,
        publication,
        Definitions(
            assets=[
                *make_export_specs(exports),
                *make_source_specs(manifest, exports),
                landing,
                models,
                publication,
            ],
            asset_checks=[make_source_checks(exports, limits)],
            jobs=[refresh_job, landing_job],
            schedules=[noon_schedule],
            sensors=[new_files_sensor],
            resources={"run": run_resource},
            executor=in_process_executor,
        ),
    )


@definitions
def pipeline() -> Definitions:
    """Return the definitions of today, when Dagster asks for them."""
    return assemble(load_settings()).definitions
