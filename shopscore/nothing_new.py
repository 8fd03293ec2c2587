"""Tells that a refresh would publish what is published already, before anything of dbt or Dagster is imported.

At its end a run that published writes down what its file was made of: one row of `log.published_from`. A later one has
nothing new to do only when all of it is as it was: what lies in landing, the ledger, the days asked for, the half of
the day, what the run computes with, and the published file itself. What is in doubt is new: a refresh too many costs
a minute, one too few a wrong score.

The row goes when a run begins that may change anything, so that one which fails or dies leaves none.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import duckdb

from shopscore.alerts.config import config_file
from shopscore.cutoff import CUTOFF
from shopscore.fingerprint import Fingerprint, find_differences
from shopscore.landing import LandingSummary
from shopscore.landing.origin import MARKER
from shopscore.landing.privacy import HashKey, PrivacyError, load_hash_key
from shopscore.landing.untouched import Marks, has_arrivals, mark_entries, pack, unpack
from shopscore.publishing import read_generation_id
from shopscore.settings import Settings, moment
from shopscore.sql_files import statement

Novelty = Literal["last_run", "publication", "fingerprint", "dates", "half_day", "alerts", "home", "ledger", "landing"]


@dataclass(frozen=True)
class Surroundings:
    """What a run finds when it begins, before it changes anything.

    Attributes:
        key: of the home's hashes.
        marks: of what lies in landing.
        half_day: the day, and whether its lists are due.
        alerts: digest of the file that says who is told what.
        home: digest of what else in the home decides: the key, and which files are the sample's.
    """

    key: HashKey
    marks: Marks
    half_day: str
    alerts: str
    home: str


@dataclass(frozen=True)
class Standing:
    """A publication that stands: its generation, and since when.

    Attributes:
        generation_id: its name.
        published_at: local time, naive.
    """

    generation_id: str
    published_at: datetime


def look_around(settings: Settings) -> Surroundings | None:
    """Look at what a run finds; None where the home cannot be looked at: then everything is new.

    Args:
        settings: the home folder.
    """
    at = moment()
    try:
        key = load_hash_key(settings.home)
        return Surroundings(
            key,
            mark_entries(settings, key, at),
            half_day_of(at),
            _digest(_content(config_file(settings))),
            _digest(key.inner, key.outer, _content(settings.landing / MARKER)),
        )
    except (OSError, PrivacyError, ValueError):
        # The step that needs it says what is wrong.
        return None


def half_day_of(at: datetime) -> str:
    """Return the day and whether the hour of the lists has passed: on either side of it lists are due or not."""
    return f"{at.date()} {'from' if at.time() >= CUTOFF else 'before'} {CUTOFF:%H:%M}"


def what_is_new(
    connection: duckdb.DuckDBPyConnection, settings: Settings, fingerprint: Fingerprint, found: Surroundings
) -> Novelty | None:
    """Return what differs first from what the published file was made of; None when nothing does.

    Args:
        connection: the warehouse; the lock of the home is held.
        settings: the home, and the days that are to be published.
        fingerprint: what the run computes with.
        found: what it found when it began.
    """
    last = connection.execute(statement(__name__, "last_run_stands")).fetchone()
    if last is None or not last[0]:
        return "last_run"
    row = connection.execute(
        "select generation_id, published_file, first_date, last_date, half_day, alerts, home, ledger, landing_marks "
        "from log.published_from"
    ).fetchone()
    if row is None:
        return "publication"
    *published, first, newest, half_day, alerts, home, ledger, marks = row
    at = moment().replace(tzinfo=None)
    # The cheapest first.
    checks: tuple[tuple[Novelty, Callable[[], bool]], ...] = (
        ("publication", lambda: published != [_generation(settings.published), _stamp(settings.published)]),
        ("dates", lambda: (first, newest) != (settings.first_date, settings.as_of)),
        ("half_day", lambda: half_day != found.half_day),
        ("alerts", lambda: alerts != found.alerts),
        ("home", lambda: home != found.home),
        ("fingerprint", lambda: bool(find_differences(connection, fingerprint))),
        ("ledger", lambda: ledger != _ledger_state(connection)),
        ("landing", lambda: has_arrivals(connection, settings, found.key, found.marks, unpack(marks), at=at)),
    )
    return next((novelty for novelty, differs in checks if differs()), None)


def write_published_from(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    published: tuple[str, str],
    found: Surroundings,
    landing: LandingSummary | None,
) -> None:
    """Write down what the published file was made of, when it is in its place.

    Args:
        connection: the warehouse.
        settings: the home, and the days that were published.
        published: run and generation.
        found: what it found when it began.
        landing: what landed; a file that was refused may be in no ledger and is read again by the next run.
    """
    marks = frozenset() if landing is None or landing.refused else found.marks.lasting
    connection.begin()
    connection.execute("delete from log.published_from")
    connection.execute(
        "insert into log.published_from (run_id, generation_id, first_date, last_date, half_day, alerts, home, ledger, "
        "published_file, landing_marks) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *published,
            settings.first_date,
            settings.as_of,
            found.half_day,
            found.alerts,
            found.home,
            _ledger_state(connection),
            _stamp(settings.published),
            pack(marks),
        ],
    )
    connection.commit()


def forget_published_from(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget what the published file was made of: from now on the warehouse may hold something else."""
    connection.execute("delete from log.published_from")


def keep_marks(connection: duckdb.DuckDBPyConnection, found: Surroundings) -> None:
    """Write down what lay in landing when nothing of it was new, so that it is not read again."""
    connection.execute("update log.published_from set landing_marks = ?", [pack(found.marks.lasting)])


def read_standing(connection: duckdb.DuckDBPyConnection) -> Standing:
    """Return the publication that stands.

    Args:
        connection: the published file.
    """
    row = connection.execute("select generation_id, published_at from ops.publication").fetchone()
    assert row is not None  # noqa: S101 - a publication says what it is in one row
    return Standing(*row)


def _ledger_state(connection: duckdb.DuckDBPyConnection) -> str:
    tables = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'raw' order by table_name"
    ).fetchall()
    counts = [connection.execute(f'select count(*) from raw."{table}"').fetchone() for (table,) in tables]
    return _digest(repr((tables, counts)), repr(connection.execute(statement(__name__, "ledger_state")).fetchall()))


def _generation(published: Path) -> str | None:
    try:
        return read_generation_id(published)
    except (duckdb.Error, OSError):
        return None


def _stamp(published: Path) -> str:
    """Return what changes when somebody writes to the published file; nobody does."""
    try:
        status = published.stat()
    except OSError:
        return "missing"
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _content(file: Path) -> bytes:
    try:
        return b"+" + file.read_bytes()
    except FileNotFoundError:
        return b"-"


def _digest(*parts: bytes | str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(f"{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()
