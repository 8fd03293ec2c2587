"""Modules import one way: no circle, nothing of Dagster in the library, nothing private of a library, no effect."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from shopscore.settings import PROJECT_DIR

PACKAGES = ("shopscore", "orchestration")
# what only orchestration may know
DAGSTER = ("dagster", "orchestration")
# The command's refresh starts the pipeline in its own process, and imports it no sooner than that.
STARTS_THE_PIPELINE = "shopscore.refresh"
# In a process with an empty home and an empty folder: whatever an import left there, in the environment or running
# is an effect that it must not have. The one that is meant: `shopscore/__init__.py` switches the libraries' telemetry off.
IMPORTS_ALL = """
import importlib, os, sys, threading

environment, here = dict(os.environ), os.getcwd()
for name in sys.argv[1:]:
    importlib.import_module(name)
assert os.getcwd() == here, "the folder was changed"
changed = {key for key in {**os.environ, **environment} if os.environ.get(key) != environment.get(key)}
changed -= {"DBT_SEND_ANONYMOUS_USAGE_STATS", "DAGSTER_DISABLE_TELEMETRY", "GX_ANALYTICS_ENABLED"}
assert not {key for key in changed if key.startswith(("SHOPSCORE", "DBT", "DAGSTER", "GX"))}, changed
assert threading.active_count() == 1, threading.enumerate()
"""


def modules() -> dict[str, Path]:
    """Return every module by its name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((PROJECT_DIR / package).rglob("*.py")):
            parts = path.relative_to(PROJECT_DIR).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imported(path: Path) -> Iterator[tuple[str, str | None, bool]]:
    """Yield what a module imports: module, name in it, and whether that is done when the module itself is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    later = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, None, id(node) not in later
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports by their whole name"
            for alias in node.names:
                yield str(node.module), alias.name, id(node) not in later


def graph(*, at_import: bool) -> dict[str, set[str]]:
    """Return which of our modules each imports, all or only what the import itself needs; packages of a module too."""
    edges: dict[str, set[str]] = {}
    for name, path in MODULES.items():
        found = set()
        for module, part, is_now in imported(path):
            if at_import and not is_now:
                continue
            target = f"{module}.{part}" if f"{module}.{part}" in MODULES else module
            if target in MODULES and target != name:
                found.add(target)
        edges[name] = found
    return edges


def circle(edges: dict[str, set[str]]) -> list[str]:
    """Return one circle of a graph; empty when there is none."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_a_circle_is_found_and_a_diamond_is_none() -> None:
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == {"b", "c"}
    assert circle({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}) == []


@pytest.mark.parametrize("at_import", [True, False], ids=["at_import", "also_inside_functions"])
def test_no_module_imports_itself_by_way_of_others(at_import: bool) -> None:
    assert circle(graph(at_import=at_import)) == []


def test_no_package_imports_itself_by_way_of_others() -> None:
    def package(name: str) -> str:
        return ".".join(name.split(".")[:2])

    edges: dict[str, set[str]] = {package(name): set() for name in MODULES}
    for name, targets in graph(at_import=False).items():
        edges[package(name)] |= {package(target) for target in targets} - {package(name)}
    assert circle(edges) == []


def test_the_library_knows_nothing_of_dagster() -> None:
    found = [
        f"{name} imports {module}"
        for name, path in MODULES.items()
        if name.startswith("shopscore")
        for module, _, is_now in imported(path)
        if module.split(".")[0] in DAGSTER and (is_now or name != STARTS_THE_PIPELINE)
    ]
    assert found == []


@pytest.mark.parametrize("name", MODULES)
def test_no_private_module_or_name_of_another_is_imported(name: str) -> None:
    private = [
        f"{module}.{part}" if part else module
        for module, part, _ in imported(MODULES[name])
        if module != "__future__"
        and any(word.startswith("_") and not word.startswith("__") for word in [*module.split("."), part or ""])
    ]
    assert private == []


def test_importing_every_module_has_no_effect(tmp_path: Path) -> None:
    folder, home = tmp_path / "folder", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    run = subprocess.run(
        [sys.executable, "-B", "-c", IMPORTS_ALL, *MODULES],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(home), "PYTHONPATH": str(PROJECT_DIR)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert [*folder.iterdir(), *home.iterdir()] == []
