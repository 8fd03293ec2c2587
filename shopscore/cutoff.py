"""The hours of the day that Python goes by: when the platforms publish, and when a score has to be there.

The models take the first from `list_hour` in seeds/rules/parameters.csv; a test holds the two together. No file is read
and no clock asked here.
"""

from datetime import time

# Scores are those of noon, and lists are as of it; the refresh starts then.
CUTOFF = time(12, 0)
# Readers expect the scores an hour later.
DUE_AT = time(13, 0)


def daily(at: time) -> str:
    """Return a time of every day as cron writes it."""
    return f"{at.minute} {at.hour} * * *"
