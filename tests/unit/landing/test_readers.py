from typing import Any

import pytest

from .conftest import REVIEW_HEADER, Home, MakeHome, book, review

PLACE = "douyin/S1/reviews/a.csv"
CONTENT = "select review_id, content, _file_row from raw.douyin_reviews order by _file_row"


def lines(*rows: str) -> str:
    return "\n".join([REVIEW_HEADER, *rows]) + "\n"


@pytest.mark.parametrize(
    ("content", "reader", "landed"),
    [
        pytest.param(lines(review(1), review(2)), "duckdb", [("R1", "好", 1), ("R2", "好", 2)], id="clean"),
        pytest.param(lines(review(1)).rstrip("\n"), "duckdb", [("R1", "好", 1)], id="no line break at the end"),
        pytest.param(lines(review(1)) + "\n\n", "duckdb", [("R1", "好", 1)], id="blank lines at the end"),
        pytest.param(lines(review(1), "", review(2)), "python", [("R1", "好", 1), ("R2", "好", 2)], id="blank line"),
        pytest.param(lines(review(1), "  ", review(2)), "python", [("R1", "好", 1), ("R2", "好", 2)], id="blanks"),
        pytest.param(lines(review(1)).replace("\n", "\r\n"), "duckdb", [("R1", "好", 1)], id="CRLF"),
        pytest.param(lines(review(1)).replace("\n", "\r"), "python", [("R1", "好", 1)], id="CR"),
        pytest.param(
            lines(review(1)).replace("\n", "\r\n") + review(2) + "\n",
            "python",
            [("R1", "好", 1), ("R2", "好", 2)],
            id="mixed line ends",
        ),
        pytest.param(
            lines(review(1, '"一\n二\n\n三"'), review(2)),
            "duckdb",
            [("R1", "一\n二\n\n三", 1), ("R2", "好", 2)],
            id="line breaks in quotes",
        ),
        pytest.param(
            lines(review(1, '"一\n二"'), review(2)).replace("\n", "\r\n"),
            "duckdb",
            [("R1", "一\n二", 1), ("R2", "好", 2)],
            id="CRLF in quotes",
        ),
        pytest.param(lines(review(1, '"说""好"", 真的"')), "duckdb", [("R1", '说"好", 真的', 1)], id="doubled quotes"),
        pytest.param(
            lines(review(1, '屏幕5" 大'), review(2)),
            "duckdb",
            [("R1", '屏幕5" 大', 1), ("R2", "好", 2)],
            id="a lone quote inside",
        ),
        pytest.param(
            lines(review(1, '"小号'), review(2), review(3)),
            "python",
            [("R1", '"小号', 1), ("R2", "好", 2), ("R3", "好", 3)],
            id="a quote that never closes",
        ),
        pytest.param(
            lines(review(1, '"小号'), review(2, '"大"'), review(3)),
            "python",
            [("R1", '"小号', 1), ("R2", "大", 2), ("R3", "好", 3)],
            id="a quote that the next row would close",
        ),
        pytest.param(lines(review(1, '"好"的')), "python", [("R1", "好的", 1)], id="signs after the closing quote"),
        pytest.param(lines(review(1) + ",,"), "duckdb", [("R1", "好", 1)], id="blank cells beyond the header"),
        pytest.param(lines(review(1).rsplit(",", 1)[0]), "python", [("R1", None, 1)], id="fewer cells"),
        pytest.param(lines(review(1, "好\0的")), "python", [("R1", "好的", 1)], id="a NUL byte"),
        pytest.param(lines(review(1, "好\\")), "duckdb", [("R1", "好\\", 1)], id="a backslash"),
        pytest.param(lines(review(1)).replace(",", "\t"), "duckdb", [("R1", "好", 1)], id="tabs"),
        pytest.param(lines(review(1)).replace(",", ";"), "duckdb", [("R1", "好", 1)], id="semicolons"),
        pytest.param("\ufeff" + lines(review(1)), "duckdb", [("R1", "好", 1)], id="byte order mark"),
        pytest.param(
            lines(review(1)).replace("评价ID", '"评价\nID"'), "python", [("R1", "好", 1)], id="line break in the header"
        ),
    ],
)
def test_no_reader_drops_merges_or_splits_a_row(
    home: Home, content: str, reader: str, landed: list[tuple[Any, ...]]
) -> None:
    home.put(PLACE, content)
    outcome = home.land_one()
    assert (outcome.status, outcome.reader, outcome.rows_rejected) == ("landed", reader, 0)
    assert outcome.rows_landed == outcome.rows_read == len(landed)
    assert home.rows(CONTENT) == landed
    assert list(home.settings.temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("encoding", "written", "reader"),
    [("gb18030", "gb18030", "transcoded"), ("utf-16", "utf-16", "transcoded"), ("utf-8", "utf-8", "duckdb")],
)
def test_other_encodings_land_the_same_rows(home: Home, encoding: str, written: str, reader: str) -> None:
    home.put(PLACE, lines(review(1, '"联通, 㐀𠀀"'), review(2)).encode(encoding))
    outcome = home.land_one()
    assert (outcome.reader, outcome.rows_landed) == (reader, 2)
    assert home.rows(CONTENT) == [("R1", "联通, 㐀𠀀", 1), ("R2", "好", 2)]
    assert home.rows("select encoding from log.landed_files") == [(written,)]


