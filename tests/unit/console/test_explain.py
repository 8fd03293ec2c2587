import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from .conftest import GENERATION, run


def explained(*arguments: str) -> dict[str, Any]:
    result = run("explain", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def merchant(answer: dict[str, Any], version: str = "2021-06-28") -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in answer["systems"] if one["rule_version"] == version)
    return found


@pytest.mark.parametrize("wanted", ["S1", "云朵小店", "云朵"])
def test_a_subject_is_found_by_id_by_name_and_by_the_beginning_of_its_name(published: Path, wanted: str) -> None:
    assert explained(wanted)["subject"] == {
        "platform": "douyin",
        "subject_type": "shop",
        "subject_id": "S1",
        "subject_name": "云朵小店",
        "industry": "美妆",
    }


def test_an_ambiguous_beginning_lists_whom_it_may_mean(published: Path) -> None:
    result = run("explain", "云")

    assert result.exit_code == 2
    assert "S1 云朵小店 (Douyin shop)" in result.stderr
    assert "S3 云上新店 (Douyin shop)" in result.stderr
    assert "S2" not in result.stderr


def test_an_unknown_subject_and_an_unknown_system_are_named(published: Path) -> None:
    no_subject, no_system = run("explain", "S9"), run("explain", "S1", "--system", "douyin")

    assert (no_subject.exit_code, no_system.exit_code) == (2, 2)
    assert "no shop or creator is called 'S9'" in no_subject.stderr
    assert "there are douyin_creator_reputation, douyin_dsr, douyin_merchant_experience" in no_system.stderr


def test_the_costliest_indicator_comes_first_and_the_points_add_up(published: Path) -> None:
    drag = merchant(explained("S1"))["drag"]

    assert drag == [
        {"indicator_id": "quality_return_rate", "effective_weight": 0.25, "points": 0.5},
        {"indicator_id": "delivery_hours", "effective_weight": 0.5, "points": 0.25},
        {"indicator_id": "negative_review_rate", "effective_weight": 0.25, "points": 0.25},
    ]
    # The total is 4.00 of 5.
    assert sum(one["points"] for one in drag) == 1.0


LEDGER = """
insert into marts.score_adjustments
select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', *
from (values
    ('faked_trade', 'Faked trade', '刷单炒信', 'total', date '2026-11-01', -10, date '2026-12-01'),
    ('wrong_address', 'Wrong return address', '异常售后地址', 'total', date '2026-11-10', 0, date '2026-12-10'),
    ('home_installation', 'Home installation', '送装服务', 'total', date '2026-11-21', 2, null),
    ('remote_area', 'Remote-area service', '偏远地区服务', 'logistics', date '2026-11-21', 0, null)
) as ledger;
update marts.scores set bonus = 2, deductions = 10 where subject_id = 'S1';
"""


