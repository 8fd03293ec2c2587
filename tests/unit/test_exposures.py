"""What commands read of the models without its being published is named in an exposure, so that dbt knows its reader."""

import re
from pathlib import Path

import yaml

from shopscore.settings import PROJECT_DIR

MODELS = PROJECT_DIR / "models"
UNPUBLISHED = re.compile(r"\b(staging|events|indicators|scoring|insights)\.((?:stg|int|ind)_\w+)")
REF = re.compile(r"ref\('(\w+)'\)")


def read_by_commands() -> set[tuple[str, str]]:
    files = (file for ending in ("py", "sql") for file in (PROJECT_DIR / "shopscore").rglob(f"*.{ending}"))
    return {found for file in files for found in UNPUBLISHED.findall(file.read_text(encoding="utf-8"))}


def exposed() -> set[tuple[str, str]]:
    """The layer, which is the schema in the warehouse, and the model of each reference of an exposure."""
    document = yaml.safe_load((MODELS / "_exposures.yml").read_text(encoding="utf-8"))
    names = {REF.fullmatch(text)[1] for one in document["exposures"] for text in one["depends_on"]}
    return {(layer_of(file), file.stem) for file in MODELS.rglob("*.sql") if file.stem in names}


def layer_of(file: Path) -> str:
    return file.relative_to(MODELS).parts[0]


def test_commands_read_no_other_unpublished_model_than_the_exposures_name():
    assert read_by_commands() == exposed()
    assert read_by_commands()
