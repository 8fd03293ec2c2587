"""What a build may keep of the tables of the models: everything, nothing, or all but what a broken build touched."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from shopscore import ledger
from shopscore.computed import make_ready, note_computed
from shopscore.fingerprint import Fingerprint, write_fingerprint
from shopscore.progress import Progress
from shopscore.run import Run
from shopscore.settings import Settings
from shopscore.warehouse import open_warehouse

NOON = datetime(2021, 11, 15, 12)
FIRST, SECOND, THIRD = date(2021, 11, 13), date(2021, 11, 14), date(2021, 11, 15)
ONE = Fingerprint("m", "s", "c", "p", "e")
TABLES = """
    create schema scoring;
    create table scoring.int_restated_dates (
        assessment_date date, is_published boolean, checksum decimal(38, 0), is_moved boolean, is_restated boolean
    );
    create table scoring.int_restated_subjects (subject_key bigint, checksum decimal(38, 0), is_restated boolean);
    create table scoring.int_scores (assessment_date date);
"""
DATES = "insert into scoring.int_restated_dates select unnest(?), true, unnest(?), false, false"
COMPUTED = "select assessment_date, subject_key, cast(checksum as bigint) from log.computed_inputs order by all"


def node(name: str, materialized: str) -> Any:
    config = SimpleNamespace(materialized=materialized)
    return SimpleNamespace(name=name, alias=name, schema="scoring", resource_type="model", config=config)


MANIFEST: Any = SimpleNamespace(
    nodes={
        name: node(name, kind)
        for name, kind in [
            ("int_restated_dates", "table"),
            ("int_restated_subjects", "table"),
            ("int_scores", "incremental"),
        ]
    }
)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """A run after one that has published two days and a creator."""
    run = Run(Settings(tmp_path, THIRD), full=False, progress=Progress(io.StringIO()), fingerprint=ONE)
    with open_warehouse(run.settings) as connection:
        ledger.create_tables(connection)
        write_fingerprint(connection, "before", NOON, ONE)
        connection.execute(
            "insert into log.runs (run_id, started_at, as_of, status) values ('before', ?, ?, 'published')",
            [NOON, SECOND],
        )
        connection.execute(TABLES)
        connection.execute(DATES, [[FIRST, SECOND], [1, 2]])
        connection.execute("insert into scoring.int_restated_subjects values (7, 70, false)")
    note_computed(run)
    yield run


def computed(run: Run) -> list[tuple[object, ...]]:
    with open_warehouse(run.settings) as connection:
        return connection.execute(COMPUTED).fetchall()


def tables(run: Run) -> int:
    with open_warehouse(run.settings) as connection:
        row = connection.execute("select count(*) from duckdb_tables() where schema_name = 'scoring'").fetchone()
    return row[0] if row else 0


def said(run: Run) -> str:
    stream = io.StringIO()
    run.progress = Progress(stream)
    make_ready(run, MANIFEST)
    return stream.getvalue()


def test_after_a_build_that_ended_everything_is_kept(run: Run) -> None:
    assert said(run) == ""
    assert computed(run) == [(FIRST, None, 1), (SECOND, None, 2), (None, 7, 70)]
    assert tables(run) == 3


def test_what_a_broken_build_was_about_to_compute_is_in_doubt(run: Run) -> None:
    with open_warehouse(run.settings) as connection:
        # the second date from something else, the first one no more, a third one and another creator
        connection.execute("truncate scoring.int_restated_dates")
        connection.execute(DATES, [[SECOND, THIRD], [20, 3]])
        connection.execute("insert into scoring.int_restated_subjects values (8, 80, true)")
    assert said(run) == ""
    assert computed(run) == [(FIRST, None, None), (SECOND, None, None), (None, 7, 70), (None, 8, None)]
    # and stays so when the next one breaks off before it says what it computes
    make_ready(run, MANIFEST)
    assert computed(run) == [(FIRST, None, None), (SECOND, None, None), (None, 7, 70), (None, 8, None)]


@pytest.mark.parametrize(("part", "word"), [("seeds", "rules"), ("models", "models"), ("code", "program")])
def test_with_other_rules_or_models_nothing_is_kept_and_the_refresh_says_so(run: Run, part: str, word: str) -> None:
    run.fingerprint = replace(ONE, **{part: "other"})
    assert f"every day is computed anew: what there is was computed with other {word}" in said(run)
    assert computed(run) == []
    assert tables(run) == 0


def test_what_is_asked_to_be_rebuilt_is_and_nothing_is_said(run: Run) -> None:
    run.rebuild = True
    assert said(run) == ""
    assert (computed(run), tables(run)) == ([], 0)


def test_without_one_of_its_tables_nothing_is_kept(run: Run) -> None:
    with duckdb.connect(str(run.settings.warehouse)) as connection:
        connection.execute("drop table scoring.int_scores")
    assert "the table int_scores is not there" in said(run)
    assert (computed(run), tables(run)) == ([], 0)
