"""A home holds the made-up sample or real exports, told by content, never by an id or a name."""

import shutil
from pathlib import Path

import pytest

from shopscore.landing.origin import MARKER, MixedHomeError, SampleMarker, holds_real_exports

from .conftest import REVIEW_HEADER, Home, review

MADE_UP = f"{REVIEW_HEADER}\n{review(1)}\n"


def put_sample(home: Home, place: str = "douyin/S1/reviews/sample.csv", content: str = MADE_UP) -> Path:
    SampleMarker(home.settings.landing).add(content.encode())
    return home.put(place, content)


def test_the_ledger_keeps_what_a_file_is(home: Home) -> None:
    put_sample(home)
    home.land()
    assert home.rows("select origin from log.landed_files") == [("sample",)]


def test_a_file_that_is_none_of_the_sample_s_is_an_export(home: Home) -> None:
    home.put_reviews(review(1))
    home.land()
    assert home.rows("select origin from log.landed_files") == [("export",)]
    assert holds_real_exports(home.settings.landing, home.exports)


def test_real_exports_beside_the_sample_stop_before_anything_lands(home: Home) -> None:
    put_sample(home)
    # the same shop id, the same name: neither says what a file is
    home.put_reviews(review(2), place="douyin/S1/reviews/other.csv")

    with pytest.raises(MixedHomeError, match="SHOPSCORE_HOME=another-folder shopscore init"):
        home.land()
    assert home.rows("select count(*) from log.landed_files") == [(0,)]


@pytest.mark.parametrize("first", ["sample", "export"])
def test_what_landed_counts_when_its_file_and_the_marker_are_gone(home: Home, first: str) -> None:
    if first == "sample":
        put_sample(home)
        home.land()
        shutil.rmtree(home.settings.landing)
        home.put_reviews(review(2))
    else:
        home.put_reviews(review(2))
        home.land()
        shutil.rmtree(home.settings.landing)
        put_sample(home)
    with pytest.raises(MixedHomeError):
        home.land()


def test_a_table_of_one_s_own_is_not_an_export_of_a_shop(home: Home) -> None:
    put_sample(home)
    home.put("reference/shops/shops.csv", "platform,shop_id,shop_name,industry\ndouyin,S1,一号店,女装\n")
    assert home.land().landed == 2
    assert home.land().known == 2


def test_what_is_not_a_table_or_in_no_shop_s_folder_is_of_no_kind(home: Home) -> None:
    put_sample(home)
    home.put("douyin/S1/reviews/notes.txt", "mine")
    home.put("stray.csv", MADE_UP)
    assert home.land().landed == 1


def test_what_an_older_version_landed_is_of_no_kind(home: Home) -> None:
    home.put_reviews(review(1))
    home.land()
    home.rows("update log.landed_files set origin = null")
    put_sample(home, "douyin/S2/reviews/sample.csv", f"{REVIEW_HEADER}\n{review(9)}\n")
    assert home.land().landed == 1


def test_a_copy_of_the_folder_brings_its_marker(home: Home, tmp_path: Path) -> None:
    put_sample(home)
    shutil.copytree(home.settings.landing, tmp_path / "copy")
    assert (tmp_path / "copy" / MARKER).exists()
    assert not holds_real_exports(tmp_path / "copy", home.exports)
