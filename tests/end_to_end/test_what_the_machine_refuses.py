"""Full disks, bad warehouses, unusable folders: one line with cause and remedy, and afterwards everything is right."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest

from shopscore.home import remove, tighten
from shopscore.run import _source_commit
from shopscore.settings import Settings
from tests.end_to_end.conftest import Home
from tests.end_to_end.test_what_goes_wrong import DAY, good_exports
from tests.fixtures.disks import make_read_only, small_disk
from tests.unit.console.conftest import GENERATION, OPS, TABLES, write_ledger

ALERTS = "language: en\nchannels:\n  - name: hook\n    url: json://127.0.0.1:9/\n"
READING = [["scoreboard"], ["sql", "from ops.publication"], ["status"], ["doctor"]]
WRITING = [["refresh"], ["backup"]]


def assert_one_line(run: "subprocess.CompletedProcess[str]", said: str, code: int = 1) -> None:
    assert run.returncode == code, run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    assert "hit a bug" not in run.stderr
    (line,) = [line for line in run.stderr.splitlines() if line.startswith(("shopscore:", "failed:"))]
    assert said in line


def publish_something(home: Path) -> None:
    """Make a home that has published, without the cost of a refresh."""
    settings = Settings(home, date.fromisoformat(DAY))
    write_ledger(settings.warehouse, f"update log.runs set generation_id = '{GENERATION}'")
    settings.published.parent.mkdir()
    with duckdb.connect(str(settings.published)) as connection:
        connection.execute(TABLES)
        connection.execute(f"attach '{settings.warehouse}' as ledger (read_only)")
        connection.execute(OPS)
    tighten(settings, deep=True)


@pytest.mark.parametrize("content", [b"", b"garbage " * 2000])
def test_a_warehouse_that_is_none_stops_the_refresh_at_once_and_alarms_the_channels(home: Home, content: bytes) -> None:
    publish_something(home.path)
    published = (home.path / "published" / "shopscore.duckdb").read_bytes()
    (home.path / "warehouse.duckdb").write_bytes(content)
    (home.path / "alerts.yml").write_text(ALERTS)
    started = time.monotonic()

    run = home.command("refresh")

    assert_one_line(run, "warehouse.duckdb is damaged or not a database: restore the last backup")
    assert "another program" not in run.stderr
    assert "trying again" not in run.stdout + run.stderr
    assert "alert hook: failed" in run.stdout
    assert (home.path / "published" / "shopscore.duckdb").read_bytes() == published
    assert time.monotonic() - started < 60
    assert_one_line(home.command("backup"), "is damaged or not a database", code=2)
    status = home.command("status")
    assert "is damaged or not a database" in " ".join(status.stdout.split())
    assert "a refresh is running" not in status.stdout
    assert home.command("sql", "from ops.publication").returncode == 0


@pytest.mark.parametrize(
    ("obstacle", "is_folder", "command"),
    [
        ("refresh.lock", True, ["refresh"]),
        ("temporary", False, ["refresh"]),
        ("warehouse.duckdb", True, ["refresh"]),
        ("backups", False, ["backup"]),
        ("landing", False, ["init"]),
    ],
)
def test_what_stands_in_the_way_is_named(home: Home, obstacle: str, is_folder: bool, command: list[str]) -> None:
    publish_something(home.path)
    path = home.path / obstacle
    if path.exists():
        remove(path)
    if is_folder:
        path.mkdir()
    else:
        path.write_text("in the way")
    run = home.command(*command)
    assert run.returncode in (1, 2)
    assert_one_line(run, str(path), code=run.returncode)
    assert "move it away" in run.stderr


def test_a_home_that_is_a_file_or_below_a_missing_mount_is_told(home: Home) -> None:
    file = home.path / "file"
    file.write_text("x")
    assert_one_line(home.command("refresh", SHOPSCORE_HOME=str(file)), str(file), code=2)
    missing = home.path / "mount" / "home"
    assert_one_line(home.command("refresh", SHOPSCORE_HOME=str(missing)), "mount its disk", code=2)
    assert_one_line(home.command("scoreboard", SHOPSCORE_HOME=str(missing)), "mount its disk", code=2)
    assert not missing.parent.exists()


@contextmanager
def on_a_disk(size: str) -> Iterator[Home]:
    with small_disk(size) as disk:
        home = disk / "home"
        home.mkdir()
        publish_something(home)
        yield Home(home)


def test_a_read_only_disk_is_read_and_what_would_write_says_so() -> None:
    with on_a_disk("20m") as home:
        make_read_only(home.path.parent)
        for command in READING:
            run = home.command(*command)
            assert "Traceback" not in run.stderr, command
            assert "hit a bug" not in run.stderr, command
        assert home.command("sql", "from ops.publication").returncode == 0
        assert home.command("scoreboard").returncode == 0
        for command in WRITING:
            run = home.command(*command)
            assert_one_line(run, "read-only", code=run.returncode)
            assert run.returncode in (1, 2)


def test_a_disk_that_is_full_to_the_last_byte_is_read_and_what_would_write_says_so() -> None:
    with on_a_disk("8m") as home:
        fill(home.path.parent)
        for command in READING:
            run = home.command(*command)
            assert "Traceback" not in run.stderr, command
            assert "hit a bug" not in run.stderr, command
        assert home.command("sql", "from ops.publication").returncode == 0
        assert "MB are free" in " ".join(home.command("doctor").stdout.split())
        sample = ["sample", "--shops", "1", "--landing", str(home.path.parent / "sample")]
        for command in [*WRITING, sample, ["init"]]:
            assert_one_line(home.command(*command), "the disk is full")
        out = home.path.parent / "out.csv"
        assert_one_line(
            home.command("sql", "from range(1000)", "--format", "csv", "--output", str(out)), "the disk is full"
        )
        assert list(home.path.parent.glob("*out.csv*")) == []
        (home.path.parent / "filler").unlink()
        assert home.command("backup").returncode == 0


def test_a_refresh_that_meets_a_full_disk_says_so_once_and_is_right_when_there_is_room(home: Home) -> None:
    with small_disk("10m") as disk:
        on_disk = Home(disk / "home")
        on_disk.path.mkdir()
        good_exports(on_disk)

        run = on_disk.command("refresh", "--as-of", DAY)

        assert_one_line(run, "the disk is full")
        assert "trying again" not in run.stdout + run.stderr
        assert list(disk.rglob(".building-*")) == []
        subprocess.run(["mount", "-o", "remount,size=1g", str(disk)], check=True)  # noqa: S607
        run = on_disk.command("refresh", "--as-of", DAY)
        assert run.returncode == 0, run.stdout + run.stderr
        assert on_disk.published(
            "select valid_orders from marts.scores where system_id = 'douyin_merchant_experience' and "
            f"assessment_date = '{DAY}' and subject_id = 'S1'"
        ) == [(30,)]


def test_without_git_a_run_has_no_commit_and_no_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _source_commit() is None


def fill(disk: Path) -> None:
    """Write until nothing more goes."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        for block in (65536, 4096, 1):
            try:
                while True:
                    filler.write(b"x" * block)
            except OSError:
                continue
    assert os.statvfs(disk).f_bavail == 0