def test_each_deduction_and_bonus_has_its_day_points_expiry_and_what_to_do(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(LEDGER)
    system = merchant(explained("S1"))
    assert (system["bonus"], system["deductions"]) == (2, 10)
    assert [(one["kind"], one["points"], one["expires_on"], one["ends_on"]) for one in system["adjustments"]] == [
        ("faked_trade", -10, "2026-12-01", "2026-12-02"),
        ("wrong_address", 0, "2026-12-10", "2026-12-11"),
        ("home_installation", 2, None, None),
        ("remote_area", 0, None, None),
    ]
    assert merchant(explained("S2"))["adjustments"] == []

    shown = " ".join(run("explain", "S1", "--system", "douyin_merchant_experience").stdout.split())
    assert "Taken off and added" in shown
    for part in ("-10.00", "2026-11-01", "2026-12-01", "2026-12-02", "+2.00", "keep it", "older"):
        assert part in shown
    assert "Taken off and added" not in run("explain", "S2", "--system", "douyin_merchant_experience").stdout


def test_indicators_are_shown_with_unit_parts_the_peers_median_and_weight(published: Path) -> None:
    lines = run("explain", "S1", "--system", "douyin_merchant_experience").stdout.splitlines()

    at = next(number for number, line in enumerate(lines) if line.startswith("Quality return rate"))
    assert lines[at].split()[3:] == ["2.50%", "3.00%", "0.75%", "0%", "50%", "3.00", "-0.50"]
    assert lines[at + 1].split() == ["30/1,200"]
    at = next(number for number, line in enumerate(lines) if line.startswith("Delivery hours"))
    assert lines[at].split()[2:] == ["26.5", "h", "27.5", "h", "28.0", "h", "75%", "100%", "4.50", "0.00"]
    assert lines[at + 1].split() == ["26,500/1,000"]
    at = next(number for number, line in enumerate(lines) if line.startswith("Return handling hours"))
    assert lines[at].split()[3:] == ["missing", "–", "–", "–", "–", "–", "–"]


def test_an_indicator_is_shown_over_its_further_windows_where_something_is_in_them(published: Path) -> None:
    lines = run("explain", "S1", "--system", "douyin_merchant_experience").stdout.splitlines()

    at = next(number for number, line in enumerate(lines) if line.startswith("Negative review rate"))
    assert lines[at + 1].split() == ["13/1,040"]
    assert lines[at + 2].split() == ["30d", "2.25%"]
    assert sum("30d" in line for line in lines) == 1
    assert "30天 2.25%" in run("--lang", "zh", "explain", "S1").stdout
    indicators = {one["indicator_id"]: one["other_windows"] for one in merchant(explained("S1"))["indicators"]}
    assert indicators["negative_review_rate"] == [
        {
            "window_name": "30d",
            "window_start": "2026-10-23",
            "window_end": "2026-11-21",
            "numerator": 9,
            "denominator": 400,
            "value": 0.0225,
            "missing_reason": None,
        }
    ]
    assert [one["missing_reason"] for one in indicators["delivery_hours"]] == ["no_cases"]
    assert indicators["quality_return_rate"] == []


def test_the_evidence_is_what_counts_on_that_day(published: Path) -> None:
    evidence = merchant(explained("S1"))["evidence"]

    # GONE leaves on the assessment date itself and LATER enters a day after it.
    assert [case["case_id"] for case in evidence["cases"]] == ["A1", "A4", "A3", "A2"]
    assert (evidence["against"], evidence["excluded"]) == (4, 1)
    # By 2026-11-29, seven days on: A2 (28th) and A3 (29th); A4 leaves on the 30th.
    assert evidence["leaving_within_7_days"] == 2
    assert evidence["reasons"] == [
        {"state": "against", "reason": "商品破损", "reason_zh": "商品破损", "cases": 2},
        {"state": "against", "reason": "质量问题", "reason_zh": "质量问题", "cases": 2},
        {"state": "excluded", "reason": "order of an abnormal type", "reason_zh": "异常订单", "cases": 1},
    ]
    assert evidence["cases"][0] == {
        "case_kind": "order",
        "case_id": "A1",
        "order_id": "A1",
        "product_id": "P1",
        "reason": "质量问题",
        "reason_zh": "质量问题",
        "effect": 1.0,
        "cohort_date": "2026-09-01",
        "leaves_on": "2026-12-15",
    }


def test_more_than_ten_cases_are_counted_and_said_not_to_be_shown(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "insert into marts.indicator_evidence select evidence.* replace ('B' || i as case_id) "
            "from marts.indicator_evidence as evidence, range(20) as t(i) where case_id = 'A1'"
        )

    assert len(merchant(explained("S1"))["evidence"]["cases"]) == 10
    # 4 and 20 more.
    assert "showing 10 of 24" in run("explain", "S1").stdout


def test_what_if_rules_are_one_line_with_the_difference(published: Path) -> None:
    # 3.75 against 4.00 under the rule in force.
    assert "What if heavier-product were the rule: 3.75 (-0.25)" in run("explain", "S1").stdout
    assert merchant(explained("S1"), "heavier-product")["is_what_if"] is True


def test_a_what_if_on_another_scale_has_no_difference(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "update dims.rule_versions set floor = 0, ceiling = 100 where rule_version = 'heavier-product'"
        )
    said = " ".join(run("explain", "S1").stdout.split())

    assert "rule: 3.75, on another scale (0 to 100), so there is no difference" in said


def test_a_subject_without_a_score_is_told_why(published: Path) -> None:
    assert "no score: 12 valid orders, below 30" in run("explain", "S3").stdout
    assert merchant(explained("S3"))["drag"] == []
    assert merchant(explained("S3"))["evidence"] is None


def test_json_has_what_moved_the_score_its_forecast_its_lines_and_its_targets(published: Path) -> None:
    outlook = merchant(explained("S1"))["outlook"]

    # By size of the move in 7 days; 0.75 = 0.5 new + 0.25 peers.
    assert [(one["indicator_id"], one["contribution_7d"]) for one in outlook["movers"]] == [
        ("delivery_hours", 0.75),
        ("quality_return_rate", -0.25),
        ("negative_review_rate", 0.001),
    ]
    assert [day["score"] for day in outlook["forecast"]] == [4.0, 4.0, 4.25, 4.5, None]
    assert [(line["threshold_id"], line["state"], line["days_to_cross"]) for line in outlook["lines"]] == [
        ("exit", "ok", None),
        ("promotions", "below", 14),
    ]
    assert [(one["target"], one["needed"]) for one in outlook["targets"]] == [
        ("peer_mean", 0),
        ("next_threshold", 1500),
        ("top_tenth", None),
    ]


def test_the_terminal_says_what_moved_it_what_comes_and_how_far_it_is(published: Path) -> None:
    shown = " ".join(run("explain", "S1", "--system", "douyin_merchant_experience").stdout.split())

    assert "+0.75 Delivery hours: new +0.50, peers moved +0.25" in shown
    assert "-0.25 Quality return rate: new -0.50, left the window +0.25" in shown
    # a move that would be shown as 0.00 is none
    assert "Negative review rate:" not in shown
    assert "2026-11-23 2026-11-29 2026-12-06 2026-12-22 peers hold still 4.00 4.25 4.50 too few orders" in shown
    # where no peer moves, half a point less throughout
    assert "no peer moves 3.50 3.75 4.00 too few orders -0.50 -0.25 0.00" in shown
    assert (
        "Based on what was known by 2026-11-21, and on what files exported before noon say about 2026-11-22." in shown
    )
    assert (
        "Promotions, line 4.40: below. The shop cannot join promotions; crosses above in 14 days, on 2026-12-06 if"
        in shown
    )
    # the value that the indicator needs is never taken for the line
    assert (
        "to 2.00% (alone lifting the total to Promotions, 4.40): 1,500 more orders without a refund (600 if you wait until"
        in shown
    )
    assert "to 0.00% (the best tenth of peers): not by this indicator alone" in shown
    assert "the next line, 2.00%" not in shown
    # reached: nothing is needed
    assert "negative review" not in shown.split("How far to go")[1]


def test_what_was_taken_off_or_added_has_a_name_among_what_moved_it(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "update marts.score_drivers set indicator_id = 'adjustments' where indicator_id = 'delivery_hours'"
        )

    assert "+0.75 deductions and bonus" in " ".join(run("explain", "S1").stdout.split())
    assert "+0.75 扣分与加分" in " ".join(run("--lang", "zh", "explain", "S1").stdout.split())


def test_on_a_past_date_there_is_no_forecast(published: Path) -> None:
    outlook = merchant(explained("S1", "--date", "2026-11-21"))["outlook"]

    assert (outlook["forecast"], outlook["lines"], outlook["targets"]) == ([], [], [])


@pytest.mark.parametrize(
    "change", ["drop table marts.score_forecast", "alter table dims.rule_versions drop column note_zh"]
)
def test_a_publication_of_an_older_version_asks_for_a_refresh(published: Path, change: str) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(change)

    result = run("explain", "S1")

    assert result.exit_code == 2
    assert "an older version of shopscore wrote the publication: run shopscore refresh" in result.stderr


def test_the_costliest_indicator_says_what_became_of_its_cases_and_where_the_damage_comes_from(published: Path) -> None:
    evidence = merchant(explained("S1"))["evidence"]

    assert evidence["account"] == {
        "cases": 1301,
        "counted_for": 1170,
        "counted_against": 30,
        "excluded": 1,
        "not_yet_known": 5,
        "out_of_window": 95,
    }
    # one item that is all there is says nothing
    assert [(one["breakdown"], one["item"], one["share_of_damage"]) for one in evidence["origins"]] == [
        ("product", "Green tea", 0.6)
    ]
    shown = " ".join(run("explain", "S1").stdout.split())
    assert (
        "1,301 cases examined: 1,170 counted for, 30 counted against, 1 excluded, 5 not yet known, 95 outside" in shown
    )
    assert "product Green tea: 60% of the damage, without it 1.20%" in shown


def test_only_a_shop_is_told_what_to_do_today(published: Path) -> None:
    shop, creator, yesterday = explained("S1"), explained("C1"), explained("S1", "--date", "2026-11-21")

    assert [(one["name"], one["rows"], one["state"], one["first_reason"]) for one in shop["tasks"]] == [
        ("parcels_stuck", 0, "empty", None),
        # nothing is due within the hour after noon: what costs most comes first
        ("pickups_to_chase", 2, "complete", "dearer"),
    ]
    assert (creator["tasks"], yesterday["tasks"]) == ([], [])
    shown = " ".join(run("explain", "S1").stdout.split())
    assert "To do, as of 2026-11-22 12:00" in shown
    assert "Pickups to chase: 2, first due 2026-11-22 18:00 dearer" in shown
    assert "Parcels stuck: 0 Empty because no file of parcels ever came." in shown


@pytest.mark.parametrize(
    ("due", "first"),
    # 12:00 is the moment the lists speak of; what is past cannot be saved any more
    [("12:00:00", "minutes away"), ("13:00:00", "minutes away"), ("13:00:01", "dearer"), ("11:59:59", "dearer")],
)
def test_what_is_due_within_the_hour_comes_before_what_costs_most(published: Path, due: str, first: str) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "insert into actions.pickups_to_chase (platform, shop_id, due_at, priority, reason) "
            f"values ('douyin', 'S1', '2026-11-22 {due}', 3, 'minutes away')"
        )

    [pickups] = [one for one in explained("S1")["tasks"] if one["name"] == "pickups_to_chase"]
    assert pickups["first_reason"] == first
    assert pickups["overdue"] == (1 if due < "12" else 0)


