from pathlib import Path

import pytest

from shopscore.sample import SampleSummary, write_sample

from .reading import UNTIL, Export, read


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SampleSummary]:
    landing = tmp_path_factory.mktemp("landing")
    return landing, write_sample(landing, days=60, orders_per_day=12, until=UNTIL)


@pytest.fixture(scope="session")
def exports(sample: tuple[Path, SampleSummary]) -> list[Export]:
    return [read(path) for path in sorted((sample[0] / "douyin").rglob("*.*"))]


@pytest.fixture(scope="session")
def pinduoduo(sample: tuple[Path, SampleSummary]) -> list[Export]:
    return [read(path) for path in sorted((sample[0] / "pinduoduo").rglob("*.*"))]
