"""Messages that really go over a wire, to servers on this machine."""

import email
import email.policy
from typing import Any

import pytest

from shopscore.alerts import Delivery, notify, send_test
from shopscore.language import use_language
from shopscore.settings import ConfigurationError, Settings
from tests.unit.alerts.conftest import MailServer, WebServer, configure, land_file, publish_score


@pytest.fixture(autouse=True)
def _a_chinese_run() -> None:
    # alerts.yml without a language follows the run
    use_language("zh")


ROBOT = "0123456789abcdef"
SIGNATURE = "SECfedcba9876543210"


def outcome(deliveries: list[Delivery]) -> list[tuple[str, str, int]]:
    return [(one.channel, one.outcome, one.events) for one in deliveries]


def published(settings: Settings, **environment: str) -> list[Delivery]:
    return notify(settings, "published", [], None, None, environment=environment)


@pytest.fixture
def hook(settings: Settings, web: WebServer) -> WebServer:
    configure(settings, f"language: en\nchannels: [{{name: hook, url: 'json://127.0.0.1:{web.port}/alerts'}}]")
    return web


def test_one_message_holds_all_events_of_a_refresh(settings: Settings, hook: WebServer) -> None:
    land_file(settings, "douyin/S1/orders", "2026-11-01 08:00:00")
    done = notify(settings, "failed", [], "build_models: disk full", None, environment={})
    assert outcome(done) == [("hook", "sent", 5)]
    [(path, content)] = hook.posts
    assert path == "/alerts"
    assert content["title"] == "shopscore 2026-11-22: 5 things need attention"
    for said in ("disk full", "云朵小店 (S1)", "Near a threshold", "Douyin orders: shop S1"):
        assert said in content["message"]


def test_nothing_is_said_twice_until_it_changes_or_comes_back(settings: Settings, hook: WebServer) -> None:
    assert outcome(published(settings)) == [("hook", "sent", 3)]
    assert outcome(published(settings)) == [("hook", "nothing_new", 0)]
    # from near to below is news, and the only news
    publish_score(settings, "S2", 4.4)
    assert outcome(published(settings)) == [("hook", "sent", 1)]
    assert "S2: Douyin DSR 4.40" in hook.posts[-1][1]["message"]
    # over, and nobody is told; back, and it is told again
    publish_score(settings, "S2", 4.9)
    assert outcome(published(settings)) == [("hook", "nothing_new", 0)]
    publish_score(settings, "S2", 4.4)
    assert outcome(published(settings)) == [("hook", "sent", 1)]
    assert len(hook.posts) == 3


def test_a_refresh_that_fails_every_day_the_same_way_is_told_once_with_its_beginning(
    settings: Settings, hook: WebServer
) -> None:
    settings.published.unlink()
    for message in ("disk full in run 1f0c9a2e", "disk full in run 77aa0b1c"):
        notify(settings, "failed", [], message, None, environment={})
    assert len(hook.posts) == 1
    published(settings)
    notify(settings, "failed", [], "disk full in run 5a5a5a5a", None, environment={})
    assert len(hook.posts) == 2


def test_scores_that_could_not_be_read_are_not_over(settings: Settings, hook: WebServer) -> None:
    published(settings)
    away = settings.published.rename(settings.published.with_suffix(".away"))
    published(settings)
    away.rename(settings.published)
    assert outcome(published(settings)) == [("hook", "nothing_new", 0)]
    assert len(hook.posts) == 1


def test_a_message_that_did_not_arrive_is_sent_with_the_next_refresh(settings: Settings, hook: WebServer) -> None:
    hook.status = 500
    [failed] = published(settings)
    assert (failed.outcome, failed.events) == ("failed", 3)
    assert "500" in failed.detail
    hook.status = 200
    assert outcome(published(settings)) == [("hook", "sent", 3)]


def test_each_channel_gets_its_events_in_its_language_whatever_becomes_of_the_others(
    settings: Settings, web: WebServer
) -> None:
    configure(
        settings,
        "channels:\n"
        "  - {name: dead, url: 'json://127.0.0.1:9/'}\n"
        "  - {name: unset, url: 'dingtalk://${NOT_SET}'}\n"
        f"  - {{name: near, url: 'json://127.0.0.1:{web.port}/', events: [score_near]}}\n"
        f"  - {{name: low, url: 'json://127.0.0.1:{web.port}/', language: en, events: [score_below]}}\n",
    )
    done = published(settings)
    assert outcome(done) == [
        ("dead", "failed", 3),
        ("unset", "misconfigured", 3),
        ("near", "sent", 1),
        ("low", "sent", 2),
    ]
    assert "refused" in done[0].detail.lower()
    assert "NOT_SET" in done[1].detail
    near, low = (content["message"] for _, content in web.posts)
    assert near.startswith("接近分数线")
    assert low.startswith("Below a threshold")


ROBOTS = [
    (
        "dingtalk://${SECRET}@${TOKEN}/",
        "apprise.plugins.dingtalk.NotifyDingTalk",
        "/robot/send?access_token={token}",
        lambda content: (content["msgtype"], content["text"]["content"]),
    ),
    (
        "feishu://${TOKEN}",
        "apprise.plugins.feishu.NotifyFeishu",
        "/open-apis/bot/v2/hook/{token}/",
        lambda content: (content["msg_type"], content["content"]["text"]),
    ),
    (
        "wecombot://${TOKEN}",
        "apprise.plugins.wecombot.NotifyWeComBot",
        "/cgi-bin/webhook/send?key={key}",
        lambda content: (content["msgtype"], content["text"]["content"]),
    ),
]


