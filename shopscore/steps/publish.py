"""Publishes what the same run has built and checked.

How a file is written and swapped belongs in `shopscore.publishing`.
"""

from dbt.contracts.graph.manifest import Manifest

from shopscore.compaction import compact
from shopscore.language import tr
from shopscore.publishing import Publication, publish
from shopscore.publishing.descriptions import describe
from shopscore.run import Run, record_publication
from shopscore.settings import now
from shopscore.steps.errors import StepError


def publish_marts(run: Run, manifest: Manifest) -> Publication:
    """Publish the marts as one new file.

    Args:
        run: it has built every model, and no check closes the gate.
        manifest: the parsed project, which describes every table and column.

    Raises:
        StepError: this very run has not checked what it would publish.
        PublicationError: the marts cannot be published as they are.
    """
    if not run.is_checked:
        raise StepError("only what the same run has built and checked is published: launch the job daily_refresh")
    published_at = now()
    generation_id = f"{published_at:%Y%m%dT%H%M%S}-{run.run_id}"
    with run.progress.step(tr("Publishing")) as step:
        record_publication(run, generation_id, published_at)
        publication = publish(run.settings, describe(manifest), generation_id, published_at)
        run.publication = publication
        compact(run.settings)
        step.summary = tr(
            "{tables} tables, {rows:,} rows, generation {generation}",
            tables=len(publication.rows),
            rows=sum(publication.rows.values()),
            generation=generation_id,
        )
    return publication
