{#
    TRAINING DATA OF DIMENSIONS  维度学习样本
    What a page teaches of a dimension whose points the platform does not explain: its points beside the values of all
    its indicators, of the same shop and day; a row an indicator. A page that lacks one of them teaches nothing of the
    dimension, and points off its scale are of other rules.
#}
with

systems as (

    select * from {{ ref('systems') }}
    where not is_what_if

),

cells as (

    select * from {{ ref('int_shop_page_cells') }}
    where industry is not null

),

learned as (

    select
        indicators.system_id, indicators.rule_version, indicators.dimension_id, indicators.indicator_id,
        indicators.better,
        systems.dimension_floor as floor,
        systems.ceiling,
        count(*) over (
            partition by indicators.system_id, indicators.rule_version, indicators.dimension_id
        ) as indicator_count
    from {{ ref('indicators') }} as indicators
    inner join systems
        on
            indicators.system_id = systems.system_id
            and indicators.rule_version = systems.rule_version
    where
        indicators.method = 'learned'
        and indicators.dimension_id is not null

),

shown as (

    select
        learned.*,
        cells.platform, cells.shop_id, cells.page_key, cells.industry, cells.page_date, cells.value,
        count(*) over (partition by cells.page_key, learned.dimension_id) as shown_count
    from learned
    inner join cells
        on
            learned.rule_version = cells.rule_version
            and learned.indicator_id = cells.item
    where
        learned.system_id = cells.system_id
        and cells.item_kind = 'indicator'
        and cells.value is not null

)

select
    shown.system_id,
    shown.rule_version,
    shown.industry,
    shown.dimension_id,
    shown.page_date as assessment_date,
    shown.shop_id,
    shown.indicator_id,
    shown.better,
    shown.value,
    dimensions.points,
    shown.floor,
    shown.ceiling,
    cast(min_days.value as integer) as min_days,
    cast(step_days.value as integer) as step_days
from shown
inner join cells as dimensions
    on
        shown.page_key = dimensions.page_key
        and shown.dimension_id = dimensions.item
        and dimensions.item_kind = 'dimension'
        and dimensions.points between shown.floor and shown.ceiling
{% for parameter in ['min_days', 'step_days'] %}
    left join {{ ref('parameters') }} as {{ parameter }}
        on
            {{ parameter }}.parameter = 'calibration_{{ parameter }}'
            and shown.platform = {{ parameter }}.platform
            and {{ valid_on('shown.page_date', parameter) }}
{% endfor %}
where shown.shown_count = shown.indicator_count