def test_a_plain_header_does_not_hide_gb18030_below_it(home: Home) -> None:
    home.put("reference/shops/a.csv", "platform,shop_id,shop_name,industry\ndouyin,1,小店,女装\n".encode("gb18030"))
    assert home.land_one().reader == "transcoded"
    assert home.rows("select shop_name, industry from raw.reference_shops") == [("小店", "女装")]


def test_a_character_cut_in_two_costs_a_review_nothing_but_itself(home: Home) -> None:
    cut = review(2, "好评").encode()[:-1]
    home.put(PLACE, lines(review(1)).encode() + cut + b"\n" + review(3).encode() + b"\n")
    outcome = home.land_one()
    assert (outcome.reader, outcome.rows_landed, outcome.rows_rejected) == ("python", 3, 0)
    assert home.rows(CONTENT) == [("R1", "好", 1), ("R2", "好\ufffd", 2), ("R3", "好", 3)]


def test_a_character_cut_in_two_in_a_time_or_a_number_is_a_bad_cell(home: Home) -> None:
    cut = "好".encode()[:2]
    bad = [
        review(2).encode().replace(b"5,5,5", b"5" + cut + b",5,5"),
        review(3).encode().replace(b":00,", b":0" + cut + b","),
    ]
    home.put(PLACE, lines(review(1)).encode() + b"\n".join(bad) + b"\n")
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 2)
    rejected = home.rows("select line_number, column_name from raw.rejected_rows order by 1")
    assert rejected == [(3, "商品评分"), (4, "评价时间")]


MARK = "\ufeff".encode()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("utf-8", "gb18030"),
        ("gb18030", "utf-8"),
        ("utf-8-sig", "gb18030"),
        ("gb18030", "utf-8-sig"),
        ("utf-8-sig",) * 2,
    ],
)
@pytest.mark.parametrize("has_header", [True, False])
def test_a_file_merged_of_two_encodings_is_read_whole(home: Home, first: str, second: str, has_header: bool) -> None:
    # 圆通 and 联通 in GB18030 are valid UTF-8, 好 in either is an even number of bytes with the sign after it.
    texts = ["联通", "圆通", "好", "很好用", "", "plain", "质量×价格", "好·"]
    above = [review(at, text) for at, text in enumerate(texts)]
    below = [review(at + 100, text) for at, text in enumerate(texts)]
    head = REVIEW_HEADER + "\n" if has_header else ""
    content = lines(*above).encode(first) + (head + "\n".join(below) + "\n").encode(second)
    home.put(PLACE, content)
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (16, 0, int(has_header))
    stored = dict(home.rows("select review_id, coalesce(content, '') from raw.douyin_reviews"))
    assert stored == {f"R{at + more}": text for more in (0, 100) for at, text in enumerate(texts)}


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
def test_a_file_that_goes_on_in_utf16_is_refused_and_never_read_half(home: Home, first: str) -> None:
    home.put(PLACE, lines(review(1)).encode(first) + (review(2) + "\n").encode("utf-16"))
    assert "changes to UTF-16 on line 3" in (home.land_one().reason or "")


@pytest.mark.parametrize("second", ["utf-8", "gb18030"])
def test_a_file_that_begins_in_utf16_and_goes_on_otherwise_is_refused(home: Home, second: str) -> None:
    home.put(PLACE, lines(review(1)).encode("utf-16") + (review(2) + "\n" + review(3) + "\n").encode(second))
    assert "UTF-16" in (home.land_one().reason or "")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_header_that_comes_again_is_skipped_and_counted(home: Home, encoding: str) -> None:
    home.put(PLACE, (lines(review(1)) + lines(review(2), review(3, stars="9"))).encode(encoding))
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (2, 1, 1)
    assert home.rows("select line_number from raw.rejected_rows") == [(5,)]


def test_a_header_that_comes_again_in_another_order_says_where_the_columns_below_it_stand(home: Home) -> None:
    # Parcels need ids only, and an id may be any text: rows read by the old order would land.
    home.put(
        "douyin/S1/parcels/a.csv",
        "运单号,子订单编号,揽收时间,签收时间\nSF1,O1,2021-11-01 10:00:00,\n"
        "子订单编号,运单号,签收时间,揽收时间\nO2,SF2,,2021-11-02 10:00:00\n",
    )
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (2, 0, 1)
    assert home.rows("select order_id, waybill_no, picked_up_at::varchar from raw.douyin_parcels order by 1") == [
        ("O1", "SF1", "2021-11-01 10:00:00"),
        ("O2", "SF2", "2021-11-02 10:00:00"),
    ]


