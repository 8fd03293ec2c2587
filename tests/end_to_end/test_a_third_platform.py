"""A third platform is a contract, a staging model an export, seed rows and its name: the checklist of CONTRIBUTING, done.

The platform is made up. It is added to a copy of the project, which then lands and scores its exports by itself.
"""

import csv
import filecmp
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from shopscore.settings import PROJECT_DIR
from tests.end_to_end.conftest import SHOPSCORE, Home, clock

D = date(2022, 3, 1)
COPIED = ("dbt_project.yml", "profiles.yml", "macros", "models", "orchestration", "seeds", "shopscore", "tests")
DBT = "import sys; from dbt.cli.main import cli; sys.exit(cli(sys.argv[1:]))"
SOURCES = """
version: 2

sources:
  - name: tiny
    schema: raw
    tables:
      - name: orders
        identifier: tiny_orders
        config: {meta: {key: [shop_id, order_id], personal_headers: [Receiver]}}
        columns:
          - {name: shop_id, config: {meta: {header: Shop, type: id}}}
          - {name: order_id, config: {meta: {header: Order, type: id, required: true, cell_required: true}}}
          - {name: paid_at, config: {meta: {header: Paid, type: timestamp, required: true}}}
      - name: reviews
        identifier: tiny_reviews
        config: {meta: {key: [shop_id, review_id]}}
        columns:
          - {name: shop_id, config: {meta: {header: Shop, type: id}}}
          - {name: review_id, config: {meta: {header: Review, type: id, required: true, cell_required: true}}}
          - {name: order_id, config: {meta: {header: Order, type: id, required: true, cell_required: true}}}
          - {name: reviewed_at, config: {meta: {header: Written, type: timestamp, required: true, cell_required: true}}}
          - {name: review_kind, config: {meta: {header: Kind, type: text, required: true}}}
          - {name: stars, config: {meta: {header: Stars, type: stars, required: true}}}
          - {name: manner_stars, config: {meta: {header: Manner, type: stars}}}
      - name: violations
        identifier: tiny_violations
        config: {meta: {key: [shop_id, violation_id]}}
        columns:
          - {name: shop_id, config: {meta: {header: Shop, type: id}}}
          - {name: violation_id, config: {meta: {header: Case, type: id, required: true, cell_required: true}}}
          - {name: violation_kind, config: {meta: {header: Misconduct, type: text, required: true, cell_required: true}}}
          - {name: happened_at, config: {meta: {header: Happened, type: timestamp, required: true, cell_required: true}}}
          - {name: violation_status, config: {meta: {header: Standing, type: text}}}
"""
ORDERS = """
select
    'tiny' as platform,
    {{ surrogate_key(["'tiny'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'tiny'", 'shop_id', 'order_id']) }} as order_key,
    cast(null as bigint) as creator_key,
    shop_id,
    order_id,
    cast(null as string) as parent_order_id,
    cast(null as string) as product_name,
    cast(null as string) as product_id,
    cast(null as timestamp) as submitted_at,
    paid_at,
    cast(null as timestamp) as promised_ship_at,
    false as is_marked_presale,
    cast(null as timestamp) as shipped_at,
    cast(null as timestamp) as completed_at,
    cast(null as string) as order_status,
    cast(null as string) as order_type,
    cast(null as string) as creator_id,
    cast(null as string) as creator_name,
    cast(null as string) as after_sale_status,
    cast(null as bigint) as quantity,
    cast(null as decimal(18, 2)) as payable_amount,
    false as is_fraud_compensated,
    cast(null as string) as province,
    cast(null as string) as city,
    cast(null as string) as carrier,
    cast(null as string) as parcel_list,
    cast(null as string) as buyer_hash,
    _file_id,
    _file_row
from {{ deduplicate('tiny', 'orders') }} as newest_orders
"""
REVIEWS = """
select
    'tiny' as platform,
    {{ surrogate_key(["'tiny'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'tiny'", 'shop_id', 'order_id']) }} as order_key,
    shop_id,
    review_id,
    order_id,
    cast(null as string) as product_id,
    cast(null as string) as buyer_hash,
    reviewed_at,
    review_kind,
    stars as description_stars,
    manner_stars as service_stars,
    cast(null as bigint) as logistics_stars,
    cast(null as string) as content,
    false as has_phone,
    false as has_contact_handle,
    false as has_address,
    _file_id,
    _file_row
from {{ deduplicate('tiny', 'reviews') }} as newest_reviews
"""
VIOLATIONS = """
select
    'tiny' as platform,
    {{ surrogate_key(["'tiny'", "'shop'", 'shop_id']) }} as shop_key,
    shop_id,
    violation_id,
    violation_kind,
    happened_at,
    violation_status,
    _file_id,
    _file_row
from {{ deduplicate('tiny', 'violations') }} as newest_violations
"""
ALWAYS = {"valid_from": "2000-01-01", "source": "assumption"}
VERSION = {"system_id": "tiny_dsr", "rule_version": "stars-30d"}
# a second system: points by limits of the shop's page, weights by industry, fixed points where there are few ratings
BY_LIMITS = {"system_id": "tiny_experience", "rule_version": "by-limits"}
ASSUMED = {"source": "assumption", "checked_on": "2022-02-01"}
FOOD, CLOTHES = "食品", "女装"


