from pathlib import Path

import duckdb
import pytest

from shopscore.publishing import PublicationError
from shopscore.publishing.audit import audit


def write(file: Path, statements: str, storage_version: str = "v1.5.0") -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as made (storage_version '{storage_version}')")
        connection.execute("use made; create schema marts;")
        connection.execute(statements)
    return file


WHOLE = """
    create table marts.scores as select 4.5 as score, 'G' as generation_id;
    comment on table marts.scores is 'Scores';
    comment on column marts.scores.score is 'Score';
    comment on column marts.scores.generation_id is 'Publication';
"""


def test_a_whole_copy_passes(tmp_path: Path) -> None:
    audit(write(tmp_path / "copy.duckdb", WHOLE), {"marts.scores": 1})


def test_a_lost_row_is_found(tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match=r"marts\.scores has 1 rows, the warehouse 2"):
        audit(write(tmp_path / "copy.duckdb", WHOLE), {"marts.scores": 2})


def test_a_lost_table_is_found(tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match=r"dims\.shops is missing"):
        audit(write(tmp_path / "copy.duckdb", WHOLE), {"marts.scores": 1, "dims.shops": 3})


def test_a_table_without_its_generation_is_found(tmp_path: Path) -> None:
    file = write(tmp_path / "copy.duckdb", WHOLE + "alter table marts.scores drop generation_id")

    with pytest.raises(PublicationError, match=r"marts\.scores has no generation_id"):
        audit(file, {"marts.scores": 1})


def test_a_silent_column_is_found(tmp_path: Path) -> None:
    file = write(tmp_path / "copy.duckdb", WHOLE + "comment on column marts.scores.score is null")

    with pytest.raises(PublicationError, match=r"marts\.scores\.score has no comment"):
        audit(file, {"marts.scores": 1})


def test_a_format_that_older_clients_cannot_open_is_found(tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match=r"storage version is v2\.0\.0"):
        audit(write(tmp_path / "copy.duckdb", WHOLE, storage_version="v2.0.0"), {"marts.scores": 1})
