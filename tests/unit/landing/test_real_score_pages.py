"""Score pages as people copy them: units in cells, titles with what their brackets add, dates in words."""

import pytest

from .conftest import Home

ROWS = """日期,项目,得分,指标值,同行平均
2026/09/09,商家体验分,82分,,76.5分
2026/09/09,商品体验得分,69分,,
2026/09/09,商品综合评分（滞后）,,4.92分,4.87分
2026/09/09,商品品质退货率(滞后),,1.34%,１．２％
2026/09/09,平均揽收时长,,50.00小时,-
2026/09/09,飞鸽平均响应时长,98分,13.893秒,--
2026/09/09,违规扣分,4分,,
2026/09/09,加分项,2分,,
"""


@pytest.mark.parametrize("platform", ["douyin", "pinduoduo"])
def test_units_are_read_off_and_titles_land_as_they_stand(home: Home, platform: str) -> None:
    home.put(f"{platform}/S1/score_pages/体验分.csv", ROWS)
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (8, 0), outcome.reason
    assert home.rows(f"select item, score, value, peer_mean from raw.{platform}_score_pages order by _file_row") == [
        ("商家体验分", 82.0, None, 76.5),
        ("商品体验得分", 69.0, None, None),
        ("商品综合评分（滞后）", None, 4.92, 4.87),
        ("商品品质退货率(滞后)", None, pytest.approx(0.0134), pytest.approx(0.012)),
        ("平均揽收时长", None, 50.0, None),
        ("飞鸽平均响应时长", 98.0, 13.893, None),
        ("违规扣分", 4.0, None, None),
        ("加分项", 2.0, None, None),
    ]
