"""What the graph shows: every check, groups by layer, descriptions, one writer, one run per backfill."""

import subprocess
import sys
from collections.abc import Iterator

from dagster import AssetCheckKey, AssetKey, AssetSpec, BackfillPolicy

from orchestration.assets.models import DATA_TESTS, families_of, family_of_test
from orchestration.checks import QUALITY_CHECKS
from orchestration.definitions import Pipeline
from shopscore.settings import PROJECT_DIR

# The layers of the models, with what stands before and after them.
LAYERS = {
    "exports",
    "staging",
    "events",
    "indicators",
    "scoring",
    "insights",
    "marts",
    "ledger",
    "rules",
    "publication",
}


def specs(assembled: Pipeline) -> Iterator[AssetSpec]:
    yield from assembled.definitions.resolve_all_asset_specs()


def test_every_data_test_of_dbt_is_of_a_family_with_a_check(assembled: Pipeline) -> None:
    tests = [node for node in assembled.manifest.nodes.values() if str(node.resource_type) == "test"]
    families = families_of(assembled.manifest)
    checked = {key.asset_key for key in assembled.models.check_keys if key.name == DATA_TESTS}
    assert len(tests) > 50
    assert [
        node.name for node in tests if family_of_test(assembled.manifest, families, node.unique_id) not in checked
    ] == []


def test_a_person_looks_at_families_not_at_every_model_and_test(assembled: Pipeline) -> None:
    families = set(families_of(assembled.manifest).values())
    assert {AssetKey(["scoring"]), AssetKey(["marts", "scores"]), AssetKey(["insights", "targets"])} <= families
    # some twenty assets and as many checks, where models and tests are hundreds: each event costs as much as a model
    assert families == set(assembled.models.keys)
    assert len(families) < 25
    assert len(list(assembled.models.check_keys)) < 2 * len(families)
    [scores] = [spec for spec in assembled.models.specs if spec.key == AssetKey(["marts", "scores"])]
    assert "indicator_scores" in scores.description


def test_a_family_is_told_of_after_those_that_it_reads(assembled: Pipeline) -> None:
    told = [spec.key for spec in assembled.models.specs]
    for at, spec in enumerate(assembled.models.specs):
        assert {dep.asset_key for dep in spec.deps}.intersection(told) <= set(told[:at])


def test_every_check_of_sources_and_of_marts_is_told_with_its_asset(assembled: Pipeline) -> None:
    sources = {key.asset_key for checks in assembled.definitions.asset_checks for key in checks.check_keys}
    assert AssetKey(["douyin", "orders"]) in sources
    assert AssetCheckKey(AssetKey(["marts", "scores"]), QUALITY_CHECKS) in assembled.models.check_keys


def test_every_asset_is_described_and_stands_in_the_group_of_its_layer(assembled: Pipeline) -> None:
    found = list(specs(assembled))
    assert [spec.key for spec in found if not spec.description or not spec.kinds] == []
    groups = {spec.group_name for spec in found}
    assert groups == LAYERS


def test_the_path_from_an_export_to_the_publication_is_unbroken(assembled: Pipeline) -> None:
    above = {spec.key: {dep.asset_key for dep in spec.deps} for spec in specs(assembled)}

    def reaches(key: AssetKey) -> set[AssetKey]:
        seen, open_keys = set(), [key]
        while open_keys:
            for upstream in above.get(open_keys.pop(), set()) - seen:
                seen.add(upstream)
                open_keys.append(upstream)
        return seen

    upstream = reaches(AssetKey("publication"))
    assert {
        AssetKey(["douyin", "orders"]),
        AssetKey(["marts", "scores"]),
        AssetKey(["ledger", "landed_files"]),
    } <= upstream


def test_the_models_wait_for_the_landing_and_the_publication_for_the_models(assembled: Pipeline) -> None:
    job = assembled.definitions.resolve_job_def("daily_refresh")
    executed = job.graph.dependency_structure
    assert "land_exports" in {handle.node_name for handle in executed.all_upstream_outputs_from_node("build_models")}
    assert "build_models" in {handle.node_name for handle in executed.all_upstream_outputs_from_node("publication")}


def test_an_export_is_late_after_its_own_limit(assembled: Pipeline) -> None:
    policies = {spec.key: spec.freshness_policy for spec in specs(assembled)}
    # staff reports come three days late, orders every day
    chats, orders = policies[AssetKey(["douyin", "chats"])], policies[AssetKey(["douyin", "orders"])]
    assert chats.fail_window.to_timedelta().days == 4
    assert orders.fail_window.to_timedelta().days == 2
    assert policies[AssetKey("publication")].deadline_cron == "0 13 * * *"


def test_a_range_of_assessment_dates_is_one_run(assembled: Pipeline) -> None:
    for definition in (assembled.landing, assembled.models, assembled.publication):
        assert definition.backfill_policy == BackfillPolicy.single_run()
        assert definition.partitions_def.timezone == "Asia/Shanghai"


def test_whatever_writes_the_warehouse_is_in_one_pool(assembled: Pipeline) -> None:
    writers = [assembled.landing, assembled.models, assembled.publication]
    assert {writer.op.pool for writer in writers} == {"warehouse"}


def test_the_landing_job_neither_builds_nor_publishes(assembled: Pipeline) -> None:
    job = assembled.definitions.resolve_job_def("land_new_files")
    assert [node.name for node in job.nodes] == ["land_exports"]
    whole = assembled.definitions.resolve_job_def("daily_refresh")
    assert {node.name for node in whole.nodes} == {"land_exports", "check_sources", "build_models", "publication"}


IMPORTED = """
import sys
from pathlib import Path
read = []
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        read.append(arguments[0])
sys.addaudithook(note)
import orchestration.definitions
project = Path.cwd()
print([one for one in read if one.startswith(tuple(str(project / folder) for folder in ("models", "seeds", "data")))])
"""


def test_importing_the_definitions_reads_no_model_no_seed_and_no_state() -> None:
    said = subprocess.run([sys.executable, "-c", IMPORTED], cwd=PROJECT_DIR, capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "[]"
