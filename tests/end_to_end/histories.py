"""A made-up history whose exports come day by day, and builds of the models on one of its days.

Files come late, come twice, are corrected and corrected back; a creator turns up whom nobody named. A build is what a
refresh does to the models, and nothing else of it: `python -m tests.end_to_end.histories HOME DAY MODELS` builds in a
process of its own and dies, as a process does, after so many models.
"""

import csv
import io
import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.adapters.factory import reset_adapters
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.base_types import EventMsg

from shopscore import ledger
from shopscore.computed import make_ready, note_computed
from shopscore.contracts import Export, load_exports
from shopscore.dbt_project import parse, set_environment
from shopscore.fingerprint import take_fingerprint, write_fingerprint
from shopscore.landing import land
from shopscore.progress import Progress
from shopscore.run import Run
from shopscore.sample import write_sample
from shopscore.settings import PROJECT_DIR, Settings, now
from shopscore.steps.learn import learn_from_pages
from shopscore.warehouse import open_warehouse

UNTIL = date(2021, 11, 15)
LONG_AGO = datetime(1970, 1, 1)
HISTORY_DAYS = 25
NOON = time(11)
COMPARED = ("marts", "dims", "actions")
# of the publications, of which these builds are none
NOT_COMPARED = {"score_history"}
INDUSTRY, NEW_CREATOR, CREATOR_HEADER = "女装", "79990000000001", "达人ID"
LATE, AGAIN, CORRECTED = 0.15, 0.1, 0.1
CORRECTIONS = {
    "orders": {"订单类型": "福袋订单", "发货时间": ""},
    "reviews": {"商品评分": "1", "描述相符评分": "1"},
    "after_sales": {"售后完结时间": "", "完结时间": ""},
    "chats": {"首次人工回复时间": ""},
    "violations": {"状态": "已撤销"},
}
Row = tuple[object, ...]


@dataclass(frozen=True)
class Delivery:
    """A file, and the day on which it comes."""

    day: date
    path: str
    content: bytes


@dataclass(frozen=True)
class History:
    """Files in the order in which they come."""

    deliveries: Sequence[Delivery]

    def deliver(self, home: Path, after: date | None, until: date) -> list[Path]:
        """Put into landing what comes after one day and until another; all until then for None. Return the files."""
        files = []
        for delivery in self.deliveries:
            if (after is None or delivery.day > after) and delivery.day <= until:
                files.append(home / "landing" / delivery.path)
                files[-1].parent.mkdir(parents=True, exist_ok=True)
                files[-1].write_bytes(delivery.content)
        return files


def make_history(first: date, *, seed: int, shops: int, orders_per_day: int, until: date = UNTIL) -> History:
    """Make up exports and spread them over the days from `first` to `until`; the first has all that is older."""
    chance = random.Random(seed)
    deliveries = []
    with tempfile.TemporaryDirectory() as folder:
        for (place, name), (header, rows) in _plain_exports(Path(folder), shops, orders_per_day, seed, until).items():
            if place == "reference":
                content = _csv(header, [_of_one_industry(row) for row in rows])
                deliveries.append(Delivery(first, f"reference/{name}/{name}.csv", content))
            else:
                deliveries += _daily_files(place, name, header, rows, (first, until), chance)
    return History(sorted(deliveries, key=lambda delivery: (delivery.day, delivery.path)))


