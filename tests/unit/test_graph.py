"""Every arrow points forward, and the graph stays as small as it is.

The layers are those of docs/architecture.md. What does not hold yet is named in `graph_limits.json`, where numbers may
only fall and names only go: `make drawing` lowers them to what holds.
"""

import pytest

from shopscore.settings import PROJECT_DIR
from tests.fixtures.graph import INSIGHTS, LAYERS, READ_BY_ALL, Graph, join_widths
from tests.fixtures.limits import (
    arrows_back,
    exceeded,
    long_models,
    models_without_key_test,
    read_limits,
    readers_of_sources,
    wide_joins,
)

MODELS = PROJECT_DIR / "models"
LIMITS = read_limits()


def test_every_model_stands_in_a_folder_of_a_layer(graph: Graph) -> None:
    outside = {
        model.name: model.folder
        for model in graph.models.values()
        if model.layer not in LAYERS or (model.layer == "insights" and model.folder.partition("/")[2] not in INSIGHTS)
    }
    assert outside == {}


def test_arrows_run_along_the_layers_and_nothing_reads_a_mart(graph: Graph) -> None:
    assert arrows_back(graph) - set(LIMITS["arrows_back"]) == set()


def test_staging_reads_sources_and_seeds_and_nothing_else_reads_a_source(graph: Graph) -> None:
    from_models = {
        f"{reader.name} reads {read.name}"
        for read, reader in graph.arrows()
        if reader.layer == "staging" and read.folder != READ_BY_ALL
    }
    assert from_models == set()
    assert readers_of_sources(graph) - set(LIMITS["readers_of_sources"]) == set()


def test_there_are_no_more_models_than_there_were(graph: Graph) -> None:
    assert len(graph.models) <= LIMITS["models"]


def test_no_mart_stands_deeper_than_the_limit(graph: Graph) -> None:
    assert graph.depths["scores"] <= LIMITS["depth_of_scores"]
    assert max(graph.depths.values()) <= LIMITS["depth"]


def test_a_model_fits_a_page(graph: Graph) -> None:
    assert exceeded(long_models(graph), LIMITS["lines"]) == {}


def test_joins_are_on_one_key_or_two(graph: Graph) -> None:
    assert exceeded(wide_joins(graph), LIMITS["joins_on_more_than_two_columns"]) == {}


@pytest.mark.parametrize(
    ("sql", "widths"),
    [
        (
            "from a inner join b on a.x = b.x and a.n >= b.n left join c on a.x = c.x and a.y = c.y and a.z = c.z",
            [1, 3],
        ),
        ("from a join b using (x, y, z) where a.x = b.x", [3]),
        ("(select * from a join b on a.x = b.x) as d where d.x = e.x and d.y = e.y and d.z = e.z", [1]),
        ("from a join b on a.x is not distinct from b.x and (a.y = b.y or a.z = b.z) group by 1", [3]),
        ("from a cross join b", []),
    ],
)
def test_the_columns_of_a_join_are_counted(sql: str, widths: list[int]) -> None:
    assert join_widths(sql) == widths


def test_every_model_has_a_test_of_its_key(graph: Graph) -> None:
    assert models_without_key_test(graph) - set(LIMITS["models_without_key_test"]) == set()


def test_a_folder_has_one_yml_that_begins_with_its_border(graph: Graph) -> None:
    for folder in graph.folders:
        name = folder.rpartition("/")[2]
        described = MODELS / folder / f"_{name}__models.yml"
        assert described.is_file(), folder
        assert described.read_text(encoding="utf-8").startswith("# "), f"{described} does not begin with its border"
        assert {file.name for file in (MODELS / folder).glob("*.yml")} <= {described.name, f"_{name}__sources.yml"}
