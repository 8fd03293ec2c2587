"""The hours to pickup at which the rules count less, from the rule seed: the limits of a histogram."""

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

from shopscore.settings import PROJECT_DIR

BUCKETS_FILE = PROJECT_DIR / "seeds" / "rules" / "pickup_buckets.csv"


def pickup_limits(platform: str, day: date) -> list[float]:
    """Return the upper ends of the pickup buckets in force on a day, in hours."""
    return sorted(
        {
            float(row["below_hours"])
            for row in _rows(BUCKETS_FILE)
            if row["platform"] == platform
            and date.fromisoformat(row["valid_from"]) <= day
            and (not row["valid_to"] or day <= date.fromisoformat(row["valid_to"]))
        }
    )


@lru_cache(maxsize=1)
def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))
