"""Assembles the pipeline for Dagster: assets, the job, the resource. Nothing is computed here."""

from dagster import Definitions, define_asset_job

from orchestration.assets.exports import land_exports
from orchestration.assets.models import make_model_assets
from orchestration.assets.publication import make_publication_asset
from orchestration.dbt_project import parse
from orchestration.resources import run_resource
from orchestration.settings import load_settings

settings = load_settings()
manifest = parse(settings)
models = make_model_assets(manifest, settings.dbt_target / "manifest.json")

defs = Definitions(
    assets=[land_exports, models, make_publication_asset(manifest, models)],
    jobs=[define_asset_job("daily_refresh", description="Land, build, check, publish: one day's refresh.")],
    resources={"run": run_resource},
)
