"""Looks at the landing folder: what lies in it that did not land, and why.

Why a file does not land is said by `shopscore.landing`; here it is only told again.
"""

from collections.abc import Iterator

import duckdb

from shopscore.doctor.findings import Finding, missing
from shopscore.landing import find_own_names, unreadable_files
from shopscore.language import pick, tr
from shopscore.settings import Settings
from shopscore.sql_files import statement
from shopscore.warehouse import open_published

NAMED = 5


def check_files(settings: Settings) -> Iterator[Finding]:
    """Name what a score lacks because it was refused, as long as it lies in landing."""
    refused = [(path.as_posix(), reason.said()) for path, reason in unreadable_files(settings)]
    refused += _refused_by_last_publication(settings)
    for name, reason in refused[:NAMED]:
        yield missing("files", tr("refused: {name}: {reason}", name=name, reason=reason))
    if len(refused) > NAMED:
        yield missing(
            "files",
            tr("{count:,} more files were refused: shopscore status --json lists them", count=len(refused) - NAMED),
        )


def _refused_by_last_publication(settings: Settings) -> list[tuple[str, str]]:
    try:
        with open_published(settings.published) as connection:
            rows = connection.execute(statement(__name__, "refused_files")).fetchall()
    except (duckdb.Error, OSError):
        # Told by the check of the published file.
        return []
    own_names = find_own_names(settings, [(name, size, sha256) for name, size, sha256, _, _ in rows])
    return [
        (own_names[name].as_posix(), pick(reason, reason_zh))
        for name, _, _, reason, reason_zh in rows
        if name in own_names
    ]
