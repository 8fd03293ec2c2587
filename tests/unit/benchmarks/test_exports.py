"""The made-up exports of the benchmarks are real ones to landing, and the same every time."""

import hashlib
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from benchmarks.exports import Size, write_exports
from shopscore.contracts import REFERENCE, Exports, load_exports
from shopscore.landing import LandingSummary, land
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.warehouse import fetch, open_warehouse

UNTIL = date(2021, 11, 15)
# What the rules of 2026 ask for; the platform had no such export in the days that are made up here.
OF_LATER_RULES = {"douyin_violations", "douyin_help_requests"}
SMALL = Size(orders=2000, shops=10, days=60, until=UNTIL)


@pytest.fixture(scope="module")
def exports() -> Exports:
    return load_exports(PROJECT_DIR / "models")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    write_exports(folder, SMALL)
    return folder


def content(folder: Path) -> Mapping[str, tuple[str, float]]:
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def landed(home: Path, exports: Exports, *folders: Path) -> tuple[Settings, LandingSummary]:
    settings = Settings(home, UNTIL)
    for folder in folders:
        shutil.copytree(folder, settings.landing, dirs_exist_ok=True)
    return settings, land(settings, exports, "test")


def test_the_same_size_writes_the_same_bytes_and_another_seed_others(written: Path, tmp_path: Path) -> None:
    write_exports(tmp_path / "again", SMALL)
    write_exports(tmp_path / "seed", Size(orders=2000, shops=10, days=60, until=UNTIL, seed=8))

    assert content(tmp_path / "again") == content(written)
    assert content(tmp_path / "seed") != content(written)


def test_every_export_of_both_platforms_lands_without_a_rejected_row(
    written: Path, tmp_path: Path, exports: Exports
) -> None:
    settings, summary = landed(tmp_path, exports, written / "landing")

    assert (summary.refused, summary.rows_rejected) == (0, 0)
    with open_warehouse(settings) as connection:
        rows = {
            table: fetch(connection, f"select count(*) as rows from raw.{table}")[0]["rows"]
            for table in (f"{platform}_{export}" for platform, export in exports if platform != REFERENCE)
        }
    assert {table for table, count in rows.items() if not count} == OF_LATER_RULES
    # the morning of the last day brings some of its 33; of five shops four are Douyin's
    assert 2000 <= rows["douyin_orders"] + rows["pinduoduo_orders"] < 2033
    assert rows["douyin_orders"] > 2 * rows["pinduoduo_orders"]


def test_a_further_day_brings_its_own_orders_and_later_states_of_earlier_ones(
    written: Path, tmp_path: Path, exports: Exports
) -> None:
    settings, summary = landed(tmp_path, exports, written / "landing", written / "further" / "2021-11-16")

    assert (summary.refused, summary.rows_rejected) == (0, 0)
    with open_warehouse(settings) as connection:
        latest = fetch(connection, "select max(submitted_at) as at from raw.douyin_orders")[0]["at"]
        twice = fetch(
            connection,
            "select order_id, count(*) as states from raw.douyin_orders group by order_id having count(*) > 1",
        )
    # exported at nine in the morning of the 16th
    assert latest.date() in {date(2021, 11, 15), date(2021, 11, 16)}
    assert twice


def test_files_of_shops_and_files_of_an_agency_hold_the_same_rows(
    written: Path, tmp_path: Path, exports: Exports
) -> None:
    write_exports(tmp_path / "shops", SMALL, files="shop")
    found = []
    for home, folder in (("one", written), ("other", tmp_path / "shops")):
        settings, _ = landed(tmp_path / home, exports, folder / "landing")
        with open_warehouse(settings) as connection:
            found.append(
                fetch(connection, "select * exclude (_file_id, _file_row) from raw.douyin_orders order by order_id")
            )

    assert found[0] == found[1]


def test_a_size_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shops is 0"):
        write_exports(tmp_path, Size(orders=10, shops=0, days=10))
