"""What is worth telling, and how it reads."""

from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from shopscore.alerts.events import (
    KINDS,
    ClosedBy,
    Event,
    Facts,
    Kind,
    RefusedFile,
    ScoreAtLimit,
    collect_events,
    unjudged_kinds,
)
from shopscore.alerts.facts import read_scores_at_limit
from shopscore.alerts.wording import compose
from shopscore.freshness import LateExport
from shopscore.language import Language
from shopscore.settings import Settings
from shopscore.vocabulary import UnknownWord, WithheldShop
from shopscore.warehouse import open_published
from tests.unit.alerts.conftest import AS_OF, publish_score

NOON = datetime(2026, 11, 22, 12, 3)


def facts(**some: Any) -> Facts:
    return Facts(**{"status": "published", "ended_at": NOON, **some})


def score(**some: Any) -> ScoreAtLimit:
    return ScoreAtLimit(
        **{
            "threshold_id": "removal",
            "threshold_en": "Removal line",
            "threshold_zh": "清退线",
            "consequence_en": "risks removal",
            "consequence_zh": "有清退风险",
            "limit": 4.0,
            "system_en": "Douyin DSR",
            "system_zh": "抖店DSR",
            "subject_id": "S1",
            "subject_name": "云朵小店",
            "score": 3.9,
            "change_7d": -0.3,
            "is_below": True,
            "falls_in_days": None,
            "since": date(2026, 11, 20),
            **some,
        }
    )


def late(shop: str, export: str = "orders") -> LateExport:
    return LateExport("douyin", export, shop, datetime(2026, 11, 20, 10), 1, date(2026, 11, 22))


def body(events: list[Event], language: Language, max_bytes: int = 20_000) -> str:
    return compose(events, AS_OF, language, max_bytes).body


def test_scores_below_and_near_are_found_with_the_day_since_when(settings: Settings) -> None:
    with open_published(settings.published) as connection:
        found = read_scores_at_limit(connection, near=0.1, ahead=7)
    assert [(one.threshold_id, one.subject_id, one.score, one.is_below, one.since) for one in found] == [
        # below 4.5 on each of its five days
        ("alliance", "S1", 3.9, True, date(2026, 11, 18)),
        # 4.60 the day before was 0.1 above 4.5, and the last tenth is near as well
        ("alliance", "S2", 4.55, False, date(2026, 11, 21)),
        # 4.00 on the 19th passed
        ("removal", "S1", 3.9, True, date(2026, 11, 20)),
    ]


def test_without_a_distance_of_ones_own_the_rules_say_what_is_near_and_on_which_day(settings: Settings) -> None:
    with open_published(settings.published) as connection:
        found = read_scores_at_limit(connection, near=None, ahead=7)
    # 0.3 until the 21st, so 4.61 of the 20th was near 4.5; 0.1 from the 22nd, and 4.55 is near still
    assert [(one.subject_id, one.is_below, one.since) for one in found if one.threshold_id == "alliance"] == [
        ("S1", True, date(2026, 11, 18)),
        ("S2", False, date(2026, 11, 20)),
    ]


@pytest.mark.parametrize(("score_of_s2", "told"), [(4.60, True), (4.61, False)])
def test_the_last_tenth_above_a_line_is_near_it_and_a_hundredth_more_is_not(
    settings: Settings, score_of_s2: float, told: bool
) -> None:
    publish_score(settings, "S2", score_of_s2)
    with open_published(settings.published) as connection:
        found = read_scores_at_limit(connection, near=None, ahead=7)
    assert any(one.subject_id == "S2" for one in found) is told


def test_a_score_that_rests_on_assumptions_alarms_nobody(settings: Settings) -> None:
    with duckdb.connect(str(settings.published)) as connection:
        connection.execute("update marts.scores set status = 'estimated' where subject_id = 'S1'")
    with open_published(settings.published) as connection:
        found = read_scores_at_limit(connection, near=0.1, ahead=7)
    assert found
    assert {one.subject_id for one in found} & {"S1"} == set()


def test_a_score_that_will_fall_below_its_line_within_the_days_ahead_is_near_it(settings: Settings) -> None:
    with open_published(settings.published) as connection:
        found = read_scores_at_limit(connection, near=0.1, ahead=8)
    assert [(one.threshold_id, one.subject_id, one.is_below, one.falls_in_days) for one in found] == [
        # it rises above the line in 3 days: it is below all the same
        ("alliance", "S1", True, None),
        ("alliance", "S2", False, None),
        # 4.90 is far above 4.5, and falls on the eighth day
        ("alliance", "S3", False, 8),
        ("removal", "S1", True, None),
    ]
    events = collect_events(facts(scores=[found[2]]))
    assert [event.kind for event in events] == ["score_near"]
    assert "Alliance 4.50, below it in 8 days when nothing new happens; since 2026-11-22" in body(events, "en")
    assert "精选联盟 4.50，若无新增 8 天后跌破；自 2026-11-22" in body(events, "zh")


def test_nothing_is_told_of_a_good_day() -> None:
    assert collect_events(facts()) == []


def test_everything_is_told_most_urgent_first_and_the_lowest_score_first() -> None:
    events = collect_events(
        facts(
            status="failed",
            message="build_models: disk full",
            refused=[RefusedFile("S1_orders_2021-11-14_1a2b3c4d.csv", "no column")],
            scores=[score(subject_id="S2", score=3.99), score(), score(subject_id="S9", score=4.05, is_below=False)],
            late=[late("S1")],
        )
    )
    assert [(event.kind, event.key) for event in events] == [
        ("refresh_failed", "refresh_failed"),
        ("file_refused", "file_refused:S1_orders_2021-11-14_1a2b3c4d.csv"),
        ("score_below", "score:removal:S1"),
        ("score_below", "score:removal:S2"),
        ("score_near", "score:removal:S9"),
        ("export_late", "export_late:douyin:orders:S1"),
    ]


