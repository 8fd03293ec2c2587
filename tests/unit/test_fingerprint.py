"""What a refresh computes with has a name: equal where it computes the same, another where it may not."""

import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from shopscore.fingerprint import (
    CODE,
    MODELS,
    PARTS,
    PINS,
    SEEDS,
    Fingerprint,
    find_differences,
    take_fingerprint,
    write_fingerprint,
)
from shopscore.ledger import create_tables
from shopscore.settings import PROJECT_DIR, Settings

NOON = datetime(2026, 11, 20, 12)
ONE = Fingerprint("m", "s", "c", "p", "e")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with one file of each kind."""
    for name in (
        "models/scoring/scores.sql",
        "macros/cutoff.sql",
        "tests/generic/in_order.sql",
        "dbt_project.yml",
        "profiles.yml",
        "seeds/rules/parameters.csv",
        "shopscore/refresh.py",
        "shopscore/sql/ledger.sql",
        "orchestration/jobs.py",
        "requirements/pins.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def taken(project: Path, settings: Settings | None = None, **environment: str) -> Fingerprint:
    return take_fingerprint(settings or Settings(Path("home"), date(2026, 11, 20)), environment, project)


def differing(one: Fingerprint, other: Fingerprint) -> list[str]:
    return [part for part in PARTS if getattr(one, part) != getattr(other, part)]


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("models/scoring/scores.sql", "models"),
        ("macros/cutoff.sql", "models"),
        ("tests/generic/in_order.sql", "models"),
        ("dbt_project.yml", "models"),
        ("profiles.yml", "models"),
        ("seeds/rules/parameters.csv", "seeds"),
        ("shopscore/refresh.py", "code"),
        ("shopscore/sql/ledger.sql", "code"),
        ("orchestration/jobs.py", "code"),
        ("requirements/pins.txt", "packages"),
    ],
)
def test_a_changed_file_changes_its_part_alone(project: Path, file: str, part: str) -> None:
    before = taken(project)
    (project / file).write_text("another")
    assert differing(before, taken(project)) == [part]


def test_a_file_that_came_went_or_moved_is_a_change(project: Path) -> None:
    before = taken(project)
    (project / "models" / "new.sql").write_text("")
    came = taken(project)
    assert differing(before, came) == ["models"]
    (project / "models" / "new.sql").rename(project / "models" / "moved.sql")
    assert differing(came, taken(project)) == ["models"]
    (project / "models" / "moved.sql").unlink()
    assert taken(project) == before
    (project / "seeds" / "rules" / "parameters.csv").unlink()
    assert differing(before, taken(project)) == ["seeds"]


def test_a_copy_elsewhere_with_other_times_is_the_same_project(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = tmp_path_factory.mktemp("copy") / "project"
    shutil.copytree(project, copy)
    (copy / "shopscore" / "__pycache__").mkdir()
    (copy / "shopscore" / "__pycache__" / "refresh.cpython-311.pyc").write_bytes(b"compiled")
    assert taken(copy) == taken(project)


def test_what_is_computed_does_not_depend_on_home_language_or_day(project: Path) -> None:
    before = taken(project)
    elsewhere = Settings(Path("elsewhere"), date(2026, 11, 21), history_days=7)
    assert taken(project, elsewhere, SHOPSCORE_HOME="elsewhere", SHOPSCORE_LANG="zh", HOME="/") == before


@pytest.mark.parametrize("variable", ["SHOPSCORE_HASH_KEY", "SHOPSCORE_LANDING_KEEP_DAYS", "SHOPSCORE_ALERTS"])
def test_a_variable_of_ours_is_a_setting(project: Path, variable: str) -> None:
    before = taken(project)
    changed = taken(project, **{variable: "7"})
    assert differing(before, changed) == ["settings"]
    assert differing(changed, taken(project, **{variable: "8"})) == ["settings"]


def test_a_setting_is_a_setting(project: Path) -> None:
    settings = Settings(Path("home"), date(2026, 11, 20))
    assert differing(taken(project, settings), taken(project, replace(settings, landing_keep_days=3))) == ["settings"]


def test_the_project_has_what_is_looked_for() -> None:
    assert [name for name in (*MODELS, *SEEDS, *CODE, *PINS) if not (PROJECT_DIR / name).exists()] == []
    assert take_fingerprint(Settings(Path("home"), date(2026, 11, 20)), {}) == taken(PROJECT_DIR)


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_tables(connection)
        yield connection


def ran(warehouse: duckdb.DuckDBPyConnection, number: int, status: str | None, fingerprint: Fingerprint | None) -> None:
    """Write a run into the ledger: its number is its minute; without a status it only landed or built."""
    at = NOON + timedelta(minutes=number)
    if status:
        warehouse.execute(
            "insert into log.runs (run_id, started_at, as_of, status) values (?, ?, '2026-11-20', ?)",
            [f"r{number}", at, status],
        )
    if fingerprint:
        write_fingerprint(warehouse, f"r{number}", at, fingerprint)


def test_where_nothing_was_published_everything_differs(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert find_differences(warehouse, ONE) == PARTS
    ran(warehouse, 1, "failed", ONE)
    assert find_differences(warehouse, ONE) == PARTS


def test_a_publication_with_the_same_fingerprint_leaves_no_difference(warehouse: duckdb.DuckDBPyConnection) -> None:
    ran(warehouse, 1, "published", replace(ONE, models="older", seeds="older"))
    ran(warehouse, 2, "published", ONE)
    assert find_differences(warehouse, ONE) == ()
    assert find_differences(warehouse, replace(ONE, seeds="x", settings="x")) == ("seeds", "settings")


def test_a_run_that_died_with_another_counts_although_the_publication_is_alike(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    ran(warehouse, 1, "published", ONE)
    ran(warehouse, 2, "died", replace(ONE, models="half built"))
    assert find_differences(warehouse, ONE) == ("models",)
    # what only builds, for Dagster's page, has no row among the runs
    ran(warehouse, 3, None, replace(ONE, code="tried"))
    assert find_differences(warehouse, ONE) == ("models", "code")
    ran(warehouse, 4, "published", ONE)
    assert find_differences(warehouse, ONE) == ()


def test_a_run_of_a_version_without_fingerprints_could_have_computed_anything(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    ran(warehouse, 1, "published", ONE)
    ran(warehouse, 2, "failed", None)
    assert find_differences(warehouse, ONE) == PARTS
    ran(warehouse, 3, "published", None)
    assert find_differences(warehouse, ONE) == PARTS


def test_the_run_at_hand_may_be_in_the_ledger_already(warehouse: duckdb.DuckDBPyConnection) -> None:
    ran(warehouse, 1, "published", ONE)
    ran(warehouse, 2, "running", None)
    assert find_differences(warehouse, ONE) == ()
    write_fingerprint(warehouse, "r2", NOON + timedelta(minutes=2), ONE)
    assert find_differences(warehouse, ONE) == ()


def test_every_part_is_kept(warehouse: duckdb.DuckDBPyConnection) -> None:
    ran(warehouse, 1, "published", ONE)
    kept = warehouse.execute("select models, seeds, code, packages, settings from log.fingerprints").fetchall()
    assert kept == [("m", "s", "c", "p", "e")]
    assert [field.name for field in fields(Fingerprint)] == list(PARTS)
