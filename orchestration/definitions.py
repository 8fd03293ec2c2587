"""Assembles the pipeline for Dagster: assets, jobs, schedule, sensor, resource. Nothing is computed here."""

from dagster import AssetSelection, Definitions, define_asset_job, in_process_executor

from orchestration.assets.doors import make_arrival_checks
from orchestration.assets.exports import LEDGER, land_exports, make_export_specs
from orchestration.assets.models import make_model_assets, make_source_specs
from orchestration.assets.publication import make_publication_asset
from orchestration.resources import LANDING_JOB, run_resource
from orchestration.schedules import noon_schedule
from orchestration.sensors import arrivals_sensor
from shopscore.dbt_project import parse
from shopscore.settings import load_settings

settings = load_settings()
manifest = parse(settings)
models = make_model_assets(settings, manifest)
publication = make_publication_asset(manifest, models)

defs = Definitions(
    assets=[*make_export_specs(), *make_source_specs(manifest), land_exports, models, publication],
    asset_checks=[make_arrival_checks(settings)],
    jobs=[
        define_asset_job(
            "daily_refresh",
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
)
