"""Everything around the SQL: landing, the refresh, publication, backup, alerts, the commands."""

import os

# None of them reports on its user. Here, because each reads it when it is first imported.
os.environ.update(
    {
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DAGSTER_DISABLE_TELEMETRY": "true",
        "GX_ANALYTICS_ENABLED": "false",
    }
)
