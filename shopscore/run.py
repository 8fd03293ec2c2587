"""One refresh from its first to its last moment: the lock, the ledger, what became of it.

What a refresh does belongs in `shopscore.steps`; this module only holds what they share.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

import duckdb
from filelock import Timeout

from shopscore import ledger, score_history
from shopscore.alerts import notify
from shopscore.faults import find_fault
from shopscore.fingerprint import Fingerprint, take_fingerprint, write_fingerprint
from shopscore.home import home_lock, make_home, remove_leftovers, tighten
from shopscore.landing import LandingSummary
from shopscore.language import tr
from shopscore.nothing_new import (
    Standing,
    Surroundings,
    forget_published_from,
    keep_marks,
    look_around,
    read_standing,
    what_is_new,
    write_published_from,
)
from shopscore.progress import Progress
from shopscore.publishing import Publication, read_generation_id
from shopscore.quality.results import CheckResult
from shopscore.reasons import one_line
from shopscore.settings import PROJECT_DIR, ConfigurationError, Settings, now
from shopscore.vocabulary import UnknownWord, WithheldShop
from shopscore.warehouse import WarehouseError, open_published, open_warehouse

# `shopscore status` holds the lock for a moment; a refresh holds it far longer than this.
SHORT_WAIT = 5.0


class RefreshBusyError(Exception):
    """Another refresh holds the lock."""


@dataclass
class Run:
    """What the steps of one refresh share and what they leave behind.

    Attributes:
        settings: paths, the newest assessment date that is published and how many before it are.
        full: land every file in the landing folder anew.
        rebuild: compute every model from the raw tables.
        asked_for: the assessment date asked for: `settings.as_of`, or one before it that is added.
        run_id: eight hexadecimal digits, in the ledger and in the generation id.
        progress: who is told.
        is_refresh: it is meant to publish and has its row in the ledger; a run that only lands or builds has none.
        fingerprint: what it computes with; None before it has its lock.
        landing: what landed; None before that.
        sources_are_checked: this very run has checked what arrived.
        is_checked: this very run has built every model and no check closes the gate.
        gate_closed_by: checks that keep the last publication in place.
        withheld: what the newest date withholds of single shops.
        unknown_words: words that no vocabulary knows.
        found: what it found when it began; None where that cannot be told.
        standing: the publication that stands because nothing is new; None: there is something to do.
        publication: what was published; None when nothing was.
        has_nothing: every file is refused, and none ever landed before.
        message: why it failed, in one line; None while it has not.
    """

    settings: Settings
    full: bool
    progress: Progress
    rebuild: bool = False
    asked_for: date = date.min
    run_id: str = field(default_factory=lambda: uuid4().hex[:8])
    is_refresh: bool = True
    fingerprint: Fingerprint | None = None
    landing: LandingSummary | None = None
    sources_are_checked: bool = False
    is_checked: bool = False
    gate_closed_by: list[CheckResult] = field(default_factory=list)
    withheld: list[WithheldShop] = field(default_factory=list)
    unknown_words: list[UnknownWord] = field(default_factory=list)
    found: Surroundings | None = None
    standing: Standing | None = None
    publication: Publication | None = None
    has_nothing: bool = False
    message: str | None = None

    @property
    def status(self) -> str:
        """How the run ended: `published`, `nothing_new`, `blocked` by a quality gate, or `failed`."""
        if self.publication:
            return "published"
        if self.standing:
            return "nothing_new"
        return "blocked" if self.gate_closed_by else "failed"


@contextmanager
def open_run(
    settings: Settings,
    progress: Progress,
    *,
    full: bool = False,
    rebuild: bool = False,
    adds_dates: bool = False,
    is_refresh: bool = True,
    may_stand: bool = False,
    wait: float = SHORT_WAIT,
) -> Iterator[Run]:
    """Hold the lock, write a run into the ledger, and how it ended however the block ends.

    A run that died with its process is marked as such: the system releases a dead process's lock.

    Args:
        settings: paths, and the assessment dates that are asked for.
        progress: who is told while it runs.
        full: land every file in the landing folder anew.
        rebuild: compute every model from the raw tables.
        adds_dates: the dates asked for are added to the published ones; otherwise they are all that is published.
        is_refresh: it is meant to publish, so it has its row in the ledger.
        may_stand: the caller leaves everything as it is where nothing is new; the run then has its `standing`, and its
            row in the ledger in any case.
        wait: seconds to wait for another run to end.

    Raises:
        RefreshBusyError: another refresh is still running after that time.
        WarehouseError: the warehouse cannot be opened.
        OSError: home cannot be used, or its disk is full.
        ConfigurationError: dates are added to a publication that cannot be read.
    """
    make_home(settings.home)
    lock = home_lock(settings)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise RefreshBusyError(tr("another refresh is running; wait for it to finish")) from None
    try:
        remove_leftovers(settings)
        tighten(settings, deep=True)
        # Only now: until the lock was held, another run could still publish a date that this one has to keep.
        kept = _keeping_published_dates(settings) if adds_dates else settings
        run = Run(kept, full, progress, rebuild=rebuild, asked_for=settings.as_of, is_refresh=is_refresh)
        run.fingerprint, run.found = take_fingerprint(kept), look_around(kept)
        _record_start(run, run.fingerprint, may_stand=may_stand and not full and not rebuild)
        try:
            yield run
        finally:
            if run.is_refresh:
                _record_end(run)
            shutil.rmtree(settings.temporary, ignore_errors=True)
            tighten(settings, deep=True)
    finally:
        lock.release()


def tell_channels(run: Run) -> None:
    """Tell the configured channels how a run ended, once it has let go of its lock; a channel fails no run."""
    for delivery in notify(run.settings, run.status, run.gate_closed_by, run.message, run.landing):
        run.progress.note(delivery.line)
    if run.publication or run.standing:
        # Imported here because what reads scores costs time that a failed run need not take.
        from shopscore.report.sending import send_reports  # noqa: PLC0415

        for delivery in send_reports(run.settings):
            run.progress.note(delivery.line)


def record_landing(run: Run, landing: LandingSummary) -> None:
    """Write what landed into the run's row, when it has one."""
    with open_warehouse(run.settings) as connection:
        connection.execute(
            "update log.runs set files_landed = ?, files_refused = ?, rows_landed = ?, rows_rejected = ? "
            "where run_id = ?",
            [landing.landed, landing.refused, landing.rows, landing.rows_rejected, run.run_id],
        )


