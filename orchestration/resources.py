"""What the assets share, as Dagster hands it to them."""

import sys
from collections.abc import Iterator

from dagster import InitResourceContext, resource

from orchestration.progress import Progress
from orchestration.run import Run, open_run
from orchestration.settings import load_settings


@resource(description="One refresh: settings from the environment, its lock and its books.")
def run_resource(_: InitResourceContext) -> Iterator[Run]:
    """Open a run for a job that Dagster started by itself, scoring today."""
    with open_run(load_settings(), Progress(sys.stderr)) as run:
        yield run
