"""Made-up exports of any size, written by DuckDB alone: for measuring, where the sample's stories are not needed.

Usage: `python -m benchmarks.exports FOLDER [--orders 1000000] [--shops 200] [--days 365] [--until 2021-11-15]
[--further 1] [--files bulk] [--day-files shop] [--seed 7]`. It writes

- `FOLDER/landing`: what had happened by the morning of `until`, every export and reference table in proportion;
- `FOLDER/further/<date>`: for each further day what is new or has changed since, to be copied over the landing folder
  (`cp -r FOLDER/further/2021-11-16/. HOME/landing/`) before that day is refreshed.

The same arguments write the same bytes and modification times, whatever the machine. `bulk` writes a file an export and
month as agencies have them, `shop` a file an export and shop. What happens to an order is SQL in `sql/happenings`, what
an export shows of it at a moment in `sql/exports`.
"""

import argparse
import os
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import duckdb

from shopscore.settings import TIME_ZONE
from shopscore.sql_files import literal

SQL = Path(__file__).with_name("sql")
MORNING = time(9)
# Four industries of as many Douyin shops each as peers need, fewer where there are fewer shops.
INDUSTRIES, SHOPS_OF_AN_INDUSTRY = 4, 25
SHOPS_OF_A_CREATOR = 4
ALL_SHOPS = "_all"

Files = Literal["bulk", "shop"]


@dataclass(frozen=True)
class Size:
    """How much is made up.

    Attributes:
        orders: in the history, on both platforms together; everything else is in proportion.
        shops: of five shops four are Douyin's; there is a creator to four shops.
        days: of history before `until`.
        until: first assessment date; its morning is when the history is exported.
        further: days after it that are written for themselves.
        seed: another seed, other exports.
    """

    orders: int
    shops: int
    days: int
    until: date = date(2021, 11, 15)
    further: int = 1
    seed: int = 7


def write_exports(folder: Path, size: Size, files: Files = "bulk", day_files: Files = "shop") -> None:
    """Write the exports of a history and of the days after it.

    Args:
        folder: into which `landing` and `further` are put.
        size: how much.
        files: how the history is split into files.
        day_files: how each further day is.

    Raises:
        ValueError: a number of the size is too small to make anything.
    """
    for name in ("orders", "shops", "days"):
        if getattr(size, name) < 1:
            raise ValueError(f"{name} is {getattr(size, name)}: give 1 or more.")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix=".scratch-") as scratch,
        duckdb.connect(str(Path(scratch) / "scratch.duckdb"), config={"temp_directory": scratch}) as connection,
    ):
        connection.execute("set enable_progress_bar = false")
        happen(connection, size)
        before = None
        for day in range(size.further + 1):
            until = size.until + timedelta(days=day)
            cut = datetime.combine(until, MORNING)
            to = folder / "further" / until.isoformat() if day else folder / "landing"
            _write(connection, to, before, cut, day_files if day else files)
            before = cut
        for name in sorted(path.stem for path in (SQL / "reference").glob("*.sql")):
            path = folder / "landing" / "reference" / name / f"{name}.csv"
            _copy(connection, _sql(f"reference/{name}"), path, datetime.combine(size.until, MORNING))


def happen(connection: duckdb.DuckDBPyConnection, size: Size) -> None:
    """Make the tables of what happens, further days included, and the macros that the exports are written with."""
    further_orders = size.further * (size.orders // size.days + 1)
    numbers = {
        "orders": size.orders,
        "all_orders": size.orders + further_orders,
        "shops": size.shops,
        "creators": max(1, size.shops // SHOPS_OF_A_CREATOR),
        "industries": min(INDUSTRIES, max(1, size.shops // SHOPS_OF_AN_INDUSTRY)),
        "days": size.days,
        "all_days": size.days + size.further,
    }
    for name, number in numbers.items():
        connection.execute(f"set variable {name} = {number}")
    first_day = size.until - timedelta(days=size.days)
    connection.execute(f"set variable first_day = timestamp '{first_day}'")
    connection.execute(f"set variable until = timestamp '{size.until}'")
    connection.execute(f"set variable seed = '/{size.seed}'")
    connection.execute(_sql("macros"))
    for happening in ("orders", "reviews", "tickets", "service"):
        connection.execute(_sql(f"happenings/{happening}"))


def _write(
    connection: duckdb.DuckDBPyConnection, to: Path, before: datetime | None, cut: datetime, files: Files
) -> None:
    """Write every export with the rows that were new or had changed since a moment, as they were at a later one."""
    connection.execute(f"set variable cut = timestamp '{cut}'")
    part = "strftime(_opened_at, '%Y年%m月')" if files == "bulk" else "shop_number(_shop)"
    if files == "bulk" and before:
        part = "'更新'"
    for path in sorted((SQL / "exports").glob("*.sql")):
        platform, _, export = path.stem.partition("_")
        connection.execute(
            f"create or replace temp table rows as select {part} as _part, * from ({_sql(f'exports/{path.stem}')}) "
            f"where $before is null or _moved_at > $before {'order by all' if files == 'shop' else ''}",
            {"before": before},
        )
        parts = connection.execute("select distinct _part from rows order by _part").fetchall()
        shop_column = 'shop_number(_shop) as "店铺ID", ' if files == "bulk" else ""
        for (name,) in parts:
            rows = (
                f"select {shop_column}* exclude (_part, _shop, _opened_at, _moved_at) from rows "
                f"where _part = {literal(name)}"
            )
            shop = ALL_SHOPS if files == "bulk" else name
            label = name if files == "bulk" else "全部"
            file = to / platform / shop / export / f"{export}_{label}_{cut:%Y%m%d%H%M%S}.csv"
            _copy(connection, rows, file, cut)
    connection.execute("drop table rows")


def _copy(connection: duckdb.DuckDBPyConnection, rows: str, path: Path, exported_at: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(f"copy ({rows}) to {literal(str(path))} (format csv, header true)")
    seconds = exported_at.replace(tzinfo=ZoneInfo(TIME_ZONE)).timestamp()
    os.utime(path, (seconds, seconds))


def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def main() -> None:
    """Write exports as the command line says."""
    parser = argparse.ArgumentParser(description="Made-up exports of any size.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--shops", type=int, default=200)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--until", type=date.fromisoformat, default=date(2021, 11, 15))
    parser.add_argument("--further", type=int, default=1)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--files", choices=("bulk", "shop"), default="bulk")
    parser.add_argument("--day-files", choices=("bulk", "shop"), default="shop")
    given = parser.parse_args()
    size = Size(given.orders, given.shops, given.days, given.until, given.further, given.seed)
    write_exports(given.folder, size, given.files, given.day_files)


if __name__ == "__main__":
    main()