def test_the_same_fault_on_another_day_has_the_same_state_and_another_fault_has_not() -> None:
    def state(message: str) -> str:
        return collect_events(facts(status="failed", message=message))[0].state

    assert state("run 1f0c9a2e: 12 files, disk full") == state("run 77aa0b1c: 13 files, disk full")
    assert state("disk full") != state("out of memory")


def test_a_closed_gate_reads_in_both_languages() -> None:
    checks = [ClosedBy("orders_have_a_key", "Keys are unique.", 3), ClosedBy("stars", None, None)]
    events = collect_events(facts(status="blocked", closed_by=checks))
    assert body(events, "zh").splitlines()[:3] == [
        "质检未通过，未发布",
        "• orders_have_a_key: Keys are unique.，3 行（自 2026-11-22 12:03）",
        "• stars，检查未能运行（自 2026-11-22 12:03）",
    ]
    assert body(events, "en").splitlines()[:3] == [
        "The quality gate is closed: nothing was published",
        "• orders_have_a_key: Keys are unique., 3 rows (since 2026-11-22 12:03)",
        "• stars, it could not run (since 2026-11-22 12:03)",
    ]


def test_a_low_score_says_shop_score_trend_limit_since_consequence_and_what_to_do() -> None:
    events = collect_events(facts(scores=[score()]))
    assert body(events, "zh").splitlines() == [
        "低于分数线",
        "• 云朵小店（S1） 抖店DSR 3.90，7 天 -0.30，清退线 4.00；自 2026-11-20；有清退风险",
        "处理：运行 shopscore explain 店铺ID，查看拖分指标和对应订单。",
    ]
    english = body(events, "en")
    assert "云朵小店 (S1): Douyin DSR 3.90, -0.30 in 7 days, Removal line 4.00; since 2026-11-20" in english
    assert "shopscore explain SHOP_ID" in english


def test_a_score_a_hair_below_its_limit_does_not_read_as_the_limit() -> None:
    assert "3.9961" in body(collect_events(facts(scores=[score(score=3.9961)])), "en")


def test_exports_late_alike_share_one_line_and_are_one_thing_to_do() -> None:
    lates = [late(shop, export) for export in ("orders", "parcels") for shop in ("S1", "S2", "S3", "S4", "S5")]
    message = compose(collect_events(facts(late=lates)), AS_OF, "zh", 20_000)
    assert message.title == "shopscore 2026-11-22：1 项需要处理"
    assert (
        "• 抖音 订单 orders、包裹 parcels：店铺 S1、S2、S3 等 5 家；最近一份导出于 2026-11-20 10:00，允许 1 天；自 2026-11-22"
        in message.body.splitlines()
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_event_has_a_heading_and_something_to_do(language: Language) -> None:
    about: dict[Kind, Any] = {
        "refresh_failed": "disk full",
        "gate_closed": (ClosedBy("stars", None, 1),),
        "file_refused": RefusedFile("a.csv", "no column", "缺列"),
        "export_late": late("S1"),
        "score_below": score(),
        "score_near": score(is_below=False),
        # how words and withheld shops read is told by another module, so their sort of fact does not matter here
        "shop_withheld": "withheld",
        "words_unknown": "words",
    }
    assert set(about) == set(KINDS)
    for kind, fact in about.items():
        heading, line, remedy = body([Event(kind, kind, kind, NOON, fact)], language).splitlines()
        assert heading and remedy
        assert line.startswith("• ")
        assert remedy.startswith({"zh": "处理：", "en": "To do"}[language])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_message_too_long_for_a_channel_ends_with_the_number_of_what_is_left_out(language: Language) -> None:
    events = collect_events(facts(scores=[score(subject_id=f"S{n:02}") for n in range(40)]))
    message = compose(events, AS_OF, language, 2048)
    assert len(f"{message.title}\r\n{message.body}".encode()) <= 2048
    said = message.body.count("• ")
    assert 0 < said < 40
    assert f" {40 - said} " in message.body.splitlines()[-1]
    assert "40" in message.title


def test_what_is_withheld_and_each_unknown_word_are_told_once_and_hidden_words_are_not() -> None:
    shop = WithheldShop(
        "douyin", "101", "一号店", "unknown_words", "after_sales", "reason", "reasons", None,
        ("quality_return_rate",), ("Quality return rate",), ("品质退货率",), 120, 90,
    )  # fmt: skip

    def word(text: str | None) -> UnknownWord:
        return UnknownWord(
            "douyin", "after_sales", "reason", "reasons", text, 1, 90, 1, ("101",), None,
            ("quality_return_rate",), ("Quality return rate",), ("品质退货率",),
        )  # fmt: skip

    facts = Facts("published", datetime(2021, 11, 15, 12), withheld=[shop], unknown_words=[word("看心情"), word(None)])
    events = collect_events(facts)
    assert [event.kind for event in events] == ["shop_withheld", "words_unknown"]
    chinese = compose(events, date(2021, 11, 15), "zh", 4000).body
    assert "120 行中有 90 行" in chinese
    assert "看心情" in chinese
    assert "shopscore words --write" in chinese
    # of a publication that cannot be read nothing is known, so nothing is over
    assert unjudged_kinds(Facts("failed", datetime(2021, 11, 15, 12), withheld=None, unknown_words=None)) == {
        "shop_withheld",
        "words_unknown",
    }
