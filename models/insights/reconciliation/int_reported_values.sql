{#
    CELLS OF SCORE PAGES  分数页单元格
    One row per filled cell of a page. A page shows a figure rounded, and a number has lost the zeros at its end: how
    many decimals a page shows is the most that any cell of that shop, item and measure has. Half of the last decimal
    is how far a figure may lie off and still be the same.
#}
{% set most_decimals = 6 %}
with

pages as (

    select * from {{ ref('int_platform_reports') }}

),

parameters as (

    select * from {{ ref('parameters') }}

),

cells as (

    {% for measure in ['score', 'value', 'peer_mean'] %}
        select
            report_key,
            platform,
            shop_id,
            shop_key,
            subject_key,
            page_date,
            subject_type,
            subject_id,
            word,
            system_id,
            rule_version,
            item_kind,
            item,
            '{{ measure }}' as measure,
            {{ measure }} as platform_value
        from pages
        where {{ measure }} is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

decimals_of_cells as (

    select
        *,
        case
            {% for decimals in range(most_decimals) %}
                when round(platform_value, {{ decimals }}) = platform_value then {{ decimals }}
            {% endfor %}
            else {{ most_decimals }}
        end as decimals
    from cells

)

select
    cells.report_key,
    {{ surrogate_key(['cells.subject_key', 'cells.system_id', 'cells.item_kind', 'cells.item', 'cells.measure']) }}
        as figure_key,
    cells.platform,
    cells.shop_id,
    cells.shop_key,
    cells.page_date,
    cells.subject_type,
    cells.subject_id,
    cells.word,
    cells.system_id,
    cells.rule_version,
    cells.item_kind,
    cells.item,
    cells.measure,
    cells.platform_value,
    max(cells.decimals) over one_column as decimals,
    round(0.5 * power(10, -max(cells.decimals) over one_column), 9) as tolerance,
    {{ add_days('cells.page_date', 'cast(-coalesce(earlier.value, 0) as integer)') }} as nearest_from,
    {{ add_days('cells.page_date', 'cast(coalesce(later.value, 0) as integer)') }} as nearest_to
from decimals_of_cells as cells
left join parameters as earlier
    on
        cells.platform = earlier.platform
        and earlier.parameter = 'reconciliation_days_earlier'
        and {{ valid_on('cells.page_date', 'earlier') }}
left join parameters as later
    on
        cells.platform = later.platform
        and later.parameter = 'reconciliation_days_later'
        and {{ valid_on('cells.page_date', 'later') }}
window one_column as (partition by cells.platform, cells.shop_id, cells.word, cells.measure)
