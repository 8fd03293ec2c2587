-- What the scores of the shops on a date lack for want of an export, and which scores it is that lack it.
with indicators as (

    select indicator_id, any_value(name_en) as name_en, any_value(name_zh) as name_zh
    from dims.indicators
    group by indicator_id

),

lacking as (

    select
        scores.platform, scores.subject_id as shop_id, scores.indicator_id,
        scores.missing_reason, scores.missing_export, scores.missing_column,
        coalesce(
            case $language when 'zh' then indicators.name_zh else indicators.name_en end, scores.indicator_id
        ) as indicator,
        coalesce(case $language when 'zh' then systems.name_zh else systems.name_en end, scores.system_id) as system
    from marts.indicator_scores as scores
    left join indicators using (indicator_id)
    left join dims.systems as systems using (system_id)
    where
        scores.assessment_date = $assessment_date and scores.subject_type = 'shop'
        and scores.missing_reason in (select unnest($reasons))
        -- what stands on the page alone nobody can export
        and coalesce(scores.missing_export <> 'page_only', true)

)

select
    platform, shop_id, indicator_id, any_value(indicator) as indicator,
    list_sort(list(distinct system)) as systems,
    missing_reason, missing_export, missing_column
from lacking
group by all
order by all
