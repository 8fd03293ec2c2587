import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from filelock import FileLock

from .conftest import run, write_ledger

REFUSED = """
    insert into log.landed_files by name select
        'f2' as file_id, 'douyin' as platform, 'S2' as shop_id, 'orders' as export, 'broken.csv' as file_name,
        'f2' as sha256, 1 as bytes, timestamp '2026-11-22 09:00:00' as exported_at, 'name' as exported_at_source,
        timestamp '2026-11-22 12:00:02' as landed_at, '{run}' as run_id, 'refused' as status,
        'no column 子订单编号' as reason, 0 as rows_read, 0 as rows_landed, 0 as rows_rejected, 0 as rows_skipped
"""
LATER_RUN = """
    insert into log.runs by name select
        'r2' as run_id, timestamp '2026-11-23 12:00:00' as started_at, {end} as finished_at,
        date '2026-11-23' as as_of, '{status}' as status, 'dbt build: it broke' as message
"""


def state(*, exit_code: int) -> dict[str, Any]:
    result = run("status", "--json")
    assert result.exit_code == exit_code, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_without_a_warehouse_the_publication_tells_the_state(published: Path) -> None:
    told = state(exit_code=0)

    assert told["published"] == {"generation_id": "20261122T120003-1f0c9a2e", "published_at": "2026-11-22T12:00:03"}
    assert told["freshness"] == [{"platform": "douyin", "newest_event": "2026-11-21"}]
    assert [one["status"] for one in told["runs"]] == ["published"]
    assert told["exports"] == [
        {
            "platform": "douyin",
            "export": "orders",
            "files_landed": 1,
            "files_refused": 0,
            "rows_landed": 1200,
            "rows_rejected": 3,
            "newest_landing": "2026-11-22T12:00:01",
            "newest_export": "2026-11-22T09:30:00",
        }
    ]
    assert told["is_refreshing"] is False


def test_exports_stand_below_their_platform_each_on_one_line(published: Path, home: Path) -> None:
    further = "insert into log.landed_files by name select * replace ({}) from log.landed_files where file_id = 'f1'"
    write_ledger(
        home / "warehouse.duckdb",
        further.format("'f3' as file_id, 'pinduoduo' as platform, 'help_requests' as export"),
        further.format("'f4' as file_id, 'pinduoduo' as platform, 'after_sales' as export"),
        further.format("'f5' as file_id, null as platform, null as export"),
    )

    lines = run("status").stdout.splitlines()

    table = lines[next(number for number, line in enumerate(lines) if line.startswith("Exports")) :]
    first_words = [line.split()[0] for line in table[3:] if line.strip()]
    assert first_words == ["Douyin", "orders", "Pinduoduo", "after_sales", "help_requests", "no", "misplaced"]
    help_requests = next(line for line in table if "help_requests" in line)
    assert help_requests.split()[1:5] == ["1", "0", "1,200", "3"]


def test_the_ledger_of_the_warehouse_is_newer_than_the_publication(published: Path, home: Path) -> None:
    write_ledger(home / "warehouse.duckdb", LATER_RUN.format(end="timestamp '2026-11-23 12:01:00'", status="failed"))

    told = state(exit_code=1)

    assert [(one["run_id"], one["status"]) for one in told["runs"]] == [("r2", "failed"), ("r1", "published")]
    assert "failed: dbt build: it broke" in run("status").stdout


def test_a_run_without_an_end_has_died_when_the_lock_is_free(published: Path, home: Path) -> None:
    write_ledger(home / "warehouse.duckdb", LATER_RUN.format(end="null", status="running"))

    assert state(exit_code=1)["runs"][0]["status"] == "died"


def test_a_file_refused_by_the_last_run_is_told_and_fine(published: Path, home: Path) -> None:
    write_ledger(home / "warehouse.duckdb", REFUSED.format(run="r1"))

    told = state(exit_code=0)

    assert told["exports"][0]["files_refused"] == 1
    assert told["refusals"][0]["reason"] == "no column 子订单编号"
    assert "broken.csv: no column 子订单编号" in run("status").stdout


def test_a_file_refused_by_an_earlier_run_is_told_and_fine(published: Path, home: Path) -> None:
    write_ledger(home / "warehouse.duckdb", REFUSED.format(run="r0"))

    assert len(state(exit_code=0)["refusals"]) == 1


