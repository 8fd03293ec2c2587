"""Reports that really go over a wire, to servers on this machine."""

import base64
import email
import email.policy
import hashlib
import io
import re
from datetime import datetime
from pathlib import Path

import pytest

from shopscore.alerts import Delivery, notify
from shopscore.language import use_language
from shopscore.nothing_new import Standing
from shopscore.progress import Progress
from shopscore.report.sending import send_reports
from shopscore.run import Run, tell_channels
from shopscore.settings import Settings, load_settings
from tests.unit.alerts.conftest import MailServer, WebServer, configure
from tests.unit.console.conftest import GENERATION, at
from tests.unit.report.conftest import change

KEY = "0123456789abcdef"
WECOM = "apprise.plugins.wecombot.NotifyWeComBot.notify_url"
DINGTALK = "apprise.plugins.dingtalk.NotifyDingTalk.notify_url"


@pytest.fixture
def settings(published: Path) -> Settings:
    # alerts.yml without a language follows the run
    use_language("zh")
    return load_settings()


@pytest.fixture
def wecom(settings: Settings, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> WebServer:
    monkeypatch.setattr(WECOM, web.url + "/send?key={key}")
    configure(settings, "channels: [{name: boss, url: 'wecombot://${KEY}', report: agency}]")
    return web


def sent(settings: Settings) -> list[Delivery]:
    return send_reports(settings, {"KEY": KEY})


def outcome(deliveries: list[Delivery]) -> list[tuple[str, str, str]]:
    return [(one.channel, one.report, one.outcome) for one in deliveries]


def test_wecoms_robot_gets_the_picture_with_its_md5(settings: Settings, wecom: WebServer) -> None:
    [delivery] = sent(settings)
    assert delivery.line == "日报 agency 发往 boss：已发送"
    [(path, content)] = wecom.posts
    assert path == f"/send?key={KEY}"
    assert set(content) == {"msgtype", "image"}
    assert content["msgtype"] == "image"
    picture = base64.b64decode(content["image"]["base64"], validate=True)
    assert picture == (settings.home / "reports" / "2026-11-22" / "agency.png").read_bytes()
    assert content["image"]["md5"] == hashlib.md5(picture, usedforsecurity=False).hexdigest()
    assert len(picture) <= 2 * 1024 * 1024


def test_a_channel_gets_the_report_of_a_day_once(settings: Settings, wecom: WebServer, published: Path) -> None:
    assert outcome(sent(settings)) == [("boss", "agency", "sent")]
    # neither the next refresh of the day nor its alerts bring it again
    change(published, "update ops.publication set generation_id = 'g2', published_at = '2026-11-22 12:20:00'")
    notify(settings, "failed", [], "disk full", None, environment={"KEY": KEY})
    assert sent(settings) == []
    assert [content["msgtype"] for _, content in wecom.posts].count("image") == 1


def test_the_next_day_brings_the_next_report(
    settings: Settings, wecom: WebServer, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(settings)
    change(
        published,
        "update marts.scores set assessment_date = '2026-11-23' where assessment_date = '2026-11-22'",
        "update marts.agency_overview set assessment_date = '2026-11-23'",
        "update ops.publication set published_at = '2026-11-23 12:00:03'",
    )
    at(monkeypatch, "2026-11-23 12:30:00")
    assert outcome(sent(settings)) == [("boss", "agency", "sent")]
    assert len(wecom.posts) == 2


def test_what_a_robot_refuses_is_sent_with_the_next_refresh(settings: Settings, wecom: WebServer) -> None:
    wecom.answer = {"errcode": 93000, "errmsg": "invalid webhook url"}
    [refused] = sent(settings)
    assert refused.outcome == "failed"
    assert "93000" in refused.detail
    wecom.answer = {"errcode": 0}
    assert outcome(sent(settings)) == [("boss", "agency", "sent")]


@pytest.mark.parametrize("clock", ["2026-11-23 12:00:00", "2026-12-24 09:00:00"])
def test_a_day_that_is_over_is_sent_to_nobody(
    settings: Settings, wecom: WebServer, monkeypatch: pytest.MonkeyPatch, clock: str
) -> None:
    at(monkeypatch, clock)
    assert sent(settings) == []
    at(monkeypatch, "2026-11-23 11:59:59")
    assert outcome(sent(settings)) == [("boss", "agency", "sent")]


def test_a_publication_of_the_morning_is_sent_to_nobody(settings: Settings, wecom: WebServer, published: Path) -> None:
    change(published, "update ops.publication set published_at = '2026-11-22 11:59:59'")
    assert sent(settings) == []
    assert wecom.posts == []


def test_a_mail_has_the_picture_attached(settings: Settings, mail: MailServer) -> None:
    configure(
        settings,
        "channels:\n"
        f"  - {{name: post, url: 'mailto://127.0.0.1:{mail.port}?from=a@example.com&to=b@example.com', report: [S1]}}",
    )
    assert outcome(sent(settings)) == [("post", "S1", "sent")]
    [envelope] = mail.messages
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert message["Subject"] == "shopscore 云朵小店 2026-11-22 日报"
    text = message.get_body(("plain",))
    assert text is not None
    assert "商家体验分 4.00 · 排名 2/2 · 买家看到 4.5" in text.get_content()
    [attached] = message.iter_attachments()
    assert attached.get_content_type() == "image/png"
    assert attached.get_content() == (settings.home / "reports" / "2026-11-22" / "douyin-S1.png").read_bytes()


def test_a_robot_that_takes_no_picture_gets_a_few_lines(
    settings: Settings, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DINGTALK, web.url + "/robot/send?access_token={token}")
    configure(
        settings,
        "channels:\n  - {name: duty, url: 'dingtalk://${KEY}', report: [agency, S1]}\n"
        "  - {name: abroad, url: 'dingtalk://${KEY}', report: [S1], language: en}\n",
    )
    done = outcome(sent(settings))
    assert done == [("duty", "agency", "sent"), ("duty", "S1", "sent"), ("abroad", "S1", "sent")]
    agency, shop, abroad = (content["text"]["content"] for _, content in web.posts)
    assert agency.startswith("shopscore 全部店铺 2026-11-22 日报")
    assert "云朵小店 4.00 · 7天 +0.50 · 低于活动报名 4.40" in agency
    assert "活动报名 4.40: 还差 0.40" in shop
    assert abroad.startswith("shopscore 云朵小店: report of 2026-11-22")
    assert "Promotions 4.40: 0.40 to go" in abroad
    # the language of the run is what it was, and each language has its picture
    assert {path.name for path in (settings.home / "reports" / "2026-11-22").glob("*.png")} == {
        "agency.png",
        "douyin-S1.png",
        "douyin-S1.en.png",
    }


def test_whatever_becomes_of_one_report_the_others_are_sent(
    settings: Settings, wecom: WebServer, published: Path
) -> None:
    configure(
        settings,
        "channels:\n"
        "  - {name: dead, url: 'json://127.0.0.1:9/', report: agency}\n"
        "  - {name: unset, url: 'wecombot://${NOT_SET}', report: agency}\n"
        "  - {name: shops, url: 'wecombot://${KEY}', report: [nobody, S1]}\n",
    )
    done = sent(settings)
    assert outcome(done) == [
        ("dead", "agency", "failed"),
        ("unset", "agency", "misconfigured"),
        ("shops", "nobody", "misconfigured"),
        ("shops", "S1", "sent"),
    ]
    assert "NOT_SET" in done[1].detail
    assert "nobody" in done[2].detail
    published.unlink()
    [delivery] = sent(settings)
    assert (delivery.channel, delivery.outcome) == ("alerts.yml", "failed")


def test_without_the_packages_the_log_says_how_to_get_them(
    settings: Settings, wecom: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopscore.report.picture.SETTER", "a_package_that_is_not_there")
    [delivery] = sent(settings)
    assert delivery.outcome == "misconfigured"
    assert "shopscore[report]" in delivery.line


@pytest.mark.parametrize("status", [0, 500])
def test_no_secret_is_said(
    settings: Settings,
    wecom: WebServer,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if status:
        wecom.status = status
    else:
        monkeypatch.setattr(WECOM, "http://127.0.0.1:9/send?key={key}")
    [delivery] = sent(settings)
    captured = capfd.readouterr()
    assert delivery.outcome == "failed"
    assert delivery.detail
    assert not re.search(KEY, delivery.line + captured.out + captured.err)


def test_a_refresh_notes_what_became_of_its_report_and_is_not_failed_by_it(
    settings: Settings, wecom: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEY", KEY)
    said = io.StringIO()
    run = Run(settings, full=False, progress=Progress(said), message="disk full")
    tell_channels(run)
    # a refresh that published nothing has no report
    assert "image" not in [content["msgtype"] for _, content in wecom.posts]
    assert "日报" not in said.getvalue()
    # one with nothing new has, where the day's was not sent
    run.standing = Standing(GENERATION, datetime(2026, 11, 22, 12, 0, 3))
    wecom.status = 500
    tell_channels(run)
    assert "日报 agency 发往 boss：失败" in said.getvalue()
    wecom.status = 200
    tell_channels(run)
    assert "日报 agency 发往 boss：已发送" in said.getvalue()
    assert KEY not in said.getvalue()
