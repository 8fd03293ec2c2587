"""What the machine refuses is told in one line with its remedy, from the errors that it really raises."""

import errno
import os
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from shopscore.faults import FaultKind, fault_in, find_fault
from shopscore.settings import ConfigurationError, Settings
from shopscore.transient import is_transient, says_transient
from shopscore.warehouse import WarehouseBusyError, WarehouseError, open_published, open_warehouse
from tests.fixtures.disks import small_disk

HOLD = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
MANY_ROWS = "create table many as select md5(i::varchar) as text from range(1000000) t(i)"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path, as_of=date(2026, 11, 22))
    with open_warehouse(settings) as connection:
        connection.execute("create table numbers as select i, hash(i) as h from range(200000) t(i)")
    return settings


@pytest.fixture
def full_disk() -> Iterator[Path]:
    with small_disk("2m") as disk:
        (disk / "filled").write_bytes(b"x" * (2 * 1024 * 1024 - 64 * 1024))
        yield disk


def why_not_opened(settings: Settings) -> str:
    with pytest.raises(WarehouseError) as raised, open_warehouse(settings) as connection:
        connection.execute("select sum(h) from numbers")
    assert not isinstance(raised.value, WarehouseBusyError)
    assert not is_transient(raised.value)
    said = str(raised.value)
    assert "\n" not in said
    assert "another program" not in said
    assert "shopscore restore" in said
    return said


def with_format(database: bytes, number: int) -> bytes:
    """Give a database another format number, under a right checksum, as a newer DuckDB would write it."""
    header = bytearray(database[8:4096])
    header[4:12] = struct.pack("<Q", number)
    checksum = 5381
    for (word,) in struct.iter_unpack("<Q", bytes(header)):
        checksum ^= (word * 0xBF58476D1CE4E5B9) & (2**64 - 1)
    return struct.pack("<Q", checksum) + bytes(header) + database[4096:]


@pytest.mark.parametrize("content", [b"no database at all " * 500, b"", b"DUCK", b"\x00" * 20000])
def test_a_warehouse_that_is_none_is_called_damaged(settings: Settings, content: bytes) -> None:
    settings.warehouse.write_bytes(content)
    assert f"{settings.warehouse} is damaged or not a database" in why_not_opened(settings)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_warehouse_that_was_cut_off_is_called_damaged(settings: Settings, part: float) -> None:
    whole = settings.warehouse.read_bytes()
    settings.warehouse.write_bytes(whole[: int(len(whole) * part)])
    assert f"{settings.warehouse} is damaged or not a database" in why_not_opened(settings)


def test_a_warehouse_of_a_newer_duckdb_is_called_that(settings: Settings) -> None:
    same = settings.warehouse.read_bytes()
    settings.warehouse.write_bytes(with_format(same, struct.unpack("<Q", same[12:20])[0]))
    with open_warehouse(settings) as connection:
        assert connection.execute("select count(*) from numbers").fetchall() == [(200000,)]

    settings.warehouse.write_bytes(with_format(same, 1000))
    assert f"a newer DuckDB than this one wrote {settings.warehouse}" in why_not_opened(settings)


def test_damage_that_a_query_meets_is_told_with_the_file_that_was_open(settings: Settings) -> None:
    whole = bytearray(settings.warehouse.read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 8] = b"\xff" * 8
    settings.warehouse.write_bytes(whole)
    with pytest.raises(duckdb.Error) as raised, open_warehouse(settings) as connection:
        connection.execute("select sum(h), sum(i) from numbers")
    fault = find_fault(raised.value, settings.warehouse)
    assert fault is not None
    assert fault.kind is FaultKind.DAMAGED
    assert str(settings.warehouse) in fault.text


