"""Each planted defect of what leaves is caught, named by system and key, and nothing else is."""

import pytest

from shopscore.quality import closes_gate, mart_check_specs

from .conftest import Marts

TODAY = "assessment_date = date '2021-11-15'"


def test_clean_marts_pass_every_check(marts: Marts) -> None:
    results = marts.check()
    assert {result.result for result in results.values()} == {"passed"}
    assert {f"mart_{name}" for name in results} == {p.check_name for p in mart_check_specs(marts.limits)}


@pytest.mark.parametrize(
    ("defect", "broken", "named"),
    [
        (
            f"update marts.scores set score = 5.5 where subject_id = 'S2' and {TODAY}; "
            f"update marts.indicator_scores set score = 5.5 where subject_id = 'S2' and {TODAY}",
            "scores_scores_on_scale",
            "subject_id=S2 value=0.5",
        ),
        (
            "update marts.scores set score = 0.5 where subject_id = 'S2' and assessment_date = date '2021-11-14'; "
            "update marts.indicator_scores set score = 0.5 where subject_id = 'S2' and assessment_date = date '2021-11-14'",
            "scores_scores_on_scale",
            "assessment_date=2021-11-14",
        ),
        ("update rules.systems set rule_version = 'v2'", "scores_scale_is_known", "rule_version=v1"),
        (
            f"update marts.scores set status = 'no_data' where subject_id = 'S1' and {TODAY}",
            "scores_status_agrees",
            "S1",
        ),
        (
            f"update marts.dimension_scores set weight = 0.4 where subject_id = 'S1' and dimension_id = 'service' and {TODAY}",
            "dimension_scores_weights_sum_to_one",
            "subject_id=S1 value=0.1",
        ),
        (
            "update marts.indicator_scores set weight = 0.5 where subject_id = 'S1' and dimension_id = 'service'",
            "indicator_scores_weights_sum_to_one",
            "dimension_id=service value=0.5",
        ),
        (
            f"update marts.indicator_scores set numerator = 11 where subject_id = 'S1' and indicator_id = 'product_rate' and {TODAY}",
            "indicator_scores_ratio_within_one",
            "indicator_id=product_rate value=1",
        ),
        (
            f"update marts.scores set score = 4.2 where subject_id = 'S1' and {TODAY}",
            "scores_unexplained_change",
            "subject_id=S1 value=0.2",
        ),
        (
            "insert into marts.scores select * from marts.scores where subject_id = 'S1' limit 1",
            "scores_one_row_per_key",
            "subject_id=S1 value=1",
        ),
    ],
)
def test_a_planted_defect_is_found_and_named(marts: Marts, defect: str, broken: str, named: str) -> None:
    marts.change(defect)
    failed = marts.failed()
    assert list(failed) == [broken]
    assert closes_gate(failed[broken])
    assert named in str(failed[broken].message)
    assert str(failed[broken].checked_table) in f"marts.{broken}"


def test_a_subject_lost_since_the_last_publication_is_found(marts: Marts) -> None:
    for table in ("scores", "dimension_scores", "indicator_scores"):
        marts.change(f"delete from marts.{table} where subject_id = 'S2' and {TODAY}")
    (result,) = marts.failed().values()
    assert (result.check_name, result.failing_rows) == ("mart_scores_no_subject_lost", 1)
    assert "platform=douyin system_id=dsr subject_type=shop subject_id=S2" in str(result.message)


def test_a_lost_system_is_found(marts: Marts) -> None:
    with_other = "insert into marts.scores select * replace ('old' as system_id) from marts.scores"
    marts.change(f"attach '{marts.published}' as other; use other; {with_other}; use warehouse; detach other")
    assert marts.failed()["scores_no_subject_lost"].failing_rows == 2


def test_scoring_an_earlier_day_is_compared_with_that_day(marts: Marts) -> None:
    marts.change(f"attach '{marts.published}' as other")
    marts.change(
        f"insert into other.marts.scores select * replace ('S9' as subject_id) from marts.scores where {TODAY}"
    )
    marts.change("detach other")
    for table in ("scores", "dimension_scores", "indicator_scores"):
        marts.change(f"delete from marts.{table} where {TODAY}")
    # of six published rows two are left, and that is all that shows
    assert list(marts.failed()) == ["scores_rows_kept"]


def test_a_change_that_an_indicator_explains_passes(marts: Marts) -> None:
    marts.change(f"update marts.scores set score = 4.2 where subject_id = 'S1' and {TODAY}")
    marts.change(
        f"update marts.indicator_scores set score = 4.4 where subject_id = 'S1' and dimension_id = 'product' and {TODAY}"
    )
    assert marts.failed() == {}


