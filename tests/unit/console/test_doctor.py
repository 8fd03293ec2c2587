"""The doctor names what is broken, with the remedy, mends what needs no decision, and is silent for a monitor when all is well."""

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from shopscore.doctor.scores import Lack, find_gap
from shopscore.home import tighten
from shopscore.settings import PROJECT_DIR, Settings
from tests.fixtures.disks import as_nobody, small_disk

from .conftest import GENERATION, at, run, write_ledger

HOLD = "import sys, duckdb; c = duckdb.connect(sys.argv[1]{}); c.execute('select 1'); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def well(published: Path, home: Path) -> Path:
    """A home in which nothing is wrong on 2026-11-22 at half past twelve."""
    write_ledger(home / "warehouse.duckdb", f"update log.runs set generation_id = '{GENERATION}'")
    (home / ".hash_key").write_text("ab" * 32)
    tighten(Settings(home, date(2026, 11, 22)), deep=True)
    return home


def findings(exit_code: int) -> list[dict[str, str]]:
    result = run("doctor", "--json")
    assert result.exit_code == exit_code, result.output
    document: dict[str, Any] = json.loads(result.stdout)
    assert document["is_fine"] == (exit_code == 0)
    found: list[dict[str, str]] = document["findings"]
    assert all("\n" not in one["text"] for one in found)
    return found


def texts(found: list[dict[str, str]], state: str, check: str) -> list[str]:
    return [one["text"] for one in found if (one["state"], one["check"]) == (state, check)]


def broken_text(check: str) -> str:
    (text,) = texts(findings(1), "broken", check)
    return text


def hold(file: Path, options: str = "") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLD.format(options), str(file)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    holder.stdout.readline()
    return holder


