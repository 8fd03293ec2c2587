"""A small warehouse with the shapes publication meets: tables, views, history, several schemas."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from shopscore.publishing import TableDescription
from shopscore.settings import Settings

DESCRIPTIONS = {
    "marts.scores": TableDescription(
        "One score. 一个分数。", {"subject_id": "Subject. 对象。", "score": "The shop's score. 分数。"}
    ),
    "marts.score_history": TableDescription(
        "What was published when. 发布历史。",
        {"subject_id": "Subject. 对象。", "generation_id": "Publication that showed the score. 当时的发布批次。"},
    ),
    "dims.shops": TableDescription("One shop. 一个店铺。", {"shop_id": "Shop. 店铺ID。"}),
    "ops.runs": TableDescription("One run. 一次运行。", {"run_id": "Run. 运行ID。"}),
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path, as_of=date(2026, 11, 22))
    fill_warehouse(settings, "S1")
    return settings


def fill_warehouse(settings: Settings, *subjects: str) -> None:
    """Rebuild the warehouse with one score of 4.5 per subject, a view of shops and two rows of history."""
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute("create schema if not exists marts; create schema if not exists dims;")
        connection.execute("create schema if not exists ops; create schema if not exists raw;")
        connection.execute("create or replace table raw.orders as select '13800000000' as phone")
        connection.execute("create or replace table marts.scores (subject_id varchar, score decimal(5, 2))")
        connection.executemany("insert into marts.scores values (?, 4.5)", [[subject] for subject in subjects])
        connection.execute("create or replace view dims.shops as select subject_id as shop_id from marts.scores")
        connection.execute("create or replace table ops.runs (run_id varchar)")
        connection.execute(
            "create or replace table marts.score_history as "
            "select 'S1' as subject_id, '20200101T000000-aa' as generation_id"
        )


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()
