"""Keeps what was learned of dimensions in the warehouse: each with its error, and which are in use.

What was learned from the same pages is the same and has the same id: learning it again adds nothing.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime

import duckdb

# Indicator (None: the constant of the dimension), value, points.
CurvePoint = tuple[str | None, float | None, float]


@dataclass(frozen=True)
class LearnedDimension:
    """What was learned of a dimension, without its points, as `log.learned_dimensions` holds it.

    Attributes:
        learned_id: eight hexadecimal digits of the pages and of what they taught.
        system_id: score system.
        rule_version: its version.
        industry: of the shops.
        dimension_id: dimension.
        learned_at: local time, naive.
        from_date: first page.
        to_date: last page.
        days: days with a page.
        pages: one per shop and day.
        mean_absolute_error: on days left out, points.
        worst_error: on days left out, points.
        is_in_use: scores are read from it, from the build on that follows.
    """

    learned_id: str
    system_id: str
    rule_version: str
    industry: str
    dimension_id: str
    learned_at: datetime
    from_date: date
    to_date: date
    days: int
    pages: int
    mean_absolute_error: float
    worst_error: float
    is_in_use: bool


COLUMNS = ", ".join(field.name for field in fields(LearnedDimension))


def replace_in_use(
    connection: duckdb.DuckDBPyConnection, learned: Sequence[tuple[LearnedDimension, Sequence[CurvePoint]]]
) -> None:
    """Put these to use, and nothing that was before; what is no longer in use stays in the ledger.

    Args:
        connection: an open warehouse with its ledger.
        learned: with their points; those that the ledger knows keep their row.
    """
    known = {one.learned_id for one in list_learned(connection)}
    connection.begin()
    try:
        for one, points in learned:
            if one.learned_id in known:
                continue
            connection.execute(
                f"insert into log.learned_dimensions ({COLUMNS}) values ({', '.join('?' * len(fields(one)))})",
                astuple(one),
            )
            connection.executemany(
                "insert into log.learned_points (learned_id, indicator_id, value, points) values (?, ?, ?, ?)",
                [(one.learned_id, *point) for point in points],
            )
        connection.execute(
            "update log.learned_dimensions set is_in_use = list_contains(?, learned_id) "
            "where is_in_use <> list_contains(?, learned_id)",
            [[one.learned_id for one, _ in learned]] * 2,
        )
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def list_learned(connection: duckdb.DuckDBPyConnection) -> list[LearnedDimension]:
    """Return everything ever learned, by what it is of, the newest of each first."""
    rows = connection.execute(
        f"select {COLUMNS} from log.learned_dimensions "
        "order by system_id, rule_version, industry, dimension_id, learned_at desc, learned_id"
    ).fetchall()
    return [LearnedDimension(*row) for row in rows]
