import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopscore.contracts import Column
from shopscore.landing.privacy import PERSONAL_ID, HashKey, pseudonym, safe_id
from shopscore.landing.words import unknown_word

from .conftest import read_cell

NOON = datetime(2021, 11, 15, 12, 0, 0)


KEY = HashKey.from_secret(b"secret")


def read(
    connection: duckdb.DuckDBPyConnection, column_type: str, cell: str | None, words: tuple[str, ...] = ("douyin",)
) -> tuple[Any, bool]:
    column = Column("x", column_type, "x", words=words)
    return read_cell(connection, column, cell, KEY)


GOOD = [
    ("id", "6921", "6921"),
    ("id", "0006921", "0006921"),
    ("id", "6921\t", "6921"),
    ("id", "\t6921", "6921"),
    ("id", "'0006921", "0006921"),
    ("id", '="0006921"', "0006921"),
    ("id", "6921.0", "6921"),
    ("id", "`6921", "6921"),
    ("id", "'6921'", "6921"),
    ("id", "\t'6921", "6921"),
    ("id", '"6921"', "6921"),
    ("id", '= "6921"', "6921"),
    ("id", "６９２１", "6921"),
    ("id", "6,921,234", "6921234"),
    ("id", "6,921,234.00", "6921234"),
    ("id", "　6921 ", "6921"),
    ("id", "SF12E3", "SF12E3"),
    ("id", "YT-88 1", "YT-88 1"),
    ("text", "  红色 \t", "红色"),
    ("text", "\u00a0红\u00a0色\ufeff", "红\u00a0色"),
    ("text", "一\r\n二", "一\n二"),
    ("word", " DouYin ", "douyin"),
    ("timestamp", "2021-11-15 12:00:00", NOON),
    ("timestamp", "2021-11-15 12:00:00\t", NOON),
    ("timestamp", "2021/11/15 12:00", NOON),
    ("timestamp", "2021/1/5 9:05", datetime(2021, 1, 5, 9, 5)),
    ("timestamp", "2021/1/5 9:05:07", datetime(2021, 1, 5, 9, 5, 7)),
    ("timestamp", "2021-1-5", datetime(2021, 1, 5)),
    ("timestamp", "2021年1月5日 9:05:07", datetime(2021, 1, 5, 9, 5, 7)),
    ("timestamp", "2021-11-15T12:00:00", NOON),
    ("timestamp", "2021-11-15 12:00:00.250", NOON + timedelta(milliseconds=250)),
    ("timestamp", "2021-11-15 12:00:00,250", NOON + timedelta(milliseconds=250)),
    ("timestamp", "2021-11-15 12:00:00.1234567", NOON + timedelta(microseconds=123456)),
    ("timestamp", "2021年11月15日 12:00:00", NOON),
    ("timestamp", "2021年11月15日12:00", NOON),
    ("timestamp", "2021年11月15日 12时00分00秒", NOON),
    ("timestamp", "2021年11月15日 12点00分", NOON),
    ("timestamp", "2021年11月15日 星期一 12:00", NOON),
    ("timestamp", "2021年11月15日", datetime(2021, 11, 15)),
    ("timestamp", "2021.11.15 12:00", NOON),
    ("timestamp", "２０２１-１１-１５ １２：００：００", NOON),
    ("timestamp", "20211115120000", NOON),
    ("timestamp", "20211115", datetime(2021, 11, 15)),
    ("timestamp", "`2021-11-15 12:00:00", NOON),
    ("timestamp", '="2021-11-15 12:00:00"', NOON),
    # noon in Shanghai is 4 o'clock in Greenwich and 5 o'clock an hour east of it
    ("timestamp", "2021-11-15T12:00:00+08:00", NOON),
    ("timestamp", "2021-11-15 12:00:00 +0800 CST", NOON),
    ("timestamp", "2021-11-15T04:00:00Z", NOON),
    ("timestamp", "2021-11-15T04:00:00.000Z", NOON),
    ("timestamp", "2021-11-15 04:00:00 UTC", NOON),
    ("timestamp", "2021-11-15T05:00:00+01:00", NOON),
    ("timestamp", "2021-11-14T22:30:00-05:30", NOON),
    ("date", "2021-11-15T17:00:00Z", date(2021, 11, 16)),
    # 2021-11-15 04:00:00 UTC is noon in Shanghai: 18946 days and 4 hours of seconds
    ("timestamp", "1636948800", NOON),
    ("timestamp", "1636948800000", NOON),
    # 44515 days after 1899-12-30 is 2021-11-15
    ("timestamp", "44515.5", NOON),
    ("timestamp", "44515", datetime(2021, 11, 15)),
    ("timestamp", "2000-01-01 00:00:00", datetime(2000, 1, 1)),
    ("timestamp", "2100-12-31 23:59:59", datetime(2100, 12, 31, 23, 59, 59)),
    ("date", "2021-11-15", date(2021, 11, 15)),
    ("date", "2021/1/5", date(2021, 1, 5)),
    ("date", "44515", date(2021, 11, 15)),
    ("decimal", "12.5", Decimal("12.50")),
    ("decimal", "1,234.50", Decimal("1234.50")),
    ("decimal", "1，234", Decimal("1234.00")),
    ("decimal", "￥99.90", Decimal("99.90")),
    ("decimal", "¥1,299", Decimal("1299.00")),
    ("decimal", "-3", Decimal("-3.00")),
    ("decimal", "0", Decimal("0.00")),
    ("decimal", "9999999.99", Decimal("9999999.99")),
    ("number", "9999999", 9999999.0),
    ("integer", "9999999", 9999999),
    ("text", "衣" * 200, "衣" * 200),
    ("text", "红色 打13812345678", "红色 打[phone]"),
    ("number", "0.125", 0.125),
    ("number", "-1.5", -1.5),
    ("number", "98.25%", 0.9825),
    ("number", "1,098.25 ％", 10.9825),
    ("fraction", "0", 0.0),
    ("fraction", "1", 1.0),
    ("integer", "1,200", 1200),
    ("integer", "3.0", 3),
    ("stars", "5", 5),
    ("stars", "1.0", 1),
    ("boolean", "TRUE", True),
    ("boolean", "是", True),
    ("boolean", "0", False),
    ("boolean", "否", False),
]


