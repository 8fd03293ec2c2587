from pathlib import Path

import duckdb
import pytest

from shopscore.contracts import ContractError, create_raw_tables, header_of, load_exports
from shopscore.settings import PROJECT_DIR

GOOD = """
sources:
  - name: douyin
    tables:
      - name: gifts
        identifier: douyin_gifts
        config: {meta: {key: [shop_id, gift_id], personal_headers: [收件人]}}
        columns:
          - {name: shop_id, config: {meta: {header: 店铺ID, type: id}}}
          - name: gift_id
            description: Gift
            config: {meta: {header: 赠品ID, aliases: [礼品ID], type: id, required: true}}
          - {name: note, config: {meta: {header: 说明, type: free_text}}}
          - {name: has_phone, config: {meta: {type: flag, of: note, flag: phone}}}
          - {name: _file_id, description: lineage}
  - name: log
    tables:
      - {name: runs, columns: [{name: run_id}]}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "staging" / "douyin" / "_douyin__sources.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return folder


def test_a_contract_is_read_as_it_is_written(tmp_path: Path) -> None:
    exports = load_exports(write(tmp_path, GOOD))
    assert list(exports) == [("douyin", "gifts")]
    export = exports["douyin", "gifts"]
    assert (export.table, export.key, export.personal_headers) == (
        "raw.douyin_gifts",
        ("shop_id", "gift_id"),
        ("收件人",),
    )
    assert [column.name for column in export.columns] == ["shop_id", "gift_id", "note", "has_phone"]
    gift = export.column("gift_id")
    assert (gift.headers, gift.required, gift.cell_required) == (("赠品ID", "礼品ID"), True, False)
    assert (gift.description, gift.sql_type) == ("Gift", "VARCHAR")
    assert (export.column("has_phone").of, export.column("has_phone").flag) == ("note", "phone")


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("type: id, required", "type: identifier, required", ["douyin/gifts.gift_id", "identifier"]),
        ("header: 赠品ID, ", "", ["douyin/gifts.gift_id", "no header"]),
        ("key: [shop_id, gift_id]", "key: [present_id]", ["douyin/gifts", "present_id"]),
        ("of: note", "of: gift_id", ["douyin/gifts.has_phone", "gift_id"]),
        ("flag: phone", "flag: fax", ["douyin/gifts.has_phone", "'fax'", "'phone', 'contact_handle' or 'address'"]),
        ("aliases: [礼品ID]", "aliases: [店铺ID]", ["店铺ID", "shop_id", "gift_id"]),
        ("aliases: [礼品ID]", "aliases: 礼品ID", ["list"]),
        ("header: 说明", "header: 收件人", ["收件人", "personal"]),
        ("name: note", "name: gift_id", ["gift_id", "twice"]),
        ("name: douyin", "schema: raw", ["_douyin__sources.yml", "gifts", "no name"]),
        ("aliases: [礼品ID]", "hint: {en: Only this}", ["douyin/gifts.gift_id", "zh"]),
        ("aliases: [礼品ID]", "aliasses: [礼品ID]", ["line 10: douyin/gifts.gift_id", "aliasses", "remove it"]),
        ("required: true", "required: maybe", ["douyin/gifts.gift_id", "required is 'maybe'", "true or false"]),
        ("key: [shop_id, gift_id]", "key: gift_id", ["line 5: douyin/gifts", "key is 'gift_id', it has to be a list"]),
        ("name: gift_id\n", "no_name: gift_id\n", ["line 10: douyin/gifts", "name is missing"]),
        ("sources:", "sources: [", ["_douyin__sources.yml", "yaml"]),
    ],
)
def test_a_contract_that_contradicts_itself_is_told_by_its_place(
    tmp_path: Path, good: str, bad: str, said: list[str]
) -> None:
    with pytest.raises(ContractError) as error:
        load_exports(write(tmp_path, GOOD.replace(good, bad)))
    assert all(words in str(error.value) for words in said), error.value


def test_raw_tables_are_typed_and_gain_the_columns_of_a_newer_contract(tmp_path: Path) -> None:
    connection = duckdb.connect()
    assert create_raw_tables(connection, load_exports(write(tmp_path / "old", GOOD))) == {}
    connection.execute("insert into raw.douyin_gifts (gift_id) values ('G1')")
    sent = "- {name: sent_at, config: {meta: {header: 发出时间, type: timestamp}}}\n          - {name: note"
    newer = load_exports(write(tmp_path / "new", GOOD.replace("- {name: note", sent)))
    assert create_raw_tables(connection, newer) == {("douyin", "gifts"): ["sent_at"]}
    types = {row[0]: row[1] for row in connection.execute("describe raw.douyin_gifts").fetchall()}
    assert types == {
        "shop_id": "VARCHAR",
        "gift_id": "VARCHAR",
        "note": "VARCHAR",
        "has_phone": "BOOLEAN",
        "_file_id": "VARCHAR",
        "_file_row": "BIGINT",
        "_cells_dropped": "TINYINT",
        "sent_at": "TIMESTAMP",
    }
    assert connection.execute("select gift_id, sent_at from raw.douyin_gifts").fetchall() == [("G1", None)]


def test_the_words_of_a_column_may_stand_in_several_seeds_each_in_a_column_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "rules").mkdir(parents=True)
    (tmp_path / "seeds" / "rules" / "colours.csv").write_text("colour,word\nred,one\n")
    (tmp_path / "seeds" / "rules" / "sizes.csv").write_text("size,name\nlarge,L\nsmall,S\n")
    named = "type: word, words: rules/colours.colour|rules/sizes.size}}}"
    exports = load_exports(write(tmp_path / "models", GOOD.replace("type: id, required: true}}", named[:-1])))
    assert exports["douyin", "gifts"].column("gift_id").words == ("large", "red", "small")
    wrong = GOOD.replace("type: id, required: true}}", named[:-1].replace("sizes.size", "sizes.length"))
    with pytest.raises(ContractError, match=r"gift_id: the seed 'rules/sizes' has no column length"):
        load_exports(write(tmp_path / "wrong", wrong))


def test_a_column_that_changed_its_type_is_told_with_the_remedy(tmp_path: Path) -> None:
    connection = duckdb.connect()
    connection.execute("create schema raw; create table raw.douyin_gifts (gift_id bigint)")
    with pytest.raises(ContractError, match=r"raw\.douyin_gifts\.gift_id is BIGINT.*--full"):
        create_raw_tables(connection, load_exports(write(tmp_path, GOOD)))


def test_a_source_whose_columns_name_headers_is_a_platform_whatever_its_name(tmp_path: Path) -> None:
    exports = load_exports(write(tmp_path, GOOD.replace("name: douyin", "name: kuaishou")))
    assert list(exports) == [("kuaishou", "gifts")]
    assert exports["kuaishou", "gifts"].has_shop_folder


def test_the_projects_own_contracts_are_sound() -> None:
    exports = load_exports(PROJECT_DIR / "models")
    platforms = [platform for platform, _ in exports]
    assert platforms.count("douyin") == 11
    assert platforms.count("pinduoduo") == 9
    assert platforms.count("reference") == 14
    create_raw_tables(duckdb.connect(), exports)


def test_a_column_is_called_by_its_header_and_several_by_each_of_theirs() -> None:
    exports = load_exports(PROJECT_DIR / "models")
    assert header_of(exports, "douyin", "reviews", "service_stars") == "服务评分"
    assert header_of(exports, "douyin", "after_sales", "reason|reason_label") == "售后原因 / 售后原因标签"
    assert header_of(exports, "douyin", "chats|chat_staff_days", "reply_3min_rate") == "3分钟人工回复率"
    assert header_of(exports, "douyin", "reviews", "of_another_version") == "of_another_version"
    assert header_of(exports, "another", "reviews", "stars") == "stars"
