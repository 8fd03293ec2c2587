"""Every page, in both languages, with and without a browser: its figures are those of the marts.

The figures of the sentence that a page begins with come from the query beside it in docs/pages.md.
"""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest
import streamlit.config
from playwright.sync_api import Browser, Page, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from shopscore.pages.users import hash_password
from shopscore.settings import PROJECT_DIR, TIME_ZONE
from tests.end_to_end.conftest import Home
from tests.fixtures.serving import PATIENCE, SETTLING, serving, wait_until_finished

APP = PROJECT_DIR / "shopscore" / "pages" / "app.py"
AS_OF = date(2026, 11, 20)
SHOP = {"platform": "douyin", "shop_id": "10000001"}
NAMES = {"My shop": "shop", "Indicator": "indicator", "Today": "today", "Agency": "agency", "Quality": "quality"}
LANGUAGES = ("zh", "en")
# the phone and the desktop that everybody must be able to read on
WIDTHS = (390, 1440)
USERS = "groups: {茶: [douyin/10000001, pinduoduo/60000001]}\nowners: {小王: [douyin/10000002]}\n"
QUERY = re.compile(
    r"^### (?P<title>[A-Za-z ]+) [\u4e00-\u9fff]+\n.*?```sql\n(?P<query>.*?)```", re.DOTALL | re.MULTILINE
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A refreshed home of a small sample, with a group and an owner and no user."""
    made = Home(tmp_path_factory.mktemp("home"))
    size = ("--shops", "4", "--pinduoduo-shops", "2", "--days", "45", "--orders-per-day", "8")
    assert made.command("sample", *size, "--until", f"{AS_OF}").returncode == 0
    assert made.refresh(AS_OF, history_days=40).exit_code == 0
    (made.path / "users.yml").write_text(USERS, encoding="utf-8")
    return made


@pytest.fixture
def here(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """The home of this process, whose pages listen on this machine."""
    monkeypatch.setenv("SHOPSCORE_HOME", str(home.path))
    before = streamlit.config.get_option("server.address")
    streamlit.config.set_option("server.address", "127.0.0.1")
    yield home
    streamlit.config.set_option("server.address", before)


def figures(home: Home) -> dict[str, list[str]]:
    """Return what the queries of docs/pages.md answer, by page."""
    text = (PROJECT_DIR / "docs" / "pages.md").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    with duckdb.connect(str(home.path / "published" / "shopscore.duckdb"), read_only=True) as connection:
        for match in QUERY.finditer(text):
            values = {name: value for name, value in SHOP.items() if f"${name}" in match["query"]}
            row = connection.execute(match["query"], values).fetchone()
            assert row is not None
            found[NAMES[match["title"]]] = [str(value) for value in row if value is not None]
    return found


def run_page(name: str, language: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in {"page": name, "lang": language, "shop": "douyin/10000001", **address}.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def answer_of(app: AppTest) -> str:
    """Return the sentence that a page begins with, without its marks."""
    sentence = next(one.value for one in app.markdown if one.value.startswith("#### "))
    return re.sub(r"\*\*|\\", "", sentence.removeprefix("#### "))


def text_of(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.subheader, *app.warning, *app.error, *app.info]
    return "\n".join(re.sub(r"\\", "", str(one.value)) for one in parts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES.values())
def test_a_page_begins_with_a_sentence_whose_figures_are_those_of_the_marts(here, name, language):
    app = run_page(name, language, indicator="goods_rating")
    said = answer_of(app)
    expected = figures(here)[name]
    assert expected
    assert [figure for figure in expected if figure not in said] == [], said
    is_chinese = bool(re.search("[\u4e00-\u9fff]", said.replace("示例", "")))
    assert is_chinese or language == "en"


def test_after_the_hour_without_the_score_of_the_day_the_page_says_so_first(here):
    app = run_page("shop", "zh")
    assert len(app.warning) == 1
    assert re.sub(r"\\", "", app.warning[0].value).startswith(("今天的分数", "昨天的分数", "今日分数", "昨日分数"))


def test_on_the_day_itself_there_is_no_warning(here, monkeypatch):
    present = datetime(2026, 11, 20, 14, 0, tzinfo=ZoneInfo(TIME_ZONE))
    monkeypatch.setattr("shopscore.settings.moment", lambda: present)
    assert not run_page("shop", "zh").warning


def test_my_shop_has_a_metric_for_the_score_and_a_line_for_every_list_with_rows(here):
    app = run_page("shop", "en")
    ((score, shown),) = here.published(
        """
        select floor(round(score * 100, 6)) / 100, shown_score from marts.scores
        where subject_id = '10000001' and is_official and system_id = 'douyin_merchant_experience'
            and assessment_date = (select max(assessment_date) from marts.scores)
        """
    )
    metrics = {one.label: one.value for one in app.metric}
    assert metrics["Score"] == f"{score:.2f}"
    assert metrics["Buyers see"] == f"{shown:.1f}"
    ((stuck,),) = here.published("select count(*) from actions.parcels_stuck where shop_id = '10000001'")
    assert f"**Parcels stuck**: {stuck:,}" in text_of(app)
    lines = here.published(
        """
        select count(*) from marts.threshold_alerts
        where subject_id = '10000001' and is_official and system_id = 'douyin_merchant_experience'
        """
    )
    badges = [one for one in app.markdown if "-badge[" in one.value]
    assert len(badges) == lines[0][0] > 0


def test_the_cases_of_an_indicator_are_all_there_with_their_states(here):
    app = run_page("indicator", "en", indicator="goods_rating")
    counts = dict(
        here.published(
            """
            select state, count(*) from marts.case_states
            where subject_id = '10000001' and indicator_id = 'goods_rating' and rule_version = '2026-09-08'
            group by state
            """
        )
    )
    assert f"{sum(counts.values()):,} cases" in text_of(app)
    table = app.dataframe[0].value
    assert len(table) == min(counts["against"], 200)
    assert set(table["State"]) == {"against the shop"}


def test_the_lists_are_cut_by_shop_carrier_agent_and_hours(here):
    app = run_page("today", "en")
    everything = app.dataframe[0].value
    app.selectbox(key="today_shop").select("douyin/10000001").run()
    of_shop = answer_of(app)
    ((count,),) = here.published(
        """
        select sum(list_rows) from marts.list_status
        where platform = 'douyin' and shop_id = '10000001'
            and list_name not in ('care_messages', 'promotion_readiness')
        """
    )
    assert of_shop.startswith(f"{count:,} things")
    app.selectbox(key="today_shop").set_value(None).run()
    app.selectbox(key="today_hours").select("overdue").run()
    assert not app.exception
    hours = [value for table in app.dataframe for value in table.value["Hours left"]]
    assert hours
    assert all(value < 0 for value in hours)
    carrier = next(value for value in everything["Carrier"] if value)
    app.selectbox(key="today_hours").set_value(None).run()
    app.selectbox(key="today_carrier").select(carrier).run()
    assert set(app.dataframe[0].value["Carrier"]) == {carrier}


@pytest.mark.parametrize(
    ("key", "value", "shops"),
    [
        ("agency_group", "茶", {"10000001", "60000001"}),
        ("agency_owner", "小王", {"10000002"}),
    ],
)
def test_the_agency_page_is_cut_by_group_and_owner(here, key, value, shops):
    app = run_page("agency", "zh")
    assert len(app.dataframe[0].value) == 6
    app.selectbox(key=key).select(value).run()
    assert set(app.dataframe[0].value["店铺ID"]) == shops


def test_a_user_has_to_sign_in_and_then_sees_their_shops_on_every_page(here, home):
    password = "correct horse battery"  # noqa: S105
    file = home.path / "users.yml"
    hashed = hash_password(password)
    file.write_text(f"{USERS}users:\n- {{name: li, password: {hashed}, shops: [douyin/10000002], language: en}}\n")
    try:
        app = AppTest.from_file(str(APP), default_timeout=60)
        # somebody else's shop in the address changes nothing
        app.query_params["shop"] = "douyin/10000001"
        app.run()
        assert not [one for one in app.markdown if "####" in one.value and "100" in one.value]
        app.text_input[0].input("li")
        app.text_input[1].input("wrong")
        app.button[0].click().run()
        assert len(app.error) == 1
        app.text_input[1].input(password)
        app.button[0].click().run()
        assert not app.exception
        (name,) = home.published("select distinct subject_name from marts.scores where subject_id = '10000002'")[0]
        others = {
            row[0]
            for row in home.published("select distinct subject_name from marts.scores where subject_type = 'shop'")
        } - {name}
        for page in NAMES.values():
            app.session_state["go_to"] = page
            app.run()
            assert not app.exception
            shown = text_of(app) + "".join(str(table.value) for table in app.dataframe)
            assert not [other for other in others if other in shown], page
    finally:
        file.write_text(USERS, encoding="utf-8")


@pytest.fixture(scope="module")
def served(home: Home) -> Iterator[str]:
    with serving(home.path) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        assert os.environ.get("SHOPSCORE_TESTS_NEED") != "chromium"
        pytest.skip("no chromium: .ci/run installs Debian's")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield started
        started.close()


class Watched:
    """A page of the browser, with what its console said and what it asked of others."""

    def __init__(self, browser: Browser, width: int) -> None:
        self.page: Page = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN").new_page()
        self.trouble: list[str] = []
        self.page.on("console", lambda said: self.trouble.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))
        self.page.set_default_timeout(PATIENCE)

    def _note(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            self.trouble.append(url)

    def open(self, base: str, name: str, language: str) -> None:
        self.page.goto(f"{base}/?page={name}&lang={language}&shop=douyin/10000001&indicator=goods_rating")
        self.finished()

    def finished(self) -> None:
        wait_until_finished(self.page)

    def answer(self) -> str:
        return self.page.locator("h4").first.inner_text()

    def choose(self, label: str, option: str | re.Pattern[str]) -> None:
        box = self.page.get_by_role("combobox", name=label, exact=True)
        # a list that is open while the page scrolls closes again
        box.scroll_into_view_if_needed()
        self.page.wait_for_timeout(SETTLING)
        box.click()
        self.page.get_by_role("option", name=option).first.click()
        self.finished()

    def press(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("radio", name=name).or_(self.page.get_by_role("button", name=name)).first.click()
        self.finished()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_in_a_browser_every_page_shows_its_figures_without_an_error_or_a_sideways_scroll(
    served, browser, home, width, language
):
    watched = Watched(browser, width)
    for name, expected in figures(home).items():
        watched.open(served, name, language)
        said = watched.answer()
        assert [figure for figure in expected if figure not in said] == [], said
        sideways = watched.page.evaluate(
            "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
            ".map(one => one.scrollWidth - one.clientWidth)"
        )
        assert sideways == [0, 0], name
    assert watched.trouble == []
    watched.page.context.close()


def test_in_a_browser_every_filter_of_every_page_can_be_used(served, browser, home):
    watched = Watched(browser, 1440)
    watched.open(served, "shop", "en")
    for button in ("1 day", "7 days", "14 days", "90 days"):
        watched.press(button)
    watched.choose("Score", "Douyin DSR")
    assert watched.answer().startswith("Douyin DSR")
    watched.choose("Shop", re.compile("Pinduoduo"))
    watched.press("Indicator")
    watched.press(re.compile("^Reasons"))
    watched.press("Today")
    before = watched.answer()
    watched.choose("Hours left", "overdue")
    assert watched.answer() != before
    watched.open(served, "today", "en")
    for label in ("Carrier", "Shop"):
        watched.choose(label, re.compile("."))
    watched.open(served, "agency", "en")
    watched.choose("Group", "茶")
    assert watched.answer().startswith("2 shops")
    watched.open(served, "agency", "en")
    watched.press("Pinduoduo")
    assert watched.answer().startswith("2 shops")
    watched.open(served, "quality", "en")
    watched.choose("Shop", re.compile("Pinduoduo"))
    with watched.page.expect_download() as download:
        watched.page.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
    watched.press("中文")
    expect(watched.page.get_by_role("heading", name="已导入的数据")).to_be_visible()
    assert watched.trouble == []
    watched.page.context.close()


def test_in_a_browser_an_open_page_moves_to_the_next_generation_by_itself(served, browser, home, tmp_path):
    watched = Watched(browser, 390)
    watched.open(served, "today", "en")
    published = home.path / "published" / "shopscore.duckdb"
    before, newer = tmp_path / "before.duckdb", tmp_path / "newer.duckdb"
    shutil.copy(published, before)
    shutil.copy(published, newer)
    newer.chmod(0o600)
    with duckdb.connect(str(newer)) as connection:
        connection.execute("update ops.publication set generation_id = '20991231T120000-next'")
    try:
        shutil.move(newer, published)
        expect(watched.page.get_by_text("20991231T120000-next")).to_be_visible(timeout=PATIENCE)
    finally:
        shutil.move(before, published)
    assert watched.trouble == []
    watched.page.context.close()
