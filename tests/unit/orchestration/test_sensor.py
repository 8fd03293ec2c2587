"""Files are noticed when they have settled, asked for once, and the warehouse is left alone."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from dagster import DagsterInstance, SensorResult, build_sensor_context

from orchestration import sensors
from orchestration.sensors import new_files_sensor, split_by_settling
from shopscore.settings import load_settings
from shopscore.warehouse import open_warehouse

HOLD = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('held', flush=True); time.sleep(60)"


def arrive(home: Path, name: str, text: str = "店铺ID\n") -> Path:
    file = home / "landing" / "douyin" / "S1" / "orders" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def look(cursor: str | None) -> SensorResult:
    with DagsterInstance.ephemeral() as instance:
        result = new_files_sensor(build_sensor_context(instance=instance, cursor=cursor))
    assert isinstance(result, SensorResult)
    return result


@pytest.fixture
def settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sensors, "SETTLE_SECONDS", 0.0)


def test_a_file_that_still_arrives_is_not_asked_for(home: Path) -> None:
    arrive(home, "a.csv")
    found = look(None)
    assert found.run_requests == []
    assert "files that still change: 1" in str(found.skip_reason)


def test_a_file_has_settled_half_a_minute_after_its_last_change_whatever_time_it_carries(home: Path) -> None:
    file = arrive(home, "a.csv")
    # a copy that keeps the original's modification time
    os.utime(file, (1_577_836_800, 1_577_836_800))
    present = time.time()
    assert split_by_settling(load_settings(), present)[1] == 1
    assert split_by_settling(load_settings(), present + 31) == ([file], 0)


def test_arrived_files_are_asked_for_once(home: Path, settled_at_once: None) -> None:
    assert look(None).run_requests == []
    arrive(home, "a.csv")
    first = look(None)
    assert first.run_requests is not None
    assert len(first.run_requests) == 1
    again = look(first.cursor)
    assert (again.run_requests, again.cursor) == ([], first.cursor)
    arrive(home, "b.csv")
    second = look(first.cursor)
    assert second.run_requests is not None
    [request] = second.run_requests
    assert request.run_key != first.run_requests[0].run_key


def test_the_warehouse_may_be_held_by_a_refresh_meanwhile(home: Path, settled_at_once: None) -> None:
    with open_warehouse(load_settings()):
        pass
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home / "warehouse.duckdb")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        arrive(home, "a.csv")
        found = look(None)
    finally:
        holder.kill()
        holder.wait()
    assert found.run_requests is not None
    assert len(found.run_requests) == 1


def test_what_is_no_file_and_names_that_are_no_text_do_not_stop_the_sensor(home: Path, settled_at_once: None) -> None:
    folder = arrive(home, "a.csv").parent
    os.mkfifo(folder / "pipe.csv")
    (folder / "self.csv").symlink_to("self.csv")
    Path(os.fsdecode(os.fsencode(folder) + "/订单.csv".encode("gb18030"))).write_text("店铺ID\n", encoding="utf-8")
    requests = look(None).run_requests
    assert requests is not None
    assert [request.tags["shopscore/files_waiting"] for request in requests] == ["2"]
