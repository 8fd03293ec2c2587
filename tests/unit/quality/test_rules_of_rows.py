"""The rules that every row of a model keeps, tried at the edges that a small sample never reaches.

At a million orders a message is due in four seconds, two shops' means differ in the tenth decimal, and a share is one
in the last bit too much: each is a right figure, and a gate that closes on it withholds a right publication.
"""

from typing import Any

import duckdb
import pytest
import yaml

from shopscore.settings import PROJECT_DIR


def rule(model: str, name: str) -> str:
    """The condition of a rule, as it stands beside its model."""
    for path in (PROJECT_DIR / "models").rglob("*.yml"):
        for described in yaml.safe_load(path.read_text()).get("models") or []:
            if described["name"] != model:
                continue
            for test in described.get("data_tests", []):
                rules = test.get("keeps_its_rules", {}).get("arguments", {}).get("expression_is_true", {})
                if name in rules:
                    return str(rules[name])
    raise LookupError(f"{model} has no rule {name}")


def holds(condition: str, row: dict[str, Any]) -> bool:
    """Whether the data test lets the row pass: it names the rows of which the condition is false."""
    columns = ", ".join(f'? as "{name}"' for name in row)
    found = duckdb.execute(f"select not ({condition}) from (select {columns})", list(row.values())).fetchone()
    assert found is not None
    return found[0] is not True


@pytest.mark.parametrize(
    ("model", "name", "inside", "outside"),
    [
        ("care_messages", "there_is_still_time", {"hours_left": 0.00}, {"hours_left": -0.01}),
        ("reviews_to_appeal", "there_is_still_time", {"days_left": 0, "hours_left": 0.00}, {"days_left": 0, "hours_left": -0.01}),
        ("parcels_stuck", "the_limit_has_passed", {"hours_left": 0.00}, {"hours_left": 0.01}),
        # 0.3 * 3 + 0.1 and kin: one, and a bit
        ("int_indicator_scores", "percentile_between_0_and_1", {"percentile": 1.0000000000000002}, {"percentile": 1.00001}),
        # five stars throughout, a million times: sums of that size differ in their last bits
        (
            "int_target_days",
            "an_event_is_the_best_there_is",
            {"event_rank_value": 5.0, "denominator": 1e6, "numerator": 5e6 + 2e-9},
            {"event_rank_value": 5.0, "denominator": 1e6, "numerator": 5e6 + 1e-2},
        ),
        # on nine decimals the value is one below its target, although they differ by less than half of it
        (
            "score_targets",
            "nothing_is_needed_exactly_where_the_value_is_there",
            {"target": "peer_mean", "better": "up", "needed": 1, "current_value": 0.1234567894, "target_value": 0.1234567896},
            {"target": "peer_mean", "better": "up", "needed": 1, "current_value": 0.1234567896, "target_value": 0.1234567896},
        ),
        (
            "score_targets",
            "nothing_is_needed_exactly_where_the_value_is_there",
            {"target": "peer_mean", "better": "down", "needed": 1, "current_value": 0.1234567896, "target_value": 0.1234567894},
            {"target": "peer_mean", "better": "down", "needed": 0, "current_value": 0.1234567906, "target_value": 0.1234567896},
        ),
        # a difference is published on nine decimals, whatever the size of what it is taken from
        (
            "score_reconciliation",
            "difference_is_theirs_less_ours",
            {"platform_value": 100000.0, "our_value": 33333.3333333333, "difference": 66666.666666668},
            {"platform_value": 100000.0, "our_value": 33333.3333333333, "difference": 66666.67},
        ),
    ],
)  # fmt: skip
def test_a_rule_holds_on_a_right_figure_of_any_size_and_not_just_beside_it(
    model: str, name: str, inside: dict[str, Any], outside: dict[str, Any]
) -> None:
    condition = rule(model, name)
    assert holds(condition, inside)
    assert not holds(condition, outside)