@pytest.mark.parametrize(("url", "plugin", "path", "read"), ROBOTS)
def test_the_robots_get_text_in_their_own_shape(
    settings: Settings, web: WebServer, monkeypatch: pytest.MonkeyPatch, url: str, plugin: str, path: str, read: Any
) -> None:
    monkeypatch.setattr(f"{plugin}.notify_url", web.url + path)
    configure(settings, f"channels: [{{name: duty, url: '{url}'}}]")
    assert outcome(published(settings, TOKEN=ROBOT, SECRET=SIGNATURE)) == [("duty", "sent", 3)]
    [(posted, content)] = web.posts
    assert ROBOT in posted
    assert ("sign=" in posted) == ("SECRET" in url)
    kind, text = read(content)
    assert kind == "text"
    assert text.startswith("shopscore 2026-11-22：3 项需要处理")
    assert "云朵小店（S1）" in text


@pytest.mark.parametrize(("url", "plugin", "path", "_read"), ROBOTS)
@pytest.mark.parametrize(
    "answer", [{"errcode": 310000, "errmsg": "keywords not in content"}, {"code": 19024, "msg": "Key Words Not Found"}]
)
def test_a_robot_that_refuses_with_status_200_is_not_taken_for_sent(
    settings: Settings,
    web: WebServer,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    plugin: str,
    path: str,
    _read: Any,
    answer: dict[str, Any],
) -> None:
    monkeypatch.setattr(f"{plugin}.notify_url", web.url + path)
    configure(settings, f"channels: [{{name: duty, url: '{url}'}}]")
    web.answer = answer
    [delivery] = published(settings, TOKEN=ROBOT, SECRET=SIGNATURE)
    assert delivery.outcome == "failed"
    assert str(next(iter(answer.values()))) in delivery.detail
    assert "ey" in delivery.detail


def test_a_mail_arrives_with_subject_and_text(settings: Settings, mail: MailServer) -> None:
    configure(
        settings,
        f"channels: [{{name: post, url: 'mailto://127.0.0.1:{mail.port}?from=shop@example.com&to=you@example.com'}}]",
    )
    assert outcome(published(settings)) == [("post", "sent", 3)]
    [envelope] = mail.messages
    assert envelope.rcpt_tos == ["you@example.com"]
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert message["Subject"] == "shopscore 2026-11-22：3 项需要处理"
    text = message.get_body(("plain",))
    assert text is not None
    assert "云朵小店（S1） 抖店DSR 3.90" in text.get_content()


def test_a_mail_server_that_is_not_there_is_a_failed_delivery(settings: Settings) -> None:
    configure(settings, "channels: [{name: post, url: 'mailto://127.0.0.1:9?from=a@example.com&to=b@example.com'}]")
    assert outcome(published(settings)) == [("post", "failed", 3)]


@pytest.mark.parametrize("url", ["dingtalk://${TOKEN}", "${WHOLE}"])
def test_no_secret_is_ever_said(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    url: str,
) -> None:
    monkeypatch.setattr(
        "apprise.plugins.dingtalk.NotifyDingTalk.notify_url", "http://127.0.0.1:9/robot/send?access_token={token}"
    )
    configure(settings, f"channels: [{{name: duty, url: '{url}'}}]")
    # the second is no token at all, which the library complains of by quoting it
    for token in (ROBOT, "not-a-token-but-secret"):
        [delivery] = published(settings, TOKEN=token, WHOLE=f"dingtalk://{token}/")
        assert delivery.outcome in ("failed", "misconfigured")
        written = (settings.home / "alerts_sent.json").read_text(encoding="utf-8")
        captured = capfd.readouterr()
        assert delivery.detail
        assert token not in delivery.line + written + captured.out + captured.err + caplog.text


def test_an_unusable_configuration_or_home_never_raises(settings: Settings, web: WebServer) -> None:
    configure(settings, "channels: [{name: a, url: 'dingtalk://abc123'}]")
    [delivery] = published(settings)
    assert (delivery.channel, delivery.outcome) == ("alerts.yml", "misconfigured")

    configure(settings, f"channels: [{{name: hook, url: 'json://127.0.0.1:{web.port}/'}}]")
    (settings.home / ".writing-alerts_sent.json").mkdir()
    [delivery] = published(settings)
    assert (delivery.channel, delivery.outcome) == ("alerts.yml", "failed")


def test_nobody_is_told_anything_without_a_configuration(settings: Settings) -> None:
    assert published(settings) == []
    with pytest.raises(ConfigurationError, match=r"alerts\.yml"):
        send_test(settings, {})


def test_the_file_may_lie_elsewhere_and_a_test_message_is_not_remembered(settings: Settings, web: WebServer) -> None:
    elsewhere = settings.home.parent / "duty.yml"
    elsewhere.write_text(f"channels: [{{name: hook, url: 'json://127.0.0.1:{web.port}/'}}]", encoding="utf-8")
    environment = {"SHOPSCORE_ALERTS": str(elsewhere)}
    assert outcome(send_test(settings, environment)) == [("hook", "sent", 0)]
    assert web.posts[0][1]["title"] == "shopscore 测试消息"
    assert outcome(published(settings, **environment)) == [("hook", "sent", 3)]
