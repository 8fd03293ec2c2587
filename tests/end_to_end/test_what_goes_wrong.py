"""Broken exports, a closed gate and sudden death, as a user meets them."""

import os
import signal
import subprocess
import sys
import time
from datetime import date

import duckdb
import pytest

from shopscore.settings import PROJECT_DIR
from tests.end_to_end.conftest import SHOPSCORE, Home, clock

DAY = "2022-03-01"
ORDER_HEADER = [
    "主订单编号",
    "子订单编号",
    "商品ID",
    "订单提交时间",
    "支付完成时间",
    "订单完成时间",
    "订单状态",
    "订单类型",
    "达人ID",
]
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"\x00" * 64


def order(order_id: str) -> list[str]:
    paid = clock("2022-02-09")
    return ["M1", order_id, "P1", paid, paid, "", "已支付", "普通订单", "0"]


def good_exports(home: Home) -> None:
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", "S1", "一号店", "女装"]],
    )
    home.write("douyin/S1/orders/good.csv", ORDER_HEADER, [order(f"A{n}") for n in range(30)])


def test_broken_exports_are_refused_one_line_each_and_the_others_go_on(home: Home) -> None:
    good_exports(home)
    home.write("douyin/S1/orders/no_pay_time.csv", [name for name in ORDER_HEADER if name != "支付完成时间"], [])
    home.write("douyin/S1/ordres/misplaced.csv", ORDER_HEADER, [order("B1")])
    landing = home.path / "landing" / "douyin" / "S1"
    (landing / "reviews").mkdir()
    (landing / "reviews" / "picture.csv").write_bytes(PNG)
    (landing / "reviews" / "empty.csv").write_bytes(b"")
    (landing / "reviews" / "garbage.csv").write_bytes(b"\xff\xfe\x00\x01 nothing \x9d")

    run = home.command("refresh", "--as-of", DAY)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    refused = {line.split(":")[1].strip(): line for line in run.stdout.splitlines() if line.startswith("refused:")}
    assert set(refused) == {
        "douyin/S1/orders/no_pay_time.csv",
        "douyin/S1/ordres/misplaced.csv",
        "douyin/S1/reviews/picture.csv",
        "douyin/S1/reviews/empty.csv",
        "douyin/S1/reviews/garbage.csv",
    }
    assert "支付完成时间" in refused["douyin/S1/orders/no_pay_time.csv"]
    assert "orders" in refused["douyin/S1/ordres/misplaced.csv"].split(":", 2)[2]

    # the good export went on to a publication
    assert home.published(
        f"select valid_orders from marts.scores where system_id = 'douyin_merchant_experience' and "
        f"assessment_date = '{DAY}' and subject_id = 'S1'"
    ) == [(30,)]
    # status says it too; the run was published all the same
    status = home.command("status")
    assert status.returncode == 0
    assert "no_pay_time.csv" in status.stdout
    # the next refresh has nothing new to complain about
    assert home.command("refresh", "--as-of", DAY).returncode == 0


def test_a_refresh_that_fails_before_its_first_step_says_why(home: Home) -> None:
    good_exports(home)
    (home.path / "dbt").write_text("not the folder of dbt's manifest")

    run = home.command("refresh", "--as-of", DAY, DBT_TARGET_PATH=str(home.path / "dbt"))

    assert run.returncode == 1, run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert str(home.path / "dbt") in run.stderr
    [(status, message)] = in_the_books(home)
    assert status == "failed"
    assert str(home.path / "dbt") in message


def in_the_books(home: Home) -> list[tuple[str, str]]:
    with duckdb.connect(str(home.path / "warehouse.duckdb"), read_only=True) as warehouse:
        return warehouse.execute("select status, message from log.runs").fetchall()


def test_every_row_read_is_landed_or_rejected_with_its_line(home: Home) -> None:
    good_exports(home)
    bad_time = order("B1")
    bad_time[4] = "昨天"
    home.write("douyin/S1/orders/mixed.csv", ORDER_HEADER, [order("B0"), bad_time, order("1.23E+17")])

    assert home.command("refresh", "--as-of", DAY).returncode == 0

    assert home.published(
        "select rows_read, rows_landed, rows_rejected from ops.landed_files where rows_rejected > 0"
    ) == [(3, 1, 2)]
    rejected = home.published("select line_number, column_name from ops.rejected_rows order by 1")
    assert rejected == [(3, "支付完成时间"), (4, "子订单编号")]