def test_a_monitor_hears_nothing_when_all_is_well(well: Path) -> None:
    result = run("doctor", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert "all is well" in run("doctor").stdout


def test_a_monitor_is_alarmed_from_one_o_clock_when_today_s_score_is_not_there(
    well: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2026-11-23 12:59:59")
    assert run("doctor", "--quiet").exit_code == 0
    at(monkeypatch, "2026-11-23 13:00:00")
    result = run("doctor", "--quiet")
    assert result.exit_code == 1
    assert result.stderr.startswith("shopscore: today's score (2026-11-23) is not there yet")
    assert "run shopscore refresh" in result.stderr


def test_what_needs_no_decision_is_mended_and_the_second_look_is_fine(well: Path) -> None:
    (well / "warehouse.duckdb").chmod(0o644)
    (well / "published" / "shopscore.duckdb").chmod(0o644)
    (well / "published" / "shopscore.duckdb.wal").write_bytes(b"stale")
    (well / "temporary" / "landing-1").mkdir(parents=True)
    (well / "temporary" / "landing-1" / "transcoded.csv").write_text("收件人")
    (well / "backups").mkdir()
    (well / "backups" / ".writing-shopscore-20261122T120000.tar.gz").write_bytes(b"half")
    with duckdb.connect(str(well / "warehouse.duckdb")) as connection:
        connection.execute(
            "insert into log.runs by name select 'r0' as run_id, timestamp '2026-11-21 12:00:00' as started_at, "
            "date '2026-11-21' as as_of, 'running' as status"
        )

    found = findings(0)

    assert {one["check"] for one in found if one["state"] == "mended"} == {"modes", "leftovers", "runs"}
    assert stat.S_IMODE((well / "published" / "shopscore.duckdb").stat().st_mode) == 0o444
    assert list((well / "temporary").iterdir()) == []
    assert list((well / "backups").iterdir()) == []
    with duckdb.connect(str(well / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute("select status from log.runs order by started_at").fetchall() == [
            ("died",),
            ("published",),
        ]
    assert [one for one in findings(0) if one["state"] == "mended"] == []


def test_a_running_refresh_is_named_and_left_alone(well: Path) -> None:
    (well / "temporary").mkdir()
    (well / "temporary" / "spilled").write_bytes(b"x")
    command = "import sys, filelock; l = filelock.FileLock(sys.argv[1]); l.acquire(); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", command, str(well / "refresh.lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        (said,) = texts(findings(0), "note", "lock")
        holder.kill()
    assert f"process {holder.pid} (" in said
    assert (well / "temporary" / "spilled").exists()
    with FileLock(well / "refresh.lock", blocking=False):
        pass


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (b"", "warehouse.duckdb is damaged or not a database"),
        (b"garbage " * 999, "warehouse.duckdb is damaged or not a database"),
    ],
)
def test_a_bad_warehouse_is_named_with_the_way_back(well: Path, damage: bytes, said: str) -> None:
    (well / "warehouse.duckdb").write_bytes(damage)
    text = broken_text("warehouse")
    assert said in text
    assert "shopscore restore" in text


def test_a_warehouse_held_open_names_whom_to_close(well: Path) -> None:
    with hold(well / "warehouse.duckdb") as holder:
        text = broken_text("warehouse")
        holder.kill()
    assert f"process {holder.pid} (" in text


def test_a_bad_published_file_is_named_with_what_can_be_read_meanwhile(well: Path) -> None:
    published = well / "published" / "shopscore.duckdb"
    (well / "archive").mkdir()
    shutil.copyfile(published, well / "archive" / "shopscore-20261121T120000-aa.duckdb")
    published.chmod(0o644)
    published.write_bytes(b"garbage")
    text = broken_text("published")
    assert "`shopscore refresh` writes it again" in text
    assert "shopscore-20261121T120000-aa.duckdb" in text


def test_a_published_file_of_another_run_is_named(well: Path) -> None:
    with duckdb.connect(str(well / "warehouse.duckdb")) as connection:
        connection.execute("update log.runs set generation_id = '20261122T130000-bbbbbbbb'")
    assert "the last run published 20261122T130000-bbbbbbbb" in broken_text("published")


@pytest.mark.parametrize(
    ("status", "said"), [("failed", "failed: it broke"), ("blocked", "failed quality checks"), ("died", "died")]
)
def test_a_last_run_that_did_not_publish_is_named_with_its_reason(well: Path, status: str, said: str) -> None:
    with duckdb.connect(str(well / "warehouse.duckdb")) as connection:
        connection.execute(f"update log.runs set status = '{status}', message = 'it broke'")
    assert said in broken_text("runs")


def test_readers_that_stay_on_an_old_file_or_hold_it_for_writing_are_named(well: Path) -> None:
    published = well / "published" / "shopscore.duckdb"
    new = published.with_name("new.duckdb")
    shutil.copyfile(published, new)
    with hold(published, ", read_only=True") as old_reader:
        new.replace(published)
        (text,) = texts(findings(0), "note", "readers")
        old_reader.kill()
    assert f"process {old_reader.pid} (" in text
    assert "generation_id" in text

    published.chmod(0o644)
    with hold(published) as writer:
        found = texts(findings(1), "broken", "readers")
        writer.kill()
    assert len(found) == 1
    assert f"process {writer.pid} (" in found[0]
    assert "read-only" in found[0]


def test_a_lost_or_empty_key_is_named(well: Path) -> None:
    (well / ".hash_key").write_text("")
    assert "is empty" in broken_text("key")
    (well / ".hash_key").unlink()
    assert "is missing" in broken_text("key")


def test_a_key_in_the_environment_is_no_file(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (well / ".hash_key").unlink()
    monkeypatch.setenv("SHOPSCORE_HASH_KEY", "secret")
    findings(0)


def test_a_disk_without_room_for_the_next_refresh_is_named(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_disk("40m") as disk:
        shutil.copytree(well, disk, dirs_exist_ok=True)
        monkeypatch.setenv("SHOPSCORE_HOME", str(disk))
        text = broken_text("disk")
    assert "MB are free" in text
    assert "archive/" in text


def test_what_belongs_to_another_user_is_given_back_by_root(well: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    os.chown(well / "warehouse.duckdb", 65534, 65534)
    (text,) = texts(findings(0), "mended", "owners")
    assert text.startswith("warehouse.duckdb given back to ")
    assert (well / "warehouse.duckdb").stat().st_uid == well.stat().st_uid


def test_another_user_is_told_whose_home_it_is(well: Path) -> None:
    nobody = as_nobody()
    for parent in [well, *well.parents[:3]]:
        parent.chmod(0o755)
    result = subprocess.run(
        [*nobody, sys.executable, "-m", "shopscore.cli", "doctor", "--quiet"], cwd=PROJECT_DIR, capture_output=True, text=True,
        check=False, env={**os.environ, "SHOPSCORE_HOME": str(well)},
    )  # fmt: skip
    if "No module named" in result.stderr or "Permission denied" in result.stderr.split("\n")[0]:
        pytest.skip("another user cannot run this Python")
    assert result.returncode == 1
    assert result.stderr == f"shopscore: {well} belongs to root: run shopscore as that user\n"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        ("none", "there is no folder"),
        ("file", "which is a file"),
        ("no_mount", "mount its disk"),
        ("empty", "no warehouse"),
    ],
)
def test_a_home_that_is_none_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: str, said: str
) -> None:
    home = tmp_path / "mount" / "home" if make == "no_mount" else tmp_path / "home"
    if make == "file":
        home.write_text("x")
    if make == "empty":
        home.mkdir()
    monkeypatch.setenv("SHOPSCORE_HOME", str(home))
    result = run("doctor", "--quiet")
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_shop_is_told_which_export_is_missing_for_which_score(well: Path) -> None:
    with duckdb.connect(str(well / "published" / "shopscore.duckdb")) as connection:
        connection.execute("update ops.landed_files set exported_at = timestamp '2026-11-20 23:59:59'")
        connection.execute(
            "update marts.indicator_scores set missing_export = case indicator_id when 'negative_review_rate' then 'orders' "
            "when 'delivery_hours' then 'chats|chat_staff_days' end, missing_reason = case indicator_id when "
            "'negative_review_rate' then 'stale_export' when 'delivery_hours' then 'no_export' end"
        )
    chats, orders = texts(findings(0), "missing", "scores")
    assert "S1 云朵小店: orders stopped (newest 2026-11-20)" in orders
    assert "Merchant experience score lacks Negative review rate" in orders
    assert orders.endswith("export it into landing/douyin/S1/orders/")
    # of exports of which one is enough both are named, and the folder of the first
    assert "S1 云朵小店: chats or staff days never arrived" in chats
    assert chats.endswith("export it into landing/douyin/S1/chats/")


def test_only_what_the_models_miss_is_told_where_they_say_why(well: Path) -> None:
    with duckdb.connect(str(well / "published" / "shopscore.duckdb")) as connection:
        connection.execute("alter table marts.indicator_scores add column if not exists missing_column varchar")
        connection.execute(
            "update marts.indicator_scores set missing_export = case indicator_id when 'delivery_hours' then 'parcels' "
            "when 'negative_review_rate' then 'reviews' end, missing_reason = case indicator_id when 'delivery_hours' "
            "then 'no_export' when 'negative_review_rate' then 'not_in_export' when 'quality_return_rate' then 'no_cases' "
            "end, missing_column = if(indicator_id = 'negative_review_rate', 'description_stars', null)"
        )
    parcels, reviews = texts(findings(0), "missing", "scores")
    assert "parcels never arrived, so Merchant experience score lacks Delivery hours" in parcels
    assert "reviews lacks the column 商品评分, so Merchant experience score lacks Negative review rate" in reviews


def test_a_bulk_file_speaks_for_a_shop() -> None:
    lack = Lack("douyin", "S1", "dispute_liability_rate", "Liability", ["Experience"], "stale_export", "after_sales")
    bulk, own = datetime(2026, 11, 21, 0, 0), datetime(2026, 11, 20, 0, 0)
    newest = {("douyin", "after_sales", "_all"): bulk, ("douyin", "after_sales", "S2"): datetime(2026, 11, 22, 0, 0)}
    assert find_gap(lack, newest).newest_at == bulk
    assert find_gap(lack, newest | {("douyin", "after_sales", "S1"): own}).newest_at == bulk
    assert find_gap(lack, {("douyin", "after_sales", "S1"): own}).newest_at == own


def test_what_was_refused_is_named_as_long_as_it_lies_in_landing(well: Path) -> None:
    folder = well / "landing" / "douyin" / "S1" / "orders"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.csv")
    for number in range(6):
        (folder / f"{number}.csv").symlink_to("gone.csv")
    (folder / "broken.csv").write_bytes(b"x")
    published = well / "published" / "shopscore.duckdb"
    published.chmod(0o644)
    sha256 = hashlib.sha256(b"x").hexdigest()
    with duckdb.connect(str(published)) as connection:
        for name, content in (("S1_orders_2026-11-22_2d711642", sha256), ("S1_orders_2026-11-21_00000000", "0" * 64)):
            connection.execute(
                "insert into ops.landed_files by name select ? as file_id, ? as file_name, ? as sha256, 1 as bytes, "
                "'douyin' as platform, 'refused' as status, 'it is a picture: export the table itself' as reason, "
                "now()::timestamp as exported_at, 'name' as exported_at_source, now()::timestamp as landed_at, "
                "'r1' as run_id, 0 as rows_read, 0 as rows_landed, 0 as rows_rejected, 0 as rows_skipped",
                [name, name, content],
            )
    tighten(Settings(well, date(2026, 11, 22)), deep=True)
    told = texts(findings(0), "missing", "files")
    assert told[0].startswith("refused: douyin/S1/orders/0.csv: it is a link that leads nowhere")
    # Six links, the pipe and the picture; the other refused file is gone.
    assert told[-1] == "3 more files were refused: shopscore status --json lists them"
    for number in range(6):
        (folder / f"{number}.csv").unlink()
    assert texts(findings(0), "missing", "files") == [
        "refused: douyin/S1/orders/pipe.csv: it is a pipe, not a file: remove it and export again",
        "refused: douyin/S1/orders/broken.csv: it is a picture: export the table itself",
    ]
