import hashlib
from datetime import datetime
from itertools import permutations

import pytest

from shopscore.landing import file_ledger

from .conftest import REVIEW_HEADER, Home, MakeHome, review

ROWS = f"{REVIEW_HEADER}\n{review(1)}\n{review(2)}\n"
PLACE = "douyin/S1/reviews/"


def test_the_same_content_at_the_same_place_lands_once_whatever_its_name(home: Home) -> None:
    home.put(PLACE + "a.csv", ROWS)
    home.put(PLACE + "copy of a.csv", ROWS)
    assert [file.status for file in home.land().files] == ["landed", "known"]
    home.put(PLACE + "later.csv", ROWS)
    assert [file.status for file in home.land().files] == ["known", "known", "known"]
    assert home.rows("select count(*) from raw.douyin_reviews") == [(2,)]
    assert home.rows("select count(*) from log.landed_files") == [(1,)]


def test_the_same_content_of_another_shop_is_another_file(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", ROWS)
    home.put("douyin/S2/reviews/a.csv", ROWS)
    assert home.land().landed == 2
    assert home.rows("select shop_id, count(*) from raw.douyin_reviews group by 1 order by 1") == [("S1", 2), ("S2", 2)]


# name → modification time; a stamp beats every modification time, and the earliest of each kind wins
SIGHTINGS = {
    "a.csv": "2021-01-01 00:00:00",
    "b_20211109.csv": "2021-12-01 00:00:00",
    "c_20211107.csv": "2021-12-01 00:00:00",
}


@pytest.mark.parametrize("order", list(permutations(SIGHTINGS)))
def test_the_export_time_is_the_same_for_every_order_of_arrival(home: Home, order: tuple[str, ...]) -> None:
    for name in order:
        home.put(PLACE + name, ROWS, modified=SIGHTINGS[name])
        home.land()
    ledger = home.rows("select exported_at, exported_at_source, file_name from log.landed_files")
    digits = hashlib.sha256(ROWS.encode()).hexdigest()[:8]
    assert ledger == [(datetime(2021, 11, 7), "file_name", f"S1_reviews_2021-11-07_{digits}.csv")]


def test_among_modification_times_the_earliest_wins_in_both_orders(make_home: MakeHome) -> None:
    times = {"a.csv": "2021-11-02 00:00:00", "b.csv": "2021-11-01 00:00:00"}
    for order in (["a.csv", "b.csv"], ["b.csv", "a.csv"]):
        home = make_home(order[0])
        for name in order:
            home.put(PLACE + name, ROWS, modified=times[name])
            home.land()
        assert home.rows("select exported_at from log.landed_files") == [(datetime(2021, 11, 1),)]


def test_a_crash_in_the_middle_leaves_nothing_and_the_next_run_lands_the_file(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.put(PLACE + "a.csv", f"{ROWS}{review(3, stars='9')}\n")

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(file_ledger, "write_files", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            home.land()
    for table in ("raw.douyin_reviews", "raw.rejected_rows", "log.landed_files"):
        assert home.rows(f"select count(*) from {table}") == [(0,)]
    outcome = home.land_one()
    assert (outcome.status, outcome.rows_landed, outcome.rows_rejected) == ("landed", 2, 1)


def test_full_lands_what_is_there_anew_and_keeps_what_is_gone(home: Home) -> None:
    gone = home.put(PLACE + "gone.csv", f"{REVIEW_HEADER}\n{review(9)}\n")
    home.put(PLACE + "a_20211101.csv", f"{ROWS}{review(3, stars='9')}\n")
    home.land()
    gone.unlink()
    (outcome,) = home.land(full=True).files
    assert (outcome.status, outcome.rows_landed, outcome.rows_rejected) == ("landed", 2, 1)
    assert home.rows("select review_id from raw.douyin_reviews order by 1") == [("R1",), ("R2",), ("R9",)]
    assert home.rows("select count(*) from raw.rejected_rows") == [(1,)]
    assert home.rows("select count(*) from log.landed_files") == [(2,)]


def test_a_refused_file_is_known_the_next_day(home: Home) -> None:
    path = home.put(PLACE + "a.csv", "评价ID,评价内容\nR1,好\n")
    assert home.land_one().status == "refused"
    assert home.land_one().status == "known"
    assert home.rows("select status, rows_read, rows_landed from log.landed_files") == [("refused", 0, 0)]
    assert len(home.quarantined()) == 2
    assert path.exists()


def test_a_refused_file_that_is_renamed_as_the_reason_said_lands(home: Home) -> None:
    path = home.put(PLACE + "a.txt", ROWS)
    assert home.land_one().status == "refused"
    path.rename(path.with_suffix(".csv"))
    assert home.land_one().rows_landed == 2
    assert home.rows("select status from log.landed_files") == [("landed",)]
    assert home.quarantined() == []
    assert home.land_one().status == "known"


def test_leftovers_of_a_killed_run_are_wiped(home: Home) -> None:
    home.put(PLACE + "a.csv", ROWS)
    leftover = home.settings.temporary / "landing-x" / "tidy.csv"
    leftover.parent.mkdir(parents=True)
    leftover.write_text("张三")
    home.land()
    assert list(home.settings.temporary.iterdir()) == []


def test_every_file_is_told_as_it_is_done(home: Home) -> None:
    home.put(PLACE + "a.csv", ROWS)
    home.put(PLACE + "b.txt", "anything")
    told: list[tuple[str, str]] = []
    summary = home.land(on_file=lambda file: told.append((file.path.name, file.status)))
    assert told == [("a.csv", "landed"), ("b.txt", "refused")]
    assert (summary.landed, summary.refused, summary.known, summary.rows) == (1, 1, 0, 2)
