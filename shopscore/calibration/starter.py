"""Switches the starter curves on and off: percentile curves made from assumptions, which ship as a seed.

Whom they serve is decided in the models: those who have neither enough peers nor a benchmark.
"""

from datetime import datetime

import duckdb


def switch_starter(connection: duckdb.DuckDBPyConnection, switched_at: datetime, *, is_on: bool) -> None:
    """Let scores rest on the starter curves, or no more, from the next refresh on.

    Args:
        connection: an open warehouse with its ledger.
        switched_at: local time, naive; the newest switch holds.
        is_on: on or off.
    """
    connection.begin()
    connection.execute("delete from log.starter_switches where switched_at >= ?", [switched_at])
    connection.execute("insert into log.starter_switches (switched_at, is_on) values (?, ?)", [switched_at, is_on])
    connection.commit()


def is_starter_on(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether the starter curves are switched on; never switched is off."""
    newest = connection.execute("select is_on from log.starter_switches order by switched_at desc limit 1").fetchone()
    return bool(newest and newest[0])
