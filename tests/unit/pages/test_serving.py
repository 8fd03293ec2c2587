"""Where the pages may listen, how they are started, and how a user is added."""

import importlib.util
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from shopscore.cli import app
from shopscore.console.errors import CommandError
from shopscore.pages import serving
from shopscore.pages.serving import arguments, check_serving, environment, is_this_machine
from shopscore.pages.users import User, add_user, read_users, verify_password
from shopscore.settings import Settings, today

TYPED = "correct horse battery"


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("127.0.0.1", True),
        ("127.8.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("192.168.1.5", False),
        ("shop.example", False),
        ("", False),
    ],
)
def test_only_loopback_is_this_machine(host, is_own):
    assert is_this_machine(host) is is_own


def test_others_reach_the_pages_only_where_a_file_says_who_may_see_what(tmp_path):
    check_serving(tmp_path, "127.0.0.1")
    with pytest.raises(CommandError, match=r"users\.yml does not say who may see what"):
        check_serving(tmp_path, "192.168.1.5")
    (tmp_path / "users.yml").write_text("groups: {}\n")
    with pytest.raises(CommandError, match=r"users\.yml"):
        check_serving(tmp_path, "192.168.1.5")
    add_user(tmp_path, User(name="li"))
    check_serving(tmp_path, "192.168.1.5")


def test_without_the_library_one_sentence_says_how_to_install_it(tmp_path, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(serving, "find_spec", lambda name: None if name == "streamlit" else find(name))
    with pytest.raises(CommandError, match="make pages"):
        check_serving(tmp_path, "127.0.0.1")


def test_the_server_sends_nothing_and_listens_where_it_was_told():
    options = arguments("127.0.0.1", 8600)
    assert "--server.address=127.0.0.1" in options
    assert "--server.port=8600" in options
    assert "--browser.gatherUsageStats=false" in options
    assert "--client.showErrorDetails=none" in options


def test_no_header_can_pretend_another_address(tmp_path):
    settings = Settings(home=tmp_path, as_of=today())
    assert environment(settings)["FORWARDED_ALLOW_IPS"] == ""
    assert environment(settings)["SHOPSCORE_HOME"] == str(tmp_path)


def test_the_command_line_never_imports_the_library():
    code = "import shopscore.cli, sys; sys.exit('streamlit' in sys.modules or 'altair' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_user_is_added_with_a_password_that_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPSCORE_HOME", str(tmp_path))
    arguments_of = ["users", "add", "li", "--shop", "douyin/1", "--group", "tea", "--speaks", "zh"]
    added = CliRunner().invoke(app, arguments_of, input=f"{TYPED}\n{TYPED}\n")
    assert (added.exit_code, TYPED in added.output) == (0, False)
    user = read_users(tmp_path).find("li")
    assert (user.shops, user.groups, user.all_shops, user.language) == (["douyin/1"], ["tea"], False, "zh")
    assert verify_password(TYPED, user.password)


@pytest.mark.parametrize(
    ("options", "typed", "said"),
    [
        ([], "", "say what li sees"),
        (["--all"], "short\nshort\n", "shorter than 10 characters"),
        (["--all"], f"{TYPED}\n{TYPED}!\n", "not the same"),
        (["--shop", "10000001"], "", "write shops as platform/shop_id"),
    ],
)
def test_a_user_that_cannot_be_is_not_added(tmp_path, monkeypatch, options, typed, said):
    monkeypatch.setenv("SHOPSCORE_HOME", str(tmp_path))
    refused = CliRunner().invoke(app, ["users", "add", "li", *options], input=typed)
    assert refused.exit_code == 2
    assert said in refused.output
    assert read_users(tmp_path) is None
