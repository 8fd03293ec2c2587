{#
    BUYER TEXTS  买家文字
    Every text once that a buyer has written and somebody asks about: of reviews, but for the platform's own default ones,
    and what the buyer says of an after-sale ticket. As landing left it: masked.
#}
with

texts as (

    select content as text
    from {{ ref('int_reviews') }}
    where coalesce(review_kind, 'first') in ('first', 'follow_up')

    union

    select description as text
    from {{ ref('int_after_sales') }}

)

select text
from texts
where text is not null
