"""What lies in landing and is no readable file: refused at once, and the good file beside it lands."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from shopscore.landing import FileOutcome, unreadable_files, waiting_files, windows
from shopscore.landing.layout import readable
from shopscore.landing.search import find_files

from .conftest import REVIEW_HEADER, Home, review

ROWS = f"{REVIEW_HEADER}\n{review(1)}\n"
FOLDER = "douyin/S1/reviews"
GOOD = f"{FOLDER}/good.csv"


def reasons(home: Home) -> dict[str, str]:
    """Land, expect the good file to land, and return the refusals by place."""
    outcomes = {file.path.as_posix(): file for file in home.land().files}
    assert outcomes.pop(GOOD).status in ("landed", "known")
    assert all(file.status == "refused" for file in outcomes.values())
    return {place: file.reason or "" for place, file in outcomes.items()}


def folder_of(home: Home) -> Path:
    return home.put(GOOD, ROWS).parent


def test_a_pipe_a_socket_and_a_device_are_refused_and_never_waited_for(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(home)
    monkeypatch.chdir(folder)
    os.mkfifo(folder / "pipe.csv")
    (folder / "device.csv").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.csv")
    said = reasons(home)
    assert [said[f"{FOLDER}/{name}.csv"].split(",")[0] for name in ("pipe", "socket", "device")] == [
        "it is a pipe",
        "it is a socket",
        "it is a device",
    ]
    known = {row[0] for row in home.rows("select file_id from log.landed_files")}
    assert len(known) == 1
    assert waiting_files(home.settings, known) == []
    assert {place.as_posix(): reason.en for place, reason in unreadable_files(home.settings)} == said


def test_a_link_that_leads_nowhere_or_to_itself_is_refused(home: Home) -> None:
    folder = folder_of(home)
    (folder / "nowhere.csv").symlink_to("gone.csv")
    (folder / "self.csv").symlink_to("self.csv")
    said = reasons(home)
    assert set(said) == {f"{FOLDER}/nowhere.csv", f"{FOLDER}/self.csv"}
    assert all("leads nowhere or to itself" in reason for reason in said.values())


def test_a_linked_folder_is_followed_once(home: Home, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.csv").write_text(f"{REVIEW_HEADER}\n{review(2)}\n")
    folder = folder_of(home)
    shops = home.settings.landing / "douyin"
    (shops / "S2").mkdir()
    (shops / "S2" / "reviews").symlink_to(outside)
    (shops / "S3").symlink_to("S2")
    (shops / "S4").mkdir()
    (shops / "S4" / "reviews").symlink_to(outside)
    (folder / "loop").symlink_to(home.settings.landing)
    (folder / "root").symlink_to("/")
    outcomes = {file.path.as_posix(): file for file in home.land().files}
    landed = {place for place, file in outcomes.items() if file.status == "landed"}
    assert landed == {GOOD, "douyin/S2/reviews/a.csv"}
    said = {place: file.reason for place, file in outcomes.items() if file.status == "refused"}
    assert set(said) == {"douyin/S3", "douyin/S4/reviews", f"{FOLDER}/loop", f"{FOLDER}/root"}
    assert "already read: remove the link" in (said["douyin/S3"] or "")
    assert "already read: remove the link" in (said["douyin/S4/reviews"] or "")
    assert "holds the landing folder" in (said[f"{FOLDER}/root"] or "")
    assert home.rows("select shop_id, review_id from raw.douyin_reviews order by 1") == [("S1", "R1"), ("S2", "R2")]


def test_a_linked_file_lands_where_the_link_is(home: Home, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.csv"
    target.write_text(ROWS)
    link = home.settings.landing / GOOD
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    assert home.land_one().rows_landed == 1


def test_a_folder_with_the_name_of_a_file_is_refused(home: Home) -> None:
    folder = folder_of(home)
    (folder / "a.csv").mkdir()
    (folder / "a.csv" / "b.csv").write_text(ROWS)
    assert reasons(home) == {f"{FOLDER}/a.csv": "it is a folder named like a file: put the file itself here"}


def test_folders_without_end_are_searched_to_a_depth(home: Home) -> None:
    folder_of(home)
    deep = home.settings.landing
    for _ in range(300):
        deep = deep / "x"
    deep.mkdir(parents=True)
    ((place, reason),) = reasons(home).items()
    assert (place, "too deep" in reason) == ("/".join("x" * 8), True)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("订单_20211115.csv".encode("gb18030"), "订单_20211115.csv"),
        (b"\xff\xfe\xff.csv", r"\xff\xfe\xff.csv"),
        (b"a\nb\x1b[31m.csv", r"a\x0ab\x1b[31m.csv"),
        ("a\u202evsc.csv".encode(), r"a\u202evsc.csv"),
    ],
)
def test_a_file_lands_whatever_its_name_and_the_name_is_text_on_one_line(home: Home, name: bytes, shown: str) -> None:
    folder = folder_of(home)
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(f"{REVIEW_HEADER}\n{review(2)}\n")
    outcomes = {file.path.name: file for file in home.land().files}
    assert set(outcomes) == {"good.csv", shown}
    assert outcomes[shown].rows_landed == 1
    assert waiting_files(home.settings, set())[0].name in outcomes
    if "20211115" in shown:
        assert home.rows("select max(exported_at_source) from log.landed_files where exported_at = '2021-11-15'") == [
            ("file_name",)
        ]


def test_a_folder_whose_name_is_not_text_is_refused_with_what_lies_in_it(home: Home) -> None:
    folder_of(home)
    landing = os.fsencode(home.settings.landing)
    for broken in ("douyin/店铺/reviews", "抖音/S1/reviews", "douyin/S1/评价"):
        place = Path(os.fsdecode(landing + b"/" + broken.encode("gb18030")))
        place.mkdir(parents=True)
        (place / "a.csv").write_text(f"{REVIEW_HEADER}\n{review(2)}\n")
    said = reasons(home)
    assert "not plain text: rename the folder" in said["douyin/店铺/reviews/a.csv"]
    assert "its first folder is not a platform" in said["抖音/S1/reviews/a.csv"]
    assert "its folder is not an export of douyin" in said["douyin/S1/评价/a.csv"]
    assert home.rows("select count(*) from raw.douyin_reviews") == [(1,)]


def test_a_name_as_long_as_the_system_allows_lands_or_is_refused_with_its_reason(home: Home) -> None:
    folder = folder_of(home)
    (folder / ("名" * 83 + "ab.csv")).write_text(f"{REVIEW_HEADER}\n{review(2)}\n")
    (folder / ("\x01" * 251 + ".csv")).write_bytes(b"")
    outcomes: list[FileOutcome] = list(home.land().files)
    assert sorted(file.status for file in outcomes) == ["landed", "landed", "refused"]


def test_what_systems_leave_behind_is_not_a_file(home: Home) -> None:
    folder = folder_of(home)
    for name in ("._good.csv", ".DS_Store", "Thumbs.db", "desktop.ini", "~$lock.xlsx", "Icon\r", "a.csv.part"):
        (folder / name).write_bytes(b"\x00\x05\x16\x07")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "a.csv").write_text(ROWS)
    assert reasons(home) == {}


def test_a_file_that_vanishes_after_the_listing_is_refused_until_next_time(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "FILES_AT_ONCE", 1)
    folder = folder_of(home)
    (folder / "b.csv").write_text(f"{REVIEW_HEADER}\n{review(2)}\n")
    (folder / "c.csv").write_text(f"{REVIEW_HEADER}\n{review(3)}\n")
    summary = home.land(on_file=lambda file: (folder / "c.csv").unlink(missing_ok=True))
    by_name = {file.path.name: file for file in summary.files}
    assert by_name["good.csv"].status == "landed"
    assert by_name["c.csv"].status == "refused"
    assert "vanished" in (by_name["c.csv"].reason or "")
    assert home.rows("select count(*) from log.landed_files") == [(2,)]


@pytest.mark.parametrize("modified", [-(10**9), 10**12])
def test_a_nonsense_modification_time_is_older_than_any_other(home: Home, modified: int) -> None:
    path = home.put(GOOD, ROWS)
    os.utime(path, (modified, modified))
    assert home.land_one().status == "landed"
    assert home.rows("select extract(year from exported_at) from log.landed_files") == [(1970,)]


READ_AS_NOBODY = """
import encodings.ascii, encodings.gb18030, os, sys
from datetime import date
from pathlib import Path
from shopscore.contracts import load_exports
from shopscore.landing import land, unreadable_files
from shopscore.language.catalogue import translation
from shopscore.settings import PROJECT_DIR, Settings
settings, exports = Settings(Path(sys.argv[1]), date(2021, 11, 15)), load_exports(PROJECT_DIR / "models")
translation("zh")
os.setgid(65534); os.setuid(65534)
for file in land(settings, exports, "run").files:
    print(file.status, file.path, file.reason)