def limited(indicator_id: str, dimension_id: str) -> dict[str, str]:
    """Return the row of an indicator of stars that is scored by limits."""
    return {
        **BY_LIMITS,
        **ALWAYS,
        "indicator_id": indicator_id,
        "dimension_id": dimension_id,
        "method": "limits",
        "near_days": "1",
        "far_days": "30",
        "better": "up",
        "unit": "stars",
        "best_value": "5",
    }


def weighs(industry: str, item: str, weight: int) -> dict[str, str]:
    """Return the row of what a dimension, or an indicator within it, weighs in an industry."""
    return {**BY_LIMITS, **ASSUMED, "industry": industry, "item": item, "weight": str(weight)}


def adds(kind: str, item: str, points: int, **more: str) -> dict[str, str]:
    """Return the row of what a service, or an indicator that reaches a limit, adds to the total or to a dimension."""
    return {**BY_LIMITS, **ASSUMED, "kind": kind, "item": item, "points": str(points), **more}


def asks(grade: int, item: str, limit: float) -> dict[str, str]:
    """Return the row of what a grade asks of the total, of a dimension or of every dimension."""
    return {
        **BY_LIMITS,
        "grade": str(grade),
        "name_en": f"Grade {grade}",
        "name_zh": f"{grade}级",
        "item": item,
        "limit_value": str(limit),
        **ASSUMED,
    }


