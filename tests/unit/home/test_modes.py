"""Who may read what, whatever the umask and whatever an older version left."""

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from shopscore.home import find_loose_modes, keep_up, tighten
from shopscore.settings import PROJECT_DIR, Settings

SHOPSCORE = [sys.executable, "-m", "shopscore.cli"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home as an older version left it under a careless umask."""
    settings = Settings(tmp_path / "home", date(2026, 11, 22))
    for file in (
        settings.landing / "douyin" / "S1" / "orders" / "orders.csv",
        settings.quarantine / "douyin" / "why.txt",
        settings.archive / "shopscore-20261121T120000-aa.duckdb",
        settings.home / "logs" / "dbt.log",
        settings.home / "dagster" / "storage" / "runs.db",
        settings.published,
        settings.published.with_name(".building-x.duckdb"),
        settings.warehouse,
        settings.home / ".hash_key",
        settings.home / "alerts.yml",
        settings.home / "what somebody put there.txt",
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    for path in [settings.home, *settings.home.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    return settings


def modes(settings: Settings) -> dict[str, int]:
    return {
        str(path.relative_to(settings.home)): stat.S_IMODE(path.lstat().st_mode)
        for path in [settings.home, *settings.home.rglob("*")]
    }


def wanted(path: str, is_folder: bool) -> int:
    """State the rule again: home 0711, published 0755 with a file of 0444, all else for the owner alone."""
    by_name = {".": 0o711, "published": 0o755, "published/shopscore.duckdb": 0o444}
    return by_name.get(path, 0o700 if is_folder else 0o600)


def assert_closed(settings: Settings) -> None:
    for path, mode in modes(settings).items():
        assert oct(mode) == oct(wanted(path, (settings.home / path).is_dir())), path


def test_a_careless_home_is_closed_and_stays_so(settings: Settings) -> None:
    assert tighten(settings)
    assert_closed(settings)
    assert tighten(settings, deep=True) == []


def test_the_next_command_of_any_kind_closes_it(settings: Settings) -> None:
    for command in (["sql", "select 1"], ["status"], ["scoreboard"], ["backup"], ["alert", "--test"]):
        (settings.home / "logs").chmod(0o755)
        settings.warehouse.chmod(0o644)
        subprocess.run(
            [*SHOPSCORE, *command], env={**os.environ, "SHOPSCORE_HOME": str(settings.home)}, cwd=PROJECT_DIR,
            capture_output=True, check=False,
        )  # fmt: skip
        assert_closed(settings)


def test_what_a_closed_folder_has_taken_in_is_closed_by_the_next_refresh(settings: Settings) -> None:
    tighten(settings)
    later = settings.landing / "douyin" / "later.csv"
    later.write_text("x")
    later.chmod(0o644)

    assert tighten(settings) == []
    assert [fault.path for fault in tighten(settings, deep=True)] == [later]
    assert_closed(settings)


def test_the_archive_s_second_name_of_the_published_file_keeps_readers_in(settings: Settings) -> None:
    (settings.archive / "shopscore-20261122T120000-bb.duckdb").hardlink_to(settings.published)
    tighten(settings)
    assert stat.S_IMODE(settings.published.stat().st_mode) == 0o444


def test_a_link_is_not_followed(settings: Settings, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    theirs = elsewhere / "theirs.csv"
    theirs.write_text("x")
    theirs.chmod(0o644)
    (settings.landing / "linked").symlink_to(elsewhere)
    (settings.landing / "dangling").symlink_to(tmp_path / "nowhere")

    tighten(settings, deep=True)

    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o755
    assert stat.S_IMODE(theirs.stat().st_mode) == 0o644


def test_a_shared_folder_is_not_ours_to_close(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    tighten(Settings(shared, date(2026, 11, 22)))
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777


def test_what_another_user_owns_is_named_and_left(settings: Settings) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    os.chown(settings.warehouse, 65534, 65534)
    (fault,) = [fault for fault in find_loose_modes(settings) if fault.path == settings.warehouse]
    assert fault.is_ours  # root may change it
    assert (fault.mode, fault.wanted) == (0o666, 0o600)


def test_a_home_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    keep_up(Settings(tmp_path / "none", date(2026, 11, 22)))
    assert not (tmp_path / "none").exists()
