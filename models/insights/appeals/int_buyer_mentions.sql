{#
    BUYER MENTIONS  买家提及
    What each text praises or complains of: a verdict names its aspect itself, an opinion is about the aspect before it in
    its clause, without one about the first after it. A negated complaint is praise, and the other way round.
#}
with

buyer_words as (

    select * from {{ ref('int_buyer_words') }}

),

verdicts as (

    select
        text,
        aspect_id,
        case when is_negated then -polarity else polarity end as polarity
    from buyer_words
    where role = 'verdict'

),

opinions as (

    select
        opinions.text,
        aspects.aspect_id,
        case when opinions.is_negated then -opinions.polarity else opinions.polarity end as polarity,
        row_number() over (
            partition by opinions.text, opinions.clause, opinions.place
            order by
                case when aspects.place < opinions.place then 0 else 1 end,
                abs(opinions.place - aspects.place)
        ) as nearness
    from buyer_words as opinions
    inner join buyer_words as aspects
        on
            opinions.text = aspects.text
            and opinions.clause = aspects.clause
    where
        opinions.role = 'opinion'
        and aspects.role = 'aspect'

)

select
    text,
    aspect_id,
    polarity
from verdicts

union

select
    text,
    aspect_id,
    polarity
from opinions
where nearness = 1
