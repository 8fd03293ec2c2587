"""Runs the daily job once in this process and says how it ended.

What a person or a timer starts. The steps belong in `shopscore.steps`, their order in `orchestration`.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from shopscore.contracts import load_exports
from shopscore.faults import find_fault
from shopscore.landing.origin import check_one_origin
from shopscore.landing.outcomes import said_refusal
from shopscore.language import pick, tr
from shopscore.needs import estimate, warnings
from shopscore.onboarding.beginning import ALL_REFUSED, check_something_to_refresh
from shopscore.progress import Progress
from shopscore.reasons import is_ours, one_line
from shopscore.run import RefreshBusyError, Run, open_run, tell_channels
from shopscore.settings import PROJECT_DIR, ConfigurationError, Settings
from shopscore.standing import say_standing
from shopscore.vocabulary import say_unknown_words, say_withheld
from shopscore.warehouse import WarehouseError, open_warehouse

EXIT_PUBLISHED, EXIT_FAILED, EXIT_USAGE, EXIT_BLOCKED = 0, 1, 2, 3


@dataclass(frozen=True)
class RefreshOutcome:
    """How a refresh ended.

    Attributes:
        exit_code: 0 published, with or without files refused, or nothing is new; 1 a step failed; 2 nothing ever
            landed; 3 a quality gate kept the last publication.
        lines: what a person should read, most important first.
    """

    exit_code: int
    lines: Sequence[str]


def refresh(
    settings: Settings, progress: Progress, *, full: bool = False, rebuild: bool = False, adds_dates: bool = False
) -> RefreshOutcome:
    """Land, build, check and publish; where nothing is new, leave the publication that stands.

    Args:
        settings: paths, and the assessment dates to publish.
        progress: who is told while it runs.
        full: land every file in the landing folder anew, refused ones too.
        rebuild: compute every model from the raw tables, and read the dbt project anew.
        adds_dates: the dates are added to the published ones; otherwise they are all that is published.

    Raises:
        RefreshBusyError: another refresh is running.
        ConfigurationError: dates are added to a publication that cannot be read; nothing ever landed and nothing lies
            in landing (the channels are not told of that); the home holds the sample and real exports.
        WarehouseError: the warehouse cannot be opened.
        OSError: home cannot be used, or its disk is full.
        After any but the first the channels have been told.
    """
    check_something_to_refresh(settings)
    run = Run(settings, full, progress)
    try:
        with (
            open_run(settings, progress, full=full, rebuild=rebuild, adds_dates=adds_dates, may_stand=True) as run,
            collecting_once(),
            noting_error(run),
        ):
            if run.standing is None:
                with open_warehouse(settings) as connection:
                    check_one_origin(settings, load_exports(PROJECT_DIR / "models"), connection)
                    for warning in warnings(run.settings, estimate(run.settings, connection)):
                        progress.note(warning)
                failure = _execute(run)
                if run.publication is None:
                    run.message = failure
    except RefreshBusyError:
        raise
    except Exception as error:
        # Nothing was ever opened, or it broke around the steps: whoever waits for a score hears of that too.
        run.message = run.message or one_line(error)
        tell_channels(run)
        raise
    tell_channels(run)
    return _outcome(run)


@contextmanager
def noting_error(run: Run) -> Iterator[None]:
    """Keep in the ledger why a run failed around its steps: a project that does not parse, limits that cannot be read.

    Raises:
        Exception: what is not ours to word, and what is no failure of a refresh: wrong configuration, a held warehouse.
    """
    try:
        yield
    except Exception as error:
        fault = find_fault(error, run.settings.warehouse)
        run.message = fault.text if fault else one_line(error)
        if not is_ours(error) or isinstance(error, ConfigurationError | WarehouseError):
            raise


@contextmanager
def collecting_once() -> Iterator[None]:
    """Collect garbage at the end of the block instead of all through it.

    Imports, dbt's project and Dagster's definitions are millions of objects that stay (`gc.freeze` sets them aside):
    looking through them again and again costs a tenth of a refresh. At the end it has to be: a cursor of dbt's or
    Dagster's in a reference cycle would keep the warehouse locked for other processes until it happens to be
    collected.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def _execute(run: Run) -> str | None:
    """Execute the job and return why it failed, or None."""
    with run.progress.step(tr("Preparing dbt and Dagster")):
        # Imported here because it costs seconds for which whoever meets a held lock should not wait.
        from orchestration.in_process import execute, prepare  # noqa: PLC0415

        prepared = prepare(run)
        gc.freeze()
    return execute(run, prepared)


def _outcome(run: Run) -> RefreshOutcome:
    refused = [file for file in run.landing.files if file.status == "refused"] if run.landing else []
    lines = [
        tr("refused: {name}: {reason}", name=file.path, reason=said_refusal(file, run.settings.landing))
        for file in refused
    ]
    if run.publication:
        lines += [say_withheld(one).said() for one in run.withheld]
        lines += [line.said() for line in say_unknown_words(run.unknown_words)]
        lines.append(_published_line(run, run.publication.generation_id))
        if run.publication.unreadable_because:
            lines.append(tr("but readers do not get it: {reason}", reason=run.publication.unreadable_because))
            return RefreshOutcome(EXIT_FAILED, lines)
        return RefreshOutcome(EXIT_PUBLISHED, lines)
    if run.standing:
        return RefreshOutcome(EXIT_PUBLISHED, [say_standing(run, run.standing)])
    if run.gate_closed_by:
        lines = [
            tr(
                "quality check failed, not published: {check}: {what} ({count} rows)",
                check=check.check_name,
                what=pick(check.description or check.message, check.description_zh or check.message_zh),
                count=check.failing_rows,
            )
            for check in run.gate_closed_by
        ] + lines
        lines.append(tr("the last publication stays in place"))
        return RefreshOutcome(EXIT_BLOCKED, lines)
    if run.has_nothing:
        return RefreshOutcome(EXIT_USAGE, [f"shopscore: {ALL_REFUSED}", *lines])
    return RefreshOutcome(
        EXIT_FAILED, [tr("failed: {reason}", reason=run.message), tr("the last publication stays in place"), *lines]
    )


def _published_line(run: Run, generation_id: str) -> str:
    said = tr(
        "published {generation} for {date}, with the days {first} to {last}",
        generation=generation_id,
        date=run.asked_for,
        first=run.settings.first_date,
        last=run.settings.as_of,
    )
    if run.asked_for == run.settings.as_of:
        return said
    return said + tr("; the newest day stays {date}", date=run.settings.as_of)