@pytest.mark.parametrize(("cost", "first"), [(0, "dearer"), (0.01, "lost already"), ("null", "dearer")])
def test_what_is_past_and_costs_nothing_more_comes_last(published: Path, cost: object, first: str) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "insert into actions.pickups_to_chase (platform, shop_id, due_at, priority, reason, score_cost) "
            f"values ('douyin', 'S1', '2026-11-20 12:00:00', 0, 'lost already', {cost})"
        )

    [pickups] = [one for one in explained("S1")["tasks"] if one["name"] == "pickups_to_chase"]
    assert (pickups["first_reason"], pickups["overdue"]) == (first, 1)


def test_an_indicator_that_is_missing_says_why_and_what_to_do(published: Path) -> None:
    shown = " ".join(run("explain", "S1").stdout.split())

    assert "missing, no after-sales file ever arrived: add one and refresh: Return handling hours" in shown
    # nothing is not zero
    assert "0/0" not in shown


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("stale_export", "after-sales ends too early: add a newer file and refresh"),
        (
            "not_in_export",
            "after-sales has no column 售后原因: export it with that column where the platform offers it",
        ),
        ("no_cases", "there are no such cases in the window"),
        ("too_few_peers", "too few peers have it"),
        ("no_limits", "its limits are missing"),
        ("failed_check", "too many rows of after-sales fail a check"),
        ("unknown_words", "it depends on words that are not in the vocabulary"),
    ],
)
def test_every_reason_of_a_missing_indicator_is_said_in_words(published: Path, reason: str, words: str) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "update marts.indicator_scores set missing_reason = ?, missing_column = 'reason' where is_missing", [reason]
        )

    shown = " ".join(run("explain", "S1").stdout.split())
    assert f"missing, {words}" in shown
    assert reason not in shown


