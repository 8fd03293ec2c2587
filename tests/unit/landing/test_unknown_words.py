"""An unknown word is named when it stands in three rows or more; before that a stand-in of it is stored."""

from shopscore.landing.privacy import load_hash_key
from shopscore.landing.words import unknown_word

from .conftest import REVIEW_HEADER, Home

WORD = "特邀点评"


def kinds(home: Home) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in home.rows("select review_id, review_kind from raw.douyin_reviews order by 1")]


def reviews(*numbers: int, kind: str = WORD) -> str:
    rows = [f"R{number},O{number},2021-11-01 10:00:00,{kind},5,5,5,好" for number in numbers]
    return "\n".join([REVIEW_HEADER, *rows]) + "\n"


def stand_in(home: Home, word: str = WORD) -> str:
    return unknown_word(load_hash_key(home.settings.home), word)


def test_in_two_rows_it_has_a_stand_in(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", reviews(1, 2))
    home.land()
    assert kinds(home) == [("R1", stand_in(home)), ("R2", stand_in(home))]


def test_in_three_rows_of_a_file_it_is_named(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", reviews(1, 2, 3))
    home.land()
    assert kinds(home) == [("R1", WORD), ("R2", WORD), ("R3", WORD)]


def test_in_three_rows_of_several_files_it_is_named_in_all_of_them(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", reviews(1, 2))
    home.land()
    home.put("douyin/S2/reviews/b.csv", reviews(3))
    home.land()
    assert kinds(home) == [("R1", WORD), ("R2", WORD), ("R3", WORD)]


def test_a_row_that_comes_three_times_is_one_row(home: Home) -> None:
    for name in ("a", "b", "c"):
        home.put(f"douyin/S1/reviews/{name}.csv", reviews(1) + "\n" * len(name) + f"R{name},,,,,,,\n")
    home.land()
    assert {kind for _, kind in kinds(home)} == {stand_in(home)}


def test_what_a_mask_touches_is_never_named(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", reviews(1, 2, 3, kind="打13812345678"))
    home.land()
    assert {kind for _, kind in kinds(home)} == {stand_in(home, "打13812345678")}


def test_a_word_of_the_trade_is_named_in_one_row(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", reviews(1, kind="商家评价"))
    home.land()
    assert kinds(home) == [("R1", "商家评价")]


def test_a_known_word_is_named_in_one_row(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", reviews(1, kind="追评"))
    home.land()
    assert kinds(home) == [("R1", "追评")]


def test_of_a_personal_word_the_part_that_the_vocabulary_knows_is_stored(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", reviews(1, kind="李小姐的追评") + reviews(2, kind="李小姐的").split("\n")[1])
    home.land()
    hidden = stand_in(home, "李小姐的追评").removeprefix("unknown-")
    assert kinds(home) == [("R1", f"…追评#{hidden}"), ("R2", stand_in(home, "李小姐的"))]


def test_what_landed_in_part_is_named_once_it_stands_in_three_rows(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", reviews(1, 2, kind="特邀的追评"))
    home.land()
    home.put("douyin/S1/reviews/b.csv", reviews(3, kind="特邀的追评"))
    home.land()
    assert {kind for _, kind in kinds(home)} == {"特邀的追评"}
