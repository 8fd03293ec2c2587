"""Deletes exports from landing so many days after they landed, where the user has asked for that.

Landing is the one place with personal data in clear. What has not landed, what was refused or taken back, reference
tables and what a link leads to stay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from shopscore.contracts import REFERENCE
from shopscore.landing import file_ledger
from shopscore.landing.file_ledger import KnownFile
from shopscore.landing.identity import Identity, size_and_time
from shopscore.landing.layout import Place
from shopscore.settings import Settings


def delete_long_landed(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    known: Mapping[str, KnownFile],
    present: Sequence[tuple[Place, Identity]],
    at: datetime,
) -> tuple[Path, ...]:
    """Delete what landed `landing_keep_days` ago or earlier, and write that into the ledger.

    Args:
        connection: the warehouse.
        settings: where landing is, and for how many days exports stay in it.
        known: files of the ledger by their ids.
        present: files that lie in landing, as they were read.
        at: local time of now.

    Returns:
        Their places below landing.
    """
    deleted = []
    for place, identity in find_long_landed(settings, known, present, at):
        if _delete(settings.landing, place, identity):
            file_ledger.write_deletion(connection, identity.file_id, at)
            deleted.append(place.relative)
    return tuple(deleted)


def find_long_landed(
    settings: Settings, known: Mapping[str, KnownFile], present: Iterable[tuple[Place, Identity]], at: datetime
) -> Iterator[tuple[Place, Identity]]:
    """Return the files that landed `landing_keep_days` ago or earlier; the arguments are those of the deletion."""
    if settings.landing_keep_days is None:
        return
    latest = at - timedelta(days=settings.landing_keep_days)
    for place, identity in present:
        file = known.get(identity.file_id)
        if file is not None and _is_to_go(place, file, latest):
            yield place, identity


def _is_to_go(place: Place, file: KnownFile, latest: datetime) -> bool:
    if place.platform == REFERENCE or file.is_refused or file.is_forgotten:
        return False
    return file.landed_at is not None and file.landed_at <= latest


def _delete(landing: Path, place: Place, identity: Identity) -> bool:
    """Delete a file that is still the one that was read; one that cannot be deleted is tried again next time."""
    try:
        is_here = place.path.resolve() == landing.resolve() / place.path.relative_to(landing)
        if not is_here or size_and_time(place.path.stat()) != (identity.bytes, identity.modified_ns):
            return False
        place.path.unlink()
    except OSError:
        return False
    return True
