"""Keeps learned curves as versions in the warehouse, and which of them the user put to use."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, datetime

import duckdb

from shopscore.calibration.ledger import CalibrationError
from shopscore.language import tr


@dataclass(frozen=True)
class Version:
    """A learned curve without its points, as `log.calibrations` holds it.

    Attributes:
        calibration_id: eight hexadecimal digits.
        system_id: score system.
        industry: of the subjects.
        indicator_id: indicator.
        learned_at: local time, naive.
        from_date: first page.
        to_date: last page.
        days: days with a page.
        pages: one per subject and day.
        mean_absolute_error: on days left out, points.
        worst_error: on days left out, points.
        is_in_use: scores are read from it, from the refresh on that follows.
    """

    calibration_id: str
    system_id: str
    industry: str
    indicator_id: str
    learned_at: datetime
    from_date: date
    to_date: date
    days: int
    pages: int
    mean_absolute_error: float
    worst_error: float
    is_in_use: bool = False


@dataclass(frozen=True)
class Use:
    """A version that was put to use.

    Attributes:
        version: which one.
        is_set_aside: the user landed a benchmark for the same, which goes before.
    """

    version: Version
    is_set_aside: bool


COLUMNS = ", ".join(field.name for field in fields(Version))


def store_version(
    connection: duckdb.DuckDBPyConnection, version: Version, points: Sequence[tuple[float, float]]
) -> None:
    """Write a version and its points (percentile, value), both or neither."""
    connection.begin()
    try:
        connection.execute(
            f"insert into log.calibrations ({COLUMNS}) values ({', '.join('?' * len(fields(Version)))})",
            astuple(version),
        )
        connection.executemany(
            "insert into log.calibration_points (calibration_id, percentile, value) values (?, ?, ?)",
            [(version.calibration_id, percentile, value) for percentile, value in points],
        )
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def list_versions(connection: duckdb.DuckDBPyConnection) -> list[Version]:
    """Return all versions by what they are for, the newest of each first."""
    rows = connection.execute(
        f"select {COLUMNS} from log.calibrations "
        "order by system_id, industry, indicator_id, learned_at desc, calibration_id"
    ).fetchall()
    return [Version(*row) for row in rows]


def start_using(connection: duckdb.DuckDBPyConnection, calibration_id: str) -> Use:
    """Put a version to use, and no other one of its system, industry and indicator.

    Raises:
        CalibrationError: there is no such version.
    """
    version = _find(connection, calibration_id)
    connection.execute(
        "update log.calibrations set is_in_use = (calibration_id = ?) "
        "where system_id = ? and industry = ? and indicator_id = ?",
        [calibration_id, version.system_id, version.industry, version.indicator_id],
    )
    return Use(replace(version, is_in_use=True), _has_landed_curve(connection, version))


def stop_using(connection: duckdb.DuckDBPyConnection, calibration_id: str) -> Version:
    """Take a version out of use; it stays in the ledger.

    Raises:
        CalibrationError: there is no such version, or it is not in use.
    """
    version = _find(connection, calibration_id)
    if not version.is_in_use:
        raise CalibrationError(tr("{id} is not in use: shopscore calibrate --list shows which are", id=calibration_id))
    connection.execute("update log.calibrations set is_in_use = false where calibration_id = ?", [calibration_id])
    return version


def _find(connection: duckdb.DuckDBPyConnection, calibration_id: str) -> Version:
    for version in list_versions(connection):
        if version.calibration_id == calibration_id:
            return version
    raise CalibrationError(tr("there is no calibration {id}: shopscore calibrate --list shows all", id=calibration_id))


def _has_landed_curve(connection: duckdb.DuckDBPyConnection, version: Version) -> bool:
    found = connection.execute(
        "select count(*) from raw.reference_benchmarks where system_id = ? and industry = ? and indicator_id = ?",
        [version.system_id, version.industry, version.indicator_id],
    ).fetchone()
    return bool(found and found[0])
