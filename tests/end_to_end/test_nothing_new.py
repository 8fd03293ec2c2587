"""A refresh with nothing new, as a user, a timer and Dagster meet it.

One small home, refreshed for today; what `shopscore.nothing_new` decides is proved beside it.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import duckdb
import pytest
from dagster import RunRequest, SkipReason, build_schedule_context

from orchestration.schedules import noon_schedule
from shopscore.settings import moment, today
from tests.end_to_end.conftest import Home
from tests.end_to_end.test_what_goes_wrong import ORDER_HEADER, good_exports, order

# What a refresh loads that has something to do.
HEAVY = ("dbt", "dagster", "great_expectations", "pandas")
WATCHED = f"""
import sys
from shopscore.cli import main
try:
    main()
finally:
    print("loaded:", sorted(set({HEAVY!r}) & set(sys.modules)))
"""


@dataclass
class Channel:
    """Somebody who is told; deaf at first."""

    port: int
    is_deaf: bool = True
    told: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def channel() -> Iterator[Channel]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if not told.is_deaf:
                told.told.append(json.loads(content)["message"])
            self.send_response(500 if told.is_deaf else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told = Channel(listener.server_port)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    yield told
    listener.shutdown()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None, channel: Channel) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("home"))
    good_exports(home)
    # late by its name
    orders = home.path / "landing" / "douyin" / "S1" / "orders"
    (orders / "good.csv").rename(orders / "good_20220228.csv")
    (home.path / "alerts.yml").write_text(
        f"language: en\nchannels: [{{name: duty, url: 'json://127.0.0.1:{channel.port}'}}]\n"
    )
    first = home.refresh(today(), history_days=3)
    assert first.exit_code == 0, first.lines
    yield home
    shutil.rmtree(home.path, ignore_errors=True)


def command(home: Home, *arguments: str) -> tuple[int, str]:
    run = home.command(*arguments, SHOPSCORE_HISTORY_DAYS="3")
    return run.returncode, run.stdout + run.stderr


def test_it_says_so_publishes_nothing_and_tells_what_is_due_once(home: Home, channel: Channel) -> None:
    published = home.path / "published" / "shopscore.duckdb"
    before = published.stat()
    [(generation, since)] = home.published(
        "select generation_id, strftime(published_at, '%Y-%m-%d %H:%M') from ops.publication"
    )
    channel.is_deaf = False

    code, said = command(home, "refresh")

    assert code == 0, said
    assert f"nothing new: {generation} stands, published {since}" in said
    assert (published.stat().st_ino, published.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(list((home.path / "published").iterdir())) == 1
    # the export of February is late, and the channel that did not hear it from the first run hears it now
    [message] = channel.told
    assert "late" in message

    code, said = command(home, "refresh", "--lang", "zh")
    assert code == 0, said
    assert "没有新内容" in said
    assert generation in said
    assert channel.told == [message]


def test_status_and_doctor_know_the_run_and_find_nothing_wrong(home: Home) -> None:
    code, said = command(home, "status", "--json")
    runs = json.loads(said)["runs"]
    assert code == 0, said
    assert {run["status"] for run in runs[:-1]} == {"nothing_new"}
    assert runs[-1]["status"] == "published"
    assert all(run["finished_at"] for run in runs)
    assert "the last run" not in command(home, "doctor")[1]
    assert "nothing new" in command(home, "status")[1]


def test_nothing_heavy_is_loaded_for_it(home: Home) -> None:
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, "refresh"],
        env={**os.environ, "SHOPSCORE_HOME": str(home.path), "SHOPSCORE_HISTORY_DAYS": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "nothing new" in run.stdout
    assert "loaded: []" in run.stdout


def test_dagsters_schedule_skips_its_run_for_the_same_reason(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPSCORE_HOME", str(home.path))
    monkeypatch.setenv("SHOPSCORE_HISTORY_DAYS", "3")
    noon = moment().replace(hour=12, minute=0, second=0, microsecond=0)
    context = build_schedule_context(scheduled_execution_time=noon)

    skipped = noon_schedule(context)
    assert isinstance(skipped, SkipReason)
    assert "nothing new" in str(skipped.skip_message)

    home.write("douyin/S1/orders/new.csv", ORDER_HEADER, [order("C1")])
    assert isinstance(noon_schedule(context), RunRequest)


def test_what_is_new_then_is_published_and_the_runs_before_are_in_it(home: Home) -> None:
    home.write("douyin/S1/orders/newer.csv", ORDER_HEADER, [order("C2")])
    second = home.refresh(today(), history_days=3)
    assert second.exit_code == 0, second.lines
    # two commands, what was watched, and Dagster's schedule
    assert dict(home.published("select status, count(*) from ops.runs group by 1")) == {
        "published": 2,
        "nothing_new": 4,
    }
    assert home.published("select distinct result from ops.quality_results") == [("passed",)]
    figures = "max(files_landed), max(rows_landed), max(rows_published), max(published_generation_id)"
    assert home.published(f"select {figures} from ops.runs where status = 'nothing_new'") == [(0, 0, None, None)]

    # the seeds stand, and with them what only they say; whatever reads a row of this home was looked at again
    with duckdb.connect(str(home.path / "warehouse.duckdb"), read_only=True) as warehouse:
        checked = warehouse.execute(
            "select check_name, count(*) from log.quality_results where check_name in "
            "('order_types_keeps_its_rules', 'runs_have_one_row_per_key', 'scores_cover_every_subject_and_day') group by 1"
        ).fetchall()
    assert dict(checked) == {
        "order_types_keeps_its_rules": 1,
        "runs_have_one_row_per_key": 2,
        "scores_cover_every_subject_and_day": 2,
    }
