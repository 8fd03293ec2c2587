"""Each planted defect of what arrives is caught, named by shop, file and key, and nothing else is."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from shopscore.contracts import load_exports
from shopscore.quality import Limits, LimitsError, closes_gate, load_limits, record_withheld, source_check_specs
from shopscore.quality.check_specs import one_line
from shopscore.settings import PROJECT_DIR

from .conftest import EXPORTS, ORDERS, Sources, column, order, parcel


def test_clean_exports_pass_every_check(sources: Sources) -> None:
    sources.file("orders", order("A1"), order("A2"))
    sources.file("parcels", parcel("A1"), parcel("A2"), name="parcels.csv")
    results = sources.check()
    assert {result.result for result in results.values()} == {"passed"}
    assert not any(closes_gate(result) for result in results.values())
    assert list(results) == [
        spec.check_name.removeprefix("source_douyin_") for spec in source_check_specs(EXPORTS, sources.limits)
    ]


def test_an_empty_required_cell_withholds_the_shop_and_closes_no_gate(sources: Sources) -> None:
    sources.connection.execute("insert into raw.douyin_orders select * from raw.douyin_orders")
    sources.file("orders", order("A1"), "'A2', null, null, '普通订单', 5")
    failed = sources.failed()
    assert list(failed) == ["orders_required_cells"]
    result = failed["orders_required_cells"]
    assert (result.result, result.severity, result.failing_rows) == ("failed", "withhold", 1)
    assert not closes_gate(result)
    assert [(found.shop_id, found.export, found.file_ids) for found in result.withheld] == [
        ("S1", "orders", ("first.csv",))
    ]
    assert "shop S1: 1 of 2 rows (50.00%, limit 0.00%)" in str(result.message)
    assert "order_id=A2 in first.csv, row 2" in str(result.message)
    assert "order_id=A2，文件 first.csv 第 2 行" in str(result.message_zh)
    assert "shop " not in str(result.message_zh)
    assert result.checked_table == "raw.douyin_orders"


def test_a_key_that_stands_twice_in_one_file_is_found_and_a_later_state_of_it_is_not(sources: Sources) -> None:
    sources.file("orders", order("A1"), order("A2"), order("A2"))
    sources.file("orders", order("A1"), name="later.csv", exported="2021-11-15 11:00:00")
    assert {name: result.failing_rows for name, result in sources.failed().items()} == {"orders_one_row_per_key": 1}


def test_a_pickup_before_payment_is_found_across_two_exports(sources: Sources) -> None:
    orders = [
        order(f"A{number}", paid="2021-11-12 12:00:00" if number == 1 else "2021-11-10") for number in range(1, 5)
    ]
    sources.file("orders", *orders)
    sources.file("parcels", *(parcel(f"A{number}", shipped="2021-11-12") for number in range(1, 5)), name="parcels.csv")
    failed = sources.failed()
    assert list(failed) == ["parcels_times_in_order_orders_paid_at_to_signed_at"]
    (result,) = failed.values()
    assert (result.severity, result.failing_rows) == ("warn", 1)
    assert not closes_gate(result)
    assert "shop S1 waybill_no=WA1 order_id=A1 in parcels.csv, row 1" in str(result.message)
    assert "orders.paid_at <= shipped_at <= picked_up_at <= signed_at" in str(result.message)


def test_times_out_of_order_in_most_rows_withhold_the_shop_and_in_too_few_rows_to_tell_do_not(sources: Sources) -> None:
    swapped = [parcel(f"A{number}", picked_up="2021-11-14") for number in range(1, 4)]
    sources.file("parcels", *swapped, parcel("A4"), shop="S1", name="four.csv")
    sources.file("parcels", *swapped, shop="S2", name="three.csv")
    (result,) = sources.failed().values()
    assert (result.severity, result.failing_rows) == ("withhold", 3)
    assert not closes_gate(result)
    assert "shop S1: 3 of 4 rows (75.00%, limit 50.00%)" in str(result.message)
    assert "S2" not in str(result.message)
    # from the day of the first such row on, 2021-11-11, the first time of a parcel
    assert [(found.shop_id, found.first_day, found.file_ids) for found in result.withheld] == [
        ("S1", date(2021, 11, 11), ("four.csv",))
    ]


def test_half_of_the_times_out_of_order_is_allowed(sources: Sources) -> None:
    swapped = [parcel(f"A{number}", picked_up="2021-11-14") for number in range(1, 3)]
    sources.file("parcels", *swapped, parcel("A3"), parcel("A4"))
    (result,) = sources.failed().values()
    assert (result.severity, result.withheld) == ("warn", ())


def test_a_withheld_file_is_checked_again_until_a_later_one_mends_it(sources: Sources) -> None:
    def swapped(picked_up: str) -> list[str]:
        return [parcel(f"A{number}", picked_up=picked_up) for number in range(1, 5)]

    sources.run("first", "2021-11-15 09:00:00", "published")
    sources.file("parcels", *swapped("2021-11-14"), name="bad.csv", run="first")
    sources.run("second", "2021-11-16 09:00:00", "published")
    # what a publication has seen is not checked again, but for what is withheld
    assert sources.failed() == {}
    sources.connection.execute(
        "insert into log.withheld_exports values ('first', 'douyin', 'S1', 'parcels', 'c', null, 'bad.csv')"
    )
    (result,) = sources.failed().values()
    assert [found.file_ids for found in result.withheld] == [("bad.csv",)]
    sources.run("third", "2021-11-17 09:00:00", "running")
    sources.file("parcels", *swapped("2021-11-12"), name="good.csv", exported="2021-11-17 10:00:00", run="third")
    assert sources.failed() == {}


def test_what_is_withheld_is_written_down_anew_by_every_check(sources: Sources) -> None:
    sources.file("parcels", *(parcel(f"A{number}", picked_up="2021-11-14") for number in range(1, 5)))
    record_withheld(sources.connection, "r1", list(sources.check().values()))
    withheld = "select run_id, shop_id, export, file_id from log.withheld_exports"
    assert sources.connection.execute(withheld).fetchall() == [("r1", "S1", "parcels", "first.csv")]
    record_withheld(sources.connection, "r2", [])
    assert sources.connection.execute(withheld).fetchall() == []


def test_equal_times_and_missing_times_are_in_order(sources: Sources) -> None:
    sources.file(
        "parcels", parcel("A1", "2021-11-11", "2021-11-11", "2021-11-11"), "'W2', 'A2', null, '2021-11-12', null"
    )
    assert sources.failed() == {}


def test_a_cell_that_has_to_be_there_with_another_is_counted_where_it_is_not(sources: Sources) -> None:
    sources.file(
        "parcels", parcel("A1"), "'W2', 'A2', '2021-11-11', null, '2021-11-13'", "'W3', 'A3', '2021-11-11', null, null"
    )
    (result,) = sources.failed().values()
    assert (result.check_name, result.severity) == ("source_douyin_parcels_filled_with_picked_up_at", "warn")
    assert result.failing_rows == 1
    assert "shop S1: 1 of 3 rows" in str(result.message)
    assert "a row without it is not a case" in str(result.message)


@pytest.mark.parametrize("stars", [0, 6])
def test_a_star_off_the_scale_is_found_and_no_star_is_fine(sources: Sources, stars: int) -> None:
    sources.file("orders", order("A1", stars=stars), order("A2", stars=1), order("A3", stars=None))
    assert {name: result.failing_rows for name, result in sources.failed().items()} == {"orders_stars_on_scale": 1}


def test_rejected_rows_count_against_the_rows_read_and_name_the_file(sources: Sources) -> None:
    sources.file("orders", order("A1"), order("A2"), order("A3"), rejected=1)
    (result,) = sources.failed().values()
    assert (result.check_name, result.failing_rows) == ("source_douyin_orders_rejected_rows", 1)
    assert "1 of 4 rows (25.00%, limit 20.00%)" in str(result.message)
    assert "first.csv (1 of 4 rows)" in str(result.message)


def test_a_file_with_all_rows_rejected_is_checked_though_nothing_landed(sources: Sources) -> None:
    sources.file("orders", rejected=3)
    assert list(sources.failed()) == ["orders_rejected_rows"]


def test_a_refused_file_warns(sources: Sources) -> None:
    sources.file("orders", order("A1"))
    sources.file("orders", name="broken.csv", status="refused")
    (result,) = sources.failed().values()
    assert (result.check_name, result.severity) == ("source_douyin_orders_refused_files", "warn")
    assert "broken.csv" in str(result.message)


def test_a_required_column_without_any_value_warns_where_there_are_rows_enough(sources: Sources) -> None:
    sources.file("orders", order("A1", paid=None), order("A2", paid=None))
    sources.file("orders", order("B1", paid=None), shop="S2", name="one_row.csv")
    (result,) = sources.failed().values()
    assert result.check_name == "source_douyin_orders_empty_columns"
    assert "shop S1: 1 columns" in str(result.message)
    assert "Columns: paid_at" in str(result.message)
    assert "S2" not in str(result.message)


def test_a_column_that_a_whole_file_may_leave_empty_is_no_warning(sources: Sources) -> None:
    columns = tuple(replace(one, can_be_empty=one.name == "paid_at") for one in ORDERS.columns)
    sources.file("orders", order("A1", paid=None), order("A2", paid=None))
    checks = sources.check(exports={("douyin", "orders"): replace(ORDERS, columns=columns)})
    assert {check.result for check in checks.values()} == {"passed"}


# 2021-11-14 is a Sunday; the Sundays before it have 4 orders each, the day before the export is the newest full day.
@pytest.mark.parametrize(
    ("newest", "broken"), [(1, "orders_volume_low"), (2, None), (12, None), (13, "orders_volume_high")]
)
def test_volume_is_checked_against_the_same_weekday(sources: Sources, newest: int, broken: str | None) -> None:
    days = {"2021-10-30": 1, "2021-10-31": 4, "2021-11-07": 4, "2021-11-12": 50, "2021-11-14": newest, "2021-11-15": 1}
    rows = [
        order(f"{day}-{number}", paid=f"{day} 12:00:00", submitted=f"{day} 10:00:00")
        for day, count in days.items()
        for number in range(count)
    ]
    sources.file("orders", *rows)
    assert list(sources.failed()) == ([broken] if broken else [])


def test_volume_is_not_compared_before_the_history_reaches_back(sources: Sources) -> None:
    days = ["2021-11-07"] * 8 + ["2021-11-14"]
    sources.file("orders", *(order(str(n), paid=None if n else day, submitted=day) for n, day in enumerate(days)))
    assert sources.failed() == {}


def test_only_the_newest_state_is_checked(sources: Sources) -> None:
    sources.file("orders", order("A1", stars=9), exported="2021-11-14 10:00:00")
    sources.file("orders", order("A1", stars=5), name="mended.csv", exported="2021-11-15 10:00:00")
    assert sources.failed() == {}


def test_what_was_published_is_not_checked_again_and_what_a_closed_gate_held_back_is(sources: Sources) -> None:
    sources.run("one", "2021-11-13 12:00:00", "published")
    sources.run("two", "2021-11-14 12:00:00", "blocked")
    sources.file("orders", order("A1", stars=9), run="one")
    assert {result.message for name, result in sources.check().items() if name.startswith("orders_")} == {
        "nothing new arrived since the last publication"
    }
    sources.file("orders", order("B1", stars=9), run="two", name="second.csv")
    (result,) = sources.failed().values()
    assert "order_id=B1" in str(result.message)
    assert "A1" not in str(result.message)


def test_a_check_whose_measure_breaks_did_not_run_and_closes_the_gate(sources: Sources) -> None:
    sources.file("orders", order("A1"))
    sources.connection.execute("alter table raw.douyin_orders drop column service_stars")
    results = {name: result for name, result in sources.check().items() if name.startswith("orders_")}
    assert {result.result for result in results.values()} == {"not_run"}
    assert all(closes_gate(result) for result in results.values())


def test_a_new_export_has_its_suite_by_its_contract(sources: Sources) -> None:
    gifts = replace(
        ORDERS,
        name="gifts",
        table="raw.douyin_gifts",
        key=("shop_id", "gift_id"),
        columns=(column("shop_id", "id"), column("gift_id", "id", cell=True), column("mood_stars", "stars")),
    )
    names = {spec.column for spec in source_check_specs({("douyin", "gifts"): gifts}, sources.limits)}
    assert names == {
        "required_cells",
        "one_row_per_key",
        "stars_on_scale",
        "rejected_rows",
        "refused_files",
        "empty_columns",
    }


def test_at_most_five_rows_are_named(sources: Sources) -> None:
    sources.file("orders", *(order(f"A{number}", stars=9) for number in range(7)))
    (result,) = sources.failed().values()
    assert result.failing_rows == 7
    assert str(result.message).count("order_id=") == 5


def test_a_limit_for_one_export_replaces_the_one_for_all_and_holds_on_its_days_only(
    seeds: Path, tmp_path: Path
) -> None:
    text = (seeds / "rules" / "quality_limits.csv").read_text(encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "quality_limits.csv").write_text(
        "".join(
            [
                *text.splitlines(keepends=True)[:1],
                "douyin,orders,rejected_rows,,0.9,,withhold,2021-11-01,2021-11-30,assumption,\n",
                *text.splitlines(keepends=True)[1:],
            ]
        ),
        encoding="utf-8",
    )

    def limit(on: date, export: str) -> list[float]:
        return [
            row.value for row in load_limits(tmp_path, on).of("douyin", export) if row.check_name == "rejected_rows"
        ]

    assert limit(date(2021, 11, 30), "orders") == [0.9]
    assert limit(date(2021, 12, 1), "orders") == [0.2]
    assert limit(date(2021, 11, 30), "parcels") == [0.2]


def test_a_limit_for_a_check_that_there_is_not_is_refused(limits: Limits) -> None:
    unknown = Limits((replace(limits.rows[0], check_name="no_such_check"),))
    with pytest.raises(LimitsError, match="no_such_check"):
        source_check_specs(EXPORTS, unknown)


def test_the_seed_gives_every_export_of_the_contract_a_suite() -> None:
    exports = load_exports(PROJECT_DIR / "models")
    specs = source_check_specs(exports, load_limits(PROJECT_DIR / "seeds", date(2021, 11, 15)))
    assert {spec.checked_table for spec in specs} == {export.table for export in exports.values()}
    assert len({spec.check_name for spec in specs}) == len(specs)
    parcels = {spec.column for spec in specs if spec.checked_table == "raw.douyin_parcels"}
    assert "times_in_order_orders_paid_at_to_signed_at" in parcels


def test_an_error_that_may_quote_a_cell_is_told_by_its_kind_only(sources: Sources) -> None:
    with pytest.raises(duckdb.Error) as caught:
        sources.connection.execute("select cast(phone as integer) from (select '13800138000x' as phone)").fetchall()
    assert one_line(caught.value) == "ConversionException"
