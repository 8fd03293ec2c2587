"""Notices files that arrive and asks for them to be landed, long before they are published.

The warehouse is never opened here: what is known comes from the published ledger, what was asked for from the cursor.
How files are read belongs in `shopscore.landing`.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import duckdb
from dagster import (
    DefaultSensorStatus,
    RunRequest,
    SensorEvaluationContext,
    SensorResult,
    SkipReason,
    sensor,
)

from orchestration.instance import mark_dead_runs
from orchestration.jobs import LANDING_JOB
from shopscore.landing import waiting_files
from shopscore.landing.search import find_files
from shopscore.settings import Settings, load_settings, moment
from shopscore.warehouse import open_published

SECONDS_BETWEEN_LOOKS = 60
# Copying goes on while the file still changes; a name or a time that the copy keeps says nothing of it.
SETTLE_SECONDS = 30.0


@sensor(
    # Dagster keeps by this name whether it was switched off.
    name="arrivals",
    job_name=LANDING_JOB,
    minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
    default_status=DefaultSensorStatus.RUNNING,
    description="Lands new files as they arrive, once they have not changed for half a minute. Publishes nothing.",
)
def new_files_sensor(context: SensorEvaluationContext) -> SensorResult:
    """Ask for a landing when the landing folder holds settled files that are not landed yet."""
    settings = load_settings()
    # A run of the command line that was killed would keep the queue shut until the next one.
    mark_dead_runs(context.instance, settings)
    settled, unsettled = split_by_settling(settings, moment().timestamp())
    if unsettled:
        return SensorResult(
            skip_reason=SkipReason(f"files that still change: {unsettled}; the next look is in a minute"),
            cursor=context.cursor,
        )
    seen = fingerprint(settings, settled)
    if seen == context.cursor:
        return SensorResult(skip_reason=SkipReason("nothing has arrived since the last look"), cursor=seen)
    waiting = waiting_files(settings, published_file_ids(settings))
    if not waiting:
        return SensorResult(skip_reason=SkipReason("every file has landed"), cursor=seen)
    return SensorResult(
        run_requests=[RunRequest(run_key=seen, tags={"shopscore/files_waiting": str(len(waiting))})], cursor=seen
    )


def split_by_settling(settings: Settings, present: float) -> tuple[Sequence[Path], int]:
    """Return the files of the landing folder that have not changed for a while, and how many others there are.

    Args:
        settings: where landing is.
        present: seconds since the epoch.
    """
    settled, unsettled = [], 0
    for place in find_files(settings.landing):
        try:
            status = None if place.problem else place.path.stat()
        except OSError:
            status = None
        if status is None:
            # No file, or gone: the landing says so.
            continue
        if present - max(status.st_mtime, status.st_ctime) >= SETTLE_SECONDS:
            settled.append(place.path)
        else:
            unsettled += 1
    return settled, unsettled


def fingerprint(settings: Settings, files: Sequence[Path]) -> str:
    """Return a name of this very set of files, from their places, sizes and times; no content is read."""
    digest = hashlib.sha256()
    for file in files:
        try:
            status = file.stat()
        except OSError:
            continue
        # A name need not be text.
        digest.update(os.fsencode(file.relative_to(settings.landing)))
        digest.update(f"\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def published_file_ids(settings: Settings) -> set[str]:
    """Return the ids in the published ledger; none when nothing is published."""
    try:
        with open_published(settings.published) as connection:
            return {file_id for (file_id,) in connection.execute("select file_id from ops.landed_files").fetchall()}
    except duckdb.Error:
        return set()
