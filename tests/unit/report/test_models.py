"""What the reports say, against a published file typed by hand."""

from pathlib import Path

import duckdb
import pytest

from shopscore.console.errors import CommandError
from shopscore.language import use_language
from shopscore.report.agency_model import AgencyReport, Badge, Figure
from shopscore.report.archive import read_report
from shopscore.report.reading import Shop, find_shop
from shopscore.report.shop_model import Ahead, Change, LineRow, MoverRow, ShopReport, ThingRow
from tests.unit.console.conftest import GENERATION
from tests.unit.report.conftest import change

S1, S3 = Shop("douyin", "S1"), Shop("douyin", "S3")


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def report_of(published: Path, shop: Shop) -> ShopReport:
    with duckdb.connect(str(published), read_only=True) as connection:
        report = read_report(connection, shop)
    assert isinstance(report, ShopReport)
    return report


def agency_of(published: Path) -> AgencyReport:
    with duckdb.connect(str(published), read_only=True) as connection:
        report = read_report(connection, None)
    assert isinstance(report, AgencyReport)
    return report


def test_a_shops_report_begins_with_its_score_and_what_buyers_see(published: Path) -> None:
    report = report_of(published, S1)
    assert (report.name, report.about, report.day) == ("云朵小店", "Douyin · 美妆 · S1", "2026-11-22")
    assert (report.score, report.ceiling, report.shown) == ("4.00", "of 5", "buyers see 4.5")
    assert (report.status, report.standing, report.advice) == ("rank 2/2", "below", "")
    # an eighth, to two decimals; over 30 days there is none
    assert report.changes == [Change("1 day", "−0.12", "down"), Change("7 days", "+0.50", "up")]
    assert report.generation == GENERATION
    assert GENERATION in report.words["footer"]


def test_its_lines_say_how_far_and_how_many_days(published: Path) -> None:
    # 4.40 - 4.00 and 4.00 - 3.20; 14 days after the 22nd of November; the worst comes first
    assert report_of(published, S1).lines == [
        LineRow(
            "Promotions",
            "4.40",
            "below",
            "0.40 to go",
            "reached in 14 days (12-06)",
            "The shop cannot join promotions",
        ),
        LineRow("Exit", "3.20", "ok", "0.80 above it", "", ""),
    ]


def test_a_line_that_will_be_lost_is_told_from_one_that_is_safe(published: Path) -> None:
    change(
        published,
        "update marts.threshold_alerts set days_to_cross = 3, crosses_to = 'below', crosses_on = '2026-11-25' "
        "where threshold_id = 'exit'",
    )
    [_, exit_line] = report_of(published, S1).lines
    assert (exit_line.state, exit_line.coming) == ("coming", "lost in 3 days (11-25)")
    assert exit_line.consequence == "The shop is asked to leave"
    [row, *_] = agency_of(published).sections[0].rows
    # being below one line is worse than the other's being lost in three days
    assert row.badges == [Badge("below Promotions 4.40", "below"), Badge("below Exit 3.20 in 3 days", "coming")]


def test_a_distance_never_reads_shorter_than_it_is(published: Path) -> None:
    change(
        published,
        "update marts.threshold_alerts set score = 4.396 where threshold_id = 'promotions'",
        "update marts.threshold_alerts set score = 3.209 where threshold_id = 'exit'",
    )
    # 0.004 are missing, and 0.009 are above
    assert [line.distance for line in report_of(published, S1).lines] == ["0.01 to go", "0.00 above it"]


def test_its_movers_are_what_fell_and_then_what_rose_with_the_causes(published: Path) -> None:
    assert report_of(published, S1).movers == [
        MoverRow("Quality return rate", "−0.25", "down", 0.25 / 0.75, "new −0.50 · left the window +0.25"),
        MoverRow("Delivery hours", "+0.75", "up", 1.0, "new +0.50 · peers moved +0.25"),
    ]


def test_it_looks_a_week_ahead(published: Path) -> None:
    assert report_of(published, S1).ahead == [
        Ahead("tomorrow", "11-23", "4.00", Change("", "0.00", "flat")),
        Ahead("in 7 days", "11-29", "4.25", Change("", "+0.25", "up")),
    ]


