import csv

from shopscore.cutoff import CUTOFF, DUE_AT, daily
from shopscore.settings import PROJECT_DIR


def test_the_hour_of_the_refresh_is_the_one_of_which_the_models_speak():
    with (PROJECT_DIR / "seeds" / "rules" / "parameters.csv").open(encoding="utf-8", newline="") as rows:
        hours = {row["value"] for row in csv.DictReader(rows) if row["parameter"] == "list_hour"}
    assert hours == {str(CUTOFF.hour)}


def test_times_of_every_day_as_cron_writes_them():
    assert (daily(CUTOFF), daily(DUE_AT)) == ("0 12 * * *", "0 13 * * *")
