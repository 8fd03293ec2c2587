"""The proof of a backup: another machine goes on from it."""

from datetime import date
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Home
from tests.end_to_end.test_what_goes_wrong import DAY, ORDER_HEADER, good_exports, order

VALID_ORDERS = (
    "select valid_orders from marts.scores where system_id = 'douyin_merchant_experience' "
    f"and assessment_date = '{DAY}' and subject_id = 'S1'"
)


@pytest.fixture
def old(tmp_path: Path) -> Home:
    return Home(tmp_path / "old")


def test_a_restored_home_serves_the_same_scores_and_its_next_refresh_is_right(old: Home, tmp_path: Path) -> None:
    good_exports(old)
    assert old.refresh(date.fromisoformat(DAY)).exit_code == 0
    saved = tmp_path / "safe"
    assert old.command("backup", "--to", str(saved), "--with-landing").returncode == 0
    [file] = saved.iterdir()

    new = Home(tmp_path / "new")
    assert old.command("restore", str(file)).returncode == 2  # the old home is in use
    assert new.command("restore", str(file)).returncode == 0

    # the same scores before anything runs
    assert new.tables("marts", "dims") == old.tables("marts", "dims")
    # files landed in the old home are known in the new one, and a new file adds to them
    new.write("douyin/S1/orders/more.csv", ORDER_HEADER, [order(f"C{n}") for n in range(5)])
    assert new.refresh(date.fromisoformat(DAY)).exit_code == 0
    assert new.published(VALID_ORDERS) == [(35,)]
    assert new.published("select files_landed from ops.runs order by started_at, run_id")[-1] == (1,)
    assert new.published(
        "select count(*), count(distinct file_name) from ops.landed_files where export = 'orders'"
    ) == [(2, 2)]
    assert (new.path / ".hash_key").read_bytes() == (old.path / ".hash_key").read_bytes()
