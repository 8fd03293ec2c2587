"""The project as dbt parses it, once for all tests of a process."""

from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.graph import Graph, parse, read_graph


@pytest.fixture(scope="session")
def dbt_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where dbt keeps what it has parsed, for who calls it again."""
    return tmp_path_factory.mktemp("dbt")


@pytest.fixture(scope="session")
def manifest(dbt_folder: Path) -> dict[str, Any]:
    return parse(dbt_folder)


@pytest.fixture(scope="session")
def graph(manifest: dict[str, Any]) -> Graph:
    return read_graph(manifest)
