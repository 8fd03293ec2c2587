"""What readers see of a mart: names beside ids, numbers that print well, hashes instead of what is private."""

import hashlib
import hmac
from datetime import datetime

import duckdb
import pytest

from shopscore.publishing import Naming, TableDescription, publish
from shopscore.publishing.presentation import names_of
from shopscore.settings import Settings

from .conftest import DESCRIPTIONS, rows

GENERATION = "20261121T120000-aaaaaaaa"
NOON = datetime(2026, 11, 22, 12, 0)
SUBJECTS = Naming("names.subjects", ("subject_id",), {"subject_name": "name"}, {"subject_name": "Its name. 名称。"})


def publish_scores(settings: Settings, table: str, *namings: Naming, hashed: frozenset[str] = frozenset()) -> None:
    """Publish a table of scores, of whose columns each is described by its own name."""
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute(f"create or replace view dims.shops as select 'S1' as shop_id; {table}")
        columns = connection.execute("select column_name from (describe marts.scores)").fetchall()
    described = TableDescription(
        "One score. 一个分数。", {name: f"{name}. 列。" for (name,) in columns}, namings, hashed
    )
    publish(settings, DESCRIPTIONS | {"marts.scores": described}, GENERATION, NOON)


def test_a_name_stands_right_after_its_id_with_a_comment_and_no_row_is_lost_or_doubled(settings: Settings) -> None:
    # S1 has two names in the relation, S3 none; the rows keep the order of the mart's own columns
    publish_scores(
        settings,
        "create schema names; create table names.subjects as from (values ('S1', 'Zoo'), ('S1', 'Ant'), ('S2', 'Bee')) "
        "as t(subject_id, name); create or replace table marts.scores as "
        "from (values ('S3', 1), ('S1', 2), ('S2', 3)) as t(subject_id, score)",
        SUBJECTS,
    )

    assert rows(settings.published, "select * exclude (generation_id) from marts.scores") == [
        ("S1", "Zoo", 2),
        ("S2", "Bee", 3),
        ("S3", None, 1),
    ]
    comment = "select comment from duckdb_columns() where column_name = 'subject_name' and table_name = 'scores'"
    assert rows(settings.published, comment) == [("Its name. 名称。",)]


def test_a_table_gets_the_names_whose_key_it_has_and_keeps_its_own() -> None:
    versioned = Naming("rules.systems", ("rule_version", "system_id"), {"system_name": "name"}, {})
    newest = Naming("dims.systems", ("system_id",), {"system_name": "name"}, {})

    assert names_of("marts.a", ["system_id", "rule_version"], [newest, versioned]) == [versioned]
    assert names_of("marts.b", ["system_id"], [newest, versioned]) == [newest]
    assert names_of("marts.c", ["system_id", "system_name"], [newest, versioned]) == []
    assert names_of("marts.d", ["rule_version"], [newest, versioned]) == []
    assert names_of("dims.systems", ["system_id", "name"], [newest]) == []


@pytest.mark.parametrize(
    ("computed", "shown", "shown_type"),
    [
        ("36.125::decimal(38, 9)", 36.125, "DOUBLE"),
        ("3.094351852::decimal(38, 9)", 3.094351852, "DOUBLE"),
        ("28749.110833327::decimal(28, 9)", 28749.110833327, "DOUBLE"),
        ("-12::decimal(38, 9)", -12.0, "DOUBLE"),
        ("3::hugeint", 3, "BIGINT"),
        ("0.1::double + 0.2::double", 0.3, "DOUBLE"),
        ("3.9499999999999997::double", 3.95, "DOUBLE"),
        ("0.06999999999999999::double", 0.07, "DOUBLE"),
        # what is no dust stays to the last digit: a third, 16 of 2,898, a score of nine digits
        ("1::double / 3", 1 / 3, "DOUBLE"),
        ("16::double / 2898", 16 / 2898, "DOUBLE"),
        ("4.123456789::double", 4.123456789, "DOUBLE"),
        ("null::double", None, "DOUBLE"),
        ("3.25::decimal(10, 2)", 3.25, "DECIMAL(10,2)"),
        ("123456789012345678::decimal(18, 0)", 123456789012345678, "DECIMAL(18,0)"),
        ("123456789012345678::decimal(19, 0)", 123456789012345678.0, "DOUBLE"),
    ],
)
def test_a_number_prints_as_it_is_meant(settings: Settings, computed: str, shown: object, shown_type: str) -> None:
    publish_scores(settings, f"create or replace table marts.scores as select {computed} as score")

    assert rows(settings.published, "select score, typeof(score) from marts.scores") == [(shown, shown_type)]


def test_a_private_column_leaves_as_the_hash_with_the_key_of_the_home(settings: Settings) -> None:
    (settings.home / ".hash_key").write_text("secret")

    publish_scores(
        settings,
        "create or replace table marts.scores as from (values ('SF123'), (null)) as t(waybill_hash)",
        hashed=frozenset({"waybill_hash"}),
    )

    digest = hmac.new(b"secret", b"SF123", hashlib.sha256).hexdigest()
    assert rows(settings.published, "select waybill_hash from marts.scores") == [(digest[:16],), (None,)]
    assert b"SF123" not in settings.published.read_bytes()
