"""Landed exports leave landing so many days after they landed; nothing else ever does."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shopscore.landing import landing, windows

from .conftest import REVIEW_HEADER, Home, review

LANDED_AT = datetime(2021, 11, 15, 12)


@pytest.fixture
def keeping(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home that keeps landed exports for 30 days, in which three landed, one was refused, and a table was filled."""
    monkeypatch.setattr(windows, "now", lambda: LANDED_AT)
    monkeypatch.setattr(landing, "now", lambda: LANDED_AT)
    home.settings = replace(home.settings, landing_keep_days=30)
    home.put_reviews(review(1), place="douyin/S1/reviews/a.csv")
    home.put_reviews(review(1), place="douyin/S1/reviews/a (1).csv")
    home.put_reviews(review(2), place="douyin/S1/reviews/b.csv")
    home.put("douyin/S1/reviews/refused.csv", "评价ID\nR1\n")
    home.put("reference/shops/shops.csv", "platform,shop_id,shop_name,industry\ndouyin,S1,一号店,女装\n")
    assert home.land().deleted == ()
    return home


def names(home: Home) -> list[str]:
    return sorted(path.name for path in home.settings.landing.rglob("*.csv"))


@pytest.mark.parametrize(("after", "deleted"), [(timedelta(days=30, seconds=-1), 0), (timedelta(days=30), 3)])
def test_what_landed_so_many_days_ago_is_deleted_and_the_ledger_says_so(
    keeping: Home, monkeypatch: pytest.MonkeyPatch, after: timedelta, deleted: int
) -> None:
    monkeypatch.setattr(landing, "now", lambda: LANDED_AT + after)

    assert len(keeping.land().deleted) == deleted
    all_names = ["a (1).csv", "a.csv", "b.csv", "refused.csv", "shops.csv"]
    assert names(keeping) == (["refused.csv", "shops.csv"] if deleted else all_names)
    moment = LANDED_AT + after if deleted else None
    assert keeping.rows(
        "select distinct deleted_at from log.landed_files where export = 'reviews' and rows_landed > 0"
    ) == [(moment,)]
    # its rows stay, and the file is known for good
    assert keeping.rows("select count(*) from raw.douyin_reviews") == [(2,)]
    keeping.put_reviews(review(2), place="douyin/S1/reviews/again.csv")
    assert keeping.land().landed == 0


def test_by_default_everything_stays(keeping: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.settings = replace(keeping.settings, landing_keep_days=None)
    monkeypatch.setattr(landing, "now", lambda: LANDED_AT + timedelta(days=4000))

    assert keeping.land().deleted == ()
    assert "b.csv" in names(keeping)


def test_what_lies_elsewhere_and_is_only_linked_stays(keeping: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = keeping.settings.home / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "c.csv").write_text(f"{REVIEW_HEADER}\n{review(3)}\n")
    (keeping.settings.landing / "douyin" / "S2").mkdir()
    (keeping.settings.landing / "douyin" / "S2" / "reviews").symlink_to(elsewhere)
    keeping.land()
    monkeypatch.setattr(landing, "now", lambda: LANDED_AT + timedelta(days=31))

    assert len(keeping.land().deleted) == 3
    assert (elsewhere / "c.csv").exists()
