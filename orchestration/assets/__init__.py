"""The pipeline as Dagster assets: exports, models, publication."""
