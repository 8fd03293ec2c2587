"""One file with all state, and an empty home filled from it; damage and bad moments included."""

import gzip
import io
import json
import shutil
import signal
import stat
import subprocess
import sys
import tarfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

from shopscore.backup import BackupError, HomeBusyError, back_up, restore
from shopscore.settings import Settings

HOLD_LOCK = (
    "import sys, time, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); "
    "print('held', flush=True); time.sleep(60)"
)
WRITE_AND_WAIT = (
    "import sys, time, duckdb; connection = duckdb.connect(sys.argv[1]); "
    "connection.execute('insert into scores values (2)'); print('written', flush=True); time.sleep(60)"
)


def start(code: str, argument: Path) -> subprocess.Popen[bytes]:
    """Start a process and wait for its first word."""
    process = subprocess.Popen([sys.executable, "-c", code, str(argument)], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    return process


def names(file: Path) -> list[str]:
    with tarfile.open(file) as archive:
        return sorted(archive.getnames())


def test_a_backup_holds_what_cannot_be_rebuilt_and_only_its_owner_reads_it(settings: Settings) -> None:
    made = back_up(settings)
    assert names(made.path) == [
        ".hash_key",
        "alerts.yml",
        "manifest.json",
        "published/shopscore.duckdb",
        "warehouse.duckdb",
    ]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert (made.files, made.generation_id, made.has_hash_key) == (4, "20261122T120003-aa", True)
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_the_landing_folder_is_taken_when_asked_for_with_the_times_of_its_files(settings: Settings) -> None:
    made = back_up(settings, settings.home.parent / "elsewhere", with_landing=True)
    new_home = settings.home.parent / "new"
    restore(made.path, new_home)
    export = new_home / "landing" / "douyin" / "S1" / "orders" / "订单.csv"
    assert export.read_text(encoding="utf-8") == "收件人\n张三\n"
    assert export.stat().st_mtime == 1_600_000_000


def test_a_restored_home_is_the_same_to_the_byte_and_the_key_stays_private(settings: Settings) -> None:
    made = back_up(settings)
    new_home = settings.home.parent / "new"
    manifest = restore(made.path, new_home)
    for name in (".hash_key", "alerts.yml", "warehouse.duckdb", "published/shopscore.duckdb"):
        assert (new_home / name).read_bytes() == (settings.home / name).read_bytes()
    assert stat.S_IMODE((new_home / ".hash_key").stat().st_mode) == 0o600
    assert manifest.generation_id == "20261122T120003-aa"
    assert not (new_home / ".restoring").exists()


def test_without_a_key_file_the_backup_says_so(settings: Settings) -> None:
    (settings.home / ".hash_key").unlink()
    assert not back_up(settings).has_hash_key


def test_a_running_refresh_is_waited_for_by_a_person_not_by_the_backup(settings: Settings) -> None:
    holder = start(HOLD_LOCK, settings.lock)
    try:
        with pytest.raises(HomeBusyError, match="a refresh is running"):
            back_up(settings)
    finally:
        holder.kill()
        holder.wait()


def test_the_lock_of_a_killed_process_is_taken_over(settings: Settings) -> None:
    holder = start(HOLD_LOCK, settings.lock)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert settings.lock.exists()
    assert back_up(settings).files == 4


def test_what_a_killed_writer_left_in_the_log_is_in_the_backup(settings: Settings) -> None:
    writer = start(WRITE_AND_WAIT, settings.warehouse)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert settings.warehouse.with_name("warehouse.duckdb.wal").exists()
    new_home = settings.home.parent / "new"
    restore(back_up(settings).path, new_home)
    with duckdb.connect(str(new_home / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute("select score from scores order by all").fetchall() == [(1,), (2,)]


def test_a_warehouse_that_is_open_elsewhere_is_left_alone(settings: Settings) -> None:
    writer = start(WRITE_AND_WAIT, settings.warehouse)
    try:
        with pytest.raises(BackupError, match="another program has the warehouse open"):
            back_up(settings)
    finally:
        writer.kill()
        writer.wait()


def test_there_is_nothing_to_back_up_before_the_first_refresh(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="nothing to back up"):
        back_up(Settings(home=tmp_path, as_of=date(2026, 11, 22)))


def test_a_home_that_holds_anything_is_not_touched(settings: Settings) -> None:
    made = back_up(settings)
    before = settings.warehouse.read_bytes()
    with pytest.raises(BackupError, match="not empty"):
        restore(made.path, settings.home)
    assert settings.warehouse.read_bytes() == before


def damaged(file: Path, how: str) -> Path:
    bad = file.with_name(f"{how}.tar.gz")
    if how == "cut_off":
        bad.write_bytes(file.read_bytes()[:-2000])
    elif how == "no_backup":
        bad.write_text("nothing of the kind")
    elif how == "empty":
        bad.write_bytes(b"")
    else:
        rewrite(file, bad, how)
    return bad


def rewrite(file: Path, bad: Path, how: str) -> None:
    """Copy a backup entry by entry, with one thing wrong."""
    with tarfile.open(file) as source, tarfile.open(bad, "w:gz") as target:
        for entry in source:
            content = source.extractfile(entry).read()  # type: ignore[union-attr]
            if how == "bit_flipped" and entry.name == "warehouse.duckdb":
                content = content[:5000] + bytes([content[5000] ^ 1]) + content[5001:]
            if how == "file_missing" and entry.name == ".hash_key":
                continue
            if how == "without_manifest" and entry.name == "manifest.json":
                continue
            if how == "newer_format" and entry.name == "manifest.json":
                content = json.dumps(json.loads(content) | {"format": 2}).encode()
            if how == "escaping" and entry.name == "alerts.yml":
                entry.name = "../alerts.yml"
            entry.size = len(content)
            target.addfile(entry, io.BytesIO(content))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("cut_off", "truncated"),
        ("no_backup", "not a backup"),
        ("empty", "not a backup"),
        ("bit_flipped", "warehouse.duckdb is not what its manifest says"),
        ("file_missing", ".hash_key is not what its manifest says"),
        ("without_manifest", "no manifest"),
        ("newer_format", "format 2"),
        ("escaping", "which no shopscore backup does"),
    ],
)
def test_a_damaged_backup_leaves_the_home_empty_and_says_what_is_wrong(settings: Settings, how: str, said: str) -> None:
    bad = damaged(back_up(settings).path, how)
    new_home = settings.home.parent / "new"
    with pytest.raises(BackupError) as error:
        restore(bad, new_home)
    assert said in str(error.value)
    assert list(new_home.iterdir()) == []
    assert not (settings.home.parent / "alerts.yml").exists()


def test_a_backup_that_cannot_be_finished_leaves_nothing_behind(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(tarfile.TarFile, "addfile", fail)
    with pytest.raises(OSError, match="disk full"):
        back_up(settings)
    assert list((settings.home / "backups").iterdir()) == []


def test_the_file_is_an_ordinary_archive_that_other_tools_read(settings: Settings, tmp_path: Path) -> None:
    made = back_up(settings)
    with gzip.open(made.path) as content:
        assert content.read(1)
    tar = shutil.which("tar")
    assert tar is not None
    subprocess.run([tar, "xzf", str(made.path), "-C", str(tmp_path)], check=True)
    assert (tmp_path / "warehouse.duckdb").read_bytes() == settings.warehouse.read_bytes()
