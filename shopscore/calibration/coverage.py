"""On how many of its indicators a total rests where there are no peers: those that have a curve.

A curve of one indicator in nine makes a total out of that one, and such a total says less than it seems to.
"""

from dataclasses import dataclass

import duckdb

from shopscore.sql_files import statement


@dataclass(frozen=True)
class Coverage:
    """What the curves of a system in an industry carry of its total, peers apart.

    Attributes:
        system_id: score system.
        industry: of the subjects.
        indicators: indicators of the total.
        with_curve: those that have a curve, learned or landed.
        in_use: those whose curve counts: landed, or learned and put to use.
        weight: share of the total that those with a curve have, 0 to 1.
        without_curve: ids of the others.
    """

    system_id: str
    industry: str
    indicators: int
    with_curve: int
    in_use: int
    weight: float
    without_curve: tuple[str, ...]


def read_coverage(connection: duckdb.DuckDBPyConnection) -> list[Coverage]:
    """Return the coverage of every system and industry that has a curve; nothing before the first refresh."""
    try:
        rows = connection.execute(statement(__name__, "coverage")).fetchall()
    except duckdb.CatalogException:
        return []
    return [
        Coverage(system_id, industry, indicators, with_curve, in_use, weight, tuple(without_curve))
        for system_id, industry, indicators, with_curve, in_use, weight, without_curve in rows
    ]
