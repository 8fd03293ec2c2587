{#
    Paying for good reviews is a violation on both platforms: no advice to a shop speaks of money, gifts or coupons for
    stars, of stars to be asked for, or of made-up orders.
#}
{{ config(meta={'dagster': {'ref': {'name': 'care_occasions'}}}) }}

with

texts as (

    select advice_en || ' ' || advice_zh as text from {{ ref('care_occasions') }}
    union all
    select evidence_en || ' ' || evidence_zh as text from {{ ref('appeal_grounds') }}

),

forbidden as (

    select forbidden.word
    from (
        values
        ('返现'), ('红包'), ('好评'), ('五星'), ('改评'), ('删评'), ('优惠券'), ('赠品'), ('刷单'), ('补单'),
        ('cash'), ('coupon'), ('voucher'), ('gift'), ('five star'), ('good review'), ('positive review'), ('fake order')
    ) as forbidden (word)

)

select
    texts.text,
    forbidden.word
from texts
inner join forbidden
    on lower(texts.text) like concat('%', forbidden.word, '%')
