"""Assembles the pipeline for Dagster: assets, jobs, schedule, sensor, resource. Nothing is computed here."""

from dataclasses import dataclass

from dagster import (
    AssetsDefinition,
    AssetSelection,
    Definitions,
    PartitionsDefinition,
    define_asset_job,
    definitions,
    in_process_executor,
)
from dbt.contracts.graph.manifest import Manifest

from orchestration.assets.doors import make_arrival_checks
from orchestration.assets.exports import LEDGER, make_export_specs, make_landing_asset
from orchestration.assets.models import make_model_assets, make_source_specs
from orchestration.assets.publication import make_publication_asset
from orchestration.partitions import ASSESSMENT_DATES
from orchestration.resources import LANDING_JOB, REFRESH_JOB, run_resource
from orchestration.schedules import noon_schedule
from orchestration.sensors import arrivals_sensor
from shopscore.dbt_project import parse
from shopscore.settings import Settings, load_settings


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
        LimitsError: the limits of the checks are unusable.
    """
    manifest = parse(settings)
    landing = make_landing_asset(dates)
    models = make_model_assets(settings, manifest, dates)
    publication = make_publication_asset(manifest, models, dates)
    return Pipeline(
        manifest,
        landing,
        models,
        publication,
        Definitions(
            assets=[*make_export_specs(), *make_source_specs(manifest), landing, models, publication],
            asset_checks=[make_arrival_checks(settings)],
            jobs=[
                define_asset_job(
                    REFRESH_JOB,
                    AssetSelection.all() | AssetSelection.all_asset_checks(),
                    description="Land, build, check, publish; for today or for the assessment dates asked for.",
                ),
                define_asset_job(
                    LANDING_JOB,
                    AssetSelection.assets(LEDGER).without_checks(),
                    description="Land the files that have arrived; publish nothing.",
                ),
            ],
            schedules=[noon_schedule],
            sensors=[arrivals_sensor],
            resources={"run": run_resource},
            executor=in_process_executor,
        ),
    )


@definitions
def pipeline() -> Definitions:
    """Return the definitions of today, when Dagster asks for them."""
    return assemble(load_settings()).definitions
