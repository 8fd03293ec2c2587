"""Reads how much of each finding is allowed, from the seeds, because the first checks run before dbt loads them.

What a check looks at belongs in `source_checks.py` and `mart_checks.py`. No number of a limit stands in Python.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ANY = "all"
SEVERITIES = ("warn", "withhold", "error")
LIMITS_FILE = Path("rules") / "quality_limits.csv"


class LimitsError(Exception):
    """A row of the limits is unusable; the message names it."""


@dataclass(frozen=True)
class Limit:
    """One row of the limits that holds on the day asked for.

    Attributes:
        platform: platform of the export, `marts` for a mart, or `all`.
        export: name of the export or of the mart, or `all`.
        check_name: what is measured.
        subject: words that the check needs to know, such as columns in their order; may be empty.
        value: the limit itself, which is allowed.
        from_rows: fewer rows than this say nothing and are not compared.
        severity: `warn`, `withhold` (the shop's indicators of the export) or `error`.
    """

    platform: str
    export: str
    check_name: str
    subject: tuple[str, ...]
    value: float
    from_rows: int
    severity: str


@dataclass(frozen=True)
class Limits:
    """The limits of one day, in the order of the file."""

    rows: tuple[Limit, ...]

    def of(self, platform: str, export: str) -> list[Limit]:
        """Return the limits of one export or mart; a row that names it replaces the one for all."""
        chosen: dict[tuple[str, tuple[str, ...], str], Limit] = {}
        for limit in sorted(self.rows, key=_is_for_all, reverse=True):
            if limit.platform in (ANY, platform) and limit.export in (ANY, export):
                chosen[limit.check_name, limit.subject, limit.severity] = limit
        return list(chosen.values())


def load_limits(seeds: Path, on: date) -> Limits:
    """Read the limits that hold on a day.

    Args:
        seeds: dbt's folder of seeds.
        on: the assessment date.

    Raises:
        LimitsError: a row is unusable.
    """
    rows = tuple(
        _limit(number, row)
        for number, row in enumerate(_rows(seeds / LIMITS_FILE), start=2)
        if row["valid_from"] <= on.isoformat() <= (row["valid_to"] or date.max.isoformat())
    )
    return Limits(rows)


def no_such_check(limit: Limit, of: str, checks: Iterable[str]) -> str:
    """Return what to tell where a limit names a check that there is not.

    Args:
        limit: the row.
        of: what is checked, `exports` or `marts`.
        checks: those that there are.
    """
    return (
        f"{LIMITS_FILE.name}: there is no check '{limit.check_name}' of {of}: remove the row, or give one of "
        f"{', '.join(checks)}."
    )


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _limit(number: int, row: Mapping[str, str]) -> Limit:
    if row["severity"] not in SEVERITIES:
        raise LimitsError(
            f"{LIMITS_FILE.name}, line {number}: severity is '{row['severity']}', give warn, withhold or error."
        )
    try:
        return Limit(
            platform=row["platform"],
            export=row["export"],
            check_name=row["check_name"],
            subject=tuple(row["subject"].split()),
            value=float(row["limit_value"]),
            from_rows=int(row["from_rows"] or 0),
            severity=row["severity"],
        )
    except ValueError as error:
        raise LimitsError(f"{LIMITS_FILE.name}, line {number}: {error}.") from error


def _is_for_all(limit: Limit) -> int:
    return (limit.platform == ANY) + (limit.export == ANY)