def record_publication(run: Run, generation_id: str, published_at: datetime) -> None:
    """Write the run and its scores as published, before the ledger is copied into the publication itself."""
    with open_warehouse(run.settings) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name = 'marts'"
        ).fetchall()
        rows = 0
        for schema, table in tables:
            counted = connection.execute(f'select count(*) from "{schema}"."{table}"').fetchone()
            rows += counted[0] if counted else 0
        connection.begin()
        connection.execute(
            "update log.runs set status = 'published', finished_at = ?, generation_id = ?, rows_published = ? "
            "where run_id = ?",
            [now(), generation_id, rows, run.run_id],
        )
        score_history.append_scores(connection, generation_id, published_at)
        connection.commit()


def _keeping_published_dates(settings: Settings) -> Settings:
    if not settings.published.exists():
        return settings
    try:
        with open_published(settings.published) as connection:
            row = connection.execute("select min(assessment_date), max(assessment_date) from dims.dates").fetchone()
    except duckdb.Error as error:
        raise ConfigurationError(
            tr(
                "{path} cannot be read, so the dates in it cannot be kept ({error}): close whatever writes to it, or "
                "give --replace to publish only the dates asked for",
                path=settings.published,
                error=one_line(error),
            )
        ) from error
    return settings.keeping(*row) if row and row[0] else settings


def _record_start(run: Run, fingerprint: Fingerprint, *, may_stand: bool) -> None:
    published = _published_generation(run.settings)
    with open_warehouse(run.settings) as connection:
        ledger.create_tables(connection)
        # The ledger calls a run published just before its file is swapped in: it goes into that file. A newest run
        # whose generation is not the published one died in between.
        connection.execute(
            "update log.runs set status = 'died', finished_at = ? where status = 'running' or (status = 'published' "
            "and generation_id is distinct from ? and started_at = (select max(started_at) from log.runs))",
            [now(), published],
        )
        score_history.forget_unpublished(connection)
        if may_stand:
            run.standing = _find_standing(run, fingerprint, connection)
        write_fingerprint(connection, run.run_id, now(), fingerprint)
        if run.standing:
            run.is_refresh = True
        else:
            forget_published_from(connection)
        if run.is_refresh:
            connection.execute(
                "insert into log.runs (run_id, started_at, as_of, status, source_commit) "
                "values (?, ?, ?, 'running', ?)",
                [run.run_id, now(), run.asked_for, _source_commit()],
            )


def _find_standing(run: Run, fingerprint: Fingerprint, connection: duckdb.DuckDBPyConnection) -> Standing | None:
    try:
        if run.found and what_is_new(connection, run.settings, fingerprint, run.found) is None:
            with open_published(run.settings.published) as publication:
                return read_standing(publication)
    except duckdb.Error:
        # Whatever is damaged is for the step to name that needs it.
        return None
    return None


def _published_generation(settings: Settings) -> str | None:
    try:
        return read_generation_id(settings.published)
    except duckdb.Error:
        # Missing or damaged: either way the next publication replaces it.
        return None


def _record_end(run: Run) -> None:
    try:
        with open_warehouse(run.settings) as connection:
            connection.execute(
                "update log.runs set status = ?, finished_at = ?, message = ? where run_id = ?",
                [run.status, now(), run.message, run.run_id],
            )
            if run.found and run.standing:
                keep_marks(connection, run.found)
                connection.execute(
                    "update log.runs set files_landed = 0, files_refused = 0, rows_landed = 0, rows_rejected = 0 "
                    "where run_id = ?",
                    [run.run_id],
                )
            if run.found and run.publication and run.publication.unreadable_because is None:
                published = run.run_id, run.publication.generation_id
                write_published_from(connection, run.settings, published, run.found, run.landing)
    except (WarehouseError, duckdb.Error, OSError) as error:
        # What broke the run breaks this too, and is what a person should hear of; the next run closes this one's row.
        fault = find_fault(error)
        run.progress.note(
            tr("the end of the run could not be recorded: {reason}", reason=fault.text if fault else error)
        )


def _source_commit() -> str | None:
    try:
        found = subprocess.run(
            ["git", "rev-parse", "HEAD"],  # noqa: S607 - git is wherever the user has it
            cwd=PROJECT_DIR,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout.strip()