def build(home: Path, day: date, *, rebuild: bool = False, dies_after: int | None = None) -> str:
    """Land what lies in landing, build the models as of a day, and return what was said.

    Args:
        home: the home folder.
        day: assessment date.
        rebuild: compute everything anew.
        dies_after: the process kills itself when so many models have been built.
    """
    said = io.StringIO()
    settings = Settings(home=home, as_of=day, history_days=HISTORY_DAYS)
    fingerprint = take_fingerprint(settings)
    run = Run(settings, full=False, progress=Progress(said), rebuild=rebuild, fingerprint=fingerprint)
    with open_warehouse(settings) as connection:
        ledger.create_tables(connection)
        write_fingerprint(connection, run.run_id, now(), fingerprint)
        connection.execute(
            "insert into log.runs (run_id, started_at, as_of, status) values (?, ?, ?, 'running')",
            [run.run_id, now(), day],
        )
    land(settings, load_exports(PROJECT_DIR / "models"), run.run_id)
    manifest = _manifest(settings)
    learn_from_pages(run, manifest)
    make_ready(run, manifest)
    _run_models(settings, manifest, dies_after)
    note_computed(run)
    with open_warehouse(settings) as connection:
        connection.execute("update log.runs set status = 'published' where run_id = ?", [run.run_id])
    return said.getvalue()


def differences(one: Path, other: Path) -> list[str]:
    """Name the published tables of two homes that differ, with rows that only one of them has."""
    lines = []
    with duckdb.connect() as connection:
        for name, home in (("one", one), ("other", other)):
            connection.execute(f"attach '{home / 'warehouse.duckdb'}' as {name} (read_only)")
        tables = connection.execute(
            "select distinct table_schema, table_name from information_schema.tables "
            "where table_catalog in ('one', 'other') and list_contains(?, table_schema) order by all",
            [list(COMPARED)],
        ).fetchall()
        assert len(tables) > len(COMPARED)
        for schema, table in tables:
            if table in NOT_COMPARED:
                continue
            for left, right in (("one", "other"), ("other", "one")):
                rows = connection.execute(
                    f'from {left}."{schema}"."{table}" except all from {right}."{schema}"."{table}"'
                ).fetchall()
                if rows:
                    lines.append(f"{schema}.{table}: {len(rows)} rows only in {left}, like {rows[0]}")
    return lines


def restated(home: Path) -> set[date]:
    """Return the dates that the last build computed anew."""
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        rows = connection.execute("select assessment_date from scoring.int_restated_dates where is_restated").fetchall()
    return {day for (day,) in rows}


@cache
def _manifest(settings: Settings) -> Manifest:
    return parse(settings)


def _run_models(settings: Settings, manifest: Manifest, dies_after: int | None) -> None:
    set_environment(settings)
    built = 0

    def on_event(event: EventMsg) -> None:
        nonlocal built
        built += event.info.name == "LogModelResult"
        if dies_after is not None and built >= dies_after:
            os.kill(os.getpid(), signal.SIGKILL)

    places = ["--project-dir", str(PROJECT_DIR), "--profiles-dir", str(PROJECT_DIR)]
    try:
        outcome = dbtRunner(manifest=manifest, callbacks=[on_event]).invoke(
            ["--log-level", "none", "--log-level-file", "warn", "build", "--no-write-json", *places]
            + [word for kind in ("unit_test", "exposure", "test") for word in ("--exclude-resource-type", kind)]
        )
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        reset_adapters()  # type: ignore[no-untyped-call]
    assert outcome.success, outcome.exception or [result.message for result in outcome.result if result.message]  # type: ignore[union-attr]


def _plain_exports(
    home: Path, shops: int, orders_per_day: int, seed: int, until: date
) -> dict[tuple[str, str], tuple[list[str], list[Row]]]:
    """Land a sample and return the newest rows of each export by shop folder (or `reference`) and export."""
    settings = Settings(home=home, as_of=until)
    write_sample(
        settings.landing,
        shops=shops,
        pinduoduo_shops=2,
        days=45,
        orders_per_day=orders_per_day,
        until=until,
        seed=seed,
    )
    exports = load_exports(PROJECT_DIR / "models")
    land(settings, exports, "00000000")
    plain = {}
    with open_warehouse(settings) as connection:
        for export in exports.values():
            header, rows = _newest_rows(connection, export)
            if not export.has_shop_folder:
                plain["reference", export.name] = (header, rows)
                continue
            for shop in sorted({str(row[0]) for row in rows}):
                plain[f"{export.platform}/{shop}", export.name] = (header, [row for row in rows if row[0] == shop])
    shutil.rmtree(home, ignore_errors=True)
    return plain


