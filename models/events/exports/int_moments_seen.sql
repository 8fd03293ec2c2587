{#
    MOMENTS SEEN  当日已见时刻
    What files exported before noon of the as-of day say of that day itself: the moments of orders, tickets, reviews and
    sessions that happened on it. A file that comes later changes nothing here, whatever it holds, so the forecast of a
    day is the same whenever that day is computed. Which review and order a row is about is told by all that has landed.
#}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

files_before_noon as (

    select
        files.file_id,
        files.platform,
        cutoff.as_of
    from {{ ref('stg_ledger__landed_files') }} as files
    inner join cutoff
        on
            files.platform = cutoff.platform
            and files.exported_at < cutoff.noon_at
            -- a file knows nothing of a day that had not begun
            and files.exported_at >= cutoff.as_of
    where files.status = 'landed'

),

moments as (

    select
        moments.*,
        files.platform,
        {{ surrogate_key(['files.platform', "'shop'", 'moments.shop_id']) }} as shop_key
    from {{ ref('stg_ledger__moments_of_files') }} as moments
    inner join files_before_noon as files
        on moments.file_id = files.file_id
    where cast(moments.moment as date) = files.as_of

),

-- a review and an appeal as they are known, whatever the file calls them
reviews as (

    select
        moments.*,
        reviews.order_id as reviewed_order_id,
        reviews.review_id as known_review_id
    from moments
    inner join {{ ref('int_review_rows') }} as reviews
        on
            moments.shop_key = reviews.shop_key
            and moments.review_id = reviews.staged_id

),

appeals as (

    select
        moments.*,
        appeals.review_id as appealed_review_id
    from moments
    inner join {{ ref('int_appeals') }} as appeals
        on
            moments.shop_key = appeals.shop_key
            and moments.appeal_id = appeals.appeal_id

),

cases as (

    {% for kind in ['order', 'after_sale', 'session'] %}
        select platform, shop_id, '{{ kind }}' as case_kind, {{ kind }}_id as case_id, moment_name, moment
        from moments
        where {{ kind }}_id is not null

        union all

    {% endfor %}

    select platform, shop_id, 'order' as case_kind, reviewed_order_id as case_id, moment_name, moment
    from reviews

    union all

    select platform, shop_id, 'review' as case_kind, known_review_id as case_id, moment_name, moment
    from reviews

    union all

    select platform, shop_id, 'review' as case_kind, appealed_review_id as case_id, moment_name, moment
    from appeals

)

select distinct platform, shop_id, case_kind, case_id, moment_name, moment
from cases
