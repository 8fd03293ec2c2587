"""Backups and restores that are killed at any moment: nothing is left that the next command does not tidy or finish."""

import os
import signal
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from shopscore.backup import HomeBusyError, back_up, restore
from shopscore.home import find_leftovers, home_lock, keep_up
from shopscore.settings import PROJECT_DIR, Settings
from tests.fixtures.disks import small_disk

# Python announces each of these calls before it is made; the process kills itself at the announcement.
DIES = """
import os, signal, sys
from datetime import date
from pathlib import Path
from shopscore.backup import back_up, restore
from shopscore.settings import Settings

what, event, where, after, home, backup = sys.argv[1:]
left = int(after)

def die(announced, details):
    global left
    if announced == event and where in str(details):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(die)
if what == "backup":
    back_up(Settings(home=Path(home), as_of=date(2026, 11, 22)))
else:
    restore(Path(backup), Path(home))
"""


def die(what: str, event: str, where: str, home: Path, backup: Path, after: int = 0) -> None:
    command = [sys.executable, "-c", DIES, what, event, where, str(after), str(home), str(backup)]
    died = subprocess.run(command, cwd=PROJECT_DIR, capture_output=True, text=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr


def contents(home: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.name != "refresh.lock"
    }


@pytest.mark.parametrize(
    ("event", "where", "after"),
    [
        pytest.param("open", ".writing-", 0, id="about to begin"),
        pytest.param("open", "warehouse.duckdb", 0, id="about to take the warehouse"),
        pytest.param("open", "shopscore.duckdb", 0, id="warehouse taken"),
        pytest.param("open", "alerts.yml", 0, id="half taken"),
        pytest.param("os.rename", ".writing-", 0, id="whole and not yet named"),
    ],
)
def test_a_killed_backup_leaves_nothing_after_the_next_command(
    settings: Settings, event: str, where: str, after: int
) -> None:
    folder = settings.home / "backups"
    die("backup", event, where, settings.home, folder, after)
    assert [path.name for path in folder.iterdir() if not path.name.startswith(".")] == []

    keep_up(settings)

    assert list(folder.iterdir()) == []
    assert find_leftovers(settings) == []


def test_a_killed_backup_elsewhere_is_tidied_by_the_next_one_there(settings: Settings, tmp_path: Path) -> None:
    elsewhere = tmp_path / "srv"
    elsewhere.mkdir()
    (elsewhere / ".writing-shopscore-20261121T120000.tar.gz").write_bytes(b"half")
    made = back_up(settings, elsewhere)
    assert list(elsewhere.iterdir()) == [made.path]


@pytest.mark.parametrize(
    ("event", "where", "after"),
    [
        pytest.param("os.mkdir", ".restoring", 0, id="about to unpack"),
        pytest.param("open", ".restoring/warehouse.duckdb", 0, id="unpacking the warehouse"),
        pytest.param("open", ".restoring/.hash_key", 0, id="unpacking the key"),
        pytest.param("os.rename", ".restoring", 0, id="checked, not yet said so"),
        pytest.param("os.rename", ".restored/", 0, id="about to put the first in its place"),
        pytest.param("os.rename", ".restored/", 2, id="some are in their place"),
        pytest.param("shutil.rmtree", ".restored", 0, id="all are in their place"),
    ],
)
def test_a_killed_restore_is_begun_anew_by_the_next_one(
    settings: Settings, tmp_path: Path, event: str, where: str, after: int
) -> None:
    made = back_up(settings)
    home = tmp_path / "new"
    die("restore", event, where, home, made.path, after)

    restore(made.path, home)

    expected = {
        name: content
        for name, content in contents(settings.home).items()
        if not name.startswith(("backups", "landing"))
    }
    assert contents(home) == expected


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_checked_restore_that_was_killed_is_finished_by_any_other_command(
    settings: Settings, tmp_path: Path, after: int
) -> None:
    made = back_up(settings)
    home = tmp_path / "new"
    die("restore", "os.rename", ".restored/", home, made.path, after)

    keep_up(Settings(home=home, as_of=date(2026, 11, 22)))

    expected = {
        name: content
        for name, content in contents(settings.home).items()
        if not name.startswith(("backups", "landing"))
    }
    assert contents(home) == expected


def test_an_unchecked_restore_that_was_killed_leaves_an_empty_home(settings: Settings, tmp_path: Path) -> None:
    made = back_up(settings)
    home = tmp_path / "new"
    die("restore", "open", ".restoring/.hash_key", home, made.path)
    keep_up(Settings(home=home, as_of=date(2026, 11, 22)))
    assert contents(home) == {}
    assert [path.name for path in home.iterdir()] == ["refresh.lock"]


def test_a_home_at_work_is_not_restored_into(settings: Settings, tmp_path: Path) -> None:
    made = back_up(settings)
    home = tmp_path / "new"
    home.mkdir()
    with home_lock(Settings(home=home, as_of=date(2026, 11, 22))), pytest.raises(HomeBusyError, match="is running"):
        restore(made.path, home)


def test_a_restored_home_is_closed_whatever_the_umask(settings: Settings, tmp_path: Path) -> None:
    made = back_up(settings, with_landing=True)
    before = os.umask(0)
    try:
        restore(made.path, tmp_path / "new")
    finally:
        os.umask(before)
    modes = {
        str(path.relative_to(tmp_path / "new")): stat.S_IMODE(path.stat().st_mode)
        for path in [tmp_path / "new", *(tmp_path / "new").rglob("*")]
    }
    assert modes["."] == 0o711
    assert modes["published"] == 0o755
    assert modes["published/shopscore.duckdb"] == 0o444
    assert modes["landing/douyin/S1/orders/订单.csv"] == 0o600
    assert modes["landing"] == modes["landing/douyin/S1/orders"] == 0o700
    assert modes["warehouse.duckdb"] == modes[".hash_key"] == 0o600


def test_a_disk_that_fills_during_backup_or_restore_leaves_nothing(settings: Settings) -> None:
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute("create table big as select md5(i::varchar) as t from range(100000) x(i)")
    made = back_up(settings)
    with small_disk("1m") as disk:
        with pytest.raises(OSError, match="No space left"):
            back_up(settings, disk)
        assert list(disk.iterdir()) == []
        home = disk / "home"
        with pytest.raises(OSError, match="No space left"):
            restore(made.path, home)
        assert list(home.iterdir()) == []
