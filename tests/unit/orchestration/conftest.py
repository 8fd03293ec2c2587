"""The assembled definitions, loaded as Dagster loads them, and a home folder for runs."""

from pathlib import Path

import pytest

from orchestration.definitions import Pipeline, assemble
from shopscore.settings import load_settings


@pytest.fixture(scope="session")
def assembled(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """Return the pipeline as Dagster gets it; assembling it parses the dbt project once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOPSCORE_HOME", str(tmp_path_factory.mktemp("assembled")))
        patch.setenv("DBT_TARGET_PATH", str(tmp_path_factory.mktemp("dbt")))
        return assemble(load_settings())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home folder of runs that Dagster launches."""
    monkeypatch.setenv("SHOPSCORE_HOME", str(tmp_path))
    return tmp_path
