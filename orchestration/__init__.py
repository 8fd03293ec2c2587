"""The pipeline for Dagster, and nothing that Dagster does not need."""

import shopscore as shopscore  # its libraries are told first that none reports on its user