def test_a_change_that_an_indicator_explains_in_part_only_fails(marts: Marts) -> None:
    marts.change(f"update marts.scores set score = 4.2 where subject_id = 'S1' and {TODAY}")
    marts.change(
        f"update marts.indicator_scores set score = 4.05 where subject_id = 'S1' and dimension_id = 'product' and {TODAY}"
    )
    (result,) = marts.failed().values()
    assert "value=0.15" in str(result.message)


def test_an_indicator_that_appeared_explains_any_change(marts: Marts) -> None:
    marts.change(f"update marts.scores set score = 4.2 where subject_id = 'S1' and {TODAY}")
    marts.change(
        "delete from marts.indicator_scores where subject_id = 'S1' and dimension_id = 'product' and assessment_date = date '2021-11-14'"
    )
    assert marts.failed() == {}


# S1 has 4.2 after 4.0, and nothing of its indicators has moved
@pytest.mark.parametrize(
    ("ledger", "explained"),
    [
        ("('2021-11-15', 'total', 0.2)", True),
        ("('2021-11-15', 'product', 0.2)", True),
        ("('2021-11-14', 'total', -0.2)", True),
        ("('2021-11-15', 'total', 0.1)", False),
        ("('2021-11-14', 'total', 0.2), ('2021-11-15', 'total', 0.2)", False),
        ("('2021-11-13', 'total', 0.2)", False),
    ],
)
def test_what_was_added_or_taken_off_explains_a_change(marts: Marts, ledger: str, explained: bool) -> None:
    marts.change(f"update marts.scores set score = 4.2 where subject_id = 'S1' and {TODAY}")
    marts.change(
        "insert into marts.score_adjustments select cast(day as date), 'dsr', 'v1', 'shop', 'S1', 'faked_trade', item, "
        f"points from (values {ledger}) as ledger (day, item, points)"
    )
    assert list(marts.failed()) == ([] if explained else ["scores_unexplained_change"])


def test_a_shop_in_growth_has_the_points_of_its_stage(marts: Marts) -> None:
    marts.change(f"update marts.scores set score = 4.2, status = 'growth' where subject_id = 'S1' and {TODAY}")
    assert marts.failed() == {}


# 2021-11-15 less 60 days is 2021-09-16
@pytest.mark.parametrize(("compared", "warns"), [("2021-09-16", False), ("2021-09-15", True)])
def test_an_official_version_that_was_compared_more_than_60_days_ago_warns_and_says_what_to_do(
    marts: Marts, compared: str, warns: bool
) -> None:
    marts.change(f"update rules.systems set checked_on = '{compared}'")
    failed = marts.failed()
    assert list(failed) == (["scores_rules_compared"] if warns else [])
    for result in failed.values():
        assert not closes_gate(result)
        assert result.failing_rows == 1
        assert "system_id=dsr rule_version=v1 value=61" in str(result.message)
        assert "set checked_on in seeds/rules/systems.csv" in str(result.message)


def test_a_version_that_is_not_official_need_not_be_compared(marts: Marts) -> None:
    marts.change("update rules.systems set checked_on = '2000-01-01'")
    marts.change(f"update marts.scores set is_official = false where {TODAY}")
    assert marts.failed() == {}


def test_no_rows_at_all_close_the_gate(marts: Marts) -> None:
    marts.change("delete from marts.scores")
    failed = marts.failed()
    assert closes_gate(failed["scores_rows"])
    assert "value=0" in str(failed["scores_rows"].message)


def test_a_mart_that_lost_most_of_its_rows_warns(marts: Marts) -> None:
    marts.change("attach '" + str(marts.published) + "' as other")
    marts.change(
        "insert into other.marts.scores select assessment_date - 30, * exclude (assessment_date) from marts.scores"
    )
    marts.change(
        "insert into other.marts.scores select assessment_date - 60, * exclude (assessment_date) from marts.scores"
    )
    marts.change("detach other")
    (result,) = marts.failed().values()
    assert (result.check_name, result.severity) == ("mart_scores_rows_kept", "warn")
    assert not closes_gate(result)


@pytest.mark.parametrize("content", [None, b"no database"])
def test_nothing_to_compare_with_is_no_reason_to_hold_the_first_publication_back(
    marts: Marts, content: bytes | None
) -> None:
    marts.published.unlink()
    if content is not None:
        marts.published.write_bytes(content)
    results = marts.check()
    assert {result.result for result in results.values()} == {"passed"}
    assert "none that can be read" in str(results["scores_no_subject_lost"].message)


def test_the_last_publication_is_released(marts: Marts) -> None:
    marts.check()
    attached = marts.connection.execute("select database_name from duckdb_databases() where not internal").fetchall()
    assert attached == [("warehouse",)]


def test_a_mart_that_is_not_there_did_not_run_and_closes_the_gate(marts: Marts) -> None:
    marts.change("drop table marts.dimension_scores")
    failed = marts.failed()
    assert {name: result.result for name, result in failed.items()} == {
        "dimension_scores_weights_sum_to_one": "not_run"
    }
    assert all(closes_gate(result) for result in failed.values())