def _newest_rows(connection: duckdb.DuckDBPyConnection, export: Export) -> tuple[list[str], list[Row]]:
    columns = [column for column in export.columns if column.header]
    key = ", ".join(f"landed.{name}" for name in export.key)
    rows = connection.execute(
        f"select {', '.join(f'landed.{column.name}' for column in columns)} from {export.table} as landed "
        "inner join log.landed_files as files on landed._file_id = files.file_id "
        f"qualify row_number() over (partition by {key} "
        "order by files.exported_at desc, files.sha256 desc, landed._file_row desc) = 1 order by all"
    ).fetchall()
    return [str(column.header) for column in columns], rows


def _daily_files(
    place: str, name: str, header: list[str], rows: list[Row], days_of: tuple[date, date], chance: random.Random
) -> list[Delivery]:
    first, last = days_of
    rows = [_by_new_creator(header, row, first) for row in rows]
    deliveries = []
    for day in (first + timedelta(days=days) for days in range((last - first).days + 1)):
        until = datetime.combine(day, NOON)
        since = LONG_AGO if day == first else until - timedelta(days=1)
        changed = [row for row in rows if any(since < moment <= until for moment in _moments(row)) or _is_timeless(row)]
        if day > first and not changed:
            continue
        content = _csv(header, [_as_of(row, until) for row in changed])
        late = chance.choice((2, 4)) if day > first and chance.random() < LATE else 0
        comes = day + timedelta(days=late)
        deliveries.append(Delivery(comes, f"{place}/{name}/{name}_{until:%Y%m%d%H%M%S}.csv", content))
        if chance.random() < AGAIN:
            again = f"{place}/{name}/again_{until:%Y%m%d%H%M%S}.csv"
            deliveries.append(Delivery(comes + timedelta(days=1), again, content))
        older = [row for row in rows if any(moment <= until for moment in _moments(row))]
        if day > first and older and name in CORRECTIONS and chance.random() < CORRECTED:
            chosen = [_as_of(row, until) for row in chance.sample(older, min(3, len(older)))]
            wrong = [
                [CORRECTIONS[name].get(column, cell) for column, cell in zip(header, row, strict=True)]
                for row in chosen
            ]
            for days, content_of_day in ((0, wrong), (2, chosen)):
                at = until + timedelta(days=days, minutes=30)
                path = f"{place}/{name}/corrected_{at:%Y%m%d%H%M%S}.csv"
                deliveries.append(Delivery(at.date(), path, _csv(header, content_of_day)))
    return deliveries


def _by_new_creator(header: list[str], row: Row, first: date) -> Row:
    """Give some orders of the second day to a creator whom nobody named."""
    opened = min(_moments(row), default=LONG_AGO)
    if CREATOR_HEADER not in header or opened.date() != first + timedelta(days=1) or opened.second % 2:
        return row
    return tuple(NEW_CREATOR if name == CREATOR_HEADER else cell for name, cell in zip(header, row, strict=True))


def _of_one_industry(row: Row) -> list[object]:
    return [INDUSTRY if cell in ("食品生鲜", "家居日用") else cell for cell in row]


def _moments(row: Row) -> list[datetime]:
    return [cell for cell in row if isinstance(cell, datetime)]


def _is_timeless(row: Row) -> bool:
    return not _moments(row)


def _as_of(row: Row, until: datetime) -> list[object]:
    """Return a row as an export of that moment has it: what happens later is not in it."""
    return ["" if isinstance(cell, datetime) and cell > until else cell for cell in row]


def _csv(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


if __name__ == "__main__":
    build(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), dies_after=int(sys.argv[3]))