def test_what_an_indicator_took_as_none_is_said_with_the_column_as_its_file_calls_it(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "update marts.indicator_scores set absent_columns = 'orders.is_fraud_compensated, "
            "parcels.is_trace_compensated' where indicator_id in ('delivery_hours', 'return_refund_handling_hours')"
        )
    said = " ".join(run("explain", "S1").stdout.split())

    # of the second one the row says already that it is missing
    assert (
        "taken as none, because the exports lack the column 欺诈发货赔付 (orders), 轨迹异常赔付 (parcels): "
        "Delivery hours; export it where the platform offers it" in said
    )


def test_a_partial_total_says_how_much_of_it_is_covered(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "update marts.scores set status = 'partial', weight_covered = 0.65, peer_rank = null where subject_id = 'S1'"
        )

    shown = " ".join(run("explain", "S1").stdout.split())
    assert "4.00 of 5 partial: 65% of its weight is covered, so it has no rank" in shown
    assert "rank 2/2" not in shown


def test_no_line_is_of_zeros_and_no_word_is_one_of_the_inside(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute("update marts.indicator_accounting set excluded = 0, not_yet_known = 0")
        connection.execute("delete from marts.indicator_evidence where state = 'excluded'")
        connection.execute("update marts.indicator_evidence set leaves_on = '2027-01-01'")

    lines = run("explain", "S1", "--system", "douyin_merchant_experience").stdout.splitlines()
    shown = " ".join(" ".join(lines).split())
    assert "0 excluded" not in shown
    assert "0 not yet known" not in shown
    assert "0 of those against leave" not in shown
    assert GENERATION not in shown
    prose = [line for line in lines if "shopscore sql" not in line and "marts." not in line]
    assert [line for line in prose if "_" in line] == []


@pytest.mark.parametrize(("score", "written"), [(3.996, "3.99 of 5"), (4.0, "4.00 of 5"), (4.004, "4.00 of 5")])
def test_a_score_just_below_a_line_never_reads_like_the_line(published: Path, score: float, written: str) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute("update marts.scores set score = ? where rule_version = '2021-06-28'", [score])

    assert written in run("explain", "S1").stdout


def test_a_line_on_a_mean_says_the_mean_and_how_many_days_running_it_was_below(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute("""
            update marts.threshold_alerts
            set score = 69.99, statistic = 'mean_7d', days_running = 7, days_below = 3, state = 'near', "limit" = 70
            where threshold_id = 'promotions'
        """)

    assert "Promotions 69.99, line 70.00: near; below on 3 of 7 days running" in " ".join(
        run("explain", "S1").stdout.split()
    )
    assert "活动报名 69.99（70.00）：接近；已连续 3 天低于该线（满 7 天即未达标）" in "".join(
        run("explain", "S1", "--lang", "zh").stdout.split("\n")
    )


def test_a_line_is_written_with_the_decimals_it_has(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute('alter table marts.threshold_alerts alter "limit" type decimal(6, 3)')
        connection.execute("""update marts.threshold_alerts set "limit" = 4.375 where threshold_id = 'promotions'""")

    assert "Promotions, line 4.375: below" in run("explain", "S1").stdout


@pytest.mark.parametrize(
    ("status", "score", "words"),
    [
        ("needs_limits", None, "Next: copy limits and weights of the shop's page into reference/score_limits"),
        ("needs_pages", None, "Next: put the shop's pages into landing"),
        ("no_rule", None, "The platform's rules of these days are not known"),
        ("growth", 70, "never shown to buyers"),
        ("growth", None, "Next: if that is not so, amend shop_type, goods_on_sale and opened_on in reference/shops"),
    ],
)
def test_a_status_of_2026_says_the_next_step(published: Path, status: str, score: float | None, words: str) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute("update marts.scores set status = ?, score = ?", [status, score])

    assert words in " ".join(run("explain", "S1").stdout.split())


# 3 of goods, 4 of goods and manner, 5 of what has no score
GRADES = """
    insert into marts.score_grades
    select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', * from (values
        (3, '3 stars', '3星', 'total', 3.5, 4.0, true), (3, '3 stars', '3星', 'product', 3.5, 3.5, true),
        (4, '4 stars', '4星', 'total', 4.125, 4.0, false), (4, '4 stars', '4星', 'product', 4.2, 3.5, false),
        (4, '4 stars', '4星', 'logistics', 4.2, null, null)
    );
"""


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        (3, "3 stars; for 4 stars: the total at least 4.125 (now 4.00), Product experience at least 4.20 (now 3.50)"),
        (4, "4 stars"),
        (None, "no grade is reached"),
    ],
)
def test_a_grade_says_what_the_next_one_lacks(published: Path, grade: int | None, words: str) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(GRADES)
        connection.execute("update marts.scores set grade = ? where rule_version = '2021-06-28'", [grade])

    said = " ".join(run("explain", "S1").stdout.split())

    assert words in said
    assert "not judged, because it has no score: Logistics experience" in said
    assert ("3 stars" in " ".join(run("scoreboard").stdout.split())) == (grade == 3)


def test_where_a_version_knows_no_grades_none_is_told(published: Path) -> None:
    assert "grade" not in run("explain", "S1").stdout
