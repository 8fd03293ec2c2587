from typing import Any

import openpyxl
import pytest

from .conftest import REVIEW_HEADER, Home, MakeHome, review

PLACE = "douyin/S1/reviews/a.csv"
CONTENT = "select review_id, content, _file_row from raw.douyin_reviews order by _file_row"


def lines(*rows: str) -> str:
    return "\n".join([REVIEW_HEADER, *rows]) + "\n"


@pytest.mark.parametrize(
    ("content", "road", "landed"),
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
def test_no_road_drops_merges_or_splits_a_row(
    home: Home, content: str, road: str, landed: list[tuple[Any, ...]]
) -> None:
    home.put(PLACE, content)
    outcome = home.land_one()
    assert (outcome.status, outcome.road, outcome.rows_rejected) == ("landed", road, 0)
    assert outcome.rows_landed == outcome.rows_read == len(landed)
    assert home.rows(CONTENT) == landed
    assert list(home.settings.temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("encoding", "written", "road"),
    [("gb18030", "gb18030", "transcoded"), ("utf-16", "utf-16", "transcoded"), ("utf-8", "utf-8", "duckdb")],
)
def test_other_encodings_land_the_same_rows(home: Home, encoding: str, written: str, road: str) -> None:
    home.put(PLACE, lines(review(1, '"联通, 㐀𠀀"'), review(2)).encode(encoding))
    outcome = home.land_one()
    assert (outcome.road, outcome.rows_landed) == (road, 2)
    assert home.rows(CONTENT) == [("R1", "联通, 㐀𠀀", 1), ("R2", "好", 2)]
    assert home.rows("select encoding from log.landed_files") == [(written,)]


def test_a_plain_header_does_not_hide_gb18030_below_it(home: Home) -> None:
    home.put("reference/shops/a.csv", "platform,shop_id,shop_name,industry\ndouyin,1,小店,女装\n".encode("gb18030"))
    assert home.land_one().road == "transcoded"
    assert home.rows("select shop_name, industry from raw.reference_shops") == [("小店", "女装")]


def test_a_row_with_broken_bytes_is_rejected_and_the_rest_lands(home: Home) -> None:
    broken = review(2, "好评").encode()[:-1]
    home.put(PLACE, lines(review(1)).encode() + broken + b"\n" + review(3).encode() + b"\n")
    outcome = home.land_one()
    assert (outcome.road, outcome.rows_landed, outcome.rows_rejected) == ("python", 2, 1)
    assert home.rows("select line_number, value from raw.rejected_rows") == [(3, None)]


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


def test_brackets_stars_and_quotes_in_a_name_are_no_pattern(home: Home) -> None:
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


def test_every_road_lands_the_same_content_alike(make_home: MakeHome) -> None:
    text = "\n".join([REVIEW_HEADER, *map(cells, WILD)]) + "\n"
    variants = {
        "duckdb": text.encode(),
        "transcoded": text.encode("gb18030"),
        "python": text.replace("\n", "\r\n", 2).encode(),
    }
    landed = {}
    for road, content in variants.items():
        home = make_home(road)
        home.put(PLACE, content)
        assert home.land_one().road == road
        landed[road] = home
    workbook_home = make_home("xlsx")
    workbook = openpyxl.Workbook()
    for row in (REVIEW_HEADER.split(","), *WILD):
        workbook.active.append(list(row))
    path = workbook_home.put("douyin/S1/reviews/a.xlsx", b"")
    workbook.save(path)
    assert workbook_home.land_one().road == "xlsx"
    landed["xlsx"] = workbook_home
    raw = {
        road: home.rows("select * exclude (_file_id) from raw.douyin_reviews order by _file_row")
        for road, home in landed.items()
    }
    rejected = {
        road: home.rows("select line_number, column_name, value, reason from raw.rejected_rows order by line_number")
        for road, home in landed.items()
    }
    assert len(raw["duckdb"]) == 2
    assert [row[:2] for row in rejected["duckdb"]] == [(4, "商品评分"), (5, "评价时间")]
    for road in landed:
        assert raw[road] == raw["duckdb"]
        assert rejected[road] == rejected["duckdb"]
