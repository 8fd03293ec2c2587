"""Measures landing against DuckDB's bare reader: CPU seconds and peak memory of both, on the same clean order file.

Usage: `python benchmarks/landing.py [rows]`, one million by default. Each side runs in a process of its own.
Nothing is asserted here; the limits stand in `docs/decisions/0002-landing-readers-and-quarantine.md`.
"""

import os
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import duckdb

from shopscore.contracts import load_exports
from shopscore.landing import land
from shopscore.settings import PROJECT_DIR, Settings

ROWS = 1_000_000
HEADERS = (
    "主订单编号,子订单编号,选购商品,商品ID,商品数量,订单应付金额,订单提交时间,支付完成时间,承诺发货时间,预约发货时间,"
    "发货时间,订单完成时间,订单状态,订单类型,达人ID,达人昵称,售后状态,省,市,收件人,收件人手机号,街道,详细地址"
)
TYPES = ("BIGINT", "DECIMAL(18,2)") + ("TIMESTAMP",) * 6
TYPED = dict(zip(HEADERS.split(",")[4:12], TYPES, strict=True))
MEGABYTE = 1024


def write_orders(path: Path, rows: int) -> None:
    """Write a clean order export of that many rows with every column of the contract and the personal ones."""
    time = "strftime(timestamp '2021-06-01' + to_seconds(i * 15552000 // {rows} + {shift}), '%Y-%m-%d %H:%M:%S')"
    at = {shift: time.format(rows=rows, shift=shift) for shift in (0, 60, 172800, 3600, 864000)}
    names = ", ".join(f'"{header}"' for header in HEADERS.split(","))
    duckdb.execute(
        f"""
        copy (
            select * from (
                select
                    6900000000000000000 + i, 6910000000000000000 + i, '秋冬加厚连帽卫衣 男款 ' || i % 500,
                    3400000000000000000 + i % 500, 1 + i % 3, (i % 30000) / 100.0, {at[0]}, {at[60]}, {at[172800]},
                    null, {at[3600]}, {at[864000]}, '已完成', '普通订单', 7100000000 + i % 90, '达人' || i % 90, '-',
                    '浙江省', '杭州市', '张三', '13800138000', '文三路', '文三路 ' || i % 900 || ' 号 2 栋 301 室'
                from range({rows}) as numbers(i)
            ) as orders({names})
        ) to '{path}' (header true)
        """
    )


def run_bare(home: Path) -> None:
    """Read the file into a typed table by DuckDB's reader alone."""
    columns = ", ".join(f"'{header}': '{TYPED.get(header, 'VARCHAR')}'" for header in HEADERS.split(","))
    with duckdb.connect(str(home / "bare.duckdb")) as connection:
        connection.execute(
            f"create table orders as from read_csv('{_file(home)}', auto_detect=false, header=true, delim=',', "
            f"quote='\"', escape='\"', columns={{{columns}}}, nullstr=['', '-'])"
        )


def run_landing(home: Path) -> None:
    """Land the file."""
    summary = land(Settings(home, date(2021, 12, 1)), load_exports(PROJECT_DIR / "models"), "benchmark")
    if summary.landed != 1 or summary.rows_rejected:
        raise SystemExit(f"not a clean landing: {summary}")


def _file(home: Path) -> Path:
    return home / "landing" / "douyin" / "1" / "orders" / "orders_20211201.csv"


def _measure(side: str, home: Path) -> tuple[float, float]:
    environment = os.environ | {"PYTHONPATH": str(PROJECT_DIR)}
    command = [sys.executable, __file__, side, str(home)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603 itself
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def main(arguments: list[str]) -> None:
    """Run one side in this process, or write the file and run both in their own."""
    sides = {"bare": run_bare, "landing": run_landing}
    if arguments and arguments[0] in sides:
        before = resource.getrusage(resource.RUSAGE_SELF)
        sides[arguments[0]](Path(arguments[1]))
        after = resource.getrusage(resource.RUSAGE_SELF)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(seconds, after.ru_maxrss / MEGABYTE)
        return
    rows = int(arguments[0]) if arguments else ROWS
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _file(home).parent.mkdir(parents=True)
        write_orders(_file(home), rows)
        size = _file(home).stat().st_size / 1e6
        bare, bare_peak = _measure("bare", home)
        landing, landing_peak = _measure("landing", home)
    print(f"{rows:,} rows, {size:,.0f} MB")
    print(f"bare     {bare:7.1f} s CPU {bare_peak:7.0f} MB")
    print(f"landing  {landing:7.1f} s CPU {landing_peak:7.0f} MB   ratio {landing / bare:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
