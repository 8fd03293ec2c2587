"""The warehouse file stays close to its data, and is replaced whole or not at all."""

import os
from datetime import date
from pathlib import Path

import duckdb
import pytest

from shopscore.compaction import compact
from shopscore.settings import Settings
from shopscore.warehouse import open_warehouse

# `make proof-growth` asks for a year of them.
REFRESHES = int(os.environ.get("PROOF_REFRESHES", "30"))
MODELS = 5
MOST_BYTES_TO_DATA = 1.3


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "home", date(2021, 11, 15))
    with open_warehouse(settings) as connection:
        connection.execute(
            "create schema marts; create table marts.scores as select i, md5(i::varchar) as id from range(50000) as t(i);"
            "comment on table marts.scores is 'scores'; comment on column marts.scores.id is 'who';"
            "create view marts.few as select id from warehouse.marts.scores where i < 3"
        )
    return settings


def leave_free_room(settings: Settings) -> None:
    with open_warehouse(settings) as connection:
        connection.execute("create table old as select i, md5(i::varchar) as id from range(300000) as t(i)")
        connection.execute("create table new as select i from range(1000) as t(i)")
        connection.execute("checkpoint")
        connection.execute("drop table old")
        connection.execute("create table newest as select i, md5(i::varchar) as id from range(50000) as t(i)")
        connection.execute("checkpoint")


def content(settings: Settings) -> list[object]:
    with open_warehouse(settings) as connection:
        return [
            connection.execute(sql).fetchall()
            for sql in (
                "from marts.scores",
                "from marts.few",
                "from newest",
                "select table_name, comment from duckdb_tables() order by all",
                "select table_name, column_name, comment from duckdb_columns() where not internal order by all",
            )
        ]


def data_bytes(settings: Settings, copy: Path) -> int:
    """Return the size of a file that holds the same and nothing else."""
    with open_warehouse(settings) as connection:
        connection.execute(f"attach '{copy}' as copied")
        connection.execute("copy from database warehouse to copied")
        connection.execute("detach copied")
    size = copy.stat().st_size
    copy.unlink()
    return size


def test_a_file_with_much_free_room_is_written_anew_and_holds_the_same(settings: Settings) -> None:
    leave_free_room(settings)
    before, size = content(settings), settings.warehouse.stat().st_size
    assert compact(settings)
    assert settings.warehouse.stat().st_size * 2 < size
    assert content(settings) == before
    assert settings.warehouse.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in settings.home.iterdir()) == ["temporary", "warehouse.duckdb"]
    assert not compact(settings)


def test_a_file_without_free_room_stays_as_it_is(settings: Settings) -> None:
    inode = settings.warehouse.stat().st_ino
    assert not compact(settings)
    assert settings.warehouse.stat().st_ino == inode


def test_a_file_that_is_open_in_this_process_is_not_replaced(settings: Settings) -> None:
    leave_free_room(settings)
    inode = settings.warehouse.stat().st_ino
    with duckdb.connect(str(settings.warehouse)):
        assert not compact(settings)
    assert settings.warehouse.stat().st_ino == inode
    assert compact(settings)


def test_a_copy_that_fails_leaves_the_warehouse_and_nothing_beside_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_free_room(settings)
    before, inode = content(settings), settings.warehouse.stat().st_ino

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert not compact(settings)
    assert settings.warehouse.stat().st_ino == inode
    assert content(settings) == before
    assert sorted(path.name for path in settings.home.iterdir()) == ["temporary", "warehouse.duckdb"]


def refresh(settings: Settings, day: int) -> None:
    """Do to the file what a refresh does: rows land, every model is made anew and renamed, one is made in part."""
    with open_warehouse(settings) as connection:
        connection.execute("create table if not exists raw_rows (day integer, id bigint, said varchar)")
        connection.execute("create table if not exists in_part (day integer, id bigint, said varchar)")
        many = 20000 if day == 0 else 500
        connection.execute("insert into raw_rows select $1, i, md5(i::varchar) from range($2) as t(i)", [day, many])
        for model in range(MODELS):
            connection.begin()
            connection.execute(
                f"create table model_{model}__tmp as select *, said || $1 as more from raw_rows", [str(day)]
            )
            connection.execute(f"alter table if exists model_{model} rename to model_{model}__old")
            connection.execute(f"alter table model_{model}__tmp rename to model_{model}")
            connection.execute(f"drop table if exists model_{model}__old")
            connection.commit()
        connection.begin()
        connection.execute("delete from in_part where id % 9 = $1", [day % 9])
        connection.execute("insert into in_part select * from raw_rows where id % 9 = $1", [day % 9])
        connection.commit()


def test_the_file_never_grows_beyond_its_data_however_often_it_is_refreshed(settings: Settings, tmp_path: Path) -> None:
    ratios = []
    for day in range(REFRESHES):
        refresh(settings, day)
        compact(settings)
        ratios.append(settings.warehouse.stat().st_size / data_bytes(settings, tmp_path / "copy.duckdb"))
    print(f"most {max(ratios):.2f} times its data in {REFRESHES} refreshes")
    assert max(ratios) <= MOST_BYTES_TO_DATA
