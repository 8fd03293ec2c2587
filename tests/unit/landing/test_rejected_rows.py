import pytest

from .conftest import REVIEW_HEADER, Home, review

REJECTED = "select line_number, column_name, value, reason from raw.rejected_rows order by line_number"


def test_a_bad_row_is_told_with_line_column_value_and_reason_and_the_rest_lands(home: Home) -> None:
    home.put_reviews(
        review(1),
        review(2, at="soon"),
        review(3, stars="6"),
        "R4,,2021-11-01 10:00:00,首评,5,5,5,",
        "1.23E+17,O5,2021-11-01 10:00:00,首评,5,5,5,",
        review(6),
    )
    outcome = home.land_one()
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (6, 2, 4)
    rounded = "Excel rounded the id: export again as .csv, or format the column as text before saving"
    assert home.rows(REJECTED) == [
        (3, "评价时间", "a word in Latin letters", "the cell is not a time between 2000 and 2100"),
        (4, "商品评分", "a number of 1 digit", "the cell is not a whole number of stars from 1 to 5"),
        (5, "子订单编号", None, "the cell is empty but must be filled"),
        (6, "评价ID", "a number that was rounded", rounded),
    ]
    ledger = "select rows_read, rows_landed, rows_rejected, rows_skipped from log.landed_files"
    assert home.rows(ledger) == [(6, 2, 4, 0)]


def test_a_row_with_several_bad_cells_is_one_rejected_row_with_the_first_of_them(home: Home) -> None:
    home.put_reviews("R1,,soon,首评,9,8,7,")
    outcome = home.land_one()
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (1, 0, 1)
    assert [row[1] for row in home.rows(REJECTED)] == ["子订单编号"]


def test_of_a_rejected_cell_the_kind_is_told_and_nothing_of_its_text(home: Home) -> None:
    home.put_reviews(
        review(1, at="欧阳小明"), review(2, at="13800138000"), review(3, at="x" * 99), review(4, at="王芳 a@b.cn")
    )
    home.land()
    kinds = ["a Chinese word", "a number of 11 digits", "a word in Latin letters", "a text"]
    assert [row[2] for row in home.rows(REJECTED)] == kinds


def test_the_header_is_told_as_it_stands_in_the_file(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", REVIEW_HEADER.replace("商品评分", " 商品评分 ") + f"\n{review(1, stars='7')}\n")
    home.land()
    assert [row[1] for row in home.rows(REJECTED)] == ["商品评分"]


def test_a_rounded_buyer_id_is_rejected_without_being_quoted(home: Home) -> None:
    header = "评价ID,订单号,买家ID,评价时间,评价类型,描述相符评分,服务态度评分,物流服务评分"
    home.put("pinduoduo/S1/reviews/a.csv", f"{header}\nR1,O1,4.71E+17,2021-11-01 10:00:00,首评,5,5,5\n")
    assert home.land_one().rows_rejected == 1
    ((line, column, value, reason),) = home.rows(REJECTED)
    assert (line, column, value) == (2, "买家ID", "a number that was rounded")
    assert "4.71" not in reason


def test_an_empty_cell_of_a_rejected_row_has_no_value_by_any_reader(home: Home) -> None:
    for name, rows in (("a", "R1,,,首评,5,5,5,"), ("b", "R1,\t,,首评,5,5,5,"), ("c", 'R1,"",,首评,5,5,5,\n\n')):
        home.put(f"douyin/S{name}/reviews/{name}.csv", f"{REVIEW_HEADER}\n{rows}\n{review(1)}\n")
    assert [file.reader for file in home.land().files] == ["duckdb", "duckdb", "python"]
    assert home.rows("select column_name, value from raw.rejected_rows") == [("子订单编号", None)] * 3


# The limit of `seeds/rules/quality_limits.csv`: more than 0.3 of the rows, from 100 rows on.
@pytest.mark.parametrize(("good", "bad", "status"), [(70, 30, "landed"), (69, 31, "refused"), (68, 31, "landed")])
def test_a_file_with_too_many_bad_rows_is_refused_before_it_closes_the_gate_for_every_shop(
    home: Home, good: int, bad: int, status: str
) -> None:
    rows = [review(at) for at in range(good)] + [review(at + good, stars="9") for at in range(bad)]
    home.put_reviews(*rows)
    outcome = home.land_one()
    assert outcome.status == status
    landed, rejected = (good, bad) if status == "landed" else (0, 0)
    assert home.rows("select count(*) from raw.douyin_reviews") == [(landed,)]
    assert home.rows("select count(*) from raw.rejected_rows") == [(rejected,)]
    if status == "refused":
        assert (outcome.reason or "").startswith("31 of its 100 rows are bad, most often because the cell is no")
        assert any(name.endswith(".masked.csv") for name in home.quarantined())
