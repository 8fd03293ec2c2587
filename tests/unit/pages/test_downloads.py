"""What leaves the pages is no formula, and a number stays one."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest

from shopscore.pages.downloads import as_csv, harmless


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@sum(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n=1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", [-1.5, 3, Decimal("-2.50"), None, True, "a=b", "1-2", "", date(2026, 12, 1)])
def test_numbers_dates_and_other_texts_stay_what_they_are(value):
    assert harmless(value) is value


def test_a_download_has_headers_in_order_a_mark_for_excel_and_no_formula():
    rows = [
        {"shop": "=cmd|' /C calc'!A0", "change": -0.5, "at": datetime(2026, 12, 1, 8, 30), "left": None},
        {"shop": '云朵,"小店"', "change": 2, "at": datetime(2026, 12, 2), "left": 1},
    ]
    written = as_csv(rows, {"shop": "店铺", "change": "变动", "left": "=剩余"})
    assert written.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig")))) == [
        ["店铺", "变动", "'=剩余"],
        ["'=cmd|' /C calc'!A0", "-0.5", ""],
        ['云朵,"小店"', "2", "1"],
    ]
