{#
    RESTATED DATES  重算考核日
    What the scores of a date are made from, as one number: the facts that live in a window on it, what may be taken off or
    added on it, the absences, curves, limits and weights, and the subjects that may be peers. A date is moved when its
    number is another than the one it was last computed from, when it never was, or when it is the newest or lies ahead, and
    restated then or when it is published no more.
#}
{% set subject = ['subject_key', 'subject_name', 'shop_type', 'score_industry', 'goods_on_sale', 'opened_on'] %}
with

-- from the nearest to the farthest day that any window of an indicator reaches
reaches as (

    select indicator_id, min(near_days) as near_days, max(far_days) as far_days
    from {{ ref('int_windows') }}
    group by 1

),

lives as (

    select
        {{ enters_on('facts.cohort_date', 'reaches.near_days', 'facts.known_date') }} as enters_on,
        {{ add_days('facts.cohort_date', 'reaches.far_days + 1') }} as leaves_on,
        {{ checksum([
            'facts.subject_key', 'facts.indicator_id', 'facts.cohort_date', 'facts.known_date', 'facts.numerator',
            'facts.denominator', 'facts.is_correction'
        ]) }} as checksum
    from {{ ref('int_daily_facts') }} as facts
    inner join reaches
        on facts.indicator_id = reaches.indicator_id

),

-- what holds from a date on
lasting as (

    select enters_on as from_date, checksum from lives
    where enters_on < leaves_on

    union all

    select leaves_on as from_date, -checksum as checksum from lives
    where enters_on < leaves_on

    union all

    select from_date, checksum from {{ ref('int_adjustment_lives') }}

    union all

    select
        date '1900-01-01' as from_date,
        {{ checksum([
            'system_id', 'industry', 'is_starter', 'indicator_id', 'valid_from', 'valid_to', 'from_rank_value',
            'below_rank_value', 'rank_value', 'percentile', 'slope'
        ]) }} as checksum
    from {{ ref('int_benchmark_segments') }}

    union all

    select date '1900-01-01' as from_date, {{ checksum(subject + ['industry']) }} as checksum
    from {{ ref('int_subjects') }}
    where industry is not null

    union all

    select from_date, checksum from {{ ref('int_table_inputs') }}

),

-- what holds on a date
of_the_day as (

    select assessment_date, {{ checksum([
        'subject_key', 'indicator_id', 'missing_export', 'missing_column', 'missing_reason'
    ]) }} as checksum
    from {{ ref('int_missing_exports') }}

    union all

    select assessment_date, {{ checksum(['is_forecast']) }} as checksum
    from {{ ref('int_assessment_dates') }}

),

inputs as (

    select from_date as input_date, sum(checksum) as lasting, 0 as of_the_day from lasting
    group by 1

    union all

    select assessment_date as input_date, 0 as lasting, sum(checksum) as of_the_day from of_the_day
    group by 1

),

sums as (

    select
        input_date,
        sum(sum(lasting)) over (order by input_date) + sum(of_the_day) as checksum
    from inputs
    group by 1

)

select
    dates.assessment_date, dates.is_published, sums.checksum,
    dates.is_latest or dates.is_forecast or not coalesce(sums.checksum = computed.checksum, false) as is_moved,
    dates.is_latest or dates.is_forecast
    or not coalesce(sums.checksum = computed.checksum and dates.is_published = computed.is_published, false)
        as is_restated
from {{ ref('int_assessment_dates') }} as dates
inner join sums
    on dates.assessment_date = sums.input_date
left join {{ ref('stg_ledger__computed_inputs') }} as computed
    on dates.assessment_date = computed.assessment_date
