"""Measures how long the server takes for each page: `python -m benchmarks.pages HOME [--enlarged FOLDER]`.

A page is run as the server runs it, without a browser, twice; the second time counts: a server runs for long.
With `--enlarged` the published file is first made about four times as many shops and days, by repeating what it holds.
"""

import argparse
import os
from pathlib import Path
from time import perf_counter

import duckdb

from shopscore.settings import PROJECT_DIR
from shopscore.sql_files import identifier

APP = PROJECT_DIR / "shopscore" / "pages" / "app.py"
PAGES = ("shop", "indicator", "today", "agency", "quality")
# 30 shops and 120 days of the sample become 120 shops and 480 days.
TIMES = 4
# Columns that name a shop, and tables whose rows are of dates.
SHOP_COLUMNS = ("shop_id", "subject_id")
SCHEMAS = ("marts", "actions", "dims", "ops")


def seconds_of_pages(home: Path) -> dict[str, float]:
    """Return the seconds that each page of a home takes on the server.

    Raises:
        SystemExit: a page shows an error.
    """
    import streamlit.config  # noqa: PLC0415
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415

    os.environ["SHOPSCORE_HOME"] = str(home)
    streamlit.config.set_option("server.address", "127.0.0.1")
    found = {}
    for name in PAGES:
        page = AppTest.from_file(str(APP), default_timeout=600)
        page.query_params["page"] = name
        page.run()
        began = perf_counter()
        page.run()
        found[name] = perf_counter() - began
        if page.exception or page.error:
            raise SystemExit(f"the page {name} shows an error: {page.exception or page.error}")
    return found


def enlarge(published: Path, target: Path) -> None:
    """Write a published file with every shop, and every history of days, as many times as `TIMES` says."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with duckdb.connect(str(target)) as connection:
        connection.execute(f"attach '{published}' as source (read_only)")
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'source'"
        ).fetchall()
        for schema, table in tables:
            if schema in SCHEMAS:
                name = f"{schema}.{identifier(table)}"
                connection.execute(f"create table {name} as {_repeated(connection, f'source.{name}')}")


def _repeated(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
    shops = [column for column in columns if column in SHOP_COLUMNS]
    if not shops:
        return f"select * from {table}"
    # the first copy keeps its name, so that what the reader asks for is there
    replaced = [f"{column} || repeat('-', n) as {column}" for column in shops]
    days = 1
    if "assessment_date" in columns:
        (days,) = connection.execute(f"select count(distinct assessment_date) from {table}").fetchone() or (1,)
    if days > 1:
        replaced.append(f"assessment_date - cast(m * {days} as integer) as assessment_date")
    histories = TIMES if days > 1 else 1
    return (
        f"select * exclude (n, m) replace ({', '.join(replaced)}) "
        f"from {table}, range({TIMES}) as copies (n), range({histories}) as histories (m)"
    )


def main() -> None:
    """Measure, and print the seconds of each page."""
    parser = argparse.ArgumentParser(description="How long the server takes for each page.")
    parser.add_argument("home", type=Path)
    parser.add_argument("--enlarged", type=Path, help="Folder in which the larger home is made.")
    given = parser.parse_args()
    home = given.home
    if given.enlarged is not None:
        enlarge(home / "published" / "shopscore.duckdb", given.enlarged / "published" / "shopscore.duckdb")
        home = given.enlarged
    for name, seconds in seconds_of_pages(home).items():
        print(f"{name:12} {seconds:6.2f} s")


if __name__ == "__main__":
    main()