@pytest.mark.parametrize(("column_type", "cell", "value"), GOOD)
def test_a_cell_has_the_value_people_read_in_it(
    connection: duckdb.DuckDBPyConnection, column_type: str, cell: str, value: Any
) -> None:
    assert read(connection, column_type, cell) == (value, False)


@pytest.mark.parametrize("column_type", ["id", "text", "timestamp", "date", "decimal", "integer", "stars", "boolean"])
@pytest.mark.parametrize("cell", [None, "", " ", "\t", "-", "--", "　"])
def test_dashes_blanks_and_lone_tabs_are_null_in_every_type(
    connection: duckdb.DuckDBPyConnection, column_type: str, cell: str | None
) -> None:
    assert read(connection, column_type, cell) == (None, False)


@pytest.mark.parametrize(
    ("column_type", "cell"),
    [("id", "0"), ("id", "0.0"), ("id", '="0"'), ("id", "'0"), ("timestamp", "0"), ("timestamp", "0.0"), ("date", "0")],
)
def test_zero_is_null_in_ids_and_times(connection: duckdb.DuckDBPyConnection, column_type: str, cell: str) -> None:
    assert read(connection, column_type, cell) == (None, False)


@pytest.mark.parametrize(
    ("column_type", "cell"),
    [
        ("id", "1.23E+17"),
        ("id", "6.92e+18"),
        ("id", "4E+15"),
        ("timestamp", "soon"),
        ("timestamp", "2021-13-01 10:00:00"),
        ("timestamp", "2021-02-29 10:00:00"),
        ("timestamp", "1999-12-31 23:59:59"),
        ("timestamp", "2101-01-01 00:00:00"),
        ("timestamp", "2021-11-15 12:00:00 PM"),
        ("timestamp", "infinity"),
        ("date", "2021-02-30"),
        ("decimal", "twelve"),
        ("decimal", "1,5"),
        ("number", "inf"),
        ("number", "98%%"),
        ("number", "%"),
        ("fraction", "1.01"),
        ("fraction", "-0.1"),
        ("integer", "1.5"),
        ("stars", "0"),
        ("stars", "6"),
        ("stars", "4.6"),
        ("boolean", "maybe"),
        ("decimal", "10000000"),
        ("decimal", "13812345678"),
        ("number", "13812345678"),
        ("number", "-10000000"),
        ("integer", "10000000"),
        ("integer", "13812345678"),
        ("id", "张三"),
        ("id", "a@b.cn"),
        ("id", "1" * 65),
        ("account", "客" * 65),
        ("account", "6.92e+18"),
        ("word", "lily_chen88"),
        ("term", "很" * 41),
        ("place", "很" * 41),
        ("text", "衣" * 201),
        ("text", "#REF!"),
        ("free_text", "#N/A"),
        ("id", "#REF!"),
    ],
)
def test_a_cell_that_says_something_unreadable_is_bad(
    connection: duckdb.DuckDBPyConnection, column_type: str, cell: str
) -> None:
    assert read(connection, column_type, cell) == (None, True)


