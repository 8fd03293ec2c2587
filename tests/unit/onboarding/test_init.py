"""A new home: folders that say what belongs into them, templates, and nothing that lands."""

import csv
from datetime import date
from pathlib import Path

import pytest

from shopscore.contracts import REFERENCE, load_exports
from shopscore.landing.origin import SampleMarker
from shopscore.landing.search import find_files
from shopscore.language import use_language
from shopscore.onboarding.init import UnknownShopError, make_tree
from shopscore.onboarding.sample_homes import WrongHomeError, check_takes_sample, is_new
from shopscore.settings import PROJECT_DIR, Settings

EXPORTS = load_exports(PROJECT_DIR / "models")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", date(2021, 11, 15))


def test_every_export_of_a_shop_and_every_table_has_its_folder_and_guide(settings: Settings) -> None:
    make_tree(settings, ["douyin/12345678"])

    for platform, name in EXPORTS:
        folder = settings.landing / (Path(REFERENCE) if platform == REFERENCE else Path(platform, "12345678")) / name
        assert (folder / "README.txt").is_file() == (platform in ("douyin", REFERENCE)), folder
    assert find_files(settings.landing) == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["by product (商品维度)", "in every row"]), ("zh", ["【商品维度】", "每行必填"])]
)
def test_a_guide_says_where_to_export_and_which_columns_in_the_language_of_the_run(
    settings: Settings, language: str, words: list[str]
) -> None:
    use_language("zh" if language == "zh" else "en")
    make_tree(settings, ["douyin/12345678"])
    guide = (settings.landing / "douyin/12345678/orders/README.txt").read_text(encoding="utf-8-sig")

    assert all(word in guide for word in words), guide
    for column in EXPORTS["douyin", "orders"].columns:
        assert column.name == "shop_id" or column.header is None or column.header in guide


def test_every_export_says_in_both_languages_where_it_comes_from() -> None:
    silent = [key for key, export in EXPORTS.items() if not export.back_office_en or not export.back_office_zh]
    assert not silent


def test_a_template_is_the_header_as_excel_reads_it(settings: Settings) -> None:
    make_tree(settings, ["douyin/12345678"])

    file = settings.landing / "douyin/12345678/chats/chats_template.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    (header,) = csv.reader(file.read_text(encoding="utf-8-sig").splitlines())
    wanted = [
        column.header for column in EXPORTS["douyin", "chats"].columns if column.header and column.name != "shop_id"
    ]
    assert header == wanted


def test_again_it_adds_what_is_missing_and_writes_over_nothing(settings: Settings) -> None:
    make_tree(settings, ["douyin/12345678"])
    kept = settings.landing / "douyin/12345678/chats/chats_template.csv"
    kept.write_text("mine")
    (settings.landing / "README.txt").unlink()

    assert make_tree(settings, ["douyin/12345678"]).made == (settings.landing / "README.txt",)
    assert kept.read_text() == "mine"
    assert all("pinduoduo" in path.parts for path in make_tree(settings, ["拼多多/9001"]).made)


@pytest.mark.parametrize("shop", ["12345678", "taobao/1", "douyin/", "douyin/小店", "douyin/a/b"])
def test_a_shop_that_is_none_is_told_before_anything_is_made(settings: Settings, shop: str) -> None:
    with pytest.raises(UnknownShopError):
        make_tree(settings, [shop])
    assert not settings.home.exists()


def test_a_home_of_the_sample_is_refused_and_stays_as_it_is(settings: Settings) -> None:
    content = b"header\nrow\n"
    SampleMarker(settings.landing).add(content)
    (settings.landing / "douyin/S1/orders").mkdir(parents=True)
    (settings.landing / "douyin/S1/orders/a.csv").write_bytes(content)

    with pytest.raises(WrongHomeError, match="SHOPSCORE_HOME=another-folder shopscore init"):
        make_tree(settings, [])
    assert not (settings.landing / "README.txt").exists()


def test_the_sample_goes_into_a_new_home_and_into_its_own_and_into_no_other(settings: Settings) -> None:
    assert is_new(settings, settings.landing)
    check_takes_sample(settings, settings.landing)

    make_tree(settings, [])
    assert not is_new(settings, settings.landing)
    with pytest.raises(WrongHomeError, match="exports of your own"):
        check_takes_sample(settings, settings.landing)


def test_a_home_with_exports_takes_no_sample(settings: Settings) -> None:
    (settings.landing / "douyin/S1/orders").mkdir(parents=True)
    (settings.landing / "douyin/S1/orders/a.csv").write_text("mine")
    with pytest.raises(WrongHomeError):
        check_takes_sample(settings, settings.landing)
