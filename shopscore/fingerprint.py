"""Names what a refresh depends on besides what landed: the dbt project, the program, its packages, its settings.

Two fingerprints that are equal compute the same from the same raw tables. The one place for it: whether a refresh has
nothing new to do, and whether what was computed before still stands. What follows is for whoever asks.

A row for each run is in `log.fingerprints` from the run's start on. So what the models of a warehouse were last
computed with is not the newest row alone: a run that died may have computed half of them anew. See `find_differences`.
"""

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path

import duckdb

from shopscore.limits import MEMORY_LIMIT, TEMPORARY_LIMIT
from shopscore.limits import VARIABLES as LIMIT_VARIABLES
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.sql_files import statement

# Below the project's folder: files, or whole folders.
MODELS = ("models", "macros", "tests/generic", "tests/rules", "dbt_project.yml", "profiles.yml")
SEEDS = ("seeds",)
CODE = ("shopscore", "orchestration")
PINS = ("requirements/pins.txt",)

PREFIX = "SHOPSCORE_"
# What says where a home lies, how its owner is spoken to, for which days it is refreshed or what of the machine it may
# take, and what a refresh itself hands on to dbt: none of them changes what is computed for a day.
NOT_COMPUTED_WITH = frozenset(
    (
        *LIMIT_VARIABLES,
        *(PREFIX + name for name in ("HOME", "LANG", "AS_OF", "HISTORY_DAYS", "WAREHOUSE", "TEMPORARY")),
        *(PREFIX + name for name in ("MODELS_AT_ONCE", "THREADS_PER_MODEL")),
        MEMORY_LIMIT,
        TEMPORARY_LIMIT,
    )
)
NOT_COMPUTED_FROM = ("home", "as_of", "history_days", "limits")

IGNORED_FOLDER, IGNORED_SUFFIX = "__pycache__", ".pyc"


@dataclass(frozen=True)
class Fingerprint:
    """What a refresh depends on besides what landed, each part as a SHA-256 in hexadecimal digits.

    Attributes:
        models: models, macros, data tests and the settings of the dbt project.
        seeds: every file of the seeds.
        code: Python and SQL of the program.
        packages: the pinned requirements, the packages that are installed, and Python.
        settings: the settings, and every variable `SHOPSCORE_*` that what is computed may depend on.
    """

    models: str
    seeds: str
    code: str
    packages: str
    settings: str


PARTS = tuple(field.name for field in fields(Fingerprint))


def take_fingerprint(
    settings: Settings, environment: Mapping[str, str] = os.environ, project: Path = PROJECT_DIR
) -> Fingerprint:
    """Take the fingerprint of the project as it lies there now; some hundred files are read.

    Args:
        settings: those of the run; its home, its assessment date and the days it publishes are left out.
        environment: variables to read.
        project: folder of the project.

    Raises:
        OSError: a file of the project cannot be read.
    """
    return Fingerprint(
        models=_digest(_contents(project, MODELS)),
        seeds=_digest(_contents(project, SEEDS)),
        code=_digest(_contents(project, CODE)),
        packages=_digest([*_contents(project, PINS), *_installed()]),
        settings=_digest([*_settings(settings), *_variables(environment)]),
    )


def write_fingerprint(
    connection: duckdb.DuckDBPyConnection, run_id: str, taken_at: datetime, fingerprint: Fingerprint
) -> None:
    """Write into the ledger what a run is about to compute with.

    Args:
        connection: the warehouse.
        run_id: of the run.
        taken_at: local time in Asia/Shanghai, naive.
        fingerprint: of the run.
    """
    connection.execute(
        "insert into log.fingerprints (run_id, taken_at, models, seeds, code, packages, settings) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        [run_id, taken_at, *astuple(fingerprint)],
    )


def find_differences(connection: duckdb.DuckDBPyConnection, fingerprint: Fingerprint) -> tuple[str, ...]:
    """Return the parts in which any run since the last publication, that one included, differs from a fingerprint.

    A run that failed or died since may have computed some of the models with what it had, so it counts as well. Where
    nothing was ever published, or where any of the runs was of a version that took no fingerprint, all parts differ.

    Args:
        connection: the warehouse.
        fingerprint: of the run at hand, whether or not it is in the ledger already.
    """
    rows = connection.execute(statement(__name__, "fingerprints_since_publication")).fetchall()
    if not rows:
        return PARTS
    own = astuple(fingerprint)
    return tuple(part for at, part in enumerate(PARTS) if any(row[at] != own[at] for row in rows))


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        # with its length, so that no two lists of parts read alike
        digest.update(f"{len(part)}:".encode())
        digest.update(part)
    return digest.hexdigest()


def _contents(project: Path, names: Iterable[str]) -> Iterator[bytes]:
    """Return name and content of every file, in the order of the names."""
    for name in names:
        for path in _files(str(project / name)):
            yield os.fsencode(os.path.relpath(path, project))
            yield Path(path).read_bytes()


def _files(top: str) -> list[str]:
    if os.path.isfile(top):  # noqa: PTH113 - so many that the objects of pathlib would cost more than the reading
        return [top]
    found = []
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name != IGNORED_FOLDER]
        found += [f"{folder}{os.sep}{name}" for name in names if not name.endswith(IGNORED_SUFFIX)]
    return sorted(found)


def _installed() -> list[bytes]:
    """Return Python's version, and the name and version of each installed package, as their folders are called."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    names = {entry.name for folder in folders for entry in os.scandir(folder) if entry.name.endswith(".dist-info")}
    return [sys.version.encode(), *map(os.fsencode, sorted(names))]


def _settings(settings: Settings) -> list[bytes]:
    kept = (field.name for field in fields(settings) if field.name not in NOT_COMPUTED_FROM)
    return [f"{name}={getattr(settings, name)!r}".encode() for name in kept]


def _variables(environment: Mapping[str, str]) -> list[bytes]:
    return [
        os.fsencode(f"{name}={value}")
        for name, value in sorted(environment.items())
        if name.startswith(PREFIX) and name not in NOT_COMPUTED_WITH
    ]