def test_its_curve_has_the_days_that_were_and_the_week_to_come(published: Path) -> None:
    trend = report_of(published, S1).trend
    assert trend is not None
    # 8 days from the 21st to the 29th; from 4.00 at the bottom to 4.25 at the top
    assert trend.past == [(0, 0.5), (1 / 8, 0)]
    assert trend.ahead == [(1 / 8, 0), (2 / 8, 0), (3 / 8, 0), (1, 1)]
    assert (trend.lowest, trend.highest, trend.first_day, trend.last_day) == ("4.00", "4.25", "11-21", "11-29")
    change(published, "delete from marts.scores where assessment_date = '2026-11-21'")
    assert report_of(published, S1).trend is None


def test_what_there_is_to_do_comes_by_the_points_at_stake(published: Path) -> None:
    report = report_of(published, S1)
    assert report.things == [
        ThingRow(1, "Pickups to chase", "dearer", "A18", "0.25 points", "6 h left", "soon", ""),
        ThingRow(2, "Pickups to chase", "cheaper", "A15", "under 0.01 points", "3 h left", "soon", ""),
        ThingRow(3, "Sessions unanswered", "waits for 60 minutes", "Q1", "", "overdue", "late", "kefu01"),
    ]
    # the lists have no more than these three
    assert report.words["things_of"] == ""


def test_one_list_leaves_room_for_the_others(published: Path) -> None:
    change(
        published,
        "insert into actions.pickups_to_chase (platform, shop_id, due_at, priority, reason, score_cost, order_id) "
        "select 'douyin', 'S1', '2026-11-22 18:00:00', 10 + n, 'more', 0.1, 'B' || n from range(12) as more (n)",
        "update marts.list_status set list_rows = 14 where list_name = 'pickups_to_chase' and platform = 'douyin'",
        "insert into actions.reviews_to_appeal (platform, shop_id, due_at, priority, reason, score_cost) values "
        "('douyin', 'S1', '2026-11-24 12:00:00', 1, 'one star', 0.01)",
        "update marts.list_status set list_rows = 1 where list_name = 'reviews_to_appeal' and platform = 'douyin'",
    )
    report = report_of(published, S1)
    lists = [thing.list_name for thing in report.things]
    # 14 pickups, a review and a session make ten things: the review and the session are among them
    assert lists == ["Pickups to chase"] * 8 + ["Reviews to appeal", "Sessions unanswered"]
    assert report.things[0].text == "dearer"
    assert report.words["things_of"] == "the first 10 of 16"


def test_a_shop_without_a_score_is_told_why_and_what_comes_next(published: Path) -> None:
    report = report_of(published, S3)
    assert (report.score, report.standing, report.status) == ("", "none", "12 valid orders, below 30")
    assert (report.lines, report.trend, report.changes) == ([], None, [])
    change(published, "update marts.scores set status = 'needs_pages' where subject_id = 'S3'")
    report = report_of(published, S3)
    assert report.status == "too few score pages"
    assert report.advice.startswith("Next: put the shop's pages into landing")


def test_the_agency_sees_all_shops_the_worst_first(published: Path) -> None:
    report = agency_of(published)
    assert report.figures == [
        Figure("shops", "3", is_bad=False),
        Figure("below a line", "1", is_bad=True),
        Figure("near one, or will fall", "0", is_bad=False),
        Figure("fell in 7 days", "0", is_bad=False),
        Figure("without a score", "1", is_bad=False),
    ]
    [section] = report.sections
    assert (section.name, section.about) == ("Douyin: Merchant experience score", "3–5, lowest first")
    # of the scale from 3 to 5
    assert [(row.name, row.score, row.share, row.status, row.weakest) for row in section.rows] == [
        ("云朵小店", "4.00", 0.5, "", "Quality return rate"),
        ("山野茶铺", "4.50", 0.75, "", "Delivery hours"),
        ("云上新店", "", 0, "too few orders", ""),
    ]
    assert section.rows[0].changes == [Change("1 day", "−0.12", "down"), Change("7 days", "+0.50", "up")]
    assert section.rows[0].badges == [Badge("below Promotions 4.40", "below")]


def test_only_the_made_up_sample_says_so(published: Path) -> None:
    assert report_of(published, S1).made_up == ""
    change(published, "update ops.landed_files set origin = 'sample'")
    assert report_of(published, S1).made_up.startswith("Made-up sample")
    assert agency_of(published).made_up.startswith("Made-up sample")


def test_a_shop_is_found_by_name_and_a_creator_is_none(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        assert find_shop(connection, "云朵") == find_shop(connection, "douyin/S1") == S1
        with pytest.raises(CommandError, match="creator"):
            find_shop(connection, "C1")
        with pytest.raises(CommandError, match="pinduoduo/S1"):
            read_report(connection, Shop("pinduoduo", "S1"))
