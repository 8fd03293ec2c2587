"""Measures what shopscore costs beside the same work by hand, and writes `RESULTS.md`.

Usage: `make bench [ORDERS=100000] [SHOPS=60] [DAYS=182] [ROUNDS=3]`. One run, sides alternating, each in a process of
its own; figures are medians of CPU seconds (user and system of the process and all that it starts) and of peak memory.
What counts are the ratios: seconds are those of one machine. What the scores by hand do not equal fails the run.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from benchmarks.exports import Size, write_exports
from benchmarks.report import Case, Result, write_report
from shopscore.settings import PROJECT_DIR

MEGABYTE = 1024
# A refresh of nearly nothing: what every refresh costs, whatever lies in its home.
FLOOR = Size(orders=200, shops=5, days=40)
HISTORIES = (182, 365, 730)
# Of the orders a day of the case: history is measured, not size.
HISTORY_SHARE = 0.2
# Made by `make bench`; without it the comparison is left out.
POLARS = PROJECT_DIR / "build" / "polars" / "bin" / "python"
ALL_MODELS_OF_SCORES = ("+scores", "+indicator_scores")


@dataclass
class Bench:
    """One run: where its homes lie, how often each side runs, and what it found."""

    folder: Path
    rounds: int
    found: dict[str, list[Result]] = field(default_factory=dict)

    def side(self, name: str, side: str, *arguments: str | Path) -> Result:
        """Run one side in a process of its own and keep its figures under a name."""
        return self.script(name, Path(sys.executable), "-m", "benchmarks.sides", side, *arguments)

    def script(self, name: str, python: Path, *arguments: str | Path) -> Result:
        """Run a program that prints its own figures, by the Python of any environment."""
        command = [str(python), *map(str, arguments)]
        done = subprocess.run(command, cwd=PROJECT_DIR, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 itself
        figures = json.loads(done.stdout.splitlines()[-1])
        return self._keep(name, Result(figures.pop("cpu"), figures.pop("peak"), figures))

    def command(self, name: str, home: Path, *words: str, **variables: str) -> Result:
        """Run a command of this environment on a home and keep what it cost with all that it started.

        Raises:
            SystemExit: the command failed.
        """
        environment = os.environ | {"SHOPSCORE_HOME": str(home)} | variables
        log = self.folder / "last.log"
        with log.open("w", encoding="utf-8") as lines:
            process = subprocess.Popen(  # noqa: S603 itself
                [str(Path(sys.executable).parent / words[0]), *words[1:]],
                cwd=PROJECT_DIR,
                env=environment,
                stdout=lines,
                stderr=subprocess.STDOUT,
            )
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(words)} ended with {process.returncode}:\n{log.read_text(encoding='utf-8')}")
        return self._keep(name, Result(used.ru_utime + used.ru_stime, used.ru_maxrss / MEGABYTE, {}))

    def refresh(self, name: str, home: Path, day: date, *options: str) -> Result:
        """Refresh a home as of a day."""
        return self.command(name, home, "shopscore", "refresh", "--as-of", day.isoformat(), *options)

    def alternate(self, *sides: Callable[[], object]) -> None:
        """Run sides in turn, as many rounds as this run has."""
        for _ in range(self.rounds):
            for side in sides:
                side()

    def median(self, name: str) -> Result:
        """Return the medians of what was found under a name; the other figures are those of the last round."""
        results = self.found[name]
        return Result(
            median(result.cpu for result in results), median(result.peak for result in results), results[-1].more
        )

    def _keep(self, name: str, result: Result) -> Result:
        self.found.setdefault(name, []).append(result)
        print(f"{name:44} {result.cpu:8.1f} s CPU {result.peak:8,.0f} MB", flush=True)
        return result


def measure(bench: Bench, size: Size) -> Case:
    """Measure one size: landing, whole build, a day, the scores by hand, the questions."""
    made = bench.folder / "made"
    write_exports(made, size)
    day, next_day = size.until, size.until + timedelta(days=1)
    further = made / "further" / next_day.isoformat()
    home = bench.folder / "home"
    scratch = bench.folder / "scratch"
    fresh = bench.folder / "fresh"

    def land() -> None:
        _clear(fresh)
        _link(made / "landing", fresh / "landing")
        bench.side("landing", "landing", fresh, day.isoformat())

    def read() -> None:
        _clear(scratch)
        bench.side("typed read", "typed_read", made / "landing", scratch / "bare.duckdb")

    bench.alternate(read, land)
    _link(further, fresh / "landing")
    bench.side("landing of a day", "landing", fresh, next_day.isoformat())
    _clear(fresh)

    _link(made / "landing", home / "landing")
    bench.refresh("first refresh", home, day)
    first = _sizes(home)

    def scores_by_hand(of: Path, on: date, name: str) -> None:
        _clear(scratch)
        bench.side(name, "by_hand", of, on.isoformat(), scratch)

    def scores_by_polars() -> None:
        if POLARS.exists():
            bench.script("scores by Polars", POLARS, "benchmarks/by_polars.py", scratch, day.isoformat(), "120")
            bench.side("equal to Polars", "equal_to_polars", scratch)

    def scores_of_house() -> None:
        _copy_home(home, fresh)
        variables = _variables_of_dbt(fresh, day)
        bench.command(
            "models of the scores",
            fresh,
            "dbt",
            "run",
            "--full-refresh",
            "--select",
            *ALL_MODELS_OF_SCORES,
            **variables,
        )
        bench.command("one model", fresh, "dbt", "run", "--select", "int_assessment_dates", **variables)
        _clear(fresh)

    bench.alternate(lambda: scores_by_hand(home, day, "scores by hand"), scores_by_polars, scores_of_house)
    bench.alternate(
        lambda: bench.refresh("whole build", home, day, "--rebuild"),
        lambda: bench.side("questions", "questions", home),
        lambda: bench.side("pages", "pages", home),
    )

    def a_day() -> None:
        _copy_home(home, fresh)
        _link(further, fresh / "landing")
        # as many dates as the first: a past day is else added to those that are published
        bench.refresh("a day", fresh, next_day, "--replace")

    bench.alternate(a_day, lambda: scores_by_hand(fresh, next_day, "a day by hand"))
    day_after = _sizes(fresh)
    _clear(fresh)
    _clear(home)
    return Case(size, first, day_after)


def measure_floor(bench: Bench) -> None:
    """Measure a day of a home that holds nearly nothing."""
    _measure_day(bench, "floor", FLOOR, bench.rounds)


def measure_histories(bench: Bench, size: Size) -> None:
    """Measure a day with ever longer histories of the same orders a day."""
    for days in HISTORIES:
        orders = max(200, int(size.orders / size.days * days * HISTORY_SHARE))
        _measure_day(bench, f"a day after {days} days", Size(orders, size.shops, days, size.until), 1)


def _measure_day(bench: Bench, name: str, size: Size, rounds: int) -> None:
    made, home, fresh = (bench.folder / part for part in ("history", "history-home", "history-day"))
    write_exports(made, size)
    next_day = size.until + timedelta(days=1)
    _link(made / "landing", home / "landing")
    bench.refresh(f"{name}: first refresh", home, size.until)
    for _ in range(rounds):
        _copy_home(home, fresh)
        _link(made / "further" / next_day.isoformat(), fresh / "landing")
        bench.refresh(name, fresh, next_day, "--replace")
    for folder in (made, home, fresh):
        _clear(folder)


def _variables_of_dbt(home: Path, day: date) -> dict[str, str]:
    return {
        "SHOPSCORE_AS_OF": day.isoformat(),
        "SHOPSCORE_WAREHOUSE": str(home / "warehouse.duckdb"),
        "SHOPSCORE_TEMPORARY": str(home / "temporary"),
        "DBT_TARGET_PATH": str(home / "dbt"),
        "DBT_LOG_PATH": str(home / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }


def _sizes(home: Path) -> dict[str, float]:
    files = {"warehouse": home / "warehouse.duckdb", "published": home / "published" / "shopscore.duckdb"}
    return {name: path.stat().st_size / 1e6 for name, path in files.items()}


def _link(source: Path, target: Path) -> None:
    """Copy a tree by hard links, times included: exports are only read."""
    shutil.copytree(source, target, dirs_exist_ok=True, copy_function=os.link)


def _copy_home(source: Path, target: Path) -> None:
    """Copy a home; its exports, which nobody writes, by hard links."""
    _clear(target)
    shutil.copytree(source, target, dirs_exist_ok=True, symlinks=True, ignore=shutil.ignore_patterns("landing"))
    _link(source / "landing", target / "landing")


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the report."""
    parser = argparse.ArgumentParser(description="What shopscore costs, as ratios.")
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--shops", type=int, default=60)
    parser.add_argument("--days", type=int, default=182)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-history", action="store_true")
    parser.add_argument("--results", type=Path, default=Path(__file__).with_name("RESULTS.md"))
    given = parser.parse_args(arguments)
    load = os.getloadavg()
    size = Size(given.orders, given.shops, given.days)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=os.environ.get("SHOPSCORE_BENCH_FOLDER")) as folder:
        bench = Bench(Path(folder), given.rounds)
        measure_floor(bench)
        case = measure(bench, size)
        if not given.no_history:
            measure_histories(bench, size)
    write_report(given.results, case, {name: bench.median(name) for name in bench.found}, given.rounds, load)


if __name__ == "__main__":
    main()
