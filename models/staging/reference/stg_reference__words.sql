{#
    VOCABULARY  词表
    Every word, pattern and part that the seeds know and that the user has given a meaning, normalised, with what it
    means in our words. A meaning that is none of its vocabulary's is not heard.
#}
{% set order_flags %}concat_ws(
                '|',
                'ordered',
                case when is_presale then 'presale' end,
                case when is_abnormal then 'abnormal' end,
                case when not needs_shipping then 'no_shipping' end
            ){% endset %}
{% set vocabularies = [
    {'seed': 'reasons', 'entry': 'reason', 'match_kind': 'match_kind', 'meaning': 'reason_class'},
    {'seed': 'order_statuses', 'entry': 'word', 'match_kind': "'exact'", 'meaning': 'says'},
    {'seed': 'order_types', 'entry': 'order_type', 'match_kind': "'exact'", 'meaning': order_flags},
    {'seed': 'after_sale_types', 'entry': 'after_sale_type', 'match_kind': "'exact'", 'meaning': 'kind'},
    {'seed': 'liable_parties', 'entry': 'word', 'match_kind': "'exact'", 'meaning': 'liable_party'},
    {'seed': 'review_kinds', 'entry': 'word', 'match_kind': "'exact'", 'meaning': 'review_kind'},
    {'seed': 'appeal_statuses', 'entry': 'word', 'match_kind': "'exact'", 'meaning': 'appeal_status'},
    {'seed': 'help_channels', 'entry': 'channel', 'match_kind': "'exact'", 'meaning': 'asked'},
    {'seed': 'help_classes', 'entry': 'word', 'match_kind': "'exact'", 'meaning': 'help_class'},
    {'seed': 'ruling_reasons', 'entry': 'word', 'match_kind': "'exact'", 'meaning': 'ruling_class'},
    {'seed': 'violation_kinds', 'entry': 'word', 'match_kind': "'exact'", 'meaning': 'violation_kind'},
    {
        'seed': 'violation_statuses',
        'entry': 'word',
        'match_kind': "'exact'",
        'meaning': "case when is_withdrawn then 'withdrawn' else 'standing' end",
    },
] %}
with

newest_words as (

    select * from {{ deduplicate('reference', 'words') }}

),

-- the user may say a meaning by its name
meanings as (

    select vocabulary, meaning as said, meaning from {{ ref('word_meanings') }}
    union
    select vocabulary, name_zh as said, meaning from {{ ref('word_meanings') }}

),

entries as (

    {% for vocabulary in vocabularies %}
        select
            platform,
            '{{ vocabulary.seed }}' as vocabulary,
            {{ vocabulary.entry }} as entry,
            {{ vocabulary.match_kind }} as match_kind,
            {{ vocabulary.meaning }} as meaning,
            false as is_own,
            cast(null as string) as _file_id,
            cast(null as bigint) as _file_row
        from {{ ref(vocabulary.seed) }}
        union all
    {% endfor %}
    select
        newest_words.platform,
        newest_words.vocabulary,
        newest_words.word as entry,
        coalesce(newest_words.match_kind, 'exact') as match_kind,
        meanings.meaning,
        true as is_own,
        newest_words._file_id,
        newest_words._file_row
    from newest_words
    inner join meanings
        on
            newest_words.vocabulary = meanings.vocabulary
            and newest_words.meaning = meanings.said

)

select
    platform,
    vocabulary,
    entry,
    match_kind,
    {{ plain_word('entry') }} as plain_entry,
    meaning,
    is_own,
    _file_id,
    _file_row
from entries
