{#
    HELP LABELS  求助问题分类
    The classes of every request for help, one row each: a request may fall in several. An unknown word has no class;
    the test on class_word warns of it.
#}
with

parts as (

    select
        platform,
        shop_id,
        shop_key,
        help_id,
        {{ split_to_rows('classes', '|') }} as part
    from {{ ref('int_help_requests') }}

),

words as (

    select distinct
        platform,
        shop_id,
        shop_key,
        help_id,
        trim(part) as class_word
    from parts
    where trim(part) <> ''

),

help_classes as (

    select * from {{ ref('help_classes') }}

)

select
    words.platform,
    words.shop_id,
    words.shop_key,
    words.help_id,
    words.class_word,
    help_classes.help_class
from words
left join help_classes
    on
        words.platform = help_classes.platform
        and words.class_word = help_classes.word