def test_failed_checks_of_the_last_run_are_told(published: Path, home: Path) -> None:
    write_ledger(
        home / "warehouse.duckdb",
        "insert into log.quality_results (run_id, check_name, checked_table, severity, result, failing_rows, description, message) values ('r1', 'times_in_order', 'x', 'warn', 'failed', 7, null, null)",
        "insert into log.quality_results (run_id, check_name, checked_table, severity, result, failing_rows, description, message) values ('r1', 'fine', 'x', 'error', 'passed', 0, null, null)",
        "insert into log.quality_results (run_id, check_name, checked_table, severity, result, failing_rows, description, message) values ('r0', 'old', 'x', 'error', 'failed', 1, null, null)",
    )

    assert [one["check_name"] for one in state(exit_code=0)["failed_checks"]] == ["times_in_order"]
    assert "warning: times_in_order, 7 rows" in run("status").stdout


def test_a_file_that_has_not_landed_is_waiting(published: Path, home: Path) -> None:
    folder = home / "landing" / "douyin" / "S1" / "orders"
    folder.mkdir(parents=True)
    (folder / "new.csv").write_text("a\n1\n")

    assert state(exit_code=0)["waiting"] == ["douyin/S1/orders/new.csv"]


def test_what_is_no_readable_file_is_told_as_refused_and_never_waited_for(published: Path, home: Path) -> None:
    folder = home / "landing" / "douyin" / "S1" / "orders"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.csv")
    (folder / "loop").symlink_to(home / "landing")

    told = state(exit_code=0)

    assert told["waiting"] == []
    assert [one["own_name"] for one in told["unreadable"]] == [
        "douyin/S1/orders/loop",
        "douyin/S1/orders/pipe.csv",
    ]
    assert "Files refused  2" in run("status").stdout
    assert "douyin/S1/orders/pipe.csv: it is a pipe, not a file" in run("status").stdout


def test_while_a_refresh_holds_its_lock_the_warehouse_is_left_alone(published: Path, home: Path) -> None:
    write_ledger(home / "warehouse.duckdb", LATER_RUN.format(end="null", status="running"))

    with FileLock(home / "refresh.lock"):
        result = run("status")

    assert "a refresh is running" in result.stdout
    assert "2026-11-23" not in result.stdout


def test_while_another_process_writes_the_warehouse_the_publication_is_read(published: Path, home: Path) -> None:
    warehouse = write_ledger(home / "warehouse.duckdb")
    writes = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", writes, str(warehouse)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdin is not None
        assert writer.stdout.readline() == "open\n"

        assert state(exit_code=0)["is_refreshing"] is True
        writer.stdin.close()


def test_a_first_refresh_that_failed_is_told_although_nothing_is_published(home: Path) -> None:
    write_ledger(home / "warehouse.duckdb", "update log.runs set status = 'failed', message = 'no exports'")

    result = run("status")

    assert result.exit_code == 1
    assert "nothing published yet: run shopscore refresh" in result.stdout
    assert "failed: no exports" in result.stdout


def test_a_refused_file_in_a_wrong_folder_is_told_the_whole_path_of_the_right_one(home: Path) -> None:
    file = home / "landing" / "douyin" / "10000001" / "订单" / "a.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"header")
    sha256 = hashlib.sha256(b"header").hexdigest()
    set_file = f"update log.landed_files set sha256 = '{sha256}', bytes = 6, export = null where file_id = 'f2'"
    write_ledger(home / "warehouse.duckdb", REFUSED.format(run="r1"), set_file)

    (refusal,) = state(exit_code=0)["refusals"]
    assert refusal["own_name"] == "douyin/10000001/订单/a.csv"
    assert refusal["right_folder"] == f"{home}/landing/douyin/10000001/orders/"
    # a terminal breaks lines where it likes
    assert f"belongsinto{home}/landing/douyin/10000001/orders/" in "".join(run("status").stdout.split())


def test_what_was_taken_back_is_listed_by_its_own_name(home: Path) -> None:
    file = home / "landing" / "douyin" / "S1" / "orders" / "wrong.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"header")
    sha256 = hashlib.sha256(b"header").hexdigest()
    forgotten = f"update log.landed_files set sha256 = '{sha256}', bytes = 6, status = 'forgotten' where file_id = 'f1'"
    write_ledger(home / "warehouse.duckdb", forgotten)

    assert state(exit_code=0)["forgotten"] == ["douyin/S1/orders/wrong.csv"]
    assert "Files taken back (shopscore forget)" in run("status").stdout
