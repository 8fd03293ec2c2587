"""Everything that ever went wrong with a file, in one landing folder with the good files of two shops."""

import json
import subprocess
import sys
import time
from typing import Any

from .conftest import REVIEW_HEADER, Home, review
from .hostile import Hostile, corpus, put

# Of address space: the interpreter, the database and every reader together. Threads reserve most of it and never use it,
# so it says that nothing runs away, and the resident memory what it takes.
MOST_MEMORY = 3 << 30
MOST_RESIDENT_MB = 1024
# The first run takes about a quarter of this on two idle cores, the second a tenth.
MOST_SECONDS = 240
MOST_SECONDS_AGAIN = 30

LAND = """
import json, resource, sys
from datetime import date
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
from shopscore.contracts import load_exports
from shopscore.landing import land
from shopscore.settings import PROJECT_DIR, Settings
summary = land(Settings(Path(sys.argv[1]), date(2021, 11, 15)), load_exports(PROJECT_DIR / "models"), "run")
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(status["VmHWM"].split()[0])
print(json.dumps([
    [file.path.as_posix(), file.status, file.reason, file.rows_landed, file.rows_rejected, file.rows_skipped]
    for file in summary.files
]))
"""


def land(home: Home, seconds: float) -> dict[str, list[Any]]:
    """Land in a process of its own, within bounds, and return what became of each file."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", LAND, str(home.settings.home), str(MOST_MEMORY)],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    resident, outcomes = done.stdout.splitlines()
    print(f"{time.perf_counter() - started:.1f} s, {int(resident) >> 10} MB")
    assert int(resident) >> 10 < MOST_RESIDENT_MB
    return {path: rest for path, *rest in json.loads(outcomes)}


def put_good_files(home: Home) -> dict[str, int]:
    """Write the good files of two shops and return their rows."""
    home.put("douyin/S1/reviews/a.csv", f"{REVIEW_HEADER}\n{review(1)}\n{review(2)}\n")
    home.put("douyin/S1/chats/a.csv", "会话ID,会话开始时间,转人工时间,首次人工回复时间\nC1,2021-11-01 10:00:00,,\n")
    home.put(
        "pinduoduo/S2/parcels/a.csv",
        "快递单号,订单号,揽收时间,签收时间\nSF1,1,2021-11-01 10:00:00,\nSF2,2,,\nSF3,3,,\n".encode("gb18030"),
    )
    return {"douyin/S1/reviews/a.csv": 2, "douyin/S1/chats/a.csv": 1, "pinduoduo/S2/parcels/a.csv": 3}


def told(file: Hostile, outcome: list[Any]) -> str | None:
    """Say how the outcome of a hostile file differs from what was expected, None when it does not."""
    status, reason, *rows = outcome
    if file.rows is None:
        if status != "refused" or not reason or "\n" in reason or file.said not in reason:
            return f"{file.name!r}: expected a refusal that says '{file.said}', got {outcome}"
        return None
    return None if (status, tuple(rows)) == ("landed", file.rows) else f"{file.name!r}: expected {file.rows}, {outcome}"


def test_no_file_stops_another(home: Home) -> None:
    good = put_good_files(home)
    files = corpus()
    assert len(files) >= 100
    put(home.settings.landing, files)
    outcomes = land(home, MOST_SECONDS)
    for path, rows in good.items():
        assert outcomes[path] == ["landed", None, rows, 0, 0]
    wrong = []
    for number, file in enumerate(files):
        (found,) = (outcome for path, outcome in outcomes.items() if path.startswith(f"douyin/H{number}/"))
        wrong.append(told(file, found))
    assert [line for line in wrong if line] == []
    # Nothing is lost silently: the ledger's figures are those of the tables.
    assert home.rows("select count(*) from log.landed_files where rows_read <> rows_landed + rows_rejected") == [(0,)]
    ((landed, rejected),) = home.rows("select sum(rows_landed), sum(rows_rejected) from log.landed_files")
    tables = [export.table for export in home.exports.values()]
    counted = " + ".join(f"(select count(*) from {table})" for table in tables)
    assert home.rows(f"select {counted}, (select count(*) from raw.rejected_rows)") == [(landed, rejected)]
    assert list(home.settings.temporary.iterdir()) == []
    again = land(home, MOST_SECONDS_AGAIN)
    assert set(again) == set(outcomes)
    assert all(outcome[0] == "known" for path, outcome in again.items() if outcomes[path][0] == "landed")
    assert all(again[path] == outcome for path, outcome in outcomes.items() if again[path][0] == "refused")
