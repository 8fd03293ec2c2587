-- Whether the last run published, or found nothing to publish; of several that began in one second all have to.
select bool_and(status in ('published', 'nothing_new')) as stands
from log.runs
where started_at = (select max(last_run.started_at) from log.runs as last_run);
