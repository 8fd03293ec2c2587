-- The unknown words, the most frequent first. The shops and files of a word are many; it is said once.
select
    platform, export, column_name as "column", vocabulary, word,
    max(words)::bigint as words,
    sum(uses)::bigint as uses,
    count(distinct shop_id) as shops,
    string_agg(distinct shop_id, '|' order by shop_id) as shop_ids,
    max(file_name) as file_name,
    max(indicator_ids) as indicator_ids,
    max(indicator_names_en) as indicators_en,
    max(indicator_names_zh) as indicators_zh
from ops.unknown_words
group by all
order by sum(uses) desc, platform asc, vocabulary asc, word asc
