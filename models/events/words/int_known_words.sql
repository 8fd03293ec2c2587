{#
    KNOWN WORDS  已知用词
    What each word that the exports say means in our words: of a composed one the meanings of its parts.
    A word of which a part is not known still says what the others do, and is not known as a whole.
#}
with

parts as (

    select * from {{ ref('int_word_parts') }}

)

select
    platform,
    vocabulary,
    word,
    min(entry) as entry,
    {{ all_meanings('meaning') }} as meaning,
    min(case when entry is null then 0 else 1 end) = 1 as is_known
from parts
group by 1, 2, 3