def test_a_closed_gate_keeps_the_last_publication_and_says_why(home: Home) -> None:
    good_exports(home)
    assert home.refresh(date.fromisoformat(DAY)).exit_code == 0
    before = (home.path / "published" / "shopscore.duckdb").read_bytes()
    # two curves' points for one percentile contradict each other; no export rule can know, the models' tests do
    home.write(
        "reference/benchmarks/b.csv",
        ["platform", "system_id", "industry", "indicator_id", "percentile", "value", "valid_from"],
        [["douyin", "douyin_merchant_experience", "女装", "negative_review_rate", p, v, "2020-01-01"]
         for p, v in ((0, 0.01), (0.5, 0.05), (1, 0.02))],
    )  # fmt: skip

    outcome = home.refresh(date.fromisoformat(DAY))

    assert outcome.exit_code == 3, outcome.lines
    assert "benchmark" in outcome.lines[0], outcome.lines
    assert (home.path / "published" / "shopscore.duckdb").read_bytes() == before
    status = home.command("status")
    assert "quality checks failed, not published" in " ".join(status.stdout.split()), status.stdout + status.stderr


def test_a_second_refresh_is_told_that_one_is_running(home: Home) -> None:
    good_exports(home)
    hold = (
        "import sys, time, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); "
        "print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, str(home.path / "refresh.lock")], stdout=subprocess.PIPE)
    try:
        assert holder.stdout
        holder.stdout.readline()
        run = home.command("refresh", "--as-of", DAY)
    finally:
        holder.kill()
        holder.wait()
    assert run.returncode == 1
    assert "another refresh is running" in run.stderr


def test_a_refresh_is_told_that_another_program_has_the_warehouse_open(home: Home) -> None:
    hold = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(home.path / "warehouse.duckdb")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        run = home.command("refresh", "--as-of", DAY)
        holder.kill()
    assert run.returncode == 1
    assert "warehouse.duckdb open: close it" in run.stderr


@pytest.mark.parametrize("step", ["Importing exports", "Building and verifying the models", "Publishing"])
def test_a_refresh_killed_anywhere_leaves_the_last_publication_and_the_next_one_is_right(home: Home, step: str) -> None:
    good_exports(home)
    assert home.refresh(date.fromisoformat(DAY)).exit_code == 0
    before = home.tables("marts", "dims")
    home.write("douyin/S1/orders/more.csv", ORDER_HEADER, [order(f"C{n}") for n in range(5)])

    kill_at(home, step)

    assert home.tables("marts", "dims") == before
    assert home.refresh(date.fromisoformat(DAY)).exit_code == 0
    assert home.published(
        "select valid_orders from marts.scores where system_id = 'douyin_merchant_experience' and "
        f"assessment_date = '{DAY}' and subject_id = 'S1'"
    ) == [(35,)]
    assert home.published("select status, count(*) from ops.runs group by 1 order by 1") == [
        ("died", 1),
        ("published", 2),
    ]
    from dagster import DagsterInstance  # noqa: PLC0415

    with DagsterInstance.from_config(str(home.path / "dagster")) as instance:
        assert [run.status.value for run in instance.get_runs(ascending=True)] == ["SUCCESS", "FAILURE", "SUCCESS"]
    leftovers = [path.name for path in (home.path / "published").iterdir() if path.name != "shopscore.duckdb"]
    assert leftovers == []


def kill_at(home: Home, step: str) -> None:
    """Start a refresh in a process of its own and kill it a moment after it announces the step."""
    process = subprocess.Popen(
        [*SHOPSCORE, "refresh", "--as-of", DAY],
        cwd=PROJECT_DIR,
        env={**os.environ, "SHOPSCORE_HOME": str(home.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    for line in process.stdout:
        if line.startswith(step):
            time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    assert process.returncode == -signal.SIGKILL


def test_an_unknown_option_or_day_is_wrong_usage(home: Home) -> None:
    assert home.command("refresh", "--as-of", "yesterday").returncode == 2
    assert home.command("scoreboard").returncode == 2
    assert home.command("refresh", "--as-of", DAY, SHOPSCORE_HISTORY_DAYS="many").returncode == 2


def test_a_reader_with_the_old_file_open_goes_on_and_blocks_nobody(home: Home) -> None:
    good_exports(home)
    assert home.refresh(date.fromisoformat(DAY)).exit_code == 0
    with duckdb.connect(str(home.path / "published" / "shopscore.duckdb"), read_only=True) as reader:
        query = "select distinct generation_id from marts.scores"
        old = reader.execute(query).fetchall()
        home.write("douyin/S1/orders/more.csv", ORDER_HEADER, [order("C1")])
        assert home.command("refresh", "--as-of", DAY).returncode == 0
        assert reader.execute(query).fetchall() == old
        new = home.command("sql", "--format", "csv", query).stdout.split()[1]
    assert [(new,)] != old