SEED_ROWS: Mapping[str, list[dict[str, str]]] = {
    "rules/systems.csv": [
        {
            **VERSION,
            **ALWAYS,
            "platform": "tiny",
            "subject_type": "shop",
            "name_en": "Tiny stars",
            "name_zh": "小星",
            "importance": "1",
            "floor": "1",
            "ceiling": "5",
            "orders_near": "1",
            "orders_far": "30",
            "is_what_if": "false",
        },
        {
            **BY_LIMITS,
            **ALWAYS,
            "platform": "tiny",
            "subject_type": "shop",
            "name_en": "Tiny experience",
            "name_zh": "小体验分",
            "importance": "2",
            "floor": "50",
            "ceiling": "100",
            "dimension_floor": "50",
            "orders_near": "1",
            "orders_far": "30",
            "is_what_if": "false",
        },
    ],
    "rules/dimensions.csv": [
        {**VERSION, **ALWAYS, "dimension_id": "stars", "name_en": "Stars", "name_zh": "星级", "weight": "1"},
        {**BY_LIMITS, **ALWAYS, "dimension_id": "goods", "name_en": "Goods", "name_zh": "商品"},
        {**BY_LIMITS, **ALWAYS, "dimension_id": "manner", "name_en": "Manner", "name_zh": "态度"},
    ],
    "rules/indicators.csv": [
        {
            **VERSION,
            **ALWAYS,
            "indicator_id": "dsr_description",
            "dimension_id": "stars",
            "method": "mean_of_stars",
            "weight": "1",
            "near_days": "1",
            "far_days": "30",
            "better": "up",
            "unit": "stars",
            "best_value": "5",
        },
        limited("dsr_description", "goods"),
        limited("dsr_service", "manner"),
    ],
    "rules/score_weights.csv": [
        weighs(FOOD, "goods", 3),
        weighs(FOOD, "manner", 2),
        weighs(CLOTHES, "goods", 1),
        weighs(CLOTHES, "manner", 3),
        *(weighs(industry, item, 1) for industry in (FOOD, CLOTHES) for item in ("dsr_description", "dsr_service")),
    ],
    "rules/bonus_points.csv": [
        adds("gift_wrap", "total", 2, service="gift_wrap", days="30"),
        adds("own_couriers", "manner", 3, service="own_couriers", days="30"),
        adds("kind_words", "total", 5, indicator_id="dsr_service", limit_value="4.9"),
    ],
    "rules/misconduct_points.csv": [
        {**BY_LIMITS, **ASSUMED, "kind": "rude_words", "points": "4", "kind_cap": "6", "days": "30"}
    ],
    "rules/adjustment_kinds.csv": [
        {"kind": "gift_wrap", "name_en": "Gift wrap", "name_zh": "礼品包装"},
        {"kind": "own_couriers", "name_en": "Own couriers", "name_zh": "自有快递"},
        {"kind": "kind_words", "name_en": "Kind words", "name_zh": "好言好语"},
        {"kind": "rude_words", "name_en": "Rude words", "name_zh": "恶言相向"},
    ],
    "rules/grades.csv": [
        asks(1, "total", 60),
        asks(2, "total", 65),
        asks(2, "every_dimension", 60),
        asks(3, "total", 90),
        asks(3, "every_dimension", 80),
        asks(3, "goods", 95),
        asks(4, "total", 92),
        asks(4, "every_dimension", 80.5),
    ],
    "rules/small_shop_points.csv": [
        {
            **BY_LIMITS,
            "indicator_id": "dsr_service",
            "points": "80",
            "cases_indicator_id": "dsr_service",
            "cases_amount": "denominator",
            "max_cases": "2",
            **ASSUMED,
        }
    ],
    "rules/parameters.csv": [
        {**ALWAYS, "platform": "tiny", "parameter": "first_reviews_only", "value": "1"},
        {**ALWAYS, "platform": "tiny", "parameter": "threshold_near_points", "value": "0.1"},
    ],
    "vocabulary/service_words.csv": [
        {"word": "gift_wrap", "service": "gift_wrap"},
        {"word": "own_couriers", "service": "own_couriers"},
    ],
    "vocabulary/violation_kinds.csv": [{"platform": "tiny", "word": "rude", "violation_kind": "rude_words"}],
    "vocabulary/violation_statuses.csv": [
        {"platform": "tiny", "word": "stands", "is_withdrawn": "false"},
        {"platform": "tiny", "word": "taken back", "is_withdrawn": "true"},
    ],
    "vocabulary/review_kinds.csv": [
        {"platform": "tiny", "word": "new", "review_kind": "first"},
        {"platform": "tiny", "word": "more", "review_kind": "follow_up"},
    ],
}


