{#
    REVIEW GROUNDS  评价申诉理由
    The appealable reviews that are bad, and the grounds that the data shows by themselves. Baseless: stars are missing,
    and the review was written before any parcel of the order was signed for, or the order shipped; an order that was
    shipped in parcels nobody landed proves nothing, and goods that need no logistics never do. Privacy: a phone number
    or an address in the text. Advertising: a contact handle, a link or a phone number. A good review is not listed
    whatever its text says: to have it taken out would lower the score.
#}
with

reviews as (

    select * from {{ ref('int_appealable_reviews') }}

),

best_stars as (

    select * from {{ ref('int_rules_in_force') }}
    where
        subject_type = 'shop'
        and indicator_id = 'dsr_description'

),

orders as (

    select * from {{ ref('int_order_fulfilment') }}

),

first_signatures as (

    select
        reviews.order_key,
        min(parcels.signed_at) as signed_at
    from (select distinct order_key from reviews) as reviews
    inner join {{ ref('int_parcels') }} as parcels
        on reviews.order_key = parcels.order_key
    where not coalesce(parcels.is_from_order, false)
    group by 1

),

judged as (

    select
        reviews.*,
        coalesce(
            orders.needs_shipping
            and least(reviews.description_stars, reviews.service_stars, reviews.logistics_stars)
            < best_stars.best_value
            and case
                when first_signatures.order_key is not null
                    then coalesce(reviews.reviewed_at < first_signatures.signed_at, true)
                else
                    coalesce(reviews.reviewed_at < orders.shipped_at, true)
                    and coalesce(reviews.reviewed_at < orders.completed_at, true)
            end,
            false
        ) as is_baseless,
        reviews.has_phone or reviews.has_address as gives_private_data,
        reviews.has_contact_handle or reviews.has_phone as advertises
    from reviews
    left join best_stars
        on reviews.platform = best_stars.platform
    left join orders
        on reviews.order_key = orders.order_key
    left join first_signatures
        on reviews.order_key = first_signatures.order_key

)

select
    platform, shop_id, shop_key, review_id, order_id, order_key, product_id, reviewed_on,
    description_stars, service_stars, logistics_stars, content,
    case
        when is_baseless then 'baseless'
        when gives_private_data then 'privacy'
        when advertises then 'advertising'
    end as ground,
    nullif(
        concat_ws(
            ', ',
            case when gives_private_data and is_baseless then 'privacy' end,
            case when advertises and (is_baseless or gives_private_data) then 'advertising' end
        ), ''
    ) as further_grounds,
    appealable_until, days_left, noon_at
from judged
where description_stars <= appeal_max_stars
