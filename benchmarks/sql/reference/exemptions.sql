select
    'douyin' as platform,
    'all' as scope,
    cast(getvariable('until') as date) - 30 as paid_from,
    cast(getvariable('until') as date) - 20 as paid_to,
    'pickup_timeliness' as indicator_id,
    24 as shift_hours,
    '大促期间揽收时效顺延' as note
