"""What every published table says about itself, read from the texts and the `meta` of its yml in dbt's manifest."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from shopscore.publishing.generation import PUBLISHED_SCHEMAS, TableDescription
from shopscore.publishing.presentation import Naming

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest


def describe(manifest: "Manifest") -> Mapping[str, TableDescription]:
    """Return the description of every published table, by `schema.table`.

    Every table gets the names of the ids that it has. A column with `published_as: keyed_hash` in its meta leaves the
    warehouse hashed.
    """
    namings = find_namings(manifest)
    return {
        f"{node.schema}.{node.identifier}": TableDescription(
            text=node.description,
            columns={name: column.description for name, column in node.columns.items()},
            namings=namings,
            hashed=frozenset(
                name for name, column in node.columns.items() if column.meta.get("published_as") == "keyed_hash"
            ),
        )
        for node in manifest.nodes.values()
        if node.schema in PUBLISHED_SCHEMAS and str(node.resource_type) == "model"
    }


def find_namings(manifest: "Manifest") -> Sequence[Naming]:
    """Return what the models and seeds with `names` in their meta call an id: key, and published column → their own."""
    return [
        Naming(
            relation=f"{node.schema}.{node.identifier}",
            key=tuple(names["key"]),
            names=names["columns"],
            texts={name: node.columns[column].description for name, column in names["columns"].items()},
        )
        for node in manifest.nodes.values()
        if str(node.resource_type) in ("model", "seed") and (names := node.config.meta.get("names"))
    ]
