"""What was published when: rows only for what is new or said otherwise, and none of a publication that never was."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import duckdb
import pytest

from shopscore.ledger import create_tables
from shopscore.score_history import append_scores

NOON = datetime(2026, 11, 20, 12)


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_tables(connection)
        connection.execute(
            "create schema marts; create table marts.scores (assessment_date date, system_id varchar, "
            "rule_version varchar, subject_type varchar, subject_id varchar, platform varchar, score double, "
            "status varchar)"
        )
        yield connection


def publish(
    warehouse: duckdb.DuckDBPyConnection, number: int, scores: dict[str, float | None], run_status: str = "published"
) -> None:
    """Publish one day's scores by subject as generation `g<number>`, and say what became of the run."""
    warehouse.execute("delete from marts.scores")
    for subject, score in scores.items():
        warehouse.execute(
            "insert into marts.scores values ('2026-11-20', 'y', 'v', 'shop', ?, 'douyin', ?, ?)",
            [subject, score, "no_data" if score is None else "scored"],
        )
    warehouse.execute(
        "insert into log.runs (run_id, started_at, as_of, status, generation_id) "
        "values (?, ?, '2026-11-20', 'published', ?)",
        [f"r{number}", NOON, f"g{number}"],
    )
    append_scores(warehouse, f"g{number}", NOON + timedelta(days=number))
    warehouse.execute("update log.runs set status = ? where run_id = ?", [run_status, f"r{number}"])


def history(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return warehouse.execute(
        "select subject_id, score, generation_id from log.score_history order by generation_id, subject_id"
    ).fetchall()


def test_only_what_differs_from_the_last_publication_is_written(warehouse: duckdb.DuckDBPyConnection) -> None:
    publish(warehouse, 1, {"a": 4.0, "b": 3.0, "c": None})
    publish(warehouse, 2, {"a": 4.0, "b": 3.5, "c": None, "d": 5.0})
    # back to the first figure is a change too
    publish(warehouse, 3, {"a": 4.0, "b": 3.0, "c": 2.0, "d": 5.0})
    assert history(warehouse) == [
        ("a", 4.0, "g1"), ("b", 3.0, "g1"), ("c", None, "g1"),
        ("b", 3.5, "g2"), ("d", 5.0, "g2"),
        ("b", 3.0, "g3"), ("c", 2.0, "g3"),
    ]  # fmt: skip


@pytest.mark.parametrize("became", ["died", "failed"])
def test_a_publication_that_never_was_leaves_no_history(warehouse: duckdb.DuckDBPyConnection, became: str) -> None:
    publish(warehouse, 1, {"a": 4.0})
    publish(warehouse, 2, {"a": 1.0}, run_status=became)
    publish(warehouse, 3, {"a": 1.0})
    # nobody has seen 1.0 before the third
    assert history(warehouse) == [("a", 4.0, "g1"), ("a", 1.0, "g3")]
