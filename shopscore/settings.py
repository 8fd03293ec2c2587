"""Where state lives and which day is scored.

The only module that reads the environment or the clock. No file is opened here.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from shopscore.language import tr
from shopscore.limits import LimitError, Limits, read_limits

TIME_ZONE = "Asia/Shanghai"
HISTORY_DAYS = "SHOPSCORE_HISTORY_DAYS"
# No platform had a score before, and no plan reaches beyond it; a date outside is a slip of the hand.
EARLIEST_DATE, LATEST_DATE = date(1970, 1, 1), date(2999, 12, 31)
PROJECT_DIR = Path(__file__).resolve().parent.parent


class ConfigurationError(Exception):
    """The environment or the command line says something unusable; the message says what to change."""


@dataclass(frozen=True)
class Settings:
    """Paths below one home folder, the assessment date, the length of the published history, and what may be taken.

    Attributes:
        home: folder that holds all state (`SHOPSCORE_HOME`, default `./data`).
        as_of: assessment date; nothing after the day before it is known.
        history_days: assessment dates in the published marts, `as_of` included (`SHOPSCORE_HISTORY_DAYS`).
        landing_keep_days: days after which a landed export is deleted from landing (`SHOPSCORE_LANDING_KEEP_DAYS`);
            None, the default: it stays.
        limits: what of the machine may be taken (`SHOPSCORE_MEMORY`, `SHOPSCORE_THREADS`, `SHOPSCORE_TEMPORARY_SPACE`).
    """

    home: Path
    as_of: date
    history_days: int = 120
    landing_keep_days: int | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def first_date(self) -> date:
        """First assessment date in the published marts."""
        return self.as_of - timedelta(days=self.history_days - 1)

    def exactly(self, first: date, last: date) -> "Settings":
        """Return settings whose published history is these dates and the ones between.

        Raises:
            ConfigurationError: `first` is after `last`.
        """
        if first > last:
            raise ConfigurationError(
                tr("the first date {first} is after the assessment date {last}", first=first, last=last)
            )
        return replace(self, as_of=last, history_days=(last - first).days + 1)

    def reaching_back_to(self, first: date | None) -> "Settings":
        """Return settings whose published history holds `first` too; the same ones when it does, or for None.

        Raises:
            ConfigurationError: `first` is after the assessment date, or before any day that can be scored.
        """
        if first is None or self.first_date <= check_date(first) <= self.as_of:
            return self
        return self.exactly(first, self.as_of)

    def keeping(self, first: date, last: date) -> "Settings":
        """Return settings whose published history holds these dates too, and those between them and its own.

        Each date is scored point in time whatever the last one is, so dates of the past are added by a longer
        history, never by an earlier end.
        """
        return self.exactly(min(first, self.first_date), max(last, self.as_of))

    @property
    def landing(self) -> Path:
        """Folder into which users put exports."""
        return self.home / "landing"

    @property
    def quarantine(self) -> Path:
        """Folder with the reason, and a masked copy where it can be read, of each refused file."""
        return self.home / "quarantine"

    @property
    def warehouse(self) -> Path:
        """The one file the refresh writes; nothing else opens it."""
        return self.home / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The file that readers open; replaced whole."""
        return self.home / "published" / "shopscore.duckdb"

    @property
    def archive(self) -> Path:
        """Folder with the previous publications."""
        return self.home / "archive"

    @property
    def temporary(self) -> Path:
        """Folder for spilling and transcoding; emptied at the start of every refresh."""
        return self.home / "temporary"

    @property
    def lock(self) -> Path:
        """File that the running refresh holds locked."""
        return self.home / "refresh.lock"

    @property
    def dagster_home(self) -> Path:
        """Folder of Dagster's configuration, runs and events."""
        return self.home / "dagster"

    @property
    def dbt_target(self) -> Path:
        """Folder of dbt's manifest and partial parse (`DBT_TARGET_PATH`, default below home)."""
        return Path(os.environ.get("DBT_TARGET_PATH", self.home / "dbt"))


def moment() -> datetime:
    """Return this moment with its time zone, for what is measured in seconds: ages of files, of runs."""
    return datetime.now(ZoneInfo(TIME_ZONE))


def today() -> date:
    """Return the local calendar day in Asia/Shanghai."""
    return moment().date()


def now() -> datetime:
    """Return the local time in Asia/Shanghai, naive, in whole seconds."""
    return moment().replace(tzinfo=None, microsecond=0)


def has_hash_key_in_environment(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the key of the hashes is given in `SHOPSCORE_HASH_KEY`, so that no file of the home holds it."""
    return bool(environment.get("SHOPSCORE_HASH_KEY"))


def check_date(day: date) -> date:
    """Return a day that can be scored.

    Raises:
        ConfigurationError: it is a slip of the hand.
    """
    if not EARLIEST_DATE <= day <= LATEST_DATE:
        raise ConfigurationError(
            tr(
                "{date} cannot be scored: give a day from {first} to {last}",
                date=day,
                first=EARLIEST_DATE,
                last=LATEST_DATE,
            )
        )
    return day


def load_settings(as_of: date | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment.

    Args:
        as_of: assessment date; today in Asia/Shanghai when None.
        environment: variables to read, `SHOPSCORE_HOME`, `SHOPSCORE_HISTORY_DAYS`, `SHOPSCORE_LANDING_KEEP_DAYS`, and
            those of the limits.

    Raises:
        ConfigurationError: a variable holds no usable value.
    """
    days = environment.get(HISTORY_DAYS, "120")
    if not days.isdigit() or int(days) < 1:
        raise ConfigurationError(
            tr("SHOPSCORE_HISTORY_DAYS is '{days}': give the number of days to publish, 1 or more", days=days)
        )
    kept = environment.get("SHOPSCORE_LANDING_KEEP_DAYS") or None
    if kept is not None and (not kept.isdigit() or int(kept) < 1):
        raise ConfigurationError(
            f"SHOPSCORE_LANDING_KEEP_DAYS is '{kept}': give the number of days after which a landed export is deleted "
            "from landing, 1 or more, or leave it out to keep them all."
        )
    try:
        limits = read_limits(environment)
    except LimitError as error:
        raise ConfigurationError(str(error)) from error
    home = Path(environment.get("SHOPSCORE_HOME") or "data").expanduser().resolve()
    return Settings(
        home=home,
        as_of=check_date(as_of or today()),
        history_days=int(days),
        landing_keep_days=None if kept is None else int(kept),
        limits=limits,
    )
