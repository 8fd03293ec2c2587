{#
    APPEALS  评价申诉
    Every appeal against a review and how it ended.
#}
with

appeals as (

    {% for platform in var('platforms_with')['appeals'] %}
        select
            platform,
            shop_id,
            appeal_id,
            review_id,
            ground,
            appealed_at,
            appeal_status,
            answered_at
        from {{ ref('stg_' ~ platform ~ '__appeals') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

appeal_statuses as (

    select * from {{ ref('int_known_words') }}
    where vocabulary = 'appeal_statuses'

)

select
    appeals.platform,
    appeals.shop_id,
    appeals.appeal_id,
    appeals.review_id,
    appeals.ground,
    appeals.appealed_at,
    appeals.answered_at,
    appeal_statuses.meaning as appeal_status
from appeals
left join appeal_statuses
    on
        appeals.platform = appeal_statuses.platform
        and appeals.appeal_status = appeal_statuses.word
