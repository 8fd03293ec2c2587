"""Buyers' texts are cut into the words of the dictionary, clause by clause."""

from pathlib import Path

import duckdb
import pytest

from shopscore.duckdb_plugin import Plugin
from shopscore.segmenter import cut


def words(text: str) -> list[tuple[int, int, str]]:
    return [(piece["clause"], piece["place"], piece["word"]) for piece in cut(text)]


def test_a_text_is_cut_into_clauses_and_words() -> None:
    assert words("不掉色，没有异味") == [(1, 1, "不"), (1, 2, "掉色"), (2, 1, "没有"), (2, 2, "异味")]


@pytest.mark.parametrize("end", ["，", "。", "！", "？", "；", ",", ".", "!", "\n", " ", "~"])
def test_signs_and_blanks_end_a_clause(end: str) -> None:
    assert words(f"质量{end}物流{end}") == [(1, 1, "质量"), (2, 1, "物流")]


def test_letters_are_small_and_nothing_is_nothing() -> None:
    assert words("质量OK") == [(1, 1, "质量"), (1, 2, "ok")]
    assert words("，。") == []


def test_the_function_of_the_warehouse_cuts_as_well_on_every_cursor_and_leaves_null_alone() -> None:
    with duckdb.connect() as connection:
        Plugin(name="segmenter", plugin_config={}).configure_connection(connection)
        cursor = connection.cursor()
        cursor.execute("select unnest(cut_words(text)) as piece from (values ('不掉色'), (null)) as texts (text)")
        assert [piece for (piece,) in cursor.fetchall()] == cut("不掉色")


def test_a_second_connection_to_an_open_file_has_the_function_even_when_the_first_is_gone(tmp_path: Path) -> None:
    plugin = Plugin(name="segmenter", plugin_config={})
    file = str(tmp_path / "warehouse.duckdb")
    first, second = duckdb.connect(file), duckdb.connect(file)
    plugin.configure_connection(first)
    plugin.configure_connection(second)
    first.close()
    with second:
        assert second.execute("select len(cut_words('不掉色'))").fetchall() == [(2,)]
