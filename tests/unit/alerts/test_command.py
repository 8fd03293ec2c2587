"""`shopscore alert` as a person meets it."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from shopscore.cli import app
from shopscore.settings import Settings
from tests.unit.alerts.conftest import WebServer, configure


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("json://127.0.0.1:{port}/", 0, "alert duty: sent"),
        ("json://127.0.0.1:9/", 1, "alert duty: failed: "),
        ("dingtalk://${{NOT_SET}}", 2, "the environment has no NOT_SET"),
        ("dingtalk://abc", 2, "written out"),
    ],
)
def test_a_test_message_says_per_channel_what_became_of_it(
    settings: Settings, web: WebServer, monkeypatch: pytest.MonkeyPatch, url: str, code: int, said: str
) -> None:
    monkeypatch.setenv("SHOPSCORE_HOME", str(settings.home))
    configure(settings, f"channels: [{{name: duty, url: '{url.format(port=web.port)}'}}]")
    result = CliRunner().invoke(app, ["alert", "--test"])
    assert result.exit_code == code
    assert said in result.output


def test_without_a_configuration_or_an_option_it_says_what_to_do(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPSCORE_HOME", str(settings.home))
    for arguments in (["alert", "--test"], ["alert"]):
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 2
        assert "docs/operations.md" in result.output or "--test" in result.output


def test_no_other_command_waits_for_the_notification_library() -> None:
    ask = (
        "import sys, shopscore.cli, shopscore.alerts; "
        "print({'apprise', 'requests', 'dagster', 'great_expectations'} & sys.modules.keys())"
    )
    found = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
