"""Staff reports as the consoles give them: by agent and day, by day, with a sheet of totals beside the agents."""

import pytest

from .conftest import Home, book

FEIGE = "日期,客服账号,人工会话量,3分钟人工回复率,平均响应时长(秒),满意率"
ROWS = (
    "select agent_id, cast(day as varchar), sessions, reply_3min_rate from raw.{platform}_chat_staff_days order by all"
)


def rows(home: Home, platform: str) -> list[tuple[object, ...]]:
    return home.rows(ROWS.format(platform=platform))


@pytest.mark.parametrize("totals_first", [True, False])
def test_the_sheet_of_the_days_totals_is_not_read_beside_the_agents(home: Home, totals_first: bool) -> None:
    sheets = {
        "整体数据": [
            ["日期", "人工会话量", "3分钟人工回复率", "平均响应时长(秒)", "满意率"],
            ["2021-11-10", 50, "90.00%", 13.893, "88.00%"],
        ],
        "客服数据": [
            FEIGE.split(","),
            ["2021-11-10", "kf01", 40, "92.50%", 12.5, "90.00%"],
            ["2021-11-10", "kf02", 10, "80.00%", 19, "-"],
        ],
    }
    titles = sorted(sheets, key=lambda name: (name == "整体数据") != totals_first)
    home.put("douyin/S1/chat_staff_days/飞鸽.xlsx", book({title: sheets[title] for title in titles}))
    assert home.land_one().status == "landed"
    assert rows(home, "douyin") == [("kf01", "2021-11-10", 40, 0.925), ("kf02", "2021-11-10", 10, 0.8)]


def test_rows_of_totals_among_the_agents_are_skipped_and_an_agent_without_sessions_has_no_rate(home: Home) -> None:
    home.put(
        "douyin/S1/chat_staff_days/a.csv",
        f"{FEIGE}\n2021/11/10,kf01,4,75%,13.893秒,90%\n2021/11/10,kf02,0,--,--,--\n合计,,4,75%,13.893秒,90%\n"
        "2021/11/10,合计,4,75%,13.893秒,90%\n2021/11/10,整体,4,75%,13.893秒,90%\n",
    )
    outcome = home.land_one()
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (2, 2, 0)
    assert rows(home, "douyin") == [("kf01", "2021-11-10", 4, 0.75), ("kf02", "2021-11-10", 0, None)]
    seconds = home.rows("select mean_response_seconds from raw.douyin_chat_staff_days where agent_id = 'kf01'")
    assert seconds == [(13.893,)]


def test_a_report_without_agents_is_not_a_report_by_agent_and_day(home: Home) -> None:
    home.put("douyin/S1/chat_staff_days/a.csv", "日期,人工会话量,3分钟人工回复率\n2021-11-10,50,90%\n")
    assert "客服账号" in (home.land_one().reason or "")


def test_pinduoduo_reports_by_day_and_by_account(home: Home) -> None:
    by_day = "日期,咨询人数,3分钟人工回复率（8-23点）,30秒应答率\n2021-11-10,50,90.00%,80.00%\n"
    by_account = "统计日期,账号,咨询人数,3分钟人工回复率(8-23点),30秒应答率\n2021-11-11,kf01,30,0.9,0.8\n"
    home.put("pinduoduo/S1/chat_staff_days/day.csv", by_day)
    home.put("pinduoduo/S1/chat_staff_days/account.csv", by_account.encode("gb18030"))
    assert [file.status for file in home.land().files] == ["landed", "landed"]
    assert rows(home, "pinduoduo") == [("kf01", "2021-11-11", 30, 0.9), (None, "2021-11-10", 50, 0.9)]


def test_an_agent_who_may_be_a_person_is_a_hash(home: Home) -> None:
    home.put("douyin/S1/chat_staff_days/a.csv", f"{FEIGE}\n2021-11-10,张小红,4,75%,1,\n")
    home.land_one()
    [(agent, *_)] = rows(home, "douyin")
    assert str(agent).startswith("hashed-")
