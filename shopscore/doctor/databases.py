"""Looks into the warehouse's ledger and at the published file: can they be opened, and how did the last runs end.

What a score lacks belongs in `scores.py`.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
from filelock import Timeout

from shopscore.doctor.findings import Finding, broken, mended, note
from shopscore.doctor.processes import find_open
from shopscore.faults import find_fault
from shopscore.home import home_lock
from shopscore.language import Message, tr
from shopscore.lateness import find_late_score
from shopscore.publishing import find_reading_fault, read_generation_id
from shopscore.settings import Settings, now
from shopscore.sql_files import statement
from shopscore.warehouse import WarehouseError, open_published, open_warehouse

HAS_RUNS = "select count(*) from duckdb_tables() where schema_name = 'log' and table_name = 'runs'"


def check_warehouse(settings: Settings) -> Iterator[Finding]:
    """Open the warehouse, close the runs of processes that are gone, and say how the last run ended.

    Nothing is opened while a refresh is at work.
    """
    if not settings.warehouse.exists():
        yield broken("warehouse", tr("there is no warehouse yet: put exports into landing/ and run shopscore refresh"))
        return
    try:
        with home_lock(settings), open_warehouse(settings) as connection:
            yield from _check_runs(connection, settings)
    except Timeout:
        return
    except WarehouseError as error:
        yield broken("warehouse", str(error))
    except (duckdb.Error, OSError) as error:
        fault = find_fault(error, settings.warehouse)
        yield broken("warehouse", fault.text if fault else f"{settings.warehouse}: {' '.join(str(error).split())}")


def check_published(settings: Settings) -> Iterator[Finding]:
    """Open the published file as a reader of another program does, and find readers that stay on an old one."""
    published = settings.published
    if not published.exists():
        yield broken("published", tr("nothing is published: run shopscore refresh"))
        return
    try:
        fault = find_reading_fault(published, read_generation_id(published))
    except (duckdb.Error, OSError) as error:
        found = find_fault(error, published)
        fault = (
            found.text
            if found
            else tr("{path} cannot be read: run shopscore refresh, which writes it again", path=published)
        )
    if fault is not None:
        yield broken("published", f"{fault}{_kept(settings)}")
    yield from _check_readers(published)


def check_score_of_the_day(settings: Settings, present: datetime) -> Iterator[Finding]:
    """Say that the score of the day is late; the other findings say why."""
    late = find_late_score(settings.published, present)
    if late is not None:
        yield broken(
            "score",
            tr(
                "{late}: run shopscore refresh, and check what starts it at noon (systemctl list-timers, or Dagster's "
                "daemon)",
                late=late,
            ),
        )


def _check_runs(connection: duckdb.DuckDBPyConnection, settings: Settings) -> Iterator[Finding]:
    counted = connection.execute(HAS_RUNS).fetchone()
    if counted is None or not counted[0]:
        yield broken("runs", tr("nothing was ever refreshed: run shopscore refresh"))
        return
    for run_id, started_at in connection.execute(
        statement(__name__, "close_dead_runs"), {"finished_at": now()}
    ).fetchall():
        yield mended(
            "runs",
            tr("run {run} of {time:%Y-%m-%d %H:%M} died with its process, now marked", run=run_id, time=started_at),
        )
    last = connection.execute(statement(__name__, "last_run")).fetchone()
    if last is None:
        yield broken("runs", tr("nothing was ever refreshed: run shopscore refresh"))
        return
    started_at, status, message, generation_id = last
    if status in ("published", "nothing_new"):
        yield from _compare_generation(settings.published, generation_id)
        return
    words = {
        "blocked": Message("failed quality checks and was not published (shopscore quality names them)"),
        "died": Message("died"),
        "failed": Message("failed"),
    }
    how = words.get(status, status)
    if message:
        how = Message("{what}: {remedy}", what=how, remedy=message)
    yield broken(
        "runs",
        tr(
            "the last run ({time:%Y-%m-%d %H:%M}) {how}; fix that, then run shopscore refresh",
            time=started_at,
            how=how,
        ),
    )


def _compare_generation(published: Path, generation_id: str) -> Iterator[Finding]:
    try:
        found = read_generation_id(published)
    except (duckdb.Error, OSError):
        # Told by `check_published`.
        return
    if found != generation_id:
        yield broken(
            "published",
            tr(
                "{file} is {found}, but the last run published {generation}: it died before the file was in place, or "
                "the file was replaced; run shopscore refresh",
                file=published.name,
                found=found,
                generation=generation_id,
            ),
        )


def _check_readers(published: Path) -> Iterator[Finding]:
    for one in find_open(published):
        if one.is_replaced:
            yield note(
                "readers",
                tr(
                    "{process} still reads a replaced publication, and shows its scores until all its connections are "
                    "closed: restart it, or compare generation_id",
                    process=one.process,
                ),
            )
        elif one.is_for_writing:
            yield broken(
                "readers",
                tr(
                    "{process} has {file} open for writing: close it, and open the file read-only there "
                    "(docs/operations.md, Readers, says how)",
                    process=one.process,
                    file=published.name,
                ),
            )


def _kept(settings: Settings) -> str:
    for file in sorted(settings.archive.glob("shopscore-[0-9]*.duckdb"), reverse=True):
        try:
            with open_published(file):
                return tr("; until then the newest readable one is {path}", path=file)
        except (duckdb.Error, OSError):
            continue
    return ""
