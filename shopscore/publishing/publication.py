"""Replaces the published file by a new generation, whole or not at all.

What a generation holds belongs in `generation.py`, what makes it whole in `audit.py`. The swap is the last act that
can fail: whatever fails or dies before it leaves the last publication as it was.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shopscore.home import foreign_files, make_home, remove
from shopscore.home.modes import FILE_BITS, PUBLISHED_FILE, PUBLISHED_FOLDER
from shopscore.landing.privacy import load_hash_key
from shopscore.publishing.archive import keep, prune, sync_folder
from shopscore.publishing.audit import audit, find_reading_fault
from shopscore.publishing.errors import PublicationError
from shopscore.publishing.generation import TableDescription, write_generation
from shopscore.settings import Settings
from shopscore.warehouse import open_warehouse

# It names files and sorts by time: local stamp, then the run.
GENERATION_ID = re.compile(r"\d{8}T\d{6}-\w+")


@dataclass(frozen=True)
class Publication:
    """A generation that readers get from now on.

    Attributes:
        generation_id: its name, also in every row.
        path: the published file.
        rows: rows by `schema.table`.
        bytes: size of the file.
        unreadable_because: why a reader that opens it now does not get it, and what to do; None when one does.
    """

    generation_id: str
    path: Path
    rows: Mapping[str, int]
    bytes: int
    unreadable_because: str | None = None


def publish(
    settings: Settings,
    descriptions: Mapping[str, TableDescription],
    generation_id: str,
    published_at: datetime,
) -> Publication:
    """Publish the warehouse's schemas `marts`, `dims`, `ops` and `actions` as one new file.

    A process that has the last publication open goes on reading it; one that opens the file afterwards gets the new
    one. None waits for another. The last publication is kept in the archive, the newest seven of them. Everyone may
    read the file and no one write it; what a program that opened the last one for writing left beside it goes.

    Args:
        settings: where the warehouse, the published file and the archive are.
        descriptions: text of every published table and column, by `schema.table`.
        generation_id: local stamp and run, like `20261122T120003-1f0c9a2e`; names files and sorts by time.
        published_at: local time in Asia/Shanghai, naive.

    Raises:
        PublicationError: nothing to publish, something undescribed, or the copy is not whole.
        PrivacyError: the key of the keyed hash is unusable.
        WarehouseError: the warehouse cannot be opened.
        duckdb.Error: the disk is full, or a view cannot be computed.
        OSError: a folder cannot be written, or the disk is full.
        After any of them the last publication is in place and nothing of the new one is left.
    """
    if not GENERATION_ID.fullmatch(generation_id):
        raise PublicationError(f"'{generation_id}' is not a generation id, give one like 20261122T120003-1f0c9a2e")
    folder = settings.published.parent
    make_home(settings.home)
    folder.mkdir(exist_ok=True)
    folder.chmod(PUBLISHED_FOLDER)
    building = folder / f".building-{generation_id}.duckdb"
    # The warehouse stays open to the end: one process has it, so what lies in the folder was left by a dead one.
    with open_warehouse(settings) as connection:
        _remove_leftovers(folder)
        try:
            key = load_hash_key(settings.home)
            rows = write_generation(connection, building, descriptions, generation_id, published_at, key=key)
            _sync_file(building)
            audit(building, rows)
            size = building.stat().st_size
            building.chmod(PUBLISHED_FILE)
            _remove_foreign(settings.published)
            kept = keep(settings.published, settings.archive)
            prune(settings.archive)
            building.replace(settings.published)
        except BaseException:
            _remove_leftovers(folder)
            raise
        sync_folder(folder)
        if kept is not None:
            kept.chmod(FILE_BITS)
    return Publication(
        generation_id, settings.published, rows, size, _read_as_reader(settings.published, generation_id)
    )


def _read_as_reader(published: Path, generation_id: str) -> str | None:
    fault = find_reading_fault(published, generation_id)
    if fault is not None:
        # A program that still has the last publication open for writing may have written its log again meanwhile.
        _remove_foreign(published)
        fault = find_reading_fault(published, generation_id)
    return fault


def _remove_foreign(published: Path) -> None:
    for file in list(foreign_files(published)):
        remove(file)


def _remove_leftovers(folder: Path) -> None:
    for leftover in folder.glob(".building-*"):
        leftover.unlink()


def _sync_file(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
