"""Lands every new file, and tells while it does.

How a file is read belongs in `shopscore.landing`.
"""

import time

from shopscore.contracts import Exports
from shopscore.landing import FileOutcome, LandingSummary, land
from shopscore.landing.origin import has_ever_landed
from shopscore.language import pick, tr, trn
from shopscore.onboarding.beginning import ALL_REFUSED
from shopscore.progress import Progress
from shopscore.run import Run, record_landing
from shopscore.steps.errors import StepError
from shopscore.warehouse import open_warehouse

SECONDS_BETWEEN_NOTES = 5


def land_exports(run: Run, exports: Exports) -> LandingSummary:
    """Land every new file of the landing folder; refused files are in the ledger, the others go on.

    Raises:
        StepError: every file was refused, now and ever: the scores would be about no shop at all.
    """
    landing = _land(run, exports)
    stop_where_nothing_ever_landed(run)
    return landing


def stop_where_nothing_ever_landed(run: Run) -> None:
    """End a refresh of a home in which every file was refused, now and ever.

    Raises:
        StepError: it is one.
    """
    if not run.is_refresh or not run.landing or not run.landing.files or run.landing.landed:
        return
    with open_warehouse(run.settings) as connection:
        run.has_nothing = not has_ever_landed(connection)
    if run.has_nothing:
        raise StepError(ALL_REFUSED.said())


def _land(run: Run, exports: Exports) -> LandingSummary:
    reporter = _FileReporter(run.progress)
    with run.progress.step(tr("Importing exports")) as step:
        landing = land(run.settings, exports, run.run_id, full=run.full, on_file=reporter.report)
        run.landing = landing
        record_landing(run, landing)
        if landing.deleted:
            run.progress.note(
                trn(
                    "{count} file landed {days} days ago or earlier, and is deleted from landing",
                    "{count} files landed {days} days ago or earlier, and are deleted from landing",
                    len(landing.deleted),
                    days=run.settings.landing_keep_days,
                )
            )
        step.summary = tr(
            "{files:,} files imported, {refused:,} refused; {rows:,} rows imported, {rejected:,} rejected",
            files=landing.landed,
            refused=landing.refused,
            rows=landing.rows,
            rejected=landing.rows_rejected,
        )
    return landing


class _FileReporter:
    """Reports each refused file at once, and the others every few seconds."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._files = 0
        self._rows = 0
        self._told_at = time.monotonic()

    def report(self, outcome: FileOutcome) -> None:
        # What a launched run prints is kept by Dagster.
        name = outcome.path if self._progress.has_reader else outcome.name
        if outcome.status == "refused":
            self._progress.note(
                tr("refused: {name}: {reason}", name=name, reason=pick(outcome.reason, outcome.reason_zh))
            )
        self._files += outcome.status == "landed"
        self._rows += outcome.rows_landed
        if time.monotonic() - self._told_at > SECONDS_BETWEEN_NOTES:
            self._told_at = time.monotonic()
            self._progress.note(
                tr(
                    "{files:,} files, {rows:,} rows so far; now at {name}",
                    files=self._files,
                    rows=self._rows,
                    name=name,
                )
            )
