{#
    APPEAL WORDS  申诉理由用词
    Each word by which a platform names a ground of appeal, one row each; the seed joins them with a bar.
#}
with

parts as (

    select
        platform,
        ground,
        {{ split_to_rows('words', '|') }} as part
    from {{ ref('appeal_grounds') }}

)

select
    platform,
    trim(part) as word,
    ground
from parts