@dataclass(frozen=True)
class Added:
    """A copy of the project with the platform in it, and the home it works on."""

    project: Path
    home: Home

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the copy in a process of its own."""
        environment = {
            "PYTHONPATH": str(self.project),
            "SHOPSCORE_HOME": str(self.home.path),
            "SHOPSCORE_WAREHOUSE": str(self.home.path / "warehouse.duckdb"),
            "SHOPSCORE_TEMPORARY": str(self.home.path / "temporary"),
            "SHOPSCORE_AS_OF": D.isoformat(),
            "SHOPSCORE_HISTORY_DAYS": "3",
            "DBT_TARGET_PATH": str(self.home.path / "dbt"),
            "DBT_LOG_PATH": str(self.home.path / "logs"),
        }
        return subprocess.run(
            command, cwd=self.project, env=os.environ | environment, capture_output=True, text=True, check=False
        )


def add_seed_rows(seeds: Path) -> None:
    """Append the rows, each value under the header it belongs to."""
    for name, rows in SEED_ROWS.items():
        file = seeds / name
        with file.open(encoding="utf-8", newline="") as stream:
            header = next(csv.reader(stream))
        with file.open("a", encoding="utf-8", newline="") as stream:
            csv.DictWriter(stream, header, restval="", lineterminator="\n").writerows(rows)


def add_platform(project: Path) -> None:
    staging = project / "models" / "staging" / "tiny"
    staging.mkdir()
    (staging / "_tiny__sources.yml").write_text(SOURCES, encoding="utf-8")
    (staging / "stg_tiny__orders.sql").write_text(ORDERS, encoding="utf-8")
    (staging / "stg_tiny__reviews.sql").write_text(REVIEWS, encoding="utf-8")
    (staging / "stg_tiny__violations.sql").write_text(VIOLATIONS, encoding="utf-8")
    add_seed_rows(project / "seeds")
    settings = project / "dbt_project.yml"
    text = settings.read_text(encoding="utf-8")
    for export in ("orders", "reviews", "violations"):
        text, found = re.subn(rf"^(    {export}: \[.*)\]$", r"\1, tiny]", text, flags=re.MULTILINE)
        assert found == 1, export
    settings.write_text(text, encoding="utf-8")


def changed_files(copy: Path) -> set[str]:
    """Return the files of the copy that the project does not have or has otherwise."""
    files = {path.relative_to(copy) for path in copy.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    return {
        file.as_posix()
        for file in files
        if not (PROJECT_DIR / file).exists() or not filecmp.cmp(copy / file, PROJECT_DIR / file, shallow=False)
    }


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Added]:
    project, path = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("home")
    for name in COPIED:
        original = PROJECT_DIR / name
        if original.is_dir():
            shutil.copytree(original, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(original, project / name)
    add_platform(project)
    home = Home(path)
    home.write(
        "tiny/T1/orders/a.csv",
        ["Order", "Paid", "Receiver"],
        [[f"O{n}", clock("2022-02-20"), "张三"] for n in range(3)],
    )
    home.write(
        "tiny/T1/reviews/a.csv",
        ["Review", "Order", "Written", "Kind", "Stars", "Manner"],
        [
            ["R0", "O0", clock("2022-02-25"), "new", 5, 3],
            ["R1", "O1", clock("2022-02-25"), "new", 5, 3],
            ["R2", "O2", clock("2022-02-28", "23:59:59"), "new", 2, 3],
            ["R3", "O2", clock("2022-02-28"), "more", "", ""],
        ],
    )
    # the second shop: three ratings that stay, of 4 stars for the goods and 5 for the manner
    home.write("tiny/T2/orders/a.csv", ["Order", "Paid"], [[f"Q{n}", clock("2022-02-20")] for n in range(3)])
    home.write(
        "tiny/T2/reviews/a.csv",
        ["Review", "Order", "Written", "Kind", "Stars", "Manner"],
        [[f"S{n}", f"Q{n}", clock("2022-02-24"), "new", 4, 5] for n in range(3)],
    )
    home.write(
        "tiny/T2/violations/a.csv",
        ["Case", "Misconduct", "Happened", "Standing"],
        [
            ["V1", "rude", clock("2022-02-26", "23:59:59"), "stands"],
            ["V2", "rude", clock("2022-02-27", "00:00:00"), "stands"],
            ["V3", "rude", clock("2022-02-25"), "taken back"],
        ],
    )
    home.write(
        "reference/shop_services/a.csv",
        ["platform", "shop_id", "service", "from", "to"],
        [
            # D-30 of February 27 is January 28
            ["tiny", "T2", "gift_wrap", "2022-01-01", "2022-01-28"],
            ["tiny", "T2", "own_couriers", "2022-02-28", ""],
        ],
    )
    home.write(
        "reference/shops/a.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["tiny", "T1", "小店", FOOD], ["tiny", "T2", "衣店", CLOTHES]],
    )
    home.write(
        "reference/score_limits/a.csv",
        ["platform", "system_id", "rule_version", "industry", "indicator_id", "limit", "points"],
        [
            ["tiny", *BY_LIMITS.values(), industry, indicator_id, limit, points]
            for industry, steps in (
                (FOOD, [(3, 60), (4, 70), (4.5, 100)]),
                (CLOTHES, [(3, 60), (4, 80), (4.9, 90)]),
            )
            for indicator_id in ("dsr_description", "dsr_service")
            for limit, points in steps
        ],
    )
    yield Added(project, home)


def test_a_platform_is_added_by_its_contract_its_staging_models_its_seed_rows_and_its_name(added: Added) -> None:
    assert changed_files(added.project) == {
        "dbt_project.yml",
        "models/staging/tiny/_tiny__sources.yml",
        "models/staging/tiny/stg_tiny__orders.sql",
        "models/staging/tiny/stg_tiny__reviews.sql",
        "models/staging/tiny/stg_tiny__violations.sql",
        *(f"seeds/{name}" for name in SEED_ROWS),
    }


def test_its_exports_land_and_its_shops_are_scored(added: Added) -> None:
    finished = added.run(*SHOPSCORE, "refresh", "--as-of", D.isoformat())

    assert finished.returncode == 0, finished.stdout + finished.stderr
    # (5 + 5 + 2) / 3; the rating of two stars was written in the last second of the day before D
    assert added.home.published(
        "select assessment_date, platform, system_id, rule_version, subject_id, score, status, valid_orders "
        "from marts.scores where system_id = 'tiny_dsr' and subject_id = 'T1' order by 1"
    ) == [
        (date(2022, 2, 27), "tiny", "tiny_dsr", "stars-30d", "T1", 5.0, "scored", 3),
        (date(2022, 2, 28), "tiny", "tiny_dsr", "stars-30d", "T1", 5.0, "scored", 3),
        (D, "tiny", "tiny_dsr", "stars-30d", "T1", 4.0, "scored", 3),
    ]
    assert added.home.published(
        "select indicator_id, case_id, state, reason from marts.indicator_evidence "
        "where platform = 'tiny' and subject_id = 'T1' and indicator_id = 'dsr_description' order by 2"
    ) == [
        ("dsr_description", "R2", "against", "2 stars"),
        ("dsr_description", "R3", "excluded", "not_first_review"),
    ]
    assert added.home.published("select distinct platform from marts.indicator_daily") == [("tiny",)]


def test_limits_weights_by_industry_and_points_of_few_cases_are_rows(added: Added) -> None:
    # two ratings of the manner are few: 80 whatever they are, so 3/5 of 100 and 2/5 of 80. With the third the limits hold:
    # a mean of 3 is worth 60, and the 4.0 of the goods 70
    assert added.home.published(
        "select assessment_date, score, status, weight_covered from marts.scores "
        "where system_id = 'tiny_experience' and subject_id = 'T1' order by 1"
    ) == [
        (date(2022, 2, 27), 92.0, "scored", 1.0),
        (date(2022, 2, 28), 92.0, "scored", 1.0),
        (D, 66.0, "scored", 1.0),
    ]
    assert added.home.published(
        "select indicator_id, score, score_basis, next_limit, next_points, weight_in_total from marts.indicator_scores "
        "where system_id = 'tiny_experience' and subject_id = 'T1' "
        f"and assessment_date in (date '2022-02-28', date '{D}') order by 1, assessment_date"
    ) == [
        ("dsr_description", 100.0, "limits", None, None, 0.6),
        ("dsr_description", 70.0, "limits", 4.5, 100.0, 0.6),
        ("dsr_service", 80.0, "small_shop", None, None, 0.4),
        ("dsr_service", 60.0, "limits", 4.0, 70.0, 0.4),
    ]
    # -30 x 0.6 and -20 x 0.4
    assert added.home.published(
        "select indicator_id, contribution_1d, entered_1d from marts.score_drivers "
        f"where system_id = 'tiny_experience' and subject_id = 'T1' and assessment_date = date '{D}' order by 1"
    ) == [("dsr_description", -18.0, -18.0), ("dsr_service", -8.0, -8.0)]


def test_weights_of_another_industry_bonus_and_deductions_are_rows(added: Added) -> None:
    # In clothes the goods weigh a quarter and the manner three: 4.0 gives 80 by its limits (70 in food), 5.0 gives 90
    # (100 in food): 0.25 x 80 + 0.75 x 90 = 87.5. Kind words, +5, on each day: 5.0 reaches 4.9.
    #   February 27: the wrapping, +2, touched D-30; the first misconduct takes off 4         87.5 + 7 - 4 = 90.5
    #   February 28: no wrapping; of the second misconduct the cap of 6 leaves room for 2     87.5 + 5 - 6 = 86.5
    #   March 1:     the couriers lift the manner to 93, 20 + 69.75 = 89.75                   89.75 + 5 - 6 = 88.75
    assert added.home.published(
        "select assessment_date, score, bonus, deductions from marts.scores "
        "where system_id = 'tiny_experience' and subject_id = 'T2' order by 1"
    ) == [
        (date(2022, 2, 27), 90.5, 7.0, 4.0),
        (date(2022, 2, 28), 86.5, 5.0, 6.0),
        (D, 88.75, 5.0, 6.0),
    ]
    assert added.home.published(
        "select assessment_date, dimension_id, score from marts.dimension_scores "
        "where system_id = 'tiny_experience' and subject_id = 'T2' and assessment_date >= date '2022-02-28' order by 1, 2"
    ) == [
        (date(2022, 2, 28), "goods", 80.0),
        (date(2022, 2, 28), "manner", 90.0),
        (D, "goods", 80.0),
        (D, "manner", 93.0),
    ]
    assert added.home.published(
        "select indicator_id, weight_in_total from marts.indicator_scores "
        f"where system_id = 'tiny_experience' and subject_id = 'T2' and assessment_date = date '{D}' order by 1"
    ) == [("dsr_description", 0.25), ("dsr_service", 0.75)]
    # that of February 26 is the older one; each counts through the thirtieth day after it
    assert added.home.published(
        "select kind, kind_en, item, happened_on, points, expires_on from marts.score_adjustments "
        f"where platform = 'tiny' and assessment_date = date '{D}' order by 1, 4"
    ) == [
        ("kind_words", "Kind words", "total", date(2022, 2, 28), 5.0, None),
        ("own_couriers", "Own couriers", "manner", date(2022, 2, 28), 3.0, None),
        ("rude_words", "Rude words", "total", date(2022, 2, 26), -4.0, date(2022, 3, 28)),
        ("rude_words", "Rude words", "total", date(2022, 2, 27), -2.0, date(2022, 3, 29)),
    ]
    # a shop without services or misconduct has its sum of dimensions
    assert added.home.published(
        "select distinct bonus, deductions from marts.scores where system_id = 'tiny_experience' and subject_id = 'T1'"
    ) == [(0.0, 0.0)]


def test_grades_and_gates_are_rows(added: Added) -> None:
    # goods 100 and manner 80, total 92: grade 3, whose gates are met to the point; 4 asks half a point more of the manner.
    # The day after goods 70 and manner 60, total 66: grade 2, which asks 65 and 60
    assert added.home.published(
        "select assessment_date, grade from marts.scores "
        "where system_id = 'tiny_experience' and subject_id = 'T1' order by 1"
    ) == [(date(2022, 2, 27), 3.0), (date(2022, 2, 28), 3.0), (D, 2.0)]
    # a system without such rows has none
    assert added.home.published("select distinct grade from marts.scores where system_id = 'tiny_dsr'") == [(None,)]
    assert added.home.published(
        "select assessment_date, grade, name_en, item, limit_value, value, is_reached from marts.score_grades "
        "where subject_id = 'T1' and (assessment_date = date '2022-02-28' and grade = 4 "
        "or assessment_date = date '2022-03-01' and grade = 3) "
        "order by 1, 2, 4"
    ) == [
        (date(2022, 2, 28), 4.0, "Grade 4", "goods", 80.5, 100.0, True),
        (date(2022, 2, 28), 4.0, "Grade 4", "manner", 80.5, 80.0, False),
        (date(2022, 2, 28), 4.0, "Grade 4", "total", 92.0, 92.0, True),
        # of 80 of every dimension and 95 of the goods the higher counts
        (D, 3.0, "Grade 3", "goods", 95.0, 70.0, False),
        (D, 3.0, "Grade 3", "manner", 80.0, 60.0, False),
        (D, 3.0, "Grade 3", "total", 90.0, 66.0, False),
    ]


def test_explain_says_what_the_next_grade_lacks(added: Added) -> None:
    said = added.run(*SHOPSCORE, "explain", "T1", "--system", "tiny_experience")

    assert said.returncode == 0, said.stdout + said.stderr
    assert (
        "Grade 2; for Grade 3: the total at least 90.00 (now 66.00), Goods at least 95.00 (now 70.00), "
        "Manner at least 80.00 (now 60.00)"
    ) in " ".join(said.stdout.split()), said.stdout


def test_the_unit_tests_of_the_models_that_join_the_platforms_need_no_change(added: Added) -> None:
    finished = added.run(
        *(sys.executable, "-c", DBT, "test", "--project-dir", ".", "--profiles-dir", "."),
        *("--select", "int_orders,test_type:unit", "int_reviews,test_type:unit"),
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert re.search(r"\d+ unit tests", finished.stdout.rsplit("Finished running", 1)[1]), finished.stdout