@pytest.mark.parametrize(
    ("column_type", "cell"),
    [
        ("id", "13812345678"),
        ("id", "8613812345678"),
        ("id", "138 1234 5678"),
        ("id", "0571-88001234"),
        ("id", "110101199003074514"),
        ("id", "11010119900307451X"),
        ("id", "E12345678"),
        ("id", "EA1234567"),
        ("id", "LilyChen"),
        ("id", "lily_chen_88"),
        ("id", "amy520"),
        ("account", "13812345678"),
        ("account", "a@b.cn"),
        ("account", "旗舰店:小美"),
        ("account", "LilyChen88"),
    ],
)
def test_an_id_that_may_be_personal_is_a_keyed_hash_the_same_in_every_column(
    connection: duckdb.DuckDBPyConnection, column_type: str, cell: str
) -> None:
    hashed = pseudonym(KEY, cell)
    assert cell not in hashed
    assert read(connection, column_type, cell) == (hashed, False)
    assert read(connection, column_type, f"'{cell}\t") == (hashed, False)
    assert read(connection, column_type, hashed) == (hashed, False)
    assert column_type == "account" or safe_id(KEY, cell) == hashed


@pytest.mark.parametrize(
    "cell",
    [
        "12812345678",
        "1381234567",
        "138123456789",
        "110101189903074514",
        "4912345678901234567",
        "210914-123456789012345",
        "SF1234567890123",
        "JDVB01234567890",
        "kefu011",
        "S1",
        "3f2a9c0d-1b2c-4d5e-8f90-a1b2c3d4e5f6",
    ],
)
def test_an_id_that_is_not_personal_stays_as_it_is(connection: duckdb.DuckDBPyConnection, cell: str) -> None:
    assert read(connection, "id", cell) == (cell, False)
    assert read(connection, "account", cell) == (cell, False)
    assert safe_id(KEY, cell) == cell


@pytest.mark.parametrize("cell", ["douyin", " douyin ", "\tdouyin"])
def test_a_word_of_the_columns_list_stays_as_it_is(connection: duckdb.DuckDBPyConnection, cell: str) -> None:
    assert read(connection, "term", cell) == ("douyin", False)


@pytest.mark.parametrize("column_type", ["term", "place"])
@pytest.mark.parametrize("cell", ["爱吃鱼的猫咪", "LilyChen88", "王小明", "小美"])
def test_an_unknown_word_has_a_stand_in(connection: duckdb.DuckDBPyConnection, column_type: str, cell: str) -> None:
    stand_in = unknown_word(KEY, cell)
    assert read(connection, column_type, cell) == (stand_in, False)
    assert read(connection, column_type, stand_in) == (stand_in, False)


