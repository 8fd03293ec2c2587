"""A refresh with nothing new to do is told from every other: each thing that may change a score is noticed by itself.

Real files, a real ledger and a real published file; what is published is one table made by hand, since what dbt would
make of the files is not asked here.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from shopscore.contracts import load_exports
from shopscore.fingerprint import take_fingerprint
from shopscore.landing import land
from shopscore.landing.untouched import has_arrivals
from shopscore.nothing_new import half_day_of, look_around, what_is_new
from shopscore.progress import Progress
from shopscore.publishing import TableDescription, publish
from shopscore.run import Run, open_run, record_publication
from shopscore.settings import PROJECT_DIR, Settings, now
from shopscore.warehouse import open_warehouse

AS_OF = date(2026, 11, 22)
EXPORTS = load_exports(PROJECT_DIR / "models")
SCORES = """
    create schema if not exists marts;
    create or replace table marts.scores as
    select
        date '2026-11-22' as assessment_date, 'y' as system_id, 'v' as rule_version, 'shop' as subject_type,
        'S1' as subject_id, 'douyin' as platform, 4.5::double as score, 'scored' as status
"""
DESCRIPTIONS = {
    "marts.scores": TableDescription(
        "One score.",
        dict.fromkeys(
            (
                "assessment_date",
                "system_id",
                "rule_version",
                "subject_type",
                "subject_id",
                "platform",
                "score",
                "status",
            ),
            "A column.",
        ),
    )
}
PAID = "2022-02-09 10:00:00"
ORDER = {
    "主订单编号": "M1", "子订单编号": "A1", "商品ID": "P1", "订单提交时间": PAID, "支付完成时间": PAID, "订单完成时间": "",
    "订单状态": "已支付", "订单类型": "普通订单", "达人ID": "0",
}  # fmt: skip
SHOPS = "platform,shop_id,shop_name,industry\ndouyin,S1,{name},女装\n"


@dataclass
class House:
    """A home that has published, and what a next run would find in it."""

    settings: Settings

    @property
    def shops(self) -> Path:
        return self.settings.landing / "reference" / "shops" / "shops.csv"

    def write(self, place: str, text: str) -> Path:
        file = self.settings.landing / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        # copied from elsewhere, with the time it has there: older than any doubt of the disk's clock
        os.utime(file, (1_700_000_000, 1_700_000_000))
        return file

    def run(self, *, dies_at: str | None = None) -> Run:
        """Land what is there and publish the one score, or die at a step."""
        with open_run(self.settings, Progress(sys.stdout)) as run:
            if dies_at == "start":
                raise KilledError
            run.landing = land(self.settings, EXPORTS, run.run_id)
            with open_warehouse(self.settings) as connection:
                connection.execute(SCORES)
            if dies_at == "build":
                raise KilledError
            record_publication(run, f"20261122T120000-{run.run_id}", now())
            if dies_at == "publication":
                raise KilledError
            run.publication = publish(self.settings, DESCRIPTIONS, f"20261122T120000-{run.run_id}", now())
        return run

    def new(self, settings: Settings | None = None) -> str | None:
        """Say what is new."""
        settings = settings or self.settings
        found = look_around(settings)
        assert found is not None
        with open_warehouse(settings) as connection:
            return what_is_new(connection, settings, take_fingerprint(settings), found)

    def execute(self, statement: str) -> None:
        with duckdb.connect(str(self.settings.warehouse)) as connection:
            connection.execute(statement)


class KilledError(Exception):
    """The process is gone."""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    for name in [name for name in os.environ if name.startswith("SHOPSCORE_") and name != "SHOPSCORE_LANG"]:
        monkeypatch.delenv(name)
    house = House(Settings(home=tmp_path / "home", as_of=AS_OF))
    house.write("reference/shops/shops.csv", SHOPS.format(name="一号店"))
    # refused, kept in quarantine, and known from then on
    house.write("douyin/S1/orders/notes.csv", "这里没有表格\n")
    house.run()
    yield house
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_after_a_publication_nothing_is_new(house: House) -> None:
    assert house.new() is None


def test_before_any_publication_there_is_no_run_to_stand_on(tmp_path: Path) -> None:
    house = House(Settings(home=tmp_path / "home", as_of=AS_OF))
    house.write("reference/shops/shops.csv", SHOPS.format(name="一号店"))
    with pytest.raises(KilledError):
        house.run(dies_at="start")
    assert house.new() == "last_run"


# --- what lies in landing


def test_a_new_file_is_new(house: House) -> None:
    house.write("reference/shops/more.csv", SHOPS.format(name="另一店"))
    assert house.new() == "landing"


def test_a_changed_reference_file_is_new(house: House) -> None:
    house.write("reference/shops/shops.csv", SHOPS.format(name="二号店"))
    assert house.new() == "landing"


def test_a_change_that_keeps_size_and_time_is_new(house: House) -> None:
    status = house.shops.stat()
    house.shops.write_text(SHOPS.format(name="二号店"), encoding="utf-8")
    os.utime(house.shops, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (house.shops.stat().st_size, house.shops.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    assert house.new() == "landing"


def test_a_refused_file_that_was_mended_in_its_place_is_new(house: House) -> None:
    house.write("douyin/S1/orders/notes.csv", "子订单编号,支付完成时间\n")
    assert house.new() == "landing"


def test_a_refused_file_that_was_renamed_is_read_once_more(house: House) -> None:
    notes = house.settings.landing / "douyin" / "S1" / "orders" / "notes.csv"
    notes.rename(notes.with_suffix(".xlsx"))
    assert house.new() == "landing"


def test_a_file_that_was_touched_is_read_and_found_to_be_the_same(house: House) -> None:
    os.utime(house.shops)
    assert house.new() is None
    shutil.copy(house.shops, house.shops.with_name("copy.csv"))
    assert house.new() is None


def test_an_earlier_time_of_the_same_bytes_is_another_time_of_export(house: House) -> None:
    os.utime(house.shops, (1_600_000_000, 1_600_000_000))
    assert house.new() == "landing"


def test_a_file_that_is_gone_changes_nothing(house: House) -> None:
    house.shops.unlink()
    assert house.new() is None


def test_what_cannot_be_read_is_told_by_every_run(house: House) -> None:
    os.mkfifo(house.settings.landing / "reference" / "shops" / "pipe.csv")
    assert house.new() == "landing"
    house.run()
    assert house.new() == "landing"


def test_a_folder_named_like_a_file_is_told(house: House) -> None:
    (house.settings.landing / "reference" / "shops" / "folder.csv").mkdir()
    assert house.new() == "landing"


def test_what_a_link_leads_to_is_read(house: House, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(SHOPS.format(name="别处"), encoding="utf-8")
    os.utime(outside, (1_700_000_000, 1_700_000_000))
    (house.shops.with_name("linked.csv")).symlink_to(outside)
    assert house.new() == "landing"
    house.run()
    assert house.new() is None
    outside.write_text(SHOPS.format(name="又一处"), encoding="utf-8")
    assert house.new() == "landing"


def test_noise_and_guides_are_nothing_new(house: House) -> None:
    house.write("reference/shops/.DS_Store", "x")
    house.write("reference/shops/~$shops.xlsx", "x")
    assert house.new() is None


def test_a_file_that_is_due_to_be_deleted_is_something_to_do(house: House) -> None:
    house.write("douyin/S1/orders/orders.csv", f"{','.join(ORDER)}\n{','.join(ORDER.values())}\n")
    house.settings = replace(house.settings, landing_keep_days=3)
    house.run()
    assert house.new() is None
    found = look_around(house.settings)
    assert found is not None
    with open_warehouse(house.settings) as connection:
        due = [
            has_arrivals(
                connection, house.settings, found.key, found.marks, found.marks.lasting, at=now() + timedelta(days=days)
            )
            for days in (2, 3)
        ]
    assert due == [False, True]


# --- the runs before


@pytest.mark.parametrize("step", ["start", "build", "publication"])
def test_a_run_that_failed_or_died_leaves_nothing_to_stand_on(house: House, step: str) -> None:
    with pytest.raises(KilledError):
        house.run(dies_at=step)
    assert house.new() in ("last_run", "publication")
    # whatever its row says
    house.execute("update log.runs set status = 'published'")
    assert house.new() == "publication"


def test_a_run_that_found_nothing_new_can_be_stood_on(house: House) -> None:
    for _ in range(2):
        with open_run(house.settings, Progress(sys.stdout), may_stand=True) as run:
            assert run.standing is not None
    statuses = duckdb.connect(str(house.settings.warehouse)).execute("select status from log.runs order by rowid")
    assert statuses.fetchall() == [("published",), ("nothing_new",), ("nothing_new",)]


def test_a_file_once_touched_is_read_by_one_run_alone(house: House) -> None:
    os.utime(house.shops, (1_700_000_100, 1_700_000_100))
    before = marks(house)
    with open_run(house.settings, Progress(sys.stdout), may_stand=True) as run:
        assert run.standing is not None
    # marks of folders and of files that are older than the doubt of the disk's clock
    assert marks(house) != before


def marks(house: House) -> object:
    with duckdb.connect(str(house.settings.warehouse)) as connection:
        return connection.execute("select landing_marks from log.published_from").fetchone()


@pytest.mark.parametrize("asked", ["full", "rebuild"])
def test_who_asks_for_everything_gets_everything(house: House, asked: str) -> None:
    with open_run(house.settings, Progress(sys.stdout), may_stand=True, **{asked: True}) as run:  # type: ignore[arg-type]
        assert run.standing is None


# --- the day and the hour


def test_another_day_or_another_history_is_new(house: House) -> None:
    assert house.new(replace(house.settings, as_of=AS_OF + timedelta(days=1))) == "dates"
    assert house.new(replace(house.settings, as_of=AS_OF - timedelta(days=1))) == "dates"
    assert house.new(replace(house.settings, history_days=121)) == "dates"


def test_a_day_changes_at_midnight_and_at_the_hour_of_the_lists() -> None:
    day = datetime(2026, 11, 22)
    moments = [day.replace(hour=0), day.replace(hour=11, minute=59), day.replace(hour=12), day.replace(hour=23)]
    halves = [half_day_of(at) for at in (*moments, day + timedelta(days=1))]
    assert halves[0] == halves[1] != halves[2] == halves[3] != halves[4]
    assert halves[4] != halves[0]


def test_a_clock_that_crossed_the_hour_is_new(house: House) -> None:
    house.execute("update log.published_from set half_day = '2026-11-22 before 12:00'")
    assert house.new() == "half_day"


# --- what it computes with


@pytest.mark.parametrize("part", ["models", "seeds", "code", "packages", "settings"])
def test_another_part_of_the_fingerprint_is_new(house: House, part: str) -> None:
    house.execute(f"update log.fingerprints set {part} = 'another'")
    assert house.new() == "fingerprint"


def test_a_variable_that_was_set_is_new(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPSCORE_SOMETHING", "1")
    assert house.new() == "fingerprint"


def test_another_key_of_the_hashes_is_new(house: House) -> None:
    (house.settings.home / ".hash_key").write_text("another")
    assert house.new() == "home"


def test_another_sample_marker_is_new(house: House) -> None:
    house.write(".sample", "0" * 64 + "\n")
    assert house.new() == "home"


def test_a_changed_configuration_of_alerts_is_new(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (house.settings.home / "alerts.yml").write_text("channels: []\n")
    assert house.new() == "alerts"
    (house.settings.home / "alerts.yml").unlink()
    assert house.new() is None
    (tmp_path / "elsewhere.yml").write_text("channels: []\n")
    monkeypatch.setenv("SHOPSCORE_ALERTS", str(tmp_path / "elsewhere.yml"))
    assert house.new() == "alerts"


# --- what others wrote into the warehouse meanwhile


@pytest.mark.parametrize(
    "statement",
    [
        # landed by the sensor, or taken back
        "insert into log.landed_files select * replace ('another' as file_id) from log.landed_files limit 1",
        "update log.landed_files set status = 'forgotten'",
        "insert into log.forgotten_rows values ('f', 'douyin', 'S1', 1, now()::timestamp)",
        "insert into log.starter_switches values (now()::timestamp, true)",
        "insert into log.calibration_points values ('c', 0.5, 1)",
        "delete from raw.reference_shops",
    ],
)
def test_what_was_landed_forgotten_or_learned_since_is_new(house: House, statement: str) -> None:
    house.execute(statement)
    assert house.new() == "ledger"


# --- the published file


def test_a_missing_published_file_is_new(house: House) -> None:
    house.settings.published.unlink()
    assert house.new() == "publication"


def test_a_published_file_that_somebody_wrote_to_is_new(house: House) -> None:
    published = house.settings.published
    status = published.stat()
    published.chmod(0o644)
    with published.open("r+b") as file:
        file.seek(status.st_size // 2)
        file.write(b"!")
    published.chmod(0o444)
    os.utime(published, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert published.stat().st_size == status.st_size
    assert house.new() == "publication"


def test_another_generation_in_its_place_is_new(house: House) -> None:
    kept = house.settings.published.read_bytes()
    house.run()
    house.settings.published.unlink()
    house.settings.published.write_bytes(kept)
    assert house.new() == "publication"


def test_a_restored_warehouse_without_its_publication_is_new(house: House) -> None:
    warehouse = house.settings.warehouse.read_bytes()
    house.run()
    house.settings.warehouse.write_bytes(warehouse)
    assert house.new() == "publication"
