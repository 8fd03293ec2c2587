"""A page reads one generation, moves to the next by itself, and has only the shops of its reader."""

import shutil
import threading
import time
from pathlib import Path

import duckdb
import pytest

from shopscore.console.errors import CommandError
from shopscore.pages.frame import Page
from shopscore.pages.publication import open_publication
from shopscore.pages.users import Users, Viewer
from shopscore.sql_files import statement

QUESTIONS = sorted((Path(__file__).parents[3] / "shopscore" / "pages" / "sql").glob("*.sql"))
# Of one shop, which the reader has chosen among their own; what the checks say is shown to whoever sees all.
OF_THE_CHOSEN_SHOP = "$subject_id"
OF_NO_SHOP = {"rule_changes", "failed_checks", "visible_shops"}


def ask(published: Path, viewer: Viewer, question: str, **values: object) -> list[dict[str, object]]:
    with open_publication(published, viewer) as publication:
        return Page(publication, viewer, Users()).read(question, **values)


def test_a_reader_without_a_list_of_shops_sees_all_of_them(published):
    with open_publication(published, Viewer()) as publication:
        assert [shop.key for shop in publication.shops] == ["douyin/S3", "douyin/S1", "douyin/S2"]
        assert f"{publication.day}" == "2026-11-22"
    assert len(ask(published, Viewer(), "work_to_do")) == 3


@pytest.mark.parametrize(
    ("shops", "seen", "rows_landed"),
    [({"douyin/S2"}, [("S2", 1)], 7), ({"pinduoduo/S2", "douyin/S9"}, [], None), (set(), [], None)],
)
def test_a_reader_sees_the_work_and_the_files_of_their_shops_only(published, shops, seen, rows_landed):
    viewer = Viewer("li", frozenset(shops))
    rows = ask(published, viewer, "work_to_do")
    assert [(row["shop_id"], row["hours_left"]) for row in rows] == seen
    landed = ask(published, viewer, "landed_exports", platform=None, shop_id=None)
    assert (landed[0]["rows_landed"] if landed else None) == rows_landed


def test_what_is_due_next_comes_first_and_what_is_overdue_after_it_with_the_carrier_of_its_order(published):
    rows = ask(published, Viewer(), "work_to_do")
    assert [(row["hours_left"], row["carrier"]) for row in rows] == [(1, "云驹物流"), (3, "蜗牛快运"), (-2, "蜗牛快运")]


@pytest.mark.parametrize("file", QUESTIONS, ids=lambda file: file.stem)
def test_every_question_is_cut_to_the_shops_of_the_reader(file):
    """One that names no shop joins the reader's shops."""
    text = file.read_text(encoding="utf-8")
    assert (
        file.stem in OF_NO_SHOP
        or "temp.visible_shops" in text
        or "temp.work_rows" in text
        or OF_THE_CHOSEN_SHOP in text
    )


def test_a_page_that_is_being_read_keeps_its_generation_and_the_next_one_has_the_new(published, tmp_path):
    newer = tmp_path / "newer.duckdb"
    shutil.copy(published, newer)
    with duckdb.connect(str(newer)) as connection:
        connection.execute("update ops.publication set generation_id = 'next'")
    read: list[str] = []

    def read_page() -> None:
        with open_publication(published, Viewer()) as publication:
            read.append(publication.label.generation_id)

    reader = threading.Thread(target=read_page)
    with open_publication(published, Viewer()) as publication:
        before = publication.label.generation_id
        newer.replace(published)
        reader.start()
        time.sleep(0.3)
        # the new one waits for the old to be read: DuckDB would give it the old file again
        assert read == []
        rows = publication.connection.execute("select generation_id from ops.publication").fetchall()
        assert rows == [(before,)]
    reader.join(timeout=10)
    assert before != "next"
    assert read == ["next"]


def test_pages_of_one_generation_are_read_at_the_same_time(published):
    with open_publication(published, Viewer()) as one, open_publication(published, Viewer()) as other:
        assert one.label == other.label


def test_without_a_publication_the_page_says_what_to_run(tmp_path):
    (tmp_path / "published").mkdir()
    with pytest.raises(CommandError), open_publication(tmp_path / "published" / "shopscore.duckdb", Viewer()):
        pass


def test_a_page_cannot_write_nor_read_another_file(published):
    with open_publication(published, Viewer()) as publication:
        for query in (
            "create table x as select 1",
            "from read_csv('/etc/passwd')",
            "set enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                publication.connection.execute(query)


def test_the_visible_shops_are_a_list_of_the_file_and_not_of_the_reader():
    # a user of the file may name a shop that the publication does not have: it is not made up
    assert "from marts.scores" in statement("shopscore.pages.publication", "visible_shops")
