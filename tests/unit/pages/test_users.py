"""Who may look at which shops, by password or by what a proxy says."""

import stat

import pytest
import yaml

from shopscore.pages.users import (
    FILE_NAME,
    User,
    Users,
    Viewer,
    add_user,
    hash_password,
    of_shop,
    read_users,
    verify_password,
)
from shopscore.settings import ConfigurationError

RIGHT = "correct horse battery"


def test_a_password_is_stored_as_a_hash_with_a_salt_of_its_own_and_only_it_is_right():
    stored = hash_password(RIGHT)
    assert RIGHT not in stored
    assert stored.startswith("scrypt$32768$8$1$")
    assert stored != hash_password(RIGHT)
    assert verify_password(RIGHT, stored)
    assert not verify_password(RIGHT + " ", stored)
    assert not verify_password(RIGHT, "plain text")
    # costs of somebody else's choosing would take the memory of the machine
    assert not verify_password(RIGHT, stored.replace("32768", "1048576"))


def test_the_file_is_the_owners_alone_and_a_name_stands_in_it_once(tmp_path):
    home = tmp_path / "home"
    first = User(name="li", password=hash_password(RIGHT), shops=["douyin/1"], language="zh")
    assert add_user(home, first) is False
    assert add_user(home, User(name="wang", all_shops=True)) is False
    assert add_user(home, first.model_copy(update={"shops": ["douyin/2"]})) is True
    assert stat.S_IMODE((home / FILE_NAME).stat().st_mode) == 0o600
    users = read_users(home)
    assert [(user.name, user.shops, user.all_shops) for user in users.users] == [
        ("wang", [], True),
        ("li", ["douyin/2"], False),
    ]
    assert RIGHT not in (home / FILE_NAME).read_text()


def test_groups_owners_and_the_proxy_stay_when_a_user_is_added(tmp_path):
    (tmp_path / FILE_NAME).write_text(
        "groups: {美妆: [douyin/1]}\nowners: {小王: [pinduoduo/2]}\nproxy: {header: X-User, addresses: [10.0.0.1]}\n"
    )
    add_user(tmp_path, User(name="li", groups=["美妆"]))
    users = read_users(tmp_path)
    assert users.groups == {"美妆": ["douyin/1"]}
    assert users.owners == {"小王": ["pinduoduo/2"]}
    assert users.proxy.addresses == ["10.0.0.1"]


def test_a_user_sees_their_shops_and_those_of_their_groups_and_no_other():
    users = Users(groups={"tea": ["douyin/1", "pinduoduo/1"], "other": ["douyin/9"]})
    both = users.viewer(User(name="li", shops=["douyin/5"], groups=["tea", "gone"]))
    assert both.shops == {"douyin/1", "pinduoduo/1", "douyin/5"}
    assert users.viewer(User(name="boss", all_shops=True)).shops is None
    # nothing said is nothing seen
    assert users.viewer(User(name="new")).shops == frozenset()
    assert of_shop(users.groups, "douyin/1") == ["tea"]


def test_one_signs_in_with_the_right_name_and_password_only():
    users = Users(users=[User(name="li", password=hash_password(RIGHT), shops=["douyin/1"]), User(name="by_proxy")])
    assert users.sign_in("li", RIGHT) == Viewer("li", frozenset({"douyin/1"}))
    assert users.sign_in("li", "wrong") is None
    assert users.sign_in("nobody", RIGHT) is None
    assert users.sign_in("by_proxy", "") is None


@pytest.mark.parametrize(
    ("header", "address", "name"),
    [
        ("x-user", "10.1.2.3", "li"),
        ("x-user", "10.2.0.1", None),
        ("x-user", "127.0.0.1", None),
        ("x-other", "10.1.2.3", None),
    ],
)
def test_the_header_of_a_proxy_counts_from_listed_addresses_only(header, address, name):
    users = Users.model_validate(
        {"users": [{"name": "li", "all_shops": True}], "proxy": {"header": "X-User", "addresses": ["10.1.0.0/16"]}}
    )
    found = users.named_by_proxy({header: "li"}, address)
    assert (found.name if found else None) == name
    assert users.named_by_proxy({header: "stranger"}, address) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("users: [{name: li, password: hunter2hunter2}]", "users.0.password"),
        ("users: [{name: li, shops: [10000001]}]", "users.0.shops.0"),
        ("users: [{name: li, shops: [no-platform]}]", "users.0.shops.0"),
        ("users: [{name: li, all: true}]", "users.0.all"),
        ("proxy: {header: X-User, addresses: [everywhere]}", "proxy.addresses"),
    ],
)
def test_what_does_not_belong_in_the_file_is_named_by_its_place(tmp_path, text, place):
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(ConfigurationError, match=place) as caught:
        read_users(tmp_path)
    assert "hunter2hunter2" not in str(caught.value)


def test_a_file_that_cannot_be_read_lets_nobody_in(tmp_path):
    assert read_users(tmp_path) is None
    (tmp_path / FILE_NAME).write_text("users: [")
    with pytest.raises(ConfigurationError, match="not YAML"):
        read_users(tmp_path)
    (tmp_path / FILE_NAME).write_text(yaml.safe_dump({"users": [{"name": "li"}, {"name": "li"}]}))
    with pytest.raises(ConfigurationError, match="twice"):
        read_users(tmp_path)
