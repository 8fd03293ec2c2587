import dataclasses
import tempfile
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from shopscore.publishing import PublicationError, TableDescription, publish
from shopscore.settings import Settings

from .conftest import DESCRIPTIONS, fill_warehouse, rows

FIRST = "20261121T120000-aaaaaaaa"
SECOND = "20261122T120000-bbbbbbbb"
NOON = datetime(2026, 11, 22, 12, 0)


def test_the_published_file_holds_the_four_schemas_as_tables_and_nothing_raw(settings: Settings) -> None:
    publication = publish(settings, DESCRIPTIONS, FIRST, NOON)

    assert publication.path == settings.published
    assert publication.rows == {"dims.shops": 1, "marts.score_history": 1, "marts.scores": 1, "ops.runs": 0}
    assert publication.bytes == settings.published.stat().st_size
    tables = "select schema_name || '.' || table_name from duckdb_tables() order by 1"
    assert rows(settings.published, tables) == [
        ("dims.shops",),
        ("marts.score_history",),
        ("marts.scores",),
        ("ops.publication",),
        ("ops.runs",),
    ]
    assert rows(settings.published, "select count(*) from duckdb_views() where not internal") == [(0,)]


def test_every_row_names_its_generation_in_the_last_column(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)

    assert rows(settings.published, "select * from dims.shops") == [("S1", FIRST)]
    assert rows(settings.published, "select * from ops.publication") == [(NOON, FIRST)]


def test_a_history_over_publications_keeps_its_own_generation_column(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)

    assert rows(settings.published, "select * from marts.score_history") == [("S1", "20200101T000000-aa")]
    comment = "select comment from duckdb_columns() where table_name = 'score_history' and column_name like 'gen%'"
    assert rows(settings.published, comment) == [("Publication that showed the score. 当时的发布批次。",)]


def test_every_table_and_column_carries_its_comment(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)

    assert rows(settings.published, "select comment from duckdb_tables() where table_name = 'scores'") == [
        ("One score. 一个分数。",)
    ]
    assert rows(
        settings.published,
        "select column_name, comment from duckdb_columns() where table_name = 'scores' order by column_index",
    ) == [
        ("subject_id", "Subject. 对象。"),
        ("score", "The shop's score. 分数。"),
        ("generation_id", "Publication the row belongs to. 本行所属的发布批次。"),
    ]


def test_rows_are_in_the_order_of_the_key_whatever_the_warehouse_held(settings: Settings) -> None:
    fill_warehouse(settings, "S3", "S1", "S2")

    publish(settings, DESCRIPTIONS, FIRST, NOON)

    assert rows(settings.published, "select subject_id from marts.scores") == [("S1",), ("S2",), ("S3",)]


def test_the_file_has_the_storage_format_that_clients_of_duckdb_1_5_read(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)

    # Main header: 8 bytes checksum, the letters DUCK, the format's number. 1.5 reads up to 68; 2.0 alone writes more.
    header = settings.published.read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") <= 68


def test_an_undescribed_column_is_named_and_the_last_publication_stays(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)
    fill_warehouse(settings, "S1", "S2")
    silent = DESCRIPTIONS | {"dims.shops": TableDescription("One shop. 一个店铺。", {"shop_id": "  "})}

    with pytest.raises(PublicationError, match=r"dims\.shops\.shop_id"):
        publish(settings, silent, SECOND, NOON)

    assert rows(settings.published, "select subject_id from marts.scores") == [("S1",)]
    assert [file.name for file in settings.published.parent.iterdir()] == ["shopscore.duckdb"]


def test_an_undescribed_table_is_named(settings: Settings) -> None:
    silent = {name: text for name, text in DESCRIPTIONS.items() if name != "ops.runs"}

    with pytest.raises(PublicationError, match=r"ops\.runs, ops\.runs\.run_id"):
        publish(settings, silent, FIRST, NOON)

    assert not settings.published.exists()


