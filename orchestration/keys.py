"""What assets, checks and jobs call the same: the key of the ledger, its group, the pool of the one writer.

Keys of a single asset stand where it is made.
"""

from dagster import AssetKey

WAREHOUSE_POOL = "warehouse"

# The source of the models that every landing writes, also one that finds nothing new: the models wait for it.
LEDGER = AssetKey(["ledger", "landed_files"])
LEDGER_GROUP = "ledger"
