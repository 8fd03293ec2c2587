"""What may stand in alerts.yml, and what it says when it may not."""

from pathlib import Path

import pytest

from shopscore.alerts.config import Channel, forecast_days, load_config
from shopscore.language import use_language
from shopscore.settings import ConfigurationError


def load(tmp_path: Path, text: str) -> list[Channel]:
    file = tmp_path / "alerts.yml"
    file.write_text(text, encoding="utf-8")
    config = load_config(file)
    assert config is not None
    return list(config.channels)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(ConfigurationError) as error:
        load(tmp_path, text)
    return str(error.value)


def one(url: str) -> str:
    return f"channels: [{{name: duty, url: '{url}'}}]"


def test_nobody_is_told_without_a_file(tmp_path: Path) -> None:
    assert load_config(tmp_path / "alerts.yml") is None


def test_a_channel_takes_the_language_of_the_file_and_all_events_unless_it_says_otherwise(tmp_path: Path) -> None:
    first, second = load(
        tmp_path,
        "language: en\nchannels:\n  - {name: a, url: 'json://h'}\n"
        "  - {name: b, url: 'json://h', language: zh, events: [export_late]}\n",
    )
    assert (first.language, len(first.events)) == ("en", 8)
    assert (second.language, second.events) == ("zh", {"export_late"})


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("dingtalk://abc123", "token"),
        ("dingtalk://SECabc@${TOKEN}", "secret before the @"),
        ("feishu://abc123", "token"),
        ("wecombot://abc123", "token"),
        ("mailto://me:hunter22@mail.example.com", "password"),
        ("jsons://hooks.example.com/x?token=abc", "token"),
    ],
)
def test_a_secret_written_out_is_refused_and_not_repeated(tmp_path: Path, url: str, where: str) -> None:
    said = refusal(tmp_path, one(url))
    assert where in said
    assert "duty" in said
    assert "abc" not in said
    assert "hunter22" not in said


@pytest.mark.parametrize(
    "url",
    [
        "dingtalk://${SECRET}@${TOKEN}/",
        "feishu://${TOKEN}",
        "wecombot://${TOKEN}",
        "mailto://me:${PASSWORD}@mail.example.com?to=you@example.com",
        "json://hooks.example.com/path",
        "${WHOLE}",
    ],
)
def test_an_address_whose_secrets_are_variables_is_taken(tmp_path: Path, url: str) -> None:
    assert load(tmp_path, one(url))[0].url == url


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("channels: []", "at least one channel"),
        ("chanels: []", "unknown chanels"),
        ("channels: [{url: 'json://h'}]", "no name"),
        ("channels: [{name: a}]", "no url"),
        ("channels: [{name: a, url: nonsense}]", "not an address"),
        ("channels: [{name: a, url: 'json://h', language: fr}]", "zh or en"),
        ("channels: [{name: a, url: 'json://h', events: [fire]}]", "export_late"),
        ("channels: [{name: a, url: 'json://h'}, {name: a, url: 'json://h'}]", "twice"),
        ("near: -1\nchannels: [{name: a, url: 'json://h'}]", "near"),
        ("ahead: 31\nchannels: [{name: a, url: 'json://h'}]", "0 to 30"),
        ("channels: [", "not valid YAML"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, text)


@pytest.fixture
def chinese() -> None:
    use_language("zh")


@pytest.mark.usefixtures("chinese")
def test_a_mistake_is_named_in_chinese_with_file_key_and_what_to_do(tmp_path: Path) -> None:
    assert refusal(tmp_path, "ahead: 31\n" + one("json://h")) == "alerts.yml：ahead 为“31”：请写整天数，0 至 30"
    assert refusal(tmp_path, one("dingtalk://abc123")) == (
        "alerts.yml: channel 1（duty）：dingtalk:// 后的令牌 明文写在文件里；请改写成 ${A_VARIABLE}，并在环境变量中设置"
    )


def test_no_days_are_looked_ahead_that_nobody_forecasts() -> None:
    assert forecast_days() == 30


def test_a_missing_variable_is_named_and_a_value_cannot_change_the_address() -> None:
    channel = Channel(name="duty", url="mailto://me:${PASSWORD}@mail.example.com", language="en")
    with pytest.raises(ConfigurationError, match="PASSWORD"):
        channel.address({})
    assert channel.address({"PASSWORD": "p@ss/word"}) == "mailto://me:p%40ss%2Fword@mail.example.com"


def test_a_channel_says_whose_report_it_gets(tmp_path: Path) -> None:
    channels = load(
        tmp_path,
        "channels:\n  - {name: a, url: 'json://h'}\n  - {name: b, url: 'json://h', report: agency}\n"
        "  - {name: c, url: 'json://h', report: [10000001, '007', agency], events: []}\n",
    )
    assert [channel.report for channel in channels] == [(), ("agency",), ("10000001", "007", "agency")]
    assert channels[2].events == frozenset()


@pytest.mark.parametrize("report", ["all", "[]", "[[1]]", "[true]", "{a: 1}", "['']"])
def test_a_report_of_something_else_is_refused(tmp_path: Path, report: str) -> None:
    use_language("en")
    said = refusal(tmp_path, f"channels: [{{name: a, url: 'json://h', report: {report}}}]")
    assert said == "alerts.yml: channel 1 (a): report must be agency, or a list of shop ids"


def test_a_channel_that_is_sent_nothing_is_refused(tmp_path: Path) -> None:
    use_language("en")
    assert "events must be a list" in refusal(tmp_path, "channels: [{name: a, url: 'json://h', events: []}]")
