{#
    RESTATED SUBJECTS  重算考核对象
    The subjects without an industry, who are nobody's peer: one that is new has rows on all dates and leaves the rows of
    the others as they are, also on the dates on which it has no fact. One that is gone, or has become a peer, has no
    number and loses its rows.
#}
with

subjects as (

    select
        subject_key,
        {{ checksum([
            'subject_key', 'subject_name', 'shop_type', 'score_industry', 'goods_on_sale', 'opened_on'
        ]) }} as checksum
    from {{ ref('int_subjects') }}
    where industry is null

),

computed as (

    select * from {{ ref('stg_ledger__computed_inputs') }}
    where subject_key is not null

)

select
    coalesce(subjects.subject_key, computed.subject_key) as subject_key,
    subjects.checksum,
    not coalesce(subjects.checksum = computed.checksum, false) as is_restated
from subjects
full join computed
    on subjects.subject_key = computed.subject_key
