"""The pipeline as Dagster assets: exports, dbt, publication."""
