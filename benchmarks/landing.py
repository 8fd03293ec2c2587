"""Measures landing against DuckDB's bare typed reader on the same files: CPU seconds, and their ratio.

Usage: `python -m benchmarks.landing [--orders 200000] [--shops 200]`. Two cases: few large files (the history, a file
an export and month) and many small ones (a day, a file an export and shop). The exports are those of `exports.py`;
each side runs in a process of its own. Nothing is asserted here; what was found stands in
`docs/decisions/0032-landing-in-batches.md`.
"""

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.exports import Size, write_exports
from shopscore.contracts import REFERENCE, load_exports
from shopscore.landing import land
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.sql_files import literal

UNTIL = date(2021, 11, 15)
NEXT_DAY = date(2021, 11, 16)


def read_bare(home: Path) -> int:
    """Read the files of each export at once into a table of the contract's types, by DuckDB's reader alone."""
    rows = 0
    with duckdb.connect(str(home / "bare.duckdb")) as connection:
        for (platform, name), export in load_exports(PROJECT_DIR / "models").items():
            files = sorted(map(str, (home / "landing" / platform).glob(f"*/{name}/*.csv")))
            if platform == REFERENCE or not files:
                continue
            types = {header: column.sql_type for column in export.columns for header in column.headers}
            with Path(files[0]).open(encoding="utf-8", newline="") as lines:
                headers = next(csv.reader(lines))
            # Yes and no are words of the platform, which no reader knows.
            typed = {header: types.get(header, "VARCHAR").replace("BOOLEAN", "VARCHAR") for header in headers}
            columns = ", ".join(f"{literal(header)}: {literal(kind)}" for header, kind in typed.items())
            counted = connection.execute(
                f"create table {platform}_{name} as from read_csv({files!r}, auto_detect=false, header=true, "
                f"delim=',', quote='\"', escape='\"', columns={{{columns}}}, nullstr=['', '-'])"
            ).fetchone()
            rows += counted[0] if counted else 0
    return rows


def read_by_landing(home: Path) -> int:
    """Land the files."""
    summary = land(Settings(home, UNTIL), load_exports(PROJECT_DIR / "models"), "benchmark")
    if summary.refused or summary.rows_rejected:
        raise SystemExit(f"not a clean landing: {summary.refused} files refused, {summary.rows_rejected} rows rejected")
    return summary.rows


SIDES: dict[str, Callable[[Path], int]] = {"bare": read_bare, "landing": read_by_landing}


def measure(side: str, home: Path) -> float:
    """Return the CPU seconds of one side, run in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT_DIR)}
    command = [sys.executable, "-m", "benchmarks.landing", "--side", side, "--home", str(home)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603 itself
    return float(done.stdout)


def _run(side: str, home: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    SIDES[side](home)
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Run one side in this process, or write the files and run both in their own, case by case."""
    parser = argparse.ArgumentParser(description="Landing against a bare typed read.")
    parser.add_argument("--orders", type=int, default=200_000)
    parser.add_argument("--shops", type=int, default=200)
    parser.add_argument("--side", choices=sorted(SIDES))
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    if given.side:
        _run(given.side, given.home)
        return
    with tempfile.TemporaryDirectory() as folder:
        write_exports(Path(folder), Size(given.orders, given.shops, 365, UNTIL, further=1))
        day = Path(folder) / "day"
        day.mkdir()
        (Path(folder) / "further" / NEXT_DAY.isoformat()).rename(day / "landing")
        for case, home in (("few large files", Path(folder)), ("many small files", day)):
            files = [path for path in (home / "landing").rglob("*.csv") if REFERENCE not in path.parts]
            size = sum(path.stat().st_size for path in files) / 1e6
            bare, landing = measure("bare", home), measure("landing", home)
            print(f"{case}: {len(files):,} files, {size:,.1f} MB")
            print(f"  bare     {bare:7.2f} s CPU")
            print(f"  landing  {landing:7.2f} s CPU   ratio {landing / bare:.1f}")
            print(f"  a file   {1000 * landing / len(files):7.1f} ms")


if __name__ == "__main__":
    main()