def test_a_view_that_cannot_be_computed_leaves_the_last_publication_and_no_rest(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute("create or replace view dims.shops as select error('broken')::varchar as shop_id")

    with pytest.raises(duckdb.Error, match="broken"):
        publish(settings, DESCRIPTIONS, SECOND, NOON)

    assert rows(settings.published, "select generation_id from ops.publication") == [(FIRST,)]
    assert [file.name for file in settings.published.parent.iterdir()] == ["shopscore.duckdb"]


def test_an_archive_that_cannot_be_written_stops_the_swap(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)
    settings.archive.write_text("a file where the folder should be")

    with pytest.raises(OSError, match="archive"):
        publish(settings, DESCRIPTIONS, SECOND, NOON)

    assert rows(settings.published, "select generation_id from ops.publication") == [(FIRST,)]
    assert [file.name for file in settings.published.parent.iterdir()] == ["shopscore.duckdb"]


def test_an_empty_warehouse_publishes_nothing(tmp_path: Path, settings: Settings) -> None:
    empty = dataclasses.replace(settings, home=tmp_path / "elsewhere")

    with pytest.raises(PublicationError, match="no marts"):
        publish(empty, DESCRIPTIONS, FIRST, NOON)

    assert not empty.published.exists()


def test_a_generation_id_that_would_not_sort_or_would_leave_the_folder_is_refused(settings: Settings) -> None:
    for unusable in ("latest", "../20261122T120000-aa", "20261122T120000"):
        with pytest.raises(PublicationError, match="generation id"):
            publish(settings, DESCRIPTIONS, unusable, NOON)


def test_the_previous_publication_is_kept_whole_in_the_archive(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)
    fill_warehouse(settings, "S1", "S2")

    publish(settings, DESCRIPTIONS, SECOND, NOON)

    kept = settings.archive / f"shopscore-{FIRST}.duckdb"
    assert rows(kept, "select subject_id from marts.scores") == [("S1",)]
    assert rows(settings.published, "select subject_id from marts.scores") == [("S1",), ("S2",)]


def test_seven_previous_publications_are_kept(settings: Settings) -> None:
    for day in range(1, 11):
        publish(settings, DESCRIPTIONS, f"202611{day:02d}T120000-aaaaaaaa", NOON)

    # Ten publications: the tenth is current, of the nine before it the newest seven are the third to the ninth.
    assert sorted(file.name for file in settings.archive.iterdir()) == [
        f"shopscore-202611{day:02d}T120000-aaaaaaaa.duckdb" for day in range(3, 10)
    ]


def test_a_published_file_that_is_none_is_set_aside_for_a_person(settings: Settings) -> None:
    settings.published.parent.mkdir(parents=True)
    settings.published.write_text("no database")

    publish(settings, DESCRIPTIONS, FIRST, NOON)

    assert rows(settings.published, "select generation_id from ops.publication") == [(FIRST,)]
    (aside,) = settings.archive.iterdir()
    assert aside.name.startswith("shopscore-unreadable-")
    assert aside.read_text() == "no database"


def test_the_same_marts_give_the_same_rows_in_the_same_order(settings: Settings) -> None:
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute(
            "create or replace table marts.scores as "
            "select (hash(i) % 50000)::varchar as subject_id, (i % 7)::decimal(5, 2) as score from range(300000) t(i)"
        )
    first = publish(settings, DESCRIPTIONS, FIRST, NOON)
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute("create or replace table marts.scores as from marts.scores order by random()")
    publish(settings, DESCRIPTIONS, SECOND, NOON)

    in_file_order = "select md5(string_agg(subject_id || '/' || score, ',' order by rowid)) from marts.scores"
    kept = settings.archive / f"shopscore-{FIRST}.duckdb"
    assert first.rows["marts.scores"] == 300000
    assert rows(kept, in_file_order) == rows(settings.published, in_file_order)


def test_an_archive_on_another_disk_gets_a_copy(settings: Settings) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - a second file system that Linux has
    if not memory.is_dir() or memory.stat().st_dev == settings.home.stat().st_dev:
        pytest.skip("there is no second file system")
    with tempfile.TemporaryDirectory(dir=memory) as other_disk:
        settings.archive.symlink_to(other_disk)
        publish(settings, DESCRIPTIONS, FIRST, NOON)

        publish(settings, DESCRIPTIONS, SECOND, NOON)

        assert [file.name for file in settings.archive.iterdir()] == [f"shopscore-{FIRST}.duckdb"]
        kept = settings.archive / f"shopscore-{FIRST}.duckdb"
        assert rows(kept, "select generation_id from ops.publication") == [(FIRST,)]
