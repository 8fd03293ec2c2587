"""What a refresh is going to need of the machine, estimated before it begins, and what is said of it.

An estimate from what has landed, what lies in landing and how many days are published; `make bench` measures what it is
made of (docs/operations.md, How much it needs). What may be taken belongs in `limits.py`.
"""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from shopscore.contracts import REFERENCE
from shopscore.language import tr
from shopscore.limits import MEMORY, TEMPORARY_SPACE, free_bytes, said
from shopscore.settings import HISTORY_DAYS, Settings
from shopscore.sql_files import statement
from shopscore.warehouse import WarehouseError, fetch

# A row of an export: as text in its file, and in the warehouse and the published file with all that is made of it.
FILE_BYTES_OF_ROW = 230
DISK_BYTES_OF_ROW = 600
MEMORY_BYTES_OF_ROW = 700
# A shop or creator on a day that is published.
DISK_BYTES_OF_DAY = 35_000
MEMORY_BYTES_OF_DAY = 90_000
# What spilling takes of the disk for what does not fit into memory.
SPILLED_SHARE = 1.5


@dataclass(frozen=True)
class Needs:
    """What a refresh is expected to need.

    Attributes:
        rows: of exports, landed and lying in landing.
        memory: bytes that DuckDB would use if it might.
        disk: bytes that home has to grow by.
        spilled: bytes that are written to temporary space because the memory may not be used.
    """

    rows: int
    memory: int
    disk: int
    spilled: int


def estimate(settings: Settings, connection: duckdb.DuckDBPyConnection) -> Needs:
    """Estimate what a refresh is going to need.

    Args:
        settings: those of the run.
        connection: the warehouse, before anything lands.
    """
    counted = fetch(connection, statement(__name__, "landed_rows"))[0]
    waiting = _waiting_bytes(settings, connection)
    rows = counted["rows_landed"] + waiting // FILE_BYTES_OF_ROW
    days = max(counted["subjects"], len(_shop_folders(settings))) * settings.history_days
    memory = rows * MEMORY_BYTES_OF_ROW + days * MEMORY_BYTES_OF_DAY
    disk = rows * DISK_BYTES_OF_ROW + days * DISK_BYTES_OF_DAY
    here = sum(path.stat().st_size for path in (settings.warehouse, settings.published) if path.exists())
    return Needs(
        rows,
        memory,
        max(0, disk - here),
        int(max(0, memory - settings.limits.memory_bytes) * SPILLED_SHARE),
    )


def warnings(settings: Settings, needs: Needs) -> Sequence[str]:
    """Say what a refresh will lack, with the setting to change; nothing where there is enough.

    Raises:
        WarehouseError: the disk cannot hold what is going to be written.
    """
    free = free_bytes(settings.home)
    if needs.disk > free:
        raise WarehouseError(
            tr(
                "the disk of {home} cannot hold what this refresh writes: about {wanted} for {rows:,} rows, and {free} "
                "are free; make room (archive/ and backups/ may go), publish fewer days ({days}), or move the home",
                home=settings.home,
                wanted=said(needs.disk),
                rows=needs.rows,
                free=said(free),
                days=HISTORY_DAYS,
            )
        )
    said_of_it = []
    if needs.spilled:
        said_of_it.append(
            tr(
                "warning: {rows:,} rows may take {wanted} of memory, and {limit} may be used: the rest is written to "
                "temporary space, which takes longer ({variable} allows more)",
                rows=needs.rows,
                wanted=said(needs.memory),
                limit=said(settings.limits.memory_bytes),
                variable=MEMORY,
            )
        )
    space = settings.limits.temporary_bytes(settings.temporary)
    if needs.spilled > space:
        said_of_it.append(
            tr(
                "warning: about {wanted} of temporary space may be needed, and {limit} may be used: allow more "
                "({variable}), or more memory ({memory})",
                wanted=said(needs.spilled),
                limit=said(space),
                variable=TEMPORARY_SPACE,
                memory=MEMORY,
            )
        )
    return said_of_it


def _waiting_bytes(settings: Settings, connection: duckdb.DuckDBPyConnection) -> int:
    """Return the bytes of the files in landing that the ledger does not know, told apart by their sizes alone."""
    known = Counter(dict(connection.execute(statement(__name__, "known_sizes")).fetchall()))
    lying = Counter(
        (Path(folder) / name).stat().st_size for folder, _, names in os.walk(settings.landing) for name in names
    )
    return sum(size * count for size, count in (lying - known).items())


def _shop_folders(settings: Settings) -> Sequence[Path]:
    return [path for path in settings.landing.glob("*/*") if path.is_dir() and path.parent.name != REFERENCE]
