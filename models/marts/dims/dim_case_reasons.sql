{#
    CASE REASONS  案例原因
    What each of our words for where a case stands means. A reason that is not here is the platform's own word, such as
    the reason of a return, or the stars of a review.
#}
{{ config(alias='case_reasons') }}
with

reasons as (

    select * from {{ ref('case_reasons') }}

)

select
    reason,
    meaning_en,
    meaning_zh
from reasons
