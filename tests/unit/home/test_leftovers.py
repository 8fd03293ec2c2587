"""What killed processes leave goes with the next command, and what living ones write stays."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from shopscore.home import find_leftovers, keep_up, write_private_file
from shopscore.settings import PROJECT_DIR, Settings

WRITES = """
import sys
from pathlib import Path
from shopscore.home import write_private_file

with write_private_file(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("writing", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "home", date(2026, 11, 22))
    for folder in (settings.published.parent, settings.archive, settings.home / "backups", settings.home / "quality"):
        folder.mkdir(parents=True)
    return settings


def leave(settings: Settings) -> list[Path]:
    """Leave what deaths at every place leave."""
    left = [
        settings.published.with_name("shopscore.duckdb.wal"),
        settings.published.with_name("shopscore.duckdb.tmp") / "spilled.tmp",
        settings.published.with_name(".building-20261122T120000-aa.duckdb"),
        settings.archive / ".copying-shopscore-20261122T120000-aa.duckdb",
        settings.home / "backups" / ".writing-shopscore-20261122T120000.tar.gz",
        settings.home / "quality" / ".building-arrival" / "index.html",
        settings.home / ".writing-alerts_sent.json",
        settings.temporary / "landing-abc" / "transcoded.csv",
        settings.temporary / "duckdb_temp_storage_DEFAULT-0.tmp",
    ]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return left


def test_the_next_command_removes_what_dead_ones_left_and_nothing_else(settings: Settings) -> None:
    kept = [settings.published, settings.warehouse, settings.archive / "shopscore-20261121T120000-aa.duckdb"]
    kept += [settings.home / "backups" / "shopscore-20261121T120000.tar.gz", settings.home / "alerts.yml"]
    for path in kept:
        path.write_bytes(b"x")
    left = leave(settings)

    subprocess.run(
        [sys.executable, "-m", "shopscore.cli", "status"], cwd=PROJECT_DIR, capture_output=True, check=False,
        env={**os.environ, "SHOPSCORE_HOME": str(settings.home)},
    )  # fmt: skip

    assert [path for path in left if path.exists()] == []
    assert [path for path in kept if not path.exists()] == []
    assert find_leftovers(settings) == []


def test_nothing_is_removed_while_a_refresh_is_at_work(settings: Settings) -> None:
    left = leave(settings)
    with FileLock(settings.lock):
        keep_up(settings)
    assert [path for path in left if not path.exists()] == []


def test_a_half_file_stays_as_long_as_its_writer_lives(settings: Settings) -> None:
    target = settings.home / "backups" / "shopscore-20261122T130000.tar.gz"
    half = target.with_name(f".writing-{target.name}")
    command = [sys.executable, "-c", WRITES, str(target)]
    with subprocess.Popen(command, cwd=PROJECT_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        keep_up(settings)
        assert half.exists()

        writer.send_signal(signal.SIGKILL)
        writer.wait()
        assert half.exists()
        keep_up(settings)
    assert list((settings.home / "backups").iterdir()) == []


def test_a_file_that_cannot_be_finished_leaves_nothing(settings: Settings) -> None:
    target = settings.home / "backups" / "b.tar.gz"
    with pytest.raises(RuntimeError), write_private_file(target) as file:
        file.write(b"half")
        raise RuntimeError
    assert list(target.parent.iterdir()) == []


def test_a_whole_file_is_its_owner_s_alone(settings: Settings) -> None:
    before = os.umask(0)
    try:
        with write_private_file(settings.home / "b.tar.gz") as file:
            file.write(b"whole")
    finally:
        os.umask(before)
    assert (settings.home / "b.tar.gz").read_bytes() == b"whole"
    assert (settings.home / "b.tar.gz").stat().st_mode & 0o777 == 0o600
