"""What the project says of its published tables: every id has its name, every column of a private number is hashed."""

from orchestration.definitions import Pipeline
from shopscore.publishing.descriptions import describe, find_namings
from shopscore.publishing.presentation import names_of

NAMES = {
    "shop_id": {"shop_name"},
    "subject_id": {"subject_name"},
    "creator_id": {"creator_name"},
    "product_id": {"product_name"},
    "system_id": {"system_name_en", "system_name_zh"},
    "dimension_id": {"dimension_name_en", "dimension_name_zh"},
    "indicator_id": {"indicator_name_en", "indicator_name_zh"},
}


def test_wherever_an_id_is_published_its_name_stands_beside_it(assembled: Pipeline) -> None:
    nameless = []
    for table, description in describe(assembled.manifest).items():
        named = set(description.columns)
        for naming in names_of(table, list(description.columns), description.namings):
            named |= set(naming.names)
        nameless += [
            f"{table}.{column}"
            for column, names in NAMES.items()
            if column in description.columns and not names <= named
        ]
    # the table of the systems in force is what names them
    assert nameless == ["dims.systems.system_id"]


def test_every_name_has_its_description_in_both_languages(assembled: Pipeline) -> None:
    texts = {text for naming in find_namings(assembled.manifest) for text in naming.texts.values()}
    assert texts
    assert [text for text in texts if not any("\u4e00" <= sign <= "\u9fff" for sign in text)] == []
