{#
    WORDS, KNOWN OR NOT  用词是否已知
    The words of the exports with whether a row that says one tells its meaning, by the one column or by the second.
#}
with

uses as (

    select * from {{ ref('int_word_uses') }}

),

words as (

    select * from {{ ref('int_known_words') }}

)

select
    uses.platform,
    uses.shop_id,
    uses.export,
    uses.column_name,
    uses.vocabulary,
    coalesce(uses.word, uses.second_word) as word,
    uses.used_on,
    uses.uses,
    uses.file_id,
    coalesce(words.is_known, false) or coalesce(second_words.is_known, false) as is_known
from uses
left join words
    on
        uses.platform = words.platform
        and uses.vocabulary = words.vocabulary
        and uses.word = words.word
left join words as second_words
    on
        uses.platform = second_words.platform
        and uses.vocabulary = second_words.vocabulary
        and uses.second_word = second_words.word
