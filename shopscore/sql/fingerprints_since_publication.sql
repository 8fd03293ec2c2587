-- Runs that only land or build are in no other table of the ledger; a run of a version that took no fingerprint has
-- none, and the one at hand may not have written its own yet.
with published as (
    select max(started_at) as started_at
    from log.runs
    where status = 'published'
)

select
    fingerprints.models,
    fingerprints.seeds,
    fingerprints.code,
    fingerprints.packages,
    fingerprints.settings
from log.runs
full outer join log.fingerprints using (run_id)
cross join published
where
    coalesce(runs.started_at, fingerprints.taken_at) >= published.started_at
    and not (coalesce(runs.status, '') = 'running' and fingerprints.run_id is null);