def test_a_header_that_comes_again_without_a_required_column_refuses_the_file(home: Home) -> None:
    home.put(PLACE, lines(review(1)) + lines(review(2)).replace("评价时间", "时间"))
    assert "line 3 lacks 评价时间" in (home.land_one().reason or "")
    assert home.rows("select count(*) from raw.douyin_reviews") == [(0,)]


def test_a_row_that_is_longer_than_can_be_held_is_rejected_and_the_rest_lands(home: Home) -> None:
    home.put(PLACE, lines(review(1), review(2, "x" * (1 << 24)), review(3)))
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (2, 1)
    ((line, reason),) = home.rows("select line_number, reason from raw.rejected_rows")
    assert (line, "longer than 16 MB" in reason) == (3, True)


def test_text_without_a_line_break_is_refused(home: Home) -> None:
    home.put(PLACE, (REVIEW_HEADER + "," + review(1)) * 9000)
    assert "no line break" in (home.land_one().reason or "")
    home.put(PLACE, REVIEW_HEADER + review(1) + review(2))
    assert "on the line of the header" in (home.land_one().reason or "")


@pytest.mark.parametrize("beyond", [",多,余", ",,余", ", ,余"])
def test_a_row_with_more_cells_than_the_header_is_rejected_with_both_numbers(home: Home, beyond: str) -> None:
    home.put(PLACE, lines(review(1), review(2) + beyond))
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 1)
    rejected = home.rows("select line_number, column_name, value, reason from raw.rejected_rows")
    assert rejected == [(3, None, None, "the row has 10 cells, the header has 8")]


def test_a_field_of_three_million_signs_lands(home: Home) -> None:
    home.put(PLACE, lines(review(1, "好" * 3_000_000), review(2)))
    assert home.land_one().rows_landed == 2
    assert home.rows("select length(content) from raw.douyin_reviews order by 1") == [(1,), (3_000_000,)]


def test_line_numbers_count_line_breaks_inside_quotes_and_blank_lines(home: Home) -> None:
    home.put(PLACE, lines(review(1, '"一\n二\n三"'), "", review(2, stars="9"), review(3)))
    # header 1, first row 2..4, blank 5, the bad row 6
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (2, 1)
    assert home.rows("select line_number from raw.rejected_rows") == [(6,)]


def test_brackets_stars_and_quotes_in_a_name_are_not_a_pattern(home: Home) -> None:
    home.put("douyin/S1/reviews/导出[1]*'x'.csv", lines(review(1)))
    home.put("douyin/S1/reviews/导出1.csv", lines(review(2)))
    assert [file.rows_landed for file in home.land().files] == [1, 1]


def test_total_rows_are_skipped_and_counted_beside(home: Home) -> None:
    home.put(
        PLACE,
        f"序号,{REVIEW_HEADER}\n1,{review(1)}\n总计,,,,,,,,\n店铺平均值 ,,,,,4.5,,,\n,合计,,,,,,,\n2,{review(2)}\n",
    )
    outcome = home.land_one()
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (2, 2, 0, 3)
    assert home.rows("select _file_row from raw.douyin_reviews order by 1") == [(1,), (5,)]


WILD = [
    ("7000000001", "O1", "2021-11-01 10:00:00", "首评", "5", "4", "3", "很好, 真的"),
    ("7000000002", "O2", "2021-11-02 10:00:00", "追评", "", "", "", "加微信abc12345"),
    ("7000000003", "O3", "2021-11-03 10:00:00", "首评", "9", "4", "3", "坏"),
    ("7000000004", "O4", "soon", "首评", "5", "4", "3", ""),
]


def cells(row: tuple[str, ...]) -> str:
    return ",".join(f'"{cell}"' for cell in row)


def test_every_reader_lands_the_same_content_alike(make_home: MakeHome) -> None:
    text = "\n".join([REVIEW_HEADER, *map(cells, WILD)]) + "\n"
    variants = {
        "duckdb": text.encode(),
        "transcoded": text.encode("gb18030"),
        "python": text.replace("\n", "\r\n", 2).encode(),
    }
    landed = {}
    for reader, content in variants.items():
        home = make_home(reader)
        home.put(PLACE, content)
        assert home.land_one().reader == reader
        landed[reader] = home
    workbook_home = make_home("xlsx")
    workbook_home.put("douyin/S1/reviews/a.xlsx", book({"s": [REVIEW_HEADER.split(","), *WILD]}))
    assert workbook_home.land_one().reader == "xlsx"
    landed["xlsx"] = workbook_home
    raw = {
        reader: home.rows("select * exclude (_file_id) from raw.douyin_reviews order by _file_row")
        for reader, home in landed.items()
    }
    rejected = {
        reader: home.rows("select line_number, column_name, value, reason from raw.rejected_rows order by line_number")
        for reader, home in landed.items()
    }
    assert len(raw["duckdb"]) == 2
    assert [row[:2] for row in rejected["duckdb"]] == [(4, "商品评分"), (5, "评价时间")]
    for reader in landed:
        assert raw[reader] == raw["duckdb"]
        assert rejected[reader] == rejected["duckdb"]
