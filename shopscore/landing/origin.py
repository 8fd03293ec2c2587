"""Tells made-up files from real exports: a home holds the one or the other.

The sample writes the SHA-256 of each of its files into a marker in the landing folder, before the file itself; the
ledger keeps what a landed file was. Neither believes a name or an id. Reference tables are of both kinds: whoever tries
the sample may keep some of their own.
"""

import hashlib
from pathlib import Path
from typing import Literal

import duckdb

from shopscore.contracts import REFERENCE, Exports
from shopscore.landing.identity import FileChangedError, NoFileError, identify
from shopscore.landing.layout import READABLE_SUFFIXES, Place
from shopscore.landing.search import find_files
from shopscore.language import tr
from shopscore.settings import ConfigurationError, Settings

Origin = Literal["sample", "export"]

MARKER = ".sample"
MARKER_LINE = "# SHA-256 of the made-up files that `shopscore sample` wrote here: their shops are nobody's peers\n"


class MixedHomeError(ConfigurationError):
    """A home holds sample and real exports; the message names the way out and no file."""


class SampleMarker:
    """Writes down which files of a landing folder are made up."""

    def __init__(self, landing: Path) -> None:
        """Go on with what earlier samples wrote down."""
        self._path = landing / MARKER
        self._known = set(sample_contents(landing))

    def add(self, content: bytes) -> None:
        """Write down that a file of this content is made up; to be called before the file is written.

        Raises:
            OSError: the folder cannot be written, or the disk is full.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 in self._known:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="ascii") as marker:
            if not self._known:
                marker.write(MARKER_LINE)
            marker.write(f"{sha256}\n")
        self._known.add(sha256)


def sample_contents(landing: Path) -> frozenset[str]:
    """Return the SHA-256 of every file that a sample wrote below a landing folder; none when there is no marker."""
    try:
        lines = (landing / MARKER).read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    return frozenset(line for line in lines if not line.startswith("#"))


def origin_of(sha256: str, made_up: frozenset[str]) -> Origin:
    """Return what a file is, by its content."""
    return "sample" if sha256 in made_up else "export"


def check_one_origin(settings: Settings, exports: Exports, connection: duckdb.DuckDBPyConnection) -> None:
    """Hold a home to the sample or to real exports, in landing and in the ledger.

    Only where there is a sample at all are files read.

    Args:
        settings: the home.
        exports: the contracts; what lies in no platform's folder is of no kind.
        connection: the warehouse.

    Raises:
        MixedHomeError: there are both.
    """
    made_up = sample_contents(settings.landing)
    landed = _landed(connection)
    if not made_up and "sample" not in landed.values():
        return
    has_sample, has_real = "sample" in landed.values(), "export" in landed.values()
    platforms = {platform for platform, _ in exports} - {REFERENCE}
    for place in find_files(settings.landing):
        if not _is_export(place, platforms):
            continue
        try:
            identity = identify(place)
        except (OSError, FileChangedError, NoFileError):
            # The landing says what is wrong with it.
            continue
        if identity.sha256 in made_up:
            has_sample = True
        elif identity.file_id not in landed:
            has_real = True
        if has_sample and has_real:
            break
    if has_sample and has_real:
        raise MixedHomeError(
            tr(
                "this home holds the made-up sample and exports of your own, and its shops would become your shops' "
                "peers: make a home for your own exports (SHOPSCORE_HOME=another-folder shopscore init) and move them "
                "there"
            )
        )


def holds_real_exports(landing: Path, exports: Exports) -> bool:
    """Tell whether any file in the platforms' folders below a landing folder is not the sample's."""
    made_up = sample_contents(landing)
    platforms = {platform for platform, _ in exports} - {REFERENCE}
    return any(_is_real(place, made_up) for place in find_files(landing) if _is_export(place, platforms))


def holds_sample(landing: Path) -> bool:
    """Tell whether any file of the sample lies below a landing folder."""
    made_up = sample_contents(landing)
    return bool(made_up) and any(not _is_real(place, made_up) for place in find_files(landing))


def has_landed(connection: duckdb.DuckDBPyConnection, origin: Origin) -> bool:
    """Tell whether an export of a shop has landed that is of the sample, or that is not.

    What an older version landed is taken for real.
    """
    found = connection.execute(
        "select count(*) from log.landed_files "
        "where status = 'landed' and platform <> ? and coalesce(origin, 'export') = ?",
        [REFERENCE, origin],
    ).fetchone()
    return bool(found and found[0])


def has_ever_landed(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether any file is in the ledger, whatever became of it since."""
    found = connection.execute("select count(*) from log.landed_files where status <> 'refused'").fetchone()
    return bool(found and found[0])


def _landed(connection: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    """Return what each file of the ledger is, by its id; None where an older version landed it or it is of no kind."""
    rows = connection.execute(
        "select file_id, case when status = 'landed' and platform <> ? then origin end from log.landed_files",
        [REFERENCE],
    ).fetchall()
    return dict(rows)


def _is_export(place: Place, platforms: set[str]) -> bool:
    is_table = place.path.suffix.lower() in READABLE_SUFFIXES
    return place.problem is None and is_table and place.platform in platforms


def _is_real(place: Place, made_up: frozenset[str]) -> bool:
    try:
        return identify(place).sha256 not in made_up
    except (OSError, FileChangedError, NoFileError):
        return True
