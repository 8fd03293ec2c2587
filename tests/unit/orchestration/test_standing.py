"""What dbt is not asked for again where the project is as it was: what is there, and what only that says."""

from datetime import date
from pathlib import Path

from orchestration.definitions import Pipeline
from shopscore.dbt_project import find_standing
from shopscore.settings import Settings
from shopscore.warehouse import open_warehouse


def standing(assembled: Pipeline, home: Path, made: str) -> set[str]:
    settings = Settings(home=home, as_of=date(2026, 11, 22))
    with open_warehouse(settings) as connection:
        connection.execute(made)
    return {name.rsplit(".", maxsplit=1)[-1] for name in find_standing(settings, assembled.manifest)}


def test_nothing_stands_in_an_empty_warehouse(assembled: Pipeline, tmp_path: Path) -> None:
    assert standing(assembled, tmp_path, "create schema rules") == set()


def test_a_seed_stands_with_the_tests_that_read_it_alone(assembled: Pipeline, tmp_path: Path) -> None:
    found = standing(assembled, tmp_path, "create schema rules; create table rules.order_types (raw_value varchar)")
    tests = assembled.manifest.nodes.values()
    alone = {
        test.name
        for test in tests
        if str(test.resource_type) == "test" and set(test.depends_on.nodes) == {"seed.shopscore.order_types"}
    }
    assert alone
    assert found == {"order_types", *alone}


def test_a_view_stands_and_its_tests_are_run_all_the_same(assembled: Pipeline, tmp_path: Path) -> None:
    found = standing(assembled, tmp_path, "create schema ops; create view ops.runs as select 1 as run_id")
    assert found == {"runs"}


def test_a_table_that_a_model_makes_never_stands(assembled: Pipeline, tmp_path: Path) -> None:
    assert standing(assembled, tmp_path, "create schema marts; create table marts.scores (score double)") == set()