# What a program writes where it has no time: nothing, zero, words, and the zero of its own calendar.
NOT_YET = [
    "0.00",
    "00:00:00",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "0000/00/00 00:00",
    "1970-01-01 00:00:00",
    "1970-01-01 08:00:00",
    "1970/1/1 8:00",
    "1970年01月01日 08:00:00",
    "1970-01-01T00:00:00Z",
    "1969-12-31T16:00:00Z",
    "0001-01-01 00:00:00",
    "0001-01-01T00:00:00Z",
    "0001-01-01 00:00:00 +0000 UTC",
    "0001/1/1 8:05:43",
    "1899-12-30",
    "1899-12-30 00:00:00",
    "1899/12/31",
    "1900-01-00 00:00:00",
    "1900/1/0",
    "1900-01-01 00:00:00",
    "1904-01-01",
    "9999-12-31 23:59:59",
    "25569",
    "25569.3333333333",
    "-28800",
    "-28800000",
    "28800",
    "-62135596800",
    "----",
    "—",
    "/",
    "null",
    "None",
    "NaT",
    "无",
    "暂无",
    "未发货",
]


@pytest.mark.parametrize("cell", NOT_YET)
@pytest.mark.parametrize("column_type", ["timestamp", "date"])
def test_what_stands_for_no_time_is_null_and_not_bad(
    connection: duckdb.DuckDBPyConnection, column_type: str, cell: str
) -> None:
    assert read(connection, column_type, cell) == (None, False)


# 1970-01-02 and 1999-12-31 are not zeros, 1971 is not a neighbour of one
@pytest.mark.parametrize(
    "cell", ["1970-01-02 00:00:00", "1971-01-01", "1900-01-02", "0001-01-02", "9999-12-30", "25570", "未知情况"]
)
def test_what_is_next_to_a_calendars_zero_is_bad(connection: duckdb.DuckDBPyConnection, cell: str) -> None:
    assert read(connection, "timestamp", cell) == (None, True)


@pytest.mark.parametrize("cell", ["null", "None", "N/A", "\\N"])
@pytest.mark.parametrize("column_type", ["id", "account", "keyed_hash", "term", "place", "boolean", "stars"])
def test_the_nothing_of_a_program_is_null_in_ids_words_and_truths(
    connection: duckdb.DuckDBPyConnection, column_type: str, cell: str
) -> None:
    assert read(connection, column_type, cell) == (None, False)


def test_a_text_may_say_nothing_in_words(connection: duckdb.DuckDBPyConnection) -> None:
    assert read(connection, "free_text", "无") == ("无", False)
    assert read(connection, "free_text", "null") == ("null", False)


WRITTEN = st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", " %Y-%m-%dT%H:%M:%S\t", "%Y年%m月%d日 %H:%M:%S"])


@settings(max_examples=60, deadline=None)
@given(
    moment=st.datetimes(datetime(2000, 1, 1), datetime(2100, 12, 31)).map(lambda at: at.replace(microsecond=0)),
    written=WRITTEN,
)
def test_every_second_of_the_century_survives_every_spelling(
    connection: duckdb.DuckDBPyConnection, moment: datetime, written: str
) -> None:
    assert read(connection, "timestamp", moment.strftime(written)) == (moment, False)
    epoch = int((moment - datetime(1970, 1, 1, 8)).total_seconds())
    if len(str(epoch)) == 10:
        assert read(connection, "timestamp", str(epoch)) == (moment, False)


@settings(max_examples=60, deadline=None)
@given(
    # a phone number or an id number is no id that may stay as it is
    number=st.from_regex(r"[0-9]{2,24}", fullmatch=True).filter(
        lambda digits: digits.strip("0") != "" and not re.fullmatch(PERSONAL_ID, digits)
    ),
    wrapping=st.sampled_from(["{}", "'{}", '="{}"', "\t{}", "{}\t", " {} ", "{}.0", "`{}", "'{}'"]),
)
def test_no_wrapping_changes_a_digit_of_an_id(
    connection: duckdb.DuckDBPyConnection, number: str, wrapping: str
) -> None:
    assert read(connection, "id", wrapping.format(number)) == (number, False)