for place, reason in unreadable_files(settings):
    print("unreadable", place, reason)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_a_file_and_a_folder_that_may_not_be_read_are_refused(home: Home) -> None:
    folder_of(home)
    home.put("douyin/S1/reviews/locked.csv", ROWS).chmod(0o000)
    home.put("douyin/S2/reviews/inside.csv", ROWS)
    for path in (home.settings.home, *home.settings.home.rglob("*")):
        os.chown(path, 65534, 65534)
    (home.settings.landing / "douyin/S2").chmod(0o000)
    for parent in home.settings.home.parents:
        if parent.name.startswith(("pytest-", "popen-", "test_")):
            parent.chmod(0o711)
    done = subprocess.run(
        [sys.executable, "-c", READ_AS_NOBODY, str(home.settings.home)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    why = "cannot be read (permission denied): check its permissions"
    assert sorted(done.stdout.splitlines()) == [
        "landed douyin/S1/reviews/good.csv None",
        f"refused douyin/S1/reviews/locked.csv it {why} and its disk",
        f"refused douyin/S2 the folder {why}",
        f"unreadable douyin/S1/reviews/locked.csv it {why}",
        f"unreadable douyin/S2 the folder {why}",
    ]


@pytest.mark.parametrize("name", ["plain.csv", "订单.csv"])
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert readable(name) == name


def test_no_landing_folder_is_no_files(home: Home) -> None:
    assert find_files(home.settings.landing) == []


def test_a_landing_folder_that_is_a_file_is_told(home: Home) -> None:
    home.settings.home.mkdir()
    home.settings.landing.write_text("x")
    outcome = home.land_one()
    assert outcome.status == "refused"
    assert outcome.reason == "the folder cannot be read (Not a directory): check its permissions"


def test_two_names_that_read_alike_are_two_files(home: Home) -> None:
    folder = folder_of(home)
    (folder / "\\xff.csv").write_text(f"{REVIEW_HEADER}\n{review(2)}\n")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.csv")).write_text(f"{REVIEW_HEADER}\n{review(3)}\n")
    assert [file.status for file in home.land().files] == ["landed"] * 3
    assert home.rows("select count(*) from raw.douyin_reviews") == [(3,)]