def test_a_warehouse_that_is_open_elsewhere_is_transient_and_names_the_process(settings: Settings) -> None:
    command = [sys.executable, "-c", HOLD, str(settings.warehouse)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(WarehouseBusyError) as raised, open_warehouse(settings):
            pass
        holder.kill()
    assert is_transient(raised.value)
    assert f"close it (process {holder.pid} (" in str(raised.value)


def test_a_published_file_that_a_client_has_open_for_writing_names_whom_to_close(settings: Settings) -> None:
    published = settings.home / "shopscore.duckdb"
    duckdb.connect(str(published)).close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(published)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(duckdb.IOException) as raised, open_published(published):
            pass
        holder.kill()
    fault = find_fault(raised.value)
    assert fault is not None
    assert f"process {holder.pid} (" in fault.text
    assert "read-only" in fault.text


def test_a_full_disk_is_told_whoever_meets_it(full_disk: Path) -> None:
    def python() -> None:
        (full_disk / "a.txt").write_bytes(b"x" * 200_000)

    def duckdb_file() -> None:
        with duckdb.connect(str(full_disk / "a.duckdb")) as connection:
            connection.execute(MANY_ROWS)

    def duckdb_copy() -> None:
        with duckdb.connect() as connection:
            connection.execute(f"{MANY_ROWS}; copy many to '{full_disk}/a.csv'")

    def duckdb_spill() -> None:
        config = {"temp_directory": str(full_disk / "spill"), "memory_limit": "60MB", "threads": "1"}
        with duckdb.connect(config=config) as connection:
            connection.execute(f"{MANY_ROWS}; create table more as select text, text || text as t from many order by t")

    def sqlite() -> None:
        connection = sqlite3.connect(full_disk / "a.sqlite")
        connection.execute("create table a (t text)")
        connection.execute("insert into a values (?)", ["x" * 200_000])
        connection.commit()

    for write in (python, duckdb_file, duckdb_copy, duckdb_spill, sqlite):
        for leftover in full_disk.glob("a.*"):
            leftover.unlink()
        with pytest.raises(Exception) as raised:
            write()
        fault = find_fault(raised.value)
        assert fault is not None, (write, raised.value)
        assert fault.kind is FaultKind.FULL_DISK, (write, raised.value)
        assert "\n" not in fault.text
        assert not is_transient(raised.value), write


def test_a_history_of_runs_that_cannot_be_written_is_no_bug(tmp_path: Path) -> None:
    # what sqlite says of a full disk too, when it is its side files that find no room
    with pytest.raises(OperationalError) as raised:
        create_engine(f"sqlite:///{tmp_path / 'no such folder' / 'runs.db'}").connect()
    fault = find_fault(raised.value)
    assert fault is not None
    assert fault.kind is FaultKind.FULL_DISK
    assert "the run history (dagster/ in SHOPSCORE_HOME) cannot be written; free some space" in fault.text


def test_a_cause_behind_another_error_is_found() -> None:
    try:
        try:
            raise OSError(errno.ENOSPC, "No space left on device")
        except OSError as error:
            raise RuntimeError("the step failed") from error
    except RuntimeError as error:
        fault = find_fault(error)
    assert fault is not None
    assert fault.kind is FaultKind.FULL_DISK


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "may not be used"),
        (errno.EROFS, "is read-only"),
        (errno.ENOTDIR, "a file where a folder should be"),
        (errno.EISDIR, "a folder where a file should be"),
        (errno.EIO, "the disk fails"),
        (errno.ESTALE, "does not answer"),
        (errno.EMFILE, "too many files are open"),
        (errno.ELOOP, "leads back to itself"),
    ],
)
def test_an_unusable_path_is_named_with_its_remedy(number: int, said: str) -> None:
    fault = find_fault(OSError(number, os.strerror(number), "/srv/home/landing"))
    assert fault is not None
    assert said in fault.text
    assert number == errno.EMFILE or "/srv/home/landing" in fault.text


@pytest.mark.parametrize(
    "error",
    [
        ValueError("No such thing"),
        duckdb.ConversionException("Could not convert string 'Permission denied' to INT32"),
        OSError("no number and no file"),
    ],
)
def test_what_is_no_fault_of_the_machine_is_left_to_others(error: Exception) -> None:
    assert find_fault(error) is None
    assert not says_transient(str(error))
    assert fault_in(None) is None


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file")
    with pytest.raises(OSError, match="exists") as raised, open_warehouse(Settings(home, date(2026, 11, 22))):
        pass
    fault = find_fault(raised.value)
    assert fault is not None
    assert str(home) in fault.text


def test_a_home_on_a_disk_that_is_not_mounted_is_not_made(tmp_path: Path) -> None:
    home = tmp_path / "mount" / "shopscore"
    with pytest.raises(ConfigurationError, match="mount its disk"), open_warehouse(Settings(home, date(2026, 11, 22))):
        pass
    assert not home.parent.exists()
